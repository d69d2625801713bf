"""How the page behaves: keys, screen readers, themes, small screens, paper, faults, large texts, its policy."""
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from browser.page_actions import READ, column, lit, missing, read_text, wait_until
from dushu_service.access import key_hash
from service_process import Server

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FOCUS = "document.activeElement.id || document.activeElement.className"


BLOCKS = """() => {
    const blocks = [...document.querySelectorAll("#article .block")];
    return [blocks.length, blocks.filter((block) => block.checkVisibility({contentVisibilityAuto: true})).length];
}"""
"""How many blocks there are, and how many of them have been laid out."""

CURRENT_IS_IN_VIEW = """(() => {
    const [range] = CSS.highlights.get("current");
    const place = range.getBoundingClientRect(), frame = document.getElementById("article").getBoundingClientRect();
    return place.height > 0 && place.top >= frame.top && place.bottom <= frame.bottom;
})()"""

LAST_SECTION_IS_IN_VIEW = """(() => {
    const name = [...document.querySelectorAll(".outline-name")].at(-1).textContent;
    const frame = document.getElementById("article").getBoundingClientRect();
    const block = document.elementFromPoint(frame.left + 100, frame.top + 45).closest(".block");
    return block.textContent.includes(name) && Number(block.dataset.block) > 1000;
})()"""


def focused(page: Any) -> str:
    """The id or class of what has the focus."""
    return str(page.evaluate(FOCUS))


def test_all_of_it_by_keyboard(page: Any, conference: str) -> None:
    """Read, walk the figures, open one, go back, walk the table: without a pointer."""
    page.focus("#text")
    page.keyboard.insert_text(conference)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(READ)
    assert focused(page) == "article"

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#announcer:has-text('市民满意率')", state="attached")
    page.keyboard.press("Enter")
    assert focused(page) == "detail"
    assert page.inner_text("#detail-heading").endswith("95%")

    page.keyboard.press("Escape")
    assert focused(page) == "article"

    page.keyboard.press("/")
    assert focused(page) == "search"
    page.keyboard.type("占道")
    page.focus(".row-button[tabindex='0']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#detail-heading").endswith("8年")
    page.keyboard.press("Escape")
    assert focused(page) == "row-button"


def test_skip_link_comes_first(page: Any) -> None:
    page.keyboard.press("Tab")

    assert focused(page) == "skip"


@pytest.mark.parametrize("stage", ["empty", "read", "detail", "dark", "phone", "english", "notice"])
def test_axe_finds_nothing(open_page: Callable[..., Any], conference: str, stage: str) -> None:
    """In every state of the page."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        missing("axe is not installed")
    # axe itself is put in by the test, which the page's policy does not stop: it comes through the debugger.
    page = open_page(**{"phone": PHONE, "dark": {"color_scheme": "dark"}}.get(stage, {}))
    if stage == "notice":
        page.click("#read")
    elif stage != "empty":
        read_text(page, conference)
    if stage in ("detail", "phone", "dark"):
        page.evaluate("document.querySelector('.row-button').click()")
    if stage == "english":
        page.click("#language")

    violations = Axe().run(page).response["violations"]

    assert [(found["id"], [node["target"] for node in found["nodes"]]) for found in violations] == []


def test_dark_when_the_system_is_and_by_choice(open_page: Callable[..., Any]) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = open_page(color_scheme="dark")
    light = open_page(color_scheme="light")
    assert dark.evaluate(ground) != light.evaluate(ground)

    light.click("#theme")
    assert light.get_attribute("#theme", "aria-pressed") == "true"
    assert light.evaluate(ground) == dark.evaluate(ground)
    light.reload()
    light.wait_for_selector("html[data-ready]")
    assert light.evaluate(ground) == dark.evaluate(ground)


def test_english_by_toggle(page: Any, conference: str) -> None:
    read_text(page, conference)

    page.click("#language")

    assert page.get_attribute("html", "lang") == "en"
    assert "Metric" in page.inner_text("#figures-head")
    assert "↓ down" in column(page, "direction")
    assert page.evaluate("""() => [...document.querySelectorAll('[data-i18n]')]
        .filter((node) => node.offsetParent && /[\\u4e00-\\u9fff]/.test(node.textContent)).length""") == 0


def test_both_languages_say_the_same_things(page: Any) -> None:
    """No key of one is missing in the other, beyond names that are the contract's own."""
    names = page.evaluate("""async () => {
        const base = document.querySelector('script[src$="main.js"]').src;
        const {zh} = await import(new URL('words_zh.js', base));
        const {en} = await import(new URL('words_en.js', base));
        const used = [...document.querySelectorAll('[data-i18n], [data-i18n-label], [data-i18n-title]')]
            .flatMap(({dataset}) => [dataset.i18n, dataset.i18nLabel, dataset.i18nTitle]).filter(Boolean);
        return [Object.keys(zh).sort(), Object.keys(en).sort(), used.filter((key) => !(key in zh))];
    }""")

    assert names[0] == names[1]
    assert names[2] == []


@pytest.mark.parametrize("width", [320, 390, 720, 1024, 1080, 1440])
def test_no_width_scrolls_sideways(open_page: Callable[..., Any], conference: str, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0

    read_text(page, conference)
    assert page.evaluate(wide) == 0
    for pane in ("table", "insight"):
        if width < 720:
            page.click(f".pane-switch [data-pane={pane}]")
            assert page.evaluate(wide) == 0


def test_phone_shows_one_pane_at_a_time(open_page: Callable[..., Any], conference: str) -> None:
    page = open_page(**PHONE)
    read_text(page, conference)
    assert page.is_visible("#article")
    assert not page.is_visible("#figures")

    page.tap(".pane-switch [data-pane=table]")
    page.tap("#figures-body tr:has-text('公厕满意度')")

    assert not page.is_visible("#article")
    assert page.is_visible("#detail-sentence")


def test_paper_has_text_and_table(open_page: Callable[..., Any], conference: str) -> None:
    page = open_page()
    read_text(page, conference)

    page.emulate_media(media="print")

    assert page.is_visible("#article")
    assert page.is_visible("#figures")
    assert not page.is_visible("#copy-curl")
    assert len(page.pdf()) > 10_000


def test_links_lead_somewhere(page: Any, page_server: Server) -> None:
    links = page.evaluate("[...document.querySelectorAll('a[href^=\"/\"]')].map((link) => link.href)")

    assert links == [f"{page_server.url}/docs"]
    assert [httpx.get(link, trust_env=False).status_code for link in links] == [200]


def test_nothing_to_read_is_said(page: Any) -> None:
    page.click("#read")

    assert "先粘贴一段文本" in page.inner_text("#notice")
    assert focused(page) == "text"


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [("overloaded", 503, "服务正忙"), ("internal-error", 500, "请求编号 7f3a"), ("gateway", 502, "服务出错了")],
)
def test_fault_of_the_service_is_told_kindly(page: Any, code: str, status: int, said: str) -> None:
    """What happened, what to do, a button that does it; the text stays."""
    problem = {"type": f"/problems/{code}", "status": status, "detail": "It broke.", "request_id": "7f3a"}
    body = "<h1>Bad gateway</h1>" if code == "gateway" else json.dumps(problem)
    page.route("**/v1/extract?*", lambda route: route.fulfill(status=status, body=body))
    page.fill("#text", "全年产值增长5%。")
    page.click("#read")
    page.wait_for_selector("#notice:not([hidden])")
    assert said in page.inner_text("#notice")
    assert page.input_value("#text") == "全年产值增长5%。"

    page.unroute("**/v1/extract?*")
    page.click("#notice button:has-text('再试一次')")
    page.wait_for_selector(READ)
    assert lit(page) == [["5%", "up"]]


def test_service_out_of_reach_is_told_kindly(page: Any) -> None:
    page.route("**/v1/extract?*", lambda route: route.abort())
    page.fill("#text", "全年产值增长5%。")
    page.click("#read")

    page.wait_for_selector("#notice:not([hidden])")
    assert "连不上服务" in page.inner_text("#notice")


def test_text_beyond_the_limit_is_not_sent(page: Any) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.evaluate("document.getElementById('text').value = '产值增长5%。'.repeat(300_000)")
    page.click("#read")

    page.wait_for_selector("#notice:not([hidden])")
    assert "一次最多读 4 MB" in page.inner_text("#notice")
    assert not any("/v1/extract" in url for url in sent)


def test_key_is_asked_for_and_used(open_page: Callable[..., Any], tmp_path: Any) -> None:
    """The page itself is open; what it sends is not."""
    server = Server(tmp_path / "log", drain_seconds=0, api_keys=f"desk:{key_hash(b'secret')}")
    try:
        server.wait_until_ready()
        page = open_page(url=server.url)
        page.fill("#text", "全年产值增长5%。")
        page.click("#read")
        page.fill("#api-key", "secret")
        page.keyboard.press("Enter")
        page.wait_for_selector(READ)
        assert lit(page) == [["5%", "up"]]
        assert page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)").count("secret") == 0
    finally:
        server.stop()


def test_large_text_leaves_the_page_usable(page: Any, conference: str) -> None:
    """A megabyte: the page answers a search, a page turn and a click on a figure of the last page."""
    text = f"{conference}\n" * (1_000_000 // len(conference.encode()) + 1)
    page.evaluate("(text) => { document.getElementById('text').value = text; }", text)
    page.click("#read")
    page.wait_for_selector(READ)
    figures = len(lit(page))
    assert figures > 4_000

    blocks, laid_out = page.evaluate(BLOCKS)
    assert 0 < laid_out < blocks / 10, "what is far from the window costs nothing"

    page.click("#next-page")
    assert page.inner_text("#page-range").startswith("201–400")
    page.locator(".figure-row").last.click()
    assert page.is_visible("#detail-sentence")
    wait_until(page, CURRENT_IS_IN_VIEW)
    page.click("#close-detail")
    page.focus("#article")
    page.locator(".outline-button").last.click()
    wait_until(page, LAST_SECTION_IS_IN_VIEW)
    page.fill("#search", "公厕")
    assert 0 < len(lit(page)) < figures


def test_speed_is_told(page: Any, conference: str) -> None:
    read_text(page, conference)

    assert "毫秒" in page.inner_text("#speed")
    assert f"{len(conference)} 字" in page.inner_text("#speed")


def test_article_that_is_markup_stays_text(page: Any) -> None:
    """A pasted script is shown and not run."""
    read_text(page, "<img src=x onerror=document.title='ran'><script>document.title='ran'</script> 产值增长5%。")

    assert page.locator("#article img, #article script").count() == 0
    assert "<script>" in page.inner_text("#article")
    assert "ran" not in page.title()


def test_files_are_kept_and_policed(page_server: Server) -> None:
    """Strict policy on the page, files under an address of their contents, tags that answer 304."""
    with httpx.Client(base_url=page_server.url, trust_env=False) as client:
        page = client.get("/")
        policy = page.headers.get_list("content-security-policy")
        assert len(policy) == 1
        assert "unsafe" not in policy[0]
        assert "default-src 'none'" in policy[0]
        assert page.headers["x-content-type-options"] == "nosniff"
        assert client.get("/", headers={"If-None-Match": page.headers["etag"]}).status_code == 304

        script = page.text.split('script type="module" src="')[1].split('"')[0]
        file = client.get(script)
        assert file.headers["content-type"] == "text/javascript; charset=utf-8"
        assert "immutable" in file.headers["cache-control"]
        assert file.headers["content-encoding"] in ("gzip", "zstd")
        plain = client.get(script, headers={"Accept-Encoding": "identity"})
        assert plain.text == file.text
        assert plain.headers["etag"] != file.headers["etag"]

        other = client.get(script.replace(script.split("/")[2], "0123456789abcdef"))
        assert other.headers["cache-control"] == "no-cache"
        for path in ("/page/x/../../settings.py", "/page/x/js/", "/page/x/%2e%2e/assets.py", "/page/x/no.js"):
            assert client.get(path).status_code == 404


def test_nothing_is_asked_of_anybody_else(page: Any, page_server: Server, conference: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_selector("html[data-ready]")
    read_text(page, conference)

    assert asked
    assert all(url.startswith((page_server.url, "blob:", "data:")) for url in asked)
