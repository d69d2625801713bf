"""Stage 8b: the times of figures in tables.

In: a Scan with its periods, and indicators of tables that know which head may name their time. Out: the period of
those indicators; an aim where it lies ahead of the day of writing. Cost: one pass over the periods, one over the
indicators with a search in each; nothing where there is no table. The index made here is freed here.

A row's own time (2019年|5.8) holds before that of its column (2019年预计), that before the caption's.
"""
from libc.stdint cimport int32_t, uint32_t
from libc.stdlib cimport free, malloc

from dushu._records cimport *
from dushu._scan cimport Scan

cdef enum:
    LOOK = 8              # expressions of one head that are looked at


cdef int32_t time_within(Scan scan, const int32_t* times, uint32_t count, uint32_t first,
                         uint32_t last) noexcept nogil:
    """The first expression with known days in the tokens [first, last) that is no comparand; -1: none."""
    cdef uint32_t low = 0, high = count, middle
    while low < high:
        middle = (low + high) // 2
        if scan.periods[times[middle]].first < first:
            low = middle + 1
        else:
            high = middle
    count = min(count, low + LOOK)
    while low < count and scan.periods[times[low]].first < last:
        if scan.periods[times[low]].from_day and not scan.periods[times[low]].flags & PERIOD_AGAINST:
            return times[low]
        low += 1
    return -1


cdef int date_facts(Scan scan, const int32_t* times, uint32_t count, int32_t written) noexcept nogil:
    """Give the cells of tables the times of their heads; what a head puts ahead of the day of writing is an aim."""
    cdef uint32_t index
    cdef int32_t time
    cdef Indicator* fact
    for index in range(scan.indicator_count):
        fact = &scan.indicators[index]
        if fact.head_first == fact.head_last or fact.period >= 0 and fact.inherited == INHERITED_NOT:
            continue
        time = time_within(scan, times, count, fact.head_first, fact.head_last)
        if time < 0:
            continue
        fact.period, fact.inherited = time, INHERITED_SECTION
        if written and fact.status == STATUS_ACTUAL and scan.periods[time].from_day > written:
            fact.status = STATUS_TARGET
    return 0


cdef bint dated(Scan scan) noexcept nogil:
    """Whether some indicator has a head that may name its time."""
    cdef uint32_t index
    for index in range(scan.indicator_count):
        if scan.indicators[index].head_first < scan.indicators[index].head_last:
            return True
    return False


cdef int date_tables(Scan scan, int32_t year, int32_t month, int32_t day) except -1 nogil:
    """Set the periods of the indicators of tables by the heads of their columns and their captions. The day is that
    of writing where the page names none; zeros: unknown."""
    cdef uint32_t index, count = 0, reached = 0
    cdef int32_t* times
    if not dated(scan):
        return 0
    times = <int32_t*> malloc((scan.period_count + 1) * sizeof(int32_t))
    if times == NULL:
        with gil:
            raise MemoryError
    for index in range(scan.period_count):
        if scan.periods[index].first < scan.periods[index].last and scan.periods[index].first >= reached:
            times[count] = index
            count += 1
            reached = scan.periods[index].last
    if scan.document.year:
        year, month, day = scan.document.year, scan.document.month, scan.document.day
    date_facts(scan, times, count, year * 10000 + month * 100 + day)
    free(times)
    return 0
