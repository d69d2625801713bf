"""What `dushu` shows to people: tables of figures, and sentences with their words marked."""
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Literal

import msgspec
from dushu.report import Indicator, Period, Report
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from .cli_options import Options
from .explain import Explainer, Explanation
from .formats import Row, json_encoder

_PART_STYLES = {"figure": "bold reverse", "metric": "bold underline"}
_BRACKETS = {"figure": ("⟦", "⟧"), "metric": ("‹", "›"), None: ("", "")}


def reports(rows: Iterable[Row]) -> None:
    """A table for each report, as it comes. What could not be read is left to standard error."""
    console = Console(soft_wrap=False)
    for row in rows:
        if isinstance(row, Report):
            console.print(table_of(row))


def table_of(report: Report) -> Table:
    """The indicators of one report."""
    document = report.document
    title = document.title.text if document.title else None
    said = [part for part in (report.id, title, document.published_at, document.source) if part]
    table = Table(title=escape(" · ".join(said)) or None, title_justify="left")
    for name in ("metric", "figure", "value", "statement", "against", "period"):
        table.add_column(name, justify="right" if name == "value" else "left", overflow="fold")
    for figure in report.indicators:
        table.add_row(
            escape(figure.metric.text) if figure.metric else None,
            escape(figure.text),
            value_of(figure),
            " ".join(part for part in (figure.statement, figure.direction, status_of(figure)) if part),
            " ".join(part for part in (figure.basis, figure.scope) if part),
            span_of(figure.period) if figure.period else None,
        )
    return table


def value_of(figure: Indicator) -> str:
    """The value as people read it: bound, range and unit with it."""
    signs = {"gt": "> ", "ge": "≥ ", "lt": "< ", "le": "≤ ", "about": "≈ ", "over": "≳ ", "under": "≲ "}
    moved = f"{figure.from_} → " if figure.from_ is not None else ""
    high = f" … {figure.high}" if figure.high is not None else ""
    return f"{moved}{signs.get(figure.bound, '')}{figure.value}{high} {figure.unit or ''}".strip()


def span_of(period: Period) -> str:
    """The dates of a period; of a whole year only the year."""
    year = period.start[:4]
    if (period.start, period.end) == (f"{year}-01-01", f"{year}-12-31"):
        return year
    return period.start if period.start == period.end else f"{period.start}…{period.end}"


def status_of(figure: Indicator) -> str | None:
    """The status where it is not the usual one."""
    return None if figure.status == "actual" else figure.status


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error while work is done, if that is a terminal; it is told how much more is done."""
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=total)
        yield lambda more: bar.advance(task, more)


def explanations(text: str, options: Options, format: Literal["text", "ndjson"]) -> None:
    """Every indicator with the words around it."""
    _, found = Explainer(options.lexicon).explain(text, options.published_at)
    console = Console(soft_wrap=True, highlight=False)
    for explanation in found:
        if format == "ndjson":
            print(json_encoder.encode(_row(explanation)).decode())
        else:
            _print(console, explanation)


def _row(explanation: Explanation) -> dict[str, object]:
    words = [
        {"text": token.text, "start": token.start, "roles": token.roles}
        for token in explanation.tokens if token.roles
    ]
    return {"indicator": explanation.indicator, "words": words}


def _print(console: Console, explanation: Explanation) -> None:
    figure = explanation.indicator
    facts = msgspec.to_builtins(figure)
    shown = ("statement", "direction", "basis", "scope", "status", "bound", "kind", "dimension")
    head = Text(f"{figure.metric.text if figure.metric else '—'} = {value_of(figure)}", style="bold")
    console.print(head, " ".join(f"{name}={facts[name]}" for name in shown if name in facts))
    sentence = Text("  ")
    for part, tokens in groupby(explanation.tokens, explanation.part):
        opened, closed = _BRACKETS[part]
        sentence.append(opened)
        for token in tokens:
            style = _PART_STYLES.get(part or "") or ("cyan" if token.roles else "")
            sentence.append(" ".join(token.text.split()) or " ", style=style)
        sentence.append(closed)
    console.print(sentence)
    for token in explanation.tokens:
        for role in token.roles:
            cells = " ".join(f"{name}={cell}" for name, cell in role.cells.items())
            console.print(Text(f"    {token.text}  ", style="cyan"), f"{role.table} {cells}".rstrip(), sep="")
    console.print()
