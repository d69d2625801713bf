"""Stage 9: what is odd in the text, or in how it was read.

In: a Scan after all other stages, and the year of writing where the page gives none. Out: its warnings, of facts,
of quantities, of the text. Cost: one pass over indicators and quantities, each of which looks at a few tokens. The
Scan owns the warnings; characters that were lost are found by _assemble, where it is cheapest.

A warning changes nothing: the figure is reported as it was read. Few and sure is the aim, for a warning that is
often wrong is soon not read. Codes and messages stand in _codes.py, examples in docs/warnings.md.
"""
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t

from dushu._calendar cimport is_day, year_of
from dushu._fractions cimport ratio_end
from dushu._numerals cimport compare, digit_of
from dushu._readings cimport Reading, first_char, kind_at, length_at, read, sign_at, whole, word_at
from dushu._records cimport *
from dushu._scan cimport Scan, add_warning
from dushu._trie cimport Automaton

cdef enum:
    MOST_DIGITS = 18
    MOST_PARTS = 8
    MIXED = 3             # characters of the other script; fewer may be a name
    NEAR = 10             # tokens before a ratio in which a word may call it a composition


cdef int warn(Scan scan, uint8_t code, uint32_t start, uint32_t end) except -1 nogil:
    cdef Warning* odd = add_warning(scan)
    odd.code, odd.start, odd.end = code, start, end
    return 0


# -- facts ---------------------------------------------------------------------------------------------------

cdef bint is_rate(Scan scan, uint32_t start, uint32_t end) noexcept nogil:
    """Whether a metric's name ends as that of a rate in percent: 失业率, 占比, 增速; not 汇率, 劳动生产率, 功率."""
    cdef Py_UCS4 last, before
    if end - start < 2:
        return False
    last, before = char_at(&scan.text, end - 1), char_at(&scan.text, end - 2)
    if last == u"率":
        return before not in u"汇匯效功频頻产產心速斜曲概辨倍积積盈流工费費运運脉脈"
    if last in u"重比":
        return before in u"比占佔" and before != last
    return last in u"速幅" and before in u"增涨漲升降跌"


cdef bint is_sum(Scan scan, uint32_t start, uint32_t end) noexcept nogil:
    """Whether a metric's name ends as that of an amount of money: 销售额, 总产值, 收入, 投资."""
    cdef Py_UCS4 last, before
    if end - start < 2:
        return False
    last, before = char_at(&scan.text, end - 1), char_at(&scan.text, end - 2)
    if last in u"额額":
        return before not in u"份名限"
    if last in u"值":
        return before in u"产產总總加"
    if last == u"入":
        return before == u"收"
    return last in u"资資" and before in u"投"


cdef bint unit_contradicts(Automaton lexicon, Scan scan, const Quantity* quantity,
                           const Indicator* fact) noexcept nogil:
    """Whether a figure's unit cannot measure what its metric names: 失业率 of 5万人, 投资 of 12.5%."""
    cdef const Unit* unit = &lexicon.units[fact.unit if fact.unit else quantity.unit]
    if fact.metric_start == fact.metric_end or fact.statement != STATEMENT_LEVEL:
        return False
    if unit.dimension in (DIMENSION_MONEY, DIMENSION_COUNT, DIMENSION_MASS, DIMENSION_AREA, DIMENSION_ENERGY):
        return (quantity.unit or fact.unit) and not quantity.per and is_rate(scan, fact.metric_start, fact.metric_end)
    if quantity.start >= fact.metric_end and quantity.start - fact.metric_end <= (
            char_at(&scan.text, fact.metric_end) == u"的"):
        return False      # 合同金额的|50%: a part of the sum
    return fact.kind == KIND_PERCENT and not fact.direction and is_sum(scan, fact.metric_start, fact.metric_end)


cdef bint same_unit(Automaton lexicon, Scan scan, const Indicator* fact) noexcept nogil:
    """Whether the figure that a move starts from has the unit of the one where it arrives; 半小时 and 3分钟 have not."""
    cdef uint32_t index = fact.quantity, _steps
    cdef const Quantity* quantity = &scan.quantities[index]
    for _steps in range(MOST_PARTS):
        if index == 0:
            return False
        index -= 1
        if compare(&scan.quantities[index].value, &fact.origin) == 0 and scan.quantities[index].kind != KIND_DATE:
            return lexicon.units[scan.quantities[index].unit].name == lexicon.units[quantity.unit].name
    return False


cdef bint direction_contradicts(Automaton lexicon, Scan scan, const Quantity* quantity,
                                const Indicator* fact) noexcept nogil:
    """Whether the word for a move and its numbers disagree: 由5%下降到7%, 由第三位升至第五位, 下降-3%."""
    cdef const Word* word = word_at(lexicon, scan, quantity.first - 1) if quantity.first else &lexicon.words[0]
    cdef int order
    if quantity.value.mantissa < 0 and word.roles & ROLE_CHANGE and word.direction == DIRECTION_DOWN:
        return True
    if not fact.has_origin or fact.direction not in (DIRECTION_UP, DIRECTION_DOWN):
        return False
    if fact.statement not in (STATEMENT_LEVEL, STATEMENT_RANK) or quantity.has_high:
        return False
    if not same_unit(lexicon, scan, fact):
        return False
    order = compare(&quantity.value, &fact.origin)
    if fact.kind == KIND_RANK or fact.statement == STATEMENT_RANK:
        order = -order
    return order < 0 if fact.direction == DIRECTION_UP else order > 0


cdef bint lies_out_of_range(Scan scan, const Indicator* fact, int32_t written) noexcept nogil:
    """Whether a figure that is said to be a fact is for a time more than a year ahead of the writing."""
    if fact.period < 0 or fact.inherited != INHERITED_NOT or fact.status != STATUS_ACTUAL:
        return False
    return written > 0 and year_of(scan.periods[fact.period].from_day) > written + 1


cdef int check_fact(Automaton lexicon, Scan scan, const Indicator* fact, int32_t written,
                    int32_t* told) except -1 nogil:
    """Check one fact. `told` is the period that was warned of last, which other figures share."""
    cdef const Quantity* quantity = &scan.quantities[fact.quantity]
    if fact.metric_start == fact.metric_end:
        warn(scan, WARNING_METRIC_MISSING, quantity.start, quantity.end)
    elif unit_contradicts(lexicon, scan, quantity, fact):
        warn(scan, WARNING_UNIT_MISMATCH, quantity.start, quantity.end)
    if direction_contradicts(lexicon, scan, quantity, fact):
        warn(scan, WARNING_DIRECTION, quantity.start, quantity.end)
    if fact.period != told[0] and lies_out_of_range(scan, fact, written):
        told[0] = fact.period
        warn(scan, WARNING_DATE_RANGE, scan.periods[fact.period].start, scan.periods[fact.period].end)
    return 0


# -- quantities ----------------------------------------------------------------------------------------------

cdef bint called_composition(Scan scan, uint32_t first) noexcept nogil:
    """Whether a word before a ratio says that it is one of parts to a whole: 三次产业结构, 比重, 构成."""
    cdef uint32_t at = first, _steps
    cdef Py_UCS4 c
    for _steps in range(NEAR):
        if at == 0:
            return False
        at -= 1
        if kind_at(scan, at) == TOKEN_BREAK or sign_at(scan, at) == CHAR_STOP:
            return False
        if kind_at(scan, at) not in (TOKEN_TEXT, TOKEN_WORD):
            continue
        c = char_at(&scan.text, scan.tokens[at].end - 1)
        if c in u"为為是" and length_at(scan, at) > 2:
            c = char_at(&scan.text, scan.tokens[at].end - 2)
        if c in u"构構重成占佔" and length_at(scan, at) > 1:
            return True
    return False


cdef bint misses_hundred(Automaton lexicon, Scan scan, const Quantity* quantity) noexcept nogil:
    """Whether a ratio of three parts or more is a composition that does not make 100: 产业结构为10.2:45.1:40.7."""
    cdef Reading[MOST_PARTS] parts
    cdef int count = 0, part
    cdef double sum = 0
    cdef bint decimals = False
    if not quantity.flags & QUANTITY_RATIO or quantity.kind != KIND_AMOUNT:
        return False
    ratio_end(lexicon, scan, quantity.first, parts, &count)
    if count < 3:
        return False
    for part in range(count):
        sum += parts[part].low.mantissa * 10.0 ** parts[part].low.exponent
        decimals = decimals or parts[part].low.exponent < 0
    if sum < 90 or sum > 110 or 99 <= sum <= 101:
        return False
    return decimals or called_composition(scan, quantity.first)


cdef bint is_too_long(Automaton lexicon, Scan scan, const Quantity* quantity) noexcept nogil:
    """Whether digits that measure something are too many to be kept: they have separators, a point or a unit."""
    cdef uint32_t at, digits = 0
    cdef bint marked = False
    cdef Py_UCS4 c
    if quantity.kind != KIND_IDENTIFIER or kind_at(scan, quantity.first) != TOKEN_NUMBER:
        return False
    if quantity.end - quantity.start <= MOST_DIGITS or scan.tokens[quantity.first].sign > 1:
        return False
    for at in range(quantity.start, quantity.end):
        c = char_at(&scan.text, at)
        if digit_of(lexicon, c) >= 0:
            digits += 1
        else:
            marked = True
    return digits > MOST_DIGITS and (marked or word_at(lexicon, scan, quantity.last).roles & ROLE_UNIT
                                     or kind_at(scan, quantity.last) == TOKEN_NUMERAL)


cdef bint is_impossible(Automaton lexicon, Scan scan, const Quantity* quantity) noexcept nogil:
    """Whether a date names a day that its month has not: 2月30日, 2023年2月29日, 2024-04-31."""
    cdef uint32_t index
    cdef Reading number
    cdef int64_t value = -1, year = 0, month = 0, before = 0, first = 0
    cdef Py_UCS4 c
    if quantity.kind != KIND_DATE or quantity.last - quantity.first < 4:
        return False
    for index in range(quantity.first, quantity.last):
        c = first_char(scan, index)
        if kind_at(scan, index) == TOKEN_NUMBER or kind_at(scan, index) == TOKEN_NUMERAL:
            if not read(lexicon, scan, index, &number) or number.has_high:
                return False
            first, before, value = before, value, whole(&number.low)
        elif c == u"年":
            year = value
        elif c == u"月":
            month = value
        elif c in u"日号號" and 1 <= month <= 12 and value > 0:
            year = year if 1 <= year <= 9999 else 2000
            return not is_day(<int32_t> year, <int32_t> month, <int32_t> min(value, 99))
    if not year and not month and quantity.last - quantity.first == 5 and 1000 <= first <= 9999:
        return not is_day(<int32_t> first, <int32_t> min(before, 99), <int32_t> min(value, 99))
    return False


cdef int check_quantity(Automaton lexicon, Scan scan, const Quantity* quantity) except -1 nogil:
    if quantity.flags & QUANTITY_RATIO and misses_hundred(lexicon, scan, quantity):
        warn(scan, WARNING_COMPOSITION, quantity.start, quantity.end)
    elif quantity.kind == KIND_IDENTIFIER and is_too_long(lexicon, scan, quantity):
        warn(scan, WARNING_NUMBER_LENGTH, quantity.start, quantity.end)
    elif quantity.kind == KIND_DATE and is_impossible(lexicon, scan, quantity):
        warn(scan, WARNING_DATE_IMPOSSIBLE, quantity.start, quantity.end)
    return 0


# -- the text ------------------------------------------------------------------------------------------------

cdef int check_text(Scan scan) except -1 nogil:
    cdef uint32_t less = min(scan.traditional, scan.simplified), more = max(scan.traditional, scan.simplified)
    if less >= MIXED and less * 5 > more:
        warn(scan, WARNING_MIXED_SCRIPTS, 0, scan.text.length)
    return 0


cdef int find_warnings(Automaton lexicon, Scan scan, int32_t year) except -1 nogil:
    """Fill scan.warnings. `year` is that of writing where the page names none; 0: unknown."""
    cdef uint32_t index
    cdef int32_t told = -1
    if scan.document.year:
        year = scan.document.year
    for index in range(scan.indicator_count):
        check_fact(lexicon, scan, &scan.indicators[index], year, &told)
    for index in range(scan.quantity_count):
        check_quantity(lexicon, scan, &scan.quantities[index])
    return check_text(scan)
