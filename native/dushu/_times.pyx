"""Stage 8, first half: expressions of time, as printed.

In: tokens and quantities. Out: a Moment, or two where the expression runs from one to the other (2015年至2017年).
Cost: bounded by the expression, which is some ten tokens at most. Nothing is allocated.

An expression is put together from parts, coarse to fine, each a word of times.tsv or a number with its unit:
去年|6月|底, 2024年|前三季度, 今年|第二季, 5月|15日. Which day a Moment is, _periods.pyx finds out.
"""
from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memset

from dushu._numerals cimport read_number
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    FIRST_YEAR = 1900
    LAST_YEAR = 2100
    INDEX_SINCE = 7       # meanings of the column index in times.tsv
    INDEX_NOTHING = 8
    INDEX_CONTEXT = 9
    NO_FIXED_HOLIDAY = 12


cdef inline Py_UCS4 char_before(Scan scan, uint32_t at) noexcept nogil:
    return char_at(&scan.text, at - 1) if at else 0


cdef inline Py_UCS4 char_behind(Scan scan, uint32_t at) noexcept nogil:
    return char_at(&scan.text, at) if at < scan.text.length else 0


cdef inline uint32_t length_of(Scan scan, uint32_t index) noexcept nogil:
    return scan.tokens[index].end - scan.tokens[index].start


cdef inline uint32_t over_blank(Scan scan, uint32_t index) noexcept nogil:
    """`index`, or the next where a single blank stands there."""
    if kind_at(scan, index) == TOKEN_SPACE and length_of(scan, index) == 1:
        return index + 1
    return index


cdef inline bint is_date(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token belongs to a quantity of the kind date: 3月, not 3个月."""
    return scan.owners[index] >= 0 and scan.quantities[scan.owners[index]].kind == KIND_DATE


cdef inline bint joins(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the token joins the two ends of a range: a dash, 至, 到."""
    return sign_at(scan, index) == CHAR_DASH or (word_at(lexicon, scan, index).roles2 & ROLE2_RANGE) != 0


# -- numbers -------------------------------------------------------------------------------------------------

cdef bint small_number(Automaton lexicon, Scan scan, uint32_t index, int* value, int* digits) noexcept nogil:
    """The value of a whole number of at most four digits; `digits` is 0 for 十二. False: there is none."""
    cdef Number low, high
    cdef bint has_high
    cdef uint32_t at
    cdef int digit
    if kind_at(scan, index) == TOKEN_NUMBER:
        if scan.tokens[index].sign or length_of(scan, index) > 4:
            return False
        value[0] = 0
        for at in range(scan.tokens[index].start, scan.tokens[index].end):
            digit = <int> char_at(&scan.text, at) - 0x30
            if digit > 9:
                digit -= 0xfee0       # full width
            if not 0 <= digit <= 9:
                return False
            value[0] = 10 * value[0] + digit
        digits[0] = length_of(scan, index)
        return True
    if kind_at(scan, index) != TOKEN_NUMERAL or length_of(scan, index) > 4:
        return False
    if not read_number(lexicon, &scan.text, scan.tokens[index].start, scan.tokens[index].end, False, &low, &high,
                       &has_high) or has_high:
        return False
    while low.exponent > 0 and low.mantissa < 10000:
        low.mantissa *= 10
        low.exponent -= 1
    if low.exponent or not 0 <= low.mantissa <= 9999:
        return False
    value[0], digits[0] = <int> low.mantissa, low.digits
    return True


cdef bint is_pair(Automaton lexicon, Scan scan, uint32_t index, int* value) noexcept nogil:
    """Whether the token is two numerals in a row, as in 五六月; `value` is the lower."""
    cdef uint32_t at = scan.tokens[index].start
    cdef Py_UCS4 one, two
    if kind_at(scan, index) != TOKEN_NUMERAL or length_of(scan, index) != 2:
        return False
    one, two = char_at(&scan.text, at), char_at(&scan.text, at + 1)
    if one > 0xffff or two > 0xffff or lexicon.numeral_kind[one] != NUMERAL_DIGIT or (
            lexicon.numeral_kind[two] != NUMERAL_DIGIT):
        return False
    value[0] = lexicon.numeral_value[one]
    return value[0] >= 1 and lexicon.numeral_value[two] == value[0] + 1


cdef inline bint is_year(int value, int digits) noexcept nogil:
    return digits == 4 and FIRST_YEAR <= value <= LAST_YEAR


# -- parts ---------------------------------------------------------------------------------------------------

cdef int begin(Scan scan, uint32_t index, uint32_t last, Moment* out) noexcept nogil:
    """A Moment over the tokens [index, last) that takes its year from the context."""
    memset(out, 0, sizeof(Moment))
    out.first, out.last = index, last
    out.start, out.end = scan.tokens[index].start, scan.tokens[last - 1].end
    out.source = FROM_CONTEXT
    out.counts = GRAIN_YEAR
    return 0


cdef int widen(Scan scan, Moment* out, uint32_t start) noexcept nogil:
    """Let a Moment begin further to the left, at a character: 前|5个月."""
    out.start = start
    while out.first and scan.tokens[out.first - 1].start >= start:
        out.first -= 1
    return 0


cdef int set_months(Moment* out, uint8_t grain, int first, int last) noexcept nogil:
    out.grain = grain
    out.month, out.last_month = first, last
    return 0


cdef bint read_word(Automaton lexicon, Scan scan, uint32_t index, Moment* out) noexcept nogil:
    """A word of times.tsv. False where it dates no figure: 日前, 年度."""
    cdef const Word* word = word_at(lexicon, scan, index)
    cdef int number = word.index
    if word.roles2 & (ROLE2_HEAD | ROLE2_COUNTED) or number == INDEX_NOTHING and word.grain != GRAIN_PLAN:
        return False
    begin(scan, index, index + 1, out)
    out.grain = word.grain
    out.shift = word.value
    if word.detail and number != INDEX_CONTEXT:
        out.source = FROM_WRITING
    if word.grain == GRAIN_YEAR:
        out.since = number == INDEX_SINCE
        out.whole = first_char(scan, index) == u"全"
    elif word.grain == GRAIN_HALF:
        set_months(out, GRAIN_HALF, 6 * number - 5, 6 * number)
    elif word.grain == GRAIN_QUARTER:
        if 1 <= number <= 4:
            set_months(out, GRAIN_QUARTER, 3 * number - 2, 3 * number)
        elif 12 <= number <= 34:
            set_months(out, GRAIN_QUARTER, 3 * (number // 10) - 2, 3 * (number % 10))
        else:
            out.counts = GRAIN_QUARTER
    elif word.grain == GRAIN_MONTH:
        out.counts = GRAIN_MONTH
    elif word.grain == GRAIN_TEN_DAYS:
        out.counts = GRAIN_MONTH
        out.day = 10 * number - 9
        out.last_day = 10 * number if number < 3 else 31
    elif word.grain == GRAIN_WEEK:
        out.counts = GRAIN_WEEK
        if 1 <= number <= 5:
            out.index = number
            out.flags = PERIOD_UNKNOWN
    elif word.grain == GRAIN_DAY:
        out.counts = GRAIN_DAY
        if 1 <= number <= 7:
            out.weekday = number
            out.source = FROM_WRITING
            out.counts = GRAIN_WEEK if word.detail else GRAIN_DAY
    elif word.grain == GRAIN_HOLIDAY:
        if number == NO_FIXED_HOLIDAY:
            return False
        out.index = number
        out.flags = PERIOD_UNKNOWN
    elif word.grain == GRAIN_NOW:
        out.counts = GRAIN_DAY
        out.source = FROM_WRITING
        out.as_of = True
    elif word.grain == GRAIN_START or word.grain == GRAIN_END:
        out.edge = EDGE_START if word.grain == GRAIN_START else EDGE_END
        if number == 6:
            set_months(out, word.grain, 1, 6)
        else:
            out.counts = GRAIN_MONTH if number == 1 else GRAIN_QUARTER if number == 3 else GRAIN_YEAR
            out.grain = out.counts if number else word.grain
    elif word.grain == GRAIN_PAST:
        if out.shift == 0:
            out.flags = PERIOD_UNKNOWN | PERIOD_VAGUE
    elif word.grain == GRAIN_PLAN:
        out.year = 1953 + 5 * (number - 1) if number < 3 else 1966 + 5 * (number - 3)
        out.last_year = out.year + 4
        out.source = FROM_STATED
        out.since = scan.tokens[index].end - scan.tokens[index].start > 2 and (
            char_before(scan, out.end) in u"来來")
    return True


cdef bint read_year(Scan scan, uint32_t index, uint32_t unit, int value, int upper, int upper_digits,
                    Moment* out) noexcept nogil:
    """2024年, 2012—2015年, 2020-21年度, 2011年底; `upper` is 0 where there is no range."""
    cdef Py_UCS4 end
    begin(scan, index, unit + 1, out)
    out.source, out.grain, out.year = FROM_STATED, GRAIN_YEAR, value
    if upper_digits == 4 and upper > value:
        out.last_year = upper
    elif upper_digits == 2 and upper == (value + 1) % 100:
        out.last_year = value + 1
        out.fiscal = True
    elif upper_digits:
        return False
    end = char_before(scan, out.end)
    if first_char(scan, unit) in u"财財" and not out.fiscal:
        out.flags = PERIOD_UNKNOWN      # 2011财年: which months, the company knows
    elif length_of(scan, unit) == 2:
        if end in u"底末":
            out.edge = EDGE_END
        elif end == u"初":
            if char_behind(scan, out.end) in u"步级級次期中始":
                out.end -= 1            # 2024年|初步核算
            else:
                out.edge = EDGE_START
        elif end == u"内" and char_behind(scan, out.end) == u"蒙":
            out.end -= 1                # 2024年|内蒙古
        elif end in u"来來":
            out.since = True
    elif first_char(scan, unit + 1) == u"代" and value % 10 == 0:
        out.last_year = value + 9       # 1990年代
    return True


cdef bint read_past(Scan scan, uint32_t index, uint32_t unit, int value, uint8_t counts, Moment* out) noexcept nogil:
    """近5年, 过去三个月, 5年来: so long up to the day of writing."""
    cdef uint32_t start = scan.tokens[index].start
    cdef Py_UCS4 c = char_before(scan, start), behind = first_char(scan, unit + 1)
    if c not in u"近去这這" and behind not in u"来來间間" or not value:
        return False
    begin(scan, index, unit + 1, out)
    out.source, out.grain, out.counts, out.shift = FROM_WRITING, GRAIN_PAST, counts, -value
    if c == u"近":
        widen(scan, out, start - (2 if char_before(scan, start - 1) == u"最" else 1))
    elif c == u"去" and char_before(scan, start - 1) in u"过過":
        widen(scan, out, start - 2)
    if behind in u"来來间間":
        out.end += 1
    return True


cdef bint read_months(Automaton lexicon, Scan scan, uint32_t index, uint32_t unit, int value, int upper,
                      Moment* out) noexcept nogil:
    """6月, 1—8月, 前5个月, 前4月, 6月底."""
    cdef uint32_t start = scan.tokens[index].start
    cdef Py_UCS4 before = char_before(scan, start), end
    cdef bint first = before in u"前首头頭" and index > 0 and not word_at(lexicon, scan, index - 1).roles & ROLE_TIME
    cdef const Word* verb
    if not 1 <= value <= 12 or upper and not value < upper <= 12:
        return False
    begin(scan, index, unit + 1, out)
    set_months(out, GRAIN_MONTH, value, upper if upper else value)
    if first_char(scan, unit) in u"个個箇":
        if not first or upper:
            return False
    elif not is_date(scan, unit) and length_of(scan, unit) == 1 and not first:
        return False
    if first and before != u"前" and index > 1 and length_of(scan, index - 1) == 1:
        verb = word_at(lexicon, scan, index - 2)
        if verb.roles & (ROLE_MAKE | ROLE_CARRY) or verb.roles2 & ROLE2_ACT:
            return False      # 可选择|首六个月
    if first and not upper:
        out.month = 1
        widen(scan, out, start - 1)
    end = char_before(scan, out.end)
    if length_of(scan, unit) == 2 and first_char(scan, unit) == u"月":
        if end in u"底末":
            out.edge = EDGE_END
        elif end == u"初":
            out.edge = EDGE_START
    return True


cdef bint read_day(Scan scan, uint32_t index, uint32_t unit, int value, int upper, Moment* out) noexcept nogil:
    """27日, 25日至27日, 3号."""
    if not is_date(scan, index) or not 1 <= value <= 31 or upper and not value < upper <= 31:
        return False
    begin(scan, index, unit + 1, out)
    out.counts, out.grain = GRAIN_MONTH, GRAIN_DAY
    out.day, out.last_day = value, upper if upper else value
    if length_of(scan, unit) > 1:
        out.end = scan.tokens[unit].start + 1       # 15|日前
    return True


cdef bint read_full(Automaton lexicon, Scan scan, uint32_t index, int year, Moment* out) noexcept nogil:
    """2024-01-25, 2024/1/25."""
    cdef int month, day, digits
    if sign_at(scan, index + 1) not in (CHAR_DASH, CHAR_SLASH) or sign_at(scan, index + 3) != sign_at(scan, index + 1):
        return False
    if not small_number(lexicon, scan, index + 2, &month, &digits) or not 1 <= month <= 12:
        return False
    if not small_number(lexicon, scan, index + 4, &day, &digits) or not 1 <= day <= 31:
        return False
    begin(scan, index, index + 5, out)
    out.source, out.grain = FROM_STATED, GRAIN_DAY
    out.year, out.month, out.last_month, out.day, out.last_day = year, month, month, day, day
    return True


cdef bint read_bare_year(Automaton lexicon, Scan scan, uint32_t index, int value, Moment* out) noexcept nogil:
    """The 2011 of 2011上半年."""
    cdef const Word* next = word_at(lexicon, scan, index + 1)
    if not next.roles & ROLE_TIME or next.grain not in (GRAIN_HALF, GRAIN_QUARTER) or next.detail:
        return False
    begin(scan, index, index + 1, out)
    out.source, out.grain, out.year = FROM_STATED, GRAIN_YEAR, value
    return True


cdef bint read_heading_year(Automaton lexicon, Scan scan, uint32_t index, Moment* out) noexcept nogil:
    """The 2024 of a heading such as 回顾2024成绩单: a bare year."""
    cdef int value = 0, digits = 0
    if not is_date(scan, index) or scan.quantities[scan.owners[index]].last != index + 1:
        return False
    if not small_number(lexicon, scan, index, &value, &digits) or not is_year(value, digits):
        return False
    begin(scan, index, index + 1, out)
    out.source, out.grain, out.year = FROM_STATED, GRAIN_YEAR, value
    return True


cdef bint read_listed_year(Automaton lexicon, Scan scan, uint32_t index, int value, Moment* out) noexcept nogil:
    """The 2009 of 2009、2010和2011年: a bare year with others behind it, the last of which has its 年."""
    cdef uint32_t at = index + 1, _step
    cdef int year = 0, digits = 0
    for _step in range(6):
        if sign_at(scan, at) != CHAR_PAUSE and first_char(scan, at) not in u"和与與及":
            return False
        if not small_number(lexicon, scan, at + 1, &year, &digits) or not is_year(year, digits):
            return False
        at += 2
        if first_char(scan, at) == u"年":
            begin(scan, index, index + 1, out)
            out.source, out.grain, out.year = FROM_STATED, GRAIN_YEAR, value
            return True
    return False


cdef bint read_numbered(Automaton lexicon, Scan scan, uint32_t index, Moment* out) noexcept nogil:
    """A number with its unit of time, or a range of two with one unit."""
    cdef int value = 0, digits = 0, upper = 0, upper_digits = 0
    cdef uint32_t unit = over_blank(scan, index + 1), joint = unit
    cdef Py_UCS4 c
    if not small_number(lexicon, scan, index, &value, &digits):
        if not is_pair(lexicon, scan, index, &value):
            return False
        upper = value + 1
    elif is_year(value, digits) and read_full(lexicon, scan, index, value, out):
        return True
    elif joins(lexicon, scan, joint) or sign_at(scan, joint) == CHAR_SLASH and digits == 4:
        if not small_number(lexicon, scan, over_blank(scan, joint + 1), &upper, &upper_digits):
            return False
        unit = over_blank(scan, over_blank(scan, joint + 1) + 1)
    elif sign_at(scan, joint) == CHAR_PAUSE and digits < 4:
        if small_number(lexicon, scan, joint + 1, &upper, &upper_digits) and upper == value + 1:
            unit = over_blank(scan, joint + 2)      # 1、2月份
        else:
            upper = 0
    c = first_char(scan, unit)
    if is_year(value, digits):
        if upper_digits == 2 and first_char(scan, unit + 1) == u"年" and length_of(scan, unit) == 2:
            unit += 1     # 2019/20|课税|年度
            c = u"年"
        if c == u"年" or c in u"财財" and char_behind(scan, scan.tokens[unit].start + 1) in u"年政":
            return read_year(scan, index, unit, value, upper, upper_digits, out)
        return upper == 0 and (read_bare_year(lexicon, scan, index, value, out)
                               or read_listed_year(lexicon, scan, index, value, out))
    if c == u"年":
        return upper == 0 and value <= 100 and read_past(scan, index, unit, value, GRAIN_YEAR, out)
    if c == u"月":
        return read_months(lexicon, scan, index, unit, value, upper, out)
    if c in u"个個箇" and length_of(scan, unit) == 2 and char_behind(scan, scan.tokens[unit].start + 1) == u"月":
        return read_months(lexicon, scan, index, unit, value, upper, out) or (
            upper == 0 and value <= 100 and read_past(scan, index, unit, value, GRAIN_MONTH, out))
    if c in u"日号號":
        return read_day(scan, index, unit, value, upper, out)
    if c == u"季":
        return read_quarter(lexicon, scan, index, unit, value, upper, out)
    return False


cdef bint read_quarter(Automaton lexicon, Scan scan, uint32_t index, uint32_t unit, int value, int upper,
                       Moment* out) noexcept nogil:
    """3季度, 1-3季度, 第3季, 前3季度."""
    cdef bint ordered = index > 0 and (word_at(lexicon, scan, index - 1).roles2 & ROLE2_ORDER) != 0
    if not 1 <= value <= 4 or upper and not value < upper <= 4:
        return False
    if not ordered and char_behind(scan, scan.tokens[unit].start + 1) != u"度":
        return False
    begin(scan, index, unit + 1, out)
    out.end = scan.tokens[unit].start + (2 if char_behind(scan, scan.tokens[unit].start + 1) == u"度" else 1)
    set_months(out, GRAIN_QUARTER, 3 * value - 2, 3 * (upper if upper else value))
    if ordered:
        out.start = scan.tokens[index - 1].start
    elif not upper and char_before(scan, out.start) in u"前首头頭":
        out.month = 1
        widen(scan, out, out.start - 1)
    return True


cdef bint read_part(Automaton lexicon, Scan scan, uint32_t index, Moment* out) noexcept nogil:
    """One part that begins at the token."""
    cdef const Word* word
    if kind_at(scan, index) == TOKEN_NUMBER or kind_at(scan, index) == TOKEN_NUMERAL:
        return read_numbered(lexicon, scan, index, out)
    word = word_at(lexicon, scan, index)
    if word.roles & ROLE_TIME:
        return read_word(lexicon, scan, index, out)
    if word.roles2 & ROLE2_ORDER and kind_at(scan, index + 1) in (TOKEN_NUMBER, TOKEN_NUMERAL):
        if first_char(scan, index + 2) == u"季" and read_numbered(lexicon, scan, index + 1, out):
            out.first = index
            return True
    return False


# -- putting together ----------------------------------------------------------------------------------------

cdef bint refine(Moment* whole, const Moment* part) noexcept nogil:
    """Make a Moment finer by the part behind it: 去年|6月, 6月|底, 5月|15日. False: the part is none of it."""
    if whole.flags or whole.since or part.since or part.source != FROM_CONTEXT or part.shift or whole.edge:
        return False
    if part.grain == GRAIN_SAME:
        whole.grain = GRAIN_SAME
    elif whole.month == 0 and whole.counts == GRAIN_YEAR and whole.grain == GRAIN_YEAR and part.counts == GRAIN_YEAR:
        if part.grain == GRAIN_YEAR and part.edge == EDGE_NONE:
            if not part.whole:
                return False
        whole.whole = part.whole
        whole.month, whole.last_month, whole.day, whole.last_day = part.month, part.last_month, part.day, part.last_day
        whole.grain, whole.edge, whole.flags, whole.index = part.grain, part.edge, part.flags, part.index
    elif whole.grain == GRAIN_MONTH and whole.day == 0 and (part.counts == GRAIN_MONTH and part.day
                                                            or part.grain == GRAIN_WEEK):
        whole.day, whole.last_day, whole.grain = part.day, part.last_day, part.grain
        whole.flags, whole.index = part.flags, part.index
    else:
        return False
    whole.last, whole.end = part.last, part.end
    return True


cdef int read_tail(Automaton lexicon, Scan scan, Moment* out) noexcept nogil:
    """Read what closes an expression: 末, 份, 以来, 期间."""
    cdef uint32_t at, _step
    cdef Py_UCS4 c
    cdef const Word* word
    for _step in range(4):
        at = out.last
        if kind_at(scan, at) not in (TOKEN_TEXT, TOKEN_WORD) or scan.tokens[at].start != out.end:
            return 0
        c = first_char(scan, at)
        word = word_at(lexicon, scan, at)
        if word.length > 1:
            if c == u"以" and char_before(scan, scan.tokens[at].end) in u"来來":
                out.since = True
            elif word.grain == GRAIN_NOW and c in u"至到":
                out.since = True
            elif not (word.length == 2 and (c == u"期" or c in u"时時") and word.roles & ROLE_PARTICLE):
                return 0
            out.last, out.end = at + 1, scan.tokens[at].end
            continue
        if c in u"底末" and out.edge == EDGE_NONE and char_behind(scan, scan.tokens[at].start + 1) not in u"端线線层層部":
            out.edge = EDGE_END
        elif c == u"初" and out.edge == EDGE_NONE and char_behind(scan, scan.tokens[at].start + 1) not in u"步级級次期中始":
            out.edge = EDGE_START
        elif c in u"来來" and out.grain == GRAIN_PAST or c == u"份" and out.grain == GRAIN_MONTH or c in u"间間内內":
            pass
        else:
            return 0
        out.end += 1
        if length_of(scan, at) > 1:
            return 0
        out.last = at + 1
    return 0


cdef uint32_t over_clock(Scan scan, uint32_t index) noexcept nogil:
    """The token behind a time of day that follows a day: 1月28日|0时, 1月25日| 09:42."""
    cdef uint32_t at = over_blank(scan, index), _step
    for _step in range(2):
        if at + 1 >= scan.token_count or not is_date(scan, at) or first_char(scan, at + 1) not in u"时時点點:：":
            break
        index = scan.quantities[scan.owners[at]].last
        at = over_blank(scan, index)
    return index


cdef bint read_one(Automaton lexicon, Scan scan, uint32_t index, Moment* out) noexcept nogil:
    """An expression without 至: 去年6月底, 2024年前三季度."""
    cdef Moment part
    cdef uint32_t at, _step
    if not read_part(lexicon, scan, index, out):
        return False
    for _step in range(3):
        at = over_blank(scan, out.last)
        if first_char(scan, at) == u"的" and kind_at(scan, at) == TOKEN_WORD and length_of(scan, at) == 1:
            at += 1
        if at >= scan.token_count or not read_part(lexicon, scan, at, &part) or not refine(out, &part):
            break
    if first_char(scan, out.last) == u"半" and first_char(scan, out.last + 1) == u"年" and out.grain == GRAIN_YEAR:
        set_months(out, GRAIN_HALF, 1, 6)      # 2011年|半年度
        out.last += 2
        out.end = scan.tokens[out.last - 1].end
    read_tail(lexicon, scan, out)
    return True


cdef bint read_time(Automaton lexicon, Scan scan, uint32_t index, uint32_t floor, Moment* first,
                    Moment* until) noexcept nogil:
    """The expression of time that begins at a token; False: there is none.

    `until` is where it runs to (2015年至2017年); without tokens where it names one time only. `floor` is the first
    token that a look back may take in.
    """
    cdef uint32_t at
    until.first = until.last = 0
    if not read_one(lexicon, scan, index, first):
        return False
    if index > floor and first_char(scan, index - 1) == u"截" and word_at(lexicon, scan,
                                                                         index - 1).roles & ROLE_PREPOSITION:
        first.as_of = True
        first.first, first.start = index - 1, scan.tokens[index - 1].start
    if first.grain == GRAIN_DAY:
        first.last = over_clock(scan, first.last)
    if first.since or first.flags & PERIOD_VAGUE:
        return True
    at = over_blank(scan, first.last)
    if joins(lexicon, scan, at) and read_one(lexicon, scan, over_blank(scan, at + 1), until):
        if until.since or until.flags or until.grain in (GRAIN_PAST, GRAIN_SAME,
                                                         GRAIN_HOLIDAY) or first.grain == GRAIN_PAST:
            until.first = until.last = 0
        elif until.grain == GRAIN_DAY:
            until.last = over_clock(scan, until.last)
    else:
        until.first = until.last = 0
    return True
