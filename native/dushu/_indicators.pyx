"""Stage 7: quantities to indicators.

In: a Scan with blocks and quantities. Out: its indicators in reading order. Cost: linear; each figure looks at its
own clause, within the bounds of _clause.pxd. The Scan owns the indicators.

What a clause leaves open is taken from what came before in its sentence: an elided subject from the figure before
(…完成97.9亿元, 同比增长16.2%), a basis from the head of a list (增长5.2%, 其中A增长3%), an aim from the clause that
states it (力争 …, …). A Sentence holds what is so handed on.
"""
from libc.stdint cimport int32_t, uint32_t
from libc.string cimport memset

from dushu._clause cimport *
from dushu._facts cimport measures
from dushu._figures cimport read_figure
from dushu._modifiers cimport read_left
from dushu._names cimport leading_phrase
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._sentence cimport AHEAD, Sentence, set_basis
from dushu._trie cimport Automaton


cdef int read_clause(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t last, bint ahead) except -1 nogil:
    """A clause without a figure hands on its subject and direction to figures `ahead` in its sentence; 与上年持平
    speaks of the figure before it."""
    cdef uint32_t index
    cdef const Word* word
    cdef Left left
    cdef Phrase subject
    cdef Indicator* fact
    cdef bint said = False, named = False
    sentence.direction = sentence.rate = DIRECTION_NONE
    sentence.topic.start = sentence.topic.end = 0
    if last - sentence.clause > 60:
        return 0
    if ahead and sign_at(scan, last) == CHAR_COMMA:
        subject = affected(lexicon, scan, sentence.clause, last)
        if first_char(scan, sentence.clause) == u"以" and last_char(scan, last - 1) == u"例":
            read_left(lexicon, scan, sentence.clause + 1, last - 1, KIND_AMOUNT, &left)
            subject = left.subject      # 以抽查次数|为例, 去年有90次
    else:
        subject.first = subject.last = 0
    if subject.first < subject.last:
        sentence.metric = sentence.topic = subject
        ahead = False
    for index in range(sentence.clause, last):
        word = word_at(lexicon, scan, index)
        if not word.roles:
            continue
        if last_char(scan, index) == u"比" and (
                word.roles & ROLE_BASIS_CLOSE or word.roles & ROLE_BASIS and word.length >= 4):
            sentence.compared = compared_basis(lexicon, scan, sentence.clause, index, word)
            sentence.basis = BASIS_NONE
            set_basis(sentence, sentence.compared)
        elif word.roles & ROLE_BASIS and not sentence.basis:
            set_basis(sentence, word.basis)
        if word.roles & ROLE_STATUS and promises(lexicon, scan, index):
            sentence.status = word.status
        if word.roles & ROLE_SAY and index > sentence.clause and says_plan(scan, index - 1):
            sentence.planned = True
        if not ahead and word.direction != DIRECTION_FLAT:
            continue
        if word.roles & (ROLE_CHANGE | ROLE_RATE | ROLE_RECORD | ROLE_ARRIVE) and not word.roles2 & ROLE2_HEAD:
            said = True
            read_left(lexicon, scan, sentence.clause, index, KIND_AMOUNT, &left)
            subject = left.subject
            if word.direction == DIRECTION_FLAT and word.roles & ROLE_CHANGE:
                if subject.last - subject.first == 1 and first_char(scan, subject.first) == u"比":
                    subject.last = subject.first      # 比例与去年相同
                if sentence.last >= 0 and (subject.first == subject.last or left.against_first < left.against_last):
                    fact = &scan.indicators[sentence.last]
                    if fact.statement == STATEMENT_LEVEL and not fact.direction and subject.first == subject.last:
                        fact.direction = DIRECTION_FLAT
                        fact.basis = left.basis
                return 0
            if word.roles & ROLE_CHANGE:
                if not left.rate:
                    sentence.direction = word.direction      # not 升幅|收窄, which is no fall
                if index + 1 == last and sign_at(scan, last) == CHAR_COLON:
                    sentence.rate = word.direction      # 同比增长：8%
                    if left.basis:
                        set_basis(sentence, left.basis)
            if word.roles & ROLE_RATE:
                sentence.rate = word.direction
                if word.basis:
                    set_basis(sentence, word.basis)
            if subject.first == subject.last and (word.roles & ROLE_RECORD
                    or word_at(lexicon, scan, last - 1).roles2 & ROLE2_ABSTRACT):
                # 客流于八月份为全年最高; CPI也将呈回升趋势
                subject = leading_phrase(lexicon, scan, sentence.clause, index)
                if subject.first < subject.last and not named and not word_at(lexicon, scan,
                        sentence.clause).roles & ROLE_SHARE:
                    sentence.metric = sentence.topic = subject
                continue
            if subject.first < subject.last and not starts_with_verb(lexicon, scan, &subject):
                sentence.metric = subject
                named = True
            elif word.roles & ROLE_CHANGE and subject.first == subject.last and sign_at(scan, last) == CHAR_COMMA:
                # 增加受养人免税额, 由6.6万元增至7.5万元
                read_left(lexicon, scan, index + 1, last, KIND_AMOUNT, &left)
                if left.subject.last == last:
                    sentence.topic = left.subject
    if ahead and not said and sign_at(scan, last) in (CHAR_COMMA, CHAR_COLON):
        read_left(lexicon, scan, sentence.clause, last, KIND_AMOUNT, &left)
        if left.subject.last == last and (not starts_with_verb(lexicon, scan, &left.subject)
                or word_at(lexicon, scan, last - 1).roles2 & ROLE2_HEAD and last_char(scan, last - 1) in u"数數目率额額"):
            sentence.topic = left.whole      # 侦破罪案|总数 is a name, though a verb begins it
    return 0


cdef Phrase affected(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """What a clause says to be under some influence, of which the next clause tells the outcome: 餐饮收入|受停业拖累,
    机械业|也受需求带动; empty: nothing."""
    cdef Left left
    cdef uint32_t index
    left.subject.first = left.subject.last = 0
    for index in range(first, min(last, first + AHEAD)):
        if kind_at(scan, index) == TOKEN_TEXT and last_char(scan, index) == u"受" or index > first and (
                word_at(lexicon, scan, index).roles & ROLE_CONNECTIVE and first_char(scan, index) == u"受"):
            if kind_at(scan, index) == TOKEN_TEXT and length_of(scan, index) > 2:
                read_left(lexicon, scan, first, index + 1, KIND_AMOUNT, &left)
                left.subject.end = scan.tokens[index].end - 1
                if char_at(&scan.text, left.subject.end - 1) in u"也则則亦均都":
                    left.subject.end -= 1
            else:
                read_left(lexicon, scan, first, index, KIND_AMOUNT, &left)
            break
        if sign_at(scan, index) or is_time(lexicon, scan, index) and index > first:
            break
    return left.subject


cdef bint says_plan(Scan scan, uint32_t index) noexcept nogil:
    """Whether a plan is what speaks: 《规划》|提出, 方案|明确."""
    while index and sign_at(scan, index) == CHAR_QUOTE_CLOSE:
        index -= 1
    return length_of(scan, index) > 1 and last_char(scan, index) in u"划劃案要" and (
        char_at(&scan.text, scan.tokens[index].end - 2) in u"规規计計方纲綱")


cdef bint is_ahead(Scan scan, const Sentence* sentence, const Quantity* date) noexcept nogil:
    """Whether 到2030年 names a year to come, in a plan or by the day of publication: what it says of it is aimed at."""
    cdef uint32_t index = date.first
    if index == 0 or first_char(scan, index - 1) not in u"到至" or length_of(scan, index - 1) > 1:
        return False
    if date.value.exponent or not 1900 < date.value.mantissa < 2200:
        return False
    return sentence.planned or scan.document.year and date.value.mantissa > scan.document.year


cdef uint8_t compared_basis(Automaton lexicon, Scan scan, uint32_t first, uint32_t index,
        const Word* word) noexcept nogil:
    """The basis of a clause that 相比 at `index` ends: 与近5年同期均值|相比, 与上年|相比."""
    cdef uint32_t at
    cdef uint8_t basis
    for at in range(first, index):
        if word_at(lexicon, scan, at).roles & ROLE_BASIS_OPEN:
            basis = basis_of(lexicon, scan, at + 1, index)
            return basis if basis else word.basis
    return word.basis


cdef bint starts_with_verb(Automaton lexicon, Scan scan, const Phrase* phrase) noexcept nogil:
    """Whether a phrase is a verb and its object: 扭转|下跌的态势."""
    cdef const Word* word = word_at(lexicon, scan, phrase.first)
    return (word.roles & ROLE_MAKE or word.roles2 & ROLE2_ACT) != 0


cdef Phrase apposed_name(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t index) noexcept nogil:
    """The name that a bracket at `index` speaks of: what stands before it, behind the last 、; empty behind a figure."""
    cdef Left left
    cdef uint32_t at, zone = max(sentence.clause, index - min(index, <uint32_t> LOOK))
    for at in range(zone, index):
        if sign_at(scan, at) == CHAR_PAUSE or scan.owners[at] >= 0:
            zone = at + 1
    read_left(lexicon, scan, zone, index, KIND_AMOUNT, &left)
    if left.subject.last != index:
        left.subject.start = left.subject.end = 0
    return left.subject


cdef uint8_t way_of_clause(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The direction that the verb or rate of change in [first, last) gives: 用电增长较快的是, 涨幅居前的分别为."""
    cdef uint32_t at
    cdef const Word* word
    for at in range(max(first, last - min(last, <uint32_t> LOOK)), last):
        word = word_at(lexicon, scan, at)
        if word.roles & (ROLE_CHANGE | ROLE_RATE) and word.direction in (DIRECTION_UP, DIRECTION_DOWN):
            return word.direction
    return DIRECTION_NONE


cdef Phrase named_last(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """What stands behind the last 是 or 为 of [first, last): 最低的3个城市依次是|A、B和C, 分别为 …; empty: nothing."""
    cdef Phrase phrase
    cdef uint32_t at = last
    phrase.first = phrase.last = phrase.start = phrase.end = 0
    while at > first and last - at < LOOK and scan.owners[at - 1] < 0:
        at -= 1
        if last_char(scan, at) in u"是为為" and at + 1 < last:
            phrase.first, phrase.last = at + 1, last
            phrase.start, phrase.end = scan.tokens[at + 1].start, scan.tokens[last - 1].end
            break
    return phrase


cdef bint continues_list(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether a sentence goes on with the list of the one before it: 其中, …; 当中, …"""
    while first < last and kind_at(scan, first) == TOKEN_SPACE:
        first += 1
    return first < last and first_char(scan, first) in u"其当當" and last_char(scan, first) == u"中" and length_of(scan,
        first) == 2


cdef uint32_t sentence_end(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The token behind the full stop that ends the sentence from `first`; `last` where none does."""
    cdef uint32_t index
    for index in range(first, last):
        if scan.tokens[index].kind == TOKEN_SIGN and scan.tokens[index].sign == CHAR_STOP:
            return index + 1
    return last


cdef int open_sentence(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t first, uint32_t last) except -1 nogil:
    """Begin the sentence of the tokens [first, last)."""
    sentence.first = first
    sentence.clause = first
    sentence.previous = -1
    sentence.metric_count = sentence.member = sentence.member_count = 0
    sentence.topic.start = sentence.topic.end = 0
    sentence.apposed.start = sentence.apposed.end = 0
    sentence.rate_name.start = sentence.rate_name.end = 0
    sentence.plan.start = sentence.plan.end = 0
    sentence.origin = sentence.origin_count = 0
    if not continues_list(scan, first, last):
        sentence.head_basis = BASIS_NONE
    elif not sentence.head_basis:
        sentence.head_basis = basis_said(lexicon, scan, first)
    sentence.basis = sentence.head_basis
    sentence.planned = False
    sentence.status = sentence.direction = sentence.rate = sentence.compared = 0
    sentence.last = -1
    sentence.start = scan.tokens[first].start
    sentence.end = scan.tokens[last - 1].end
    return 0


cdef uint32_t next_figure(Scan scan, uint32_t quantity, uint32_t token) noexcept nogil:
    """The first quantity from `quantity` on that may be an indicator and does not lie before `token`."""
    while quantity < scan.quantity_count and (
            scan.quantities[quantity].first < token or not measures(&scan.quantities[quantity])):
        quantity += 1
    return quantity


cdef inline uint32_t figure_at(Scan scan, uint32_t quantity) noexcept nogil:
    """The token where a quantity begins; beyond all tokens where there is none."""
    return scan.quantities[quantity].first if quantity < scan.quantity_count else scan.token_count


cdef int read_sentence(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t last,
                       uint32_t* figure) except -1 nogil:
    """Walk the clauses of a sentence that ends at the token `last`; `figure` is the next one and moves on."""
    cdef uint32_t index = sentence.first
    cdef int32_t owner
    cdef uint32_t[8] outer            # clause and previous figure of each open bracket
    cdef int32_t[8] outer_previous
    cdef Phrase[8] outer_metric
    cdef int depth = 0
    while index < last:
        owner = scan.owners[index]
        if owner >= 0:
            if measures(&scan.quantities[owner]):
                if read_figure(lexicon, scan, sentence, owner):
                    sentence.previous = owner
                figure[0] = next_figure(scan, owner + 1, index)
            elif scan.quantities[owner].kind == KIND_DATE and not sentence.status and (
                    is_ahead(scan, sentence, &scan.quantities[owner])):
                sentence.status = STATUS_TARGET
            index = scan.quantities[owner].last
            continue
        if scan.tokens[index].kind not in (TOKEN_SIGN, TOKEN_BREAK):
            index += 1
            continue
        if sign_at(scan, index) == CHAR_OPEN:
            if holds_below(scan, index):
                sentence.standing = basis_before(lexicon, scan, index)
            if depth < 8:
                outer[depth], outer_previous[depth] = sentence.clause, sentence.previous
                outer_metric[depth] = sentence.metric
            depth += 1
            if figure_at(scan, figure[0]) < min(last, index + AHEAD):
                sentence.apposed = apposed_name(lexicon, scan, sentence, index)
                if depth == 1:
                    sentence.apposed_way = way_of_clause(lexicon, scan, sentence.clause, index)
            sentence.clause, sentence.previous = index + 1, -1
        elif sign_at(scan, index) == CHAR_CLOSE and depth:
            depth -= 1
            sentence.apposed.start = sentence.apposed.end = 0
            if depth < 8:
                sentence.clause, sentence.previous = outer[depth], outer_previous[depth]
                if outer_metric[depth].start < outer_metric[depth].end and outer_previous[depth] >= 0:
                    sentence.metric = outer_metric[depth]      # 人均产值1.3万元（合1983美元）, |增长6%
        elif sign_at(scan, index) == CHAR_COMMA and sentence.origin_count and sentence.origin == 0:
            pass      # 从40.6%，|上升到46.3%: one clause
        elif ends_clause(scan, index) and not in_ratio(scan, index):
            if sentence.previous < 0:
                read_clause(lexicon, scan, sentence, index, figure_at(scan, figure[0]) < last)
            else:
                sentence.direction = sentence.rate = DIRECTION_NONE
                sentence.governed = False
                sentence.topic.start = sentence.topic.end = 0
                if index + 1 < last and word_at(lexicon, scan, index + 1).roles & ROLE_LIST:
                    sentence.topic = named_last(lexicon, scan, scan.quantities[sentence.previous].last, index)
            sentence.clause, sentence.previous = index + 1, -1
            sentence.origin = sentence.origin_count = 0
        index += 1
    return 0


cdef bint holds_below(Scan scan, uint32_t index) noexcept nogil:
    """Whether the bracket at `index` is （下同）: what is said before it holds for all that follows."""
    cdef uint32_t end = scan.tokens[index].end
    return (first_char(scan, index + 1) == u"下" and end + 2 < scan.text.length
            and char_at(&scan.text, end + 1) == u"同" and sign_at(scan, index + 2) == CHAR_CLOSE)


cdef uint8_t basis_before(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The basis that is named a few tokens before `index`: 比上年（下同）, 同比增长（下同）."""
    cdef uint32_t at
    for at in range(index - min(index, <uint32_t> 4), index):
        if word_at(lexicon, scan, at).roles & ROLE_BASIS:
            return word_at(lexicon, scan, at).basis
    return BASIS_NONE


cdef uint8_t basis_said(Automaton lexicon, Scan scan, uint32_t last) noexcept nogil:
    """The basis that the sentence which ends before the token `last` names at its end: …保持同比增长。|其中A增长3%."""
    cdef uint32_t at = last, _steps
    for _steps in range(AHEAD):
        if at == 0:
            break
        at -= 1
        if word_at(lexicon, scan, at).roles & ROLE_BASIS:
            return word_at(lexicon, scan, at).basis
        if _steps > 1 and ends_clause(scan, at):
            break
    return BASIS_NONE


cdef int read_block(Automaton lexicon, Scan scan, uint32_t block, Sentence* sentence, uint32_t* figure) except -1 nogil:
    """Read the figures of a block, sentence by sentence; those without a figure are passed over."""
    cdef uint32_t first = scan.blocks[block].first, last = scan.blocks[block].last, end
    cdef uint8_t standing = sentence.standing
    cdef uint8_t head = sentence.head_basis if sentence.block + 1 == <int32_t> block else BASIS_NONE
    figure[0] = next_figure(scan, figure[0], first)
    if figure_at(scan, figure[0]) >= last:
        return 0
    memset(sentence, 0, sizeof(Sentence))
    sentence.block, sentence.standing = block, standing
    sentence.head_basis = head      # for a paragraph that begins with 其中
    while first < last and figure_at(scan, figure[0]) < last:
        while kind_at(scan, first) in (TOKEN_SPACE, TOKEN_BREAK):
            first += 1
        end = sentence_end(scan, first, last)
        if figure_at(scan, figure[0]) < end:
            open_sentence(lexicon, scan, sentence, first, end)
            read_sentence(lexicon, scan, sentence, end, figure)
        else:
            sentence.head_basis = BASIS_NONE
        first = end
    while first < last and kind_at(scan, first) in (TOKEN_SPACE, TOKEN_BREAK):
        first += 1
    if first < last:
        sentence.head_basis = BASIS_NONE      # the block ends in other words
    return 0


cdef bint in_ratio(Scan scan, uint32_t index) noexcept nogil:
    """Whether the sign stands between two parts of a ratio: 3.9：59.5."""
    cdef int32_t before = scan.owners[index - 1] if index else -1, after = scan.owners[index + 1]
    return before >= 0 and after >= 0 and scan.quantities[before].flags & scan.quantities[after].flags & QUANTITY_RATIO


cdef int find_indicators(Automaton lexicon, Scan scan) except -1 nogil:
    """Fill scan.indicators."""
    cdef uint32_t block, figure = 0
    cdef Sentence sentence
    sentence.standing = sentence.head_basis = BASIS_NONE
    sentence.block = -1
    for block in range(scan.block_count):
        if scan.blocks[block].kind in (BLOCK_TITLE, BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_ITEM):
            read_block(lexicon, scan, block, &sentence, &figure)
    return 0
