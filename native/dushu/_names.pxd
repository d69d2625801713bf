from libc.stdint cimport uint8_t, uint32_t

from dushu._clause cimport Left, Phrase
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef enum:                # what a phrase behind a figure may hold
    COUNTED               # a counted noun and what stands before it
    PREDICATE             # a predicate to the clause's end: 95人|遇难
    WHOLE                 # a whole noun phrase: 3500万元的|供水管网改造


cdef Phrase phrase_before(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil
cdef Phrase phrase_behind(Automaton lexicon, Scan scan, uint32_t index, int extent) noexcept nogil
cdef Phrase leading_phrase(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index) noexcept nogil
cdef Phrase whole_list(Automaton lexicon, Scan scan, Phrase phrase) noexcept nogil
