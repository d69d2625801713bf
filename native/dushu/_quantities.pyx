"""Stage 6: tokens to quantities, each with its kind, exact value, unit and bound.

In: a Scan with tokens and blocks. Out: its quantities in reading order, never overlapping. Cost: linear; every
look ahead or back is bounded by a few tokens. The Scan owns the quantities.

A quantity is number + magnitude + inner qualifier + unit (1万余家). Outer qualifiers (超, 左右) set its bound and
are not part of it. What only looks like a number (years, document numbers, model names, slogans in quotation
marks, a list's own markers) becomes a quantity of the kind that says so.
"""
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t

from libc.string cimport memset

from dushu._numerals cimport add, compare, read_number, scale
from dushu._records cimport *
from dushu._scan cimport Scan, add_quantity, make_owner_room
from dushu._trie cimport Automaton

cdef enum:
    PLANE = 0x10000
    QUOTED_NAME = 14      # a quotation this short may be a name: “十大行动”


cdef uint8_t[3] ORDINAL_KINDS      # in the order of _codes.ORDINALS
ORDINAL_KINDS[0], ORDINAL_KINDS[1], ORDINAL_KINDS[2] = KIND_RANK, KIND_ORDINAL, KIND_IDENTIFIER


cdef inline Py_UCS4 first_char(Scan scan, uint32_t index) noexcept nogil:
    """The first character of a token; 0 beyond the end."""
    return char_at(&scan.text, scan.tokens[index].start) if index < scan.token_count else 0


cdef inline bint adjacent(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token exists and is no blank or break."""
    return index < scan.token_count and scan.tokens[index].kind not in (TOKEN_SPACE, TOKEN_BREAK)


cdef inline bint is_number(Scan scan, uint32_t index) noexcept nogil:
    return kind_at(scan, index) == TOKEN_NUMBER or kind_at(scan, index) == TOKEN_NUMERAL


cdef inline uint32_t over_blank(Scan scan, uint32_t index) noexcept nogil:
    """`index`, or the next where a single blank stands there."""
    if kind_at(scan, index) == TOKEN_SPACE and scan.tokens[index].end - scan.tokens[index].start == 1:
        return index + 1
    return index


cdef inline int64_t whole(const Number* number) noexcept nogil:
    """The value of a small whole number; -1 for any other."""
    cdef int64_t value = number.mantissa
    cdef int32_t exponent = number.exponent
    while exponent > 0 and value < 10000000:
        value *= 10
        exponent -= 1
    return value if exponent == 0 and value >= 0 else -1


cdef bint only_magnitude(Automaton lexicon, Scan scan, uint32_t index, int32_t* power) noexcept nogil:
    """Whether the token holds nothing but powers of ten (万, 百万, 万亿), and their sum."""
    cdef uint32_t at
    cdef Py_UCS4 c
    power[0] = 0
    if kind_at(scan, index) != TOKEN_NUMERAL:
        return False
    for at in range(scan.tokens[index].start, scan.tokens[index].end):
        c = char_at(&scan.text, at)
        if lexicon.numeral_kind[c] != NUMERAL_POWER and lexicon.numeral_kind[c] != NUMERAL_SECTION:
            return False
        power[0] += lexicon.numeral_value[c]
    return True


cdef struct Reading:      # a number as it was read
    Number low
    Number high
    bint has_high
    bint magnitude        # has 万, 亿 …
    bint chinese
    bint order
    int32_t power         # of the magnitude behind its digits
    uint8_t bound         # of an inner qualifier
    uint32_t next         # the token behind it


cdef bint read(Automaton lexicon, Scan scan, uint32_t index, Reading* out) noexcept nogil:
    """Read the number that begins at a token, with magnitude and inner qualifier; False: there is none."""
    cdef uint32_t at = index, last
    cdef int32_t power = 0
    cdef bint point
    cdef const Word* word
    out.bound = BOUND_EQ
    out.magnitude = False
    out.power = 0
    if not is_number(scan, index):
        return False
    out.chinese = kind_at(scan, index) == TOKEN_NUMERAL
    at += 1
    while True:
        if is_number(scan, at):
            at += 1
            continue
        point = (word_at(lexicon, scan, at).roles2 & ROLE2_POINT and kind_at(scan, at - 1) == TOKEN_NUMERAL
                 and kind_at(scan, at + 1) == TOKEN_NUMERAL)
        if not point:
            break
        at += 2
    last = at - 1
    if kind_at(scan, index) == TOKEN_NUMBER and scan.tokens[index].sign > 1:
        return False
    word = word_at(lexicon, scan, at)
    if not read_number(lexicon, &scan.text, scan.tokens[index].start, scan.tokens[last].end,
                       (word.roles & ROLE_UNIT) != 0, &out.low, &out.high, &out.has_high):
        return False
    if last > index and only_magnitude(lexicon, scan, last, &power):
        out.magnitude = power >= 4
        out.power = power
    elif out.chinese:
        out.magnitude = out.low.digits == 0 and out.low.exponent >= 4
        out.power = magnitude_of(lexicon, scan, last)
    if word.roles & ROLE_BOUND_INSIDE:
        out.bound = word.bound
        if only_magnitude(lexicon, scan, at + 1, &power):
            if not scale(&out.low, power) or (out.has_high and not scale(&out.high, power)):
                return False
            out.magnitude = True
            out.power += power
            at += 2
        elif word_at(lexicon, scan, at + 1).roles & ROLE_UNIT or not adjacent(scan, at + 1) or sign_at(scan, at + 1):
            at += 1
        elif word.roles & ~<uint32_t> (ROLE_BOUND_INSIDE | ROLE_BOUND_AFTER | ROLE_UNIT) == 0:
            at += 1
        else:
            out.bound = BOUND_EQ
    elif kind_at(scan, at) == TOKEN_SPACE and over_blank(scan, at) > at and only_magnitude(lexicon, scan, at + 1, &power):
        if power >= 4 and kind_at(scan, last) == TOKEN_NUMBER and scale(&out.low, power):
            out.magnitude = True
            out.power = power
            at += 2
    out.next = at
    return True


cdef int32_t magnitude_of(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The power of the sections that end a Chinese numeral: 8 for 三十亿."""
    cdef uint32_t at = scan.tokens[index].end
    cdef int32_t power = 0
    cdef Py_UCS4 c
    while at > scan.tokens[index].start:
        at -= 1
        c = char_at(&scan.text, at)
        if c >= PLANE or lexicon.numeral_kind[c] != NUMERAL_SECTION:
            break
        power += lexicon.numeral_value[c]
    return power


# -- dates ---------------------------------------------------------------------------------------------------

cdef inline bint is_year(const Number* number) noexcept nogil:
    return number.digits == 4 and 1800 <= whole(number) <= 2199


cdef uint32_t date_end(Automaton lexicon, Scan scan, uint32_t index, const Reading* number) noexcept nogil:
    """The token behind a date that begins at `index` with `number`; `index` where none does.

    2024年1月25日, 1月25日, 25日, 1—8月, 2024-01-25, 2024/1/25, 2024.01.25, 9时42分, 09:42:37.
    """
    cdef uint32_t at = number.next, behind
    cdef int64_t value = whole(&number.low)
    cdef Py_UCS4 unit
    cdef Reading other
    if number.magnitude or number.bound or number.has_high and value > 12:
        return index
    unit = first_char(scan, over_blank(scan, at))
    if word_at(lexicon, scan, over_blank(scan, at)).length != 1:
        unit = 0
    if unit == u"年" and is_year(&number.low):
        at = over_blank(scan, at) + 1
        behind = over_blank(scan, at)
        if read(lexicon, scan, behind, &other):
            at = max(at, date_end(lexicon, scan, behind, &other))
        return at
    if unit == u"月" and 1 <= value <= 12 and first_char(scan, index) not in u"两兩":
        at = over_blank(scan, at) + 1
        behind = over_blank(scan, at)
        if read(lexicon, scan, behind, &other) and first_char(scan, other.next) in u"日号號":
            at = max(at, other.next + 1)
        elif first_char(scan, at) == u"份":
            at += 1
        return at
    if (unit == u"日" or unit == u"号" or unit == u"號") and 1 <= value <= 31 and first_char(scan, index) not in u"两兩":
        return over_blank(scan, at) + 1
    if (unit == u"时" or unit == u"時" or unit == u"点" or unit == u"點") and 0 <= value <= 24:
        behind = at + 1
        if read(lexicon, scan, behind, &other) and first_char(scan, other.next) == u"分" and whole(&other.low) < 60:
            return other.next + 1
        if unit == u"时" or unit == u"時" or first_char(scan, behind) in u"半整许":
            return at + 1
        if index and word_at(lexicon, scan, index - 1).roles & ROLE_TIME and word_at(lexicon, scan, index - 1).grain in (GRAIN_DAY, GRAIN_NOW):
            return at + 1
        return index
    if number.chinese or number.low.exponent:
        return index
    if sign_at(scan, at) == CHAR_COLON and 0 <= value <= 24 and two_digits(scan, at + 1, 59):
        # A ratio such as 1:10 is told from a time of day by what stands in front.
        if number.low.digits == 2 or (index >= 2 and kind_at(scan, index - 1) == TOKEN_SPACE):
            at += 2
            if sign_at(scan, at) == CHAR_COLON and two_digits(scan, at + 1, 59):
                at += 2
            return at
    if is_year(&number.low) and (sign_at(scan, at) == CHAR_DASH or sign_at(scan, at) == CHAR_SLASH):
        if two_digits(scan, at + 1, 12) and sign_at(scan, at + 2) == sign_at(scan, at) and two_digits(scan, at + 3, 31):
            return at + 4
    return index


cdef bint two_digits(Scan scan, uint32_t index, int most) noexcept nogil:
    """Whether the token is one or two Arabic digits that make at most `most`."""
    cdef uint32_t at
    cdef int value = 0
    cdef Py_UCS4 c
    if kind_at(scan, index) != TOKEN_NUMBER or scan.tokens[index].sign:
        return False
    if scan.tokens[index].end - scan.tokens[index].start > 2:
        # 2024-01-2509:42: the clock may stand at once behind the day
        return False
    for at in range(scan.tokens[index].start, scan.tokens[index].end):
        c = char_at(&scan.text, at)
        value = 10 * value + <int> c - (0xff10 if c >= <Py_UCS4> 0xff10 else 0x30)
    return value <= most


# -- building ------------------------------------------------------------------------------------------------

cdef Quantity* put(Scan scan, uint32_t first, uint32_t last, uint8_t kind) except NULL nogil:
    """A new quantity over the tokens [first, last)."""
    cdef Quantity* quantity = add_quantity(scan)
    quantity.start = scan.tokens[first].start
    quantity.end = scan.tokens[last - 1].end
    quantity.first = first
    quantity.last = last
    quantity.kind = kind
    quantity.value.mantissa = quantity.value.exponent = quantity.value.digits = 0
    quantity.high = quantity.value
    quantity.unit = quantity.per = 0
    quantity.bound = BOUND_EQ
    quantity.has_high = False
    quantity.flags = 0
    return quantity


cdef uint8_t bound_before(Automaton lexicon, Scan scan, uint32_t first) noexcept nogil:
    """The bound that stands before a quantity; one word back, over 了 and a blank."""
    cdef uint32_t at = first
    if at and kind_at(scan, at - 1) == TOKEN_SPACE:
        at -= 1
    if at and word_at(lexicon, scan, at - 1).roles & ROLE_PARTICLE:
        at -= 1
    if at and word_at(lexicon, scan, at - 1).roles & ROLE_BOUND_BEFORE:
        return word_at(lexicon, scan, at - 1).bound
    return BOUND_EQ


cdef int settle_bound(Automaton lexicon, Scan scan, Quantity* quantity) except -1 nogil:
    """Set the bound from the words before and behind; one inside the quantity holds over both."""
    cdef uint32_t behind = over_blank(scan, quantity.last)
    cdef uint8_t before
    if quantity.bound:
        return 0
    before = bound_before(lexicon, scan, quantity.first)
    if word_at(lexicon, scan, behind).roles & ROLE_BOUND_AFTER:
        quantity.bound = word_at(lexicon, scan, behind).bound_after
    if before:
        quantity.bound = before
    return 0


cdef bint take_unit(Automaton lexicon, Scan scan, Reading* number, Quantity* quantity) noexcept nogil:
    """Take the unit behind the number into the quantity; False: there is none."""
    cdef uint32_t at = over_blank(scan, number.next)
    cdef const Word* word = word_at(lexicon, scan, at)
    cdef Py_UCS4 c
    cdef Reading rest
    if not word.roles & ROLE_UNIT:
        return False
    quantity.unit = word.unit
    quantity.kind = lexicon.units[word.unit].kind
    scale(&quantity.value, lexicon.units[word.unit].scale)
    if quantity.has_high:
        scale(&quantity.high, lexicon.units[word.unit].scale)
    c = first_char(scan, at)
    at += 1
    if c == u"成" and word.length == 1 and read(lexicon, scan, at, &rest) and rest.low.digits == 1 and rest.chinese:
        add(&quantity.value, &rest.low)      # 三成五
        at = rest.next
    elif word_at(lexicon, scan, at).roles & ROLE_BOUND_INSIDE and not quantity.bound:
        # 三个多月, 1倍多
        if word_at(lexicon, scan, at + 1).roles & ROLE_UNIT:
            quantity.bound = word_at(lexicon, scan, at).bound
            if lexicon.units[word_at(lexicon, scan, at + 1).unit].dimension == DIMENSION_TIME:
                quantity.kind = KIND_DURATION
            quantity.unit = word_at(lexicon, scan, at + 1).unit
            if c in u"个個" and first_char(scan, at + 1) == u"月":
                quantity.unit = month_unit(lexicon, quantity.unit)
            at += 2
    elif (sign_at(scan, at) == CHAR_SLASH or word_at(lexicon, scan, at).roles2 & ROLE2_PER) and (
            word_at(lexicon, scan, at + 1).roles & ROLE_UNIT):
        quantity.per = word_at(lexicon, scan, at + 1).unit
        at += 2
    quantity.last = at
    quantity.end = scan.tokens[at - 1].end
    return True


cdef uint16_t month_unit(Automaton lexicon, uint16_t fallback) noexcept nogil:
    """The unit of 个月, for 三个多月."""
    return lexicon.months if lexicon.months else fallback


cdef bint is_quoted(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token stands in a short quotation: an opening mark within a few tokens, a closing one behind."""
    cdef uint32_t back, at = index, limit = scan.tokens[index].start
    for back in range(6):
        if at == 0:
            return False
        at -= 1
        if sign_at(scan, at) == CHAR_QUOTE_OPEN:
            break
        if kind_at(scan, at) == TOKEN_BREAK or sign_at(scan, at) in (CHAR_QUOTE_CLOSE, CHAR_COMMA, CHAR_STOP):
            return False
    else:
        return False
    limit = scan.tokens[at].end
    for at in range(index, min(index + 10, scan.token_count)):
        if sign_at(scan, at) == CHAR_QUOTE_CLOSE:
            return scan.tokens[at].start - limit <= QUOTED_NAME
        if kind_at(scan, at) == TOKEN_BREAK:
            return False
    return False


cdef bint in_identifier(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether a bare number is part of a code: Latin letters or a slash at its side, 备案号 in front, 号 behind."""
    cdef uint32_t back
    if kind_at(scan, last) == TOKEN_LATIN or first_char(scan, last) in u"@_=":
        return True
    if first and (kind_at(scan, first - 1) == TOKEN_LATIN or first_char(scan, first - 1) in u"@_=#"):
        return True
    if first and sign_at(scan, first - 1) in (CHAR_SLASH, CHAR_DASH, CHAR_DOT) and first >= 2:
        if kind_at(scan, first - 2) in (TOKEN_LATIN, TOKEN_TEXT):
            return True
    if sign_at(scan, last) == CHAR_DOT and kind_at(scan, last + 1) == TOKEN_LATIN:
        return True
    if first_char(scan, last) in u"号號〕]" and kind_at(scan, last) != TOKEN_TEXT:
        return True
    for back in range(1, 5):
        if first < back:
            break
        if word_at(lexicon, scan, first - back).roles2 & ROLE2_IDENTIFIER:
            return True
        if kind_at(scan, first - back) == TOKEN_BREAK:
            break
    return False


cdef uint32_t ratio_end(Automaton lexicon, Scan scan, uint32_t index, Reading* parts, int* count) noexcept nogil:
    """Read a:b:c (at most eight parts); the token behind it, or `index` where there is no ratio."""
    cdef uint32_t at = index
    count[0] = 0
    while count[0] < 8 and read(lexicon, scan, at, &parts[count[0]]):
        if parts[count[0]].magnitude or parts[count[0]].has_high:
            break
        at = parts[count[0]].next
        count[0] += 1
        if sign_at(scan, at) != CHAR_COLON:
            break
        if not is_number(scan, at + 1):
            break
        at += 1
    return at if count[0] > 1 else index


cdef uint32_t put_ratio(Automaton lexicon, Scan scan, uint32_t index) except? 0xffffffff nogil:
    """Put the quantities of a ratio that begins there; the token behind it, `index`: there is none."""
    cdef Reading parts[8]
    cdef Quantity* quantity
    cdef Number total
    cdef int count = 0, part
    cdef uint32_t at, end = ratio_end(lexicon, scan, index, parts, &count)
    cdef double sum = 0
    if end == index:
        return index
    for part in range(count):
        sum += parts[part].low.mantissa * 10.0 ** parts[part].low.exponent
    if 99.0 <= sum <= 101.0:
        at = index
        for part in range(count):
            quantity = put(scan, at, parts[part].next, KIND_PERCENT)
            quantity.value = parts[part].low
            quantity.unit = lexicon.percent
            quantity.flags = QUANTITY_RATIO
            at = parts[part].next + 1
    else:
        quantity = put(scan, index, end, KIND_AMOUNT)
        quantity.value = parts[0].low
        quantity.flags = QUANTITY_RATIO | QUANTITY_BARE
    return end


cdef uint32_t put_order(Automaton lexicon, Scan scan, uint32_t index) except? 0xffffffff nogil:
    """Put the quantity of 第 and a number; the token behind it."""
    cdef Reading number
    cdef Quantity* quantity
    cdef const Word* word
    cdef uint32_t at = over_blank(scan, index + 1)
    if not read(lexicon, scan, at, &number) or number.has_high:
        return index + 1
    quantity = put(scan, index, number.next, KIND_RANK)
    quantity.value = number.low
    quantity.flags = QUANTITY_ORDER
    word = word_at(lexicon, scan, number.next)
    if word.roles2 & ROLE2_ORDINAL:
        quantity.kind = ORDINAL_KINDS[word.detail]
        if quantity.kind == KIND_ORDINAL:
            quantity.unit = word.unit
        quantity.last = number.next + 1
        quantity.end = scan.tokens[number.next].end
    elif word.roles & ROLE_UNIT:
        quantity.kind = KIND_ORDINAL
        quantity.unit = word.unit
        quantity.last = number.next + 1
        quantity.end = scan.tokens[number.next].end
    return quantity.last


cdef uint32_t put_parts(Automaton lexicon, Scan scan, uint32_t index) except? 0xffffffff nogil:
    """Put the quantity of 百分之 and a number, or of a pair of them; the token behind it."""
    cdef Reading number, upper
    cdef Quantity* quantity
    cdef const Word* word = word_at(lexicon, scan, index)
    cdef uint32_t at
    if not read(lexicon, scan, over_blank(scan, index + 1), &number):
        return index + 1
    quantity = put(scan, index, number.next, KIND_PERCENT)
    quantity.value = number.low
    quantity.high = number.high
    quantity.has_high = number.has_high
    quantity.bound = number.bound
    quantity.unit = lexicon.percent if word.value == 2 else lexicon.permille
    if word.value == 4:
        scale(&quantity.value, -1)
    at = number.next
    if joins_range(lexicon, scan, at):
        at += 1
        if word_at(lexicon, scan, at).roles2 & ROLE2_PARTS:
            at += 1
        if read(lexicon, scan, at, &upper) and compare(&upper.low, &number.low) > 0 and not from_before(lexicon, scan, index):
            quantity.high = upper.low
            quantity.has_high = True
            quantity.last = upper.next
            quantity.end = scan.tokens[upper.next - 1].end
    settle_bound(lexicon, scan, quantity)
    return quantity.last


cdef inline bint joins_range(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the token joins the two ends of a range: a dash, 至, 到."""
    return sign_at(scan, index) == CHAR_DASH or (word_at(lexicon, scan, index).roles2 & ROLE2_RANGE) != 0


cdef inline bint from_before(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether 由 or 从 stands before: then 至 is no range but where a change arrives."""
    return index > 0 and (word_at(lexicon, scan, index - 1).roles & ROLE_FROM) != 0


cdef int extend_range(Automaton lexicon, Scan scan, Quantity* quantity, Reading* number) except -1 nogil:
    """Make the quantity a range where a second number follows: 10%—15%, 20到30亿元, 3万至5万元."""
    cdef Reading upper
    cdef Quantity other
    cdef uint32_t at = over_blank(scan, quantity.last)
    cdef Number low = number.low
    if not joins_range(lexicon, scan, at) or from_before(lexicon, scan, quantity.first):
        return 0
    at = over_blank(scan, at + 1)
    if not read(lexicon, scan, at, &upper) or upper.has_high:
        return 0
    other.value, other.high = upper.low, upper.high
    other.unit = other.per = 0
    other.has_high = False
    other.bound = upper.bound
    other.kind = KIND_AMOUNT
    other.first = at
    other.last = upper.next
    other.end = scan.tokens[upper.next - 1].end
    take_unit(lexicon, scan, &upper, &other)
    if quantity.unit and other.unit and lexicon.units[quantity.unit].kind != lexicon.units[other.unit].kind:
        return 0
    if quantity.unit and not other.unit:
        return 0
    if not quantity.unit and other.unit:
        scale(&low, lexicon.units[other.unit].scale)
        if not number.magnitude and upper.power and number.power < upper.power:
            low = number.low
            scale(&low, upper.power + lexicon.units[other.unit].scale)
            if compare(&low, &other.value) > 0:
                low = number.low
        quantity.value = low
    elif not quantity.unit and not number.magnitude and upper.power and number.power < upper.power:
        scale(&low, upper.power)
        if compare(&low, &other.value) <= 0:
            quantity.value = low
    if compare(&quantity.value, &other.value) >= 0:
        quantity.value = number.low
        if quantity.unit:
            scale(&quantity.value, lexicon.units[quantity.unit].scale)
        return 0
    if not quantity.unit and not other.unit and sign_at(scan, quantity.last) == CHAR_DASH and not upper.magnitude:
        return 0      # two bare numbers and a dash: a code or a score, not a range
    quantity.high = other.value
    quantity.has_high = True
    quantity.unit, quantity.per, quantity.kind = other.unit, other.per, other.kind
    quantity.last, quantity.end = other.last, other.end
    if upper.magnitude:
        quantity.flags |= QUANTITY_MAGNITUDE
    return 0


cdef uint32_t put_date(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) except? 0xffffffff nogil:
    """Put a date; its value is its first number."""
    cdef Quantity* quantity = put(scan, first, last, KIND_DATE)
    cdef Reading number
    if read(lexicon, scan, first, &number):
        quantity.value = number.low
    return last


cdef uint32_t put_number(Automaton lexicon, Scan scan, uint32_t index) except? 0xffffffff nogil:
    """Put the quantity of the number that begins there, if it is one; the token behind it."""
    cdef Reading number, other
    cdef Quantity* quantity
    cdef uint32_t at, end, first = index
    cdef Py_UCS4 c
    cdef bint negative = False
    if not read(lexicon, scan, index, &number):
        if kind_at(scan, index) == TOKEN_NUMBER and scan.tokens[index].sign == 2:
            return put_date(lexicon, scan, index, index + 1)     # 2024.01.25, or a version: no measure either way
        if kind_at(scan, index) == TOKEN_NUMBER:
            put(scan, index, index + 1, KIND_IDENTIFIER)
        return index + 1
    # Dates, and ranges of them: 1—8月, 2015年至2017年, 25日至27日
    end = date_end(lexicon, scan, index, &number)
    if end > index:
        at = over_blank(scan, end)
        if joins_range(lexicon, scan, at) and read(lexicon, scan, over_blank(scan, at + 1), &other):
            at = over_blank(scan, at + 1)
            end = max(end, date_end(lexicon, scan, at, &other) if date_end(lexicon, scan, at, &other) > at else end)
        if not date_is_duration(lexicon, scan, index, end):
            return put_date(lexicon, scan, index, end)
    elif joins_range(lexicon, scan, number.next) and not number.magnitude:
        at = number.next + 1
        if read(lexicon, scan, at, &other) and compare(&number.low, &other.low) < 0:
            end = date_end(lexicon, scan, at, &other)
            if end > at and first_char(scan, other.next) in u"年月日号號":
                if first_char(scan, other.next) != u"年" or is_year(&number.low):
                    return put_date(lexicon, scan, index, end)
    at = put_ratio(lexicon, scan, index)
    if at > index:
        return at
    # 三分之一
    if word_at(lexicon, scan, number.next).roles2 & ROLE2_FRACTION and read(lexicon, scan, number.next + 1, &other):
        if number.low.mantissa > 0 and other.low.exponent >= 0 and number.low.exponent >= 0:
            quantity = put(scan, index, other.next, KIND_FRACTION)
            quantity.value, quantity.high = other.low, number.low
            quantity.flags = QUANTITY_FRACTION
            settle_bound(lexicon, scan, quantity)
            return quantity.last
    # A sign: -18℃, 零下, 负. A dash between two numbers is none.
    if first and sign_at(scan, first - 1) == CHAR_DASH and first_char(scan, first - 1) in u"-－−﹣":
        if first == 1 or kind_at(scan, first - 2) in (TOKEN_SPACE, TOKEN_BREAK, TOKEN_SIGN) or (
                word_at(lexicon, scan, first - 2).roles & (ROLE_REACH | ROLE_ARRIVE | ROLE_CHANGE | ROLE_FROM)
                or word_at(lexicon, scan, first - 2).roles2 & (ROLE2_RANGE | ROLE2_HEAD)
                or kind_at(scan, first - 2) == TOKEN_TEXT and word_at(lexicon, scan, over_blank(scan, number.next)).roles & ROLE_UNIT):
            first -= 1
            negative = True
    quantity = put(scan, first, number.next, KIND_AMOUNT)
    quantity.value, quantity.high, quantity.has_high = number.low, number.high, number.has_high
    quantity.bound = number.bound
    if number.chinese:
        quantity.flags |= QUANTITY_CHINESE
    if number.magnitude:
        quantity.flags |= QUANTITY_MAGNITUDE
    if not take_unit(lexicon, scan, &number, quantity):
        take_prefix(lexicon, scan, quantity)
    if not negative:
        extend_range(lexicon, scan, quantity, &number)
    else:
        quantity.value.mantissa = -quantity.value.mantissa
    settle_bound(lexicon, scan, quantity)
    doubling(scan, lexicon, quantity)
    if first and glued_to_latin(scan, first, quantity):
        quantity.kind = KIND_IDENTIFIER
    if quantity.kind == KIND_DURATION and first_char(scan, quantity.last - 1) == u"月":
        quantity.unit = lexicon.months      # 两月, as 两个月
    if not quantity.unit and not quantity.flags & QUANTITY_MAGNITUDE:
        quantity.flags |= QUANTITY_BARE
        if number.chinese and (number.low.digits == 1 or whole(&number.low) in (10, 100, 1000)) and not quantity.has_high:
            # A lone Chinese numeral without a unit is part of a word or a name.
            if not bare_counts(lexicon, scan, index, number.next):
                scan.quantity_count -= 1
                return number.next
        if is_year(&number.low) and not number.chinese:
            quantity.kind = KIND_DATE
        elif in_identifier(lexicon, scan, index, number.next):
            quantity.kind = KIND_IDENTIFIER
    elif quantity.kind == KIND_AMOUNT and first_char(scan, quantity.last - 1) in u"号號":
        quantity.kind = KIND_IDENTIFIER
    if is_quoted(scan, index):
        quantity.flags |= QUANTITY_QUOTED
        if number.chinese and quantity.kind in (KIND_AMOUNT, KIND_DURATION):
            quantity.kind = KIND_NAME
    return quantity.last


cdef bint glued_to_latin(Scan scan, uint32_t first, const Quantity* quantity) noexcept nogil:
    """Whether Latin letters stand at once before a number with a Latin unit: a code (B4J2), not a measure."""
    if kind_at(scan, first - 1) != TOKEN_LATIN or scan.tokens[first - 1].end != quantity.start:
        return False
    return char_at(&scan.text, scan.tokens[quantity.last - 1].start) < 0x80


cdef bint bare_counts(Automaton lexicon, Scan scan, uint32_t index, uint32_t behind) noexcept nogil:
    """Whether a lone Chinese numeral without a unit is a number all the same: it stands alone, or before 大."""
    if first_char(scan, behind) == u"大":
        return True
    return not adjacent(scan, behind) and (index == 0 or not adjacent(scan, index - 1))


cdef bint date_is_duration(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether what reads like a day or month is a length of time: 连续3日, 历时16日."""
    if last != first + 2 or first == 0:
        return False
    return (word_at(lexicon, scan, first - 1).roles & ROLE_STREAK) != 0 or first_char(scan, first - 1) == u"了"


cdef int take_prefix(Automaton lexicon, Scan scan, Quantity* quantity) except -1 nogil:
    """Take a currency sign before the number into the quantity: $6.12亿."""
    cdef const Word* word
    if quantity.first == 0:
        return 0
    word = word_at(lexicon, scan, quantity.first - 1)
    if word.roles & ROLE_UNIT and lexicon.units[word.unit].dimension == DIMENSION_MONEY:
        quantity.first -= 1
        quantity.start = scan.tokens[quantity.first].start
        quantity.unit = word.unit
        quantity.kind = KIND_AMOUNT
    return 0


cdef int doubling(Scan scan, Automaton lexicon, Quantity* quantity) except -1 nogil:
    """翻一番 doubles once: the value is two to the number that stands before 番, the unit 倍."""
    cdef int64_t times
    cdef uint32_t start = quantity.start
    if first_char(scan, quantity.last - 1) != u"番" or quantity.kind != KIND_MULTIPLE:
        return 0
    times = whole(&quantity.value)
    if 1 <= times <= 30:
        quantity.value.mantissa, quantity.value.exponent = (<int64_t> 1) << times, 0
    quantity.unit = lexicon.times
    if start and char_at(&scan.text, start - 1) == u"翻":
        quantity.start -= 1
    return 0


cdef int mark_enumerators(Automaton lexicon, Scan scan) except -1 nogil:
    """Give the kind of an enumerator to every quantity that stands in a marker of the layout."""
    cdef uint32_t block = 0, index = 0
    for index in range(scan.quantity_count):
        while block < scan.block_count and scan.blocks[block].end <= scan.quantities[index].start:
            block += 1
        if block == scan.block_count:
            break
        if scan.blocks[block].marker_start <= scan.quantities[index].start < scan.blocks[block].marker_end:
            scan.quantities[index].kind = KIND_ENUMERATOR
    return 0


cdef int share_units(Automaton lexicon, Scan scan) except -1 nogil:
    """Give a bare number the unit of the one that it is listed with: 0.6和1.0个百分点, 三、四亿元."""
    cdef uint32_t index = scan.quantity_count
    cdef Quantity* first
    cdef Quantity* second
    while index > 1:
        index -= 1
        first, second = &scan.quantities[index - 1], &scan.quantities[index]
        if (first.flags & QUANTITY_BARE and first.kind == KIND_AMOUNT and second.unit and first.last + 1 == second.first
                and second.kind <= KIND_MULTIPLE and joins_list(lexicon, scan, first.last)):
            first.unit, first.kind = second.unit, second.kind
            first.flags &= ~QUANTITY_BARE
    return 0


cdef bint joins_list(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the token joins two members of a list: 、, 和, 与."""
    return sign_at(scan, index) == CHAR_PAUSE or first_char(scan, index) in u"和与與及" and (
        scan.tokens[index].end - scan.tokens[index].start == 1)


cdef int own_tokens(Scan scan) except -1 nogil:
    """Fill scan.owners."""
    cdef uint32_t index, token
    make_owner_room(scan, scan.token_count + 1)
    memset(scan.owners, 0xff, (scan.token_count + 1) * sizeof(int32_t))
    for index in range(scan.quantity_count):
        for token in range(scan.quantities[index].first, scan.quantities[index].last):
            scan.owners[token] = index
    return 0


cdef int find_quantities(Automaton lexicon, Scan scan) except -1 nogil:
    """Fill scan.quantities."""
    cdef uint32_t index = 0
    cdef const Word* word
    cdef Quantity* quantity
    while index < scan.token_count:
        if is_number(scan, index):
            index = put_number(lexicon, scan, index)
            continue
        if kind_at(scan, index) == TOKEN_WORD:
            word = &lexicon.words[scan.tokens[index].word]
            if word.roles2 & ROLE2_ORDER:
                index = put_order(lexicon, scan, index)
                continue
            if word.roles2 & ROLE2_PARTS:
                index = put_parts(lexicon, scan, index)
                continue
            if word.roles & ROLE_PLACE:
                quantity = put(scan, index, index + 1, KIND_RANK)
                quantity.value.mantissa = word.value
            elif word.roles & ROLE_UNIT and lexicon.units[word.unit].kind == KIND_MULTIPLE and not word.roles2 & ROLE2_UNIT_ONLY:
                quantity = put(scan, index, index + 1, KIND_MULTIPLE)      # 翻番
                quantity.value.mantissa = 2
                quantity.unit = lexicon.times
        index += 1
    mark_enumerators(lexicon, scan)
    share_units(lexicon, scan)
    return own_tokens(scan)
