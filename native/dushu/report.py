"""The result types: the vocabulary of the whole project.

Offsets count Unicode code points of the text that was read, half-open `[start, end)`, unless the report was
asked for in another unit. Fields that are null, and empty lists other than `sections`, `blocks` and
`indicators`, are left out of the JSON; `bound` and `status` always stand. Fields that always stand come first
in each Struct, since msgspec wants fields without a default before those with one.
"""
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Number = int | float | Decimal
"""Exact: an int, a float whose shortest decimal form is the value, or a Decimal where 15 digits do not do."""

SectionKind = Literal["heading", "numbered", "enumeration"]
BlockKind = Literal["title", "meta", "caption", "heading", "paragraph", "item", "table_row", "chrome"]
QuantityKind = Literal[
    "amount", "percent", "point", "multiple", "fraction", "rank", "ordinal",
    "date", "duration", "identifier", "enumerator", "name",
]
Dimension = Literal[
    "ratio", "money", "count", "length", "area", "volume", "mass", "energy", "power",
    "time", "temperature", "speed", "data", "none",
]
Bound = Literal["eq", "gt", "ge", "lt", "le", "over", "under", "about"]
Statement = Literal["level", "change", "rank", "streak", "record", "share", "gap"]
Direction = Literal["up", "down", "flat"]
Basis = Literal["yoy", "sequential", "base"]
Status = Literal["actual", "target", "forecast"]
Inherited = Literal["sentence", "section", "title", "publication"]
Role = Literal["editor", "reporter", "correspondent", "photographer", "author"]
Script = Literal["hans", "hant", "mixed"]


class Span(Struct, frozen=True, gc=False):
    """A stretch of the text: `text == whole[start:end]`."""

    text: str
    start: int
    end: int


class Extent(Struct, frozen=True, gc=False):
    """A stretch of the text, without the text itself."""

    start: int
    end: int


class Contributor(Struct, frozen=True, gc=False):
    """Somebody whom the page names: `label` as printed (责任编辑, 记者, 通讯员, 摄 …)."""

    role: Role
    label: str
    name: str


class Document(Struct, omit_defaults=True):
    """What the page says of itself. `published_at` is RFC 3339, or a bare date; `length` in code points."""

    script: Script
    length: int
    title: Span | None = None
    published_at: str | None = None
    source: str | None = None
    contributors: list[Contributor] = []
    dateline: Span | None = None


class Section(Struct, omit_defaults=True, gc=False):
    """One node of the section tree; `end` is where the next section that is not inside it starts."""

    id: int
    level: int
    kind: SectionKind
    title: Span
    start: int
    end: int
    parent: int | None = None
    marker: str | None = None


class Block(Struct, omit_defaults=True, gc=False):
    """A stretch of the text in reading order; blocks never overlap and cover all that is not white space."""

    kind: BlockKind
    start: int
    end: int
    section: int | None = None
    marker: str | None = None


class Period(Struct, frozen=True, omit_defaults=True, gc=False):
    """The time that a figure speaks of: `start` and `end` are ISO dates, both included.

    `text` is the expression as printed; `inherited` says where it was found when not in the figure's own clause.
    """

    text: str
    start: str
    end: str
    inherited: Inherited | None = None


class Quantity(Struct, omit_defaults=True, gc=False):
    """A numeric expression: number, magnitude, inner qualifier and unit. `value` is exact, in `unit`."""

    text: str
    start: int
    end: int
    kind: QuantityKind
    value: Number
    dimension: Dimension
    bound: Bound
    high: Number | None = None
    unit: str | None = None


class Indicator(Struct, omit_defaults=True, gc=False, rename={"from_": "from"}):
    """A quantity that states a fact, or an aim, about something that can be measured."""

    text: str
    start: int
    end: int
    kind: QuantityKind
    value: Number
    dimension: Dimension
    bound: Bound
    statement: Statement
    status: Status
    block: int
    sentence: Extent
    high: Number | None = None
    unit: str | None = None
    metric: Span | None = None
    direction: Direction | None = None
    basis: Basis | None = None
    from_: Number | None = None
    scope: str | None = None
    period: Period | None = None
    section: int | None = None


class Warning(Struct, omit_defaults=True, gc=False):
    """What was odd in `[start, end)` and how it was read. `code` is stable, `message` is for people."""

    code: str
    message: str
    start: int
    end: int


class Report(Struct, omit_defaults=True):
    """What one text turned into."""

    schema_version: Literal["1"]
    text_sha256: str
    charset: str
    lexicon_version: str
    document: Document
    sections: list[Section]
    blocks: list[Block]
    indicators: list[Indicator]
    quantities: list[Quantity] = []
    warnings: list[Warning] = []
    id: str | None = None
