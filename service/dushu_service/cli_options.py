"""The options that `dushu extract` and `dushu explain` share."""
from dushu.pipeline import Offsets
from msgspec import Struct


class Options(Struct, frozen=True):
    """How every input is read."""

    charset: str | None
    content_type: str | None
    published_at: str | None
    include: tuple[str, ...]
    offsets: Offsets
    lexicon: tuple[str, ...]
