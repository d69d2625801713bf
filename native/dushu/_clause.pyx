"""Stage 7, shared by its parts: what single words of a clause say.

In: tokens of a clause. Out: matching brackets, whether a word of status promises, and what basis an expression of
time makes. Cost: bounded by the clause, and by LOOK tokens at most. Nothing is allocated.
"""
from libc.stdint cimport uint8_t, uint32_t

from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef uint32_t opening(Scan scan, uint32_t index, uint32_t limit) noexcept nogil:
    """The opening bracket of the closing one at `index`; `index` where it is not found from `limit` on."""
    cdef uint32_t at = index, depth = 0, _steps
    for _steps in range(LOOK):
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


cdef uint32_t measured_by(Scan scan, uint32_t index) noexcept nogil:
    """The 每 of a figure that ends at `index` and says of how much the next one holds: 每50公斤|118元; `index`: none
    ends there."""
    cdef int32_t owner = scan.owners[index - 1] if index else -1
    cdef uint32_t first = scan.quantities[owner].first if owner >= 0 else 0
    if first and scan.quantities[owner].last == index < scan.token_count and scan.owners[index] > owner and first_char(
            scan, first - 1) == u"每":
        return first - 1
    return index


cdef bint streaks(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a clause says shortly before `index` for how long something has been so: 连续5年|控制在4%以内."""
    cdef uint32_t at
    for at in range(index - min(index, <uint32_t> 6), index):
        if word_at(lexicon, scan, at).roles & ROLE_STREAK:
            return True
    return False


cdef bint opens_with_source(Scan scan, uint32_t index) noexcept nogil:
    """Whether the clause that ends at `index` opens with 据, 按 …, or holds no 的 and so no verb's object."""
    cdef uint32_t at = index, _steps
    cdef bint of = False
    for _steps in range(16):
        if at == 0 or ends_clause(scan, at - 1):
            break
        at -= 1
        of = of or first_char(scan, at) == u"的"
    return not of or first_char(scan, at) in u"据據根按"


cdef bint promises(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a word of status promises something: 将 before a verb, 计划 before a verb or figure; not the 计划 that
    is fulfilled (完成计划的82%), nor the 将 that takes an object (将17户企业认定为)."""
    cdef const Word* next = word_at(lexicon, scan, index + 1)
    if first_char(scan, index) in u"将將" and length_of(scan, index) == 1:
        if kind_at(scan, index + 1) == TOKEN_TEXT:
            return first_char(scan, index + 1) in u"为為于於在由从從向对對以被有"
        return next.roles2 & ROLE2_ACT or is_time(lexicon, scan, index + 1) or next.roles & (
            ROLE_ADVERB | ROLE_CARRY | ROLE_MAKE | ROLE_STOP | ROLE_CHANGE | ROLE_ARRIVE | ROLE_REACH
            | ROLE_BOUND_BEFORE | ROLE_PREPOSITION | ROLE_FROM | ROLE_STATUS) != 0
    if last_char(scan, index) == u"保":
        # 确保了, 有力确保: what was done
        return first_char(scan, index + 1) != u"了" and not (
            index and length_of(scan, index - 1) == 2 and first_char(scan, index - 1) in u"有成"
            and last_char(scan, index - 1) in u"力效功")
    if last_char(scan, index) in u"期测測" and index and is_content(lexicon, scan, index - 1) and (
            next.roles & ROLE_CHANGE):
        return False      # 营收预测|调低12%
    if first_char(scan, index) == u"控":
        return not streaks(lexicon, scan, index)
    if last_char(scan, index) in u"测測" and sign_at(scan, index + 1) == CHAR_COMMA:
        return opens_with_source(scan, index)      # 据最新预测, …; not 不出分析预测, …
    if last_char(scan, index) in u"标標划劃期测測务務能":
        if kind_at(scan, index + 1) == TOKEN_TEXT and first_char(scan, index + 1) in u"会會将將可":
            return True
        if index and (sign_at(scan, index - 1) == CHAR_QUOTE_CLOSE
                      or word_at(lexicon, scan, index - 1).roles2 & ROLE2_NAME):
            return False      # “十四五”规划
        # These are nouns as well: they promise only before a verb, a time or a figure.
        if index and word_at(lexicon, scan, index - 1).roles & (ROLE_CARRY | ROLE_SHARE):
            return False
        if index and is_content(lexicon, scan, index - 1) and next.roles & ROLE_REACH and not (
                last_char(scan, index) in u"标標" and first_char(scan, index + 1) in u"是为為"):
            return False      # 卖地计划|共有28幅, not 工作主要目标|是
        return (next.roles & (ROLE_REACH | ROLE_CARRY | ROLE_MAKE | ROLE_CHANGE | ROLE_ARRIVE | ROLE_ADVERB) != 0
                or next.roles2 & ROLE2_ACT or sign_at(scan, index + 1) == CHAR_COLON
                or index + 1 < scan.token_count and scan.owners[index + 1] >= 0 or is_time(lexicon, scan, index + 1)
                or first_char(scan, index + 1) == u"到" and is_time(lexicon, scan, index + 2))
    return True


cdef bint names_target(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index) noexcept nogil:
    """Whether a phrase that ends at `index` ends in 目标, 计划, 预算 …, as a noun."""
    cdef Py_UCS4 last
    if index <= zone:
        return False
    last = last_char(scan, index - 1)
    if last in u"数數" and length_of(scan, index - 1) > 2:
        last = char_at(&scan.text, scan.tokens[index - 1].end - 2)      # 预算数, 计划数
    return last in u"标標划劃务務算" and (
        not word_at(lexicon, scan, index - 1).roles & ROLE_STATUS or not promises(lexicon, scan, index - 1))


cdef uint8_t basis_of(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The basis that a stated comparand [first, last) makes; BASIS_NONE where it holds no time."""
    cdef uint32_t index
    cdef uint8_t basis = BASIS_NONE
    cdef const Word* word
    cdef bint last_year = False
    for index in range(first, last):
        if figure_kind(scan, index) == KIND_ORDINAL and basis == BASIS_NONE:
            basis = BASIS_BASE
        word = word_at(lexicon, scan, index)
        last_year = last_year or word.grain == GRAIN_YEAR and word.value == -1
        if not last_year and (word.grain == GRAIN_PAST or word.grain == GRAIN_SAME and first_char(scan,
                index) in u"历歷" or first_char(scan, index) in u"均历歷以" and last_char(scan,
                index) in u"均值史来來平"):
            return BASIS_BASE      # 近5年同期均值, 历史同期, 2000年以来同期: no single year
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
