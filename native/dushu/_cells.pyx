"""Stage 7b, first half: the parts of a table.

In: tokens and a block of kind table_row. Out: its cells, and what the head of a column or row says: its name, its
unit, whether it announces changes, shares, ranks or aims. Cost: linear in the row; a head is read within its last
MOST_CHARS characters. Nothing is allocated.

Cells are parted by runs of tabs or by bars. Heads are printed with blanks in them (产 量), with Markdown around them
(**变幅**), and with the unit in brackets (产量（万吨）, 增长（±%）), so they are read in a compact copy, and their names
are cut from the text itself.
"""
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t
from libc.string cimport memset

from dushu._markers cimport Marker, read_marker
from dushu._clause cimport basis_of, is_time
from dushu._readings cimport first_char, kind_at, length_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    PLANE = 0x10000
    MOST_HINTS = 160
    LONGEST_HINT = 5
    MOST_JOINED = 4       # lines of one fenced row
    LONGEST_UNIT = 12
    NO_BRACKET = 0xffffffff


# -- what the words of a head say ----------------------------------------------------------------------------

HINTS = (
    ("增长 增速 增幅 涨幅 增长率 同比 环比 升幅", HEAD_CHANGE | HEAD_RATIO),
    ("降幅 跌幅 降低率 下降率", HEAD_CHANGE | HEAD_DOWN | HEAD_RATIO),
    ("变幅 涨跌幅 增减幅 升降幅", HEAD_CHANGE | HEAD_RATIO),
    ("增减 升降 涨跌 变化 变动 增加 上升 提高", HEAD_CHANGE),
    ("下降 减少 降低", HEAD_CHANGE | HEAD_DOWN),
    ("比重 占比 构成 份额", HEAD_SHARE | HEAD_RATIO),
    ("排名 位次 名次 排位", HEAD_RANK),
    ("序号 编号 电话 邮编 代码 编码 日期 年份 页码 文号", HEAD_SKIP),
    ("目标 计划 规划 预期", HEAD_TARGET),
    ("预计 预测 预估", HEAD_FORECAST),
    ("同比 比上年 较上年 比去年 较去年", HEAD_YOY),
    ("环比", HEAD_SEQUENTIAL),
    ("完成", HEAD_DONE),
)
# What holds a hint's characters and says something else: 增加值, 计划生育.
NO_HINTS = "增加值 计划生育 计划单列"
TRADITIONAL = str.maketrans("长涨环减变动号编电话码页划规预计测较幅", "長漲環減變動號編電話碼頁劃規預計測較幅")

cdef struct Hint:
    Py_UCS4[LONGEST_HINT] chars
    uint32_t length
    uint32_t flags

cdef Hint[MOST_HINTS] hints
cdef uint32_t hint_count = 0


def _add_hint(str word, uint32_t flags):
    global hint_count
    cdef uint32_t at
    for surface in {word, word.translate(TRADITIONAL)}:
        if hint_count == MOST_HINTS or len(surface) > LONGEST_HINT:
            raise ValueError(f"no room for the hint {surface!r}")
        for at in range(<uint32_t> len(surface)):
            hints[hint_count].chars[at] = surface[at]
        hints[hint_count].length = len(surface)
        hints[hint_count].flags = flags
        hint_count += 1


for _words, _flags in ((NO_HINTS, 0), *HINTS):
    for _word in _words.split():
        _add_hint(_word, _flags)


cdef bint stands(const Compact* head, uint32_t at, const Py_UCS4* chars, uint32_t length) noexcept nogil:
    cdef uint32_t index
    if at + length > head.count:
        return False
    for index in range(length):
        if head.chars[at + index] != chars[index]:
            return False
    return True


cdef uint32_t read_hints(const Compact* head, uint32_t start, uint32_t end) noexcept nogil:
    """HEAD_* of the characters [start, end) of a head."""
    cdef uint32_t at = start, index, flags = 0, longest
    while at < end:
        if head.chars[at] == u"±":
            flags |= HEAD_CHANGE
        longest = 1
        for index in range(hint_count):
            if stands(head, at, hints[index].chars, hints[index].length) and at + hints[index].length <= end:
                longest = max(longest, hints[index].length)
                flags |= hints[index].flags
                if not hints[index].flags:
                    break
        at += longest
    if flags & HEAD_CHANGE and head.chars[end - 1] in u"额額量数數值":
        flags &= ~<uint32_t> HEAD_RATIO      # 同比增长额
    if flags & HEAD_DONE:
        flags &= ~<uint32_t> (HEAD_TARGET | HEAD_FORECAST)
    return flags


# -- units as text -------------------------------------------------------------------------------------------

cdef int compact(Scan scan, uint32_t start, uint32_t end, Compact* out) noexcept nogil:
    """Copy the last MOST_CHARS characters of [start, end) that are no blanks and no marks of Markdown."""
    cdef uint32_t at = end, count = 0, index
    cdef Py_UCS4 c
    while at > start and count < MOST_CHARS:
        at -= 1
        c = char_at(&scan.text, at)
        if c <= u" " or c in u"*_`~\u3000\u00a0\u200b\ufeff|｜":
            continue
        count += 1
        out.chars[MOST_CHARS - count], out.at[MOST_CHARS - count] = c, at
    for index in range(count):
        out.chars[index] = out.chars[MOST_CHARS - count + index]
        out.at[index] = out.at[MOST_CHARS - count + index]
    out.count = count
    out.text.kind, out.text.data, out.text.length = 4, out.chars, count
    return 0


cdef bint read_measure(Automaton lexicon, const Text* text, uint32_t start, uint32_t end, Measure* out) noexcept nogil:
    """Read [start, end) whole as a unit: 万吨, 亿元, ±%, 元/人, 万; False where it is none."""
    cdef uint32_t at, slash = end
    cdef int power = 0
    cdef uint16_t word
    cdef Py_UCS4 c
    cdef Measure per
    memset(out, 0, sizeof(Measure))
    while start < end and char_at(text, start) in u"±+-＋－/／∶：:+":
        start += 1
    if start == end or end - start > LONGEST_UNIT:
        return False
    for at in range(start, end):
        if char_at(text, at) in u"/／每" and at > start:
            slash = at
            break
    if slash < end:
        if not read_measure(lexicon, text, start, slash, out):
            return False
        if read_measure(lexicon, text, slash + 1, end, &per) and not per.per:
            out.per = per.unit
            out.power -= per.power
        return True
    at = start
    while at <= end:
        word = lexicon.find(text, at, end) if at < end else <uint16_t> 0
        if word and lexicon.words[word].roles & ROLE_UNIT:
            out.unit = lexicon.words[word].unit
            out.power = power + lexicon.units[out.unit].scale
            out.found = True
            return True
        c = char_at(text, at) if at < end else 0
        if not c or c >= PLANE or lexicon.numeral_kind[c] not in (NUMERAL_POWER, NUMERAL_SECTION, NUMERAL_TENS):
            break
        power += 1 if lexicon.numeral_kind[c] == NUMERAL_TENS else lexicon.numeral_value[c]
        at += 1
    # 万株: a magnitude and a unit that no table has.
    out.power = power
    out.found = power >= 3 and end - at <= 4
    return out.found


cdef bint read_unit_note(Automaton lexicon, Scan scan, uint32_t first, uint32_t last, Measure* out) noexcept nogil:
    """Read the unit that a line of the tokens [first, last) gives for the table below: 单位：亿元, or a bracket at
    its end that is nothing but a unit: 主要产品产量（万吨）."""
    cdef Compact line
    cdef uint32_t at, end
    compact(scan, scan.tokens[first].start, scan.tokens[last - 1].end, &line)
    at = 0
    while at + 2 < line.count and not (line.chars[at] in u"单單" and line.chars[at + 1] == u"位"):
        at += 1
    if at + 2 < line.count:
        at += 2
        while at < line.count and line.chars[at] in u"：:∶为為":
            at += 1
        end = at
        while end < line.count and line.chars[end] not in u"、，,；;）)】]／/（(" and end - at < LONGEST_UNIT:
            end += 1
        return read_measure(lexicon, &line.text, at, end, out)
    if line.count < 3 or line.chars[line.count - 1] not in u"）)":
        return False
    at = line.count - 1
    while at and line.chars[at] not in u"（(":
        at -= 1
    return at > 0 and read_measure(lexicon, &line.text, at + 1, line.count - 1, out)


# -- rows and cells ------------------------------------------------------------------------------------------

cdef inline bint is_edge(Scan scan, uint32_t index) noexcept nogil:
    """Whether a token at a cell's edge is no part of what it says: a blank, or a mark of Markdown."""
    cdef uint8_t kind = scan.tokens[index].kind
    return kind == TOKEN_SPACE or kind == TOKEN_BREAK or kind == TOKEN_SIGN and first_char(scan, index) in u"*_`"


cdef int put_cell(Scan scan, Row* row, uint32_t first, uint32_t last, uint32_t place) noexcept nogil:
    """Add a cell unless it is empty."""
    cdef Cell* cell
    while first < last and is_edge(scan, first):
        first += 1
    while first < last and is_edge(scan, last - 1):
        last -= 1
    if first < last and row.count < MOST_CELLS and place < MOST_CELLS:
        cell = &row.cells[row.count]
        cell.first, cell.last, cell.place = first, last, place
        row.count += 1
    return 0


cdef uint32_t tabs_before(Scan scan, uint32_t start) noexcept nogil:
    """The tabs between a line's beginning and its first character: empty cells."""
    cdef uint32_t at = start, count = 0
    cdef Py_UCS4 c
    while at and count < MOST_CELLS and start - at < 4 * MOST_CELLS:
        at -= 1
        c = char_at(&scan.text, at)
        if c == u"\t":
            count += 1
        elif c != u" ":
            break
    return count


cdef uint32_t tabs_behind(Scan scan, uint32_t end) noexcept nogil:
    """The tabs between a line's last character and its end."""
    cdef uint32_t at = end, count = 0
    while at < scan.text.length and at - end < 4 * MOST_CELLS and char_at(&scan.text, at) in u"\t ":
        count += char_at(&scan.text, at) == u"\t"
        at += 1
    return count


cdef uint32_t tabs_in(Scan scan, uint32_t index) noexcept nogil:
    cdef uint32_t at, count = 0
    for at in range(scan.tokens[index].start, scan.tokens[index].end):
        count += char_at(&scan.text, at) == u"\t"
    return count


cdef bint has_tabs(Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    cdef uint32_t index
    for index in range(first, last):
        if kind_at(scan, index) == TOKEN_SPACE and scan.tokens[index].sign == CHAR_TAB:
            return True
    return False


cdef inline bint is_letter(Scan scan, const Cell* cell) noexcept nogil:
    """Whether a cell is one character that is no number: 粮 and 食 of 粮 食."""
    return cell.last == cell.first + 1 and length_at(scan, cell.first) == 1 and (
        kind_at(scan, cell.first) == TOKEN_TEXT or kind_at(scan, cell.first) == TOKEN_WORD)


cdef int cut_at_blanks(Scan scan, Row* row, uint32_t first, uint32_t last) noexcept nogil:
    """Cut a row without tabs at its blanks; single characters with a blank between are one cell."""
    cdef uint32_t index, begin = first, count
    cdef bint letter = False, before
    for index in range(first, last + 1):
        if index < last and kind_at(scan, index) != TOKEN_SPACE:
            continue
        count = row.count
        put_cell(scan, row, begin, index, row.count)
        begin = index + 1
        if row.count == count:
            continue
        before, letter = letter, is_letter(scan, &row.cells[count])
        if before and letter:
            row.cells[count - 1].last = row.cells[count].last
            row.count = count
    row.width = row.count
    return 0


cdef uint32_t last_block(Scan scan, uint32_t block) noexcept nogil:
    """The block behind a fenced row: lines that go on with a cell that is not yet closed belong to it."""
    cdef uint32_t end = block + 1
    while end < scan.block_count and end < block + MOST_JOINED and scan.blocks[end].kind == BLOCK_TABLE_ROW and (
            sign_at(scan, scan.blocks[end - 1].last - 1) != CHAR_BAR
            and sign_at(scan, scan.blocks[end].first) != CHAR_BAR):
        end += 1
    return end


cdef int read_row(Scan scan, uint32_t block, Row* row) noexcept nogil:
    """Cut the row that begins with a block into its cells."""
    cdef uint32_t index, first = scan.blocks[block].first, last, begin, place
    row.block, row.end = block, block + 1
    row.count = 0
    row.fenced = sign_at(scan, first) == CHAR_BAR
    if row.fenced:
        row.end = last_block(scan, block)
    last = scan.blocks[row.end - 1].last
    if not row.fenced and not has_tabs(scan, first, last):
        return cut_at_blanks(scan, row, first, last)
    place = 0 if row.fenced else tabs_before(scan, scan.tokens[first].start)
    begin = first = first + row.fenced
    for index in range(first, last):
        if row.fenced and sign_at(scan, index) == CHAR_BAR:
            put_cell(scan, row, begin, index, place)
            begin = index + 1
            place += 1
        elif not row.fenced and kind_at(scan, index) == TOKEN_SPACE and scan.tokens[index].sign == CHAR_TAB:
            put_cell(scan, row, begin, index, place)
            begin = index + 1
            place += tabs_in(scan, index)
    put_cell(scan, row, begin, last, place)
    row.width = place if row.fenced else place + 1 + tabs_behind(scan, scan.tokens[last - 1].end)
    return 0


cdef bint is_rule(Scan scan, const Row* row) noexcept nogil:
    """Whether the row is the line of Markdown that parts heads and cells: | --- | :-: |"""
    cdef uint32_t index, token
    for index in range(row.count):
        for token in range(row.cells[index].first, row.cells[index].last):
            if sign_at(scan, token) not in (CHAR_DASH, CHAR_COLON):
                return False
    return True


# -- what a cell holds ---------------------------------------------------------------------------------------

cdef inline bint measures(const Quantity* quantity) noexcept nogil:
    return quantity.kind <= KIND_FRACTION or quantity.kind == KIND_DURATION or quantity.kind == KIND_RANK


cdef int read_figures(Automaton lexicon, Scan scan, const Cell* cell, Figures* out) noexcept nogil:
    """Read a cell that holds figures and nothing else: 4000.5, -1.6, +6.2%, $6.12億 (+191.4%), 下降3.2%, <15."""
    cdef uint32_t index = cell.first
    cdef int32_t owner
    cdef const Quantity* quantity
    cdef const Word* word
    cdef Py_UCS4 c
    memset(out, 0, sizeof(Figures))
    while index < cell.last:
        owner = scan.owners[index]
        if owner >= 0:
            quantity = &scan.quantities[owner]
            if quantity.kind == KIND_DATE and cell.last - cell.first == 1 and kind_at(scan, index) == TOKEN_NUMBER:
                out.year = True
            elif not measures(quantity):
                break
            if out.count < FIGURES and quantity.first == index:
                out.quantities[out.count] = owner
                out.count += 1
            index = quantity.last
            continue
        word = word_at(lexicon, scan, index)
        c = first_char(scan, index)
        if kind_at(scan, index) == TOKEN_SIGN:
            out.plus = out.plus or c in u"+＋"
            if c in u"↑↓":
                out.direction = DIRECTION_UP if c == u"↑" else DIRECTION_DOWN
        elif word.roles & ROLE_CHANGE and word.direction:
            out.direction = word.direction
        elif kind_at(scan, index) not in (TOKEN_SPACE, TOKEN_BREAK) and not word.roles & (
                ROLE_BOUND_BEFORE | ROLE_BOUND_AFTER | ROLE_BASIS | ROLE_UNIT | ROLE_CHANGE):
            break
        index += 1
    if index < cell.last or not out.count:
        out.count = NOT_FIGURE
    return 0


cdef bint says_nothing(Scan scan, const Cell* cell) noexcept nogil:
    """Whether a cell holds no more than signs: -, …, /."""
    cdef uint32_t index
    for index in range(cell.first, cell.last):
        if kind_at(scan, index) not in (TOKEN_SIGN, TOKEN_SPACE, TOKEN_BREAK):
            return False
    return True


cdef bint is_only_time(Automaton lexicon, Scan scan, const Cell* cell) noexcept nogil:
    """Whether a cell is an expression of time: 2015年, 1—6月, 第一季度."""
    cdef uint32_t index
    cdef bint found = False
    for index in range(cell.first, cell.last):
        if is_time(lexicon, scan, index):
            found = True
        elif kind_at(scan, index) not in (TOKEN_SIGN, TOKEN_SPACE, TOKEN_BREAK):
            return False
    return found


cdef bint holds_time(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil:
    cdef uint32_t index
    for index in range(first, last):
        if is_time(lexicon, scan, index):
            return True
    return False


# -- heads ---------------------------------------------------------------------------------------------------

cdef uint32_t bracket_at_end(const Compact* head) noexcept nogil:
    """Where the bracket opens that a head ends in; NO_BRACKET: there is none."""
    cdef uint32_t at = head.count, depth = 0
    if not at or head.chars[at - 1] not in u"）)］]":
        return NO_BRACKET
    while at:
        at -= 1
        if head.chars[at] in u"）)］]":
            depth += 1
        elif head.chars[at] in u"（(［[":
            depth -= 1
            if depth == 0:
                return at
    return NO_BRACKET


cdef uint32_t unit_at_end(Automaton lexicon, const Compact* head, Measure* measure) noexcept nogil:
    """Where the name ends that a unit follows without brackets: 产值/亿元, 增长%; the whole where none does."""
    cdef uint32_t at = head.count
    if head.count > 1 and head.chars[head.count - 1] in u"%％‰" and read_measure(
            lexicon, &head.text, head.count - 1, head.count, measure):
        at -= 1
        while at and head.chars[at - 1] in u"±+-/／":
            at -= 1
        return at
    while at and head.count - at < LONGEST_UNIT:
        at -= 1
        if head.chars[at] in u"/／：:，," and at + 1 < head.count:
            if read_measure(lexicon, &head.text, at + 1, head.count, measure):
                return at
            break
    measure.found = False
    return head.count


cdef uint32_t label_start(Automaton lexicon, Scan scan, const Compact* head, uint32_t end) noexcept nogil:
    """Where the name of a row begins, behind #, 其中：, － and a printed number: 其中：女性, 一、农业."""
    cdef uint32_t at = 0
    cdef Marker marker
    while at + 1 < end:
        if head.chars[at] in u"#＃—－-–·•●○◆△▲：:、.．":
            at += 1
        elif head.chars[at] == u"其" and head.chars[at + 1] == u"中" and at + 2 < end:
            at += 2
        else:
            break
    if at + 2 < end and read_marker(lexicon, &head.text, at, end, &marker) and marker.body < end and (
            marker.body > at and marker.form != 0):
        at = marker.body
    return at


cdef int read_head(Automaton lexicon, Scan scan, const Cell* cell, bint label, Head* out) noexcept nogil:
    """Read a cell as the head of a column, or (`label`) of a row."""
    cdef Compact head
    cdef uint32_t end, opened, start = 0, token
    cdef const Word* word
    cdef bint held = False
    memset(out, 0, sizeof(Head))
    out.first, out.last = cell.first, cell.last
    compact(scan, scan.tokens[cell.first].start, scan.tokens[cell.last - 1].end, &head)
    if not head.count:
        return 0
    end = head.count
    opened = bracket_at_end(&head)
    if opened != NO_BRACKET:
        if read_measure(lexicon, &head.text, opened + 1, end - 1, &out.measure):
            end = opened
        else:
            out.behind = read_hints(&head, opened + 1, end - 1)
            if not label and opened:
                end = opened
        if out.measure.found and head.chars[opened + 1] == u"±":
            out.flags |= HEAD_CHANGE
    elif not label and read_measure(lexicon, &head.text, 0, end, &out.measure):
        end = 0
    else:
        end = unit_at_end(lexicon, &head, &out.measure)
    if end == 2 and head.chars[0] in u"单單" and head.chars[1] == u"位" or end == 4 and (
            head.chars[0] in u"计計" and head.chars[2] in u"单單" and head.chars[3] == u"位"):
        out.flags |= HEAD_UNIT
    if end:
        out.flags |= read_hints(&head, 0, end)
        if label:
            while end > 1 and head.chars[end - 1] in u"：:":
                end -= 1
            start = label_start(lexicon, scan, &head, end)
            if start and head.chars[0] in u"#＃其－-—–":
                out.flags |= HEAD_PART
        out.start, out.end = head.at[start], head.at[end - 1] + 1
    if end < head.count and head.chars[end] == u"±" or not end and head.chars[0] == u"±":
        out.flags |= HEAD_CHANGE | HEAD_RATIO
    for token in range(cell.first, cell.last):
        word = word_at(lexicon, scan, token)
        if is_time(lexicon, scan, token) and not word.roles & ROLE_BASIS:
            out.flags |= HEAD_TIME
        if word.roles & ROLE_BASIS and not out.basis:
            out.basis = word.basis
        elif word.roles & ROLE_BASIS_OPEN and not held and out.flags & HEAD_CHANGE:
            held = True      # 2015年|比2010年增长
            if not out.basis:
                out.basis = basis_of(lexicon, scan, token + 1, cell.last)
    if out.flags & HEAD_CHANGE and not out.basis:
        if out.flags & HEAD_YOY:
            out.basis = BASIS_YOY
        elif out.flags & HEAD_SEQUENTIAL:
            out.basis = BASIS_SEQUENTIAL
    return 0
