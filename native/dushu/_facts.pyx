"""Stage 7, third part: which quantities state facts.

In: a quantity and what stands around it. Out: whether it is an indicator; where it only names a class (110千伏及以上
线路) or a time (5年来), its flags say so. Cost: bounded by the clause. Nothing is allocated.

The rules are those of the contract: no dates, no ordinals of names, no slogans, no parts that a text announces of
itself (四条主线), no articles (一个), no sizes and thresholds that say which things are meant.
"""
from libc.stdint cimport int32_t, uint8_t, uint32_t
from libc.string cimport memset

from dushu._clause cimport *
from dushu._names cimport COUNTED, phrase_behind
from dushu._sentence cimport AHEAD
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef int read_behind(Automaton lexicon, Scan scan, uint32_t index, Behind* out) noexcept nogil:
    """Read the words behind a figure that say how it is meant: 15年|新低, 8年|下降, 37%|的增幅, 27个月|的首次同比下滑."""
    cdef uint32_t at
    cdef bint sets = False
    cdef const Word* word
    memset(out, 0, sizeof(Behind))
    for at in range(index, index + AHEAD):
        if ends_clause(scan, at) or sign_at(scan, at) in (CHAR_PAUSE, CHAR_CLOSE) or at >= scan.token_count:
            break
        if scan.owners[at] >= 0 and measures(&scan.quantities[scan.owners[at]]):
            break
        word = word_at(lexicon, scan, at)
        if word.roles2 & ROLE2_COUNTED and at == index + 1 and first_char(scan, index) == u"的":
            break      # 五成的|企业认为订单增加
        if word.roles2 & ROLE2_SETS:
            sets = True
        if word.roles & ROLE_BASIS and not out.basis:
            out.basis = word.basis
        if word.roles & ROLE_RECORD and not word.roles2 & ROLE2_HEAD:
            out.record = True
            out.direction = word.direction
            break
        if word.roles & ROLE_RATE:
            out.rate = True
            out.direction = word.direction
            if word.basis:
                out.basis = word.basis
            break
        if word.roles & (ROLE_CHANGE | ROLE_ARRIVE):
            if not sets and leads_to_figure(lexicon, scan, at + 1):
                break      # 4.2%|增加2%: the next figure's own word
            out.change = True
            out.record = sets
            out.direction = word.direction
            break
        if kind_at(scan, at) == TOKEN_TEXT and not sets and (
                scan.tokens[at].end - scan.tokens[at].start > 2 or at == index + 1 and first_char(scan, index) == u"的"):
            break      # 35%的|受访企业扩大招聘: not the figure grows
    return 0


cdef bint leads_to_figure(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a figure follows there, over a qualifier or 了."""
    cdef uint32_t at
    for at in range(index, index + 3):
        if at >= scan.token_count or ends_clause(scan, at):
            return False
        if scan.owners[at] >= 0:
            return (measures(&scan.quantities[scan.owners[at]])
                    and scan.quantities[scan.owners[at]].kind != KIND_DURATION)
        if not word_at(lexicon, scan, at).roles & (ROLE_BOUND_BEFORE | ROLE_PARTICLE | ROLE_ADVERB) and kind_at(scan,
                at) != TOKEN_SPACE:
            return False
    return False


cdef bint is_indicator(Automaton lexicon, Scan scan, uint32_t clause, Quantity* figure, const Left* left,
        const Behind* rest) noexcept nogil:
    """Whether a quantity that could measure something does so here."""
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    cdef bint said = left.reach or left.has or left.change or left.arrive or left.compare or left.rate or left.share
    if figure.kind == KIND_RANK:
        return ranks(lexicon, scan, figure, left)
    if figure.kind == KIND_ORDINAL:
        if lexicon.units[figure.unit].dimension == DIMENSION_TIME:
            return left.streak
        if figure.flags & QUANTITY_ORDER:
            return False
        return left.arrive or counts_turns(lexicon, scan, figure, left)      # 提升至二级
    if figure.kind == KIND_DURATION:
        if left.streak or rest.record:
            return True
        if first_char(scan, figure.last) == u"期" and length_of(scan, figure.last) == 1 and is_content(lexicon, scan,
                figure.last + 1):
            figure.flags |= QUANTITY_CLASS      # 10年|期国债
            return False
        if adverbial(lexicon, scan, figure, clause):
            figure.flags |= QUANTITY_ADVERBIAL
            return False
        if is_article(scan, figure) and not said:
            return False
        if figure.first and last_char(scan, figure.first - 1) == u"了":
            return True      # 买了16日
        if not (left.reach or left.change or left.arrive) and not ends_clause(scan, next) and (
                is_content(lexicon, scan, next) or is_time(lexicon, scan, next)
                or word_at(lexicon, scan, next).roles & (ROLE_CHANGE | ROLE_BASIS_CLOSE | ROLE_ADVERB)):
            return False      # 十年|增长1.3倍, 五年|平均范围
        return said or left.subject.first < left.subject.last and (
            word_at(lexicon, scan, left.subject.last - 1).roles2 & ROLE2_HEAD
            or last_char(scan, figure.first - 1) in u"長长隔" or ends_clause(scan, next))
    if figure.flags & QUANTITY_BARE:
        if figure.flags & QUANTITY_RATIO:
            return True
        if first_char(scan, next) in u"省市县縣国國州旗镇鎮村" and not figure.flags & QUANTITY_CHINESE and kind_at(scan,
                next) != TOKEN_SPACE:
            return True      # 8省（区、市）
        return said and not (figure.flags & QUANTITY_CHINESE) and not is_content(lexicon, scan, next)
    if first_char(scan, next) == u"大" and scan.tokens[next].end - scan.tokens[next].start >= 1 and not figure.unit:
        return False
    if figure.kind == KIND_AMOUNT and figure.unit and lexicon.units[figure.unit].dimension == DIMENSION_COUNT:
        if first_char(scan, figure.first) == u"二" and figure.value.mantissa == 2 and last_char(scan,
                figure.last - 1) != u"人":
            return False      # 二次, 二级: a count of two is 两
        if is_article(scan, figure) and not left.change and not listed_with(lexicon, scan, figure):
            return False
        if sign_at(scan, next) == CHAR_QUOTE_OPEN and figure.flags & QUANTITY_CHINESE:
            return False      # 三个“全面”
        if closes_name(scan, figure) or numbers_version(scan, figure):
            return False
        if names_kind(lexicon, scan, figure, next) or sums_list(lexicon, scan, figure, clause):
            figure.flags |= QUANTITY_CLASS
            return False
        if counts_abstract(lexicon, scan, figure, next) or numbers_meeting(lexicon, scan, figure, clause):
            return False
    if measured_by(scan, figure.last) < figure.last:
        return False
    if last_char(scan, figure.last - 1) == u"股" and figure.first > clause and first_char(scan,
            figure.first - 1) == u"每":
        return False      # 每|10股|派2.5元
    if lexicon.units[figure.unit].dimension == DIMENSION_DATA and not said:
        return False      # 手机（256GB）
    if defines_class(lexicon, scan, figure, left) or is_age_group(lexicon, scan, figure, left):
        figure.flags |= QUANTITY_CLASS
        return False
    return True


cdef bint counts_turns(Automaton lexicon, Scan scan, const Quantity* figure, const Left* left) noexcept nogil:
    """Whether 期 counts how often something was held, and numbers no issue or phase: 举办培训班|36期."""
    return (is_many(figure) and last_char(scan, figure.last - 1) in u"期轮輪批"
            and left.subject.first < left.subject.last == figure.first
            and word_at(lexicon, scan, left.subject.last - 1).roles2 & ROLE2_COUNTED != 0)


cdef bint ranks(Automaton lexicon, Scan scan, const Quantity* quantity, const Left* left) noexcept nogil:
    """Whether 第 and a number is a place in a ranking and not one of a series."""
    cdef uint32_t index = quantity.first
    cdef Py_UCS4 c = first_char(scan, quantity.last)
    if not quantity.flags & QUANTITY_ORDER:
        return index > 0 and (left.reach or left.scope_first < left.scope_last or ranked_before(lexicon, scan, index))
    if left.scope_first < left.scope_last or left.arrive or ranked_before(lexicon, scan, index):
        return True
    if c in u"大高低多少长長强強" and kind_at(scan, quantity.last) != TOKEN_SPACE:
        return index > 0 and (left.reach or not ends_clause(scan, index - 1))
    if index and ends_clause(scan, quantity.last) and word_at(lexicon, scan, index - 1).roles2 & (
            ROLE2_PLACE_NOUN | ROLE2_HEAD):
        return True      # 深圳第四, 增速第一
    if scan.tokens[quantity.last - 1].end > scan.tokens[quantity.first].end and quantity.last - quantity.first > 2:
        return ends_clause(scan, quantity.last) and left.subject.first < left.subject.last
    return False


cdef bint ranked_before(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    cdef uint32_t _steps
    for _steps in range(6):
        if index == 0:
            return False
        index -= 1
        if ends_clause(scan, index):
            return False
        if word_at(lexicon, scan, index).roles & ROLE_RANK:
            return True
        if word_at(lexicon, scan, index).roles & ROLE_SCOPE and _steps == 0:
            return True
    return False


cdef bint adverbial(Automaton lexicon, Scan scan, const Quantity* quantity, uint32_t clause) noexcept nogil:
    """Whether a duration only says when: 5年来, 未来三天, 3年内, 前4个月."""
    cdef uint32_t index = quantity.last
    cdef Py_UCS4 c = first_char(scan, index)
    cdef const Word* word
    if c in u"来來内內后後前间間中里裏期度以之起" and kind_at(scan, index) != TOKEN_SPACE and not word_at(lexicon, scan,
            index).roles & ROLE_BOUND_AFTER:
        return True
    if quantity.first > clause:
        index = quantity.first - 1
        word = word_at(lexicon, scan, index)
        if word.roles & ROLE_BOUND_BEFORE and not word.roles & ROLE_COMPARE and index > clause and first_char(
                scan, index) not in u"过過":
            index -= 1
            word = word_at(lexicon, scan, index)
        if word.roles & ROLE_TIME or word.grain == GRAIN_PAST:
            return True
        c = char_at(&scan.text, scan.tokens[index].end - 1)
        return c in u"前头頭首近每第这這那未过過去今" and kind_at(scan, index) in (TOKEN_TEXT, TOKEN_WORD)
    return False


cdef bint is_article(Scan scan, const Quantity* quantity) noexcept nogil:
    """一个, 一名, 一位: no count, an article."""
    return (quantity.value.mantissa == 1 and quantity.value.exponent == 0 and not quantity.has_high
            and quantity.flags & QUANTITY_CHINESE and quantity.kind in (KIND_AMOUNT, KIND_DURATION)
            and scan.tokens[quantity.first].end - scan.tokens[quantity.first].start == 1)


cdef bint listed_with(Automaton lexicon, Scan scan, const Quantity* figure) noexcept nogil:
    """Whether another count of the same unit stands shortly before: 两名员工及一名主管."""
    cdef int32_t owner
    cdef uint32_t at = figure.first, _steps
    for _steps in range(8):
        if at == 0:
            return False
        at -= 1
        if ends_clause(scan, at):
            return False
        owner = scan.owners[at]
        if owner >= 0:
            return scan.quantities[owner].unit == figure.unit
    return False


cdef bint defines_class(Automaton lexicon, Scan scan, const Quantity* figure, const Left* left) noexcept nogil:
    """Whether a threshold or size only says which things are meant: 投资超5亿元的项目, 110千伏及以上线路, 5万千瓦风电,
    4台66万千瓦机组."""
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    cdef uint8_t dimension = lexicon.units[figure.unit].dimension
    cdef bint of = first_char(scan, next) == u"的"
    if figure.kind == KIND_PERCENT and of and next > figure.last and not (left.reach or left.has or left.change
            or left.arrive or left.share) and left.subject.first < left.subject.last and not (
            left.subject.last - left.subject.first == 1
            and word_at(lexicon, scan, left.subject.first).roles & ROLE_SCOPE):
        return True      # 营业收入10%以上的行业, not 全市90%以上的行业
    if of and (left.change or left.reach) and figure.bound in (BOUND_GT, BOUND_GE, BOUND_LT, BOUND_LE) and (
            left.subject.first < left.subject.last and bounds_things(lexicon, scan, next + 1)):
        return True      # 用电增长超过15%的省份
    if dimension == DIMENSION_MONEY and next > figure.last and (
            word_at(lexicon, scan, next).roles2 & ROLE2_COUNTED) and word_at(lexicon, scan, next - 1).bound_after in (
            BOUND_GE, BOUND_LE):
        return True      # 新增亿元以上|项目
    if left.reach or left.has or left.change or left.arrive or left.compare or left.share:
        return False
    if figure.kind in (KIND_PERCENT, KIND_MULTIPLE, KIND_FRACTION):
        return False
    if figure.bound in (BOUND_GT, BOUND_GE, BOUND_LT, BOUND_LE):
        if of and left.subject.first < left.subject.last and (
                left.subject.last - left.subject.first == 1 or last_char(scan, left.subject.last - 1) in u"资資"):
            return True
        if next > figure.last and dimension != DIMENSION_MONEY and (of or is_content(lexicon, scan, next)):
            return True
    if dimension in (DIMENSION_COUNT, DIMENSION_MONEY) or not figure.unit or left.makes or left.stopped:
        return False
    if not is_content(lexicon, scan, next) or kind_at(scan, next) == TOKEN_LATIN:
        return False
    if dimension not in (DIMENSION_AREA, DIMENSION_MASS):
        return True
    return figure.first > 0 and sign_at(scan, figure.first - 1) == CHAR_PAUSE or names_plant(lexicon, scan, next)


cdef bint names_plant(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the name at `index` is of something built, whose size stands before it (30万吨|乙烯项目), and not of the stuff
    that is measured (178万亩|夏粮, 670万吨|铬渣)."""
    cdef Phrase phrase = phrase_behind(lexicon, scan, index, COUNTED)
    if phrase.first == phrase.last or sign_at(scan, phrase.last) == CHAR_PAUSE:
        return True
    return char_at(&scan.text, phrase.end - 1) in (
        u"目程組组站矿礦路线線置厂廠地园園船舶轮輪备備罐头頭位库庫楼樓房场場区區店馆館炉爐机機车車泵塔仓倉级級体體舰艦井湖池堂院宅墅城户戶的")


cdef bint bounds_things(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a counted noun at `index` stands for the things that a threshold picks out: 省份, 企业, 家庭."""
    cdef const Word* word = word_at(lexicon, scan, index)
    if not word.roles2 & ROLE2_COUNTED or word.roles2 & (ROLE2_ABSTRACT | ROLE2_HEAD):
        return False
    index += 1
    return ends_clause(scan, index) or index >= scan.token_count or not (
        kind_at(scan, index) == TOKEN_TEXT or word_at(lexicon, scan, index).roles2 & CONTENT)


cdef bint is_age_group(Automaton lexicon, Scan scan, const Quantity* figure, const Left* left) noexcept nogil:
    """Whether an age only says who is meant: 80岁以上|占31.8%, 60至69岁的|病例."""
    cdef uint32_t next = behind(lexicon, scan, figure.last)
    if last_char(scan, figure.last - 1) not in u"岁歲" or left.reach or left.change:
        return False
    return (next > figure.last or figure.has_high or first_char(scan, next) == u"的"
            or word_at(lexicon, scan, next).roles & ROLE_SHARE != 0)


cdef bint counts_abstract(Automaton lexicon, Scan scan, const Quantity* figure, uint32_t index) noexcept nogil:
    """Whether what is counted only announces the text's own parts: 四条主线, 两个重点方面."""
    cdef Phrase phrase
    if is_many(figure):
        return False      # 155项任务 are counted, four of them are announced
    if word_at(lexicon, scan, index).roles2 & ROLE2_ABSTRACT:
        return True
    phrase = phrase_behind(lexicon, scan, index, COUNTED)
    return 0 < phrase.last - phrase.first <= 2 and (word_at(lexicon, scan,
            phrase.last - 1).roles2 & ROLE2_ABSTRACT) != 0


cdef bint names_kind(Automaton lexicon, Scan scan, const Quantity* figure, uint32_t index) noexcept nogil:
    """Whether a number of kinds is part of what the figure behind it tells of: 八类|案件|6件, 八类|案件|同比下降|5%."""
    cdef Phrase phrase
    cdef uint32_t at
    if not figure.flags & QUANTITY_CHINESE or last_char(scan, figure.last - 1) not in u"类類种種":
        return False
    phrase = phrase_behind(lexicon, scan, index, COUNTED)
    if phrase.first == phrase.last:
        return False
    for at in range(phrase.last, min(phrase.last + AHEAD, scan.token_count)):
        if scan.owners[at] >= 0:
            return measures(&scan.quantities[scan.owners[at]])
        if not word_at(lexicon, scan, at).roles & (ROLE_CHANGE | ROLE_REACH | ROLE_BASIS | ROLE_BOUND_BEFORE):
            return False
    return False


cdef bint sums_list(Automaton lexicon, Scan scan, const Quantity* figure, uint32_t clause) noexcept nogil:
    """Whether a count of kinds only says how many the list before it names: 养老、失业、工伤|三项|基金. A count of
    things is a figure for all that (甲、乙、丙|3个|支队)."""
    cdef uint32_t at = figure.first, _steps
    cdef int members = 1
    if not figure.flags & QUANTITY_CHINESE or last_char(scan, figure.last - 1) not in u"项項类類种種大":
        return False
    if figure.value.exponent or not 1 < figure.value.mantissa <= 9 or not is_content(lexicon, scan, figure.last) or (
            not is_content(lexicon, scan, at - 1)):
        return False
    for _steps in range(LOOK):
        if at <= clause or ends_clause(scan, at - 1) or scan.owners[at - 1] >= 0 or word_at(lexicon, scan,
                at - 1).roles & (ROLE_REACH | ROLE_CHANGE):
            break
        at -= 1
        if sign_at(scan, at) == CHAR_PAUSE or members > 1 and is_conjunction(scan, at):
            members += 1
    return members == figure.value.mantissa


cdef bint closes_name(Scan scan, const Quantity* figure) noexcept nogil:
    """Whether a count ends a short quotation, and so is part of a name: “浙30条”."""
    cdef uint32_t back
    if sign_at(scan, figure.last) != CHAR_QUOTE_CLOSE:
        return False
    for back in range(1, min(figure.first, <uint32_t> 3) + 1):
        if sign_at(scan, figure.first - back) == CHAR_QUOTE_OPEN:
            return True
    return False


cdef bint numbers_version(Scan scan, const Quantity* figure) noexcept nogil:
    """Whether a count is a version (3.0版) or says how far a ranking goes (前一百位的企业)."""
    if last_char(scan, figure.last - 1) == u"版":
        return figure.value.exponent < 0
    return figure.first > 0 and last_char(scan, figure.first - 1) == u"前" and (
        last_char(scan, figure.last - 1) in u"位名强強大家")


cdef inline bint is_many(const Quantity* figure) noexcept nogil:
    """Whether a count is printed in digits and more than a text would announce of its own parts."""
    return not figure.flags & QUANTITY_CHINESE and (figure.value.mantissa > 8 or figure.value.exponent > 0)


cdef bint numbers_meeting(Automaton lexicon, Scan scan, const Quantity* figure, uint32_t clause) noexcept nogil:
    """Whether 次 numbers a meeting of a body of a numbered term: 第十四届全国人大四次会议."""
    cdef uint32_t at = figure.first, _steps
    if first_char(scan, figure.last - 1) != u"次":
        return False
    if figure.flags & QUANTITY_CHINESE and first_char(scan, figure.last) in u"会會全":
        return True
    for _steps in range(8):
        if at <= clause:
            return False
        at -= 1
        if scan.owners[at] >= 0 and scan.quantities[scan.owners[at]].kind == KIND_ORDINAL:
            return True
    return False
