"""Stage 6a: tokens to numbers as they are printed: digits, points, magnitudes and inner qualifiers.

In: a Scan with tokens and the index of one of them. Out: a Reading, the number that begins there and the token
behind it. Cost: constant; at most `MOST_TOKENS` tokens are looked at, however long a chain of numerals is.

A number may be parted by blanks (三千 八百, 十 余 万), by 点 (一百二十点五, 8点5倍, but not 8点45, a time of day),
and may hold a qualifier and a magnitude behind it (十几万, 30万多亿, 两个亿, 15k).
"""
from libc.stdint cimport int32_t, uint8_t, uint32_t

from dushu._numerals cimport read_number, scale
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


cdef bint take_letter(Scan scan, Reading* out) noexcept nogil:
    """Take k or w as a magnitude: 15k, 30w. 4K and 8K are formats of pictures."""
    cdef Py_UCS4 c = first_char(scan, out.next)
    if kind_at(scan, out.next) != TOKEN_LATIN or length_at(scan, out.next) != 1 or kind_at(scan,
            out.next - 1) != TOKEN_NUMBER:
        return False
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


cdef bint take_exponent(Automaton lexicon, Scan scan, Reading* out) noexcept nogil:
    """Take the power of ten of 1.2e+14 or 3.5E-6; 2E5 without sign or point is a code."""
    cdef uint32_t at = out.next + 1
    cdef Py_UCS4 c = first_char(scan, out.next)
    cdef Number power, unused
    cdef bint minus = False, has_high
    if kind_at(scan, out.next) != TOKEN_LATIN or length_at(scan, out.next) != 1 or c not in u"eEｅＥ":
        return False
    if first_char(scan, at) in u"+-－＋" and length_at(scan, at) == 1:
        minus = first_char(scan, at) in u"-－"
        at += 1
    elif out.low.exponent == 0 and c not in u"eｅ":
        return False
    if kind_at(scan, at) != TOKEN_NUMBER or scan.tokens[at].sign or length_at(scan, at) > 2:
        return False
    if kind_at(scan, at + 1) == TOKEN_LATIN or (out.next >= 2 and kind_at(scan, out.next - 2) == TOKEN_LATIN):
        return False
    read_number(lexicon, &scan.text, scan.tokens[at].start, scan.tokens[at].end, False, &power, &unused, &has_high)
    if not scale(&out.low, <int32_t> (-power.mantissa if minus else power.mantissa)):
        return False
    out.low.digits = 0
    out.magnitude = True
    out.next = at + 1
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
        take_letter(scan, out) or take_exponent(lexicon, scan, out)
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
