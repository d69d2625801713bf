"""`dushu worker`: reports in from a message broker, their extractions out.

At least once: a message is acknowledged after its result has been published, and only then. What is delivered
again gives the same result with the same `dushu-message-id`, so whoever reads the results can drop the second;
NATS JetStream does it by itself. What cannot be read goes to the dead-letter subject with the problem; so does a
message that was delivered too often, since it may be what ends the workers.

A message's body is a text, a page or a JSON article, as its content-type says (without one, JSON), with the same
limit as over HTTP. The result's body is the report as JSON; its headers are `dushu-message-id` and
`dushu-text-sha256`. brokers.py knows how each broker does all this.
"""
import base64
import logging
import sys
import time
from typing import Any

import structlog
from faststream import Context, FastStream
from msgspec import Struct
from prometheus_client import Counter, Gauge, Histogram, start_http_server

from . import logs
from .bodies import interpret, too_large
from .brokers import Incoming, Link, link_to
from .extraction import Extraction
from .formats import json_encoder
from .options import Options
from .problem_types import Problem
from .settings import Settings

log = structlog.get_logger("dushu_service")

messages = Counter("dushu_messages", "Messages handled: done, dead or again.", ["outcome"])
message_seconds = Histogram("dushu_message_seconds", "From a message's arrival to its acknowledgement.")
in_flight = Gauge("dushu_messages_in_flight", "Messages being handled.")

_DRAIN_SECONDS = 30


class Work(Struct, frozen=True):
    """What a worker does: from where to where, and how much at once."""

    url: str
    input: str
    output: str
    dead: str
    group: str = "dushu"
    """Workers of one group share the messages."""
    concurrency: int = 16
    redeliver_seconds: float = 30.0
    """After this long without acknowledgement a message is given to somebody else."""
    max_deliveries: int = 10
    options: Options = Options()
    metrics_port: int | None = None


class Worker:
    """Handles messages; what they are is the Link's affair."""

    def __init__(self, work: Work, settings: Settings, link: Link) -> None:
        self._work, self._settings, self._link = work, settings, link
        self._extraction = Extraction(settings)

    async def handle(self, message: Any = Context("message")) -> None:  # noqa: B008
        """One delivery of one message."""
        started = time.perf_counter()
        incoming = await self._link.incoming(message)
        with in_flight.track_inprogress():
            try:
                await self._answer(incoming)
            except Exception as error:  # of the broker, not of the message
                log.warning("result not published", message_id=incoming.id, error=f"{type(error).__name__}: {error}")
                messages.labels("again").inc()
                await self._link.again(message)
                return
            await message.ack()
        message_seconds.observe(time.perf_counter() - started)

    async def _answer(self, incoming: Incoming) -> None:
        try:
            result, text_hash = self._result(incoming)
            if self._link.max_bytes is not None and len(result) > self._link.max_bytes:
                raise Problem(
                    "too-large", f"The report has {len(result)} bytes; the broker takes {self._link.max_bytes}.",
                    limit=self._link.max_bytes,
                )
        except Problem as problem:
            await self._bury(incoming, problem)
            return
        headers = {"content-type": "application/json", "dushu-text-sha256": text_hash}
        await self._link.publish(self._work.output, result, incoming.id, headers)
        messages.labels("done").inc()

    def _result(self, incoming: Incoming) -> tuple[bytes, str]:
        if incoming.deliveries > self._work.max_deliveries:
            raise Problem("internal-error", f"The message was delivered {incoming.deliveries} times in vain.")
        limit = self._settings.max_body_bytes
        if len(incoming.body) > limit:
            raise too_large(limit)
        media_type, _, rest = incoming.content_type.partition(";")
        pairs = (parameter.partition("=") for parameter in rest.split(";"))
        parameters = {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}
        try:
            source = interpret(incoming.body, media_type.strip().lower(), parameters)
            report = self._extraction.report(source, self._work.options)
            return json_encoder.encode(report), report.text_sha256
        except Problem:
            raise
        except Exception as error:  # a fault of ours: the message would meet it again
            log.error("unhandled exception", message_id=incoming.id, exc_info=error)
            raise Problem("internal-error", f"{type(error).__name__}: {error}") from error

    async def _bury(self, incoming: Incoming, problem: Problem) -> None:
        # In base64 it has a third more, and must fit into a message.
        body = incoming.body if self._link.max_bytes is None else incoming.body[: self._link.max_bytes // 2]
        letter = {
            "error": problem.row(), "message_id": incoming.id, "content_type": incoming.content_type,
            "body_base64": base64.b64encode(body).decode(), "body_bytes": len(incoming.body),
        }
        headers = {"content-type": "application/json", "dushu-problem": problem.type.code}
        await self._link.publish(self._work.dead, json_encoder.encode(letter), incoming.id, headers)
        messages.labels("dead").inc()
        log.warning("message not read", message_id=incoming.id, problem=problem.type.code)


async def work_on(work: Work, settings: Settings) -> None:
    """Work until told to stop by SIGTERM or SIGINT; what has been begun is finished first."""
    logs.configure(settings)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logs.Formatter())
    logging.getLogger(__name__).addHandler(handler)
    link = link_to(work.url, work.group, work.concurrency, work.redeliver_seconds, _DRAIN_SECONDS)
    await link.prepare(work.input, (work.output, work.dead))
    link.subscribe(work.input, Worker(work, settings, link).handle)
    if work.metrics_port is not None:
        start_http_server(work.metrics_port, addr=settings.host)

    def ready() -> None:
        log.info("worker ready", broker=link.name, input=work.input, output=work.output, dead=work.dead)

    try:
        await FastStream(link.broker, logger=None, after_startup=[ready]).run()
    finally:
        await link.close()
    log.info("worker stopped")
