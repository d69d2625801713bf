"""Stage 7b: rows of tables to indicators.

In: a Scan with blocks, quantities and the indicators of its running text. Out: the indicators of its tables, all in
reading order; the quantities of cells with the unit that their column, row or note gives. Cost: linear; a row is
read once, with at most MOST_CELLS cells. The Scan owns the indicators; the merge's copy is freed here.

A run of rows is a table; a caption or two may stand in it. A row without figures behind its first cell names the
columns. A cell's unit is printed in it, or in the head of its column (产量（万吨）), in a column 单位, in the head of its
row (猪（万头）), or in the note above (单位：亿元). The metric is the row's head, or the column's where the row's is a time
or, in a table of places or firms, the row's is one of them; then that is the scope.
Cells and heads are read by _cells; _table_times gives the cells the times of their heads, once periods are known.
"""
from libc.stdint cimport uint32_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy, memset

from dushu._cells cimport *
from dushu._numerals cimport scale
from dushu._records cimport *
from dushu._scan cimport Scan, add_indicator
from dushu._trie cimport Automaton

cdef enum:
    SHORT = 60            # characters of a line that may belong to a table
    NEAR = 4              # blocks above a table in which its note and caption stand


cdef struct Table:
    Head[MOST_CELLS] columns      # by place
    bint[MOST_CELLS] used
    uint32_t[MOST_CELLS] order    # places of the heads that are not empty
    uint32_t count
    uint32_t width
    uint32_t labels       # cells that name a row, in the first row of figures
    bint headed
    bint filled           # a row of figures has been read under these heads
    Measure note          # 单位：亿元
    Measure row           # unit of the last row that printed one
    bint parts            # a part of that row has been read: 猪（万头）, #能繁母猪
    uint32_t note_at      # block behind it
    uint32_t caption_first, caption_last    # tokens of a caption that holds a time
    uint32_t caption_at
    uint32_t gap          # blocks since the last row
    uint32_t end          # block behind the last row


cdef struct Line:         # a row as it is read
    Row row
    Figures[MOST_CELLS] figures
    Head label
    int label_cell        # -1: none
    bint label_is_time
    Measure unit          # of a column 单位
    uint32_t shift        # cells that a row's missing labels leave out: those span rows


# -- heads of columns ----------------------------------------------------------------------------------------

cdef int forget_heads(Table* table) noexcept nogil:
    memset(table.columns, 0, sizeof(table.columns))
    memset(table.used, 0, sizeof(table.used))
    table.count = table.width = table.labels = 0
    table.headed = table.filled = table.parts = False
    table.row.found = False
    return 0


cdef int merge_head(Head* upper, const Head* lower) noexcept nogil:
    """Let the lower of two heads of a column say what it says, and keep the rest of the upper."""
    upper.flags |= lower.flags
    upper.behind |= lower.behind
    if lower.start < lower.end:
        upper.start, upper.end = lower.start, lower.end
    if lower.measure.found:
        upper.measure = lower.measure
    if lower.basis:
        upper.basis = lower.basis
    if lower.flags & HEAD_TIME:
        upper.first, upper.last = lower.first, lower.last
    return 0


cdef bint names_columns(Automaton lexicon, Scan scan, const Line* line) noexcept nogil:
    """Whether a row without figures is a new head and no row of gaps: some cell holds a unit, a time or a word of
    heads."""
    cdef uint32_t index
    cdef Head head
    for index in range(1, line.row.count):
        read_head(lexicon, scan, &line.row.cells[index], False, &head)
        if head.measure.found or head.flags:
            return True
    return False


cdef int put_heads(Automaton lexicon, Scan scan, Table* table, const Line* line) noexcept nogil:
    """Take the cells of a row as heads of the columns; a second such row in a row refines the first."""
    cdef uint32_t index, place
    cdef Head head
    if table.headed and table.filled:
        if not names_columns(lexicon, scan, line):
            return 0
        forget_heads(table)
    elif table.headed and table.width == line.row.width:
        for place in range(2, min(table.width, <uint32_t> MOST_CELLS)):
            if not table.used[place] and table.used[place - 1]:
                table.columns[place] = table.columns[place - 1]      # a head over several columns
                table.used[place] = True
    elif table.headed:
        forget_heads(table)
    for index in range(line.row.count):
        place = line.row.cells[index].place
        read_head(lexicon, scan, &line.row.cells[index], False, &head)
        if table.used[place]:
            merge_head(&table.columns[place], &head)
        else:
            table.columns[place] = head
            table.used[place] = True
    table.width = line.row.width
    table.headed = True
    table.count = 0
    for place in range(MOST_CELLS):
        if table.used[place]:
            table.order[table.count] = place
            table.count += 1
    return 0


cdef const Head* column_of(const Table* table, const Line* line, uint32_t index) noexcept nogil:
    """The head of the column that a cell stands in; NULL: it has none, or none that is sure."""
    cdef uint32_t place = line.row.cells[index].place + line.shift, missing
    if not table.headed:
        return NULL
    if line.row.width == table.width or line.row.fenced and line.row.count < table.count:
        return &table.columns[place] if place < MOST_CELLS and table.used[place] else NULL
    if line.row.count == table.count:
        return &table.columns[table.order[index]]
    if line.row.count > table.count:
        missing = line.row.count - table.count
        return &table.columns[table.order[index - missing]] if index >= missing else NULL
    if leading_text(line) < table.labels:
        return &table.columns[table.order[index + table.count - line.row.count]]
    return &table.columns[table.order[index]]


cdef uint32_t leading_text(const Line* line) noexcept nogil:
    """How many cells stand before the first figure."""
    cdef uint32_t index = 0
    while index < line.row.count and line.figures[index].count == NOT_FIGURE:
        index += 1
    return index


# -- one figure ----------------------------------------------------------------------------------------------

cdef const Measure* measure_of(const Table* table, const Line* line, const Head* column, uint32_t flags,
                               const Measure* percent) noexcept nogil:
    """The unit of a bare figure: its column's, its row's, the note's; NULL: none is given."""
    if column != NULL and column.measure.found:
        return &column.measure
    if flags & HEAD_RATIO:
        return percent
    if line.unit.found:
        return &line.unit
    if line.label.measure.found:
        return &line.label.measure
    if table.parts:
        return &table.row
    return &table.note if table.note.found else NULL


cdef int give_unit(Automaton lexicon, Quantity* quantity, const Measure* measure) noexcept nogil:
    """Scale a figure to the base of its unit; the printed span stays."""
    scale(&quantity.value, measure.power)
    if quantity.has_high:
        scale(&quantity.high, measure.power)
    if measure.unit:
        quantity.unit, quantity.per = measure.unit, measure.per
        quantity.kind = lexicon.units[measure.unit].kind
    quantity.flags &= ~QUANTITY_BARE
    return 0


cdef int state(const Figures* figures, const Quantity* quantity, uint32_t flags, const Head* label,
               Indicator* fact) noexcept nogil:
    """Set statement and direction by the column's head, by the cell's own words, else by the row's head."""
    cdef bint ratio = quantity.kind in (KIND_PERCENT, KIND_POINT, KIND_FRACTION)
    if flags & HEAD_RANK and quantity.kind == KIND_RANK:
        fact.statement = STATEMENT_RANK
        return 0
    if flags & HEAD_SHARE and ratio and not flags & HEAD_CHANGE:
        fact.statement = STATEMENT_SHARE
        return 0
    if not flags & (HEAD_CHANGE | HEAD_SHARE) and ratio:
        if label.flags & HEAD_CHANGE:
            flags |= label.flags & (HEAD_CHANGE | HEAD_DOWN)
        elif label.flags & HEAD_SHARE:
            fact.statement = STATEMENT_SHARE
            return 0
    if not flags & HEAD_CHANGE and not figures.direction and not (figures.plus and ratio):
        fact.statement = STATEMENT_LEVEL
        return 0
    fact.statement = STATEMENT_CHANGE
    if figures.direction:
        fact.direction = figures.direction
    elif quantity.value.mantissa == 0:
        fact.direction = DIRECTION_FLAT
    else:
        fact.direction = DIRECTION_DOWN if (quantity.value.mantissa < 0) != ((flags & HEAD_DOWN) != 0) else DIRECTION_UP
    return 0


cdef int put_fact(Automaton lexicon, Scan scan, Table* table, Line* line, const Head* column, const Figures* figures,
                  int nth) except -1 nogil:
    """Make an indicator of a cell's figure; the ones behind the first are what the head's bracket says: 预算（变幅）."""
    cdef Quantity* quantity = &scan.quantities[figures.quantities[nth]]
    cdef uint32_t flags = 0
    cdef Measure percent
    cdef const Measure* measure = NULL
    cdef Indicator* fact
    percent.unit, percent.per, percent.power, percent.found = lexicon.percent, 0, 0, True
    if column != NULL:
        flags = column.flags if nth == 0 else column.behind
    if quantity.kind in (KIND_AMOUNT, KIND_DATE) and not quantity.unit:
        if flags & HEAD_RANK and column != NULL and not column.measure.found:
            quantity.kind = KIND_RANK
        elif nth == 0:
            measure = measure_of(table, line, column, flags, &percent)
        if measure == NULL and quantity.kind != KIND_RANK and (column == NULL or quantity.kind == KIND_DATE):
            return 0      # nothing says what it counts, or it is a year
        quantity.kind = KIND_AMOUNT if quantity.kind != KIND_RANK else KIND_RANK
        if measure != NULL:
            give_unit(lexicon, quantity, measure)
    fact = add_indicator(scan)
    memset(fact, 0, sizeof(Indicator))
    fact.quantity = figures.quantities[nth]
    fact.kind, fact.bound, fact.period = quantity.kind, quantity.bound, -1
    state(figures, quantity, flags, &line.label, fact)
    if fact.statement == STATEMENT_CHANGE:
        fact.basis = column.basis if column != NULL and column.basis else line.label.basis
    if flags & (HEAD_TARGET | HEAD_FORECAST) and not flags & HEAD_DONE:
        fact.status = STATUS_TARGET if flags & HEAD_TARGET else STATUS_FORECAST
    place_fact(scan, table, line, column, quantity, fact)
    return 0


cdef bint lists_places(Scan scan, const Table* table) noexcept nogil:
    """Whether the first column names places or firms, of which each other column says something: 区县, 地区, 公司."""
    cdef const Head* first = &table.columns[table.order[0]] if table.count else NULL
    cdef Py_UCS4 c, before
    if not table.headed or table.count < 3 or first.end < first.start + 2:
        return False
    before, c = char_at(&scan.text, first.end - 2), char_at(&scan.text, first.end - 1)
    return before in u"地区區城省市县縣" and c in u"区區县縣市份域" or before in u"公国國企银銀品街乡鄉机機" and (
        c in u"司家业業行牌道镇鎮构構")


cdef const Head* measure_head(Scan scan, const Table* table, const Line* line, const Head* column) noexcept nogil:
    """The head that names what a cell measures where rows are places or firms; NULL: the row's own head does. A column
    that only says 增速 or 比重 speaks of the one before it."""
    cdef uint32_t index
    cdef const Head* named = NULL
    cdef const Head* other
    if column == NULL or not lists_places(scan, table):
        return NULL
    for index in range(1, table.count):
        other = &table.columns[table.order[index]]
        if other.start < other.end and not other.flags & (HEAD_CHANGE | HEAD_SHARE | HEAD_RANK | HEAD_SKIP | HEAD_UNIT
                                                          | HEAD_TIME):
            named = other
        if other == column:
            return named
    return NULL


cdef int place_fact(Scan scan, const Table* table, const Line* line, const Head* column, const Quantity* quantity,
                    Indicator* fact) noexcept nogil:
    """Set metric, block, evidence, and the head that may name the time."""
    cdef uint32_t block = line.row.block
    cdef const Head* named = measure_head(scan, table, line, column)
    if named != NULL and line.label_cell >= 0 and not line.label_is_time:
        fact.metric_start, fact.metric_end = named.start, named.end
        fact.scope_start, fact.scope_end = line.label.start, line.label.end
    elif line.label_cell >= 0 and not line.label_is_time:
        fact.metric_start, fact.metric_end = line.label.start, line.label.end
    elif column != NULL:
        fact.metric_start, fact.metric_end = column.start, column.end
    while block + 1 < line.row.end and scan.blocks[block].last <= quantity.first:
        block += 1
    fact.block = block
    fact.sentence_start = scan.blocks[line.row.block].start
    fact.sentence_end = scan.blocks[line.row.end - 1].end
    if line.label_is_time:
        fact.head_first, fact.head_last = line.label.first, line.label.last
    elif column != NULL and column.flags & HEAD_TIME:
        fact.head_first, fact.head_last = column.first, column.last
    else:
        fact.head_first, fact.head_last = table.caption_first, table.caption_last
    return 0


# -- rows ----------------------------------------------------------------------------------------------------

cdef bint has_figures(const Table* table, const Line* line) noexcept nogil:
    """Whether a figure stands behind the first cell; one that looks like a year is one where its column has a unit."""
    cdef uint32_t index
    cdef const Head* column
    for index in range(1, line.row.count):
        if line.figures[index].count > 0:
            column = column_of(table, line, index)
            if not line.figures[index].year or column != NULL and column.measure.found:
                return True
    return False


cdef int read_alone(Automaton lexicon, Scan scan, Table* table, const Line* line) noexcept nogil:
    """A cell that is alone in its row heads what is below: it may give a unit or a time."""
    cdef const Cell* cell = &line.row.cells[0]
    cdef Measure note
    if line.figures[0].count > 0:
        return 0
    if read_unit_note(lexicon, scan, cell.first, cell.last, &note):
        table.note = note
    if not table.filled and holds_time(lexicon, scan, cell.first, cell.last):
        table.caption_first, table.caption_last = cell.first, cell.last
    return 0


cdef bint same_name(Scan scan, const Head* a, const Head* b) noexcept nogil:
    """Whether two heads have the same name: 指标 and 指标, of two tables side by side."""
    cdef uint32_t at
    if a.end - a.start != b.end - b.start or a.start == a.end:
        return False
    for at in range(min(a.end - a.start, <uint32_t> SHORT)):
        if char_at(&scan.text, a.start + at) != char_at(&scan.text, b.start + at):
            return False
    return True


cdef int take_label(Automaton lexicon, Scan scan, Table* table, Line* line, uint32_t index) noexcept nogil:
    """Let a cell name the row; a cell that is a unit behind the name gives the row's unit."""
    cdef Compact text
    cdef Measure unit
    cdef const Cell* cell = &line.row.cells[index]
    if line.label_cell >= 0:
        compact(scan, scan.tokens[cell.first].start, scan.tokens[cell.last - 1].end, &text)
        if read_measure(lexicon, &text.text, 0, text.count, &unit):
            line.unit = unit
            return 0
    read_head(lexicon, scan, cell, True, &line.label)
    line.label_cell = index
    line.label_is_time = is_only_time(lexicon, scan, cell)
    if line.label.measure.found:
        table.row, table.parts = line.label.measure, False
    elif line.label.flags & HEAD_PART and table.row.found:
        table.parts = True
    return 0


cdef int find_unit(Automaton lexicon, Scan scan, const Table* table, Line* line) noexcept nogil:
    """Read the row's cell in a column 单位."""
    cdef uint32_t index
    cdef const Head* column
    cdef Compact text
    for index in range(line.row.count):
        column = column_of(table, line, index)
        if column != NULL and column.flags & HEAD_UNIT and line.figures[index].count == NOT_FIGURE:
            compact(scan, scan.tokens[line.row.cells[index].first].start,
                    scan.tokens[line.row.cells[index].last - 1].end, &text)
            read_measure(lexicon, &text.text, 0, text.count, &line.unit)
    return 0


cdef int read_values(Automaton lexicon, Scan scan, Table* table, Line* line) except -1 nogil:
    """Walk a row of figures: text names what follows it, figures become indicators."""
    cdef uint32_t index, count = line.row.count
    cdef int nth
    cdef bint valued = False
    cdef const Head* column
    cdef const Figures* figures
    find_unit(lexicon, scan, table, line)
    for index in range(count):
        column = column_of(table, line, index)
        figures = &line.figures[index]
        if figures.count == NOT_FIGURE or figures.year and index == 0:
            if column != NULL and column.flags & (HEAD_UNIT | HEAD_SKIP) and not is_only_time(
                    lexicon, scan, &line.row.cells[index]) or says_nothing(scan, &line.row.cells[index]):
                continue
            if not valued or column != NULL and table.used[0] and same_name(scan, column, &table.columns[0]):
                take_label(lexicon, scan, table, line, index)
                valued = False
            continue
        if index == 0 and count > 1 and line.figures[1].count == NOT_FIGURE:
            continue      # the number of the row
        if column != NULL and column.flags & HEAD_SKIP and not column.measure.found:
            continue
        if column == NULL and valued and not table.headed:
            line.label.measure.found = False      # the row's unit is that of its first figure
        valued = True
        for nth in range(figures.count):
            put_fact(lexicon, scan, table, line, column, figures, nth)
    return 0


cdef int read_line(Automaton lexicon, Scan scan, Table* table, uint32_t block, Line* line) except -1 nogil:
    """Read the row that begins with a block."""
    cdef uint32_t index
    read_row(scan, block, &line.row)
    line.shift = 0
    line.label_cell = -1
    line.label_is_time = False
    memset(&line.label, 0, sizeof(Head))
    memset(&line.unit, 0, sizeof(Measure))
    if line.row.count == 0 or is_rule(scan, &line.row):
        return 0
    for index in range(line.row.count):
        read_figures(lexicon, scan, &line.row.cells[index], &line.figures[index])
    if line.row.count == 1:
        return read_alone(lexicon, scan, table, line)
    if not has_figures(table, line):
        if line.figures[0].count < 1 or line.figures[0].year:
            put_heads(lexicon, scan, table, line)
        return 0
    if not table.filled:
        table.filled = True
        table.labels = leading_text(line)
    elif leading_text(line) < table.labels and line.row.width == table.width:
        index = table.labels - leading_text(line)
        if line.row.cells[line.row.count - 1].place + index < table.width:
            line.shift = index
    return read_values(lexicon, scan, table, line)


# -- the walk ------------------------------------------------------------------------------------------------

cdef int open_table(Table* table, uint32_t block) noexcept nogil:
    """Begin a table at a block, unless it goes on with the one before over a caption."""
    if table.gap == 0 or table.headed and table.gap == 1:
        return 0
    forget_heads(table)
    if table.note_at + NEAR <= block or table.note_at <= table.end:
        table.note.found = False
    if table.caption_at + NEAR <= block or table.caption_at <= table.end:
        table.caption_first = table.caption_last = 0
    return 0


cdef int read_between(Automaton lexicon, Scan scan, Table* table, uint32_t index) noexcept nogil:
    """Read a block between rows: it may be a caption or a note, or end the table."""
    cdef const Block* block = &scan.blocks[index]
    cdef Measure note
    table.gap += 1
    if block.end - block.start > SHORT:
        table.gap = NEAR
        return 0
    if read_unit_note(lexicon, scan, block.first, block.last, &note):
        table.note, table.note_at = note, index + 1
    if holds_time(lexicon, scan, block.first, block.last):
        table.caption_first, table.caption_last = block.first, block.last
        table.caption_at = index + 1
    return 0


cdef int merge(Scan scan, uint32_t before) except -1 nogil:
    """Put the indicators from `before` on among the others, by their figures' places."""
    cdef uint32_t left = before, right = scan.indicator_count - before, at = scan.indicator_count
    cdef Indicator* added
    if not right or not left:
        return 0
    added = <Indicator*> malloc(right * sizeof(Indicator))
    if added == NULL:
        with gil:
            raise MemoryError
    memcpy(added, scan.indicators + before, right * sizeof(Indicator))
    while right:
        at -= 1
        if left and scan.indicators[left - 1].quantity > added[right - 1].quantity:
            left -= 1
            scan.indicators[at] = scan.indicators[left]
        else:
            right -= 1
            scan.indicators[at] = added[right]
    free(added)
    return 0


cdef bint has_tables(Scan scan) noexcept nogil:
    cdef uint32_t index
    for index in range(scan.block_count):
        if scan.blocks[index].kind == BLOCK_TABLE_ROW:
            return True
    return False


cdef int read_tables(Automaton lexicon, Scan scan) except -1 nogil:
    """Add the indicators of table rows to scan.indicators."""
    cdef uint32_t index = 0, before = scan.indicator_count
    cdef Table table
    cdef Line line
    if not has_tables(scan):
        return 0
    memset(&table, 0, sizeof(Table))
    table.gap = NEAR
    while index < scan.block_count:
        if scan.blocks[index].kind != BLOCK_TABLE_ROW:
            read_between(lexicon, scan, &table, index)
            index += 1
            continue
        open_table(&table, index)
        table.gap = 0
        read_line(lexicon, scan, &table, index, &line)
        index = table.end = line.row.end
    return merge(scan, before)
