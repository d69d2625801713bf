"""Layout, first step: one line of the text, the stretch that becomes one block.

In: a Scan with its tokens, and those that the line takes. Out: a line more in the Draft, with what can be counted in
it (stops, commas, tabs …) and the number that it begins with. Cost: its tokens. The caller owns the Draft's array.
"""
from libc.stdint cimport uint8_t, uint32_t

from dushu._markers cimport *
from dushu._records cimport *
from dushu._scan cimport Scan, _grow
from dushu._trie cimport Automaton


cdef Line* add_line(Scan scan, Draft* draft) except NULL nogil:
    if draft.count == draft.room:
        _grow(<void**> &draft.lines, &draft.room, sizeof(Line), scan.most)      # each becomes a block, or the most do
    draft.count += 1
    return &draft.lines[draft.count - 1]


cdef int count_signs(Scan scan, Line* line) noexcept nogil:
    """Count what the line holds."""
    cdef uint32_t index
    cdef Token* token
    cdef bint words = False, others = False
    for index in range(line.first, line.last):
        token = &scan.tokens[index]
        if token.kind in (TOKEN_TEXT, TOKEN_WORD):
            words = others = True
            line.han += token.end - token.start
        elif token.kind == TOKEN_SIGN:
            if token.sign == CHAR_STOP:
                if char_at(&scan.text, token.start) in u"。｡":
                    line.periods += 1
                elif char_at(&scan.text, token.start) != u"…":
                    line.stops += 1
            elif token.sign == CHAR_COMMA:
                line.commas += 1
            elif token.sign == CHAR_COLON:
                line.colons += 1
            elif token.sign == CHAR_SEMICOLON:
                line.semicolons += 1
            elif token.sign == CHAR_BAR:
                if line.bars < 0xffff:
                    line.bars += 1
        elif token.kind == TOKEN_SPACE:
            if token.sign == CHAR_TAB and line.tabs < 0xffff:
                line.tabs += 1
        elif token.kind == TOKEN_NUMBER:
            words = True
            line.flags |= LINE_DIGIT_INSIDE
            line.digits += token.end - token.start
        else:
            words = others = True
            if token.kind != TOKEN_LATIN:
                line.han += token.end - token.start
    if not words:
        line.flags |= LINE_SIGNS
    elif not others:
        line.flags |= LINE_DIGITS
    return 0


cdef int trim_marks(Automaton lexicon, Scan scan, Line* line) noexcept nogil:
    """Set the title extent: without # and * of Markdown, and blanks."""
    cdef uint32_t start = line.start, end = line.end
    while start < end and char_at(&scan.text, start) == u"#" and line.hashes < 6:
        line.hashes += 1
        start += 1
    if line.hashes and start < end and not is_blank(lexicon, &scan.text, start):
        line.hashes = 0
        start = line.start
    start = skip_blanks(lexicon, &scan.text, start, end)
    if start + 2 < end and char_at(&scan.text, start) == u"*" and char_at(&scan.text, start + 1) == u"*":
        while start < end and char_at(&scan.text, start) == u"*":
            line.stars += 1
            start += 1
        while end > start and char_at(&scan.text, end - 1) == u"*":
            end -= 1
    while end > start and class_of(lexicon, &scan.text, end - 1) == CHAR_SPACE:
        end -= 1
    line.title.start = skip_blanks(lexicon, &scan.text, start, end)
    line.title.end = end
    return 0


cdef int put_line(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last, uint8_t breaks,
                  uint32_t flags) except -1 nogil:
    """Add the line of tokens [first, last) unless it is blank."""
    cdef Line* line
    cdef uint32_t at
    while first < last and scan.tokens[first].kind in (TOKEN_SPACE, TOKEN_BREAK):
        first += 1
    while first < last and scan.tokens[last - 1].kind in (TOKEN_SPACE, TOKEN_BREAK):
        last -= 1
    if first == last:
        return 0
    line = add_line(scan, draft)
    line.first, line.last = first, last
    line.start, line.end = scan.tokens[first].start, scan.tokens[last - 1].end
    line.periods = line.stops = line.commas = line.colons = line.semicolons = line.han = line.digits = 0
    line.tabs = line.bars = 0
    line.breaks = breaks
    line.flags = flags
    line.kind = BLOCK_PARAGRAPH
    line.style = line.label = line.hashes = line.stars = 0
    line.settled = False
    count_signs(scan, line)
    trim_marks(lexicon, scan, line)
    at = line.title.end
    line.final = CHAR_OTHER
    while at > line.title.start:
        at -= 1
        line.final = class_of(lexicon, &scan.text, at)
        if line.final not in (CHAR_CLOSE, CHAR_QUOTE_CLOSE, CHAR_SPACE):
            break
    read_marker(lexicon, &scan.text, line.title.start, line.title.end, &line.marker)
    if MARKER_DECIMAL < line.marker.form < MARKER_HAN:
        draft.decimals = True
    elif line.marker.form == MARKER_DECIMAL:
        draft.bare_numbers = True
    return 0
