"""The lexicon's tables as plain rows, read without the library's own loader."""
from functools import cache
from pathlib import Path

import dushu

TABLES = Path(dushu.__file__).with_name("lexicon")


@cache
def rows(name: str) -> list[dict[str, str]]:
    """All rows of a table; a later file's row replaces an earlier one of the same surface."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(TABLES.glob(f"{name}*.tsv")):
        if path.name.split(".")[0] != name:
            continue
        lines = [line for line in path.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
        columns = lines[0].split("\t")
        for line in lines[1:]:
            row = dict(zip(columns, (cell.strip() for cell in line.split("\t")), strict=False))
            found[row["surface"]] = row
    return list(found.values())


@cache
def folding() -> dict[int, str]:
    """Traditional and variant characters and full-width signs to what the tables are written in."""
    fold = {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F)}
    # A character that is itself in use in the tables stays.
    used = {c for name in ("units", "bounds", "numerals", "functions", "ordinals") for row in rows(name) for c in row["surface"]}
    fold.update({ord(row["surface"]): row["canonical"] for row in rows("variants") if row["surface"] not in used})
    return fold


def fold(text: str) -> str:
    """The text in Simplified characters and half width, character for character."""
    return text.translate(folding())
