"""The memory of one extraction. A Scan owns every array; the stages grow them and never free.

A report that may have so many parts and no more (`most`) is given up at the growth of an array beyond that, so that
the memory is bounded, too; whether it has one too many is seen at the end.

Arrays of a Scan that is done with go to the next one: fresh memory costs the kernel more time than the lexer takes
to fill it. The spare arrays are the process's own; only making and deleting a Scan touches them, under the GIL.
"""
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdlib cimport free, realloc
from libc.stdint cimport UINT32_MAX, int32_t, uint32_t, uint64_t

from dushu._records cimport *

from dushu.errors import ReportTooLarge


cdef extern from *:
    """
    #ifdef DUSHU_SANITIZE     /* arrays end where their use ends, and are freed: misuse shows */
    #define DUSHU_SLACK 1
    #define DUSHU_LARGEST_KEPT 0
    #else
    #define DUSHU_SLACK 64
    #define DUSHU_LARGEST_KEPT (1 << 20)
    #endif
    """
    enum: SLACK "DUSHU_SLACK"             # items of room beyond half as much again
    enum: LARGEST "DUSHU_LARGEST_KEPT"    # bytes of an array that is worth keeping


cdef enum:
    PASSING = 64          # parts that are taken back at once may go beyond the bound


cdef int _grow(void** array, uint32_t* room, size_t item, uint32_t most) except -1 nogil:
    """Give `array` half as much room again, unless it holds more than the report may have."""
    if room[0] > most and room[0] - most > PASSING:
        with gil:
            raise ReportTooLarge(most)
    return _make_room(array, room, item, room[0] + room[0] // 2 + SLACK)


cdef int _make_room(void** array, uint32_t* room, size_t item, uint32_t wanted) except -1 nogil:
    """Give `array` room for so many."""
    cdef void* grown = realloc(array[0], wanted * item)
    if grown == NULL:
        with gil:
            raise MemoryError
    array[0] = grown
    room[0] = wanted
    return 0


cdef enum:                # arrays of a Scan
    TOKENS, BLOCKS, SECTIONS, CONTRIBUTORS, QUANTITIES, OWNERS, INDICATORS, PERIODS, WARNINGS
    ARRAYS

cdef enum:
    SPARE = 4             # arrays of each kind that are kept

cdef struct Spare:
    void* data
    uint32_t room

cdef Spare[ARRAYS][SPARE] spare
cdef int[ARRAYS] spare_count


cdef void take(int kind, void** array, uint32_t* room) noexcept:
    """Start an array with a spare one, where there is one."""
    if spare_count[kind]:
        spare_count[kind] -= 1
        array[0] = spare[kind][spare_count[kind]].data
        room[0] = spare[kind][spare_count[kind]].room


cdef void give(int kind, void* array, uint32_t room, size_t item) noexcept:
    """Keep an array for the next Scan, or free it."""
    if array == NULL or spare_count[kind] == SPARE or room * item > LARGEST:
        free(array)
        return
    spare[kind][spare_count[kind]].data = array
    spare[kind][spare_count[kind]].room = room
    spare_count[kind] += 1


cdef class Scan:
    def __cinit__(self, str source, uint32_t most=UINT32_MAX):
        if PyUnicode_GET_LENGTH(source) >= 0x7fffffff:
            raise ValueError("a text holds at most 2,147,483,646 characters")
        self.source = source
        self.most = most
        self.text.kind = PyUnicode_KIND(source)
        self.text.data = PyUnicode_DATA(source)
        self.text.length = <uint32_t> PyUnicode_GET_LENGTH(source)
        take(TOKENS, <void**> &self.tokens, &self.token_room)
        take(BLOCKS, <void**> &self.blocks, &self.block_room)
        take(SECTIONS, <void**> &self.sections, &self.section_room)
        take(CONTRIBUTORS, <void**> &self.contributors, &self.contributor_room)
        take(QUANTITIES, <void**> &self.quantities, &self.quantity_room)
        take(OWNERS, <void**> &self.owners, &self.owner_room)
        take(INDICATORS, <void**> &self.indicators, &self.indicator_room)
        take(PERIODS, <void**> &self.periods, &self.period_room)
        take(WARNINGS, <void**> &self.warnings, &self.warning_room)

    cdef uint64_t parts(self) noexcept nogil:
        """The parts of the report: all that becomes a Struct. Every indicator is a quantity."""
        return <uint64_t> self.block_count + self.section_count + self.contributor_count + self.warning_count + (
            max(self.quantity_count, self.indicator_count))

    def __dealloc__(self):
        give(TOKENS, self.tokens, self.token_room, sizeof(Token))
        give(BLOCKS, self.blocks, self.block_room, sizeof(Block))
        give(SECTIONS, self.sections, self.section_room, sizeof(Section))
        give(CONTRIBUTORS, self.contributors, self.contributor_room, sizeof(Contributor))
        give(QUANTITIES, self.quantities, self.quantity_room, sizeof(Quantity))
        give(OWNERS, self.owners, self.owner_room, sizeof(int32_t))
        give(INDICATORS, self.indicators, self.indicator_room, sizeof(Indicator))
        give(PERIODS, self.periods, self.period_room, sizeof(Period))
        give(WARNINGS, self.warnings, self.warning_room, sizeof(Warning))
