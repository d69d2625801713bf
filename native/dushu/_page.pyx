"""Layout, third step: the article within its page.

In: a Draft whose lines were looked at. Out: front matter, title, source line and page furniture settled,
and the first and last line of the body. Cost: linear; around a line at most so many others are looked at as
the constants say. Nothing is allocated.

A page is read from outside in: front matter and breadcrumbs stand before the title, the source line between
title and body, furniture behind the body.
"""
from libc.stdint cimport uint32_t

from dushu._document cimport read_dateline
from dushu._lines cimport *
from dushu._looks cimport LABEL_AUTHOR, LABEL_EDITOR, LABEL_SOURCE
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    FRONT_LINES = 120     # front matter is no longer
    TITLE_LENGTH = 110
    TITLE_LINES = 600     # lines in which a title's copy is looked for
    TRAILING_RUN = 8      # so many short lines behind the body are furniture
    COLOPHON_LINES = 5
    COLOPHON_LENGTH = 300
    STOPLESS_LENGTH = 40  # a page without full stops: its lines of text have at least so many characters
    STOPLESS_LINES = 3    # … and there are at least so many
    NEAR = 10             # lines within which a title's date or body must follow


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


cdef int see_stopless(Draft* draft) noexcept nogil:
    """Take long lines with commas for running text where no line of the page has a full stop."""
    cdef uint32_t index, count = 0
    cdef Line* line
    cdef int turn
    for turn in range(2):
        for index in range(draft.front, draft.count):
            line = &draft.lines[index]
            if line.flags & LINE_BODY and not line.settled and turn == 0:
                return 0
            if line.commas and line.end - line.start >= STOPLESS_LENGTH and not line.settled \
                    and not line.flags & LINE_CHROME:
                count += 1
                if turn:
                    line.flags |= LINE_BODY
        if count < STOPLESS_LINES:
            return 0
    return 0


cdef int find_body(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Find where the running text begins and ends, and from where on all is furniture."""
    cdef uint32_t index, mass = 0, total = 0, length
    cdef Line* line
    cdef Extent dateline, source
    draft.first_body = draft.last_body = draft.footer = draft.count
    see_stopless(draft)
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
        if draft.first_body < index and 4 * mass >= total and is_signed_off(draft, index):
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
    find_colophon(scan, draft)
    return 0


cdef bint is_signed_off(const Draft* draft, uint32_t index) noexcept nogil:
    """Whether the line above is the editor's, 责任编辑：某某, which ends an article.

    The name may stand on a line of its own.
    """
    cdef const Line* line = &draft.lines[index - 1]
    if line.flags & LINE_LABEL and line.label == LABEL_EDITOR:
        return line.final != CHAR_COLON
    if index < 2 or line.end - line.start > 8:
        return False
    line -= 1
    return line.flags & LINE_LABEL and line.label == LABEL_EDITOR and line.final == CHAR_COLON


cdef int find_colophon(Scan scan, Draft* draft) noexcept nogil:
    """Take what stands behind a last rule, --- and a few short lines, out of the body."""
    cdef uint32_t index = draft.footer, size = 0
    if draft.first_body == draft.count:
        return 0
    while index > draft.first_body + 1 and draft.footer - index < COLOPHON_LINES and size <= COLOPHON_LENGTH:
        index -= 1
        if is_rule(scan, &draft.lines[index]):
            draft.footer = index
            while draft.last_body >= index or not draft.lines[draft.last_body].flags & LINE_BODY:
                draft.last_body -= 1
            return 0
        size += draft.lines[index].end - draft.lines[index].start
    return 0


cdef bint may_be_title(const Line* line) noexcept nogil:
    cdef uint32_t length = length_of(line)
    if length < 4 or length > TITLE_LENGTH or line.periods \
            or line.flags & (LINE_SIGNS | LINE_DIGITS | LINE_LABEL | LINE_LINK | LINE_FRONT):
        return False
    return (line.marker.form == MARKER_NONE
            and line.final not in (CHAR_COMMA, CHAR_COLON, CHAR_SEMICOLON, CHAR_PAUSE)
            and line.kind == BLOCK_PARAGRAPH)


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
    return (class_of(lexicon, &scan.text, at - 1) in (CHAR_SPACE, CHAR_TAB, CHAR_MARK, CHAR_QUOTE_CLOSE)
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


cdef int see_running_heads(Scan scan, Draft* draft) noexcept nogil:
    """Settle running heads of a printed page: a line behind a page number that comes again."""
    cdef uint32_t index
    cdef Line* line
    cdef Line* before = NULL
    for index in range(draft.front + 1, draft.count):
        line = &draft.lines[index]
        if line.flags & (LINE_DIGITS | LINE_SIGNS | LINE_BODY) or line.settled:
            continue
        if before and same_text(scan, line, before):
            settle(line, BLOCK_CHROME)
            settle(before, BLOCK_CHROME)
        elif draft.lines[index - 1].flags & LINE_DIGITS and not (before and before.kind == BLOCK_CHROME):
            before = line
    return 0


cdef bint same_text(Scan scan, const Line* line, const Line* other) noexcept nogil:
    cdef uint32_t at, length = line.end - line.start
    if length != other.end - other.start:
        return False
    for at in range(length):
        if char_at(&scan.text, line.start + at) != char_at(&scan.text, other.start + at):
            return False
    return True


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
    while first < draft.first_body and draft.lines[first].flags & LINE_SIGNS \
            and not draft.lines[first].hashes:
        first += 1
    for index in range(first, min(first + 4, draft.first_body)):
        if draft.lines[index].hashes and length_of(&draft.lines[index]) and draft.lines[index].periods == 0:
            draft.title = index
            return 0
    if first >= draft.first_body:
        return 0
    for index in range(first + 1, min(draft.footer, first + TITLE_LINES)):
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
        if may_be_title(line) and not line.flags & (LINE_CHROME | LINE_DATED) and length_of(line) > longest \
                and length_of(line) >= 8:
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
        if line.flags & (LINE_DATED | LINE_LABEL) or line.end - line.start <= 120 and line.periods == 0 \
                and has_label(lexicon, scan, line):
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
        elif line.flags & LINE_LABEL and line.label in (LABEL_EDITOR, LABEL_SOURCE, LABEL_AUTHOR) \
                and line.end - line.start <= 60 \
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


cdef int find_article(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Find body and title, and settle what stands before the body."""
    see_page_title(lexicon, scan, draft)
    see_running_heads(scan, draft)
    find_body(lexicon, scan, draft)
    find_title(lexicon, scan, draft)
    return settle_head(lexicon, scan, draft)
