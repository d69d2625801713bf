"""The compiled stages one after another, without the GIL: what pipeline.py calls `scan`."""
from dushu._indicators cimport find_indicators
from dushu._layout cimport lay_out
from dushu._lexer cimport lex
from dushu._quantities cimport find_quantities
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

from dushu import _codes

cdef tuple TOKENS = ("text", "word", "number", "numeral", "latin", "sign", "space", "break")


def scan(Automaton lexicon, str text) -> Scan:
    """Tokens, blocks and sections, quantities and indicators of one text."""
    cdef Scan found = Scan(text)
    with nogil:
        lex(lexicon, found)
        lay_out(lexicon, found)
        find_quantities(lexicon, found)
        find_indicators(lexicon, found)
    return found


def tokens(Automaton lexicon, str text) -> list:
    """The tokens of one text as (kind, text, start): for tests and for people who extend the lexicon."""
    cdef Scan found = Scan(text)
    cdef size_t index
    lex(lexicon, found)
    return [(TOKENS[found.tokens[index].kind], text[found.tokens[index].start:found.tokens[index].end],
             found.tokens[index].start) for index in range(found.token_count)]
