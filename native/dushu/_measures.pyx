"""Stage 6d: what stands behind a number: its unit, smaller coins, 半, and the upper end of a range.

In: a Scan with tokens, a number that was read, and the quantity that it begins. Out: the quantity with unit, kind,
end and high. Cost: constant; a few tokens behind the number are looked at.
"""
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t

from dushu._numerals cimport add, compare, scale
from dushu._readings cimport *
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef uint8_t[3] ORDINAL_KINDS      # in the order of _codes.ORDINALS
ORDINAL_KINDS[0], ORDINAL_KINDS[1], ORDINAL_KINDS[2] = KIND_RANK, KIND_ORDINAL, KIND_IDENTIFIER


# -- units ---------------------------------------------------------------------------------------------------

cdef int add_part(Number* value, int64_t digits, int32_t exponent) noexcept nogil:
    """value += digits * 10 ** exponent, where it fits."""
    cdef Number part
    part.mantissa, part.exponent = digits, exponent
    add(value, &part)
    return 0


cdef bint ends_number(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether nothing counts on from here: no unit, no numeral, no text (九块九, not 九块九人)."""
    return not adjacent(scan, index) or kind_at(scan, index) == TOKEN_SIGN or (
        kind_at(scan, index) == TOKEN_WORD and (
            not word_at(lexicon, scan, index).roles & ROLE_UNIT
            or dimension_of(lexicon, word_at(lexicon, scan, index)) == DIMENSION_MONEY))


cdef uint32_t take_coins(Automaton lexicon, Scan scan, uint32_t at, Quantity* quantity) noexcept nogil:
    """Add the smaller coins that follow: 九元九角九分, 十块三毛, 两美元又三美分, 九毛九; the token behind them."""
    cdef Reading rest
    cdef const Word* word
    cdef uint32_t index
    cdef uint16_t name = lexicon.units[quantity.unit].name
    cdef int32_t least = lexicon.units[quantity.unit].scale, coin
    cdef int _turn
    for _turn in range(2):
        index = at
        if is_char(scan, index, u"又", u"又"):
            index += 1
        if not read(lexicon, scan, index, &rest) or rest.has_high or rest.bound or rest.low.exponent:
            break
        word = word_at(lexicon, scan, rest.next)
        if is_char(scan, rest.next, u"分", u"分"):
            coin = -2
        elif word.roles & ROLE_UNIT and lexicon.units[word.unit].scale < 0 and lexicon.units[word.unit].name == name:
            coin = lexicon.units[word.unit].scale
        elif (least > -2 and rest.low.digits == 1 and rest.chinese and is_spoken(scan, at - 1)
                and ends_number(lexicon, scan, rest.next)):
            add(&quantity.value, scaled(&rest.low, least - 1))      # 九块九, 九毛九
            return rest.next
        else:
            break
        if coin >= least:
            break
        add(&quantity.value, scaled(&rest.low, coin))
        least = coin
        at = rest.next + 1
    return at


cdef inline bint is_spoken(Scan scan, uint32_t index) noexcept nogil:
    """Whether money is counted as people say it: 块, 毛."""
    return first_char(scan, index) in u"块塊毛"


cdef Number* scaled(Number* number, int32_t power) noexcept nogil:
    """The number itself, times ten to the power."""
    scale(number, power)
    return number


cdef bint counts_pieces(Automaton lexicon, Scan scan, uint32_t behind) noexcept nogil:
    """Whether 块 counts pieces (三块地) and not money (九块九, 三块五毛)."""
    cdef Reading rest
    if not read(lexicon, scan, behind, &rest) or rest.low.exponent:
        return True
    if first_char(scan, rest.next) in u"毛角":
        return False
    return not (rest.chinese and rest.low.digits == 1 and ends_number(lexicon, scan, rest.next))


cdef bint is_strength(Scan scan, uint32_t unit, const Number* value) noexcept nogil:
    """Whether 级 is a measured level (6.8级地震, 阵风7级) and not a class (二级医院)."""
    cdef uint32_t at
    cdef uint32_t start = scan.tokens[unit].start, end = scan.tokens[unit].end
    cdef Py_UCS4 c
    if end < scan.text.length and char_at(&scan.text, end) in u"地强余大台強餘":
        return False      # 6.8级地震 names a class of earthquake
    if value.exponent < 0:
        return True
    for at in range(start - min(start, <uint32_t> 8), min(end + 5, scan.text.length)):
        c = char_at(&scan.text, at)
        if c in u"震风風浪":
            return True
        if at >= end and c in u"，。；,;\n":
            break
    return False


cdef uint32_t take_half(Automaton lexicon, Scan scan, uint32_t at, Quantity* quantity) noexcept nogil:
    """Add the 半 that stands behind a unit, and the unit of time behind it: 三吨半, 三成半, 一个半小时, 两年半."""
    cdef const Word* word
    if not word_at(lexicon, scan, at).roles2 & ROLE2_HALF or length_at(scan, at) != 1 or quantity.has_high:
        return at
    add_part(&quantity.value, 5, lexicon.units[quantity.unit].scale - 1)
    word = word_at(lexicon, scan, at + 1)
    if first_char(scan, at - 1) in u"个個" and dimension_of(lexicon, word) == DIMENSION_TIME and (
            word.length > 1 or first_char(scan, at + 1) in u"月天"):
        quantity.unit = lexicon.months if first_char(scan, at + 1) == u"月" else word.unit
        quantity.kind = KIND_DURATION
        return at + 2
    return at + 1


cdef uint32_t take_inner(Automaton lexicon, Scan scan, uint32_t at, Quantity* quantity) noexcept nogil:
    """Take a qualifier that stands between two halves of a unit: 三个多月, 两个多百分点."""
    cdef const Word* word = word_at(lexicon, scan, at + 1)
    if not word_at(lexicon, scan, at).roles & ROLE_BOUND_INSIDE or quantity.bound:
        return at
    if not word.roles & ROLE_UNIT:
        # 两年多, 1倍多: a qualifier behind the unit, not taken in
        if first_char(scan, at) in u"多余餘" and (
                lexicon.units[quantity.unit].dimension in (DIMENSION_TIME, DIMENSION_RATIO) or ends_number(lexicon,
                        scan, at + 1)):
            quantity.bound = word_at(lexicon, scan, at).bound
        return at
    quantity.bound = word_at(lexicon, scan, at).bound
    quantity.kind = lexicon.units[word.unit].kind
    if lexicon.units[word.unit].dimension == DIMENSION_TIME:
        quantity.kind = KIND_DURATION
    quantity.unit = word.unit
    if first_char(scan, at - 1) in u"个個" and first_char(scan, at + 1) == u"月":
        quantity.unit = lexicon.months
    return at + 2


cdef bint take_unit(Automaton lexicon, Scan scan, const Reading* number, Quantity* quantity) noexcept nogil:
    """Take the unit behind the number into the quantity; False: there is none."""
    cdef uint32_t at = over_blank(scan, number.next), index
    cdef const Word* word = word_at(lexicon, scan, at)
    cdef Py_UCS4 c
    cdef Reading rest
    if not word.roles & ROLE_UNIT:
        return False
    quantity.unit = word.unit
    quantity.kind = lexicon.units[word.unit].kind
    if word.length > 2 and char_at(&scan.text, scan.tokens[at].start + 1) == u"多" and not quantity.bound:
        quantity.bound = BOUND_OVER      # 三|个多月, where the unit's own row holds the qualifier
    c = first_char(scan, at)
    if (c == u"级" or c == u"級") and word.length == 1 and is_strength(scan, at, &quantity.value):
        quantity.kind = KIND_AMOUNT
    if (c == u"块" or c == u"塊") and word.length == 1 and not counts_pieces(lexicon, scan, at + 1):
        quantity.unit = lexicon.yuan
    if c == u"分" and word.length == 1 and number.chinese and char_at(
            &scan.text, scan.tokens[number.next - 1].end - 1) in u"壹贰貳叁叄肆伍陆陸柒捌玖":
        quantity.unit = lexicon.yuan      # 壹分: figures of a cheque count money
        scale(&quantity.value, -2)
    scale(&quantity.value, lexicon.units[quantity.unit].scale)
    if quantity.has_high:
        scale(&quantity.high, lexicon.units[quantity.unit].scale)
    at += 1
    index = over_blank(scan, at)
    if c == u"成" and word.length == 1 and read(lexicon, scan, index, &rest) and rest.low.digits == 1 and rest.chinese:
        add(&quantity.value, &rest.low)      # 三成五
        at = rest.next
    elif c == u"度" and word.length == 1 and read(lexicon, scan, at, &rest) and rest.low.digits == 1 and rest.chinese:
        add(&quantity.value, scaled(&rest.low, -1))      # 十二度五
        at = rest.next
    elif lexicon.units[quantity.unit].dimension == DIMENSION_MONEY and not quantity.has_high and not quantity.bound:
        at = take_coins(lexicon, scan, at, quantity)
    at = take_half(lexicon, scan, at, quantity)
    at = take_inner(lexicon, scan, at, quantity)
    if (sign_at(scan, at) == CHAR_SLASH or word_at(lexicon, scan, at).roles2 & ROLE2_PER) and (
            word_at(lexicon, scan, at + 1).roles & ROLE_UNIT):
        quantity.per = word_at(lexicon, scan, at + 1).unit
        at += 2
    quantity.last = at
    quantity.end = scan.tokens[at - 1].end
    return True


cdef int take_prefix(Automaton lexicon, Scan scan, Quantity* quantity) noexcept nogil:
    """Take a currency sign, or a currency's name that 元 leaves out, before the number into the quantity: $6.12亿,
    港币3亿元."""
    cdef const Word* word
    cdef uint32_t at
    if quantity.first == 0:
        return 0
    if quantity > scan.quantities and quantity[-1].last == quantity.first:
        return 0      # it is the unit of the number before
    at = quantity.first - 1
    if kind_at(scan, at) == TOKEN_SPACE and at:
        at -= 1
    word = word_at(lexicon, scan, at)
    if not word.roles & ROLE_UNIT or lexicon.units[word.unit].dimension != DIMENSION_MONEY:
        return 0
    if quantity.unit and lexicon.units[quantity.unit].name != lexicon.units[lexicon.yuan].name:
        return 0
    if at < quantity.first - 1 and not quantity.unit or quantity.unit and word.length < 2:
        return 0
    quantity.first = at
    quantity.start = scan.tokens[at].start
    quantity.unit = word.unit
    quantity.kind = KIND_AMOUNT
    return 0


cdef bint doubling(Automaton lexicon, Scan scan, Quantity* quantity) noexcept nogil:
    """翻一番 doubles once: the value is two to the number that stands before 番, the unit 倍; 翻两三番: both ends.

    The quantity begins with 翻 or 翻了. What is no count of doublings (100番) keeps its unit. False: the 一番 of
    别有一番风味, which is no number.
    """
    cdef uint32_t start = quantity.start, back
    if first_char(scan, quantity.last - 1) != u"番" or quantity.kind != KIND_MULTIPLE:
        return True
    if not (counts_doublings(&quantity.value) and (not quantity.has_high or counts_doublings(&quantity.high))):
        return True
    quantity.value.mantissa, quantity.value.exponent = (<int64_t> 1) << whole(&quantity.value), 0
    if quantity.has_high:
        quantity.high.mantissa, quantity.high.exponent = (<int64_t> 1) << whole(&quantity.high), 0
    quantity.unit = lexicon.times
    for back in range(min(start, <uint32_t> 6)):
        if char_at(&scan.text, start - 1 - back) == u"翻":
            if back == 0 or back == 1 and char_at(&scan.text, start - 1) == u"了":
                quantity.start = start - 1 - back
            return True
    return first_char(scan, quantity.first) != u"一"


cdef inline bint counts_doublings(const Number* number) noexcept nogil:
    """Whether something may double so often: a whole number whose power of two is one that is told."""
    return 1 <= whole(number) <= 30


# -- ranges --------------------------------------------------------------------------------------------------

cdef bint joins_range(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the token joins the two ends of a range: a dash, 至, 到."""
    return sign_at(scan, index) == CHAR_DASH or (word_at(lexicon, scan, index).roles2 & ROLE2_RANGE) != 0


cdef bint from_before(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether 由 or 从 stands before: then 至 is no range but where a change arrives."""
    return index > 0 and (word_at(lexicon, scan, index - 1).roles & ROLE_FROM) != 0


cdef uint32_t over_joint(Automaton lexicon, Scan scan, const Quantity* quantity, bint* between) noexcept nogil:
    """The token behind what joins a range: - — -- 至 到, (含) before it, 和 of 20和30之间; quantity.last: none."""
    cdef uint32_t at = over_blank(scan, quantity.last)
    between[0] = False
    if sign_at(scan, at) == CHAR_OPEN and is_char(scan, at + 1, u"含", u"含") and sign_at(scan, at + 2) == CHAR_CLOSE:
        at += 3
    if joins_range(lexicon, scan, at):
        if kind_at(scan, at - 1) == TOKEN_SPACE and first_char(scan, at) in u"-－−﹣" and is_number(scan, at + 1):
            return quantity.last      # -16.4% -1.1%: the sign of the next cell
        if sign_at(scan, at) == CHAR_DASH and first_char(scan, at + 1) == first_char(scan, at) and (
                quantity.value.mantissa >= 0):
            at += 1      # 1万元--5万元
        return over_blank(scan, at + 1)
    if length_at(scan, at) == 1 and first_char(scan, at) in u"和与與及" and is_number(scan, at + 1):
        between[0] = True
        return at + 1
    return quantity.last


cdef int lift(Quantity* quantity, const Reading* lower, const Reading* upper, const Number* end,
        int32_t unit_scale) noexcept nogil:
    """Give the lower end the magnitude that it shares with the upper: 20到30亿元, 2—3万, not 8500到3万."""
    cdef Number bare = upper.low, low = lower.low
    scale(&low, unit_scale)
    if not lower.magnitude and upper.power and lower.power < upper.power:
        scale(&bare, -upper.power)
        if compare(&lower.low, &bare) < 0:
            scale(&low, upper.power)
    if compare(&low, end) <= 0:
        quantity.value = low
    return 0


cdef bint lies_between(Automaton lexicon, Scan scan, const Quantity* lower, Quantity* other,
        const Reading* upper) noexcept nogil:
    """Whether 之间 or 间 stands behind the upper end: 20和30之间, 100与200间 (no rooms, which 间 counts as well)."""
    cdef uint32_t at = over_blank(scan, other.last)
    if first_char(scan, at) == u"之" and word_at(lexicon, scan, at).length == 2:
        return True
    if lower.unit or not is_char(scan, upper.next, u"间", u"間") or other.last != upper.next + 1 or (
            adjacent(scan, other.last) and not word_at(lexicon, scan, other.last).roles & ROLE_PARTICLE
            and kind_at(scan, other.last) != TOKEN_SIGN):
        return False
    other.unit = 0
    other.last = upper.next
    other.end = scan.tokens[upper.next - 1].end
    return True


cdef bint below_zero(Automaton lexicon, Scan scan, const Quantity* quantity, uint32_t* at) noexcept nogil:
    """Whether the upper end of a range that begins below zero is below it as well, and the token behind its sign:
    -5℃至-3℃, 零下5度到零下3度, not -5℃至+3℃."""
    if quantity.value.mantissa >= 0:
        return False
    if first_char(scan, at[0]) in u"+＋" and length_at(scan, at[0]) == 1:
        at[0] += 1
        return False
    if word_at(lexicon, scan, at[0]).roles2 & ROLE2_SIGN and word_at(lexicon, scan, at[0]).value & SIGN_MINUS or (
            first_char(scan, at[0]) in u"-－−﹣" and length_at(scan, at[0]) == 1):
        at[0] += 1
        return True
    return False


cdef int extend_range(Automaton lexicon, Scan scan, Quantity* quantity, const Reading* number) noexcept nogil:
    """Make the quantity a range where a second number follows: 10%—15%, 20到30亿元, 3万至5万元, 20和30之间."""
    cdef Reading upper
    cdef Quantity other
    cdef bint between, below
    cdef Number was = quantity.value
    cdef uint32_t at = over_joint(lexicon, scan, quantity, &between)
    if at == quantity.last:
        return 0
    below = below_zero(lexicon, scan, quantity, &at)
    if not read(lexicon, scan, at, &upper) or upper.has_high or quantity.has_high:
        return 0
    if not below and quantity.value.mantissa < 0 and kind_at(scan, quantity.first) == TOKEN_WORD:
        return 0      # 零下5至10度: nobody can say on which side of zero the 10 is
    other.value, other.high = upper.low, upper.high
    other.unit = other.per = 0
    other.has_high = False
    other.bound = upper.bound
    other.kind = KIND_AMOUNT
    other.first = at
    other.last = upper.next
    other.end = scan.tokens[upper.next - 1].end
    take_unit(lexicon, scan, &upper, &other)
    if below:
        negate(&upper.low, &upper.high, False)
        negate(&other.value, &other.high, False)
    if from_before(lexicon, scan, quantity.first) and (quantity.unit or between or not other.unit):
        return 0
    if between and not lies_between(lexicon, scan, quantity, &other, &upper):
        return 0
    if quantity.unit and (not other.unit or lexicon.units[quantity.unit].kind != lexicon.units[other.unit].kind):
        return 0
    if not quantity.unit and not other.unit and sign_at(scan, over_blank(scan, quantity.last)) == CHAR_DASH and (
            not upper.magnitude and first_char(scan, over_blank(scan, quantity.last)) not in u"~～∼〜"):
        return 0      # two bare numbers and a dash: a code or a score, not a range
    if not quantity.unit:
        lift(quantity, number, &upper, &other.value, lexicon.units[other.unit].scale)
    if compare(&quantity.value, &other.value) >= 0:
        quantity.value = was
        return 0
    quantity.high = other.value
    quantity.has_high = True
    quantity.unit, quantity.per, quantity.kind = other.unit, other.per, other.kind
    quantity.last, quantity.end = other.last, other.end
    if not quantity.bound:
        quantity.bound = other.bound
    if upper.magnitude:
        quantity.flags |= QUANTITY_MAGNITUDE
    return 0


# -- places --------------------------------------------------------------------------------------------------

cdef int take_order_unit(Automaton lexicon, Scan scan, Quantity* quantity) noexcept nogil:
    """Take what is counted behind 第 and a number: 名 makes a place of it, 届 an ordinal, 条 an article's number."""
    cdef uint32_t at = quantity.last
    cdef const Word* word = word_at(lexicon, scan, at)
    if word.roles2 & ROLE2_ORDINAL:
        quantity.kind = ORDINAL_KINDS[word.detail]
        if quantity.kind == KIND_ORDINAL:
            quantity.unit = word.unit
    elif word.roles & ROLE_UNIT:
        quantity.kind = KIND_ORDINAL
        quantity.unit = word.unit
    else:
        return 0
    quantity.last = at + 1
    quantity.end = scan.tokens[at].end
    return 0


cdef int extend_places(Automaton lexicon, Scan scan, Quantity* quantity) noexcept nogil:
    """Make a place a range where a lower place follows: 第5至第10名, 第十和第十五之间."""
    cdef Reading number
    cdef Quantity range = quantity[0]
    cdef uint32_t at = quantity.last, first = at + 1
    cdef bint between = is_char(scan, at, u"和", u"与")
    if not between and not joins_range(lexicon, scan, at) and not is_char(scan, at, u"至", u"到"):
        return 0      # 至 before 第 is no word of its own
    if from_before(lexicon, scan, quantity.first):
        return 0
    if word_at(lexicon, scan, first).roles2 & ROLE2_ORDER:
        first += 1
    elif between:
        return 0
    if not read(lexicon, scan, first, &number) or number.has_high or compare(&number.low, &quantity.value) <= 0:
        return 0
    range.high, range.has_high = number.low, True
    range.last = number.next
    range.end = scan.tokens[number.next - 1].end
    take_order_unit(lexicon, scan, &range)
    if range.kind == KIND_RANK and (not between or is_char(scan, range.last, u"之", u"之") or (
            first_char(scan, range.last) == u"之" and word_at(lexicon, scan, range.last).length == 2)):
        quantity[0] = range
    return 0
