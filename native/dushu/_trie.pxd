from libc.stdint cimport int8_t, int32_t, uint8_t, uint16_t, uint32_t, uint64_t

from dushu._records cimport Unit, Word


cdef struct Edge:
    uint32_t source       # node that it leaves, 0 where the slot is free
    uint16_t letter
    uint32_t target


cdef class Automaton:
    cdef uint16_t* letters        # code point -> letter of the automaton's alphabet, 0: in no word
    cdef uint8_t* classes         # code point -> CHAR_*
    cdef uint8_t* numeral_kind    # code point -> NUMERAL_*
    cdef int8_t* numeral_value
    cdef uint8_t* scripts         # code point -> 1 only Simplified, 2 only Traditional, 4 FLAG_LEADS
    cdef uint32_t* roots          # letter -> node
    cdef Edge* edges
    cdef uint32_t mask            # size of edges - 1
    cdef uint16_t* accepts        # node -> word, 0: none
    cdef Word* words
    cdef Unit* units
    cdef uint16_t percent, permille, times, months   # units that the grammar itself gives: %, ‰, 倍, 个月
    cdef readonly list surfaces   # of the words
    cdef readonly list unit_names
    cdef readonly str version


cdef inline uint32_t step(const Edge* edges, uint32_t mask, uint32_t node, uint16_t letter) noexcept nogil:
    """The node behind `node` over `letter`, 0: none."""
    cdef uint32_t slot = (node * <uint32_t> 0x9E3779B1 + letter * <uint32_t> 0x85EBCA6B) >> 7
    slot &= mask
    while edges[slot].source:
        if edges[slot].source == node and edges[slot].letter == letter:
            return edges[slot].target
        slot = (slot + 1) & mask
    return 0
