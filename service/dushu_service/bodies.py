"""Request bodies: reading them within bounds, and what each media type makes of one."""
from typing import Any

import msgspec
from litestar import Request
from msgspec import Struct

from .problems import Problem

TEXT, HTML, XHTML, JSON = "text/plain", "text/html", "application/xhtml+xml", "application/json"
ACCEPTED = (TEXT, HTML, XHTML, JSON)

_BOM = b"\xef\xbb\xbf"


class Article(Struct, forbid_unknown_fields=True):
    """A report to read, as JSON."""

    text: str
    published_at: str | None = None
    """When it was published, ISO 8601: what relative times (去年) go by if the text names no date."""
    id: str | None = None
    """The caller's own id, echoed in the report."""


class Source(Struct):
    """A report to read, as the library takes it."""

    content: str | bytes
    size: int
    content_type: str = TEXT
    charset: str | None = None
    published_at: str | None = None
    id: str | None = None


_article = msgspec.json.Decoder(Article)


async def read(request: Request[Any, Any, Any], limit: int) -> bytes:
    """The whole body, or the problem that it is too large: told at once when its length is declared."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise too_large(limit)
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise Problem("bad-request", "The connection was closed before the whole body had arrived.")
        chunk: bytes = message["body"]  # type: ignore[typeddict-item]
        size += len(chunk)
        if size > limit:
            raise too_large(limit)
        chunks.append(chunk)
        if not message.get("more_body"):
            return b"".join(chunks) if len(chunks) > 1 else chunk


def too_large(limit: int) -> Problem:
    """The problem of a body beyond `limit` bytes."""
    return Problem("too-large", f"The body is larger than {limit} bytes.", limit=limit)


def interpret(body: bytes, media_type: str, parameters: dict[str, str]) -> Source:
    """The report that a body of this media type holds."""
    if media_type == JSON:
        article = decode_article(body)
        if not article.text:
            raise Problem("empty-body", "`text` is empty.")
        return Source(article.text, len(body), published_at=article.published_at, id=article.id)
    if media_type not in ACCEPTED:
        shown = f"{media_type[:80]!r} is not read here." if media_type else "There is no Content-Type."
        raise Problem("unsupported-media-type", shown, accepted=ACCEPTED)
    if not body:
        raise Problem("empty-body", "The body is empty.")
    return Source(
        body, len(body), content_type=TEXT if media_type == TEXT else HTML, charset=parameters.get("charset")
    )


def decode_article(body: bytes) -> Article:
    """An Article from JSON. A byte order mark is passed over, as RFC 8259 allows."""
    if not body:
        raise Problem("empty-body", "The body is empty.")
    try:
        return _article.decode(body.removeprefix(_BOM))
    except msgspec.ValidationError as error:
        raise Problem("invalid-document", f"{error}.") from None
    except msgspec.DecodeError as error:
        raise Problem("malformed-json", f"{error}.") from None
    except UnicodeDecodeError as error:
        detail = f"A string is not UTF-8: {error.reason}."
        raise Problem("malformed-json", detail, offset=_position(body)) from None
    except RecursionError:
        raise Problem("malformed-json", "The JSON is nested too deeply.") from None


def _position(body: bytes) -> int | None:
    """Where the body stops being UTF-8: msgspec counts from the start of the string that is wrong."""
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None
