from libc.stdint cimport int32_t, uint8_t, uint32_t

from dushu._scan cimport Scan
from dushu._times cimport Moment

cdef enum:
    HOLIDAYS = 20
    DEPTH = 8             # open brackets that are kept


cdef struct Walk:         # where the reading stands, and which times hold there: indexes of scan.periods
    int32_t written       # packed day of writing; 0: unknown
    int32_t writing_year  # its year, or that which the title names; 0: unknown
    int32_t clause        # the first of the clause, of the sentence, of the block
    int32_t sentence
    int32_t block
    int32_t section       # of the block
    uint8_t kind          # BLOCK_* of the block
    int32_t title         # of the article's title, -1: none
    int32_t* headings     # section -> of its title, -1: none
    int32_t* leads        # section + 1 -> the first of its text, -1: none
    uint32_t paragraphs   # of the text so far
    int32_t led           # the section whose first paragraph was read last
    bint leading          # the block is its section's first paragraph
    int32_t publication   # of the page's date, -1: not yet made
    int32_t[HOLIDAYS] holiday_from    # packed days of holidays that the text has dated
    int32_t[HOLIDAYS] holiday_to
    uint32_t fact         # the next indicator
    uint32_t figure       # its first token; beyond all tokens where there is none
    int32_t[DEPTH] outer  # the clause around each open bracket
    uint32_t[DEPTH] opened
    uint32_t depth        # how many are open
    int32_t listed        # the list of times that was dealt out last, and how far
    int32_t dealt
    int32_t bracketed     # the time that stands at once before the bracket that is read, -1: none
    int32_t compared      # what the clause before holds this one against, -1: nothing
    uint32_t refined      # start of the sentence whose basis was refined last, and to what
    uint8_t refined_basis


cdef int32_t context_of(Scan scan, const Walk* walk, uint8_t grain) noexcept nogil
cdef int date_moment(Scan scan, const Walk* walk, const Moment* moment, int32_t* first, int32_t* last) noexcept nogil
cdef int date_until(Scan scan, const Walk* walk, const Moment* moment, Moment* until, int32_t first,
                    int32_t* last) noexcept nogil
