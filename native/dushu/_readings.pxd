from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t

from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef struct Reading:      # a number as it was read from tokens
    Number low
    Number high
    bint has_high
    bint magnitude        # has 万, 亿 …
    bint chinese
    int32_t power         # of the magnitude behind its digits: 8 for 三十亿
    uint8_t bound         # of an inner qualifier
    uint32_t next         # the token behind it


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


cdef inline Py_UCS4 first_char(Scan scan, uint32_t index) noexcept nogil:
    """The first character of a token; 0 beyond the end."""
    return char_at(&scan.text, scan.tokens[index].start) if index < scan.token_count else 0


cdef inline uint32_t length_at(Scan scan, uint32_t index) noexcept nogil:
    """How many characters a token has; 0 beyond the end."""
    return scan.tokens[index].end - scan.tokens[index].start if index < scan.token_count else 0


cdef inline bint is_char(Scan scan, uint32_t index, Py_UCS4 simplified, Py_UCS4 traditional) noexcept nogil:
    """Whether the token is this one character, in either script."""
    cdef Py_UCS4 c = first_char(scan, index)
    return (c == simplified or c == traditional) and length_at(scan, index) == 1


cdef inline bint adjacent(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token exists and is no blank or break."""
    return index < scan.token_count and scan.tokens[index].kind not in (TOKEN_SPACE, TOKEN_BREAK)


cdef inline bint is_number(Scan scan, uint32_t index) noexcept nogil:
    return kind_at(scan, index) == TOKEN_NUMBER or kind_at(scan, index) == TOKEN_NUMERAL


cdef inline uint32_t over_blank(Scan scan, uint32_t index) noexcept nogil:
    """`index`, or the next where a single blank stands there; a tab parts cells and is none."""
    if kind_at(scan, index) == TOKEN_SPACE and length_at(scan, index) == 1 and scan.tokens[index].sign != CHAR_TAB:
        return index + 1
    return index


cdef inline int64_t whole(const Number* number) noexcept nogil:
    """The value of a small whole number; -1 for any other."""
    cdef int64_t value = number.mantissa
    cdef int32_t exponent = number.exponent
    while exponent > 0 and 0 < value < 10000000:
        value *= 10
        exponent -= 1
    return value if (exponent == 0 or value == 0) and value >= 0 else -1


cdef inline uint8_t dimension_of(Automaton lexicon, const Word* word) noexcept nogil:
    """DIMENSION_* of a unit's word; DIMENSION_NONE of any other."""
    return lexicon.units[word.unit].dimension if word.roles & ROLE_UNIT else <uint8_t> DIMENSION_NONE


cdef bint only_magnitude(Automaton lexicon, Scan scan, uint32_t index, int32_t* power) noexcept nogil
cdef int negate(Number* low, Number* high, bint has_high) noexcept nogil
cdef bint begins_with_point(Scan scan, uint32_t index) noexcept nogil
cdef bint read(Automaton lexicon, Scan scan, uint32_t index, Reading* out) noexcept nogil
