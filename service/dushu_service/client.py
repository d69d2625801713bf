"""A client of the service: typed reports, retries that keep to Retry-After, batches and streams.

    with Client("http://127.0.0.1:8000") as client:
        report = client.extract("全年粮食产量21.6万吨，同比增长1.4%。")
        for row in client.stream({"id": "1", "text": text} for text in texts):
            ...

`AsyncClient` has the same methods, to be awaited. Rows of a batch or stream are a Report, or a Failure in the
place of one that could not be made. What the service refuses raises ProblemError. Numbers with a fraction
arrive as floats: those of more than 15 digits as the nearest one.
"""
import asyncio
import time
from collections.abc import AsyncIterable, AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any

import httpx
import msgspec
from dushu.pipeline import Offsets
from dushu.report import Report

from .formats import Failure, Row

Article = Mapping[str, str]
"""`text`, and if wanted `published_at` and `id`."""


# Nothing was done: these may be sent again.
_AGAIN = frozenset({429, 502, 503, 504})
_NDJSON = {"content-type": "application/x-ndjson"}

_report = msgspec.json.Decoder(Report)


class ProblemError(Exception):
    """What the service refused. `problem` are the members of its problem details, `status` its HTTP status."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('title', '')}: {problem.get('detail', '')}")
        self.status = status
        self.problem = problem

    @property
    def code(self) -> str:
        """The stable end of the problem's type, such as `too-large`."""
        return str(self.problem.get("type", "")).rpartition("/")[2]


class Retries:
    """How often a request is sent again that was refused for lack of room, or found nobody.

    Before each try it waits as long as Retry-After asks for; without one, twice as long as before. It gives up
    rather than wait longer than `longest_wait` seconds at once.
    """

    def __init__(self, times: int = 5, first_wait: float = 0.1, longest_wait: float = 60.0) -> None:
        self.times = times
        self.first_wait = first_wait
        self.longest_wait = longest_wait

    def wait_before(self, retry: int, response: httpx.Response | None) -> float | None:
        """Seconds to wait before retry number `retry` (from 0); None to give up."""
        if retry >= self.times or (response is not None and response.status_code not in _AGAIN):
            return None
        wait = retry_after(response) if response is not None else None
        if wait is None:
            return min(self.first_wait * float(2**retry), self.longest_wait)
        return wait if wait <= self.longest_wait else None


def retry_after(response: httpx.Response) -> float | None:
    """The seconds that Retry-After asks for, given as such or as a date."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())


class _Requests:
    """What to send, and what to make of the answers: the same for both clients."""

    def __init__(self, url: str, key: str | None, timeout: float, retries: Retries | None) -> None:
        self._retries = retries or Retries()
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self._options: dict[str, Any] = {"base_url": url, "headers": headers, "timeout": timeout}

    @staticmethod
    def _one(
        source: str | bytes, content_type: str, charset: str | None, options: dict[str, Any]
    ) -> dict[str, Any]:
        if isinstance(source, str):
            source, charset = source.encode("utf-8", "surrogatepass"), "utf-8"
        declared = f"{content_type}; charset={charset}" if charset else content_type
        return {
            "url": "/v1/extract", "params": options, "content": source, "headers": {"content-type": declared},
        }

    @staticmethod
    def _batch(articles: Sequence[Article], options: dict[str, Any]) -> dict[str, Any]:
        return {
            "url": "/v1/extract/batch", "params": options, "content": msgspec.json.encode(articles),
            "headers": {"content-type": "application/json"},
        }


def options_of(
    published_at: str | None = None,
    include: Collection[str] = (),
    offsets: Offsets = "codepoint",
    id: str | None = None,
) -> dict[str, str]:
    """The query parameters of extraction; what is as usual is left out."""
    given = {
        "published_at": published_at, "include": ",".join(include) or None, "id": id,
        "offsets": None if offsets == "codepoint" else offsets,
    }
    return {name: value for name, value in given.items() if value is not None}


def checked(response: httpx.Response) -> bytes:
    """The body of a good answer. Raises ProblemError for any other."""
    if response.is_success:
        return response.content
    try:
        problem = msgspec.json.decode(response.content)
    except msgspec.DecodeError:
        problem = None
    if not isinstance(problem, dict):
        problem = {"title": response.reason_phrase, "detail": response.text[:200]}
    raise ProblemError(response.status_code, problem)


def row_of(content: bytes | msgspec.Raw) -> Row:
    """A row of a batch or stream, typed."""
    try:
        return _report.decode(content)
    except msgspec.ValidationError:
        return msgspec.json.decode(content, type=Failure)


def _line(article: Article) -> bytes:
    return msgspec.json.encode(article) + b"\n"


class Client(_Requests):
    """The client for ordinary code. Connections are kept: make one and use it for all."""

    def __init__(
        self, url: str, *, key: str | None = None, timeout: float = 60.0, retries: Retries | None = None, **more: Any
    ) -> None:
        """`more` goes to httpx.Client."""
        super().__init__(url, key, timeout, retries)
        self._http = httpx.Client(**(self._options | more))

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def extract(
        self, source: str | bytes, *, charset: str | None = None, content_type: str = "text/plain",
        published_at: str | None = None, include: Collection[str] = (), offsets: Offsets = "codepoint",
        id: str | None = None,
    ) -> Report:
        """The report on one text; the options are those of `dushu.extract`."""
        options = options_of(published_at, include, offsets, id)
        return _report.decode(checked(self._post(**self._one(source, content_type, charset, options))))

    def batch(
        self, articles: Sequence[Article], *, published_at: str | None = None, include: Collection[str] = (),
        offsets: Offsets = "codepoint",
    ) -> list[Row]:
        """A row for each article, in order."""
        content = checked(self._post(**self._batch(articles, options_of(published_at, include, offsets))))
        return [row_of(row) for row in msgspec.json.decode(content, type=list[msgspec.Raw])]

    def stream(
        self, articles: Iterable[Article], *, published_at: str | None = None, include: Collection[str] = (),
        offsets: Offsets = "codepoint",
    ) -> Iterator[Row]:
        """A row for each article, in order, in flat memory. It cannot be tried again: the articles are gone."""
        with self._http.stream(
            "POST", "/v1/extract/stream", params=options_of(published_at, include, offsets),
            content=map(_line, articles), headers=_NDJSON,
        ) as response:
            if not response.is_success:
                response.read()
                checked(response)
            for line in response.iter_lines():
                yield row_of(line.encode())

    def _post(self, **request: Any) -> httpx.Response:
        retry = 0
        while True:
            response: httpx.Response | None = None
            try:
                response = self._http.post(**request)
            except httpx.ConnectError:
                wait = self._retries.wait_before(retry, None)
                if wait is None:
                    raise
            else:
                wait = self._retries.wait_before(retry, response)
                if wait is None:
                    return response
            time.sleep(wait)
            retry += 1


class AsyncClient(_Requests):
    """The client for asyncio."""

    def __init__(
        self, url: str, *, key: str | None = None, timeout: float = 60.0, retries: Retries | None = None, **more: Any
    ) -> None:
        """`more` goes to httpx.AsyncClient."""
        super().__init__(url, key, timeout, retries)
        self._http = httpx.AsyncClient(**(self._options | more))

    async def __aenter__(self) -> "AsyncClient":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def extract(
        self, source: str | bytes, *, charset: str | None = None, content_type: str = "text/plain",
        published_at: str | None = None, include: Collection[str] = (), offsets: Offsets = "codepoint",
        id: str | None = None,
    ) -> Report:
        """The report on one text; the options are those of `dushu.extract`."""
        options = options_of(published_at, include, offsets, id)
        return _report.decode(checked(await self._post(**self._one(source, content_type, charset, options))))

    async def batch(
        self, articles: Sequence[Article], *, published_at: str | None = None, include: Collection[str] = (),
        offsets: Offsets = "codepoint",
    ) -> list[Row]:
        """A row for each article, in order."""
        content = checked(await self._post(**self._batch(articles, options_of(published_at, include, offsets))))
        return [row_of(row) for row in msgspec.json.decode(content, type=list[msgspec.Raw])]

    async def stream(
        self, articles: Iterable[Article] | AsyncIterable[Article], *, published_at: str | None = None,
        include: Collection[str] = (), offsets: Offsets = "codepoint",
    ) -> AsyncIterator[Row]:
        """A row for each article, in order, in flat memory. It cannot be tried again: the articles are gone."""
        async with self._http.stream(
            "POST", "/v1/extract/stream", params=options_of(published_at, include, offsets),
            content=_lines(articles), headers=_NDJSON,
        ) as response:
            if not response.is_success:
                await response.aread()
                checked(response)
            async for line in response.aiter_lines():
                yield row_of(line.encode())

    async def _post(self, **request: Any) -> httpx.Response:
        retry = 0
        while True:
            response: httpx.Response | None = None
            try:
                response = await self._http.post(**request)
            except httpx.ConnectError:
                wait = self._retries.wait_before(retry, None)
                if wait is None:
                    raise
            else:
                wait = self._retries.wait_before(retry, response)
                if wait is None:
                    return response
            await asyncio.sleep(wait)
            retry += 1


async def _lines(articles: Iterable[Article] | AsyncIterable[Article]) -> AsyncIterator[bytes]:
    if isinstance(articles, AsyncIterable):
        async for article in articles:
            yield _line(article)
    else:
        for article in articles:
            yield _line(article)
