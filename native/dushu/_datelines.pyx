"""Layout: reads datelines, 新华社北京1月25日电, 某某日报讯, 央视网消息, 【某某网】.

In: a line of the draft. Out: the dateline's extent and that of its medium. Cost: the line's first characters
only. Nothing is allocated.
"""
from libc.stdint cimport uint8_t, uint32_t

from dushu._lines cimport *
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef inline bint opens_behind(Automaton lexicon, const Text* text, uint32_t at, uint32_t end) noexcept nogil:
    """Whether a dateline may end before the character: a bracket, comma, colon, blank or quotation."""
    return at >= end or class_of(lexicon, text, at) in (CHAR_OPEN, CHAR_COMMA, CHAR_COLON, CHAR_SPACE,
                                                        CHAR_QUOTE_OPEN)


cdef bint opens_title(Automaton lexicon, const Text* text, uint32_t at, uint32_t end) noexcept nogil:
    """Whether 题： and the title follow: 新华社北京3月17日电题：某事."""
    return (at + 2 < end and char_at(text, at) in u"题題"
            and class_of(lexicon, text, at + 1) == CHAR_COLON)


cdef bint ends_dateline(Automaton lexicon, const Text* text, uint32_t start, uint32_t at,
                        uint32_t end) noexcept nogil:
    """Whether the character is the last of a dateline: 讯, 电, 消息; not of 通讯, 家电."""
    cdef Py_UCS4 c = char_at(text, at), before
    if c not in u"讯訊电電息" or at < start + 1:
        return False
    if not opens_behind(lexicon, text, at + 1, end) and not opens_title(lexicon, text, at + 1, end):
        return False
    before = char_at(text, at - 1)
    if c in u"讯訊":
        return before not in u"通资資喜简簡音腾騰视"
    if c in u"电電":
        return before in u"日号號专專特合社网網报報"
    return c == u"息" and before == u"消"


cdef bint in_brackets(Automaton lexicon, Scan scan, const Line* line, Extent* dateline,
                      Extent* source) noexcept nogil:
    """Read 【环球网综合报道】 at a line's start."""
    cdef uint32_t at = line.title.start + 1, stop = min(line.title.end, line.title.start + DATELINE_REACH)
    cdef Py_UCS4 c
    while at < stop and char_at(&scan.text, at) != u"】":
        at += 1
    if at >= stop or at < line.title.start + 4:
        return False
    c = char_at(&scan.text, at - 1)
    dateline.start, dateline.end = line.title.start, at + 1
    source.start, source.end = line.title.start + 1, at - 1
    if c in u"道息" and char_at(&scan.text, at - 2) in u"报報消":
        source.end = at - 2
        if source.end > source.start + 2 and char_at(&scan.text, source.end - 1) == u"合":
            source.end -= 2
        return True
    if c in u"网網报報社":
        source.end = at                        # 【某某网】某事…
        return at <= line.title.start + MEDIUM_LENGTH
    return c in u"讯訊"


cdef int cut_agency(Automaton lexicon, Scan scan, Extent* source) noexcept nogil:
    """Leave the medium of 新华网广州4月22日: what ends in 社 or 网, else in 报 or 台."""
    cdef uint32_t at, end = 0
    for at in range(source.start + 1, source.end):
        if char_at(&scan.text, at) in u"社网網":
            end = at + 1
            break
    if not end:
        for at in range(source.start + 1, source.end):
            if char_at(&scan.text, at) in u"报報台臺":
                end = at + 1
                break
    source.end = end if end else source.start
    return 0


cdef bint read_dateline(Automaton lexicon, Scan scan, const Line* line, Extent* dateline,
                        Extent* source) noexcept nogil:
    """Read a dateline at the line's start: 某某日报讯, 新华社北京1月25日电, 央视网消息. `source` is its medium or empty."""
    cdef uint32_t start = line.title.start, at = start, digits = 0
    cdef uint32_t stop = min(line.title.end, start + DATELINE_REACH)
    cdef Py_UCS4 c = char_at(&scan.text, start)
    cdef uint8_t kind
    if c == u"【":
        return in_brackets(lexicon, scan, line, dateline, source)
    if c in u"据據有此按":
        return False
    while at < stop:
        kind = class_of(lexicon, &scan.text, at)
        if kind in (CHAR_COMMA, CHAR_STOP, CHAR_COLON, CHAR_SEMICOLON, CHAR_OPEN, CHAR_QUOTE_OPEN,
                    CHAR_QUOTE_CLOSE, CHAR_BREAK):
            return False
        digits += kind == CHAR_DIGIT
        if kind == CHAR_OTHER and ends_dateline(lexicon, &scan.text, start, at, line.title.end):
            break
        at += 1
    if at >= stop:
        return False
    c = char_at(&scan.text, at)
    dateline.start, dateline.end = start, at + 1
    source.start, source.end = start, at - 1 if c == u"息" else at
    if char_at(&scan.text, start) == u"本" or class_of(lexicon, &scan.text, start) == CHAR_DIGIT:
        source.end = source.start
    elif c in u"电電":
        cut_agency(lexicon, scan, source)
    elif digits:
        cut_agency(lexicon, scan, source)      # 某某网1月23日讯
    else:
        while source.end > source.start and char_at(&scan.text, source.end - 1) in u"快专專 \u3000":
            source.end -= 1
    return True


cdef int take_dateline(Scan scan, Extent dateline, Extent source) noexcept nogil:
    """Take the first dateline as the document's, and its medium where no source was named."""
    if scan.document.dateline.end == scan.document.dateline.start:
        scan.document.dateline = dateline
        if scan.document.source.end == scan.document.source.start and source.end > source.start + 1:
            scan.document.source = source
    return 0
