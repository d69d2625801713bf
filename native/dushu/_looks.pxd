from libc.stdint cimport uint32_t

from dushu._lines cimport Draft, Line
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    LABEL_EDITOR = 0      # the order of _codes.BYLINES
    LABEL_REPORTER = 1
    LABEL_PHOTOGRAPHER = 3
    LABEL_AUTHOR = 4
    LABEL_SOURCE = 5


cdef bint is_day(Automaton lexicon, Scan scan, const Line* line) noexcept nogil
cdef int look(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil
cdef int settle_tables(Scan scan, Draft* draft) noexcept nogil
cdef int settle_items(Scan scan, Draft* draft) noexcept nogil
