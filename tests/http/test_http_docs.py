"""The reference at /docs and the pages of problems: complete, by the policy, and true."""
import hmac
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import httpx
import msgspec
import pytest
from dushu import Report
from dushu_service.problems import PROBLEM_TYPES
from dushu_service.reference.markup import element, prose
from service_process import WEBHOOKS
from standardwebhooks import Webhook

VOID = {"meta", "link"}


class Page(HTMLParser):
    """What a page holds: its ids, the addresses that it refers to, and whether its elements are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(str(value))
            if name in ("href", "src"):
                self.addresses.append(str(value))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def described(client: httpx.Client) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/schema").json()
    return document


@pytest.fixture(scope="module")
def reference(client: httpx.Client) -> str:
    return client.get("/docs").text


def test_reference_has_every_operation_and_problem(described: dict[str, Any], reference: str) -> None:
    ids = Page(reference).ids

    for methods in described["paths"].values():
        assert {operation["operationId"] for operation in methods.values()} <= set(ids)
    assert {f"problem-{code}" for code in PROBLEM_TYPES} <= set(ids)
    assert {f"schema-{name}" for name in described["components"]["schemas"]} <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", ["/docs", "/problems/overloaded"])
def test_page_is_whole_and_links_lead_somewhere(client: httpx.Client, path: str) -> None:
    page = Page(client.get(path, headers={"Accept": "text/html"}).text)

    assert not page.open
    for address in page.addresses:
        if address.startswith("#"):
            assert address[1:] in page.ids
        elif address != "/":  # the page for editors has tests of its own
            assert client.get(address.partition("#")[0]).status_code == 200, address


@pytest.mark.parametrize("path", ["/docs", "/problems/overloaded"])
def test_page_keeps_a_policy_without_scripts(client: httpx.Client, path: str) -> None:
    """Everything comes from the service, and the policy lets nothing else in."""
    response = client.get(path, headers={"Accept": "text/html"})
    policy = response.headers["content-security-policy"]
    page = Page(response.text)

    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src" not in policy
    assert not page.names & {"script", "style", "iframe", "img"}
    assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
    assert not re.search(r'(?:href|src)="(?:https?:)?//', response.text)


def test_every_operation_has_examples(described: dict[str, Any]) -> None:
    """Of requests and of answers, in every form that is text."""
    for path, methods in described["paths"].items():
        for operation in methods.values():
            contents = list(operation.get("requestBody", {}).get("content", {}).items())
            for answer in operation["responses"].values():
                contents += answer.get("content", {}).items()
            for media_type, content in contents:
                assert "example" in content or content["schema"].get("format") == "binary", (path, media_type)


def test_example_report_is_what_is_answered(client: httpx.Client, described: dict[str, Any]) -> None:
    operation = described["paths"]["/v1/extract"]["post"]
    article = operation["requestBody"]["content"]["application/json"]["example"]
    example = operation["responses"]["200"]["content"]["application/json"]["example"]

    assert client.post("/v1/extract", json=article).json() == example
    assert msgspec.convert(example, Report).indicators


@pytest.mark.parametrize("media_type", ["application/x-ndjson", "text/csv"])
def test_examples_of_other_forms_are_what_is_answered(
    client: httpx.Client, described: dict[str, Any], media_type: str
) -> None:
    operation = described["paths"]["/v1/extract"]["post"]
    article = operation["requestBody"]["content"]["application/json"]["example"]
    response = client.post("/v1/extract", json=article, headers={"Accept": media_type})

    example = operation["responses"]["200"]["content"][media_type]["example"]
    assert response.content.decode("utf-8-sig") == example


@pytest.mark.parametrize("path", ["/v1/extract/batch", "/v1/extract/stream"])
def test_example_of_several_shows_a_report_and_a_failure(
    client: httpx.Client, described: dict[str, Any], path: str
) -> None:
    """The rows are of the same kinds, in the same order, as those that the example is answered with."""
    operation = described["paths"][path]["post"]
    media_type, content = next(iter(operation["requestBody"]["content"].items()))
    sent = content["example"]
    body = sent.encode() if isinstance(sent, str) else msgspec.json.encode(sent)
    answer = client.post(path, content=body, headers={"Content-Type": media_type}).content
    example = operation["responses"]["200"]["content"]
    shown = example.get("application/json", example["application/x-ndjson"])["example"]

    decode = msgspec.json.decode if path.endswith("batch") else msgspec.json.Decoder().decode_lines
    answered = decode(answer)
    rows = decode(shown) if isinstance(shown, str) else shown
    assert [row.get("id") for row in rows] == [row.get("id") for row in answered] == ["A1", "A2"]
    assert rows[0] == answered[0]
    assert rows[1]["error"]["type"] == answered[1]["error"]["type"] == "/problems/empty-body"


@pytest.mark.parametrize("code", PROBLEM_TYPES)
def test_problem_page_says_what_happened_and_what_to_do(client: httpx.Client, code: str) -> None:
    """A page for browsers, data for everybody else, both from the same table."""
    kind = PROBLEM_TYPES[code]
    shown = client.get(f"/problems/{code}", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    told = client.get(f"/problems/{code}", headers={"Accept": "application/json"})

    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    assert element("h1", kind.title) in shown.text
    assert prose(kind.explanation) in shown.text
    assert told.json() == msgspec.to_builtins(kind)
    assert shown.headers["vary"] == told.headers["vary"] == "accept"


def test_problem_page_that_is_none(client: httpx.Client) -> None:
    """What is unknown is not repeated as markup."""
    response = client.get("/problems/<b>", headers={"Accept": "text/html"})

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_reference_asks_for_a_key_where_one_is_needed() -> None:
    from dushu import Extractor
    from dushu_service import openapi
    from dushu_service.reference.render import reference_page
    from dushu_service.settings import Settings

    extractor = Extractor()
    open_page = reference_page(openapi.document(Settings(), extractor), "/s.css").decode()
    keyed = Settings(api_keys=(f"a:{'0' * 64}",))
    keyed_page = reference_page(openapi.document(keyed, extractor), "/s.css").decode()

    assert "asks for no key" in open_page
    assert "X-API-Key" in keyed_page and "asks for no key" not in keyed_page


def test_deliveries_are_described_where_they_are_taken() -> None:
    """Each receiver by itself, and that it wants no key."""
    from dushu import Extractor
    from dushu_service import openapi
    from dushu_service.settings import Settings

    extractor, keys = Extractor(), (f"a:{'0' * 64}",)
    for secrets, expected in (({}, set()), *(({name: WEBHOOKS[name]}, {path}) for name, path in (
        ("superdesk_secret", "/v1/webhooks/superdesk"), ("webhook_secret", "/v1/webhooks/standard")))):
        paths = openapi.document(Settings(api_keys=keys, **secrets), extractor)["paths"]
        assert {path for path in paths if "webhooks" in path} == expected
        assert all(paths[path]["post"]["security"] == [] for path in expected)


@pytest.mark.parametrize("path", ["/v1/webhooks/superdesk", "/v1/webhooks/standard"])
def test_example_of_a_delivery_is_what_is_answered(
    client: httpx.Client, described: dict[str, Any], path: str
) -> None:
    """Signed in earnest; with the headers of the example it is refused as described."""
    operation = described["paths"][path]["post"]
    body = msgspec.json.encode(operation["requestBody"]["content"]["application/json"]["example"])
    named = {parameter["name"]: parameter["example"] for parameter in operation["parameters"]}
    if path.endswith("superdesk"):
        signed = {"X-Superdesk-Signature": f"sha1={hmac.new(WEBHOOKS['superdesk_secret'].encode(), body, 'sha1').hexdigest()}"}
    else:
        now = datetime.now(UTC)
        signature = Webhook(WEBHOOKS["webhook_secret"]).sign(named["webhook-id"], now, body.decode())
        signed = {**named, "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signature}

    assert client.post(path, content=body, headers=named).status_code == 401
    answers = [client.post(path, content=body, headers=signed) for _ in range(2)]
    example = operation["responses"]["201"]["content"]["application/json"]["example"]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == example
    assert answers[1].headers["Dushu-Delivery"] == "again"
    assert client.post(path, content=b"{}", headers=signed).status_code == 401
