"""Stage 3: text to tokens, in one pass.

In: a Scan with its text. Out: its tokens, which cover the text without gap: numbers, runs of Chinese numerals,
words of the lexicon (the longest that may stand there), signs, blanks, breaks, and content between them. Cost:
linear; a word is looked for at every character and is at most 24 characters long. The Scan owns the tokens.

Whether a Chinese numeral is one is decided by words first: 统一 and 一系列 are words, so their 一 is never read as
a number. Behind a number only units may begin with a numeral (3千瓦), and words that are units alone are words
only behind a number (天 in 3天, not in 天气).
"""
from libc.stdint cimport uint8_t, uint16_t, uint32_t

from dushu._records cimport *
from dushu._scan cimport Scan, add_token
from dushu._trie cimport Automaton, step

cdef enum:
    PLANE = 0x10000
    LEADS = 4             # flag in Automaton.scripts: may stand between a tight word and its number

cdef enum:  # what the token before was
    AFTER_NOTHING
    AFTER_NUMBER          # a number, or what joins a unit to it
    AFTER_UNIT


cdef inline uint8_t class_at(Automaton lexicon, const Text* text, uint32_t at) noexcept nogil:
    """CHAR_* of the character there; CHAR_BREAK beyond the end."""
    cdef Py_UCS4 c
    if at >= text.length:
        return CHAR_BREAK
    c = char_at(text, at)
    return CHAR_OTHER if c >= PLANE else lexicon.classes[c]


cdef bint leads_to_number(Automaton lexicon, const Text* text, uint32_t at) noexcept nogil:
    """Whether a number follows there: at once, behind one blank, or behind one word such as 近 or 了."""
    cdef uint8_t kind = class_at(lexicon, text, at)
    cdef Py_UCS4 c
    if kind == CHAR_OTHER and at < text.length:
        c = char_at(text, at)
        if c < PLANE and lexicon.scripts[c] & LEADS:
            kind = class_at(lexicon, text, at + 1)
    elif kind == CHAR_SPACE or kind == CHAR_DASH:
        kind = class_at(lexicon, text, at + 1)
    return kind == CHAR_DIGIT or kind == CHAR_NUMERAL


cdef bint may_stand(Automaton lexicon, const Text* text, const Word* word, uint32_t start, uint32_t end, int after,
                    uint8_t first, bint edge) noexcept nogil:
    """Whether the word is a word there, by its neighbours."""
    if first == CHAR_LATIN:
        if start and class_at(lexicon, text, start - 1) == CHAR_LATIN:
            return False
        if class_at(lexicon, text, end) == CHAR_LATIN and class_at(lexicon, text, end - 1) == CHAR_LATIN:
            return False
    if after == AFTER_NUMBER:
        if first == CHAR_NUMERAL and not word.roles & ROLE_UNIT:
            return False
        if word.roles & (ROLE_UNIT | ROLE_BOUND_INSIDE) or word.roles2 & (ROLE2_POINT | ROLE2_FRACTION):
            return True
    elif after == AFTER_UNIT:
        if word.roles & ROLE_BOUND_INSIDE:
            return True
    if word.roles2 & ROLE2_UNIT_ONLY:
        # A currency sign may stand in front: $6.12亿.
        return (first == CHAR_MARK or first == CHAR_LATIN) and class_at(lexicon, text, end) == CHAR_DIGIT
    if after and first == CHAR_DASH:
        return False      # ~ between two numbers joins them; only before one it means about
    if word.roles2 & ROLE2_TIGHT or word.roles2 & ROLE2_ORDER:
        return leads_to_number(lexicon, text, end) or edge and word.roles2 & ROLE2_EDGE
    return edge or not word.roles2 & ROLE2_EDGE


cdef bint yields_to_unit(Automaton lexicon, uint16_t shorter, uint16_t longer, int after) noexcept nogil:
    """Whether a longer word gives way to a unit that begins it behind a number: 2010|年|产粮, 8|日|前, 10|所|以上.

    A noun or verb (科技人员 behind 3, 回购 behind 20亿) and the end of a period (2010年底) do not.
    """
    cdef const Word* word = &lexicon.words[longer]
    if after != AFTER_NUMBER or not lexicon.words[shorter].roles & ROLE_UNIT or word.roles & (ROLE_UNIT | ROLE_BOUND_INSIDE):
        return False
    if word.roles & ROLE_TIME:
        return word.grain not in (GRAIN_START, GRAIN_END)
    if lexicon.units[lexicon.words[shorter].unit].dimension == DIMENSION_TIME:
        return True
    return not (word.roles2 & (ROLE2_HEAD | ROLE2_COUNTED | ROLE2_ACT | ROLE2_FRACTION) or word.roles & ROLE_MAKE)


cdef uint32_t number_end(Automaton lexicon, const Text* text, uint32_t start, uint8_t* dots) noexcept nogil:
    """The end of the digits from `start`, with thousands separators and point; `dots` counts the points."""
    cdef uint32_t at = start, group
    cdef uint8_t kind
    cdef bint wide
    dots[0] = 0
    while class_at(lexicon, text, at) == CHAR_DIGIT:
        at += 1
    group = at - start
    while True:
        kind = class_at(lexicon, text, at)
        if kind == CHAR_COMMA and dots[0] == 0 and group <= 3:
            wide = char_at(text, at) > 0x7f
            if (class_at(lexicon, text, at + 1) == CHAR_DIGIT and class_at(lexicon, text, at + 2) == CHAR_DIGIT
                    and class_at(lexicon, text, at + 3) == CHAR_DIGIT
                    and class_at(lexicon, text, at + 4) != CHAR_DIGIT
                    and (not wide or (char_at(text, at - 1) > 0x7f and char_at(text, at + 1) > 0x7f))):
                at += 4
                group = 3
                continue
        elif kind == CHAR_DOT and class_at(lexicon, text, at + 1) == CHAR_DIGIT:
            at += 1
            if dots[0] < 255:
                dots[0] += 1
            while class_at(lexicon, text, at) == CHAR_DIGIT:
                at += 1
            continue
        return at


cdef int emit(Scan scan, uint8_t kind, uint8_t sign, uint16_t word, uint32_t start, uint32_t end) except -1 nogil:
    cdef Token* token = add_token(scan)
    token.kind = kind
    token.sign = sign
    token.word = word
    token.start = start
    token.end = end
    return 0


cdef int lex(Automaton lexicon, Scan scan) except -1 nogil:
    """Fill scan.tokens."""
    cdef const Text* text = &scan.text
    cdef uint32_t at = 0, length = text.length, run = 0, end, node, best_end, begin
    cdef uint16_t letter, best
    cdef uint8_t kind, sign
    cdef int after = AFTER_NOTHING, was
    cdef Py_UCS4 c
    cdef const Word* word
    while at < length:
        c = char_at(text, at)
        if c >= PLANE:
            at += 1
            after = AFTER_NOTHING
            continue
        kind = lexicon.classes[c]
        letter = lexicon.letters[c]
        if letter:
            node = lexicon.roots[letter]
            if node:
                best = 0
                best_end = at
                end = at
                while True:
                    end += 1
                    if lexicon.accepts[node] and may_stand(lexicon, text, &lexicon.words[lexicon.accepts[node]], at,
                                                           end, after, kind, run == at) and not (
                            best and yields_to_unit(lexicon, best, lexicon.accepts[node], after)):
                        best = lexicon.accepts[node]
                        best_end = end
                    if end >= length:
                        break
                    c = char_at(text, end)
                    if c >= PLANE:
                        break
                    letter = lexicon.letters[c]
                    if not letter:
                        break
                    node = step(lexicon.edges, lexicon.mask, node, letter)
                    if not node:
                        break
                if best:
                    if run < at:
                        emit(scan, TOKEN_TEXT, 0, 0, run, at)
                    emit(scan, TOKEN_WORD, 0, best, at, best_end)
                    word = &lexicon.words[best]
                    if after and word.roles & ROLE_UNIT:
                        after = AFTER_UNIT
                    elif after and (word.roles & ROLE_BOUND_INSIDE or word.roles2 & ROLE2_POINT):
                        after = AFTER_NUMBER
                    elif word.roles2 & ROLE2_PER:
                        after = AFTER_NUMBER
                    else:
                        after = AFTER_NOTHING
                    at = run = best_end
                    continue
                c = char_at(text, at)
        if kind == CHAR_OTHER:
            if lexicon.scripts[c] & 3:
                if lexicon.scripts[c] & 2:
                    scan.traditional += 1
                else:
                    scan.simplified += 1
            at += 1
            after = AFTER_NOTHING
            continue
        if run < at:
            emit(scan, TOKEN_TEXT, 0, 0, run, at)
        begin = at
        was = after
        after = AFTER_NOTHING
        sign = 0
        if kind == CHAR_DIGIT:
            at = number_end(lexicon, text, begin, &sign)
            after = AFTER_NUMBER
            emit(scan, TOKEN_NUMBER, sign, 0, begin, at)
        elif kind == CHAR_NUMERAL:
            # One character at a time: a unit such as 千瓦 may begin at the next.
            at += 1
            after = AFTER_NUMBER
            if was == AFTER_NUMBER and scan.token_count and scan.tokens[scan.token_count - 1].kind == TOKEN_NUMERAL:
                scan.tokens[scan.token_count - 1].end = at
            else:
                emit(scan, TOKEN_NUMERAL, 0, 0, begin, at)
        elif kind == CHAR_LATIN:
            while class_at(lexicon, text, at) == CHAR_LATIN:
                at += 1
            emit(scan, TOKEN_LATIN, 0, 0, begin, at)
        elif kind == CHAR_SPACE or kind == CHAR_TAB or kind == CHAR_BREAK:
            kind = TOKEN_SPACE
            while at < length:
                c = char_at(text, at)
                if c >= PLANE:
                    break
                if lexicon.classes[c] == CHAR_BREAK:
                    if kind != TOKEN_BREAK:
                        kind = TOKEN_BREAK
                        sign = 0
                    if sign < 255:
                        sign += 1
                elif lexicon.classes[c] == CHAR_TAB:
                    if kind == TOKEN_SPACE:
                        sign = CHAR_TAB
                elif lexicon.classes[c] != CHAR_SPACE:
                    break
                at += 1
            emit(scan, kind, sign, 0, begin, at)
            if kind == TOKEN_SPACE and at - begin == 1 and was == AFTER_NUMBER:
                after = AFTER_NUMBER
        else:
            at += 1
            emit(scan, TOKEN_SIGN, kind, 0, begin, at)
            if kind == CHAR_SLASH and was == AFTER_UNIT:
                after = AFTER_NUMBER
        run = at
    if run < length:
        emit(scan, TOKEN_TEXT, 0, 0, run, length)
    return 0
