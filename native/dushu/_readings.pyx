"""Stage 6a: tokens to numbers as they are printed: digits, points, magnitudes and inner qualifiers.

In: a Scan with tokens and the index of one of them. Out: a Reading, the number that begins there and the token
behind it. Cost: constant; at most `MOST_TOKENS` tokens are looked at, however long a chain of numerals is.

A number may be parted by blanks (三千 八百, 十 余 万), by 点 (一百二十点五, 8点5倍, but not 8点45, a time of day),
and may hold a qualifier and a magnitude behind it (十几万, 30万多亿, 两个亿, 15k).
"""
from libc.stdint cimport int32_t, uint8_t, uint32_t

from dushu._numerals cimport read_number, scale, times
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    PLANE = 0x10000
    MOST_TOKENS = 24
    MOST_ENDS = 10
    MOST_MAGNITUDE = 6    # characters of 百万亿 …


cdef bint only_magnitude(Automaton lexicon, Scan scan, uint32_t index, int32_t* power) noexcept nogil:
    """Whether the token holds nothing but powers of ten (万, 百万, 万亿), and their sum."""
    cdef uint32_t at
    cdef Py_UCS4 c
    power[0] = 0
    if kind_at(scan, index) != TOKEN_NUMERAL or length_at(scan, index) > MOST_MAGNITUDE:
        return False
    for at in range(scan.tokens[index].start, scan.tokens[index].end):
        c = char_at(&scan.text, at)
        if lexicon.numeral_kind[c] != NUMERAL_POWER and lexicon.numeral_kind[c] != NUMERAL_SECTION:
            return False
        power[0] += lexicon.numeral_value[c]
    return True


cdef int32_t magnitude_of(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The power of the powers and sections that end a numeral: 8 for 三十亿, 3 for 两千, 0 for 三十."""
    cdef uint32_t at = scan.tokens[index].end
    cdef int32_t power = 0
    cdef Py_UCS4 c
    while at > scan.tokens[index].start and scan.tokens[index].end - at < MOST_MAGNITUDE:
        at -= 1
        c = char_at(&scan.text, at)
        if c >= PLANE or not (lexicon.numeral_kind[c] == NUMERAL_SECTION or (
                lexicon.numeral_kind[c] == NUMERAL_POWER and lexicon.numeral_value[c] > 1 and power == 0)):
            break
        power += lexicon.numeral_value[c]
        if lexicon.numeral_kind[c] == NUMERAL_POWER:
            break
    return power


cdef bint joins_decimals(Automaton lexicon, Scan scan, uint32_t point) noexcept nogil:
    """Whether 点 at this token parts a whole number from its decimals, and is no time of day.

    一点二, 零点77 and 12点5度 are decimals; 8点45, 8点5分 and 六点二十 are not.
    """
    cdef uint32_t left = point - 1, right = over_blank(scan, point + 1), digits = length_at(scan, right)
    cdef const Word* unit
    cdef uint8_t dimension
    cdef Py_UCS4 c
    if not is_number(scan, right) or (kind_at(scan, right) == TOKEN_NUMBER and scan.tokens[right].sign):
        return False
    if first_char(scan, right) in u"两兩":
        return False      # decimals are read digit by digit, and the digit is 二: 一点|两小时
    if kind_at(scan, left) == TOKEN_SPACE:
        left -= 1
    if kind_at(scan, left) == TOKEN_NUMBER and scan.tokens[left].sign:
        return False
    c = first_char(scan, right + 1)
    unit = word_at(lexicon, scan, over_blank(scan, right + 1))
    dimension = dimension_of(lexicon, unit)
    if (c == u"分" or c == u"刻") and unit.length == 1:
        return False
    if kind_at(scan, left) == TOKEN_NUMERAL and kind_at(scan, right) == TOKEN_NUMERAL:
        return True
    if digits != 2:
        return unit.roles & ROLE_UNIT or not adjacent(scan, right + 1) or digits > 2
    if kind_at(scan, right) == TOKEN_NUMBER and first_char(scan, right) in u"6789６７８９":
        return True      # no minute is 77
    return dimension in (DIMENSION_RATIO, DIMENSION_TEMPERATURE, DIMENSION_LENGTH, DIMENSION_MASS, DIMENSION_MONEY)


cdef int ends_of(Automaton lexicon, Scan scan, uint32_t index, uint32_t* ends) noexcept nogil:
    """The tokens that may end the number that begins at `index`, nearest first; how many."""
    cdef uint32_t at = index + 1, next
    cdef int count = 1
    cdef bint chinese
    ends[0] = index
    while count < MOST_ENDS and at < index + MOST_TOKENS:
        next = at
        if kind_at(scan, at) == TOKEN_SPACE and length_at(scan, at) <= 2 and scan.tokens[at].sign != CHAR_TAB:
            next += 1
        chinese = kind_at(scan, at - 1) == TOKEN_NUMERAL or kind_at(scan, next) == TOKEN_NUMERAL
        if word_at(lexicon, scan, next).roles2 & ROLE2_POINT and joins_decimals(lexicon, scan, next):
            at = over_blank(scan, next + 1)
        elif is_number(scan, next) and (next == at or chinese):
            at = next
        else:
            break
        ends[count] = at
        count += 1
        at += 1
    return count


cdef bint read_digits(Automaton lexicon, Scan scan, uint32_t index, Reading* out) noexcept nogil:
    """Read the longest number that begins at `index`, without what may stand behind it."""
    cdef uint32_t[MOST_ENDS] ends
    cdef int count = ends_of(lexicon, scan, index, ends)
    cdef uint32_t last
    cdef int32_t power
    while count:
        count -= 1
        last = ends[count]
        if read_number(lexicon, &scan.text, scan.tokens[index].start, scan.tokens[last].end,
                       (word_at(lexicon, scan, over_blank(scan, last + 1)).roles & ROLE_UNIT) != 0,
                       &out.low, &out.high, &out.has_high):
            break
    else:
        return False
    out.next = last + 1
    if last > index and only_magnitude(lexicon, scan, last, &power):
        out.magnitude = power >= 4
        out.power = power
    elif kind_at(scan, last) == TOKEN_NUMERAL:
        out.power = magnitude_of(lexicon, scan, last)
        out.magnitude = out.power >= 4
    return True


cdef bint multiply(Reading* out, int32_t power) noexcept nogil:
    """Times a magnitude that stands apart from the digits."""
    if not scale(&out.low, power) or (out.has_high and not scale(&out.high, power)):
        return False
    out.low.digits = 0
    out.magnitude = out.magnitude or power >= 4
    out.power += power
    return True


cdef int negate(Number* low, Number* high, bint has_high) noexcept nogil:
    """Put a minus before a number; of a pair the ends change places."""
    cdef Number lower = low[0]
    if has_high:
        low[0], high[0] = high[0], lower
        high.mantissa = -high.mantissa
    low.mantissa = -low.mantissa
    return 0


cdef bint begins_with_point(Scan scan, uint32_t index) noexcept nogil:
    """Whether a point stands before the digits, and nothing that it could end or part: .5, -.5."""
    return index > 0 and sign_at(scan, index - 1) == CHAR_DOT and kind_at(
        scan, index) == TOKEN_NUMBER and scan.tokens[index].sign == 0 and (
            index == 1 or kind_at(scan, index - 2) in (TOKEN_SPACE, TOKEN_BREAK)
            or sign_at(scan, index - 2) in (CHAR_DASH, CHAR_OPEN, CHAR_COLON, CHAR_COMMA))


cdef bint take_big_letter(Automaton lexicon, Scan scan, uint32_t index, Reading* out) noexcept nogil:
    """Take M behind a number with decimals, or G behind one below 1, as a magnitude: 1.2M, 0.5G吨.

    What counts by the million or billion has decimals. 3M is a firm, 5G and 5.5G are generations, 2.4G is a band;
    a noun behind the letter makes it a size or a speed (1.5M宽带).
    """
    cdef Py_UCS4 c = first_char(scan, out.next)
    cdef uint32_t behind = out.next + 1
    cdef int32_t digits = out.low.digits
    cdef bint point = begins_with_point(scan, index)
    if not point and (out.low.exponent >= 0 or out.magnitude or c in u"GＧ" and first_char(scan, index) not in u"0０"):
        return False
    if not (word_at(lexicon, scan, behind).roles & ROLE_UNIT or not adjacent(scan, behind)
            or sign_at(scan, behind) in (CHAR_COMMA, CHAR_STOP, CHAR_PAUSE, CHAR_SEMICOLON, CHAR_CLOSE)):
        return False
    if not multiply(out, 9 if c in u"GＧ" else 6):
        return False
    if point:
        out.low.digits = digits      # who called moves the point before them
    out.next = behind
    return True


cdef bint take_letter(Automaton lexicon, Scan scan, uint32_t index, Reading* out) noexcept nogil:
    """Take k or w as a magnitude: 15k, 30w. 4K and 8K are formats of pictures."""
    cdef Py_UCS4 c = first_char(scan, out.next)
    if kind_at(scan, out.next) != TOKEN_LATIN or length_at(scan, out.next) != 1 or kind_at(scan,
            out.next - 1) != TOKEN_NUMBER:
        return False
    if c in u"MGＭＧ":
        return take_big_letter(lexicon, scan, index, out)
    if c == 0xff2b or c == 0xff4b:
        c = u"k"      # full width
    if c not in u"kKw" or is_number(scan, out.next + 1) or sign_at(scan, out.next + 1) == CHAR_DOT:
        return False
    if c == u"K" and whole(&out.low) in (2, 4, 5, 8, 16):
        return False
    if out.next >= 2 and kind_at(scan, out.next - 2) == TOKEN_LATIN:
        return False
    if not multiply(out, 4 if c == u"w" else 3):
        return False
    out.magnitude = True
    out.next += 1
    return True


cdef uint32_t power_end(Automaton lexicon, Scan scan, uint32_t index, int32_t* power) noexcept nogil:
    """Read a whole power of at most two digits, with a sign or without; the token behind it, `index`: there is none."""
    cdef uint32_t at = index
    cdef Number value, unused
    cdef bint has_high
    if first_char(scan, at) in u"+-－−＋" and length_at(scan, at) == 1:
        at += 1
    if kind_at(scan, at) != TOKEN_NUMBER or scan.tokens[at].sign or length_at(scan, at) > 2:
        return index
    if kind_at(scan, at + 1) == TOKEN_LATIN or first_char(scan, at + 1) == u"^":
        return index
    read_number(lexicon, &scan.text, scan.tokens[at].start, scan.tokens[at].end, False, &value, &unused, &has_high)
    power[0] = <int32_t> (-value.mantissa if first_char(scan, index) in u"-－−" else value.mantissa)
    return at + 1


cdef bint raise_to(Number* number, int32_t power) noexcept nogil:
    """number = number ** power; False where that is no exact decimal that fits."""
    cdef Number base = number[0]
    cdef int32_t _turn
    if base.mantissa == 10 and base.exponent == 0:
        number.mantissa = 1
        return scale(number, power)
    for _turn in range(power - 1):
        if not times(number, base.mantissa) or not scale(number, base.exponent):
            return False
    return power > 0


cdef bint take_power(Automaton lexicon, Scan scan, Reading* out) noexcept nogil:
    """Take what raises a number, or the ten that it is multiplied by: 10^6, 2^5, 1.2×10^5."""
    cdef uint32_t at = out.next, end
    cdef Number raised = out.low
    cdef int32_t power
    cdef bint product = first_char(scan, at) in u"×*"
    if product:
        if length_at(scan, at + 1) != 2 or first_char(scan, at + 1) not in u"1１":
            return False
        at += 2
        raised.mantissa, raised.exponent = 10, 0
        if char_at(&scan.text, scan.tokens[at - 1].end - 1) not in u"0０":
            return False
    if first_char(scan, at) != u"^":
        return False
    end = power_end(lexicon, scan, at + 1, &power)
    if end == at + 1 or not raise_to(&raised, power):
        return False
    if not product:
        out.low = raised
    elif not scale(&out.low, raised.exponent):
        return False
    out.low.digits = 0
    out.magnitude = True
    out.next = end
    return True


cdef bint take_exponent(Automaton lexicon, Scan scan, Reading* out) noexcept nogil:
    """Take the power of ten of 1.2e+14 or 3.5E-6; 2E5 without sign or point is a code."""
    cdef uint32_t at = out.next + 1, end
    cdef Py_UCS4 c = first_char(scan, out.next)
    cdef int32_t power
    if kind_at(scan, out.next) != TOKEN_LATIN or length_at(scan, out.next) != 1 or c not in u"eEｅＥ":
        return False
    if kind_at(scan, at) == TOKEN_NUMBER and out.low.exponent == 0 and c not in u"eｅ":
        return False
    if out.next >= 2 and kind_at(scan, out.next - 2) == TOKEN_LATIN:
        return False
    end = power_end(lexicon, scan, at, &power)
    if end == at or not scale(&out.low, power):
        return False
    out.low.digits = 0
    out.magnitude = True
    out.next = end
    return True


cdef bint read(Automaton lexicon, Scan scan, uint32_t index, Reading* out) noexcept nogil:
    """Read the number that begins at a token, with magnitude and inner qualifier; False: there is none."""
    cdef uint32_t at, inner
    cdef int32_t power = 0
    cdef int _turn
    cdef const Word* word
    out.bound = BOUND_EQ
    out.magnitude = False
    out.power = 0
    if not is_number(scan, index) or (kind_at(scan, index) == TOKEN_NUMBER and scan.tokens[index].sign > 1):
        return False
    out.chinese = kind_at(scan, index) == TOKEN_NUMERAL
    if not read_digits(lexicon, scan, index, out):
        return False
    if kind_at(scan, out.next) == TOKEN_LATIN and not out.has_high:
        take_letter(lexicon, scan, index, out) or take_exponent(lexicon, scan, out)
    elif kind_at(scan, out.next) == TOKEN_SIGN and first_char(scan, out.next) in u"^×*" and not out.chinese:
        take_power(lexicon, scan, out)
    # A magnitude behind a blank (1000 万), or behind 个 (两个亿)
    at = out.next
    if kind_at(scan, at) == TOKEN_SPACE and length_at(scan, at) <= 2 and only_magnitude(lexicon, scan, at + 1, &power):
        if power >= 4 and kind_at(scan, at - 1) == TOKEN_NUMBER and multiply(out, power):
            out.next = at + 2
    elif is_char(scan, at, u"个", u"個") and only_magnitude(lexicon, scan, at + 1, &power) and power >= 8:
        if multiply(out, power):
            out.next = at + 2
    # Inner qualifiers, each with a magnitude of its own: 十几万, 五百 余万, 30万多亿
    for _turn in range(2):
        inner = over_blank(scan, out.next)
        word = word_at(lexicon, scan, inner)
        if not word.roles & ROLE_BOUND_INSIDE:
            break
        at = over_blank(scan, inner + 1)
        if only_magnitude(lexicon, scan, at, &power):
            if not multiply(out, power):
                return False
            out.next = at + 1
        elif inner == out.next and (
                word_at(lexicon, scan, inner + 1).roles & ROLE_UNIT or not adjacent(scan, inner + 1)
                or sign_at(scan, inner + 1) or out.power >= 4 and not is_number(scan, inner + 1)      # 1.2亿|多农村人口
                or word.roles & ~<uint32_t> (ROLE_BOUND_INSIDE | ROLE_BOUND_AFTER | ROLE_UNIT) == 0):
            out.next = inner + 1
        else:
            break
        if not out.bound:
            out.bound = word.bound
    return True
