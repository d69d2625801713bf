"""The stages in order: the first file to read.

bytes -> text (decoding, markup) -> tokens (_lexer) -> blocks and sections (_layout) -> quantities
(_numerals, _quantities) -> indicators (_indicators, periods) -> Report.
"""
import hashlib
import os
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from typing import Literal

from . import _assemble
from ._positions import Positions
from ._scanner import scan
from ._trie import Automaton
from .lexicon import Lexicon, built_in
from .report import Document, Report

Offsets = Literal["codepoint", "utf16", "utf8"]


class Extractor:
    """Extracts reports with one lexicon: the built-in tables and those of `lexicon`, paths of a user's own."""

    def __init__(self, lexicon: Iterable[str | os.PathLike[str]] = ()) -> None:
        self._automaton = Automaton(Lexicon(lexicon) if lexicon else built_in())
        self.lexicon_version: str = self._automaton.version

    def extract(
        self,
        source: str | bytes,
        *,
        charset: str | None = None,
        content_type: str = "text/plain",
        published_at: str | date | None = None,
        include: Collection[str] = (),
        offsets: Offsets = "codepoint",
        id: str | None = None,
    ) -> Report:
        """Read one text. See `dushu.extract`."""
        text = source if isinstance(source, str) else source.decode(charset or "utf-8")
        found = scan(self._automaton, text)
        positions = Positions(text, offsets)
        return Report(
            "1",
            hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            charset or "utf-8",
            self.lexicon_version,
            Document(script=_assemble.script_of(found), length=len(text)),
            _assemble.sections(self._automaton, found, positions),
            _assemble.blocks(self._automaton, found, positions),
            _assemble.indicators(self._automaton, found, positions, []),
            _assemble.quantities(self._automaton, found, positions) if "quantities" in include else [],
            [],
            id,
        )


@cache
def default_extractor() -> Extractor:
    """The Extractor with the built-in lexicon, made at its first use."""
    return Extractor()


def extract(
    source: str | bytes,
    *,
    charset: str | None = None,
    content_type: str = "text/plain",
    published_at: str | date | None = None,
    include: Collection[str] = (),
    offsets: Offsets = "codepoint",
    id: str | None = None,
) -> Report:
    """Read one report: its sections and every numeric indicator, each with its place in the text.

    `source` is text, or bytes in `charset` (without one: byte order mark, else UTF-8, else GB18030; for HTML the
    page's own declaration first). `content_type` is `text/plain` or `text/html`. `published_at` (ISO 8601) is
    the date that relative times (去年) are resolved against when the page names none. `include` may hold
    `"quantities"`. `offsets` counts spans in code points, UTF-16 units or UTF-8 bytes.

    Raises UnknownCharset, DecodeError (both ValueError) for bytes that cannot be read, ValueError for a bad option.
    """
    return default_extractor().extract(
        source, charset=charset, content_type=content_type, published_at=published_at, include=include,
        offsets=offsets, id=id,
    )
