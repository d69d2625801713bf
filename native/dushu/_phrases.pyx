"""Stage 7, first half: the phrases around a figure.

In: tokens and the place of a figure. Out: what stands before it in its clause (verbs, directions, bases, the phrase
that names what is measured) and the phrase behind it. Cost: bounded by the clause, and by REACH tokens at most, so
a text of one endless clause stays linear. Nothing is allocated.

A clause is read from the figure to the left. First come the words that say how the figure is meant (同比, 增长,
达到, 分别 …), then the phrase that names what is measured: 电诈全口径刑事警情数|同比|下降|11.11%.
"""
from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memset

from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    LOOK = 160            # tokens that a look to either side takes in at most

cdef enum:
    CONTENT = ROLE2_HEAD | ROLE2_COUNTED | ROLE2_ABSTRACT | ROLE2_PLACE_NOUN | ROLE2_IDIOM | ROLE2_NAME


cdef bint ends_clause(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token ends a clause: a comma or a stronger sign, a break, a bar."""
    cdef uint8_t sign = sign_at(scan, index)
    return sign in (CHAR_COMMA, CHAR_SEMICOLON, CHAR_STOP, CHAR_COLON, CHAR_BAR) or kind_at(scan, index) == TOKEN_BREAK


cdef inline Py_UCS4 first_char(Scan scan, uint32_t index) noexcept nogil:
    return char_at(&scan.text, scan.tokens[index].start) if index < scan.token_count else 0


cdef inline Py_UCS4 last_char(Scan scan, uint32_t index) noexcept nogil:
    return char_at(&scan.text, scan.tokens[index].end - 1)


cdef inline uint32_t length_of(Scan scan, uint32_t index) noexcept nogil:
    return scan.tokens[index].end - scan.tokens[index].start


cdef inline uint8_t figure_kind(Scan scan, uint32_t index) noexcept nogil:
    """KIND_* of the quantity that covers the token; 255: none does."""
    cdef int owner = scan.owners[index]
    return scan.quantities[owner].kind if owner >= 0 else 255


cdef bint is_time(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the token belongs to an expression of time: 2024年, 第三季度, 上半年."""
    cdef int owner = scan.owners[index] if index < scan.token_count else -1
    if owner >= 0:
        if scan.quantities[owner].flags & QUANTITY_ADVERBIAL:
            return True
        return scan.quantities[owner].kind == KIND_DATE or scan.quantities[owner].kind == KIND_ORDINAL and (
            lexicon.units[scan.quantities[owner].unit].dimension == DIMENSION_TIME)
    if kind_at(scan, index) == TOKEN_TEXT and index and length_of(scan, index) == 1 and first_char(scan, index) in u"末底初":
        return is_time(lexicon, scan, index - 1)
    return word_at(lexicon, scan, index).roles & ROLE_TIME and not word_at(lexicon, scan, index).roles2 & CONTENT


cdef uint32_t opening(Scan scan, uint32_t index, uint32_t limit) noexcept nogil:
    """The opening bracket of the closing one at `index`; `index` where it is not found from `limit` on."""
    cdef uint32_t at = index, depth = 0, steps
    for steps in range(LOOK):
        if sign_at(scan, at) == CHAR_CLOSE:
            depth += 1
        elif sign_at(scan, at) == CHAR_OPEN:
            depth -= 1
            if depth == 0:
                return at
        if at <= limit:
            break
        at -= 1
    return index


cdef uint32_t closing(Scan scan, uint32_t index, uint32_t limit) noexcept nogil:
    """The closing bracket of the opening one at `index`; `index` where it is not found before `limit`."""
    cdef uint32_t at, depth = 0
    for at in range(index, min(limit, index + LOOK)):
        if sign_at(scan, at) == CHAR_OPEN:
            depth += 1
        elif sign_at(scan, at) == CHAR_CLOSE:
            depth -= 1
            if depth == 0:
                return at
    return index


cdef bint is_content(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the token can be part of a name: free text, Latin letters, a noun or an idiom."""
    cdef uint8_t kind = kind_at(scan, index)
    cdef const Word* word
    if index >= scan.token_count:
        return False
    if kind == TOKEN_TEXT or kind == TOKEN_LATIN:
        return True
    if scan.owners[index] >= 0:
        if scan.quantities[scan.owners[index]].flags & QUANTITY_CLASS:
            return True
        return scan.quantities[scan.owners[index]].kind in (KIND_ORDINAL, KIND_IDENTIFIER, KIND_NAME) and not is_time(
            lexicon, scan, index)
    if kind != TOKEN_WORD:
        return kind == TOKEN_NUMERAL
    word = word_at(lexicon, scan, index)
    if word.roles2 & CONTENT:
        return True
    if word.roles & ROLE_MAKE or word.roles2 & (ROLE2_ACT | ROLE2_ADJECTIVE):
        return True
    if word.roles & ROLE_SHARE:
        return names_share(scan, index)
    return word.roles & ~<uint32_t> (ROLE_SCOPE | ROLE_UNIT | ROLE_RATE) == 0 and not word.roles2 & (
        ROLE2_MARKER | ROLE2_RANGE | ROLE2_PER | ROLE2_TOTAL | ROLE2_SETS | ROLE2_GAP)


cdef bint names_share(Scan scan, uint32_t index) noexcept nogil:
    """Whether a word of sharing is a noun (比重, 市场份额) and not the verb 占."""
    return first_char(scan, index) not in u"占佔约約大构構"


cdef bint is_conjunction(Scan scan, uint32_t index) noexcept nogil:
    """和, 与, 及, 以及: between two nouns they join, and only before 相比 they open a comparison."""
    if index >= scan.token_count or length_of(scan, index) > 2:
        return False
    return first_char(scan, index) in u"和与與同跟及" if length_of(scan, index) == 1 else (
        first_char(scan, index) == u"以" and last_char(scan, index) == u"及")


cdef uint8_t basis_of(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The basis that a stated comparand [first, last) makes; BASIS_NONE where it holds no time."""
    cdef uint32_t index
    cdef uint8_t basis = BASIS_NONE
    cdef const Word* word
    for index in range(first, last):
        if figure_kind(scan, index) == KIND_ORDINAL and basis == BASIS_NONE:
            basis = BASIS_BASE
        word = word_at(lexicon, scan, index)
        if word.roles & ROLE_TIME or word.roles & ROLE_BASIS_CLOSE:
            if word.grain == GRAIN_YEAR and word.value == -1 or word.grain == GRAIN_SAME or (
                    word.roles & ROLE_BASIS_CLOSE and first_char(scan, index) == u"同"):
                if basis != BASIS_BASE or word.grain == GRAIN_SAME or not word.roles & ROLE_TIME:
                    basis = BASIS_YOY
            elif word.grain in (GRAIN_MONTH, GRAIN_QUARTER, GRAIN_WEEK, GRAIN_DAY, GRAIN_TEN_DAYS) and word.value == -1:
                basis = BASIS_SEQUENTIAL
            elif word.grain in (GRAIN_START, GRAIN_END):
                basis = BASIS_BASE
            elif basis == BASIS_NONE and word.roles & ROLE_TIME:
                basis = BASIS_BASE
        elif is_time(lexicon, scan, index) and basis == BASIS_NONE:
            basis = BASIS_BASE
        elif first_char(scan, index) in u"底末初" and kind_at(scan, index) == TOKEN_TEXT and basis:
            basis = BASIS_BASE
    return basis


cdef uint32_t comparison(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil:
    """Read a comparand that ends at `index` and return where its opening word stands; `index`: there is none.

    Sets what it makes of the figure: 比一季度|提高 a basis, 高于全国增幅|3.77个百分点 a gap, 占投资的|33.1% a share,
    位列三县两区|第一 a scope.
    """
    cdef uint32_t at = index, steps
    cdef bint closed = False
    cdef const Word* word
    for steps in range(24):
        if at <= zone:
            break
        at -= 1
        if sign_at(scan, at) == CHAR_CLOSE:
            at = opening(scan, at, zone)
            continue
        if ends_clause(scan, at) or sign_at(scan, at) == CHAR_OPEN:
            break
        word = word_at(lexicon, scan, at)
        if word.roles & ROLE_BASIS_CLOSE:
            if first_char(scan, at) == u"相" and is_time(lexicon, scan, at + 1):
                left.against_first, left.against_last = at + 1, index
                if not left.basis:
                    left.basis = basis_of(lexicon, scan, at + 1, index)
                return at      # 相比一季度末|提高
            closed = True
        if word.roles2 & CONTENT:
            continue
        if word.roles & ROLE_BASIS and (left.change or left.compare):
            left.against_first, left.against_last = at, index
            if not left.basis:
                left.basis = word.basis
            return at      # 比前一周日均|高
        if word.roles & ROLE_BASIS_OPEN:
            if is_conjunction(scan, at):
                if not closed:
                    continue
            elif not (left.change or left.compare or left.rate or closed):
                break
            left.against_first, left.against_last = at + 1, index
            if not left.basis:
                left.basis = basis_of(lexicon, scan, at + 1, index)
            return at
        if word.roles & ROLE_SHARE and not left.change and not left.arrive:
            left.share = True
            left.against_first, left.against_last = at + 1, index
            return at
        if word.roles & ROLE_COMPARE and word.length > 1 and not left.change:
            if index - 2 > at and first_char(scan, index - 2) == u"的" and last_char(scan, index - 1) not in u"平均":
                break      # 好于三类的比例: a name that holds a comparison
            left.compare = True
            if not left.direction:
                left.direction = word.direction
            left.against_first, left.against_last = at + 1, index
            if not left.basis:
                left.basis = basis_of(lexicon, scan, at + 1, index)
            return at
        if word.roles & ROLE_RANK and left.rank:
            left.scope_first, left.scope_last = at + 1, index
            return at
        if word.roles & (ROLE_CHANGE | ROLE_ARRIVE | ROLE_CONNECTIVE | ROLE_SAY | ROLE_REACH) and not left.rank and (
                first_char(scan, at) != u"累"):
            break
    return index


cdef uint32_t compared(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil:
    """Read 高于全国增幅 before a figure: a rate that is only what something else is held against."""
    cdef uint32_t at = index, steps
    cdef const Word* word
    for steps in range(10):
        if at <= zone:
            break
        at -= 1
        word = word_at(lexicon, scan, at)
        if ends_clause(scan, at) or word.roles & (ROLE_CHANGE | ROLE_ARRIVE | ROLE_REACH | ROLE_CONNECTIVE):
            break
        if word.roles & ROLE_COMPARE and word.length > 1:
            left.compare = True
            left.direction = word.direction
            left.against_first, left.against_last = at + 1, index
            return at
    return index


cdef bint promises(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a word of status promises something: 将 before a verb, 计划 before a verb or figure; not the 计划 that
    is fulfilled (完成计划的82%), nor the 将 that takes an object (将17户企业认定为)."""
    cdef const Word* next = word_at(lexicon, scan, index + 1)
    if first_char(scan, index) in u"将將" and length_of(scan, index) == 1:
        if kind_at(scan, index + 1) == TOKEN_TEXT:
            return first_char(scan, index + 1) in u"为為于於在由从從向对對以被有"
        return next.roles2 & ROLE2_ACT or is_time(lexicon, scan, index + 1) or next.roles & (
            ROLE_ADVERB | ROLE_CARRY | ROLE_MAKE | ROLE_STOP | ROLE_CHANGE | ROLE_ARRIVE | ROLE_REACH
            | ROLE_PREPOSITION | ROLE_STATUS) != 0
    if last_char(scan, index) in u"标標划劃期测測务務":
        if kind_at(scan, index + 1) == TOKEN_TEXT and first_char(scan, index + 1) in u"会會将將可":
            return True
        # These are nouns as well: they promise only before a verb, a time or a figure.
        if index and word_at(lexicon, scan, index - 1).roles & (ROLE_CARRY | ROLE_SHARE):
            return False
        if index and is_content(lexicon, scan, index - 1) and next.roles & ROLE_REACH:
            return False      # 卖地计划|共有28幅
        return (next.roles & (ROLE_REACH | ROLE_CARRY | ROLE_MAKE | ROLE_CHANGE | ROLE_ARRIVE | ROLE_ADVERB) != 0
                or next.roles2 & ROLE2_ACT or sign_at(scan, index + 1) == CHAR_COLON
                or index + 1 < scan.token_count and scan.owners[index + 1] >= 0 or is_time(lexicon, scan, index + 1))
    return True


cdef bint names_target(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index) noexcept nogil:
    """Whether a phrase that ends at `index` ends in 目标, 计划 …, as a noun."""
    return index > zone and last_char(scan, index - 1) in u"标標划劃务務" and (
        not word_at(lexicon, scan, index - 1).roles & ROLE_STATUS or not promises(lexicon, scan, index - 1))


cdef uint32_t read_words(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil:
    """Read the words that say how a figure is meant, from `index` to the left; where the phrase before them ends."""
    cdef uint32_t at = index, opened, steps
    cdef const Word* word
    cdef bint closest
    for steps in range(LOOK):
        if at <= zone:
            break
        closest = at == index
        word = word_at(lexicon, scan, at - 1)
        if kind_at(scan, at - 1) == TOKEN_SPACE:
            at -= 1
            continue
        if sign_at(scan, at - 1) == CHAR_CLOSE:
            opened = opening(scan, at - 1, zone)
            if opened == at - 1:
                break
            at = opened
            continue
        if is_time(lexicon, scan, at - 1):
            opened = comparison(lexicon, scan, zone, at, left)
            at = opened if opened < at else at - 1
            continue
        if word.roles & ROLE_BASIS:
            if not left.basis:
                left.basis = word.basis
            at -= 1
            if at > zone and figure_kind(scan, at - 1) == KIND_ORDINAL:
                # 与上届同比: what 同比 is said of is named, and is no year
                opened = comparison(lexicon, scan, zone, at, left)
            continue
        if word.roles & ROLE_CHANGE and not (word.roles2 & CONTENT):
            if left.change and not left.rate:
                break
            if not left.arrive and not left.change:
                left.change = True
                left.change_at = at - 1
                left.direction = word.direction
                if not left.basis:
                    left.basis = word.basis
            at -= 1
            continue
        if word.roles & ROLE_ARRIVE:
            if not left.change and not left.arrive:
                left.arrive = True
                left.direction = word.direction
            at -= 1
            continue
        if word.roles & ROLE_RATE:
            if left.compare:
                opened = comparison(lexicon, scan, zone, at, left)      # 比同期增速|高
                if opened == at:
                    break
                at = opened
                continue
            if left.change or left.rate:
                break
            opened = compared(lexicon, scan, zone, at, left)
            if opened < at:
                at = opened
                continue
            left.rate = word.direction
            left.change_at = at - 1
            if not left.basis:
                left.basis = word.basis
            at -= 1
            continue
        if word.roles & ROLE_COMPARE and not (word.roles2 & CONTENT):
            if not left.change and (word.length == 1 or not word.roles & ROLE_BOUND_BEFORE):
                left.compare = True
                if not left.direction:
                    left.direction = word.direction
            at -= 1
            continue
        if word.roles2 & ROLE2_GAP and not word.roles2 & CONTENT:
            left.compare = True
            at -= 1
            continue
        if word.roles & ROLE_SHARE:
            if left.change or left.arrive:
                break
            left.share = True
            at -= 1
            continue
        if word.roles & ROLE_STREAK:
            left.streak = True
            at -= 1
            continue
        if word.roles & ROLE_RANK and left.rank:
            at -= 1
            continue
        if word.roles & ROLE_SCOPE and left.rank and left.scope_first == left.scope_last:
            left.scope_first, left.scope_last = at - 1, at
            at -= 1
            continue
        if word.roles & ROLE_LIST:
            left.listed = True
            if word.roles & ROLE_REACH:
                left.reach = True
            at -= 1
            continue
        if closest and word.roles & ROLE_MAKE | word.roles2 & ROLE2_ACT:
            left.makes = True
            break
        if is_content(lexicon, scan, at - 1) and not word.roles & ROLE_RATE or sign_at(scan, at - 1) == CHAR_QUOTE_CLOSE:
            opened = comparison(lexicon, scan, zone, at, left)
            if opened == at:
                break
            at = opened
            continue
        if word.roles & ROLE_REACH:
            if last_char(scan, at - 1) == u"有":
                left.has = True
            else:
                left.reach = True
            at -= 1
            continue
        if word.roles & ROLE_STATUS:
            if names_target(lexicon, scan, zone, at):
                break
            if promises(lexicon, scan, at - 1):
                left.status = word.status
            at -= 1
            continue
        if word.roles & ROLE_CARRY:
            at -= 1
            continue
        if word.roles & (ROLE_ADVERB | ROLE_PARTICLE | ROLE_BOUND_BEFORE) or (
                word.roles2 & (ROLE2_TOTAL | ROLE2_SETS | ROLE2_RANGE | ROLE2_ADJECTIVE | ROLE2_PER)):
            if word.roles2 & ROLE2_RANGE and closest:
                left.to = True
            if word.roles & ROLE_PARTICLE and closest and first_char(scan, at - 1) == u"的":
                left.of = True
            at -= 1
            continue
        if word.roles & ROLE_MAKE:
            left.makes = True
            break
        if word.roles & ROLE_STOP:
            left.stopped = True
            break
        if word.roles & (ROLE_BASIS_OPEN | ROLE_BASIS_CLOSE):
            opened = comparison(lexicon, scan, zone, at, left)
            if opened == at:
                if is_conjunction(scan, at - 1) or word_at(lexicon, scan, at).roles & ROLE_REACH or closest:
                    break      # A与B; a noun: 三次产业比为
                at -= 1
            else:
                at = opened
            continue
        if word.roles & ROLE_PRONOUN and first_char(scan, at - 1) in u"数數" and at - 1 > zone and is_content(lexicon, scan, at - 2):
            at -= 1      # 汽车产销量数字
            continue
        if word.roles & ROLE_CONNECTIVE and closest and at - 1 > zone and (
                word_at(lexicon, scan, at - 2).roles & ROLE_MAKE or word_at(lexicon, scan, at - 2).roles2 & ROLE2_ACT):
            left.makes = True      # 通过其中|24件
            break
        if word.roles & ROLE_PREPOSITION and closest:
            at -= 1
            continue
        break
    return at


cdef bint stops_phrase(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the token stands before a phrase and is no part of it."""
    cdef const Word* word = word_at(lexicon, scan, index)
    cdef uint8_t sign = sign_at(scan, index)
    if ends_clause(scan, index) or sign == CHAR_OPEN or is_time(lexicon, scan, index):
        return True
    if word.roles2 & CONTENT or is_conjunction(scan, index):
        return False
    if word.roles & ROLE_ADVERB:
        # Before a noun it is part of the name (基本|养老金), before a verb it belongs to the verb.
        return not (kind_at(scan, index + 1) == TOKEN_TEXT or word_at(lexicon, scan, index + 1).roles2 & CONTENT) or (
            word.length == 1)
    if word.roles & ROLE_PRONOUN:
        return first_char(scan, index) != u"各"
    if first_char(scan, index) == u"累" and word.length == 2 and is_content(lexicon, scan, index + 1) and index and (
            is_content(lexicon, scan, index - 1) or is_conjunction(scan, index - 1)):
        return False      # 资金|累计|结余
    if word.roles & ROLE_STATUS:
        return first_char(scan, index) in u"将將" or promises(lexicon, scan, index)
    if word.roles & ROLE_SHARE:
        return not names_share(scan, index)
    if word.roles & ROLE_SAY and (sign_at(scan, index + 1) == CHAR_PAUSE or is_conjunction(scan, index + 1)):
        return False      # 法律解释、决定草案: a noun
    if word.roles & (ROLE_TIME | ROLE_CONNECTIVE | ROLE_SAY | ROLE_BASIS | ROLE_BASIS_OPEN | ROLE_LIST
                     | ROLE_REACH | ROLE_STREAK | ROLE_RANK | ROLE_STOP | ROLE_ARRIVE | ROLE_FROM
                     | ROLE_BOUND_BEFORE):
        return True
    return (word.roles2 & (ROLE2_TOTAL | ROLE2_MARKER)) != 0


cdef Phrase cut_phrase(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The phrase of the tokens [first, last) without what is no part of a name at its ends."""
    cdef Phrase phrase
    cdef uint32_t opened
    cdef const Word* word
    while first < last:
        word = word_at(lexicon, scan, first)
        if word.roles & ROLE_SCOPE and first + 1 < last and first_char(scan, first) in u"我本" and kind_at(scan, first) == TOKEN_WORD:
            first += 1      # 我国, 本市: the speaker's own place
            continue
        if kind_at(scan, first) == TOKEN_SPACE or (word.roles & ROLE_PARTICLE and not word.roles2 & CONTENT) or (
                sign_at(scan, first) in (CHAR_PAUSE, CHAR_DASH, CHAR_BULLET, CHAR_QUOTE_CLOSE, CHAR_CLOSE, CHAR_MARK)) or (
                is_conjunction(scan, first)):
            first += 1
            continue
        break
    while first < last:
        word = word_at(lexicon, scan, last - 1)
        if kind_at(scan, last - 1) == TOKEN_SPACE or (word.roles & ROLE_PARTICLE and not word.roles2 & CONTENT) or (
                sign_at(scan, last - 1) in (CHAR_PAUSE, CHAR_DASH, CHAR_MARK, CHAR_QUOTE_OPEN)) or is_conjunction(scan, last - 1):
            last -= 1
            continue
        if sign_at(scan, last - 1) == CHAR_CLOSE:
            opened = opening(scan, last - 1, first)
            if opened > first and opened < last - 1:
                last = opened
                continue
        break
    phrase.first, phrase.last = first, last
    phrase.start = scan.tokens[first].start if first < last else 0
    phrase.end = scan.tokens[last - 1].end if first < last else 0
    return phrase


cdef Phrase phrase_before(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil:
    """The phrase that ends at `index` and names what is measured; it does not reach beyond `zone`."""
    cdef uint32_t at = index, first, carry, steps, wide = index
    cdef const Word* word
    cdef bint content = False, relative = False
    cdef Phrase phrase
    for steps in range(LOOK):
        if at <= zone:
            break
        word = word_at(lexicon, scan, at - 1)
        if kind_at(scan, at - 1) == TOKEN_SPACE and content and first_char(scan, at - 1) == u"\u3000":
            break      # an ideographic space parts the clauses of a headline
        if at == index and word.roles & ROLE_BASIS_OPEN and first_char(scan, at - 1) == u"比":
            content = True      # 三次产业比: a noun
            at -= 1
            continue
        if at == index and word.roles & ROLE_SAY and word.length > 1:
            content = True      # 工作报道: a noun
            at -= 1
            continue
        if sign_at(scan, at - 1) == CHAR_CLOSE:
            first = opening(scan, at - 1, zone)
            if first < at - 1:
                at = first
                continue
        if content and scan.tokens[index - 1].end - scan.tokens[at].start == 1 and at == index - 1 and word.length > 1 and (
                first_char(scan, at) in u"率额額量数數值费費金价價税稅") and not is_time(lexicon, scan, at - 1):
            at -= 1      # 扣除|额, 不足|率: any word makes a name with such an ending
            continue
        if word.roles & ROLE_SHARE and content and names_part(lexicon, scan, index):
            at -= 1      # 占全国商品房销售额的|比例
            continue
        if stops_phrase(lexicon, scan, at - 1) and not (relative and word.roles & (ROLE_REACH | ROLE_COMPARE)):
            break
        if first_char(scan, at - 1) == u"的" and word.roles & ROLE_PARTICLE and content:
            relative = True      # 空气质量达到二级标准的|比例
        if word.roles & ROLE_CHANGE and not word.roles2 & CONTENT:
            if content and first_char(scan, at) == u"的" and word_at(lexicon, scan, at).roles & ROLE_PARTICLE:
                at -= 1      # 经济增长的|贡献率
                continue
            if content and (left.change or left.rate):
                left.drives = True      # 拉动GDP增长: both verbs of change belong to the name
                if left.rate and not left.change:
                    left.direction = word.direction
                    left.rate = 0
                left.change = True
                index = left.change_at + 1
                at -= 1
            elif content:
                left.change = left.governs = True
                left.direction = word.direction
            break
        if word.roles & ROLE_CARRY and not word.roles2 & CONTENT:
            if content:
                carry = at - 1
                first = carry
                if left.percent and names_target(lexicon, scan, at, index):
                    left.completes = True
                    at = carry
                    break
                if zone == 0 or scan.owners[zone - 1] < 0 or not is_figure(scan, zone - 1):
                    first = subject_of_verb(lexicon, scan, zone, carry, False)
                    wide = subject_of_verb(lexicon, scan, zone, carry, True)
                if first < carry:
                    at = first
                break
            at -= 1
            index = at
            continue
        if word.roles & ROLE_PREPOSITION and not word.roles2 & CONTENT:
            if first_char(scan, at - 1) in u"对對向" and at - 1 > zone and is_content(lexicon, scan, at - 2):
                at -= 1      # 分公司向重庆市供应天然气
                continue
            if first_char(scan, at - 1) in u"对對":
                at -= 1
            break
        if is_content(lexicon, scan, at - 1):
            content = True
        at -= 1
    if not content:
        phrase.first = phrase.last = phrase.start = phrase.end = 0
        return phrase
    at = take_front(lexicon, scan, zone, at, index)
    left.whole = cut_phrase(lexicon, scan, min(at, wide), index)
    if not left.drives:
        at = shorten(lexicon, scan, at, index)
    phrase = cut_phrase(lexicon, scan, at, index)
    if phrase.end - phrase.start == 1 and kind_at(scan, phrase.first) == TOKEN_TEXT:
        phrase.first = phrase.last = phrase.start = phrase.end = 0      # a scrap, no name
    return phrase


cdef bint names_part(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a phrase that ends at `index` ends in 的比例, 的比重."""
    return index >= 2 and first_char(scan, index - 1) == u"比" and length_of(scan, index - 1) == 2 and (
        first_char(scan, index - 2) == u"的")


cdef uint32_t take_front(Automaton lexicon, Scan scan, uint32_t zone, uint32_t at, uint32_t index) noexcept nogil:
    """Take what stands at once before a short name into it: 累计|销量, 年末|结余."""
    cdef const Word* word
    if at <= zone:
        return at
    word = word_at(lexicon, scan, at - 1)
    if first_char(scan, at - 1) in u"累合总總" and word.length == 2 and word.roles2 & ROLE2_TOTAL and not (
            word_at(lexicon, scan, at).roles & ROLE_MAKE or word_at(lexicon, scan, at).roles2 & ROLE2_ACT):
        return at - 1
    if word.roles & ROLE_TIME and word.grain in (GRAIN_START, GRAIN_END) and scan.tokens[index - 1].end - scan.tokens[at].start <= 3:
        return at - 1
    if word.roles & ROLE_TIME and at == index - 1 and not word_at(lexicon, scan, at).roles & ROLE_RATE and scan.tokens[at].end - scan.tokens[at].start <= 2 and at == zone + 1:
        return at - 1
    return at


cdef uint32_t shorten(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Where a long phrase's name begins: at its verb, behind a long or listed subject (A、B|受理案件), or behind its
    last 的."""
    cdef uint32_t index, verb = last, of = last
    cdef bint listed = False
    cdef uint32_t end = scan.tokens[last - 1].end
    cdef const Word* word
    for index in range(first, last):
        word = word_at(lexicon, scan, index)
        if verb == last:
            if sign_at(scan, index) == CHAR_PAUSE:
                listed = True
            elif word.roles & ROLE_PREPOSITION and not word.roles2 & CONTENT:
                verb = first      # A向B供应C: all of it names the measure
            elif index == first and (word.roles & ROLE_MAKE or word.roles2 & ROLE2_ACT):
                verb = first
            elif index > first and index + 1 < last and word.roles & ROLE_MAKE and not word.roles2 & CONTENT and (
                    last_char(scan, index - 1) != u"等"):
                verb = index
        if first_char(scan, index) == u"的" and word.roles & ROLE_PARTICLE and index + 1 < last:
            of = index + 1
    if first < verb < last and (listed or scan.tokens[verb].start - scan.tokens[first].start > 8):
        first = verb
    if of < last and scan.owners[first] >= 0 and scan.quantities[scan.owners[first]].flags & QUANTITY_CLASS:
        return of      # 200公里以上的|中长距离出游
    if of < last and end - scan.tokens[first].start > 18 and end - scan.tokens[of].start >= 2:
        return of
    return first


cdef inline bint is_figure(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token belongs to a quantity that measures."""
    return figure_kind(scan, index) <= KIND_RANK or figure_kind(scan, index) == KIND_DURATION


cdef uint32_t subject_of_verb(Automaton lexicon, Scan scan, uint32_t zone, uint32_t verb, bint listed) noexcept nogil:
    """Where the subject of a verb begins that belongs to the measure's name (第二产业|实现|增加值); `verb`: it has
    none, or only a place that the figure holds for (全市|实现|地区生产总值)."""
    cdef uint32_t at = verb, steps
    cdef bint named = False
    cdef const Word* word
    for steps in range(LOOK):
        if at <= zone or stops_phrase(lexicon, scan, at - 1):
            break
        word = word_at(lexicon, scan, at - 1)
        if word.roles & (ROLE_CHANGE | ROLE_CARRY | ROLE_PREPOSITION) and not word.roles2 & CONTENT:
            break
        if sign_at(scan, at - 1) == CHAR_PAUSE and not listed:
            return verb      # one of many subjects: A、B等企业|实现|销售额
        if is_content(lexicon, scan, at - 1) and not word.roles & ROLE_SCOPE and not word.roles2 & ROLE2_PLACE_NOUN:
            named = True
        at -= 1
    while at < verb and not is_content(lexicon, scan, at):
        at += 1
    return at if named else verb


cdef int read_left(Automaton lexicon, Scan scan, uint32_t zone, uint32_t clause, uint32_t index, uint8_t kind,
                   Left* left) noexcept nogil:
    """Read what stands between `zone` and a figure at `index`. `left` is filled anew; `clause` is where it begins."""
    cdef uint32_t at
    memset(left, 0, sizeof(Left))
    left.rank = kind == KIND_RANK
    left.percent = kind == KIND_PERCENT
    at = read_words(lexicon, scan, zone, index, left)
    left.subject = phrase_before(lexicon, scan, zone, at, left)
    if left.change or left.arrive or left.reach:
        trim_modal(scan, left, at)
    return 0


cdef int trim_modal(Scan scan, Left* left, uint32_t verb) noexcept nogil:
    """Take 要, 会 … off the end of a subject that a verb follows, for the status that it gives: 能耗要|下降到0.87吨."""
    cdef Phrase* subject = &left.subject
    cdef Py_UCS4 c, before
    if subject.first == subject.last or subject.last != verb or kind_at(scan, verb - 1) != TOKEN_TEXT:
        return 0
    c = last_char(scan, verb - 1)
    before = char_at(&scan.text, subject.end - 2) if subject.end >= 2 else 0
    if c in u"要须須" and before not in u"主重需纲綱摘必":
        left.status = STATUS_TARGET
    elif c in u"会會将將" and before not in u"社协協大机機商工学學委议議集展":
        left.status = STATUS_FORECAST
    else:
        return 0
    subject.end -= 1
    left.whole.end = subject.end
    if subject.end == scan.tokens[verb - 1].start:
        subject.last -= 1
        left.whole.last = subject.last
    if subject.first == subject.last:
        subject.start = subject.end = 0
    return 0


cdef Phrase phrase_behind(Automaton lexicon, Scan scan, uint32_t index, int extent) noexcept nogil:
    """The phrase that begins at `index`: what is counted, what was done, or what the money is for."""
    cdef uint32_t at = index, closed, steps
    cdef const Word* word
    cdef bint content = False, predicate = extent == PREDICATE
    cdef Phrase phrase
    if extent == COUNTED:
        index = at = over_size(lexicon, scan, index)
        at = over_relative(lexicon, scan, at)
        content = at > index
    for steps in range(40):
        if ends_clause(scan, at) or sign_at(scan, at) in (CHAR_PAUSE, CHAR_CLOSE, CHAR_BULLET, CHAR_DASH) or (
                at >= scan.token_count or scan.owners[at] >= 0 and is_figure(scan, at) and figure_kind(scan, at) != KIND_RANK):
            break
        word = word_at(lexicon, scan, at)
        if sign_at(scan, at) == CHAR_OPEN:
            closed = closing(scan, at, scan.token_count)
            if closed == at or not content:
                break
            if not is_content(lexicon, scan, closed + 1):
                break
            at = closed + 1
            continue
        if first_char(scan, at) == u"等" and not word.roles2 & CONTENT:
            break
        if word.roles2 & CONTENT or kind_at(scan, at) in (TOKEN_TEXT, TOKEN_LATIN, TOKEN_SIGN) or (
                scan.owners[at] >= 0 and not is_time(lexicon, scan, at)):
            content = True
            at += 1
            if word.roles2 & ROLE2_COUNTED and extent == COUNTED and ends_count(lexicon, scan, at):
                break
            continue
        if kind_at(scan, at) == TOKEN_SPACE:
            if not content:
                break
            break
        if kind_at(scan, at) == TOKEN_WORD:
            if word.roles & ROLE_PARTICLE and content and is_content(lexicon, scan, at + 1) and not predicate:
                at += 1
                continue
            if word.roles & (ROLE_SCOPE | ROLE_RECORD | ROLE_BOUND_AFTER) and not word.roles & (ROLE_CHANGE | ROLE_REACH):
                content = True
                at += 1
                continue
            if not content and word.roles & ROLE_TIME and is_content(lexicon, scan, at + 1):
                at += 1      # 19个|年度|重点项目
                continue
            if is_conjunction(scan, at) and content and is_content(lexicon, scan, at + 1):
                at += 1
                continue
            if word.roles2 & ROLE2_ADJECTIVE and (is_content(lexicon, scan, at + 1) or content and (
                    first_char(scan, at + 1) == u"的" and is_content(lexicon, scan, at + 2))):
                at += 1
                continue
            if extent == COUNTED and (word.roles & ROLE_MAKE or word.roles2 & ROLE2_ACT) and (
                    not content or scan.tokens[at].start - scan.tokens[index].start <= 2) and attributive(lexicon, scan, at):
                content = True
                at += 1
                continue
            if predicate and content and not word.roles & ROLE_TIME:
                at += 1
                continue
            if predicate and (word.roles & (ROLE_STOP | ROLE_MAKE | ROLE_CARRY | ROLE_CHANGE | ROLE_ADVERB)
                              or word.roles2 & ROLE2_ACT):
                content = True
                at += 1
                continue
            if extent == WHOLE and (word.roles & ROLE_MAKE or word.roles2 & ROLE2_ACT):
                content = True
                at += 1
                continue
            if word.roles & ~<uint32_t> ROLE_UNIT == 0 and word.roles2 & (ROLE2_MARKER | ROLE2_ACT | ROLE2_ADJECTIVE) == 0:
                at += 1
                continue
        break
    if not content:
        phrase.first = phrase.last = phrase.start = phrase.end = 0
        return phrase
    return cut_phrase(lexicon, scan, index, at)


cdef uint32_t over_size(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The token behind a size that stands between a count and its noun: 4台|66万千瓦|机组."""
    cdef int owner = scan.owners[index] if index < scan.token_count else -1
    if owner < 0 or scan.quantities[owner].kind != KIND_AMOUNT or not scan.quantities[owner].unit:
        return index
    if lexicon.units[scan.quantities[owner].unit].dimension in (DIMENSION_COUNT, DIMENSION_MONEY):
        return index
    return scan.quantities[owner].last if is_content(lexicon, scan, scan.quantities[owner].last) else index


cdef uint32_t over_relative(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The token behind the 的 of a relative clause that a preposition opens: 7000名|在第一期获批资助的|雇主."""
    cdef uint32_t at
    if not word_at(lexicon, scan, index).roles & ROLE_PREPOSITION:
        return index
    for at in range(index + 1, index + 12):
        if ends_clause(scan, at) or at >= scan.token_count or sign_at(scan, at) == CHAR_PAUSE:
            return index
        if first_char(scan, at) == u"的" and word_at(lexicon, scan, at).roles & ROLE_PARTICLE:
            return at + 1 if is_content(lexicon, scan, at + 1) else index
    return index


cdef bint attributive(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a verb behind a count belongs to a noun that follows (确认|染疫病例), and is no predicate (遇难)."""
    cdef uint32_t at
    if kind_at(scan, index + 1) == TOKEN_TEXT and first_char(scan, index + 1) in u"性型率力度":
        return True      # 输入|性确诊病例
    for at in range(index + 1, index + 5):
        if ends_clause(scan, at) or at >= scan.token_count or scan.owners[at] >= 0 or sign_at(scan, at):
            return False
        if word_at(lexicon, scan, at).roles2 & (ROLE2_COUNTED | ROLE2_ABSTRACT):
            return True
    return False


cdef Phrase leading_phrase(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index) noexcept nogil:
    """The first phrase between `zone` and `index`: what a record or streak is said of (汽车产销量|继4月份…27个月)."""
    cdef uint32_t first = zone, last, steps
    for steps in range(LOOK):
        if first >= index or is_content(lexicon, scan, first) and not starts_adverbial(lexicon, scan, first):
            break
        first += 1
    last = first
    for steps in range(LOOK):
        if last >= index or (last > first and stops_phrase(lexicon, scan, last)) or (
                word_at(lexicon, scan, last).roles & (ROLE_PREPOSITION | ROLE_CARRY | ROLE_CHANGE) and not word_at(lexicon, scan, last).roles2 & CONTENT):
            break
        last += 1
    return cut_phrase(lexicon, scan, first, last)


cdef bint starts_adverbial(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    return is_time(lexicon, scan, index) or (
        word_at(lexicon, scan, index).roles & (ROLE_SCOPE | ROLE_ADVERB | ROLE_CONNECTIVE)) != 0


cdef bint ends_count(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a counted noun before `index` ends what is counted (36个大中城市|重点商圈客流量); not where another noun
    or a conjunction with one follows, nor where it is a thing that may be named after (公路|客运总站)."""
    cdef const Word* word = word_at(lexicon, scan, index)
    if is_conjunction(scan, index):
        return not is_content(lexicon, scan, index + 1)
    if word.roles & ROLE_PARTICLE:
        return True
    if word.roles2 & (ROLE2_COUNTED | ROLE2_HEAD):
        return False
    return last_char(scan, index - 1) in u"市家业業位构構人户戶员員国國省县縣目"
