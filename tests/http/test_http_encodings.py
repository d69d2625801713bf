"""Compressed bodies, bounded whatever they claim, and compressed answers."""
import contextlib
import gzip
import zlib

import dushu
import httpx
import msgspec
import pytest
from dushu_service.content_coding import PIECE_BYTES, Inflater, deflate, preferred
from dushu_service.problems import Problem
from hypothesis import given
from hypothesis import strategies as st
from service_process import MAX_BODY_BYTES

try:
    from compression import zstd
except ImportError:
    from backports import zstd

TEXT = "2024年,全市刑事警情数下降16.35%。".encode() * 2000
DECOMPRESSORS = {"gzip": gzip.decompress, "zstd": zstd.decompress}
COMPRESSORS = {"gzip": gzip.compress, "zstd": zstd.compress}
ENCODER = msgspec.json.Encoder(decimal_format="number")


def post(client: httpx.Client, body: bytes, coding: str, **headers: str) -> httpx.Response:
    """Send a body in a content coding."""
    sent = {"Content-Type": "text/plain", "Content-Encoding": coding, **headers}
    return client.post("/v1/extract", content=body, headers=sent)


@pytest.mark.parametrize("coding", COMPRESSORS)
def test_compressed_body_gives_the_same_report(client: httpx.Client, coding: str) -> None:
    assert post(client, COMPRESSORS[coding](TEXT), coding).content == ENCODER.encode(dushu.extract(TEXT))


@pytest.mark.parametrize("coding", COMPRESSORS)
def test_bomb_is_refused_at_the_limit(client: httpx.Client, coding: str) -> None:
    """A gigabyte that came as a few kilobytes."""
    bomb = COMPRESSORS[coding](bytes(1 << 30)) if coding == "zstd" else gzip_of_zeros(1 << 30)
    assert len(bomb) < MAX_BODY_BYTES

    response = post(client, bomb, coding)

    assert response.status_code == 413
    assert response.json()["limit"] == MAX_BODY_BYTES


def gzip_of_zeros(size: int) -> bytes:
    """As gzip.compress(bytes(size)), without the bytes."""
    compressor = zlib.compressobj(9, wbits=31)
    piece = bytes(1 << 20)
    return b"".join(compressor.compress(piece) for _ in range(size >> 20)) + compressor.flush()


@pytest.mark.parametrize("coding", COMPRESSORS)
@pytest.mark.parametrize(
    "damage",
    [
        lambda body: b"",
        lambda body: body[:-1],
        lambda body: body[: len(body) // 2],
        lambda body: body + b"x",
        lambda body: body + body,
        lambda body: b"\x00" + body,
        lambda body: TEXT,
    ],
    ids=["nothing", "last byte gone", "half", "byte after", "twice", "byte before", "not compressed"],
)
def test_damaged_body_is_refused(client: httpx.Client, coding: str, damage) -> None:
    response = post(client, damage(COMPRESSORS[coding](TEXT)), coding)

    assert response.status_code == 400
    assert response.json()["type"] == "/problems/malformed-encoding"


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "zstd, gzip", "klingon"])
def test_other_and_layered_codings_are_refused(client: httpx.Client, coding: str) -> None:
    """And told which are accepted, RFC 7694."""
    response = post(client, b"x", coding)

    assert response.status_code == 415
    assert response.headers["accept-encoding"] == "gzip, zstd"


def test_compressed_stream(client: httpx.Client) -> None:
    line = '{"text":"增长5%"}\n'.encode()
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
    response = client.post("/v1/extract/stream", content=gzip.compress(line * 50), headers=headers)

    assert response.content == (ENCODER.encode(dushu.extract("增长5%")) + b"\n") * 50


@pytest.mark.parametrize("accepted", ["gzip", "zstd", "br, gzip;q=0.5"])
def test_large_answer_is_compressed_for_who_accepts_it(client: httpx.Client, accepted: str) -> None:
    answer = post(client, TEXT, "identity", **{"Accept-Encoding": accepted})
    plain = post(client, TEXT, "identity", **{"Accept-Encoding": "identity"})

    assert "content-encoding" not in plain.headers
    assert "accept-encoding" in answer.headers["vary"]
    if len(plain.content) >= 1024:
        assert answer.headers["content-encoding"] in accepted
    assert decoded(answer) == plain.content


def decoded(response: httpx.Response) -> bytes:
    """The content; httpx itself may not know zstd."""
    coding = response.headers.get("content-encoding")
    if coding == "zstd" and response.content.startswith(b"\x28\xb5\x2f\xfd"):
        return zstd.decompress(response.content)
    return response.content


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", None), ("identity", None), ("br", None), ("gzip", "gzip"), ("GZIP", "gzip"), ("gzip;q=0", None),
        ("gzip, zstd", "zstd"), ("gzip;q=1, zstd;q=0.5", "gzip"), ("gzip;q=x", None), (";;,,", None),
    ],
)
def test_coding_of_the_answer(header: str, coding: str | None) -> None:
    assert preferred(header) == coding


@given(st.binary(max_size=5000), st.integers(1, 300), st.integers(1, 40), st.sampled_from(["gzip", "zstd"]))
def test_inflating_undoes_deflating(content: bytes, size: int, repeat: int, coding: str) -> None:
    """However the compressed body is cut; and no piece is larger than promised."""
    content *= repeat
    body = deflate(content, coding)
    inflater = Inflater(coding)
    pieces = [
        piece for start in range(0, len(body), size) for piece in inflater.inflate(body[start : start + size])
    ]
    inflater.finish()

    assert b"".join(pieces) == content
    assert all(0 < len(piece) <= PIECE_BYTES for piece in pieces)


@given(st.binary(max_size=400), st.sampled_from(["gzip", "zstd"]), st.booleans())
def test_garbage_is_a_problem_and_nothing_else(garbage: bytes, coding: str, after_start: bool) -> None:
    body = (deflate(b"abc" * 100, coding)[:12] if after_start else b"") + garbage
    inflater = Inflater(coding)
    with contextlib.suppress(Problem):
        inflated = b"".join(inflater.inflate(body))
        inflater.finish()
        assert inflated == DECOMPRESSORS[coding](body)
