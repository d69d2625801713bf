from libc.stdint cimport int8_t, int32_t, int64_t, uint8_t, uint32_t

from dushu._records cimport Number, Text, char_at, NUMERAL_DIGIT
from dushu._trie cimport Automaton


cdef inline bint is_arabic(Py_UCS4 c) noexcept nogil:
    return 0x30 <= c <= 0x39 or 0xff10 <= c <= 0xff19


cdef inline int digit_of(Automaton lexicon, Py_UCS4 c) noexcept nogil:
    """The value of a digit, Arabic or Chinese; -1: none."""
    if 0x30 <= c <= 0x39:
        return <int> c - 0x30
    if 0xff10 <= c <= 0xff19:
        return <int> c - 0xff10
    if c < 0x10000 and lexicon.numeral_kind[c] == NUMERAL_DIGIT:
        return lexicon.numeral_value[c]
    return -1


cdef bint is_formal_three(const Text* text, uint32_t at) noexcept nogil
cdef bint scale(Number* number, int32_t power) noexcept nogil
cdef bint add(Number* number, const Number* other) noexcept nogil
cdef bint times(Number* number, int64_t factor) noexcept nogil
cdef int compare(const Number* a, const Number* b) noexcept nogil
cdef bint read_number(Automaton lexicon, const Text* text, uint32_t start, uint32_t end, bint counted, Number* low,
                      Number* high, bint* has_high) noexcept nogil
