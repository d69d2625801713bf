"""Every setting of the service, typed, read from the environment once at start.

A setting `max_body_bytes` is the variable `DUSHU_MAX_BODY_BYTES`. A value that does not fit is refused with
the variable's name, before anything listens.
"""
import os
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

PREFIX = "DUSHU_"

KIB = 1024
MIB = 1024 * KIB

Port = Annotated[int, Meta(ge=0, le=65535)]
Count = Annotated[int, Meta(ge=1)]
Size = Annotated[int, Meta(ge=0)]


class SettingsError(ValueError):
    """A variable whose value does not fit; the message starts with its name."""


class Settings(Struct, frozen=True, kw_only=True):
    """The service's settings. Sizes are bytes. Lists are separated by commas in the environment."""

    host: str = "127.0.0.1"
    port: Port = 8000
    workers: Count = 1

    lexicon: tuple[str, ...] = ()
    """Paths of lexicon tables beyond the built-in ones."""

    max_body_bytes: Count = 10 * MIB
    """A request body beyond this is refused with 413."""
    inline_body_bytes: Size = 256 * KIB
    """Bodies up to this are read on the event loop: for them the way to a thread and back costs more."""
    threads: Count = 2
    """Threads of each worker for the bodies beyond that."""


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
