"""The forms of an answer. JSON is tested with extraction itself."""
import csv
import io
from decimal import Decimal

import dushu
import httpx
import msgspec
import pytest
from dushu import Report
from dushu.report import Document, Extent, Indicator, Period, Section, Span
from dushu_service.formats import AVAILABLE, COLUMNS, FORMATS, Failure
from dushu_service.negotiation import negotiate
from dushu_service.problems import Problem

TEXT = "2024年,全市刑事警情数下降16.35%。"
ENCODER = msgspec.json.Encoder(decimal_format="number")


def indicator(**fields: object) -> Indicator:
    """An indicator that differs from a plain one in these fields."""
    plain = {
        "text": "16.35%", "start": 3, "end": 9, "kind": "percent", "value": 16.35, "dimension": "ratio",
        "bound": "eq", "statement": "change", "status": "actual", "block": 0, "sentence": Extent(0, 10),
    }
    return Indicator(**(plain | fields))


def report(*indicators: Indicator, **fields: object) -> Report:
    """A report with these indicators."""
    plain = {
        "schema_version": "1", "text_sha256": "0" * 64, "charset": "utf-8", "lexicon_version": "x",
        "document": Document(script="hans", length=10), "blocks": [], "indicators": list(indicators),
        "sections": [Section(id=0, level=1, kind="heading", title=Span("=一、治安", 0, 5), start=0, end=10)],
    }
    return Report(**(plain | fields))


def table(body: bytes) -> list[dict[str, str]]:
    """A CSV as a spreadsheet reads it."""
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def post(client: httpx.Client, accept: str, path: str = "/v1/extract") -> httpx.Response:
    """Ask for a form."""
    if path.endswith("batch"):
        return client.post(path, json=[{"text": TEXT, "id": "a"}, {"text": ""}], headers={"Accept": accept})
    return client.post(path, content=TEXT.encode(), headers={"Content-Type": "text/plain", "Accept": accept})


@pytest.mark.parametrize("accept", ["", "*/*", "application/*", "application/json", "text/html, */*;q=0.1"])
def test_json_is_given_to_who_does_not_care(client: httpx.Client, accept: str) -> None:
    assert post(client, accept).headers["content-type"] == "application/json"


@pytest.mark.parametrize("accept", AVAILABLE)
def test_form_is_the_one_asked_for(client: httpx.Client, accept: str) -> None:
    response = post(client, accept)

    assert response.status_code == 200
    assert response.headers["content-type"].split(";")[0] == accept
    assert "accept" in response.headers["vary"].split(", ")


def test_form_that_is_not_available(client: httpx.Client) -> None:
    response = post(client, "application/pdf")

    assert response.status_code == 406
    assert response.json()["available"] == list(AVAILABLE)


def test_quality_decides() -> None:
    assert negotiate("text/csv;q=0.2, application/msgpack;q=0.9").content_type == b"application/msgpack"


def test_ndjson_is_a_report_a_line(client: httpx.Client) -> None:
    whole = ENCODER.encode(dushu.extract(TEXT.encode()))

    assert post(client, "application/x-ndjson").content == whole + b"\n"
    rows = post(client, "application/x-ndjson", "/v1/extract/batch").content.splitlines()
    assert rows[0] == ENCODER.encode(dushu.extract(TEXT, id="a"))
    assert len(rows) == 2


def test_msgpack_holds_the_same_report(client: httpx.Client) -> None:
    packed = msgspec.msgpack.decode(post(client, "application/msgpack").content)

    assert packed == msgspec.to_builtins(dushu.extract(TEXT.encode()))


def test_msgpack_numbers_stay_exact() -> None:
    """What MessagePack has no number for is a string of all its digits."""
    values = [16.35, 112000000, 10**30, -(2**63), 2**64 - 1, 2**64, Decimal("12345678901234567890.5")]
    made = FORMATS["application/msgpack"].one(report(*(indicator(value=value) for value in values)))

    assert [figure["value"] for figure in msgspec.msgpack.decode(made)["indicators"]] == [
        16.35, 112000000, str(10**30), -(2**63), 2**64 - 1, str(2**64), "12345678901234567890.5"
    ]


def test_csv_is_a_row_an_indicator() -> None:
    figure = indicator(
        metric=Span("刑事警情数", 0, 5), value=Decimal("0.333333333333333"), unit="%", section=0, from_=1,
        period=Period("2024年", "2024-01-01", "2024-12-31"),
    )
    body = FORMATS["text/csv"].one(report(figure, indicator(), id="稿件,\"1\"\n"))
    first, second = table(body)

    assert tuple(first) == COLUMNS
    assert first["id"] == second["id"] == "稿件,\"1\"\n"
    assert (first["metric"], first["value"], first["unit"]) == ("刑事警情数", "0.333333333333333", "%")
    assert (first["period_start"], first["period_end"], first["from"]) == ("2024-01-01", "2024-12-31", "1")
    assert second["metric"] == second["section"] == second["error"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_has_no_formulas(start: str) -> None:
    """No text of a report, which anybody may have written, is run by the spreadsheet that opens it."""
    evil = start + "HYPERLINK(0)"
    document = Document(script="hans", length=10, title=Span(evil, 0, 5), source=evil)
    figure = indicator(metric=Span(evil, 0, 5), text=evil, unit=evil, scope=evil, section=0)
    figure.period = Period(evil, "2024-01-01", "2024-12-31")
    rows = [report(figure, document=document, id=evil), Failure({"type": "/problems/empty-body"}, 2, evil)]

    for row in table(FORMATS["text/csv"].many(rows)):
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_csv_tells_failures(client: httpx.Client) -> None:
    """A report without figures has no row; one that could not be made has."""
    rows = table(post(client, "text/csv", "/v1/extract/batch").content)

    assert [row["error"] for row in rows if row["error"]] == ["/problems/empty-body"]


def test_accept_that_takes_long_to_read_is_not_read(client: httpx.Client) -> None:
    """A hundred kilobytes of media types would keep the others waiting."""
    response = post(client, "a/b," * 25_000)

    assert response.status_code == 400
    assert response.json()["type"] == "/problems/bad-request"


def test_unacceptable_is_a_problem() -> None:
    with pytest.raises(Problem, match="not-acceptable"):
        negotiate("image/png")
