"""`dushu archive`: whole archives into Parquet, whatever is in them, as often as it takes."""
import gzip
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import dushu
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dushu_service import archive_inputs
from dushu_service.archive import Run, run_slice
from dushu_service.archive_inputs import Fields, batches_of, slices_of
from dushu_service.arrow import DOCUMENTS, FAILURES, INDICATORS, Failed, Options, extract_batch
from dushu_service.formats import json_encoder
from dushu_service.settings import Settings

TEXT = "全年粮食产量21.6万吨，同比增长1.4%。"
PAGE = f"<html><meta charset=gb2312><p>{TEXT}</p></html>".encode("gb18030")


def archive_command(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dushu_service", "archive", *map(str, arguments)], capture_output=True, text=True,
        timeout=300, check=False,
    )


def rows(out: Path, table: str, columns: str = "*") -> list[dict[str, object]]:
    """A table of an archive, as an analyst reads it."""
    found = duckdb.sql(f"select {columns} from read_parquet('{out}/{table}/**/*.parquet', hive_partitioning=true)")
    return found.to_arrow_table().to_pylist()


def warc_of(*responses: tuple[str, bytes, bytes]) -> bytes:
    """A compressed WARC of (URL, Content-Type, body), a member for each record."""
    members = []
    for number, (url, content_type, body) in enumerate(responses):
        content = b"HTTP/1.1 200 OK\r\nContent-Type: " + content_type + b"\r\n\r\n" + body
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\nWARC-Date: 2024-03-18T00:00:00Z\r\n"
            f"WARC-Target-URI: {url}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        members.append(gzip.compress(head.encode() + content + b"\r\n\r\n"))
    return b"".join(members)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all kinds of files, some of them bad."""
    root = tmp_path_factory.mktemp("mixed")
    (root / "texts").mkdir()
    (root / "texts" / "one.txt").write_text(TEXT)
    (root / "texts" / "two.html").write_bytes(PAGE)
    (root / "texts" / "empty.txt").write_bytes(b"")
    (root / "texts" / "picture.png").write_bytes(b"\x89PNG")
    pq.write_table(
        pa.table({"text": [TEXT, None, TEXT], "id": ["p1", "p2", "p3"],
                  "published_at": ["2024-03-18", None, "2023-01-05"]}), root / "table.parquet",
    )
    lines = [json.dumps({"text": TEXT, "id": "n1"}), "{", json.dumps([1]), json.dumps({"text": 5, "id": "n4"}),
             "", json.dumps({"text": TEXT, "id": "n6", "published_at": "yesterday"})]
    (root / "lines.ndjson.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    (root / "crawl.warc.gz").write_bytes(warc_of(
        ("http://news.example/1", b"text/html", PAGE), ("http://news.example/2", b"image/png", b"\x89PNG"),
        ("http://news.example/3", b"text/plain; charset=klingon", TEXT.encode()),
    ))
    (root / "cut.ndjson.gz").write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode() + b"\n" * 9999)[:-12])
    (root / "broken.parquet").write_bytes(b"PAR1 no more")
    return root


@pytest.fixture(scope="module")
def out(mixed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its tables."""
    out = tmp_path_factory.mktemp("tables") / "out"
    ended = archive_command(mixed, out, "--workers", 2)
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout == f"{len(rows(out, 'documents'))} documents, {len(rows(out, 'indicators'))} indicators, " \
        f"{len(rows(out, 'failures'))} failures\n"
    return out


def test_every_good_document_has_its_report(out: Path) -> None:
    """The report column is the report, byte for byte."""
    page = dushu.extract(PAGE, content_type="text/html")
    expected = sorted(json_encoder.encode(report).decode() for report in (
        dushu.extract(TEXT), page,
        dushu.extract(TEXT, id="p1", published_at="2024-03-18"), dushu.extract(TEXT, id="p3", published_at="2023-01-05"),
        dushu.extract(TEXT, id="n1"),
        dushu.extract(PAGE, content_type="text/html", id="http://news.example/1"),
        dushu.extract(TEXT),
    ))
    assert sorted(str(row["report"]) for row in rows(out, "documents")) == expected


def test_every_bad_document_is_a_failure_and_stops_nothing(out: Path, mixed: Path) -> None:
    failures = {
        (Path(str(row["origin"]).removeprefix("file://")).name, row["number"], row["id"], row["type"])
        for row in rows(out, "failures")
    }
    assert failures == {
        ("empty.txt", 1, None, "empty-body"),
        ("table.parquet", 2, "p2", "invalid-document"),
        ("lines.ndjson.gz", 2, None, "malformed-json"),
        ("lines.ndjson.gz", 3, None, "invalid-document"),
        ("lines.ndjson.gz", 4, "n4", "invalid-document"),
        ("lines.ndjson.gz", 6, "n6", "invalid-date"),
        ("crawl.warc.gz", 3, "http://news.example/3", "unknown-charset"),
        ("cut.ndjson.gz", None, None, "unreadable-source"),
        ("broken.parquet", None, None, "unreadable-source"),
    }


def test_tables_have_the_columns_that_are_declared(out: Path) -> None:
    for table, schema in (("indicators", INDICATORS), ("documents", DOCUMENTS), ("failures", FAILURES)):
        for file in (out / table).rglob("*.parquet"):
            assert pq.ParquetFile(file).schema_arrow.equals(schema)


def test_indicators_are_rows_of_the_report(out: Path) -> None:
    """Every field of an indicator is a column; values are exact as text."""
    report = dushu.extract(TEXT, id="p1", published_at="2024-03-18")
    found = [row for row in rows(out, "indicators") if row["id"] == "p1"]

    assert [row["text"] for row in found] == [figure.text for figure in report.indicators]
    for row, figure in zip(found, report.indicators, strict=True):
        assert row["text_sha256"] == report.text_sha256
        assert (row["value"], row["unit"], row["direction"]) == (figure.value, figure.unit, figure.direction)
        assert TEXT[row["start"]:row["end"]] == figure.text  # type: ignore[misc]
        assert figure.period is None or str(row["period_start"]) == figure.period.start


def test_partitions_are_years_of_publication(texts: list[str], tmp_path: Path) -> None:
    """Engines see a column `year`; where no date is known it is null."""
    for number, text in enumerate([*texts, TEXT]):
        (tmp_path / f"{number}.txt").write_text(text)
    run = Run(str(tmp_path), str(tmp_path / "out"), Options(), Fields())
    run_slice(run._slices[0], 0, str(tmp_path / "out"), Options(), Fields())

    years = {(row["year"], row["published_on"] and row["published_on"].year)  # type: ignore[attr-defined]
             for row in rows(tmp_path / "out", "documents")}
    assert years == {(2024, 2024), (2025, 2025), (None, None)}


def test_finished_run_is_not_done_again(mixed: Path, out: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    ended = archive_command(mixed, out)

    assert ended.returncode == 1
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")} == before


def test_other_input_or_options_do_not_mix(mixed: Path, out: Path, tmp_path: Path) -> None:
    """What OUT belongs to is said, nothing is written, and --overwrite begins anew."""
    before = sorted(out.rglob("*"))
    (tmp_path / "a.txt").write_text(TEXT)

    other_input, other_options = archive_command(tmp_path, out), archive_command(mixed, out, "--offsets", "utf8")
    assert (other_input.returncode, other_options.returncode) == (2, 2)
    assert "another input and slices" in other_input.stderr
    assert "another options" in other_options.stderr
    assert sorted(out.rglob("*")) == before

    own = tmp_path / "own"
    assert archive_command(tmp_path / "a.txt", own).returncode == 0
    assert archive_command(tmp_path / "a.txt", own, "--offsets", "utf8").returncode == 2
    assert archive_command(tmp_path / "a.txt", own, "--offsets", "utf8", "--overwrite").returncode == 0
    assert len(rows(own, "documents")) == 1


@pytest.mark.parametrize("source", ["nowhere", "empty"])
def test_nothing_to_read_is_wrong_usage(tmp_path: Path, source: str) -> None:
    (tmp_path / "empty").mkdir()
    ended = archive_command(tmp_path / source, tmp_path / "out")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "there is no" in ended.stderr


def test_killed_run_goes_on(tmp_path: Path) -> None:
    """Killed in the middle with all its processes, it leaves no half file; run again, it does only the rest."""
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    files, each = 12, 400
    for number in range(files):
        ids = [f"{number}-{row}" for row in range(each)]
        pq.write_table(pa.table({"text": [TEXT * 40] * each, "id": ids}), source / f"{number:02}.parquet")

    running = subprocess.Popen(
        [sys.executable, "-m", "dushu_service", "archive", str(source), str(out), "--workers", "1"],
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while len(list(out.glob("_done/*.json"))) < 2 and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    done = {path: path.stat().st_mtime_ns for path in out.glob("_done/*.json")}
    assert len(done) >= 2
    for file in out.rglob("*.parquet"):
        if not file.name.startswith("."):
            pq.read_table(file, partitioning=None)

    ended = archive_command(source, out, "--workers", 2)
    assert ended.returncode == 0, ended.stderr
    assert {path: path.stat().st_mtime_ns for path in done} == done
    expected = {f"{number}-{row}" for number in range(files) for row in range(each)}
    found = [row["id"] for row in rows(out, "documents", "id")]
    assert len(found) == len(expected)
    assert set(found) == expected


def test_runs_on_a_cluster_that_is_there_already(tmp_path: Path) -> None:
    from distributed import LocalCluster

    (tmp_path / "a.txt").write_text(TEXT)
    with LocalCluster(n_workers=1, host="127.0.0.1", dashboard_address=None) as cluster:
        ended = archive_command(tmp_path / "a.txt", tmp_path / "out", "--scheduler", cluster.scheduler_address)
    assert (ended.returncode, ended.stdout) == (0, "1 documents, 2 indicators, 0 failures\n")


def test_reads_and_writes_by_url() -> None:
    """Any file system that fsspec knows; here one in memory."""
    import fsspec

    fs = fsspec.filesystem("memory")
    fs.pipe_file("/archive/a.txt", TEXT.encode())
    run = Run("memory://archive", "memory://tables", Options(), Fields())
    counts = run_slice(run._slices[0], 0, "memory://tables", Options(), Fields())
    assert (counts.documents, counts.indicators) == (1, 2)
    assert {path.split("/")[2] for path in fs.find("/tables")} == {"_done", "_plan.json", "indicators", "documents"}


@pytest.mark.parametrize("size", [1, 7, 64, 100, 1000, 10**6])
def test_slices_of_lines_cover_every_line_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Wherever a file is cut, each line is in the slice that it starts in."""
    file = tmp_path / "lines.ndjson"
    file.write_text("".join(json.dumps({"text": "增" * (number % 13), "id": str(number)}) + "\n" for number in range(50)))
    monkeypatch.setattr(archive_inputs, "SLICE_BYTES", size)
    found: list[str] = []
    for part in slices_of(str(file)):
        for batch in batches_of(part, Fields()):
            assert not isinstance(batch, Failed)
            found += batch.column("id").to_pylist()
    assert found == [str(number) for number in range(50)]


def test_row_groups_cover_every_row_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [str(number) for number in range(1000)]
    pq.write_table(pa.table({"text": ["增"] * 1000, "id": ids}), tmp_path / "t.parquet", row_group_size=70)
    monkeypatch.setattr(archive_inputs, "SLICE_BYTES", 2000)
    slices = slices_of(str(tmp_path))
    batches = [batch for part in slices for batch in batches_of(part, Fields())]

    assert len(slices) > 3
    assert [id for batch in batches for id in batch.column("id").to_pylist()] == ids  # type: ignore[union-attr]
    assert [n for batch in batches for n in batch.column("number").to_pylist()] == list(range(1, 1001))  # type: ignore[union-attr]


def test_too_large_a_document_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is passed over without being held, and what follows it is read."""
    monkeypatch.setattr(archive_inputs, "MAX_DOCUMENT_BYTES", 200)
    line = json.dumps({"text": TEXT}, ensure_ascii=False)
    (tmp_path / "a.ndjson").write_text(f"{line}\n{line * 10}\n{line}\n")
    (tmp_path / "b.txt").write_text("增" * 100)
    batches = [batch for part in slices_of(str(tmp_path)) for batch in batches_of(part, Fields())]

    failed = [batch for batch in batches if isinstance(batch, Failed)]
    assert [(item.number, item.problem.type.code) for item in failed] == [(2, "too-large"), (1, "too-large")]
    assert sum(batch.num_rows for batch in batches if not isinstance(batch, Failed)) == 2


def test_core_takes_a_batch_with_text_alone() -> None:
    """As an engine would hand it over, with columns that are none of its business."""
    batch = pa.RecordBatch.from_pydict({"text": [TEXT, "", TEXT], "other": [1, 2, 3]})
    found = extract_batch(batch)
    assert (found.documents.num_rows, found.indicators.num_rows, found.failures.num_rows) == (2, 4, 1)


def test_too_large_a_report_is_a_failure(tmp_path: Path) -> None:
    """The bound is that of the service, and the command's to set."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT * 20)
    ended = archive_command(tmp_path, tmp_path / "out", "--max-parts", 20)

    assert ended.returncode == 1
    assert [(Path(str(row["origin"])).name, row["type"]) for row in rows(tmp_path / "out", "failures")] == [
        ("b.txt", "report-too-large")
    ]
    assert len(rows(tmp_path / "out", "documents")) == 1
    assert Options().max_parts == Settings().max_report_parts


DEADLY = """
import os, signal
from dushu_service import arrow

def extract_batch(batch, options=arrow.Options()):
    for row in batch.to_pylist():
        if "deadly" in row["text"]:
            os.kill(os.getpid(), signal.SIGKILL)
    return arrow.extract_batch(batch, options)
"""
"""A core that ends its process on some documents, as a fault of the compiled code would."""


def test_document_that_kills_workers_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its slice is done but for it, the other slices are done as always, and nothing is there twice."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "deadly.py").write_text(DEADLY)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "modules"))  # for Dask's workers
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    core = importlib.import_module("deadly").extract_batch
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    texts = [f"{TEXT}deadly" if number in (0, 57, 58) else TEXT for number in range(100)]
    pq.write_table(pa.table({"text": texts, "id": [str(n) for n in range(100)]}), source / "a.parquet")
    pq.write_table(pa.table({"text": [TEXT] * 10, "id": [f"b{n}" for n in range(10)]}), source / "b.parquet")

    run, told = Run(str(source), str(out), Options(), Fields(), core=core), []
    run.go(None, 1, told.append)

    failures = rows(out, "failures")
    assert sorted((row["number"], row["id"], row["type"]) for row in failures) == [
        (1, "0", "internal-error"), (58, "57", "internal-error"), (59, "58", "internal-error")
    ]
    documents = [row["id"] for row in rows(out, "documents")]
    assert len(documents) == len(set(documents)) == 107
    assert (run.counts.documents, run.counts.failures, run.lost, sum(told)) == (107, 3, [], run.total)
    again = Run(str(source), str(out), Options(), Fields(), core=core)
    again.go(None, 1, told.append)
    assert again.counts == run.counts


def test_a_fault_of_the_library_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a document does to the library, the batch goes on, and its row says so."""
    def faulty(extractor: dushu.Extractor, content: str, **options: object) -> dushu.Report:
        if content == "bad":
            raise MemoryError("of all things")
        return extractor.extract(content)

    monkeypatch.setattr("dushu_service.arrow.read", faulty)
    found = extract_batch(pa.RecordBatch.from_pydict({"text": ["bad", TEXT]}))
    assert found.documents.num_rows == 1
    assert found.failures.to_pylist()[0]["detail"] == "MemoryError: of all things"
