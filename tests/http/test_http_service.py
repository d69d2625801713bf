"""The service around extraction: probes, request ids, its own description, its settings."""
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from dushu_service.app import create_app
from dushu_service.settings import Settings, SettingsError, from_environment
from service_process import WEBHOOKS, Server, resident_bytes


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_probes(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/livez", "/schema", "/v1/limits"])
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    """Monitors ask with HEAD."""
    got, headed = client.get(path), client.head(path)

    assert headed.status_code == 200
    assert headed.content == b""
    assert headed.headers["content-length"] == str(len(got.content))


def test_request_id_of_the_caller_is_kept(client: httpx.Client) -> None:
    response = client.get("/livez", headers={"X-Request-ID": "edge-7f.3"})

    assert response.headers.get_list("x-request-id") == ["edge-7f.3"]


@pytest.mark.parametrize("given", ["", "x" * 500, "a b", '"><script>'])
def test_request_id_that_is_not_sane_is_replaced(client: httpx.Client, given: str) -> None:
    """What goes into logs and answers is not for the caller to abuse."""
    made = client.get("/livez", headers={"X-Request-ID": given}).headers["x-request-id"]

    assert made != given
    assert made != client.get("/livez", headers={"X-Request-ID": given}).headers["x-request-id"]


def test_report_schema_is_json_schema(client: httpx.Client) -> None:
    """Every field of the contract is in it, and exact numbers are numbers."""
    schema = client.get("/v1/schema").json()

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    indicator = schema["$defs"]["Indicator"]
    assert indicator["properties"]["value"] == {"type": "number"}
    assert {"metric", "statement", "direction", "basis", "from", "scope", "status", "period"} <= set(
        indicator["properties"]
    )


def test_openapi_describes_every_route(client: httpx.Client) -> None:
    """Neither a route without a description nor a description without its route."""
    described = {
        (path, method) for path, item in client.get("/schema").json()["paths"].items() for method in item
    }
    routed = {
        (route.path_format, method.lower())
        for route in create_app(Settings(**WEBHOOKS)).routes
        for method, (handler, _) in route.route_handler_map.items()
        if method != "OPTIONS" and handler.include_in_schema is not False  # the page at / is no interface
    }

    assert described == routed


def references(node: Any) -> Iterator[str]:
    """Every $ref of a document."""
    if isinstance(node, dict):
        if isinstance(reference := node.get("$ref"), str):
            yield reference
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


@pytest.mark.parametrize("path", ["/schema", "/v1/schema"])
def test_references_resolve(client: httpx.Client, path: str) -> None:
    document = client.get(path).json()

    for reference in references(document):
        node = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


def test_examples_of_the_description_work(client: httpx.Client) -> None:
    """What a reader copies from the description is accepted as it stands."""
    contents = client.get("/schema").json()["paths"]["/v1/extract"]["post"]["requestBody"]["content"]

    for media_type, content in contents.items():
        example = content["example"]
        sent: Any = {"content": example.encode()} if isinstance(example, str) else {"json": example}
        response = client.post("/v1/extract", headers={"Content-Type": media_type}, **sent)
        assert response.status_code == 200, media_type


def test_settings_come_from_the_environment() -> None:
    settings = from_environment(
        {"DUSHU_PORT": "9000", "DUSHU_LEXICON": "/a/unit.tsv, /b/unit.tsv", "DUSHU_MAX_BODY_BYTES": "1"}
    )

    assert settings == Settings(port=9000, lexicon=("/a/unit.tsv", "/b/unit.tsv"), max_body_bytes=1)


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "80000"), ("PORT", "http"), ("WORKERS", "0"), ("MAX_BODY_BYTES", "10MB")]
)
def test_wrong_setting_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^DUSHU_{name}="):
        from_environment({f"DUSHU_{name}": value})


def test_server_does_not_start_with_a_wrong_setting() -> None:
    """It ends at once, says which variable, and gives the exit code of wrong usage."""
    ended = subprocess.run(
        [sys.executable, "-m", "dushu_service", "serve"], env={**os.environ, "DUSHU_WORKERS": "many"},
        capture_output=True, text=True, timeout=60, check=False,
    )

    assert ended.returncode == 2
    assert ended.stderr.startswith("DUSHU_WORKERS='many'")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("units.tsv", None, "units.tsv: No such file"),
        ("nothing.tsv", "surface\n", "no table is called 'nothing'"),
        ("units.tsv", "surface\tcolour\n里\tred\n", "units.tsv:1: column 'colour'"),
    ],
    ids=["missing", "unknown table", "unknown column"],
)
def test_server_does_not_start_with_a_wrong_lexicon(
    tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    """It says which file, which row and what is wrong, and not only to a worker's log."""
    table = tmp_path / name
    if content is not None:
        table.write_text(content)
    ended = subprocess.run(
        [sys.executable, "-m", "dushu_service", "serve"], env={**os.environ, "DUSHU_LEXICON": str(table)},
        capture_output=True, text=True, timeout=60, check=False,
    )

    assert ended.returncode == 2
    assert ended.stderr.startswith("DUSHU_LEXICON: ")
    assert said in ended.stderr


def test_users_own_lexicon_is_read(
    start_server: Callable[..., Server], client: httpx.Client, tmp_path: Path
) -> None:
    """A word that only the user's table has is read, and the report says that its tables were others."""
    table = tmp_path / "units.tsv"
    table.write_text("surface\tcanonical\tdimension\n咕噜\t咕噜\tcount\n")
    server = start_server(drain_seconds=0, lexicon=table)
    path, headers = "/v1/extract?include=quantities", {"Content-Type": "text/plain"}
    own = httpx.post(server.url + path, content="共计12咕噜。", headers=headers, trust_env=False).json()
    plain = client.post(path, content="共计12咕噜。", headers=headers).json()

    assert "咕噜" in [quantity.get("unit") for quantity in own["quantities"]]
    assert "咕噜" not in [quantity.get("unit") for quantity in plain.get("quantities", [])]
    assert own["lexicon_version"] != plain["lexicon_version"]


def test_long_headers_and_queries_are_not_kept(server: Server, client: httpx.Client) -> None:
    """What is remembered of common ones must not become a place where anybody can leave megabytes."""
    before = resident_bytes(client)
    for number in range(150):
        long = f"{number}".zfill(30_000)
        headers = {"Content-Type": "text/plain", "Accept-Encoding": long}
        response = client.post(f"/v1/extract?id={long}", content="增长5%", headers=headers)
        assert response.json()["id"] == long
    assert resident_bytes(client) - before < 10_000_000
