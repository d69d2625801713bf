"""The compiled numerals and quantities against the plain-Python reference, and against themselves on changed texts."""
import itertools
from decimal import Decimal

import dushu
from hypothesis import example, given
from hypothesis import strategies as st
from reference import numerals, quantities
from reference.documents import TO_HANT, TO_WIDE, documents, figures, numbers, say

EXTRACTOR = dushu.Extractor()
MEASURES = {"amount", "percent", "point", "multiple", "fraction", "rank", "duration"}


def read(text):
    """What the compiled stages find, in the reference's terms."""
    return [(q.start, q.end, q.kind, Decimal(str(q.value)), None if q.high is None else Decimal(str(q.high)), q.unit,
             q.bound) for q in EXTRACTOR.extract(text, include=["quantities"]).quantities]


def values(text):
    return [row[2:] for row in read(text)]


@given(documents())
@example("20到30亿元，")
@example("三千零五十余万人，")
@example("负３．５％。")
def test_equals_reference(text):
    expected = [(q.start, q.end, q.kind, q.value, q.high, q.unit, q.bound) for q in quantities.find(text)]
    assert expected == read(text)


@given(numbers(), st.sampled_from(["元", "人", "吨", "%"]))
def test_values_are_exact(number, unit):
    text, value = number
    assert [value] == [row[3] for row in read(f"共有{text}{unit}。")]


@given(st.integers(1, 10**15 - 1), st.booleans())
def test_what_is_said_is_read(value, formal):
    text = say(value, formal)
    assert Decimal(value) == numerals.chinese(text)
    # 二元 is a word, 陆吨 may be a name.
    assert [Decimal(value)] == [row[3] for row in read(text + ("元" if formal else "吨"))]


@given(documents(), st.sampled_from(["情况如下。", "各位代表：\n", "据了解，", "𠀀字。", "\n\n"]))
def test_a_prefix_only_moves_what_follows(text, prefix):
    moved = [(start + len(prefix), end + len(prefix), *rest) for start, end, *rest in read(text)]
    assert moved == read(prefix + text)


@given(st.lists(documents(), min_size=2, max_size=3))
def test_line_breaks_are_alike(texts):
    assert values("\n".join(texts).replace("\r", "")) == values("\n".join(texts).replace("\n", "\r\n"))


@given(documents(wide=st.just(False)))
def test_full_width_is_half_width(text):
    assert values(text) == values(text.translate(TO_WIDE))


@given(figures())
def test_traditional_is_simplified(text):
    assert values(f"其中{text}。") == values(f"其中{text.translate(TO_HANT)}。")


@given(documents())
def test_spans_are_true_and_apart(text):
    found = EXTRACTOR.extract(text, include=["quantities"]).quantities
    assert all(text[q.start:q.end] == q.text for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(st.text(st.sampled_from("0123456789０９.,，．点十百千万亿兆零一二两九半分之百负几数多余-—至到 %元个年月日第倍成/:")))
def test_any_heap_of_numerals_is_read_without_harm(text):
    for q in EXTRACTOR.extract(text, include=["quantities"]).quantities:
        assert text[q.start:q.end] == q.text
        assert q.high is None or q.kind == "fraction" or q.high > q.value or "-" in text or "负" in text
