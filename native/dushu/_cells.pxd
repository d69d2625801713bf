# The parts of a table: rows, cells, and what the head of a column or row says.
from libc.stdint cimport int8_t, uint8_t, uint16_t, uint32_t

from dushu._records cimport Text
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    MOST_CELLS = 40       # of a row; the others are not read
    MOST_CHARS = 64       # of a head, counted from its end
    FIGURES = 8           # of one cell
    NOT_FIGURE = -1

cdef enum:  # what a head says of its column; one bit each
    HEAD_CHANGE = 1       # 同比增长, 增减: the cells are changes
    HEAD_DOWN = 2         # 降幅: a positive cell is a fall
    HEAD_RATIO = 4        # the cells are percentages, whatever is printed
    HEAD_SHARE = 8        # 比重
    HEAD_RANK = 16        # 位次
    HEAD_SKIP = 32        # 序号, 电话: no measure
    HEAD_UNIT = 64        # 单位: the cells are units
    HEAD_TARGET = 128     # 目标
    HEAD_FORECAST = 256   # 预计
    HEAD_TIME = 512       # it holds an expression of time
    HEAD_YOY = 1024
    HEAD_SEQUENTIAL = 2048
    HEAD_DONE = 4096      # 完成 …: a plan that is measured, not made
    HEAD_PART = 8192      # #, 其中：a row that is a part of one above it


cdef struct Measure:      # a unit as text: 万吨, 亿元, ±%, 元/人
    uint16_t unit         # 0: a bare magnitude
    uint16_t per
    int8_t power          # of its magnitude, its own scale included
    bint found


cdef struct Compact:      # a cell's characters without blanks and marks
    Py_UCS4[MOST_CHARS] chars
    uint32_t[MOST_CHARS] at      # where each stands in the text
    Text text             # the same characters, as a text
    uint32_t count


cdef struct Cell:
    uint32_t first        # tokens [first, last), without blanks and the marks of Markdown around
    uint32_t last
    uint32_t place        # tabs or bars before it


cdef struct Figures:      # what a cell holds
    uint32_t[FIGURES] quantities
    int count             # NOT_FIGURE: text
    bint year             # a bare year, or a number that looks like one
    bint plus             # +6.2%
    uint8_t direction     # of a word or an arrow: 下降3.2%, ↑5.1


cdef struct Row:
    uint32_t block        # blocks [block, end)
    uint32_t end
    uint32_t count        # cells that hold something
    uint32_t width        # cells, empty ones too
    bint fenced           # by bars
    Cell[MOST_CELLS] cells


cdef struct Head:         # of a column or a row
    uint32_t start        # its name, without unit; equal to end: none
    uint32_t end
    uint32_t first        # its tokens
    uint32_t last
    Measure measure
    uint32_t flags        # HEAD_*
    uint32_t behind       # the same of a bracket behind its name: 预算（变幅）
    uint8_t basis


cdef int read_figures(Automaton lexicon, Scan scan, const Cell* cell, Figures* out) noexcept nogil
cdef bint says_nothing(Scan scan, const Cell* cell) noexcept nogil
cdef bint is_only_time(Automaton lexicon, Scan scan, const Cell* cell) noexcept nogil
cdef bint holds_time(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil
cdef int compact(Scan scan, uint32_t start, uint32_t end, Compact* out) noexcept nogil
cdef bint read_measure(Automaton lexicon, const Text* text, uint32_t start, uint32_t end, Measure* out) noexcept nogil
cdef bint read_unit_note(Automaton lexicon, Scan scan, uint32_t first, uint32_t last, Measure* out) noexcept nogil
cdef int read_row(Scan scan, uint32_t block, Row* row) noexcept nogil
cdef bint is_rule(Scan scan, const Row* row) noexcept nogil
cdef int read_head(Automaton lexicon, Scan scan, const Cell* cell, bint label, Head* out) noexcept nogil
