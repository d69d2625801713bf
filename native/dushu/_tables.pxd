from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int read_tables(Automaton lexicon, Scan scan) except -1 nogil
