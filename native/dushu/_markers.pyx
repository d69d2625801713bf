"""Layout: reads printed numbers (第一章, 一、, （一）, 1., ①), markers of an enumeration (一是) and dates.

In: a place in the text. Out: a Marker or a Day, or False where none begins there. Cost: a few characters,
however long the text. Nothing is allocated.

Which number is one depends on its neighbours: 1.5亿元, 1-3月, 1、2月份 and 第五条规定的… begin no section.
"""
from libc.stdint cimport int8_t, int16_t, uint8_t, uint32_t

from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    TIGHT_TITLE = 16      # … and right behind 1.1 a title no longer than this
    SHORT_TITLE = 36      # a number without a blank behind it heads a line no longer than this


# -- numbers before a title ----------------------------------------------------------------------------------

cdef inline uint32_t digit_of(Py_UCS4 c) noexcept nogil:
    """The value of a digit, half or full width."""
    return <uint32_t> c - (0xff10 if <uint32_t> c >= 0xff10 else 0x30)


cdef uint32_t read_order(Automaton lexicon, const Text* text, uint32_t at, uint32_t end,
                         uint32_t* order) noexcept nogil:
    """Read a small number, 十二 or 12; the character behind it, `at`: there is none."""
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


cdef bint put_marker(Automaton lexicon, const Text* text, Marker* out, uint8_t form, uint32_t order,
                     uint32_t start, uint32_t behind, uint32_t end) noexcept nogil:
    out.form = form
    out.order = order
    out.start = start
    out.end = behind
    out.body = skip_blanks(lexicon, text, behind, end)
    if out.body == behind and behind < end and class_of(lexicon, text, behind) in (CHAR_PAUSE, CHAR_COLON):
        out.body = skip_blanks(lexicon, text, behind + 1, end)      # 第一章：总则
    return True


cdef bint read_clause_number(Automaton lexicon, const Text* text, uint32_t at, uint32_t end,
                             Marker* out) noexcept nogil:
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
        if form == MARKER_ARTICLE or end - behind > SHORT_TITLE or after not in (CHAR_OTHER, CHAR_QUOTE_OPEN):
            return False
        if char_at(text, behind) in u"的第至和与及中内里":
            return False
    return put_marker(lexicon, text, out, form, order, at, behind, end)


cdef bint all_title(Automaton lexicon, const Text* text, uint32_t at, uint32_t end) noexcept nogil:
    """Whether nothing but words stands in the stretch: no sign and no number."""
    if end < at + 2:
        return False
    while at < end:
        if class_of(lexicon, text, at) not in (CHAR_OTHER, CHAR_NUMERAL, CHAR_PAUSE):
            return False
        at += 1
    return True


cdef bint read_digits_marker(Automaton lexicon, const Text* text, uint32_t at, uint32_t end,
                             Marker* out) noexcept nogil:
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
    # A decimal number or a bare one must be set off: 1.1　编制目的; in a short line a title may follow at once.
    if deep and order and sign == CHAR_OTHER and end - behind <= TIGHT_TITLE \
            and char_at(text, behind) not in u"亿億万萬千百十元倍个個年月日号號时時分秒米公里斤吨噸人次件户戶家项項名亩畝平立升克度级級" \
            and all_title(lexicon, text, behind, end):
        return put_marker(lexicon, text, out, MARKER_DECIMAL + deep, order, at, behind, end)
    if sign == CHAR_SPACE and order and after in (CHAR_OTHER, CHAR_SPACE, CHAR_QUOTE_OPEN, CHAR_NUMERAL):
        return put_marker(lexicon, text, out, MARKER_DECIMAL + deep, order, at, behind, end)
    return False


cdef bint counts_on(Automaton lexicon, const Text* text, uint32_t at, uint32_t end, uint32_t order) noexcept nogil:
    """Whether the next number follows, and both count what stands behind: 一、二、三产业, 一、二季度; not 一、二手房市场."""
    cdef uint32_t next = 0, behind = read_order(lexicon, text, at, end, &next)
    return behind > at and next == order + 1 and behind < end and char_at(text, behind) in u"、和及两兩产產季月级級线線类類"


cdef bint read_marker(Automaton lexicon, const Text* text, uint32_t at, uint32_t end,
                      Marker* out) noexcept nogil:
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
        if kind == CHAR_PAUSE and counts_on(lexicon, text, behind + 1, end, order):
            return False
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
    cdef Token* numeral
    if word.roles2 & ROLE2_MARKER:
        series[0] = word.series
        order[0] = word.value
        behind[0] = index + 1
        return True
    if word.roles2 & ROLE2_ORDER and kind_at(scan, index + 1) == TOKEN_NUMERAL \
            and sign_at(scan, index + 2) in (CHAR_COMMA, CHAR_PAUSE):
        numeral = &scan.tokens[index + 1]
        next = read_order(lexicon, &scan.text, numeral.start, numeral.end, order)
        if next == numeral.end and 0 < order[0] < 20:
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


cdef uint32_t read_clock(Automaton lexicon, const Text* text, uint32_t at, uint32_t end,
                         Day* out) noexcept nogil:
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


cdef bint read_day_at(Automaton lexicon, const Text* text, uint32_t at, uint32_t end,
                      Day* out) noexcept nogil:
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
        if (kind == CHAR_DIGIT or kind == CHAR_NUMERAL) \
                and before not in (CHAR_DIGIT, CHAR_NUMERAL, CHAR_SLASH, CHAR_LATIN):
            if read_day_at(lexicon, text, at, end, out):
                return True
        before = kind
        at += 1
    return False
