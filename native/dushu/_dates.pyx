"""Stage 6b: where dates and times of day end.

In: a Scan with tokens, and a number that was read there. Out: the token behind the date that the number begins, or
the number's own token where it begins none. Cost: constant. What period a date means is periods.py's business.
"""
from libc.stdint cimport int64_t, uint32_t

from dushu._numerals cimport compare
from dushu._readings cimport *
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef bint is_year(const Number* number) noexcept nogil:
    return number.digits == 4 and 1800 <= whole(number) <= 2199


cdef bint two_digits(Scan scan, uint32_t index, int most) noexcept nogil:
    """Whether the token is one or two Arabic digits that make at most `most`."""
    cdef uint32_t at
    cdef int value = 0
    cdef Py_UCS4 c
    if kind_at(scan, index) != TOKEN_NUMBER or scan.tokens[index].sign:
        return False
    if length_at(scan, index) > 2:
        # 2024-01-2509:42: the clock may stand at once behind the day
        return False
    for at in range(scan.tokens[index].start, scan.tokens[index].end):
        c = char_at(&scan.text, at)
        value = 10 * value + <int> c - (0xff10 if c >= <Py_UCS4> 0xff10 else 0x30)
    return value <= most


cdef inline Py_UCS4 unit_char(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The character of a word of one character, in Simplified form; 月 for 月份, 月底; 0 for every other token."""
    cdef Py_UCS4 c
    if index >= scan.token_count:
        return 0
    c = first_char(scan, index)
    if word_at(lexicon, scan, index).length != 1 and (
            c != u"月" or char_at(&scan.text, scan.tokens[index].end - 1) not in u"份底初末"):
        return 0
    return u"时" if c == u"時" else u"点" if c == u"點" else u"号" if c == u"號" else c


cdef uint32_t clock_end(Automaton lexicon, Scan scan, uint32_t index, const Reading* number) noexcept nogil:
    """Behind a time of day: 9时42分, 8点45, 20点, 09:42:37, 2:00 pm; `index`: none."""
    cdef uint32_t at = number.next, behind
    cdef int64_t value = whole(&number.low)
    cdef Py_UCS4 unit = unit_char(lexicon, scan, at), c
    cdef Reading other
    cdef const Word* before = word_at(lexicon, scan, index - 1) if index else &lexicon.words[0]
    cdef bint timed = before.roles & ROLE_TIME and before.grain in (GRAIN_DAY, GRAIN_NOW)
    if not 0 <= value <= 24 or number.low.digits > 2:
        return index
    if unit == u"时" or unit == u"点":
        behind = at + 1
        if read(lexicon, scan, behind, &other) and 0 <= whole(&other.low) < 60:
            if first_char(scan, other.next) == u"分" and length_at(scan, other.next) == 1:
                return other.next + 1
            if unit == u"点" and not word_at(lexicon, scan, other.next).roles & ROLE_UNIT and (
                    length_at(scan, behind) > 1 and other.low.digits != 1):
                return other.next
        if unit == u"时" or (behind < scan.token_count and first_char(scan, behind) in u"半整许許"):
            return at + 1
        return at + 1 if timed else index
    if number.chinese or sign_at(scan, at) != CHAR_COLON or not two_digits(scan, at + 1, 59) or length_at(scan,
            at + 1) != 2:
        return index
    # A ratio such as 1:10 is told from a time of day by what stands around.
    behind = over_blank(scan, at + 2)
    c = first_char(scan, behind)
    if kind_at(scan, behind) == TOKEN_LATIN and length_at(scan, behind) == 2 and c in u"apAP":
        return behind + 1
    if number.low.digits == 2 or timed or (
            index >= 2 and kind_at(scan, index - 1) in (TOKEN_SPACE, TOKEN_SIGN)):
        at += 2
        if sign_at(scan, at) == CHAR_COLON and two_digits(scan, at + 1, 59):
            at += 2
        return at
    return index


cdef uint32_t date_end(Automaton lexicon, Scan scan, uint32_t index, const Reading* number) noexcept nogil:
    """The token behind a date that begins at `index` with `number`; `index` where none does.

    2024年1月25日, 1月25日, 25日, 2024-01-25, 2024/1/25, 9时42分, 09:42:37.
    """
    cdef uint32_t at = number.next, behind
    cdef int64_t value = whole(&number.low)
    cdef Py_UCS4 unit
    cdef Reading other
    cdef bint pair = first_char(scan, index) in u"两兩"      # 两月, 两日 are lengths of time
    if number.magnitude or number.bound or number.has_high and value > 12:
        return index
    unit = unit_char(lexicon, scan, over_blank(scan, at))
    if unit == u"年" and is_year(&number.low):
        at = over_blank(scan, at) + 1
        behind = over_blank(scan, at)
        if read(lexicon, scan, behind, &other) and not is_year(&other.low):
            at = max(at, date_end(lexicon, scan, behind, &other))
        return at
    if unit == u"月" and 1 <= value <= 12 and not pair:
        at = over_blank(scan, at) + 1
        behind = over_blank(scan, at)
        if read(lexicon, scan, behind, &other) and unit_char(lexicon, scan, other.next) in u"日号":
            at = max(at, other.next + 1)
        elif first_char(scan, at) == u"份":
            at += 1
        return at
    if (unit == u"日" or unit == u"号") and 1 <= value <= 31 and not pair:
        return over_blank(scan, at) + 1
    at = clock_end(lexicon, scan, index, number)
    if at > index:
        return at
    at = number.next
    if is_year(&number.low) and (sign_at(scan, at) == CHAR_DASH or sign_at(scan, at) == CHAR_SLASH):
        if two_digits(scan, at + 1, 12) and sign_at(scan, at + 2) == sign_at(scan, at) and two_digits(scan, at + 3, 31):
            return at + 4
    return index


cdef bint is_duration(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether what reads like a day or month is a length of time: 连续3日, 用了16日."""
    if last != first + 2 or first == 0:
        return False
    return (word_at(lexicon, scan, first - 1).roles & ROLE_STREAK) != 0 or (
        first_char(scan, first - 1) == u"了" and length_at(scan, first - 1) == 1
        and first_char(scan, last - 1) in u"日天")


cdef inline bint joins(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    return sign_at(scan, index) == CHAR_DASH or (word_at(lexicon, scan, index).roles2 & ROLE2_RANGE) != 0


cdef bint is_school_year(Scan scan, const Reading* number, uint32_t index) noexcept nogil:
    """Whether the two digits at `index` name the year behind: 2018-19年度, 2019-20年, not 2018-25年."""
    cdef int64_t year = whole(&number.low) + 1
    cdef uint32_t at
    cdef Py_UCS4 c
    if not is_year(&number.low) or kind_at(scan, index) != TOKEN_NUMBER or length_at(scan, index) != 2:
        return False
    if first_char(scan, index + 1) not in u"年学學财財":
        return False
    for at in range(2):
        c = char_at(&scan.text, scan.tokens[index].start + at)
        if <int64_t> c - (0xff10 if c >= <Py_UCS4> 0xff10 else 0x30) != (year // 10 if at == 0 else year) % 10:
            return False
    return True


cdef uint32_t dates_end(Automaton lexicon, Scan scan, uint32_t index, const Reading* number) noexcept nogil:
    """The token behind a date or a range of dates: 1—8月, 2015年至2017年, 25日至27日; `index` where there is none."""
    cdef uint32_t end = date_end(lexicon, scan, index, number), at, last
    cdef Reading other
    cdef Py_UCS4 unit
    if end > index:
        at = over_blank(scan, end)
        if joins(lexicon, scan, at):
            at = over_blank(scan, at + 1)
            if read(lexicon, scan, at, &other):
                last = date_end(lexicon, scan, at, &other)
                end = last if last > at else end
        return index if is_duration(lexicon, scan, index, end) else end
    if not joins(lexicon, scan, number.next) or number.magnitude:
        return index
    at = number.next + 1
    if is_school_year(scan, number, at):
        return at + 2
    if not read(lexicon, scan, at, &other) or compare(&number.low, &other.low) >= 0:
        return index
    end = date_end(lexicon, scan, at, &other)
    unit = unit_char(lexicon, scan, over_blank(scan, other.next))
    if end > at and (unit in u"月日号" or unit == u"年" and is_year(&number.low)):
        return end
    return index
