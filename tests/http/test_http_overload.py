"""Overload and slow clients are answered, and nobody else suffers from them."""
import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import dushu
import httpx
import orjson
import pytest
from dushu import Extractor, Report
from dushu_service.admission import Slots
from dushu_service.app import create_app
from dushu_service.problems import Problem
from dushu_service.settings import Settings
from service_process import Server

PLAIN = {"Content-Type": "text/plain"}


async def spin() -> None:
    """Let everything that can run, run."""
    for _ in range(20):
        await asyncio.sleep(0)


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(test)


def test_turns_come_in_order_and_never_more_than_slots() -> None:
    async def scenario() -> None:
        slots = Slots(2, max_waiting=100, max_wait=60)
        order: list[int] = []
        at_once = most = 0

        async def work(number: int) -> None:
            nonlocal at_once, most
            async with slots:
                at_once += 1
                most = max(most, at_once)
                order.append(number)
                await asyncio.sleep(0)
                at_once -= 1

        await asyncio.gather(*(work(number) for number in range(50)))
        assert order == list(range(50))
        assert most == 2
        assert slots.waiting == 0

    run(scenario())


def test_who_would_find_too_many_before_him_is_refused() -> None:
    async def scenario() -> None:
        slots = Slots(1, max_waiting=2, max_wait=60)
        release = asyncio.Event()

        async def work() -> None:
            async with slots:
                await release.wait()

        tasks = [asyncio.create_task(work()) for _ in range(4)]
        await spin()
        assert slots.full
        with pytest.raises(Problem, match="overloaded"):
            await tasks[3]
        release.set()
        await asyncio.gather(*tasks[:3])
        await spin()
        assert not slots.full

    run(scenario())


def test_queue_is_full_when_one_more_would_wait_too_long() -> None:
    """By the pace at which turns have come of late; what waits already is done."""

    async def scenario() -> None:
        slots = Slots(1, max_waiting=1000, max_wait=0.05)

        async def work() -> None:
            async with slots:
                await asyncio.sleep(0.01)

        tasks = [asyncio.create_task(work()) for _ in range(100)]
        await spin()
        assert not slots.full  # no pace is known yet
        while slots.waiting > 30:
            await asyncio.sleep(0.01)
        assert slots.full
        await asyncio.gather(*tasks)
        assert not slots.full

    run(scenario())


def test_bad_times_are_forgotten() -> None:
    """A pace from when everything stood still refuses nobody once work is fast again, though nobody waits then."""

    async def scenario() -> None:
        slots = Slots(1, max_waiting=1000, max_wait=0.02)

        async def work(seconds: float) -> None:
            async with slots:
                time.sleep(seconds)  # the whole process stands still

        await asyncio.gather(*(work(0.1) for _ in range(20)))
        slots.expect()  # one is on its way
        assert slots.full
        for _ in range(100):
            await work(0)
            await spin()
        slots.expect()
        assert not slots.full

    run(scenario())


def test_queue_is_shorter_while_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A burst may fill it; where it stands, a long one would only make everybody wait."""
    now = 0.0
    monkeypatch.setattr("dushu_service.admission.time.perf_counter", lambda: now)

    async def scenario() -> None:
        slots = Slots(1, max_waiting=1000, max_wait=1)

        async def work() -> None:
            nonlocal now
            async with slots:
                now += 0.002

        tasks = [asyncio.create_task(work()) for _ in range(450)]
        await spin()
        while len(tasks) - slots.waiting < 100:
            await asyncio.sleep(0)
        assert not slots.full  # 0.7 s
        for _ in range(30):
            slots.refuse()
        assert slots.full
        while slots.waiting > 25:
            await asyncio.sleep(0)
        assert not slots.full  # 0.05 s
        await asyncio.gather(*tasks)

        tasks = [asyncio.create_task(work()) for _ in range(350)]
        await spin()
        assert slots.full
        for _ in range(100):
            slots.no_longer_expect(slots.expect())
        assert not slots.full
        await asyncio.gather(*tasks)

    run(scenario())


def test_turns_of_those_who_give_up_all_at_once_are_passed_over() -> None:
    async def scenario() -> None:
        slots = Slots(1, max_waiting=100, max_wait=60)
        release = asyncio.Event()

        async def work() -> None:
            async with slots:
                await release.wait()

        tasks = [asyncio.create_task(work()) for _ in range(10)]
        await spin()
        release.set()
        await asyncio.sleep(0)
        for task in tasks[1:9]:
            task.cancel()
        await asyncio.wait_for(tasks[9], 30)
        await asyncio.wait(tasks)
        await spin()
        assert slots.waiting == 0
        await asyncio.wait_for(work(), 30)

    run(scenario())


def test_who_comes_meanwhile_is_seen_before_the_next_turn() -> None:
    async def scenario() -> None:
        slots = Slots(1, max_waiting=10, max_wait=60)
        seen: list[str] = []

        async def work(name: str) -> None:
            async with slots:
                seen.append(name)
                asyncio.get_running_loop().call_soon(seen.append, f"came during {name}")

        await asyncio.gather(work("first"), work("second"))
        await spin()
        assert seen == ["first", "came during first", "second", "came during second"]

    run(scenario())


@pytest.mark.parametrize("turn_has_come", [False, True])
def test_turn_of_who_gives_up_goes_to_the_next(turn_has_come: bool) -> None:
    async def scenario() -> None:
        slots = Slots(1, max_waiting=10, max_wait=60)
        first = asyncio.Event()

        async def work(until: asyncio.Event | None = None) -> None:
            async with slots:
                if until:
                    await until.wait()

        holder = asyncio.create_task(work(first))
        await spin()
        quitter, patient = asyncio.create_task(work()), asyncio.create_task(work())
        await spin()
        if turn_has_come:
            first.set()
            while slots.waiting == 2:
                await asyncio.sleep(0)
        quitter.cancel()
        first.set()
        await asyncio.wait_for(patient, 30)
        await holder
        with pytest.raises(asyncio.CancelledError):
            await quitter
        await spin()
        await asyncio.wait_for(work(), 30)

    run(scenario())


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Extraction stands still while this is not set. It is at first: the app makes its examples at start."""
    gate = threading.Event()
    gate.set()
    extract = Extractor.extract

    def wait_and_extract(self: Extractor, *args: Any, **kwargs: Any) -> Report:
        assert gate.wait(60)
        return extract(self, *args, **kwargs)

    monkeypatch.setattr(Extractor, "extract", wait_and_extract)
    return gate


def test_overload_is_told_at_once_and_probes_are_answered(gate: threading.Event) -> None:
    """One works, one waits, the third is told to come back; and what was accepted is done."""

    async def scenario() -> None:
        app = create_app(Settings(inline_body_bytes=0, threads=1, max_waiting=1))
        gate.clear()
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:

            def post() -> asyncio.Task[httpx.Response]:
                return asyncio.create_task(client.post("/v1/extract", content="增长5%", headers=PLAIN))

            accepted = []
            for _ in range(2):
                accepted.append(post())
                await spin()
            refused = await post()
            probe = await client.get("/livez")
            gate.set()
            done = await asyncio.gather(*accepted)

        assert refused.status_code == 503
        assert refused.json()["type"] == "/problems/overloaded"
        assert int(refused.headers["retry-after"]) >= 1
        assert probe.status_code == 200
        assert [response.status_code for response in done] == [200, 200]

    run(scenario())


def test_bodies_together_are_bounded(gate: threading.Event) -> None:
    """What waits holds its body: at some point there is room for no more."""

    async def scenario() -> None:
        app = create_app(Settings(inline_body_bytes=0, threads=1, max_buffered_bytes=250_000))
        gate.clear()
        transport = httpx.ASGITransport(app)
        body = b"x" * 100_000

        async def chunks() -> AsyncIterator[bytes]:
            yield body

        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:

            def post(content: Any) -> asyncio.Task[httpx.Response]:
                return asyncio.create_task(client.post("/v1/extract", content=content, headers=PLAIN))

            accepted = [post(body), post(body)]
            await spin()
            refused = [await post(body), await post(chunks())]
            gate.set()
            done = await asyncio.gather(*accepted)
            again = await post(body)

        assert [response.status_code for response in refused] == [503, 503]
        assert [response.status_code for response in (*done, again)] == [200, 200, 200]

    run(scenario())


@pytest.fixture(scope="module")
def impatient(start_server: Callable[..., Server]) -> Server:
    """A server that wants bodies fast."""
    return start_server(drain_seconds=0, upload_grace_seconds=0.4, min_upload_bytes_per_second=1_000_000)


def connect(server: Server) -> socket.socket:
    """A bare connection."""
    host, port = server.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=60)


def read_all(connection: socket.socket) -> bytes:
    """What the server sends until it closes."""
    received = b""
    while piece := connection.recv(65536):
        received += piece
    return received


@pytest.mark.parametrize("sent", [b"", b"x" * 50_000], ids=["nothing", "a part"])
def test_body_that_does_not_come_is_refused(impatient: Server, sent: bytes) -> None:
    with connect(impatient) as connection:
        connection.sendall(
            b"POST /v1/extract HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n"
            b"Content-Length: 90000\r\n\r\n"
        )
        connection.sendall(sent)
        head, _, body = read_all(connection).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"\r\nconnection: close" in head.lower()
    assert orjson.loads(body)["type"] == "/problems/too-slow"


def test_body_that_drips_is_refused(impatient: Server) -> None:
    """Always a little is not enough: the rate counts."""
    with connect(impatient) as connection:
        connection.sendall(
            b"POST /v1/extract HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        connection.settimeout(0.05)
        received = b""
        while not received:
            connection.sendall(b"1\r\nx\r\n")
            try:
                received = connection.recv(65536)
            except TimeoutError:
                continue

    assert received.startswith(b"HTTP/1.1 408 ")


def test_stream_that_stands_still_is_ended(impatient: Server) -> None:
    """Its rows so far were sent; the last says why there are no more."""
    line = '{"text":"增长5%"}\n'.encode()
    with connect(impatient) as connection:
        connection.sendall(
            b"POST /v1/extract/stream HTTP/1.1\r\nHost: test\r\nContent-Type: application/x-ndjson\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n" % (len(line), line)
        )
        received = b""
        while b"0\r\n\r\n" not in received:
            piece = connection.recv(65536)
            assert piece, received
            received += piece

    assert dushu.extract("增长5%").text_sha256.encode() in received
    assert b"/problems/too-slow" in received


def test_slow_clients_do_not_keep_others_out(impatient: Server) -> None:
    """Many half-sent requests, and the next one is served before any of them."""
    held = []
    try:
        for _ in range(300):
            held.append(connect(impatient))
            held[-1].sendall(b"POST /v1/extract HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n")
        response = httpx.post(
            f"{impatient.url}/v1/extract", content="增长5%", headers=PLAIN, timeout=60, trust_env=False
        )
        assert response.status_code == 200
    finally:
        for connection in held:
            connection.close()


def test_refusal_does_not_cost_the_next_request(client: httpx.Client) -> None:
    """A connection on which a body was left unread is not one that a client would send into again."""
    for size in (10, 60_000, 200_000):
        for _ in range(5):
            refused = client.post("/nothing", content=b"x" * size, headers=PLAIN)
            assert refused.status_code == 404
            assert client.post("/v1/extract", content="增长5%", headers=PLAIN).status_code == 200
