from libc.stdint cimport uint8_t, uint16_t, uint32_t

from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef inline const Word* word_at(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The word of a token; the empty word, which has no role, for every other token and beyond the end."""
    if index < scan.token_count and scan.tokens[index].kind == TOKEN_WORD:
        return &lexicon.words[scan.tokens[index].word]
    return &lexicon.words[0]


cdef inline uint8_t kind_at(Scan scan, uint32_t index) noexcept nogil:
    """TOKEN_* of a token; TOKEN_BREAK beyond the end."""
    return scan.tokens[index].kind if index < scan.token_count else <uint8_t> TOKEN_BREAK


cdef inline uint8_t sign_at(Scan scan, uint32_t index) noexcept nogil:
    """CHAR_* of a sign token; CHAR_OTHER for every other token."""
    if index < scan.token_count and scan.tokens[index].kind == TOKEN_SIGN:
        return scan.tokens[index].sign
    return CHAR_OTHER


cdef int find_quantities(Automaton lexicon, Scan scan) except -1 nogil
