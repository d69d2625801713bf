"""examples/ do what they say, against a real service."""
import importlib.util
import json
import os
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dushu
import pytest
from service_process import Server

from .conftest import DATA, program

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = [str(path) for path in sorted(DATA.glob("*.txt"))]


@pytest.fixture(autouse=True)
def _address(service: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUSHU_URL", service.url)


def run(*command: str) -> str:
    """The output of an example that must not fail, nor complain."""
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=os.environ)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def load(name: str) -> Any:
    """An example as a module."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(path: str) -> list[tuple[str, str]]:
    """Metric and value of each figure, as the library finds them."""
    found = dushu.extract(Path(path).read_text()).indicators
    return [(figure.metric.text if figure.metric else "?", str(figure.value)) for figure in found]


def test_curl() -> None:
    program("curl")
    lines = run("sh", str(EXAMPLES / "figures.sh"), *FILES).splitlines()
    assert json.loads(lines[0])["indicators"]
    assert lines[1].startswith("\ufeffid,text_sha256")
    assert [json.loads(line)["id"] for line in lines[-len(FILES):]] == FILES


def test_python() -> None:
    shown = [line.split("\t") for line in run(sys.executable, str(EXAMPLES / "figures.py"), *FILES).splitlines()]
    expected = [("one", *pair) for pair in figures(FILES[0])]
    expected += [(path, *pair) for path in FILES for pair in figures(path)]
    assert [tuple(row[:3]) for row in shown] == expected


def test_node() -> None:
    shown = [line.split("\t") for line in run(program("node"), str(EXAMPLES / "figures.mjs"), *FILES).splitlines()]
    assert [(row[0], row[1]) for row in shown] == [(path, metric) for path in FILES for metric, _ in figures(path)]


def test_scrapy_pipeline() -> None:
    """Items are dicts or classes of their own; what is no text is dropped."""
    pytest.importorskip("scrapy", reason="Scrapy is not installed")
    from scrapy.exceptions import DropItem

    pipeline = load("scrapy_pipeline").FiguresPipeline()
    page = "<title>公报</title><p>粮食产量21.6万吨。</p>".encode("gbk")
    item = pipeline.process_item({"url": "http://news.example/1", "html": page})
    assert [figure["value"] for figure in item["figures"]] == [216000]
    with pytest.raises(DropItem):
        pipeline.process_item({"url": "u", "html": "增长5%", "published_at": "soon"})


FLOW = f"import json, sys, prefect_flow; json.dump(prefect_flow.read_folder({str(DATA)!r}), sys.stdout)"


def assert_flow(found: dict[str, list[tuple[str | None, float]]]) -> None:
    """Every file with its figures."""
    assert found.keys() == set(FILES)
    for path, pairs in found.items():
        assert [metric or "?" for metric, _ in pairs] == [metric for metric, _ in figures(path)]


def test_prefect_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in for Prefect that does each task at once."""

    class Task:
        def __init__(self, work: Callable[..., Any]) -> None:
            self.work = work

        def map(self, items: list[Any]) -> Any:
            return types.SimpleNamespace(result=lambda: [self.work(item) for item in items])

    stand_in = types.ModuleType("prefect")
    stand_in.flow = lambda work: work  # type: ignore[attr-defined]
    stand_in.task = lambda **_: Task  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "prefect", stand_in)
    assert_flow(load("prefect_flow").read_folder(str(DATA)))


@pytest.mark.slow
def test_prefect_flow_in_earnest(tmp_path: Path) -> None:
    """In an environment of its own, since it brings sixty packages and wants other versions than ours."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv/bin/python"
    subprocess.run([python, "-m", "pip", "install", "-q", "prefect>=3", "httpx", "msgspec", "selectolax"], check=True)
    ours = [EXAMPLES, EXAMPLES.parent / "native", EXAMPLES.parent / "service"]
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "PREFECT_HOME": str(tmp_path / "prefect"),
        "PYTHONPATH": os.pathsep.join(map(str, ours)), "DUSHU_URL": os.environ["DUSHU_URL"],
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "200",
    }
    ended = subprocess.run(
        [python, "-c", FLOW], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert_flow(json.loads(ended.stdout.splitlines()[-1]))


@pytest.fixture
def _superdesk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Superdesk, or where it is not installed, a stand-in with the face of its base class."""
    if importlib.util.find_spec("superdesk") is not None:
        yield
        return

    class AIServiceBase:
        def __init__(self, app: object) -> None:
            pass

    for name in ("superdesk", "superdesk.text_checkers", "superdesk.text_checkers.ai"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    base = types.ModuleType("superdesk.text_checkers.ai.base")
    base.AIServiceBase = AIServiceBase  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, base.__name__, base)
    yield


@pytest.mark.usefixtures("_superdesk")
def test_superdesk_service() -> None:
    """It answers what Superdesk's /ai hands on: offsets as a browser counts them."""
    service = load("superdesk_dushu").Dushu(app=None)
    item = {"guid": "1", "language": "zh", "headline": "𠮷县公报", "body_html": "<p>粮食产量21.6万吨。</p>"}
    answer = service.analyze(item)

    [figure] = answer["figures"]
    units = answer["text"].encode("utf-16-le")
    assert units[2 * figure["start"]:2 * figure["end"]].decode("utf-16-le") == "21.6万吨"
    assert service.name == "dushu"


def test_every_example_is_listed() -> None:
    listed = (EXAMPLES / "README.md").read_text()
    assert all(f"`{path.name}`" in listed for path in EXAMPLES.iterdir() if path.is_file() and path.name != "README.md")
