"""NDJSON in, NDJSON out: reports of any number in one request, in order, in flat memory."""
import asyncio
from collections.abc import AsyncIterator, Callable

import structlog
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

from .bodies import NDJSON, too_large

log = structlog.get_logger("dushu_service")


async def lines_of(pieces: AsyncIterator[bytes], limit: int) -> AsyncIterator[bytes]:
    """The lines of a body as they become whole; what is left at the end is a line too."""
    held: list[bytes] = []
    size = 0
    async for piece in pieces:
        first, *rest = piece.split(b"\n")
        held.append(first)
        size += len(first)
        for part in rest:
            yield b"".join(held)
            held = [part]
            size = len(part)
        if size > limit:
            raise too_large(limit)
    if size:
        yield b"".join(held)


class RowStream(ASGIResponse):
    """Sends rows as they are made, while the request is still being read.

    A response class of our own, since Litestar's Stream listens for the client's disconnect by calling
    `receive`, and so takes away parts of a body that is still arriving.

    A client that does not read its rows is not sent more, and its lines are not read; after `patience`
    seconds it is given up.
    """

    def __init__(self, rows: Callable[[], AsyncIterator[bytes]], patience: float) -> None:
        super().__init__(media_type=NDJSON)
        del self.headers["content-length"]
        self._rows = rows
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.start_response(send)
        try:
            async for row in self._rows():
                async with asyncio.timeout(self._patience):
                    await send({"type": "http.response.body", "body": row, "more_body": True})
        except TimeoutError:
            log.warning("stream not read", request_id=scope["state"]["request_id"])
            return
        await send({"type": "http.response.body", "body": b"", "more_body": False})
