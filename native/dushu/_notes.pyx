"""Stage 6e: notes that give the unit of the figures they cover: （美元，下同）, 单位：亿元.

In: a Scan with tokens and quantities. Out: the unit of those figures that print none, or only 元. Cost: linear: one
pass over the tokens to find notes, and only where there is one a second over the quantities. A figure keeps its
printed span: after （美元，下同） 102.4億 has the unit 美元, its text stays 102.4億.

`read_note` reads both forms; what a 单位： line means for the cells of its table is the business of the tables.
"""
from libc.stdint cimport int32_t, uint16_t, uint32_t

from dushu._readings cimport *
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    MOST_TOKENS = 8       # of a note


cdef bint is_text(Scan scan, uint32_t index, const Py_UCS4* first, const Py_UCS4* second) noexcept nogil:
    """Whether the two characters begin at the token, each in either script."""
    cdef uint32_t at
    cdef Py_UCS4 c
    if index >= scan.token_count or scan.tokens[index].start + 2 > scan.text.length:
        return False
    at = scan.tokens[index].start
    c = char_at(&scan.text, at)
    if c != first[0] and c != first[1]:
        return False
    c = char_at(&scan.text, at + 1)
    return c == second[0] or c == second[1]


cdef Py_UCS4[2] DOWN, SAME, SINGLE, PLACE
DOWN[0], DOWN[1], SAME[0], SAME[1] = u"下", u"下", u"同", u"同"
SINGLE[0], SINGLE[1], PLACE[0], PLACE[1] = u"单", u"單", u"位", u"位"


cdef bint unit_at(Automaton lexicon, Scan scan, uint32_t* index, UnitNote* note) noexcept nogil:
    """Read a unit with or without a magnitude (亿元, 百万美元, 美元); moves the index behind it."""
    cdef int32_t power = 0
    cdef uint32_t at = index[0], start, end
    cdef uint16_t word
    if only_magnitude(lexicon, scan, at, &power):
        at += 1
    if at >= scan.token_count:
        return False
    if word_at(lexicon, scan, at).roles & ROLE_UNIT:
        note.unit = word_at(lexicon, scan, at).unit
        note.power = power + lexicon.units[note.unit].scale
        index[0] = at + 1
        return True
    # A unit is a word only behind a number: read the text itself.
    start, end = scan.tokens[at].start, scan.tokens[at].end
    word = lexicon.find(&scan.text, start, end)
    if not word or not lexicon.words[word].roles & ROLE_UNIT:
        return False
    note.unit = lexicon.words[word].unit
    note.power = power + lexicon.units[note.unit].scale
    index[0] = at + 1
    return True


cdef bint read_note(Automaton lexicon, Scan scan, uint32_t index, UnitNote* note) noexcept nogil:
    """Read the note that begins at a token: an opening bracket, or 单位; False: there is none."""
    cdef uint32_t at = index
    cdef bint bracket = sign_at(scan, at) == CHAR_OPEN, labelled = False
    note.first = index
    note.below = False
    if bracket:
        at = over_blank(scan, at + 1)
    if is_text(scan, at, SINGLE, PLACE) and length_at(scan, at) == 2:
        labelled = True
        at = over_blank(scan, at + 1)
        if sign_at(scan, at) == CHAR_COLON:
            at = over_blank(scan, at + 1)
    if not (bracket or labelled) or not unit_at(lexicon, scan, &at, note):
        return False
    if sign_at(scan, at) in (CHAR_COMMA, CHAR_PAUSE, CHAR_SEMICOLON, CHAR_BULLET) or kind_at(scan, at) == TOKEN_SPACE:
        at += 1
    if is_text(scan, at, DOWN, SAME) and length_at(scan, at) == 2:
        note.below = True
        at += 1
    if bracket and sign_at(scan, at) != CHAR_CLOSE:
        return False
    note.last = at + bracket
    return note.below or labelled


cdef bint may_be_note(Scan scan, uint32_t index) noexcept nogil:
    """Whether 下同 stands within the few tokens of a bracket that opens here: keeps the pass cheap."""
    cdef uint32_t at
    if sign_at(scan, index) != CHAR_OPEN:
        return False
    for at in range(index + 1, index + MOST_TOKENS):
        if is_text(scan, at, DOWN, SAME):
            return True
        if sign_at(scan, at) == CHAR_CLOSE:
            return False
    return False


cdef uint32_t cover(Automaton lexicon, Scan scan, const UnitNote* note, uint32_t index, uint32_t end) noexcept nogil:
    """Give the note's unit of money to the figures before the token `end` that print a bare magnitude or plain 元.

    Begins at the quantity `index`; returns the first one that it has not seen.
    """
    cdef Quantity* quantity
    while index < scan.quantity_count and scan.quantities[index].last < end:
        quantity = &scan.quantities[index]
        index += 1
        if quantity.kind == KIND_AMOUNT and (
                quantity.unit == lexicon.yuan or not quantity.unit and quantity.flags & QUANTITY_MAGNITUDE):
            quantity.unit = note.unit
    return index


cdef uint32_t up_to(Scan scan, uint32_t index, uint32_t end) noexcept nogil:
    """The first quantity from `index` on that does not end before the token `end`."""
    while index < scan.quantity_count and scan.quantities[index].last < end:
        index += 1
    return index


cdef int apply_notes(Automaton lexicon, Scan scan) except -1 nogil:
    """Apply every note of the form （美元，下同） from the figure right before it to the next such note."""
    cdef uint32_t index = 0, quantity = 0
    cdef UnitNote note, next
    cdef bint open = False
    while index < scan.token_count:
        if (may_be_note(scan, index) and read_note(lexicon, scan, index, &next) and next.below
                and lexicon.units[next.unit].dimension == DIMENSION_MONEY):
            quantity = cover(lexicon, scan, &note, quantity, index) if open else up_to(scan, quantity, index)
            note = next
            open = True
        index += 1
    if open:
        cover(lexicon, scan, &note, quantity, scan.token_count + 1)
    return 0
