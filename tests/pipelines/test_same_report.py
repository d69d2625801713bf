"""The same text with the same options is the same report, byte for byte, whatever way it takes."""
import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dushu
import httpx
import msgspec
import pytest
from dushu_service.archive import Run, run_slice
from dushu_service.archive_inputs import Fields
from dushu_service.arrow import Options
from dushu_service.client import AsyncClient, Client
from dushu_service.formats import json_encoder
from service_process import Server

from .test_archive import rows
from .test_worker import BROKERS, Published, Worker, wait_for

# A date of publication, and all the characters that JSON, HTML and offsets could stumble over.
PUBLISHED = "2024-03-18"
ODD = "去年“𠮷”字号销售额\t1,234.5万元 & 同比增长<12%>，𝟏𝟐户\r\n降至0.333333333333333亿元。"

@pytest.fixture(scope="module")
def all_texts(texts: list[str]) -> list[str]:
    return [*texts, ODD]


def library(texts: list[str]) -> list[bytes]:
    return [json_encoder.encode(dushu.extract(text, published_at=PUBLISHED)) for text in texts]


@pytest.fixture(scope="module")
def http(service: Server) -> Iterator[httpx.Client]:
    params = {"published_at": PUBLISHED}
    with httpx.Client(base_url=service.url, params=params, timeout=30, trust_env=False) as client:
        yield client


def test_library_reads_text_and_its_bytes_alike(all_texts: list[str]) -> None:
    given = [dushu.extract(text.encode(), published_at=PUBLISHED) for text in all_texts]
    assert [json_encoder.encode(report) for report in given] == library(all_texts)


def test_command(all_texts: list[str], tmp_path: Path) -> None:
    """One file, and standard input."""
    for text, expected in zip(all_texts, library(all_texts), strict=True):
        file = tmp_path / "text.txt"
        file.write_bytes(text.encode())
        for source, given in ((str(file), b""), ("-", text.encode())):
            ended = subprocess.run(
                [sys.executable, "-m", "dushu_service", "extract", source, "--published-at", PUBLISHED],
                input=given, capture_output=True, timeout=60, check=True,
            )
            assert ended.stdout == expected + b"\n"


def test_http(all_texts: list[str], http: httpx.Client) -> None:
    """As text, as JSON, in a batch, in a stream."""
    expected = library(all_texts)
    for text, report in zip(all_texts, expected, strict=True):
        plain = {"content-type": "text/plain; charset=utf-8"}
        assert http.post("/v1/extract", content=text.encode(), headers=plain).content == report
        assert http.post("/v1/extract", json={"text": text}).content == report
    articles = [{"text": text} for text in all_texts]
    assert http.post("/v1/extract/batch", json=articles).content == b"[" + b",".join(expected) + b"]"
    lines = b"".join(msgspec.json.encode(article) + b"\n" for article in articles)
    streamed = http.post("/v1/extract/stream", content=lines, headers={"content-type": "application/x-ndjson"})
    assert streamed.content.splitlines() == expected


def test_pages(all_texts: list[str], http: httpx.Client, tmp_path: Path) -> None:
    """The library, HTTP, the command and an archive read a page alike."""
    page = "".join(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>\n" for text in all_texts).encode("gb18030")
    page = b'<!doctype html><meta charset="gb18030">' + page
    expected = json_encoder.encode(dushu.extract(page, content_type="text/html", published_at=PUBLISHED))
    assert http.post("/v1/extract", content=page, headers={"content-type": "text/html"}).content == expected

    file = tmp_path / "in" / "page.html"
    file.parent.mkdir()
    file.write_bytes(page)
    command = [sys.executable, "-m", "dushu_service", "extract", str(file), "--published-at", PUBLISHED]
    assert subprocess.run(command, capture_output=True, timeout=60, check=True).stdout == expected + b"\n"
    assert archived(file, tmp_path / "out") == [expected]


def test_clients(all_texts: list[str], service: Server) -> None:
    """What the clients decode is what the library made."""
    expected = [dushu.extract(text, published_at=PUBLISHED) for text in all_texts]
    articles = [{"text": text} for text in all_texts]
    with Client(service.url, trust_env=False) as client:
        assert [client.extract(text, published_at=PUBLISHED) for text in all_texts] == expected
        assert client.batch(articles, published_at=PUBLISHED) == expected
        assert list(client.stream(articles, published_at=PUBLISHED)) == expected

    async def run() -> None:
        async with AsyncClient(service.url, trust_env=False) as client:
            assert [row async for row in client.stream(articles, published_at=PUBLISHED)] == expected

    asyncio.run(run())


def archived(source: Path, out: Path) -> list[bytes]:
    """The reports of an archive."""
    options = Options(published_at=PUBLISHED)
    run = Run(str(source), str(out), options, Fields())
    for number, part in enumerate(run._slices):
        run_slice(part, number, str(out), options, Fields())
    return sorted(str(row["report"]).encode() for row in rows(out, "documents"))


def test_archive(all_texts: list[str], tmp_path: Path) -> None:
    """From a folder and from NDJSON; Parquet and WARC are read by the same function."""
    (tmp_path / "folder").mkdir()
    for number, text in enumerate(all_texts):
        (tmp_path / "folder" / f"{number}.txt").write_bytes(text.encode())
    (tmp_path / "lines.ndjson").write_text("".join(json.dumps({"text": text}) + "\n" for text in all_texts))

    assert archived(tmp_path / "folder", tmp_path / "a") == sorted(library(all_texts))
    assert archived(tmp_path / "lines.ndjson", tmp_path / "b") == sorted(library(all_texts))


@pytest.mark.parametrize("kind", BROKERS)
def test_worker(all_texts: list[str], tmp_path: Path, request: pytest.FixtureRequest, kind: str) -> None:
    broker = BROKERS[kind](request.getfixturevalue(f"{kind}_url"))
    broker.send("same", [({}, msgspec.json.encode({"text": text})) for text in all_texts])
    worker = Worker(broker, "same", tmp_path / "log", "--published-at", PUBLISHED)
    wait_for(lambda: broker.count("same-out") == len(all_texts), worker)
    assert worker.stop() == 0
    results: list[Published] = broker.all("same-out")
    assert sorted(result.body for result in results) == sorted(library(all_texts))
