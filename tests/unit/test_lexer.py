"""What becomes a token: words before numerals, units behind numbers, and what a word's neighbours decide."""
import pytest
from dushu._scanner import tokens
from dushu._trie import Automaton
from dushu.lexicon import built_in


@pytest.fixture(scope="module")
def automaton() -> Automaton:
    return Automaton(built_in())


@pytest.fixture(scope="module")
def lex(automaton):
    """A text as its tokens, each `kind:text`."""
    return lambda text: [f"{kind}:{part}" for kind, part, _ in tokens(automaton, text)]


@pytest.mark.parametrize("word", ["统一", "一系列", "进一步", "万众一心", "队伍", "十四五"])
def test_a_word_that_holds_a_numeral_is_no_number(lex, word):
    """Words are looked for before numerals are read."""
    assert f"word:{word}" in lex(f"坚持{word}的要求")


@pytest.mark.parametrize(("text", "expected"), [
    ("3天", ["number:3", "word:天"]),
    ("五千瓦", ["numeral:五", "word:千瓦"]),
    ("10 亩", ["number:10", "space: ", "word:亩"]),
])
def test_a_unit_stands_behind_a_number(lex, text, expected):
    """The unit may begin with a numeral (千瓦) and stand behind a blank."""
    assert expected == lex(text)


def test_a_unit_alone_is_content(lex):
    """天 is a unit in 3天 and content elsewhere."""
    assert "word:天" not in lex("蓝天")


@pytest.mark.parametrize(("text", "stands"), [("增5%", True), ("增 5%", True), ("增了5%", True), ("增援", False)])
def test_a_tight_word_wants_a_number_behind(lex, text, stands):
    """增 is a change before a number, at once or behind a blank or 了; elsewhere it is part of a word."""
    assert ("word:增" in lex(text)) == stands


@pytest.mark.parametrize(("text", "stands"), [("，但成绩", True), ("不但", False)])
def test_a_single_character_is_a_word_at_an_edge(lex, text, stands):
    """但 is a connective where no content stands at once before it."""
    assert ("word:但" in lex(text)) == stands


@pytest.mark.parametrize(("text", "number"), [
    ("1,234.5元", "1,234.5"), ("１２３４亿", "１２３４"), ("1,23", "1"), ("2024.01.25", "2024.01.25"), ("5.", "5"),
])
def test_digits_hold_separators_and_points(lex, text, number):
    """A comma belongs to a number only before three digits, a point only before one."""
    assert lex(text)[0] == f"number:{number}"


def test_blanks_and_breaks_are_one_token(lex):
    """Blanks around a line break belong to the break."""
    assert lex("甲 \r\n\n　乙") == ["text:甲", "break: \r\n\n　", "text:乙"]


@pytest.mark.parametrize("length", [1, 1022, 1023, 1024, 1025, 1052, 2048, 5000])
def test_a_token_may_cross_from_one_window_into_the_next(lex, length):
    """The lexer reads by windows; what a text holds does not depend on where they end."""
    assert lex("甲" * length + "统一12345678901234567890123456789012.5天") == [
        "text:" + "甲" * length, "word:统一", "number:12345678901234567890123456789012.5", "word:天"]


@pytest.mark.parametrize("kind", ["甲", "é", "𠀀"])
def test_storage_does_not_matter(lex, kind):
    """Python stores texts in one, two or four bytes a character; the tokens are the same."""
    assert lex(f"{kind};PQR 12.5%")[1:] == ["sign:;", "latin:PQR", "space: ", "number:12.5", "word:%"]
