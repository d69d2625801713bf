"""News items in ninjs, asked for and delivered: signed, and as often as the sender likes."""
import base64
import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import dushu
import httpx
import pytest
from dushu_service.formats import json_encoder
from dushu_service.problem_types import Problem
from dushu_service.settings import Settings, SettingsError, from_environment, shown
from dushu_service.webhooks import TOLERANCE_SECONDS, Deliveries, check_standard
from service_process import Server
from standardwebhooks import Webhook

BODY = "<p>全年粮食产量21.6万吨，同比增长1.4%。</p>"
ITEM = {
    "guid": "urn:news:1", "type": "text", "headline": "2023年兰溪县统计公报", "byline": "记者 林遥",
    "versioncreated": "2024-03-18T08:00:00+0000", "body_html": BODY, "extra": {"desk": "economy"},
}
SUPERDESK = "s3cret"
STANDARD = "whsec_" + base64.b64encode(os.urandom(24)).decode()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a service that has both secrets, and keys that deliveries need not show."""
    server = Server(
        tmp_path_factory.mktemp("service") / "log", drain_seconds=0, superdesk_secret=SUPERDESK, webhook_secret=STANDARD,
        api_keys="desk:" + hashlib.sha256(b"key").hexdigest(),
    )
    server.wait_until_ready()
    with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
        yield client
    server.stop()


def ask(client: httpx.Client, item: object) -> httpx.Response:
    return client.post("/v1/extract/ninjs", json=item, headers={"x-api-key": "key"})


def test_item_comes_back_with_its_figures(client: httpx.Client) -> None:
    """All its members as they were, and the report on headline, byline and body, in the text that is shown."""
    answer = ask(client, ITEM).json()
    added = answer.pop("dushu")

    assert answer == ITEM
    text = f"<h1>{ITEM['headline']}</h1>\n<p>{ITEM['byline']}</p>\n{BODY}"
    report = dushu.extract(text, content_type="text/html", published_at="2024-03-18T08:00:00+0000", id="urn:news:1")
    assert added == {
        "content_type": "text/html", "text": text, "report": json.loads(json_encoder.encode(report)),
    }
    for figure in added["report"]["indicators"]:
        assert text[figure["start"]:figure["end"]] == figure["text"]
        assert figure["period"]["start"] == "2023-01-01", "the headline tells the year"


def test_plain_body_is_read_as_text(client: httpx.Client) -> None:
    item = {"uri": "u", "body_text": "粮食产量21.6万吨。", "headline": "2023年公报", "body_html": ""}
    added = ask(client, item).json()["dushu"]
    assert (added["content_type"], added["text"]) == ("text/plain", "2023年公报\n\n粮食产量21.6万吨。")
    assert added["report"]["id"] == "u"


def test_null_is_as_good_as_absent(client: httpx.Client) -> None:
    """In every member that is read, and of the other body, as CMSs write what they do not have."""
    members = ("body_html", "body_text", "headline", "byline", "versioncreated", "uri", "guid")
    for given in ({"body_text": "粮食产量21.6万吨。"}, {"body_html": BODY}):
        item = dict.fromkeys(members) | given
        bare, nulls = ask(client, given).json(), ask(client, item).json()
        assert nulls.pop("dushu") == bare["dushu"]
        assert nulls == item


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"headline": "x"}, "empty-body"), ({"body_html": None, "body_text": None}, "empty-body"), ({"body_html": 5}, "invalid-document"), ([], "invalid-document"),
        ({**ITEM, "versioncreated": "soon"}, "invalid-date"),
    ],
    ids=["no body", "null bodies", "no text", "no object", "no date"],
)
def test_item_that_cannot_be_read_is_a_problem(client: httpx.Client, item: object, code: str) -> None:
    answer = ask(client, item)
    assert (answer.status_code, answer.json()["type"]) == (400, f"/problems/{code}")


def by_superdesk(body: bytes) -> tuple[str, dict[str, str]]:
    """A delivery as Superdesk's http_push signs it."""
    return "/v1/webhooks/superdesk", {"x-superdesk-signature": "sha1=" + hmac.new(SUPERDESK.encode(), body, "sha1").hexdigest()}


def by_standard(body: bytes) -> tuple[str, dict[str, str]]:
    """A delivery as the Standard Webhooks library signs it."""
    now = datetime.now(UTC)
    signature = Webhook(STANDARD).sign("msg_" + hashlib.sha256(body).hexdigest(), now, body.decode())
    return "/v1/webhooks/standard", {
        "webhook-id": "msg_" + hashlib.sha256(body).hexdigest(), "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": f"v1,bm90IHRoaXM= {signature}",
    }


Sign = Callable[[bytes], tuple[str, dict[str, str]]]


@pytest.mark.parametrize("sign", [by_superdesk, by_standard])
def test_signed_delivery_is_read_and_may_come_again(client: httpx.Client, sign: Sign) -> None:
    """Sent again, it is answered alike, and told apart."""
    body = json.dumps(ITEM).encode()
    path, headers = sign(body)
    first, second = (client.post(path, content=body, headers=headers) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["dushu"] == ask(client, ITEM).json()["dushu"]
    assert first.content == second.content
    assert ("dushu-delivery" in first.headers, second.headers["dushu-delivery"]) == (False, "again")


@pytest.mark.parametrize("sign", [by_superdesk, by_standard])
def test_delivery_with_another_body_than_was_signed_is_refused(client: httpx.Client, sign: Sign) -> None:
    path, headers = sign(b"{}")
    for given in (headers, dict.fromkeys(headers, ""), {}):
        assert client.post(path, content=b'{"body_text": "x"}', headers=given).status_code == 401


def test_delivery_from_another_time_is_refused(client: httpx.Client) -> None:
    """However well it is signed: it may have been recorded."""
    body = json.dumps(ITEM).encode()
    for away in (-TOLERANCE_SECONDS - 60, TOLERANCE_SECONDS + 60):
        sent = datetime.fromtimestamp(time.time() + away, UTC)
        headers = {"webhook-id": "m", "webhook-timestamp": str(int(sent.timestamp())),
                   "webhook-signature": Webhook(STANDARD).sign("m", sent, body.decode())}
        with pytest.raises(Problem, match="unauthorized"):
            check_standard(body, headers, STANDARD)


def test_id_of_another_delivery_is_refused() -> None:
    """And ids are forgotten in the order in which they were last seen."""
    deliveries = Deliveries(size=2)
    assert [deliveries.note(id, b"x") for id in ("a", "b", "a", "c", "a")] == [False, False, True, False, True]
    with pytest.raises(Problem, match="delivery-conflict"):
        deliveries.note("a", b"y")
    assert deliveries.note("b", b"x") is False


def test_without_a_secret_there_is_no_receiver(service: Server) -> None:
    for path in ("superdesk", "standard"):
        assert httpx.post(f"{service.url}/v1/webhooks/{path}", content=b"{}", trust_env=False).status_code == 404


def test_secrets_are_not_shown() -> None:
    settings = Settings(superdesk_secret=SUPERDESK, webhook_secret=STANDARD)
    assert not any(SUPERDESK in value or STANDARD in value for value in shown(settings).values())
    with pytest.raises(SettingsError, match="DUSHU_WEBHOOK_SECRET"):
        from_environment({"DUSHU_WEBHOOK_SECRET": "too short"})
