"""`dushu archive`: whole archives into Parquet tables, on a Dask cluster of this machine or another.

The input is cut into slices, and each is one task: it reads its documents in batches, and writes what it found

    OUT/indicators/year=2024/part-000007.parquet      one row an indicator, by the year of publication
    OUT/documents/year=2024/part-000007.parquet       one row a document, with its whole report as JSON
    OUT/failures/part-000007.parquet                  one row a document that could not be read

and last OUT/_done/000007.json. A run that was broken off goes on where no such mark is; the names of its files
are the same, so nothing is there twice. A slice on which workers died is done again with care (isolated.py), so that
it lacks no more than the document that killed them. OUT/_plan.json tells which input and options OUT belongs to.
"""
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any

import fsspec
import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from msgspec import Struct

from .archive_inputs import Fields, Slice, batches_of, slices_of
from .arrow import Extracted, Failed, Options, extract_batch, extractor_of, failures_of
from .isolated import Core, Isolated

TABLES = ("indicators", "documents", "failures")
_NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""What stands for a year that is not known, so that engines read it as null."""

_RETRIES = 2
Pieces = Callable[[pa.RecordBatch, Options], Iterable[Extracted]]
_ROW_GROUP_BYTES = 16 * 1024 * 1024


class ArchiveError(ValueError):
    """The run cannot start; the message says why."""


class Plan(Struct, frozen=True):
    """What OUT belongs to."""

    input: str
    slices: str
    """SHA-256 over the slices: another input has another."""
    lexicon_version: str
    options: Options
    fields: Fields


class Counts(Struct):
    """How much a task, or a run, has read."""

    documents: int = 0
    indicators: int = 0
    failures: int = 0

    def add(self, other: "Counts") -> None:
        """Add another's."""
        self.documents += other.documents
        self.indicators += other.indicators
        self.failures += other.failures


class Run:
    """One run over an archive. Raises ArchiveError if OUT belongs to another."""

    def __init__(
        self, source: str, out: str, options: Options, fields: Fields, overwrite: bool = False,
        core: Core = extract_batch,
    ) -> None:
        try:
            self._slices = slices_of(source)
        except FileNotFoundError as error:
            raise ArchiveError(str(error)) from None
        self._out, self._options, self._fields, self._core = out, options, fields, core
        digest = hashlib.sha256(msgspec.json.encode(self._slices)).hexdigest()
        version = extractor_of(options.lexicon).lexicon_version
        self._settle(Plan(source, digest, version, options, fields), overwrite)
        self.counts = Counts()
        self.lost: list[str] = []
        """Slices whose task ended before it could mark them done, with the reason; another run tries them again."""

    @property
    def total(self) -> int:
        """How many slices there are."""
        return len(self._slices)

    def _settle(self, plan: Plan, overwrite: bool) -> None:
        fs, root = fsspec.core.url_to_fs(self._out)
        path = f"{root}/_plan.json"
        if overwrite and fs.exists(root):
            for name in (*TABLES, "_done", "_plan.json"):
                if fs.exists(f"{root}/{name}"):
                    fs.rm(f"{root}/{name}", recursive=True)
        if not fs.exists(path):
            if any(fs.exists(f"{root}/{table}") for table in TABLES):
                raise ArchiveError(f"{self._out} has tables of something else; choose another, or --overwrite")
            fs.makedirs(root, exist_ok=True)
            with whole_file(fs, path) as file:
                file.write(msgspec.json.encode(plan))
            return
        old = msgspec.json.decode(fs.cat_file(path), type=Plan)
        changed = [name for name in Plan.__struct_fields__ if getattr(old, name) != getattr(plan, name)]
        if changed:
            raise ArchiveError(
                f"{self._out} was begun with another {' and '.join(changed)}; choose another, or --overwrite"
            )

    def go(self, scheduler: str | None, workers: int, done: Callable[[int], None]) -> None:
        """Do all slices that are not done. `done` is told how many more are, each time."""
        fs, root = fsspec.core.url_to_fs(self._out)
        pending = []
        for number in range(self.total):
            mark = f"{root}/_done/{number:06}.json"
            if fs.exists(mark):
                self.counts.add(msgspec.json.decode(fs.cat_file(mark), type=Counts))
                done(1)
            else:
                pending.append(number)
        if not pending:
            return
        from distributed import KilledWorker, as_completed

        deadly: list[int] = []
        with cluster_client(scheduler, min(workers, len(pending))) as client:
            futures = {
                client.submit(
                    run_slice, self._slices[number], number, self._out, self._options, self._fields, self._core,
                    pure=False, retries=_RETRIES,
                ): number for number in pending
            }
            for future in as_completed(futures, loop=client.loop):
                error = future.exception()
                if isinstance(error, KilledWorker):
                    deadly.append(futures[future])
                    future.release()
                    continue
                if error is None:
                    self.counts.add(future.result())
                else:
                    self._lose(futures[future], error)
                future.release()
                done(1)
        for number in deadly:
            self._do_with_care(number)
            done(1)

    def _do_with_care(self, number: int) -> None:
        try:
            with Isolated(self._core) as isolated:
                self.counts.add(run_slice(
                    self._slices[number], number, self._out, self._options, self._fields, isolated.extract
                ))
        except Exception as error:  # of a file system: the others are still to be done
            self._lose(number, error)

    def _lose(self, number: int, error: BaseException) -> None:
        part = self._slices[number]
        self.lost.append(f"{part.paths[0]} [{part.start}:{part.stop}]: {type(error).__name__}: {error}")


@contextmanager
def cluster_client(scheduler: str | None, workers: int) -> Iterator[Any]:
    """A client of the Dask cluster at `scheduler`, or of one of `workers` processes on this machine."""
    from distributed import Client, LocalCluster

    with ExitStack() as stack:
        if scheduler is None:
            scheduler = stack.enter_context(LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None,
                silence_logs=50,
            ))
        yield stack.enter_context(Client(scheduler, set_as_default=False))


def run_slice(
    part: Slice, number: int, out: str, options: Options, fields: Fields, core: Core | Pieces = extract_batch
) -> Counts:
    """One task: read a slice, write its rows, mark it done. `core` gives what a batch turns into."""
    fs, root = fsspec.core.url_to_fs(out)
    counts = Counts()
    with Tables(fs, root, number) as tables:
        for batch in batches_of(part, fields):
            if isinstance(batch, Failed):
                counts.failures += 1
                tables.write("failures", failures_of([batch]))
                continue
            pieces = core(batch, options)
            for found in (pieces,) if isinstance(pieces, Extracted) else pieces:
                counts.indicators += found.indicators.num_rows
                counts.documents += found.documents.num_rows
                counts.failures += found.failures.num_rows
                tables.write_by_year("indicators", found.indicators)
                tables.write_by_year("documents", found.documents)
                tables.write("failures", found.failures)
    fs.makedirs(f"{root}/_done", exist_ok=True)
    with whole_file(fs, f"{root}/_done/{number:06}.json") as file:
        file.write(msgspec.json.encode(counts))
    return counts


class Tables:
    """The Parquet files of one slice, opened when there is something to write, in place when all is written."""

    def __init__(self, fs: Any, root: str, number: int) -> None:
        self._fs, self._root, self._name = fs, root, f"part-{number:06}.parquet"
        self._held: dict[str, list[pa.RecordBatch]] = {}
        self._held_bytes: Counter[str] = Counter()
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._stack = ExitStack()

    def __enter__(self) -> "Tables":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                for directory in self._held:
                    self._flush(directory)
        except BaseException:
            self._stack.__exit__(*sys.exc_info())
            raise
        self._stack.__exit__(kind, error, trace)

    def write_by_year(self, table: str, batch: pa.RecordBatch) -> None:
        """Write rows, those of each year of publication into its own directory."""
        years = pc.year(batch.column("published_on"))
        for year in pc.unique(years).to_pylist():
            chosen = pc.is_null(years) if year is None else pc.fill_null(pc.equal(years, year), False)
            self.write(f"{table}/year={_NO_YEAR if year is None else year}", batch.filter(chosen))

    def write(self, directory: str, batch: pa.RecordBatch) -> None:
        """Write rows into a directory. They are held until there are enough for a row group."""
        if batch.num_rows:
            self._held.setdefault(directory, []).append(batch)
            self._held_bytes[directory] += batch.nbytes
            if self._held_bytes[directory] >= _ROW_GROUP_BYTES:
                self._flush(directory)

    def _flush(self, directory: str) -> None:
        held = self._held[directory]
        if not held:
            return
        writer = self._writers.get(directory)
        if writer is None:
            self._fs.makedirs(f"{self._root}/{directory}", exist_ok=True)
            file = self._stack.enter_context(whole_file(self._fs, f"{self._root}/{directory}/{self._name}"))
            writer = self._stack.enter_context(pq.ParquetWriter(file, held[0].schema, compression="zstd"))
            self._writers[directory] = writer
        writer.write_table(pa.Table.from_batches(held))
        held.clear()
        self._held_bytes[directory] = 0


@contextmanager
def whole_file(fs: Any, path: str) -> Iterator[Any]:
    """A file to write that is there as a whole or not at all: object stores do it so; here by renaming."""
    local = "file" in (fs.protocol if isinstance(fs.protocol, tuple) else (fs.protocol,))
    if not local:
        with fs.open(path, "wb") as file:
            yield file
        return
    directory, _, name = path.rpartition("/")
    hidden = f"{directory}/.{name}.{os.getpid()}"
    try:
        with fs.open(hidden, "wb") as file:
            yield file
        os.replace(hidden, path)
    except BaseException:
        if os.path.exists(hidden):
            os.remove(hidden)
        raise

