"""The page and its files, with a policy that lets the page run its own files and speak to this service only."""
from typing import Any

from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response.base import ASGIResponse

from ..answer import Answer, Headers
from ..content_coding import preferred
from ..problems import Problem
from . import assets
from .assets import Asset

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""No inline script or style, nothing from elsewhere, and no way to make markup of a text."""

_PAGE_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)

_KEEP = b"public, max-age=31536000, immutable"
_ASK = b"no-cache"


def page_routes() -> list[HTTPRouteHandler]:
    """The routes of the page. It is public: it holds nothing but itself, and asks for a key when one is needed."""
    loaded = assets.load()
    opt = {"public": True}

    @get("/", opt=opt, include_in_schema=False)
    async def page(request: Request[Any, Any, Any]) -> ASGIResponse:
        return _answer(request, loaded.page, [*_PAGE_HEADERS, (b"cache-control", _ASK)])

    @get(assets.PREFIX + "/{digest:str}/{name:path}", opt=opt, include_in_schema=False)
    async def page_file(request: Request[Any, Any, Any], digest: FromPath[str], name: FromPath[str]) -> ASGIResponse:
        asset = loaded.files.get(name.removeprefix("/"))
        if asset is None:
            raise Problem("not-found", f"The page has no file {name[:80]!r}.")
        # While replicas of two versions run side by side, a page may ask the other one: answered, but not kept.
        return _answer(request, asset, [(b"cache-control", _KEEP if digest == loaded.digest else _ASK)])

    return [page, page_file]


def _answer(request: Request[Any, Any, Any], asset: Asset, headers: Headers) -> Answer:
    coding = preferred(request.headers.get("accept-encoding", ""))
    # The forms of a file differ in their bytes, and so does a strong tag.
    etag = asset.etag if coding is None else b'%b-%b"' % (asset.etag[:-1], coding.encode())
    headers += ((b"etag", etag), (b"vary", b"accept-encoding"))
    known = request.headers.get("if-none-match", "").encode("latin-1", "replace")
    if etag in {tag.strip().removeprefix(b"W/") for tag in known.split(b",")}:
        return Answer(304, headers, b"")
    body = asset.body if coding is None else asset.codings[coding]
    if coding is not None:
        headers.append((b"content-encoding", coding.encode()))
    headers += ((b"content-type", asset.content_type), (b"content-length", b"%d" % len(body)))
    return Answer(200, headers, body)
