"""What the service says of itself: the report's schema, its own limits, OpenAPI, and its problems."""
import msgspec
from dushu import Report
from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response.base import ASGIResponse

from .. import metrics, openapi
from ..bodies import Buffer
from ..extraction import Extraction
from ..problems import PROBLEM_TYPES, Problem
from ..settings import Settings


def description_routes(settings: Settings) -> list[HTTPRouteHandler]:
    """The routes that describe a service with these settings. What they show is made once."""
    public = {"public": True}
    schema = msgspec.json.encode(openapi.report_schema(Report))
    document = msgspec.json.encode(openapi.document(settings))
    limits = msgspec.json.encode(limits_of(settings))

    @get("/v1/schema", opt=public)
    async def report_schema() -> ASGIResponse:
        return ASGIResponse(body=schema, media_type="application/schema+json")

    @get("/v1/limits", opt=public)
    async def show_limits() -> ASGIResponse:
        return ASGIResponse(body=limits, media_type="application/json")

    @get(["/schema", "/schema/openapi.json"], opt=public)
    async def openapi_document() -> ASGIResponse:
        return ASGIResponse(body=document, media_type=openapi.MEDIA_TYPE)

    @get("/problems/{code:str}", opt=public)
    async def explain_problem(code: FromPath[str]) -> ASGIResponse:
        problem = PROBLEM_TYPES.get(code)
        if problem is None:
            raise Problem("not-found", f"There is no problem {code[:80]!r}.")
        return ASGIResponse(body=msgspec.json.encode(problem), media_type="application/json")

    return [report_schema, show_limits, openapi_document, explain_problem]


def metrics_routes(extraction: Extraction, buffer: Buffer) -> list[HTTPRouteHandler]:
    """What Prometheus scrapes."""

    @get("/metrics", opt={"probe": True})
    async def show_metrics() -> ASGIResponse:
        metrics.waiting.set(extraction.slots.waiting)
        metrics.buffered_bytes.set(buffer.used)
        return ASGIResponse(body=metrics.exposition(), headers={"content-type": metrics.CONTENT_TYPE})

    return [show_metrics]


def limits_of(settings: Settings) -> dict[str, int | float]:
    """The bounds that a client can run into."""
    return {
        "max_body_bytes": settings.max_body_bytes,
        "max_batch": settings.max_batch,
        "body_seconds": settings.body_seconds,
        "upload_grace_seconds": settings.upload_grace_seconds,
        "min_upload_bytes_per_second": settings.min_upload_bytes_per_second,
    }
