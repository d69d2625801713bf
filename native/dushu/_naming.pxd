from libc.stdint cimport uint32_t

from dushu._clause cimport Left, Phrase
from dushu._records cimport Indicator, Quantity
from dushu._scan cimport Scan
from dushu._sentence cimport Sentence
from dushu._trie cimport Automaton


cdef int settle_metric(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity, Left* left,
                       Indicator* fact, const Indicator* before) except -1 nogil
cdef int set_metric(Indicator* fact, Sentence* sentence, const Phrase* metric) noexcept nogil
cdef bint is_counted(Automaton lexicon, Scan scan, const Quantity* figure) noexcept nogil
cdef int name_rate(Automaton lexicon, Scan scan, Sentence* sentence, const Left* left) noexcept nogil
cdef bint only_scope(Automaton lexicon, Scan scan, const Left* left) noexcept nogil
