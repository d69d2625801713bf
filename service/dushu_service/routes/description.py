"""What the service says of itself: the report's schema, its own limits, OpenAPI, and its problems."""
import msgspec
from dushu import Report
from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse

from .. import metrics, openapi
from ..bodies import Buffer
from ..extraction import Extraction
from ..reference.routes import reference_routes
from ..settings import Settings


def description_routes(settings: Settings, extraction: Extraction) -> list[HTTPRouteHandler]:
    """The routes that describe a service with these settings. What they show is made once."""
    public = {"public": True}
    schema = msgspec.json.encode(openapi.report_schema(Report))
    description = openapi.document(settings, extraction.extractor)
    document = msgspec.json.encode(description)
    limits = msgspec.json.encode(openapi.limits_of(settings))

    @get("/v1/schema", opt=public)
    async def report_schema() -> ASGIResponse:
        return ASGIResponse(body=schema, media_type="application/schema+json")

    @get("/v1/limits", opt=public)
    async def show_limits() -> ASGIResponse:
        return ASGIResponse(body=limits, media_type="application/json")

    @get(["/schema", "/schema/openapi.json"], opt=public)
    async def openapi_document() -> ASGIResponse:
        return ASGIResponse(body=document, media_type=openapi.MEDIA_TYPE)

    return [report_schema, show_limits, openapi_document, *reference_routes(description)]


def metrics_routes(extraction: Extraction, buffer: Buffer) -> list[HTTPRouteHandler]:
    """What Prometheus scrapes."""

    @get("/metrics", opt={"probe": True})
    async def show_metrics() -> ASGIResponse:
        metrics.waiting.set(extraction.slots.waiting)
        metrics.buffered_bytes.set(buffer.used)
        return ASGIResponse(body=metrics.exposition(), headers={"content-type": metrics.CONTENT_TYPE})

    return [show_metrics]
