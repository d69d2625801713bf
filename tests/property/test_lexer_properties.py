"""Properties of the lexer that hold for any text."""
import pytest
from dushu._scanner import tokens
from dushu._trie import Automaton
from dushu.lexicon import built_in
from hypothesis import given
from hypothesis import strategies as st

AUTOMATON = Automaton(built_in())
WORDS = st.sampled_from(AUTOMATON.surfaces[1:])
PIECES = st.one_of(
    WORDS,
    st.text(max_size=6),
    st.text("0123456789０９,.，．%％", max_size=8),
    st.text("零一二三十百千万亿点分之至～—", max_size=6),
    st.text(" 　\t\r\n\u2028", max_size=4),
    st.text("但增近了元天个，。（“/", max_size=6),
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS)
def test_tokens_cover_the_text(text):
    """Without gap or overlap, none of them empty."""
    found = tokens(AUTOMATON, text)
    assert "".join(part for _, part, _ in found) == text
    assert all(part for _, part, _ in found)
    at = 0
    for _, part, start in found:
        assert start == at
        at += len(part)


@given(TEXTS)
def test_lexing_is_deterministic(text):
    """Twice the same, whatever was lexed in between."""
    first = tokens(AUTOMATON, text)
    tokens(AUTOMATON, text[::-1])
    assert tokens(AUTOMATON, text) == first


@given(TEXTS)
def test_windows_leave_no_trace(text):
    """Behind any number of characters and a break, a text has the tokens that it has behind a break alone."""
    expected = [(kind, part) for kind, part, _ in tokens(AUTOMATON, "。\n。" + text)]
    for length in (1015, 1023):
        found = [(kind, part) for kind, part, _ in tokens(AUTOMATON, "甲" * length + "。\n。" + text)]
        assert found[1:] == expected


@pytest.mark.parametrize("word", AUTOMATON.surfaces[1:][::97])
def test_every_word_is_found_at_a_number(word):
    """A word is found whole in front of a number or behind one, whatever it takes it for."""
    spelled = {part for text in (f"，{word}5", f"5{word}，") for _, part, _ in tokens(AUTOMATON, text)}
    assert word in "".join(spelled)
