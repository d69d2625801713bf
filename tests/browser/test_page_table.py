"""The table: filter, search, sort, and its tie to the text."""
import json
from pathlib import Path
from typing import Any

import pytest
from browser.page_actions import column, lit, read_text, wait_until

CURRENT = "() => [...CSS.highlights.get('current')].map(String)"


@pytest.fixture
def read(page: Any, conference: str) -> Any:
    """The page with the fixture read."""
    read_text(page, conference)
    return page


def test_rows_are_the_report(read: Any) -> None:
    row = read.locator("#figures-body tr", has_text="公厕满意度")

    assert [cell.strip() for cell in row.locator("th, td").all_inner_texts()][:4] == ["公厕满意度", "12 → 7", "", "↑ 升"]
    assert len(column(read, "metric")) == len(lit(read))


def test_search_filters_table_and_text(read: Any) -> None:
    """Words are looked for in metric, figure, unit, period and section; all must be there."""
    read.fill("#search", "投入 亿元")

    assert column(read, "metric") == ["投入资金"]
    assert [text for text, _ in lit(read)] == ["2.35亿元"]
    read.click("#clear-filters")
    assert len(column(read, "metric")) > 10


def test_filters_by_field_and_kind(read: Any) -> None:
    read.select_option("#filter-direction", "down")
    assert set(column(read, "direction")) == {"↓ 降"}
    read.select_option("#filter-direction", "")
    read.select_option("#filter-status", "target")
    assert {text for text, _ in lit(read)} == {"5个", "38个"}
    read.click("#clear-filters")
    read.click(".tally-rank")
    assert set(dict(lit(read)).values()) == {"rank"}


def test_nothing_found_is_said(read: Any) -> None:
    read.fill("#search", "查无此物")

    assert read.inner_text("#figures-empty") == "没有符合条件的指标。"


def test_sort_up_down_and_back(read: Any) -> None:
    in_order = column(read, "metric")
    header = read.locator("#figures-head .column-value")

    header.locator("button").click()
    assert header.get_attribute("aria-sort") == "ascending"
    values = read.evaluate("[...document.querySelectorAll('.figure-row')].map((row) => row.figure.value)")
    assert values == sorted(values)

    header.locator("button").click()
    assert header.get_attribute("aria-sort") == "descending"
    assert column(read, "value")[0] == "> 500,000,000"

    header.locator("button").click()
    assert header.get_attribute("aria-sort") == "none"
    assert column(read, "metric") == in_order


def test_pointer_on_a_row_lights_the_text(read: Any) -> None:
    read.hover("#figures-body tr:has-text('公厕满意度')")

    assert read.evaluate(CURRENT) == ["第七名"]


def test_pointer_on_the_text_lights_the_row(read: Any) -> None:
    x, y = read.evaluate("""() => {
        const [range] = [...CSS.highlights.get("down")];
        const box = range.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    }""")
    read.mouse.move(x, y)
    read.wait_for_selector(".figure-row.current:has-text('占道经营投诉量')")

    read.mouse.click(x, y)
    assert "18.4%" in read.inner_text("#detail-heading")


def test_click_shows_sentence_and_fields(read: Any) -> None:
    read.click("#figures-body tr:has-text('公厕满意度')")

    assert read.inner_text("#detail-sentence").endswith("公厕满意度由全国第十二名上升至第七名。")
    fields = read.inner_text("#detail-fields")
    for said in ("原值\n12", "升降\n升", "范围\n全国", "章节\n完善设施补短板 方便群众生活"):
        assert said in fields
    assert read.locator("#detail-sentence mark").all_inner_texts() == ["公厕满意度", "第七名"]


def test_outline_scrolls_the_text(read: Any) -> None:
    read.click("#outline-list button:has-text('坚持依法行政')")

    wait_until(read, "document.getElementById('article').scrollTop > 100")


def test_charts_follow_the_filter(read: Any) -> None:
    read.select_option("#changes-unit", "%")
    assert read.locator("#changes-chart .bar-down").count() == 1
    read.fill("#search", "查无此物")
    assert read.locator("#changes-chart svg").count() == 0


def test_downloads(read: Any, tmp_path: Path, conference: str) -> None:
    """The report as it came, and the service's own table."""
    with read.expect_download() as download:
        read.click("#download-json")
    assert json.loads(Path(download.value.path()).read_text())["document"]["length"] == len(conference)

    with read.expect_download() as download:
        read.click("#download-csv")
    table = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert table.startswith("id,text_sha256,")
    assert table.count("\n") > 10


def test_curl_command_carries_the_text(read: Any, conference: str) -> None:
    read.context.grant_permissions(["clipboard-read", "clipboard-write"])

    read.click("#copy-curl")
    read.wait_for_selector("#copy-curl:has-text('已复制')")

    command = read.evaluate("navigator.clipboard.readText()")
    assert command.startswith("curl -s 'http://127.0.0.1:")
    assert conference.strip() in command
