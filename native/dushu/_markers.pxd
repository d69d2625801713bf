# What a line may begin with or hold: printed numbers, markers of an enumeration, dates.
from libc.stdint cimport int8_t, int16_t, uint8_t, uint32_t

from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:  # forms of a printed number; the outer one is the smaller, by custom of official documents
    MARKER_NONE = 0
    MARKER_PART = 10             # 第一部分, 第一编, 第一篇
    MARKER_CHAPTER = 20          # 第一章
    MARKER_SECTION = 30          # 第一节
    MARKER_ARTICLE = 35          # 第一条
    MARKER_DECIMAL = 40          # 1, 1.1 (41), 1.1.1 (42) …
    MARKER_HAN = 50              # 一、
    MARKER_HAN_BRACKET = 60      # （一）
    MARKER_ARABIC = 70           # 1. 1、
    MARKER_ARABIC_BRACKET = 80   # (1)
    MARKER_ARABIC_HALF = 85      # 1)
    MARKER_CIRCLED = 90          # ①


cdef struct Marker:
    uint32_t start
    uint32_t end                 # behind its punctuation; equal to start: none
    uint32_t body                # where what follows it begins
    uint32_t order
    uint8_t form


cdef struct Day:
    int16_t year
    uint8_t month
    uint8_t day
    int8_t hour                  # -1: none
    int8_t minute
    int8_t second
    Extent extent


cdef inline uint8_t class_of(Automaton lexicon, const Text* text, uint32_t at) noexcept nogil:
    """CHAR_* of the character there; CHAR_BREAK beyond the end."""
    cdef Py_UCS4 c
    if at >= text.length:
        return CHAR_BREAK
    c = char_at(text, at)
    return CHAR_OTHER if c >= 0x10000 else lexicon.classes[c]


cdef inline uint8_t byline_of(const Word* word) noexcept nogil:
    """The role of a byline's word, in the order of _codes.BYLINES; 255: none, or furniture (字号)."""
    if word.roles2 & ROLE2_BYLINE and not word.roles2 & (ROLE2_CHROME | ROLE2_ORDINAL):
        return word.detail
    return 255


cdef inline bint is_blank(Automaton lexicon, const Text* text, uint32_t at) noexcept nogil:
    return class_of(lexicon, text, at) in (CHAR_SPACE, CHAR_TAB)


cdef inline uint32_t skip_blanks(Automaton lexicon, const Text* text, uint32_t at,
                                 uint32_t end) noexcept nogil:
    while at < end and class_of(lexicon, text, at) in (CHAR_SPACE, CHAR_TAB, CHAR_BREAK):
        at += 1
    return at


cdef bint read_marker(Automaton lexicon, const Text* text, uint32_t at, uint32_t end,
                      Marker* out) noexcept nogil
cdef uint32_t read_digits(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, uint32_t most,
                          uint32_t* value) noexcept nogil
cdef bint read_day_at(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, Day* out) noexcept nogil
cdef bint read_day(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, Day* out) noexcept nogil
cdef bint enumerates(Automaton lexicon, Scan scan, uint32_t index, uint8_t* series, uint32_t* order,
                     uint32_t* behind) noexcept nogil
