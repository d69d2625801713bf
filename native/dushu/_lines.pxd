# A line of the page as the layout sees it: the stretch that becomes one block.
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t

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

cdef enum:  # how a heading is set, the outer one first
    STYLE_HASH = 1               # 1 to 6: so many #
    STYLE_LABEL = 7              # /分类情况/ 【新闻背景】
    STYLE_HEADLINE = 8           # the plain heading right under a label
    STYLE_PLAIN = 9
    STYLE_LOWER = 10             # of a text without line breaks: stands under another heading
    STYLE_BOLD = 11              # **…**
    STYLE_BRACKET = 12           # 【某报】…

cdef enum:  # what was seen of a line
    LINE_BODY = 1                # running text: a sentence with its full stop
    LINE_SIGNS = 2               # no word and no number
    LINE_DIGITS = 4              # numbers only
    LINE_DATED = 8               # holds a date with its year
    LINE_LABEL = 16              # begins with a byline label and a colon
    LINE_CHROME = 32             # a word of page furniture says so
    LINE_CHROME_END = 64         # … and so is all behind it
    LINE_FLAT = 128              # cut out of a line whose breaks were lost
    LINE_HEADING = 256           # … where it stood as a heading
    LINE_FRONT = 512             # front matter
    LINE_LINK = 1024             # nothing but a link
    LINE_DIGIT_INSIDE = 2048


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


cdef struct Line:
    uint32_t first               # tokens [first, last)
    uint32_t last
    uint32_t start               # code points, without the blanks around
    uint32_t end
    Extent title                 # without # and * around
    uint32_t periods             # 。
    uint32_t stops               # ！ ？
    uint32_t commas
    uint32_t colons
    uint32_t semicolons
    uint16_t tabs
    uint16_t bars
    uint32_t flags               # LINE_*
    Marker marker
    uint8_t breaks               # line breaks before it, 0: parted by a blank
    uint8_t final                # CHAR_* of its last character, closing brackets skipped
    uint8_t kind                 # BLOCK_*
    uint8_t style                # STYLE_* of a heading
    uint8_t label                # byline role of LINE_LABEL
    uint8_t hashes
    uint8_t stars
    bint settled                 # kind is decided


cdef struct Draft:
    Line* lines
    uint32_t count
    uint32_t room
    uint32_t first_body          # first and last line of running text; count: none
    uint32_t last_body
    uint32_t front               # lines before this are front matter
    uint32_t title               # the line of the title; count: none
    uint32_t footer              # lines from this on are furniture
    bint decimals                # 1.1 occurs


cdef inline uint8_t class_of(Automaton lexicon, const Text* text, uint32_t at) noexcept nogil:
    """CHAR_* of the character there; CHAR_BREAK beyond the end."""
    cdef Py_UCS4 c
    if at >= text.length:
        return CHAR_BREAK
    c = char_at(text, at)
    return CHAR_OTHER if c >= 0x10000 else lexicon.classes[c]


cdef inline bint is_blank(Automaton lexicon, const Text* text, uint32_t at) noexcept nogil:
    return class_of(lexicon, text, at) in (CHAR_SPACE, CHAR_TAB)


cdef inline uint32_t skip_blanks(Automaton lexicon, const Text* text, uint32_t at, uint32_t end) noexcept nogil:
    while at < end and class_of(lexicon, text, at) in (CHAR_SPACE, CHAR_TAB, CHAR_BREAK):
        at += 1
    return at


cdef bint read_marker(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, Marker* out) noexcept nogil
cdef bint read_day(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, Day* out) noexcept nogil
cdef bint enumerates(Automaton lexicon, Scan scan, uint32_t index, uint8_t* series, uint32_t* order,
                     uint32_t* behind) noexcept nogil
cdef int find_lines(Automaton lexicon, Scan scan, Draft* draft) except -1 nogil
