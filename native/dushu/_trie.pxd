from libc.stdint cimport int8_t, uint8_t, uint16_t, uint32_t, uint64_t

from dushu._records cimport Text, Unit, Word

# The trie is a double array: from a node of base `b` letter `x` leads to cell `b + x`, if `checks` of that cell is `x`.
# No two nodes have the same base, so the letter alone proves whose child the cell is. What a look needs is kept small
# and by itself, for the lexer looks at every character and must find it in the nearest cache.
#
#   bits of a character's record: 0-15 its letter, 0: it is in no word; 16-31 TRAIT_*
#   bits of a cell: 16-31 the word that ends here, 0: none; 32-55 base of the node behind it, 0: none; 56-63 CELL_*

cdef enum:
    PLANE = 0x10000           # characters beyond the Basic Multilingual Plane are content: all share one record
    NO_LETTER = 0xffff

cdef enum:
    TRAIT_CLASS = 0x1f        # CHAR_*
    TRAIT_SIMPLIFIED = 0x20   # only Simplified texts have it
    TRAIT_TRADITIONAL = 0x40
    # How a character that is a word by itself stands as one where no number is in front of it:
    TRAIT_EASY = 0x80         # anywhere
    TRAIT_EDGE = 0x100        # where no content is at once before it
    TRAIT_TIGHT = 0x200       # where a number follows
    TRAIT_ROUGH = 0x400       # as its roles say
    TRAIT_WORD = 0x800        # it is one
    # What a number follows:
    TRAIT_NUMBER = 0x1000     # a digit or numeral
    TRAIT_BRIDGE = 0x2000     # what may stand between a word such as 增 and its number: 近, a blank

cdef enum:
    CELL_EASY = 1             # the word stands wherever it is printed, and joins no unit to a number


cdef class Automaton:
    cdef uint32_t* characters     # code point -> record
    cdef uint32_t* bases          # letter -> base of the node behind it, 0: no word goes on
    cdef uint16_t* checks         # cell -> the letter that leads there; NO_LETTER: the cell is free
    cdef uint64_t* cells
    cdef uint16_t* singles        # letter -> word of that one letter, 0: none
    cdef uint8_t* classes         # code point -> CHAR_*
    cdef uint8_t* numeral_kind    # code point -> NUMERAL_*
    cdef int8_t* numeral_value
    cdef Word* words
    cdef Unit* units
    cdef uint16_t percent, permille, times, months   # units that the grammar itself gives: %, ‰, 倍, 个月,
    cdef uint16_t yuan, celsius, fahrenheit           # 元, ℃, ℉
    cdef uint16_t fraction                            # the word 分之
    cdef readonly list surfaces   # of the words
    cdef readonly list unit_names
    cdef readonly str version
    cdef uint16_t find(self, const Text* text, uint32_t start, uint32_t end) noexcept nogil


cdef inline uint32_t base_of(uint64_t cell) noexcept nogil:
    """The base of the node behind a cell; 0: no word goes on."""
    return <uint32_t> (cell >> 32) & 0xffffff


cdef inline uint16_t word_of(uint64_t cell) noexcept nogil:
    """The word that ends in a cell, 0: none."""
    return <uint16_t> (cell >> 16)
