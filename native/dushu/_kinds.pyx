"""Stage 6f: what kind of quantity an amount is after all, or that it is none.

In: a Scan with tokens, a quantity with number, unit and bound, and the token of its number. Out: its kind and flags, or
False: it is a part of a word or a name. Cost: constant; a few tokens at each side are looked at.

A year, a code (备案号 123, B4J2, report_2024.pdf), a name in quotation marks (“十大行动”) and a generation (95后) are
no amounts; a lone 三, 陆 or 万 without unit or qualifier is no number.
"""
from libc.stdint cimport uint32_t

from dushu._dates cimport is_year
from dushu._readings cimport *
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    QUOTED_NAME = 14      # a quotation this short may be a name: “十大行动”


cdef bint is_quoted(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token stands in a short quotation: an opening mark within a few tokens, a closing one behind."""
    cdef uint32_t _back, at = index, limit = scan.tokens[index].start
    for _back in range(6):
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


cdef bint continues_code(Scan scan, const Quantity* quantity) noexcept nogil:
    """Whether a dash ties a bare number to an identifier before it: the 14 of 12-09-14."""
    return quantity > scan.quantities and quantity.first > 0 and sign_at(scan, quantity.first - 1) == CHAR_DASH and (
        quantity[-1].kind == KIND_IDENTIFIER and quantity[-1].last + 1 == quantity.first)


cdef bint glued_to_latin(Scan scan, uint32_t first, const Quantity* quantity) noexcept nogil:
    """Whether Latin letters stand at once before a number with a Latin unit: a code (B4J2), not a measure."""
    if kind_at(scan, first - 1) != TOKEN_LATIN or scan.tokens[first - 1].end != quantity.start:
        return False
    return char_at(&scan.text, scan.tokens[quantity.last - 1].start) < 0x80


cdef bint bare_counts(Automaton lexicon, Scan scan, const Quantity* quantity, uint32_t index,
        uint32_t behind) noexcept nogil:
    """Whether a lone Chinese numeral without a unit is a number all the same, and not part of a word or a name.

    It stands alone, before 大, with a sign or a qualifier (近百, 负一, 一千以上), as a predicate (答案是五), as the
    places from the first on (排名前三), or all of a quotation (“一”).
    """
    if first_char(scan, behind) == u"大" or quantity.bound or quantity.first < index:
        return True
    if index and is_char(scan, index - 1, u"前", u"前") and (not adjacent(scan, behind) or kind_at(
            scan, behind) == TOKEN_SIGN or word_at(lexicon, scan, behind).roles & ROLE_PARTICLE):
        return True
    if index and sign_at(scan, index - 1) == CHAR_QUOTE_OPEN and sign_at(scan, behind) == CHAR_QUOTE_CLOSE:
        return True
    if index and char_at(&scan.text, scan.tokens[index].start - 1) == u"是" and adjacent(scan, behind) and (
            first_char(scan, behind) in u"不而却卻这這那"):
        return True
    if adjacent(scan, behind) and kind_at(scan, behind) != TOKEN_SIGN:
        return False
    if index and char_at(&scan.text, scan.tokens[index].start - 1) == u"是":
        return True
    return index == 0 or not adjacent(scan, index - 1) or (word_at(lexicon, scan, index - 1).roles & ROLE_REACH) != 0


cdef bint lone_formal(Automaton lexicon, Scan scan, const Quantity* quantity, uint32_t index) noexcept nogil:
    """Whether a lone 陆, 伍, 拾 … is a name or a verb (陆家嘴, 拾起): as figures they stand on cheques."""
    if kind_at(scan, index) != TOKEN_NUMERAL or length_at(scan, index) != 1 or first_char(scan, index) not in u"陆陸伍拾":
        return False
    return quantity.first == index and quantity.last == index + 2 and not quantity.bound and quantity.unit and (
        lexicon.units[quantity.unit].dimension not in (DIMENSION_MONEY, DIMENSION_RATIO))


cdef bint lone_section(Automaton lexicon, Scan scan, const Quantity* quantity, uint32_t index) noexcept nogil:
    """Whether nothing counts a 万 or 亿 (万元, 亿万): only 上万, 近亿 … do."""
    if lexicon.numeral_kind[first_char(scan, index)] != NUMERAL_SECTION:
        return False
    return quantity.first == index and quantity.bound == BOUND_EQ


cdef bint settle_kind(Automaton lexicon, Scan scan, uint32_t index, const Reading* number,
        Quantity* quantity) noexcept nogil:
    """Say what kind of quantity an amount is after all; False: it is none, but a part of a word or a name."""
    if lone_section(lexicon, scan, quantity, index) or lone_formal(lexicon, scan, quantity, index):
        return False
    if quantity.first and glued_to_latin(scan, quantity.first, quantity):
        quantity.kind = KIND_IDENTIFIER
    if quantity.kind == KIND_DURATION and first_char(scan, quantity.last - 1) == u"月":
        quantity.unit = lexicon.months      # 两月, as 两个月
    if not quantity.unit and not quantity.flags & QUANTITY_MAGNITUDE:
        quantity.flags |= QUANTITY_BARE
        if number.chinese and not quantity.has_high and (
                number.low.digits == 1 or whole(&number.low) in (10, 100, 1000)):
            if not bare_counts(lexicon, scan, quantity, index, number.next):
                return False
        if in_identifier(lexicon, scan, index, number.next) or continues_code(scan, quantity):
            quantity.kind = KIND_IDENTIFIER
        elif is_year(&number.low) and not number.chinese:
            quantity.kind = KIND_DATE
        elif number.low.digits == 2 and is_char(scan, number.next, u"后", u"後"):
            quantity.kind = KIND_NAME      # 95后
    elif quantity.kind == KIND_AMOUNT and first_char(scan, quantity.last - 1) in u"号號":
        quantity.kind = KIND_IDENTIFIER
    if is_quoted(scan, index):
        quantity.flags |= QUANTITY_QUOTED
        if number.chinese and quantity.kind in (KIND_AMOUNT, KIND_DURATION):
            quantity.kind = KIND_NAME
    return True
