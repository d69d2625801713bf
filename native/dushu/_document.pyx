"""Layout, fourth step: what the page says of itself.

In: a Draft whose lines are classified. Out: scan.document (title, source, date, dateline) and
scan.contributors. Cost: linear; a dateline is looked for in a line's first characters only. The Scan owns
the contributors.

The source is the medium that the page names behind 来源 or 发布人, else in its dateline (新华网广州4月22日电 is 新华网).
The date is that of the source line under the title, else one in front matter, dateline or signature; never
one in a URL or of the last change.
"""
from libc.stdint cimport int8_t, uint8_t, uint32_t

from dushu._datelines cimport MEDIUM_LENGTH, read_dateline, take_dateline
from dushu._lines cimport *
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan, add_contributor
from dushu._titles cimport read_title
from dushu._trie cimport Automaton

cdef enum:
    ROLE_OF_REPORTER = 1      # the order of _codes.BYLINES
    ROLE_OF_CORRESPONDENT = 2
    ROLE_OF_PHOTOGRAPHER = 3
    ROLE_OF_AUTHOR = 4
    ROLE_OF_SOURCE = 5
    ROLE_OF_DATE = 6
    BRACKET_TOKENS = 60
    SIGNATURE_LENGTH = 40
    NAME_LENGTH = 14
    NAMES_BACK = 16           # names that a new one is compared with
    SOURCE_LENGTH = 40
    CLOCK_LENGTH = 14     # 香港時間16時30分


# -- names ---------------------------------------------------------------------------------------------------

cdef inline uint32_t over_space(Scan scan, uint32_t index, uint32_t last) noexcept nogil:
    while index < last and scan.tokens[index].kind == TOKEN_SPACE:
        index += 1
    return index


cdef uint32_t name_end(Automaton lexicon, Scan scan, uint32_t index, uint32_t last) noexcept nogil:
    """The token behind the name that begins there: a run without blank, sign, label or furniture."""
    cdef uint32_t kind
    while index < last:
        kind = scan.tokens[index].kind
        if kind in (TOKEN_SPACE, TOKEN_BREAK, TOKEN_NUMBER):
            break
        if kind == TOKEN_SIGN and scan.tokens[index].sign != CHAR_BULLET:
            break
        if word_at(lexicon, scan, index).roles2 & (ROLE2_BYLINE | ROLE2_CHROME):
            break
        index += 1
    return index


cdef int put_name(Scan scan, uint8_t role, Extent label, uint32_t first, uint32_t last) except -1 nogil:
    cdef Contributor* contributor
    cdef uint32_t start = scan.tokens[first].start, end = scan.tokens[last - 1].end, at
    cdef uint32_t index = scan.contributor_count - min(scan.contributor_count, <uint32_t> NAMES_BACK)
    for index in range(index, scan.contributor_count):
        contributor = &scan.contributors[index]
        if contributor.role == role and contributor.name.end - contributor.name.start == end - start:
            at = 0
            while at < end - start \
                    and char_at(&scan.text, contributor.name.start + at) == char_at(&scan.text, start + at):
                at += 1
            if at == end - start:
                return 0
    contributor = add_contributor(scan)
    contributor.role = role
    contributor.label = label
    contributor.name.start, contributor.name.end = start, end
    return 0


cdef uint32_t read_names(Automaton lexicon, Scan scan, uint32_t label, uint32_t index,
                         uint32_t last) except? 0xffffffff nogil:
    """Put the names behind a label: 记者 吴某某 张某某; those before 摄 are photographers. Returns the token
    behind.
    """
    cdef uint32_t end, length, first = scan.contributor_count, count = 0
    cdef uint8_t role = byline_of(word_at(lexicon, scan, label))
    cdef Extent extent
    extent.start, extent.end = scan.tokens[label].start, scan.tokens[label].end
    while True:
        index = over_space(scan, index, last)
        end = name_end(lexicon, scan, index, last)
        if end == index:
            break
        length = scan.tokens[end - 1].end - scan.tokens[index].start
        # Only the first name may be long; behind it a long run is text again.
        if length < 2 or length > (NAME_LENGTH if count == 0 else 4):
            break
        put_name(scan, role, extent, index, end)
        count += 1
        index = end
        if sign_at(scan, index) in (CHAR_PAUSE, CHAR_COMMA):
            index += 1
        elif kind_at(scan, index) != TOKEN_SPACE:
            break
    index = over_space(scan, index, last)
    if count and index < last and byline_of(word_at(lexicon, scan, index)) == ROLE_OF_PHOTOGRAPHER:
        for first in range(first, scan.contributor_count):
            scan.contributors[first].role = ROLE_OF_PHOTOGRAPHER
            scan.contributors[first].label.start = scan.tokens[index].start
            scan.contributors[first].label.end = scan.tokens[index].end
        index += 1
    return index


cdef int read_bracket(Automaton lexicon, Scan scan, uint32_t index, uint32_t last) except -1 nogil:
    """Put the names in a bracket that opens at the token: (记者 吴某某 通讯员 余某某), （胡某某摄）."""
    cdef uint32_t stop = min(last, index + BRACKET_TOKENS), end
    index += 1
    while index < stop and sign_at(scan, index) != CHAR_CLOSE:
        if byline_of(word_at(lexicon, scan, index)) <= ROLE_OF_AUTHOR:
            end = over_space(scan, index + 1, stop)
            if sign_at(scan, end) == CHAR_COLON:
                end += 1
            end = read_names(lexicon, scan, index, end, stop)
            index = max(end, index + 1)
            continue
        index += 1
    return 0


cdef int read_credit(Automaton lexicon, Scan scan, const Line* line) except -1 nogil:
    """Put the photographer of a caption: …某某 摄, （某某摄）; in brackets with a label, as there."""
    cdef uint32_t index = line.last, begin, before = scan.contributor_count
    cdef Extent label
    while index > line.first and line.last - index < BRACKET_TOKENS:
        index -= 1
        if sign_at(scan, index) == CHAR_OPEN:
            read_bracket(lexicon, scan, index, line.last)
            if scan.contributor_count > before:
                return 0
            break
    index = line.last
    while index > line.first and sign_at(scan, index - 1) in (CHAR_CLOSE, CHAR_STOP):
        index -= 1
    if index == line.first or byline_of(word_at(lexicon, scan, index - 1)) != ROLE_OF_PHOTOGRAPHER:
        return 0
    index -= 1
    label.start, label.end = scan.tokens[index].start, scan.tokens[index].end
    while index > line.first and scan.tokens[index - 1].kind == TOKEN_SPACE:
        index -= 1
    begin = index
    while begin > line.first and scan.tokens[begin - 1].kind in (TOKEN_TEXT, TOKEN_WORD, TOKEN_NUMERAL) \
            and not word_at(lexicon, scan, begin - 1).roles2 & ROLE2_BYLINE:
        begin -= 1
    if begin < index and 2 <= scan.tokens[index - 1].end - scan.tokens[begin].start <= 6:
        put_name(scan, ROLE_OF_PHOTOGRAPHER, label, begin, index)
    return 0


# -- the source line -----------------------------------------------------------------------------------------

cdef int take_source(Automaton lexicon, Scan scan, uint32_t index, uint32_t last) noexcept nogil:
    """Take the value behind a source's colon, up to a blank, a bar or the next label."""
    cdef uint32_t first, end, next
    cdef bint latin = False
    index = over_space(scan, index, last)
    while index < last and sign_at(scan, index) == CHAR_DASH:
        index = over_space(scan, index + 1, last)
    first = end = index
    while index < last:
        if sign_at(scan, index) in (CHAR_BAR, CHAR_COMMA, CHAR_SEMICOLON, CHAR_STOP) \
                or sign_at(scan, index) == CHAR_CLOSE and index == last - 1:
            break
        if scan.tokens[index].kind == TOKEN_SPACE:
            if not (latin and kind_at(scan, index + 1) == TOKEN_LATIN):
                break
        elif word_at(lexicon, scan, index).roles2 & ROLE2_BYLINE:
            next = over_space(scan, index + 1, last)
            if next < last and sign_at(scan, next) == CHAR_COLON:
                break
        latin = scan.tokens[index].kind == TOKEN_LATIN
        index += 1
        end = index
    if end > first and scan.tokens[end - 1].end - scan.tokens[first].start <= SOURCE_LENGTH:
        scan.document.source.start, scan.document.source.end = scan.tokens[first].start, \
                scan.tokens[end - 1].end
    return 0


cdef int read_labels(Automaton lexicon, Scan scan, const Draft* draft, uint32_t number) except -1 nogil:
    """Read the labels of a source line: 来源, 责任编辑, 作者 … A name may stand on the next line."""
    cdef const Line* line = &draft.lines[number]
    cdef const Line* below
    cdef uint32_t index = line.first, next
    cdef const Word* word
    while index < line.last:
        word = word_at(lexicon, scan, index)
        next = over_space(scan, index + 1, line.last)
        if word.roles2 & ROLE2_BYLINE and next < line.last and sign_at(scan, next) == CHAR_COLON:
            next += 1
            if byline_of(word) == ROLE_OF_SOURCE:
                if scan.document.source.end == scan.document.source.start:
                    take_source(lexicon, scan, next, line.last)
            elif byline_of(word) <= ROLE_OF_AUTHOR:
                if over_space(scan, next, line.last) < line.last:
                    next = read_names(lexicon, scan, index, next, line.last)
                elif number + 1 < draft.count:
                    below = line + 1
                    if below.end - below.start <= 8 \
                            and not below.flags & (LINE_LABEL | LINE_CHROME | LINE_SIGNS | LINE_DIGITS):
                        read_names(lexicon, scan, index, below.first, below.last)
            index = max(index + 1, next)
            continue
        index += 1
    return 0


cdef bint names_medium(Automaton lexicon, Scan scan, uint32_t start, uint32_t end) noexcept nogil:
    """Whether [start, end) is a medium's name: 某某网, 某某财经, 某某之音."""
    cdef Py_UCS4 last, before
    if end < start + 3 or end > start + MEDIUM_LENGTH:
        return False
    last, before = char_at(&scan.text, end - 1), char_at(&scan.text, end - 2)
    return (last in u"网網报報社台臺" or last in u"经經" and before in u"财財" or last in u"闻聞" and before == u"新"
            or last == u"音" and before == u"之" or last in u"线線" and before == u"在")


cdef int read_bare_source(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Take the medium that stands right behind the line's date, or before it, without a label: 2021-02-20 某某网."""
    cdef Extent* source = &scan.document.source
    cdef Day day
    cdef uint32_t start, end
    if source.end > source.start or not read_day(lexicon, &scan.text, line.start, line.end, &day):
        return 0
    start = day.extent.end
    while start < line.end and class_of(lexicon, &scan.text, start) in (CHAR_SPACE, CHAR_TAB, CHAR_BAR):
        start += 1
    end = start
    while end < line.end and class_of(lexicon, &scan.text, end) == CHAR_OTHER:
        end += 1
    if end == start:
        end = day.extent.start
        while end > line.start and class_of(lexicon, &scan.text, end - 1) in (CHAR_SPACE, CHAR_TAB, CHAR_BAR,
                                                                             CHAR_BULLET, CHAR_MARK):
            end -= 1
        start = end
        while start > line.start and class_of(lexicon, &scan.text, start - 1) == CHAR_OTHER:
            start -= 1
    if (end == line.end or class_of(lexicon, &scan.text, end) in (CHAR_SPACE, CHAR_TAB, CHAR_BAR, CHAR_BULLET,
                                                                  CHAR_MARK)) \
            and names_medium(lexicon, scan, start, end):
        source.start, source.end = start, end
    return 0


cdef bint says_changed(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether the line's date is that of a change: 更新时间, 最后更新, last_updated."""
    cdef uint32_t at
    for at in range(line.start, min(line.end, line.start + 8)):
        if char_at(&scan.text, at) in u"更改修" or char_at(&scan.text, at) == u"l" \
                and char_at(&scan.text, at + 1) == u"a":
            return True
    return False


cdef int take_day(Automaton lexicon, Scan scan, uint32_t start, uint32_t end) noexcept nogil:
    """Take the first date of a stretch as the document's."""
    cdef Day day
    cdef Document* document = &scan.document
    if not read_day(lexicon, &scan.text, start, end, &day):
        return 0
    document.date = day.extent
    document.year, document.month, document.day = day.year, day.month, day.day
    document.hour, document.minute, document.second = day.hour, day.minute, day.second
    return 1


cdef int take_clock_below(Automaton lexicon, Scan scan, const Draft* draft, uint32_t index) noexcept nogil:
    """Take the time of day that a press office prints on the line below the date: 香港時間16時30分."""
    cdef const Line* line = &draft.lines[index]
    cdef uint32_t at, hour = 0, minute = 0, behind
    if scan.document.hour >= 0 or index + 1 >= draft.count or (line + 1).end - (line + 1).start > CLOCK_LENGTH:
        return 0
    line += 1
    at = line.start
    while at < line.end and class_of(lexicon, &scan.text, at) != CHAR_DIGIT:
        at += 1
    if at < line.start + 2 or char_at(&scan.text, at - 1) not in u"间間":
        return 0
    behind = read_digits(lexicon, &scan.text, at, line.end, 2, &hour)
    if behind >= line.end or char_at(&scan.text, behind) not in u"时時" or hour > 23:
        return 0
    at = read_digits(lexicon, &scan.text, behind + 1, line.end, 2, &minute)
    if minute < 60 and (at == behind + 1 or at < line.end and char_at(&scan.text, at) == u"分"):
        scan.document.hour, scan.document.minute, scan.document.second = <int8_t> hour, <int8_t> minute, 0
    return 0


cdef int find_day(Automaton lexicon, Scan scan, const Draft* draft) noexcept nogil:
    """Find the date of publication."""
    cdef uint32_t index
    cdef const Line* line
    cdef int changed
    cdef bint short, last
    for changed in range(2):
        for index in range(draft.count):
            line = &draft.lines[index]
            if line.kind == BLOCK_META and line.flags & LINE_DATED \
                    and says_changed(lexicon, scan, line) == changed:
                if take_day(lexicon, scan, line.start, line.end):
                    return 0
    if scan.document.dateline.end > scan.document.dateline.start:
        if take_day(lexicon, scan, scan.document.dateline.start, scan.document.dateline.end):
            return 0
    # A signature: a line that begins with a date, or ends the text with one.
    for index in range(draft.count):
        line = &draft.lines[index]
        short = line.flags & LINE_DATED and line.end - line.start <= SIGNATURE_LENGTH
        last = line.flags & LINE_FLAT or index > draft.last_body
        if line.kind == BLOCK_PARAGRAPH and (line.flags & LINE_DAY_FIRST or short and last):
            if take_day(lexicon, scan, line.start, line.end):
                return take_clock_below(lexicon, scan, draft, index)
    return 0


# -- front matter --------------------------------------------------------------------------------------------

cdef uint32_t key_of(Scan scan, const Line* line) noexcept nogil:
    """The first letter of a front matter's key, t(itle), a(uthor), s(ource), where it is that word; else
    0.
    """
    cdef const Token* token = &scan.tokens[line.first]
    cdef uint32_t length = token.end - token.start
    cdef Py_UCS4 c = char_at(&scan.text, token.start)
    if token.kind != TOKEN_LATIN or sign_at(scan, line.first + 1) != CHAR_COLON:
        return 0
    if c == u"t" and length == 5 and char_at(&scan.text, token.end - 1) == u"e":
        return c
    if c == u"a" and length == 6 and char_at(&scan.text, token.end - 1) == u"r":
        return c
    if c == u"s" and length == 6 and char_at(&scan.text, token.end - 1) == u"e":
        return c
    return 0


cdef Extent value_of(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """The value of a front matter's line, without quotation marks."""
    cdef Extent value
    value.start = skip_blanks(lexicon, &scan.text, scan.tokens[line.first + 1].end, line.end)
    value.end = line.end
    if value.start + 1 < value.end and char_at(&scan.text, value.start) in u"\"'" \
            and char_at(&scan.text, value.end - 1) == char_at(&scan.text, value.start):
        value.start += 1
        value.end -= 1
    return value


cdef int read_front(Automaton lexicon, Scan scan, Draft* draft) except -1 nogil:
    """Read title, author and source of front matter."""
    cdef uint32_t index, token, key
    cdef Line* line
    cdef Extent value
    cdef Contributor* contributor
    for index in range(draft.front):
        line = &draft.lines[index]
        key = key_of(scan, line)
        if not key:
            continue
        value = value_of(lexicon, scan, line)
        if value.start >= value.end:
            continue
        if key == u"t":
            scan.document.title = value
        elif key == u"s":
            scan.document.source = value
        else:
            contributor = add_contributor(scan)
            contributor.role = ROLE_OF_AUTHOR
            contributor.label.start = scan.tokens[line.first].start
            contributor.label.end = scan.tokens[line.first].end
            contributor.name = value
            token = line.first + 2
            while token < line.last and scan.tokens[token].start < value.start:
                token += 1
            if byline_of(word_at(lexicon, scan, token)) <= ROLE_OF_AUTHOR \
                    and scan.tokens[token].end + 1 < value.end:
                # author: "記者鄭某某"
                contributor.role = byline_of(word_at(lexicon, scan, token))
                contributor.label.start = scan.tokens[token].start
                contributor.label.end = scan.tokens[token].end
                contributor.name.start = skip_blanks(lexicon, &scan.text, scan.tokens[token].end, value.end)
    return 0


# -- the body ------------------------------------------------------------------------------------------------

cdef int read_signature(Automaton lexicon, Scan scan, const Line* line, bint last) except -1 nogil:
    """Put the names of a line of its own: （记者 某某某）; behind the text without brackets too: 记者 某某某."""
    if line.end - line.start > SIGNATURE_LENGTH:
        return 0
    if sign_at(scan, line.first) == CHAR_OPEN and sign_at(scan, line.last - 1) == CHAR_CLOSE:
        read_bracket(lexicon, scan, line.first, line.last)
    elif last and byline_of(word_at(lexicon, scan, line.first)) <= ROLE_OF_CORRESPONDENT \
            and kind_at(scan, line.first + 1) == TOKEN_SPACE:
        read_names(lexicon, scan, line.first, line.first + 1, line.last)
    return 0


cdef int read_bodies(Automaton lexicon, Scan scan, Draft* draft) except -1 nogil:
    """Read datelines, the names in brackets behind them, credits, and the bracket that may end the
    article.
    """
    cdef uint32_t index, token
    cdef Line* line
    cdef Extent dateline, source
    for index in range(draft.count):
        line = &draft.lines[index]
        if line.kind == BLOCK_CAPTION:
            read_credit(lexicon, scan, line)
            continue
        if line.kind == BLOCK_META and not line.flags & LINE_LABEL \
                and char_at(&scan.text, line.title.end - 1) in u"电電" \
                and read_dateline(lexicon, scan, line, &dateline, &source) and dateline.end >= line.title.end:
            take_dateline(scan, dateline, source)
            continue
        if line.kind == BLOCK_PARAGRAPH and index > draft.first_body and not line.flags & LINE_BODY:
            read_signature(lexicon, scan, line, index > draft.last_body)
        if line.kind != BLOCK_PARAGRAPH or not line.flags & LINE_BODY:
            continue
        if read_dateline(lexicon, scan, line, &dateline, &source):
            take_dateline(scan, dateline, source)
            token = line.first
            while token < line.last and scan.tokens[token].start < dateline.end:
                token += 1
            token = over_space(scan, token, line.last)
            if token < line.last and sign_at(scan, token) == CHAR_OPEN:
                read_bracket(lexicon, scan, token, line.last)
        elif index == draft.last_body and sign_at(scan, line.last - 1) == CHAR_CLOSE:
            token = line.last - 1
            while token > line.first and line.last - token < 24 and sign_at(scan, token) != CHAR_OPEN:
                token -= 1
            if sign_at(scan, token) == CHAR_OPEN:
                read_bracket(lexicon, scan, token, line.last)
    return 0


cdef int read_document(Automaton lexicon, Scan scan, Draft* draft) except -1 nogil:
    """Fill scan.document and scan.contributors."""
    cdef uint32_t index
    cdef Document* document = &scan.document
    document.title.start = document.title.end = document.source.start = document.source.end = 0
    document.date.start = document.date.end = document.dateline.start = document.dateline.end = 0
    document.year = document.month = document.day = document.minute = document.second = 0
    document.hour = -1
    read_front(lexicon, scan, draft)
    for index in range(draft.front, draft.count):
        if draft.lines[index].kind == BLOCK_META:
            read_labels(lexicon, scan, draft, index)
    for index in range(draft.front, draft.first_body if draft.first_body < draft.count else 0):
        if draft.lines[index].kind == BLOCK_META and draft.lines[index].flags & LINE_DATED:
            read_bare_source(lexicon, scan, &draft.lines[index])
    read_bodies(lexicon, scan, draft)
    read_title(lexicon, scan, draft)
    find_day(lexicon, scan, draft)
    return 0
