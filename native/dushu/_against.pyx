"""Stage 8: what figures are held against, and the basis that it makes.

In: tokens, figures and the times read so far. Out: whether an expression of time is a comparand, an origin or what a
record is counted from, and so no time of the figure behind it; the basis of a change by the two times that it lies
between. Cost: each question looks at AHEAD tokens or NEAR expressions at most. Nothing is allocated.

The basis: 比5月份 said of June is sequential, 较2010年同期 said of 2011 is yoy, 比一季度 said of
the first half is base.
"""
from libc.stdint cimport int32_t, uint8_t, uint32_t

from dushu._calendar cimport *
from dushu._clause cimport ends_clause
from dushu._days cimport *
from dushu._quantities cimport kind_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._times cimport Moment, first_char, last_char
from dushu._trie cimport Automaton

cdef enum:
    NEAR = 24             # expressions that a look back takes in
    AHEAD = 14            # tokens that a look behind an expression takes in
    HALF_A_YEAR = 190     # days; a longer time just before (the five-year plan before) is a base


cdef inline bint is_figure(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token belongs to a quantity that measures."""
    cdef int32_t owner = scan.owners[index]
    return owner >= 0 and (scan.quantities[owner].kind <= KIND_RANK or scan.quantities[owner].kind == KIND_DURATION)


# -- which expressions are no time of a figure ---------------------------------------------------------------

cdef bint is_against(Automaton lexicon, Scan scan, const Walk* walk, uint32_t floor, const Moment* moment,
                     uint32_t last) noexcept nogil:
    """Whether an expression is what something is held against, comes from, or is counted from."""
    cdef uint32_t at = moment.first
    cdef const Word* word
    cdef Py_UCS4 c
    if moment.grain == GRAIN_DAY and first_char(scan, last) in u"电電讯訊" and scan.tokens[last].start == moment.end:
        return True       # 新华社北京1月25日|电
    if (moment.since or moment.grain == GRAIN_PAST) and counts_record(lexicon, scan, last):
        return True
    if first_char(scan, last) == u"的" and first_char(scan, last + 1) == u"基":
        return True       # 在2月|的基础上
    if at > floor and kind_at(scan, at - 1) == TOKEN_SPACE:
        at -= 1
    if at <= floor:
        return False
    word = word_at(lexicon, scan, at - 1)
    c = last_char(scan, at - 1)
    if kind_at(scan, at - 1) == TOKEN_TEXT and c in u"比较較因" or c in u"创創":
        return True       # 每吨优惠较|6月份, 创|2010年10月以来新高
    if c in u"于於" and scan.tokens[at - 1].end > 1 and char_at(&scan.text, scan.tokens[at - 1].end - 2) in u"次高低多少优優":
        return True       # 仅次于|2003年第二季
    if c == u"自" and since_record(lexicon, scan, at - 1, floor, last):
        return True
    if word.roles & ROLE_BASIS_CLOSE and first_char(scan, at - 1) == u"相":
        return <int32_t> scan.period_count == walk.clause      # 相比|一季度末
    if word.roles & ROLE_BASIS_OPEN:
        return first_char(scan, at - 1) not in u"和与與同跟及" or word.length > 1 or closes(lexicon, scan, last)
    if word.roles & (ROLE_BASIS | ROLE_COMPARE) or moment.grain == GRAIN_HOLIDAY and first_char(scan, at - 1) in u"因受":
        return True
    if word.roles & ROLE_FROM and not moment.since:
        return leads_from(lexicon, scan, walk, last) or owns_next(scan, moment.end, last)
    if moment.grain == GRAIN_SAME:
        return not ends_clause(scan, at - 1) or closes(lexicon, scan, last) or first_char(scan, last) == u"的"
    return False


cdef bint closes(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether 相比, 比 or 持平 follows in the clause: 与去年同期|相比."""
    cdef uint32_t at
    for at in range(index, min(index + AHEAD, scan.token_count)):
        if ends_clause(scan, at):
            return False
        if word_at(lexicon, scan, at).roles & (ROLE_BASIS_CLOSE | ROLE_BASIS) or first_char(scan, at) == u"比":
            return True
        if word_at(lexicon, scan, at).direction == DIRECTION_FLAT:
            return True
    return False


cdef bint counts_record(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether what follows 以来 is a record, or a name that the time only belongs to: 2008年以来|最低, 去年以来|的跌势."""
    cdef uint32_t at
    cdef const Word* word
    if first_char(scan, index) == u"的":
        return True
    for at in range(index, min(index + AHEAD, scan.token_count)):
        word = word_at(lexicon, scan, at)
        if ends_clause(scan, at) or is_figure(scan, at):
            return False
        if word.roles & ROLE_RECORD or word.roles2 & ROLE2_SETS or first_char(scan, at) in u"最首":
            return True
    return False


cdef bint since_record(Automaton lexicon, Scan scan, uint32_t index, uint32_t floor, uint32_t last) noexcept nogil:
    """Whether 自 at `index` opens what a record is counted from: 是|自2003年第三季（5.5%）以来|最高, 自|2003年|最高."""
    cdef uint32_t at
    cdef bint alone = scan.tokens[index].end - scan.tokens[index].start == 1
    if alone and index > floor and last_char(scan, index - 1) in u"是为為":
        return True
    for at in range(last, min(last + AHEAD, scan.token_count)):
        if ends_clause(scan, at):
            return False
        if first_char(scan, at) == u"以" and last_char(scan, at) in u"来來":
            return counts_record(lexicon, scan, at + 1)
        if first_char(scan, at) in u"最新":
            return True
    return False


cdef bint leads_from(Automaton lexicon, Scan scan, const Walk* walk, uint32_t index) noexcept nogil:
    """Whether the figure behind 由 and a time is where a move starts, which is no indicator: 从去年|420元|提高至今年510元."""
    cdef uint32_t at
    for at in range(index, min(index + AHEAD, scan.token_count)):
        if ends_clause(scan, at):
            return False
        if is_figure(scan, at):
            return at < walk.figure
    return False


cdef bint owns_next(Scan scan, uint32_t end, uint32_t index) noexcept nogil:
    """Whether a figure belongs to the time that ends there: 较第一季|的|4.2%, 从3月|时的|54万辆."""
    cdef uint32_t at
    for at in range(index, min(index + 3, scan.token_count)):
        if is_figure(scan, at):
            return last_char(scan, at - 1) in u"的有" and scan.quantities[scan.owners[at]].start - end <= 2
    return False


cdef bint ends_compared(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the clause ends in 相比 a few tokens on."""
    cdef uint32_t at
    for at in range(index, min(index + 6, scan.token_count)):
        if word_at(lexicon, scan, at).roles & ROLE_BASIS_CLOSE:
            return ends_clause(scan, at + 1)
    return False


cdef bint owned_by(Automaton lexicon, Scan scan, const Period* period, const Indicator* fact) noexcept nogil:
    """Whether a figure belongs to the very time that something is held against: 较第一季|的|4.2%, 与2010年|37%|的增幅相比."""
    cdef const Quantity* figure = &scan.quantities[fact.quantity]
    if owns_next(scan, period.end, period.last) and period.last + 2 >= figure.first:
        return True
    return (period.last <= figure.first < period.last + AHEAD and first_char(scan, figure.last) == u"的"
            and ends_compared(lexicon, scan, figure.last))


cdef int32_t compared_in(Automaton lexicon, Scan scan, const Walk* walk, uint32_t end) noexcept nogil:
    """What the clause that ends there holds the next one against: 与2010年相比,|…; -1: nothing."""
    if walk.clause < <int32_t> scan.period_count and word_at(lexicon, scan, end - 1).roles & ROLE_BASIS_CLOSE and (
            scan.periods[walk.clause].flags & PERIOD_AGAINST):
        return walk.clause
    return -1


# -- basis ---------------------------------------------------------------------------------------------------

cdef uint8_t basis_between(const Period* against, const Period* period) noexcept nogil:
    """What a comparison of two times is: 比5月份 said of June is sequential, 较2010年同期 said of 2011 yoy, else base."""
    cdef int32_t days, other
    if against.grain == GRAIN_WEEK and period.grain == GRAIN_WEEK and against.index:
        return BASIS_SEQUENTIAL if against.index + 1 == period.index else BASIS_BASE
    if not against.from_day or not period.from_day:
        return BASIS_NONE
    if against.flags & PERIOD_POINT:
        return BASIS_BASE
    if add_years(against.from_day, 1) == period.from_day and add_years(against.to_day, 1) == period.to_day:
        return BASIS_YOY
    if against.grain == GRAIN_YEAR and year_of(against.from_day) == year_of(against.to_day) and (
            year_of(against.to_day) + 1 == year_of(period.to_day)):
        return BASIS_YOY
    days = number_of(against.to_day) - number_of(against.from_day)
    other = number_of(period.to_day) - number_of(period.from_day)
    if number_of(against.to_day) + 1 == number_of(period.from_day) and -4 < days - other < 4 and days < HALF_A_YEAR:
        return BASIS_SEQUENTIAL
    return BASIS_BASE


cdef int refine_basis(Scan scan, Walk* walk, Indicator* fact, int32_t time) noexcept nogil:
    """Settle the basis by the two times: what the words alone call a base may be the period before, or the year's."""
    cdef int32_t against = against_of(scan, walk, fact)
    cdef uint8_t basis = BASIS_NONE
    if fact.statement in (STATEMENT_GAP, STATEMENT_RANK, STATEMENT_SHARE):
        return 0
    if fact.against_first and fact.against_first == fact.against_last:
        return 0      # 快于上年3%的增速: 上年 is the rate's own time
    if time >= 0 and scan.periods[time].flags & PERIOD_AGAINST:
        if fact.basis == BASIS_BASE:
            fact.basis = BASIS_NONE      # 与2010年|37%|的增幅相比: 2010 is its own time
        return 0
    if against < 0:
        if fact.basis == BASIS_BASE and walk.refined == fact.sentence_start + 1 and (
                fact.against_first == fact.against_last):
            fact.basis = walk.refined_basis
        return 0
    if fact.basis == BASIS_YOY and scan.periods[against].grain == GRAIN_SAME and (
            is_years_back(scan, walk, against, &scan.periods[time] if time >= 0 else NULL)):
        fact.basis = BASIS_BASE
        return 0
    if time >= 0:
        basis = basis_between(&scan.periods[against], &scan.periods[time])
    if basis == BASIS_NONE:
        if fact.basis == BASIS_YOY and scan.periods[against].grain == GRAIN_YEAR and (
                scan.periods[against].from_day // 10000 not in (0, walk.writing_year - 1)):
            fact.basis = BASIS_BASE      # 国庆期间…同比2019年
        return 0
    if fact.basis == BASIS_BASE and basis != BASIS_BASE:
        fact.basis = basis
        walk.refined, walk.refined_basis = fact.sentence_start + 1, basis
    elif fact.basis == BASIS_YOY and basis == BASIS_BASE and scan.periods[against].flags & PERIOD_POINT == 0 and (
            scan.periods[against].grain not in (GRAIN_SAME, GRAIN_WEEK)):
        fact.basis = BASIS_BASE      # 同比2019年
    elif fact.basis == BASIS_NONE and (fact.statement == STATEMENT_CHANGE or fact.has_origin and basis != BASIS_BASE):
        fact.basis = basis
    return 0


cdef bint is_years_back(Scan scan, const Walk* walk, int32_t against, const Period* time) noexcept nogil:
    """Whether 2019年同期 lies more than a year back: by the figure's own time, else by a later year that the sentence
    holds something against (比2020年同期…, 比|2019年同期), else by the day of writing."""
    cdef int32_t year = named_year(scan, &scan.periods[against]), index
    if not year:
        return False
    if time != NULL and time.to_day:
        return year_of(time.to_day) - year > 1
    for index in range(max(walk.sentence, against - NEAR), against):
        if scan.periods[index].flags & PERIOD_AGAINST and named_year(scan, &scan.periods[index]) > year:
            return True
    return walk.writing_year - year > 2


cdef int32_t named_year(Scan scan, const Period* period) noexcept nogil:
    """The year in figures that an expression of time begins with; 0: none."""
    cdef int32_t owner = scan.owners[period.first]
    if owner < 0 or scan.quantities[owner].kind != KIND_DATE or scan.quantities[owner].value.exponent:
        return 0
    return scan.quantities[owner].value.mantissa if 1900 < scan.quantities[owner].value.mantissa < 2200 else 0


cdef int32_t against_of(Scan scan, const Walk* walk, const Indicator* fact) noexcept nogil:
    """The time that a figure is held against, -1: none with a date of its own."""
    cdef int32_t index = scan.period_count, _step
    cdef uint32_t figure = scan.quantities[fact.quantity].first
    for _step in range(NEAR):
        index -= 1
        if index < walk.clause:
            return walk.compared
        if fact.against_first < fact.against_last:
            if scan.periods[index].last <= fact.against_last and scan.periods[index].first >= fact.against_first:
                return index
        elif scan.periods[index].flags & PERIOD_AGAINST and figure - scan.periods[index].last < AHEAD:
            return index
    return -1
