from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int find_indicators(Automaton lexicon, Scan scan) except -1 nogil
