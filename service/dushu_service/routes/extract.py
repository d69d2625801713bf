"""POST /v1/extract: one report in, its sections and figures out."""
from typing import Any

from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse

from .. import bodies
from ..extraction import Extraction
from ..options import parse_options
from ..settings import Settings


def extract_routes(extraction: Extraction, settings: Settings) -> list[HTTPRouteHandler]:
    """The routes of extraction, over one worker's extractor."""

    @post("/v1/extract", status_code=200)
    async def extract(request: Request[Any, Any, Any]) -> ASGIResponse:
        options = parse_options(request.scope["query_string"])
        body = await bodies.read(request, settings.max_body_bytes)
        source = bodies.interpret(body, *request.content_type)
        return ASGIResponse(body=await extraction.json(source, options), media_type="application/json")

    return [extract]
