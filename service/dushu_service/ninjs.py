"""IPTC ninjs: a news item in, the same item with its figures out.

What is read is headline, byline and body as one text, since a headline often names the time that figures speak
of; it is given back beside the report, whose offsets count in it. `versioncreated` is the date of publication.
"""
from html import escape
from typing import Any

import msgspec
from dushu.report import Report
from msgspec import Struct

from .bodies import HTML, TEXT, Source
from .problem_types import Problem

MEMBER = "dushu"
"""The member that is added to an item."""


class Item(Struct):
    """What is read of an item; of Superdesk's too, whose id is `guid`. All other members are left as they are."""

    body_html: str | None = None
    body_text: str | None = None
    headline: str | None = None
    byline: str | None = None
    versioncreated: str | None = None
    uri: str | None = None
    guid: str | None = None


class Extension(Struct, omit_defaults=True):
    """What is added. `text` is what was read, as `content_type`."""

    content_type: str
    text: str
    report: Report


def read_item(body: bytes) -> tuple[dict[str, Any], Source]:
    """An item, and the text to read of it. Raises Problem."""
    try:
        members = msgspec.json.decode(body)
        item = msgspec.convert(members, Item)
    except msgspec.ValidationError as error:
        raise Problem("invalid-document", f"{error}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("malformed-json", f"{error}.") from None
    return members, source_of_item(item, len(body))


def source_of_item(item: Item, size: int) -> Source:
    """The text to read of an item: its HTML if there is any, since it has the structure. Raises Problem."""
    if item.body_html:
        head = [f"<{tag}>{escape(text)}</{tag}>" for tag, text in (("h1", item.headline), ("p", item.byline)) if text]
        content, kind = "\n".join([*head, item.body_html]), HTML
    elif item.body_text:
        content, kind = "\n\n".join(part for part in (item.headline, item.byline, item.body_text) if part), TEXT
    else:
        raise Problem("empty-body", "The item has neither `body_html` nor `body_text`.")
    return Source(
        content, size, content_type=kind, published_at=item.versioncreated or None, id=item.uri or item.guid
    )


def extended(members: dict[str, Any], source: Source, report: Report) -> dict[str, Any]:
    """The item with its figures."""
    assert isinstance(source.content, str)
    return {**members, MEMBER: Extension(source.content_type, source.content, report)}
