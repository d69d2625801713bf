"""The OpenAPI 3.1 description, and the JSON Schema of a report.

Written here and not left to Litestar: its schemas of unions are `oneOf`, which refuses every integer where an
integer or a number may stand, and handlers that read the body themselves tell it nothing. The schemas of all
data are msgspec's, the examples of answers are made by the extractor that will answer. A test holds this
description against the routes that there are.
"""
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import msgspec
from dushu import Extractor, Report

from . import bodies, formats
from .options import INCLUDE, OFFSETS
from .problems import MEDIA_TYPE as PROBLEM_MEDIA_TYPE
from .problems import PROBLEM_TYPES, Problem, ProblemType
from .settings import Settings

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.1"

_INTEGER = {"type": "integer"}
_DECIMAL = {"type": "string", "format": "decimal"}

_ROW = {"anyOf": [{"$ref": "#/components/schemas/Report"}, {"$ref": "#/components/schemas/Failure"}]}

# The statuses with which every kind of extraction can be refused.
_WORK = (400, 401, 406, 408, 413, 415, 421, 500, 503)

# Name, meaning and example of the headers that sign a delivery.
_SUPERDESK_HEADERS = (
    ("X-Superdesk-Signature", "`sha1=` and the HMAC of the body under the secret, in hexadecimal", f"sha1={'0a' * 20}"),
)
_STANDARD_HEADERS = (
    ("webhook-id", "Of the delivery, the same whenever it comes again", "msg_2Yh8cW"),
    ("webhook-timestamp", "When it was sent, in seconds since 1970; within five minutes of now", "1737763200"),
    ("webhook-signature", "`v1,` and the HMAC-SHA-256 of `id.timestamp.body` under the secret, in base64; several may "
     "be listed, parted by blanks", f"v1,{'aGk' * 14}aGk="),
)

_EXAMPLE_TEXT = "2024年,全市刑事警情数下降16.35%,返还群众被骗资金1.12亿元。"
_EMPTY_ARTICLE = {"text": "", "id": "A2"}
_EXAMPLE_ARTICLE = {"text": _EXAMPLE_TEXT, "published_at": "2025-01-25", "id": "A1"}


class Examples(msgspec.Struct, frozen=True):
    """What an extractor answers to the examples of requests: a report, and a row that failed."""

    report: Report
    failure: formats.Failure
    page: Report

    @classmethod
    def of(cls, extractor: Extractor) -> "Examples":
        report = extractor.extract(
            _EXAMPLE_TEXT, published_at=_EXAMPLE_ARTICLE["published_at"], id=_EXAMPLE_ARTICLE["id"]
        )
        empty = Problem("empty-body", "The text is empty.").document("/v1/extract/batch", "1f0c")
        page = extractor.extract(
            f"<p>{_EXAMPLE_TEXT}</p>", content_type=bodies.HTML, published_at="2025-01-25T08:00:00+08:00", id="A1"
        )
        return cls(report, formats.Failure(empty, 2, "A2"), page)


def report_schema(model: type) -> dict[str, Any]:
    """The JSON Schema of a Struct, as it is written: Decimals are numbers."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_numbers(msgspec.json.schema(model)),
    }


def _numbers(schema: Any) -> Any:
    """msgspec describes a Decimal as a string; reports write it as a number, like any other value."""
    if isinstance(schema, list):
        return [_numbers(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    choices = schema.get("anyOf", ())
    if _DECIMAL in choices:
        left = [choice for choice in choices if choice not in (_INTEGER, _DECIMAL)]
        schema = {**schema, "anyOf": left} if len(left) > 1 else left[0]
    return {key: _numbers(value) for key, value in schema.items()}


def document(settings: Settings, extractor: Extractor) -> dict[str, Any]:
    """The OpenAPI document of a service with these settings and this extractor."""
    examples = Examples.of(extractor)
    _, components = msgspec.json.schema_components(
        [Report, bodies.Article, formats.Failure, ProblemType], ref_template="#/components/schemas/{name}"
    )
    described: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "dushu",
            "version": version("dushu"),
            "summary": "Reads the figures of Chinese reports.",
            "description": "Takes a raw Chinese report and returns its sections and numeric indicators, "
            "each with its place in the text.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(settings, examples),
        "components": {
            "schemas": {**_numbers(components), "Problem": _problem_schema()},
            "responses": {str(status): _problem_response(status) for status in _statuses()},
        },
    }
    if settings.api_keys:
        described["components"]["securitySchemes"] = {
            "bearer": {"type": "http", "scheme": "bearer"},
            "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        }
        described["security"] = [{"bearer": []}, {"header": []}]
    return described


def _paths(settings: Settings, examples: Examples) -> dict[str, Any]:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {}}
    this = {"openapi": "3.1.0", "info": {"title": "dushu", "version": version("dushu")}, "paths": {}}
    paths = {
        "/v1/extract": {"post": _extract(settings, examples)},
        "/v1/extract/batch": {"post": _extract_batch(settings, examples)},
        "/v1/extract/stream": {"post": _extract_stream(settings, examples)},
        "/v1/extract/ninjs": {"post": _extract_ninjs(examples)},
        "/v1/schema": {
            "get": _get("reportSchema", "The JSON Schema of a report", "application/schema+json", schema)
        },
        "/v1/limits": {
            "get": _get("limits", "The bounds that a request must keep", "application/json", limits_of(settings))
        },
        "/livez": {"get": _get("livez", "Is the process alive", "text/plain", "ok")},
        "/readyz": {"get": _readyz()},
        "/schema": {"get": _get("openapi", "This description", MEDIA_TYPE, this)},
        "/schema/openapi.json": {"get": _get("openapiJson", "This description", MEDIA_TYPE, this)},
        "/problems/{code}": {"get": _explain_problem()},
    }
    if settings.superdesk_secret:
        paths["/v1/webhooks/superdesk"] = {"post": _webhook("Superdesk", "http_push", _SUPERDESK_HEADERS, examples)}
    if settings.webhook_secret:
        standard = _webhook("Standard", "Standard Webhooks", _STANDARD_HEADERS, examples)
        paths["/v1/webhooks/standard"] = {"post": standard}
    if settings.metrics:
        example = "# TYPE dushu_body_bytes_total counter\ndushu_body_bytes_total 1024.0\n"
        metrics = _get("metrics", "Numbers for Prometheus", "text/plain", example)
        metrics["responses"] |= _refusals(401, 421)
        paths["/metrics"] = {"get": metrics}
    return paths


def _extract(settings: Settings, examples: Examples) -> dict[str, Any]:
    text = {"schema": {"type": "string", "minLength": 1}, "example": _EXAMPLE_TEXT}
    html = {"schema": {"type": "string", "minLength": 1}, "example": f"<p>{_EXAMPLE_TEXT}</p>"}
    xhtml = {"schema": {"type": "string"}, "example": f"<p>{_EXAMPLE_TEXT}</p>"}
    json = {"schema": {"$ref": "#/components/schemas/Article"}, "example": _EXAMPLE_ARTICLE}
    report = {"$ref": "#/components/schemas/Report"}
    return {
        "operationId": "extract",
        "summary": "Sections and figures of one report",
        "description": f"Bodies of up to {settings.max_body_bytes} bytes. Text and HTML may be in UTF-8, "
        "UTF-16, GB2312, GBK, GB18030 or Big5: declared as `charset` in Content-Type, or found. Offsets "
        "count from the start of the body as it was sent, after decoding.",
        "parameters": _parameters(),
        "requestBody": {
            "required": True,
            "content": {bodies.TEXT: text, bodies.HTML: html, bodies.XHTML: xhtml, bodies.JSON: json},
        },
        "responses": {"200": _reports("The report", report, report, examples.report), **_refusals(*_WORK)},
    }


def _extract_batch(settings: Settings, examples: Examples) -> dict[str, Any]:
    article = {"$ref": "#/components/schemas/Article"}
    rows = {"type": "array", "items": _ROW}
    schema = {"type": "array", "items": article, "maxItems": settings.max_batch}
    return {
        "operationId": "extractBatch",
        "summary": "Sections and figures of several reports",
        "description": "The answer has a row for each article, in the same order: its report, or a Failure. "
        "A wrong article does not harm the others.",
        "parameters": _parameters(),
        "requestBody": {
            "required": True,
            "content": {bodies.JSON: {"schema": schema, "example": [_EXAMPLE_ARTICLE, _EMPTY_ARTICLE]}},
        },
        "responses": {
            "200": _reports("A row for each article", rows, _ROW, [examples.report, examples.failure]),
            **_refusals(*_WORK),
        },
    }


def _extract_ninjs(examples: Examples) -> dict[str, Any]:
    asked, given = _items(examples)
    return {
        "operationId": "extractNinjs",
        "summary": "A news item in IPTC ninjs, with its figures added",
        "description": "Headline, byline and body are read as one text, which comes back beside the report: its "
        "offsets count in it. `versioncreated` is the date of publication. All other members stay as they are. "
        "A service whose operator has set `DUSHU_SUPERDESK_SECRET` or `DUSHU_WEBHOOK_SECRET` takes signed "
        "deliveries of such items, too, and describes them here.",
        "parameters": _parameters(),
        "requestBody": {"required": True, "content": {bodies.JSON: asked}},
        "responses": {
            "200": {"description": "The item with its figures", "content": {bodies.JSON: given}},
            **_refusals(*_WORK),
        },
    }


def _webhook(name: str, signed_by: str, headers: Sequence[tuple[str, str, str]], examples: Examples) -> dict[str, Any]:
    """A receiver of signed deliveries. `headers` are name, meaning and example of each that it wants."""
    asked, given = _items(examples)
    again = {"description": "`again`: the delivery has been answered before", "schema": {"const": "again"}}
    return {
        "operationId": f"receive{name}",
        "summary": f"A news item, delivered and signed as {signed_by} does it",
        "description": "The item comes back with its figures. No key is wanted: the signature is one. A delivery that "
        "comes again is answered again; one with the same id and another body is refused.",
        "security": [],
        "parameters": [
            {"name": header, "in": "header", "required": True, "description": meaning, "example": example,
             "schema": {"type": "string"}}
            for header, meaning, example in headers
        ],
        "requestBody": {"required": True, "content": {bodies.JSON: asked}},
        "responses": {
            "201": {
                "description": "The item with its figures", "headers": {"Dushu-Delivery": again},
                "content": {bodies.JSON: given},
            },
            **_refusals(400, 401, 408, 409, 413, 415, 500, 503),
        },
    }


def _items(examples: Examples) -> tuple[dict[str, Any], dict[str, Any]]:
    """A news item as it is sent and as it is given back: schemas and examples."""
    body = f"<p>{_EXAMPLE_TEXT}</p>"
    item = {"uri": "A1", "type": "text", "versioncreated": "2025-01-25T08:00:00+08:00", "body_html": body}
    text = {"type": ["string", "null"]}
    names = ("body_html", "body_text", "headline", "byline", "versioncreated", "uri", "guid")
    asked = {
        "type": "object",
        "properties": dict.fromkeys(names, text) | {
            "versioncreated": {**text, "anyOf": [*bodies.DATE["anyOf"], {"maxLength": 0}]},
        },
        "anyOf": [
            {"required": [name], "properties": {name: {"type": "string", "minLength": 1}}}
            for name in ("body_html", "body_text")
        ],
    }
    given = {
        "type": "object",
        "required": ["dushu"],
        "properties": {"dushu": {
            "type": "object",
            "required": ["content_type", "text", "report"],
            "properties": {
                "content_type": {"enum": [bodies.TEXT, bodies.HTML]},
                "text": {"type": "string"},
                "report": {"$ref": "#/components/schemas/Report"},
            },
        }},
    }
    answer = {**item, "dushu": {"content_type": bodies.HTML, "text": body, "report": examples.page}}
    return {"schema": asked, "example": item}, {"schema": given, "example": msgspec.to_builtins(answer)}


def _extract_stream(settings: Settings, examples: Examples) -> dict[str, Any]:
    sent = "".join(msgspec.json.encode(article).decode() + "\n" for article in (_EXAMPLE_ARTICLE, _EMPTY_ARTICLE))
    lines = {"schema": {"type": "string"}, "example": sent}
    answered = formats.FORMATS[formats.NDJSON].many([examples.report, examples.failure]).decode()
    return {
        "operationId": "extractStream",
        "summary": "Sections and figures of any number of reports",
        "description": "An Article a line in, a row a line out: its Report, or a Failure. Rows come in the "
        "order of the lines, while more lines are sent: read them meanwhile. A line may have "
        f"{settings.max_body_bytes} bytes.",
        "parameters": _parameters(),
        "requestBody": {"required": True, "content": {bodies.NDJSON: lines, bodies.JSONL: lines}},
        "responses": {
            "200": _answer("A row for each line", bodies.NDJSON, {"type": "string"}, answered),
            **_refusals(*_WORK),
        },
    }


def _readyz() -> dict[str, Any]:
    ready = _get("readyz", "Does the service want traffic", "text/plain", "ok")
    ready["responses"]["503"] = _answer("It is about to end", "text/plain", {"type": "string"}, "draining")
    return ready


def _parameters() -> list[dict[str, Any]]:
    return [
        _query("include", "What to add to the report", {"type": "string", "enum": list(INCLUDE)}),
        _query("offsets", "What `start` and `end` count", {"type": "string", "enum": list(OFFSETS)}),
        _query(
            "published_at", "When the report was published, ISO 8601; an Article's own goes first",
            {"type": "string", **bodies.DATE, "examples": ["2025-01-25"]},
        ),
        _query("id", "Echoed in the report; an Article's own goes first", {"type": "string"}),
    ]


def _reports(
    description: str, json: dict[str, Any], line: dict[str, Any], example: Report | list[formats.Row]
) -> dict[str, Any]:
    """An answer in all formats."""

    def written(media_type: str) -> bytes:
        form = formats.FORMATS[media_type]
        return form.many(example) if isinstance(example, list) else form.one(example)

    contents = {
        formats.JSON: {"schema": json, "example": msgspec.json.decode(written(formats.JSON))},
        formats.NDJSON: {
            "schema": {"type": "string", "contentMediaType": formats.JSON, "contentSchema": line},
            "example": written(formats.NDJSON).decode(),
        },
        formats.MSGPACK: {"schema": {"type": "string", "format": "binary"}},
        formats.CSV: {
            "schema": {"type": "string", "description": ", ".join(formats.COLUMNS)},
            "example": written(formats.CSV).decode("utf-8-sig"),
        },
    }
    return {"description": description, "content": contents}


def _get(operation: str, summary: str, media_type: str, example: Any) -> dict[str, Any]:
    kind = "string" if media_type == "text/plain" else "object"
    return {
        "operationId": operation,
        "summary": summary,
        "responses": {"200": _answer(summary, media_type, {"type": kind}, example), **_refusals(500)},
    }


def _explain_problem() -> dict[str, Any]:
    schema = {"type": "string", "enum": sorted(PROBLEM_TYPES)}
    problem = PROBLEM_TYPES["too-large"]
    told = _answer(
        "The problem", "application/json", {"$ref": "#/components/schemas/ProblemType"}, msgspec.to_builtins(problem)
    )
    told["content"]["text/html"] = {"schema": {"type": "string"}, "example": f"<h1>{problem.title}</h1>"}
    return {
        "operationId": "explainProblem",
        "summary": "What a problem means",
        "description": "As JSON; as a page for whoever accepts `text/html`, as browsers do.",
        "parameters": [{"name": "code", "in": "path", "required": True, "schema": schema, "example": problem.code}],
        "responses": {"200": told, **_refusals(404, 500)},
    }


def _query(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _answer(description: str, media_type: str, schema: dict[str, Any], example: Any) -> dict[str, Any]:
    return {"description": description, "content": {media_type: {"schema": schema, "example": example}}}


def limits_of(settings: Settings) -> dict[str, int | float]:
    """The bounds that a client can run into."""
    return {
        "max_body_bytes": settings.max_body_bytes,
        "max_report_parts": settings.max_report_parts,
        "max_batch": settings.max_batch,
        "body_seconds": settings.body_seconds,
        "upload_grace_seconds": settings.upload_grace_seconds,
        "min_upload_bytes_per_second": settings.min_upload_bytes_per_second,
    }


def _refusals(*statuses: int) -> dict[str, Any]:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _statuses() -> list[int]:
    return sorted({problem.status for problem in PROBLEM_TYPES.values()})


def _problem_response(status: int) -> dict[str, Any]:
    """All problems of one status, with an example of each."""
    return {
        "description": "; ".join(p.title for p in PROBLEM_TYPES.values() if p.status == status),
        "content": {
            PROBLEM_MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {
                    problem.code: {
                        "value": {
                            "type": f"/problems/{problem.code}",
                            "title": problem.title,
                            "status": status,
                            "detail": problem.explanation,
                            "instance": "/v1/extract#1f0c",
                            "request_id": "1f0c",
                        }
                    }
                    for problem in PROBLEM_TYPES.values()
                    if problem.status == status
                },
            }
        },
    }


def _problem_schema() -> dict[str, Any]:
    """RFC 9457, with our request_id; other members depend on the type."""
    return {
        "type": "object",
        "description": "Problem details, RFC 9457. `type` is stable; GET it for an explanation.",
        "required": ["type", "title", "status", "detail", "instance", "request_id"],
        "properties": {
            "type": {"type": "string", "enum": [f"/problems/{code}" for code in PROBLEM_TYPES]},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {"type": "string"},
            "request_id": {"type": "string"},
        },
    }
