"""Stage 6c: fractions and ratios: 三分之一, 3/4, 一又二分之一, 1 3/5, 3.6:48:48.4.

In: a Scan with tokens and the index of one of them. Out: the numbers of the fraction or ratio that begins there, and
the token behind it. Cost: constant. A fraction stays a pair of whole numbers; it is divided only when it is printed.
"""
from libc.stdint cimport uint32_t

from dushu._numerals cimport add, times
from dushu._readings cimport *
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef bint plain(const Reading* number) noexcept nogil:
    """Whether a number may be a part of a fraction: no range, no qualifier."""
    return not number.has_high and not number.bound


cdef bint whole_parts(Number* numerator, Number* denominator) noexcept nogil:
    """Multiply both parts until neither has decimals (2.5/12.5 is 25/125); False where they do not fit."""
    cdef int32_t shift = -min(0, min(numerator.exponent, denominator.exponent))
    numerator.exponent += shift
    denominator.exponent += shift
    while numerator.exponent > 0:
        if not times(numerator, 10):
            return False
        numerator.exponent -= 1
    while denominator.exponent > 0:
        if not times(denominator, 10):
            return False
        denominator.exponent -= 1
    return denominator.mantissa > 0


cdef bint slash_may_divide(Scan scan, uint32_t index, uint32_t slash, const Reading* upper,
        const Reading* lower) noexcept nogil:
    """Whether a/b is a fraction: no part of a date, a path, a code or a rate such as 24/7."""
    cdef uint32_t behind = lower.next
    if index and (sign_at(scan, index - 1) in (CHAR_SLASH, CHAR_DOT, CHAR_BAR)
            or kind_at(scan, index - 1) in (TOKEN_LATIN, TOKEN_NUMBER)):
        return False
    if index and first_char(scan, index - 1) == u"第" or upper.magnitude or lower.magnitude:
        return False
    if sign_at(scan, behind) in (CHAR_SLASH, CHAR_DASH, CHAR_DOT, CHAR_COLON) or kind_at(scan, behind) == TOKEN_LATIN:
        return False
    if behind < scan.token_count and first_char(scan, behind) in u"月日号號年":
        return False
    return upper.low.digits <= 3 and lower.low.digits <= 3 and lower.low.mantissa > 1


cdef uint32_t part_end(Automaton lexicon, Scan scan, uint32_t index, Number* numerator,
        Number* denominator) noexcept nogil:
    """Read 三分之一 or 3/4; the token behind it, or `index` where there is none."""
    cdef Reading left, right
    cdef uint32_t at
    if not read(lexicon, scan, index, &left) or not plain(&left):
        return index
    at = over_blank(scan, left.next)
    if word_at(lexicon, scan, at).roles2 & ROLE2_FRACTION:
        if not read(lexicon, scan, over_blank(scan, at + 1), &right) or not plain(&right):
            return index
        numerator[0], denominator[0] = right.low, left.low
    elif sign_at(scan, left.next) == CHAR_SLASH:
        if not read(lexicon, scan, left.next + 1, &right) or not plain(&right):
            return index
        if not slash_may_divide(scan, index, left.next, &left, &right):
            return index
        numerator[0], denominator[0] = left.low, right.low
    else:
        return index
    return right.next if whole_parts(numerator, denominator) else index


cdef uint32_t fraction_end(Automaton lexicon, Scan scan, uint32_t index, Number* numerator,
        Number* denominator) noexcept nogil:
    """Read a fraction, with a whole number before it or not: 一又二分之一, 1 3/5; `index` where there is none."""
    cdef Reading before
    cdef Number all
    cdef uint32_t at, end = part_end(lexicon, scan, index, numerator, denominator)
    if end > index or not read(lexicon, scan, index, &before) or not plain(&before):
        return end
    at = over_blank(scan, before.next)
    if is_char(scan, at, u"又", u"又"):
        at = over_blank(scan, at + 1)
    elif at == before.next or kind_at(scan, index) != TOKEN_NUMBER or before.magnitude or before.low.exponent:
        return index
    end = part_end(lexicon, scan, at, numerator, denominator)
    if end == at or before.low.exponent < 0:
        return index
    all = before.low
    if not times(&all, denominator.mantissa) or not add(&all, numerator):
        return index
    numerator[0] = all
    return end if whole_parts(numerator, denominator) else index


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
