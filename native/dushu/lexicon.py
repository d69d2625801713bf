"""Loads and checks the lexicon: tab-separated tables, one word a row, that a data editor can extend.

A table is a file `NAME.tsv` or `NAME.ANYTHING.tsv` whose NAME is one of `TABLES`. Its first line that is not a
comment (`#`) names the columns; empty cells at a row's end may be left out. The columns of each table are the
fields of its row type below. Rows of a later table replace rows of an earlier one with the same surface, so a
user's own table adds words and overrides built-in ones. Surfaces are written in Simplified characters and half
width; Traditional and full-width forms are folded onto them (`variants.tsv`).
"""
import hashlib
import os
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol

import msgspec
from msgspec import Meta, Struct

from .report import Basis, Bound, Dimension, Direction, QuantityKind, Role, Status

Surface = Annotated[str, Meta(min_length=1, max_length=24)]
Letter = Annotated[str, Meta(min_length=1, max_length=1)]


class Unit(Struct, frozen=True, forbid_unknown_fields=True):
    """A unit or measure word. `factor` times the quantity gives it in `base`; `code` is ISO 4217 or UCUM.

    `canonical` is the unit that is reported and `scale` the magnitude that the surface holds beyond it (万元 and
    元: 4). `kind` is the kind of a quantity that has this unit.
    """

    surface: Surface
    canonical: str
    dimension: Dimension
    kind: QuantityKind = "amount"
    scale: int = 0
    factor: Decimal | None = None
    base: str | None = None
    code: str | None = None


class BoundWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A qualifier of a number: 超 before it, 余 inside it, 左右 after it."""

    surface: Surface
    bound: Bound
    place: Literal["before", "inside", "after"]


class DirectionWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that tells a direction.

    `sense`: `change` rose or fell by (增长), `arrive` rose or fell to (增至), `rate` a noun that names a rate of
    change (增幅), `record` an extreme (新低), `compare` a distance to something else (高于).
    """

    surface: Surface
    direction: Direction
    sense: Literal["change", "arrive", "rate", "record", "compare"]


class BasisWord(Struct, frozen=True, forbid_unknown_fields=True):
    """What a change is measured against.

    `form`: `whole` says it alone (同比, 环比, 比上年), `open` wants an expression of time behind it (比, 较),
    `close` ends such an expression (相比, 同期).
    """

    surface: Surface
    form: Literal["whole", "open", "close"]
    basis: Basis | None = None


class StatementWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that makes a figure a share (占), a streak (连续), a record (创下), a gap (相差), a rank (位居), or is
    itself a place (首位: `value` 1)."""

    surface: Surface
    statement: Literal["share", "streak", "record", "gap", "rank"]
    value: int | None = None


class ScopeWord(Struct, frozen=True, forbid_unknown_fields=True):
    """The field of a rank or total: 全省, 全国, 全球."""

    surface: Surface


class StatusWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that says that a figure is aimed at (力争) or foreseen (预计)."""

    surface: Surface
    status: Status


class TimeWord(Struct, frozen=True, forbid_unknown_fields=True):
    """An expression of time. 去年: year, shift -1; 上半年: half, index 1; 年初: start; 目前: now."""

    surface: Surface
    grain: Literal["year", "half", "quarter", "month", "ten_days", "week", "day", "holiday", "now", "start", "end",
                   "same", "past", "plan"]
    shift: int | None = None
    index: int | None = None


class VerbWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A verb by what it does around a figure.

    `reach` links a subject to its figure (达到, 为); `carry` has the measured thing behind it and adds nothing
    to its name (完成, 实现); `make` has it behind it and belongs to its name (新增, 返还); `act` is any other
    predicate: it ends a counted noun before it (揭牌) and may be part of a name behind a subject; `stop` ends what
    stood before the measured thing (导致); `say` introduces what somebody said (表示, 显示).
    """

    surface: Surface
    role: Literal["reach", "carry", "make", "act", "stop", "say"]


class FunctionWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A function word. `list` is 分别; `from` is 由; `range` is 至; `per` is 每; `total` is 共; an
    `adjective` (基本, 平均) is part of a name before a noun and an adverb before a verb."""

    surface: Surface
    role: Literal["adverb", "connective", "preposition", "pronoun", "particle", "list", "from", "range", "per",
                  "total", "negation", "adjective"]


class NounWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A noun. `head` names a measure (总额, 产量, 率); `counted` is what is counted (城市, 项目); `abstract` is
    what only announces a text's own structure (方面, 任务); `place` is a place or an organ."""

    surface: Surface
    role: Literal["head", "counted", "abstract", "place"]


class IdiomWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that holds a numeral and is no number: 统一, 一系列; `name` is a named plan or meeting (十四五)."""

    surface: Surface
    kind: Literal["word", "name"]


class MarkerWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A marker of an enumeration in running text: 一是 (series is, order 1), 另一方面 (series side, order 2)."""

    surface: Surface
    series: str
    order: int


class BylineWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A label of the source line or byline: 来源, 责任编辑, 记者."""

    surface: Surface
    role: Role | Literal["source", "date", "dateline", "other"]


class ChromeWord(Struct, frozen=True, forbid_unknown_fields=True):
    """Page furniture. `match`: `line` is a whole line, `start` begins one, `end` and all behind it is furniture."""

    surface: Surface
    match: Literal["line", "start", "end"]


class IdentifierWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word before digits that makes them an identifier: 备案号, 电话, 股票代码."""

    surface: Surface


class OrdinalWord(Struct, frozen=True, forbid_unknown_fields=True):
    """What follows 第 and a number: 名 makes a rank, 届 an ordinal, 条 an article's number."""

    surface: Surface
    kind: Literal["rank", "ordinal", "identifier"]


class Variant(Struct, frozen=True, forbid_unknown_fields=True):
    """A Traditional or variant character and the Simplified one that it is read as."""

    surface: Letter
    canonical: Letter
    script: Literal["hant", "both"] = "hant"


class Numeral(Struct, frozen=True, forbid_unknown_fields=True):
    """A numeral character: `digit` 0 to 9, `power` the exponent of ten of 十 百 千, `section` that of 万 亿 兆.

    `tens` stands for so many tens by itself (廿); `company` is a digit beside formal numerals and nowhere else (參).
    """

    surface: Letter
    kind: Literal["digit", "power", "section", "tens", "company"]
    value: int


TABLES: dict[str, type[Struct]] = {
    "units": Unit,
    "bounds": BoundWord,
    "directions": DirectionWord,
    "bases": BasisWord,
    "statements": StatementWord,
    "scopes": ScopeWord,
    "statuses": StatusWord,
    "times": TimeWord,
    "verbs": VerbWord,
    "functions": FunctionWord,
    "nouns": NounWord,
    "idioms": IdiomWord,
    "markers": MarkerWord,
    "bylines": BylineWord,
    "chrome": ChromeWord,
    "identifiers": IdentifierWord,
    "ordinals": OrdinalWord,
    "variants": Variant,
    "numerals": Numeral,
}

BUILT_IN = Path(__file__).with_name("lexicon")


class LexiconError(ValueError):
    """A table that cannot be used: the message names file, row and column."""


class Row(Protocol):
    surface: str


def rows_of(path: Path) -> Iterator[tuple[int, Any]]:
    """The checked rows of one table, each with its line number.

    Raises LexiconError for an unknown table, unknown or missing column, a bad cell or a surface given twice.
    """
    name = path.name.split(".")[0]
    row_type = TABLES.get(name)
    if row_type is None:
        known = ", ".join(TABLES)
        raise LexiconError(f"{path}: no table is called {name!r}; the name before the first dot is one of {known}")
    fields = row_type.__struct_fields__
    columns: list[str] | None = None
    seen: dict[str, int] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if columns is None:
            columns = cells
            for column in columns:
                if column not in fields:
                    raise LexiconError(f"{path}:{number}: column {column!r} is not one of {', '.join(fields)}")
            continue
        if len(cells) > len(columns):
            raise LexiconError(f"{path}:{number}: {len(cells)} cells for {len(columns)} columns")
        filled = {column: cell for column, cell in zip(columns, cells, strict=False) if cell}
        try:
            row: Any = msgspec.convert(filled, row_type, strict=False)
        except msgspec.ValidationError as error:
            raise LexiconError(f"{path}:{number}: {error}") from None
        if row.surface in seen:
            raise LexiconError(
                f"{path}:{number}: column 'surface': {row.surface!r} stands already in row {seen[row.surface]}")
        seen[row.surface] = number
        yield number, row
    if columns is None:
        raise LexiconError(f"{path}: no line names the columns ({', '.join(fields)})")


def check(path: str | os.PathLike[str]) -> int:
    """Check one table of a user's own and return how many rows it has. Raises LexiconError."""
    return sum(1 for _ in rows_of(Path(path)))


class Lexicon:
    """All tables, merged: `tables[name][surface]` is a row; `version` tells one set of rows from another."""

    def __init__(self, extra: Iterable[str | os.PathLike[str]] = ()) -> None:
        self.tables: dict[str, dict[str, Any]] = {name: {} for name in TABLES}
        digest = hashlib.sha256()
        for path in [*sorted(BUILT_IN.glob("*.tsv")), *map(Path, extra)]:
            table = self.tables[path.name.split(".")[0]] if path.name.split(".")[0] in TABLES else {}
            for _, row in rows_of(path):
                table[row.surface] = row
        for name, table in self.tables.items():
            for surface in sorted(table):
                digest.update(f"{name}\t{table[surface]!r}\n".encode())
        self.version = digest.hexdigest()[:16]


@cache
def built_in() -> Lexicon:
    """The lexicon that comes with the package."""
    return Lexicon()
