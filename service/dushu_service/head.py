"""HEAD for everything that has GET, as RFC 9110 asks of servers; Litestar answers it with 405."""
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send


class Head:
    """Routes HEAD as GET. The server leaves the body out: it still knows the method that came."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] == "HEAD":
            scope["method"] = "GET"
        await self.app(scope, receive, send)
