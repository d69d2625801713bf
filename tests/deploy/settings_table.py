"""The table of settings in docs/operations.md, made from the Struct: python tests/deploy/settings_table.py"""
import ast
import inspect
from pathlib import Path

import msgspec
from dushu_service import settings
from dushu_service.settings import PREFIX, Settings

MANUAL = Path(__file__).parents[2] / "docs/operations.md"
BEGIN, END = "<!-- settings -->\n", "<!-- end of settings -->\n"


def explanations() -> dict[str, str]:
    """The docstring below each field."""
    (module,) = ast.parse(inspect.getsource(settings.Settings)).body
    assert isinstance(module, ast.ClassDef)
    found = {}
    for field, below in zip(module.body, module.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            is_text = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            found[field.target.id] = str(below.value.value) if is_text else ""  # type: ignore[attr-defined]
    return found


def shown(value: object) -> str:
    text = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"`{text}`" if text else ""


def table() -> str:
    """The settings as Markdown."""
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    meanings = explanations()
    for field in msgspec.structs.fields(Settings):
        meaning = " ".join(meanings.get(field.name, "").split()).replace("|", "\\|")
        rows.append(f"| `{PREFIX}{field.name.upper()}` | {shown(field.default)} | {meaning} |")
    return "\n".join(rows) + "\n"


def renewed(manual: str) -> str:
    """The manual with the table as it should be."""
    before, _, rest = manual.partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    MANUAL.write_text(renewed(MANUAL.read_text()))
