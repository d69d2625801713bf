"""Layout, third step: the article within its page.

In: a Draft whose lines were looked at. Out: front matter, title, source line and page furniture settled,
and the first and last line of the body. Cost: linear; around a line at most so many others are looked at as
the constants say. Nothing is allocated.

A page is read from outside in: front matter and breadcrumbs stand before the title, the source line between
title and body, furniture behind the body.
"""
from libc.stdint cimport uint32_t

from dushu._datelines cimport read_dateline
from dushu._lines cimport *
from dushu._looks cimport LABEL_AUTHOR, LABEL_EDITOR, LABEL_SOURCE, is_day
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._titles cimport find_title, find_title_end, see_page_title
from dushu._trie cimport Automaton

cdef enum:
    FRONT_LINES = 120     # front matter is no longer
    TRAILING_RUN = 8      # so many short lines behind the body are furniture
    COLOPHON_LINES = 5
    COLOPHON_LENGTH = 300
    STOPLESS_LENGTH = 40  # a page without full stops: its lines of text have at least so many characters
    STOPLESS_LINES = 3    # … and there are at least so many
    MENU_LINES = 5        # so many lines of a few short words over the text are a menu
    MENU_LENGTH = 14


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


cdef bint is_menu_line(Scan scan, const Line* line) noexcept nogil:
    """Whether the line is a few short words: 要闻 图片."""
    cdef uint32_t index
    if line.end - line.start > MENU_LENGTH or line.settled or line.marker.form or line.hashes \
            or line.flags & (LINE_BODY | LINE_DATED | LINE_LABEL):
        return False
    for index in range(line.first + 1, line.last):
        if scan.tokens[index].kind == TOKEN_SPACE:
            return scan.tokens[index].start - line.start >= 2
    return False


cdef int see_menu(Scan scan, Draft* draft) noexcept nogil:
    """Take lines of a few short words each that stand over the page in a row for its menu."""
    cdef uint32_t index = draft.front, inner
    while index < draft.count and is_menu_line(scan, &draft.lines[index]):
        index += 1
    if index >= draft.front + MENU_LINES:
        for inner in range(draft.front, index):
            draft.lines[inner].flags |= LINE_CHROME
    return 0


cdef bint is_bare_dateline(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether the line is a dateline and nothing else: 新华社北京3月17日电."""
    cdef Extent dateline, source
    return (char_at(&scan.text, line.title.end - 1) in u"电電" and not line.flags & LINE_LABEL
            and read_dateline(lexicon, scan, line, &dateline, &source) and dateline.end >= line.title.end)


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
        find_title_end(lexicon, scan, draft)
        for index in range(draft.title, draft.title_last + 1):
            settle(&draft.lines[index], BLOCK_TITLE)
        if draft.title > draft.first_body:
            draft.first_body = draft.title + 1
            while draft.first_body < draft.last_body and not draft.lines[draft.first_body].flags & LINE_BODY:
                draft.first_body += 1
        for index in range(draft.front, draft.title):
            line = &draft.lines[index]
            settle(line, BLOCK_META if is_bare_dateline(lexicon, scan, line) else BLOCK_CHROME)
    if draft.first_body == draft.count:
        return 0
    for index in range(top, draft.first_body):
        line = &draft.lines[index]
        if line.settled and line.kind != BLOCK_TABLE_ROW or line.flags & LINE_DAY_HEADS:
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


cdef int see_day_heads(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Flag dates of lines of their own where two or more of them stand right over text: the news of several days."""
    cdef uint32_t index, count
    cdef int turn
    for turn in range(2):
        count = 0
        for index in range(draft.front, draft.count - 1 if draft.count else 0):
            if draft.lines[index].flags & LINE_DAY_FIRST and draft.lines[index + 1].flags & LINE_BODY \
                    and is_day(lexicon, scan, &draft.lines[index]) and not draft.lines[index].settled:
                count += 1
                if turn:
                    draft.lines[index].flags |= LINE_DAY_HEADS
        if count < 2:
            return 0
    return 0


cdef int find_article(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Find body and title, and settle what stands before the body."""
    see_menu(scan, draft)
    see_day_heads(lexicon, scan, draft)
    see_page_title(lexicon, scan, draft)
    see_running_heads(scan, draft)
    find_body(lexicon, scan, draft)
    find_title(lexicon, scan, draft)
    return settle_head(lexicon, scan, draft)
