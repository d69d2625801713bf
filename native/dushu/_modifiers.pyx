"""Stage 7, first part: the words before a figure that say how it is meant.

In: tokens and the place of a figure. Out: a Left: verbs, directions, bases, what it is compared with, and the phrase
that names what is measured. Cost: bounded by the clause, and by LOOK tokens at most. Nothing is allocated.

A clause is read from the figure to the left: first the words that say how the figure is meant (同比, 增长, 达到,
分别 …), then the name: 电诈全口径刑事警情数|同比|下降|11.11%.
"""
from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memset

from dushu._clause cimport (
    CONTENT, LOOK, Left, Phrase, basis_of, ends_clause, figure_kind, first_char, is_conjunction, is_content, is_time,
    last_char, length_of, measured_by, names_share, names_target, opening, promises,
)
from dushu._names cimport phrase_before
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int read_left(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, uint8_t kind,
        Left* left) noexcept nogil:
    """Read what stands between `zone` and a figure at `index`. `left` is filled anew."""
    cdef uint32_t at
    memset(left, 0, sizeof(Left))
    left.rank = kind == KIND_RANK
    left.percent = kind == KIND_PERCENT
    at = read_words(lexicon, scan, zone, index, kind, left)
    left.only_time = only_time(lexicon, scan, left.against_first, left.against_last)
    left.subject = phrase_before(lexicon, scan, zone, at, left)
    trim_adverb(scan, left, at)
    if left.subject.last == index and left.subject.end - left.subject.start > 1 and (
            last_char(scan, index - 1) == u"以" and kind_at(scan, index - 1) == TOKEN_TEXT):
        shorten_by_one(scan, left)      # 指数以|6963点作收
    if word_at(lexicon, scan, index).roles & ROLE_UNIT and at == index:
        trim_link(scan, left, index)
    if left.change or left.arrive or left.reach or left.share:
        trim_modal(scan, left, at)
    elif left.scope_first < left.scope_last:
        trim_place_verb(scan, left)
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
    elif c in u"约約" and before not in u"合节節条條集预預签簽":
        left.bound = BOUND_ABOUT
    else:
        return 0
    shorten_by_one(scan, left)
    if subject.first == subject.last:
        subject.start = subject.end = 0
    return 0


cdef int trim_link(Scan scan, Left* left, uint32_t index) noexcept nogil:
    """Take 为 off the end of a subject before the name of a currency at `index`: 盈利为|港币3亿元."""
    cdef Phrase* subject = &left.subject
    if subject.last != index or subject.end - subject.start < 3 or kind_at(scan, index - 1) != TOKEN_TEXT:
        return 0
    if last_char(scan, index - 1) not in u"为為达達是约約":
        return 0
    if last_char(scan, index - 1) in u"约約":
        left.bound = BOUND_ABOUT
    else:
        left.reach = True
    shorten_by_one(scan, left)
    return 0


cdef int trim_adverb(Scan scan, Left* left, uint32_t verb) noexcept nogil:
    """Take 则, 亦, 都 … off the end of a subject that a verb follows: 访客则|由6.8%升至."""
    cdef Phrase* subject = &left.subject
    if subject.last != verb or subject.end - subject.start < 3 or kind_at(scan, verb - 1) != TOKEN_TEXT:
        return 0
    if last_char(scan, verb - 1) in u"则則亦却卻仍也都均皆" and char_at(&scan.text, subject.end - 2) not in (
            u"规規原细細准準守法冷首成京平人年月日户戶"):
        shorten_by_one(scan, left)
    return 0


cdef int shorten_by_one(Scan scan, Left* left) noexcept nogil:
    """Take the last character off a subject."""
    cdef Phrase* subject = &left.subject
    subject.end -= 1
    left.whole.end = subject.end
    if subject.end == scan.tokens[subject.last - 1].start:
        subject.last -= 1
        left.whole.last = subject.last
    return 0


cdef int trim_place_verb(Scan scan, Left* left) noexcept nogil:
    """Take 居 or 列 off the end of what is ranked: 产量居|全国第二, 面积列|全省第一."""
    cdef Phrase* subject = &left.subject
    if subject.last != left.scope_first or subject.end - subject.start < 3 or kind_at(scan,
            subject.last - 1) != TOKEN_TEXT:
        return 0
    if last_char(scan, subject.last - 1) not in u"居列排" or char_at(&scan.text, subject.end - 2) in u"民定系序行旧舊":
        return 0
    shorten_by_one(scan, left)
    return 0


cdef uint32_t multiplied(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil:
    """Read 是2010年的 before 2.6倍, 为预算的 before 98%: what the figure is a multiple of. Where its verb stands; `index`:
    there is none."""
    cdef uint32_t at = index, _steps
    cdef const Word* word
    for _steps in range(24):
        if at <= zone or ends_clause(scan, at - 1):
            break
        at -= 1
        word = word_at(lexicon, scan, at)
        if left.percent and (word.roles & (ROLE_SHARE | ROLE_CHANGE | ROLE_CARRY | ROLE_ARRIVE | ROLE_COMPARE
                | ROLE_FROM | ROLE_BASIS_OPEN) and not word.roles2 & CONTENT or last_char(scan, at) == u"有"
                and first_char(scan, at) not in u"只仅僅"):
            break
        if word.roles & ROLE_REACH or (
                kind_at(scan, at) == TOKEN_TEXT and last_char(scan, at) in u"是为為"):
            left.reach = True
            left.against_first, left.against_last = at + 1, index
            left.basis = basis_of(lexicon, scan, at + 1, index)
            return at
    return index


cdef uint32_t read_words(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, uint8_t kind,
                         Left* left) noexcept nogil:
    """Read the words that say how a figure is meant, from `index` to the left; where the phrase before them ends."""
    cdef uint32_t at = index, opened, _steps
    cdef const Word* word
    cdef bint closest
    for _steps in range(LOOK):
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
        if kind == KIND_MULTIPLE and left.of and not left.reach and is_time(lexicon, scan, at - 1):
            opened = multiplied(lexicon, scan, zone, at, left)
            if opened < at:
                at = opened
                continue
        if closest and scan.owners[at - 1] >= 0 and zone < measured_by(scan, at) < at:
            at = measured_by(scan, at)
            continue
        if is_time(lexicon, scan, at - 1):
            opened = comparison(lexicon, scan, zone, at, left)
            at = opened if opened < at else at - 1
            continue
        if word.roles & ROLE_BASIS and not word.roles & ROLE_CHANGE:
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
            if left.to and at + 1 == index:
                left.arrive = True      # 拉高|至1935元
                left.direction = word.direction
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
            if left.rank:
                break      # 增速|居全市第一
            if left.compare:
                opened = comparison(lexicon, scan, zone, at, left)      # 比同期增速|高
                if opened == at:
                    break
                at = opened
                continue
            if left.change or left.rate:
                break
            opened = comparison(lexicon, scan, zone, at, left) if left.of else at
            if opened < at and left.share:
                at = opened      # 占CPI涨幅的|75%
                continue
            opened = compared(lexicon, scan, zone, at, left)
            if opened < at:
                at = opened
                continue
            left.rate = word.direction
            left.change_at = left.rate_at = at - 1
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
            left.bound = word.bound
            at -= 1
            continue
        if word.roles & ROLE_STREAK:
            left.streak = True
            at -= 1
            continue
        if word.roles & ROLE_RANK and left.rank:
            at -= 1
            continue
        if left.rank and (closest or left.scope_first == at and left.scope_first < left.scope_last) and kind_at(scan,
                at - 1) == TOKEN_TEXT and last_char(scan, at - 1) in u"居列排位名":
            opened = at - 1 if length_of(scan, at - 1) == 1 else place_before(lexicon, scan, zone, at, left)
            if opened < at:
                at = opened
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
        if word.roles2 & ROLE2_ADJECTIVE and not word.roles2 & CONTENT and (left.change or left.reach or (
                at - 1 > zone and word_at(lexicon, scan, at - 2).roles & (
                    ROLE_REACH | ROLE_CHANGE | (ROLE_ARRIVE | ROLE_PARTICLE if left.of else 0)))):
            if last_char(scan, at - 1) == u"均":
                left.average = True
            at -= 1      # 年均|增长
            continue
        if closest and word.roles & ROLE_MAKE | word.roles2 & ROLE2_ACT:
            left.makes = True
            break
        if (kind == KIND_MULTIPLE or left.percent) and left.of and not left.reach:
            opened = multiplied(lexicon, scan, zone, at, left)
            if opened < at:
                at = opened
                continue
        if word.roles & ROLE_REACH and word.roles2 & CONTENT and closest and at - 1 == zone:
            left.reach = True      # …4176亿块, |价值3121亿美元; a noun where something stands before it
            at -= 1
            continue
        if is_content(lexicon, scan, at - 1) and not word.roles & ROLE_RATE or sign_at(scan,
                at - 1) == CHAR_QUOTE_CLOSE:
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
            left.carries = left.carries or closest
            at -= 1
            continue
        if word.roles & (ROLE_ADVERB | ROLE_PARTICLE | ROLE_BOUND_BEFORE) or (
                word.roles2 & (ROLE2_TOTAL | ROLE2_SETS | ROLE2_RANGE | ROLE2_ADJECTIVE | ROLE2_PER)):
            if word.roles2 & ROLE2_RANGE and closest:
                left.to = True
            if word.roles & ROLE_PARTICLE and closest and first_char(scan, at - 1) == u"的":
                left.of = True
            if word.roles & ROLE_ADVERB and word.roles & ROLE_BOUND_BEFORE and not left.bound:
                left.bound = word.bound      # 至少|达到75%
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
        if word.roles & ROLE_PRONOUN and first_char(scan, at - 1) in u"数數" and at - 1 > zone and is_content(lexicon,
                scan, at - 2):
            at -= 1      # 汽车产销量数字
            continue
        if word.roles & ROLE_CONNECTIVE and closest and at - 1 > zone and (
                word_at(lexicon, scan, at - 2).roles & ROLE_MAKE or word_at(lexicon, scan, at - 2).roles2 & ROLE2_ACT):
            left.makes = True      # 通过其中|24件
            break
        if word.roles & ROLE_FROM and is_time(lexicon, scan, at):
            at -= 1      # 从2009年至2010年|增长了
            continue
        if word.roles & ROLE_PREPOSITION and closest:
            at -= 1
            continue
        break
    return at


cdef uint32_t comparison(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil:
    """Read a comparand that ends at `index` and return where its opening word stands; `index`: there is none.

    Sets what it makes of the figure: 比一季度|提高 a basis, 高于全国增幅|3.77个百分点 a gap, 占投资的|33.1% a share,
    位列三县两区|第一 a scope.
    """
    cdef uint32_t at = index, _steps
    cdef bint closed = False
    cdef const Word* word
    for _steps in range(24):
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
            elif not (left.change or left.compare or left.rate or closed) or (
                    left.basis and not closed and basis_of(lexicon, scan, at + 1, index) == BASIS_NONE):
                break      # 艾比森毛利率|同比下降: the basis is said, and no 比 opens another
            left.against_first, left.against_last = at + 1, index
            if not left.basis:
                left.basis = basis_of(lexicon, scan, at + 1, index)
            return at
        if word.roles & ROLE_SHARE and not left.change and not left.arrive and not names_share(scan, at):
            left.share = True
            left.bound = word.bound
            left.rate_at = at
            left.against_first, left.against_last = at + 1, index
            return at
        if left.share and first_char(scan, at) == u"在" and length_of(scan, at) == 1:
            left.against_first, left.against_last = at + 1, index
            return at      # 早稻产量|在粮食总产量的比重
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


cdef uint32_t place_before(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil:
    """Read 在全省各市中居 before a rank: its field, and where 在 stands; `index`: there is none."""
    cdef uint32_t at = index, _steps
    for _steps in range(16):
        if at <= zone or ends_clause(scan, at - 1):
            break
        at -= 1
        if first_char(scan, at) == u"在" and length_of(scan, at) == 1:
            if left.scope_first == left.scope_last and word_at(lexicon, scan, at + 1).roles & ROLE_SCOPE:
                left.scope_first, left.scope_last = at + 1, at + 2
            return at
    return index


cdef bint only_time(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether a comparand is nothing but a time: 去年同期, 第一期, not 同期社会消费品零售总额."""
    cdef uint32_t index
    for index in range(first, last):
        if is_content(lexicon, scan, index) and not is_time(lexicon, scan, index) and (
                figure_kind(scan, index) != KIND_ORDINAL and not word_at(lexicon, scan, index).roles2 & ROLE2_ADJECTIVE
                and not word_at(lexicon, scan, index).roles & ROLE_BASIS_CLOSE):
            return False
    return True


cdef uint32_t compared(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil:
    """Read 高于全国增幅 before a figure: a rate that is only what something else is held against."""
    cdef uint32_t at = index, _steps
    cdef const Word* word
    for _steps in range(10):
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
