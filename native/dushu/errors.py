"""What the library refuses, each with the words that a caller can show."""


class DecodeError(ValueError):
    """Bytes that are not text in their charset: `charset` as it was tried, `offset` of the first bad byte."""

    def __init__(self, message: str, charset: str, offset: int) -> None:
        super().__init__(message)
        self.charset = charset
        self.offset = offset


class ReportTooLarge(ValueError):
    """A text whose report would have more than `limit` sections, blocks, numeric expressions, warnings and names."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the report would have more than {limit} parts")
        self.limit = limit


class UnknownCharset(ValueError):
    """A charset label that is not known; `label` as given."""

    def __init__(self, label: str) -> None:
        super().__init__(f"unknown charset {label[:80]!r}")
        self.label = label
