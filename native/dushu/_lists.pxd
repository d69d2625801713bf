from libc.stdint cimport uint32_t

from dushu._clause cimport Left, Phrase
from dushu._records cimport Indicator
from dushu._scan cimport Scan
from dushu._sentence cimport Sentence
from dushu._trie cimport Automaton


cdef bint joins(Automaton lexicon, Scan scan, uint32_t quantity, uint32_t next) noexcept nogil
cdef int spread(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity, const Left* left) noexcept nogil
cdef int keep_metric(Sentence* sentence, const Phrase* metric) noexcept nogil
cdef bint opens_move(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity) noexcept nogil
cdef int take_origin(Sentence* sentence, Indicator* fact) noexcept nogil
cdef int count_members(Automaton lexicon, Scan scan, uint32_t quantity) noexcept nogil
