"""Stage 7, second part: the phrases that name what is measured.

In: tokens and the place of a figure. Out: the phrase before it (电诈全口径刑事警情数|同比下降11.11%) or behind it
(2项|创新做法), as a table's row would carry it. Cost: bounded by the clause, and by LOOK tokens at most, so that a
text of one endless clause stays linear. Nothing is allocated.
"""
from libc.stdint cimport uint8_t, uint32_t

from dushu._clause cimport (
    CONTENT, LOOK, Left, Phrase, acts, closing, ends_clause, figure_kind, first_char, is_conjunction, is_content,
    is_figure, is_time, last_char, length_of, names_share, names_target, opening, promises,
)
from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


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
        return first_char(scan, index) not in u"各其" or word.length == 1      # 各|产业, 其他|用品
    if first_char(scan, index) == u"累" and word.length == 2 and is_content(lexicon, scan, index + 1) and index and (
            is_content(lexicon, scan, index - 1) or is_conjunction(scan, index - 1)):
        return False      # 资金|累计|结余
    if word.roles & ROLE_STATUS:
        return first_char(scan, index) in u"将將" or last_char(scan, index) == u"保" or promises(lexicon, scan, index)
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
        if sign_at(scan, first) == CHAR_OPEN:
            opened = closing(scan, first, last)
            if opened > first and opened + 1 < last:
                first = opened + 1      # 【中国某报】|私募基金
                continue
        if word.roles & ROLE_SCOPE and first + 1 < last and first_char(scan, first) in u"我本" and kind_at(scan,
                first) == TOKEN_WORD:
            first += 1      # 我国, 本市: the speaker's own place
            continue
        if sign_at(scan, first) == CHAR_OPEN:
            opened = closing(scan, first, last)
            if opened == first or opened + 1 == last:
                break
            first = opened + 1      # （第二十天）|发送旅客: said of what stands before it
            continue
        if kind_at(scan, first) == TOKEN_SPACE or (word.roles & ROLE_PARTICLE and not word.roles2 & CONTENT) or (
                sign_at(scan, first) in (CHAR_PAUSE, CHAR_DASH, CHAR_BULLET, CHAR_QUOTE_CLOSE, CHAR_CLOSE,
                        CHAR_MARK)) or (
                is_conjunction(scan, first)):
            first += 1
            continue
        break
    while first < last:
        word = word_at(lexicon, scan, last - 1)
        if kind_at(scan, last - 1) == TOKEN_SPACE or (word.roles & ROLE_PARTICLE and not word.roles2 & CONTENT) or (
                sign_at(scan, last - 1) in (CHAR_PAUSE, CHAR_DASH, CHAR_MARK,
                        CHAR_QUOTE_OPEN)) or is_conjunction(scan, last - 1):
            last -= 1
            continue
        if kind_at(scan, last - 1) == TOKEN_TEXT and length_of(scan, last - 1) == 1 and first_char(scan,
                last - 1) in u"在为為于於":
            last -= 1      # 经济总量|在
            continue
        if sign_at(scan, last - 1) == CHAR_CLOSE:
            opened = opening(scan, last - 1, first)
            if opened > first and opened < last - 1 and not lists_places(scan, opened):
                last = opened
                continue
        break
    phrase.first, phrase.last = first, last
    phrase.start = scan.tokens[first].start if first < last else 0
    phrase.end = scan.tokens[last - 1].end if first < last else 0
    return phrase


cdef inline bint is_plain(Scan scan, uint32_t index, const Word* word) noexcept nogil:
    """Whether the token is a part of a name and nothing else, as most are: free text, a noun. 影响 may be a verb."""
    if scan.owners[index] >= 0:
        return False
    if scan.tokens[index].kind == TOKEN_TEXT:
        return length_of(scan, index) > 1 and first_char(scan, index) != u"影"
    return word.roles2 & CONTENT and not word.roles


cdef Phrase phrase_before(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil:
    """The phrase that ends at `index` and names what is measured; it does not reach beyond `zone`."""
    cdef uint32_t at = index, first, carry, _steps, wide = index
    cdef const Word* word
    cdef bint content = False, relative = False
    cdef Phrase phrase
    for _steps in range(LOOK):
        if at <= zone:
            break
        word = word_at(lexicon, scan, at - 1)
        if is_plain(scan, at - 1, word):
            content = True
            at -= 1
            continue
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
        if content and at == index - 1 and word.length > 1 and names_measure(scan, at) and not is_time(lexicon, scan,
                at - 1):
            at -= 1      # 扣除|额, 不足|率: any word makes a name with such an ending
            continue
        if word.roles & ROLE_SHARE and content and names_part(lexicon, scan, index):
            at -= 1      # 占全国商品房销售额的|比例
            continue
        if word.roles & ROLE_BASIS_OPEN and left.basis and left.against_first == left.against_last and content and (
                kind_at(scan, at - 2) == TOKEN_TEXT and at - 1 > zone and first_char(scan, at - 1) == u"比"):
            at -= 1      # 艾比森毛利率|同比: the basis is said, and 比 is part of a name
            continue
        if first_char(scan, at - 1) == u"影" and content and left.change:
            left.drives = True      # 影响CPI上涨: what it makes is no change of its own past
        if content and word.roles & ROLE_LIST and word.roles & ROLE_CARRY:
            wide = subject_of_verb(lexicon, scan, zone, at - 1, True)      # 铁路、公路|分别完成|货运量
        if stops_phrase(lexicon, scan, at - 1) and not (relative and word.roles & (ROLE_REACH | ROLE_COMPARE)):
            break
        if first_char(scan, at - 1) == u"的" and word.roles & ROLE_PARTICLE and content:
            relative = True      # 空气质量达到二级标准的|比例
        if word.roles & ROLE_CHANGE and word.direction == DIRECTION_FLAT and content:
            at -= 1      # 相同指标
            continue
        if word.roles & ROLE_CHANGE and not word.roles2 & CONTENT:
            if content and first_char(scan, at) == u"的" and word_at(lexicon, scan, at).roles & ROLE_PARTICLE:
                at -= 1      # 经济增长的|贡献率
                continue
            if relative and (scan.owners[at] >= 0 or scan.owners[at + 1] >= 0):
                at -= 1      # 投资增长超过20%的|地区
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
            elif relative and first_char(scan, at - 1) in u"扣剔不含":
                at -= 1      # 扣除食品和能源价格的|核心CPI
            else:
                at = deed_behind(lexicon, scan, at, index)
            break
        if is_content(lexicon, scan, at - 1) and not (word.roles2 & ROLE2_ADJECTIVE and not word.roles2 & CONTENT):
            content = True
        at -= 1
    if not content:
        phrase.first = phrase.last = phrase.start = phrase.end = 0
        return phrase
    if at == zone and governed_by_preposition(lexicon, scan, zone):
        at = deed_behind(lexicon, scan, at, index)
    at = over_time_taken(scan, take_front(lexicon, scan, zone, at, index), index)
    wide = min(at, wide)
    left.whole = cut_phrase(lexicon, scan, wide, index)
    if not left.drives:
        at = shorten(lexicon, scan, at, index)
    phrase = left.whole if at == wide else cut_phrase(lexicon, scan, at, index)
    if phrase.end - phrase.start == 1 and kind_at(scan, phrase.first) == TOKEN_TEXT and first_char(scan,
            phrase.first) not in u"亡伤傷死拘":
        phrase.first = phrase.last = phrase.start = phrase.end = 0      # a scrap, no name
    return phrase


cdef uint32_t over_time_taken(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The token behind the time that a deed took, where a phrase begins with it: 用3年时间|改造旧居; else `first`."""
    cdef int32_t owner = scan.owners[first + 1] if first + 2 < last else -1
    cdef uint32_t at
    if owner < 0 or scan.quantities[owner].kind != KIND_DURATION or first_char(scan, first) != u"用" or length_of(scan,
            first) > 1:
        return first
    at = scan.quantities[owner].last
    if first_char(scan, at) in u"时時" and length_of(scan, at) == 2:
        at += 1
    return at if at < last else first


cdef uint32_t deed_behind(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """The verb that a preposition's object stands before (向村民|发放补助): what was done is what is measured. `first`:
    there is none."""
    cdef uint32_t index
    for index in range(first + 1, last - 1):
        if acts(lexicon, scan, index) and not first_char(scan, index + 1) == u"的":
            return index
    return first


cdef bint governed_by_preposition(Automaton lexicon, Scan scan, uint32_t zone) noexcept nogil:
    """Whether a preposition governs the count that ends at `zone`, and so what it counts: 向57名|村民."""
    cdef int32_t owner = scan.owners[zone - 1] if zone else -1
    cdef uint32_t first = scan.quantities[owner].first if owner >= 0 else 0
    return first > 0 and word_at(lexicon, scan, first - 1).roles & ROLE_PREPOSITION != 0


cdef inline bint names_measure(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token is an ending that makes a measure's name of any word: 输送|量, 不足|率."""
    return length_of(scan, index) == 1 and first_char(scan, index) in u"率额額量数數值费費金价價税稅"


cdef bint names_part(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a phrase that ends at `index` ends in 比例 or 比重, and so may hold the 占 of what it is a part of."""
    return index >= 1 and first_char(scan, index - 1) == u"比" and length_of(scan, index - 1) == 2


cdef uint32_t take_front(Automaton lexicon, Scan scan, uint32_t zone, uint32_t at, uint32_t index) noexcept nogil:
    """Take what stands at once before a short name into it: 累计|销量, 年末|结余."""
    cdef const Word* word
    if at <= zone:
        return at
    word = word_at(lexicon, scan, at - 1)
    if first_char(scan, at - 1) in u"累合总總" and word.length == 2 and word.roles2 & ROLE2_TOTAL and not (
            word_at(lexicon, scan, at).roles & ROLE_MAKE or word_at(lexicon, scan, at).roles2 & ROLE2_ACT):
        return at - 1
    if word.roles & ROLE_TIME and word.grain in (GRAIN_START,
            GRAIN_END) and scan.tokens[index - 1].end - scan.tokens[at].start <= 3:
        return at - 1
    if word.roles & ROLE_TIME and not word.roles & ROLE_ADVERB and at == index - 1 and not word_at(lexicon, scan,
            at).roles & ROLE_RATE and scan.tokens[at].end - scan.tokens[at].start <= 2 and at == zone + 1:
        return at - 1
    return at


cdef uint32_t shorten(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Where a long phrase's name begins: at its verb, behind a long or listed subject (A、B|受理案件), or behind its
    last 的."""
    cdef uint32_t index, verb = last, of = last, rest = last
    cdef bint listed = False, parted = False, towards = False
    cdef uint32_t end = scan.tokens[last - 1].end
    cdef const Word* word
    for index in range(first, last):
        word = word_at(lexicon, scan, index)
        if is_plain(scan, index, word) and not word.roles2 & ROLE2_ACT:
            continue
        parted = parted or sign_at(scan, index) == CHAR_PAUSE
        if parted and first_char(scan, index) == u"等" and length_of(scan, index) == 1 and is_content(lexicon, scan,
                index + 1):
            rest = index + 1
        if verb == last:
            if sign_at(scan, index) == CHAR_PAUSE:
                listed = True
            elif word.roles & ROLE_PREPOSITION and not word.roles2 & CONTENT:
                verb = first      # A向B供应C: all of it names the measure
                towards = first_char(scan, index) in u"对對"
            elif index == first and (word.roles & ROLE_MAKE or word.roles2 & ROLE2_ACT):
                verb = first
            elif first < index < last - 1 and word.roles & ROLE_MAKE and not word.roles2 & CONTENT and (
                    last_char(scan, index - 1) != u"等" and not is_conjunction(scan, index + 1)
                    and not names_measure(scan, index + 1) and not names_rate(scan, index, last)):
                verb = index
        if first_char(scan, index) == u"的" and word.roles & ROLE_PARTICLE and index + 1 < last:
            of = index + 1
    if first < verb < last and (listed or scan.tokens[verb].start - scan.tokens[first].start > 8):
        first = verb
    if of < last and scan.owners[first] >= 0 and scan.quantities[scan.owners[first]].flags & QUANTITY_CLASS:
        return of      # 200公里以上的|中长距离出游
    if rest < last and end - scan.tokens[first].start > 18:
        return rest      # 养老、医疗、失业等|社会保险基金
    if of < last and end - scan.tokens[first].start > (26 if towards else 18) and end - scan.tokens[of].start >= 2:
        return of
    return first


cdef bint names_rate(Scan scan, uint32_t verb, uint32_t last) noexcept nogil:
    """Whether a verb is a part of the name behind it: 质量监测|合格率, 加工|业企业."""
    return last_char(scan, last - 1) == u"率" or kind_at(scan, verb + 1) == TOKEN_TEXT and (
        first_char(scan, verb + 1) in u"业業厂廠区區园園站率" and last_char(scan, verb) not in u"了设設")


cdef uint32_t subject_of_verb(Automaton lexicon, Scan scan, uint32_t zone, uint32_t verb, bint listed) noexcept nogil:
    """Where the subject of a verb begins that belongs to the measure's name (第二产业|实现|增加值); `verb`: it has
    none, or only a place that the figure holds for (全市|实现|地区生产总值)."""
    cdef uint32_t at = verb, _steps
    cdef bint named = False
    cdef const Word* word
    for _steps in range(LOOK):
        if at <= zone:
            break
        word = word_at(lexicon, scan, at - 1)
        if listed and at == verb and word.roles & ROLE_LIST:
            at -= 1      # 铁路、公路|分别|完成
            continue
        if stops_phrase(lexicon, scan, at - 1):
            break
        if word.roles & (ROLE_CHANGE | ROLE_CARRY | ROLE_PREPOSITION) and not word.roles2 & CONTENT:
            break
        if sign_at(scan, at - 1) == CHAR_PAUSE and not listed:
            return verb      # one of many subjects: A、B等企业|实现|销售额
        if (is_content(lexicon, scan, at - 1) and not word.roles & ROLE_SCOPE and not word.roles2 & ROLE2_PLACE_NOUN
                and (word.length != 2 or last_char(scan, at - 1) not in u"司团團企")):
            named = True      # 公司 only says whose report it is
        at -= 1
    while at < verb and not is_content(lexicon, scan, at):
        at += 1
    return at if named else verb


cdef Phrase phrase_behind(Automaton lexicon, Scan scan, uint32_t index, int extent) noexcept nogil:
    """The phrase that begins at `index`: what is counted, what was done, or what the money is for."""
    cdef uint32_t at = index, closed, _steps
    cdef const Word* word
    cdef bint content = False, predicate = extent == PREDICATE
    cdef Phrase phrase
    if extent == COUNTED:
        index = at = over_size(lexicon, scan, index)
        at = over_relative(lexicon, scan, at)
        content = at > index
    for _steps in range(40):
        if ends_clause(scan, at) or sign_at(scan, at) in (CHAR_PAUSE, CHAR_CLOSE, CHAR_BULLET, CHAR_DASH) or (
                at >= scan.token_count or scan.owners[at] >= 0 and is_figure(scan, at) and figure_kind(scan,
                        at) != KIND_RANK):
            break
        word = word_at(lexicon, scan, at)
        if sign_at(scan, at) == CHAR_OPEN:
            closed = closing(scan, at, scan.token_count)
            if closed == at or not content:
                break
            if lists_places(scan, at):
                at = closed + 1      # 28个|省（区、市）
                if not is_content(lexicon, scan, at):
                    break
                continue
            if not is_content(lexicon, scan, closed + 1) or extent == COUNTED and word_at(lexicon, scan,
                    at - 1).roles2 & ROLE2_COUNTED:
                break
            at = closed + 1
            continue
        if first_char(scan, at) == u"等" and not word.roles2 & CONTENT:
            break
        if content and kind_at(scan, at) == TOKEN_TEXT and (
                length_of(scan, at) == 1 and first_char(scan, at) in u"中内內里裏"
                or extent == COUNTED and first_char(scan, at) in u"到赴在被获獲因"):
            break      # 3万名毕业生|到基层, 201个湖库|中
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
            if word.roles & (ROLE_SCOPE | ROLE_RECORD | ROLE_BOUND_AFTER) and (
                    not word.roles & (ROLE_CHANGE | ROLE_REACH)):
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
                    not content or scan.tokens[at].start - scan.tokens[index].start <= 2) and (
                    attributive(lexicon, scan, at)):
                content = True
                at += 1
                continue
            if predicate and content and (not word.roles & ROLE_TIME or is_content(lexicon, scan, at + 1)):
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
            if word.roles & ~<uint32_t> ROLE_UNIT == 0 and (
                    word.roles2 & (ROLE2_MARKER | ROLE2_ACT | ROLE2_ADJECTIVE) == 0):
                at += 1
                continue
        break
    if not content:
        phrase.first = phrase.last = phrase.start = phrase.end = 0
        return phrase
    return cut_phrase(lexicon, scan, index, at)


cdef Phrase whole_list(Automaton lexicon, Scan scan, Phrase phrase) noexcept nogil:
    """A phrase that is counted with the list that it only begins: 91起|涉黄、涉赌等案件, 15所|中心校、卫生院和敬老院; not
    where it is a thing by itself (两个广场|、沿河公园等工程)."""
    cdef uint32_t at = phrase.last, _steps
    cdef bint closed = False
    if phrase.last - phrase.first > 3 or sign_at(scan, at) != CHAR_PAUSE or kind_at(scan, at - 1) != TOKEN_TEXT:
        return phrase
    for _steps in range(LOOK):
        if at >= scan.token_count or scan.owners[at] >= 0:
            return phrase
        if is_conjunction(scan, at) or first_char(scan, at) == u"等" and not word_at(lexicon, scan,
                at).roles2 & CONTENT or kind_at(scan, at) == TOKEN_TEXT and last_char(scan, at) == u"等":
            closed = True
        elif not is_content(lexicon, scan, at) and (closed or sign_at(scan, at) != CHAR_PAUSE):
            break
        at += 1
    if not closed or not is_content(lexicon, scan, at - 1):
        return phrase
    return cut_phrase(lexicon, scan, phrase.first, at)


cdef bint lists_places(Scan scan, uint32_t index) noexcept nogil:
    """Whether the bracket that opens at `index` names further kinds of places: 省（区、市）, 乡（镇、街道）."""
    return index > 0 and last_char(scan, index - 1) in u"省乡鄉县縣市镇鎮区區" and first_char(scan,
            index + 1) in u"区區市镇鎮街直自州旗县縣"


cdef bint ends_count(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a counted noun before `index` ends what is counted (36个大中城市|重点商圈客流量); not where another noun
    or a conjunction with one follows, nor where it is a thing that may be named after (公路|客运总站)."""
    cdef const Word* word = word_at(lexicon, scan, index)
    if is_conjunction(scan, index):
        return not is_content(lexicon, scan, index + 1)
    if word.roles & ROLE_PARTICLE:
        return True
    if last_char(scan, index - 1) in u"市省国國县縣" or last_char(scan, index - 1) in u"区區" and char_at(&scan.text,
            scan.tokens[index - 1].end - 2) in u"市县縣":
        return True
    if last_char(scan, index - 1) == u"家" and first_char(scan, index - 1) in u"国國" and names_after_state(lexicon, scan,
            index):
        return False
    if word.roles2 & ROLE2_HEAD and last_char(scan, index) not in u"数數标標目类類":
        return True      # 23个行业|增加值增长: measures are not counted
    if word.roles2 & (ROLE2_COUNTED | ROLE2_HEAD):
        return False
    return last_char(scan, index - 1) in u"市家业業位构構人户戶员員国國省县縣目"


cdef bint names_after_state(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether 国家 only opens the name that goes on at `index`: 国家|地表水考核|断面, 国家|重点|公园; not 国家|派代表团."""
    if kind_at(scan, index) == TOKEN_TEXT and length_of(scan, index) == 1:
        return False
    if not (kind_at(scan, index) == TOKEN_TEXT or word_at(lexicon, scan, index).roles2 & ROLE2_ADJECTIVE):
        return False
    return word_at(lexicon, scan, index + 1).roles2 & (ROLE2_COUNTED | ROLE2_HEAD) or word_at(lexicon, scan,
        index).roles2 & ROLE2_ADJECTIVE


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
    if kind_at(scan, index + 1) == TOKEN_TEXT and first_char(scan, index + 1) in u"性型率力度站所室队隊":
        return True      # 输入|性确诊病例, 检查|站
    for at in range(index + 1, index + 5):
        if ends_clause(scan, at) or at >= scan.token_count or scan.owners[at] >= 0 or sign_at(scan, at):
            return False
        if word_at(lexicon, scan, at).roles2 & (ROLE2_COUNTED | ROLE2_ABSTRACT):
            return True
    return False


cdef Phrase leading_phrase(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index) noexcept nogil:
    """The first phrase between `zone` and `index`: what a record or streak is said of (汽车产销量|继4月份…27个月)."""
    cdef uint32_t first = zone, last, _steps
    cdef const Word* word
    for _steps in range(LOOK):
        if first >= index or is_content(lexicon, scan, first) and not starts_adverbial(lexicon, scan, first):
            break
        first += 1
    last = first
    for _steps in range(LOOK):
        if last >= index or (last > first and stops_phrase(lexicon, scan, last)):
            break
        word = word_at(lexicon, scan, last)
        if word.roles & (ROLE_PREPOSITION | ROLE_CARRY | ROLE_CHANGE) and not word.roles2 & CONTENT:
            break
        last += 1
    return cut_phrase(lexicon, scan, first, last)


cdef bint starts_adverbial(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    return is_time(lexicon, scan, index) or (
        word_at(lexicon, scan, index).roles & (ROLE_SCOPE | ROLE_ADVERB | ROLE_CONNECTIVE)) != 0
