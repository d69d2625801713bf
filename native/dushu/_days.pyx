"""Stage 8, second half: which days an expression of time means.

In: a Moment and a Walk, which knows the day of writing and the times that hold where the reading stands. Out: the
first and the last day, packed. Cost: bounded by NEAR expressions of the same block and by the depth of the section
tree. Nothing is allocated.

What an expression leaves open comes from the nearest time of its clause, sentence and block, then of the headings
over it, then of the title, then from the day of writing. A state at the end of a time (截至6月底, 年末) is that one
day. Days that the text does not give (春节假期, 第三周) are not guessed.
"""
from libc.stdint cimport int32_t, uint8_t

from dushu._calendar cimport *
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._times cimport *

cdef enum:
    NEAR = 24             # expressions that a look back takes in
    EARLY = 3             # months in which a report on the year is on the year before


cdef inline bint serves(const Period* period, uint8_t grain) noexcept nogil:
    """Whether a time can lend its year, month or day."""
    if period.from_day == 0 or period.flags & (PERIOD_AGAINST | PERIOD_HIDDEN):
        return False
    if period.grain in (GRAIN_PAST, GRAIN_PLAN):
        return False
    if grain == GRAIN_DAY:
        return period.from_day == period.to_day and period.grain == GRAIN_DAY
    if grain == GRAIN_MONTH:
        return period.from_day // 100 == period.to_day // 100 or period.grain == GRAIN_MONTH
    return True


cdef int32_t context_of(Scan scan, const Walk* walk, uint8_t grain) noexcept nogil:
    """The nearest time that can lend its year, month or day (`grain`), -1: none; a day is lent within a block only."""
    cdef int32_t index = scan.period_count, section, _step
    for _step in range(NEAR):
        index -= 1
        if index < walk.block:
            break
        if serves(&scan.periods[index], grain):
            return index
    if grain == GRAIN_DAY:
        return -1
    section = walk.section
    while section >= 0:
        index = walk.headings[section]
        if index >= 0 and serves(&scan.periods[index], grain):
            return index
        section = scan.sections[section].parent
    if walk.title >= 0 and serves(&scan.periods[walk.title], grain):
        return walk.title
    return -1


cdef int32_t lead_of(Scan scan, const Walk* walk, uint8_t grain) noexcept nogil:
    """The first time of the section's text, else of the article's, -1: none."""
    cdef int32_t index = walk.leads[walk.section + 1]
    if index < 0 or not serves(&scan.periods[index], grain):
        index = walk.leads[0]
    return index if index >= 0 and serves(&scan.periods[index], grain) else -1


cdef int32_t year_for(Scan scan, const Walk* walk, const Moment* moment, bint* guessed) noexcept nogil:
    """The year of a Moment, 0: unknown. `guessed`: it is that of writing because nothing nearer says which."""
    cdef int32_t near
    guessed[0] = False
    if moment.source == FROM_STATED:
        return moment.year
    if moment.source == FROM_WRITING:
        return walk.writing_year + moment.shift if walk.writing_year else 0
    near = context_of(scan, walk, GRAIN_YEAR)
    if near < 0 and walk.writing_year:
        guessed[0] = moment.shift == 0 and walk.written != 0
        return walk.writing_year + moment.shift
    if near < 0:
        near = lead_of(scan, walk, GRAIN_YEAR)
    if near < 0 or scan.periods[near].grain == GRAIN_YEAR and not scan.periods[near].flags & PERIOD_POINT and (
            month_of(scan.periods[near].from_day) != 1):
        return 0          # of a fiscal year no quarter is known
    return year_of(scan.periods[near].to_day) + moment.shift


cdef bint lies_ahead(const Walk* walk, const Moment* moment, int32_t year) noexcept nogil:
    """Whether a time that names no year cannot be of that of writing: 12月份 in January, 全年 in spring."""
    cdef int32_t last
    if moment.whole:
        return month_of(walk.written) <= EARLY
    if moment.edge == EDGE_END:
        last = moment.last_month if moment.last_month else 12
        return pack(year, last, month_days(year, last)) > walk.written
    return pack(year, moment.month if moment.month else 1, moment.day if moment.day else 1) > walk.written


cdef int date_year(Scan scan, const Walk* walk, const Moment* moment, int32_t* first, int32_t* last) noexcept nogil:
    """A year, or months or days of one."""
    cdef bint guessed = False
    cdef int32_t year = year_for(scan, walk, moment, &guessed), until
    cdef int flags = 0
    if not year:
        return -1
    until = moment.last_year if moment.last_year else year
    if moment.fiscal and scan.traditional > scan.simplified:
        first[0], last[0] = pack(year, 4, 1), pack(until, 3, 31)
        return 0
    if guessed and lies_ahead(walk, moment, year):
        year -= 1
        until -= 1
        flags = PERIOD_BACK
    set_days(moment, year, until, moment.month if moment.month else 1, moment.last_month if moment.last_month else 12,
             first, last)
    return flags


cdef int set_days(const Moment* moment, int32_t year, int32_t until, int32_t month, int32_t last_month,
                  int32_t* first, int32_t* last) noexcept nogil:
    """The days of a Moment whose years and months are known."""
    cdef int32_t days = month_days(until, last_month)
    first[0] = pack(year, month, moment.day if moment.day else 1)
    last[0] = pack(until, last_month, moment.last_day if moment.last_day else days)
    if moment.last_day > days:
        if moment.grain == GRAIN_DAY:
            first[0] = last[0] = 0
        else:
            last[0] = pack(until, last_month, days)
    return 0


cdef int date_month(Scan scan, const Walk* walk, const Moment* moment, int32_t* first, int32_t* last) noexcept nogil:
    """本月, 上月底, 6月的上旬, or a day without its month (27日)."""
    cdef int32_t near = -1, base = walk.written, months
    cdef int flags = 0
    cdef bint bare = moment.grain == GRAIN_DAY
    if moment.source == FROM_CONTEXT:
        near = context_of(scan, walk, GRAIN_DAY if bare else GRAIN_MONTH)
        if near >= 0:
            base = scan.periods[near].to_day
    if not base:
        return -1
    months = year_of(base) * 12 + month_of(base) - 1 + moment.shift
    if bare and near < 0 and moment.source == FROM_CONTEXT and moment.day > base % 100:
        months -= 1
        flags = PERIOD_BACK
    set_days(moment, months // 12, months // 12, months % 12 + 1, months % 12 + 1, first, last)
    return flags


cdef int date_quarter(Scan scan, const Walk* walk, const Moment* moment, int32_t* first, int32_t* last) noexcept nogil:
    """本季, 上季度, 当季, 季末."""
    cdef int32_t near = -1, base = walk.written, quarters
    if moment.source == FROM_CONTEXT:
        near = context_of(scan, walk, GRAIN_YEAR)
        if near >= 0 and scan.periods[near].grain != GRAIN_YEAR:
            base = scan.periods[near].to_day
    if not base:
        return -1
    quarters = year_of(base) * 4 + (month_of(base) - 1) // 3 + moment.shift
    set_days(moment, quarters // 4, quarters // 4, quarters % 4 * 3 + 1, quarters % 4 * 3 + 3, first, last)
    return 0


cdef int date_day(Scan scan, const Walk* walk, const Moment* moment, int32_t* first, int32_t* last) noexcept nogil:
    """今天, 昨日, 当日, 上周, 周三, 上周五; 目前."""
    cdef int32_t near, base = walk.written
    if moment.source == FROM_CONTEXT:
        near = context_of(scan, walk, GRAIN_DAY)
        if near < 0:
            return -1
        base = scan.periods[near].to_day
    if not base:
        return -1
    if moment.counts == GRAIN_DAY and not moment.weekday:
        first[0] = last[0] = add_days(base, moment.shift)
        return 0
    if moment.counts == GRAIN_DAY:       # 周三: the last one
        first[0] = last[0] = add_days(base, -((weekday(base) - moment.weekday + 7) % 7))
        return 0
    base = add_days(base, 1 - weekday(base) + 7 * moment.shift)
    if moment.weekday:
        first[0] = last[0] = add_days(base, moment.weekday - 1)
    else:
        first[0], last[0] = base, add_days(base, 6)
    return 0


cdef int date_past(const Walk* walk, const Moment* moment, int32_t* first, int32_t* last) noexcept nogil:
    """过去一年, 近五年: so many years up to the day of writing; written early in a year, the calendar years before it."""
    cdef int32_t months, day
    if moment.counts == GRAIN_MONTH:
        if not walk.written:
            return -1
        months = year_of(walk.written) * 12 + month_of(walk.written) - 1 + moment.shift
        day = min(walk.written % 100, month_days(months // 12, months % 12 + 1))
        first[0] = add_days(pack(months // 12, months % 12 + 1, day), 1)
        last[0] = walk.written
    elif walk.written and month_of(walk.written) > EARLY:
        first[0], last[0] = add_days(add_years(walk.written, moment.shift), 1), walk.written
    elif walk.writing_year:
        first[0], last[0] = pack(walk.writing_year + moment.shift, 1, 1), pack(walk.writing_year - 1, 12, 31)
    else:
        return -1
    return 0


cdef int date_same(Scan scan, const Walk* walk, const Moment* moment, int32_t* first, int32_t* last) noexcept nogil:
    """去年同期, 2010年同期: the text's own time in another year."""
    cdef int32_t near = context_of(scan, walk, GRAIN_YEAR), years = moment.shift
    if near < 0:
        near = lead_of(scan, walk, GRAIN_YEAR)
    if near < 0:
        return -1
    if moment.source == FROM_STATED:
        years = moment.year - year_of(scan.periods[near].to_day)
    first[0] = add_years(scan.periods[near].from_day, years)
    last[0] = add_years(scan.periods[near].to_day, years)
    return 0


cdef int date_moment(Scan scan, const Walk* walk, const Moment* moment, int32_t* first, int32_t* last) noexcept nogil:
    """The days of a Moment; PERIOD_* flags that they make, or -1 where they are unknown."""
    cdef int flags
    first[0] = last[0] = 0
    if moment.flags & PERIOD_UNKNOWN:
        if moment.grain != GRAIN_HOLIDAY or moment.index >= HOLIDAYS or not walk.holiday_from[moment.index]:
            return -1
        first[0], last[0] = walk.holiday_from[moment.index], walk.holiday_to[moment.index]
        return 0
    if moment.grain == GRAIN_PAST:
        flags = date_past(walk, moment, first, last)
    elif moment.grain == GRAIN_SAME and moment.month == 0:
        flags = date_same(scan, walk, moment, first, last)
    elif moment.grain in (GRAIN_START, GRAIN_END) and moment.month == 0:
        flags = -1      # 期末: of which time, the text does not say
    elif moment.counts == GRAIN_YEAR:
        flags = date_year(scan, walk, moment, first, last)
    elif moment.counts == GRAIN_MONTH:
        flags = date_month(scan, walk, moment, first, last)
    elif moment.counts == GRAIN_QUARTER:
        flags = date_quarter(scan, walk, moment, first, last)
    else:
        flags = date_day(scan, walk, moment, first, last)
    if flags < 0 or not are_days(first[0], last[0]):
        first[0] = last[0] = 0
        return -1
    if moment.since:
        if walk.written >= first[0]:
            last[0] = walk.written
        elif walk.writing_year * 10000 > first[0]:
            last[0] = pack(walk.writing_year, 12, 31)
    elif moment.edge == EDGE_START:
        last[0] = first[0]
        flags |= PERIOD_POINT
    elif moment.edge == EDGE_END or moment.as_of:
        first[0] = last[0]
        flags |= PERIOD_POINT
    return flags


cdef inline bint are_days(int32_t first, int32_t last) noexcept nogil:
    return first <= last and is_day(year_of(first), month_of(first), first % 100) and is_day(
        year_of(last), month_of(last), last % 100)


cdef int date_until(Scan scan, const Walk* walk, const Moment* moment, Moment* until, int32_t first,
                    int32_t* last) noexcept nogil:
    """The last day of a time that runs from `moment`, whose first day is known, to `until`; -1 where it is unknown.

    What `until` leaves open is as in the first: 2011年1月至8月, 11月至2月, 25日至27日.
    """
    cdef int32_t start = 0
    if until.source == FROM_CONTEXT and until.counts == GRAIN_YEAR and not until.shift:
        until.source, until.year = FROM_STATED, year_of(first)
        if until.month and until.month < month_of(first):
            until.year += 1
    elif until.source == FROM_CONTEXT and until.counts == GRAIN_MONTH and until.day:
        until.source, until.counts, until.year = FROM_STATED, GRAIN_YEAR, year_of(first)
        until.month = until.last_month = month_of(first)
    if date_moment(scan, walk, until, &start, last) < 0 or last[0] < first:
        return -1
    return 0
