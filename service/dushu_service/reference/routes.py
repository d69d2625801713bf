"""Where the reference is served, with a policy that allows its style sheet and nothing else."""
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import msgspec
from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from ..answer import Answer
from ..problems import PROBLEM_TYPES, Problem
from .render import problem_page, reference_page

POLICY = (
    b"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    b"require-trusted-types-for 'script'; trusted-types 'none'"
)

STYLE = "/docs/style.css"


def reference_routes(document: Mapping[str, Any]) -> list[HTTPRouteHandler]:
    """The routes of the reference to the service that `document` describes. All is made once."""
    css = files(__package__).joinpath("style.css").read_bytes()
    # A new style sheet has a new address, so that no browser shows an old one.
    style = f"{STYLE}?v={hashlib.sha256(css).hexdigest()[:8]}"
    reference = reference_page(document, style)
    problems = {
        code: (msgspec.json.encode(problem), problem_page(problem, style))
        for code, problem in PROBLEM_TYPES.items()
    }

    @get("/docs", opt={"public": True}, include_in_schema=False)
    async def show_reference() -> Answer:
        return _page(reference)

    @get(STYLE, opt={"public": True}, include_in_schema=False)
    async def show_style() -> Answer:
        return _answer(css, b"text/css; charset=utf-8")

    @get("/problems/{code:str}", opt={"public": True})
    async def explain_problem(request: Request[Any, Any, Any], code: FromPath[str]) -> Answer:
        if code not in problems:
            raise Problem("not-found", f"There is no problem {code[:80]!r}.")
        told, shown = problems[code]
        # Browsers name text/html; whoever does not wants data.
        if "text/html" in request.headers.get("accept", ""):
            return _page(shown, (b"vary", b"accept"))
        return _answer(told, b"application/json", (b"vary", b"accept"))

    return [show_reference, show_style, explain_problem]


def _page(body: bytes, *headers: tuple[bytes, bytes]) -> Answer:
    return _answer(body, b"text/html; charset=utf-8", (b"content-security-policy", POLICY), *headers)


def _answer(body: bytes, content_type: bytes, *headers: tuple[bytes, bytes]) -> Answer:
    length = (b"content-length", b"%d" % len(body))
    return Answer(200, [(b"content-type", content_type), length, *headers], body)
