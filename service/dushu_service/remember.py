"""Remembering what few clients send often, without letting one client fill the memory."""
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Given = TypeVar("Given", str, bytes)
Result = TypeVar("Result")

_ENTRIES = 256
_LONGEST = 256


def remember_short(function: Callable[[Given], Result]) -> Callable[[Given], Result]:
    """A cache for a pure function of a header or a query string; what is long is worked out each time."""
    remembered = lru_cache(_ENTRIES)(function)

    @wraps(function)
    def choose(given: Given) -> Result:
        return remembered(given) if len(given) <= _LONGEST else function(given)

    return choose
