"""The OpenAPI 3.1 description, and the JSON Schema of a report.

Written here and not left to Litestar: its schemas of unions are `oneOf`, which refuses every integer where an
integer or a number may stand, and handlers that read the body themselves tell it nothing. The schemas of all
data are msgspec's. A test holds this description against the routes that there are.
"""
from importlib.metadata import version
from typing import Any

import msgspec
from dushu import Report

from . import bodies
from .options import INCLUDE, OFFSETS
from .problems import MEDIA_TYPE as PROBLEM_MEDIA_TYPE
from .problems import PROBLEM_TYPES, ProblemType
from .settings import Settings

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.1"

_INTEGER = {"type": "integer"}
_DECIMAL = {"type": "string", "format": "decimal"}

_EXAMPLE_TEXT = "2024年,全市刑事警情数下降16.35%,返还群众被骗资金1.12亿元。"


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


def document(settings: Settings) -> dict[str, Any]:
    """The OpenAPI document of a service with these settings."""
    _, components = msgspec.json.schema_components(
        [Report, bodies.Article, ProblemType], ref_template="#/components/schemas/{name}"
    )
    return {
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
        "paths": _paths(settings),
        "components": {
            "schemas": {**_numbers(components), "Problem": _problem_schema()},
            "responses": {str(status): _problem_response(status) for status in _statuses()},
        },
    }


def _paths(settings: Settings) -> dict[str, Any]:
    return {
        "/v1/extract": {"post": _extract(settings)},
        "/v1/schema": {"get": _get("reportSchema", "The JSON Schema of a report", "application/schema+json")},
        "/v1/limits": {"get": _get("limits", "The bounds that a request must keep", "application/json")},
        "/livez": {"get": _get("livez", "Is the process alive", "text/plain")},
        "/readyz": {"get": _get("readyz", "Does the service want traffic", "text/plain")},
        "/schema": {"get": _get("openapi", "This description", MEDIA_TYPE)},
        "/schema/openapi.json": {"get": _get("openapiJson", "This description", MEDIA_TYPE)},
        "/problems/{code}": {"get": _explain_problem()},
    }


def _extract(settings: Settings) -> dict[str, Any]:
    text = {"schema": {"type": "string", "minLength": 1}, "example": _EXAMPLE_TEXT}
    html = {"schema": {"type": "string", "minLength": 1}, "example": f"<p>{_EXAMPLE_TEXT}</p>"}
    json = {
        "schema": {"$ref": "#/components/schemas/Article"},
        "example": {"text": _EXAMPLE_TEXT, "published_at": "2025-01-25", "id": "A1"},
    }
    return {
        "operationId": "extract",
        "summary": "Sections and figures of one report",
        "description": f"Bodies of up to {settings.max_body_bytes} bytes. Text and HTML may be in UTF-8, "
        "UTF-16, GB2312, GBK, GB18030 or Big5: declared as `charset` in Content-Type, or found. Offsets "
        "count from the start of the body as it was sent, after decoding.",
        "parameters": [
            _query("include", "What to add to the report", {"type": "string", "enum": list(INCLUDE)}),
            _query("offsets", "What `start` and `end` count", {"type": "string", "enum": list(OFFSETS)}),
            _query("published_at", "When the report was published, ISO 8601; a JSON body's own goes first", {
                "type": "string", "examples": ["2025-01-25"],
            }),
            _query("id", "Echoed in the report; a JSON body's own goes first", {"type": "string"}),
        ],
        "requestBody": {
            "required": True,
            "content": {bodies.TEXT: text, bodies.HTML: html, bodies.XHTML: html, bodies.JSON: json},
        },
        "responses": {
            "200": _answer("The report", "application/json", {"$ref": "#/components/schemas/Report"}),
            **_refusals(400, 413, 415, 500),
        },
    }


def _get(operation: str, summary: str, media_type: str) -> dict[str, Any]:
    kind = "string" if media_type == "text/plain" else "object"
    return {
        "operationId": operation,
        "summary": summary,
        "responses": {"200": _answer(summary, media_type, {"type": kind}), **_refusals(500)},
    }


def _explain_problem() -> dict[str, Any]:
    schema = {"type": "string", "enum": sorted(PROBLEM_TYPES)}
    return {
        "operationId": "explainProblem",
        "summary": "What a problem means",
        "parameters": [{"name": "code", "in": "path", "required": True, "schema": schema}],
        "responses": {
            "200": _answer("The problem", "application/json", {"$ref": "#/components/schemas/ProblemType"}),
            **_refusals(404, 500),
        },
    }


def _query(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _answer(description: str, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {media_type: {"schema": schema}}}


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
