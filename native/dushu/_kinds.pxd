from libc.stdint cimport uint32_t

from dushu._readings cimport Reading
from dushu._records cimport Quantity
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef bint is_quoted(Scan scan, uint32_t index) noexcept nogil
cdef bint settle_kind(Automaton lexicon, Scan scan, uint32_t index, const Reading* number,
                      Quantity* quantity) noexcept nogil
