from dushu._lines cimport Draft
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int settle_spaced_rows(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil
