"""Layout, third step: the section tree.

In: a Draft whose lines are classified, and the blocks of its lines. Out: scan.sections in reading order,
parents before children, and each block's section. Cost: linear: one pass collects the markers inside
running text, one from the end back tells which of them begin a series, one opens and closes sections over a
stack of bounded depth.

Levels come from nesting as it occurs: a 1. under no 一、 is outermost. A number continues the open series of
its form, else begins one under the innermost section of an outer form. An enumeration (一是 … 二是 …) stands
under the section that it is said in; one that began inside a paragraph ends with it.
"""
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t
from libc.stdlib cimport free, realloc

from dushu._lines cimport *
from dushu._quantities cimport kind_at, sign_at
from dushu._records cimport *
from dushu._scan cimport Scan, add_section
from dushu._trie cimport Automaton

cdef enum:
    DEPTH = 40            # sections open at once; deeper ones become siblings
    GAP = 5               # numbers that a series of digits may skip
    NUMBERED = 100        # key of a numbered section: its form and this; a heading's is its style
    ENUMERATION = 300     # … of an enumeration: its series and this
    KEYS = 600
    NESTED_REACH = 150    # characters within which a list begins inside an item of a list like it
    SHORT_TITLE = 4       # … where its text runs on without one
    TITLE_TOKENS = 24     # tokens in which such a title ends
    BLANK_TITLE = 8       # characters that a numbered title has at least where a blank ends it


cdef struct Mention:      # a marker inside running text
    uint32_t token
    uint32_t line
    uint32_t order
    uint32_t start
    uint32_t end          # behind the marker
    uint16_t key
    bint leads            # stands at its line's start
    bint accepted         # as the first of a series
    bint tight            # its 一方面 has 这 before it: holds only with a partner
    bint after_colon


cdef struct Mentions:
    Mention* items
    uint32_t count
    uint32_t room


cdef struct Open:         # a section that is not closed yet
    int32_t section
    uint32_t order
    uint32_t line
    uint32_t start
    uint16_t key
    bint inside           # began inside a paragraph: ends with it
    bint heading          # has a line of its own


cdef struct Tree:
    Open[DEPTH] open_
    uint32_t depth
    uint32_t[KEYS] last   # order last seen of each key, whatever was closed since
    bint upper_digits     # of a text without line breaks: headings over headings hold a year
    bint upper_known


# -- markers inside running text -----------------------------------------------------------------------------

cdef Mention* add_mention(Mentions* found) except NULL nogil:
    cdef uint32_t room
    cdef Mention* grown
    if found.count == found.room:
        room = found.room + found.room // 2 + 64
        grown = <Mention*> realloc(found.items, room * sizeof(Mention))
        if grown == NULL:
            with gil:
                raise MemoryError
        found.items, found.room = grown, room
    found.count += 1
    return &found.items[found.count - 1]


cdef bint begins_clause(Scan scan, const Line* line, uint32_t index, uint8_t* sign) noexcept nogil:
    """Whether a clause begins at the token; `sign` is the sign before it, CHAR_BREAK at the line's start."""
    cdef uint32_t before = index
    sign[0] = CHAR_BREAK
    while before > line.first and kind_at(scan, before - 1) == TOKEN_SPACE:
        before -= 1
    if before == line.first or scan.tokens[before - 1].end <= line.title.start:
        return True
    if line.marker.end > line.marker.start and scan.tokens[before - 1].end <= line.marker.end:
        return True
    sign[0] = sign_at(scan, before - 1)
    return sign[0] in (CHAR_COMMA, CHAR_STOP, CHAR_SEMICOLON, CHAR_COLON, CHAR_QUOTE_OPEN, CHAR_DASH)


cdef inline bint follows_this(Scan scan, const Line* line, uint32_t index) noexcept nogil:
    """Whether the word of three characters has 这 before it: 这一方面…，另一方面…."""
    cdef Token* token = &scan.tokens[index]
    return (index > line.first and token.end - token.start == 3
            and char_at(&scan.text, token.start - 1) in u"这這")


cdef inline bint is_note(Scan scan, const Line* line) noexcept nogil:
    """Whether the line is a table's or page's note: 注：①某数包括…；②…"""
    return char_at(&scan.text, line.title.start) in u"注註" and sign_at(scan, line.first + 1) == CHAR_COLON


cdef int collect_line(Automaton lexicon, Scan scan, Line* line, uint32_t number,
                      Mentions* found) except -1 nogil:
    """Collect the markers that a line of running text holds."""
    cdef uint32_t index, order = 0, behind = 0
    cdef uint8_t series = 0, sign = 0, kind
    cdef Marker marker
    cdef Mention* mention
    cdef bint clause, tight
    cdef uint16_t key
    for index in range(line.first, line.last):
        kind = scan.tokens[index].kind
        if kind == TOKEN_TEXT:
            continue
        if kind == TOKEN_WORD:
            if not lexicon.words[scan.tokens[index].word].roles2 & (ROLE2_MARKER | ROLE2_ORDER):
                continue
            if not enumerates(lexicon, scan, index, &series, &order, &behind):
                continue
            clause = begins_clause(scan, line, index, &sign)
            tight = not clause and follows_this(scan, line, index)
            if not clause and not tight:
                continue
            key = ENUMERATION + series
            mention = add_mention(found)
            mention.start, mention.end = scan.tokens[index].start, scan.tokens[behind - 1].end
            if char_at(&scan.text, mention.start) in u"这這":
                mention.start += 1     # 这|一方面
                tight = True
        elif kind in (TOKEN_NUMERAL, TOKEN_NUMBER) or kind == TOKEN_SIGN \
                and scan.tokens[index].sign in (CHAR_OPEN, CHAR_MARK):
            if index == line.first or scan.tokens[index].start < line.marker.end:
                continue
            if not begins_clause(scan, line, index, &sign) \
                    or sign not in (CHAR_STOP, CHAR_SEMICOLON, CHAR_COLON, CHAR_COMMA, CHAR_BREAK):
                if line.marker.form != MARKER_HAN or kind != TOKEN_SIGN or index - line.first > TITLE_TOKENS \
                        or scan.tokens[index].start != title_end(scan, line, line.marker.body):
                    continue
                sign = CHAR_STOP       # 一、特点|（一）总量与速度齐增: the break behind the title was lost
            if not read_marker(lexicon, &scan.text, scan.tokens[index].start, line.end, &marker):
                continue
            if MARKER_DECIMAL <= marker.form < MARKER_HAN or marker.form < MARKER_DECIMAL:
                continue
            if sign == CHAR_COMMA and marker.form != MARKER_CIRCLED or is_note(scan, line):
                continue
            tight = False
            key = NUMBERED + marker.form
            mention = add_mention(found)
            mention.start, mention.end = marker.start, marker.end
            order = marker.order
        else:
            continue
        mention.key = key
        mention.token = index
        mention.line = number
        mention.order = order
        mention.leads = sign == CHAR_BREAK and key >= ENUMERATION and line.marker.end == line.marker.start
        mention.tight = tight
        mention.after_colon = sign == CHAR_COLON
        mention.accepted = False
    return 0


cdef bint stands_alone(Automaton lexicon, Scan scan, const Mention* mention) noexcept nogil:
    """Whether the marker needs no second one to be a marker: 一是."""
    cdef uint32_t length = mention.end - mention.start
    return (length == 2 and class_of(lexicon, &scan.text, mention.start) == CHAR_NUMERAL
            and char_at(&scan.text, mention.end - 1) == u"是")


cdef int accept_openings(Automaton lexicon, Scan scan, Draft* draft, Mentions* found) noexcept nogil:
    """Accept the first of each series that has a second, read from the end back: 首先 wants its 其次, ① its ②.

    A heading parts series; a number inside a paragraph wants its second in the same one.
    """
    cdef uint32_t[KEYS] order, where, epoch
    cdef uint32_t index = found.count, line = draft.count, now = 1, key
    cdef Mention* mention
    cdef bint partner
    for key in range(KEYS):
        epoch[key] = 0
    while index:
        index -= 1
        mention = &found.items[index]
        while line > mention.line + 1:
            line -= 1
            if draft.lines[line].marker.form or draft.lines[line].kind == BLOCK_HEADING:
                now += 1
        key = mention.key
        partner = epoch[key] == now and order[key] == 2
        if key < ENUMERATION:
            partner = partner and where[key] == mention.line
        if mention.order == 1:
            mention.accepted = partner or key >= ENUMERATION and not mention.tight \
                    and stands_alone(lexicon, scan, mention)
        order[key], where[key], epoch[key] = mention.order, mention.line, now
        if mention.line < line:
            line = mention.line + 1
    return 0


# -- the stack -----------------------------------------------------------------------------------------------

cdef int32_t find_open(Tree* tree, uint16_t key) noexcept nogil:
    """The place in the stack of the innermost open section of that key; -1: none."""
    cdef int32_t at = <int32_t> tree.depth - 1
    while at >= 0 and tree.open_[at].key != key:
        at -= 1
    return at


cdef Section* push(Scan scan, Tree* tree, uint8_t kind, uint16_t key, uint32_t order, uint32_t line,
                   bint inside, bint heading) except NULL nogil:
    """Open a section under the innermost open one."""
    cdef Section* section
    cdef Open* entry
    if tree.depth == DEPTH:
        tree.depth -= 1
    section = add_section(scan)
    section.kind = kind
    section.parent = tree.open_[tree.depth - 1].section if tree.depth else -1
    section.level = scan.sections[section.parent].level + 1 if section.parent >= 0 else 1
    section.marker_start = section.marker_end = 0
    entry = &tree.open_[tree.depth]
    entry.section = <int32_t> scan.section_count - 1
    entry.order, entry.line, entry.key, entry.inside, entry.heading = order, line, key, inside, heading
    tree.depth += 1
    tree.last[key] = order
    return section


cdef inline void close_inside(Tree* tree) noexcept nogil:
    """Close what began inside the paragraph that has ended."""
    while tree.depth and tree.open_[tree.depth - 1].inside:
        tree.depth -= 1


cdef inline bint is_enumeration(const Open* entry) noexcept nogil:
    return entry.key >= ENUMERATION


# -- headings ------------------------------------------------------------------------------------------------

cdef uint16_t heading_key(Draft* draft, Tree* tree, uint32_t index) noexcept nogil:
    """The heading's style; in a flat text, whether it stands over other headings or under one.

    One followed at once by another stands over it (回顾2024 成绩单), and so does one that alone shares with it to
    hold a year (奋进2025 …).
    """
    cdef Line* line = &draft.lines[index]
    cdef bint digits = (line.flags & LINE_DIGIT_INSIDE) != 0, next_digits
    cdef Line* next = line + 1
    if line.style == STYLE_PLAIN and not line.flags & LINE_FLAT and tree.depth \
            and tree.open_[tree.depth - 1].key == STYLE_LABEL \
            and tree.open_[tree.depth - 1].line + 1 == index:
        return STYLE_HEADLINE
    if line.style != STYLE_PLAIN or not line.flags & LINE_HEADING:
        return line.style
    if index + 1 < draft.count and next.kind == BLOCK_HEADING and next.flags & LINE_HEADING \
            and not next.marker.form:
        next_digits = (next.flags & LINE_DIGIT_INSIDE) != 0
        if not tree.upper_known and digits != next_digits:
            tree.upper_known, tree.upper_digits = True, digits
        return STYLE_PLAIN
    if tree.upper_known and digits == tree.upper_digits:
        return STYLE_PLAIN
    return STYLE_LOWER


cdef int open_heading(Scan scan, Draft* draft, Tree* tree, uint32_t index) except -1 nogil:
    """Open the section of a heading without a number."""
    cdef Line* line = &draft.lines[index]
    cdef uint16_t key = heading_key(draft, tree, index)
    cdef int32_t at
    cdef Section* section
    cdef Open* entry
    if key < STYLE_LABEL:
        # Markdown: everything that is not an outer # closes.
        while tree.depth and not tree.open_[tree.depth - 1].key < key:
            tree.depth -= 1
    else:
        at = find_open(tree, key)
        if at >= 0:
            tree.depth = at
        else:
            while tree.depth:
                entry = &tree.open_[tree.depth - 1]
                if entry.key < key or NUMBERED <= entry.key < ENUMERATION and entry.heading:
                    break
                # A heading right under another one of an inner style stands under it all the same.
                if entry.key < NUMBERED and entry.line + 1 == index and entry.key != key \
                        and key != STYLE_LABEL:
                    break
                tree.depth -= 1
    section = push(scan, tree, SECTION_HEADING, key, 0, index, False, True)
    section.start = line.start
    section.title_start, section.title_end = line.title.start, line.title.end
    while section.title_end > section.title_start + 1 and char_at(&scan.text, section.title_end - 1) in u"：:":
        section.title_end -= 1
    return 0


# -- numbers -------------------------------------------------------------------------------------------------

cdef bint continues(Tree* tree, const Line* line, int32_t at) noexcept nogil:
    """Whether the line's number begins a series or continues one. Chinese numerals need not prove it."""
    cdef uint32_t last
    cdef uint16_t key = NUMBERED + line.marker.form
    if line.marker.order == 1 or line.marker.form < MARKER_DECIMAL \
            or MARKER_DECIMAL < line.marker.form <= MARKER_HAN_BRACKET:
        return True
    last = tree.open_[at].order if at >= 0 else tree.last[key]
    if last == 0 and at < 0:
        return line.marker.form == MARKER_DECIMAL
    return last < line.marker.order <= last + GAP


cdef bint ends_title(Scan scan, const Line* line, uint32_t index, uint32_t start) noexcept nogil:
    """Whether a blank ends a numbered line's title, since its text follows: 1、完善某事，优化某事 报告期内，公司…。"""
    return (line.periods > 0 and scan.tokens[index].kind == TOKEN_SPACE
            and scan.tokens[index].start >= start + BLANK_TITLE
            and kind_at(scan, index - 1) in (TOKEN_TEXT, TOKEN_WORD)
            and kind_at(scan, index + 1) in (TOKEN_TEXT, TOKEN_WORD))


cdef bint runs_into_text(Scan scan, const Line* line, uint32_t index, uint32_t start) noexcept nogil:
    """Whether the text of a title whose break was lost begins at the token: 一、工作回顾|2012年，…, 一、特点|（一）…."""
    cdef uint32_t at = scan.tokens[index].start
    if line.periods == 0 or at < start + SHORT_TITLE or kind_at(scan, index - 1) not in (TOKEN_TEXT, TOKEN_WORD):
        return False
    if sign_at(scan, index) == CHAR_OPEN:
        return at + 2 < line.end and char_at(&scan.text, at + 1) == u"一" and sign_at(scan, index + 2) == CHAR_CLOSE
    return (kind_at(scan, index) == TOKEN_NUMBER and scan.tokens[index].end == at + 4
            and char_at(&scan.text, at + 4) == u"年" and char_at(&scan.text, at + 5) in u"，,是")


cdef uint32_t title_end(Scan scan, const Line* line, uint32_t start) noexcept nogil:
    """The end of a numbered line's title: at its first 。 or its end, final punctuation left out."""
    cdef uint32_t index = line.first, end = line.title.end
    while index < line.last and scan.tokens[index].start < start:
        index += 1
    while index < line.last:
        if sign_at(scan, index) == CHAR_STOP and char_at(&scan.text, scan.tokens[index].start) in u"。｡":
            end = scan.tokens[index].start
            break
        if ends_title(scan, line, index, start) or runs_into_text(scan, line, index, start):
            end = scan.tokens[index].start
            break
        index += 1
    end = min(end, line.title.end)
    while end > start and char_at(&scan.text, end - 1) in u"。；：;: \u3000\u00a0":
        end -= 1
    return end


cdef bint open_number(Scan scan, Draft* draft, Tree* tree, uint32_t index) except? False nogil:
    """Open the section of a line that begins with a number; False: the number belongs to no series."""
    cdef Line* line = &draft.lines[index]
    cdef uint16_t key = NUMBERED + line.marker.form
    cdef int32_t at = find_open(tree, key), above
    cdef Section* section
    cdef Open* entry
    if not continues(tree, line, at):
        return False
    if at >= 0 and line.marker.order == 1:
        # A series that begins again under a heading of its own does not continue the one above that heading.
        above = <int32_t> tree.depth - 1
        while above > at and tree.open_[above].key >= NUMBERED:
            above -= 1
        if above > at:
            at = -1
    if at >= 0:
        tree.depth = at
    else:
        while tree.depth:
            entry = &tree.open_[tree.depth - 1]
            if entry.key < NUMBERED:
                if line.marker.form > MARKER_CHAPTER or entry.key < STYLE_LABEL:
                    break
            elif entry.key < key:
                break
            tree.depth -= 1
    section = push(scan, tree, SECTION_NUMBERED, key, line.marker.order, index, False,
                   line.kind == BLOCK_HEADING)
    section.start = section.marker_start = line.marker.start
    section.marker_end = line.marker.end
    section.title_start, section.title_end = line.marker.body, title_end(scan, line, line.marker.body)
    if section.title_start >= section.title_end:
        section.title_start, section.title_end = line.marker.start, line.marker.end
    return True


# -- enumerations --------------------------------------------------------------------------------------------

cdef uint32_t clause_end(Automaton lexicon, Scan scan, const Line* line, const Mention* mention,
                         uint32_t start) noexcept nogil:
    """The end of the first clause behind a marker; for a number, of its sentence or member."""
    cdef uint32_t index = mention.token
    cdef uint8_t sign
    while index < line.last and scan.tokens[index].start < start:
        index += 1
    while index < line.last:
        sign = sign_at(scan, index)
        if sign == CHAR_STOP or sign == CHAR_SEMICOLON:
            return scan.tokens[index].start
        if mention.key >= ENUMERATION and sign in (CHAR_COMMA, CHAR_COLON):
            return scan.tokens[index].start
        index += 1
    return line.end


cdef bint place_mention(Draft* draft, Tree* tree, const Mention* mention) noexcept nogil:
    """Close what the marker closes; False: it continues no open series and begins none."""
    cdef int32_t at = find_open(tree, mention.key)
    cdef Open* entry
    if mention.order > 1:
        if at < 0 or not tree.open_[at].order < mention.order <= tree.open_[at].order + 2:
            return False
        if mention.key < ENUMERATION and tree.open_[at].line != mention.line:
            return False
        tree.depth = at
        return True
    if not mention.accepted:
        return False
    # An outer form closes the inner ones that its paragraph holds: …①…②…。一、…
    while tree.depth:
        entry = &tree.open_[tree.depth - 1]
        if not entry.inside or not mention.key < entry.key < ENUMERATION:
            break
        tree.depth -= 1
    if at >= 0:
        entry = &tree.open_[at]
        # 三是…分为三类：一是… begins a list inside a list; 一是 at a paragraph's start begins the next list.
        if mention.leads or entry.line == mention.line \
                and not (mention.after_colon and mention.start - entry.start < NESTED_REACH):
            tree.depth = at
        return True
    if mention.leads and not (mention.line and draft.lines[mention.line - 1].final == CHAR_COLON):
        while tree.depth and is_enumeration(&tree.open_[tree.depth - 1]):
            tree.depth -= 1
    return True


cdef int open_mention(Automaton lexicon, Scan scan, Draft* draft, Tree* tree,
                      const Mention* mention) except -1 nogil:
    """Open the section of a marker inside running text."""
    cdef Line* line = &draft.lines[mention.line]
    cdef Section* section
    cdef uint32_t start = skip_blanks(lexicon, &scan.text, mention.end, line.end)
    if not place_mention(draft, tree, mention):
        return 0
    if start < line.end and class_of(lexicon, &scan.text, start) in (CHAR_COMMA, CHAR_PAUSE):
        start = skip_blanks(lexicon, &scan.text, start + 1, line.end)
    section = push(scan, tree, SECTION_ENUMERATION if mention.key >= ENUMERATION else SECTION_NUMBERED,
                   mention.key, mention.order, mention.line, not mention.leads, False)
    section.start = section.marker_start = mention.start
    section.marker_end = mention.end
    tree.open_[tree.depth - 1].start = mention.start
    section.title_start, section.title_end = start, clause_end(lexicon, scan, line, mention, start)
    if section.title_start >= section.title_end:
        section.title_start, section.title_end = mention.start, mention.end
    if mention.leads:
        scan.blocks[mention.line].marker_start = mention.start
        scan.blocks[mention.line].marker_end = mention.end
        scan.blocks[mention.line].section = <int32_t> scan.section_count - 1
    return 0


# -- the tree ------------------------------------------------------------------------------------------------

cdef inline void close(Section* section, uint32_t end) noexcept nogil:
    """Give the section its end. No title reaches beyond it: 第一，第二，… leaves the first one without a clause."""
    section.end = max(end, section.marker_end, section.start + 1)
    section.title_end = min(section.title_end, section.end)
    if section.title_start >= section.title_end:
        section.title_start, section.title_end = section.marker_start, section.marker_end


cdef int close_all(Scan scan, uint32_t end) except -1 nogil:
    """Give every section its end: the start of the next one that is not inside it."""
    cdef int32_t[DEPTH + 2] open_
    cdef uint32_t index, depth = 0
    for index in range(scan.section_count):
        while depth and scan.sections[open_[depth - 1]].level >= scan.sections[index].level:
            depth -= 1
            close(&scan.sections[open_[depth]], scan.sections[index].start)
        open_[depth] = <int32_t> index
        depth += 1
    while depth:
        depth -= 1
        close(&scan.sections[open_[depth]], end)
    return 0


cdef inline bint holds_text(const Line* line) noexcept nogil:
    return line.kind in (BLOCK_PARAGRAPH, BLOCK_ITEM)


cdef uint32_t last_of_article(Draft* draft) noexcept nogil:
    """The end of the last line that is no furniture."""
    cdef uint32_t index = draft.count
    while index > 0 and draft.lines[index - 1].kind in (BLOCK_CHROME, BLOCK_META):
        index -= 1
    return draft.lines[index - 1].end if index else 0


cdef int grow_tree(Automaton lexicon, Scan scan, Draft* draft, Mentions* found) except -1 nogil:
    """Open sections line by line."""
    cdef Tree tree
    cdef uint32_t index, next = 0, key
    cdef Line* line
    tree.depth = 0
    tree.upper_known = tree.upper_digits = False
    for key in range(KEYS):
        tree.last[key] = 0
    for index in range(draft.count):
        line = &draft.lines[index]
        if line.kind in (BLOCK_CHROME, BLOCK_META, BLOCK_TITLE) :
            continue
        close_inside(&tree)
        if line.marker.form:
            if not open_number(scan, draft, &tree, index):
                line.marker.form = MARKER_NONE
                scan.blocks[index].marker_end = scan.blocks[index].marker_start
                if line.kind == BLOCK_HEADING:
                    scan.blocks[index].kind = BLOCK_PARAGRAPH
        elif line.kind == BLOCK_HEADING:
            open_heading(scan, draft, &tree, index)
        scan.blocks[index].section = tree.open_[tree.depth - 1].section if tree.depth else -1
        while next < found.count and found.items[next].line == index:
            open_mention(lexicon, scan, draft, &tree, &found.items[next])
            next += 1
    close_all(scan, last_of_article(draft))
    return 0


cdef int build_sections(Automaton lexicon, Scan scan, Draft* draft) except -1 nogil:
    """Fill scan.sections and the sections of scan.blocks."""
    cdef Mentions found
    cdef uint32_t index
    found.items = NULL
    found.count = found.room = 0
    try:
        for index in range(draft.count):
            if holds_text(&draft.lines[index]):
                collect_line(lexicon, scan, &draft.lines[index], index, &found)
        accept_openings(lexicon, scan, draft, &found)
        grow_tree(lexicon, scan, draft, &found)
    finally:
        free(found.items)
    return 0
