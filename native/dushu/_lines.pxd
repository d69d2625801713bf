# A line of the page as the layout sees it: the stretch that becomes one block.
from libc.stdint cimport uint8_t, uint16_t, uint32_t

from dushu._markers cimport *
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:  # how a heading is set, the outer one first
    STYLE_HASH = 1               # 1 to 6: so many #; 附件1 stands as high as one
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
    LINE_PIECE = 4096            # … cut out at single blanks: a heading only where it stood as one
    LINE_DAY_FIRST = 8192        # begins with a date that something parts from what follows
    LINE_DAY_HEADS = 16384       # a date alone, one of several that head the news of a day each


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
    uint32_t han                 # characters that are letters of no Latin kind
    uint32_t digits
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
    uint32_t title_last          # … and its last line
    uint32_t title_end           # … and where it ends: a text whose break was lost may follow at once
    uint32_t footer              # lines from this on are furniture
    bint decimals                # 1.1 occurs
    bint bare_numbers            # 1　总则 occurs: then 1. is no decimal


cdef inline uint32_t length_of(const Line* line) noexcept nogil:
    """The characters of the line, without marks and blanks around."""
    return line.title.end - line.title.start


cdef inline bint is_ring(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token is a lone ○, which is a bullet as well as the numeral of 二○二四."""
    cdef Token* token
    if index >= scan.token_count:
        return False
    token = &scan.tokens[index]
    return (token.kind == TOKEN_NUMERAL and token.end == token.start + 1
            and char_at(&scan.text, token.start) == u"○")


cdef inline void settle(Line* line, uint8_t kind) noexcept nogil:
    line.kind = kind
    line.settled = True


cdef int put_line(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last, uint8_t breaks,
                  uint32_t flags) except -1 nogil
