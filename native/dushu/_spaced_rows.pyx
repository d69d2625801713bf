"""Stage 4, a step of it: rows of tables whose cells are parted by blanks alone.

In: a Draft whose lines are seen and whose tabbed and fenced rows are settled. Out: such rows settled. Cost: linear.
Nothing is allocated.

A page that lost its tabs prints 第一产业 153.6 11.0. Blanks stand in text as well, so a single line is no row: what
counts is a run of lines that are each a name and figures, as many in each, under a note of the unit (two lines are
enough there) or with two figures and more (three lines).
"""
from libc.stdint cimport uint8_t, uint32_t

from dushu._lines cimport *
from dushu._readings cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    LONGEST = 120         # characters of a row
    MOST_CELLS = 24

cdef enum:  # what a cell is
    CELL_TEXT
    CELL_FIGURE
    CELL_GAP              # -, …, 持平


cdef uint8_t cell_at(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """What the tokens [first, last) are: 4000.5, -10%, 3亿元 a figure; - a gap."""
    cdef uint32_t index
    cdef bint figure = False, text = False, signs = True
    cdef const Word* word
    for index in range(first, last):
        word = word_at(lexicon, scan, index)
        signs = signs and kind_at(scan, index) == TOKEN_SIGN
        if kind_at(scan, index) == TOKEN_NUMBER:
            figure = True
        elif kind_at(scan, index) == TOKEN_WORD and word.direction == DIRECTION_FLAT and last == first + 1:
            return CELL_GAP
        elif kind_at(scan, index) not in (TOKEN_SIGN, TOKEN_NUMERAL) and not word.roles & (
                ROLE_UNIT | ROLE_BOUND_BEFORE) or sign_at(scan, index) in (CHAR_OPEN, CHAR_COLON, CHAR_STOP):
            text = True
    if text or not figure and not signs:
        return CELL_TEXT      # 万吨 is a unit without a figure
    return CELL_FIGURE if figure else CELL_GAP


cdef uint32_t figures_of(Automaton lexicon, Scan scan, const Line* line, uint32_t* cells) noexcept nogil:
    """How many figures and gaps end a line behind its name; 0: it is no row. `cells`: all that blanks part."""
    cdef uint32_t index, begin = line.first, count = 0, figures = 0
    cdef uint8_t kind
    cells[0] = 0
    if line.settled or line.flags & (LINE_FLAT | LINE_FRONT | LINE_LABEL) or line.periods or line.commas:
        return 0
    if line.tabs or line.bars or line.end - line.start > LONGEST:
        return 0
    for index in range(line.first, line.last + 1):
        if index < line.last and kind_at(scan, index) != TOKEN_SPACE:
            continue
        kind = cell_at(lexicon, scan, begin, index)
        begin = index + 1
        cells[0] += 1
        figures += kind == CELL_FIGURE
        if kind == CELL_TEXT and count or kind != CELL_TEXT and cells[0] == 1:
            figures = 0      # 5月 完成 3 项, 2019 5 6
            break
        count += kind != CELL_TEXT
    return count if figures and cells[0] <= MOST_CELLS else 0


cdef bint is_note(Scan scan, const Line* line) noexcept nogil:
    """Whether a line gives the unit of what is below it: 单位：亿元, 主要指标（单位：亿元）."""
    cdef uint32_t at
    if line.end - line.start > LONGEST or line.periods:
        return False
    for at in range(line.start, max(line.end, line.start + 2) - 2):
        if char_at(&scan.text, at) in u"单單" and char_at(&scan.text, at + 1) == u"位":
            return char_at(&scan.text, at + 2) in u"：:"
    return False


cdef bint has_note(Scan scan, const Draft* draft, uint32_t index) noexcept nogil:
    """Whether a note of the unit stands one or two lines above."""
    return index > 0 and is_note(scan, &draft.lines[index - 1]) or index > 1 and is_note(scan, &draft.lines[index - 2])


cdef int settle_run(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last,
                    uint32_t figures) noexcept nogil:
    """Settle the lines [first, last) and the head above them, if they are the rows of a table."""
    cdef uint32_t index, cells = 0
    cdef Line* head
    cdef bint noted = has_note(scan, draft, first)
    if last - first < (2 if noted else 3) or not noted and figures < 2:
        return 0
    for index in range(first, last):
        settle(&draft.lines[index], BLOCK_TABLE_ROW)
        draft.lines[index].flags &= ~<uint32_t> LINE_BODY
    if first > draft.front:
        head = &draft.lines[first - 1]
        figures_of(lexicon, scan, head, &cells)
        if cells > figures and not is_note(scan, head):
            settle(head, BLOCK_TABLE_ROW)
    return 0


cdef int settle_spaced_rows(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Settle the runs of rows whose cells are parted by blanks."""
    cdef uint32_t index = draft.front, first, figures, next, cells = 0
    while index < draft.count:
        figures = figures_of(lexicon, scan, &draft.lines[index], &cells) if draft.lines[index].digits else 0
        first = index
        index += 1
        if not figures:
            continue
        while index < draft.count and 0 < draft.lines[index].breaks <= 2:
            next = figures_of(lexicon, scan, &draft.lines[index], &cells)
            if next != figures:
                break
            index += 1
        settle_run(lexicon, scan, draft, first, index, figures)
    return 0
