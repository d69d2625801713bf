"""The library, as the service calls it: small texts on the event loop, large ones in a thread."""
import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from dushu import Extractor, Report

from . import metrics
from .admission import Slots
from .bodies import Source
from .options import Options
from .problem_types import Problem
from .reading import read
from .settings import Settings

T = TypeVar("T")


class Extraction:
    """One worker's extractor, its threads, and the turns of both."""

    def __init__(self, settings: Settings) -> None:
        self.extractor = Extractor(lexicon=settings.lexicon)
        self.extractor.extract("", content_type="text/html")      # loads what else the first page would wait for
        self._max_parts = settings.max_report_parts
        self._inline = settings.inline_body_bytes
        self._threads = ThreadPoolExecutor(settings.threads, thread_name_prefix="extract")
        self.slots = Slots(1, settings.max_waiting, settings.max_wait_seconds)
        self._thread_slots = Slots(settings.threads, settings.max_waiting, settings.max_wait_seconds)

    def close(self) -> None:
        """Wait for the threads' work and end them."""
        self._threads.shutdown()

    async def run(self, size: int, work: Callable[[], T]) -> T:
        """Do some work on a text of this size when its turn has come."""
        if size <= self._inline:
            async with self.slots:
                return work()
        async with self._thread_slots:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def report(self, source: Source, options: Options, taken: int = 0) -> Report:
        """The report on a source. `taken` is how many of its parts others have, who share the bound. Raises Problem."""
        published_at = source.published_at if source.published_at is not None else options.published_at
        try:
            report = read(
                self.extractor,
                source.content,
                charset=source.charset,
                content_type=source.content_type,
                published_at=published_at,
                include=options.include,
                offsets=options.offsets,
                id=source.id if source.id is not None else options.id,
                max_parts=self._max_parts - taken,
            )
        except Problem as problem:
            if not taken or problem.type.code != "report-too-large":
                raise
            detail = f"The reports have {taken} parts before this one; together they may have {self._max_parts}."
            raise Problem("report-too-large", detail, limit=self._max_parts) from None
        _count(report, source.size)
        return report


def _count(report: Report, size: int) -> None:
    metrics.read_as(report.charset).inc()
    metrics.body_bytes.inc(size)
    metrics.characters.inc(report.document.length)
    metrics.indicators.inc(len(report.indicators))
    metrics.indicators_without_metric.inc(sum(figure.metric is None for figure in report.indicators))
