"""Puts the service together: the first file to read."""
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.types import ASGIApp

from . import logs, problems
from .access import Access
from .admission import Admission
from .bodies import Buffer
from .extraction import Extraction
from .head import Head
from .lifecycle import Life
from .playground.routes import page_routes
from .routes.description import description_routes, metrics_routes
from .routes.extract import extract_routes
from .routes.health import health_routes
from .routes.items import item_routes
from .settings import Settings
from .telemetry import Telemetry
from .unread import Unread

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

    from .traces import Traces


def create_app(settings: Settings) -> Litestar:
    """The service as an ASGI application, ready for any server."""
    logs.configure(settings)
    extraction = Extraction(settings)
    buffer = Buffer(settings)
    life = Life()

    tracing = _tracing() if settings.traces else None

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        life.listen()
        yield
        extraction.close()
        if tracing is not None:
            tracing[0].shutdown()

    app = Litestar(
        route_handlers=[
            *extract_routes(extraction, buffer, settings),
            *item_routes(extraction, buffer, settings),
            *description_routes(settings, extraction),
            *health_routes(life),
            *page_routes(),
            *(metrics_routes(extraction, buffer) if settings.metrics else ()),
        ],
        middleware=[
            partial(Access, api_keys=settings.api_keys, allowed_hosts=settings.allowed_hosts),
        ],
        exception_handlers={Exception: problems.respond},
        cors_config=CORSConfig(
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type", "content-encoding", "x-api-key", "x-request-id"],
            expose_headers=["retry-after", "server-timing", "x-request-id"],
        ) if settings.cors_origins else None,
        lifespan=[lifespan],
        logging_config=None,
        # Litestar describes unions by oneOf, which no integer satisfies beside a number: see openapi.py.
        openapi_config=None,
        request_max_body_size=settings.max_body_bytes,
    )
    # Around the router and not in Litestar's list of middleware, which a request to no route does not pass.
    watched: ASGIApp = Telemetry(Head(app.asgi_handler), settings, life)
    if tracing is not None:
        provider, layer = tracing
        watched = layer(watched, provider)
    app.asgi_handler = Admission(Unread(watched), extraction.slots)
    return app


def _tracing() -> "tuple[TracerProvider, type[Traces]]":
    """What traces need, loaded only for who asks for them."""
    from . import traces

    return traces.provider(), traces.Traces
