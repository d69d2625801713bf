"""Everything that the service refuses, as RFC 9457 problem details.

One table says which problems there are. Their codes are stable: clients may branch on `type`, which is the
address of a page that explains the problem. `detail` is for people and may change.
"""
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import Receive, Scope, Send
from msgspec import Struct

from .answer import Answer

log = structlog.get_logger("dushu_service")

MEDIA_TYPE = "application/problem+json"


class ProblemType(Struct, frozen=True):
    """One kind of problem: `code` ends its type URI, `explanation` says what a client can do about it."""

    code: str
    status: int
    title: str
    explanation: str


PROBLEM_TYPES: Mapping[str, ProblemType] = {
    problem.code: problem
    for problem in (
        ProblemType(
            "empty-body", 400, "There is no text to read",
            "The body, or its `text`, is empty. Send the report as text/plain, text/html or JSON.",
        ),
        ProblemType(
            "undecodable-text", 400, "The bytes are not text in their charset",
            "`charset` is how the bytes were read, `offset` is the first byte that does not fit. Declare the "
            "true charset in Content-Type, or leave the charset out to have it found.",
        ),
        ProblemType(
            "malformed-json", 400, "The body is not well-formed JSON",
            "`detail` says where. JSON is UTF-8, without lone surrogates, and not nested beyond reason.",
        ),
        ProblemType(
            "invalid-document", 400, "The JSON is not the document that is expected here",
            "`detail` says which member is wrong. The members are those of the schema Article in /schema.",
        ),
        ProblemType(
            "invalid-parameter", 400, "A query parameter is unknown or has a value that is not allowed",
            "`parameter` is its name, `allowed` lists what would have been accepted.",
        ),
        ProblemType(
            "invalid-date", 400, "The date of publication is not a date",
            "`published_at` is an ISO 8601 date, with or without a time.",
        ),
        ProblemType(
            "bad-request", 400, "The request cannot be understood",
            "`detail` says what is wrong with it.",
        ),
        ProblemType(
            "malformed-encoding", 400, "The body is not what its Content-Encoding says",
            "One gzip member or one zstd frame holds the whole body, and nothing follows it.",
        ),
        ProblemType(
            "unauthorized", 401, "A key is needed",
            "Send `Authorization: Bearer KEY`, or `X-API-Key: KEY`, with a key that the operator gave you.",
        ),
        ProblemType(
            "not-found", 404, "There is nothing at this address",
            "All addresses are listed in /schema.",
        ),
        ProblemType(
            "method-not-allowed", 405, "The method is not allowed at this address",
            "The header Allow lists the methods that are.",
        ),
        ProblemType(
            "not-acceptable", 406, "The answer cannot be given in the form that is asked for",
            "`available` lists the media types that Accept may name.",
        ),
        ProblemType(
            "too-slow", 408, "The body arrives too slowly",
            "GET /v1/limits tells the least rate and the longest time. Send the request again.",
        ),
        ProblemType(
            "too-many", 413, "There are too many reports in the batch",
            "`limit` is the largest number. Send several batches, or use /v1/extract/stream.",
        ),
        ProblemType(
            "too-large", 413, "The body is too large",
            "`limit` is the largest body in bytes; GET /v1/limits tells it beforehand. Split the text.",
        ),
        ProblemType(
            "unknown-charset", 415, "The charset is not known",
            "`charset` is the label as it was sent. UTF-8, UTF-16, GB2312, GBK, GB18030 and Big5 are read.",
        ),
        ProblemType(
            "unsupported-media-type", 415, "The media type of the body is not supported",
            "`accepted` lists the media types that are.",
        ),
        ProblemType(
            "unsupported-encoding", 415, "The Content-Encoding is not supported",
            "`accepted` lists the codings that are. Only one may be applied.",
        ),
        ProblemType(
            "unknown-host", 421, "The service does not answer to this host",
            "The operator has listed the hosts that are allowed.",
        ),
        ProblemType(
            "overloaded", 503, "The service is busy",
            "Nothing was done. Send the request again after the time in Retry-After.",
        ),
        ProblemType(
            "internal-error", 500, "The service failed",
            "This is a fault of the service. Quote `request_id` when you report it.",
        ),
    )
}

_BY_STATUS = {404: "not-found", 405: "method-not-allowed", 413: "too-large"}


class Problem(Exception):
    """Raised to answer with a problem. `members` are its extra members, such as `offset`."""

    def __init__(
        self, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **members: object
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.type = PROBLEM_TYPES[code]
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = members

    def document(self, path: str, request_id: str) -> dict[str, object]:
        """The problem as JSON members, for the request `request_id` to `path`."""
        return {
            "type": f"/problems/{self.type.code}",
            "title": self.type.title,
            "status": self.type.status,
            "detail": self.detail,
            "instance": f"{path}#{request_id}",
            "request_id": request_id,
            **self.members,
        }


def from_exception(error: Exception) -> Problem:
    """The problem that stands for any exception: `internal-error`, which tells nothing, if not foreseen."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException) and error.status_code < 500:
        kind = PROBLEM_TYPES[_BY_STATUS.get(error.status_code, "bad-request")]
        says_nothing = error.detail == HTTPStatus(error.status_code).phrase
        return Problem(kind.code, kind.explanation if says_nothing else error.detail, headers=error.headers)
    return Problem("internal-error", "The request could not be completed.")


def described(error: Exception, scope: Scope) -> dict[str, object]:
    """The members of the problem that an exception is. One that nobody foresaw goes into the log, too."""
    return _described(_noted(error, scope), scope)


def respond(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Litestar's exception handler for everything."""
    problem = _noted(error, request.scope)
    return Response(
        msgspec.json.encode(_described(problem, request.scope)),
        status_code=problem.type.status,
        media_type=MEDIA_TYPE,
        headers=problem.headers,
    )


async def send(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a problem from a middleware."""
    body = msgspec.json.encode(_described(problem, scope))
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", b"%d" % len(body)),
        *((name.encode("latin-1"), value.encode("latin-1")) for name, value in problem.headers.items()),
    ]
    await Answer(problem.type.status, headers, body)(scope, receive, send)


def _noted(error: Exception, scope: Scope) -> Problem:
    problem = from_exception(error)
    if problem.type.code == "internal-error":
        log.error("unhandled exception", request_id=scope["state"]["request_id"], exc_info=error)
    return problem


def _described(problem: Problem, scope: Scope) -> dict[str, object]:
    return problem.document(scope["path"], scope["state"]["request_id"])
