from libc.stdint cimport int16_t, uint8_t, uint32_t

from dushu._records cimport Token, char_at
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef enum:  # where the year, month or day of a Moment is to be taken from
    FROM_STATED           # 2024年
    FROM_WRITING          # 去年, 上月: from the day of writing
    FROM_CONTEXT          # 上半年, 当月: from the text's own time

cdef enum:  # an edge of a time
    EDGE_NONE
    EDGE_START            # 年初
    EDGE_END              # 年末, 6月底


cdef struct Moment:       # an expression of time, as printed
    uint32_t first        # tokens [first, last)
    uint32_t last
    uint32_t start        # characters
    uint32_t end
    int16_t year          # FROM_STATED: the year, and
    int16_t last_year     # the last of a run of years; 0: of one
    int16_t shift         # else so many of `counts` from where it is taken
    uint8_t counts        # GRAIN_* that `shift` counts: year, quarter, month, week, day
    uint8_t source        # FROM_*
    uint8_t month         # 0: none
    uint8_t last_month
    uint8_t day           # 0: none
    uint8_t last_day
    uint8_t weekday       # 1 to 7; 0: none
    uint8_t grain         # of its finest part
    uint8_t index         # number of a week; of a holiday
    uint8_t edge          # EDGE_*
    uint8_t flags         # PERIOD_UNKNOWN, PERIOD_VAGUE
    bint since            # … 以来: to the day of writing
    bint as_of            # 截至 …: the day that it ends on
    bint whole            # 全年: no part of the year
    bint fiscal           # 2020-21年度


cdef inline Py_UCS4 first_char(Scan scan, uint32_t index) noexcept nogil:
    """The first character of a token; 0 beyond the end."""
    return char_at(&scan.text, scan.tokens[index].start) if index < scan.token_count else 0


cdef inline Py_UCS4 last_char(Scan scan, uint32_t index) noexcept nogil:
    return char_at(&scan.text, scan.tokens[index].end - 1)


cdef bint read_time(Automaton lexicon, Scan scan, uint32_t index, uint32_t floor, Moment* first,
                    Moment* until) noexcept nogil
cdef bint small_number(Automaton lexicon, Scan scan, uint32_t index, int* value, int* digits) noexcept nogil
cdef bint read_heading_year(Automaton lexicon, Scan scan, uint32_t index, Moment* out) noexcept nogil
