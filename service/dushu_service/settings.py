"""Every setting of the service, typed, read from the environment once at start.

A setting `max_body_bytes` is the variable `DUSHU_MAX_BODY_BYTES`. A value that does not fit is refused with
the variable's name, before anything listens. `python -m dushu_service settings` prints them all.
"""
import importlib
import ipaddress
import os
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from dushu.lexicon import Lexicon, LexiconError
from msgspec import Meta, Struct

PREFIX = "DUSHU_"

KIB = 1024
MIB = 1024 * KIB

MAX_REPORT_PARTS = 200_000

Port = Annotated[int, Meta(ge=0, le=65535)]
Count = Annotated[int, Meta(ge=1)]
Size = Annotated[int, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0, le=3600)]
KeyHash = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.-]{1,64}:[0-9a-f]{64}$")]


class SettingsError(ValueError):
    """A variable whose value does not fit; the message starts with its name."""


class Settings(Struct, frozen=True, kw_only=True):
    """The service's settings. Limits are those of each worker. Lists are separated by commas."""

    host: str = "127.0.0.1"
    port: Port = 8000
    workers: Count = 1
    drain_seconds: Seconds = 5.0
    """After SIGTERM, how long /readyz says 503 before connections are refused: time to be noticed."""

    stop_seconds: Annotated[int, Meta(ge=1, le=1800)] = 30
    """How long requests in flight may take after that, before their worker is killed."""

    lexicon: tuple[str, ...] = ()
    """Paths of lexicon tables beyond the built-in ones."""

    max_body_bytes: Count = 10 * MIB
    """A request body beyond this, after decompression, is refused with 413."""
    max_buffered_bytes: Count = 256 * MIB
    """What all bodies at once may hold; beyond it requests get 503."""
    max_report_parts: Count = MAX_REPORT_PARTS
    """Sections, blocks, numeric expressions, warnings and names of one report, or of a batch's together; a text that
    has more is refused with 413."""
    max_batch: Count = 100
    """Reports in one batch."""
    inline_body_bytes: Size = 256 * KIB
    """Bodies up to this are read on the event loop: for them the way to a thread and back costs more."""
    threads: Count = 2
    """Threads for the bodies beyond that."""
    compress_from_bytes: Size = 16 * KIB
    """Answers from this size on are compressed for clients that accept it."""

    max_waiting: Count = 1024
    """Requests that may wait for their turn; beyond it they get 503."""
    max_wait_seconds: Seconds = 0.05
    """A new request that would have to wait longer, by the present pace, gets 503 at once; while many are refused,
    a tenth of it."""
    body_seconds: Seconds = 120.0
    """A body that has not arrived by then is refused with 408."""
    upload_grace_seconds: Seconds = 10.0
    """How long a body may take before its rate counts; in a stream, the longest pause."""
    min_upload_bytes_per_second: Count = 4 * KIB
    """A body that arrives more slowly is refused with 408."""

    api_keys: tuple[KeyHash, ...] = ()
    """`name:hash` of every key that is accepted, made by `python -m dushu_service key NAME`."""
    open: bool = False
    """Serve beyond loopback without keys."""
    allowed_hosts: tuple[str, ...] = ()
    """Values of Host that are answered (`*.example.org` for a domain); none given: all."""
    superdesk_secret: str = ""
    """The secret of Superdesk's http_push; with it, /v1/webhooks/superdesk receives items."""
    webhook_secret: Annotated[str, Meta(pattern=r"^$|^whsec_[A-Za-z0-9+/]{32,}={0,2}$")] = ""
    """A secret of Standard Webhooks, `whsec_…`; with it, /v1/webhooks/standard receives items."""
    cors_origins: tuple[str, ...] = ()
    """Origins whose pages may call the service from a browser."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_requests: bool = True
    """A line for each request but the probes'."""
    metrics: bool = True
    """Serve /metrics."""
    traces: bool = False
    """Send OpenTelemetry traces, as OTEL_EXPORTER_OTLP_ENDPOINT and its like say. Needs `dushu[otel]`."""


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment asks for. Raises SettingsError."""
    values: dict[str, object] = {}
    for field in msgspec.structs.fields(Settings):
        variable = PREFIX + field.name.upper()
        given = environment.get(variable)
        if given is None:
            continue
        is_list = isinstance(field.default, tuple)
        value: object = tuple(part.strip() for part in given.split(",") if part.strip()) if is_list else given
        try:
            values[field.name] = msgspec.convert(value, field.type, strict=False)
        except msgspec.ValidationError as error:
            raise SettingsError(f"{variable}={given!r}: {error}") from None
    return Settings(**values)  # type: ignore[arg-type]


def check_exposure(settings: Settings) -> None:
    """Refuse to let everybody in by accident. Raises SettingsError."""
    if settings.api_keys or settings.open or is_loopback(settings.host):
        return
    raise SettingsError(
        f"{PREFIX}HOST={settings.host!r}: anybody could use the service there; set {PREFIX}API_KEYS, "
        f"or {PREFIX}OPEN=true where something else keeps the others out"
    )


def check_lexicon(settings: Settings) -> None:
    """Refuse tables that cannot be read before any worker tries to. Raises SettingsError."""
    if not settings.lexicon:
        return
    try:
        Lexicon(settings.lexicon)
    except LexiconError as error:
        raise SettingsError(f"{PREFIX}LEXICON: {error}") from None


def check_traces(settings: Settings) -> None:
    """Refuse to make traces without what makes them. Raises SettingsError."""
    if not settings.traces:
        return
    try:
        importlib.import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    except ImportError:
        raise SettingsError(f"{PREFIX}TRACES: pip install 'dushu[otel]' is needed for that") from None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def shown(settings: Settings) -> dict[str, str]:
    """Every setting as its variable. Of the keys only their names, of secrets only whether there are any."""
    values = {
        PREFIX + name.upper(): ",".join(value) if isinstance(value, tuple) else str(value)
        for name, value in msgspec.structs.asdict(settings).items()
    }
    for secret in ("SUPERDESK_SECRET", "WEBHOOK_SECRET"):
        values[PREFIX + secret] = "…" if values[PREFIX + secret] else ""
    values[PREFIX + "API_KEYS"] = ",".join(key.partition(":")[0] + ":…" for key in settings.api_keys)
    return values
