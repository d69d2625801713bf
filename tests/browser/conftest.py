"""A real browser before a real server. Where there is none, the tests are skipped, but in CI they fail."""
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.page_actions import missing
from service_process import Server

MAX_BODY_BYTES = 4 * 1024 * 1024

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


@pytest.fixture(scope="session")
def page_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service, with a limit that a test can reach."""
    server = Server(
        tmp_path_factory.mktemp("page-server") / "log", drain_seconds=0, max_body_bytes=MAX_BODY_BYTES
    )
    server.wait_until_ready()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, as Debian packs it.

    Closed after each module: while Playwright is open, its event loop runs in this thread and `asyncio.run` of a
    later test would be refused.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        missing("there is no chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any, page_server: Server) -> Iterator[Callable[..., Any]]:
    """Opens the page in a window of its own. Whatever the page throws or its policy forbids fails the test."""
    contexts = []
    complaints: list[str] = []

    def note(message: Any) -> None:
        # The browser writes a line for every answer that is an error: some tests want those.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def open_page(*, script: str | None = None, url: str | None = None, **options: Any) -> Any:
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN"} | options
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", note)
        if script is not None:
            page.add_init_script(script)
        page.goto(url or page_server.url)
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """The page in a wide window."""
    return open_page()


@pytest.fixture(scope="session")
def conference() -> str:
    """The fixture that most tests read, as it lies in the repository."""
    return (Path(__file__).parents[1] / "data/conference.txt").read_text(encoding="utf-8")
