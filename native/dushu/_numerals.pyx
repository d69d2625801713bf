"""Stage 5: a stretch of numeral characters to an exact number.

In: a stretch of the text that holds nothing but digits with their separators, Chinese numerals, points (. 点) and
blanks. Out: a mantissa and a power of ten, or two of them for a pair such as 三四十 (30 to 40). Cost: linear in the
stretch, and at most `MOST_CHARS` characters of it are looked at. No memory of its own.

The stretch is cut into pieces (a run of digits, a fraction, a power, a section), then the pieces are added up as
they are said: 一亿二千万; 万 behind 亿 is a lower section, 亿 behind 万 multiplies what stands before (万亿); 三万五
is 35,000; 二〇二四 is read digit by digit; 3千5百万 mixes both. What does not fit 18 digits is refused, never rounded.
"""
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t
from libc.string cimport memset

from dushu._records cimport *
from dushu._trie cimport Automaton

cdef enum:
    PLANE = 0x10000
    MOST_DIGITS = 18
    MOST_EXPONENT = 64
    MOST_CHARS = 96       # 九千九百九十九亿… to the last cent has some forty
    MOST_PIECES = 48
    NO_SECTION = 99

cdef enum:  # kinds of pieces
    PIECE_DIGITS          # 123, 二〇二四, 1,234
    PIECE_FRACTION        # .5, 点五
    PIECE_POWER           # 十 百 千
    PIECE_SECTION         # 万 亿 兆
    PIECE_TENS            # 廿


cdef struct Piece:
    int64_t value         # of the digits, or the power
    int32_t digits        # how many
    uint8_t kind
    bint arabic
    bint zero             # begins with 零
    bint gap              # a blank stands before it
    int first             # the two digits of a pair
    int second


cdef int64_t[19] POWERS
cdef int _power = 0
cdef int64_t _value = 1
for _power in range(19):
    POWERS[_power] = _value
    if _power < 18:
        _value *= 10


# -- arithmetic ----------------------------------------------------------------------------------------------

cdef bint scale(Number* number, int32_t power) noexcept nogil:
    """Times ten to the power; False where the exponent grows beyond all sense."""
    number.exponent += power
    return -MOST_EXPONENT <= number.exponent <= MOST_EXPONENT


cdef bint align(Number* number, int32_t exponent) noexcept nogil:
    """Write the same number with a lower exponent; False where the mantissa does not fit."""
    cdef int32_t shift = number.exponent - exponent
    cdef int64_t most
    if number.mantissa == 0 or shift == 0:
        number.exponent = exponent
        return True
    if shift < 0 or shift > MOST_DIGITS:
        return False
    most = (POWERS[MOST_DIGITS] - 1) // POWERS[shift]
    if number.mantissa > most or number.mantissa < -most:
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


cdef bint times(Number* number, int64_t factor) noexcept nogil:
    """number *= factor, exactly; False where the product does not fit."""
    cdef int64_t most = (POWERS[MOST_DIGITS] - 1) // factor if factor > 0 else 0
    if not -most <= number.mantissa <= most:
        return False
    number.mantissa *= factor
    return True


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


# -- characters to pieces ------------------------------------------------------------------------------------

cdef inline bint is_point(Py_UCS4 c) noexcept nogil:
    return c == u"." or c == u"．" or c == u"点" or c == u"點"


cdef bint take_digits(Automaton lexicon, const Text* text, uint32_t* at, uint32_t end, Piece* piece) noexcept nogil:
    """Read a run of digits of one script, with thousands separators where Arabic; False where it does not fit."""
    cdef Py_UCS4 c = char_at(text, at[0])
    cdef bint arabic = is_arabic(c)
    cdef int digit
    piece.arabic = arabic
    piece.value = piece.digits = piece.second = 0
    piece.first = digit_of(lexicon, c)
    piece.zero = piece.first == 0 and not arabic
    while at[0] < end:
        c = char_at(text, at[0])
        digit = digit_of(lexicon, c)
        if digit >= 0:
            if is_arabic(c) != arabic:
                break
            if piece.value >= POWERS[MOST_DIGITS - 1]:
                return False
            piece.value = 10 * piece.value + digit
            piece.digits += 1
            piece.second = digit
        elif not arabic or piece.kind == PIECE_FRACTION or (c != u"," and c != u"，"):
            break
        at[0] += 1
    return True


cdef int cut(Automaton lexicon, const Text* text, uint32_t start, uint32_t end, Piece* pieces) noexcept nogil:
    """Cut the stretch into pieces; how many, or -1 where it is no number."""
    cdef uint32_t at = start
    cdef int count = 0
    cdef bint gap = False
    cdef Piece* piece
    cdef Py_UCS4 c
    while at < end:
        c = char_at(text, at)
        if c >= PLANE or count == MOST_PIECES:
            return -1
        if lexicon.classes[c] == CHAR_SPACE or lexicon.classes[c] == CHAR_TAB:
            gap = True
            at += 1
            continue
        piece = &pieces[count]
        piece.kind = PIECE_DIGITS
        piece.gap = gap
        piece.arabic = piece.zero = False
        piece.digits = 0
        gap = False
        if is_point(c):
            piece.kind = PIECE_FRACTION
            at += 1
            while at < end and lexicon.classes[min(<uint32_t> char_at(text, at), <uint32_t> PLANE - 1)] == CHAR_SPACE:
                at += 1
            if at == end or digit_of(lexicon, char_at(text, at)) < 0:
                return -1
            piece.gap = False
        if digit_of(lexicon, char_at(text, at)) >= 0:
            if not take_digits(lexicon, text, &at, end, piece):
                return -1
        else:
            if lexicon.numeral_kind[c] < NUMERAL_POWER:
                return -1
            piece.kind = PIECE_POWER + lexicon.numeral_kind[c] - NUMERAL_POWER
            piece.value = lexicon.numeral_value[c]
            at += 1
        count += 1
    return count


# -- pieces to a number --------------------------------------------------------------------------------------

cdef bint is_pair(const Piece* pieces, int index, int count, bint counted) noexcept nogil:
    """Whether two Chinese digits mean the one or the other: 三四十, 七八个, 十七八岁, 三五百.

    They follow one another (or are 三五) and a power, a section or a unit stands behind.
    """
    cdef const Piece* piece = &pieces[index]
    if piece.kind != PIECE_DIGITS or piece.arabic or piece.digits != 2 or piece.first == 0:
        return False
    if piece.second != piece.first + 1 and not (piece.first == 3 and piece.second == 5):
        return False
    if index + 1 < count:
        return pieces[index + 1].kind == PIECE_POWER or pieces[index + 1].kind == PIECE_SECTION
    return counted


cdef bint joined(const Piece* pieces, int index, int count) noexcept nogil:
    """Whether a piece belongs to the one before it across a blank: 三千 八百, 二十 亿, not 100万 2000."""
    cdef const Piece* piece = &pieces[index]
    cdef uint8_t before
    if not piece.gap or index == 0:
        return True
    before = pieces[index - 1].kind
    if piece.kind == PIECE_POWER or piece.kind == PIECE_SECTION:
        return before == PIECE_DIGITS or piece.kind == PIECE_SECTION
    if piece.kind != PIECE_DIGITS or before == PIECE_DIGITS or before == PIECE_FRACTION:
        return False
    if index + 1 < count and pieces[index + 1].kind != PIECE_FRACTION:
        return pieces[index + 1].value < pieces[index - 1].value or (
            pieces[index - 1].kind == PIECE_SECTION and pieces[index + 1].kind == PIECE_POWER)
    return not piece.arabic and piece.digits == 1


cdef bint run_of_digits(const Piece* pieces, int index, int count) noexcept nogil:
    """Whether a run of Chinese digits stands where only one digit may: 一五百."""
    cdef const Piece* piece = &pieces[index]
    if piece.arabic or piece.digits < 2 or index + 1 >= count or piece.zero and piece.digits == 2:
        return False
    return pieces[index + 1].kind == PIECE_POWER or (pieces[index + 1].kind == PIECE_SECTION and piece.digits == 2
                                                     and piece.second != 0)


cdef struct Sum:          # the number so far
    Number total          # what the sections have closed
    Number group          # below the next section
    Number literal        # digits that wait for their power
    bint pending          # there are such digits
    bint elidable         # they may take the next lower power: 三万五
    bint decimal          # the group has a fraction
    bint powered          # the group has a power
    bint zero             # 零 stands before: no power is elided
    int32_t last_power    # of the last piece that multiplied
    int32_t last_section


cdef bint add_digits(Sum* sum, const Piece* pieces, int index, int count, bint counted, bint upper) noexcept nogil:
    """Digits wait for the power behind them; a lone 零 only holds a place."""
    cdef const Piece* piece = &pieces[index]
    cdef bint pair = is_pair(pieces, index, count, counted)
    if sum.pending or sum.decimal:
        return False
    sum.zero = sum.zero or piece.zero
    if piece.zero and piece.value == 0 and index + 1 < count and (index or pieces[1].kind == PIECE_POWER):
        return True
    if not pair and run_of_digits(pieces, index, count):
        return False
    sum.literal.mantissa, sum.literal.exponent = piece.value, 0
    if pair:
        sum.literal.mantissa = piece.second if upper else piece.first
    sum.pending = True
    sum.elidable = (index > 0 and sum.last_power > 1 and not piece.arabic and not sum.zero
                    and (piece.digits == 1 or pair))
    return True


cdef bint add_fraction(Sum* sum, const Piece* piece, int index) noexcept nogil:
    """A fraction closes the ones; only a magnitude may follow. 两千三点一 is 2300.1, as 两千三 is 2300."""
    cdef Number part
    if sum.pending and sum.elidable:
        scale(&sum.literal, sum.last_power - 1)
    if sum.decimal or (index == 0 and not piece.arabic) or (sum.pending and not add(&sum.group, &sum.literal)):
        return False
    part.mantissa, part.exponent = piece.value, -piece.digits
    sum.pending = False
    sum.decimal = True
    return add(&sum.group, &part)


cdef bint add_tens(Sum* sum, const Piece* piece) noexcept nogil:
    """廿 is twenty by itself."""
    cdef Number part
    if sum.pending or (sum.powered and sum.last_power < 2):
        return False
    part.mantissa, part.exponent = piece.value, 1
    sum.last_power, sum.powered, sum.zero = 1, True, False
    return add(&sum.group, &part)


cdef bint add_power(Sum* sum, const Piece* piece) noexcept nogil:
    """A power multiplies the digits before it, one where there are none, and is lower than the power before."""
    if sum.decimal:
        if sum.powered or not scale(&sum.group, piece.value):
            return False      # 3.5千
    else:
        if not sum.pending:
            if sum.powered and not sum.zero and not (piece.value == 1 and sum.last_power > 1):
                return False      # 十百: nothing counts the second power; but 一百十一
            sum.literal.mantissa, sum.literal.exponent = 1, 0
        if sum.powered and piece.value >= sum.last_power:
            return False
        if not scale(&sum.literal, piece.value) or not add(&sum.group, &sum.literal):
            return False
    sum.last_power, sum.powered = piece.value, True
    sum.pending = sum.zero = False
    return True


cdef bint add_section(Sum* sum, const Piece* pieces, int index) noexcept nogil:
    """A section multiplies its group, or all that stands before where it is not lower than the last (万亿)."""
    cdef const Piece* piece = &pieces[index]
    if sum.pending and sum.elidable and sum.powered:
        scale(&sum.literal, sum.last_power - 1)      # 百二万 is 120万
    if sum.pending and not add(&sum.group, &sum.literal):
        return False
    if index == 0:
        sum.group.mantissa = 1        # 万 in 上万人: who calls decides whether it counts
    if sum.last_section == NO_SECTION or piece.value >= sum.last_section or sum.group.mantissa == 0:
        if (sum.last_section != NO_SECTION and piece.value < sum.last_section and sum.group.mantissa == 0
                and pieces[index - 1].kind != PIECE_SECTION):
            return False
        if not add(&sum.total, &sum.group) or not scale(&sum.total, piece.value):
            return False
    elif not scale(&sum.group, piece.value) or not add(&sum.total, &sum.group):
        return False
    sum.group.mantissa = sum.group.exponent = 0
    sum.last_section = sum.last_power = piece.value
    sum.powered = sum.decimal = sum.pending = sum.zero = False
    return True


cdef bint close_sum(Sum* sum, const Piece* last) noexcept nogil:
    """Add the digits that nothing multiplies."""
    if sum.pending:
        if sum.last_section < MOST_DIGITS and not sum.powered and sum.literal.mantissa >= POWERS[sum.last_section]:
            return False      # 3万50000
        if sum.elidable and last.kind == PIECE_DIGITS:
            scale(&sum.literal, sum.last_power - 1)      # 三万五, 一百二: the digit takes the next lower power
        elif last.arabic and last.digits == 1 and sum.last_section != NO_SECTION and not sum.zero:
            return False      # 13万2: nobody can say whether 2 or 2000 is meant
        if not add(&sum.group, &sum.literal):
            return False
    return add(&sum.total, &sum.group)


cdef bint add_up(const Piece* pieces, int count, bint counted, bint upper, Number* out) noexcept nogil:
    """The number that the pieces say; of a pair the first digit, or the second for `upper`. False: none."""
    cdef Sum sum
    cdef int index
    cdef bint fits
    memset(&sum, 0, sizeof(Sum))
    sum.last_section = NO_SECTION
    for index in range(count):
        if not joined(pieces, index, count):
            return False
        if pieces[index].kind == PIECE_DIGITS:
            fits = add_digits(&sum, pieces, index, count, counted, upper)
        elif pieces[index].kind == PIECE_FRACTION:
            fits = add_fraction(&sum, &pieces[index], index)
        elif pieces[index].kind == PIECE_TENS:
            fits = add_tens(&sum, &pieces[index])
        elif pieces[index].kind == PIECE_POWER:
            fits = add_power(&sum, &pieces[index])
        else:
            fits = add_section(&sum, pieces, index)
        if not fits:
            return False
    if not close_sum(&sum, &pieces[count - 1]):
        return False
    out[0] = sum.total
    return True


cdef bint read_arabic(const Text* text, uint32_t start, uint32_t end, Number* out) noexcept nogil:
    """Read plain Arabic digits with separators and at most one point; False where there is anything else."""
    cdef uint32_t at
    cdef Py_UCS4 c
    cdef int64_t mantissa = 0
    cdef bint point = False
    for at in range(start, end):
        c = char_at(text, at)
        if is_arabic(c):
            if mantissa >= POWERS[MOST_DIGITS - 1]:
                return False
            mantissa = 10 * mantissa + (<int> c - (0xff10 if c >= <Py_UCS4> 0xff10 else 0x30))
            out.digits += 1
            out.exponent -= point
        elif (c == u"." or c == u"．") and not point and at > start and at + 1 < end:
            point = True
        elif c != u"," and c != u"，" or point or at == start:
            return False
    out.mantissa = mantissa
    if point:
        out.digits = 0
    return True


cdef bint read_number(Automaton lexicon, const Text* text, uint32_t start, uint32_t end, bint counted, Number* low,
                      Number* high, bint* has_high) noexcept nogil:
    """Read [start, end) whole; False where it is no number.

    `counted` says that a unit follows, so that 七八 means seven or eight and not 78. The second number of a pair
    is `high`, and `has_high` says that there is one. `low.digits` counts the digits where there is nothing else.
    """
    cdef Piece[MOST_PIECES] pieces
    cdef int count, index
    has_high[0] = False
    low.mantissa = low.exponent = low.digits = 0
    if end - start > MOST_CHARS:
        return False
    if read_arabic(text, start, end, low):
        high[0] = low[0]
        return True
    low.mantissa = low.exponent = low.digits = 0
    count = cut(lexicon, text, start, end, pieces)
    if count <= 0 or not add_up(pieces, count, counted, False, low):
        return False
    low.digits = pieces[0].digits if count == 1 and pieces[0].kind == PIECE_DIGITS else 0
    for index in range(count):
        if is_pair(pieces, index, count, counted):
            has_high[0] = True
            low.digits = 0
            return add_up(pieces, count, counted, True, high) and compare(low, high) < 0
    high[0] = low[0]
    return True


cdef inline Py_UCS4 char_or_none(const Text* text, uint32_t at) noexcept nogil:
    """The character there; 0 beyond the end."""
    return char_at(text, at) if at < text.length else 0


cdef bint is_formal_three(const Text* text, uint32_t at) noexcept nogil:
    """Whether 參 there is the formal three, as in 參拾參: it stands beside a formal power, behind the 零 of a larger
    number or before 萬, 億, 兆. In 參加, 人參 … it is a verb or a plant; so is the 参 of 参万达."""
    cdef Py_UCS4 c = char_or_none(text, at), before, behind
    if c != u"參" and c != u"参":
        return False
    before, behind = char_at(text, at - 1) if at else <Py_UCS4> 0, char_or_none(text, at + 1)
    if behind in u"拾佰仟" or before in u"拾佰仟":
        return True
    if before == u"零" and at > 1 and char_at(text, at - 2) in u"拾佰仟万萬亿億兆":
        return True
    return c == u"參" and behind in u"萬億兆" or behind in u"万亿" and char_or_none(
        text, at + 2) in u"零壹贰叁肆伍陆柒捌玖元圆整"
