from libc.stdint cimport uint32_t

from dushu._readings cimport Reading
from dushu._records cimport Number
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef bint is_year(const Number* number) noexcept nogil
cdef uint32_t date_end(Automaton lexicon, Scan scan, uint32_t index, const Reading* number) noexcept nogil
cdef uint32_t dates_end(Automaton lexicon, Scan scan, uint32_t index, const Reading* number) noexcept nogil
