"""Stage 4: tokens to blocks, section tree and what the page says of itself.

In: a Scan with its tokens. Out: its blocks, which cover every character that is not white space and never
overlap; its sections in reading order; its contributors and document. Cost: linear; whatever is looked for around
a line is looked for in a bounded number of lines. The Scan owns the arrays; the draft's lines are freed here.

_lines cuts the text, this module tells what each line is, _sections builds the tree, _document reads title, date,
source and names. A page is read from outside in: front matter and breadcrumbs before the title, the source line
between title and body, furniture behind the body; what is left is the article. When in doubt a line is a paragraph.
"""
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t
from libc.stdlib cimport free

from dushu._document cimport read_dateline, read_document
from dushu._lines cimport *
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan, add_block
from dushu._sections cimport build_sections
from dushu._trie cimport Automaton

cdef enum:
    FRONT_LINES = 120     # front matter is no longer
    TITLE_LENGTH = 110
    PLAIN_LENGTH = 45     # a heading without any mark
    MARKED_LENGTH = 70    # … with one
    LIST_RUN = 4          # so many short lines in a row are a list and no headings
    TRAILING_RUN = 8      # … behind the body: furniture
    NEAR = 10             # lines within which a title's date or body must follow
    CHROME_LINE = 0       # the order of _codes.CHROME
    CHROME_START = 1
    CHROME_END = 2
    LABEL_EDITOR = 0      # the order of _codes.BYLINES
    LABEL_REPORTER = 1
    LABEL_AUTHOR = 4
    LABEL_SOURCE = 5
    LABEL_OTHER = 8


cdef inline uint32_t length_of(const Line* line) noexcept nogil:
    return line.title.end - line.title.start


cdef inline void settle(Line* line, uint8_t kind) noexcept nogil:
    line.kind = kind
    line.settled = True


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
    return length >= 90 or line.final == CHAR_DOT and length >= 30


cdef uint32_t first_word(Scan scan, const Line* line) noexcept nogil:
    """The first token that is no sign and no blank, looked for in the first few."""
    cdef uint32_t index = line.first
    while index + 1 < line.last and index < line.first + 5 and scan.tokens[index].kind in (TOKEN_SIGN, TOKEN_SPACE):
        index += 1
    return index


cdef bint all_furniture(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether every cell of the line is a word of furniture, a number or a single letter: 打印 | 收藏 【字号 大 中 小】."""
    cdef uint32_t index
    cdef Token* token
    for index in range(line.first, line.last):
        token = &scan.tokens[index]
        if token.kind in (TOKEN_SIGN, TOKEN_SPACE, TOKEN_NUMBER) or token.end - token.start == 1:
            continue
        if not word_at(lexicon, scan, index).roles2 & ROLE2_CHROME:
            return False
    return True


cdef int see_furniture(Automaton lexicon, Scan scan, Line* line) noexcept nogil:
    """Flag the line as furniture where the lexicon says so."""
    cdef uint32_t index = first_word(scan, line)
    cdef const Word* word = word_at(lexicon, scan, index)
    cdef uint32_t length = line.end - line.start
    if not word.roles2 & ROLE2_CHROME:
        word = word_at(lexicon, scan, line.first)       # ©, 【打印】
        if not word.roles2 & ROLE2_CHROME:
            return 0
    if length <= 80 and line.periods == 0 and all_furniture(lexicon, scan, line):
        line.flags |= LINE_CHROME
    if word.detail == CHROME_START and length <= 300:
        line.flags |= LINE_CHROME
    if word.detail == CHROME_END:
        # 相关阅读： alone; 上一篇：某某; Copyright © …; but 相关报道指出，… is text.
        index += 1
        if index >= line.last or sign_at(scan, index) != CHAR_OTHER or kind_at(scan, index) in (TOKEN_SPACE, TOKEN_NUMBER):
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
        line.label = word.detail
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


cdef bint is_caption(Scan scan, const Line* line) noexcept nogil:
    """Whether the line is under a picture: 图为…, …（资料图片）, …某某 摄, …供图."""
    cdef uint32_t at = line.end, back = 0
    cdef Py_UCS4 c
    if line.end - line.start > 260 or line.end - line.start < 4:
        return False
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
        return at >= line.start + 3 and char_at(&scan.text, at - 1) in u"图圖" and char_at(&scan.text, at - 2) in u"料供" \
            and char_at(&scan.text, at - 3) in u"资資" 
    return False


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
        if is_caption(scan, line):
            settle(line, BLOCK_CAPTION)
        elif is_body(line):
            line.flags |= LINE_BODY
    return 0


# -- tables and items ----------------------------------------------------------------------------------------

cdef int settle_tables(Scan scan, Draft* draft) noexcept nogil:
    """Settle rows: cells parted by tabs or fenced by bars, and what continues such a row on the next line."""
    cdef uint32_t index
    cdef Line* line
    cdef bint row = False, next_row
    for index in range(draft.front, draft.count):
        line = &draft.lines[index]
        if line.tabs:
            row = line.periods == 0 and not line.flags & LINE_FLAT
        elif sign_at(scan, line.first) == CHAR_BAR and line.bars >= 3:
            row = True
        elif line.bars >= 1 and row and line.breaks <= 1:
            row = True
        else:
            row = False
        if row:
            settle(line, BLOCK_TABLE_ROW)
            line.flags &= ~<uint32_t> LINE_BODY
    return 0


cdef int settle_item(Automaton lexicon, Scan scan, Line* line) noexcept nogil:
    """Settle the line as an item where it begins with a bullet: ● 某事, - 某事, ——某事。"""
    cdef uint32_t index = line.first
    cdef uint8_t sign = sign_at(scan, index)
    cdef Py_UCS4 c = char_at(&scan.text, line.start)
    if sign == CHAR_BULLET:
        if c == u"□" and line.end - line.start < 60:
            return 0                                   # □ 适用 √ 不适用
        index += 1
    elif sign == CHAR_DASH:
        while index < line.last and index < line.first + 4 and sign_at(scan, index) == CHAR_DASH:
            index += 1
        if index == line.first + 1 and kind_at(scan, index) != TOKEN_SPACE:
            if kind_at(scan, index) == TOKEN_NUMBER or c == u"-":
                return 0
        if kind_at(scan, index) == TOKEN_NUMBER and index == line.first + 1:
            return 0
    elif c in u"*+" and kind_at(scan, index + 1) == TOKEN_SPACE and index + 2 < line.last:
        index += 1
    else:
        return 0
    if index >= line.last:
        return 0
    settle(line, BLOCK_ITEM)
    line.marker.form = MARKER_NONE
    line.marker.start = line.start
    line.marker.end = scan.tokens[index - 1].end
    line.marker.body = scan.tokens[index + 1 if kind_at(scan, index) == TOKEN_SPACE and index + 1 < line.last else index].start
    return 1


# -- the page around the article -----------------------------------------------------------------------------

cdef int settle_front(Scan scan, Draft* draft) noexcept nogil:
    """Settle front matter between two lines of ---."""
    cdef uint32_t index, inner
    cdef Line* line = draft.lines
    if draft.count < 3 or not is_rule(scan, line):
        return 0
    for index in range(1, min(draft.count, <uint32_t> FRONT_LINES)):
        if is_rule(scan, &draft.lines[index]):
            for inner in range(index + 1):
                line = &draft.lines[inner]
                settle(line, BLOCK_CHROME if line.flags & LINE_SIGNS else BLOCK_META)
                line.flags |= LINE_FRONT
                line.flags &= ~<uint32_t> (LINE_BODY | LINE_CHROME | LINE_CHROME_END)
            draft.front = index + 1
            return 0
    return 0


cdef inline bint is_rule(Scan scan, const Line* line) noexcept nogil:
    return (line.flags & LINE_SIGNS and line.end - line.start == 3 and char_at(&scan.text, line.start) == u"-"
            and char_at(&scan.text, line.end - 1) == u"-")


cdef int find_body(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Find where the running text begins and ends, and from where on all is furniture."""
    cdef uint32_t index, mass = 0, total = 0, length
    cdef Line* line
    cdef Extent dateline, source
    draft.first_body = draft.last_body = draft.footer = draft.count
    for index in range(draft.front, draft.count):
        line = &draft.lines[index]
        length = line.end - line.start
        if line.flags & LINE_BODY and not line.flags & LINE_CHROME and length >= 50:
            total += length
    for index in range(draft.front, draft.count):
        line = &draft.lines[index]
        length = line.end - line.start
        if line.flags & LINE_CHROME_END and draft.first_body < draft.count and 2 * mass >= total:
            draft.footer = index
            break
        if line.flags & LINE_CHROME:
            continue
        if draft.first_body == draft.count and not line.flags & LINE_BODY and line.final == CHAR_COLON:
            if not line.flags & LINE_LABEL and read_dateline(lexicon, scan, line, &dateline, &source):
                line.flags |= LINE_BODY                # 央视网消息（新闻联播）： alone on its line
        if line.flags & LINE_BODY:
            if draft.first_body == draft.count:
                draft.first_body = index
            draft.last_body = index
            if length >= 50:
                mass += length
    return 0


cdef bint may_be_title(const Line* line) noexcept nogil:
    cdef uint32_t length = length_of(line)
    if length < 4 or length > TITLE_LENGTH or line.periods or line.flags & (LINE_SIGNS | LINE_DIGITS | LINE_LABEL | LINE_LINK | LINE_FRONT):
        return False
    return line.marker.form == MARKER_NONE and line.final not in (CHAR_COMMA, CHAR_COLON, CHAR_SEMICOLON, CHAR_PAUSE) \
        and line.kind == BLOCK_PARAGRAPH


cdef bint is_copy(Automaton lexicon, Scan scan, const Line* line, const Line* of) noexcept nogil:
    """Whether the line says the same as an earlier one that may have a site's name behind: 标题_某某网, 标题- 【某某】."""
    cdef uint32_t length = length_of(line), at
    cdef uint32_t whole = length_of(of)
    if length < 6 or length > whole or length * 3 < whole:
        return False
    for at in range(length):
        if char_at(&scan.text, line.title.start + at) != char_at(&scan.text, of.title.start + at):
            return False
    if length == whole:
        return True
    at = skip_blanks(lexicon, &scan.text, of.title.start + length, of.title.end)
    return at < of.title.end and char_at(&scan.text, at) in u"-_—–|｜－·"


cdef bint leads_to_article(const Draft* draft, uint32_t index) noexcept nogil:
    """Whether a date, a source or the body stands within a few lines below."""
    cdef uint32_t below
    for below in range(index + 1, min(index + NEAR, draft.count)):
        if draft.lines[below].flags & (LINE_DATED | LINE_LABEL | LINE_BODY):
            return True
    return False


cdef int find_title(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Find the line of the article's title: the copy that stands over the body."""
    cdef uint32_t index, back, best = draft.count, first = draft.front, longest = 0
    cdef Line* line
    draft.title = draft.count
    if draft.first_body == draft.count or draft.count - draft.front < 2:
        return 0
    while first < draft.first_body and draft.lines[first].flags & LINE_SIGNS and not draft.lines[first].hashes:
        first += 1
    for index in range(first, min(first + 4, draft.first_body)):
        if draft.lines[index].hashes and length_of(&draft.lines[index]) and draft.lines[index].periods == 0:
            draft.title = index
            return 0
    if first >= draft.first_body:
        return 0
    for index in range(first + 1, min(draft.footer, first + 600)):
        if index > draft.first_body and (best < draft.count or not leads_to_article(draft, index)):
            if best < draft.count:
                break
            continue
        line = &draft.lines[index]
        if not may_be_title(line):
            continue
        if is_copy(lexicon, scan, line, &draft.lines[first]):
            best = index
            longest = 1000
            continue
        for back in range(max(first, index - 3) if index >= 3 else first, index):
            if length_of(line) >= 8 and length_of(line) > longest and index < draft.first_body \
                    and is_copy(lexicon, scan, line, &draft.lines[back]):
                best = index
                longest = length_of(line)
    if best < draft.count:
        draft.title = best
        return 0
    if may_be_title(&draft.lines[first]) and not draft.lines[first].flags & LINE_CHROME \
            and (length_of(&draft.lines[first]) >= 8 or draft.first_body - first <= 12):
        draft.title = first
        return 0
    if not draft.lines[first].flags & LINE_CHROME and length_of(&draft.lines[first]) >= 8:
        return 0
    for index in range(first, min(draft.first_body, first + 200)):
        line = &draft.lines[index]
        if may_be_title(line) and not line.flags & (LINE_CHROME | LINE_DATED) and length_of(line) > longest and length_of(line) >= 8:
            longest = length_of(line)
            draft.title = index
    return 0


cdef bint has_label(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether a byline label and a colon stand anywhere in the line."""
    cdef uint32_t index, next
    for index in range(line.first, line.last):
        if word_at(lexicon, scan, index).roles2 & ROLE2_BYLINE:
            next = index + 1
            if kind_at(scan, next) == TOKEN_SPACE:
                next += 1
            if next < line.last and sign_at(scan, next) == CHAR_COLON:
                return True
    return False


cdef int settle_head(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Settle what stands before the body: breadcrumbs, title, source line."""
    cdef uint32_t index, top = draft.title if draft.title < draft.count else draft.front
    cdef Line* line
    cdef bint article = False      # whether anything of the article stands before the title
    if draft.title < draft.count:
        settle(&draft.lines[draft.title], BLOCK_TITLE)
        if draft.title > draft.first_body:
            draft.first_body = draft.title + 1
            while draft.first_body < draft.last_body and not draft.lines[draft.first_body].flags & LINE_BODY:
                draft.first_body += 1
        for index in range(draft.front, draft.title):
            settle(&draft.lines[index], BLOCK_CHROME)
    if draft.first_body == draft.count:
        return 0
    for index in range(top, draft.first_body):
        line = &draft.lines[index]
        if line.settled and line.kind != BLOCK_TABLE_ROW:
            continue
        if line.flags & (LINE_DATED | LINE_LABEL) or line.end - line.start <= 120 and line.periods == 0 and has_label(lexicon, scan, line):
            if not line.marker.form or line.flags & LINE_LABEL or line.marker.form == MARKER_DECIMAL:
                settle(line, BLOCK_META)
        elif line.flags & (LINE_CHROME | LINE_SIGNS | LINE_LINK | LINE_DIGITS) and not line.hashes:
            settle(line, BLOCK_CHROME)
        elif draft.title < draft.count and line.end - line.start <= 2 and not line.marker.form:
            settle(line, BLOCK_CHROME)
    return 0


cdef int settle_foot(Draft* draft) noexcept nogil:
    """Settle furniture within and behind the body."""
    cdef uint32_t index, plain = 0, numbered = 0
    cdef Line* line
    cdef bint furniture = False, links
    if draft.first_body == draft.count:
        return 0
    for index in range(draft.footer, draft.count):
        settle(&draft.lines[index], BLOCK_CHROME)
    for index in range(draft.first_body, draft.footer):
        line = &draft.lines[index]
        if line.settled and line.kind != BLOCK_ITEM:
            continue
        if line.flags & (LINE_CHROME | LINE_LINK) or line.flags & LINE_SIGNS and not line.hashes:
            settle(line, BLOCK_CHROME)
            furniture = furniture or index > draft.last_body
        elif line.flags & LINE_LABEL and line.label in (LABEL_EDITOR, LABEL_SOURCE, LABEL_AUTHOR) and line.end - line.start <= 60 \
                and not line.flags & LINE_BODY:
            settle(line, BLOCK_META)
    for index in range(draft.last_body + 1, draft.footer):
        line = &draft.lines[index]
        if line.settled or line.stars or line.hashes:
            continue
        if line.marker.form and line.final not in (CHAR_STOP, CHAR_SEMICOLON):
            numbered += 1
        elif not line.marker.form:
            plain += 1
    links = numbered >= 3 and draft.lines[draft.last_body].final != CHAR_COLON and plain == 0 \
        and draft.lines[draft.last_body].marker.form == MARKER_NONE
    if not links and not furniture and plain < TRAILING_RUN:
        return 0
    for index in range(draft.last_body + 1, draft.footer):
        line = &draft.lines[index]
        if not line.settled and (links or furniture and plain >= 3 or plain >= TRAILING_RUN):
            settle(line, BLOCK_CHROME)
    return 0


# -- headings ------------------------------------------------------------------------------------------------

cdef uint8_t style_of(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """How the line is set off, read as a heading."""
    cdef Py_UCS4 first = char_at(&scan.text, line.title.start), last = char_at(&scan.text, line.title.end - 1)
    if line.hashes:
        return STYLE_HASH + line.hashes - 1
    if first in u"/／" and last in u"/／" or first in u"【［[" and last in u"】］]":
        return STYLE_LABEL
    if line.stars:
        return STYLE_BOLD
    if first == u"【":
        return STYLE_BRACKET
    return STYLE_PLAIN


cdef bint may_be_heading(Automaton lexicon, Scan scan, Line* line) noexcept nogil:
    """Whether the line by itself may be a heading without a number."""
    cdef uint32_t length = length_of(line)
    if line.settled or line.periods or line.semicolons > 1 or length < 2:
        return False
    if line.flags & LINE_FLAT and not line.flags & LINE_HEADING and not line.hashes:
        return False
    if line.flags & (LINE_SIGNS | LINE_DIGITS | LINE_LABEL | LINE_CHROME | LINE_BODY | LINE_LINK):
        return False
    if line.final in (CHAR_COMMA, CHAR_COLON, CHAR_SEMICOLON, CHAR_PAUSE, CHAR_DOT, CHAR_DASH):
        return False
    line.style = style_of(lexicon, scan, line)
    if line.style != STYLE_PLAIN:
        return length <= MARKED_LENGTH or line.style < STYLE_LABEL
    if length > PLAIN_LENGTH or line.colons and length < 10 or line.final == CHAR_STOP and length > 32:
        return False
    if line.flags & LINE_DATED and length < 16 or has_name_behind(lexicon, scan, line):
        return False
    return not word_at(lexicon, scan, line.first).roles2 & ROLE2_BYLINE


cdef bint has_name_behind(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether a short name stands behind a gap: 某区人民政府区长　　某某某."""
    cdef uint32_t index = line.last
    cdef Token* token
    while index > line.first and line.last - index < 5:
        index -= 1
        token = &scan.tokens[index]
        if token.kind == TOKEN_SPACE:
            return token.end - token.start >= 2 and line.title.end - token.end <= 4
    return False


cdef bint is_unit_note(Scan scan, const Line* line) noexcept nogil:
    """Whether the line is a table's note of its unit: 单位：亿元."""
    cdef uint32_t at = line.title.start
    if at + 3 < line.title.end and char_at(&scan.text, at) in u"（(":
        at += 1
    return at + 2 < line.title.end and char_at(&scan.text, at) in u"单單" and char_at(&scan.text, at + 1) == u"位"


cdef int find_headings(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Settle headings without a number: short lines that lead, over a few others at most, to something.

    Read from the end back. A run of four or more plain short lines is a list; the line over a table is its caption;
    lines between the title and the body, with no source line between, are the title's own second lines.
    """
    cdef uint32_t index = draft.footer, run = 0, top, step
    cdef Line* line
    cdef uint8_t leads = 0         # 0: to nothing, 1: to text, 2: to a table
    cdef bint body_headings = False, complete
    top = draft.title + 1 if draft.title < draft.count else draft.front
    while index > top:
        index -= 1
        line = &draft.lines[index]
        if line.kind == BLOCK_CHROME or line.flags & (LINE_DIGITS | LINE_SIGNS) and not line.hashes:
            continue
        if line.settled or line.marker.form or not may_be_heading(lexicon, scan, line):
            if line.kind == BLOCK_TABLE_ROW or is_unit_note(scan, line):
                leads = 2
            elif line.kind == BLOCK_META or line.kind == BLOCK_CAPTION or line.kind == BLOCK_TITLE:
                leads = leads if line.kind == BLOCK_CAPTION else 0
            elif line.flags & LINE_BODY or line.settled or line.marker.form or line.final in (CHAR_STOP, CHAR_COLON, CHAR_SEMICOLON):
                leads = 1
            else:
                # 目标:… under a heading is text; a name or a date behind the body is its signature.
                leads = line.flags & LINE_FLAT != 0 or not line.flags & LINE_DATED and length_of(line) > 12
            run = 0
            continue
        run += 1
        if not leads and line.style >= STYLE_LABEL:
            continue
        complete = ends_before(draft, index, top)
        if leads == 2 and line.style >= STYLE_LABEL and run == 1:
            settle(line, BLOCK_CAPTION)
            leads = 2
            run = 0
            continue
        if line.style < STYLE_LABEL or line.flags & LINE_HEADING or complete:
            settle(line, BLOCK_HEADING)
            body_headings = body_headings or index > draft.first_body
        else:
            leads = 0
    unsettle_lists(draft, top)
    unsettle_subtitles(draft, top, body_headings)
    return 0


cdef bint ends_before(const Draft* draft, uint32_t index, uint32_t top) noexcept nogil:
    """Whether what stands before the line has ended, so that a heading may begin."""
    cdef const Line* line
    cdef uint32_t steps = 0
    while index > top and steps < 8:
        index -= 1
        steps += 1
        line = &draft.lines[index]
        if line.kind == BLOCK_CHROME or line.flags & (LINE_DIGITS | LINE_SIGNS):
            continue
        if line.settled or line.marker.form or not line.flags & LINE_BODY:
            return True
        return line.final in (CHAR_STOP, CHAR_COLON, CHAR_SEMICOLON, CHAR_DOT) or line.breaks != 1 or line.periods > 0
    return True


cdef int unsettle_lists(Draft* draft, uint32_t top) noexcept nogil:
    """Take back headings that stand four or more in a row without a mark: a list, or a table's cells."""
    cdef uint32_t index, begin = top, run = 0
    cdef bint plain
    for index in range(top, draft.footer + 1):
        plain = index < draft.footer and draft.lines[index].kind == BLOCK_HEADING and draft.lines[index].style == STYLE_PLAIN \
            and not draft.lines[index].flags & LINE_HEADING
        if plain:
            if run == 0:
                begin = index
            run += 1
            continue
        if index < draft.footer and run and draft.lines[index].kind == BLOCK_CHROME:
            continue
        if run >= LIST_RUN:
            for run in range(begin, index):
                if draft.lines[run].kind == BLOCK_HEADING and draft.lines[run].style == STYLE_PLAIN:
                    draft.lines[run].kind = BLOCK_PARAGRAPH
        run = 0
    return 0


cdef int unsettle_subtitles(Draft* draft, uint32_t top, bint body_headings) noexcept nogil:
    """Take back plain headings between title and body where no source line parts them from the title."""
    cdef uint32_t index, count = 0
    cdef Line* line
    if draft.title == draft.count:
        return 0
    for index in range(top, draft.first_body):
        if draft.lines[index].kind == BLOCK_META:
            return 0
        count += draft.lines[index].kind == BLOCK_HEADING
    for index in range(top, draft.first_body):
        line = &draft.lines[index]
        if line.kind == BLOCK_HEADING and line.style == STYLE_PLAIN and not line.flags & LINE_HEADING \
                and (count > 2 or not body_headings):
            line.kind = BLOCK_PARAGRAPH
    return 0


cdef int number_lines(Draft* draft) noexcept nogil:
    """Settle which lines begin with a printed number: headings where the number has a title and no more."""
    cdef uint32_t index
    cdef Line* line
    for index in range(draft.count):
        line = &draft.lines[index]
        if line.settled and line.kind != BLOCK_HEADING or line.flags & LINE_FRONT:
            if line.kind != BLOCK_ITEM:
                line.marker.form = MARKER_NONE
                line.marker.end = line.marker.start
            continue
        if line.marker.form == MARKER_ARABIC and draft.decimals:
            line.marker.form = MARKER_DECIMAL
        elif line.marker.form == MARKER_DECIMAL and not draft.decimals:
            line.marker.form = MARKER_NONE
        if draft.count == 1 and not line.flags & LINE_BODY:
            line.marker.form = MARKER_NONE
        if line.marker.form == MARKER_NONE:
            line.marker.end = line.marker.start
            continue
        if line.periods == 0 and line.semicolons == 0 and not line.flags & LINE_BODY and length_of(line) <= MARKED_LENGTH \
                and line.final not in (CHAR_COLON, CHAR_COMMA):
            line.kind = BLOCK_HEADING
        line.settled = True
    return 0


# -- contents ------------------------------------------------------------------------------------------------

cdef bint same_title(Scan scan, const Line* line, const Line* other) noexcept nogil:
    cdef uint32_t at, length = line.title.end - line.marker.body
    if length != other.title.end - other.marker.body:
        return False
    for at in range(length):
        if char_at(&scan.text, line.marker.body + at) != char_at(&scan.text, other.marker.body + at):
            return False
    return True


cdef int drop_contents(Scan scan, Draft* draft) noexcept nogil:
    """Make paragraphs of a table of contents: numbered titles in a row whose first one comes again behind them."""
    cdef uint32_t index, begin = draft.count, run = 0, inner
    cdef Line* line
    cdef Line* opening = NULL
    for index in range(draft.count):
        line = &draft.lines[index]
        if line.marker.form == MARKER_NONE or line.kind != BLOCK_HEADING:
            if run and (line.kind == BLOCK_CHROME or not line.flags & LINE_BODY and line.end - line.start < 12):
                continue
            run = 0
            continue
        if run >= 4 and line.marker.form == opening.marker.form and line.marker.order == opening.marker.order \
                and same_title(scan, line, opening):
            for inner in range(begin, index):
                if draft.lines[inner].kind == BLOCK_HEADING:
                    draft.lines[inner].kind = BLOCK_PARAGRAPH
                    draft.lines[inner].marker.form = MARKER_NONE
            run = 0
        if run == 0:
            begin = index
            opening = line
        run += 1
    return 0


# -- blocks --------------------------------------------------------------------------------------------------

cdef int put_blocks(Scan scan, Draft* draft) except -1 nogil:
    """One block for each line."""
    cdef uint32_t index
    cdef Line* line
    cdef Block* block
    for index in range(draft.count):
        line = &draft.lines[index]
        block = add_block(scan)
        block.kind = line.kind
        block.first, block.last = line.first, line.last
        block.start, block.end = line.start, line.end
        block.section = -1
        block.marker_start = block.marker_end = line.start
        if line.marker.end > line.marker.start:
            block.marker_start, block.marker_end = line.marker.start, line.marker.end
    return 0


cdef int classify(Automaton lexicon, Scan scan, Draft* draft) except -1 nogil:
    """Tell what each line is."""
    cdef uint32_t index
    draft.title = draft.first_body = draft.last_body = draft.footer = draft.count
    look(lexicon, scan, draft)
    if draft.count == 1 and not draft.lines[0].flags & LINE_BODY:
        draft.lines[0].kind = BLOCK_PARAGRAPH      # one bare phrase has no structure
        draft.lines[0].settled = True
        draft.lines[0].marker.form = MARKER_NONE
        draft.lines[0].marker.end = draft.lines[0].marker.start
        return 0
    settle_front(scan, draft)
    settle_tables(scan, draft)
    find_body(lexicon, scan, draft)
    find_title(lexicon, scan, draft)
    settle_head(lexicon, scan, draft)
    for index in range(draft.front, draft.count):
        if not draft.lines[index].settled:
            settle_item(lexicon, scan, &draft.lines[index])
    settle_foot(draft)
    find_headings(lexicon, scan, draft)
    number_lines(draft)
    drop_contents(scan, draft)
    return 0


cdef int lay_out(Automaton lexicon, Scan scan) except -1 nogil:
    """Fill scan.blocks, scan.sections, scan.contributors and scan.document."""
    cdef Draft draft
    draft.lines = NULL
    draft.count = draft.room = draft.front = draft.title = draft.first_body = draft.last_body = draft.footer = 0
    draft.decimals = False
    try:
        find_lines(lexicon, scan, &draft)
        if draft.count:
            classify(lexicon, scan, &draft)
            put_blocks(scan, &draft)
            build_sections(lexicon, scan, &draft)
        read_document(lexicon, scan, &draft)
    finally:
        free(draft.lines)
    return 0
