"""Content codings, gzip and zstd: bounded on the way in, cheap on the way out."""
import sys
import zlib
from collections.abc import Iterator
from typing import Protocol

from .problems import Problem
from .remember import remember_short

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = ("gzip", "zstd")

PIECE_BYTES = 64 * 1024
"""No more than this is inflated before the sum is looked at again."""

# The decoder's window, and so its memory: 8 MiB, which RFC 8878 asks everybody to support.
_ZSTD_WINDOW_LOG = 23


# Nobody means a longer one.
_LONGEST_ACCEPT = 2048


class _Decoder(Protocol):
    """What Python's decompressors have in common, zlib's but for its two differences."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """zlib's decompressor, which hands back the input it has no room for, as one that keeps it."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        piece = self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)
        self.needs_input = len(piece) < max_length
        return piece


class Inflater:
    """Inflates one body, piece by piece. `coding` is the value of Content-Encoding."""

    def __init__(self, coding: str) -> None:
        self._coding = coding.strip().lower()
        self._decoder: _Decoder
        if self._coding in ("gzip", "x-gzip"):
            self._decoder = _Gzip()
        elif self._coding == "zstd":
            self._decoder = zstd.ZstdDecompressor(
                options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
            )
        else:
            raise Problem(
                "unsupported-encoding", f"Content-Encoding {coding[:80]!r} is not read here.",
                headers={"accept-encoding": ", ".join(ACCEPTED)}, accepted=ACCEPTED,
            )

    def inflate(self, data: bytes) -> Iterator[bytes]:
        """What `data` adds, in pieces. The reader stops taking them when it has enough."""
        if self._decoder.eof:
            if data:
                raise self._broken("more data follows its end")
            return
        try:
            while True:
                piece = self._decoder.decompress(data, PIECE_BYTES)
                data = b""
                if piece:
                    yield piece
                if self._decoder.unused_data:
                    raise self._broken("more data follows its end")
                if self._decoder.eof or self._decoder.needs_input:
                    return
        except (zlib.error, zstd.ZstdError):
            raise self._broken("it is damaged") from None

    def finish(self) -> None:
        """Check that nothing is missing."""
        if not self._decoder.eof:
            raise self._broken("its end is missing")

    def _broken(self, why: str) -> Problem:
        return Problem("malformed-encoding", f"The body is not {self._coding}: {why}.")


def deflate(body: bytes, coding: str) -> bytes:
    """A body compressed for the way out, fast rather than small."""
    return zstd.compress(body, level=1) if coding == "zstd" else zlib.compress(body, level=1, wbits=31)


@remember_short
def preferred(accept_encoding: str) -> str | None:
    """The coding to answer a client with, if it wants any."""
    if len(accept_encoding) > _LONGEST_ACCEPT:
        return None
    offered: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        name, _, parameter = part.partition(";")
        try:
            offered[name.strip()] = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
    usable = [coding for coding in ("zstd", "gzip") if offered.get(coding, 0) > 0]
    return max(usable, key=lambda coding: offered[coding], default=None)
