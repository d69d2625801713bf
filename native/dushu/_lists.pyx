"""Stage 7, fourth part: figures that belong together.

In: figures of one clause and the Sentence. Out: the subjects of a list (收案、结案|同比分别增长|10.8%、8.9%) and the
earlier values of a move (由1.1:50.3:48.6|调整为|0.7:50.7:48.6), kept in the Sentence until their figures come. Cost:
bounded by the clause and by KEPT members. Nothing is allocated.
"""
from libc.stdint cimport uint8_t, uint16_t, uint32_t

from dushu._clause cimport *
from dushu._facts cimport measures
from dushu._numerals cimport times
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._sentence cimport AHEAD, KEPT, Sentence
from dushu._trie cimport Automaton


cdef bint joins(Automaton lexicon, Scan scan, uint32_t quantity, uint32_t next) noexcept nogil:
    """Whether nothing but 、, 和 and qualifiers stands between two figures; in a list of changes also the verb of the
    second: 上升3.6%和|下降3.4%."""
    cdef uint32_t first = scan.quantities[quantity].last, last = scan.quantities[next].first, index
    cdef bint joined = False, moves
    if last - first > 5:
        return False
    index = scan.quantities[quantity].first
    moves = index > 0 and word_at(lexicon, scan, index - 1).roles & ROLE_CHANGE != 0
    for index in range(first, last):
        if sign_at(scan, index) in (CHAR_PAUSE, CHAR_COLON, CHAR_DASH):
            joined = True
        elif first_char(scan, index) in u"和与與及或" and scan.tokens[index].end - scan.tokens[index].start <= 2:
            joined = True
        elif joined and moves and word_at(lexicon, scan, index).roles & ROLE_CHANGE:
            moves = False
        elif kind_at(scan, index) != TOKEN_SPACE and not word_at(lexicon, scan, index).roles & (
                ROLE_BOUND_BEFORE | ROLE_BOUND_AFTER):
            return False
    return joined


cdef int count_members(Automaton lexicon, Scan scan, uint32_t quantity) noexcept nogil:
    """How many figures stand in one list from this one on."""
    cdef int count = 1
    while count < KEPT and quantity + 1 < scan.quantity_count:
        if not measures(&scan.quantities[quantity + 1]):
            break
        if not joins(lexicon, scan, quantity, quantity + 1):
            break
        count += 1
        quantity += 1
    return count


cdef bint parts_at(Automaton lexicon, Scan scan, uint32_t index, int fineness) noexcept nogil:
    """Whether the token parts a list: 、 always, 和 from fineness 1 on, 及 from 2 on (衣着、家庭设备及服务和通讯)."""
    if sign_at(scan, index) == CHAR_PAUSE:
        return True
    if kind_at(scan, index) != TOKEN_WORD or not is_conjunction(scan, index) or fineness == 0:
        return False
    return fineness == 2 or first_char(scan, index) != u"及"


cdef int split_subject(Automaton lexicon, Scan scan, const Phrase* subject, Phrase* parts, int wanted) noexcept nogil:
    """Split 收案、结案 or A和B into `wanted` parts; 0: it has another number of them. Marks inside quotations and
    brackets do not part, and the coarsest way that fits holds."""
    cdef uint32_t index, first
    cdef int count, depth, fineness
    if subject.last - subject.first > 80:
        return 0
    for fineness in range(3):
        count = depth = 0
        first = subject.first
        for index in range(subject.first, subject.last + 1):
            if index < subject.last:
                if sign_at(scan, index) in (CHAR_OPEN, CHAR_QUOTE_OPEN):
                    depth += 1
                elif sign_at(scan, index) in (CHAR_CLOSE, CHAR_QUOTE_CLOSE):
                    depth -= 1
                if depth or not parts_at(lexicon, scan, index, fineness):
                    continue
            if first < index:
                if count == wanted:
                    count += 1
                    break
                parts[count].first, parts[count].last = first, index
                parts[count].start, parts[count].end = scan.tokens[first].start, scan.tokens[index - 1].end
                count += 1
            first = index + 1
        if count == wanted:
            return count
    return 0


cdef int end_member(Automaton lexicon, Scan scan, Phrase* member) noexcept nogil:
    """Cut what is said of all members off the last: 铁路、公路|分别完成货运量."""
    cdef uint32_t index
    for index in range(member.first + 1, member.last):
        if word_at(lexicon, scan, index).roles & ROLE_LIST:
            member.last = index
            member.end = scan.tokens[index - 1].end
            break
    return 0


cdef int spread(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity, const Left* left) noexcept nogil:
    """Prepare the subjects of a list of figures: 收案、结案|同比分别增长|A、B. Nothing happens where there is none."""
    cdef int count = count_members(lexicon, scan, quantity), index
    sentence.member = sentence.member_count = 0
    if count < 2 or scan.quantities[quantity].flags & QUANTITY_RATIO:
        return 0
    if left.subject.first < left.subject.last:
        if split_subject(lexicon, scan, &left.whole, sentence.members, count):
            sentence.member_count = count
            end_member(lexicon, scan, &sentence.members[count - 1])
        elif sentence.topic.start < sentence.topic.end and left.listed:
            if split_subject(lexicon, scan, &sentence.topic, sentence.members, count):
                sentence.member_count = count      # 包括A、B、C, 收入分别为 …
            elif count == 2:
                # A服务业, B服务业增加值分别增长 …
                sentence.members[0], sentence.members[1] = sentence.topic, left.subject
                sentence.member_count = count
        return 0
    if sentence.topic.start < sentence.topic.end and (
            split_subject(lexicon, scan, &sentence.topic, sentence.members, count)):
        sentence.member_count = count
    elif not (sentence.metric_count == count and left.listed
              and sentence.metrics[count - 1].start == sentence.metric.start) and (
            split_subject(lexicon, scan, &sentence.metric, sentence.members, count)):
        sentence.member_count = count      # 进口和出口共9亿元, 分别增长 …; not A业6亿元, 住宿和餐饮业3亿元, …
    elif sentence.metric_count >= count and not one_subject(scan, sentence) and (
            left.listed or left.change or left.rate or left.share
            or left.reach and scan.quantities[quantity].kind == KIND_PERCENT):
        for index in range(count):
            sentence.members[index] = sentence.metrics[sentence.metric_count - count + index]
        sentence.member_count = count
    return 0


cdef bint one_subject(Scan scan, const Sentence* sentence) noexcept nogil:
    """Whether the last two figures share a subject, which then is that of the list too: 城乡居民收入3万元、1万元."""
    cdef int32_t last = sentence.last - 1
    cdef const Indicator* fact = scan.indicators + max(last, 0)
    return last > 0 and (fact - 1).metric_start == fact.metric_start and (
        scan.quantities[(fact - 1).quantity].last + 2 >= scan.quantities[fact.quantity].first)


cdef int keep_metric(Sentence* sentence, const Phrase* metric) noexcept nogil:
    cdef int index
    sentence.metric = metric[0]
    if metric.start == metric.end:
        return 0
    for index in range(sentence.metric_count):
        if sentence.metrics[index].start == metric.start:
            return 0
    if sentence.metric_count == KEPT:
        for index in range(KEPT - 1):
            sentence.metrics[index] = sentence.metrics[index + 1]
        sentence.metric_count -= 1
    sentence.metrics[sentence.metric_count] = metric[0]
    sentence.metric_count += 1
    return 0


cdef bint opens_move(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity) noexcept nogil:
    """Whether the figure is the start of 由 … 到 …: then it is kept as origin and is no indicator of its own."""
    cdef Quantity* first = &scan.quantities[quantity]
    cdef uint32_t start = from_word(lexicon, scan, sentence.clause, first.first), index
    cdef uint32_t next = quantity
    cdef int count
    cdef uint8_t direction = DIRECTION_NONE
    if start == first.first:
        return False
    count = count_members(lexicon, scan, quantity)
    next = quantity + count
    while next < quantity + KEPT and next < scan.quantity_count and scan.quantities[next].kind == KIND_DATE:
        next += 1
    if next >= scan.quantity_count or scan.quantities[next].kind != first.kind and not is_nothing(
            &scan.quantities[next]):
        return False
    if first.unit and scan.quantities[next].unit and not convert(lexicon, NULL, first.unit, scan.quantities[next].unit):
        return False
    if not arrives(lexicon, scan, scan.quantities[quantity + count - 1].last, scan.quantities[next].first):
        return False
    if scan.quantities[next].kind != first.kind:
        scan.quantities[next].kind, scan.quantities[next].unit = first.kind, first.unit
    for index in range(start, first.first):
        if word_at(lexicon, scan, index).roles & ROLE_CHANGE:
            direction = word_at(lexicon, scan, index).direction
    sentence.origin = 0
    sentence.origin_count = count
    sentence.origin_from = start
    sentence.origin_basis = basis_of(lexicon, scan, start + 1, first.first)
    for index in range(<uint32_t> count):
        sentence.origins[index] = scan.quantities[quantity + index].value
        if first.unit and scan.quantities[next].unit:
            if not convert(lexicon, &sentence.origins[index], first.unit, scan.quantities[next].unit):
                sentence.origin_count = 0
                return False
        if direction == DIRECTION_DOWN and sentence.origins[index].mantissa > 0:
            sentence.origins[index].mantissa = -sentence.origins[index].mantissa
    return True


cdef inline bint is_nothing(const Quantity* quantity) noexcept nogil:
    """Whether a bare 0 stands for none of whatever was spoken of: 由9.6%降至|0."""
    return quantity.flags & QUANTITY_BARE and quantity.value.mantissa == 0


cdef bint convert(Automaton lexicon, Number* value, uint16_t unit, uint16_t other) noexcept nogil:
    """Turn a value in one unit into one in another (半小时 is 30分钟); False: it is not to be turned exactly, or the
    units measure different things. NULL asks only for the latter."""
    cdef const Unit* source = &lexicon.units[unit]
    cdef const Unit* target = &lexicon.units[other]
    cdef int _steps
    if source.name == target.name:
        return True
    if source.base != target.base or target.factor == 0:
        return False
    if value == NULL:
        return True
    if not times(value, source.factor):
        return False
    value.exponent += source.power - target.power
    for _steps in range(6):
        if value.mantissa % target.factor == 0:
            value.mantissa //= target.factor
            return True
        if not times(value, 10):
            return False
        value.exponent -= 1
    return False


cdef bint arrives(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether the words between two figures lead from one to the other: 上升至, 调整为, 到."""
    cdef uint32_t index
    cdef const Word* word
    if last - first > AHEAD:
        return False
    for index in range(first, last):
        if ends_clause(scan, index) and sign_at(scan, index) != CHAR_COMMA:
            return False
        word = word_at(lexicon, scan, index)
        if word.roles & (ROLE_ARRIVE | ROLE_REACH) or word.roles2 & ROLE2_RANGE:
            return True
        if word.roles & ROLE_CHANGE and index + 1 == last:
            return True
    return False


cdef uint32_t from_word(Automaton lexicon, Scan scan, uint32_t clause, uint32_t index) noexcept nogil:
    """The 由 or 从 that a figure at `index` follows, over words of time and place; `index`: there is none."""
    cdef uint32_t at = index, _steps
    for _steps in range(AHEAD):
        if at <= clause:
            break
        at -= 1
        if word_at(lexicon, scan, at).roles & ROLE_FROM:
            return at
        if ends_clause(scan, at) or scan.owners[at] >= 0 and scan.quantities[scan.owners[at]].kind != KIND_DATE:
            break
    return index


cdef int take_origin(Sentence* sentence, Indicator* fact) noexcept nogil:
    if sentence.origin_count > sentence.origin:
        fact.origin = sentence.origins[sentence.origin]
        fact.has_origin = True
        sentence.origin += 1
        if sentence.origin == sentence.origin_count:
            sentence.origin_count = sentence.origin = 0
    return 0
