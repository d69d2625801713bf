"""Layout, second step: what each line looks like by itself.

In: a Draft with its lines. Out: their flags (running text, date, label, furniture, link …), and the kind of
those that tell it alone: captions, rows of tables, items. Cost: linear. Nothing is allocated.
"""
from libc.stdint cimport uint8_t, uint32_t

from dushu._lines cimport *
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    CHROME_START = 1      # the order of _codes.CHROME
    CHROME_END = 2
    BODY_LENGTH = 90      # a line with commas this long is running text without any stop
    CAPTION_LENGTH = 260
    BREADCRUMB_LENGTH = 120
    ROWS_OPEN = 3         # lines that an unclosed cell may still take


# -- what a line looks like ----------------------------------------------------------------------------------

cdef bint is_body(const Line* line) noexcept nogil:
    """Whether the line is running text: it has a full stop, or is long and has commas."""
    cdef uint32_t length = length_of(line)
    if line.periods:
        return length >= 12 or line.commas + line.stops > 0
    if line.commas == 0:
        return False
    if line.final in (CHAR_STOP, CHAR_SEMICOLON, CHAR_COLON) and length >= 30 and line.stops < 2:
        return True
    return length >= BODY_LENGTH or line.final == CHAR_DOT and length >= 30


cdef uint32_t first_word(Scan scan, const Line* line) noexcept nogil:
    """The first token that is no sign and no blank, looked for in the first few."""
    cdef uint32_t index = line.first
    while index + 1 < line.last and index < line.first + 5 \
            and scan.tokens[index].kind in (TOKEN_SIGN, TOKEN_SPACE):
        index += 1
    return index


cdef bint all_furniture(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether every cell is a word of furniture, a number or a single letter: 打印 | 收藏 【字号 大 中 小】."""
    cdef uint32_t index
    cdef Token* token
    cdef bint word = False, before
    for index in range(line.first, line.last):
        token = &scan.tokens[index]
        before, word = word, False
        if token.kind in (TOKEN_SIGN, TOKEN_SPACE, TOKEN_NUMBER):
            continue
        word = True
        # Two words without anything between are no cells: 国内资讯.
        if before or token.end - token.start > 1 and not word_at(lexicon, scan, index).roles2 & ROLE2_CHROME:
            return False
    return True


cdef bint is_menu(Scan scan, const Line* line) noexcept nogil:
    """Whether the line is a page's menu: 首页 and four words more, each behind a blank."""
    cdef uint32_t index, parts = 0, from_ = scan.tokens[line.first].start
    if line.commas or line.colons or char_at(&scan.text, line.start) != u"首" \
            or char_at(&scan.text, line.start + 1) not in u"页頁":
        return False
    for index in range(line.first, line.last):
        if scan.tokens[index].kind == TOKEN_SPACE:
            if scan.tokens[index].start - from_ > 6:
                return False
            from_ = scan.tokens[index].end
            parts += 1
    return parts >= 4


cdef bint is_breadcrumb(Scan scan, const Line* line) noexcept nogil:
    """Whether the line is the way to the page: 首页 > 某栏目 > 某事, and no sentence."""
    cdef uint32_t index, arrows = 0
    if line.periods or line.commas or line.end - line.start > BREADCRUMB_LENGTH:
        return False
    for index in range(line.first + 1, line.last):
        arrows += char_at(&scan.text, scan.tokens[index].start) in u">＞›»"
    return arrows >= 2


cdef int see_furniture(Automaton lexicon, Scan scan, Line* line) noexcept nogil:
    """Flag the line as furniture where the lexicon says so."""
    cdef uint32_t index = first_word(scan, line)
    cdef const Word* word = word_at(lexicon, scan, index)
    cdef uint32_t length = line.end - line.start
    if is_breadcrumb(scan, line):
        line.flags |= LINE_CHROME
        return 0
    if not word.roles2 & ROLE2_CHROME:
        word = word_at(lexicon, scan, line.first)       # ©, 【打印】
        if not word.roles2 & ROLE2_CHROME:
            return 0
    if length <= 80 and line.periods == 0 and (all_furniture(lexicon, scan, line) or is_menu(scan, line)):
        line.flags |= LINE_CHROME
    if word.detail == CHROME_START and length <= 300:
        line.flags |= LINE_CHROME
    if word.detail == CHROME_END:
        # 相关阅读： alone; 上一篇：某某; Copyright © …; but 相关报道指出，… is text.
        index += 1
        if index >= line.last or sign_at(scan, index) != CHAR_OTHER \
                or kind_at(scan, index) in (TOKEN_SPACE, TOKEN_NUMBER):
            if line.periods == 0 or length <= 40:
                line.flags |= LINE_CHROME | LINE_CHROME_END
    return 0


cdef int see_label(Automaton lexicon, Scan scan, Line* line) noexcept nogil:
    """Flag the line where it begins with a byline label and a colon: 来源：某报."""
    cdef uint32_t index = first_word(scan, line)
    cdef const Word* word = word_at(lexicon, scan, index)
    if not word.roles2 & ROLE2_BYLINE:
        return 0
    index += 1
    if kind_at(scan, index) == TOKEN_SPACE:
        index += 1
    if index < line.last and sign_at(scan, index) == CHAR_COLON:
        line.flags |= LINE_LABEL
        line.label = byline_of(word)
    return 0


cdef bint is_link(Scan scan, const Line* line) noexcept nogil:
    """Whether the line is one Markdown link or picture and nothing else: [查看原文](https://…)."""
    cdef uint32_t at = line.start
    if char_at(&scan.text, at) == u"!":
        at += 1
    if at + 4 >= line.end + 1 or char_at(&scan.text, at) != u"[":
        return False
    while at + 1 < line.end and not (char_at(&scan.text, at) == u"]" and char_at(&scan.text, at + 1) == u"("):
        at += 1
    while at < line.end and char_at(&scan.text, at) != u")":
        at += 1
    return at + 1 >= line.end


cdef bint places_people(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether a bracket says where in the picture somebody stands: 某某（右一）, 某某(左)."""
    cdef uint32_t index, at
    for index in range(line.first, min(line.last, line.first + 40)):
        at = scan.tokens[index].start
        if sign_at(scan, index) == CHAR_OPEN and at + 3 <= line.end and char_at(&scan.text, at + 1) in u"左右":
            return class_of(lexicon, &scan.text, at + 2) in (CHAR_CLOSE, CHAR_NUMERAL)
    return False


cdef bint is_caption(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether the line is under a picture: 图为…, …（资料图片）, …某某 摄, …供图."""
    cdef uint32_t at = line.end, back = 0
    cdef Py_UCS4 c
    if line.end - line.start > CAPTION_LENGTH or line.end - line.start < 4:
        return False
    if line.periods == 0 and places_people(lexicon, scan, line):
        return True
    if char_at(&scan.text, line.start) in u"图圖" and char_at(&scan.text, line.start + 1) in u"为為":
        return True
    while at > line.start + 2 and back < 3 and char_at(&scan.text, at - 1) in u"）)】］] 。":
        at -= 1
        back += 1
    c = char_at(&scan.text, at - 1)
    if c in u"摄攝":
        return char_at(&scan.text, at - 2) not in u"拍航"
    if line.end - line.start > 120:
        return False
    if c in u"片圖图":
        if c == u"片":
            at -= 1
        return (at >= line.start + 3 and char_at(&scan.text, at - 1) in u"图圖"
                and char_at(&scan.text, at - 2) in u"料供"
                and char_at(&scan.text, at - 3) in u"资資")
    return False


cdef bint is_day(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether the line is a date and nothing else."""
    cdef Day day
    return (line.flags & LINE_DAY_FIRST and read_day_at(lexicon, &scan.text, line.start, line.end, &day)
            and day.extent.end >= line.end)


cdef int look(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Flag every line by its own looks."""
    cdef uint32_t index
    cdef Line* line
    cdef Day day
    for index in range(draft.count):
        line = &draft.lines[index]
        see_furniture(lexicon, scan, line)
        see_label(lexicon, scan, line)
        if is_link(scan, line):
            line.flags |= LINE_LINK
        if line.periods == 0 and line.end - line.start <= (150 if line.flags & LINE_DIGIT_INSIDE else 60):
            if read_day(lexicon, &scan.text, line.start, line.end, &day):
                line.flags |= LINE_DATED
        if read_day_at(lexicon, &scan.text, line.start, line.end, &day):
            if day.extent.end >= line.end \
                    or class_of(lexicon, &scan.text, day.extent.end) in (CHAR_SPACE, CHAR_OPEN):
                line.flags |= LINE_DAY_FIRST
        if is_caption(lexicon, scan, line):
            settle(line, BLOCK_CAPTION)
        elif is_body(line):
            line.flags |= LINE_BODY
    return 0


# -- tables and items ----------------------------------------------------------------------------------------

cdef int settle_tables(Scan scan, Draft* draft) noexcept nogil:
    """Settle rows: cells parted by tabs or fenced by bars, and what continues such a row on the next line."""
    cdef uint32_t index
    cdef Line* line
    cdef bint row = False
    cdef uint32_t open_ = 0        # lines that an unclosed cell may still take
    for index in range(draft.front, draft.count):
        line = &draft.lines[index]
        if line.tabs:
            row = line.periods == 0 and not line.flags & LINE_FLAT
        elif sign_at(scan, line.first) == CHAR_BAR and line.bars >= 3:
            row = True
        elif row and line.breaks <= 1 and (line.bars >= 1 or open_):
            row = True
        else:
            row = False
        if row and not line.tabs:
            open_ = open_ - 1 if open_ else 0
            if line.bars:
                open_ = 0 if sign_at(scan, line.last - 1) == CHAR_BAR else ROWS_OPEN
        if row:
            settle(line, BLOCK_TABLE_ROW)
            line.flags &= ~<uint32_t> LINE_BODY
    return 0


cdef int settle_item(Scan scan, Line* line) noexcept nogil:
    """Settle the line as an item where it begins with a bullet: ● 某事, - 某事, ——某事。"""
    cdef uint32_t index = line.first, start
    cdef uint8_t sign
    cdef Py_UCS4 c
    while line.stars and index + 1 < line.last and scan.tokens[index].start < line.title.start:
        index += 1                                     # **- 某事**
    start = index
    sign = sign_at(scan, index)
    c = char_at(&scan.text, scan.tokens[index].start)
    if sign == CHAR_BULLET or is_ring(scan, index):
        if c == u"□" and line.end - line.start < 60:
            return 0                                   # □ 适用 √ 不适用
        index += 1
    elif sign == CHAR_DASH:
        while index < line.last and index < start + 4 and sign_at(scan, index) == CHAR_DASH:
            index += 1
        if index == start + 1 and kind_at(scan, index) != TOKEN_SPACE:
            if kind_at(scan, index) == TOKEN_NUMBER or c == u"-":
                return 0                               # -18℃
    elif c in u"*+" and kind_at(scan, index + 1) == TOKEN_SPACE and index + 2 < line.last:
        index += 1
    else:
        return 0
    if index >= line.last:
        return 0
    settle(line, BLOCK_ITEM)
    line.marker.form = MARKER_NONE
    line.marker.start = scan.tokens[start].start
    line.marker.end = scan.tokens[index - 1].end
    line.marker.body = scan.tokens[index + 1 if kind_at(scan, index) == TOKEN_SPACE
                                   and index + 1 < line.last else index].start
    return 1


cdef int settle_items(Scan scan, Draft* draft) noexcept nogil:
    """Settle every item among the lines that are not settled yet."""
    cdef uint32_t index
    for index in range(draft.front, draft.count):
        if not draft.lines[index].settled:
            settle_item(scan, &draft.lines[index])
    return 0
