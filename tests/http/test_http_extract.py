"""POST /v1/extract gives what the library gives, for every way to send a report."""
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import dushu
import httpx
import msgspec
import orjson
import pytest
from dushu import Report

TEXT = (
    "全市政法工作会议\n2025-01-25 09:42:37 来源:海滨日报\n一、平安建设\n"
    "2024年,全市刑事警情数同比下降16.35%,返还群众被骗资金1.12亿元。𠀀区GDP增长5.8%。\n"
    "二、法治建设\n力争2025年办理案件930多件。\n"
)
LARGE = TEXT * 1500
ENCODER = msgspec.json.Encoder(decimal_format="number")


def post_text(client: httpx.Client, text: str, **params: str) -> httpx.Response:
    """Send UTF-8 text."""
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    return client.post("/v1/extract", content=text.encode(), headers=headers, params=params)


def spans(node: Any) -> Iterator[tuple[str, int, int]]:
    """Every (text, start, end) in a report."""
    if isinstance(node, dict):
        if {"text", "start", "end"} <= node.keys() and isinstance(node["start"], int):
            yield node["text"], node["start"], node["end"]
        for value in node.values():
            yield from spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from spans(value)


@pytest.mark.parametrize("text", [TEXT, LARGE], ids=["on the event loop", "in a thread"])
def test_report_is_the_librarys_byte_for_byte(client: httpx.Client, text: str) -> None:
    """HTTP adds nothing and loses nothing."""
    response = post_text(client, text)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.content == ENCODER.encode(dushu.extract(text.encode(), charset="utf-8"))


def test_report_has_the_contracts_shape(client: httpx.Client) -> None:
    """A report is read by the published types, strictly."""
    report = msgspec.json.decode(post_text(client, TEXT).content, type=Report)

    assert report.schema_version == "1"
    assert report.document.length == len(TEXT)


@pytest.mark.parametrize(
    ("offsets", "encoding", "width"),
    [("codepoint", "utf-32-le", 4), ("utf16", "utf-16-le", 2), ("utf8", "utf-8", 1)],
)
def test_spans_are_true(client: httpx.Client, offsets: str, encoding: str, width: int) -> None:
    """Whatever the offsets count, a span's text stands where it says."""
    report = orjson.loads(post_text(client, TEXT, offsets=offsets, include="quantities").content)
    whole = TEXT.encode(encoding)

    for text, start, end in spans(report):
        assert text == whole[start * width : end * width].decode(encoding)


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "utf-16", "UTF-8"])
def test_charset_changes_only_how_the_text_is_sent(client: httpx.Client, charset: str) -> None:
    """One text gives one report in every charset, but for the charset's name."""
    text = TEXT.replace("𠀀", "")
    headers = {"Content-Type": f"text/plain; charset={charset}"}
    report = client.post("/v1/extract", content=text.encode(charset), headers=headers).json()
    expected = post_text(client, text).json()

    assert report.pop("charset")
    expected.pop("charset")
    assert report == expected


def test_quoted_charset_is_read(client: httpx.Client) -> None:
    headers = {"Content-Type": 'text/plain;charset="gb18030"'}

    assert client.post("/v1/extract", content="增长5%".encode("gb18030"), headers=headers).status_code == 200


def test_html_is_read_as_html(client: httpx.Client) -> None:
    page = f"<!doctype html><html><body><p>{TEXT}</p></body></html>"
    response = client.post("/v1/extract", content=page.encode(), headers={"Content-Type": "text/html"})

    assert response.status_code == 200
    assert response.content == ENCODER.encode(dushu.extract(page.encode(), content_type="text/html"))


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"], ids=["bare", "byte order mark"])
def test_json_document(client: httpx.Client, prefix: bytes) -> None:
    """JSON carries the text, its date and the caller's id."""
    document = {"text": TEXT, "published_at": "2025-01-25", "id": "稿件-1"}
    body = prefix + json.dumps(document).encode()
    response = client.post("/v1/extract", content=body, headers={"Content-Type": "application/json"})

    assert response.json()["id"] == "稿件-1"
    assert response.content == ENCODER.encode(dushu.extract(TEXT, published_at="2025-01-25", id="稿件-1"))


def test_id_and_date_of_a_text_come_in_the_query(client: httpx.Client) -> None:
    """Text cannot carry them itself, and gets the very report that JSON gets."""
    response = post_text(client, TEXT, published_at="2025-01-25", id="稿件 1")

    expected = dushu.extract(TEXT.encode(), charset="utf-8", published_at="2025-01-25", id="稿件 1")
    assert response.content == ENCODER.encode(expected)


def test_quantities_come_only_when_asked_for(client: httpx.Client) -> None:
    assert "quantities" not in post_text(client, TEXT).json()
    assert post_text(client, TEXT, include="quantities").content == ENCODER.encode(
        dushu.extract(TEXT.encode(), charset="utf-8", include={"quantities"})
    )


def test_requests_at_once_do_not_mix(client: httpx.Client) -> None:
    """Small and large bodies together: each answer belongs to its question."""

    def send(number: int) -> None:
        text = f"第{number}号稿件:增长{number}%。" * (1 if number % 3 else 9000)
        response = post_text(client, text, id=str(number))
        assert response.json()["id"] == str(number)
        assert response.json()["document"]["length"] == len(text)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(60)))
