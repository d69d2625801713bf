"""The memory of one extraction. A Scan owns every array; the stages grow them and never free."""
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdlib cimport free, realloc
from libc.stdint cimport uint32_t

from dushu._records cimport *


cdef int _grow(void** array, uint32_t* room, size_t item) except -1 nogil:
    """Give `array` half as much room again."""
    cdef uint32_t wanted = room[0] + room[0] // 2 + 64
    cdef void* grown = realloc(array[0], wanted * item)
    if grown == NULL:
        with gil:
            raise MemoryError
    array[0] = grown
    room[0] = wanted
    return 0


cdef class Scan:
    def __cinit__(self, str source):
        if PyUnicode_GET_LENGTH(source) >= 0x7fffffff:
            raise ValueError("a text holds at most 2,147,483,646 characters")
        self.source = source
        self.text.kind = PyUnicode_KIND(source)
        self.text.data = PyUnicode_DATA(source)
        self.text.length = <uint32_t> PyUnicode_GET_LENGTH(source)

    def __dealloc__(self):
        free(self.tokens)
        free(self.blocks)
        free(self.sections)
        free(self.contributors)
        free(self.quantities)
        free(self.owners)
        free(self.indicators)
        free(self.periods)
