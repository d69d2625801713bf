# Days of the Gregorian calendar as packed numbers, yyyymmdd, which compare as the days do.
from libc.stdint cimport int32_t


cdef inline int32_t pack(int32_t year, int32_t month, int32_t day) noexcept nogil:
    return year * 10000 + month * 100 + day


cdef inline int32_t year_of(int32_t day) noexcept nogil:
    return day // 10000


cdef inline int32_t month_of(int32_t day) noexcept nogil:
    return day // 100 % 100


cdef inline int32_t month_days(int32_t year, int32_t month) noexcept nogil:
    """How many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


cdef inline bint is_day(int32_t year, int32_t month, int32_t day) noexcept nogil:
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= month_days(year, month)


cdef inline int32_t number_of(int32_t day) noexcept nogil:
    """The days from 1 March of the year 0 to a packed day."""
    cdef int32_t year = day // 10000, month = day // 100 % 100
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day % 100 - 1


cdef inline int32_t day_of(int32_t number) noexcept nogil:
    """The packed day that is so many days behind 1 March of the year 0."""
    cdef int32_t era = number // 146097, rest = number % 146097
    cdef int32_t year = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    cdef int32_t left = rest - (365 * year + year // 4 - year // 100)
    cdef int32_t month = (5 * left + 2) // 153
    cdef int32_t day = left - (153 * month + 2) // 5 + 1
    year += era * 400 + (1 if month >= 10 else 0)
    return pack(year, month - 9 if month >= 10 else month + 3, day)


cdef inline int32_t weekday(int32_t day) noexcept nogil:
    """1 for Monday to 7 for Sunday."""
    return (number_of(day) + 2) % 7 + 1      # 1 March of the year 0 was a Wednesday


cdef inline int32_t add_days(int32_t day, int32_t days) noexcept nogil:
    return day_of(number_of(day) + days)


cdef inline int32_t add_years(int32_t day, int32_t years) noexcept nogil:
    """The same day of another year; of 29 February the 28th, where there is no such day; the last of its month
    stays the last of February."""
    cdef int32_t year = day // 10000 + years, month = day // 100 % 100, last = day % 100
    if month == 2 and last >= 28 and last == month_days(day // 10000, 2):
        last = month_days(year, 2)
    return pack(year, month, last)
