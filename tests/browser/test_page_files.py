"""Files go to the service byte for byte, chosen or dropped; it finds the charset."""
import base64
from pathlib import Path
from typing import Any

import pytest
from browser.page_actions import READ, lit

DROP = """({name, type, data}) => {
    const bytes = Uint8Array.from(atob(data), (unit) => unit.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], name, {type}));
    for (const kind of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
    }
}"""

LINE = "📈全市企业营业收入增长18.4%，利润下降7.2%，镕基路改造投入3.5亿元。"
LIT = [["18.4%", "up"], ["7.2%", "down"], ["3.5亿元", "level"]]


@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_chosen_file_is_read_in_its_charset(page: Any, tmp_path: Path, charset: str) -> None:
    """Marks are right after a four-byte character, and the byte order mark counts for nothing."""
    file = tmp_path / "report.txt"
    file.write_bytes(LINE.encode(charset))

    page.set_input_files("#file", file)
    page.wait_for_selector(READ)

    assert lit(page) == LIT
    assert "report.txt" in page.inner_text("#document-facts")


def test_dropped_gb18030_file(page: Any, conference: str) -> None:
    data = base64.b64encode(conference.encode("gb18030")).decode()

    page.evaluate(DROP, {"name": "会议.txt", "type": "text/plain", "data": data})
    page.wait_for_selector(READ)

    assert ["18.4%", "down"] in lit(page)
    assert "GB18030" in page.inner_text("#document-facts")
    assert page.locator("#warnings details").count() == 1  # that the charset was found and not declared


def test_dropped_page_in_gb18030_replaces_the_result(page: Any) -> None:
    """A file may be dropped on a result; a page in GBK says so itself."""
    page.click("[data-sample='bulletin.txt']")
    page.wait_for_selector(READ)
    html = f"<html><head><meta charset=gbk></head><body><p>正文<b>：</b>&nbsp;{LINE[1:]}</p></body></html>"

    page.evaluate(
        DROP, {"name": "a.htm", "type": "text/html", "data": base64.b64encode(html.encode("gbk")).decode()}
    )
    page.wait_for_selector("#document-facts:has-text('a.htm')")

    assert lit(page) == LIT


def test_file_that_is_no_text_is_refused_kindly(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7\x00\xff\xfe")

    page.set_input_files("#file", file)

    page.wait_for_selector("#notice:not([hidden])")
    assert "这种文件读不了" in page.inner_text("#notice")


def test_broken_file_says_where(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "cut.txt"
    file.write_bytes("营业收入增长".encode()[:-1])

    page.set_input_files("#file", file)

    page.wait_for_selector("#notice:not([hidden])")
    assert "个字节起读不下去" in page.inner_text("#notice")
