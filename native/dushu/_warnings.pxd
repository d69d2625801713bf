from libc.stdint cimport int32_t

from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int find_warnings(Automaton lexicon, Scan scan, int32_t year) except -1 nogil
