"""Headers of a request, read where they lie: Litestar makes a multidict of them all for whoever asks for one."""
import re

from litestar.types import Scope

from .remember import remember_short

_PARAMETER = re.compile(r""";\s*([\w!#$%&'*+.^`|~-]+)=(?:([\w!#$%&'*+.^`|~-]+)|"([^"]*)")""", re.ASCII)


def header(scope: Scope, name: bytes) -> str:
    """The value of a header, whose name is given in lower case: the first of several, empty if there is none."""
    for given, value in scope["headers"]:
        if given == name:
            return value.decode("latin-1")
    return ""


def content_type(scope: Scope) -> tuple[str, dict[str, str]]:
    """The media type of a request's body, and the parameters with it."""
    return _parsed(header(scope, b"content-type"))


@remember_short
def _parsed(value: str) -> tuple[str, dict[str, str]]:
    media_type, semicolon, rest = value.partition(";")
    found = _PARAMETER.findall(semicolon + rest)
    return media_type.strip().lower(), {name.lower(): token or quoted for name, token, quoted in found}
