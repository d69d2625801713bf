"""Reports in, their sections and figures out: one, a batch, or a stream."""
from collections.abc import AsyncIterator

from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse

from .. import bodies, problems
from ..answer import Answer, Headers
from ..bodies import AnyRequest, Buffer
from ..content_coding import deflate, preferred
from ..extraction import Extraction
from ..formats import Failure, Format, Row, json_encoder
from ..headers import content_type, header
from ..negotiation import negotiate
from ..options import Options, parse_options
from ..problems import Problem
from ..settings import Settings
from ..streaming import RowStream, lines_of
from ..telemetry import Stages


def extract_routes(extraction: Extraction, buffer: Buffer, settings: Settings) -> list[HTTPRouteHandler]:
    """The routes of extraction, over one worker's extractor."""

    @post("/v1/extract", status_code=200)
    async def extract(request: AnyRequest) -> ASGIResponse:
        stages = Stages()
        options = parse_options(request.scope["query_string"])
        form = negotiate(header(request.scope, b"accept"))
        with buffer.hold() as held:
            body = await held.read(request)
            source = bodies.interpret(body, *content_type(request.scope))
            stages.done("read")

            def work() -> bytes:
                stages.done("wait")
                report = extraction.report(source, options)
                stages.done("extract")
                encoded = form.one(report)
                stages.done("encode")
                return encoded

            result = await extraction.run(source.size, work)
        return answered(request, form, result, [(b"server-timing", stages.header())])

    @post("/v1/extract/batch", status_code=200)
    async def extract_batch(request: AnyRequest) -> ASGIResponse:
        options = parse_options(request.scope["query_string"])
        form = negotiate(header(request.scope, b"accept"))
        media_type, _ = content_type(request.scope)
        if media_type != bodies.JSON:
            raise bodies.unsupported(media_type, bodies.JSON)
        with buffer.hold() as held:
            members = bodies.decode_batch(await held.read(request), settings.max_batch)
            rows: list[Row] = []
            parts = 0  # the rows are all held until the last is there
            for number, member in enumerate(members, 1):
                rows.append(await row(bytes(member), number, options, request, parts))
                parts += parts_of(rows[-1])
        return answered(request, form, form.many(rows), [])

    @post("/v1/extract/stream", status_code=200)
    async def extract_stream(request: AnyRequest) -> ASGIResponse:
        options = parse_options(request.scope["query_string"])
        media_type, _ = content_type(request.scope)
        if media_type not in (bodies.NDJSON, bodies.JSONL):
            raise bodies.unsupported(media_type, bodies.NDJSON, bodies.JSONL)
        pieces = bodies.pieces_of(request, bodies.Pauses(settings))

        async def rows() -> AsyncIterator[bytes]:
            number = 0
            try:
                async for line in lines_of(pieces, settings.max_body_bytes):
                    number += 1
                    if line.strip():
                        yield json_encoder.encode(await row(line, number, options, request)) + b"\n"
            except Problem as problem:  # of the stream itself: nothing after it can be read
                yield json_encoder.encode(failure(problem, number + 1, None, request)) + b"\n"

        return RowStream(rows, settings.body_seconds)

    def answered(request: AnyRequest, form: Format, body: bytes, headers: Headers) -> Answer:
        """A 200. Its form has followed Accept, and its coding follows Accept-Encoding."""
        coding = None
        if len(body) >= settings.compress_from_bytes:
            coding = preferred(header(request.scope, b"accept-encoding"))
        if coding is not None:
            body = deflate(body, coding)
            headers.append((b"content-encoding", coding.encode()))
        headers += (
            (b"content-type", form.content_type),
            (b"content-length", b"%d" % len(body)),
            (b"vary", b"accept, accept-encoding"),
        )
        return Answer(200, headers, body)

    async def row(
        body: bytes, number: int, options: Options, request: AnyRequest, taken: int = 0
    ) -> Row:
        """The report on one article, or what is wrong with it."""
        article = None
        try:
            article = bodies.decode_article(body)
            source = bodies.source_of(article, len(body))
            return await extraction.run(source.size, lambda: extraction.report(source, options, taken))
        except Exception as error:
            return failure(error, number, article.id if article else None, request)

    return [extract, extract_batch, extract_stream]


def parts_of(row: Row) -> int:
    """How many parts of `max_report_parts` a row of a batch has taken."""
    if isinstance(row, Failure):
        return 0
    figures = max(len(row.indicators), len(row.quantities))
    return len(row.sections) + len(row.blocks) + figures + len(row.warnings) + len(row.document.contributors)


def failure(error: Exception, number: int, identity: str | None, request: AnyRequest) -> Failure:
    """The row that stands for a report that could not be made."""
    return Failure(problems.described(error, request.scope), number, identity)
