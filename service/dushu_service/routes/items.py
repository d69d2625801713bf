"""News items in ninjs: asked for, or delivered by webhooks that are signed."""
from collections.abc import Callable, Mapping
from functools import partial

from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse

from .. import bodies, ninjs
from ..answer import Answer
from ..bodies import AnyRequest, Buffer
from ..extraction import Extraction
from ..formats import json_encoder
from ..headers import content_type
from ..options import Options, parse_options
from ..settings import Settings
from ..webhooks import Deliveries, check_standard, check_superdesk

Check = Callable[[bytes, Mapping[str, str]], str]


def item_routes(extraction: Extraction, buffer: Buffer, settings: Settings) -> list[HTTPRouteHandler]:
    """The routes of news items. Those of webhooks are there only with a secret."""

    @post("/v1/extract/ninjs", status_code=200)
    async def extract_ninjs(request: AnyRequest) -> ASGIResponse:
        options = parse_options(request.scope["query_string"])
        media_type, _ = content_type(request.scope)
        if media_type != bodies.JSON:
            raise bodies.unsupported(media_type, bodies.JSON)
        with buffer.hold() as held:
            return answered(await extended(await held.read(request), options), 200)

    async def extended(body: bytes, options: Options) -> bytes:
        members, source = ninjs.read_item(body)

        def work() -> bytes:
            return json_encoder.encode(ninjs.extended(members, source, extraction.report(source, options)))

        return await extraction.run(source.size, work)

    def answered(body: bytes, status: int, again: bool = False) -> Answer:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        if again:
            headers.append((b"dushu-delivery", b"again"))
        return Answer(status, headers, body)

    def receiver(path: str, check: Check) -> HTTPRouteHandler:
        deliveries = Deliveries()

        # Public, since the signature is the key. 201 is what older versions of Superdesk insist on.
        @post(path, status_code=201, opt={"public": True})
        async def receive(request: AnyRequest) -> ASGIResponse:
            with buffer.hold() as held:
                body = await held.read(request)
                identity = check(body, request.headers)
                result = await extended(body, Options())
                return answered(result, 201, deliveries.note(identity, body))

        return receive

    routes: list[HTTPRouteHandler] = [extract_ninjs]
    if settings.superdesk_secret:
        routes.append(receiver("/v1/webhooks/superdesk", partial(check_superdesk, secret=settings.superdesk_secret)))
    if settings.webhook_secret:
        routes.append(receiver("/v1/webhooks/standard", partial(check_standard, secret=settings.webhook_secret)))
    return routes
