"""Layout, fourth step: which lines of the article are headings, with a number and without.

In: a Draft whose page furniture, tables and items are settled. Out: headings and numbered lines settled;
tables of contents taken back. Cost: linear. Nothing is allocated.

A heading without a number is a short line without final punctuation that leads to something; how short, how
far and after what is said at each rule. When in doubt a line is a paragraph.
"""
from libc.stdint cimport uint8_t, uint32_t

from dushu._lines cimport *
from dushu._quantities cimport sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    DIVIDER_LENGTH = 20   # a heading that ends in a colon and parts a numbered list
    PLAIN_LENGTH = 45     # a heading without any mark
    MARKED_LENGTH = 70    # … with one
    QUESTION_LENGTH = 32  # … that ends with ？ or ！
    LIST_RUN = 4          # so many short lines in a row are a list and no headings
    CONTENTS_RUN = 4      # so many numbered titles in a row may be a table of contents


# -- headings ------------------------------------------------------------------------------------------------

cdef int join_hashes(Scan scan, Draft* draft) noexcept nogil:
    """Give the # of a line of its own to the short line below it."""
    cdef uint32_t index
    cdef Line* line
    for index in range(draft.front, draft.count - 1 if draft.count else 0):
        line = &draft.lines[index]
        if line.hashes and line.flags & LINE_SIGNS and line.title.start >= line.title.end:
            settle(line, BLOCK_CHROME)
            if (line + 1).breaks == 1 and (line + 1).periods == 0 and length_of(line + 1) <= MARKED_LENGTH:
                (line + 1).hashes = line.hashes
    return 0


cdef bint is_annex(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether the line heads an annex: 附件1 某事分级标准, 附录A; not 附件：1.某事."""
    cdef uint32_t at = line.title.start + 2
    cdef uint8_t kind
    if at >= line.title.end or char_at(&scan.text, at - 2) != u"附" \
            or char_at(&scan.text, at - 1) not in u"件录錄表图圖":
        return False
    kind = class_of(lexicon, &scan.text, at)
    return kind in (CHAR_DIGIT, CHAR_NUMERAL, CHAR_LATIN)


cdef bint is_number_of_document(Scan scan, const Line* line) noexcept nogil:
    """Whether the line is a document's number: 国发〔2016〕65号, 某财采监[2010]52号."""
    cdef uint32_t at = line.title.end - 1
    if char_at(&scan.text, at) not in u"号號":
        return False
    while at > line.title.start and line.title.end - at < 8:
        at -= 1
        if char_at(&scan.text, at) in u"〕］]）)":
            return True
    return False


cdef bint is_contents(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether the line is 目录, its characters parted or not."""
    cdef uint32_t at = line.title.start
    if char_at(&scan.text, at) != u"目":
        return False
    at = skip_blanks(lexicon, &scan.text, at + 1, line.title.end)
    return at + 1 == line.title.end and char_at(&scan.text, at) in u"录錄次"


cdef uint8_t style_of(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """How the line is set off, read as a heading."""
    cdef Py_UCS4 first = char_at(&scan.text, line.title.start), last = char_at(&scan.text, line.title.end - 1)
    if line.hashes:
        return STYLE_HASH + line.hashes - 1
    if is_annex(lexicon, scan, line):
        return STYLE_HASH
    if first in u"/／" and last in u"/／" or first in u"【［[" and last in u"】］]":
        return STYLE_LABEL
    if line.stars:
        return STYLE_BOLD
    if first == u"【":
        return STYLE_BRACKET
    return STYLE_PLAIN


cdef bint is_box(Scan scan, const Line* line) noexcept nogil:
    """Whether the line heads a box of a plan: 专栏1 主要指标, 专栏二：重点工程."""
    cdef uint32_t at = line.title.start
    return (at + 3 < line.title.end and char_at(&scan.text, at) in u"专專" and char_at(&scan.text, at + 1) in u"栏欄"
            and char_at(&scan.text, at + 2) in u"0123456789一二三四五六七八九十 ")


cdef bint may_be_heading(Automaton lexicon, Scan scan, Line* line) noexcept nogil:
    """Whether the line by itself may be a heading without a number."""
    cdef uint32_t length = length_of(line)
    if line.settled or line.periods or line.semicolons > 1 or length < 2:
        return False
    if line.flags & LINE_PIECE and not line.flags & LINE_HEADING and not line.hashes:
        return False
    if line.flags & (LINE_SIGNS | LINE_DIGITS | LINE_LABEL | LINE_CHROME | LINE_BODY | LINE_LINK):
        return False
    if line.bars and sign_at(scan, line.last - 1) == CHAR_BAR:
        return False                                   # a page's ways to its neighbours: 上一年的报告 |
    line.style = style_of(lexicon, scan, line)
    if line.flags & LINE_DAY_HEADS:
        return True
    if line.style < STYLE_LABEL and line.final == CHAR_COLON:
        return length <= MARKED_LENGTH
    if line.final in (CHAR_COMMA, CHAR_COLON, CHAR_SEMICOLON, CHAR_PAUSE, CHAR_DOT, CHAR_DASH):
        return False
    if line.style != STYLE_PLAIN:
        return length <= MARKED_LENGTH or line.style < STYLE_LABEL
    if length > PLAIN_LENGTH or line.colons and length < 10 or line.final == CHAR_STOP \
            and length > QUESTION_LENGTH:
        return False
    if line.flags & LINE_DATED and length < 16 or has_name_behind(lexicon, scan, line) or names_occasion(scan, line):
        return False
    if line.han < 2 or line.digits * 2 > length or line.flags & LINE_DAY_FIRST \
            or is_number_of_document(scan, line) or is_contents(lexicon, scan, line):
        return False
    if char_at(&scan.text, line.title.start) in u"□√☑（(" or char_at(&scan.text, line.title.start) == u"附" \
            and line.colons:
        return False
    if not line.flags & LINE_FLAT and is_box(scan, line):
        return True
    return not word_at(lexicon, scan, line.first).roles2 & ROLE2_BYLINE


cdef bint has_name_behind(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether a short name stands behind a gap: 某区人民政府区长　　某某某; behind an office one blank will do."""
    cdef uint32_t index = line.last
    cdef Token* token
    while index > line.first and line.last - index < 5:
        index -= 1
        token = &scan.tokens[index]
        if token.kind != TOKEN_SPACE:
            continue
        if line.title.end - token.end > 4:
            return False
        if token.end - token.start >= 2 or ends_office(scan, line.title.start, token.start):
            return True
    return False


cdef bint ends_office(Scan scan, uint32_t start, uint32_t end) noexcept nogil:
    """Whether what is said in [start, end) ends in an office: 县长, 检察长, 主任; not 增长, 责任."""
    cdef Py_UCS4 last, before
    if end < start + 2:
        return False
    last, before = char_at(&scan.text, end - 1), char_at(&scan.text, end - 2)
    if last in u"长長":
        return before in u"省市县縣区區州旗盟镇鎮乡鄉局院厅廳处處部校行会會社团團司署察员員"
    return last in u"任席" and before == u"主" or last in u"记記" and before in u"书書" or last == u"理" and before in u"经總总經"


cdef bint names_speaker(Scan scan, const Draft* draft, uint32_t index, uint32_t top) noexcept nogil:
    """Whether the line is half of 某区人民政府区长　　某某某, cut in two where a text's breaks became blanks."""
    cdef const Line* line = &draft.lines[index]
    if index + 1 < draft.count and char_at(&scan.text, (line + 1).title.start) == u"各" \
            and char_at(&scan.text, (line + 1).title.start + 1) == u"位" \
            and (ends_office(scan, line.title.start, line.title.end - 2) or ends_office(scan, line.title.start,
                                                                                       line.title.end - 3)):
        return True                                    # 某院院长某某某 before 各位代表
    if length_of(line) <= 4:
        return index > top and ends_office(scan, (line - 1).title.start, (line - 1).title.end)
    return index + 1 < draft.count and length_of(line + 1) <= 4 and ends_office(scan, line.title.start, line.title.end)


cdef bint names_occasion(Scan scan, const Line* line) noexcept nogil:
    """Whether the line says where a speech was given: 某县人民代表大会第一次会议上."""
    cdef uint32_t end = line.title.end
    while end > line.title.start + 4 and char_at(&scan.text, end - 1) in u"）)":
        end -= 1
    return end > line.title.start + 4 and char_at(&scan.text, end - 1) == u"上" and (
        char_at(&scan.text, end - 2) in u"会會" or char_at(&scan.text, end - 2) in u"议議"
        and char_at(&scan.text, end - 3) in u"会會")


cdef bint is_numbered_figure(Scan scan, const Line* line) noexcept nogil:
    """Whether the line is the caption of a numbered figure or table: 图1：近年产值, 表2 主要产品产量."""
    cdef uint32_t at = line.title.start + 1, digits = 0
    if char_at(&scan.text, line.title.start) not in u"图圖表" or line.periods or length_of(line) > PLAIN_LENGTH:
        return False
    while at < line.title.end and digits < 3 and char_at(&scan.text, at) in u"0123456789一二三四五六七八九十":
        at += 1
        digits += 1
    return 0 < digits < 3 and at < line.title.end and char_at(&scan.text, at) in u"：: \u3000、."


cdef bint names_body(Scan scan, const Line* line) noexcept nogil:
    """Whether the line over the text is the body that speaks, and no heading: 某市统计局."""
    cdef uint32_t end = line.title.end
    if length_of(line) < 4 or length_of(line) > 24 or line.commas or line.colons:
        return False
    return char_at(&scan.text, end - 1) == u"局" and char_at(&scan.text, end - 2) not in u"结結格布变變全大时時僵困新棋" \
        or char_at(&scan.text, end - 1) in u"队隊" and char_at(&scan.text, end - 2) in u"总總查" \
        or char_at(&scan.text, end - 1) in u"会會" and char_at(&scan.text, end - 2) in u"员員" \
        or char_at(&scan.text, end - 1) == u"室" and char_at(&scan.text, end - 2) in u"公"


cdef bint is_unit_note(Scan scan, const Line* line) noexcept nogil:
    """Whether the line is a table's note of its unit: 单位：亿元."""
    cdef uint32_t at = line.title.start
    if at + 3 < line.title.end and char_at(&scan.text, at) in u"（(":
        at += 1
    return (at + 2 < line.title.end and char_at(&scan.text, at) in u"单單"
            and char_at(&scan.text, at + 1) == u"位")


cdef int find_headings(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Settle headings without a number: short lines that lead, over a few others at most, to something.

    Read from the end back. A run of four or more plain short lines is a list; the line over a table is its
    caption;
    lines between the title and the body, with no source line between, are the title's own second lines.
    """
    cdef uint32_t index = draft.footer, run = 0, top
    cdef Line* line
    cdef uint8_t leads = 0         # 0: to nothing, 1: to text, 2: to a table
    cdef bint body_headings = False, complete
    top = draft.title + 1 if draft.title < draft.count else draft.front
    while index > top:
        index -= 1
        line = &draft.lines[index]
        if line.kind == BLOCK_CHROME or line.flags & (LINE_DIGITS | LINE_SIGNS) and not line.hashes:
            continue
        if not line.settled and not line.marker.form and is_numbered_figure(scan, line):
            settle(line, BLOCK_CAPTION)
        if line.settled or line.marker.form or not may_be_heading(lexicon, scan, line) \
                or index < draft.first_body and line.style == STYLE_PLAIN and (
                    names_body(scan, line) or names_speaker(scan, draft, index, top)):
            if line.kind == BLOCK_TABLE_ROW or is_unit_note(scan, line):
                leads = 2
            elif is_contents(lexicon, scan, line):
                leads = 1                              # what stands over the contents is the plan's own title
            elif line.flags & LINE_DAY_FIRST:
                leads = 0                              # what stands over a date signed it
            elif line.kind == BLOCK_META or line.kind == BLOCK_CAPTION or line.kind == BLOCK_TITLE:
                leads = leads if line.kind == BLOCK_CAPTION else 0
            elif line.flags & LINE_BODY or line.settled or line.marker.form \
                    or line.final in (CHAR_STOP, CHAR_COLON, CHAR_SEMICOLON):
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
        return (line.final in (CHAR_STOP, CHAR_COLON, CHAR_SEMICOLON, CHAR_DOT) or line.breaks != 1
                or line.periods > 0)
    return True


cdef inline bint is_plain_heading(const Line* line) noexcept nogil:
    return line.kind == BLOCK_HEADING and line.style == STYLE_PLAIN and not line.flags & LINE_HEADING


cdef int unsettle_lists(Draft* draft, uint32_t top) noexcept nogil:
    """Take back headings that stand four or more in a row without a mark: a list, or a table's cells."""
    cdef uint32_t index, begin = top, run = 0
    for index in range(top, draft.footer + 1):
        if index < draft.footer and is_plain_heading(&draft.lines[index]):
            if run == 0:
                begin = index
            run += 1
            continue
        if index < draft.footer and run and draft.lines[index].kind == BLOCK_CHROME:
            continue
        if run >= LIST_RUN:
            for run in range(begin, index):
                if is_plain_heading(&draft.lines[run]):
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
        if line.kind == BLOCK_HEADING and line.style == STYLE_PLAIN and (count > 2 or not body_headings):
            line.kind = BLOCK_PARAGRAPH
    return 0


cdef bint lists_titles(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether the line is a table of contents by itself: 第一章　某事　第一节　某事　第二节　某事 …"""
    cdef uint32_t index, count = 0
    cdef Marker marker
    for index in range(line.first + 1, line.last):
        if word_at(lexicon, scan, index).roles2 & ROLE2_ORDER and scan.tokens[index - 1].kind == TOKEN_SPACE:
            count += read_marker(lexicon, &scan.text, scan.tokens[index].start, line.end, &marker)
    return count >= 3


cdef int number_lines(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
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
        if line.marker.form == MARKER_ARABIC and draft.decimals and not draft.bare_numbers:
            line.marker.form = MARKER_DECIMAL
        elif line.marker.form == MARKER_DECIMAL and not draft.decimals:
            line.marker.form = MARKER_NONE
        if draft.count == 1 and not line.flags & LINE_BODY:
            line.marker.form = MARKER_NONE
        if line.marker.form and line.periods == 0 and lists_titles(lexicon, scan, line):
            line.marker.form = MARKER_NONE
        if line.marker.form == MARKER_NONE:
            line.marker.end = line.marker.start
            continue
        if line.periods == 0 and line.semicolons == 0 and not line.flags & LINE_BODY \
                and length_of(line) <= MARKED_LENGTH \
                and line.final not in (CHAR_COLON, CHAR_COMMA):
            line.kind = BLOCK_HEADING
        line.settled = True
    return 0


cdef bint divides(Draft* draft, uint32_t index) noexcept nogil:
    """Whether the line is a short one that ends in a colon and has a numbered line right behind it."""
    cdef const Line* line = &draft.lines[index]
    return (line.kind == BLOCK_PARAGRAPH and line.final == CHAR_COLON and not line.settled and line.commas == 0
            and line.periods == 0 and 3 <= length_of(line) <= DIVIDER_LENGTH and index + 1 < draft.count
            and line.marker.form == MARKER_NONE and (line + 1).marker.form != MARKER_NONE)


cdef int divide_lists(Draft* draft) noexcept nogil:
    """Settle headings that part a numbered list, 新措施： … （二）… 延续的措施： （三）…: the one within it shows that the one
    over its first number is a heading too."""
    cdef uint32_t index, first = draft.count
    cdef const Line* before
    cdef const Line* next
    for index in range(draft.first_body, draft.footer):
        if not divides(draft, index):
            continue
        next = &draft.lines[index + 1]
        if next.marker.order == 1:
            first = index
            continue
        before = &draft.lines[index - 1] if index else next
        if before.marker.form != next.marker.form or before.marker.order + 1 != next.marker.order:
            continue
        settle(&draft.lines[index], BLOCK_HEADING)
        if first < index and draft.lines[first + 1].marker.form == next.marker.form:
            settle(&draft.lines[first], BLOCK_HEADING)
            first = draft.count
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
    """Make paragraphs of a table of contents: numbered titles in a row, whose first comes again behind."""
    cdef uint32_t index, begin = draft.count, run = 0, inner
    cdef Line* line
    cdef Line* opening = NULL
    for index in range(draft.count):
        line = &draft.lines[index]
        if line.marker.form == MARKER_NONE or line.kind != BLOCK_HEADING:
            if run and (line.kind == BLOCK_CHROME or not line.flags & LINE_BODY
                        and line.end - line.start < 12):
                continue
            run = 0
            continue
        if run >= CONTENTS_RUN and line.marker.form == opening.marker.form \
                and line.marker.order == opening.marker.order \
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
