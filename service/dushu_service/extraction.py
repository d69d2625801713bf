"""The library, as the service calls it: small texts on the event loop, large ones in a thread."""
import asyncio
from concurrent.futures import ThreadPoolExecutor

import msgspec
from dushu import DecodeError, Extractor, Report, UnknownCharset

from .bodies import Source
from .options import Options
from .problems import Problem
from .settings import Settings

encoder = msgspec.json.Encoder(decimal_format="number")
"""Writes reports. Decimals as numbers: exact, and of one type with the others."""


class Extraction:
    """One worker's extractor and its threads."""

    def __init__(self, settings: Settings) -> None:
        self._extractor = Extractor(lexicon=settings.lexicon)
        self._inline = settings.inline_body_bytes
        self._threads = ThreadPoolExecutor(settings.threads, thread_name_prefix="extract")

    def close(self) -> None:
        """Wait for the threads' work and end them."""
        self._threads.shutdown()

    async def json(self, source: Source, options: Options) -> bytes:
        """The report on a source, as JSON."""
        if source.size <= self._inline:
            return self.json_now(source, options)
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.json_now, source, options)

    def json_now(self, source: Source, options: Options) -> bytes:
        """The report on a source, as JSON, in this very thread."""
        return encoder.encode(self.report(source, options))

    def report(self, source: Source, options: Options) -> Report:
        """The report on a source. What the library refuses becomes a Problem."""
        published_at = source.published_at if source.published_at is not None else options.published_at
        try:
            return self._extractor.extract(
                source.content,
                charset=source.charset,
                content_type=source.content_type,
                published_at=published_at,
                include=options.include,
                offsets=options.offsets,
                id=source.id if source.id is not None else options.id,
            )
        except UnknownCharset as error:
            raise Problem("unknown-charset", f"{error}.", charset=error.label[:80]) from None
        except DecodeError as error:
            charset, offset = error.charset, error.offset
            raise Problem("undecodable-text", f"{error}.", charset=charset, offset=offset) from None
        except ValueError as error:
            if published_at is None:
                raise
            # Everything else that the library could refuse has been checked before.
            raise Problem("invalid-date", f"{error}.", parameter="published_at") from None
