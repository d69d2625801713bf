from libc.stdint cimport uint8_t, uint32_t

from dushu._lines cimport Draft
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:  # how a line is cut
    WHOLE
    BY_INDENTS
    BY_BLANKS
    BY_TURNS


cdef int how_to_cut(Scan scan, uint32_t first, uint32_t last) noexcept nogil
cdef int cut_line(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last, uint8_t breaks,
                  int how) except -1 nogil
