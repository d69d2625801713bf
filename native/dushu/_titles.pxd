from dushu._lines cimport Draft
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int see_page_title(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil
cdef int find_title(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil
cdef int find_title_end(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil
cdef int read_title(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil
