"""Answers: encoded once, compressed for those who want it."""
from collections.abc import Mapping

from litestar.response.base import ASGIResponse

from .bodies import AnyRequest
from .content_coding import deflate, preferred
from .settings import Settings


def answer(
    request: AnyRequest, body: bytes, media_type: str, settings: Settings, headers: Mapping[str, str]
) -> ASGIResponse:
    """A 200 with this body. Its form depended on Accept, and its coding on Accept-Encoding."""
    sent = {**headers, "vary": "accept, accept-encoding", "content-type": media_type}
    if len(body) >= settings.compress_from_bytes:
        coding = preferred(request.headers.get("accept-encoding", ""))
        if coding is not None:
            body = deflate(body, coding)
            sent["content-encoding"] = coding
    return ASGIResponse(body=body, headers=sent)
