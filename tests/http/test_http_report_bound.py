"""A report has so many parts and no more, on every way into the service."""
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator

import httpx
import orjson
import pytest
from dushu_service.problems import PROBLEM_TYPES
from service_process import Server

LIMIT = 100
SECRET = "s3cret"
SMALL, LARGE = "增长5%。", "增长5%。" * LIMIT


@pytest.fixture(scope="module")
def bounded(start_server: Callable[..., Server]) -> Iterator[httpx.Client]:
    """A client of a service whose reports are small."""
    server = start_server(drain_seconds=0, max_report_parts=LIMIT, superdesk_secret=SECRET, max_wait_seconds=60)
    with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
        yield client


def assert_refused(problem: dict[str, object]) -> None:
    assert (problem["type"], problem["status"], problem["limit"]) == ("/problems/report-too-large", 413, LIMIT)


def test_limit_is_published(bounded: httpx.Client) -> None:
    assert bounded.get("/v1/limits").json()["max_report_parts"] == LIMIT
    assert PROBLEM_TYPES["report-too-large"].status == 413


@pytest.mark.parametrize("accept", ["application/json", "text/csv", "application/msgpack"])
@pytest.mark.parametrize("query", ["", "?include=quantities"])
def test_one_text(bounded: httpx.Client, accept: str, query: str) -> None:
    """Whatever form is asked for, and quantities or not."""
    for content_type, body in (
        ("text/plain", LARGE), ("text/html", f"<p>{LARGE}</p>"), ("application/json", json.dumps({"text": LARGE})),
    ):
        headers = {"Content-Type": content_type, "Accept": accept}
        answer = bounded.post(f"/v1/extract{query}", content=body, headers=headers)
        assert answer.status_code == 413
        assert_refused(answer.json())
    assert bounded.post("/v1/extract", content=SMALL, headers={"Content-Type": "text/plain"}).status_code == 200


def test_item_and_delivery(bounded: httpx.Client) -> None:
    body = json.dumps({"guid": "1", "body_text": LARGE}).encode()
    signed = {"x-superdesk-signature": "sha1=" + hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()}
    for path, headers in (("/v1/extract/ninjs", {}), ("/v1/webhooks/superdesk", signed)):
        answer = bounded.post(path, content=body, headers={"Content-Type": "application/json", **headers})
        assert answer.status_code == 413
        assert_refused(answer.json())


def test_row_of_a_stream(bounded: httpx.Client) -> None:
    """Rows are given away one by one: each may be as large as a report may be."""
    lines = "".join(json.dumps({"text": text}) + "\n" for text in (SMALL, LARGE, *[SMALL] * LIMIT))
    answer = bounded.post("/v1/extract/stream", content=lines, headers={"Content-Type": "application/x-ndjson"})
    rows = [orjson.loads(line) for line in answer.iter_lines()]

    assert_refused(rows[1]["error"])
    assert sum("indicators" in row for row in rows) == LIMIT + 1


def test_rows_of_a_batch_share_the_bound(bounded: httpx.Client) -> None:
    """They are held together; what would be too much is a failure, and what still fits is read."""
    third = "增长5%。" * (LIMIT // 6 - 1)  # a figure, and a warning that nothing says of what
    texts = (third, LARGE, third, third, third, SMALL)
    rows = bounded.post("/v1/extract/batch", json=[{"text": text} for text in texts]).json()

    assert ["error" in row for row in rows] == [False, True, False, False, True, False]
    for row in rows:
        if "error" in row:
            assert_refused(row["error"])
    assert sum(len(row.get("blocks", ())) + 2 * len(row.get("indicators", ())) for row in rows) <= LIMIT
