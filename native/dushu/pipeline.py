"""The stages in order: the first file to read.

bytes -> text (decoding, markup) -> tokens (_lexer) -> blocks and sections (_layout) -> quantities
(_numerals, _quantities) -> indicators (_indicators) -> their periods (_times, _days, _periods) -> Report.
"""
import codecs
import hashlib
import os
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from ._assemble import Assembler
from ._positions import Positions
from ._scanner import scan
from ._trie import Automaton
from .decoding import decode
from .lexicon import Lexicon, built_in
from .report import Report, Warning

if TYPE_CHECKING:
    from .markup import Html

Offsets = Literal["codepoint", "utf16", "utf8"]
OFFSETS = ("codepoint", "utf16", "utf8")
CONTENT_TYPES = ("text/plain", "text/html")


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
        max_parts: int | None = None,
    ) -> Report:
        """Read one text. See `dushu.extract`."""
        read = read_source(source, charset, content_type)
        found = scan(self._automaton, read.text, day_of(published_at), max_parts)
        positions = Positions(read.source, choose("offsets", offsets, OFFSETS), read.html)
        assembler = Assembler(self._automaton, found, positions)
        return Report(
            "1",
            digest(source, read),
            read.charset,
            self.lexicon_version,
            assembler.document(),
            assembler.sections(),
            assembler.blocks(),
            assembler.indicators(),
            assembler.quantities() if wants_quantities(include) else [],
            [*place_warnings(read.warnings, positions), *assembler.warnings()],
            id,
        )


class Read(NamedTuple):
    """What was sent, and the text to scan: the same, or what markup shows."""

    source: str
    text: str
    charset: str
    warnings: list[Warning]
    html: "Html | None" = None


def read_source(source: str | bytes, charset: str | None, content_type: str) -> Read:
    """Bytes to text, markup to what it shows."""
    if choose("content_type", content_type, CONTENT_TYPES) == "text/html":
        from .markup import read_html  # a third of the time of `import dushu`, which plain text has no use for

        html = read_html(source, charset)
        return Read(html.source, html.text, html.charset or "utf-8", html.warnings, html)
    if isinstance(source, str):
        return Read(source, source, "utf-8", [])
    decoded = decode(source, charset)
    return Read(decoded.text, decoded.text, decoded.charset, decoded.warnings)


def digest(source: str | bytes, read: Read) -> str:
    """SHA-256 of the source text in UTF-8, in hexadecimal. Bytes that are that already are not encoded anew."""
    if isinstance(source, bytes) and read.charset == "utf-8" and not source.startswith(codecs.BOM_UTF8):
        return hashlib.sha256(source).hexdigest()
    return hashlib.sha256(read.source.encode("utf-8", "surrogatepass")).hexdigest()


def day_of(published_at: str | date | None) -> tuple[int, int, int]:
    """Year, month and day of `published_at`; zeros for None. Raises ValueError for what is no ISO 8601 date or time."""
    if published_at is None:
        return 0, 0, 0
    if isinstance(published_at, str):
        try:
            published_at = datetime.fromisoformat(published_at)
        except ValueError:
            raise ValueError(f"published_at is an ISO 8601 date or time, not {published_at!r}") from None
    return published_at.year, published_at.month, published_at.day


def choose(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """The value of an option that has a few. Raises ValueError for any other."""
    if value not in allowed:
        raise ValueError(f"{name} is one of {', '.join(allowed)}, not {value!r}")
    return value


def wants_quantities(include: Collection[str]) -> bool:
    """Whether `include` asks for the quantities. Raises ValueError for a part that does not exist."""
    for part in include:
        choose("include", part, ("quantities",))
    return "quantities" in include


def place_warnings(warnings: list[Warning], positions: Positions) -> list[Warning]:
    """The warnings of reading, which count code points of the source, in the unit that the caller counts in."""
    return [Warning(w.code, w.message, positions.unit(w.start), positions.unit(w.end)) for w in warnings]


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
    max_parts: int | None = None,
) -> Report:
    """Read one report: its sections and every numeric indicator, each with its place in the text.

    `source` is text, or bytes in `charset` (without one: byte order mark, else UTF-8, else GB18030; for HTML the
    page's own declaration first). `content_type` is `text/plain` or `text/html`. `published_at` (ISO 8601) is
    the date that relative times (去年) are resolved against when the page names none. `include` may hold
    `"quantities"`. `offsets` counts spans in code points, UTF-16 units or UTF-8 bytes.
    `max_parts` bounds the sections, blocks, numeric expressions, warnings and names that a report may have together,
    and with them its memory.

    Raises UnknownCharset, DecodeError for bytes that cannot be read, ReportTooLarge for a report beyond `max_parts`
    (all three ValueError), ValueError for a bad option.
    """
    return default_extractor().extract(
        source, charset=charset, content_type=content_type, published_at=published_at, include=include,
        offsets=offsets, id=id, max_parts=max_parts,
    )
