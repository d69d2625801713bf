"""Stage 5: a stretch of numeral characters to an exact number.

In: a stretch of the text that holds nothing but digits with their separators, Chinese numerals and 点. Out: a
mantissa and a power of ten, or two of them for a pair such as 三四十 (30 to 40). Cost: linear in the stretch.
Numbers that do not fit 18 digits are refused, never rounded.

Chinese numerals read as they are said: 一亿二千万; 万 behind 亿 is a lower section, 亿 behind 万 multiplies what
stands before (万亿); 三万五 is 35,000; 二〇二四 is read digit by digit; 3千5百万 mixes both.
"""
from libc.stdint cimport int8_t, int32_t, int64_t, uint8_t, uint32_t

from dushu._records cimport *
from dushu._trie cimport Automaton

cdef enum:
    PLANE = 0x10000
    MOST_DIGITS = 18
    MOST_EXPONENT = 64

cdef int64_t[19] POWERS
cdef int _power = 0
cdef int64_t _value = 1
for _power in range(19):
    POWERS[_power] = _value
    if _power < 18:
        _value *= 10


cdef bint scale(Number* number, int32_t power) noexcept nogil:
    """Times ten to the power; False where the exponent grows beyond all sense."""
    number.exponent += power
    return -MOST_EXPONENT <= number.exponent <= MOST_EXPONENT


cdef bint align(Number* number, int32_t exponent) noexcept nogil:
    """Write the same number with a lower exponent; False where the mantissa does not fit."""
    cdef int32_t shift = number.exponent - exponent
    if number.mantissa == 0:
        number.exponent = exponent
        return True
    if shift < 0 or shift > MOST_DIGITS:
        return shift == 0
    if number.mantissa > POWERS[MOST_DIGITS] // POWERS[shift] or -number.mantissa > POWERS[MOST_DIGITS] // POWERS[shift]:
        return False
    number.mantissa *= POWERS[shift]
    number.exponent = exponent
    return True


cdef bint add(Number* number, const Number* other) noexcept nogil:
    """number += other, exactly; False where the sum does not fit."""
    cdef Number right = other[0]
    cdef int32_t exponent = min(number.exponent, right.exponent)
    if right.mantissa == 0:
        return True
    if number.mantissa == 0:
        number.mantissa, number.exponent = right.mantissa, right.exponent
        return True
    if not align(number, exponent) or not align(&right, exponent):
        return False
    number.mantissa += right.mantissa
    return -POWERS[MOST_DIGITS] < number.mantissa < POWERS[MOST_DIGITS]


cdef int compare(const Number* a, const Number* b) noexcept nogil:
    """-1, 0 or 1, as a is less than, equal to or greater than b."""
    cdef Number left = a[0], right = b[0]
    cdef int32_t exponent = min(left.exponent, right.exponent)
    cdef double x, y
    if align(&left, exponent) and align(&right, exponent):
        return (left.mantissa > right.mantissa) - (left.mantissa < right.mantissa)
    x = a.mantissa * 10.0 ** a.exponent
    y = b.mantissa * 10.0 ** b.exponent
    return (x > y) - (x < y)


cdef inline int digit_of(Automaton lexicon, Py_UCS4 c) noexcept nogil:
    """The value of a digit, Arabic or Chinese; -1: none."""
    if 0x30 <= c <= 0x39:
        return <int> c - 0x30
    if 0xff10 <= c <= 0xff19:
        return <int> c - 0xff10
    if c < PLANE and lexicon.numeral_kind[c] == NUMERAL_DIGIT:
        return lexicon.numeral_value[c]
    return -1


cdef inline bint is_arabic(Py_UCS4 c) noexcept nogil:
    return 0x30 <= c <= 0x39 or 0xff10 <= c <= 0xff19


cdef bint take_digits(Automaton lexicon, const Text* text, uint32_t* at, uint32_t end, Number* out) noexcept nogil:
    """Read digits with separators and at most one point (., 点) from `at`; False where they do not fit."""
    cdef Py_UCS4 c = char_at(text, at[0])
    cdef bint arabic = is_arabic(c), point = False
    cdef int digit
    out.mantissa = out.exponent = out.digits = 0
    while at[0] < end:
        c = char_at(text, at[0])
        digit = digit_of(lexicon, c)
        if digit >= 0:
            if arabic != is_arabic(c) and not point:
                return True
            if out.mantissa >= POWERS[MOST_DIGITS - 1]:
                return False
            out.mantissa = 10 * out.mantissa + digit
            out.exponent -= point
            out.digits += 1
        elif not point and (c == u"." or c == u"．" or c == u"点" or c == u"點"):
            if at[0] + 1 >= end or digit_of(lexicon, char_at(text, at[0] + 1)) < 0:
                return True
            point = True
        elif not (arabic and not point and (c == u"," or c == u"，")):
            return True
        at[0] += 1
    return True


cdef bint read_number(Automaton lexicon, const Text* text, uint32_t start, uint32_t end, bint counted, Number* low,
                      Number* high, bint* has_high) noexcept nogil:
    """Read [start, end) whole; False where it is no number.

    `counted` says that a unit follows, so that 七八 means seven or eight and not 78. The second number of a pair
    is `high`, and `has_high` says that there is one.
    """
    cdef Number total, section, literal, upper
    cdef uint32_t at = start, mark
    cdef int32_t power, last_power = 0, last_section = 99, digits = 0
    cdef bint filled = False, zero = False, pair = False, any_power = False
    cdef uint8_t kind
    cdef int first, second
    cdef Py_UCS4 c
    total.mantissa = total.exponent = 0
    section.mantissa = section.exponent = 0
    literal.mantissa = literal.exponent = literal.digits = 0
    upper.mantissa = upper.exponent = 0
    has_high[0] = False
    while at < end:
        c = char_at(text, at)
        first = digit_of(lexicon, c)
        if first >= 0:
            if filled:
                return False
            zero = first == 0 and not is_arabic(c)
            mark = at
            if zero and (any_power or last_section != 99) and at + 1 < end and not is_arabic(c):
                at += 1      # 一万零五: the zero only holds the place
                continue
            if not take_digits(lexicon, text, &at, end, &literal):
                return False
            filled = True
            digits = literal.digits
            if digits == 2 and not is_arabic(c) and literal.exponent == 0 and at - mark == 2:
                second = digit_of(lexicon, char_at(text, mark + 1))
                kind = NUMERAL_NONE
                if at < end and char_at(text, at) < PLANE:
                    kind = lexicon.numeral_kind[char_at(text, at)]
                if second == first + 1 and first > 0 and (kind or (counted and at == end)) and not pair:
                    pair = True
                    upper = section
                    literal.mantissa = first
                    if kind == NUMERAL_POWER or kind == NUMERAL_SECTION:
                        literal.digits = 1
                elif kind:
                    return False
            elif digits > 1 and not is_arabic(c) and literal.exponent == 0 and at < end:
                if char_at(text, at) < PLANE and lexicon.numeral_kind[char_at(text, at)] == NUMERAL_POWER:
                    return False
            continue
        if c >= PLANE:
            return False
        kind = lexicon.numeral_kind[c]
        power = lexicon.numeral_value[c]
        if kind == NUMERAL_TENS:
            literal.mantissa, literal.exponent = power, 1
            if filled or not add(&section, &literal):
                return False
            last_power, any_power = 1, True
        elif kind == NUMERAL_POWER:
            if not filled:
                literal.mantissa, literal.exponent = 1, 0
                if (any_power or at > start) and power != 1 and not zero and last_section == 99:
                    # 十万百: nothing counts the second power; 百万 has none before it
                    return False
            if not scale(&literal, power) or not add(&section, &literal):
                return False
            if any_power and last_power and power >= last_power and section.mantissa and not pair:
                return False
            last_power, any_power = power, True
        elif kind == NUMERAL_SECTION:
            if filled:
                if not add(&section, &literal):
                    return False
            elif section.mantissa == 0 and (at == start or last_section == 99):
                return False
            if power > last_section or (last_section != 99 and power == last_section) or section.mantissa == 0:
                if last_section == 99 or not add(&total, &section) or not scale(&total, power):
                    return False
            else:
                if not scale(&section, power) or not add(&total, &section):
                    return False
            section.mantissa = section.exponent = 0
            last_section, last_power, any_power = power, power, False
        else:
            return False
        filled = zero = False
        at += 1
    if filled:
        first = 0
        if (digits == 1 and not zero and last_power > 1 and not is_arabic(char_at(text, end - 1))
                and literal.exponent == 0 and not pair):
            # 三万五, 一百二: the digit takes the next lower power
            c = char_at(text, end - 2) if end >= start + 2 else 0
            if 0 < c < PLANE and lexicon.numeral_kind[c] in (NUMERAL_POWER, NUMERAL_SECTION):
                first = last_power - 1
        if not scale(&literal, first) or not add(&section, &literal):
            return False
    if not add(&total, &section):
        return False
    if total.mantissa == 0 and not filled and not digits:
        return False
    low[0] = total
    low.digits = digits if at - start == <uint32_t> digits else 0
    if pair:
        # The same stretch with the second digit of the pair in place of the first.
        has_high[0] = read_pair(lexicon, text, start, end, low, high)
        return has_high[0]
    return True


cdef bint read_pair(Automaton lexicon, const Text* text, uint32_t start, uint32_t end, const Number* low,
                    Number* high) noexcept nogil:
    """The upper number of a pair: low and the weight of the digit that is one more."""
    cdef uint32_t at
    cdef int32_t weight = 0
    cdef Number one
    cdef int first, second
    cdef uint8_t kind
    cdef Py_UCS4 c
    for at in range(start, end - 1):
        first = digit_of(lexicon, char_at(text, at))
        second = digit_of(lexicon, char_at(text, at + 1))
        if first > 0 and second == first + 1:
            break
    else:
        return False
    for at in range(at + 2, end):
        c = char_at(text, at)
        if c >= PLANE:
            return False
        kind = lexicon.numeral_kind[c]
        if kind == NUMERAL_POWER and weight == 0:
            weight = lexicon.numeral_value[c]
        elif kind == NUMERAL_SECTION:
            weight += lexicon.numeral_value[c]
        elif kind:
            return False
    one.mantissa, one.exponent = 1, weight
    high[0] = low[0]
    return add(high, &one)
