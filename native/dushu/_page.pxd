from dushu._lines cimport Draft
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int settle_front(Scan scan, Draft* draft) noexcept nogil
cdef int find_article(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil
cdef int settle_foot(Draft* draft) noexcept nogil
