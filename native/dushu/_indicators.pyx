"""Stage 7: quantities to indicators.

In: a Scan with blocks and quantities. Out: its indicators in reading order. Cost: linear; each figure looks at its
own clause, within the bounds of _phrases.pyx. The Scan owns the indicators.

What a clause leaves open is taken from what came before in its sentence: an elided subject from the figure before
(…完成97.9亿元, 同比增长16.2%), a basis from the head of a list (增长5.2%, 其中A增长3%), an aim from the clause that
states it (力争 …, …). A Sentence holds what is so handed on.
"""
from libc.stdint cimport int32_t, uint8_t, uint32_t
from libc.string cimport memset

from dushu._phrases cimport (
    COUNTED, PREDICATE, WHOLE, Left, Phrase, basis_of, ends_clause, is_conjunction, is_content, is_time, leading_phrase, phrase_behind, promises, read_left,
)
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan, add_indicator
from dushu._trie cimport Automaton

cdef enum:
    KEPT = 16             # members of one list, and metrics of one sentence, that are kept
    AHEAD = 12            # tokens that a look behind a figure takes in


cdef struct Sentence:     # what is handed on from figure to figure
    int32_t block
    uint32_t first        # tokens of the sentence
    uint32_t start, end   # its characters
    uint32_t clause       # first token of the clause
    int32_t previous      # index of the figure before in the clause, -1: none
    Phrase metric         # of the last figure, or the subject of a clause without one
    Phrase apposed        # the name before an open bracket: 汽车（增长35.8%）
    Phrase topic          # a clause before that is nothing but a name: 至于小学学历人士的失业率, …
    Phrase[KEPT] metrics  # of the sentence, in order, without repeats
    int metric_count
    Phrase[KEPT] members  # subjects of the list that is being read
    int member, member_count
    uint8_t basis
    uint8_t status
    uint8_t direction     # of a clause without figure: 继续提高, 达到2.68%
    uint8_t rate          # the same of a rate: 同比增速最高, 达到29.58%
    int32_t last          # the sentence's last indicator, -1: none
    Number[KEPT] origins  # of 由 … 调整为
    int origin, origin_count
    uint32_t origin_from  # token of 由
    uint8_t origin_basis
    bint governed         # a verb of change governs the list: 增加A 26万亩、B 16万亩


cdef inline Py_UCS4 first_char(Scan scan, uint32_t index) noexcept nogil:
    return char_at(&scan.text, scan.tokens[index].start) if index < scan.token_count else 0


cdef inline bint measures(const Quantity* quantity) noexcept nogil:
    """Whether a quantity of this kind can be an indicator at all."""
    return (quantity.kind <= KIND_RANK or quantity.kind == KIND_DURATION
            or quantity.kind == KIND_ORDINAL and quantity.unit != 0)


cdef inline uint32_t behind(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The token behind a figure's outer qualifier: 以上, 左右."""
    if kind_at(scan, index) == TOKEN_SPACE:
        index += 1
    if word_at(lexicon, scan, index).roles & ROLE_BOUND_AFTER:
        index += 1
    return index


# -- lists ---------------------------------------------------------------------------------------------------

cdef bint joins(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether nothing but 、, 和 and qualifiers stands between two figures."""
    cdef uint32_t index
    cdef bint joined = False
    if last - first > 5:
        return False
    for index in range(first, last):
        if sign_at(scan, index) in (CHAR_PAUSE, CHAR_COLON, CHAR_DASH):
            joined = True
        elif first_char(scan, index) in u"和与與及或" and scan.tokens[index].end - scan.tokens[index].start <= 2:
            joined = True
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
        if not joins(lexicon, scan, scan.quantities[quantity].last, scan.quantities[quantity + 1].first):
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


cdef int spread(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity, const Left* left) noexcept nogil:
    """Prepare the subjects of a list of figures: 收案、结案|同比分别增长|A、B. Nothing happens where there is none."""
    cdef int count = count_members(lexicon, scan, quantity), index
    sentence.member = sentence.member_count = 0
    if count < 2 or scan.quantities[quantity].flags & QUANTITY_RATIO:
        return 0
    if left.subject.first < left.subject.last:
        if split_subject(lexicon, scan, &left.whole, sentence.members, count):
            sentence.member_count = count
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
    elif split_subject(lexicon, scan, &sentence.metric, sentence.members, count):
        sentence.member_count = count
    elif sentence.metric_count >= count and (left.listed or left.change or left.rate or left.share):
        for index in range(count):
            sentence.members[index] = sentence.metrics[sentence.metric_count - count + index]
        sentence.member_count = count
    return 0


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


# -- from … to -----------------------------------------------------------------------------------------------

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
    cdef uint32_t at = index, steps
    for steps in range(AHEAD):
        if at <= clause:
            break
        at -= 1
        if word_at(lexicon, scan, at).roles & ROLE_FROM:
            return at
        if ends_clause(scan, at) or scan.owners[at] >= 0 and scan.quantities[scan.owners[at]].kind != KIND_DATE:
            break
    return index


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
    while next < scan.quantity_count and scan.quantities[next].kind == KIND_DATE:
        next += 1
    if next >= scan.quantity_count or scan.quantities[next].kind != first.kind:
        return False
    if not arrives(lexicon, scan, scan.quantities[quantity + count - 1].last, scan.quantities[next].first):
        return False
    for index in range(start, first.first):
        if word_at(lexicon, scan, index).roles & ROLE_CHANGE:
            direction = word_at(lexicon, scan, index).direction
    sentence.origin = 0
    sentence.origin_count = count
    sentence.origin_from = start
    sentence.origin_basis = basis_of(lexicon, scan, start + 1, first.first)
    for index in range(<uint32_t> count):
        sentence.origins[index] = scan.quantities[quantity + index].value
        if direction == DIRECTION_DOWN and sentence.origins[index].mantissa > 0:
            sentence.origins[index].mantissa = -sentence.origins[index].mantissa
    return True


# -- what stands behind a figure -----------------------------------------------------------------------------

cdef struct Behind:
    uint8_t direction
    uint8_t basis
    bint record
    bint change
    bint rate


cdef int read_behind(Automaton lexicon, Scan scan, uint32_t index, Behind* out) noexcept nogil:
    """Read the words behind a figure that say how it is meant: 15年|新低, 8年|下降, 37%|的增幅, 27个月|的首次同比下滑."""
    cdef uint32_t at
    cdef bint sets = False
    cdef const Word* word
    memset(out, 0, sizeof(Behind))
    for at in range(index, index + AHEAD):
        if ends_clause(scan, at) or sign_at(scan, at) in (CHAR_PAUSE, CHAR_CLOSE) or at >= scan.token_count:
            break
        if scan.owners[at] >= 0 and measures(&scan.quantities[scan.owners[at]]):
            break
        word = word_at(lexicon, scan, at)
        if word.roles2 & ROLE2_SETS:
            sets = True
        if word.roles & ROLE_BASIS and not out.basis:
            out.basis = word.basis
        if word.roles & ROLE_RECORD and not word.roles2 & ROLE2_HEAD:
            out.record = True
            out.direction = word.direction
            break
        if word.roles & ROLE_RATE:
            out.rate = True
            out.direction = word.direction
            if word.basis:
                out.basis = word.basis
            break
        if word.roles & (ROLE_CHANGE | ROLE_ARRIVE):
            if not sets and leads_to_figure(lexicon, scan, at + 1):
                break      # 4.2%|增加2%: the next figure's own word
            out.change = True
            out.record = sets
            out.direction = word.direction
            break
        if kind_at(scan, at) == TOKEN_TEXT and scan.tokens[at].end - scan.tokens[at].start > 2 and not sets:
            break
    return 0


cdef bint leads_to_figure(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a figure follows there, over a qualifier or 了."""
    cdef uint32_t at
    for at in range(index, index + 3):
        if at >= scan.token_count or ends_clause(scan, at):
            return False
        if scan.owners[at] >= 0:
            return measures(&scan.quantities[scan.owners[at]]) and scan.quantities[scan.owners[at]].kind != KIND_DURATION
        if not word_at(lexicon, scan, at).roles & (ROLE_BOUND_BEFORE | ROLE_PARTICLE | ROLE_ADVERB) and kind_at(scan, at) != TOKEN_SPACE:
            return False
    return False


# -- what is no indicator ------------------------------------------------------------------------------------

cdef bint is_article(Scan scan, const Quantity* quantity) noexcept nogil:
    """一个, 一名, 一位: no count, an article."""
    return (quantity.value.mantissa == 1 and quantity.value.exponent == 0 and not quantity.has_high
            and quantity.flags & QUANTITY_CHINESE and quantity.kind in (KIND_AMOUNT, KIND_DURATION)
            and scan.tokens[quantity.first].end - scan.tokens[quantity.first].start == 1)


cdef bint adverbial(Automaton lexicon, Scan scan, const Quantity* quantity, uint32_t clause) noexcept nogil:
    """Whether a duration only says when: 5年来, 未来三天, 3年内, 前4个月."""
    cdef uint32_t index = quantity.last
    cdef Py_UCS4 c = first_char(scan, index)
    cdef const Word* word
    if c in u"来來内內后後前间間中里裏期度以之起" and kind_at(scan, index) != TOKEN_SPACE:
        return True
    if quantity.first > clause:
        index = quantity.first - 1
        word = word_at(lexicon, scan, index)
        if word.roles & ROLE_BOUND_BEFORE and index > clause:
            index -= 1
            word = word_at(lexicon, scan, index)
        if word.roles & ROLE_TIME or word.grain == GRAIN_PAST:
            return True
        c = char_at(&scan.text, scan.tokens[index].end - 1)
        return c in u"前头頭近每第这這那未过過去今" and kind_at(scan, index) in (TOKEN_TEXT, TOKEN_WORD)
    return False


cdef bint defines_class(Automaton lexicon, Scan scan, const Quantity* figure, const Left* left) noexcept nogil:
    """Whether a threshold or size only says which things are meant: 投资超5亿元的项目, 110千伏及以上线路, 5万千瓦风电,
    4台66万千瓦机组."""
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    cdef uint8_t dimension = lexicon.units[figure.unit].dimension
    cdef bint of = first_char(scan, next) == u"的"
    if figure.kind == KIND_PERCENT and of and next > figure.last and not (left.reach or left.change or left.arrive or left.share):
        return True      # 营业收入10%以上的行业
    if left.reach or left.has or left.change or left.arrive or left.compare or left.share or figure.kind in (KIND_PERCENT, KIND_MULTIPLE, KIND_FRACTION):
        return False
    if figure.bound in (BOUND_GT, BOUND_GE, BOUND_LT, BOUND_LE):
        if of and left.subject.first < left.subject.last and (
                left.subject.last - left.subject.first == 1 or last_char(scan, left.subject.last - 1) in u"资資"):
            return True
        if next > figure.last and dimension != DIMENSION_MONEY and (of or is_content(lexicon, scan, next)):
            return True
    if dimension in (DIMENSION_COUNT, DIMENSION_MONEY) or not figure.unit or left.makes or left.stopped:
        return False
    return is_content(lexicon, scan, next) and kind_at(scan, next) != TOKEN_LATIN


cdef bint ranks(Automaton lexicon, Scan scan, const Quantity* quantity, const Left* left) noexcept nogil:
    """Whether 第 and a number is a place in a ranking and not one of a series."""
    cdef uint32_t index = quantity.first
    cdef const Word* word
    cdef Py_UCS4 c = first_char(scan, quantity.last)
    if not quantity.flags & QUANTITY_ORDER:
        return index > 0 and (left.reach or left.scope_first < left.scope_last or ranked_before(lexicon, scan, index))
    if left.scope_first < left.scope_last or left.arrive or ranked_before(lexicon, scan, index):
        return True
    if c in u"大高低多少长長强強" and kind_at(scan, quantity.last) != TOKEN_SPACE:
        return index > 0 and (left.reach or not ends_clause(scan, index - 1))
    if scan.tokens[quantity.last - 1].end > scan.tokens[quantity.first].end and quantity.last - quantity.first > 2:
        return ends_clause(scan, quantity.last) and left.subject.first < left.subject.last
    return False


cdef bint ranked_before(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    cdef uint32_t steps
    for steps in range(6):
        if index == 0:
            return False
        index -= 1
        if ends_clause(scan, index):
            return False
        if word_at(lexicon, scan, index).roles & ROLE_RANK:
            return True
        if word_at(lexicon, scan, index).roles & ROLE_SCOPE and steps == 0:
            return True
    return False


# -- one figure ----------------------------------------------------------------------------------------------

cdef Indicator* put(Scan scan, Sentence* sentence, uint32_t quantity) except NULL nogil:
    cdef Indicator* fact = add_indicator(scan)
    memset(fact, 0, sizeof(Indicator))
    fact.quantity = quantity
    fact.kind = scan.quantities[quantity].kind
    fact.bound = scan.quantities[quantity].bound
    fact.block = sentence.block
    fact.period = -1
    fact.sentence_start, fact.sentence_end = sentence.start, sentence.end
    sentence.last = scan.indicator_count - 1
    return fact


cdef int set_metric(Indicator* fact, Sentence* sentence, const Phrase* metric) noexcept nogil:
    fact.metric_start, fact.metric_end = metric.start, metric.end
    keep_metric(sentence, metric)
    return 0


cdef int read_figure(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity) except -1 nogil:
    """Make an indicator of one figure, if it is one; 1 where it is, or is the start of a move."""
    cdef Quantity* figure = &scan.quantities[quantity]
    cdef uint32_t zone = sentence.clause
    cdef Left left
    cdef bint joined = False
    if sentence.previous >= 0:
        zone = scan.quantities[sentence.previous].last
        joined = joins(lexicon, scan, zone, figure.first)
        zone = behind_pause(scan, zone, figure.first)
    if joined and (sentence.origin_count == 0 or sentence.origin) and sentence.last >= 0 and (
            scan.indicators[sentence.last].quantity == <uint32_t> sentence.previous):
        return follow(lexicon, scan, sentence, quantity)
    if opens_move(lexicon, scan, sentence, quantity):
        return 1
    if sentence.origin_count and joined and sentence.origin == 0:
        return 1      # a further member of the list that a move starts from
    read_left(lexicon, scan, zone, sentence.clause, figure.first, figure.kind, &left)
    if sentence.origin_count and sentence.origin == 0:
        read_origin(lexicon, scan, sentence, figure, &left)
    return settle(lexicon, scan, sentence, quantity, &left)


cdef uint32_t behind_pause(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The token behind the first 、 in [first, last), where what is said of the figure before ends; `first`: none.

    95人遇难、|130人受伤; 3500万元的供水管网改造、|3800万元的背街巷道改造.
    """
    cdef uint32_t index
    for index in range(first, last):
        if sign_at(scan, index) == CHAR_PAUSE:
            return index + 1
    return first


cdef int read_origin(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure, Left* left) except -1 nogil:
    """The subject of a move stands before its 由, and so may a rate noun (降幅|由2%扩大到|5%)."""
    cdef Left before
    read_left(lexicon, scan, sentence.clause, sentence.clause, sentence.origin_from, figure.kind, &before)
    left.subject = before.subject
    if before.rate:
        left.rate = before.rate
    if before.share:
        left.share = True
    if before.basis:
        left.basis = before.basis
    if not left.basis:
        left.basis = sentence.origin_basis
    if not left.basis and sentence.last >= 0 and scan.indicators[sentence.last].has_origin:
        left.basis = scan.indicators[sentence.last].basis      # 污水处理率由2005年的52%…, 装机比重由12%…
    if before.scope_first < before.scope_last:
        left.scope_first, left.scope_last = before.scope_first, before.scope_last
    elif word_at(lexicon, scan, sentence.origin_from + 1).roles & ROLE_SCOPE:
        left.scope_first, left.scope_last = sentence.origin_from + 1, sentence.origin_from + 2
    return 0


cdef int follow(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity) except -1 nogil:
    """A further member of a list is meant as the one before it."""
    cdef Indicator* fact = put(scan, sentence, quantity)
    cdef Indicator* before = &scan.indicators[scan.indicator_count - 2]
    fact.statement, fact.direction, fact.basis, fact.status = before.statement, before.direction, before.basis, before.status
    fact.metric_start, fact.metric_end = before.metric_start, before.metric_end
    fact.scope_start, fact.scope_end = before.scope_start, before.scope_end
    if fact.bound == BOUND_EQ and scan.quantities[quantity].unit == scan.quantities[before.quantity].unit and (
            before.bound in (BOUND_GT, BOUND_GE)):
        pass
    if sentence.member_count > sentence.member:
        set_metric(fact, sentence, &sentence.members[sentence.member])
        sentence.member += 1
    take_origin(sentence, fact)
    own_phrase(lexicon, scan, sentence, fact)
    return 1


cdef int own_phrase(Automaton lexicon, Scan scan, Sentence* sentence, Indicator* fact) except -1 nogil:
    """A counted noun behind the member of a list is its own subject: 两名|房务部员工及一名|餐饮部员工."""
    cdef const Quantity* figure = &scan.quantities[fact.quantity]
    cdef Phrase phrase
    if lexicon.units[figure.unit].dimension != DIMENSION_COUNT or not figure.unit:
        return 0
    phrase = phrase_behind(lexicon, scan, behind(lexicon, scan, figure.last), COUNTED)
    if phrase.first < phrase.last:
        set_metric(fact, sentence, &phrase)
    return 0


cdef int take_origin(Sentence* sentence, Indicator* fact) noexcept nogil:
    if sentence.origin_count > sentence.origin:
        fact.origin = sentence.origins[sentence.origin]
        fact.has_origin = True
        sentence.origin += 1
        if sentence.origin == sentence.origin_count:
            sentence.origin_count = sentence.origin = 0
    return 0


cdef uint8_t status_of(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t index) noexcept nogil:
    """The status that the clause before a figure states, else the sentence's."""
    cdef uint32_t at = index, steps
    for steps in range(40):
        if at <= sentence.clause:
            break
        at -= 1
        if word_at(lexicon, scan, at).roles & ROLE_STATUS and promises(lexicon, scan, at):
            sentence.status = word_at(lexicon, scan, at).status
            break
    return sentence.status


cdef uint8_t statement_of(Scan scan, const Quantity* figure, const Left* left, const Behind* rest, Indicator* fact,
                          const Indicator* before) noexcept nogil:
    """The statement that the words around a figure make, and with it the direction."""
    cdef uint8_t kind = figure.kind
    if kind == KIND_RANK:
        fact.direction = left.direction
        return STATEMENT_RANK
    if figure.flags & QUANTITY_RATIO and kind == KIND_PERCENT:
        return STATEMENT_SHARE
    if kind == KIND_DURATION or kind == KIND_ORDINAL:
        if left.streak:
            fact.direction = rest.direction
            fact.basis = rest.basis
            return STATEMENT_STREAK
        if rest.record:
            fact.direction = rest.direction
            fact.basis = rest.basis
            return STATEMENT_RECORD
    if left.compare and not left.change:
        fact.direction = left.direction
        if left.basis:
            return STATEMENT_CHANGE
        return STATEMENT_GAP
    if left.rate and not left.change and kind in (KIND_PERCENT, KIND_POINT, KIND_MULTIPLE):
        fact.direction = left.rate
        if figure.value.mantissa < 0 and left.rate == DIRECTION_UP:
            fact.direction = DIRECTION_DOWN      # 增幅为-16.22%
        return STATEMENT_CHANGE
    if left.share and not left.arrive and not left.change and kind in (KIND_PERCENT, KIND_FRACTION):
        return STATEMENT_LEVEL if fact.has_origin else STATEMENT_SHARE
    if left.change:
        fact.direction = left.direction
        return STATEMENT_CHANGE
    if left.arrive:
        fact.direction = left.direction
        return STATEMENT_LEVEL
    if left.to and before != NULL and before.statement == STATEMENT_CHANGE:
        fact.direction = before.direction      # 上升4%至|219.6亿元
        return STATEMENT_LEVEL
    if kind in (KIND_PERCENT, KIND_MULTIPLE, KIND_POINT) and (rest.rate or rest.change):
        fact.direction = rest.direction
        if not fact.basis:
            fact.basis = rest.basis
        return STATEMENT_CHANGE
    return STATEMENT_LEVEL


cdef inline uint32_t before_subject(Scan scan, const Left* left) noexcept nogil:
    """The token before a figure's subject."""
    return left.subject.first - 1 if left.subject.first else 0


cdef int settle(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity, Left* left) except -1 nogil:
    """Decide whether the figure is an indicator, and fill one in."""
    cdef Quantity* figure = &scan.quantities[quantity]
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    cdef Indicator* fact
    cdef Indicator* before
    cdef Behind rest
    cdef Phrase phrase
    cdef bint counted = figure.kind == KIND_AMOUNT and (figure.flags & QUANTITY_BARE and not figure.flags & QUANTITY_RATIO
                                                        or figure.unit and lexicon.units[figure.unit].dimension == DIMENSION_COUNT)
    cdef bint own = left.subject.first < left.subject.last
    phrase.first = phrase.last = phrase.start = phrase.end = 0
    read_behind(lexicon, scan, next, &rest)
    if not is_indicator(lexicon, scan, sentence, figure, left, &rest):
        if figure.kind == KIND_RANK:
            figure.kind = KIND_ORDINAL
        return 0
    fact = put(scan, sentence, quantity)
    fact.against_first, fact.against_last = left.against_first, left.against_last
    if figure.kind == KIND_ORDINAL:
        fact.kind = KIND_DURATION if lexicon.units[figure.unit].dimension == DIMENSION_TIME else KIND_AMOUNT
    if sentence.origin_count and sentence.origin == 0:
        take_origin(sentence, fact)
    before = NULL
    if sentence.previous >= 0 and scan.indicator_count > 1 and (
            scan.indicators[scan.indicator_count - 2].quantity == <uint32_t> sentence.previous):
        before = &scan.indicators[scan.indicator_count - 2]
    fact.statement = statement_of(scan, figure, left, &rest, fact, before)
    if sentence.governed and before != NULL and fact.statement == STATEMENT_LEVEL and own and not left.reach and (
            sign_at(scan, before_subject(scan, left)) == CHAR_PAUSE):
        # 增加水稻26万亩、蔬菜16万亩: one verb for the whole list
        fact.statement, fact.direction = before.statement, before.direction
    else:
        sentence.governed = left.governs
    if not own and fact.statement == STATEMENT_LEVEL and left.reach and not fact.direction:
        if sentence.rate and figure.kind == KIND_PERCENT:
            fact.statement, fact.direction = STATEMENT_CHANGE, sentence.rate
        else:
            fact.direction = sentence.direction
    if fact.statement in (STATEMENT_STREAK, STATEMENT_RECORD) and own:
        left.subject = leading_phrase(lexicon, scan, sentence.clause, left.subject.last)
        own = left.subject.first < left.subject.last
    fact.status = left.status if left.status else status_of(lexicon, scan, sentence, figure.first)
    if left.status:
        sentence.status = left.status
    settle_basis(lexicon, scan, sentence, figure, left, fact, own)
    if not fact.has_origin or not own and sentence.topic.start == sentence.topic.end:
        phrase = name_behind(lexicon, scan, figure, left, fact, counted, own)
    if phrase.first < phrase.last:
        set_metric(fact, sentence, &phrase)
    elif own:
        spread(lexicon, scan, sentence, quantity, left)
        if sentence.member_count:
            sentence.member = 1
            set_metric(fact, sentence, &sentence.members[0])
        else:
            trim_rate(lexicon, scan, &left.subject)
            if left.completes:
                # The plan is not what the sentence goes on about.
                fact.metric_start, fact.metric_end = left.subject.start, left.subject.end
            else:
                set_metric(fact, sentence, &left.subject)
    else:
        spread(lexicon, scan, sentence, quantity, left)
        if sentence.member_count:
            sentence.member = 1
            set_metric(fact, sentence, &sentence.members[0])
        elif (left.makes or left.stopped) and figure.kind == KIND_AMOUNT and not left.change:
            phrase = verb_before(lexicon, scan, figure.first, sentence.clause)
            set_metric(fact, sentence, &phrase)
        elif sentence.apposed.start < sentence.apposed.end and left.change:
            set_metric(fact, sentence, &sentence.apposed)
        elif figure.kind == KIND_POINT and left.against_first < left.against_last and (
                word_at(lexicon, scan, left.against_last - 1).roles & ROLE_RATE
                and word_at(lexicon, scan, left.against_first - 1).roles & ROLE_BASIS_OPEN):
            fact.metric_start = scan.tokens[left.against_last - 1].start      # 比同期增速|高0.8个百分点
            fact.metric_end = scan.tokens[left.against_last - 1].end
        elif sentence.topic.start < sentence.topic.end and (
                left.reach or left.arrive or fact.has_origin or figure.first == sentence.clause + (kind_at(scan, sentence.clause) == TOKEN_SPACE)):
            set_metric(fact, sentence, &sentence.topic)
        else:
            fact.metric_start, fact.metric_end = sentence.metric.start, sentence.metric.end
    if left.scope_first < left.scope_last:
        fact.scope_start = scan.tokens[left.scope_first].start
        fact.scope_end = scan.tokens[left.scope_last - 1].end
    return 1


cdef Phrase name_behind(Automaton lexicon, Scan scan, const Quantity* figure, const Left* left, Indicator* fact,
                        bint counted, bint own) noexcept nogil:
    """The name that stands behind a figure: what is counted or bought, or whose share it is; empty: it stands before."""
    cdef Phrase phrase
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    cdef bint of = first_char(scan, next) == u"的"
    phrase.first = phrase.last = phrase.start = phrase.end = 0
    if figure.kind == KIND_RANK:
        if first_char(scan, next) in u"大高低多少" and (scan.tokens[next].end - scan.tokens[next].start > 1 or is_content(lexicon, scan, next + 1)):
            phrase = phrase_behind(lexicon, scan, next, COUNTED)
            phrase.start += 1
        return phrase
    if figure.kind in (KIND_PERCENT, KIND_FRACTION):
        if of and fact.statement in (STATEMENT_LEVEL, STATEMENT_SHARE) and not left.reach:
            phrase = phrase_behind(lexicon, scan, next + 1, COUNTED)
            if phrase.first < phrase.last:
                fact.statement = STATEMENT_SHARE
        elif left.of and figure.kind == KIND_PERCENT and not left.share and is_content(lexicon, scan, next):
            phrase = phrase_behind(lexicon, scan, next, WHOLE)      # 生效的|15%新税率
        return phrase
    if counted:
        if first_char(scan, figure.last - 1) == u"次" and acts(lexicon, scan, next):
            return phrase_behind(lexicon, scan, next, WHOLE)      # 两次|审议草案
        if first_char(scan, next) == u"被" and not own:
            return phrase_behind(lexicon, scan, next, PREDICATE)
        phrase = phrase_behind(lexicon, scan, next + of, COUNTED)
        if phrase.first == phrase.last and not own and not (leads_to_figure(lexicon, scan, next + 1) and (
                word_at(lexicon, scan, next).roles & (ROLE_CHANGE | ROLE_ARRIVE | ROLE_BASIS | ROLE_REACH))):
            phrase = phrase_behind(lexicon, scan, over_copula(lexicon, scan, next), PREDICATE)
        return phrase
    if figure.kind == KIND_AMOUNT and not left.change and not left.arrive:
        if not own and not left.makes and acts(lexicon, scan, next):
            return phrase_behind(lexicon, scan, next, PREDICATE)      # 9614.5万元|竞得工业用地
        if left.makes or left.stopped or left.of or not own:
            phrase = phrase_behind(lexicon, scan, next + of, WHOLE if of else COUNTED)
            if phrase.last - phrase.first == 1 and word_at(lexicon, scan, phrase.first).roles2 & ROLE2_ABSTRACT:
                phrase.first = phrase.last      # 1.4万亿斤的|新台阶
            return phrase
        if of and last_char(scan, left.subject.last - 1) in u"资資":
            return phrase_behind(lexicon, scan, next + 1, WHOLE)      # 投资3500万元的供水管网改造
    return phrase


cdef inline bint acts(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a verb stands there."""
    cdef const Word* word = word_at(lexicon, scan, index)
    return (word.roles & ROLE_MAKE or word.roles2 & ROLE2_ACT) and not word.roles2 & (ROLE2_HEAD | ROLE2_COUNTED)


cdef uint32_t over_copula(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The token behind 都是, 均为: 三人都是|酒店员工."""
    while word_at(lexicon, scan, index).roles & (ROLE_ADVERB | ROLE_REACH):
        index += 1
    return index


cdef inline Py_UCS4 last_char(Scan scan, uint32_t index) noexcept nogil:
    return char_at(&scan.text, scan.tokens[index].end - 1)


cdef int settle_basis(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure, const Left* left, Indicator* fact, bint own) noexcept nogil:
    """The basis: stated before the figure, or inherited from the list that it belongs to."""
    if fact.statement == STATEMENT_GAP or fact.statement == STATEMENT_RANK:
        return 0
    if fact.statement == STATEMENT_LEVEL and left.against_first < left.against_last and not left.arrive:
        return 0      # 较去年同期的|2.9%: the comparand itself
    if left.basis:
        fact.basis = left.basis
        sentence.basis = left.basis
    elif fact.basis:
        sentence.basis = fact.basis
    elif fact.statement == STATEMENT_CHANGE and compared_with_figure(lexicon, scan, sentence):
        fact.basis = sentence.basis
    elif fact.statement == STATEMENT_CHANGE and not left.drives and not left.governs:
        fact.basis = sentence.basis
    return 0


cdef bint compared_with_figure(Automaton lexicon, Scan scan, Sentence* sentence) noexcept nogil:
    """Whether the figure before is what this one is held against: 较第一季的4.2%|增加2%. Sets the sentence's basis."""
    cdef uint32_t at, steps
    cdef uint8_t basis
    if sentence.previous < 0:
        return False
    at = scan.quantities[sentence.previous].first
    for steps in range(8):
        if at <= sentence.clause:
            return False
        at -= 1
        if word_at(lexicon, scan, at).roles & ROLE_BASIS and steps < 2:
            return False
        if word_at(lexicon, scan, at).roles & ROLE_BASIS_OPEN and first_char(scan, at) in u"比较較":
            basis = basis_of(lexicon, scan, at + 1, scan.quantities[sentence.previous].first)
            if basis:
                sentence.basis = basis
            return basis != BASIS_NONE
    return False


cdef int trim_rate(Automaton lexicon, Scan scan, Phrase* subject) noexcept nogil:
    """同比增速 as a name is 增速: the basis is a field of its own."""
    cdef const Word* word
    if subject.last - subject.first != 1:
        return 0
    word = word_at(lexicon, scan, subject.first)
    if word.roles & ROLE_RATE and word.basis and word.length > 2:
        subject.start += 2
    return 0


cdef Phrase verb_before(Automaton lexicon, Scan scan, uint32_t index, uint32_t clause) noexcept nogil:
    """The verb that stands before a figure, where it is all that names it: 通过其中24件, 筹措2700多万元."""
    cdef Phrase phrase
    cdef uint32_t at = index, steps
    phrase.first = phrase.last = phrase.start = phrase.end = 0
    for steps in range(4):
        if at <= clause:
            break
        at -= 1
        if word_at(lexicon, scan, at).roles & (ROLE_MAKE | ROLE_STOP):
            phrase.first, phrase.last = at, at + 1
            phrase.start, phrase.end = scan.tokens[at].start, scan.tokens[at].end
            break
    return phrase


cdef bint is_indicator(Automaton lexicon, Scan scan, Sentence* sentence, Quantity* figure, const Left* left, const Behind* rest) noexcept nogil:
    """Whether a quantity that could measure something does so here."""
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    cdef bint said = left.reach or left.has or left.change or left.arrive or left.compare or left.rate or left.share
    if figure.kind == KIND_RANK:
        return ranks(lexicon, scan, figure, left)
    if figure.kind == KIND_ORDINAL:
        if lexicon.units[figure.unit].dimension == DIMENSION_TIME:
            return left.streak
        return left.arrive and not figure.flags & QUANTITY_ORDER      # 提升至二级
    if figure.kind == KIND_DURATION:
        if left.streak or rest.record:
            return True
        if adverbial(lexicon, scan, figure, sentence.clause):
            figure.flags |= QUANTITY_ADVERBIAL
            return False
        if is_article(scan, figure) and not said:
            return False
        if figure.first and last_char(scan, figure.first - 1) == u"了":
            return True      # 买了16日
        if not (left.reach or left.change or left.arrive) and not ends_clause(scan, next) and (
                is_content(lexicon, scan, next) or is_time(lexicon, scan, next)
                or word_at(lexicon, scan, next).roles & (ROLE_CHANGE | ROLE_BASIS_CLOSE | ROLE_ADVERB)):
            return False      # 十年|增长1.3倍, 五年|平均范围
        return said or left.subject.first < left.subject.last and (
            word_at(lexicon, scan, left.subject.last - 1).roles2 & ROLE2_HEAD
            or last_char(scan, figure.first - 1) in u"長长隔" or ends_clause(scan, next))
    if figure.flags & QUANTITY_BARE:
        if figure.flags & QUANTITY_RATIO:
            return True
        if first_char(scan, next) in u"省市县縣国國州旗镇鎮村" and not figure.flags & QUANTITY_CHINESE and kind_at(scan, next) != TOKEN_SPACE:
            return True      # 8省（区、市）
        return said and not (figure.flags & QUANTITY_CHINESE) and not is_content(lexicon, scan, next)
    if first_char(scan, next) == u"大" and scan.tokens[next].end - scan.tokens[next].start >= 1 and not figure.unit:
        return False
    if figure.kind == KIND_AMOUNT and figure.unit and lexicon.units[figure.unit].dimension == DIMENSION_COUNT:
        if first_char(scan, figure.first) == u"二" and figure.value.mantissa == 2 and last_char(scan, figure.last - 1) != u"人":
            return False      # 二次, 二级: a count of two is 两
        if is_article(scan, figure) and not left.change and not listed_with(lexicon, scan, figure):
            return False
        if sign_at(scan, next) == CHAR_QUOTE_OPEN and figure.flags & QUANTITY_CHINESE:
            return False      # 三个“全面”
        if counts_abstract(lexicon, scan, figure, next) or numbers_meeting(lexicon, scan, figure, sentence.clause):
            return False
    if lexicon.units[figure.unit].dimension == DIMENSION_DATA and not said:
        return False      # 手机（256GB）
    if defines_class(lexicon, scan, figure, left) or is_age_group(lexicon, scan, figure, left):
        figure.flags |= QUANTITY_CLASS
        return False
    return True


cdef bint is_age_group(Automaton lexicon, Scan scan, const Quantity* figure, const Left* left) noexcept nogil:
    """Whether an age only says who is meant: 80岁以上|占31.8%, 60至69岁的|病例."""
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    if last_char(scan, figure.last - 1) not in u"岁歲" or left.reach or left.change:
        return False
    return (next > figure.last or figure.has_high or first_char(scan, next) == u"的"
            or word_at(lexicon, scan, next).roles & ROLE_SHARE != 0)


cdef bint counts_abstract(Automaton lexicon, Scan scan, const Quantity* figure, uint32_t index) noexcept nogil:
    """Whether what is counted only announces the text's own parts: 四条主线, 两个重点方面."""
    cdef Phrase phrase
    if is_many(figure):
        return False      # 155项任务 are counted, four of them are announced
    if word_at(lexicon, scan, index).roles2 & ROLE2_ABSTRACT:
        return True
    phrase = phrase_behind(lexicon, scan, index, COUNTED)
    return 0 < phrase.last - phrase.first <= 2 and (word_at(lexicon, scan, phrase.last - 1).roles2 & ROLE2_ABSTRACT) != 0


cdef inline bint is_many(const Quantity* figure) noexcept nogil:
    """Whether a count is printed in digits and more than a text would announce of its own parts."""
    return not figure.flags & QUANTITY_CHINESE and (figure.value.mantissa > 8 or figure.value.exponent > 0)


cdef bint numbers_meeting(Automaton lexicon, Scan scan, const Quantity* figure, uint32_t clause) noexcept nogil:
    """Whether 次 numbers a meeting of a body of a numbered term: 第十四届全国人大四次会议."""
    cdef uint32_t at = figure.first, steps
    if first_char(scan, figure.last - 1) != u"次":
        return False
    if figure.flags & QUANTITY_CHINESE and first_char(scan, figure.last) in u"会會全":
        return True
    for steps in range(8):
        if at <= clause:
            return False
        at -= 1
        if scan.owners[at] >= 0 and scan.quantities[scan.owners[at]].kind == KIND_ORDINAL:
            return True
    return False


cdef bint listed_with(Automaton lexicon, Scan scan, const Quantity* figure) noexcept nogil:
    """Whether another count of the same unit stands shortly before: 两名员工及一名主管."""
    cdef int32_t owner
    cdef uint32_t at = figure.first, steps
    for steps in range(8):
        if at == 0:
            return False
        at -= 1
        if ends_clause(scan, at):
            return False
        owner = scan.owners[at]
        if owner >= 0:
            return scan.quantities[owner].unit == figure.unit
    return False


# -- the walk ------------------------------------------------------------------------------------------------

cdef int read_clause(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t last) except -1 nogil:
    """A clause without a figure hands on its subject and direction; 与上年持平 speaks of the figure before it."""
    cdef uint32_t index, at
    cdef const Word* word
    cdef Left left
    cdef Phrase subject
    cdef Indicator* fact
    cdef bint said = False
    sentence.direction = sentence.rate = DIRECTION_NONE
    sentence.topic.start = sentence.topic.end = 0
    if last - sentence.clause > 60:
        return 0
    for index in range(sentence.clause, last):
        word = word_at(lexicon, scan, index)
        if word.roles & ROLE_BASIS and not sentence.basis:
            sentence.basis = word.basis
        if word.roles & ROLE_STATUS and promises(lexicon, scan, index):
            sentence.status = word.status
        if word.roles & (ROLE_CHANGE | ROLE_RATE | ROLE_RECORD | ROLE_ARRIVE) and not word.roles2 & ROLE2_HEAD:
            said = True
            read_left(lexicon, scan, sentence.clause, sentence.clause, index, KIND_AMOUNT, &left)
            subject = left.subject
            if word.direction == DIRECTION_FLAT and word.roles & ROLE_CHANGE:
                if sentence.last >= 0 and (subject.first == subject.last or left.against_first < left.against_last):
                    fact = &scan.indicators[sentence.last]
                    if fact.statement == STATEMENT_LEVEL and not fact.direction and subject.first == subject.last:
                        fact.direction = DIRECTION_FLAT
                        fact.basis = left.basis
                return 0
            if word.roles & ROLE_CHANGE:
                sentence.direction = word.direction
            if word.roles & ROLE_RATE:
                sentence.rate = word.direction
                if word.basis:
                    sentence.basis = word.basis
            if subject.first < subject.last and not starts_with_verb(lexicon, scan, &subject):
                sentence.metric = subject
            elif word.roles & ROLE_CHANGE and subject.first == subject.last and sign_at(scan, last) == CHAR_COMMA:
                # 增加受养人免税额, 由6.6万元增至7.5万元
                read_left(lexicon, scan, index + 1, index + 1, last, KIND_AMOUNT, &left)
                if left.subject.last == last:
                    sentence.topic = left.subject
    if not said and sign_at(scan, last) in (CHAR_COMMA, CHAR_COLON):
        read_left(lexicon, scan, sentence.clause, sentence.clause, last, KIND_AMOUNT, &left)
        if left.subject.last == last and not starts_with_verb(lexicon, scan, &left.subject):
            sentence.topic = left.whole
    return 0


cdef bint starts_with_verb(Automaton lexicon, Scan scan, const Phrase* phrase) noexcept nogil:
    """Whether a phrase is a verb and its object: 扭转|下跌的态势."""
    cdef const Word* word = word_at(lexicon, scan, phrase.first)
    return (word.roles & ROLE_MAKE or word.roles2 & ROLE2_ACT) != 0


cdef Phrase apposed_name(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t index) noexcept nogil:
    """The name that a bracket at `index` speaks of: what stands before it, behind the last 、; empty behind a figure."""
    cdef Left left
    cdef uint32_t at, zone = sentence.clause
    for at in range(zone, index):
        if sign_at(scan, at) == CHAR_PAUSE or scan.owners[at] >= 0:
            zone = at + 1
    read_left(lexicon, scan, zone, zone, index, KIND_AMOUNT, &left)
    if left.subject.last != index:
        left.subject.start = left.subject.end = 0
    return left.subject


cdef bint continues_list(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether a sentence goes on with the list of the one before it: 其中, …"""
    while first < last and kind_at(scan, first) == TOKEN_SPACE:
        first += 1
    return first < last and first_char(scan, first) == u"其" and last_char(scan, first) == u"中"


cdef int open_sentence(Scan scan, Sentence* sentence, uint32_t first, uint32_t last) except -1 nogil:
    """Begin a sentence at a token: it ends behind the next full stop of its block."""
    cdef uint32_t index
    sentence.first = first
    sentence.clause = first
    sentence.previous = -1
    sentence.metric_count = sentence.member = sentence.member_count = 0
    sentence.topic.start = sentence.topic.end = 0
    sentence.apposed.start = sentence.apposed.end = 0
    sentence.origin = sentence.origin_count = 0
    if not continues_list(scan, first, last):
        sentence.basis = BASIS_NONE
    sentence.status = sentence.direction = sentence.rate = 0
    sentence.last = -1
    sentence.start = scan.tokens[first].start
    sentence.end = scan.tokens[last - 1].end
    for index in range(first, last):
        if sign_at(scan, index) == CHAR_STOP:
            sentence.end = scan.tokens[index].end
            break
    return 0


cdef int read_block(Automaton lexicon, Scan scan, uint32_t block) except -1 nogil:
    """Walk the clauses of a block and read its figures."""
    cdef uint32_t first = scan.blocks[block].first, last = scan.blocks[block].last, index
    cdef int32_t owner
    cdef Sentence sentence
    cdef uint32_t[8] outer            # clause and previous figure of each open bracket
    cdef int32_t[8] outer_previous
    cdef int depth = 0
    memset(&sentence, 0, sizeof(Sentence))
    sentence.block = block
    index = first
    while index < last and kind_at(scan, index) in (TOKEN_SPACE, TOKEN_BREAK):
        index += 1
    if index >= last:
        return 0
    open_sentence(scan, &sentence, index, last)
    while index < last:
        owner = scan.owners[index]
        if owner >= 0:
            if measures(&scan.quantities[owner]):
                if read_figure(lexicon, scan, &sentence, owner):
                    sentence.previous = owner
            index = scan.quantities[owner].last
            continue
        if sign_at(scan, index) == CHAR_OPEN:
            if depth < 8:
                outer[depth], outer_previous[depth] = sentence.clause, sentence.previous
            depth += 1
            sentence.apposed = apposed_name(lexicon, scan, &sentence, index)
            sentence.clause, sentence.previous = index + 1, -1
        elif sign_at(scan, index) == CHAR_CLOSE and depth:
            depth -= 1
            sentence.apposed.start = sentence.apposed.end = 0
            if depth < 8:
                sentence.clause, sentence.previous = outer[depth], outer_previous[depth]
        elif ends_clause(scan, index) and not in_ratio(scan, index):
            if sentence.previous < 0:
                read_clause(lexicon, scan, &sentence, index)
            else:
                sentence.direction = sentence.rate = DIRECTION_NONE
                sentence.governed = False
                sentence.topic.start = sentence.topic.end = 0
            sentence.clause, sentence.previous = index + 1, -1
            sentence.origin = sentence.origin_count = 0
            if sign_at(scan, index) == CHAR_STOP and index + 1 < last:
                depth = 0
                open_sentence(scan, &sentence, index + 1, last)
        index += 1
    return 0


cdef bint in_ratio(Scan scan, uint32_t index) noexcept nogil:
    """Whether the sign stands between two parts of a ratio: 3.9：59.5."""
    cdef int32_t before = scan.owners[index - 1] if index else -1, after = scan.owners[index + 1]
    return before >= 0 and after >= 0 and scan.quantities[before].flags & scan.quantities[after].flags & QUANTITY_RATIO


cdef int find_indicators(Automaton lexicon, Scan scan) except -1 nogil:
    """Fill scan.indicators."""
    cdef uint32_t block
    for block in range(scan.block_count):
        if scan.blocks[block].kind in (BLOCK_TITLE, BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_ITEM):
            read_block(lexicon, scan, block)
    return 0
