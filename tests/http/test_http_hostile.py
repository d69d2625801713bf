"""Whatever comes in: each has its documented status and problem, and the next request is answered.

What is plainly wrong stands in test_http_problems.py, compressed bodies in test_http_encodings.py. Here is what
looks right: bytes that are nearly text, texts that no writer wrote, pages and JSON made to do harm.
"""
import asyncio
import codecs
import gzip
import socket
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any, NamedTuple

import httpx
import orjson
import pytest
from dushu_service.app import create_app
from dushu_service.content_coding import Inflater
from dushu_service.settings import Settings
from service_process import MAX_BODY_BYTES, Server

FIGURE = "刑事警情数同比下降16.35%。"
PLAIN, HTML, JSON = "text/plain", "text/html", "application/json"


def plain(charset: str) -> str:
    return f"{PLAIN}; charset={charset}"


class Read(NamedTuple):
    """A body that is read: in this charset, with these figures."""

    content_type: str
    body: bytes
    figures: list[str]
    charset: str = "utf-8"
    warnings: tuple[str, ...] = ()


class Refused(NamedTuple):
    """A body that is refused: with this problem, and this offset where it has one."""

    code: str
    status: int
    content_type: str
    body: bytes
    offset: int | None = None


BYTES: dict[str, Read | Refused] = {
    "empty": Refused("empty-body", 400, PLAIN, b""),
    "only a mark": Read(PLAIN, codecs.BOM_UTF8, []),
    "NUL": Read(PLAIN, b"\0" + FIGURE.encode() + b"\0", ["16.35%"]),
    "nothing but NUL": Read(PLAIN, bytes(1000), []),
    "mark of UTF-8": Read(PLAIN, codecs.BOM_UTF8 + FIGURE.encode(), ["16.35%"]),
    "mark of UTF-16LE": Read(PLAIN, codecs.BOM_UTF16_LE + FIGURE.encode("utf-16-le"), ["16.35%"], "utf-16le"),
    "mark of UTF-16BE": Read(PLAIN, codecs.BOM_UTF16_BE + FIGURE.encode("utf-16-be"), ["16.35%"], "utf-16be"),
    "mark against the label": Read(
        plain("gbk"), codecs.BOM_UTF16_LE + FIGURE.encode("utf-16-le"), ["16.35%"], "utf-16le",
        ("charset_contradicted",),
    ),
    "half a mark": Refused("undecodable-text", 400, PLAIN, b"\xff" + FIGURE.encode(), 0),
    "UTF-16 with an odd byte": Refused(
        "undecodable-text", 400, plain("utf-16le"), FIGURE.encode("utf-16-le") + b"\x4e",
        2 * len(FIGURE),
    ),
    "UTF-16 with half a pair": Refused("undecodable-text", 400, plain("utf-16le"), b"1\0\x00\xd82\0", 2),
    "overlong": Refused("undecodable-text", 400, plain("utf-8"), b"12\xe0\x80\xaf", 2),
    "CESU-8": Refused("undecodable-text", 400, plain("utf-8"), b"12\xed\xa0\xbd\xed\xb8\x80", 2),
    "beyond Unicode": Refused("undecodable-text", 400, plain("utf-8"), b"\xf4\x90\x80\x80", 0),
    "GB18030 of four bytes": Read(
        plain("gb18030"), f"{FIGURE}𠮷㐀\U0002a700".encode("gb18030"), ["16.35%"], "gb18030"
    ),
    "GB18030 beyond Unicode": Refused(
        "undecodable-text", 400, plain("gb18030"), b"12\xe3\x32\x9a\x36", 2
    ),
    "GB18030 cut off": Refused(
        "undecodable-text", 400, plain("gb18030"), "增长𠮷".encode("gb18030")[:-1], 4
    ),
    "two encodings in one body": Refused(
        "undecodable-text", 400, PLAIN, FIGURE.encode() + FIGURE.encode("gbk"), len(FIGURE.encode())
    ),
    "label that lies, caught": Refused("undecodable-text", 400, plain("utf-8"), FIGURE.encode("gbk"), 0),
    "label that lies, not caught": Read(
        plain("gbk"), "增长16.35%".encode(), ["16.35%"], "gb18030", ("charset_doubtful",)
    ),
    "label of a server's default": Read(
        plain("iso-8859-1"), FIGURE.encode(), ["16.35%"], "utf-8", ("charset_ignored",)
    ),
    "no label, GBK": Read(PLAIN, FIGURE.encode("gbk"), ["16.35%"], "gb18030", ("charset_guessed",)),
    "gzip that does not say so": Refused("undecodable-text", 400, PLAIN, gzip.compress(FIGURE.encode()), 1),
    "picture": Refused("undecodable-text", 400, PLAIN, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 136),
}

# All have the one figure between what is to disturb it.
TEXTS = {
    "line breaks of all kinds": f"一\r\n\r{FIGURE}\u2028二\u2029三\x85四\x0b五\x0c",
    "zero width characters around": f"\u200b\ufeff\u2060{FIGURE}\u200d\u200c",
    "right to left": f"\u202e{FIGURE}\u202c\u2066\u2067\u2069",
    "combining stacks": "增" + "\u0301\u0489" * 50_000 + f"。{FIGURE}" + "\u20e3" * 50_000,
    "extensions B to H": f"\U00020000\U0002a700\U0002b740\U0002ceb0\U00030000\U00031350。{FIGURE}",
    "private use": f"\ue000\uf8ff\U000f0000\U0010fffd。{FIGURE}",
    "noncharacters": f"\ufffe\uffff\ufdd0\U0010ffff。{FIGURE}",
    "controls": "".join(map(chr, range(32))) + f"。{FIGURE}\x7f\x80\x9f",
}

# None has a figure, or one: they are to be long and odd, and read in time that is no more than their length asks.
MASSES = {
    "one line of 10 MB": (("市民在路上走，" * 500_000)[: 10_000_000 // 3], 0),
    "ten million digits": ("9" * 10_000_000, 0),
    "ten million digits with a unit": ("增长" + "9" * 10_000_000 + "%", 0),
    "ten million digits behind a point": ("增长0." + "9" * 10_000_000 + "%", 0),
    "a million Chinese digits": ("增长百分之" + "九" * 1_000_000, 0),
    "a million open brackets": ("（" * 1_000_000 + FIGURE, 1),
    "a million nested brackets": ("（《“" * 300_000 + FIGURE + "”》）" * 300_000, 1),
    "a million closed brackets": ("）" * 1_000_000 + FIGURE, 1),
    "chain of magnitudes": ("增长一" + "万亿亿万" * 500_000 + "%", 0),
    "chain of hundreds": ("增长" + "百千" * 1_000_000 + "%", 0),
    "chain of numerals and magnitudes": ("一万二亿" * 500_000, 0),
    "chain of fractions": ("1/" * 1_000_000, 0),
    "chain of points": ("1." * 1_000_000, 0),
    "chain of ordinals": ("第" * 1_000_000, 0),
    "chain of bases": ("比上年" * 500_000, 0),
    "chain of markers": ("一、" * 500_000, 0),
    "chain of particles": ("的" * 1_000_000 + FIGURE, 1),
    "nothing but spaces": (" " * 2_000_000 + FIGURE, 1),
    "nothing but line breaks": ("\r\n" * 1_000_000 + FIGURE, 1),
}

PAGES = {
    "not closed": f"<html><body><div><p><b>{FIGURE}",
    "closed only": f"</p></div></body></html>{FIGURE}",
    "10,000 deep": "<div>" * 10_000 + FIGURE + "</div>" * 10_000,
    "10,000 deep, misnested": "<b><i><p>" * 10_000 + FIGURE,
    "entities inside a number": "<p>刑事警情数同比下降&#49;&#x36;&period;3&#53;&percnt;。</p>",
    "tags inside a number": "<p>刑事警情数同比下降<b>16</b>.<i>35</i><span>%</span>。</p>",
    "comment inside a number": "<p>刑事警情数同比下降16<!-- 99 -->.35%。</p>",
    "script": f"<script>document.write('增长99%')</script><style>p {{ width: 99% }}</style><p>{FIGURE}</p>",
    "script that does not end well": f"<script>'</scr' + 'ipt>增长99%'</script><p>{FIGURE}</p>",
    "comment that is odd": f"<!--><!-- > --!><p>{FIGURE}</p>",
    "table around": f"<table><tr><td>{FIGURE}</td></tr><tr></table>",
    "attribute of 1 MB": f"<p title='{'增长99%' * 100_000}'>{FIGURE}</p>",
    "100,000 attributes": f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>{FIGURE}</p>",
    "processing instruction": f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'b'>]><p>{FIGURE}</p>",
}

DOCUMENTS: dict[str, Read | Refused] = {
    "depth of 100,000": Refused("invalid-document", 400, JSON, b'{"text":' + b"[" * 100_000),
    "depth inside what is passed over": Refused(
        "invalid-document", 400, JSON, b'{"text":"x","y":' + b'[{"z":' * 100_000
    ),
    "member given twice": Read(JSON, '{"text":"产值增长1%。","text":"产值增长16.35%。"}'.encode(), ["16.35%"]),
    "lone surrogate": Refused("malformed-json", 400, JSON, b'{"text":"\\udc00"}'),
    "surrogates the wrong way round": Refused("malformed-json", 400, JSON, b'{"text":"\\udc00\\ud800"}'),
    "nothing but escapes": Read(JSON, b'{"text":"' + b"\\u4e00" * 250_000 + b'"}', []),
    "figure in escapes": Read(
        JSON, b'{"text":"' + FIGURE.encode("ascii", "backslashreplace") + b'"}', ["16.35%"]
    ),
    "escaped NUL": Read(JSON, b'{"text":"\\u0000' + FIGURE.encode() + b'"}', ["16.35%"]),
    "invalid UTF-8": Refused("malformed-json", 400, JSON, b'{"text":"\xc0\xaf"}', 9),
    "number too great": Refused("invalid-document", 400, JSON, b'{"text":1e999999999}'),
    "number too long": Refused("invalid-document", 400, JSON, b'{"text":' + b"9" * 1_000_000 + b"}"),
    "key of 1 MB": Refused("invalid-document", 400, JSON, b'{"' + b"x" * 1_000_000 + b'":1,"text":"x"}'),
    "100,000 keys": Refused(
        "invalid-document", 400, JSON, b"{" + b",".join(b'"%d":1' % n for n in range(100_000)) + b"}"
    ),
    "date that is long": Refused(
        "invalid-date", 400, JSON, b'{"text":"x","published_at":"' + b"2" * 1_000_000 + b'"}'
    ),
    "date beyond all": Refused("invalid-date", 400, JSON, b'{"text":"x","published_at":"99999-01-01"}'),
    "date with NUL": Refused("invalid-date", 400, JSON, b'{"text":"x","published_at":"2025-01-25\\u0000"}'),
}


@pytest.fixture(scope="module")
def wide(start_server: Callable[..., Server]) -> Iterator[httpx.Client]:
    """A client of a server that takes what the others' limits would keep out."""
    server = start_server(drain_seconds=0, max_body_bytes=64 * 1024 * 1024, max_report_parts=10**8)
    with httpx.Client(base_url=server.url, timeout=300, trust_env=False) as client:
        yield client


def post(client: httpx.Client, content_type: str, body: bytes) -> httpx.Response:
    """Send a body, and make sure that the next one is read as always."""
    response = client.post("/v1/extract", content=body, headers={"Content-Type": content_type})
    after = client.post("/v1/extract", content=FIGURE.encode(), headers={"Content-Type": PLAIN})
    assert [figure["text"] for figure in after.json()["indicators"]] == ["16.35%"]
    return response


def report_of(response: httpx.Response, text: str | None = None) -> dict[str, Any]:
    """The report in an answer; every span of it is true, where the text is known."""
    assert response.status_code == 200, response.text[:500]
    report: dict[str, Any] = orjson.loads(response.content)
    if text is not None:
        assert report["document"]["length"] == len(text)
        for figure in report["indicators"]:
            assert text[figure["start"] : figure["end"]] == figure["text"]
    return report


def figures_of(report: dict[str, Any]) -> list[str]:
    return [figure["text"] for figure in report["indicators"]]


def check(client: httpx.Client, case: Read | Refused) -> None:
    """What is sent is read or refused as the case says."""
    response = post(client, case.content_type, case.body)
    if isinstance(case, Read):
        report = report_of(response)
        assert figures_of(report) == case.figures
        assert report["charset"] == case.charset
        assert [warning["code"] for warning in report.get("warnings", [])] == list(case.warnings)
        return
    problem = orjson.loads(response.content)
    assert (response.status_code, problem["type"]) == (case.status, f"/problems/{case.code}")
    assert problem.get("offset") == case.offset


@pytest.mark.parametrize("case", BYTES.values(), ids=BYTES.keys())
def test_bytes(client: httpx.Client, case: Read | Refused) -> None:
    check(client, case)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "big5", "utf-16le"])
def test_truncation_at_every_cut(client: httpx.Client, charset: str) -> None:
    """Cut between two characters a text is a shorter one; cut inside a character it is refused, with the place."""
    characters = [character.encode(charset) for character in ("降1萬%" if charset == "big5" else "降1𠮷%")]
    body = b"".join(characters)
    ends = set(accumulate(map(len, characters)))
    for cut in range(1, len(body) + 1):
        response = post(client, plain(charset), body[:cut])
        assert response.status_code == (200 if cut in ends else 400), cut
        if cut not in ends:
            assert orjson.loads(response.content)["offset"] == max(end for end in (0, *ends) if end < cut)


LABELS = {
    "NUL behind": b"utf-8\0",
    "NUL": b"\0",
    "empty": b"",
    "100 KB": b"utf-8" * 20_000,
    "not ASCII": b"\xff\xfe",
    "twice": b"utf-8;charset=gbk",
    "path": b"../../etc/passwd",
    "quote": b'"',
}


@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS.keys())
def test_label_of_charset(server: Server, client: httpx.Client, label: bytes) -> None:
    """As raw bytes, which no well-behaved client would send: read without it, or refused, and never looked up."""
    host, port = server.url.removeprefix("http://").split(":")
    head = b"POST /v1/extract HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: 1\r\n"
    received = b""
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(head + b"Content-Type: text/plain; charset=" + label + b"\r\n\r\nx")
        while piece := connection.recv(65536):
            received += piece
    status = int(received.split(b" ", 2)[1])
    assert status in (200, 400, 415, 431)
    assert post(client, PLAIN, b"x").status_code == 200


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_text(client: httpx.Client, text: str) -> None:
    """The figure is found where it stands, whatever is around it."""
    report = report_of(post(client, plain("utf-8"), text.encode()), text)

    assert figures_of(report) == ["16.35%"]


@pytest.mark.parametrize("text", [text for text, _ in MASSES.values()], ids=MASSES.keys())
def test_mass(wide: httpx.Client, text: str) -> None:
    """However long and odd, it is read to its end."""
    report = report_of(post(wide, plain("utf-8"), text.encode()), text)

    expected = next(count for mass, count in MASSES.values() if mass is text)
    assert len(report["indicators"]) >= expected
    if expected:
        assert "16.35%" in figures_of(report)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_page(client: httpx.Client, page: str) -> None:
    """A page says what a browser would show, and its figure is found in what was sent."""
    report = report_of(post(client, f"{HTML}; charset=utf-8", page.encode()))

    (figure,) = report["indicators"]
    assert figure["value"] == 16.35
    assert figure["metric"]["text"] == "刑事警情数"
    assert 0 <= figure["start"] < figure["end"] <= len(page)


def test_page_of_two_declarations(client: httpx.Client) -> None:
    """The first that is known counts; the second is content like any other."""
    page = f"<meta charset=gbk><meta charset=utf-8><p>{FIGURE}</p>"
    report = report_of(post(client, HTML, page.encode("gbk")))

    assert report["charset"] == "gb18030"
    assert figures_of(report) == ["16.35%"]


def test_table_that_splits_a_number(client: httpx.Client) -> None:
    """Two cells are never one number."""
    page = "<table><tr><td>刑事警情数</td><td>下降16</td><td>.35%</td></tr></table>"
    report = report_of(post(client, f"{HTML}; charset=utf-8", page.encode()))

    assert "16.35%" not in [figure["text"] for figure in report["indicators"]]


@pytest.mark.parametrize("case", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_document(client: httpx.Client, case: Read | Refused) -> None:
    check(client, case)


@pytest.mark.parametrize("path", ["/v1/extract/batch", "/v1/extract/stream"])
@pytest.mark.parametrize("case", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_document_among_others(client: httpx.Client, path: str, case: Read | Refused) -> None:
    """In a batch or a stream what is refused costs only its own row; a batch that is no JSON is refused whole."""
    good = orjson.dumps({"text": FIGURE})
    if path.endswith("batch"):
        body, content_type = b"[" + b",".join((good, case.body, good)) + b"]", JSON
    else:
        body, content_type = b"\n".join((good, case.body, good)), "application/x-ndjson"
    response = client.post(path, content=body, headers={"Content-Type": content_type})

    if response.status_code != 200:
        assert response.status_code == 400
        assert response.json()["type"] in ("/problems/malformed-json", "/problems/invalid-document")
        assert path.endswith("batch")
        assert isinstance(case, Refused)
        return
    rows = orjson.loads(response.content) if content_type == JSON else [
        orjson.loads(line) for line in response.content.splitlines()
    ]
    assert [figures_of(rows[0]), figures_of(rows[2])] == [["16.35%"]] * 2
    if isinstance(case, Refused):
        assert rows[1]["error"]["type"] == f"/problems/{case.code}"
        assert rows[1]["number"] == 2
    else:
        assert figures_of(rows[1]) == case.figures


def test_bomb_is_not_inflated_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a few bytes claim to be, no more than 64 KiB beyond the limit are made of them."""
    limit = 256 * 1024
    inflated = 0
    inflate = Inflater.inflate

    def inflate_and_count(self: Inflater, data: bytes) -> Iterator[bytes]:
        nonlocal inflated
        for piece in inflate(self, data):
            inflated += len(piece)
            yield piece

    monkeypatch.setattr(Inflater, "inflate", inflate_and_count)
    transport = httpx.ASGITransport(create_app(Settings(max_body_bytes=limit)))

    async def send() -> httpx.Response:
        headers = {"Content-Type": PLAIN, "Content-Encoding": "gzip"}
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post("/v1/extract", content=gzip.compress(bytes(200 * limit)), headers=headers)

    response = asyncio.run(send())

    assert response.status_code == 413
    assert response.json()["type"] == "/problems/too-large"
    assert limit < inflated <= limit + 64 * 1024


def test_bomb_inside_a_bomb(client: httpx.Client) -> None:
    """Only one layer is ever taken off, and what it holds is no text."""
    bomb = gzip.compress(gzip.compress(bytes(50 * MAX_BODY_BYTES), 9), 9)
    headers = {"Content-Type": PLAIN, "Content-Encoding": "gzip"}

    assert client.post("/v1/extract", content=bomb, headers=headers).json()["type"] == "/problems/undecodable-text"
