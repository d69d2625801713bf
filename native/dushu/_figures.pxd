from libc.stdint cimport uint32_t

from dushu._scan cimport Scan
from dushu._sentence cimport Sentence
from dushu._trie cimport Automaton


cdef int read_figure(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity) except -1 nogil
