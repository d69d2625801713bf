from libc.stdint cimport uint8_t, uint32_t

from dushu._clause cimport Left
from dushu._quantities cimport kind_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef struct Behind:       # what stands behind a figure
    uint8_t direction
    uint8_t basis
    bint record
    bint change
    bint rate


cdef inline bint measures(const Quantity* quantity) noexcept nogil:
    """Whether a quantity of this kind can be an indicator at all."""
    return (quantity.kind <= KIND_RANK or quantity.kind == KIND_DURATION
            or quantity.kind == KIND_ORDINAL and quantity.unit != 0)


cdef inline uint32_t behind(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The token behind a figure's outer qualifier: 以上, 左右."""
    if kind_at(scan, index) == TOKEN_SPACE:
        index += 1
    if word_at(lexicon, scan, index).roles & ROLE_BOUND_AFTER:
        index += 1
    return index


cdef int read_behind(Automaton lexicon, Scan scan, uint32_t index, Behind* out) noexcept nogil
cdef bint leads_to_figure(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil
cdef bint is_indicator(Automaton lexicon, Scan scan, uint32_t clause, Quantity* figure, const Left* left,
                       const Behind* rest) noexcept nogil
