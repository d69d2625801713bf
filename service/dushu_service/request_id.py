"""What a request is called: in its answer, in the log, in problems."""
import random
import re

from litestar.types import Scope

_ACCEPTABLE = re.compile(rb"[A-Za-z0-9._:/+=-]{1,128}")

# Ids must differ and need not be secret; asking the system for each would cost more.
_generator = random.Random(random.SystemRandom().getrandbits(256))


def identify(scope: Scope) -> bytes:
    """Give a request its id, the caller's own X-Request-ID where that is sane, and return it."""
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    request_id = given if given and _ACCEPTABLE.fullmatch(given) else b"%032x" % _generator.getrandbits(128)
    scope["state"]["request_id"] = request_id.decode("ascii")
    return request_id
