"""The compiled stages one after another, without the GIL: what pipeline.py calls `scan`."""
import re

from libc.stdint cimport UINT32_MAX, int64_t
from posix.time cimport CLOCK_MONOTONIC, clock_gettime, timespec

from dushu._indicators cimport find_indicators
from dushu._layout cimport lay_out
from dushu._lexer cimport lex
from dushu._periods cimport find_periods
from dushu._quantities cimport find_quantities
from dushu._scan cimport Scan
from dushu._table_times cimport date_tables
from dushu._tables cimport read_tables
from dushu._trie cimport Automaton
from dushu._warnings cimport find_warnings

from dushu.errors import ReportTooLarge


cdef object LOST = re.compile("\ufffd+")
cdef tuple TOKENS = ("text", "word", "number", "numeral", "latin", "sign", "space", "break")


def scan(Automaton lexicon, str text, written: tuple[int, int, int] = (0, 0, 0), most: int | None = None) -> Scan:
    """Tokens, blocks and sections, quantities, indicators and their periods of one text.

    `written` is the year, month and day that relative times count from where the page gives no date; zeros: unknown.
    Raises ReportTooLarge where the report would have more than `most` parts.
    """
    cdef Scan found = Scan(text, UINT32_MAX if most is None else min(most, UINT32_MAX))
    cdef int year = written[0], month = written[1], day = written[2]
    with nogil:
        lex(lexicon, found)
        lay_out(lexicon, found)
        find_quantities(lexicon, found)
        find_indicators(lexicon, found)
        read_tables(lexicon, found)
        find_periods(lexicon, found, year, month, day)
        date_tables(found, year, month, day)
        find_warnings(lexicon, found, year)
    if found.parts() > found.most or (
            found.parts() + text.count("\ufffd") > found.most and found.parts() + lost_runs(text) > found.most):
        raise ReportTooLarge(found.most)
    return found


cdef Py_ssize_t lost_runs(str text):
    """How many runs of U+FFFD there are, each of which becomes a warning."""
    return sum(1 for _ in LOST.finditer(text))


def tokens(Automaton lexicon, str text) -> list:
    """The tokens of one text as (kind, text, start): for tests and for people who extend the lexicon."""
    cdef Scan found = Scan(text)
    cdef size_t index
    lex(lexicon, found)
    return [(TOKENS[found.tokens[index].kind], text[found.tokens[index].start:found.tokens[index].end],
             found.tokens[index].start) for index in range(found.token_count)]


def stage_times(Automaton lexicon, str text) -> tuple:
    """Nanoseconds of each compiled stage for one text: lexer, layout, quantities, indicators, periods."""
    cdef Scan found = Scan(text)
    cdef int64_t[6] at
    with nogil:
        at[0] = now()
        lex(lexicon, found)
        at[1] = now()
        lay_out(lexicon, found)
        at[2] = now()
        find_quantities(lexicon, found)
        at[3] = now()
        find_indicators(lexicon, found)
        read_tables(lexicon, found)
        at[4] = now()
        find_periods(lexicon, found, 0, 0, 0)
        date_tables(found, 0, 0, 0)
        at[5] = now()
    return at[1] - at[0], at[2] - at[1], at[3] - at[2], at[4] - at[3], at[5] - at[4]


cdef int64_t now() noexcept nogil:
    cdef timespec moment
    clock_gettime(CLOCK_MONOTONIC, &moment)
    return <int64_t> moment.tv_sec * 1000000000 + moment.tv_nsec
