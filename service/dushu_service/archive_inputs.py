"""What an archive is made of: its files, cut into slices that are read independently of each other."""
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import fsspec
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

from .arrow import DOCUMENTS_IN, Failed
from .problem_types import Problem

Kind = Literal["parquet", "ndjson", "warc", "text"]

_SUFFIXES: dict[Kind, tuple[str, ...]] = {
    "parquet": (".parquet", ".pq"),
    "ndjson": (".ndjson", ".jsonl"),
    "warc": (".warc",),
    "text": (".txt", ".text", ".md", ".html", ".htm", ".xhtml"),
}
_PAGES = (".html", ".htm", ".xhtml")
_COMPRESSED = (".gz", ".bz2", ".xz", ".zst")

SLICE_BYTES = 32 * 1024 * 1024
SLICE_FILES = 512
BATCH_DOCUMENTS = 256
BATCH_BYTES = 8 * 1024 * 1024
MAX_DOCUMENT_BYTES = 64 * 1024 * 1024
"""A document beyond this is not read: it could be anything."""


class Fields(Struct, frozen=True):
    """The names of what Parquet columns and NDJSON members hold."""

    text: str = "text"
    id: str = "id"
    published_at: str = "published_at"


class Slice(Struct, frozen=True):
    """A part of the input: files; or of one file, the row groups or bytes from `start` up to `stop`."""

    kind: Kind
    paths: tuple[str, ...]
    start: int = 0
    stop: int | None = None


Item = tuple[Any, ...]
"""A row of DOCUMENTS_IN."""


def slices_of(url: str) -> list[Slice]:
    """All slices of a file, a directory or a pattern, in order of name. Raises FileNotFoundError."""
    fs, path = fsspec.core.url_to_fs(url)
    if fs.isdir(path):
        found = fs.find(path)
        paths = sorted(name for name in found if not _hidden(name[len(path):]))
    else:
        paths = sorted(fs.glob(path)) if any(sign in path for sign in "*?[") else [path]
        if not fs.exists(paths[0] if paths else path):
            raise FileNotFoundError(f"{url}: there is no such file or directory")
    slices: list[Slice] = []
    texts: list[str] = []
    for name in paths:
        kind = kind_of(name)
        full = fs.unstrip_protocol(name)
        if kind == "text":
            texts.append(full)
        elif kind == "parquet":
            slices += _parquet_slices(fs, name, full)
        elif kind == "ndjson" and not name.endswith(_COMPRESSED):
            size = fs.size(name)
            slices += [Slice("ndjson", (full,), at, min(at + SLICE_BYTES, size)) for at in range(0, size, SLICE_BYTES)]
        elif kind is not None:
            slices.append(Slice(kind, (full,)))
    slices += [Slice("text", tuple(texts[at:at + SLICE_FILES])) for at in range(0, len(texts), SLICE_FILES)]
    if not slices:
        raise FileNotFoundError(f"{url}: there is no Parquet, NDJSON, WARC, text or HTML file")
    return slices


def _hidden(path: str) -> bool:
    return any(part.startswith((".", "_")) for part in path.split("/"))


def kind_of(path: str) -> Kind | None:
    """What a file is, by its name."""
    name = path.lower()
    for ending in _COMPRESSED:
        name = name.removesuffix(ending)
    return next((kind for kind, endings in _SUFFIXES.items() if name.endswith(endings)), None)


def _parquet_slices(fs: Any, name: str, full: str) -> Iterator[Slice]:
    try:
        with fs.open(name) as file:
            metadata = pq.read_metadata(file)
    except (OSError, pa.ArrowException):
        yield Slice("parquet", (full,))  # its reader will say what is wrong
        return
    start, size = 0, 0
    for group in range(metadata.num_row_groups):
        size += metadata.row_group(group).total_byte_size
        if size >= SLICE_BYTES or group == metadata.num_row_groups - 1:
            yield Slice("parquet", (full,), start, group + 1)
            start, size = group + 1, 0


def batches_of(part: Slice, fields: Fields) -> Iterator[pa.RecordBatch | Failed]:
    """The documents of a slice in batches, and what of it could not be read."""
    for path in part.paths:
        try:
            yield from _batched(_READERS[part.kind](path, part, fields))
        except Exception as error:  # a damaged file: what came before it stands, the next file is read
            yield Failed(path, None, None, Problem("unreadable-source", f"{type(error).__name__}: {error}"[:500]))


def _batched(items: Iterator[Item | Failed]) -> Iterator[pa.RecordBatch | Failed]:
    rows: list[Item] = []
    size = 0
    try:
        for item in items:
            if isinstance(item, Failed):
                yield item
                continue
            rows.append(item)
            size += len(item[3] or item[4] or b"")
            if len(rows) == BATCH_DOCUMENTS or size >= BATCH_BYTES:
                yield _batch(rows)
                rows, size = [], 0
    except Exception:
        if rows:
            yield _batch(rows)
        raise
    if rows:
        yield _batch(rows)


def _batch(rows: list[Item]) -> pa.RecordBatch:
    arrays = [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), DOCUMENTS_IN, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=DOCUMENTS_IN)


def _parquet(path: str, part: Slice, fields: Fields) -> Iterator[Item | Failed]:
    with fsspec.open(path, "rb") as file:
        table = pq.ParquetFile(file)
        names = table.schema_arrow.names
        if fields.text not in names:
            detail = f"There is no column {fields.text!r}, only {', '.join(names)[:200]}."
            yield Failed(path, None, None, Problem("unreadable-source", detail))
            return
        groups = range(part.start, table.num_row_groups if part.stop is None else part.stop)
        number = sum(table.metadata.row_group(group).num_rows for group in range(part.start))
        columns = [name for name in (fields.text, fields.id, fields.published_at) if name in names]
        for batch in table.iter_batches(BATCH_DOCUMENTS, row_groups=groups, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _item(path, number, row, fields)


def _ndjson(path: str, part: Slice, fields: Fields) -> Iterator[Item | Failed]:
    with fsspec.open(path, "rb", compression="infer") as file:
        for number, offset, line in _lines(file, part):
            if line is None:
                yield Failed(path, number, None, _too_large(offset))
                continue
            if not line.strip():
                continue
            try:
                row = msgspec.json.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                yield Failed(path, number, None, Problem("malformed-json", f"{error}.", line_offset=offset))
                continue
            if isinstance(row, dict):
                yield _item(path, number, row, fields)
            else:
                problem = Problem("invalid-document", "The line is not a JSON object.", line_offset=offset)
                yield Failed(path, number, None, problem)


def _lines(file: Any, part: Slice) -> Iterator[tuple[int | None, int, bytes | None]]:
    """The lines that start within the slice, each with its number and the bytes before it; None for one too long.

    In a whole file they are numbered from 1; a part does not know its numbers.
    """
    at = part.start
    if at:
        file.seek(at - 1)
        at += len(file.readline()) - 1
    number = 0
    while part.stop is None or at < part.stop:
        line = file.readline(MAX_DOCUMENT_BYTES)
        if not line:
            return
        number += 1
        size, whole = len(line), line
        while len(line) == MAX_DOCUMENT_BYTES and not line.endswith(b"\n"):
            line = file.readline(MAX_DOCUMENT_BYTES)
            size += len(line)
        yield (None if part.start else number), at, (whole if size <= MAX_DOCUMENT_BYTES else None)
        at += size


def _too_large(line_offset: int | None = None) -> Problem:
    detail = f"The document is larger than {MAX_DOCUMENT_BYTES} bytes."
    return Problem("too-large", detail, limit=MAX_DOCUMENT_BYTES, line_offset=line_offset)


def _item(path: str, number: int | None, row: dict[str, Any], fields: Fields) -> Item | Failed:
    """A row of a table, as a row of DOCUMENTS_IN."""
    content = row.get(fields.text)
    identity, published_at = row.get(fields.id), row.get(fields.published_at)
    identity = None if identity is None else str(identity)
    if not isinstance(content, str | bytes):
        return Failed(path, number, identity, Problem("invalid-document", f"{fields.text!r} is not text."))
    if isinstance(published_at, date):
        published_at = published_at.isoformat()
    text, raw = (content, None) if isinstance(content, str) else (None, content)
    return (path, number, identity, text, raw, None, None, None if published_at is None else str(published_at))


def _warc(path: str, part: Slice, fields: Fields) -> Iterator[Item | Failed]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with fsspec.open(path, "rb") as file:
        records = ArchiveIterator(
            file,
            record_types=WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion,
            auto_decode="all",
        )
        for number, record in enumerate(records, 1):
            uri = record.headers.get("WARC-Target-URI")
            declared = (record.http_headers or record.headers).get("Content-Type") or ""
            media_type = declared.partition(";")[0].strip().lower()
            status = record.http_headers.status_code if record.http_headers else 200
            if status != 200 or media_type not in _WARC_TYPES:
                continue
            if record.content_length > MAX_DOCUMENT_BYTES:
                yield Failed(path, number, uri, _too_large())
                continue
            try:
                content = record.reader.read(MAX_DOCUMENT_BYTES)
            except Exception as error:
                yield Failed(path, number, uri, Problem("unreadable-source", f"{type(error).__name__}: {error}"[:500]))
                continue
            kind = "text/plain" if media_type == "text/plain" else "text/html"
            yield (path, number, uri, None, content, kind, _charset(declared), None)


_WARC_TYPES = ("text/plain", "text/html", "application/xhtml+xml")


def _charset(declared: str) -> str | None:
    """The charset of a Content-Type."""
    for parameter in declared.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _text(path: str, part: Slice, fields: Fields) -> Iterator[Item | Failed]:
    with fsspec.open(path, "rb", compression="infer") as file:
        content = file.read(MAX_DOCUMENT_BYTES + 1)
    if len(content) > MAX_DOCUMENT_BYTES:
        yield Failed(path, 1, None, _too_large())
        return
    name = path.lower()
    for ending in _COMPRESSED:
        name = name.removesuffix(ending)
    yield (path, 1, None, None, content, "text/html" if name.endswith(_PAGES) else None, None, None)


_READERS = {"parquet": _parquet, "ndjson": _ndjson, "warc": _warc, "text": _text}

