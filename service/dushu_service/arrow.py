"""The core that every engine shares: an Arrow batch of documents in, batches of their figures out.

`extract_batch` is a pure function over pyarrow's RecordBatch, and so runs under Dask (archive.py), Spark's
`mapInArrow` and Ray Data's `map_batches` alike (docs/pipelines.md). A document that cannot be read becomes a row
of `failures`; nothing raises.
"""
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa
from dushu import Extractor, Report
from dushu.pipeline import Offsets
from dushu.report import Document, Indicator, Section
from msgspec import Struct

from .formats import json_encoder
from .problem_types import Problem
from .reading import read
from .settings import MAX_REPORT_PARTS

_text, _int, _float, _date = pa.string(), pa.int32(), pa.float64(), pa.date32()


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema([(name.rstrip("_"), kind) for name, kind in columns.items()])


DOCUMENTS_IN = _schema(
    origin=_text, number=_int, id=_text, text=_text, content=pa.binary(), content_type=_text, charset=_text,
    published_at=_text,
)
"""What may come in: `text`, or the bytes of `content`; all other columns may be missing or null."""

INDICATORS = _schema(
    origin=_text, number=_int, id=_text, text_sha256=_text, index=_int, published_on=_date, section=_text,
    metric=_text, text=_text, value=_float, value_exact=_text, high=_float, from_=_float, unit=_text, kind=_text,
    dimension=_text, bound=_text, statement=_text, direction=_text, basis=_text, scope=_text, status=_text,
    period=_text, period_start=_date, period_end=_date, period_inherited=_text, start=_int, end=_int,
    metric_start=_int, metric_end=_int, sentence_start=_int, sentence_end=_int, section_id=_int, block_id=_int,
)
"""One row an indicator. `value_exact` is the value as JSON has it, where a float would not do."""

DOCUMENTS = _schema(
    origin=_text, number=_int, id=_text, text_sha256=_text, charset=_text, lexicon_version=_text, title=_text,
    published_at=_text, published_on=_date, source=_text,
    contributors=pa.list_(pa.struct([("role", _text), ("label", _text), ("name", _text)])),
    dateline=_text, script=_text, length=_int, sections=_int, indicators=_int,
    warnings=pa.list_(pa.struct([("code", _text), ("message", _text), ("start", _int), ("end", _int)])),
    report=_text,
)
"""One row a document. `report` is the whole report as JSON."""

FAILURES = _schema(origin=_text, number=_int, id=_text, type=_text, detail=_text, problem=_text)
"""One row a document, or a source, that could not be read. `problem` has all members, as JSON."""


class Options(Struct, frozen=True):
    """How documents are read that do not say it themselves."""

    content_type: str = "text/plain"
    charset: str | None = None
    published_at: str | None = None
    offsets: Offsets = "codepoint"
    lexicon: tuple[str, ...] = ()
    max_parts: int = MAX_REPORT_PARTS
    """Of a document's report; see the setting of the service."""


class Extracted(NamedTuple):
    """What one batch turned into."""

    indicators: pa.RecordBatch
    documents: pa.RecordBatch
    failures: pa.RecordBatch


class Failed(NamedTuple):
    """A row of `failures` to be."""

    origin: str | None
    number: int | None
    id: str | None
    problem: Problem


def extract_batch(batch: pa.RecordBatch, options: Options = Options()) -> Extracted:  # noqa: B008
    """Read every document of a batch. Columns are those of DOCUMENTS_IN; others are passed over."""
    extractor = extractor_of(options.lexicon)
    indicators: list[Sequence[object]] = []
    documents: list[Sequence[object]] = []
    failed: list[Failed] = []
    for origin, number, identity, text, content, content_type, charset, published_at in _rows(batch):
        try:
            report = read(
                extractor,
                content if text is None else text,
                charset=charset or options.charset if text is None else None,
                content_type=content_type or options.content_type,
                published_at=published_at or options.published_at,
                offsets=options.offsets,
                id=identity,
                max_parts=options.max_parts,
            )
            place = (origin, number, identity, report.text_sha256)
            figures = [_indicator(place, index, figure, report) for index, figure in enumerate(report.indicators)]
            documents.append(_document(place, report))
            indicators += figures
        except Problem as problem:
            failed.append(Failed(origin, number, identity, problem))
        except Exception as error:  # a fault of ours must not cost the others
            fault = Problem("internal-error", f"{type(error).__name__}: {error}")
            failed.append(Failed(origin, number, identity, fault))
    return Extracted(_batch(INDICATORS, indicators), _batch(DOCUMENTS, documents), failures_of(failed))


def empty() -> Extracted:
    """What no document turns into."""
    return Extracted(_batch(INDICATORS, []), _batch(DOCUMENTS, []), _batch(FAILURES, []))


def failures_of(failed: Iterable[Failed]) -> pa.RecordBatch:
    """Failures as a batch."""
    return _batch(FAILURES, [
        (origin, number, identity, problem.type.code, problem.detail,
         msgspec.json.encode(problem.row()).decode())
        for origin, number, identity, problem in failed
    ])


@cache
def extractor_of(lexicon: tuple[str, ...]) -> Extractor:
    """The extractor of this process with these tables."""
    return Extractor(lexicon)


def _rows(batch: pa.RecordBatch) -> Iterable[tuple[Any, ...]]:
    columns = []
    for field in DOCUMENTS_IN:
        index = batch.schema.get_field_index(field.name)
        columns.append([None] * batch.num_rows if index < 0 else batch.column(index).to_pylist())
    return zip(*columns, strict=True)


def _batch(schema: pa.Schema, rows: Sequence[Sequence[object]]) -> pa.RecordBatch:
    columns: Iterable[Sequence[object]] = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _indicator(
    place: tuple[object, ...], index: int, figure: Indicator, report: Report
) -> Sequence[object]:
    metric, period = figure.metric, figure.period
    return (
        *place, index, day_of(report.document), _title(figure, report.sections),
        metric.text if metric else None, figure.text,
        float(figure.value), _exact(figure.value), _float_of(figure.high), _float_of(figure.from_),
        figure.unit, figure.kind, figure.dimension, figure.bound, figure.statement, figure.direction,
        figure.basis, figure.scope, figure.status,
        *((period.text, _day(period.start), _day(period.end), period.inherited) if period else (None,) * 4),
        figure.start, figure.end, *((metric.start, metric.end) if metric else (None, None)),
        figure.sentence.start, figure.sentence.end, figure.section, figure.block,
    )


def _document(place: tuple[object, ...], report: Report) -> Sequence[object]:
    document = report.document
    return (
        *place, report.charset, report.lexicon_version, document.title.text if document.title else None,
        document.published_at, day_of(document), document.source,
        [msgspec.to_builtins(person) for person in document.contributors],
        document.dateline.text if document.dateline else None, document.script, document.length,
        len(report.sections), len(report.indicators),
        [msgspec.to_builtins(warning) for warning in report.warnings],
        json_encoder.encode(report).decode(),
    )


def _title(figure: Indicator, sections: Sequence[Section]) -> str | None:
    return None if figure.section is None else sections[figure.section].title.text


def _exact(value: object) -> str:
    return json_encoder.encode(value).decode()


def _float_of(value: Any) -> float | None:
    return None if value is None else float(value)


def day_of(document: Document) -> date | None:
    """The day of publication, if the page names one."""
    return _day(document.published_at[:10]) if document.published_at else None


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
