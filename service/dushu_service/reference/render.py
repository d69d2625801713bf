"""The OpenAPI document as a page: operations, problems, schemas.

Reads the forms that openapi.py writes, and no others.
"""
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..problem_types import PROBLEM_TYPES, ProblemType
from .markup import Markup, code, element, join, page, prose, table

Node = Mapping[str, Any]

_HOST = "http://127.0.0.1:8000"


def reference_page(document: Node, style: str) -> bytes:
    """All of the description on one page."""
    info = document["info"]
    operations = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    links = [
        *(element("li", _link(operation["operationId"], f"{method.upper()} {path}"))
          for path, method, operation in operations),
        element("li", _link("problems", "Problems")),
        element("li", _link("schemas", "Schemas"), element("ul", *(
            element("li", _link(f"schema-{name}", name)) for name in document["components"]["schemas"]))),
    ]
    main = [
        element("h1", f"{info['title']} ", element("small", info["version"])),
        element("p", info["description"]),
        element("p", "Machines read the same at ", element("a", "/schema", href="/schema"),
                f" (OpenAPI {document['openapi']}). To try it on a text of your own, there is ",
                element("a", "the page", href="/"), "."),
        _security(document),
        *(_operation(path, method, operation) for path, method, operation in operations),
        _problems(document),
        _schemas(document["components"]["schemas"]),
    ]
    body = [
        element("a", "To the text", href="#text", class_="skip"),
        element("nav", element("ul", *links), aria_label="Contents"),
        element("main", *main, id="text"),
    ]
    return page("dushu: API reference", body, style)


def problem_page(problem: ProblemType, style: str) -> bytes:
    """What happened and what to do, for one type of problem."""
    main = element(
        "main",
        element("p", element("code", f"{problem.status} /problems/{problem.code}")),
        element("h1", problem.title),
        element("h2", "What to do"),
        element("p", prose(problem.explanation)),
        element("p", element("a", "All problems", href="/docs#problems")),
        id="text",
    )
    return page(f"{problem.title} · dushu", [main], style)


def _link(anchor: str, text: str) -> Markup:
    return element("a", text, href=f"#{anchor}")


def _security(document: Node) -> Markup:
    if "security" not in document:
        return element("p", "This service asks for no key.")
    return element("p", prose(
        "Extraction and metrics want a key: `Authorization: Bearer KEY`, or `X-API-Key: KEY`."))


def _operation(path: str, method: str, operation: Node) -> Markup:
    parts = [
        element("h2", element("code", method.upper(), class_=method), " ", element("code", path)),
        element("p", element("strong", operation["summary"])),
    ]
    if "description" in operation:
        parts.append(element("p", prose(operation["description"])))
    if "parameters" in operation:
        parts.append(element("h3", "Parameters"))
        parts.append(table(("Name", "In", "Values", "Meaning"), map(_parameter, operation["parameters"])))
    if "requestBody" in operation:
        parts.append(element("h3", "Request"))
        parts.append(code(_curl(path, operation)))
        parts += _contents(operation["requestBody"]["content"])
    parts.append(element("h3", "Answers"))
    for status, answer in operation["responses"].items():
        if "$ref" in answer:
            continue
        parts.append(element("p", element("strong", status), " ", answer["description"]))
        parts += _contents(answer["content"])
    refused = [status for status, answer in operation["responses"].items() if "$ref" in answer]
    links = [_link(f"status-{status}", status) for status in refused]
    parts.append(element("p", "Refused with ", *_between(", ", links), "."))
    return element("section", *parts, id=operation["operationId"])


def _parameter(parameter: Node) -> tuple[object, ...]:
    schema = parameter["schema"]
    values = ", ".join(schema["enum"]) if "enum" in schema else schema["type"]
    return element("code", parameter["name"]), parameter["in"], values, prose(parameter.get("description", ""))


def _curl(path: str, operation: Node) -> str:
    """The request with the first example, as a command."""
    media_type, content = next(iter(operation["requestBody"]["content"].items()))
    example = content["example"]
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    headers = {"Content-Type": media_type} | {
        parameter["name"]: parameter["example"] for parameter in operation["parameters"] if parameter["in"] == "header"
    }
    header = " ".join(f"-H '{name}: {value}'" for name, value in headers.items())
    return f"curl -s {_HOST}{path} {header} --data-binary '{text.rstrip()}'"


def _contents(contents: Node) -> Iterator[Markup]:
    for media_type, content in contents.items():
        summary = element("summary", element("code", media_type), " ", _type(content["schema"]))
        if "example" in content:
            yield element("details", summary, code(content["example"]))
        else:
            yield element("p", element("code", media_type), " ", _type(content["schema"]))


def _problems(document: Node) -> Markup:
    """Every problem type, by status, each with its example."""
    parts = [
        element("h2", "Problems"),
        element("p", prose("What is refused comes as `application/problem+json`, RFC 9457. Codes are stable: "
                           "branch on `type`. Members beyond those shown are named in the text.")),
    ]
    for status, answer in document["components"]["responses"].items():
        parts.append(element("h3", status, id=f"status-{status}"))
        (content,) = answer["content"].values()
        for name, example in content["examples"].items():
            kind = PROBLEM_TYPES[name]
            parts.append(element(
                "details",
                element("summary", element("code", name), f" {kind.title}"),
                element("p", prose(kind.explanation)),
                code(example["value"]),
                id=f"problem-{name}",
            ))
    return element("section", *parts, id="problems")


def _schemas(schemas: Node) -> Markup:
    parts = [element("h2", "Schemas")]
    for name, schema in schemas.items():
        rows = [
            (element("code", field), _type(node), "always" if field in schema.get("required", ()) else "")
            for field, node in schema["properties"].items()
        ]
        description = schema.get("description", "")
        parts.append(element(
            "section",
            element("h3", name),
            element("p", prose(description)) if description else "",
            table(("Field", "Type", "Present"), rows),
            id=f"schema-{name}",
        ))
    return element("section", *parts, id="schemas")


def _type(schema: Node) -> Markup:
    """A schema in a few words, with links to those it refers to."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _link(f"schema-{name}", name)
    if "anyOf" in schema:
        return join(_between(" or ", [_type(choice) for choice in schema["anyOf"]]))
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return join(_between(" · ", [element("code", "null" if value is None else value) for value in values]))
    kind = schema.get("type", "any")
    if kind == "array":
        return join(("list of ", _type(schema.get("items", {}))))
    return Markup(kind)


def _between(separator: str, parts: list[Markup]) -> Iterator[object]:
    for number, part in enumerate(parts):
        if number:
            yield separator
        yield part
