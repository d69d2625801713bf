"""What a reader does with the page, for its tests."""
import os
import time
from typing import Any, NoReturn

import pytest

READ = "html[data-stage=read]:not(.is-busy)"

LIT = """() => {
    const tones = ["up", "down", "flat", "level", "share", "rank"].flatMap((tone) => [tone, `${tone}-aim`]);
    const ranges = tones.flatMap((tone) => [...CSS.highlights.get(tone)].map((range) => [tone, range]));
    ranges.sort((one, other) => one[1].compareBoundaryPoints(Range.START_TO_START, other[1]));
    return ranges.map(([tone, range]) => [range.toString(), tone]);
}"""
"""Every stretch that is lit in the text, in reading order, and how."""


def missing(what: str) -> NoReturn:
    """There is nothing to test the page with."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}: the page cannot be tested")
    pytest.skip(what)


def read_text(page: Any, text: str) -> None:
    """Put a text into the field and have it read."""
    page.fill("#text", text)
    page.click("#read")
    page.wait_for_selector(READ)


def lit(page: Any) -> list[list[str]]:
    """Every stretch that is lit, with its kind."""
    return list(page.evaluate(LIT))


def column(page: Any, name: str) -> list[str]:
    """The cells of one column of the table."""
    return [text.strip() for text in page.locator(f"#figures-body .column-{name}").all_inner_texts()]


def wait_until(page: Any, expression: str) -> None:
    """Return once an expression is true. The browser's own way to wait is a string to run, which the policy forbids."""
    deadline = time.monotonic() + 30
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(50)
