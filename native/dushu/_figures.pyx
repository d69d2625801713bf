"""Stage 7, fifth part: one figure to one indicator.

In: a quantity and the Sentence that it stands in. Out: an indicator with metric, statement, direction, basis, status
and scope, added to the Scan; the Sentence knows what later figures may leave open. Cost: bounded by the clause.
"""
from libc.stdint cimport uint32_t
from libc.string cimport memset

from dushu._clause cimport *
from dushu._facts cimport Behind, behind, is_indicator, read_behind
from dushu._lists cimport joins, opens_move, take_origin
from dushu._modifiers cimport read_left
from dushu._names cimport COUNTED, phrase_behind
from dushu._naming cimport is_counted, name_rate, only_scope, set_metric, settle_metric
from dushu._quantities cimport sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan, add_indicator
from dushu._sentence cimport Sentence
from dushu._statements cimport settle_basis, settle_bound, settle_statement, settle_status
from dushu._trie cimport Automaton


cdef int read_figure(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity) except -1 nogil:
    """Make an indicator of one figure, if it is one; 1 where it is, or is the start of a move."""
    cdef Quantity* figure = &scan.quantities[quantity]
    cdef uint32_t zone = sentence.clause
    cdef Left left
    cdef bint joined = False
    if sentence.previous >= 0:
        zone = scan.quantities[sentence.previous].last
        joined = joins(lexicon, scan, sentence.previous, quantity)
        zone = behind_pause(scan, zone, figure.first)
    if joined and (sentence.origin_count == 0 or sentence.origin) and sentence.last >= 0 and (
            scan.indicators[sentence.last].quantity == <uint32_t> sentence.previous):
        return follow(lexicon, scan, sentence, quantity)
    if opens_move(lexicon, scan, sentence, quantity):
        return 1
    if sentence.origin_count and joined and sentence.origin == 0:
        return 1      # a further member of the list that a move starts from
    read_left(lexicon, scan, zone, figure.first, figure.kind, &left)
    if sentence.origin_count and sentence.origin == 0:
        read_origin(lexicon, scan, sentence, figure, &left)
    return settle(lexicon, scan, sentence, quantity, &left)


cdef uint32_t behind_pause(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The token behind the first 、 in [first, last), where what is said of the figure before ends; `first`: none.

    95人遇难、|130人受伤; 3500万元的供水管网改造、|3800万元的背街巷道改造.
    """
    cdef uint32_t index
    for index in range(max(first, last - min(last, <uint32_t> LOOK)), last):
        if sign_at(scan, index) == CHAR_PAUSE:
            return index + 1
    return first


cdef int read_origin(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure,
        Left* left) except -1 nogil:
    """The subject of a move stands before its 由, and so may a rate noun (降幅|由2%扩大到|5%)."""
    cdef Left before
    read_left(lexicon, scan, sentence.clause, sentence.origin_from, figure.kind, &before)
    left.subject = before.subject
    if before.rate:
        left.rate = before.rate
    if before.share:
        left.share = True
    if before.basis:
        left.basis = before.basis
    if not left.basis:
        left.basis = sentence.origin_basis
        if left.basis == BASIS_BASE and year_follows(lexicon, scan, sentence.origin_from, figure.first):
            left.basis = BASIS_YOY
    if not left.basis and sentence.last >= 0 and scan.indicators[sentence.last].has_origin:
        left.basis = scan.indicators[sentence.last].basis      # 污水处理率由2005年的52%…, 装机比重由12%…
    if before.scope_first < before.scope_last:
        left.scope_first, left.scope_last = before.scope_first, before.scope_last
    elif word_at(lexicon, scan, sentence.origin_from + 1).roles & ROLE_SCOPE:
        left.scope_first, left.scope_last = sentence.origin_from + 1, sentence.origin_from + 2
    return 0


cdef bint year_follows(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether two years in a row are named between the 由 of a move and its end: 由前年的12起, 降至去年的|9起."""
    cdef uint32_t at
    cdef int year = 0
    cdef const Word* word
    for at in range(max(first, last - min(last, <uint32_t> LOOK)), last):
        word = word_at(lexicon, scan, at)
        if word.roles & ROLE_TIME and word.grain == GRAIN_YEAR:
            if year and word.value == year + 1:
                return True
            year = word.value
    return False


cdef int follow(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity) except -1 nogil:
    """A further member of a list is meant as the one before it."""
    cdef Indicator* fact = put(scan, sentence, quantity)
    cdef Indicator* before = &scan.indicators[scan.indicator_count - 2]
    cdef uint32_t index
    fact.statement, fact.direction = before.statement, before.direction
    fact.basis, fact.status = before.basis, before.status
    for index in range(scan.quantities[before.quantity].last, scan.quantities[quantity].first):
        if word_at(lexicon, scan, index).roles & ROLE_CHANGE:
            # 分别上升3.6%和|下降3.4%, 季增13.6%、|年增40.1%
            fact.direction = word_at(lexicon, scan, index).direction
            if word_at(lexicon, scan, index).basis:
                fact.basis = word_at(lexicon, scan, index).basis
    fact.metric_start, fact.metric_end = before.metric_start, before.metric_end
    fact.scope_start, fact.scope_end = before.scope_start, before.scope_end
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


cdef int settle(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity, Left* left) except -1 nogil:
    """Decide whether the figure is an indicator, and fill one in."""
    cdef Quantity* figure = &scan.quantities[quantity]
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    cdef Indicator* fact
    cdef const Indicator* before
    cdef Behind rest
    leave_subject_to_before(lexicon, scan, sentence, figure, left)
    read_behind(lexicon, scan, next, &rest)
    if not is_indicator(lexicon, scan, sentence.clause, figure, left, &rest):
        if figure.kind == KIND_RANK:
            figure.kind = KIND_ORDINAL
        return 0
    fact = put(scan, sentence, quantity)
    before = indicator_before(scan, sentence)
    fact.against_first, fact.against_last = left.against_first, left.against_last
    if figure.kind == KIND_ORDINAL:
        fact.kind = KIND_DURATION if lexicon.units[figure.unit].dimension == DIMENSION_TIME else KIND_AMOUNT
    if sentence.origin_count and sentence.origin == 0:
        take_origin(sentence, fact)
    settle_statement(lexicon, scan, sentence, figure, left, &rest, fact, before)
    settle_status(lexicon, scan, sentence, left, figure.first, fact)
    settle_basis(lexicon, scan, sentence, figure, left, fact)
    settle_bound(scan, figure, left, next, fact)
    settle_metric(lexicon, scan, sentence, quantity, left, fact, before)
    name_rate(lexicon, scan, sentence, left)
    if left.scope_first < left.scope_last:
        fact.scope_start = scan.tokens[left.scope_first].start
        fact.scope_end = scan.tokens[left.scope_last - 1].end
    return 1


cdef int leave_subject_to_before(Automaton lexicon, Scan scan, const Sentence* sentence, const Quantity* figure,
                                 Left* left) noexcept nogil:
    """A phrase before a figure that is what the figure before it counts does not name this one; nor does a place name
    what is counted there."""
    if not has_subject(left):
        return 0
    if only_scope(lexicon, scan, left) and is_counted(lexicon, scan, figure):
        left.subject.first = left.subject.last = figure.first      # 全省|12人死亡
        return 0
    if sentence.previous < 0:
        return 0
    if left.subject.last == figure.first and (
            left.subject.start == sentence.metric.start and left.subject.end == sentence.metric.end):
        left.subject.last = left.subject.first      # 12个乡镇|3.6万人受灾
    elif is_counted(lexicon, scan, figure) and counted_before(scan, sentence, left, figure.first):
        left.subject.first = left.subject.last = figure.first
    return 0


cdef const Indicator* indicator_before(Scan scan, const Sentence* sentence) noexcept nogil:
    """The indicator before the last, where it is that of the figure before in the clause; else NULL."""
    cdef const Indicator* before
    if sentence.previous < 0 or scan.indicator_count < 2:
        return NULL
    before = &scan.indicators[scan.indicator_count - 2]
    return before if before.quantity == <uint32_t> sentence.previous else NULL


cdef bint counted_before(Scan scan, const Sentence* sentence, const Left* left, uint32_t index) noexcept nogil:
    """Whether the phrase before a count at `index` is no more than what the figure before it counts, and so does not
    name this one: 20个县市|135万人受灾."""
    cdef const Indicator* before
    if sentence.previous < 0 or sentence.last < 0 or left.reach or left.has or left.change or left.arrive:
        return False
    before = &scan.indicators[sentence.last]
    return (before.quantity == <uint32_t> sentence.previous and before.metric_start == left.subject.start
            and before.metric_end == left.subject.end and left.subject.last == index
            and left.subject.first == scan.quantities[sentence.previous].last)
