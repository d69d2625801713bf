"""Stage 7, sixth part: what the words around a figure say of it.

In: a figure, what stands before it (Left) and behind it (Behind). Out: its statement, direction, basis, status and
bound, in the indicator; the Sentence knows what later figures may leave open. Cost: bounded by the clause.
"""
from libc.stdint cimport uint8_t, uint32_t

from dushu._clause cimport *
from dushu._facts cimport Behind
from dushu._names cimport leading_phrase
from dushu._quantities cimport sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._sentence cimport Sentence, fills_bracket, set_basis
from dushu._trie cimport Automaton


cdef int settle_statement(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure, Left* left,
                          const Behind* rest, Indicator* fact, const Indicator* before) noexcept nogil:
    """The statement, and with it the direction; `before` is that of the figure before in the clause, or NULL."""
    fact.statement = statement_of(scan, figure, left, rest, fact, before)
    if fact.statement == STATEMENT_LEVEL:
        take_over(scan, sentence, figure, left, fact, before)
    else:
        sentence.governed = left.governs
    if fact.statement in (STATEMENT_STREAK, STATEMENT_RECORD) and has_subject(left):
        left.subject = leading_phrase(lexicon, scan, sentence.clause, left.subject.last)
    if fact.statement == STATEMENT_GAP and not left.basis and not has_subject(left) and compared_with_figure(
            lexicon, scan, sentence):
        fact.statement = STATEMENT_CHANGE      # 较去年的12人|少5人
    elif fact.statement == STATEMENT_GAP and sentence.compared and left.against_first == left.against_last:
        fact.statement = STATEMENT_CHANGE      # 与往年同期相比, 损失|偏多2倍
    if left.compare and not left.change and fact.statement == STATEMENT_CHANGE and figure.kind == KIND_PERCENT and (
            rest.rate or first_char(scan, figure.last) == u"的"
            and word_at(lexicon, scan, figure.last + 2).roles & ROLE_RATE):
        left.basis = BASIS_NONE      # 快于去年3%的增速: 去年 is the rate's own time
        fact.against_last = fact.against_first
    return 0


cdef bint details_change(const Left* left, const Indicator* before) noexcept nogil:
    """Whether percentages behind a bare 分别为 part the change before them: A、B增长超过一成, 分别为|12%、15%."""
    return left.listed and left.reach and not has_subject(left) and before.statement == STATEMENT_CHANGE and (
        before.kind in (KIND_PERCENT, KIND_MULTIPLE))


cdef bint shares_further(Scan scan, const Sentence* sentence, const Quantity* figure, const Left* left,
                         const Indicator* before) noexcept nogil:
    """Whether a 占 goes on: 占行业收入的56%, |利润的72%. What the clause names is the whole."""
    return (left.of and not (left.reach or left.has) and before.statement == STATEMENT_SHARE
            and left.subject.first == sentence.clause and ends_clause(scan, figure.last))


cdef int take_over(Scan scan, Sentence* sentence, const Quantity* figure, Left* left, Indicator* fact,
                   const Indicator* before) noexcept nogil:
    """A figure that is a level by its own words may be a change by those before: of a list, a clause, a bracket."""
    cdef bint own = has_subject(left)
    if sentence.governed and before != NULL and own and not left.reach and (
            sign_at(scan, before_subject(scan, left)) == CHAR_PAUSE):
        # 增加水稻26万亩、蔬菜16万亩: one verb for the whole list
        fact.statement, fact.direction = before.statement, before.direction
        return 0
    sentence.governed = left.governs
    if fact.direction:
        return 0
    if figure.kind == KIND_PERCENT and scan.indicator_count > 1 and (fact - 1).sentence_start == fact.sentence_start:
        if details_change(left, fact - 1):
            fact.statement, fact.direction = (fact - 1).statement, (fact - 1).direction
            return 0
        if own and shares_further(scan, sentence, figure, left, fact - 1):
            fact.statement = STATEMENT_SHARE
            left.subject.last = left.subject.first
            return 0
    if not own and (left.reach or sentence.rate and sign_at(scan, sentence.clause - 1) == CHAR_COLON):
        if sentence.rate and (figure.kind == KIND_PERCENT or not left.reach):
            fact.statement, fact.direction = STATEMENT_CHANGE, sentence.rate      # 同比增长：4300万元
        elif before == NULL:
            fact.direction = sentence.direction
    if fact.statement == STATEMENT_LEVEL and figure.kind == KIND_PERCENT and not fact.direction and (
            sentence.apposed_way and sentence.apposed.start < sentence.apposed.end
            and fills_bracket(scan, sentence, figure)):
        fact.statement, fact.direction = STATEMENT_CHANGE, sentence.apposed_way
    return 0


cdef int settle_bound(Scan scan, const Quantity* figure, const Left* left, uint32_t next,
                      Indicator* fact) noexcept nogil:
    """A bound that a word farther off gives; `next` is the token behind the figure."""
    if left.bound and fact.bound == BOUND_EQ:
        fact.bound = left.bound
    if first_char(scan, next) in u"为為" and first_char(scan, next + 1) == u"上":
        fact.bound = BOUND_LE      # 以5000元|为上限
    return 0


cdef int settle_status(Automaton lexicon, Scan scan, Sentence* sentence, const Left* left, uint32_t index,
                       Indicator* fact) noexcept nogil:
    """The status that the words before a figure at `index` or its clause state, else the sentence's."""
    cdef uint32_t at = index, _steps
    if left.status:
        sentence.status = left.status
    for _steps in range(40):
        if left.status or at <= sentence.clause:
            break
        at -= 1
        if word_at(lexicon, scan, at).roles & ROLE_STATUS and promises(lexicon, scan, at):
            sentence.status = word_at(lexicon, scan, at).status
            break
    fact.status = sentence.status
    return 0


cdef int settle_basis(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure, const Left* left,
        Indicator* fact) noexcept nogil:
    """The basis: stated before the figure, or inherited from the list that it belongs to."""
    if fact.statement == STATEMENT_GAP or fact.statement == STATEMENT_RANK:
        return 0
    if fact.statement == STATEMENT_LEVEL and not left.arrive and not fact.has_origin and (
            figure.kind != KIND_MULTIPLE and not left.direction == DIRECTION_FLAT):
        if left.basis:
            set_basis(sentence, left.basis)      # 较去年同期的|2.9%, …: the comparand itself
        return 0
    if left.basis:
        fact.basis = left.basis
        if figure.kind != KIND_POINT or not has_subject(left) or not (
                word_at(lexicon, scan, left.subject.last - 1).roles & ROLE_RATE):
            set_basis(sentence, left.basis)      # not 降幅比上半年|收窄2个百分点: it is held against a time of its own
    elif fact.basis:
        set_basis(sentence, fact.basis)
    elif fact.statement == STATEMENT_CHANGE and compared_with_figure(lexicon, scan, sentence):
        fact.basis = sentence.basis
    elif fact.statement == STATEMENT_CHANGE and not (left.drives or left.governs or left.average
            or left.compare and not left.change and not sentence.compared and fact.against_first == fact.against_last):
        fact.basis = sentence.basis if sentence.basis else sentence.standing
    return 0


cdef bint compared_with_figure(Automaton lexicon, Scan scan, Sentence* sentence) noexcept nogil:
    """Whether the figure before is what this one is held against: 较第一季的4.2%|增加2%. Sets the sentence's basis."""
    cdef uint32_t at, _steps
    cdef uint8_t basis
    if sentence.previous < 0:
        return False
    at = scan.quantities[sentence.previous].first
    for _steps in range(8):
        if at <= sentence.clause:
            return False
        at -= 1
        if word_at(lexicon, scan, at).roles & ROLE_BASIS and _steps < 2:
            if first_char(scan, at) not in u"比较較" or first_char(scan, at + 1) not in u"的之":
                return False
            set_basis(sentence, word_at(lexicon, scan, at).basis)      # 较去年年底的|3.49亿元
            return True
        if word_at(lexicon, scan, at).roles & ROLE_BASIS_OPEN and first_char(scan, at) in u"比较較":
            basis = basis_of(lexicon, scan, at + 1, scan.quantities[sentence.previous].first)
            if basis:
                set_basis(sentence, basis)
            return basis != BASIS_NONE
    return False


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
        if left.change and first_char(scan, left.change_at) in u"连連" and kind == KIND_DURATION:
            fact.direction = left.direction
            return STATEMENT_STREAK      # 连升|3个交易日
    if left.compare and not left.change:
        if kind == KIND_PERCENT and rest.rate:
            fact.direction, fact.basis = rest.direction, rest.basis      # 快于上年|3%|的增速: the comparand's own rate
            return STATEMENT_CHANGE
        fact.direction = left.direction
        if left.basis and left.only_time:
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
    if left.to and before == NULL and fact_before(scan, fact):
        before = fact - 1      # 增加44%，至|1.04亿人次
    if left.to and before != NULL and before.statement == STATEMENT_CHANGE:
        fact.direction = before.direction      # 上升4%至|219.6亿元
        return STATEMENT_LEVEL
    if kind in (KIND_PERCENT, KIND_MULTIPLE, KIND_POINT) and (rest.rate or rest.change):
        fact.direction = rest.direction
        if not fact.basis:
            fact.basis = rest.basis
        return STATEMENT_CHANGE
    return STATEMENT_LEVEL


cdef bint fact_before(Scan scan, const Indicator* fact) noexcept nogil:
    """Whether only a comma and 至 stand between a figure and the indicator before it."""
    cdef uint32_t end
    if fact == scan.indicators:
        return False
    end = scan.quantities[(fact - 1).quantity].last
    return scan.quantities[fact.quantity].first == end + 2 and sign_at(scan, end) == CHAR_COMMA


cdef inline uint32_t before_subject(Scan scan, const Left* left) noexcept nogil:
    """The token before a figure's subject."""
    return left.subject.first - 1 if left.subject.first else 0
