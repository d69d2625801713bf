"""HTML out of Python values: everything is escaped, only `Markup` goes through as it is."""
import html
import json
import re
from collections.abc import Iterable
from typing import Any

_CODE = re.compile("`([^`]+)`")


class Markup(str):
    """A string that is HTML already."""

    __slots__ = ()


def escape(value: object) -> Markup:
    """The value as text in HTML.

    >>> escape("a<b"), escape(Markup("<b>"))
    ('a&lt;b', '<b>')
    """
    return value if isinstance(value, Markup) else Markup(html.escape(str(value)))


def element(name: str, *children: object, **attributes: object) -> Markup:
    """An element. `class_` is the attribute class, `aria_label` is aria-label; one that is None is left out.

    >>> element("a", "R&D", href="#r", class_=None, aria_label="research")
    '<a href="#r" aria-label="research">R&amp;D</a>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{given}>{join(children)}</{name}>")


def join(parts: Iterable[object]) -> Markup:
    """The parts one after another."""
    return Markup("".join(map(escape, parts)))


def prose(text: str) -> Markup:
    """Text whose `backticks` mark code.

    >>> prose("send `A<B`")
    'send <code>A&lt;B</code>'
    """
    return Markup(_CODE.sub(r"<code>\1</code>", html.escape(text)))


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> Markup:
    """A table; its first column heads the rows."""
    head = element("tr", *(element("th", heading, scope="col") for heading in headings))
    body = []
    for first, *others in rows:
        cells = (element("td", cell) for cell in others)
        body.append(element("tr", element("th", first, scope="row"), *cells))
    return element("div", element("table", element("thead", head), element("tbody", *body)), class_="wide", tabindex=0)


def code(value: Any) -> Markup:
    """A block of code: text as it is, anything else as JSON."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
    return element("pre", element("code", text), tabindex=0)


def page(title: str, body: Iterable[object], style: str) -> bytes:
    """A whole page with one style sheet."""
    head = element(
        "head",
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", title),
        Markup(f'<link rel="stylesheet" href="{html.escape(style)}">'),
    )
    return ("<!doctype html>\n" + element("html", head, element("body", *body), lang="en") + "\n").encode()
