"""The table of all that is refused, over HTTP and elsewhere. Codes are stable: clients may branch on them."""
from collections.abc import Mapping

from msgspec import Struct


class ProblemType(Struct, frozen=True):
    """One kind of problem: `code` ends its type URI, `explanation` says what a client can do about it."""

    code: str
    status: int
    title: str
    explanation: str


PROBLEM_TYPES: Mapping[str, ProblemType] = {
    problem.code: problem
    for problem in (
        ProblemType(
            "empty-body", 400, "There is no text to read",
            "The body, or its `text`, is empty. Send the report as text/plain, text/html or JSON.",
        ),
        ProblemType(
            "undecodable-text", 400, "The bytes are not text in their charset",
            "`charset` is how the bytes were read, `offset` is the first byte that does not fit. Declare the "
            "true charset in Content-Type, or leave the charset out to have it found.",
        ),
        ProblemType(
            "malformed-json", 400, "The body is not well-formed JSON",
            "`detail` says where. JSON is UTF-8, without lone surrogates, and not nested beyond reason.",
        ),
        ProblemType(
            "invalid-document", 400, "The JSON is not the document that is expected here",
            "`detail` says which member is wrong. The members are those of the schema Article in /schema.",
        ),
        ProblemType(
            "invalid-parameter", 400, "A query parameter is unknown or has a value that is not allowed",
            "`parameter` is its name, `allowed` lists what would have been accepted.",
        ),
        ProblemType(
            "invalid-date", 400, "The date of publication is not a date",
            "`published_at` is an ISO 8601 date, with or without a time.",
        ),
        ProblemType(
            "bad-request", 400, "The request cannot be understood",
            "`detail` says what is wrong with it.",
        ),
        ProblemType(
            "malformed-encoding", 400, "The body is not what its Content-Encoding says",
            "One gzip member or one zstd frame holds the whole body, and nothing follows it.",
        ),
        ProblemType(
            "unreadable-source", 400, "The source cannot be read",
            "A file or a record of an archive cannot be opened, or is damaged; `detail` says how.",
        ),
        ProblemType(
            "unauthorized", 401, "A key is needed",
            "Send `Authorization: Bearer KEY`, or `X-API-Key: KEY`, with a key that the operator gave you.",
        ),
        ProblemType(
            "not-found", 404, "There is nothing at this address",
            "All addresses are listed in /schema.",
        ),
        ProblemType(
            "method-not-allowed", 405, "The method is not allowed at this address",
            "The header Allow lists the methods that are.",
        ),
        ProblemType(
            "not-acceptable", 406, "The answer cannot be given in the form that is asked for",
            "`available` lists the media types that Accept may name.",
        ),
        ProblemType(
            "delivery-conflict", 409, "The delivery came before with another body",
            "A delivery that is sent again has the same id and the same body; another has another id.",
        ),
        ProblemType(
            "too-slow", 408, "The body arrives too slowly",
            "GET /v1/limits tells the least rate and the longest time. Send the request again.",
        ),
        ProblemType(
            "too-many", 413, "There are too many reports in the batch",
            "`limit` is the largest number. Send several batches, or use /v1/extract/stream.",
        ),
        ProblemType(
            "too-large", 413, "The body is too large",
            "`limit` is the largest body in bytes; GET /v1/limits tells it beforehand. Split the text.",
        ),
        ProblemType(
            "report-too-large", 413, "The report would be too large",
            "`limit` is the largest number of sections, blocks, numeric expressions, warnings and names that a report, "
            "or a batch, may have together; GET /v1/limits tells it beforehand. Split the text, or the batch.",
        ),
        ProblemType(
            "unknown-charset", 415, "The charset is not known",
            "`charset` is the label as it was sent. UTF-8, UTF-16, GB2312, GBK, GB18030 and Big5 are read.",
        ),
        ProblemType(
            "unsupported-media-type", 415, "The media type of the body is not supported",
            "`accepted` lists the media types that are.",
        ),
        ProblemType(
            "unsupported-encoding", 415, "The Content-Encoding is not supported",
            "`accepted` lists the codings that are. Only one may be applied.",
        ),
        ProblemType(
            "unknown-host", 421, "The service does not answer to this host",
            "The operator has listed the hosts that are allowed.",
        ),
        ProblemType(
            "overloaded", 503, "The service is busy",
            "Nothing was done. Send the request again after the time in Retry-After.",
        ),
        ProblemType(
            "internal-error", 500, "The service failed",
            "This is a fault of the service. Quote `request_id` when you report it.",
        ),
    )
}


class Problem(Exception):
    """Raised to answer with a problem. `members` are its extra members, such as `offset`."""

    def __init__(
        self, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **members: object
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.type = PROBLEM_TYPES[code]
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = members

    def document(self, path: str, request_id: str) -> dict[str, object]:
        """The problem as JSON members, for the request `request_id` to `path`."""
        place = {"instance": f"{path}#{request_id}", "request_id": request_id}
        return {**self._head(), **place, **self.members}

    def row(self) -> dict[str, object]:
        """The problem as JSON members where there was no request: of a file, a message, a row."""
        return {**self._head(), **self.members}

    def _head(self) -> dict[str, object]:
        return {
            "type": f"/problems/{self.type.code}",
            "title": self.type.title,
            "status": self.type.status,
            "detail": self.detail,
        }
