"""What the service tells about each request: an id, headers, numbers and a line in the log."""
import time

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from . import metrics
from .lifecycle import Life
from .request_id import identify
from .settings import Settings

log = structlog.get_logger("dushu_service")

# Answers are data. Pages that are to run anything bring a policy of their own.
_SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")


class Stages:
    """The times of one request's stages, for Server-Timing and the metrics."""

    __slots__ = ("_names", "_since")

    def __init__(self) -> None:
        self._names: list[tuple[str, float]] = []
        self._since = time.perf_counter()

    def done(self, name: str) -> None:
        """A stage ends here, and the next one begins."""
        now = time.perf_counter()
        self._names.append((name, now - self._since))
        metrics.stage(name).observe(now - self._since)
        self._since = now

    def header(self) -> bytes:
        """The value of Server-Timing."""
        return b", ".join(b"%b;dur=%.3f" % (name.encode(), 1000 * seconds) for name, seconds in self._names)


class Telemetry:
    """The layer around all that is let in."""

    def __init__(self, app: ASGIApp, settings: Settings, life: Life) -> None:
        self.app = app
        self._life = life
        self._log_requests = settings.log_requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = identify(scope)
        status = 500
        sent = 0

        async def send_and_note(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message["headers"], (b"x-request-id", request_id), *_SECURITY]
                if all(name != b"content-security-policy" for name, _ in headers):
                    headers.append(_POLICY)
                if self._life.draining:  # the next request is for another replica
                    headers.append((b"connection", b"close"))
                message["headers"] = headers
            elif message["type"] == "http.response.body":
                sent += len(message["body"])
            await send(message)

        metrics.in_flight.inc()
        try:
            await self.app(scope, receive, send_and_note)
        finally:
            metrics.in_flight.dec()
            seconds = time.perf_counter() - started
            # The template and not the path: a name from the outside must not make a time series.
            route = scope.get("path_template") or "none"
            metrics.answered(route, status).inc()
            metrics.taken(route).observe(seconds)
            handler = scope.get("route_handler")
            if self._log_requests and not (handler and handler.opt.get("probe")):
                log.info(
                    "request",
                    request_id=scope["state"]["request_id"],
                    method=scope["method"],
                    route=route,
                    status=status,
                    bytes=sent,
                    milliseconds=round(seconds * 1000, 3),
                    **({"key": key} if (key := scope["state"].get("key")) else {}),
                )
