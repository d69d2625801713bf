"""Probes: /livez says that the process runs, /readyz that it wants traffic."""
from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse

from ..lifecycle import Life

_PROBE = {"public": True, "probe": True}


def health_routes(life: Life) -> list[HTTPRouteHandler]:
    """The probes of one worker."""

    @get("/livez", opt=_PROBE)
    async def livez() -> ASGIResponse:
        """Always 200 while the event loop turns."""
        return ASGIResponse(body=b"ok", media_type="text/plain")

    @get("/readyz", opt=_PROBE)
    async def readyz() -> ASGIResponse:
        """200 once the lexicon is loaded, which is before connections are accepted, until the end nears."""
        if life.draining:
            return ASGIResponse(body=b"draining", media_type="text/plain", status_code=503)
        return ASGIResponse(body=b"ok", media_type="text/plain")

    return [livez, readyz]
