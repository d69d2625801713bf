"""One text read on any path: what the library refuses becomes a Problem with a stable code."""
from collections.abc import Collection

from dushu import DecodeError, Extractor, Report, ReportTooLarge, UnknownCharset
from dushu.pipeline import Offsets

from .problem_types import Problem


def read(
    extractor: Extractor,
    content: str | bytes,
    *,
    charset: str | None = None,
    content_type: str = "text/plain",
    published_at: str | None = None,
    include: Collection[str] = (),
    offsets: Offsets = "codepoint",
    id: str | None = None,
    max_parts: int | None = None,
) -> Report:
    """The report on one text; see `dushu.extract`. Raises Problem."""
    if not content:
        raise Problem("empty-body", "The text is empty.")
    try:
        return extractor.extract(
            content, charset=charset, content_type=content_type, published_at=published_at, include=include,
            offsets=offsets, id=id, max_parts=max_parts,
        )
    except ReportTooLarge as error:
        raise Problem("report-too-large", f"{error}.".capitalize(), limit=error.limit) from None
    except UnknownCharset as error:
        raise Problem("unknown-charset", f"{error}.", charset=error.label[:80]) from None
    except DecodeError as error:
        raise Problem("undecodable-text", f"{error}.", charset=error.charset, offset=error.offset) from None
    except ValueError as error:
        if published_at is None:
            raise
        # Everything else that the library could refuse has been checked before.
        raise Problem("invalid-date", f"{error}.", parameter="published_at") from None
