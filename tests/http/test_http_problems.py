"""What is refused, and how it is said: RFC 9457, stable types, never a 500."""
import asyncio
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import orjson
import pytest
from dushu import Extractor
from dushu_service.app import create_app
from dushu_service.problems import PROBLEM_TYPES
from dushu_service.settings import Settings
from service_process import MAX_BODY_BYTES

PLAIN, JSON = "text/plain", "application/json"


class Refused(NamedTuple):
    """A request that is refused: what it sends, and what must come back."""

    code: str
    content_type: str | None
    body: bytes
    members: dict[str, Any] = {}  # noqa: RUF012 - never changed
    query: str = ""


REFUSED = {
    "empty text": Refused("empty-body", PLAIN, b""),
    "empty JSON": Refused("empty-body", JSON, b""),
    "empty member": Refused("empty-body", JSON, b'{"text":""}'),
    "not UTF-8": Refused(
        "undecodable-text", "text/plain; charset=utf-8", "增长".encode() + b"\xff",
        {"charset": "utf-8", "offset": 6},
    ),
    "not GB18030": Refused(
        "undecodable-text", "text/plain; charset=gbk", b"ab\xff\xff", {"charset": "gb18030", "offset": 2}
    ),
    "unknown charset": Refused(
        "unknown-charset", "text/plain; charset=klingon", b"x", {"charset": "klingon"}
    ),
    "codec that is no charset": Refused("unknown-charset", "text/plain; charset=rot13", b"x"),
    "charset of 100 KB": Refused("unknown-charset", f"text/plain; charset={'x' * 100_000}", b"x"),
    "form": Refused("unsupported-media-type", "application/x-www-form-urlencoded", b"x"),
    "no content type": Refused("unsupported-media-type", None, b"x"),
    "media type that is none": Refused("unsupported-media-type", ";;;", b"x"),
    "not JSON": Refused("malformed-json", JSON, b'{"text": "a" "b"}'),
    "truncated JSON": Refused("malformed-json", JSON, b'{"text": "a'),
    "more after the JSON": Refused("malformed-json", JSON, b'{"text":"a"} x'),
    "JSON in UTF-16": Refused("malformed-json", JSON, '{"text":"a"}'.encode("utf-16")),
    "JSON with invalid UTF-8": Refused("malformed-json", JSON, b'{"text":"ab\xff"}', {"offset": 11}),
    "JSON with a lone surrogate": Refused("malformed-json", JSON, b'{"text":"\\ud800"}'),
    "JSON with an encoded surrogate": Refused(
        "malformed-json", JSON, b'{"text":"\xed\xa0\x80"}', {"offset": 9}
    ),
    "deep array": Refused("invalid-document", JSON, b"[" * 100_000),
    "deep member": Refused("invalid-document", JSON, b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "deep unknown member": Refused(
        "invalid-document", JSON, b'{"x":' + b'{"x":' * 100_000 + b"1" + b"}" * 100_000 + b"}"
    ),
    "JSON that is no object": Refused("invalid-document", JSON, b"[]"),
    "text of another type": Refused("invalid-document", JSON, b'{"text":1}'),
    "no text": Refused("invalid-document", JSON, b"{}"),
    "unknown member": Refused("invalid-document", JSON, b'{"text":"a","date":"2025-01-25"}'),
    "date that is none": Refused(
        "invalid-date", JSON, '{"text":"增长5%","published_at":"昨天"}'.encode(),
        {"parameter": "published_at"},
    ),
    "unknown include": Refused(
        "invalid-parameter", PLAIN, b"x", {"parameter": "include", "allowed": ["quantities"]}, "include=all"
    ),
    "empty include": Refused("invalid-parameter", PLAIN, b"x", {"parameter": "include"}, "include="),
    "unknown offsets": Refused(
        "invalid-parameter", PLAIN, b"x",
        {"parameter": "offsets", "allowed": ["codepoint", "utf16", "utf8"]}, "offsets=bytes",
    ),
    "unknown parameter": Refused(
        "invalid-parameter", PLAIN, b"x", {"parameter": "inclde"}, "inclde=quantities"
    ),
    "query of 40 KB": Refused("bad-request", PLAIN, b"x", {}, "&".join(["include=quantities"] * 2000)),
    "query that is not UTF-8": Refused("bad-request", PLAIN, b"x", {}, "id=%FF"),
}


def assert_problem(response: httpx.Response, code: str) -> dict[str, Any]:
    """The response is this problem, in full and in the right form. Returns its members."""
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = orjson.loads(response.content)
    kind = PROBLEM_TYPES[code]
    assert problem["type"] == f"/problems/{code}"
    assert problem["status"] == response.status_code == kind.status
    assert problem["title"] == kind.title
    assert problem["detail"]
    assert problem["request_id"] == response.headers["x-request-id"]
    return problem


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_refused(client: httpx.Client, case: Refused) -> None:
    """Each gives its documented problem, and the next request is answered."""
    headers = {} if case.content_type is None else {"Content-Type": case.content_type}
    url = "/v1/extract" + (f"?{case.query}" if case.query else "")
    problem = assert_problem(client.post(url, content=case.body, headers=headers), case.code)

    assert case.members.items() <= problem.items()
    assert client.post("/v1/extract", content="增长5%", headers={"Content-Type": PLAIN}).status_code == 200


def test_unsupported_media_type_tells_what_is_supported(client: httpx.Client) -> None:
    response = client.post("/v1/extract", content=b"x", headers={"Content-Type": "application/pdf"})

    accepted = assert_problem(response, "unsupported-media-type")["accepted"]
    assert {"text/plain", "text/html", "application/json"} <= set(accepted)


@pytest.mark.parametrize("declared", [True, False], ids=["declared length", "chunked"])
def test_too_large(client: httpx.Client, declared: bool) -> None:
    """A body beyond the limit is refused with the limit, whether its length was declared or not."""
    body = b"x" * (MAX_BODY_BYTES + 1)

    def chunks() -> Iterator[bytes]:
        yield from (body[start : start + 65536] for start in range(0, len(body), 65536))

    content = body if declared else chunks()
    response = client.post("/v1/extract", content=content, headers={"Content-Type": PLAIN})

    assert assert_problem(response, "too-large")["limit"] == MAX_BODY_BYTES


def test_largest_body_is_read(client: httpx.Client) -> None:
    body = b"x" * MAX_BODY_BYTES

    assert client.post("/v1/extract", content=body, headers={"Content-Type": PLAIN}).status_code == 200


def test_limits_tell_the_largest_body(client: httpx.Client) -> None:
    assert client.get("/v1/limits").json()["max_body_bytes"] == MAX_BODY_BYTES


@pytest.mark.parametrize("path", ["/nothing", "/v1/extract/nothing", "/problems/nothing", "/%00", "/%FF"])
def test_unknown_address(client: httpx.Client, path: str) -> None:
    assert_problem(client.get(path), "not-found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"), [("GET", "/v1/extract", "POST"), ("POST", "/livez", "GET")]
)
def test_method_not_allowed(client: httpx.Client, method: str, path: str, allowed: str) -> None:
    response = client.request(method, path)

    assert_problem(response, "method-not-allowed")
    assert allowed in response.headers["allow"].split(", ")


def test_every_problem_type_explains_itself(client: httpx.Client) -> None:
    """The `type` of a problem is an address that can be followed."""
    for code, kind in PROBLEM_TYPES.items():
        explained = client.get(f"/problems/{code}").json()
        assert explained["code"] == code
        assert explained["status"] == kind.status
        assert explained["explanation"]


def test_fault_of_the_service_tells_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that nobody foresaw is a problem too, and its words stay in the log."""

    def fail(*_: object, **__: object) -> None:
        raise KeyError("secret")

    transport = httpx.ASGITransport(create_app(Settings()))
    monkeypatch.setattr(Extractor, "extract", fail)

    async def post() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post("/v1/extract", content="增长5%", headers={"Content-Type": PLAIN})

    response = asyncio.run(post())

    assert_problem(response, "internal-error")
    assert "secret" not in response.text
