"""What to do with a body when the answer is there before it."""
import asyncio

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, ReceiveMessage, Scope, Send

from .deadlines import until

# A body up to this size is on its way already: it is read and dropped, and the connection lives on.
_DROPPED_BYTES = 64 * 1024
_PATIENCE_SECONDS = 1.0

CLOSE = (b"connection", b"close")


async def drop_body(scope: Scope, receive: Receive) -> bool:
    """Read what there is of a body that nobody wants. Whether all of it was: else the connection must be closed."""
    length = _declared_length(scope)
    if length is None or length > _DROPPED_BYTES:
        return False
    if length:
        try:
            async with until(asyncio.get_running_loop().time() + _PATIENCE_SECONDS):
                while (await receive()).get("more_body"):
                    pass
        except TimeoutError:
            return False
    return True


class Unread:
    """Keeps a client from losing its next request to a refusal.

    A server closes a connection on which part of a body is left unread. A client that has not been told sends
    its next request into the closed connection. So a refusal waits for a small body, and says
    `Connection: close` where the body is large or does not come.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        unread = True

        async def receive_and_note() -> ReceiveMessage:
            nonlocal unread
            message = await receive()
            unread = bool(message.get("more_body"))
            return message

        async def send_when_read(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 400 and unread and (
                not await drop_body(scope, receive)
            ):
                message["headers"] = [*message["headers"], CLOSE]
            await send(message)

        await self.app(scope, receive_and_note, send_when_read)


def _declared_length(scope: Scope) -> int | None:
    """How long the body is; None if it does not say."""
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        return None
    declared = headers.get(b"content-length", b"0")
    return int(declared) if declared.isdigit() else None
