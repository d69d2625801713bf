"""What is said of odd texts, and that ordinary ones are left in peace."""
from pathlib import Path

import dushu
import pytest
from dushu import _codes

DOCS = Path(__file__).parents[2] / "docs" / "warnings.md"
PUBLISHED = "某县统计公报\n2016-03-01 来源：某县统计局\n"


def odd(text: str) -> list[tuple[str, str]]:
    return [(warning.code, text[warning.start:warning.end]) for warning in dushu.extract(text).warnings]


@pytest.mark.parametrize(("text", "code", "place"), [
    ("同比增长5%。", "metric_missing", "5%"),
    ("城镇登记失业率为5万人。", "unit_mismatch", "5万人"),
    ("全县城镇化率达到3亿元。", "unit_mismatch", "3亿元"),
    ("全年固定资产投资达到12.5%。", "unit_mismatch", "12.5%"),
    ("全年销售额为3.5%。", "unit_mismatch", "3.5%"),
    ("三次产业结构为10.2:45.1:40.7。", "composition_not_100", "10.2:45.1:40.7"),
    ("人员构成为45:30:20。", "composition_not_100", "45:30:20"),
    ("失业率由5%下降到7%。", "direction_mismatch", "7%"),
    ("粮食产量由30万吨增加到25万吨。", "direction_mismatch", "25万吨"),
    ("产值由5亿元增加到40000万元。", "direction_mismatch", "40000万元"),
    ("工业产值下降-3%。", "direction_mismatch", "-3%"),
    ("收入达12345678901234567890元。", "number_too_long", "12345678901234567890"),
    ("收入为1,234,567,890,123,456,789.00元。", "number_too_long", "1,234,567,890,123,456,789.00"),
    (PUBLISHED + "2019年实现产值5亿元，增长3%。", "date_out_of_range", "2019年"),
    ("全县4月31日完成投资5亿元。", "date_impossible", "4月31日"),
    ("2023年2月29日完成投资5亿元。", "date_impossible", "2023年2月29日"),
    ("公告于2024-04-31发布，收入5亿元。", "date_impossible", "2024-04-31"),
    ("这个县的产业门类齐全，該縣的產業門類齊全。", "mixed_scripts", "这个县的产业门类齐全，該縣的產業門類齊全。"),
])
def test_what_is_odd_is_said(text, code, place):
    assert (code, place) in odd(text)


@pytest.mark.parametrize("text", [
    "失业率为4.1%，投资完成12亿元，增长5%。",
    "汇率为6.8元，全员劳动生产率达到36万元，功率为5万千瓦。",
    "对口岗位招录比例为3人。",
    "首付款提高到合同金额的50%。",
    "三次产业结构为10.2:45.1:44.7。",
    "三次产业结构为10.3:45.1:44.7。",
    "配比为45:30:20。",
    "猪粮比价为6:1。",
    "失业率由7%下降到5%，粮食产量由25万吨增加到30万吨。",
    "全县排名由第五位上升至第三位。",
    "降幅由2%扩大到5%。",
    "工业收入增幅为-3%。",
    "充电时间由半小时缩短到3分钟。",
    "产值由4000万元增加到5亿元。",
    "编号12345678901234567890。",
    "收入达123456789012345678元。",
    "2024年2月29日完成投资5亿元，4月30日完工。",
    PUBLISHED + "2017年实现产值5亿元。",
    PUBLISHED + "2020年力争实现产值5亿元。",
    PUBLISHED + "到2020年，产值达到5亿元的目标已经明确。",
    "2019年实现产值5亿元。",
    "国家发展，农业增长，这里只有一个國字。",
    "",
])
def test_what_is_ordinary_is_left_in_peace(text):
    assert [code for code, _ in odd(text) if code != "metric_missing"] == []


def test_a_warning_changes_nothing():
    fact, = dushu.extract("失业率由5%下降到7%。").indicators
    assert (fact.value, fact.from_, fact.direction) == (7, 5, "down")


def test_a_time_that_figures_share_is_told_once():
    assert [code for code, _ in odd(PUBLISHED + "2019年实现产值5亿元，增长3%，投资8亿元。")] == ["date_out_of_range"]


def test_lost_characters_are_told_by_the_run():
    assert odd("收入\ufffd\ufffd增长5%，投资\ufffd8亿元。") == [("characters_lost", "\ufffd\ufffd"),
        ("characters_lost", "\ufffd")]


def test_warnings_come_in_reading_order():
    places = [warning.start for warning in dushu.extract("失业率由5%下降到7%。\n增长5%。\n4月31日投资\ufffd5%。").warnings]
    assert places == sorted(places)
    assert len(places) > 2


@pytest.mark.parametrize(("offsets", "start", "end"), [("codepoint", 11, 13), ("utf16", 12, 14), ("utf8", 30, 32)])
def test_places_are_counted_as_asked_for(offsets, start, end):
    warning, = dushu.extract("𠮷县失业率由5%下降到7%。", offsets=offsets).warnings
    assert warning.code == "direction_mismatch"
    assert (warning.start, warning.end) == (start, end)


def test_places_point_into_the_markup():
    page = "<p>失业率由5%下降到<b>7%</b>。</p>"
    warning, = dushu.extract(page, content_type="text/html").warnings
    assert page[warning.start:warning.end] == "7%"


def test_the_given_date_counts_where_the_page_has_none():
    text = "2019年实现产值5亿元。"
    assert [w.code for w in dushu.extract(text, published_at="2016-03-01").warnings] == ["date_out_of_range"]


def test_every_code_is_documented():
    described = DOCS.read_text("utf-8")
    for code, message in _codes.WARNINGS:
        assert f"| `{code}` |" in described
        assert message == message.strip().rstrip(".")
    assert len({code for code, _ in _codes.WARNINGS}) == len(_codes.WARNINGS)
