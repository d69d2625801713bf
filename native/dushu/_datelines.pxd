from libc.stdint cimport uint32_t

from dushu._lines cimport Line
from dushu._records cimport Extent, Text
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    DATELINE_REACH = 34       # characters in which a dateline ends
    MEDIUM_LENGTH = 12        # a medium's name without a label


cdef bint opens_title(Automaton lexicon, const Text* text, uint32_t at, uint32_t end) noexcept nogil
cdef bint read_dateline(Automaton lexicon, Scan scan, const Line* line, Extent* dateline,
                        Extent* source) noexcept nogil
cdef int take_dateline(Scan scan, Extent dateline, Extent source) noexcept nogil
