"""The files of the page, read once when a worker starts.

All files but the page itself lie under an address that holds a digest of them all, so that browsers may keep
them for ever, and modules may import each other by relative names.
"""
import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from msgspec import Struct

from ..content_coding import ACCEPTED, deflate

CONTENT_TYPES = {
    "html": b"text/html; charset=utf-8",
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "svg": b"image/svg+xml",
    "txt": b"text/plain; charset=utf-8",
}
"""By suffix. A file of another kind has no business here."""

PREFIX = "/page"

_PAGE = "index.html"
_BASE_MARK = b"%BASE%"


class Asset(Struct, frozen=True):
    """One file, ready to be sent: as it is, and compressed."""

    content_type: bytes
    etag: bytes
    body: bytes
    codings: Mapping[str, bytes]


class Assets(Struct, frozen=True):
    """The page, and the files that it refers to by `PREFIX/digest/name`."""

    digest: str
    page: Asset
    files: Mapping[str, Asset]


def load() -> Assets:
    """Read the files of this package."""
    contents = dict(sorted(_walk(files(__package__).joinpath("static"), "")))
    page = contents.pop(_PAGE)
    digest = hashlib.sha256(b"\0".join([*map(str.encode, contents), *contents.values()])).hexdigest()[:16]
    return Assets(
        digest,
        _asset(_PAGE, page.replace(_BASE_MARK, f"{PREFIX}/{digest}".encode())),
        {name: _asset(name, body) for name, body in contents.items()},
    )


def _walk(directory: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in directory.iterdir():
        name = prefix + entry.name
        if entry.is_dir():
            yield from _walk(entry, f"{name}/")
        elif entry.name.rpartition(".")[2] in CONTENT_TYPES:
            yield name, entry.read_bytes()


def _asset(name: str, body: bytes) -> Asset:
    return Asset(
        CONTENT_TYPES[name.rpartition(".")[2]],
        b'"%b"' % hashlib.sha256(body).hexdigest()[:16].encode(),
        body,
        {coding: deflate(body, coding) for coding in ACCEPTED},
    )
