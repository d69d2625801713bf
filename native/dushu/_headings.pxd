from dushu._lines cimport Draft
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int join_hashes(Scan scan, Draft* draft) noexcept nogil
cdef int find_headings(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil
cdef int divide_lists(Draft* draft) noexcept nogil
cdef int number_lines(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil
cdef int drop_contents(Scan scan, Draft* draft) noexcept nogil
