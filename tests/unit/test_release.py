"""What a release says of itself is said alike everywhere; pages in two languages stay two of one."""
import re
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRANSLATED = sorted((ROOT / "docs").glob("*.zh.md"))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_one_version() -> None:
    """pyproject.toml has it; what cannot ask the package's metadata agrees."""
    assert f'\nversion = "{version("dushu")}"\n' in read("pyproject.toml")
    assert f"\nversion: {version('dushu')}\n" in read("CITATION.cff")
    assert f"\nARG VERSION={version('dushu')}\n" in read("Dockerfile")


def test_changelog_begins_with_this_version() -> None:
    assert re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)[0] == version("dushu")


def test_notice_names_every_source_of_data() -> None:
    notice = read("NOTICE")

    for source in ("OpenCC", "jieba", "Unicode Character Database"):
        assert source in notice


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.name)
def test_translation_has_all_of_the_original(page: Path) -> None:
    """The same sections and the same examples, but for words in them that readers read."""
    original = page.with_name(page.name.replace(".zh.md", ".md")).read_text(encoding="utf-8")
    translated = page.read_text(encoding="utf-8")

    def shape(text: str) -> list[str]:
        return re.findall(r"^#+(?= )|^```\w*|^\|(?=[-|]+$)", text, re.MULTILINE)

    assert shape(translated) == shape(original)
    imports = re.findall(r"^>>> (?:from|import) .*", translated, re.MULTILINE)
    assert set(imports) <= set(re.findall(r"^>>> .*", original, re.MULTILINE))


def test_readmes_mirror_each_other() -> None:
    """The same commands, the same code, the same answers."""
    def blocks(name: str) -> list[str]:
        return re.findall(r"```(?:console|python)\n(.*?)```", read(name), re.DOTALL)

    def commands(name: str) -> list[str]:
        return [re.sub(r"\s+#.*", "", line) for block in blocks(name) for line in block.splitlines()]

    assert commands("README.md") == commands("README.zh-CN.md")
