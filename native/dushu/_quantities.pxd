from libc.stdint cimport uint8_t, uint32_t

from dushu._readings cimport kind_at, sign_at, word_at
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int find_quantities(Automaton lexicon, Scan scan) except -1 nogil
