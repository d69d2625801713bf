"""What the service tells about each request: an id, headers, numbers and a line in the log."""
import re
import secrets
import time

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import Histogram

from . import metrics
from .lifecycle import Life
from .settings import Settings

log = structlog.get_logger("dushu_service")

_ACCEPTABLE_ID = re.compile(rb"[A-Za-z0-9._:/+=-]{1,128}")

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
        _stage(name).observe(now - self._since)
        self._since = now

    def header(self) -> str:
        """The value of Server-Timing."""
        return ", ".join(f"{name};dur={seconds * 1000:.3f}" for name, seconds in self._names)


_stages: dict[str, Histogram] = {}


def _stage(name: str) -> Histogram:
    stage = _stages.get(name)
    if stage is None:
        stage = _stages[name] = metrics.stage_seconds.labels(name)
    return stage


class Telemetry:
    """The outermost layer. The id of a request is the caller's own X-Request-ID where that is sane."""

    def __init__(self, app: ASGIApp, settings: Settings, life: Life) -> None:
        self.app = app
        self._life = life
        self._log_requests = settings.log_requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
        request_id = given if _ACCEPTABLE_ID.fullmatch(given) else secrets.token_hex(16).encode()
        scope["state"]["request_id"] = request_id.decode("ascii")
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
            metrics.requests.labels(route, status).inc()
            metrics.request_seconds.labels(route).observe(seconds)
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
