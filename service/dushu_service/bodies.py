"""Request bodies: reading them within bounds, and what each media type makes of one."""
import asyncio
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Request
from msgspec import Meta, Struct

from .admission import overloaded
from .content_coding import Inflater
from .deadlines import until
from .headers import header
from .problems import Problem
from .settings import Settings

TEXT, HTML, XHTML, JSON = "text/plain", "text/html", "application/xhtml+xml", "application/json"
NDJSON, JSONL = "application/x-ndjson", "application/jsonl"
ACCEPTED = (TEXT, HTML, XHTML, JSON)

_BOM = b"\xef\xbb\xbf"

T = TypeVar("T")

AnyRequest = Request[Any, Any, Any]


DATE: dict[str, Any] = {"anyOf": [{"format": "date"}, {"format": "date-time"}]}
"""What is said of a date in descriptions. The library checks it, and takes more of ISO 8601."""


class Article(Struct, forbid_unknown_fields=True):
    """A report to read, as JSON."""

    text: Annotated[str, Meta(extra_json_schema={"minLength": 1})]
    published_at: Annotated[str, Meta(extra_json_schema=DATE)] | None = None
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
_articles = msgspec.json.Decoder(list[msgspec.Raw])


class Buffer:
    """What all bodies of this worker hold together."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.used = 0

    def hold(self) -> "Held":
        """Room for one body; given back at the end of the `with` block."""
        return Held(self)


class Held:
    """Reads one body, and keeps account of its bytes as long as they are needed."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer
        self._bytes = 0

    def __enter__(self) -> "Held":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._buffer.used -= self._bytes

    async def read(self, request: AnyRequest) -> bytes:
        """The whole body, inflated. It is refused when it is too large, too slow, or one too many."""
        settings = self._buffer.settings
        limit = settings.max_body_bytes
        declared = header(request.scope, b"content-length")
        if declared.isdecimal():
            if int(declared) > limit:
                raise too_large(limit)
            if self._buffer.used + int(declared) > settings.max_buffered_bytes:
                raise overloaded()
        pieces: list[bytes] = []
        async for piece in pieces_of(request, _Deadline(settings)):
            self._bytes += len(piece)
            self._buffer.used += len(piece)
            if self._bytes > limit:
                raise too_large(limit)
            if self._buffer.used > settings.max_buffered_bytes:
                raise overloaded()
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


class _Deadline:
    """When the next part of a body must be there: soon enough in all, and at no less than the least rate."""

    def __init__(self, settings: Settings) -> None:
        now = asyncio.get_running_loop().time()
        self._last = now + settings.body_seconds
        self._first = now + settings.upload_grace_seconds
        self._rate = settings.min_upload_bytes_per_second

    def after(self, received: int) -> float:
        return min(self._last, self._first + received / self._rate)


class Pauses:
    """When the next part of a stream must be there: it may last for ever, but not stand still."""

    def __init__(self, settings: Settings) -> None:
        self._pause = settings.upload_grace_seconds

    def after(self, received: int) -> float:
        """The time until which one more part is waited for."""
        return asyncio.get_running_loop().time() + self._pause


async def pieces_of(request: AnyRequest, deadline: _Deadline | Pauses) -> AsyncIterator[bytes]:
    """A body as it arrives, inflated if it is compressed."""
    coding = header(request.scope, b"content-encoding") or "identity"
    inflater = None if coding.lower() == "identity" else Inflater(coding)
    received = 0
    more = True
    while more:
        try:
            async with until(deadline.after(received)):
                message = await request.receive()
        except TimeoutError:
            raise Problem("too-slow", "The body did not arrive in time.") from None
        if message["type"] == "http.disconnect":
            raise Problem("bad-request", "The connection was closed before the whole body had arrived.")
        chunk: bytes = message["body"]  # type: ignore[typeddict-item]
        more = bool(message.get("more_body"))
        received += len(chunk)
        if inflater is None:
            if chunk:
                yield chunk
        else:
            for piece in inflater.inflate(chunk):
                yield piece
    if inflater is not None:
        inflater.finish()


def too_large(limit: int) -> Problem:
    """The problem of a body beyond `limit` bytes."""
    return Problem("too-large", f"The body is larger than {limit} bytes.", limit=limit)


def interpret(body: bytes, media_type: str, parameters: dict[str, str]) -> Source:
    """The report that a body of this media type holds."""
    if media_type == JSON:
        return source_of(decode_article(body), len(body))
    if media_type not in ACCEPTED:
        raise unsupported(media_type, *ACCEPTED)
    if not body:
        raise Problem("empty-body", "The body is empty.")
    return Source(
        body, len(body), content_type=TEXT if media_type == TEXT else HTML, charset=parameters.get("charset")
    )


def unsupported(media_type: str, *accepted: str) -> Problem:
    """The problem of a body of this media type where others are accepted."""
    shown = f"{media_type[:80]!r} is not read here." if media_type else "There is no Content-Type."
    return Problem("unsupported-media-type", shown, accepted=accepted)


def source_of(article: Article, size: int) -> Source:
    """An article as the library takes it."""
    if not article.text:
        raise Problem("empty-body", "`text` is empty.")
    return Source(article.text, size, published_at=article.published_at, id=article.id)


def decode_article(body: bytes) -> Article:
    """An Article from JSON. A byte order mark is passed over, as RFC 8259 allows."""
    return _decode(_article, body)


def decode_batch(body: bytes, limit: int) -> list[msgspec.Raw]:
    """The members of a JSON array, each still JSON: one that is wrong leaves the others be."""
    members = _decode(_articles, body)
    if len(members) > limit:
        detail = f"The batch has {len(members)} reports; {limit} are allowed."
        raise Problem("too-many", detail, limit=limit)
    return members


def _decode(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    if not body:
        raise Problem("empty-body", "The body is empty.")
    try:
        return decoder.decode(body.removeprefix(_BOM))
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
