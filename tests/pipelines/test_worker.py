"""`dushu worker` between a real broker's streams: nothing is lost, whatever happens to the worker."""
import asyncio
import base64
import contextlib
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import aio_pika
import dushu
import httpx
import nats
import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from dushu_service.formats import json_encoder
from redis import Redis

from .conftest import free_port

TEXT = "全年粮食产量21.6万吨，同比增长1.4%。"
KILLS = 3


class Result(Protocol):
    """A message that was published."""

    headers: dict[str, str]
    body: bytes


class Published:
    """A message of any broker."""

    def __init__(self, headers: dict[str, str], body: bytes) -> None:
        self.headers, self.body = headers, body


class Broker(Protocol):
    """What the tests do with a broker."""

    url: str
    messages: int
    """How many it is given between the kills."""

    def send(self, subject: str, messages: list[tuple[dict[str, str], bytes]]) -> None: ...
    def count(self, subject: str) -> int: ...
    def all(self, subject: str) -> list[Published]: ...


class NatsBroker:
    """JetStream; a stream for each subject."""

    messages = 10_000

    def __init__(self, url: str) -> None:
        self.url = url

    def _run(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            client = await nats.connect(self.url)
            try:
                return await work(client.jetstream())
            finally:
                await client.close()

        return asyncio.run(run())

    def send(self, subject: str, messages: list[tuple[dict[str, str], bytes]]) -> None:
        async def send(stream: Any) -> None:
            await stream.add_stream(name=subject, subjects=[subject])
            for at in range(0, len(messages), 200):
                await asyncio.gather(*(
                    stream.publish(subject, body, headers=headers or None)
                    for headers, body in messages[at:at + 200]
                ))

        self._run(send)

    def count(self, subject: str) -> int:
        async def count(stream: Any) -> int:
            try:
                return int((await stream.stream_info(subject)).state.messages)
            except nats.js.errors.NotFoundError:
                return 0

        return int(self._run(count))

    def all(self, subject: str) -> list[Published]:
        async def read(stream: Any) -> list[Published]:
            subscription = await stream.subscribe(subject, ordered_consumer=True)
            found = [await subscription.next_msg(timeout=10) for _ in range((await stream.stream_info(subject)).state.messages)]
            return [Published(message.headers, message.data) for message in found]

        return list(self._run(read))


class RedisBroker:
    """Streams of Redis, with plain fields."""

    messages = 10_000

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = Redis.from_url(url)

    def send(self, subject: str, messages: list[tuple[dict[str, str], bytes]]) -> None:
        pipeline = self._client.pipeline()
        for headers, body in messages:
            pipeline.xadd(subject, {**headers, "body": body})  # type: ignore[arg-type]
        pipeline.execute()

    def count(self, subject: str) -> int:
        return int(self._client.xlen(subject))  # type: ignore[arg-type]

    def all(self, subject: str) -> list[Published]:
        found: list[tuple[bytes, dict[bytes, bytes]]] = self._client.xrange(subject)  # type: ignore[assignment]
        return [
            Published({name.decode(): value.decode() for name, value in fields.items() if name != b"body"}, fields[b"body"])
            for _, fields in found
        ]


class RabbitBroker:
    """Queues of RabbitMQ; the content type and the id are properties of a message, not headers."""

    messages = 3_000

    def __init__(self, url: str) -> None:
        self.url = url

    def _run(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            async with await aio_pika.connect(self.url) as connection:
                return await work(await connection.channel())

        return asyncio.run(run())

    def send(self, subject: str, messages: list[tuple[dict[str, str], bytes]]) -> None:
        def message(headers: dict[str, str], body: bytes) -> aio_pika.Message:
            return aio_pika.Message(
                body, content_type=headers.get("content-type"), message_id=headers.get("dushu-message-id")
            )

        async def send(channel: Any) -> None:
            await channel.declare_queue(subject, durable=True)  # classic, as an operator may have made it
            for at in range(0, len(messages), 200):
                await asyncio.gather(*(
                    channel.default_exchange.publish(message(headers, body), subject)
                    for headers, body in messages[at:at + 200]
                ))

        self._run(send)

    def count(self, subject: str) -> int:
        async def count(channel: Any) -> int:
            try:
                return int((await channel.declare_queue(subject, passive=True)).declaration_result.message_count)
            except aio_pika.exceptions.ChannelNotFoundEntity:
                return 0

        return int(self._run(count))

    def all(self, subject: str) -> list[Published]:
        async def read(channel: Any) -> list[Published]:
            queue = await channel.declare_queue(subject, passive=True)
            found = []
            while (message := await queue.get(fail=False)) is not None:  # and given back with the channel
                found.append(Published({name: str(value) for name, value in message.headers.items()}, message.body))
            return found

        return list(self._run(read))


class KafkaBroker:
    """Topics of Kafka."""

    messages = 3_000

    def __init__(self, url: str) -> None:
        self.url = url
        self._servers = {"bootstrap.servers": url.removeprefix("kafka://"), "log_level": 0}

    def send(self, subject: str, messages: list[tuple[dict[str, str], bytes]]) -> None:
        producer = Producer(self._servers)
        for headers, body in messages:
            producer.produce(subject, body, headers={name: value.encode() for name, value in headers.items()})
        assert producer.flush(60) == 0

    def count(self, subject: str) -> int:
        with self._consumer() as consumer:
            return sum(high - low for low, high in self._bounds(consumer, subject).values())

    def all(self, subject: str) -> list[Published]:
        with self._consumer() as consumer:
            bounds = self._bounds(consumer, subject)
            consumer.assign([TopicPartition(subject, number, low) for number, (low, _) in bounds.items()])
            wanted = sum(high - low for low, high in bounds.values())
            found: list[Published] = []
            while len(found) < wanted:
                for message in consumer.consume(wanted - len(found), timeout=10):
                    headers = {name: value.decode() for name, value in message.headers()}
                    found.append(Published(headers, message.value()))
            return found

    @contextlib.contextmanager
    def _consumer(self) -> Iterator[Consumer]:
        consumer = Consumer({**self._servers, "group.id": "readers", "enable.auto.commit": False})
        yield consumer
        consumer.close()

    @staticmethod
    def _bounds(consumer: Consumer, subject: str) -> dict[int, tuple[int, int]]:
        """First and last offset of each partition."""
        partitions = consumer.list_topics(subject, timeout=30).topics[subject].partitions
        return {n: consumer.get_watermark_offsets(TopicPartition(subject, n), timeout=30) for n in partitions}


BROKERS: dict[str, Callable[[str], Broker]] = {
    "nats": NatsBroker, "redis": RedisBroker, "amqp": RabbitBroker, "kafka": KafkaBroker
}


@pytest.fixture(params=BROKERS)
def broker(request: pytest.FixtureRequest) -> Broker:
    return BROKERS[request.param](request.getfixturevalue(f"{request.param}_url"))


class Worker:
    """`dushu worker` as a process of its own."""

    def __init__(self, broker: Broker, subject: str, log: Path, *more: object) -> None:
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dushu_service", "worker", "--broker", broker.url, "--in", subject, "--out",
                 f"{subject}-out", "--dead", f"{subject}-dead", "--redeliver-seconds", "2", *map(str, more)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(60)


@pytest.fixture
def start(broker: Broker, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Starts workers; all are ended at the end."""
    workers: list[Worker] = []

    def start(subject: str, *more: object) -> Worker:
        workers.append(Worker(broker, subject, tmp_path / "log", *more))
        return workers[-1]

    yield start
    for worker in workers:
        worker.process.kill()
        worker.process.wait()


def wait_for(condition: Callable[[], bool], worker: Worker, seconds: float = 60) -> None:
    """Return once the condition holds; fail with the worker's log if it does not."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"waited in vain:\n{worker.log.read_text()[-3000:]}")
        time.sleep(0.1)


def test_killed_workers_lose_nothing(broker: Broker, start: Callable[..., Worker]) -> None:
    """Of thousands of messages every one has its result, though the worker is killed three times in between.

    What is there twice was delivered twice, and says so by its id; its result is the same.
    """
    messages = broker.messages
    broker.send("many", [
        ({}, json.dumps({"text": TEXT, "id": str(number)}).encode()) for number in range(messages)
    ])
    for kill in range(KILLS):
        worker = start("many")
        wait_for(lambda: broker.count("many-out") >= messages * (kill + 1) // 5, worker)  # noqa: B023
        worker.process.send_signal(signal.SIGKILL)
        worker.process.wait()
    assert broker.count("many-out") < messages

    worker = start("many")
    deadline = time.monotonic() + 240
    while broker.count("many-out") < messages and time.monotonic() < deadline:
        time.sleep(0.2)
    results: list[Published] = []

    def complete() -> bool:
        nonlocal results
        results = broker.all("many-out")
        return len({result.headers["dushu-message-id"] for result in results}) == messages

    wait_for(complete, worker, 60)
    assert worker.stop() == 0
    assert broker.count("many-dead") == 0
    assert {json.loads(result.body)["id"] for result in results} == {str(number) for number in range(messages)}
    bodies = Counter((result.headers["dushu-message-id"], result.body) for result in results)
    assert len(bodies) == messages
    assert bodies.total() - messages <= KILLS * 16, "more than what was under way at the kills came twice"


def test_result_is_the_report_and_carries_id_and_hash(broker: Broker, start: Callable[..., Worker]) -> None:
    """Whatever kind of message it was."""
    page = f"<p>{TEXT}</p>".encode("gb18030")
    named = "Nats-Msg-Id" if isinstance(broker, NatsBroker) else "dushu-message-id"
    broker.send("kinds", [
        ({}, json.dumps({"text": TEXT, "id": "a", "published_at": "2024-03-18"}).encode()),
        ({"content-type": "text/plain", named: "mine"}, TEXT.encode("gb18030")),
        ({"content-type": "text/html; charset=gbk"}, page),
    ])
    worker = start("kinds", "--include", "quantities")
    wait_for(lambda: broker.count("kinds-out") == 3, worker)
    assert worker.stop() == 0

    include = ["quantities"]
    expected = [
        dushu.extract(TEXT, id="a", published_at="2024-03-18", include=include),
        dushu.extract(TEXT.encode("gb18030"), include=include),
        dushu.extract(page, content_type="text/html", charset="gbk", include=include),
    ]
    results = broker.all("kinds-out")
    assert sorted(result.body for result in results) == sorted(json_encoder.encode(report) for report in expected)
    assert all(json.loads(result.body)["text_sha256"] == result.headers["dushu-text-sha256"] for result in results)
    assert "mine" in {result.headers["dushu-message-id"] for result in results}


def test_poison_is_buried_with_its_problem(
    broker: Broker, start: Callable[..., Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker goes on, and the dead letter holds the message."""
    monkeypatch.setenv("DUSHU_MAX_REPORT_PARTS", "50")
    broker.send("poison", [
        ({}, b"{"), ({"content-type": "text/plain; charset=klingon"}, b"abc"), ({}, b'{"text": ""}'),
        ({"content-type": "image/png"}, b"\x89PNG"), ({}, json.dumps({"text": TEXT}).encode()),
        ({}, json.dumps({"text": TEXT * 40}).encode()),
    ])
    worker = start("poison")
    wait_for(lambda: broker.count("poison-dead") == 5 and broker.count("poison-out") == 1, worker)
    assert worker.stop() == 0

    letters = {json.loads(letter.body)["error"]["type"]: json.loads(letter.body) for letter in broker.all("poison-dead")}
    assert letters.keys() == {
        "/problems/malformed-json", "/problems/unknown-charset", "/problems/empty-body",
        "/problems/unsupported-media-type", "/problems/report-too-large",
    }
    letter = letters["/problems/unsupported-media-type"]
    assert base64.b64decode(letter["body_base64"]) == b"\x89PNG"
    assert letter["content_type"] == "image/png"
    assert letter["message_id"]


def test_message_that_is_given_up_is_buried(broker: Broker, start: Callable[..., Worker]) -> None:
    """One that was delivered too often may be what ends the workers."""
    broker.send("fatal", [({}, json.dumps({"text": TEXT}).encode())])
    worker = start("fatal", "--max-deliveries", "0")
    wait_for(lambda: broker.count("fatal-dead") == 1, worker)
    assert worker.stop() == 0
    assert "1 times in vain" in json.loads(broker.all("fatal-dead")[0].body)["error"]["detail"]


def test_workers_share_and_drain(broker: Broker, start: Callable[..., Worker]) -> None:
    """Two of a group never do the same message; told to stop in the middle, they finish what they have begun."""
    count = 2000
    broker.send("shared", [({}, json.dumps({"text": TEXT, "id": str(n)}).encode()) for n in range(count)])
    first, second = start("shared"), start("shared", "--concurrency", "4")
    wait_for(lambda: first.log.read_text().count("worker ready") == 2, second)
    assert second.stop() == 0
    wait_for(lambda: broker.count("shared-out") >= count, first)
    assert first.stop() == 0

    ids = Counter(result.headers["dushu-message-id"] for result in broker.all("shared-out"))
    assert len(ids) == count
    assert ids.total() <= count + 4, "what was fetched and not begun may come again, nothing else"


def test_metrics_are_served(broker: Broker, start: Callable[..., Worker]) -> None:
    broker.send("counted", [({}, json.dumps({"text": TEXT}).encode()), ({}, b"{")])
    port = free_port()
    worker = start("counted", "--metrics-port", port)
    wait_for(lambda: broker.count("counted-out") == 1 and broker.count("counted-dead") == 1, worker)

    shown = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    assert 'dushu_messages_total{outcome="done"} 1.0' in shown
    assert 'dushu_messages_total{outcome="dead"} 1.0' in shown
    assert "dushu_indicators_total 2.0" in shown


def test_unknown_broker_is_wrong_usage() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "dushu_service", "worker", "--broker", "carrier-pigeon://x", "--in", "a", "--out", "b"],
        capture_output=True, text=True, timeout=60, check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("'carrier-pigeon' is no broker")
