from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int lay_out(Automaton lexicon, Scan scan) except -1 nogil
