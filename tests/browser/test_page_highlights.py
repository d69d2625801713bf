"""Figures are lit where they stand in the text, whatever stands before them and however the text came."""
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from browser.page_actions import lit, read_text
from service_process import Server

WIDE = "📈𠀀👨‍👩‍👧𪚥"
"""What JavaScript counts as more units than there are characters: emoji and ideographs of Extension B."""

NO_REGISTRY = "delete window.Highlight; delete CSS.highlights;"
"""A browser without the CSS Custom Highlight API."""


def expected(server: Server, text: str) -> list[str]:
    """The figures of a text, by the service's own report."""
    answer = httpx.post(
        f"{server.url}/v1/extract", content=text.encode(), headers={"Content-Type": "text/plain"}, trust_env=False
    )
    return [figure["text"] for figure in answer.json()["indicators"]]


@pytest.mark.parametrize("before", ["", f"{WIDE}\n", f"{WIDE} {WIDE}"], ids=["plain", "line", "same line"])
def test_every_figure_is_lit_at_its_characters(
    page: Any, page_server: Server, conference: str, before: str
) -> None:
    """What is lit reads exactly as the report says, after characters outside the BMP too."""
    read_text(page, before + conference)

    assert [text for text, _ in lit(page)] == expected(page_server, before + conference)


def test_wide_characters_inside_a_sentence_do_not_move_the_light(page: Any) -> None:
    read_text(page, f"全市{WIDE}企业营业收入增长18.4%，𪚥利润下降7.2%。")

    assert lit(page) == [["18.4%", "up"], ["7.2%", "down"]]


def test_kind_and_direction_show(page: Any, conference: str) -> None:
    read_text(page, conference)
    kinds = dict(lit(page))

    assert kinds["18.4%"] == "down"
    assert kinds["3.6个百分点"] == "up"
    assert kinds["2.35亿元"] == "level"
    assert kinds["第一"] == "rank"
    assert kinds["38个"] == "level-aim"


def test_marks_do_where_there_is_no_registry(
    open_page: Callable[..., Any], page_server: Server, conference: str
) -> None:
    """An older browser shows the same stretches, as elements."""
    page = open_page(script=NO_REGISTRY)
    read_text(page, WIDE + conference)

    assert page.locator("#article mark").all_inner_texts() == expected(page_server, WIDE + conference)
    page.fill("#search", "公厕")
    assert page.locator("#article mark").all_inner_texts() == ["第七名"]
    page.click("#article mark")
    assert "公厕满意度" in page.inner_text("#detail-heading")


def test_the_text_is_shown_whole(page: Any, conference: str) -> None:
    """Blocks hold every character that is not white space."""
    read_text(page, conference)

    shown = page.locator("#article").text_content()
    assert "".join(shown.split()) == "".join(conference.split())


def test_a_page_is_shown_as_a_reader_sees_it(page: Any) -> None:
    """Of HTML neither tags nor entities are shown, and figures are lit in what is left."""
    page.click("[data-sample='earnings.html']")
    page.wait_for_selector("html[data-stage=read]")

    shown = page.inner_text("#article")
    assert "<" not in shown
    assert "&" not in shown
    assert "研发费用\t3.41亿元\t增长22.5%" in shown
    assert ["28.47亿元", "level"] in lit(page)


@pytest.mark.parametrize("sample", ["conference.txt", "bulletin.txt", "earnings.html"])
def test_samples_are_read(page: Any, sample: str) -> None:
    page.click(f"[data-sample='{sample}']")
    page.wait_for_selector("html[data-stage=read]")

    assert len(lit(page)) > 20
    assert page.locator("#outline-list button").count() > 2
