"""Layout, first step: tokens to lines, by the breaks of the text.

In: a Scan with its tokens. Out: a Draft whose lines cover every character that is not white space. Cost: linear.

A line of the text is one line here, unless its own breaks were lost (_flat_lines) or all lines were broken at a fixed
width: then those of a paragraph are joined.
"""
from libc.stdint cimport uint8_t, uint32_t

from dushu._flat_lines cimport WHOLE, cut_line, how_to_cut
from dushu._lines cimport *
from dushu._quantities cimport sign_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    WIDEST = 120          # characters of a line, where lines were broken at a fixed width


cdef inline bint ends_open(const Line* line) noexcept nogil:
    return line.final not in (CHAR_STOP, CHAR_COLON, CHAR_SEMICOLON)


cdef uint32_t wrapped_at(const Draft* draft) noexcept nogil:
    """The width at which the text's lines were broken; 0: they end where paragraphs do.

    Broken is a text a third of whose lines are about as long as its longest, most of them without a stop.
    """
    cdef uint32_t index, width = 0, full = 0, open_ = 0
    for index in range(draft.count):
        width = max(width, draft.lines[index].end - draft.lines[index].start)
    if width > WIDEST or width < 16:
        return 0
    for index in range(draft.count - 1):
        if 5 * (draft.lines[index].end - draft.lines[index].start) >= 4 * width \
                and draft.lines[index + 1].breaks == 1:
            full += 1
            open_ += ends_open(&draft.lines[index])
    return width if open_ >= 4 and 2 * open_ >= full and 3 * full >= draft.count else 0


cdef bint runs_on(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether the line may continue the one above: one break, no indentation, nothing that begins anew."""
    if line.breaks != 1 or line.marker.form or line.tabs or line.bars or line.hashes or line.stars \
            or line.flags & LINE_FLAT:
        return False
    if sign_at(scan, line.first) == CHAR_BULLET or sign_at(scan, line.first) == CHAR_DASH:
        return False
    return line.start > 0 and class_of(lexicon, &scan.text, line.start - 1) == CHAR_BREAK


cdef int join_wrapped(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Join the lines of each paragraph of a text whose lines were broken at a fixed width."""
    cdef uint32_t index, into = 0, length, width
    cdef Line* line
    cdef Line* above
    if draft.count < 6:
        return 0
    width = wrapped_at(draft)
    if not width:
        return 0
    length = draft.lines[0].end - draft.lines[0].start
    for index in range(1, draft.count):
        line, above = &draft.lines[index], &draft.lines[into]
        if 5 * length >= 4 * width and ends_open(above) and runs_on(lexicon, scan, line):
            above.last, above.end, above.title.end = line.last, line.end, line.title.end
            above.final = line.final
            above.periods += line.periods
            above.stops += line.stops
            above.commas += line.commas
            above.colons += line.colons
            above.semicolons += line.semicolons
            above.han += line.han
            above.digits += line.digits
            above.flags |= line.flags & LINE_DIGIT_INSIDE
            above.flags &= ~<uint32_t> (LINE_SIGNS | LINE_DIGITS)
        else:
            into += 1
            draft.lines[into] = line[0]
        length = line.end - line.start
    draft.count = into + 1
    return 0


cdef int find_lines(Automaton lexicon, Scan scan, Draft* draft) except -1 nogil:
    """Fill draft.lines."""
    cdef uint32_t index, first = 0
    cdef uint8_t breaks = 255
    cdef int how
    while first < scan.token_count:
        index = first
        while index < scan.token_count and scan.tokens[index].kind != TOKEN_BREAK:
            index += 1
        if first < index:
            how = how_to_cut(scan, first, index)
            if how == WHOLE:
                put_line(lexicon, scan, draft, first, index, breaks, 0)
            else:
                cut_line(lexicon, scan, draft, first, index, breaks, how)
        if index < scan.token_count:
            breaks = scan.tokens[index].sign
        first = index + 1
    return join_wrapped(lexicon, scan, draft)
