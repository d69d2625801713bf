"""The section tree, the blocks and the names of a text, as short rows."""
import dushu


def outline(text: str) -> list[tuple[int, str | None, str]]:
    return [(section.level, section.marker, section.title.text) for section in dushu.extract(text).sections]


def levels(text: str) -> list[int]:
    return [level for level, _, _ in outline(text)]


def marked(text: str) -> list[tuple[int, str | None]]:
    return [(level, marker) for level, marker, _ in outline(text)]


def titled(text: str) -> list[tuple[int, str]]:
    return [(level, title) for level, _, title in outline(text)]


def titles(text: str) -> list[str]:
    return [title for _, _, title in outline(text)]


def named(text: str) -> list[tuple[str, str, str]]:
    return [(c.role, c.label, c.name) for c in dushu.extract(text).document.contributors]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start:block.end]) for block in dushu.extract(text).blocks]


def kind_of(text: str, part: str) -> str:
    return next(kind for kind, stretch in kinds(text) if part in stretch)
