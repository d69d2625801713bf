"""Stage 8: the time that each figure speaks of, and what a change in time is measured against.

In: a Scan with blocks, sections, quantities and indicators, and the day of writing where the page gives none. Out:
scan.periods, every expression of time in reading order; Indicator.period and .inherited; a finer Indicator.basis.
Cost: linear: one walk over the tokens; a figure looks back over NEAR expressions of its block at most, then at the
headings over it. The Scan owns the periods.

A figure's time is the nearest expression before it in its own clause, else in its sentence, its block, the heading
of its section, the title, the first dated sentence of its section, else the day of publication. What a figure is held
against (比2010年, 较去年同期) or comes from (由2015年的…) is no time of the figure; nor is a bracket that is closed, or what
a record is counted from (2008年以来最低). Where the nearest time has no known days (春节期间, 近年来) the figure has none.
"""
from libc.stdint cimport int32_t, uint8_t, uint32_t
from libc.stdlib cimport free, malloc
from libc.string cimport memset

from dushu._against cimport *
from dushu._calendar cimport *
from dushu._clause cimport ends_clause
from dushu._days cimport *
from dushu._quantities cimport sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan, add_period
from dushu._times cimport *
from dushu._trie cimport Automaton

cdef enum:
    NEAR = 24             # expressions that a look back takes in
    LISTED = 16           # times of one list
    LEADING = 3           # paragraphs of an article whose time holds for what names none


cdef inline uint32_t figure_of(Scan scan, const Walk* walk) noexcept nogil:
    """The first token of the next indicator's figure; beyond all tokens where there is none."""
    if walk.fact == scan.indicator_count:
        return 0xffffffff
    return scan.quantities[scan.indicators[walk.fact].quantity].first


# -- collecting ----------------------------------------------------------------------------------------------

cdef uint32_t collect(Automaton lexicon, Scan scan, Walk* walk, uint32_t index, uint32_t floor) except 0 nogil:
    """Read the expression of time that begins at a token, if one does; the token to go on at."""
    cdef Moment moment, until
    cdef Period* period
    cdef int flags
    cdef int32_t first = 0, last = 0, count = scan.period_count
    if not read_time(lexicon, scan, index, floor, &moment, &until):
        if not heads(scan, walk, index) or not read_heading_year(lexicon, scan, index, &moment):
            return index + 1
        until.last = 0
    shift_by_basis(lexicon, scan, &moment, floor)
    flags = date_moment(scan, walk, &moment, &first, &last)
    if until.last and flags >= 0 and date_until(scan, walk, &moment, &until, first, &last) < 0:
        until.last = 0
    if flags < 0:
        flags = PERIOD_UNKNOWN | moment.flags
        first = last = 0
    if moment.grain == GRAIN_HOLIDAY and first_char(scan, moment.last) in u"后後前":
        flags |= PERIOD_HIDDEN      # 春节|后
    if moment.edge and moment.source == FROM_CONTEXT and moment.counts == GRAIN_YEAR and count > walk.clause and (
            scan.periods[count - 1].grain in (GRAIN_MONTH, GRAIN_WEEK, GRAIN_DAY)):
        flags |= PERIOD_HIDDEN      # 第五周进入|半年末|冲刺: the finer time holds
    if is_against(lexicon, scan, walk, floor, &moment, until.last if until.last else moment.last):
        flags |= PERIOD_AGAINST
    if count > walk.clause and joins_list(scan, scan.periods[count - 1].last, moment.first):
        flags |= PERIOD_LISTED
    period = add_period(scan)
    period.first, period.last = moment.first, until.last if until.last else moment.last
    period.start, period.end = moment.start, until.end if until.last else moment.end
    period.from_day, period.to_day = first, last
    period.grain, period.index, period.flags = moment.grain, moment.index, flags
    if moment.grain == GRAIN_HOLIDAY and first == 0 and count > walk.clause and (
            scan.periods[count - 1].last == moment.first):
        date_holiday(walk, period, &scan.periods[count - 1])      # 5月1日至5日|“五一”假期
    if moment.grain == GRAIN_YEAR and moment.whole:
        period.grain = GRAIN_YEAR
    return period.last


cdef bint heads(Scan scan, const Walk* walk, uint32_t index) noexcept nogil:
    """Whether a token stands in the title or in a section's heading."""
    cdef const Section* section
    if walk.kind == BLOCK_TITLE or walk.kind == BLOCK_HEADING:
        return True
    if walk.section < 0:
        return False
    section = &scan.sections[walk.section]
    return section.kind != SECTION_ENUMERATION and section.title_start <= scan.tokens[index].start < section.title_end


cdef int shift_by_basis(Automaton lexicon, Scan scan, Moment* moment, uint32_t floor) noexcept nogil:
    """Take the year of 比去年|第二季, whose first half is one word, from that word."""
    cdef const Word* word
    if moment.first <= floor or moment.source != FROM_CONTEXT or moment.counts != GRAIN_YEAR:
        return 0
    word = word_at(lexicon, scan, moment.first - 1)
    if word.roles & ROLE_BASIS and word.basis == BASIS_YOY and last_char(scan, moment.first - 1) == u"年":
        moment.source, moment.shift = FROM_WRITING, -1
    return 0


cdef int put_basis(Automaton lexicon, Scan scan, Walk* walk, uint32_t index) except -1 nogil:
    """Put the time within a word such as 较去年同期, 比上月, where a figure of that time stands behind it: …|的228万."""
    cdef const Word* word = word_at(lexicon, scan, index)
    cdef Moment moment
    cdef Period* period
    cdef int32_t first = 0, last = 0
    cdef Py_UCS4 c = last_char(scan, index)
    if not owns_next(scan, scan.tokens[index].end, index + 1):
        return 0
    memset(&moment, 0, sizeof(Moment))
    moment.source, moment.shift = FROM_CONTEXT, -1
    if word.basis == BASIS_YOY:
        moment.grain, moment.counts = GRAIN_SAME, GRAIN_YEAR
    elif word.basis == BASIS_SEQUENTIAL and c in u"月季":
        moment.grain = moment.counts = GRAIN_MONTH if c == u"月" else GRAIN_QUARTER
    else:
        return 0
    if date_moment(scan, walk, &moment, &first, &last) < 0:
        return 0
    period = add_period(scan)
    memset(period, 0, sizeof(Period))
    period.start, period.end = scan.tokens[index].start, scan.tokens[index].end
    while period.start + 1 < period.end and char_at(&scan.text, period.start) in u"相比较較与與同跟于於起":
        period.start += 1
    period.first, period.last = index, index + 1
    period.from_day, period.to_day = first, last
    period.grain, period.flags = moment.grain, PERIOD_AGAINST
    return 0


cdef int date_holiday(Walk* walk, Period* holiday, const Period* days) noexcept nogil:
    """Give a holiday the days that the text names beside it, here and where it is named again."""
    if days.from_day == 0 or days.grain != GRAIN_DAY or holiday.index >= HOLIDAYS:
        return 0
    holiday.from_day, holiday.to_day = days.from_day, days.to_day
    holiday.flags &= ~(PERIOD_UNKNOWN | PERIOD_VAGUE)
    walk.holiday_from[holiday.index], walk.holiday_to[holiday.index] = days.from_day, days.to_day
    return 0


cdef inline bint joins_list(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    """Whether 、 or 和 is all that stands between two expressions."""
    return first + 1 == last and (sign_at(scan, first) == CHAR_PAUSE or first_char(scan, first) in u"和与與及")


cdef int close_bracket(Scan scan, Walk* walk, uint32_t opened, int32_t outer) noexcept nogil:
    """End a bracket: its times hold no longer, but for the one that says when the time before it is (春节（1月29日至…）)."""
    cdef int32_t index
    cdef Period* before
    if walk.clause > outer and <int32_t> scan.period_count > walk.clause:
        before = &scan.periods[walk.clause - 1]
        if before.last == opened and before.from_day == 0:
            if before.grain == GRAIN_HOLIDAY:
                date_holiday(walk, before, &scan.periods[walk.clause])
            elif not before.flags & PERIOD_VAGUE and scan.periods[walk.clause].from_day:
                before.from_day, before.to_day = scan.periods[walk.clause].from_day, scan.periods[walk.clause].to_day
                before.flags &= ~PERIOD_UNKNOWN
    for index in range(walk.clause, <int32_t> scan.period_count):
        scan.periods[index].flags |= PERIOD_HIDDEN
    walk.clause = outer
    return 0


# -- giving a figure its time --------------------------------------------------------------------------------

cdef bint fits(const Walk* walk, const Period* period, const Indicator* fact) noexcept nogil:
    """Whether a figure may take the time of another sentence: no fact lies ahead, no aim behind."""
    if fact.status == STATUS_ACTUAL and period.flags & PERIOD_AIMED:
        return False
    if not walk.written or not period.from_day:
        return True
    if fact.status == STATUS_ACTUAL:
        return period.from_day <= walk.written
    return period.to_day >= walk.written


cdef int32_t nearest(Automaton lexicon, Scan scan, const Walk* walk, const Indicator* fact,
                     uint8_t* inherited) noexcept nogil:
    """The time that holds for a figure, from near to far; -1: none does, or none with known days."""
    cdef int32_t index = scan.period_count, section = walk.section, _step
    cdef const Period* period
    if walk.bracketed >= 0 and walk.clause == index:
        inherited[0] = INHERITED_SENTENCE
        return walk.bracketed
    for _step in range(NEAR):
        index -= 1
        if index < walk.block:
            break
        period = &scan.periods[index]
        if period.flags & PERIOD_AGAINST and index >= walk.clause and fact.kind != KIND_MULTIPLE and owned_by(
                lexicon, scan, period, fact):
            inherited[0] = INHERITED_NOT
            return index
        if period.flags & (PERIOD_AGAINST | PERIOD_HIDDEN):
            continue
        inherited[0] = INHERITED_NOT if index >= walk.clause else (
            INHERITED_SENTENCE if index >= walk.sentence else INHERITED_SECTION)
        if inherited[0] == INHERITED_SECTION and period.flags & PERIOD_VAGUE:
            continue
        if period.grain == GRAIN_SAME and inherited[0] and word_at(lexicon, scan, period.last).roles & ROLE_REACH:
            continue      # 上年同期|为1.02亿元, 由盈转亏; A亏损…: said of one figure
        if inherited[0] != INHERITED_SECTION or fits(walk, period, fact):
            return index
    inherited[0] = INHERITED_SECTION
    while section >= 0:
        index = walk.headings[section]
        if index >= 0 and fits(walk, &scan.periods[index], fact):
            return index
        section = scan.sections[section].parent
    inherited[0] = INHERITED_TITLE
    if walk.title >= 0 and fits(walk, &scan.periods[walk.title], fact):
        return walk.title
    inherited[0] = INHERITED_SECTION
    index = walk.leads[walk.section + 1] if walk.leads[walk.section + 1] >= 0 else walk.leads[0]
    if index >= 0 and fits(walk, &scan.periods[index], fact):
        return index
    inherited[0] = INHERITED_PUBLICATION
    return walk.publication if fact.status == STATUS_ACTUAL else -1


cdef int32_t dealt(Scan scan, Walk* walk, int32_t index) noexcept nogil:
    """The member of a list of times that a figure of a list of figures takes: 2010年、2011年分别为|A、B."""
    cdef int32_t first = index, count = 1
    cdef uint32_t fact = walk.fact
    if walk.listed == index:
        walk.dealt += 1
        return walk.dealt if walk.dealt <= index else index
    if not scan.periods[index].flags & PERIOD_LISTED:
        return index
    while first > walk.clause and scan.periods[first].flags & PERIOD_LISTED and index - first < LISTED:
        first -= 1
    while fact + 1 < scan.indicator_count and count <= LISTED and joins_list(
            scan, scan.quantities[scan.indicators[fact].quantity].last,
            scan.quantities[scan.indicators[fact + 1].quantity].first):
        fact += 1
        count += 1
    if count != index - first + 1:
        return index
    walk.listed, walk.dealt = index, first
    return first


cdef int attach(Automaton lexicon, Scan scan, Walk* walk) except -1 nogil:
    """Give the next indicator its time, and its basis by that."""
    cdef Indicator* fact = &scan.indicators[walk.fact]
    cdef uint8_t inherited = INHERITED_NOT
    cdef int32_t index, time, _step
    cdef Period* period
    if fact.against_first < fact.against_last and fact.statement != STATEMENT_SHARE:
        index = scan.period_count
        for _step in range(NEAR):
            index -= 1
            if index < walk.clause or scan.periods[index].first < fact.against_first:
                break
            if scan.periods[index].last <= fact.against_last:
                scan.periods[index].flags |= PERIOD_AGAINST
    time = nearest(lexicon, scan, walk, fact, &inherited)
    if time >= 0 and time >= walk.block and scan.periods[time].first < scan.quantities[fact.quantity].first:
        time = dealt(scan, walk, time)
    if time >= 0 and scan.periods[time].from_day:
        if scan.periods[time].flags & PERIOD_BACK and fact.status != STATUS_ACTUAL:
            time = put_ahead(scan, time)
        period = &scan.periods[time]
        fact.period, fact.inherited = time, inherited
        if inherited <= INHERITED_SENTENCE and fact.status != STATUS_ACTUAL and not (
                walk.fact and scan.indicators[walk.fact - 1].period == time):
            period.flags |= PERIOD_AIMED
        if fact.status == STATUS_ACTUAL and walk.written and period.from_day > walk.written:
            period.flags |= PERIOD_LATER
    refine_basis(scan, walk, fact, time)
    walk.fact += 1
    walk.figure = figure_of(scan, walk)
    return 0


cdef int32_t put_ahead(Scan scan, int32_t index) except -1 nogil:
    """A copy of a time that was put into the past, where it is aimed at: 年底前 of this year, not of last."""
    cdef Period* copy = add_period(scan)
    copy[0] = scan.periods[index]
    copy.from_day, copy.to_day = add_years(copy.from_day, 1), add_years(copy.to_day, 1)
    copy.flags = (copy.flags & ~PERIOD_BACK) | PERIOD_HIDDEN
    return scan.period_count - 1


# -- the walk ------------------------------------------------------------------------------------------------

cdef int end_clause(Automaton lexicon, Scan scan, Walk* walk, uint32_t index, bint sentence) noexcept nogil:
    """End the clause, and with it the sentence where the sign at `index` is a stop."""
    walk.compared = compared_in(lexicon, scan, walk, index)
    walk.clause = scan.period_count
    walk.bracketed = -1
    if sentence:
        walk.depth = 0
        walk.sentence = scan.period_count
    return 0


cdef int read_sign(Automaton lexicon, Scan scan, Walk* walk, uint32_t index) noexcept nogil:
    """A sign may open or close a bracket, or end a clause."""
    cdef uint8_t sign = scan.tokens[index].sign
    cdef int32_t last = scan.period_count
    last -= 1
    if sign == CHAR_OPEN:
        if walk.depth < DEPTH:
            walk.outer[walk.depth], walk.opened[walk.depth] = walk.clause, index
        walk.depth += 1
        walk.clause = scan.period_count
        walk.bracketed = last if last >= 0 and scan.periods[last].last == index else -1
    elif sign == CHAR_CLOSE and walk.depth:
        walk.depth -= 1
        walk.bracketed = -1
        if walk.depth < DEPTH:
            close_bracket(scan, walk, walk.opened[walk.depth], walk.outer[walk.depth])
    elif ends_clause(scan, index):
        end_clause(lexicon, scan, walk, index, sign == CHAR_STOP)
    return 0


cdef int walk_block(Automaton lexicon, Scan scan, Walk* walk, const Block* block) except -1 nogil:
    """Read the times and figures of a block."""
    cdef uint32_t index = block.first, next
    cdef uint8_t kind
    cdef const Word* word
    walk.depth = 0
    walk.block = walk.sentence = walk.clause = scan.period_count
    walk.bracketed = walk.compared = -1
    walk.section, walk.kind = block.section, block.kind
    while index < block.last:
        kind = scan.tokens[index].kind
        next = index + 1
        if kind == TOKEN_WORD:
            word = &lexicon.words[scan.tokens[index].word]
            if word.roles & ROLE_TIME or word.roles2 & ROLE2_ORDER:
                next = collect(lexicon, scan, walk, index, block.first)
            elif word.roles & ROLE_BASIS:
                put_basis(lexicon, scan, walk, index)
        elif kind == TOKEN_NUMBER or kind == TOKEN_NUMERAL:
            if walk.figure == index:
                attach(lexicon, scan, walk)      # 近15年|新低: its own 15年 is no time of the figure
            next = collect(lexicon, scan, walk, index, block.first)
        elif kind == TOKEN_SIGN:
            read_sign(lexicon, scan, walk, index)
        elif kind == TOKEN_BREAK:
            end_clause(lexicon, scan, walk, index, True)
        while walk.figure < next:
            attach(lexicon, scan, walk)
        index = next
    return 0


cdef int keep_time(Scan scan, Walk* walk, const Block* block) noexcept nogil:
    """Keep the times that a block hands on: those of a title, of a heading, and the first of a section's text."""
    cdef int32_t index, section = block.section
    cdef const Period* period
    if block.kind in (BLOCK_PARAGRAPH, BLOCK_ITEM):
        walk.paragraphs += 1
        walk.leading = section != walk.led
        walk.led = section
    for index in range(walk.block, <int32_t> scan.period_count):
        period = &scan.periods[index]
        if period.flags & (PERIOD_AGAINST | PERIOD_HIDDEN | PERIOD_VAGUE):
            continue
        if block.kind == BLOCK_TITLE:
            walk.title = index
        elif section >= 0 and scan.sections[section].kind != SECTION_ENUMERATION and (
                scan.sections[section].title_start <= period.start and period.end <= scan.sections[section].title_end):
            if not spans_years(period) or walk.headings[section] < walk.block:
                walk.headings[section] = index     # 2015年工作回顾和“十二五”成就: the year, and not the plan
        elif period.from_day and block.kind in (BLOCK_PARAGRAPH, BLOCK_ITEM):
            if walk.leading:
                keep_lead(scan, walk, &walk.leads[section + 1], index)
            if walk.paragraphs <= LEADING:
                keep_lead(scan, walk, &walk.leads[0], index)
    return 0


cdef inline bint spans_years(const Period* period) noexcept nogil:
    return period.to_day >= add_years(period.from_day, 1)


cdef inline bint leads_nothing(Scan scan, const Period* period) noexcept nogil:
    """Whether the time is no time of what follows: 现在，我报告工作; the year of an aim, 到2018年全面建成某事."""
    return (char_at(&scan.text, period.start) in u"现現"
            or period.start > 0 and char_at(&scan.text, period.start - 1) == u"到")


cdef int keep_lead(Scan scan, const Walk* walk, int32_t* lead, int32_t index) noexcept nogil:
    """The latest time of the first block that names one, unless it lies ahead or more than a year back."""
    if walk.written and (scan.periods[index].from_day > walk.written
                         or scan.periods[index].to_day < add_years(walk.written, -1)):
        return 0
    if leads_nothing(scan, &scan.periods[index]):
        return 0
    if lead[0] < 0 or lead[0] >= walk.block and scan.periods[lead[0]].to_day < scan.periods[index].to_day:
        lead[0] = index
    return 0


cdef int lend_lead(Scan scan, const Walk* walk) noexcept nogil:
    """Give the figures of a title that names no time that of the article's first dated sentence."""
    cdef uint32_t index
    cdef Indicator* fact
    if walk.leads[0] < 0 or walk.title >= 0 and scan.periods[walk.title].from_day:
        return 0
    for index in range(scan.indicator_count):
        fact = &scan.indicators[index]
        if scan.blocks[fact.block].kind == BLOCK_TITLE and (fact.period < 0 or fact.inherited == INHERITED_PUBLICATION):
            fact.period, fact.inherited = walk.leads[0], INHERITED_SECTION
    return 0


cdef int32_t year_named(Automaton lexicon, Scan scan, uint8_t kind) noexcept nogil:
    """The year that the title (or, for BLOCK_HEADING, the latest that a heading) names, 0: none."""
    cdef uint32_t index, token
    cdef int value = 0, digits = 0
    cdef int32_t year = 0
    for index in range(scan.block_count):
        if scan.blocks[index].kind != kind:
            continue
        for token in range(scan.blocks[index].first, scan.blocks[index].last):
            if small_number(lexicon, scan, token, &value, &digits) and digits == 4 and 1900 <= value <= 2100 and (
                    first_char(scan, token + 1) == u"年" and value > year):
                year = value
        if kind == BLOCK_TITLE and year:
            break
    return year


cdef int open_walk(Automaton lexicon, Scan scan, Walk* walk, int32_t year, int32_t month, int32_t day) except -1 nogil:
    """Settle the day of writing: the page's own date, else the one given, else the year of title or heading."""
    cdef Period* period
    cdef int32_t index
    memset(walk, 0, sizeof(Walk))
    walk.figure = figure_of(scan, walk)
    walk.led = -2
    walk.title = walk.publication = walk.listed = walk.bracketed = walk.compared = -1
    if is_day(scan.document.year, scan.document.month, scan.document.day):
        year, month, day = scan.document.year, scan.document.month, scan.document.day
    if year:
        walk.written = pack(year, month, day)
        walk.writing_year = year
        period = add_period(scan)
        memset(period, 0, sizeof(Period))
        if scan.document.year:
            period.start, period.end = scan.document.date.start, scan.document.date.end
        period.from_day = period.to_day = walk.written
        period.grain = GRAIN_DAY
        walk.publication = 0
    else:
        walk.writing_year = year_named(lexicon, scan, BLOCK_TITLE)
        if not walk.writing_year:
            walk.writing_year = year_named(lexicon, scan, BLOCK_HEADING)
    walk.headings = <int32_t*> malloc((2 * scan.section_count + 1) * sizeof(int32_t))
    if not walk.headings:
        with gil:
            raise MemoryError
    walk.leads = walk.headings + scan.section_count
    for index in range(<int32_t> (2 * scan.section_count + 1)):
        walk.headings[index] = -1
    return 0


cdef int find_periods(Automaton lexicon, Scan scan, int32_t year, int32_t month, int32_t day) except -1 nogil:
    """Fill scan.periods, and the periods of scan.indicators. The day is that of writing, zeros where it is unknown."""
    cdef Walk walk
    cdef uint32_t index
    open_walk(lexicon, scan, &walk, year, month, day)
    try:
        for index in range(scan.block_count):
            if scan.blocks[index].kind not in (BLOCK_META, BLOCK_CHROME):
                walk_block(lexicon, scan, &walk, &scan.blocks[index])
                keep_time(scan, &walk, &scan.blocks[index])
        lend_lead(scan, &walk)
    finally:
        free(walk.headings)
    return 0
