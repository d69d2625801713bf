"""Layout: finds the title of the article, and where it begins and ends.

In: a Draft whose furniture, body and front matter are known. Out: draft.title with its last line and its end,
and scan.document.title. Cost: a bounded number of lines over the body; in them, their characters. Nothing is
allocated.

The title is the copy that stands over the body. One line may hold only half of it; where its own break was
lost, the kind of document in which it ends and what begins behind it tell where it stops.
"""
from libc.stdint cimport uint32_t

from dushu._datelines cimport opens_title, read_dateline, take_dateline
from dushu._lines cimport *
from dushu._looks cimport is_day
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    TITLE_LENGTH = 110
    TITLE_LINES = 600     # lines in which a title's copy is looked for
    SENTENCE_COMMAS = 4   # a line with so many commas is a sentence and no title
    TITLE_PARTS = 4       # lines that a title takes at most
    PART_LENGTH = 40      # … none behind the first longer than this
    NEAR = 10             # lines within which a title's date or body must follow
    NOTICE_LENGTH = 90    # a title whose break was lost
    BRACKET_LENGTH = 20   # characters in a bracket behind a document's kind: （征求意见稿）


# -- which line -------------------------------------------------------------------------------------------------

cdef bint may_be_title(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    cdef uint32_t length = length_of(line)
    if length < 4 or length > TITLE_LENGTH or line.periods \
            or line.flags & (LINE_SIGNS | LINE_DIGITS | LINE_LABEL | LINE_LINK | LINE_FRONT):
        return False
    # ——2016年1月6日在某某会议上 says where a speech was given; a bare date heads the news of a day.
    return (line.marker.form == MARKER_NONE
            and line.final not in (CHAR_COMMA, CHAR_COLON, CHAR_SEMICOLON, CHAR_PAUSE)
            and line.kind == BLOCK_PARAGRAPH and line.commas < SENTENCE_COMMAS
            and class_of(lexicon, &scan.text, line.title.start) != CHAR_DASH
            and not is_day(lexicon, scan, line))


cdef bint same_at(Scan scan, const Line* line, uint32_t start) noexcept nogil:
    """Whether the text there says what the line says."""
    cdef uint32_t at
    for at in range(length_of(line)):
        if char_at(&scan.text, line.title.start + at) != char_at(&scan.text, start + at):
            return False
    return True


cdef bint is_copy(Automaton lexicon, Scan scan, const Line* line, const Line* of) noexcept nogil:
    """Whether an earlier line says the same, with a site's name behind it or a breadcrumb before it."""
    cdef uint32_t length = length_of(line), whole = length_of(of), at
    if length < 6 or length > whole:
        return False
    if 3 * length >= whole and same_at(scan, line, of.title.start):
        at = skip_blanks(lexicon, &scan.text, of.title.start + length, of.title.end)
        return length == whole or at < of.title.end and char_at(&scan.text, at) in u"-_—–|｜－·"
    # 首页 某某频道 标题: the title ends a breadcrumb.
    at = of.title.end - length
    if length < 8 or at == of.title.start:
        return False
    return (class_of(lexicon, &scan.text, at - 1) in (CHAR_SPACE, CHAR_TAB, CHAR_MARK, CHAR_QUOTE_CLOSE, CHAR_CLOSE)
            and same_at(scan, line, at))


cdef int see_page_title(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Keep a long title from being read as text: the first line where it stands once more below."""
    cdef uint32_t index
    cdef Line* first
    if draft.front >= draft.count:
        return 0
    first = &draft.lines[draft.front]
    if not first.flags & LINE_BODY or first.periods or length_of(first) > 2 * TITLE_LENGTH:
        return 0
    for index in range(draft.front + 1, min(draft.count, draft.front + 60)):
        if length_of(&draft.lines[index]) <= TITLE_LENGTH \
                and is_copy(lexicon, scan, &draft.lines[index], first):
            first.flags &= ~<uint32_t> LINE_BODY
            draft.lines[index].flags &= ~<uint32_t> LINE_BODY
    return 0


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
    while first < draft.first_body and draft.lines[first].flags & (LINE_SIGNS | LINE_LABEL) \
            and not draft.lines[first].hashes:
        first += 1
    for index in range(first, min(first + 4, draft.first_body)):
        if draft.lines[index].hashes and length_of(&draft.lines[index]) and draft.lines[index].periods == 0:
            draft.title = index
            return 0
    # A sentence of the site's own may stand over a title that is said twice.
    for index in range(first + 1, min(draft.footer, first + (TITLE_LINES if first < draft.first_body else NEAR))):
        if index > draft.first_body and (best < draft.count or not leads_to_article(draft, index)):
            if best < draft.count:
                break
            continue
        line = &draft.lines[index]
        if not may_be_title(lexicon, scan, line):
            continue
        if is_copy(lexicon, scan, line, &draft.lines[first]):
            best = index
            longest = 1000
            continue
        for back in range(max(first, index - 3) if index >= 3 else first, index):
            if length_of(line) >= 8 and length_of(line) > longest \
                    and (index < draft.first_body or draft.first_body == first) \
                    and is_copy(lexicon, scan, line, &draft.lines[back]):
                best = index
                longest = length_of(line)
    if best < draft.count:
        draft.title = best
        return 0
    if may_be_title(lexicon, scan, &draft.lines[first]) and not draft.lines[first].flags & LINE_CHROME \
            and (length_of(&draft.lines[first]) >= 8 or draft.first_body - first <= 12):
        draft.title = first
        return 0
    if not draft.lines[first].flags & LINE_CHROME and length_of(&draft.lines[first]) >= 8:
        return 0
    for index in range(first, min(draft.first_body, first + 200)):
        line = &draft.lines[index]
        if may_be_title(lexicon, scan, line) and not line.flags & (LINE_CHROME | LINE_DATED) \
                and length_of(line) > longest and length_of(line) >= 8:
            longest = length_of(line)
            draft.title = index
    return 0


# -- where it ends ----------------------------------------------------------------------------------------------

cdef bint ends_document(const Text* text, uint32_t start, uint32_t end) noexcept nogil:
    """Whether [start, end) ends in a kind of document, 公报, 通知, 答记者问, with a bracket behind it or none."""
    cdef Py_UCS4 last, before
    cdef uint32_t back = 0
    if end > start + 4 and char_at(text, end - 1) in u"）)":
        while back < BRACKET_LENGTH and end > start + 4 and char_at(text, end - 1) not in u"（(":
            end -= 1
            back += 1
        end -= 1
    if end < start + 3:
        return False
    last, before = char_at(text, end - 1), char_at(text, end - 2)
    if last in u"报報告":
        return before in u"公通简簡快年季报報预預"
    if last in u"知见見法划劃案":
        return before in u"通意办辦规規计計方预預"
    if last in u"定例则則要点點结結":
        return before in u"决決规規条條细細纲綱摘要总總"
    return before in u"批讲講实實者说說" and last in u"复復话話录錄问問明"


cdef bint begins_text(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, bint about) noexcept nogil:
    """Whether what follows a document's kind opens its text: 各位代表, 一、, 各省…; behind 答记者问 nearly all does."""
    cdef Py_UCS4 c, next
    cdef Marker marker
    if at + 2 >= end:
        return False
    c, next = char_at(text, at), char_at(text, at + 1)
    if c == u"各":
        return about or next == u"位"
    if c == u"一":
        return read_marker(lexicon, text, at, end, &marker) and marker.form == MARKER_HAN
    if char_at(text, at - 1) in u"问問":
        return c not in u"时時中会會的说說表后後并並" and class_of(lexicon, text, at) == CHAR_OTHER
    return False


cdef int title_of_notice(Automaton lexicon, Scan scan, const Line* line, Extent* title) noexcept nogil:
    """The title whose own line was lost: 某某关于印发某规划的通知 before 国发〔2011〕42号, 各位代表, 一、 and their like."""
    cdef const Text* text = &scan.text
    cdef uint32_t at, stop = min(line.end, line.start + NOTICE_LENGTH), back
    cdef bint about = False
    for at in range(line.start + 1, stop):
        if class_of(lexicon, text, at) in (CHAR_STOP, CHAR_SEMICOLON, CHAR_COMMA):
            return 0
        about = about or char_at(text, at - 1) in u"关關" and char_at(text, at) in u"于於"
        if at >= line.start + 8 and begins_text(lexicon, text, at, line.end, about) \
                and (char_at(text, at) == u"一" or ends_document(text, line.start, at)):
            title.start, title.end = line.start, at
            return 1
        if char_at(text, at) != u"〔":
            continue
        for back in range(at - 1, max(at - 9, line.start + 4), -1):
            if ends_document(text, line.start, back + 1):
                title.start, title.end = line.start, back + 1
                return 1
        return 0
    return 0


cdef bint says_about(Scan scan, const Line* line) noexcept nogil:
    """Whether the line holds 关于, which opens what a circular is about."""
    cdef uint32_t at
    for at in range(line.title.start, line.title.end - 1):
        if char_at(&scan.text, at) in u"关關" and char_at(&scan.text, at + 1) in u"于於":
            return True
    return False


cdef bint names_issuer(Scan scan, const Line* line) noexcept nogil:
    """Whether the line ends as the name of a body that issues documents: 某某公司, 某某人民政府, 某某办公室."""
    cdef Py_UCS4 last = char_at(&scan.text, line.title.end - 1), before = char_at(&scan.text, line.title.end - 2)
    return (last in u"司府局厅廳院委部处處署" or last == u"室" and before == u"公"
            or last in u"会會" and before in u"员員事协協" or last in u"团團" and before == u"集")


cdef int find_title_end(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Find the last line of a title that was broken: 某某公司 / 年度业绩预告, 关于印发某某 / “十二五”规划的通知."""
    cdef const Line* first = &draft.lines[draft.title]
    cdef const Line* line
    cdef uint32_t index
    cdef bint about = says_about(scan, first)
    cdef Extent run_in
    draft.title_last = draft.title
    draft.title_end = first.title.end
    if first.hashes or ends_document(&scan.text, first.title.start, first.title.end):
        return 0
    for index in range(draft.title + 1, min(draft.title + TITLE_PARTS, draft.first_body + 1)):
        line = &draft.lines[index]
        if about and title_of_notice(lexicon, scan, line, &run_in):
            draft.title_end = run_in.end               # “十二五”规划的通知国发〔2011〕42号
            return 0
        if length_of(line) > PART_LENGTH or line.commas or line.breaks > 2 or line.settled or line.marker.form \
                or line.flags & (LINE_CHROME | LINE_FLAT | LINE_LABEL) or line.hashes or line.stars \
                or char_at(&scan.text, line.title.start) in u"（(":
            return 0
        about = about or index == draft.title + 1 and says_about(scan, line)
        if ends_document(&scan.text, line.title.start, line.title.end):
            if about or index == draft.title + 1 and (names_issuer(scan, first) or length_of(line) <= 6):
                draft.title_last, draft.title_end = index, line.title.end
            return 0
    return 0


# -- its extent -------------------------------------------------------------------------------------------------

cdef int cut_site(Automaton lexicon, Scan scan, Extent* title) noexcept nogil:
    """Cut a site's name off the title of a page: 标题_某某网, 标题 - 商情 - 某某时报."""
    cdef uint32_t at
    cdef Py_UCS4 c, before, behind
    for at in range(title.start + 4, title.end - 1 if title.end else 0):
        before, c, behind = char_at(&scan.text, at - 1), char_at(&scan.text, at), char_at(&scan.text, at + 1)
        if c == u"_" or c in u"-–—|｜" and (behind == u"【" or before == behind == u" "):
            title.end = at
            break
    while title.end > title.start and class_of(lexicon, &scan.text, title.end - 1) in (CHAR_SPACE, CHAR_DASH):
        title.end -= 1
    return 0


cdef int title_behind_dateline(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Cut the dateline off a title that names itself: 新华社北京3月17日电题：某事."""
    cdef Document* document = &scan.document
    cdef Extent dateline, source
    if not read_dateline(lexicon, scan, line, &dateline, &source) \
            or not opens_title(lexicon, &scan.text, dateline.end, line.title.end):
        return 0
    document.title.start = skip_blanks(lexicon, &scan.text, dateline.end + 2, line.title.end)
    return take_dateline(scan, dateline, source)


cdef int read_title(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    cdef Document* document = &scan.document
    cdef Line* line
    if draft.title < draft.count:
        line = &draft.lines[draft.title]
        document.title = line.title
        document.title.end = draft.title_end
        if draft.title == draft.front and not line.hashes:
            cut_site(lexicon, scan, &document.title)
        title_behind_dateline(lexicon, scan, line)
    elif document.title.start == document.title.end and draft.count and draft.first_body < draft.count:
        title_of_notice(lexicon, scan, draft.lines, &document.title)
    return 0
