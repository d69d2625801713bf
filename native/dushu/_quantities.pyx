"""Stage 6: tokens to quantities, each with its kind, exact value, unit and bound.

In: a Scan with tokens and blocks. Out: its quantities in reading order, never overlapping. Cost: linear; every
look ahead or back is bounded by a few tokens. The Scan owns the quantities.

A quantity is number + magnitude + inner qualifier + unit (1万余家). Outer qualifiers (超, 左右) set its bound and
are not part of it; a sign (负, 零下, -) is. What only looks like a number (years, document numbers, model names,
slogans in quotation marks, a list's own markers) becomes a quantity of the kind that says so.
"""
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t
from libc.string cimport memset

from dushu._dates cimport dates_end
from dushu._fractions cimport fraction_end, ratio_end
from dushu._kinds cimport is_quoted, settle_kind
from dushu._measures cimport (doubling, extend_places, extend_range, from_before, joins_range, take_order_unit,
                              take_prefix, take_unit)
from dushu._notes cimport apply_notes, may_be_note
from dushu._numerals cimport compare, read_number, scale
from dushu._readings cimport *
from dushu._records cimport *
from dushu._scan cimport Scan, add_quantity, make_owner_room
from dushu._trie cimport Automaton


cdef struct Lead:         # what stands before a number and belongs to it
    uint32_t first        # the token where the quantity begins
    bint minus
    bint several          # 数百: up to ten times as much
    bint some             # 上百: so much or more
    bint decimals         # .5: the number is the decimals of 0
    uint16_t unit         # 摄氏, 华氏


# -- before the number ---------------------------------------------------------------------------------------

cdef bint dash_is_minus(Automaton lexicon, Scan scan, uint32_t dash, uint32_t number) noexcept nogil:
    """Whether the dash is a sign: -18℃, 增速为-2%. A dash between two numbers, or behind a bracket, is none."""
    cdef const Word* word = word_at(lexicon, scan, dash - 1) if dash else &lexicon.words[0]
    if first_char(scan, dash) not in u"-－−﹣":
        return False
    if dash == 0 or kind_at(scan, dash - 1) in (TOKEN_SPACE, TOKEN_BREAK):
        return True
    if kind_at(scan, dash - 1) == TOKEN_SIGN:
        return sign_at(scan, dash - 1) not in (CHAR_DASH, CHAR_CLOSE)
    if word.roles2 & (ROLE2_RANGE | ROLE2_HEAD | ROLE2_SIGN) or word.roles & (
            ROLE_REACH | ROLE_ARRIVE | ROLE_CHANGE | ROLE_FROM):
        return True
    # 最低-18℃: what stands before is no unit, and a unit follows
    return (kind_at(scan, dash - 1) == TOKEN_TEXT or (kind_at(scan, dash - 1) == TOKEN_WORD
            and not word.roles & ROLE_UNIT)) and (
        word_at(lexicon, scan, over_blank(scan, number + 1)).roles & ROLE_UNIT) != 0


cdef int read_lead(Automaton lexicon, Scan scan, uint32_t index, Lead* lead) noexcept nogil:
    """Read back over what belongs to the number at `index`: 负, 零下, -, 华氏, 数, a point."""
    cdef uint32_t at = index
    cdef const Word* word
    lead.first = index
    lead.minus = lead.several = lead.some = lead.decimals = False
    lead.unit = 0
    if begins_with_point(scan, index):
        at -= 1
        lead.decimals = True
    elif at and word_at(lexicon, scan, at - 1).roles2 & ROLE2_VAGUE:
        at -= 1
        lead.several = word_at(lexicon, scan, at).value == 1
        lead.some = not lead.several
    if at and sign_at(scan, at - 1) == CHAR_DASH and dash_is_minus(lexicon, scan, at - 1, index) and (
            # 5升-3升: what stands right behind a quantity joins the two
            scan.quantity_count == 0 or scan.quantities[scan.quantity_count - 1].last < at - 1):
        at -= 1
        lead.minus = True
    lead.first = at
    if at and kind_at(scan, at - 1) == TOKEN_SPACE:
        at -= 1
    word = word_at(lexicon, scan, at - 1) if at else &lexicon.words[0]
    if word.roles2 & ROLE2_SIGN:
        lead.first = at - 1
        lead.minus = lead.minus or word.value & SIGN_MINUS
        if word.value & SIGN_CELSIUS:
            lead.unit = lexicon.celsius
        elif word.value & SIGN_FAHRENHEIT:
            lead.unit = lexicon.fahrenheit
        else:
            lead.unit = 0
    return 0


cdef uint8_t bound_before(Automaton lexicon, Scan scan, uint32_t first) noexcept nogil:
    """The bound that stands before a quantity; one word back, over 了 and a blank."""
    cdef uint32_t at = first
    if at and kind_at(scan, at - 1) == TOKEN_SPACE:
        at -= 1
    if at and word_at(lexicon, scan, at - 1).roles & ROLE_PARTICLE:
        at -= 1
    if at and word_at(lexicon, scan, at - 1).roles & ROLE_BOUND_BEFORE and not is_past(lexicon, scan, at - 1):
        return word_at(lexicon, scan, at - 1).bound
    return BOUND_EQ


cdef bint is_past(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether 过 says that something was once done or that time went by (去过5次, 再过3天): it bounds a number only
    behind what is measured (产值过20亿), or a bare power (用户过亿, 均过百)."""
    cdef const Word* word
    if not is_char(scan, index, u"过", u"過"):
        return False
    word = word_at(lexicon, scan, index - 1) if index else &lexicon.words[0]
    if word.roles & (ROLE_SHARE | ROLE_RATE) or word.roles2 & ROLE2_HEAD:
        return False
    return not index or not adjacent(scan, index - 1) or lexicon.numeral_kind[first_char(scan, index + 1)] not in (
        NUMERAL_POWER, NUMERAL_SECTION) or char_at(&scan.text, scan.tokens[index].start - 1) in u"再又"


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


cdef inline uint32_t over_blank_back(Scan scan, uint32_t index) noexcept nogil:
    """The token before `index`, over a blank."""
    return index - 2 if index >= 2 and kind_at(scan, index - 1) == TOKEN_SPACE else index - 1


cdef int settle_bound(Automaton lexicon, Scan scan, Quantity* quantity) except -1 nogil:
    """Set the bound from the words before and behind; one inside the quantity holds over both."""
    cdef uint32_t behind = over_blank(scan, quantity.last)
    cdef uint8_t before
    if quantity.bound:
        return 0
    before = bound_before(lexicon, scan, quantity.first)
    if not before and quantity.first and is_char(scan, over_blank_back(scan, quantity.first), u"比", u"比"):
        # 比170低, 比三十大: the number itself is the comparison's other side
        if behind < scan.token_count and first_char(scan, behind) in u"大高多长長":
            before = BOUND_GT
        elif behind < scan.token_count and first_char(scan, behind) in u"小低少短":
            before = BOUND_LT
    if word_at(lexicon, scan, behind).roles & ROLE_BOUND_AFTER:
        quantity.bound = word_at(lexicon, scan, behind).bound_after
    if before:
        quantity.bound = before
    return 0


cdef int apply_lead(Automaton lexicon, Quantity* quantity, const Lead* lead) noexcept nogil:
    """Put into the quantity what was read before its number, but for the sign."""
    if lead.unit and quantity.unit and lexicon.units[quantity.unit].dimension in (DIMENSION_NONE,
            DIMENSION_TEMPERATURE):
        quantity.unit = lead.unit
    if lead.several and not quantity.has_high and quantity.value.mantissa:
        quantity.high = quantity.value
        quantity.has_high = scale(&quantity.high, 1)      # 数百万: one to ten million
        if not quantity.bound:
            quantity.bound = BOUND_ABOUT
    if lead.some and not quantity.bound:
        quantity.bound = BOUND_GE
    return 0


# -- one quantity of each sort --------------------------------------------------------------------------------

cdef uint32_t put_ratio(Automaton lexicon, Scan scan, uint32_t index) except? 0xffffffff nogil:
    """Put the quantities of a ratio that begins there; the token behind it, `index`: there is none."""
    cdef Reading parts[8]
    cdef Quantity* quantity
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
    cdef uint32_t at = over_blank(scan, index + 1)
    if not read(lexicon, scan, at, &number) or number.has_high:
        return index + 1
    quantity = put(scan, index, number.next, KIND_RANK)
    quantity.value = number.low
    quantity.flags = QUANTITY_ORDER
    take_order_unit(lexicon, scan, quantity)
    if quantity.kind == KIND_RANK:
        extend_places(lexicon, scan, quantity)
    return quantity.last


cdef uint32_t put_parts(Automaton lexicon, Scan scan, uint32_t index) except? 0xffffffff nogil:
    """Put the quantity of 百分之 and a number, or of a pair of them; the token behind it."""
    cdef Reading number, upper
    cdef Quantity* quantity
    cdef const Word* word = word_at(lexicon, scan, index)
    cdef uint32_t at
    cdef Lead lead
    if not read(lexicon, scan, over_blank(scan, index + 1), &number):
        return index + 1
    read_lead(lexicon, scan, index, &lead)
    if lead.minus:
        negate(&number.low, &number.high, number.has_high)
    quantity = put(scan, lead.first, number.next, KIND_PERCENT)
    quantity.value = number.low
    quantity.high = number.high
    quantity.has_high = number.has_high
    quantity.bound = number.bound
    quantity.unit = lexicon.percent if word.value == 2 else lexicon.permille
    if word.value == 4:
        scale(&quantity.value, -1)
    at = number.next
    if joins_range(lexicon, scan, at) and not lead.minus:
        at += 1
        if word_at(lexicon, scan, at).roles2 & ROLE2_PARTS:
            at += 1
        if read(lexicon, scan, at, &upper) and compare(&upper.low, &number.low) > 0 and not from_before(lexicon, scan,
                index):
            quantity.high = upper.low
            quantity.has_high = True
            quantity.last = upper.next
            quantity.end = scan.tokens[upper.next - 1].end
    apply_lead(lexicon, quantity, &lead)
    settle_bound(lexicon, scan, quantity)
    return quantity.last


cdef uint32_t put_date(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) except? 0xffffffff nogil:
    """Put a date; its value is its first number."""
    cdef Quantity* quantity = put(scan, first, last, KIND_DATE)
    cdef Reading number
    if read(lexicon, scan, first, &number):
        quantity.value = number.low
    return last


cdef uint32_t put_unreadable(Scan scan, uint32_t index) except? 0xffffffff nogil:
    """Put what begins like a number and is none: a version, a code, digits beyond all measure."""
    if kind_at(scan, index) == TOKEN_NUMBER:
        # 2024.01.25, or a version: no measure either way
        put(scan, index, index + 1, KIND_DATE if scan.tokens[index].sign == 2 else KIND_IDENTIFIER)
    return index + 1


cdef uint32_t put_fraction(Automaton lexicon, Scan scan, uint32_t index, const Lead* lead) except? 0xffffffff nogil:
    """Put the quantity of 三分之一 or 3/4; the token behind it, `index`: there is none."""
    cdef Number upper, lower
    cdef Quantity* quantity
    cdef uint32_t end = index
    if not lead.decimals and not lead.several and not lead.some:
        end = fraction_end(lexicon, scan, index, &upper, &lower)
    if end == index:
        return index
    if lead.minus:
        upper.mantissa = -upper.mantissa
    quantity = put(scan, lead.first, end, KIND_FRACTION)
    quantity.value, quantity.high = upper, lower
    quantity.flags = QUANTITY_FRACTION
    if is_char(scan, index, u"百", u"佰"):
        # 百 分之 五: the word has a blank in it
        while lower.mantissa > 100:
            quantity.value.exponent -= 1
            lower.mantissa //= 10
        quantity.kind = KIND_PERCENT
        quantity.unit = lexicon.percent
        quantity.flags = 0
    apply_lead(lexicon, quantity, lead)
    settle_bound(lexicon, scan, quantity)
    return end


cdef inline bint may_be_fraction(Automaton lexicon, Scan scan, uint32_t behind) noexcept nogil:
    """Whether what stands behind a number may make it a part of a fraction: 分之, /, 又, or a blank and digits."""
    cdef uint32_t at = over_blank(scan, behind)
    return (word_at(lexicon, scan, at).roles2 & ROLE2_FRACTION or sign_at(scan, behind) == CHAR_SLASH
            or first_char(scan, at) == u"又" or (at > behind and kind_at(scan, at) == TOKEN_NUMBER))


cdef int put_share(Automaton lexicon, Scan scan, Quantity* quantity) except -1 nogil:
    """Make a percent of 百分百; before a verb or noun it is an adverb (百分百安全)."""
    quantity.value.mantissa = word_at(lexicon, scan, quantity.first).value
    quantity.unit = lexicon.percent
    if quantity.kind != KIND_NAME:
        quantity.kind = KIND_PERCENT
        if adjacent(scan, quantity.last) and kind_at(scan, quantity.last) != TOKEN_SIGN:
            quantity.kind = KIND_NAME
    return settle_bound(lexicon, scan, quantity)


cdef uint32_t put_half(Automaton lexicon, Scan scan, uint32_t index) except? 0xffffffff nogil:
    """Put the quantity of 一半, 过半, 半个, 半年; the token behind it."""
    cdef Quantity* quantity
    cdef Reading number
    cdef int32_t power
    if length_at(scan, index) > 1:
        quantity = put(scan, index, index + 1, KIND_NAME if is_quoted(scan, index) else KIND_FRACTION)
        if word_at(lexicon, scan, index).value > 1:
            put_share(lexicon, scan, quantity)
            return index + 1
        quantity.value.mantissa, quantity.high.mantissa = 1, 2
        quantity.flags = QUANTITY_FRACTION
        if word_at(lexicon, scan, index).value:
            quantity.bound = BOUND_GT
        settle_bound(lexicon, scan, quantity)
        return index + 1
    number.next = index + 1
    number.low.mantissa, number.low.exponent, number.low.digits = 5, -1, 0
    number.chinese = True
    number.has_high = number.magnitude = False
    if only_magnitude(lexicon, scan, index + 1, &power):
        number.next = index + 2      # 半百
        number.low.exponent += power
    quantity = put(scan, index, number.next, KIND_AMOUNT)
    quantity.value = number.low
    if not take_unit(lexicon, scan, &number, quantity) and number.next == index + 1:
        scan.quantity_count -= 1
        return index + 1
    settle_bound(lexicon, scan, quantity)
    return quantity.last


cdef uint32_t put_number(Automaton lexicon, Scan scan, uint32_t index) except? 0xffffffff nogil:
    """Put the quantity of the number that begins there, if it is one; the token behind it."""
    cdef Reading number
    cdef Lead lead
    cdef uint32_t end
    if not read(lexicon, scan, index, &number):
        return put_unreadable(scan, index)
    read_lead(lexicon, scan, index, &lead)
    if lead.first == index:
        end = dates_end(lexicon, scan, index, &number)
        if end > index:
            return put_date(lexicon, scan, index, end)
        if sign_at(scan, number.next) == CHAR_COLON:
            end = put_ratio(lexicon, scan, index)
            if end > index:
                return end
    if may_be_fraction(lexicon, scan, number.next):
        end = put_fraction(lexicon, scan, index, &lead)
        if end > index:
            return end
    return put_amount(lexicon, scan, index, &number, &lead)


cdef uint32_t put_amount(Automaton lexicon, Scan scan, uint32_t index, Reading* number,
        const Lead* lead) except? 0xffffffff nogil:
    """Put the quantity of a number that is no date, ratio or fraction; the token behind it."""
    cdef Quantity* quantity
    cdef uint32_t first = lead.first
    if lead.decimals:
        scale(&number.low, -number.low.digits)
    quantity = put(scan, first, number.next, KIND_AMOUNT)
    quantity.value, quantity.high, quantity.has_high = number.low, number.high, number.has_high
    quantity.bound = number.bound
    if number.chinese:
        quantity.flags |= QUANTITY_CHINESE
    if number.magnitude:
        quantity.flags |= QUANTITY_MAGNITUDE
    take_unit(lexicon, scan, number, quantity)
    if not quantity.unit or lexicon.units[quantity.unit].dimension == DIMENSION_MONEY:
        take_prefix(lexicon, scan, quantity)
    if lead.minus:
        negate(&number.low, &number.high, number.has_high)
        negate(&quantity.value, &quantity.high, quantity.has_high)
    extend_range(lexicon, scan, quantity, number)
    apply_lead(lexicon, quantity, lead)
    settle_bound(lexicon, scan, quantity)
    if not doubling(lexicon, scan, quantity) or not settle_kind(lexicon, scan, index, number, quantity):
        scan.quantity_count -= 1
        return number.next
    return quantity.last


cdef uint32_t put_address(Automaton lexicon, Scan scan, uint32_t index) except? 0xffffffff nogil:
    """Put every number of an address of the web or of mail as an identifier; the token behind the address."""
    cdef uint32_t at = index
    cdef Quantity* quantity
    cdef Number high
    cdef bint has_high
    while adjacent(scan, at) and kind_at(scan, at) in (TOKEN_LATIN, TOKEN_NUMBER, TOKEN_SIGN, TOKEN_WORD) and (
            first_char(scan, at) < 0x7f):
        if kind_at(scan, at) == TOKEN_NUMBER:
            quantity = put(scan, at, at + 1, KIND_IDENTIFIER)
            if not read_number(lexicon, &scan.text, quantity.start, quantity.end, False, &quantity.value, &high,
                    &has_high):
                quantity.value.mantissa = quantity.value.exponent = 0
        at += 1
    return at


cdef bint begins_address(Scan scan, uint32_t index) noexcept nogil:
    """Whether http://, https:// or www. begins at the token."""
    if kind_at(scan, index) != TOKEN_LATIN or not 3 <= length_at(scan, index) <= 5:
        return False
    if first_char(scan, index) in u"hH" and sign_at(scan, index + 1) == CHAR_COLON:
        return sign_at(scan, index + 2) == CHAR_SLASH and sign_at(scan, index + 3) == CHAR_SLASH
    return first_char(scan, index) in u"wW" and length_at(scan, index) == 3 and sign_at(scan, index + 1) == CHAR_DOT


# -- the whole text -------------------------------------------------------------------------------------------

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
    """Give a bare number the unit of the one that it is listed with: 0.6和1.0个百分点, 0.6个和1.0个百分点, 三、四亿元."""
    cdef uint32_t index = scan.quantity_count
    cdef Quantity* first
    cdef Quantity* second
    while index > 1:
        index -= 1
        first, second = &scan.quantities[index - 1], &scan.quantities[index]
        if (first.kind == KIND_AMOUNT and second.unit and first.last + 1 == second.first
                and (first.flags & QUANTITY_BARE or second.kind == KIND_POINT and is_char(
                    scan, first.last - 1, u"个", u"個"))
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


cdef uint32_t put_word(Automaton lexicon, Scan scan, uint32_t index, const Word* word) except? 0xffffffff nogil:
    """Put the quantity that a word begins or is: 第, 百分之, 首位, 翻番, 一半; the token behind it."""
    cdef Quantity* quantity
    if word.roles2 & ROLE2_ORDER:
        return put_order(lexicon, scan, index)
    if word.roles2 & ROLE2_PARTS:
        return put_parts(lexicon, scan, index)
    if word.roles2 & ROLE2_HALF:
        return put_half(lexicon, scan, index)
    if word.roles & ROLE_PLACE:
        quantity = put(scan, index, index + 1, KIND_RANK)
        quantity.value.mantissa = word.value
    elif lexicon.units[word.unit].kind == KIND_MULTIPLE and not word.roles2 & ROLE2_UNIT_ONLY:
        quantity = put(scan, index, index + 1, KIND_MULTIPLE)      # 翻番
        quantity.value.mantissa = 2
        quantity.unit = lexicon.times
    return index + 1


cdef int find_quantities(Automaton lexicon, Scan scan) except -1 nogil:
    """Fill scan.quantities."""
    cdef uint32_t index = 0
    cdef uint8_t kind
    cdef bint noted = False
    cdef const Word* word
    while index < scan.token_count:
        kind = scan.tokens[index].kind
        if kind == TOKEN_TEXT:
            index += 1
            continue
        if kind == TOKEN_NUMBER or kind == TOKEN_NUMERAL:
            index = put_number(lexicon, scan, index)
            continue
        if kind == TOKEN_WORD:
            word = &lexicon.words[scan.tokens[index].word]
            if word.roles2 & (ROLE2_ORDER | ROLE2_PARTS | ROLE2_HALF) or word.roles & (ROLE_PLACE | ROLE_UNIT):
                index = put_word(lexicon, scan, index, word)
                continue
        elif kind == TOKEN_LATIN and begins_address(scan, index):
            index = put_address(lexicon, scan, index)
            continue
        elif kind == TOKEN_SIGN and scan.tokens[index].sign == CHAR_OPEN:
            noted = noted or may_be_note(scan, index)
        index += 1
    mark_enumerators(lexicon, scan)
    share_units(lexicon, scan)
    if noted:
        apply_notes(lexicon, scan)
    return own_tokens(scan)
