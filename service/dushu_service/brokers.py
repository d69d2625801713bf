"""How each broker gives messages, takes results, and is told to give a message again.

A Link is one broker: `prepare` makes the streams or queues that are not there, `subscribe` has FastStream call a
handler for each delivery, `incoming` tells what came, with an id that is the same at every delivery.
"""
import asyncio
import hashlib
import logging
import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

from faststream import AckPolicy
from msgspec import Struct

_logger = logging.getLogger("dushu_service.broker")
_logger.setLevel(logging.WARNING)  # FastStream tells of every message

JSON = "application/json"
MESSAGE_ID = "dushu-message-id"

Handler = Callable[..., Awaitable[None]]


class Incoming(Struct, frozen=True):
    """A delivery. `id` is that of the message; `deliveries` counts this one too."""

    id: str
    body: bytes
    content_type: str = JSON
    deliveries: int = 1


class Link(Protocol):
    """One broker."""

    name: str
    broker: Any
    max_bytes: int | None
    """The largest message that the broker takes, if there is a bound."""

    async def prepare(self, source: str, targets: Sequence[str]) -> None:
        """Make what is not there."""

    def subscribe(self, source: str, handler: Handler) -> None:
        """Call the handler for each delivery, for no more at once than agreed."""

    async def incoming(self, message: Any) -> Incoming:
        """What a delivery holds."""

    async def publish(self, target: str, body: bytes, identity: str, headers: dict[str, str]) -> None:
        """Return once the broker has it."""

    async def again(self, message: Any) -> None:
        """Have a message delivered again, not at once."""

    async def close(self) -> None:
        """Close what `prepare` opened."""


class UnknownBroker(ValueError):
    """A URL of no broker that is known here."""


def link_to(url: str, group: str, concurrency: int, redeliver_seconds: float, drain_seconds: float) -> Link:
    """The Link for a URL. Raises UnknownBroker."""
    kind = LINKS.get(urlsplit(url).scheme)
    if kind is None:
        raise UnknownBroker(f"{url.partition(':')[0]!r} is no broker; known are {', '.join(LINKS)}")
    return kind(url, group, concurrency, redeliver_seconds, drain_seconds)


async def _undecoded(message: Any) -> Any:
    """FastStream's decoder, switched off: what a body is, is our affair."""
    return message.body


_AGAIN_SECONDS = 1.0


class NatsLink:
    """NATS JetStream, pulled; the stream's sequence is the id where the publisher gave none."""

    name = "NATS JetStream"

    def __init__(self, url: str, group: str, concurrency: int, redeliver_seconds: float, drain: float) -> None:
        from faststream.nats import NatsBroker

        self.max_bytes: int | None = None
        self._url, self._group = url, group
        self._concurrency, self._redeliver_seconds = concurrency, redeliver_seconds
        self.broker = NatsBroker(url, graceful_timeout=drain, logger=_logger)

    async def prepare(self, source: str, targets: Sequence[str]) -> None:
        import nats
        from nats.js.errors import NotFoundError

        self._client = await nats.connect(self._url)
        self.max_bytes = self._client.max_payload
        self._stream_context = self._client.jetstream()
        for subject in (source, *targets):
            try:
                await self._stream_context.find_stream_name_by_subject(subject)
            except NotFoundError:
                name = "".join(letter if letter.isalnum() or letter == "-" else "_" for letter in subject)
                await self._stream_context.add_stream(name=name, subjects=[subject])
        self._source_stream = await self._stream_context.find_stream_name_by_subject(source)

    def subscribe(self, source: str, handler: Handler) -> None:
        from faststream.nats import JStream, PullSub
        from nats.js.api import ConsumerConfig

        self.broker.subscriber(
            source, durable=self._group, stream=JStream(self._source_stream, declare=False),
            pull_sub=PullSub(batch_size=self._concurrency, timeout=1.0),
            config=ConsumerConfig(ack_wait=self._redeliver_seconds), ack_policy=AckPolicy.MANUAL, decoder=_undecoded,
        )(handler)

    async def incoming(self, message: Any) -> Incoming:
        raw = message.raw_message
        headers = {name.lower(): value for name, value in (raw.headers or {}).items()}
        place = raw.metadata
        identity = headers.get("nats-msg-id") or f"{place.stream}:{place.sequence.stream}"
        return Incoming(identity, raw.data, headers.get("content-type") or JSON, place.num_delivered)

    async def publish(self, target: str, body: bytes, identity: str, headers: dict[str, str]) -> None:
        # With this id JetStream keeps only the first of those that come within its window.
        marks = {MESSAGE_ID: identity, "Nats-Msg-Id": identity}
        await self._stream_context.publish(target, body, headers=headers | marks)

    async def again(self, message: Any) -> None:
        await message.nack(delay=_AGAIN_SECONDS)

    async def close(self) -> None:
        await self._client.close()


class RedisLink:
    """Redis Streams: entries have the fields `body` and, if wanted, `content-type`; their id is the message's.

    What a worker that is gone had not acknowledged, another claims.
    """

    name = "Redis Streams"
    max_bytes: int | None = None

    def __init__(self, url: str, group: str, concurrency: int, redeliver_seconds: float, drain: float) -> None:
        from faststream.redis import RedisBroker

        self._url, self._group = url, group
        self._concurrency, self._redeliver_seconds = concurrency, redeliver_seconds
        self.broker = RedisBroker(url, graceful_timeout=drain, logger=_logger)

    async def prepare(self, source: str, targets: Sequence[str]) -> None:
        from redis.asyncio import Redis
        from redis.exceptions import ResponseError

        self._client = Redis.from_url(self._url)
        try:
            await self._client.xgroup_create(source, self._group, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    def subscribe(self, source: str, handler: Handler) -> None:
        from faststream.redis import StreamSub

        consumer = f"{socket.gethostname()}-{os.getpid()}"
        idle = int(self._redeliver_seconds * 1000)
        new = StreamSub(source, 500, self._group, consumer, max_records=self._concurrency)
        left = StreamSub(source, min(idle, 1000), self._group, consumer, min_idle_time=idle)
        for stream, workers in ((new, self._concurrency), (left, 1)):
            self.broker.subscriber(
                stream=stream, max_workers=workers, ack_policy=AckPolicy.MANUAL, parser=self._parse,
                decoder=_undecoded,
            )(handler)

    @staticmethod
    async def _parse(entry: Any, original: Callable[[Any], Awaitable[Any]]) -> Any:
        """A message whose fields are left as they are: FastStream would want them in an envelope of its own."""
        return await original({**entry, "fields": entry["data"], "data": {b"__data__": b"-"}})

    async def incoming(self, message: Any) -> Incoming:
        entry = message.raw_message
        fields = {name.decode().lower(): value for name, value in entry["fields"].items()}
        key = entry["message_ids"][0]
        pending = await self._client.xpending_range(entry["channel"], self._group, key, key, 1)
        return Incoming(
            fields.get(MESSAGE_ID, key).decode(), fields.get("body", b""),
            fields.get("content-type", JSON.encode()).decode("latin-1"),
            int(pending[0]["times_delivered"]) if pending else 1,
        )

    async def publish(self, target: str, body: bytes, identity: str, headers: dict[str, str]) -> None:
        fields: dict[Any, Any] = {MESSAGE_ID: identity, **headers, "body": body}
        await self._client.xadd(target, fields)

    async def again(self, message: Any) -> None:
        """It stays pending, and is claimed when its time is up."""

    async def close(self) -> None:
        await self._client.aclose()


class RabbitLink:
    """RabbitMQ: publishes confirmed. Without a `message_id` the body's hash is the id.

    Queues that are not there are made as quorum queues, which count deliveries: what ends the workers is given up.
    """

    name = "RabbitMQ"
    max_bytes: int | None = None

    def __init__(self, url: str, group: str, concurrency: int, redeliver_seconds: float, drain: float) -> None:
        from faststream.rabbit import Channel, RabbitBroker

        self._url = url
        self.broker = RabbitBroker(
            url, graceful_timeout=drain, logger=_logger, default_channel=Channel(prefetch_count=concurrency)
        )

    async def prepare(self, source: str, targets: Sequence[str]) -> None:
        from aio_pika import connect
        from aio_pika.exceptions import ChannelNotFoundEntity

        async with await connect(self._url) as connection:
            for queue in (source, *targets):
                try:
                    await (await connection.channel()).declare_queue(queue, passive=True)
                except ChannelNotFoundEntity:  # and the channel is closed
                    channel = await connection.channel()
                    await channel.declare_queue(queue, durable=True, arguments={"x-queue-type": "quorum"})

    def subscribe(self, source: str, handler: Handler) -> None:
        from faststream.rabbit import RabbitQueue

        self.broker.subscriber(
            RabbitQueue(source, declare=False), ack_policy=AckPolicy.MANUAL, decoder=_undecoded
        )(handler)

    async def incoming(self, message: Any) -> Incoming:
        raw = message.raw_message
        identity = raw.message_id or f"sha256:{hashlib.sha256(raw.body).hexdigest()}"
        deliveries = int((raw.headers or {}).get("x-delivery-count", 0)) + 1  # quorum queues count
        return Incoming(identity, raw.body, raw.content_type or JSON, deliveries)

    async def publish(self, target: str, body: bytes, identity: str, headers: dict[str, str]) -> None:
        marks: dict[str, Any] = headers | {MESSAGE_ID: identity}
        await self.broker.publish(
            body, target, headers=marks, message_id=identity, persist=True,
            content_type=headers["content-type"],
        )

    async def again(self, message: Any) -> None:
        await asyncio.sleep(_AGAIN_SECONDS)
        await message.nack()

    async def close(self) -> None:
        pass


class KafkaLink:
    """Kafka: one message at a time in a process, since offsets are committed in order; run more processes."""

    name = "Kafka"
    max_bytes: int | None = None

    def __init__(self, url: str, group: str, concurrency: int, redeliver_seconds: float, drain: float) -> None:
        from faststream.confluent import KafkaBroker

        self._group = group
        self.broker = KafkaBroker(urlsplit(url).netloc, graceful_timeout=drain, logger=_logger, acks="all")

    async def prepare(self, source: str, targets: Sequence[str]) -> None:
        """Topics are the cluster's affair."""

    def subscribe(self, source: str, handler: Handler) -> None:
        from faststream.confluent import Topic

        self.broker.subscriber(
            Topic(source, declare=False), group_id=self._group, auto_offset_reset="earliest",
            ack_policy=AckPolicy.MANUAL, decoder=_undecoded,
        )(handler)

    async def incoming(self, message: Any) -> Incoming:
        raw = message.raw_message
        headers = {name.lower(): value for name, value in message.headers.items()}
        identity = headers.get(MESSAGE_ID) or f"{raw.topic()}:{raw.partition()}:{raw.offset()}"
        return Incoming(identity, raw.value() or b"", headers.get("content-type") or JSON)

    async def publish(self, target: str, body: bytes, identity: str, headers: dict[str, str]) -> None:
        await self.broker.publish(body, target, key=identity.encode(), headers=headers | {MESSAGE_ID: identity})

    async def again(self, message: Any) -> None:
        await asyncio.sleep(_AGAIN_SECONDS)
        await message.nack()

    async def close(self) -> None:
        pass


LINKS: dict[str, Callable[[str, str, int, float, float], Link]] = {
    "nats": NatsLink, "tls": NatsLink, "redis": RedisLink, "rediss": RedisLink, "amqp": RabbitLink,
    "amqps": RabbitLink, "kafka": KafkaLink,
}
