from libc.stdint cimport int8_t, uint8_t, uint16_t, uint32_t

from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef struct UnitNote:     # a note that gives the unit of the figures it covers
    uint32_t first        # tokens [first, last)
    uint32_t last
    uint16_t unit
    int8_t power          # of the magnitude that it holds: 8 for 单位：亿元
    bint below            # 下同: it holds to the end of the text


cdef bint read_note(Automaton lexicon, Scan scan, uint32_t index, UnitNote* note) noexcept nogil
cdef bint may_be_note(Scan scan, uint32_t index) noexcept nogil
cdef int apply_notes(Automaton lexicon, Scan scan) except -1 nogil
