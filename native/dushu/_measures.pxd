from libc.stdint cimport uint32_t

from dushu._readings cimport Reading
from dushu._records cimport Quantity
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef bint take_unit(Automaton lexicon, Scan scan, const Reading* number, Quantity* quantity) noexcept nogil
cdef int take_prefix(Automaton lexicon, Scan scan, Quantity* quantity) noexcept nogil
cdef int extend_range(Automaton lexicon, Scan scan, Quantity* quantity, const Reading* number) noexcept nogil
cdef bint joins_range(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil
cdef bint from_before(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil
cdef bint doubling(Automaton lexicon, Scan scan, Quantity* quantity) noexcept nogil
cdef int take_order_unit(Automaton lexicon, Scan scan, Quantity* quantity) noexcept nogil
cdef int extend_places(Automaton lexicon, Scan scan, Quantity* quantity) noexcept nogil
