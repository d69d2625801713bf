"""Stage 7, fifth part: one figure to one indicator.

In: a quantity and the Sentence that it stands in. Out: an indicator with metric, statement, direction, basis, status
and scope, added to the Scan; the Sentence knows what later figures may leave open. Cost: bounded by the clause.
"""
from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memset

from dushu._clause cimport *
from dushu._facts cimport Behind, behind, is_indicator, leads_to_figure, read_behind
from dushu._lists cimport joins, keep_metric, opens_move, spread, take_origin
from dushu._modifiers cimport read_left
from dushu._names cimport COUNTED, PREDICATE, WHOLE, leading_phrase, phrase_behind
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan, add_indicator
from dushu._sentence cimport Sentence, set_basis
from dushu._trie cimport Automaton


cdef int read_figure(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity) except -1 nogil:
    """Make an indicator of one figure, if it is one; 1 where it is, or is the start of a move."""
    cdef Quantity* figure = &scan.quantities[quantity]
    cdef uint32_t zone = sentence.clause
    cdef Left left
    cdef bint joined = False
    if sentence.previous >= 0:
        zone = scan.quantities[sentence.previous].last
        joined = joins(lexicon, scan, sentence.previous, quantity)
        zone = behind_pause(scan, zone, figure.first)
    if joined and (sentence.origin_count == 0 or sentence.origin) and sentence.last >= 0 and (
            scan.indicators[sentence.last].quantity == <uint32_t> sentence.previous):
        return follow(lexicon, scan, sentence, quantity)
    if opens_move(lexicon, scan, sentence, quantity):
        return 1
    if sentence.origin_count and joined and sentence.origin == 0:
        return 1      # a further member of the list that a move starts from
    read_left(lexicon, scan, zone, figure.first, figure.kind, &left)
    if sentence.origin_count and sentence.origin == 0:
        read_origin(lexicon, scan, sentence, figure, &left)
    return settle(lexicon, scan, sentence, quantity, &left)


cdef uint32_t behind_pause(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The token behind the first 、 in [first, last), where what is said of the figure before ends; `first`: none.

    95人遇难、|130人受伤; 3500万元的供水管网改造、|3800万元的背街巷道改造.
    """
    cdef uint32_t index
    for index in range(max(first, last - min(last, <uint32_t> LOOK)), last):
        if sign_at(scan, index) == CHAR_PAUSE:
            return index + 1
    return first


cdef int read_origin(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure,
        Left* left) except -1 nogil:
    """The subject of a move stands before its 由, and so may a rate noun (降幅|由2%扩大到|5%)."""
    cdef Left before
    read_left(lexicon, scan, sentence.clause, sentence.origin_from, figure.kind, &before)
    left.subject = before.subject
    if before.rate:
        left.rate = before.rate
    if before.share:
        left.share = True
    if before.basis:
        left.basis = before.basis
    if not left.basis:
        left.basis = sentence.origin_basis
        if left.basis == BASIS_BASE and year_follows(lexicon, scan, sentence.origin_from, figure.first):
            left.basis = BASIS_YOY
    if not left.basis and sentence.last >= 0 and scan.indicators[sentence.last].has_origin:
        left.basis = scan.indicators[sentence.last].basis      # 污水处理率由2005年的52%…, 装机比重由12%…
    if before.scope_first < before.scope_last:
        left.scope_first, left.scope_last = before.scope_first, before.scope_last
    elif word_at(lexicon, scan, sentence.origin_from + 1).roles & ROLE_SCOPE:
        left.scope_first, left.scope_last = sentence.origin_from + 1, sentence.origin_from + 2
    return 0


cdef bint year_follows(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether two years in a row are named between the 由 of a move and its end: 由前年的12起, 降至去年的|9起."""
    cdef uint32_t at
    cdef int year = 0
    cdef const Word* word
    for at in range(max(first, last - min(last, <uint32_t> LOOK)), last):
        word = word_at(lexicon, scan, at)
        if word.roles & ROLE_TIME and word.grain == GRAIN_YEAR:
            if year and word.value == year + 1:
                return True
            year = word.value
    return False


cdef int follow(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity) except -1 nogil:
    """A further member of a list is meant as the one before it."""
    cdef Indicator* fact = put(scan, sentence, quantity)
    cdef Indicator* before = &scan.indicators[scan.indicator_count - 2]
    cdef uint32_t index
    fact.statement, fact.direction = before.statement, before.direction
    fact.basis, fact.status = before.basis, before.status
    for index in range(scan.quantities[before.quantity].last, scan.quantities[quantity].first):
        if word_at(lexicon, scan, index).roles & ROLE_CHANGE:
            # 分别上升3.6%和|下降3.4%, 季增13.6%、|年增40.1%
            fact.direction = word_at(lexicon, scan, index).direction
            if word_at(lexicon, scan, index).basis:
                fact.basis = word_at(lexicon, scan, index).basis
    fact.metric_start, fact.metric_end = before.metric_start, before.metric_end
    fact.scope_start, fact.scope_end = before.scope_start, before.scope_end
    if sentence.member_count > sentence.member:
        set_metric(fact, sentence, &sentence.members[sentence.member])
        sentence.member += 1
    take_origin(sentence, fact)
    own_phrase(lexicon, scan, sentence, fact)
    return 1


cdef int own_phrase(Automaton lexicon, Scan scan, Sentence* sentence, Indicator* fact) except -1 nogil:
    """A counted noun behind the member of a list is its own subject: 两名|房务部员工及一名|餐饮部员工."""
    cdef const Quantity* figure = &scan.quantities[fact.quantity]
    cdef Phrase phrase
    if lexicon.units[figure.unit].dimension != DIMENSION_COUNT or not figure.unit:
        return 0
    phrase = phrase_behind(lexicon, scan, behind(lexicon, scan, figure.last), COUNTED)
    if phrase.first < phrase.last:
        set_metric(fact, sentence, &phrase)
    return 0


cdef Indicator* put(Scan scan, Sentence* sentence, uint32_t quantity) except NULL nogil:
    cdef Indicator* fact = add_indicator(scan)
    memset(fact, 0, sizeof(Indicator))
    fact.quantity = quantity
    fact.kind = scan.quantities[quantity].kind
    fact.bound = scan.quantities[quantity].bound
    fact.block = sentence.block
    fact.period = -1
    fact.sentence_start, fact.sentence_end = sentence.start, sentence.end
    sentence.last = scan.indicator_count - 1
    return fact


cdef int set_metric(Indicator* fact, Sentence* sentence, const Phrase* metric) noexcept nogil:
    fact.metric_start, fact.metric_end = metric.start, metric.end
    keep_metric(sentence, metric)
    return 0


cdef int settle(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t quantity, Left* left) except -1 nogil:
    """Decide whether the figure is an indicator, and fill one in."""
    cdef Quantity* figure = &scan.quantities[quantity]
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    cdef Indicator* fact
    cdef Indicator* before
    cdef Behind rest
    cdef Phrase phrase
    cdef bint counted = figure.kind == KIND_AMOUNT and (
        is_count(lexicon, figure) or not figure.unit and next == figure.last and is_content(lexicon, scan, next)
        and figure.flags & QUANTITY_MAGNITUDE)      # 904万旅客
    cdef bint own = left.subject.first < left.subject.last
    if own and sentence.previous >= 0 and left.subject.last == figure.first and (
            left.subject.start == sentence.metric.start and left.subject.end == sentence.metric.end):
        left.subject.last = left.subject.first      # 12个乡镇|3.6万人受灾: what the figure before counts
        own = False
    phrase.first = phrase.last = phrase.start = phrase.end = 0
    if own and counted and counted_before(scan, sentence, left, figure.first):
        left.subject.first = left.subject.last = figure.first
        own = False
    read_behind(lexicon, scan, next, &rest)
    if not is_indicator(lexicon, scan, sentence.clause, figure, left, &rest):
        if figure.kind == KIND_RANK:
            figure.kind = KIND_ORDINAL
        return 0
    fact = put(scan, sentence, quantity)
    fact.against_first, fact.against_last = left.against_first, left.against_last
    if figure.kind == KIND_ORDINAL:
        fact.kind = KIND_DURATION if lexicon.units[figure.unit].dimension == DIMENSION_TIME else KIND_AMOUNT
    if sentence.origin_count and sentence.origin == 0:
        take_origin(sentence, fact)
    before = NULL
    if sentence.previous >= 0 and scan.indicator_count > 1 and (
            scan.indicators[scan.indicator_count - 2].quantity == <uint32_t> sentence.previous):
        before = &scan.indicators[scan.indicator_count - 2]
    fact.statement = statement_of(scan, figure, left, &rest, fact, before)
    if sentence.governed and before != NULL and fact.statement == STATEMENT_LEVEL and own and not left.reach and (
            sign_at(scan, before_subject(scan, left)) == CHAR_PAUSE):
        # 增加水稻26万亩、蔬菜16万亩: one verb for the whole list
        fact.statement, fact.direction = before.statement, before.direction
    else:
        sentence.governed = left.governs
    if not own and fact.statement == STATEMENT_LEVEL and not fact.direction and (
            left.reach or sentence.rate and sign_at(scan, sentence.clause - 1) == CHAR_COLON):
        if sentence.rate and (figure.kind == KIND_PERCENT or not left.reach):
            fact.statement, fact.direction = STATEMENT_CHANGE, sentence.rate      # 同比增长：4300万元
        else:
            fact.direction = sentence.direction
    if fact.statement == STATEMENT_LEVEL and figure.kind == KIND_PERCENT and not fact.direction and (
            sentence.apposed_way and sentence.apposed.start < sentence.apposed.end
            and fills_bracket(scan, sentence, figure)):
        fact.statement, fact.direction = STATEMENT_CHANGE, sentence.apposed_way
    if fact.statement in (STATEMENT_STREAK, STATEMENT_RECORD) and own:
        left.subject = leading_phrase(lexicon, scan, sentence.clause, left.subject.last)
        own = left.subject.first < left.subject.last
    fact.status = left.status if left.status else status_of(lexicon, scan, sentence, figure.first)
    if left.status:
        sentence.status = left.status
    if fact.statement == STATEMENT_GAP and not left.basis and not own and compared_with_figure(lexicon, scan, sentence):
        fact.statement = STATEMENT_CHANGE      # 较去年的12人|少5人
    elif fact.statement == STATEMENT_GAP and sentence.compared and left.against_first == left.against_last:
        fact.statement = STATEMENT_CHANGE      # 与往年同期相比, 损失|偏多2倍
    if left.compare and not left.change and rest.rate and fact.statement == STATEMENT_CHANGE:
        left.basis = BASIS_NONE      # 快于去年3%的增速: 去年 is the rate's own time
        fact.against_last = fact.against_first
    settle_basis(lexicon, scan, sentence, figure, left, fact, own)
    if left.bound and fact.bound == BOUND_EQ:
        fact.bound = left.bound
    if first_char(scan, next) in u"为為" and first_char(scan, next + 1) == u"上":
        fact.bound = BOUND_LE      # 以5000元|为上限
    if not fact.has_origin or not own and sentence.topic.start == sentence.topic.end:
        phrase = name_behind(lexicon, scan, figure, left, fact, counted, own)
    if phrase.first < phrase.last:
        set_metric(fact, sentence, &phrase)
    elif own:
        spread(lexicon, scan, sentence, quantity, left)
        if sentence.member_count:
            sentence.member = 1
            set_metric(fact, sentence, &sentence.members[0])
        else:
            trim_rate(lexicon, scan, &left.subject)
            if left.completes or names_plan(lexicon, scan, sentence, figure, left):
                # The plan is not what the sentence goes on about.
                fact.metric_start, fact.metric_end = left.subject.start, left.subject.end
            else:
                set_metric(fact, sentence, &left.subject)
    else:
        spread(lexicon, scan, sentence, quantity, left)
        if sentence.member_count:
            sentence.member = 1
            set_metric(fact, sentence, &sentence.members[0])
        elif (left.makes or left.stopped) and figure.kind == KIND_AMOUNT and not left.change:
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
                left.reach or left.arrive or fact.has_origin or figure.first == sentence.clause + (kind_at(scan,
                        sentence.clause) == TOKEN_SPACE)):
            set_metric(fact, sentence, &sentence.topic)
        else:
            fact.metric_start, fact.metric_end = sentence.metric.start, sentence.metric.end
    name_rate(lexicon, scan, sentence, left)
    if left.scope_first < left.scope_last:
        fact.scope_start = scan.tokens[left.scope_first].start
        fact.scope_end = scan.tokens[left.scope_last - 1].end
    return 1


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


cdef inline bint fills_bracket(Scan scan, const Sentence* sentence, const Quantity* figure) noexcept nogil:
    """Whether a figure is all that a bracket holds: 浙江(31.2%)."""
    return figure.first == sentence.clause and sign_at(scan, figure.last) == CHAR_CLOSE


cdef bint counted_before(Scan scan, const Sentence* sentence, const Left* left, uint32_t index) noexcept nogil:
    """Whether the phrase before a count at `index` is no more than what the figure before it counts, and so does not
    name this one: 20个县市|135万人受灾."""
    cdef const Indicator* before
    if sentence.previous < 0 or sentence.last < 0 or left.reach or left.has or left.change or left.arrive:
        return False
    before = &scan.indicators[sentence.last]
    return (before.quantity == <uint32_t> sentence.previous and before.metric_start == left.subject.start
            and before.metric_end == left.subject.end and left.subject.last == index
            and left.subject.first == scan.quantities[sentence.previous].last)


cdef inline bint is_count(Automaton lexicon, const Quantity* figure) noexcept nogil:
    """Whether a figure counts things: it has a measure word, or no unit at all (8省)."""
    if figure.flags & QUANTITY_BARE:
        return not figure.flags & (QUANTITY_RATIO | QUANTITY_CHINESE)
    return figure.unit != 0 and lexicon.units[figure.unit].dimension == DIMENSION_COUNT


cdef inline uint32_t before_subject(Scan scan, const Left* left) noexcept nogil:
    """The token before a figure's subject."""
    return left.subject.first - 1 if left.subject.first else 0


cdef uint8_t statement_of(Scan scan, const Quantity* figure, const Left* left, const Behind* rest, Indicator* fact,
                          const Indicator* before) noexcept nogil:
    """The statement that the words around a figure make, and with it the direction."""
    cdef uint8_t kind = figure.kind
    if kind == KIND_RANK:
        fact.direction = left.direction
        return STATEMENT_RANK
    if figure.flags & QUANTITY_RATIO and kind == KIND_PERCENT:
        return STATEMENT_SHARE
    if kind == KIND_DURATION or kind == KIND_ORDINAL:
        if left.streak:
            fact.direction = rest.direction
            fact.basis = rest.basis
            return STATEMENT_STREAK
        if rest.record:
            fact.direction = rest.direction
            fact.basis = rest.basis
            return STATEMENT_RECORD
        if left.change and first_char(scan, left.change_at) in u"连連" and kind == KIND_DURATION:
            fact.direction = left.direction
            return STATEMENT_STREAK      # 连升|3个交易日
    if left.compare and not left.change:
        if kind == KIND_PERCENT and rest.rate:
            fact.direction = rest.direction      # 快于上年|3%|的增速: the comparand's own rate
            return STATEMENT_CHANGE
        fact.direction = left.direction
        if left.basis and left.only_time:
            return STATEMENT_CHANGE
        return STATEMENT_GAP
    if left.rate and not left.change and kind in (KIND_PERCENT, KIND_POINT, KIND_MULTIPLE):
        fact.direction = left.rate
        if figure.value.mantissa < 0 and left.rate == DIRECTION_UP:
            fact.direction = DIRECTION_DOWN      # 增幅为-16.22%
        return STATEMENT_CHANGE
    if left.share and not left.arrive and not left.change and kind in (KIND_PERCENT, KIND_FRACTION):
        return STATEMENT_LEVEL if fact.has_origin else STATEMENT_SHARE
    if left.change:
        fact.direction = left.direction
        return STATEMENT_CHANGE
    if left.arrive:
        fact.direction = left.direction
        return STATEMENT_LEVEL
    if left.to and before == NULL and fact_before(scan, fact):
        before = fact - 1      # 增加44%，至|1.04亿人次
    if left.to and before != NULL and before.statement == STATEMENT_CHANGE:
        fact.direction = before.direction      # 上升4%至|219.6亿元
        return STATEMENT_LEVEL
    if kind in (KIND_PERCENT, KIND_MULTIPLE, KIND_POINT) and (rest.rate or rest.change):
        fact.direction = rest.direction
        if not fact.basis:
            fact.basis = rest.basis
        return STATEMENT_CHANGE
    return STATEMENT_LEVEL


cdef bint fact_before(Scan scan, const Indicator* fact) noexcept nogil:
    """Whether only a comma and 至 stand between a figure and the indicator before it."""
    cdef uint32_t end
    if fact == scan.indicators:
        return False
    end = scan.quantities[(fact - 1).quantity].last
    return scan.quantities[fact.quantity].first == end + 2 and sign_at(scan, end) == CHAR_COMMA


cdef uint8_t status_of(Automaton lexicon, Scan scan, Sentence* sentence, uint32_t index) noexcept nogil:
    """The status that the clause before a figure states, else the sentence's."""
    cdef uint32_t at = index, _steps
    for _steps in range(40):
        if at <= sentence.clause:
            break
        at -= 1
        if word_at(lexicon, scan, at).roles & ROLE_STATUS and promises(lexicon, scan, at):
            sentence.status = word_at(lexicon, scan, at).status
            break
    return sentence.status


cdef int settle_basis(Automaton lexicon, Scan scan, Sentence* sentence, const Quantity* figure, const Left* left,
        Indicator* fact, bint own) noexcept nogil:
    """The basis: stated before the figure, or inherited from the list that it belongs to."""
    if fact.statement == STATEMENT_GAP or fact.statement == STATEMENT_RANK:
        return 0
    if fact.statement == STATEMENT_LEVEL and not left.arrive and not fact.has_origin and (
            figure.kind != KIND_MULTIPLE and not left.direction == DIRECTION_FLAT):
        if left.basis:
            set_basis(sentence, left.basis)      # 较去年同期的|2.9%, …: the comparand itself
        return 0
    if left.basis:
        fact.basis = left.basis
        if figure.kind != KIND_POINT or not own or not word_at(lexicon, scan, left.subject.last - 1).roles & ROLE_RATE:
            set_basis(sentence, left.basis)      # not 降幅比上半年|收窄2个百分点: it is held against a time of its own
    elif fact.basis:
        set_basis(sentence, fact.basis)
    elif fact.statement == STATEMENT_CHANGE and compared_with_figure(lexicon, scan, sentence):
        fact.basis = sentence.basis
    elif fact.statement == STATEMENT_CHANGE and not (left.drives or left.governs or left.average):
        fact.basis = sentence.basis if sentence.basis else sentence.standing
    return 0


cdef bint compared_with_figure(Automaton lexicon, Scan scan, Sentence* sentence) noexcept nogil:
    """Whether the figure before is what this one is held against: 较第一季的4.2%|增加2%. Sets the sentence's basis."""
    cdef uint32_t at, _steps
    cdef uint8_t basis
    if sentence.previous < 0:
        return False
    at = scan.quantities[sentence.previous].first
    for _steps in range(8):
        if at <= sentence.clause:
            return False
        at -= 1
        if word_at(lexicon, scan, at).roles & ROLE_BASIS and _steps < 2:
            if first_char(scan, at) not in u"比较較" or first_char(scan, at + 1) not in u"的之":
                return False
            set_basis(sentence, word_at(lexicon, scan, at).basis)      # 较去年年底的|3.49亿元
            return True
        if word_at(lexicon, scan, at).roles & ROLE_BASIS_OPEN and first_char(scan, at) in u"比较較":
            basis = basis_of(lexicon, scan, at + 1, scan.quantities[sentence.previous].first)
            if basis:
                set_basis(sentence, basis)
            return basis != BASIS_NONE
    return False


cdef Phrase name_behind(Automaton lexicon, Scan scan, const Quantity* figure, const Left* left, Indicator* fact,
                        bint counted, bint own) noexcept nogil:
    """The name that stands behind a figure: what is counted or bought, or whose share it is; empty: there is none."""
    cdef Phrase phrase
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    cdef bint of = first_char(scan, next) == u"的"
    phrase.first = phrase.last = phrase.start = phrase.end = 0
    if figure.kind == KIND_RANK:
        if first_char(scan, next) in u"大高低多少" and (scan.tokens[next].end - scan.tokens[next].start > 1
                or is_content(lexicon, scan, next + 1)):
            phrase = phrase_behind(lexicon, scan, next, COUNTED)
            phrase.start += 1
        return phrase
    if figure.kind in (KIND_PERCENT, KIND_FRACTION):
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
        phrase = phrase_behind(lexicon, scan, next + of, COUNTED)
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
            if phrase.last - phrase.first == 1 and word_at(lexicon, scan, phrase.first).roles2 & ROLE2_ABSTRACT:
                phrase.first = phrase.last      # 1.4万亿斤的|新台阶
            return phrase
        if of and last_char(scan, left.subject.last - 1) in u"资資":
            return phrase_behind(lexicon, scan, next + 1, WHOLE)      # 投资3500万元的供水管网改造
    return phrase


cdef inline bint only_scope(Automaton lexicon, Scan scan, const Left* left) noexcept nogil:
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
    if not (word.roles & (ROLE_STOP | ROLE_MAKE) or word.roles2 & ROLE2_ACT or word.roles & ROLE_REACH and (
            first_char(scan, index) in u"是为為")):
        return False
    return is_content(lexicon, scan, index + 1) or word_at(lexicon, scan, index + 1).roles & ROLE_TIME != 0


cdef uint32_t over_copula(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """The token behind 都是, 均为: 三人都是|酒店员工."""
    while word_at(lexicon, scan, index).roles & (ROLE_ADVERB | ROLE_REACH):
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


cdef int trim_rate(Automaton lexicon, Scan scan, Phrase* subject) noexcept nogil:
    """同比增速 as a name is 增速: the basis is a field of its own."""
    cdef const Word* word
    if subject.last - subject.first != 1:
        return 0
    word = word_at(lexicon, scan, subject.first)
    if word.roles & ROLE_RATE and word.basis and word.length > 2:
        subject.start += 2
    return 0
