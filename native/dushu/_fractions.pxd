from libc.stdint cimport uint32_t

from dushu._readings cimport Reading
from dushu._records cimport Number
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef uint32_t fraction_end(Automaton lexicon, Scan scan, uint32_t index, Number* numerator,
        Number* denominator) noexcept nogil
cdef uint32_t ratio_end(Automaton lexicon, Scan scan, uint32_t index, Reading* parts, int* count) noexcept nogil
