"""The forms in which reports are given: JSON, NDJSON, MessagePack, CSV."""
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from dushu import Report
from dushu.report import Indicator, Section
from msgspec import Struct

JSON, NDJSON, MSGPACK, CSV = "application/json", "application/x-ndjson", "application/msgpack", "text/csv"

AVAILABLE = (JSON, NDJSON, MSGPACK, CSV)

json_encoder = msgspec.json.Encoder(decimal_format="number")
"""Writes reports. Decimals as numbers: exact, and of one type with the others."""


class Failure(Struct, omit_defaults=True):
    """Stands in the place of a report that could not be made."""

    error: dict[str, Any]
    """The problem, as it would have been the answer to a request for this report alone."""
    number: int
    """Which one: counted from 1."""
    id: str | None = None


Row = Report | Failure


class Format(Struct, frozen=True):
    """A content type and how reports are written in it."""

    content_type: bytes
    one: Callable[[Report], bytes]
    many: Callable[[Sequence[Row]], bytes]


def _ndjson(rows: Sequence[Row]) -> bytes:
    return b"".join(json_encoder.encode(row) + b"\n" for row in rows)


# MessagePack has no exact decimals: what needs more than a float or 64 bits is a string there.
_msgpack_encoder = msgspec.msgpack.Encoder(decimal_format="string")


def _msgpack(content: Row | Sequence[Row]) -> bytes:
    try:
        return _msgpack_encoder.encode(content)
    except OverflowError:
        return _msgpack_encoder.encode(_small_integers(msgspec.to_builtins(content)))


def _small_integers(node: Any) -> Any:
    match node:
        case dict():
            return {key: _small_integers(value) for key, value in node.items()}
        case list():
            return [_small_integers(value) for value in node]
        case int() if not -(2**63) <= node < 2**64:
            return str(node)
    return node


COLUMNS = (
    "id", "text_sha256", "title", "published_at", "source", "section", "metric", "text", "value", "high",
    "unit", "kind", "dimension", "bound", "statement", "direction", "basis", "from", "scope", "status",
    "period", "period_start", "period_end", "start", "end", "error",
)
"""One row an indicator. `error` is the type of the problem where a report could not be made."""

# What a spreadsheet would take for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _csv(rows: Sequence[Row]) -> bytes:
    """A table that a spreadsheet opens right: with a byte order mark, and no cell that could be a formula."""
    return b"".join(csv_pieces(rows))


def csv_pieces(rows: Iterable[Row]) -> Iterator[bytes]:
    """The same table piece by piece: the names of the columns, and then each report's rows."""
    yield _csv_lines([COLUMNS]).encode("utf-8-sig")
    for row in rows:
        if isinstance(row, Failure):
            empty = [None] * (len(COLUMNS) - 2)
            cells: list[list[object]] = [[_safe(row.id), *empty, row.error["type"]]]
        else:
            cells = _indicator_cells(row)
        yield _csv_lines(cells).encode("utf-8", "replace")


def _csv_lines(cells: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(cells)
    return out.getvalue()


def _indicator_cells(report: Report) -> list[list[object]]:
    document = report.document
    title = document.title.text if document.title else None
    head = [_safe(report.id), report.text_sha256, _safe(title), document.published_at, _safe(document.source)]
    return [[*head, *_figure_cells(figure, report.sections), None] for figure in report.indicators]


def _figure_cells(figure: Indicator, sections: Sequence[Section]) -> list[object]:
    section = None if figure.section is None else sections[figure.section].title.text
    metric = figure.metric.text if figure.metric else None
    period = (figure.period.text, figure.period.start, figure.period.end) if figure.period else (None,) * 3
    return [
        _safe(section), _safe(metric), _safe(figure.text), figure.value, figure.high, _safe(figure.unit),
        figure.kind, figure.dimension, figure.bound, figure.statement, figure.direction, figure.basis,
        figure.from_, _safe(figure.scope), figure.status, _safe(period[0]), *period[1:],
        figure.start, figure.end,
    ]


def _safe(cell: str | None) -> str | None:
    return f"'{cell}" if cell and cell.startswith(_FORMULA) else cell


FORMATS = {
    JSON: Format(b"application/json", json_encoder.encode, json_encoder.encode),
    NDJSON: Format(b"application/x-ndjson", lambda report: _ndjson([report]), _ndjson),
    MSGPACK: Format(b"application/msgpack", _msgpack, _msgpack),
    CSV: Format(b"text/csv; charset=utf-8; header=present", lambda report: _csv([report]), _csv),
}
