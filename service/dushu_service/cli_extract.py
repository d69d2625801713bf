"""`dushu extract`: files and directories in, reports out, one at a time."""
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from dushu import Extractor, Report
from dushu.errors import DecodeError, UnknownCharset
from dushu.pipeline import read_source
from rich.console import Console
from rich.progress import track

from . import cli_show
from .cli_options import Options
from .formats import Failure, Row, csv_pieces, json_encoder
from .problem_types import Problem
from .reading import read

FormatName = Literal["table", "json", "ndjson", "csv"]

PAGES = (".html", ".htm", ".xhtml")
TEXTS = (".txt", ".text", ".md")


class Reader:
    """Reads inputs with one set of options. Raises Problem for options that no input could be read with."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._extractor = Extractor(options.lexicon)
        read(self._extractor, b" ", charset=options.charset, published_at=options.published_at)

    def report(self, path: Path, identity: str | None) -> Report:
        """The report on one input. Raises Problem."""
        options = self._options
        return read(
            self._extractor, content_of(path), charset=options.charset, content_type=self._content_type(path),
            published_at=options.published_at, include=options.include, offsets=options.offsets, id=identity,
        )

    def text(self, path: Path) -> str:
        """The text that is read of one input: decoded, and of a page what it shows. Raises Problem."""
        try:
            return read_source(content_of(path), self._options.charset, self._content_type(path)).text
        except (DecodeError, UnknownCharset) as error:
            raise Problem("undecodable-text", f"{error}.") from None

    def _content_type(self, path: Path) -> str:
        by_name = "text/html" if path.suffix.lower() in PAGES else "text/plain"
        return self._options.content_type or by_name


def content_of(path: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises Problem."""
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise Problem("unreadable-source", f"{error.strerror}.") from None


def files_of(inputs: Sequence[Path]) -> list[Path]:
    """All inputs, with directories replaced by the text and HTML files in them, in order of name."""
    return [file for path in inputs for file in (_files_in(path) if path.is_dir() else [path])]


def _files_in(directory: Path) -> list[Path]:
    return sorted(
        path for path in directory.rglob("*")
        if path.suffix.lower() in PAGES + TEXTS and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(directory).parts)
    )


def run(reader: Reader, inputs: Sequence[Path], format: FormatName) -> int:
    """Read all inputs and print them; returns how many could not be read."""
    alone = len(inputs) == 1 and not inputs[0].is_dir()
    files = files_of(inputs)
    failed = 0

    def rows() -> Iterator[Row]:
        nonlocal failed
        shown = sys.stderr.isatty() and not sys.stdout.isatty() and len(files) > 1
        for number, file in enumerate(
            track(files, "Reading", console=Console(stderr=True), transient=True, disable=not shown), 1
        ):
            try:
                yield reader.report(file, None if alone else str(file))
            except Problem as problem:
                failed += 1
                print(f"dushu: {file}: {problem.detail}", file=sys.stderr)
                if not alone:
                    yield Failure(problem.row(), number, str(file))

    if not files:
        print("dushu: there is no text or HTML file", file=sys.stderr)
        failed = 1
    if format == "table":
        cli_show.reports(rows())
        return failed
    out = sys.stdout.buffer
    for piece in _pieces(rows(), format, alone):
        out.write(piece)
    return failed


def _pieces(rows: Iterator[Row], format: FormatName, alone: bool) -> Iterator[bytes]:
    if format == "csv":
        yield from csv_pieces(rows)
    elif format == "ndjson" or alone:
        for row in rows:
            yield json_encoder.encode(row) + b"\n"
    else:
        before = b"[\n"
        for row in rows:
            yield before + json_encoder.encode(row)
            before = b",\n"
        yield b"\n]\n" if before == b",\n" else msgspec.json.encode([]) + b"\n"
