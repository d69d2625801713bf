"""Layout, first step: tokens to lines, the stretches that become blocks.

In: a Scan with its tokens. Out: a Draft whose lines cover every character that is not white space, each with what
can be counted in it (stops, commas, tabs …) and the number that it begins with. Cost: linear; brackets are looked
into for a bounded number of tokens. The caller owns the Draft's array.

Two worlds: a line of the text is one line here, unless its own breaks were lost and became blanks. Such a flat
line is cut where a paragraph's blank is told by what stands around it: 。 before it, a bullet or 一、 behind it, or
an indentation (　　). A blank inside a heading (坚持守正创新 维护公平正义) cuts nothing.
"""
from libc.stdint cimport int8_t, int16_t, int32_t, uint8_t, uint16_t, uint32_t
from libc.stdlib cimport realloc

from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    FLAT_LENGTH = 60      # a line shorter than this lost no breaks
    BRACKET_REACH = 80    # tokens that a bracket may hold before it counts as never closed
    PIECES = 9            # blanks that are looked at for the headings before a paragraph
    HEADING_LENGTH = 36

cdef enum:  # how a line is cut
    WHOLE
    BY_INDENTS
    BY_BLANKS


# -- numbers before a title ----------------------------------------------------------------------------------

cdef inline uint32_t digit_of(Py_UCS4 c) noexcept nogil:
    """The value of a digit, half or full width."""
    return <uint32_t> c - (0xff10 if <uint32_t> c >= 0xff10 else 0x30)


cdef uint32_t read_order(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, uint32_t* order) noexcept nogil:
    """Read a small number in Chinese numerals (十二) or digits (12); the character behind it, `at`: there is none."""
    cdef uint32_t begin = at, value = 0, digit = 0
    cdef Py_UCS4 c
    cdef uint8_t kind
    while at < end and at - begin < 3 and class_of(lexicon, text, at) == CHAR_DIGIT:
        value = value * 10 + digit_of(char_at(text, at))
        at += 1
    if at > begin:
        order[0] = value
        return at
    while at < end and at - begin < 6:
        c = char_at(text, at)
        kind = lexicon.numeral_kind[c] if c < 0x10000 else <uint8_t> NUMERAL_NONE
        if kind == NUMERAL_DIGIT:
            digit = digit * 10 + lexicon.numeral_value[c]
        elif kind == NUMERAL_POWER and lexicon.numeral_value[c] <= 2:
            value += (digit if digit else 1) * (10 if lexicon.numeral_value[c] == 1 else 100)
            digit = 0
        elif kind == NUMERAL_TENS:
            value += 10 * lexicon.numeral_value[c]
        else:
            break
        at += 1
    order[0] = value + digit
    return at


cdef bint put_marker(Automaton lexicon, const Text* text, Marker* out, uint8_t form, uint32_t order, uint32_t start,
                     uint32_t behind, uint32_t end) noexcept nogil:
    out.form = form
    out.order = order
    out.start = start
    out.end = behind
    out.body = skip_blanks(lexicon, text, behind, end)
    if out.body == behind and behind < end and class_of(lexicon, text, behind) in (CHAR_PAUSE, CHAR_COLON):
        out.body = skip_blanks(lexicon, text, behind + 1, end)      # 第一章：总则
    return True


cdef bint read_clause_number(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, Marker* out) noexcept nogil:
    """Read 第一章, 第二节, 第三条, 第一部分 at a line's start."""
    cdef uint32_t order = 0, from_ = skip_blanks(lexicon, text, at + 1, end)
    cdef uint32_t behind = read_order(lexicon, text, from_, end, &order)
    cdef Py_UCS4 c
    cdef uint8_t form, after
    if behind == from_ or not order:
        return False
    behind = skip_blanks(lexicon, text, behind, end)
    c = char_at(text, behind) if behind < end else 0
    if c in u"章":
        form = MARKER_CHAPTER
    elif c in u"节節":
        form = MARKER_SECTION
    elif c in u"条條":
        form = MARKER_ARTICLE
    elif c in u"编編篇":
        form = MARKER_PART
    elif c == u"部" and behind + 1 < end and char_at(text, behind + 1) == u"分":
        form = MARKER_PART
        behind += 1
    else:
        return False
    behind += 1
    after = class_of(lexicon, text, behind) if behind < end else <uint8_t> CHAR_BREAK
    if after not in (CHAR_SPACE, CHAR_TAB, CHAR_BREAK, CHAR_COLON, CHAR_PAUSE):
        # 第四节经营情况 heads a short line; 第五条规定的…应当… is a citation.
        if form == MARKER_ARTICLE or end - behind > HEADING_LENGTH or after not in (CHAR_OTHER, CHAR_QUOTE_OPEN):
            return False
        if char_at(text, behind) in u"的第至和与及中内里":
            return False
    return put_marker(lexicon, text, out, form, order, at, behind, end)


cdef bint read_digits_marker(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, Marker* out) noexcept nogil:
    """Read 1. 1、 1) and 1.1 at a line's start; 1.5亿元, 3月 and 1-3月 are none."""
    cdef uint32_t order = 0, deep = 0, behind = read_order(lexicon, text, at, end, &order), next
    cdef uint8_t sign = class_of(lexicon, text, behind) if behind < end else <uint8_t> CHAR_BREAK, after
    if behind == at or behind - at > 2 or order == 0:
        return False
    next = behind + 1
    after = class_of(lexicon, text, next) if next < end else <uint8_t> CHAR_BREAK
    if sign == CHAR_PAUSE or sign == CHAR_DOT and after != CHAR_DIGIT:
        if after in (CHAR_BREAK, CHAR_DOT, CHAR_PAUSE, CHAR_LATIN) and sign == CHAR_DOT:
            return False
        if after == CHAR_DIGIT:
            # 1、2月份 are two months.
            while next < end and class_of(lexicon, text, next) == CHAR_DIGIT:
                next += 1
            if next < end and char_at(text, next) in u"月日、%％":
                return False
        return put_marker(lexicon, text, out, MARKER_ARABIC, order, at, behind + 1, end)
    if sign == CHAR_CLOSE and after != CHAR_BREAK:
        return put_marker(lexicon, text, out, MARKER_ARABIC_HALF, order, at, behind + 1, end)
    while sign == CHAR_DOT and after == CHAR_DIGIT and deep < 4:
        deep += 1
        next = read_order(lexicon, text, behind + 1, end, &order)
        if next - behind > 3:
            return False
        behind = next
        sign = class_of(lexicon, text, behind) if behind < end else <uint8_t> CHAR_BREAK
        after = class_of(lexicon, text, behind + 1) if behind + 1 < end else <uint8_t> CHAR_BREAK
    # A decimal number or a bare one must be set off: 1.1　编制目的.
    if sign == CHAR_SPACE and order and after in (CHAR_OTHER, CHAR_SPACE, CHAR_QUOTE_OPEN, CHAR_NUMERAL):
        return put_marker(lexicon, text, out, MARKER_DECIMAL + deep, order, at, behind, end)
    return False


cdef bint read_marker(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, Marker* out) noexcept nogil:
    """Read the printed number that begins there: 第一章, 一、, （一）, 1., (1), ① and their like."""
    cdef Py_UCS4 c
    cdef uint32_t order = 0, behind, close
    cdef uint8_t kind, form
    out.start = out.end = at
    out.form = MARKER_NONE
    if at >= end:
        return False
    c = char_at(text, at)
    if c == u"第":
        return read_clause_number(lexicon, text, at, end, out)
    if 0x2460 <= c <= 0x2473:
        return put_marker(lexicon, text, out, MARKER_CIRCLED, <uint32_t> c - 0x245f, at, at + 1, end)
    if 0x2474 <= c <= 0x2487:
        return put_marker(lexicon, text, out, MARKER_ARABIC_BRACKET, <uint32_t> c - 0x2473, at, at + 1, end)
    if 0x2488 <= c <= 0x249b:
        return put_marker(lexicon, text, out, MARKER_ARABIC, <uint32_t> c - 0x2487, at, at + 1, end)
    if 0x2776 <= c <= 0x277f:
        return put_marker(lexicon, text, out, MARKER_CIRCLED, <uint32_t> c - 0x2775, at, at + 1, end)
    if 0x3220 <= c <= 0x3229:
        return put_marker(lexicon, text, out, MARKER_HAN_BRACKET, <uint32_t> c - 0x321f, at, at + 1, end)
    kind = class_of(lexicon, text, at)
    if kind == CHAR_DIGIT:
        return read_digits_marker(lexicon, text, at, end, out)
    if kind == CHAR_NUMERAL:
        behind = read_order(lexicon, text, at, end, &order)
        if behind == at or not order or order > 99 or behind >= end:
            return False
        kind = class_of(lexicon, text, behind)
        if kind == CHAR_PAUSE or kind == CHAR_DOT:
            return put_marker(lexicon, text, out, MARKER_HAN, order, at, behind + 1, end)
        return False
    if kind == CHAR_OPEN:
        behind = skip_blanks(lexicon, text, at + 1, end)
        form = MARKER_ARABIC_BRACKET if class_of(lexicon, text, behind) == CHAR_DIGIT else MARKER_HAN_BRACKET
        close = read_order(lexicon, text, behind, end, &order)
        if close == behind or not order or order > 99:
            return False
        close = skip_blanks(lexicon, text, close, end)
        if close < end and class_of(lexicon, text, close) == CHAR_CLOSE:
            return put_marker(lexicon, text, out, form, order, at, close + 1, end)
    return False


cdef bint enumerates(Automaton lexicon, Scan scan, uint32_t index, uint8_t* series, uint32_t* order,
                     uint32_t* behind) noexcept nogil:
    """Whether a marker of an enumeration begins at the token: 一是, 另一方面, 其次, or 第一 and a comma."""
    cdef const Word* word = word_at(lexicon, scan, index)
    cdef uint32_t next
    if word.roles2 & ROLE2_MARKER:
        series[0] = word.series
        order[0] = word.value
        behind[0] = index + 1
        return True
    if word.roles2 & ROLE2_ORDER and kind_at(scan, index + 1) == TOKEN_NUMERAL and sign_at(scan, index + 2) in (CHAR_COMMA, CHAR_PAUSE):
        next = read_order(lexicon, &scan.text, scan.tokens[index + 1].start, scan.tokens[index + 1].end, order)
        if next == scan.tokens[index + 1].end and 0 < order[0] < 20:
            series[0] = 255
            behind[0] = index + 2
            return True
    return False


# -- dates ---------------------------------------------------------------------------------------------------

cdef uint32_t read_digits(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, uint32_t most,
                          uint32_t* value) noexcept nogil:
    """Read at most so many digits, Chinese ones digit by digit too (二○一一, 十二); the character behind them."""
    cdef uint32_t begin = at, tens
    cdef Py_UCS4 c
    value[0] = 0
    while at < end and at - begin < most:
        c = char_at(text, at)
        if c < 0x10000 and lexicon.classes[c] == CHAR_DIGIT:
            value[0] = value[0] * 10 + digit_of(c)
        elif c in u"○〇Ｏ零":
            value[0] = value[0] * 10
        elif c < 0x10000 and lexicon.numeral_kind[c] == NUMERAL_DIGIT:
            value[0] = value[0] * 10 + lexicon.numeral_value[c]
        elif c == u"十":
            # 十二 is 12, 二十 is 20, 二十三 is 23.
            tens = value[0] if at > begin else 1
            value[0] = tens * 10
            if at + 1 < end:
                c = char_at(text, at + 1)
                if c < 0x10000 and lexicon.numeral_kind[c] == NUMERAL_DIGIT:
                    value[0] += lexicon.numeral_value[c]
                    return at + 2
        else:
            break
        at += 1
    return at


cdef uint32_t read_clock(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, Day* out) noexcept nogil:
    """Read 09:42 or 09:42:37 into `out`; the character behind it."""
    cdef uint32_t hour, minute, second, behind
    cdef uint32_t begin = skip_blanks(lexicon, text, at, end)
    if begin < end and char_at(text, begin) in u"Tt":
        begin += 1
    behind = read_digits(lexicon, text, begin, end, 2, &hour)
    if behind == begin or behind >= end or class_of(lexicon, text, behind) != CHAR_COLON or hour > 23:
        return at
    begin = behind + 1
    behind = read_digits(lexicon, text, begin, end, 2, &minute)
    if behind - begin != 2 or minute > 59:
        return at
    out.hour, out.minute, out.second = <int8_t> hour, <int8_t> minute, 0
    if behind < end and class_of(lexicon, text, behind) == CHAR_COLON:
        begin = behind + 1
        at = read_digits(lexicon, text, begin, end, 2, &second)
        if at - begin == 2 and second < 60:
            out.second = <int8_t> second
            return at
    return behind


cdef bint read_day_at(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, Day* out) noexcept nogil:
    """Read a date that begins there: 2025-01-25, 2013年3月20日, 二○一一年十二月十五日, 2011年09月26."""
    cdef uint32_t year, month, day, behind = read_digits(lexicon, text, at, end, 4, &year), begin
    cdef Py_UCS4 sign, second
    if behind - at != 4 or not 1900 <= year <= 2100 or behind >= end:
        return False
    behind = skip_blanks(lexicon, text, behind, end)
    sign = char_at(text, behind) if behind < end else 0
    if sign not in u"年-－—/／.．":
        return False
    begin = skip_blanks(lexicon, text, behind + 1, end) if sign == u"年" else behind + 1
    behind = read_digits(lexicon, text, begin, end, 2, &month)
    if behind == begin or not 1 <= month <= 12:
        return False
    second = sign
    if sign == u"年":
        behind = skip_blanks(lexicon, text, behind, end)
        second = u"月"
    if behind >= end or char_at(text, behind) != second:
        return False
    begin = skip_blanks(lexicon, text, behind + 1, end) if sign == u"年" else behind + 1
    behind = read_digits(lexicon, text, begin, end, 2, &day)
    if behind == begin or not 1 <= day <= 31:
        return False
    if sign != u"年" and class_of(lexicon, text, behind) == CHAR_SLASH:
        return False
    begin = skip_blanks(lexicon, text, behind, end)
    if begin < end and char_at(text, begin) in u"日号號":
        behind = begin + 1
    out.year, out.month, out.day = <int16_t> year, <uint8_t> month, <uint8_t> day
    out.hour, out.minute, out.second = -1, 0, 0
    out.extent.start = at
    out.extent.end = read_clock(lexicon, text, behind, end, out)
    return True


cdef bint read_day(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, Day* out) noexcept nogil:
    """Find the first date with its year in a stretch; one inside a URL (…/2025/01/07/…) is none."""
    cdef uint8_t before = CHAR_BREAK, kind
    while at < end:
        kind = class_of(lexicon, text, at)
        if (kind == CHAR_DIGIT or kind == CHAR_NUMERAL) and before not in (CHAR_DIGIT, CHAR_NUMERAL, CHAR_SLASH, CHAR_LATIN):
            if read_day_at(lexicon, text, at, end, out):
                return True
        before = kind
        at += 1
    return False


# -- lines ---------------------------------------------------------------------------------------------------

cdef Line* add_line(Draft* draft) except NULL nogil:
    cdef uint32_t room
    cdef Line* grown
    if draft.count == draft.room:
        room = draft.room + draft.room // 2 + 64
        grown = <Line*> realloc(draft.lines, room * sizeof(Line))
        if grown == NULL:
            with gil:
                raise MemoryError
        draft.lines, draft.room = grown, room
    draft.count += 1
    return &draft.lines[draft.count - 1]


cdef int count_signs(Scan scan, Line* line) noexcept nogil:
    """Count what the line holds."""
    cdef uint32_t index
    cdef Token* token
    cdef bint words = False, others = False
    for index in range(line.first, line.last):
        token = &scan.tokens[index]
        if token.kind == TOKEN_SIGN:
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
        else:
            words = others = True
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
    line = add_line(draft)
    line.first, line.last = first, last
    line.start, line.end = scan.tokens[first].start, scan.tokens[last - 1].end
    line.periods = line.stops = line.commas = line.colons = line.semicolons = 0
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
    if line.marker.form > MARKER_DECIMAL and line.marker.form < MARKER_HAN:
        draft.decimals = True
    return 0


# -- flat lines ----------------------------------------------------------------------------------------------

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
    return sign_at(scan, index) == CHAR_BULLET and char_at(&scan.text, scan.tokens[index].start) not in u"□·・‧※★☆"


cdef bint closes_sentence(Scan scan, uint32_t first, uint32_t index) noexcept nogil:
    """Whether the token before `index` ends a sentence, closing brackets and quotation marks skipped."""
    cdef uint32_t back = 0
    while index > first and back < 3 and sign_at(scan, index - 1) in (CHAR_CLOSE, CHAR_QUOTE_CLOSE):
        index -= 1
        back += 1
    return index > first and sign_at(scan, index - 1) == CHAR_STOP and char_at(&scan.text, scan.tokens[index - 1].start) != u"…"


cdef int how_to_cut(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether the line's breaks were lost, and what stands in their place."""
    cdef uint32_t index, indents = 0, gaps = 0, bullets = 0, bars = 0
    if scan.tokens[last - 1].end - scan.tokens[first].start < FLAT_LENGTH:
        return WHOLE
    for index in range(first + 1, last):
        if scan.tokens[index].kind == TOKEN_SPACE:
            if scan.tokens[index].sign == CHAR_TAB:
                return WHOLE
            if is_indent(scan, &scan.tokens[index]):
                indents += 1
            elif closes_sentence(scan, first, index) and index + 1 < last:
                gaps += 1
            if is_bullet(scan, index + 1):
                bullets += 1
        elif sign_at(scan, index) == CHAR_BAR:
            bars += 1
    if bars > 3:
        return WHOLE
    if indents >= 2:
        return BY_INDENTS
    if gaps >= 2 or gaps and bullets or bullets >= 2:
        return BY_BLANKS
    return WHOLE


cdef bint begins_paragraph(Automaton lexicon, Scan scan, uint32_t first, uint32_t space, uint32_t last) noexcept nogil:
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


cdef bint is_heading_piece(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether tokens between two blanks may be a heading or half of one: short, and nothing in it parts clauses."""
    cdef uint32_t index, length
    cdef uint8_t sign
    if first >= last:
        return False
    length = scan.tokens[last - 1].end - scan.tokens[first].start
    if length < 3 or length > 30:
        return False
    for index in range(first, last):
        sign = sign_at(scan, index)
        if sign in (CHAR_COMMA, CHAR_SEMICOLON, CHAR_STOP, CHAR_COLON, CHAR_BAR, CHAR_BULLET):
            return False
    return not word_at(lexicon, scan, last - 1).roles2 & ROLE2_BYLINE and not word_at(lexicon, scan, first).roles2 & ROLE2_BYLINE


cdef int put_stretch(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last, uint8_t breaks,
                     bint list_follows) except -1 nogil:
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
        return put_line(lexicon, scan, draft, first, last, breaks, LINE_FLAT)
    begin = first
    if read_marker(lexicon, &scan.text, scan.tokens[first].start, scan.tokens[last - 1].end, &marker):
        while begin < last and scan.tokens[begin].start < marker.body:
            begin += 1
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
        return put_line(lexicon, scan, draft, first, last, breaks, LINE_FLAT)
    if count == 1 and rest and scan.tokens[cuts[1] - 1].end - scan.tokens[first].start < 4:
        return put_line(lexicon, scan, draft, first, last, breaks, LINE_FLAT)
    if marker.form:
        # 一、环境形势 党中央…: the number's own title, of one or two pieces.
        group = min(count, 2)
        put_line(lexicon, scan, draft, first, cuts[group], breaks, LINE_FLAT | LINE_HEADING)
        return put_stretch_rest(lexicon, scan, draft, cuts[group], last)
    group = 0
    while group < count:
        next = group + (1 if group == 0 and count % 2 else 2)
        put_line(lexicon, scan, draft, cuts[group], cuts[next], breaks if group == 0 else 0, LINE_FLAT | LINE_HEADING)
        group = next
    return put_stretch_rest(lexicon, scan, draft, cuts[count], last)


cdef int put_stretch_rest(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last) except -1 nogil:
    """Add the paragraph behind a stretch's headings; 目标:… between them and it is a paragraph of its own."""
    cdef uint32_t index, colons = 0
    while first < last and scan.tokens[first].kind == TOKEN_SPACE:
        first += 1
    for index in range(first, last):
        if sign_at(scan, index) in (CHAR_COMMA, CHAR_STOP, CHAR_SEMICOLON, CHAR_OPEN):
            break
        colons += sign_at(scan, index) == CHAR_COLON
        if scan.tokens[index].kind == TOKEN_SPACE and colons and sign_at(scan, index - 1) != CHAR_COLON:
            put_line(lexicon, scan, draft, first, index, 0, LINE_FLAT)
            first = index + 1
            break
    return put_line(lexicon, scan, draft, first, last, 0, LINE_FLAT)


cdef int cut_line(Automaton lexicon, Scan scan, Draft* draft, uint32_t first, uint32_t last, uint8_t breaks,
                  int how) except -1 nogil:
    """Add the lines of a flat line."""
    cdef uint32_t index, begin = first, open_ = 0, depth = 0
    cdef bint cut
    for index in range(first, last):
        if sign_at(scan, index) == CHAR_OPEN:
            depth += 1
            open_ = index
        elif sign_at(scan, index) == CHAR_CLOSE and depth:
            depth -= 1
        elif scan.tokens[index].kind == TOKEN_SPACE and index > begin and index + 1 < last:
            if depth and index - open_ > BRACKET_REACH:
                depth = 0
            if how == BY_INDENTS:
                cut = is_indent(scan, &scan.tokens[index])
            else:
                cut = not depth and begins_paragraph(lexicon, scan, begin, index, last)
            if not cut:
                continue
            if how == BY_INDENTS:
                put_line(lexicon, scan, draft, begin, index, breaks, LINE_FLAT)
            else:
                put_stretch(lexicon, scan, draft, begin, index, breaks, not closes_sentence(scan, begin, index))
            begin, breaks, depth = index + 1, 0, 0
    if how == BY_INDENTS:
        return put_line(lexicon, scan, draft, begin, last, breaks, LINE_FLAT)
    return put_stretch(lexicon, scan, draft, begin, last, breaks, False)


cdef int find_lines(Automaton lexicon, Scan scan, Draft* draft) except -1 nogil:
    """Fill draft.lines."""
    cdef uint32_t index, first = 0
    cdef uint8_t breaks = 255
    cdef int how
    for index in range(scan.token_count + 1):
        if index < scan.token_count and scan.tokens[index].kind != TOKEN_BREAK:
            continue
        if first < index:
            how = how_to_cut(scan, first, index)
            if how == WHOLE:
                put_line(lexicon, scan, draft, first, index, breaks, 0)
            else:
                cut_line(lexicon, scan, draft, first, index, breaks, how)
        if index < scan.token_count:
            breaks = scan.tokens[index].sign
        first = index + 1
    return 0
