"""dushu_service.client against a real service, and against one that is busy."""
import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import dushu
import httpx
import pytest
from dushu.report import Report
from dushu_service.client import AsyncClient, Client, ProblemError, Retries, retry_after
from dushu_service.formats import Failure, json_encoder
from service_process import Server

TEXT = "全年粮食产量21.6万吨，同比增长1.4%。"


@pytest.fixture
def client(service: Server) -> Iterator[Client]:
    with Client(service.url, trust_env=False) as client:
        yield client


def test_text_gives_the_librarys_report(client: Client, texts: list[str]) -> None:
    for text in [TEXT, *texts]:
        assert client.extract(text) == dushu.extract(text)


def test_bytes_and_options_are_passed_on(client: Client) -> None:
    page = f"<p>去年{TEXT}</p>".encode("gb18030")
    options = {"charset": "gbk", "content_type": "text/html", "published_at": "2024-03-18", "id": "1",
               "include": ["quantities"], "offsets": "utf8"}
    assert client.extract(page, **options) == dushu.extract(page, **options)  # type: ignore[arg-type]


def test_batch_gives_rows_in_order_and_failures_in_their_places(client: Client) -> None:
    rows = client.batch([{"id": "a", "text": TEXT}, {"id": "b", "text": ""}, {"text": TEXT}])

    assert rows[0] == dushu.extract(TEXT, id="a")
    assert isinstance(rows[1], Failure)
    assert (rows[1].id, rows[1].number, rows[1].error["type"]) == ("b", 2, "/problems/empty-body")
    assert rows[2] == dushu.extract(TEXT)


def test_stream_gives_rows_in_order(client: Client) -> None:
    rows = list(client.stream({"id": str(number), "text": TEXT} for number in range(500)))
    assert [row.id for row in rows] == [str(number) for number in range(500)]
    assert all(isinstance(row, Report) and row.indicators for row in rows)


def test_refusal_is_an_error_with_its_problem(client: Client) -> None:
    with pytest.raises(ProblemError) as caught:
        client.extract(TEXT.encode(), charset="klingon")
    assert (caught.value.status, caught.value.code) == (415, "unknown-charset")
    with pytest.raises(ProblemError):
        list(client.stream([], published_at="", include=["nothing"]))


def test_async_client_does_the_same(service: Server) -> None:
    async def run() -> None:
        async with AsyncClient(service.url, trust_env=False) as client:
            report, rows = await asyncio.gather(client.extract(TEXT), client.batch([{"text": TEXT}]))
            assert report == rows[0] == dushu.extract(TEXT)
            assert [row async for row in client.stream([{"text": TEXT}])] == [report]

            async def articles() -> object:
                yield {"text": TEXT}

            assert [row async for row in client.stream(articles())] == [report]  # type: ignore[arg-type]

    asyncio.run(run())


class Busy:
    """A service that is busy at first; the waits of its client are noted and not kept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: httpx.Response | Exception) -> None:
        self.waits: list[float] = []
        self._answers = list(answers)
        monkeypatch.setattr("time.sleep", self.waits.append)

        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        monkeypatch.setattr("asyncio.sleep", sleep)
        self.transport = httpx.MockTransport(self._answer)

    def _answer(self, _: httpx.Request) -> httpx.Response:
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def good() -> httpx.Response:
    return httpx.Response(200, content=json_encoder.encode(dushu.extract(TEXT)))


def test_retry_after_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits as long as it is asked to, and without being asked to, longer each time."""
    busy = Busy(
        monkeypatch, httpx.Response(503, headers={"retry-after": "7"}), httpx.Response(503),
        httpx.ConnectError("nobody"), good(),
    )
    with Client("http://busy", transport=busy.transport) as client:
        assert client.extract(TEXT) == dushu.extract(TEXT)
    assert busy.waits == [7.0, 0.2, 0.4]


def test_async_client_honours_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Busy(monkeypatch, httpx.Response(503, headers={"retry-after": "7"}), good())

    async def run() -> None:
        async with AsyncClient("http://busy", transport=busy.transport) as client:
            assert await client.extract(TEXT) == dushu.extract(TEXT)

    asyncio.run(run())
    assert 7.0 in busy.waits


def test_it_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After some tries, at once when asked to wait for very long, and at once for what trying again won't help."""
    for answers, retries in [
        ([httpx.Response(503)] * 3, Retries(times=2)),
        ([httpx.Response(503, headers={"retry-after": "3600"})], Retries()),
        ([httpx.Response(413)], Retries()),
    ]:
        busy = Busy(monkeypatch, *answers)
        with Client("http://busy", transport=busy.transport, retries=retries) as client, pytest.raises(ProblemError):
            client.extract(TEXT)
        assert len(busy.waits) == len(answers) - 1


def test_retry_after_as_a_date() -> None:
    later = datetime.now(UTC) + timedelta(seconds=100)
    wait = retry_after(httpx.Response(503, headers={"retry-after": format_datetime(later)}))
    assert wait is not None
    assert 90 < wait <= 100
    assert retry_after(httpx.Response(503, headers={"retry-after": "soon"})) is None
