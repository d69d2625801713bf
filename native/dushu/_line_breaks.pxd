from dushu._lines cimport Draft
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int find_lines(Automaton lexicon, Scan scan, Draft* draft) except -1 nogil
