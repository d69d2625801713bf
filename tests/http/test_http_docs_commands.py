"""The commands that the pages show are commands that work."""
import re
import shutil
import subprocess
from pathlib import Path

import orjson
import pytest
from dushu_service.cli import app
from service_process import Server

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", *(
    f"docs/{name}.md" for name in ("index", "index.zh", "http", "contributing"))]


def commands(program: str) -> list[str]:
    """The commands of the pages that call a program, each once, with their lines joined."""
    found = {}
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL):
            for command in re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE):
                command = re.sub(r"\s+#.*", "", command)
                if command.split()[0] == program:
                    found[command] = None
    return list(found)


def test_pages_show_commands() -> None:
    assert commands("curl") and commands("dushu") and commands("make")


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
@pytest.mark.parametrize("command", commands("curl"))
def test_curl(server: Server, command: str) -> None:
    """Each request is answered with a report that has figures."""
    here = command.replace("http://127.0.0.1:8000", server.url)
    answer = subprocess.run(["bash", "-c", here], capture_output=True, check=True, timeout=60).stdout

    assert orjson.loads(answer)["indicators"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_readme_shows_the_answer(server: Server, page: str) -> None:
    """The first screen: the picture, the two commands, one request, and what it is answered with, in full."""
    text = (ROOT / page).read_text(encoding="utf-8")
    patterns = (
        r'src="([^"]+)"', r"^\$ make run", r"^\$ make test", r"^\$ (curl .*?)\n```", r"^```json\n(.*?)```",
    )
    picture, run, test, curl, shown = (re.search(pattern, text, re.DOTALL | re.MULTILINE) for pattern in patterns)
    assert picture and run and test and curl and shown
    assert (ROOT / picture[1]).is_file()
    assert shown.end() < text.index("\n## ", run.end())

    command = curl[1].replace("http://127.0.0.1:8000", server.url)
    answer = orjson.loads(subprocess.run(["bash", "-c", command], capture_output=True, check=True, timeout=60).stdout)
    assert orjson.loads(shown[1]) == answer | {"lexicon_version": "…"}


@pytest.mark.parametrize("command", commands("dushu"))
def test_dushu(command: str) -> None:
    """Each is a command with options that there are."""
    app.parse_args(command.split()[1:], exit_on_error=False, print_error=False)


@pytest.mark.parametrize("command", commands("make"))
def test_make(command: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert command.split()[1] in targets
