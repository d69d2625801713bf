"""The query parameters of extraction. All are checked: a misspelt one is refused, not passed over."""
from typing import Literal, TypeVar, get_args
from urllib.parse import parse_qsl

from dushu.pipeline import day_of
from msgspec import Struct

from .problems import Problem
from .remember import remember_short

Include = Literal["quantities"]
Offsets = Literal["codepoint", "utf16", "utf8"]

INCLUDE: tuple[Include, ...] = get_args(Include)
OFFSETS: tuple[Offsets, ...] = get_args(Offsets)
PARAMETERS = ("include", "offsets", "published_at", "id")

# Taking a longer one apart would keep others waiting.
_LONGEST = 32 * 1024

_Value = TypeVar("_Value", bound=str)


class Options(Struct, frozen=True):
    """What to extract, how to count, and what a body that is not JSON cannot say of itself."""

    include: tuple[Include, ...] = ()
    offsets: Offsets = "codepoint"
    published_at: str | None = None
    id: str | None = None


@remember_short
def parse_options(query_string: bytes) -> Options:
    """The options that a query string asks for."""
    if len(query_string) > _LONGEST:
        raise Problem("bad-request", f"The query string is longer than {_LONGEST} bytes.")
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=32
        )
    except ValueError:  # neither ASCII nor escaped UTF-8, or too many fields
        raise Problem("bad-request", "The query string cannot be read.") from None
    include: list[Include] = []
    offsets: Offsets = "codepoint"
    published_at = identity = None
    for name, value in pairs:
        match name:
            case "include":
                include += [_one_of(INCLUDE, part, name) for part in value.split(",")]
            case "offsets":
                offsets = _one_of(OFFSETS, value, name)
            case "published_at":
                published_at = _date(value, name)
            case "id":
                identity = value
            case _:
                raise _refused(name[:80], PARAMETERS, f"There is no parameter {name[:80]!r}")
    return Options(tuple(dict.fromkeys(include)), offsets, published_at, identity)


def _date(value: str, name: str) -> str:
    try:
        day_of(value)
    except ValueError as error:
        raise Problem("invalid-date", f"{error}.", parameter=name) from None
    return value


def _one_of(allowed: tuple[_Value, ...], value: str, name: str) -> _Value:
    for candidate in allowed:
        if value == candidate:
            return candidate
    raise _refused(name, allowed, f"{name} cannot be {value[:80]!r}")


def _refused(name: str, allowed: tuple[str, ...], what: str) -> Problem:
    return Problem(
        "invalid-parameter", f"{what}. Allowed: {', '.join(allowed)}.", parameter=name, allowed=allowed
    )
