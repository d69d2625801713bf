"""Numerals of every script and mixture to exact values; what is none is not read as one."""
from decimal import Decimal

import dushu
import pytest

EXTRACTOR = dushu.Extractor()

VALUES = """
    12 12 | 1,234,567 1234567 | ０ 0 | ３６．５ 36.5 | １，２３４ 1234 | 0.000001 0.000001
    十 10 | 十二 12 | 二十 20 | 一百零五 105 | 一百一十 110 | 一百十一 111 | 三千零四 3004 | 三千零四十 3040
    二百五 250 | 三千五 3500 | 两万三 23000 | 三万五千 35000 | 一万零五百 10500 | 廿三 23 | 五百卅四 534 | 零 0
    两千万 20000000 | 一亿二千万 120000000 | 三万亿 3000000000000 | 一万五千亿 1500000000000 | 五兆六十二亿四万五千二 5006200045200
    九千九百九十九亿九千九百九十九万九千九百九十九 999999999999 | 一百万 1000000 | 百万 1000000 | 十亿 1000000000
    壹佰贰拾叁 123 | 玖仟陆佰陆拾伍 9665 | 貳仟零捌 2008 | 一億二千萬 120000000 | 二〇二四 2024 | 一九四九 1949
    3千5百万 35000000 | 7万5千4百 75400 | 25万6千 256000 | 3万4000 34000 | 1.2亿 120000000 | 3.5千 3500 | 100百万 100000000
    一点二 1.2 | 零点零五 0.05 | 三十六点五 36.5 | 一点二亿 120000000 | 一百二十点零八 120.08 | 零点零零零零零一 0.000001
    两千三点一 2300.1 | 一万五点二 15000.2 | 参拾叁 33 | 參萬肆仟伍佰 34500 | 伍佰參拾肆 534 | 貳佰零參 203 | 參億 300000000
    1.2M 1200000 | ３．５Ｍ 3500000 | 0.5G 500000000 | 10^6 1000000 | 2^5 32 | 1.2×10^5 120000 | 2.5^2 6.25 | 10^-3 0.001
    15k 15000 | 30w 300000 | 1.2e+6 1200000 | 123456789012345678 123456789012345678
    二十 亿 2000000000 | 1000 万 10000000 | 一百 二 十 120
"""
PAIRS = [tuple(case.strip().rsplit(" ", 1)) for line in VALUES.strip().splitlines() for case in line.split("|")]


def amounts(text):
    return [q for q in EXTRACTOR.extract(text, include=["quantities"]).quantities if q.kind == "amount"]


@pytest.mark.parametrize(("text", "value"), PAIRS)
def test_value(text, value):
    found = amounts(f"共有{text}吨。")
    assert [(f"{text}吨", Decimal(value))] == [(q.text, Decimal(str(q.value))) for q in found]


@pytest.mark.parametrize(("text", "low", "high"), [
    ("三四", 3, 4), ("七八", 7, 8), ("十七八", 17, 18), ("三四十", 30, 40), ("二三百", 200, 300), ("三五百", 300, 500),
    ("三四十万", 300000, 400000), ("八九亿", 800000000, 900000000), ("一百二三十", 120, 130), ("一万六七", 16000, 17000),
])
def test_pair(text, low, high):
    assert [(low, high)] == [(q.value, q.high) for q in amounts(f"共有{text}吨。")]


@pytest.mark.parametrize("text", ["一五百", "十百", "万亿亿万亿兆", "二三四百"])
def test_no_numeral(text):
    assert all(q.text != f"{text}吨" for q in amounts(f"共有{text}吨。"))


@pytest.mark.parametrize("text", ["参加", "參與", "内參", "人參一株", "参万达广场", "零參與"])
def test_a_verb_or_a_plant_is_no_formal_three(text):
    assert all("参" not in q.text and "參" not in q.text for q in amounts(f"其中{text}的3家。"))


@pytest.mark.parametrize("text", ["5G", "5.5G", "2.4G", "3M", "20M宽带", "1.5M宽带", "0.5G流量", "512M内存", "8G，", "A1.2M"])
def test_generations_firms_sizes_and_speeds_are_no_magnitudes(text):
    assert [] == [q for q in amounts(f"使用{text}") if q.value >= 1000]


@pytest.mark.parametrize(("text", "value"), [
    (".0012G", "1200000"), ("-.0012G", "-1200000"), ("-1.2M", "-1200000"), ("1.04M，", "1040000"), ("1.2M元", "1200000"),
])
def test_large_letter_is_a_magnitude(text, value):
    assert [Decimal(value)] == [Decimal(str(q.value)) for q in amounts(text)]


@pytest.mark.parametrize("text", ["2^3^2", "2^-1", "1.1^+99", "x^2", "3×10台", "7^99"])
def test_what_is_no_exact_power_is_left(text):
    assert {text} - {q.text for q in amounts(text)} == {text}


@pytest.mark.parametrize("digits", ["1" * 19, "9" * 400, "1" * 10_000_000], ids=["19", "400", "ten million"])
def test_too_long_is_an_identifier(digits):
    found = EXTRACTOR.extract(f"编码{digits}吨", include=["quantities"]).quantities
    assert [("identifier", digits)] == [(q.kind, q.text) for q in found]
