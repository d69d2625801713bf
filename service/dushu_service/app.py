"""Puts the service together: the first file to read."""
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from . import problems
from .extraction import Extraction
from .head import Head
from .routes.description import description_routes
from .routes.extract import extract_routes
from .routes.health import livez, readyz
from .settings import Settings
from .telemetry import Telemetry


def create_app(settings: Settings) -> Litestar:
    """The service as an ASGI application, ready for any server."""
    extraction = Extraction(settings)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        yield
        extraction.close()

    app = Litestar(
        route_handlers=[
            *extract_routes(extraction, settings),
            *description_routes(settings),
            livez,
            readyz,
        ],
        exception_handlers={Exception: problems.respond},
        lifespan=[lifespan],
        logging_config=None,
        # Litestar describes unions by oneOf, which no integer satisfies beside a number: see openapi.py.
        openapi_config=None,
        request_max_body_size=settings.max_body_bytes,
    )
    # Around the router and not in Litestar's list of middleware, which a request to no route does not pass.
    app.asgi_handler = Telemetry(Head(app.asgi_handler))
    return app
