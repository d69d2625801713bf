"""Several reports in one request: a row for each, in order, and a wrong one harms no other."""
import contextlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import dushu
import httpx
import msgspec
import orjson
import pytest
from service_process import MAX_BODY_BYTES, Server, resident_bytes

ENCODER = msgspec.json.Encoder(decimal_format="number")
NDJSON = {"Content-Type": "application/x-ndjson"}

ARTICLES = [
    {"text": "2024年增长5.8%。", "id": "一"},
    {"text": "返还群众被骗资金1.12亿元。" * 8000, "id": "large"},
    {"text": "去年下降16.35%。", "published_at": "2025-01-25", "id": "three"},
    {"text": "第四届论坛", "id": None},
]


def expected(article: dict[str, Any]) -> bytes:
    """What the library says of an article."""
    options = {name: value for name, value in article.items() if name != "text"}
    return ENCODER.encode(dushu.extract(article["text"], **options))


def lines(*articles: object) -> bytes:
    """Articles as NDJSON."""
    return b"".join(json.dumps(article).encode() + b"\n" for article in articles)


def test_batch_gives_the_librarys_reports_in_order(client: httpx.Client) -> None:
    response = client.post("/v1/extract/batch", json=ARTICLES)

    assert response.content == b"[" + b",".join(map(expected, ARTICLES)) + b"]"


def test_empty_batch(client: httpx.Client) -> None:
    assert client.post("/v1/extract/batch", json=[]).json() == []


def test_wrong_member_of_a_batch_harms_no_other(client: httpx.Client) -> None:
    """In its place stands the problem, with its number and, where it can be read, its id."""
    members = [ARTICLES[0], {"txt": ""}, {"text": "", "id": "e"}, 5]
    rows = client.post("/v1/extract/batch", json=members).json()

    assert rows[0] == orjson.loads(expected(ARTICLES[0]))
    assert [(row["number"], row["error"]["type"]) for row in rows[1:]] == [
        (2, "/problems/invalid-document"), (3, "/problems/empty-body"), (4, "/problems/invalid-document")
    ]
    assert rows[2]["id"] == "e"


def test_batch_is_bounded(client: httpx.Client) -> None:
    limit = client.get("/v1/limits").json()["max_batch"]
    response = client.post("/v1/extract/batch", json=[ARTICLES[0]] * (limit + 1))

    assert response.status_code == 413
    assert response.json()["limit"] == limit
    assert client.post("/v1/extract/batch", json=[ARTICLES[0]] * limit).status_code == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"{}", "invalid-document"), (b"[", "malformed-json"), (b"[" * 100_000, "malformed-json")],
)
def test_batch_that_is_no_array(client: httpx.Client, body: bytes, code: str) -> None:
    response = client.post("/v1/extract/batch", content=body, headers={"Content-Type": "application/json"})

    assert response.status_code == 400
    assert response.json()["type"] == f"/problems/{code}"


@pytest.mark.parametrize("path", ["/v1/extract/batch", "/v1/extract/stream"])
def test_other_media_types_are_refused(client: httpx.Client, path: str) -> None:
    assert client.post(path, content=b"x", headers={"Content-Type": "text/plain"}).status_code == 415


def test_stream_gives_the_librarys_reports_in_order(client: httpx.Client) -> None:
    response = client.post("/v1/extract/stream", content=lines(*ARTICLES), headers=NDJSON)

    assert response.headers["content-type"] == "application/x-ndjson"
    assert response.content == b"".join(expected(article) + b"\n" for article in ARTICLES)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_stream_does_not_care_how_the_body_is_cut(client: httpx.Client, size: int) -> None:
    """Lines are lines, wherever the pieces end; the last needs no line break; blank ones are passed over."""
    body = b"\r\n\n" + lines(ARTICLES[0], ARTICLES[2]) + lines(ARTICLES[3]).rstrip()

    def pieces() -> Iterator[bytes]:
        yield from (body[start : start + size] for start in range(0, len(body), size))

    response = client.post("/v1/extract/stream", content=pieces(), headers=NDJSON)

    assert response.content == b"".join(expected(ARTICLES[n]) + b"\n" for n in (0, 2, 3))


def test_wrong_line_of_a_stream_harms_no_other(client: httpx.Client) -> None:
    body = lines(ARTICLES[0]) + b'{"text"\n' + lines({"text": "", "id": "e"}, ARTICLES[2])
    response = client.post("/v1/extract/stream", content=body, headers=NDJSON)
    rows = [orjson.loads(row) for row in response.iter_lines()]

    assert rows[0] == orjson.loads(expected(ARTICLES[0]))
    assert (rows[1]["number"], rows[1]["error"]["type"]) == (2, "/problems/malformed-json")
    assert (rows[2]["number"], rows[2]["id"], rows[2]["error"]["type"]) == (3, "e", "/problems/empty-body")
    assert rows[3] == orjson.loads(expected(ARTICLES[2]))


def test_line_that_is_too_long_ends_the_stream(client: httpx.Client) -> None:
    """What came before it is answered; the last row says why there is no more."""
    body = lines(ARTICLES[0]) + b'{"text":"' + b"x" * (MAX_BODY_BYTES + 200_000)
    response = client.post("/v1/extract/stream", content=body, headers=NDJSON)
    first, last = response.iter_lines()

    assert first.encode() == expected(ARTICLES[0])
    assert orjson.loads(last)["error"]["type"] == "/problems/too-large"


def test_options_hold_for_every_row(client: httpx.Client) -> None:
    params = {"include": "quantities", "offsets": "utf16"}
    article = {"text": "𠀀增长5%"}
    wanted = ENCODER.encode(dushu.extract(article["text"], include={"quantities"}, offsets="utf16"))

    streamed = client.post("/v1/extract/stream", content=lines(article), headers=NDJSON, params=params)
    batched = client.post("/v1/extract/batch", json=[article], params=params)
    assert streamed.content == wanted + b"\n"
    assert batched.content == b"[" + wanted + b"]"


def test_first_answer_comes_before_the_input_ends(server: Server) -> None:
    """A pipeline may wait for each answer before it sends the next line."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(
            b"POST /v1/extract/stream HTTP/1.1\r\nHost: test\r\nContent-Type: application/x-ndjson\r\n"
            b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        )
        received = b""
        for article in (ARTICLES[0], ARTICLES[2]):
            line = lines(article)
            connection.sendall(b"%x\r\n%b\r\n" % (len(line), line))
            while expected(article) not in received:
                piece = connection.recv(65536)
                assert piece, received
                received += piece
        connection.sendall(b"0\r\n\r\n")
        while piece := connection.recv(65536):
            received += piece
    assert received.endswith(b"0\r\n\r\n")


def test_stream_needs_no_memory_for_its_length(server: Server, client: httpx.Client) -> None:
    """32 MB through one request leave the worker about as large as it was."""
    line = lines({"text": "2024年,全市刑事警情数下降16.35%。" * 400})

    def run(count: int) -> int:
        """Send so many lines and read the rows meanwhile; how many there were."""
        host, port = server.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=60) as connection:

            def send() -> None:
                connection.sendall(
                    b"POST /v1/extract/stream HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
                    b"Content-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n"
                    % (len(line) * count)
                )
                for _ in range(count):
                    connection.sendall(line)

            with ThreadPoolExecutor(1) as pool:
                sent = pool.submit(send)
                rows = 0
                while piece := connection.recv(1 << 20):
                    rows += piece.count(b'"text_sha256"')
                sent.result()
        return rows

    run(20)
    before = resident_bytes(client)
    count = 32_000_000 // len(line)
    assert run(count) == count
    assert resident_bytes(client) - before < 16_000_000


def test_client_that_does_not_read_is_given_up(start_server: Callable[..., Server]) -> None:
    """Its rows do not pile up in memory: first its lines are not read any more, then its request is ended."""
    server = start_server(drain_seconds=0, body_seconds=0.5)
    line = lines({"text": "增长5%。" * 2000})
    host, port = server.url.removeprefix("http://").split(":")
    with (
        socket.create_connection((host, int(port)), timeout=1) as connection,
        httpx.Client(base_url=server.url, trust_env=False) as client,
    ):
        connection.sendall(
            b"POST /v1/extract/stream HTTP/1.1\r\nHost: test\r\nContent-Type: application/x-ndjson\r\n"
            b"Content-Length: 10000000000\r\n\r\n"
        )
        with contextlib.suppress(TimeoutError):
            while True:
                connection.sendall(line)
        while "dushu_requests_in_flight 1.0" not in client.get("/metrics").text:  # but this one
            time.sleep(0.05)
        assert resident_bytes(client) < 300_000_000
