"""Which words spoke for each indicator: for people who extend the lexicon.

The compiled stages keep no trace of their rules, so none is shown here. What is shown is what they had to go by:
the sentence of each figure, cut into tokens, and for each word of the lexicon the rows that it has there.
"""
from collections.abc import Iterator, Sequence

from dushu._scanner import tokens
from dushu._trie import Automaton
from dushu.lexicon import Lexicon, built_in
from dushu.pipeline import Extractor
from dushu.report import Indicator, Report
from msgspec import Struct
from msgspec.structs import fields

# Tables that say how characters are read, not what a word does.
_NOT_WORDS = frozenset({"variants", "numerals"})


class Role(Struct, frozen=True):
    """One row of the lexicon: its table, and those of its cells that are filled."""

    table: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return ":".join([self.table, *(f"{name}={cell}" for name, cell in self.cells.items())])


class Token(Struct, frozen=True, omit_defaults=True):
    """A token of the sentence. `kind` is word, number, numeral, text, latin, sign, space or break."""

    kind: str
    text: str
    start: int
    roles: list[Role] = []


class Explanation(Struct, frozen=True):
    """An indicator, the tokens of its sentence, and which of them are the figure and its metric."""

    indicator: Indicator
    tokens: list[Token]

    def part(self, token: Token) -> str | None:
        """`figure` or `metric` if the token stands in one, else None."""
        end = token.start + len(token.text)
        figure, metric = self.indicator, self.indicator.metric
        if token.start < figure.end and figure.start < end:
            return "figure"
        if metric is not None and token.start < metric.end and metric.start < end:
            return "metric"
        return None


class Explainer:
    """Explains with the built-in lexicon and the tables of `lexicon`."""

    def __init__(self, lexicon: Sequence[str] = ()) -> None:
        self._tables = (Lexicon(lexicon) if lexicon else built_in()).tables
        self._automaton = Automaton(Lexicon(lexicon) if lexicon else built_in())
        self._extractor = Extractor(lexicon)

    def explain(self, text: str, published_at: str | None = None) -> tuple[Report, list[Explanation]]:
        """The report on a text, and each of its indicators explained. Offsets are code points."""
        report = self._extractor.extract(text, published_at=published_at)
        all_tokens = [Token(kind, shown, start, self.roles(shown) if kind == "word" else [])
                      for kind, shown, start in tokens(self._automaton, text)]
        return report, [
            Explanation(figure, [
                token for token in all_tokens
                if figure.sentence.start <= token.start < figure.sentence.end
            ])
            for figure in report.indicators
        ]

    def roles(self, word: str) -> list[Role]:
        """The rows of a word, however it is written: full-width and Traditional forms are folded."""
        return list(self._roles(self._folded(word)))

    def _roles(self, surface: str) -> Iterator[Role]:
        for table, rows in self._tables.items():
            row = None if table in _NOT_WORDS else rows.get(surface)
            if row is not None:
                cells = ((field.name, getattr(row, field.name), field.default) for field in fields(row))
                yield Role(table, {
                    name: str(cell) for name, cell, default in cells if name != "surface" and cell != default
                })

    def _folded(self, word: str) -> str:
        variants = self._tables["variants"]
        narrow = (chr(ord(character) - 0xFEE0) if "！" <= character <= "～" else character for character in word)
        return "".join(variants[character].canonical if character in variants else character
                       for character in narrow)
