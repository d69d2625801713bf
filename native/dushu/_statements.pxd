from libc.stdint cimport uint32_t

from dushu._clause cimport Left
from dushu._facts cimport Behind
from dushu._records cimport Indicator, Quantity
from dushu._scan cimport Scan
from dushu._sentence cimport Sentence
from dushu._trie cimport Automaton


cdef int settle_statement(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure, Left* left,
                          const Behind* rest, Indicator* fact, const Indicator* before) noexcept nogil
cdef int settle_status(Automaton lexicon, Scan scan, Sentence* sentence, const Left* left, uint32_t index,
                       Indicator* fact) noexcept nogil
cdef int settle_basis(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure, const Left* left,
                      Indicator* fact) noexcept nogil
cdef int settle_bound(Scan scan, const Quantity* figure, const Left* left, uint32_t next,
                      Indicator* fact) noexcept nogil
