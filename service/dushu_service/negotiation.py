"""Which of the formats a client gets, by its Accept."""
from litestar.datastructures.headers import Accept

from .formats import AVAILABLE, FORMATS, JSON, Format
from .problem_types import Problem
from .remember import remember_short

# Of a longer one the parsing alone would keep others waiting.
_LONGEST_ACCEPT = 2048


@remember_short
def negotiate(accept: str) -> Format:
    """The format that a client asks for; JSON if it does not care."""
    if len(accept) > _LONGEST_ACCEPT:
        raise Problem("bad-request", f"Accept is longer than {_LONGEST_ACCEPT} characters.")
    if not accept.strip():
        return FORMATS[JSON]
    best = Accept(accept).best_match(list(AVAILABLE))
    if best is None:
        raise Problem("not-acceptable", f"{accept[:80]!r} is not available.", available=AVAILABLE)
    return FORMATS[best]
