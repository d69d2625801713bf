"""Stage 7, seventh part: what a figure measures.

In: a figure, what stands before it (Left) and behind it, and the Sentence with the names that figures before have had.
Out: the metric, in the indicator. Cost: bounded by the clause.
"""
from libc.stdint cimport int32_t, uint32_t

from dushu._clause cimport *
from dushu._facts cimport behind, leads_to_figure
from dushu._lists cimport count_members, keep_metric, spread
from dushu._names cimport COUNTED, PREDICATE, WHOLE, phrase_behind, whole_list
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._sentence cimport Sentence, fills_bracket
from dushu._trie cimport Automaton


cdef int settle_metric(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity, Left* left,
                       Indicator* fact, const Indicator* before) except -1 nogil:
    """The metric: the name behind the figure, else the subject before it, else what the sentence speaks of."""
    cdef const Quantity* figure = &scan.quantities[quantity]
    cdef Phrase phrase
    cdef bint own = has_subject(left)
    phrase.first = phrase.last = phrase.start = phrase.end = 0
    if not fact.has_origin or not own and sentence.topic.start == sentence.topic.end:
        phrase = name_behind(lexicon, scan, figure, left, fact)
    if phrase.first < phrase.last:
        set_metric(fact, sentence, &phrase)
        return 0
    spread(lexicon, scan, sentence, quantity, left)
    if sentence.member_count:
        sentence.member = 1
        set_metric(fact, sentence, &sentence.members[0])
    elif own:
        trim_rate(lexicon, scan, &left.subject)
        if left.completes or names_plan(lexicon, scan, sentence, figure, left):
            # The plan is not what the sentence goes on about.
            fact.metric_start, fact.metric_end = left.subject.start, left.subject.end
        else:
            set_metric(fact, sentence, &left.subject)
    else:
        inherit_metric(lexicon, scan, sentence, figure, left, fact, before)
    return 0


cdef int inherit_metric(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure, const Left* left,
                        Indicator* fact, const Indicator* before) except -1 nogil:
    """The metric of a figure without a subject of its own: of all that the sentence has named, what it goes on with."""
    cdef Phrase phrase
    if (left.makes or left.stopped) and figure.kind == KIND_AMOUNT and not left.change:
        phrase = verb_before(lexicon, scan, figure.first, sentence.clause)
        set_metric(fact, sentence, &phrase)
    elif figure.kind == KIND_POINT and fact.statement == STATEMENT_CHANGE and (
            sentence.rate_name.start < sentence.rate_name.end):
        fact.metric_start, fact.metric_end = sentence.rate_name.start, sentence.rate_name.end
    elif sentence.plan.start < sentence.plan.end and left.of and figure.kind == KIND_PERCENT and before != NULL:
        fact.metric_start, fact.metric_end = sentence.plan.start, sentence.plan.end
        sentence.plan.start = sentence.plan.end = 0
    elif sentence.apposed.start < sentence.apposed.end and (left.change or fills_bracket(scan, sentence, figure)):
        set_metric(fact, sentence, &sentence.apposed)
    elif figure.kind == KIND_POINT and left.against_first < left.against_last and (
            word_at(lexicon, scan, left.against_last - 1).roles & ROLE_RATE
            and word_at(lexicon, scan, left.against_first - 1).roles & ROLE_BASIS_OPEN):
        fact.metric_start = scan.tokens[left.against_last - 1].start      # 比同期增速|高0.8个百分点
        fact.metric_end = scan.tokens[left.against_last - 1].end
    elif sentence.topic.start < sentence.topic.end and (
            left.reach or left.arrive or fact.has_origin
            or figure.first == sentence.clause + (kind_at(scan, sentence.clause) == TOKEN_SPACE)):
        set_metric(fact, sentence, &sentence.topic)
    else:
        fact.metric_start, fact.metric_end = sentence.metric.start, sentence.metric.end
    return 0


cdef int set_metric(Indicator* fact, Sentence* sentence, const Phrase* metric) noexcept nogil:
    """Give a figure its metric, which the figures behind it may go on with."""
    fact.metric_start, fact.metric_end = metric.start, metric.end
    keep_metric(sentence, metric)
    return 0


cdef bint is_counted(Automaton lexicon, Scan scan, const Quantity* figure) noexcept nogil:
    """Whether what a figure counts may stand behind it."""
    cdef uint32_t next
    if figure.kind != KIND_AMOUNT:
        return False
    if is_count(lexicon, figure):
        return True
    next = behind(lexicon, scan, figure.last)      # 904万旅客
    return not figure.unit and next == figure.last and figure.flags & QUANTITY_MAGNITUDE != 0 and is_content(
        lexicon, scan, next)


cdef inline bint is_count(Automaton lexicon, const Quantity* figure) noexcept nogil:
    """Whether a figure counts things: it has a measure word, or no unit at all (8省)."""
    if figure.flags & QUANTITY_BARE:
        return not figure.flags & (QUANTITY_RATIO | QUANTITY_CHINESE)
    return figure.unit != 0 and lexicon.units[figure.unit].dimension == DIMENSION_COUNT


cdef bint names_plan(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure,
        const Left* left) noexcept nogil:
    """Whether an amount is the plan's own, and its percentage follows: 完成年初预算数60999万元|的40.4%. The plan is kept,
    with its verb."""
    cdef uint32_t verb = left.subject.first, next = figure.last + 1
    if figure.kind != KIND_AMOUNT or first_char(scan, figure.last) != u"的" or not names_target(lexicon, scan,
            sentence.clause, left.subject.last):
        return False
    if next >= scan.token_count or figure_kind(scan, next) != KIND_PERCENT:
        return False
    if verb > sentence.clause and word_at(lexicon, scan, verb - 1).roles & ROLE_CARRY:
        verb -= 1
    sentence.plan = left.subject
    sentence.plan.first = verb
    sentence.plan.start = scan.tokens[verb].start
    return True


cdef Phrase name_behind(Automaton lexicon, Scan scan, const Quantity* figure, const Left* left,
                        Indicator* fact) noexcept nogil:
    """The name that stands behind a figure: what is counted or bought, or whose share it is; empty: there is none."""
    cdef Phrase phrase
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    cdef bint own = has_subject(left), counted = is_counted(lexicon, scan, figure)
    cdef bint of = first_char(scan, next) == u"的"
    phrase.first = phrase.last = phrase.start = phrase.end = 0
    if figure.kind == KIND_RANK:
        if first_char(scan, next) in u"大高低多少" and (scan.tokens[next].end - scan.tokens[next].start > 1
                or is_content(lexicon, scan, next + 1) and first_char(scan, next + 1) != u"等"):
            phrase = phrase_behind(lexicon, scan, next, COUNTED)
            phrase.start += 1
        return phrase
    if figure.kind in (KIND_PERCENT, KIND_FRACTION):
        if left.has:
            next = behind_list(lexicon, scan, figure)
            of = first_char(scan, next) == u"的"
        if of and left.compare and not left.change and fact.statement == STATEMENT_CHANGE:
            return rate_behind(lexicon, scan, next + 1)      # 快于上年3%|的经济增速
        if of and fact.statement in (STATEMENT_LEVEL, STATEMENT_SHARE) and not left.reach:
            phrase = phrase_behind(lexicon, scan, next + 1, COUNTED)
            if phrase.last > phrase.first + 1 and word_at(lexicon, scan, phrase.last - 1).roles & ROLE_RATE:
                fact.statement = STATEMENT_CHANGE      # 30%的库存增长速度
                fact.direction = word_at(lexicon, scan, phrase.last - 1).direction
                phrase.last -= 1
                phrase.end = scan.tokens[phrase.last - 1].end
            elif phrase.first < phrase.last:
                fact.statement = STATEMENT_SHARE
        elif not own and not left.reach and fact.statement == STATEMENT_LEVEL and (
                word_at(lexicon, scan, next).roles2 & ROLE2_COUNTED):
            phrase = phrase_behind(lexicon, scan, next, COUNTED)      # 80%考生
            fact.statement = STATEMENT_SHARE
        elif not own and not (left.reach or left.has) and fact.statement == STATEMENT_LEVEL and names_whose(
                lexicon, scan, next):
            phrase = phrase_behind(lexicon, scan, over_copula(lexicon, scan, next), PREDICATE)      # 四成|来自境外
            fact.statement = STATEMENT_SHARE
            if phrase.end > phrase.start + 1 and char_at(&scan.text, phrase.start) in u"属屬":
                phrase.start += 1
        elif own and fact.statement == STATEMENT_LEVEL and part_acts(lexicon, scan, figure, left, next):
            fact.statement = STATEMENT_SHARE      # 上市公司近八成|实现盈利
        elif left.of and figure.kind == KIND_PERCENT and not left.share and is_content(lexicon, scan, next):
            phrase = phrase_behind(lexicon, scan, next, WHOLE)      # 生效的|15%新税率
        return phrase
    if counted and figure.flags & QUANTITY_BARE and (own and left.reach or of):
        return phrase      # 指数处在170.4的高位
    if counted:
        if first_char(scan, next) in u"为為" and own:
            return phrase      # 以总股本4.2亿股|为基数
        if first_char(scan, figure.last - 1) == u"次" and acts(lexicon, scan, next):
            return phrase_behind(lexicon, scan, next, WHOLE)      # 两次|审议草案
        if first_char(scan, next) == u"被" and not own:
            return phrase_behind(lexicon, scan, next, PREDICATE)
        if of and own and (left.reach or left.carries):
            return phrase      # 吞吐量实现183万人次的历史性突破
        phrase = whole_list(lexicon, scan, phrase_behind(lexicon, scan, next + of, COUNTED))
        if phrase.first == phrase.last and not own:
            next = over_counts(lexicon, scan, figure, next)
            phrase = phrase_behind(lexicon, scan, next, COUNTED)
        if phrase.first == phrase.last and not own and not (leads_to_figure(lexicon, scan, next + 1) and (
                word_at(lexicon, scan, next).roles & (ROLE_CHANGE | ROLE_ARRIVE | ROLE_BASIS | ROLE_REACH))):
            phrase = phrase_behind(lexicon, scan, over_copula(lexicon, scan, next), PREDICATE)
        return phrase
    if figure.kind == KIND_AMOUNT and not figure.unit and not own and is_content(lexicon, scan, next):
        return phrase_behind(lexicon, scan, next, COUNTED)      # 1.2亿多|农村人口
    if figure.kind == KIND_AMOUNT and of and left.carries and lexicon.units[figure.unit].dimension == DIMENSION_MONEY:
        return phrase_behind(lexicon, scan, next + 1, WHOLE)      # 带来38亿美元的收入
    if figure.kind == KIND_DURATION and of and (not own or last_char(scan, figure.first - 1) == u"期"):
        return phrase_behind(lexicon, scan, next + 1, WHOLE)      # 为期40天的春运
    if figure.kind == KIND_AMOUNT and word_at(lexicon, scan, next).roles & ROLE_PREPOSITION:
        return phrase      # 投资2亿元|在郑州建设
    if figure.kind == KIND_AMOUNT and not left.change and not left.arrive:
        if not own and not left.makes and acts(lexicon, scan, next):
            return phrase_behind(lexicon, scan, next, PREDICATE)      # 9614.5万元|竞得工业用地
        if left.makes or left.stopped or left.of or not own or only_scope(lexicon, scan, left):
            phrase = phrase_behind(lexicon, scan, next + of, WHOLE if of else COUNTED)
            if phrase.last - phrase.first == 1 and (word_at(lexicon, scan, phrase.first).roles2 & ROLE2_ABSTRACT
                    or left.reach and last_char(scan, phrase.first) in u"平位准準"):
                phrase.first = phrase.last      # 1.4万亿斤的|新台阶, 保持在3万吨的|水平
            return phrase
        if of and last_char(scan, left.subject.last - 1) in u"资資":
            return phrase_behind(lexicon, scan, next + 1, WHOLE)      # 投资3500万元的供水管网改造
    return phrase


cdef Phrase rate_behind(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The name at `index` up to its noun of a rate: 经济|增速; empty: the noun names no thing."""
    cdef Phrase phrase
    cdef uint32_t at
    phrase.first = phrase.last = phrase.start = phrase.end = 0
    for at in range(index, index + 6):
        if ends_clause(scan, at) or scan.owners[at] >= 0:
            break
        if word_at(lexicon, scan, at).roles & ROLE_RATE:
            if at > index:
                phrase.first, phrase.last = index, at + 1
                phrase.start, phrase.end = scan.tokens[index].start, scan.tokens[at].end
            break
    return phrase


cdef uint32_t behind_list(Automaton lexicon, Scan scan, const Quantity* figure) noexcept nogil:
    """The token behind the list that a figure begins: 有50.6%、35.0%|的学者."""
    cdef uint32_t index = <uint32_t> (figure - scan.quantities)
    return behind(lexicon, scan, scan.quantities[index + count_members(lexicon, scan, index) - 1].last)


cdef bint part_acts(Automaton lexicon, Scan scan, const Quantity* figure, const Left* left,
                    uint32_t next) noexcept nogil:
    """Whether a percentage stands right between those whom it is a part of and what they do: 企业|八成|认为."""
    cdef const Word* word = word_at(lexicon, scan, next)
    if left.reach or left.has or left.listed or left.rate or left.of or left.subject.last + 1 < figure.first:
        return False
    if not word_at(lexicon, scan, left.subject.last - 1).roles2 & ROLE2_COUNTED:
        return False
    return word.roles & (ROLE_MAKE | ROLE_STOP | ROLE_CARRY | ROLE_SAY) or word.roles2 & ROLE2_ACT


cdef bint only_scope(Automaton lexicon, Scan scan, const Left* left) noexcept nogil:
    """Whether the subject is but a place that the figure holds for: 全市|178万亩夏粮喜获丰收."""
    return left.subject.last - left.subject.first == 1 and not left.reach and not left.has and (
        word_at(lexicon, scan, left.subject.first).roles & ROLE_SCOPE) != 0


cdef uint32_t over_counts(Automaton lexicon, Scan scan, const Quantity* figure, uint32_t index) noexcept nogil:
    """The token behind further counts of the same thing: 301户、|611人|建档立卡贫困户; `index`: none follows."""
    cdef uint32_t at = index, _steps
    cdef int32_t owner
    for _steps in range(3):
        if sign_at(scan, at) == CHAR_PAUSE:
            at += 1
        owner = scan.owners[at] if at < scan.token_count else -1
        if owner < 0 or scan.quantities[owner].first != at or scan.quantities[owner].kind != KIND_AMOUNT or not (
                is_count(lexicon, &scan.quantities[owner])) or scan.quantities[owner].unit == figure.unit:
            break
        at = behind(lexicon, scan, scan.quantities[owner].last)
        index = at
    return index


cdef bint names_whose(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether what follows a percentage at once says whose share it is: 四成|来自境外, 五成四|属新客户, 六成|恢复供电."""
    cdef const Word* word = word_at(lexicon, scan, index)
    if kind_at(scan, index) == TOKEN_TEXT:
        return first_char(scan, index) in u"属屬"
    if not (word.roles & (ROLE_STOP | ROLE_MAKE | ROLE_FROM) or word.roles2 & ROLE2_ACT or word.roles & ROLE_REACH and (
            first_char(scan, index) in u"是为為")):
        return False
    word = word_at(lexicon, scan, index + 1)
    return is_content(lexicon, scan, index + 1) or word.roles & (ROLE_TIME | ROLE_MAKE) != 0


cdef uint32_t over_copula(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The token behind 都是, 均为, 由: 三人都是|酒店员工, 五成由|外企贡献."""
    while word_at(lexicon, scan, index).roles & (ROLE_ADVERB | ROLE_REACH | ROLE_FROM):
        index += 1
    return index


cdef Phrase verb_before(Automaton lexicon, Scan scan, uint32_t index, uint32_t clause) noexcept nogil:
    """The verb that stands before a figure, where it is all that names it: 通过其中24件, 筹措2700多万元."""
    cdef Phrase phrase
    cdef uint32_t at = index, _steps
    phrase.first = phrase.last = phrase.start = phrase.end = 0
    for _steps in range(4):
        if at <= clause:
            break
        at -= 1
        if word_at(lexicon, scan, at).roles & (ROLE_MAKE | ROLE_STOP):
            phrase.first, phrase.last = at, at + 1
            phrase.start, phrase.end = scan.tokens[at].start, scan.tokens[at].end
            break
    return phrase


cdef int trim_rate(Automaton lexicon, Scan scan, Phrase* subject) noexcept nogil:
    """同比增速 as a name is 增速: the basis is a field of its own."""
    cdef const Word* word
    if subject.last - subject.first != 1:
        return 0
    word = word_at(lexicon, scan, subject.first)
    if word.roles & ROLE_RATE and word.basis and word.length > 2:
        subject.start += 2
    return 0


cdef int name_rate(Automaton lexicon, Scan scan, Sentence* sentence, const Left* left) noexcept nogil:
    """Keep what a change of the figure's rate would be a change of: 增速达17.1%, 环比提高|1.4个百分点; 占总负债比重
    为14.65%, 同比下降|2.55个百分点."""
    cdef const Word* word
    cdef uint32_t last = left.against_last
    if first_char(scan, last) == u"的" and length_of(scan, last) == 1:
        last += 1
    if first_char(scan, last) == u"比" and length_of(scan, last) > 1 and word_at(lexicon, scan, last).roles & ROLE_SHARE:
        last += 1      # 占全省生产总值|的|比重达39.1%
    else:
        last = left.against_last
    if left.rate and not left.change:
        word = word_at(lexicon, scan, left.rate_at)
        sentence.rate_name.start = scan.tokens[left.rate_at].start + (2 if word.basis and word.length > 2 else 0)
        sentence.rate_name.end = scan.tokens[left.rate_at].end
    elif left.share and left.against_first < left.against_last and left.rate_at + 1 == left.against_first and (
            first_char(scan, last - 1) == u"比"):
        sentence.rate_name.start = scan.tokens[left.rate_at].start
        sentence.rate_name.end = scan.tokens[last - 1].start + 2
    elif left.subject.first < left.subject.last:
        sentence.rate_name.start = sentence.rate_name.end = 0
    return 0
