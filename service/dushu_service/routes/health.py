"""Probes: /livez says that the process runs, /readyz that it wants traffic."""
from litestar import get
from litestar.response.base import ASGIResponse


@get("/livez")
async def livez() -> ASGIResponse:
    """Always 200 while the event loop turns."""
    return ASGIResponse(body=b"ok", media_type="text/plain")


@get("/readyz")
async def readyz() -> ASGIResponse:
    """200 once the lexicon is loaded; that is before the first connection is accepted."""
    return ASGIResponse(body=b"ok", media_type="text/plain")
