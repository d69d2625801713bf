"""The leanest answer that Litestar takes from a handler."""
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]


class Answer(ASGIResponse):
    """Headers and a body, all encoded. The work of ASGIResponse's constructor would show on every request."""

    __slots__ = ("_headers",)

    def __init__(self, status: int, headers: Headers, body: bytes) -> None:
        self.status_code = status
        self._headers = headers
        self.body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self._headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})
