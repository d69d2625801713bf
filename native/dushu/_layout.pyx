"""Stage 4: tokens to blocks, section tree and what the page says of itself.

In: a Scan with its tokens. Out: its blocks, which cover every character that is not white space and never
overlap; its sections in reading order; its contributors and document. Cost: linear; whatever is looked for
around a line is looked for in a bounded number of lines. The Scan owns the arrays; the draft's lines are
freed here.

_line_breaks cuts the text, _looks sees each line by itself, _page finds the article, _titles its title, _headings its
headings, _sections builds the tree, _document reads date, source and names; _markers reads numbers and dates,
_datelines datelines for all of them.
"""
from libc.stdint cimport uint32_t
from libc.stdlib cimport free

from dushu._document cimport read_document
from dushu._headings cimport divide_lists, drop_contents, find_headings, join_hashes, number_lines
from dushu._line_breaks cimport find_lines
from dushu._lines cimport *
from dushu._looks cimport look, settle_items, settle_tables
from dushu._page cimport find_article, settle_foot, settle_front
from dushu._records cimport *
from dushu._scan cimport Scan, add_block
from dushu._sections cimport build_sections
from dushu._spaced_rows cimport settle_spaced_rows
from dushu._trie cimport Automaton


cdef int put_blocks(Scan scan, Draft* draft) except -1 nogil:
    """One block for each line; a blank between two of them was a line break, and is one from here on."""
    cdef uint32_t index, gap, before = 0
    cdef Line* line
    cdef Block* block
    for index in range(draft.count):
        line = &draft.lines[index]
        for gap in range(before, line.first):
            if scan.tokens[gap].kind == TOKEN_SPACE:
                scan.tokens[gap].kind, scan.tokens[gap].sign = TOKEN_BREAK, 1
        before = line.last
        block = add_block(scan)
        block.kind = line.kind
        block.first, block.last = line.first, line.last
        block.start, block.end = line.start, line.end
        block.section = -1
        block.marker_start = block.marker_end = line.start
        if line.marker.end > line.marker.start:
            block.marker_start, block.marker_end = line.marker.start, line.marker.end
    return 0


cdef int classify(Automaton lexicon, Scan scan, Draft* draft) noexcept nogil:
    """Tell what each line is, from what is sure to what is left."""
    draft.title = draft.first_body = draft.last_body = draft.footer = draft.count
    look(lexicon, scan, draft)
    if draft.count == 1 and not draft.lines[0].flags & LINE_BODY:
        settle(draft.lines, BLOCK_PARAGRAPH)       # one bare phrase has no structure
        draft.lines[0].marker.form = MARKER_NONE
        draft.lines[0].marker.end = draft.lines[0].marker.start
        return 0
    settle_front(scan, draft)
    settle_tables(scan, draft)
    settle_spaced_rows(lexicon, scan, draft)
    join_hashes(scan, draft)
    find_article(lexicon, scan, draft)
    settle_items(scan, draft)
    settle_foot(draft)
    find_headings(lexicon, scan, draft)
    number_lines(lexicon, scan, draft)
    divide_lists(draft)
    return drop_contents(scan, draft)


cdef int lay_out(Automaton lexicon, Scan scan) except -1 nogil:
    """Fill scan.blocks, scan.sections, scan.contributors and scan.document."""
    cdef Draft draft
    draft.lines = NULL
    draft.count = draft.room = draft.front = draft.title = draft.title_last = draft.title_end = 0
    draft.first_body = draft.last_body = draft.footer = 0
    draft.decimals = draft.bare_numbers = False
    try:
        find_lines(lexicon, scan, &draft)
        if draft.count:
            classify(lexicon, scan, &draft)
            put_blocks(scan, &draft)
            build_sections(lexicon, scan, &draft)
        read_document(lexicon, scan, &draft)
    finally:
        free(draft.lines)
    return 0
