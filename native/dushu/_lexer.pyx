"""Stage 3: text to tokens, in one pass.

In: a Scan with its text. Out: its tokens, which cover the text without gap: numbers, runs of Chinese numerals,
words of the lexicon (the longest that may stand there), signs, blanks, breaks, and content between them. Cost:
linear; a word is looked for at every character and is at most 24 characters long. The Scan owns the tokens.

Whether a Chinese numeral is one is decided by words first: 统一 and 一系列 are words, so their 一 is never read as
a number. Behind a number only units may begin with a numeral (3千瓦), and words that are units alone are words
only behind a number (天 in 3天, not in 天气).

The text is read through a window of some thousand characters. First all of a window is looked up (`look`: the
class of each character and where it and the next lead in the trie; no branch depends on the text, so the lookups
overlap), then it is walked. Looking things up while walking took a half longer: each wrong guess of a branch then
waits for memory as well.
"""
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t

from dushu._numerals cimport is_formal_three
from dushu._records cimport *
from dushu._scan cimport Scan, make_token_room
from dushu._trie cimport (CELL_EASY, PLANE, TRAIT_BRIDGE, TRAIT_CLASS, TRAIT_EASY, TRAIT_EDGE, TRAIT_NUMBER,
                          TRAIT_ROUGH, TRAIT_SIMPLIFIED, TRAIT_TIGHT, TRAIT_TRADITIONAL, TRAIT_WORD, Automaton,
                          base_of, word_of)

cdef enum:
    SIZE = 1024           # characters that a window holds
    LONGEST = 24          # characters of the longest word
    AHEAD = LONGEST + 4   # characters behind the window that its last words look at

cdef enum:  # what the token before was
    AFTER_NOTHING
    AFTER_NUMBER          # a number, or what joins a unit to it
    AFTER_UNIT
    AFTER_LEAD            # 第, 分之: only a number may follow

ctypedef fused Code:      # PEP 393: what a text is stored as
    uint8_t
    uint16_t
    uint32_t


cdef struct Window:
    const Text* text
    uint32_t origin           # place + origin is an offset of the text
    # Place 1 is the character before the window, place 2 its first.
    uint16_t[SIZE + AHEAD + 4] letters
    # Bits 0-15: TRAIT_* of the character. The others: the trie's cell of it and the next, 0 where there is none; its
    # base is left out where the third letter does not lead on.
    uint64_t[SIZE + AHEAD + 4] marks


cdef inline uint64_t led_on(uint64_t mark, const uint16_t* checks, uint16_t letter) noexcept nogil:
    """A mark without its base, unless that leads on over the letter."""
    cdef uint64_t leads = checks[base_of(mark) + letter] == letter
    return mark & ~((leads - 1) & <uint64_t> 0xffffff << 32)


cdef void look_up(Automaton lexicon, const Code* codes, uint32_t count, Window* window) noexcept nogil:
    """Fill the window from place 2 on."""
    cdef const uint32_t* characters = lexicon.characters
    cdef const uint32_t* bases = lexicon.bases
    cdef const uint16_t* checks = lexicon.checks
    cdef const uint64_t* cells = lexicon.cells
    cdef uint64_t mark = 0
    cdef uint32_t at, code, record = 0, before, cell
    cdef uint16_t letter
    for at in range(count):
        before = record
        code = codes[at]
        if Code is uint32_t:
            code = min(code, <uint32_t> PLANE)
        record = characters[code]
        letter = <uint16_t> record
        window.letters[at + 2] = letter
        window.marks[at] = led_on(mark, checks, letter)
        cell = bases[<uint16_t> before] + letter
        mark = before >> 16 | cells[cell & 0 - <uint32_t> (checks[cell] == letter)]      # cell 0 is empty
    window.marks[count] = led_on(mark, checks, 0)
    window.marks[count + 1] = record >> 16


cdef void look(Automaton lexicon, const Text* text, uint32_t at, Window* window) noexcept nogil:
    """Fill the window with the text from `at` on; CHAR_BREAK stands beyond both ends."""
    cdef uint32_t count = min(text.length - at, <uint32_t> (SIZE + AHEAD)), place
    window.text = text
    window.origin = at - 2
    if text.kind == 1:
        look_up(lexicon, <const uint8_t*> text.data + at, count, window)
    elif text.kind == 2:
        look_up(lexicon, <const uint16_t*> text.data + at, count, window)
    else:
        look_up(lexicon, <const uint32_t*> text.data + at, count, window)
    window.letters[1] = 0
    window.marks[1] = class_at(lexicon, text, at - 1) if at else <uint8_t> CHAR_BREAK
    for place in range(count + 2, min(count + AHEAD, <uint32_t> (SIZE + AHEAD)) + 4):
        window.letters[place] = 0
        window.marks[place] = CHAR_BREAK


cdef inline uint8_t class_at(Automaton lexicon, const Text* text, uint32_t at) noexcept nogil:
    """CHAR_* of the character there; CHAR_BREAK beyond the end."""
    cdef Py_UCS4 c
    if at >= text.length:
        return CHAR_BREAK
    c = char_at(text, at)
    return CHAR_OTHER if c >= PLANE else lexicon.classes[c]


cdef inline uint8_t class_in(const Window* window, uint32_t place) noexcept nogil:
    """CHAR_* of the character there."""
    return window.marks[place] & TRAIT_CLASS


cdef inline bint leads_to_number(const Window* window, uint32_t place) noexcept nogil:
    """Whether a number follows there: at once, behind one blank, or behind one word such as 近 or 了."""
    cdef uint64_t first = window.marks[place], second = window.marks[place + 1]
    return (first | second & 0 - (first // TRAIT_BRIDGE & 1)) // TRAIT_NUMBER & 1


cdef inline Py_UCS4 char_in(const Window* window, uint32_t place) noexcept nogil:
    """The character there; 0 beyond both ends."""
    cdef uint32_t at = window.origin + place
    return char_at(window.text, at) if at < window.text.length else 0


cdef uint32_t parted_end(const Window* window, uint32_t place) noexcept nogil:
    """Behind 分之 that one or two blanks part (三分 之一); `place`: it does not stand there."""
    cdef uint32_t at = place + 1
    while class_in(window, at) == CHAR_SPACE and at < place + 3:
        at += 1
    return at + 1 if at > place + 1 and char_in(window, place) == u"分" and char_in(window, at) == u"之" else place


cdef inline uint8_t numeral_in(Automaton lexicon, const Window* window, uint32_t place) noexcept nogil:
    """NUMERAL_* of the character there."""
    return lexicon.numeral_kind[char_in(window, place)] if class_in(window,
            place) == CHAR_NUMERAL else <uint8_t> NUMERAL_NONE


cdef bint continues_number(Automaton lexicon, const Window* window, const Word* word, uint32_t end) noexcept nogil:
    """Whether a word that begins with a numeral is in truth a number's beginning: 一点|二, 二百五|十, 八九|亿, 零点|零一."""
    cdef uint32_t place
    cdef Py_UCS4 c = char_in(window, end - 1)
    if c == u"点" or c == u"點":
        return class_in(window, end) in (CHAR_NUMERAL, CHAR_DIGIT) and class_in(window, end - 2) == CHAR_NUMERAL
    if c == u"分" and char_in(window, end) == u"之":
        return class_in(window, end + 1) in (CHAR_NUMERAL, CHAR_DIGIT)      # 十分|之一
    if word.roles & ROLE_UNIT:
        return False
    if class_in(window, end) != CHAR_NUMERAL and char_in(window, end - word.length - 1) not in u"点點" and not (
            char_in(window, end) == u"折" or char_in(window, end) == u"分" and char_in(window, end + 1) == u"之"):
        return False      # 三八|折, 万万|分之一
    for place in range(end - word.length, end):
        if class_in(window, place) != CHAR_NUMERAL:
            return numeral_in(lexicon, window, end - 1) and numeral_in(lexicon, window, end) in (NUMERAL_POWER,
                    NUMERAL_SECTION)
    return True


cdef bint special_may_stand(Automaton lexicon, const Window* window, const Word* word, uint32_t start, uint32_t end,
                            int after) noexcept nogil:
    """`may_stand` for the grammar's own 半, 负, 数, whose characters are part of many other words."""
    cdef Py_UCS4 before = char_in(window, start - 1), behind = char_in(window, end)
    if word.roles2 & ROLE2_VAGUE:
        # 人数百分比, 无数百姓, 网上百强: the character before makes another word of it.
        return numeral_in(lexicon, window, end) in (NUMERAL_POWER, NUMERAL_SECTION) and before not in (
            u"人户次总件指系项个倍天岁票分笔台辆点期多少无以网线路地身史会早晚函參参变戶總項個歲筆輛點無網線會變")
    if word.roles2 & ROLE2_SIGN:
        # 担负, 胜负, 正负
        return leads_to_number(window, end) and before not in u"担背肩抱辜自胜身正欠擔勝"
    if word.length > 1:
        return word.value == 0 or behind not in u"年个個天小时時辈輩百"      # 过半, not 再过半年
    if after == AFTER_UNIT:
        # 三年半, 一个半小时, not 三家半导体企业
        return class_in(window, end) != CHAR_OTHER or behind in u"的小月多左以后後前之来來内內了时時钟鐘"
    return after == AFTER_NUMBER or behind in u"个個小天年里斤吨噸亩畝折成百"


cdef inline bint numeral_may_begin(Automaton lexicon, const Window* window, const Word* word, uint32_t start,
                                   uint32_t end, int after) noexcept nogil:
    """Whether a word may begin with a numeral there, or the numeral must be read as a number."""
    if word.roles2 & ROLE2_SIGN:
        return True      # 零下5℃～零下3℃
    if after == AFTER_LEAD or continues_number(lexicon, window, word, end) or char_in(window, start - 1) == u"翻":
        return False
    if after == AFTER_NUMBER:
        # 3千瓦; 三千两百 against 三千两
        return word.roles & ROLE_UNIT and not (word.length == 1 and class_in(window, end) == CHAR_NUMERAL)
    if after == AFTER_UNIT:
        # 五元三毛; 十二点三元, where 点 was taken for a unit
        return char_in(window, start + 1) not in u"毛角" and not (
            char_in(window, start - 1) in u"点點" and class_in(window, start - 2) == CHAR_NUMERAL)
    return True


cdef bint may_stand(Automaton lexicon, const Window* window, const Word* word, uint32_t start, uint32_t end, int after,
                    bint edge) noexcept nogil:
    """Whether the word is a word there, by its neighbours."""
    cdef uint8_t first = class_in(window, start)
    if first == CHAR_LATIN:
        if class_in(window, start - 1) == CHAR_LATIN:
            return False
        if class_in(window, end) == CHAR_LATIN and class_in(window, end - 1) == CHAR_LATIN:
            return False
    if first == CHAR_NUMERAL and not numeral_may_begin(lexicon, window, word, start, end, after):
        return False
    if after == AFTER_LEAD:
        after = AFTER_NOTHING
    if after == AFTER_NUMBER:
        if word.roles & (ROLE_UNIT | ROLE_BOUND_INSIDE) or word.roles2 & (ROLE2_POINT | ROLE2_FRACTION):
            return True
    elif after == AFTER_UNIT:
        if word.roles & ROLE_BOUND_INSIDE:
            return True
    if word.roles2 & (ROLE2_HALF | ROLE2_SIGN | ROLE2_VAGUE):
        return special_may_stand(lexicon, window, word, start, end, after)
    if word.roles2 & ROLE2_UNIT_ONLY:
        # A currency sign may stand in front: $6.12亿.
        return (first == CHAR_MARK or first == CHAR_LATIN) and class_in(window, end) == CHAR_DIGIT
    if after and first == CHAR_DASH:
        return False      # ~ between two numbers joins them; only before one it means about
    if word.roles2 & ROLE2_TIGHT or word.roles2 & ROLE2_ORDER:
        return leads_to_number(window, end) or edge and word.roles2 & ROLE2_EDGE
    return edge or not word.roles2 & ROLE2_EDGE


cdef inline bint stands_alone(const Window* window, uint32_t place, bint edge) noexcept nogil:
    """Whether a character that is not rough is a word by itself, no number being in front of it. What `may_stand`
    says, without a branch for each question."""
    cdef uint64_t mark = window.marks[place], stands = TRAIT_EASY
    stands |= TRAIT_EDGE * <uint64_t> edge
    stands |= TRAIT_TIGHT * <uint64_t> leads_to_number(window, place + 1)
    return (mark & stands) != 0


cdef bint yields_to_unit(Automaton lexicon, uint16_t shorter, uint16_t longer) noexcept nogil:
    """Whether a longer word gives way to a unit that begins it behind a number: 2010|年|产粮, 8|日|前, 10|所|以上.

    A noun or verb (科技人员 behind 3, 回购 behind 20亿) and the end of a period (2010年底) do not.
    """
    cdef const Word* word = &lexicon.words[longer]
    if not lexicon.words[shorter].roles & ROLE_UNIT or word.roles & (ROLE_UNIT | ROLE_BOUND_INSIDE):
        return False
    if word.roles & ROLE_TIME:
        return word.grain not in (GRAIN_START, GRAIN_END)
    if lexicon.units[lexicon.words[shorter].unit].dimension == DIMENSION_TIME:
        return True
    return not (word.roles2 & (ROLE2_HEAD | ROLE2_COUNTED | ROLE2_ACT | ROLE2_FRACTION) or word.roles & ROLE_MAKE)


cdef uint32_t unit_end(Automaton lexicon, const Window* window, uint32_t start) noexcept nogil:
    """The end of the longest unit that begins there; `start`: there is none."""
    cdef uint32_t place = start, at, end = start
    cdef uint64_t cell = window.marks[start]
    cdef uint16_t letter
    if lexicon.words[lexicon.singles[window.letters[start]]].roles & ROLE_UNIT:
        end = start + 1
    while cell >> 16 and place < start + LONGEST - 1:
        place += 1
        if lexicon.words[word_of(cell)].roles & ROLE_UNIT:
            end = place + 1
        letter = window.letters[place + 1]
        at = base_of(cell) + letter
        if lexicon.checks[at] != letter:
            break
        cell = lexicon.cells[at]
    return end


cdef uint32_t choose(Automaton lexicon, const Window* window, uint32_t start, int after, bint edge,
                     uint16_t* chosen) noexcept nogil:
    """The end of the longest word that may stand at `start`, and that word; `start`: there is none."""
    cdef uint16_t[LONGEST] words      # by length - 1
    cdef uint32_t count = 0, length, at, best = 0
    cdef uint64_t cell = window.marks[start]
    cdef uint16_t letter
    words[0] = lexicon.singles[window.letters[start]]
    while cell >> 16 and count < LONGEST - 1:
        count += 1
        words[count] = word_of(cell)
        letter = window.letters[start + count + 1]
        at = base_of(cell) + letter
        if lexicon.checks[at] != letter:
            break
        cell = lexicon.cells[at]
    if after == AFTER_NUMBER:
        for length in range(1, count + 2):
            if words[length - 1] and may_stand(lexicon, window, &lexicon.words[words[length - 1]], start,
                    start + length,
                                               after, edge) and not (
                    best and (yields_to_unit(lexicon, words[best - 1], words[length - 1])
                              or best == 1 and char_in(window, start) in u"多余餘")):      # 400多|次, no 多次
                best = length
    else:
        for length in range(count + 1, 0, -1):
            if words[length - 1] and may_stand(lexicon, window, &lexicon.words[words[length - 1]], start,
                    start + length,
                                               after, edge):
                best = length
                break
        if best and class_in(window, start) == CHAR_NUMERAL and unit_end(lexicon, window, start + 1) > start + best:
            return start      # 十|分钟, 四|平方公里, though 十分 and 四平 are words
    if best:
        chosen[0] = words[best - 1]
    return start + best


cdef inline int behind_word(const Word* word, int after) noexcept nogil:
    """AFTER_* behind a word that is not easy."""
    if word.roles2 & (ROLE2_FRACTION | ROLE2_PARTS | ROLE2_ORDER | ROLE2_SIGN):
        return AFTER_LEAD
    if word.roles2 & ROLE2_HALF:
        return AFTER_NUMBER
    if after == AFTER_LEAD:
        after = AFTER_NOTHING
    if after:
        if word.roles & ROLE_UNIT:
            return AFTER_UNIT
        if word.roles & ROLE_BOUND_INSIDE or word.roles2 & ROLE2_POINT:
            return AFTER_NUMBER
    # 每|平方米, but 每吨|分别
    return AFTER_NUMBER if word.roles2 & ROLE2_PER and word.length == 1 else AFTER_NOTHING


cdef inline uint32_t digits_end(const Window* window, uint32_t place) noexcept nogil:
    """The end of the digits from there; 0 where there are very many or a number goes on behind them."""
    cdef uint32_t limit = place + AHEAD - 2
    while place < limit and class_in(window, place) == CHAR_DIGIT:
        place += 1
    return 0 if place == limit or class_in(window, place) in (CHAR_COMMA, CHAR_DOT) else place


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
                    and (not wide or (char_at(text, at - 1) > 0x7f and char_at(text, at + 1) > 0x7f)
                         or class_at(lexicon, text, at + 4) == CHAR_NUMERAL
                         or class_at(lexicon, text, at + 4) in (CHAR_COMMA, CHAR_DOT)
                         and class_at(lexicon, text, at + 5) == CHAR_DIGIT)):
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


cdef uint32_t blank_end(Automaton lexicon, const Text* text, uint32_t start, uint8_t* kind,
                        uint8_t* sign) noexcept nogil:
    """The end of the blanks and breaks from `start`: one TOKEN_BREAK, its `sign` counting the breaks, where there is
    any; else a TOKEN_SPACE, its `sign` CHAR_TAB where there is a tab."""
    cdef uint32_t at = start
    cdef uint8_t found
    kind[0] = TOKEN_SPACE
    sign[0] = 0
    while at < text.length:
        found = class_at(lexicon, text, at)
        if found == CHAR_BREAK:
            if kind[0] != TOKEN_BREAK:
                kind[0] = TOKEN_BREAK
                sign[0] = 0
            if sign[0] < 255:
                sign[0] += 1
        elif found == CHAR_TAB:
            if kind[0] == TOKEN_SPACE:
                sign[0] = CHAR_TAB
        elif found != CHAR_SPACE:
            break
        at += 1
    return at


cdef inline Token* write(Token* token, uint8_t kind, uint8_t sign, uint16_t word, uint32_t start,
                         uint32_t end) noexcept nogil:
    """Fill in a token; the place of the next."""
    token.kind = kind
    token.sign = sign
    token.word = word
    token.start = start
    token.end = end
    return token + 1


cdef struct Walk:             # where the lexer stands
    Token* next               # the place of the next token
    Token* first              # of all tokens
    uint32_t run              # where the content began that is not yet in a token
    int after                 # AFTER_*


cdef uint32_t read_sign(Automaton lexicon, const Text* text, const Window* window, uint32_t origin, uint32_t place,
                        uint8_t class_, Walk* walk) noexcept nogil:
    """Write the token of what is neither word nor content; its end."""
    cdef uint32_t at = origin + place, end = at + 1
    cdef int was = walk.after
    cdef uint8_t kind, sign = 0
    walk.after = AFTER_NOTHING
    if class_ > CHAR_BREAK and class_ != CHAR_TAB:
        if was == AFTER_UNIT:
            if class_ == CHAR_SLASH:
                walk.after = AFTER_NUMBER
            elif class_ == CHAR_DASH:
                walk.after = AFTER_LEAD      # 1元-二元
        walk.next = write(walk.next, TOKEN_SIGN, class_, 0, at, end)
    elif class_ == CHAR_DIGIT:
        place = digits_end(window, place)
        if place:
            end = origin + place
        else:
            end = number_end(lexicon, text, at, &sign)
        walk.after = AFTER_NUMBER
        walk.next = write(walk.next, TOKEN_NUMBER, sign, 0, at, end)
    elif class_ == CHAR_NUMERAL:
        # One character at a time: a unit such as 千瓦 may begin at the next.
        walk.after = AFTER_NUMBER
        end += is_formal_three(text, at + 1)
        if at and is_formal_three(text, at - 1) and walk.next > walk.first and walk.next[-1].kind == TOKEN_TEXT:
            at -= 1      # it ended the content before
            walk.next[-1].end = at
            walk.next -= walk.next[-1].start == at
        if was == AFTER_NUMBER and walk.next > walk.first and walk.next[-1].kind == TOKEN_NUMERAL:
            walk.next[-1].end = end
        else:
            walk.next = write(walk.next, TOKEN_NUMERAL, 0, 0, at, end)
    elif class_ == CHAR_LATIN:
        while class_at(lexicon, text, end) == CHAR_LATIN:
            end += 1
        walk.next = write(walk.next, TOKEN_LATIN, 0, 0, at, end)
        if was == AFTER_NUMBER and end == at + 1 and (char_at(text, at) in u"kKwｋＫ" or (
                walk.next[-2].sign and char_at(text, at) in u"MGＭＧ")):
            walk.after = AFTER_NUMBER      # 15k元, 1.2M吨; 5G is no magnitude
    else:
        end = blank_end(lexicon, text, at, &kind, &sign)
        if kind == TOKEN_SPACE and sign != CHAR_TAB and end - at == 1 and was == AFTER_NUMBER:
            walk.after = AFTER_NUMBER
        walk.next = write(walk.next, kind, sign, 0, at, end)
    return end


cdef uint32_t walk_window(Automaton lexicon, Scan scan, const Window* window, uint32_t at, Walk* walk) noexcept nogil:
    """Write the tokens that begin in the window, which shows the text from `at` on; the end of the last."""
    cdef uint32_t origin = at - 2, stop = min(scan.text.length - at, <uint32_t> SIZE) + 2, place = 2, end
    cdef uint32_t simplified = 0, traditional = 0
    cdef uint64_t mark
    cdef uint16_t word = 0
    cdef uint8_t class_
    while place < stop:
        mark = window.marks[place]
        end = place
        if mark >> 16:
            word = word_of(mark)
            if mark >> 32 == <uint64_t> CELL_EASY << 24 and walk.after != AFTER_NUMBER:
                end = place + 2
                walk.after = AFTER_NOTHING
            else:
                end = choose(lexicon, window, place, walk.after, walk.run == origin + place, &word)
                if end > place:
                    walk.after = behind_word(&lexicon.words[word], walk.after)
        elif walk.after or mark & TRAIT_ROUGH:
            if mark & TRAIT_WORD:
                if walk.after == AFTER_NUMBER and parted_end(window, place) > place:
                    end = parted_end(window, place)
                    word = lexicon.fraction
                else:
                    end = choose(lexicon, window, place, walk.after, walk.run == origin + place, &word)
                if end > place:
                    walk.after = behind_word(&lexicon.words[word], walk.after)
        elif stands_alone(window, place, walk.run == origin + place):
            word = lexicon.singles[window.letters[place]]
            end = place + 1
        class_ = mark & TRAIT_CLASS
        if end == place and class_ == CHAR_OTHER:
            simplified += mark // TRAIT_SIMPLIFIED & 1
            traditional += mark // TRAIT_TRADITIONAL & 1
            place += 1
            walk.after = AFTER_NOTHING
            continue
        # Written always and kept where there is content: a branch here would be guessed wrong too often.
        write(walk.next, TOKEN_TEXT, 0, 0, walk.run, origin + place)
        walk.next += walk.run < origin + place
        if end > place:
            walk.next = write(walk.next, TOKEN_WORD, 0, word, origin + place, origin + end)
            place = end
        else:
            place = read_sign(lexicon, &scan.text, window, origin, place, class_, walk) - origin
        walk.run = origin + place
    scan.simplified += simplified
    scan.traditional += traditional
    return origin + place


cdef int lex(Automaton lexicon, Scan scan) except -1 nogil:
    """Fill scan.tokens."""
    cdef Window window
    cdef Walk walk
    cdef uint32_t at = 0
    walk.run = 0
    walk.after = AFTER_NOTHING
    # Reports have about a token for two characters; growing to that by and by would copy them all.
    make_token_room(scan, scan.text.length // 2 + SIZE)
    while at < scan.text.length:
        # A token begins in the window, or is content that began before it and ends there.
        make_token_room(scan, SIZE + 3)
        walk.first = scan.tokens
        walk.next = scan.tokens + scan.token_count
        look(lexicon, &scan.text, at, &window)
        at = walk_window(lexicon, scan, &window, at, &walk)
        scan.token_count = <uint32_t> (walk.next - walk.first)
    make_token_room(scan, 1)
    if walk.run < at:
        write(scan.tokens + scan.token_count, TOKEN_TEXT, 0, 0, walk.run, at)
        scan.token_count += 1
    return 0
