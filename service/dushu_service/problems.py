"""Everything that the service refuses, as RFC 9457 problem details.

One table (problem_types.py) says which problems there are. Their codes are stable: clients may branch on
`type`, which is the address of a page that explains the problem. `detail` is for people and may change.
"""
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import Receive, Scope, Send

from .answer import Answer, Headers
from .problem_types import PROBLEM_TYPES, Problem, ProblemType

__all__ = ["MEDIA_TYPE", "PROBLEM_TYPES", "Problem", "ProblemType", "described", "from_exception", "respond", "send"]

log = structlog.get_logger("dushu_service")

MEDIA_TYPE = "application/problem+json"
_CONTENT_TYPE = MEDIA_TYPE.encode()


_BY_STATUS = {404: "not-found", 405: "method-not-allowed", 413: "too-large"}


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


async def send(
    problem: Problem, scope: Scope, receive: Receive, send: Send, headers: Sequence[tuple[bytes, bytes]] = ()
) -> None:
    """Answer with a problem from a middleware. `headers` go beside the problem's own."""
    body = msgspec.json.encode(_described(problem, scope))
    sent: Headers = [(b"content-type", _CONTENT_TYPE), (b"content-length", b"%d" % len(body)), *headers]
    for name, value in problem.headers.items():
        sent.append((name.encode("latin-1"), value.encode("latin-1")))
    await Answer(problem.type.status, sent, body)(scope, receive, send)


def _noted(error: Exception, scope: Scope) -> Problem:
    problem = from_exception(error)
    if problem.type.code == "internal-error":
        log.error("unhandled exception", request_id=scope["state"]["request_id"], exc_info=error)
    return problem


def _described(problem: Problem, scope: Scope) -> dict[str, object]:
    return problem.document(scope["path"], scope["state"]["request_id"])
