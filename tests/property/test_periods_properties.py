"""Whatever the text: days exist and are in order, expressions are printed as they say, time is linear."""
from datetime import date

import dushu
import pytest
from dushu._scanner import stage_times
from dushu.pipeline import default_extractor
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.sampled_from([
    "2024年", "二〇二四年", "1999", "13月", "2月", "30日", "6", "31", "—", "至", "月", "年", "日", "底",
    "末", "初", "上半年", "第三季度", "前三季度", "前", "近", "5个月", "五年", "去年", "今年", "今年以来",
    "以来", "上月", "当月", "周三", "上周五", "昨日", "全年", "年底", "截至", "目前", "“十三五”期间",
    "春节假期", "去年同期", "2020-21年度", "2024-02-30", "比", "较", "同比", "从", "提高到", "相比", "的",
    "增长", "下降", "5%", "12亿元", "力争", "（", "）", "、", "，", "。", "\n", " ", "第三周",
    "2011、2012年", "財政年度", "分别为", "3家",
])
TEXTS = st.lists(WORDS, max_size=40).map("".join)
DAYS = st.none() | st.dates()


@given(TEXTS, DAYS)
def test_periods_are_true(text, published_at):
    """Start and end are days of the calendar in order, and the text stands in the page."""
    for fact in dushu.extract(text, published_at=published_at).indicators:
        if fact.period:
            assert date.fromisoformat(fact.period.start) <= date.fromisoformat(fact.period.end)
            assert fact.period.text in text
            assert fact.period.text or fact.period.inherited == "publication"


@given(st.text(max_size=200), DAYS)
def test_any_text_is_read(text, published_at):
    dushu.extract(text, published_at=published_at)


@given(st.integers(1990, 2090), st.integers(1, 12), DAYS)
def test_stated_month_needs_no_day_of_writing(year, month, published_at):
    """What the text states in full does not depend on when it was written."""
    fact = dushu.extract(f"{year}年{month}月销量增长5%。", published_at=published_at).indicators[0]
    assert fact.period.start == f"{year}-{month:02}-01"
    assert fact.period.inherited is None


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_written_day_is_found_again(day):
    """Yesterday is the day before, whatever the month or year."""
    fact = dushu.extract("昨日销量增长5%。", published_at=day).indicators[0]
    assert date.fromisoformat(fact.period.start).toordinal() == day.toordinal() - 1


@pytest.mark.parametrize("piece", [
    "2024年", "（2024年", "比2010年5%", "去年同期、", "近", "截至", "2010、", "6月至", "从2月的3%",
])
def test_time_is_linear(piece):
    """Ten times the text takes the stage about ten times as long; fresh memory may cost as much again."""
    lexicon = default_extractor()._automaton

    def lasts(text: str) -> int:
        return min(stage_times(lexicon, text)[-1] for _ in range(5))

    assert lasts(piece * 50_000) < 40 * max(lasts(piece * 5_000), 50_000)
