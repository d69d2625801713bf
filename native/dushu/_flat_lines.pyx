"""Layout, first step: lines of the text whose own breaks were lost and became blanks, cut into lines.

In: a Scan with its tokens, and those from one break to the next. Out: how they are to be cut, and the lines in the
Draft. Cost: linear; brackets are looked into for a bounded number of tokens.

A flat line is cut where a paragraph's blank is told by what stands around it: 。 before it, a bullet or 一、 behind it,
or an indentation (two full-width blanks). A blank inside a heading (坚持守正创新 维护公平正义) cuts nothing.
"""
from libc.stdint cimport uint8_t, uint32_t

from dushu._lines cimport *
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    FLAT_LENGTH = 60      # a line shorter than this lost no breaks
    TURNS_LENGTH = 200    # … nor blanks
    TITLE_LEAST = 8       # characters of a title right before 一、
    TITLE_MOST = 60
    TITLE_TOKENS = 40
    BRACKET_REACH = 80    # tokens that a bracket may hold before it counts as never closed
    BAR_SPACE = 60        # characters from bar to bar, at most, in a row of a table
    VALUE_LENGTH = 24
    OPENING_PIECES = 16   # blanks before the source line of a page that is one line
    PIECES = 9            # blanks that are looked at for the headings before a paragraph


cdef bint is_indent(Scan scan, const Token* token) noexcept nogil:
    """Whether the blanks are a paragraph's indentation: two full-width ones, or three of any kind."""
    cdef uint32_t at, wide = 0
    if token.end - token.start >= 3:
        return True
    for at in range(token.start, token.end):
        wide += char_at(&scan.text, at) == 0x3000
    return wide >= 2


cdef bint is_bullet(Scan scan, uint32_t index) noexcept nogil:
    """Whether a bullet strong enough to begin an item in the midst of a line stands there."""
    if sign_at(scan, index) == CHAR_BULLET:
        return char_at(&scan.text, scan.tokens[index].start) not in u"□·・‧※★☆"
    return is_ring(scan, index) and kind_at(scan, index + 1) == TOKEN_SPACE


cdef bint closes_sentence(Scan scan, uint32_t first, uint32_t index) noexcept nogil:
    """Whether the token before `index` ends a sentence, closing brackets and quotation marks skipped."""
    cdef uint32_t back = 0
    while index > first and back < 3 and sign_at(scan, index - 1) in (CHAR_CLOSE, CHAR_QUOTE_CLOSE):
        index -= 1
        back += 1
    return (index > first and sign_at(scan, index - 1) == CHAR_STOP
            and char_at(&scan.text, scan.tokens[index - 1].start) != u"…")


cdef int how_to_cut(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether the line's breaks were lost, and what stands in their place."""
    cdef uint32_t index, indents = 0, gaps = 0, bullets = 0, bars = 0
    cdef const Token* token
    if scan.tokens[last - 1].end - scan.tokens[first].start < FLAT_LENGTH:
        return WHOLE
    for index in range(first + 1, last):
        token = &scan.tokens[index]
        if token.kind < TOKEN_SIGN:
            continue
        if token.kind == TOKEN_SPACE:
            if token.sign == CHAR_TAB:
                return WHOLE
            if is_indent(scan, token):
                indents += 1
            elif closes_sentence(scan, first, index) and index + 1 < last:
                gaps += 1
            if is_bullet(scan, index + 1):
                bullets += 1
        elif token.sign == CHAR_BAR:
            bars += 1
    if bars > 3 and bars * BAR_SPACE > scan.tokens[last - 1].end - scan.tokens[first].start:
        return WHOLE
    if indents >= 2:
        return BY_INDENTS
    if gaps >= 2 or gaps and bullets or bullets >= 2:
        return BY_BLANKS
    if scan.tokens[last - 1].end - scan.tokens[first].start >= TURNS_LENGTH:
        return BY_TURNS
    return WHOLE


cdef bint begins_turn(Automaton lexicon, Scan scan, uint32_t index, uint32_t last) noexcept nogil:
    """Whether a question, an answer or a number begins at once behind a sentence: …？答：根据…; …。二、加强…."""
    cdef uint32_t at
    cdef Py_UCS4 c
    cdef Marker marker
    if sign_at(scan, index - 1) != CHAR_STOP or char_at(&scan.text, scan.tokens[index - 1].start) == u"…":
        return False
    at = scan.tokens[index].start
    c = char_at(&scan.text, at)
    if c in u"问問答":
        return at + 1 < scan.tokens[last - 1].end and class_of(lexicon, &scan.text, at + 1) == CHAR_COLON
    return (c == u"第" or kind_at(scan, index) in (TOKEN_NUMERAL, TOKEN_SIGN)) and read_marker(
        lexicon, &scan.text, at, scan.tokens[last - 1].end, &marker) and (
        marker.form in (MARKER_HAN, MARKER_HAN_BRACKET) or marker.form < MARKER_DECIMAL)


cdef bint opens_list(Automaton lexicon, Scan scan, const Draft* draft, uint32_t begin, uint32_t index,
                     uint32_t last) noexcept nogil:
    """Whether the first number of a list stands right behind a title whose break was lost.

    某局工作总结|一、主要工作 where the text begins; 一、主要工作|（一）某事 behind a number of the form above.
    """
    cdef Marker marker, outer
    cdef uint32_t before, start = scan.tokens[begin].start, end = scan.tokens[last - 1].end
    cdef uint8_t form = MARKER_HAN if kind_at(scan, index) == TOKEN_NUMERAL else <uint8_t> MARKER_HAN_BRACKET
    if kind_at(scan, index) == TOKEN_NUMERAL:
        if draft.count or char_at(&scan.text, scan.tokens[index].start) != u"一" \
                or scan.tokens[index].start - start < TITLE_LEAST:
            return False
    elif sign_at(scan, index) != CHAR_OPEN or not read_marker(lexicon, &scan.text, start, end, &outer) \
            or outer.form != MARKER_HAN:
        return False
    else:
        start = outer.body
    if scan.tokens[index].start <= start + 2 or scan.tokens[index].start - start > TITLE_MOST \
            or not read_marker(lexicon, &scan.text, scan.tokens[index].start, end, &marker) \
            or marker.form != form or marker.order != 1:
        return False
    for before in range(begin, index):
        if scan.tokens[before].start >= start and (
                sign_at(scan, before) in (CHAR_STOP, CHAR_SEMICOLON, CHAR_COLON)
                or form == MARKER_HAN and sign_at(scan, before) in (CHAR_COMMA, CHAR_PAUSE)):
            return False
    return True


cdef bint begins_paragraph(Automaton lexicon, Scan scan, uint32_t first, uint32_t space,
                           uint32_t last) noexcept nogil:
    """Whether a paragraph begins behind the blank in a line cut by blanks."""
    cdef Marker marker
    cdef uint8_t series = 0
    cdef uint32_t order = 0, behind = 0, open_, next = space + 1
    if closes_sentence(scan, first, space) or is_bullet(scan, next):
        return True
    if sign_at(scan, next) == CHAR_BAR or sign_at(scan, space - 1) == CHAR_BAR:
        return True
    if read_marker(lexicon, &scan.text, scan.tokens[next].start, scan.tokens[last - 1].end, &marker):
        # 1. and (1) also stand in running text: they want an end before them. 2025 年 is no marker at all.
        if MARKER_DECIMAL <= marker.form < MARKER_HAN:
            return False
        return True
    if sign_at(scan, space - 1) == CHAR_COLON and enumerates(lexicon, scan, next, &series, &order, &behind):
        return True
    # A picture's credit in brackets, right behind its sentence: 图为…。(某报记者 某某 摄) 某报讯
    if sign_at(scan, space - 1) == CHAR_CLOSE:
        open_ = space - 1
        while open_ > first and space - open_ < 16 and sign_at(scan, open_) != CHAR_OPEN:
            open_ -= 1
        return sign_at(scan, open_) == CHAR_OPEN and closes_sentence(scan, first, open_)
    return False


cdef bint begins_part(Automaton lexicon, Scan scan, uint32_t first, uint32_t space,
                      uint32_t last) noexcept nogil:
    """Whether a blank in a line cut by indentations stands for one: …。 （三）遏制…, … 附件1某事分级标准."""
    cdef Marker marker
    cdef uint32_t at = scan.tokens[space + 1].start
    if char_at(&scan.text, at) == u"附" and at + 2 < scan.tokens[last - 1].end \
            and char_at(&scan.text, at + 1) == u"件":
        return class_of(lexicon, &scan.text, at + 2) in (CHAR_DIGIT, CHAR_NUMERAL)
    return (closes_sentence(scan, first, space)
            and read_marker(lexicon, &scan.text, at, scan.tokens[last - 1].end, &marker)
            and (marker.form in (MARKER_HAN, MARKER_HAN_BRACKET) or marker.form < MARKER_DECIMAL))


cdef bint is_heading_piece(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether tokens between two blanks may be a heading or half of one: short, in one clause."""
    cdef uint32_t index, length
    cdef uint8_t sign
    if first >= last:
        return False
    length = scan.tokens[last - 1].end - scan.tokens[first].start
    if length < 3 or length > 30 or last == first + 1 and scan.tokens[first].kind == TOKEN_NUMBER:
        return False
    for index in range(first, last):
        sign = sign_at(scan, index)
        if sign in (CHAR_COMMA, CHAR_SEMICOLON, CHAR_STOP, CHAR_COLON, CHAR_BAR, CHAR_BULLET):
            return False
    return (not word_at(lexicon, scan, last - 1).roles2 & ROLE2_BYLINE
            and not word_at(lexicon, scan, first).roles2 & ROLE2_BYLINE)


cdef inline bint is_letter(const Token* token) noexcept nogil:
    return token.end == token.start + 1 and token.kind in (TOKEN_TEXT, TOKEN_WORD)


cdef uint32_t spaced_title(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The token behind a title of two characters set apart, 综 合, before a blank; `first`: there is none."""
    if first + 4 > last or scan.tokens[first + 1].kind != TOKEN_SPACE or scan.tokens[first + 3].kind != TOKEN_SPACE:
        return first
    return first + 3 if is_letter(&scan.tokens[first]) and is_letter(&scan.tokens[first + 2]) else first


cdef int put_stretch(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last,
                     uint8_t breaks, bint list_follows) except -1 nogil:
    """Add the lines of a stretch between two paragraph boundaries: its headings, then its paragraph.

    A heading may hold one blank (坚持主动创稳 强化系统治理), so pieces are taken in pairs from the last one back.
    """
    cdef uint32_t[PIECES + 1] cuts
    cdef uint32_t count = 0, index, begin, group, next
    cdef Marker marker
    cdef bint rest
    while first < last and scan.tokens[first].kind == TOKEN_SPACE:
        first += 1
    while first < last and scan.tokens[last - 1].kind == TOKEN_SPACE:
        last -= 1
    if first == last:
        return 0
    if is_bullet(scan, first) or sign_at(scan, first) in (CHAR_BAR, CHAR_DASH):
        return put_line(lexicon, scan, draft, first, last, breaks, LINE_FLAT | LINE_PIECE)
    begin = first
    if read_marker(lexicon, &scan.text, scan.tokens[first].start, scan.tokens[last - 1].end, &marker):
        while begin < last and scan.tokens[begin].start < marker.body:
            begin += 1
        index = spaced_title(scan, begin, last)
        if index > begin:
            put_line(lexicon, scan, draft, first, index, breaks, LINE_FLAT | LINE_HEADING)
            return put_stretch_rest(lexicon, scan, draft, index, last)
    cuts[0] = first
    index = begin
    while index <= last and count < PIECES:
        if index == last or scan.tokens[index].kind == TOKEN_SPACE:
            if not is_heading_piece(lexicon, scan, begin, index):
                break
            count += 1
            cuts[count] = index
            begin = index + 1
        index += 1
    rest = cuts[count] < last
    if count == PIECES or not count or not rest and not list_follows and not marker.form:
        return put_line(lexicon, scan, draft, first, last, breaks, LINE_FLAT | LINE_PIECE)
    if count == 1 and rest and scan.tokens[cuts[1] - 1].end - scan.tokens[first].start < 4:
        return put_line(lexicon, scan, draft, first, last, breaks, LINE_FLAT | LINE_PIECE)
    if marker.form:
        # 一、环境形势 党中央…: the number's own title, of one or two pieces.
        group = min(count, 2)
        put_line(lexicon, scan, draft, first, cuts[group], breaks, LINE_FLAT | LINE_HEADING)
        return put_stretch_rest(lexicon, scan, draft, cuts[group], last)
    group = 0
    while group < count:
        next = group + (1 if group == 0 and count % 2 else 2)
        put_line(lexicon, scan, draft, cuts[group], cuts[next], breaks if group == 0 else 0,
                 LINE_FLAT | LINE_HEADING)
        group = next
    return put_stretch_rest(lexicon, scan, draft, cuts[count], last)


cdef int put_stretch_rest(Automaton lexicon, Scan scan, Draft* draft, uint32_t first,
                          uint32_t last) except -1 nogil:
    """Add the paragraph behind a stretch's headings; 目标:… between them and it is a paragraph of its own."""
    cdef uint32_t index, colons = 0
    while first < last and scan.tokens[first].kind == TOKEN_SPACE:
        first += 1
    for index in range(first, last):
        if sign_at(scan, index) in (CHAR_COMMA, CHAR_STOP, CHAR_SEMICOLON, CHAR_OPEN):
            break
        colons += sign_at(scan, index) == CHAR_COLON
        if scan.tokens[index].kind == TOKEN_SPACE and colons and sign_at(scan, index - 1) != CHAR_COLON:
            put_line(lexicon, scan, draft, first, index, 0, LINE_FLAT | LINE_PIECE)
            first = index + 1
            break
    return put_line(lexicon, scan, draft, first, last, 0, LINE_FLAT | LINE_PIECE)


cdef uint32_t value_end(Scan scan, uint32_t index, uint32_t last) noexcept nogil:
    """The token behind a label's value; `index` where it is empty, since the text goes on at once."""
    cdef uint32_t at = index
    if index >= last:
        return last
    while at < last and scan.tokens[at].kind != TOKEN_SPACE:
        if sign_at(scan, at) in (CHAR_COMMA, CHAR_STOP, CHAR_OPEN, CHAR_COLON, CHAR_QUOTE_OPEN, CHAR_SEMICOLON):
            return index
        at += 1
    return at if scan.tokens[at - 1].end - scan.tokens[index].start <= VALUE_LENGTH else index


cdef uint32_t source_end(Automaton lexicon, Scan scan, uint32_t index, uint32_t last) noexcept nogil:
    """The token behind the dates and labels with their values that begin there; `index`: there are none."""
    cdef uint32_t at = index, next
    cdef Day day
    while at < last:
        if read_day_at(lexicon, &scan.text, scan.tokens[at].start, scan.tokens[last - 1].end, &day):
            while at < last and scan.tokens[at].start < day.extent.end:
                at += 1
        elif word_at(lexicon, scan, at).roles2 & ROLE2_BYLINE:
            next = at + 1
            if kind_at(scan, next) == TOKEN_SPACE:
                next += 1
            if next >= last or sign_at(scan, next) != CHAR_COLON:
                return index
            next += 1
            if kind_at(scan, next) == TOKEN_SPACE:
                next += 1
            if next < last and read_day_at(lexicon, &scan.text, scan.tokens[next].start,
                                           scan.tokens[last - 1].end, &day):
                at = next
                continue
            at = value_end(scan, next, last)
        else:
            return index
        index = at
        if at < last and scan.tokens[at].kind == TOKEN_SPACE:
            at += 1
    return index


cdef uint32_t title_twice(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The token that begins a title said twice at the stretch's end, 首页 某某频道 标题 标题; else `first`."""
    cdef uint32_t index, length, start, before, at, end = scan.tokens[last - 1].end
    for index in range(first + 1, last - 1):
        if scan.tokens[index].kind != TOKEN_SPACE:
            continue
        start = scan.tokens[index].end
        length = end - start
        if length < 4 or scan.tokens[index].start < scan.tokens[first].start + length:
            continue
        at = 0
        before = scan.tokens[index].start - length
        while at < length and char_at(&scan.text, start + at) == char_at(&scan.text, before + at):
            at += 1
        if at == length:
            return index + 1
    return first


cdef uint32_t before_bars(Scan scan, uint32_t first, uint32_t index) noexcept nogil:
    """The token from which on only blanks and bars stand before `index`."""
    while index > first and (sign_at(scan, index - 1) == CHAR_BAR or kind_at(scan, index - 1) == TOKEN_SPACE):
        index -= 1
    return index


cdef uint32_t put_opening(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last,
                          uint8_t breaks) except? 0xffffffff nogil:
    """Add title and source line of a page that is one line: 标题 2025-02-03 来源: 某报 正文…

    Returns the token behind them; `first`: the line begins otherwise.
    """
    cdef uint32_t index, pieces = 0, end, title, stop
    for index in range(first, last):
        if sign_at(scan, index) in (CHAR_SEMICOLON, CHAR_BULLET) or pieces > OPENING_PIECES:
            return first
        if sign_at(scan, index) == CHAR_STOP and char_at(&scan.text, scan.tokens[index].start) in u"。｡":
            return first
        if scan.tokens[index].kind == TOKEN_SPACE:
            pieces += 1
            end = source_end(lexicon, scan, index + 1, last)
            if end > index + 1:
                stop = before_bars(scan, first, index)
                if stop == first:
                    return first
                title = title_twice(scan, first, stop)
                put_line(lexicon, scan, draft, first, title, breaks, LINE_FLAT)
                put_line(lexicon, scan, draft, title, stop, breaks if title == first else 0, LINE_FLAT)
                put_line(lexicon, scan, draft, stop, end, 0, LINE_FLAT)
                return end
    return first


cdef int cut_turns(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last,
                   uint8_t breaks) except -1 nogil:
    """Add the lines of a line that lost even its blanks."""
    cdef uint32_t index, begin = first
    cdef bint cut
    for index in range(first + 1, last):
        if scan.tokens[index - 1].kind == TOKEN_SIGN and begins_turn(lexicon, scan, index, last):
            cut = True
        elif index < begin + TITLE_TOKENS:
            cut = opens_list(lexicon, scan, draft, begin, index, last)
        else:
            cut = False
        if cut:
            put_line(lexicon, scan, draft, begin, index, breaks, LINE_FLAT | LINE_PIECE)
            begin, breaks = index, 0
    return put_line(lexicon, scan, draft, begin, last, breaks, LINE_FLAT | LINE_PIECE if begin > first else 0)


cdef int cut_line(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last, uint8_t breaks,
                  int how) except -1 nogil:
    """Add the lines of a flat line."""
    cdef uint32_t index, begin, open_ = 0, depth = 0
    cdef bint cut
    if how == BY_TURNS:
        return cut_turns(lexicon, scan, draft, first, last, breaks)
    if draft.count == 0:
        first = put_opening(lexicon, scan, draft, first, last, breaks)
    begin = first
    for index in range(first, last):
        if sign_at(scan, index) == CHAR_OPEN:
            depth += 1
            open_ = index
        elif sign_at(scan, index) == CHAR_CLOSE and depth:
            depth -= 1
        if scan.tokens[index].kind == TOKEN_SPACE and index > begin and index + 1 < last:
            if depth and index - open_ > BRACKET_REACH:
                depth = 0
            if how == BY_INDENTS:
                cut = is_indent(scan, &scan.tokens[index]) or begins_part(lexicon, scan, begin, index, last)
            else:
                cut = not depth and begins_paragraph(lexicon, scan, begin, index, last)
            if not cut:
                continue
            if how == BY_INDENTS:
                put_line(lexicon, scan, draft, begin, index, breaks, LINE_FLAT)
            else:
                put_stretch(lexicon, scan, draft, begin, index, breaks,
                            not closes_sentence(scan, begin, index))
            begin, breaks, depth = index + 1, 0, 0
    if how == BY_INDENTS:
        return put_line(lexicon, scan, draft, begin, last, breaks, LINE_FLAT)
    return put_stretch(lexicon, scan, draft, begin, last, breaks, False)
