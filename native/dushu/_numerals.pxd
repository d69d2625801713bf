from libc.stdint cimport int32_t, int64_t, uint32_t

from dushu._records cimport Number, Text
from dushu._trie cimport Automaton


cdef bint scale(Number* number, int32_t power) noexcept nogil
cdef bint add(Number* number, const Number* other) noexcept nogil
cdef int compare(const Number* a, const Number* b) noexcept nogil
cdef bint read_number(Automaton lexicon, const Text* text, uint32_t start, uint32_t end, bint counted, Number* low,
                      Number* high, bint* has_high) noexcept nogil
