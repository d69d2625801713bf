from libc.stdint cimport uint8_t, uint32_t

from dushu._clause cimport Left
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int read_left(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, uint8_t kind, Left* left) noexcept nogil
