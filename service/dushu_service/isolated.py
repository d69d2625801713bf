"""The core in a process of its own, for slices on which a worker died: the document at fault is found by halving.

Whatever ended the worker, a fault of the compiled code or the system's want of memory, ends this process in its place.
A batch that ends it is cut in half, and again, until a single document does: that one becomes a row of `failures`.
"""
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from multiprocessing import get_context
from types import TracebackType

import pyarrow as pa

from .arrow import Extracted, Failed, Options, empty, failures_of
from .problem_types import Problem

Core = Callable[[pa.RecordBatch, Options], Extracted]


class Isolated(AbstractContextManager["Isolated"]):
    """Runs a core where its death costs one document."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._pool = self._new_pool()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown()

    def extract(self, batch: pa.RecordBatch, options: Options) -> Iterator[Extracted]:
        """What a batch turned into, in pieces and in order."""
        try:
            yield self._pool.submit(self._core, batch, options).result()
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._new_pool()
            if batch.num_rows == 1:
                yield Extracted(*empty()[:2], failures_of([_fatal(batch)]))
                return
            half = batch.num_rows // 2
            for part in (batch.slice(0, half), batch.slice(half)):
                yield from self.extract(part, options)

    @staticmethod
    def _new_pool() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, get_context("spawn"))


def _fatal(batch: pa.RecordBatch) -> Failed:
    """The only document of a batch, which has ended a process."""
    (row,) = batch.select(["origin", "number", "id"]).to_pylist()
    problem = Problem("internal-error", "The process that read the document came to its end.")
    return Failed(row["origin"], row["number"], row["id"], problem)
