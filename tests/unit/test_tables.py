"""Figures of tables: their row's head, their column's or note's unit, their column's statement."""
from collections.abc import Iterator

import dushu
import pytest
from dushu.report import Indicator


def facts(text: str) -> list[Indicator]:
    return dushu.extract(text).indicators


def cells(text: str) -> list[tuple[str, str | None, object, str | None]]:
    return [(fact.text, fact.metric and fact.metric.text, fact.value, fact.unit) for fact in facts(text)]


def rows(*lines: str) -> str:
    """A table of which | parts the cells that a page parts by tabs."""
    return "\n".join(lines).replace("|", "\t")


# --- Where the unit stands ---


def test_unit_of_the_column():
    text = rows("产品|产量（万吨）|同比增长（±%）", "生铁|79.4|-17.5", "水 泥|7|0")
    assert cells(text) == [
        ("79.4", "生铁", 794000, "吨"), ("-17.5", "生铁", -17.5, "%"), ("7", "水 泥", 70000, "吨"), ("0", "水 泥",
        0, "%"),
    ]


@pytest.mark.parametrize(("head", "value", "unit"), [
    ("产值（亿元）", 250000000, "元"), ("产值(亿元)", 250000000, "元"), ("产值/亿元", 250000000, "元"),
    ("产值：万元", 25000, "元"), ("亿元", 250000000, "元"), ("产 量（ 万 吨 ）", 25000, "吨"),
    ("工资（元/人）", 2.5, "元/人"), ("发电量（亿千瓦时）", 250000000, "千瓦时"), ("装机（百万千瓦）", 2500000,
    "千瓦"),
    ("比重（%）", 2.5, "%"), ("增长%", 2.5, "%"), ("±%", 2.5, "%"), ("死亡率（‰）", 2.5, "‰"),
    ("人口（万）", 25000, None), ("数值", 2.5, None),
])
def test_forms_of_a_columns_unit(head, value, unit):
    assert [("2.5", "甲", value, unit)] == cells(rows(f"项目|{head}", "甲|2.5"))


def test_unit_of_the_row_and_of_its_parts():
    text = rows("指标名称|指标值|同比增长（±%）", "猪（万头）|171.5|17.4", "#能繁母猪|20|1.5", "种猪|3|2",
        "羊（只）|90|-7")
    assert [
        (metric, value, unit) for _, metric, value, unit in cells(text) if unit != "%"
    ] == [("猪", 1715000, "头"), ("能繁母猪", 200000, "头"), ("种猪", 30000, "头"), ("羊", 90, "只")]


def test_unit_of_a_column_of_units():
    text = rows("产品名称|单 位|产 量", "原油|万吨|400", "天然气|亿立方米|33.7")
    assert cells(text) == [("400", "原油", 4000000, "吨"), ("33.7", "天然气", 3370000000, "立方米")]


@pytest.mark.parametrize("note", [
    "单位：亿元", "（单位：亿元）", "單位：億元", "某县收支表（单位：亿元、%）", "某县收支表（亿元）",
    "计量单位：亿元\n某县收支表",
])
def test_unit_of_the_note_above(note):
    text = f"{note}\n" + rows("项目|本年|同比增长", "收入|2.5|-3")
    assert cells(text) == [("2.5", "收入", 250000000, "元"), ("-3", "收入", -3, "%")]


def test_a_note_holds_for_its_own_table_only():
    between = (
        "这里是一段正文，说的是表里的数字从哪里来，又是怎样算出来的，读者可以不看，"
        "也不妨看看，总之要比一条标题长得多，长到谁也不会把它当成表里的一行。"
    )
    text = "\n".join(["单位：亿元", rows("项目|本年", "收入|2.5"), between, rows("项目|本年", "户数|3")])
    assert cells(text) == [("2.5", "收入", 250000000, "元"), ("3", "户数", 3, None)]


def test_a_cells_own_unit_wins():
    text = rows("项目|金额（万元）|占比", "材料|3亿元|40%")
    assert cells(text) == [("3亿元", "材料", 300000000, "元"), ("40%", "材料", 40, "%")]


# --- Heads ---


@pytest.mark.parametrize("label", ["#工业", "# 工业", "其中：工业", "其中:工业", "－工业", "一、工业",
    "（一）工业", "1.工业", "工业："])
def test_marks_before_a_rows_name_are_no_part_of_it(label):
    assert cells(rows("指标|产值（亿元）", f"{label}|5")) == [("5", "工业", 500000000, "元")]


def test_a_bracket_that_is_no_unit_stays_in_the_name():
    assert [metric for _, metric, _, _ in cells(rows("产品|产量（吨）", "化肥(折纯)|5"))] == ["化肥(折纯)"]


@pytest.mark.parametrize(("head", "statement", "direction", "basis"), [
    ("同比增长（%）", "change", "up", "yoy"), ("环比（%）", "change", "up", "sequential"),
    ("比上年增长（%）", "change", "up", "yoy"), ("比年初增加额（元）", "change", "up", "base"),
    ("2020年比2015年增长（%）", "change", "up", "base"), ("增减幅度", "change", "up", None),
    ("變幅", "change", "up", None), ("降幅（%）", "change", "down", None), ("占比", "share", None, None),
    ("比重（%）", "share", None, None), ("全省位次", "rank", None, None), ("增加值（元）", "level", None, None),
    ("数额（元）", "level", None, None),
])
def test_what_a_column_says_of_its_cells(head, statement, direction, basis):
    fact, = facts(rows(f"地区|{head}", "某县|3"))
    assert (statement, direction, basis) == (fact.statement, fact.direction, fact.basis)


@pytest.mark.parametrize(("cell", "direction"), [
    ("3.5", "up"), ("-3.5", "down"), ("0.0", "flat"), ("下降3.5", "down"), ("↓3.5", "down"), ("↑3.5%", "up"),
    ("+3.5%", "up"),
])
def test_direction_by_sign_word_or_arrow(cell, direction):
    fact, = facts(rows("地区|增减幅度", f"某县|{cell}"))
    assert ("change", direction) == (fact.statement, fact.direction)


def test_a_row_of_rates_is_change_too():
    text = rows("指标|2019年|2020年", "产值增速（%）|6.1|-2")
    assert [(fact.statement, fact.direction) for fact in facts(text)] == [("change", "up"), ("change", "down")]


def test_a_row_named_by_a_time_is_measured_by_its_column():
    text = rows("年份|产值（亿元）|增速（%）", "2019年|5|6.1", "2020年|6|-2")
    assert [(fact.metric.text, fact.period.start) for fact in facts(text)] == [
        ("产值", "2019-01-01"), ("增速", "2019-01-01"), ("产值", "2020-01-01"), ("增速", "2020-01-01"),
    ]


def test_heads_of_two_rows():
    text = (
        "| 指标 | 2019年 | | 2020年 | |\n| --- | --- | --- | --- | --- |\n"
        "| | 总量（万元） | 同比（%） | 总量（万元） | 同比（%） |\n| 零售额 | 12 | 5.5 | 20 | -1.2 |"
    )
    assert [(fact.value, fact.statement, fact.period.start) for fact in facts(text)] == [
        (120000, "level", "2019-01-01"), (5.5, "change", "2019-01-01"),
        (200000, "level", "2020-01-01"), (-1.2, "change", "2020-01-01"),
    ]


def test_heads_hold_over_a_caption_between_rows():
    text = rows("指标名称|指标值|同比增长（±%）") + "\n期末存栏\n" + rows("猪（头）|9|8.7", "羊（只）|8|1") \
        + "\n期末出栏\n" + rows("牛（头）|7|5.2", "兔（只）|6|2")
    assert [(fact.basis, fact.unit) for fact in facts(text) if fact.statement == "change"] == [("yoy", "%")] * 4


def test_a_new_head_begins_a_new_table():
    text = rows("指标|产值（亿元）", "工业|5", "产品|产量（吨）", "钢|6")
    assert cells(text) == [("5", "工业", 500000000, "元"), ("6", "钢", 6, "吨")]


# --- Times and aims ---


def test_column_and_caption_give_the_time():
    text = "2018年收支情况\n" + rows("项目|金额（元）|2019年预计（元）", "收入|5|6")
    assert [(f.period.start, f.status) for f in facts(text)] == [("2018-01-01", "actual"), ("2019-01-01", "forecast")]


@pytest.mark.parametrize(("head", "status"), [
    ("2020年目标", "target"), ("年度计划", "target"), ("規劃", "target"), ("完成计划（%）", "actual"), ("2015年",
    "actual"),
    ("2030年", "target"),
])
def test_aims_and_times_to_come(head, status):
    text = f"某县五年规划\n2016-03-01 来源：某县人民政府\n{rows(f'指标|{head}', '产值（亿元）|100')}\n"
    assert [status] == [fact.status for fact in facts(text)]


# --- Where cells stand ---


@pytest.mark.parametrize("row", ["工业|5|8", "工业|5||8", "工业||5||8"])
def test_doubled_tabs_do_not_move_cells(row):
    assert [
        (fact.statement, fact.value) for fact in facts(rows("指标|产值（亿元）|同比增长（%）", row))
    ] == [("level", 500000000), ("change", 8)]


def test_an_empty_cell_of_an_exact_table_keeps_the_others_in_place():
    assert cells(rows("指标|产值（亿元）|同比增长（%）", "工业||8")) == [("8", "工业", 8, "%")]
    assert cells("| 指标 | 产值（亿元） | 同比增长（%） |\n| --- | --- | --- |\n| 工业 |  | 8 |") == [("8", "工业",
        8, "%")]


def test_an_empty_first_head():
    assert cells(rows("|产值（万元）|同比增长（%）", "工业|5|8")) == [("5", "工业", 50000, "元"), ("8", "工业", 8,
        "%")]


@pytest.mark.parametrize("first", ["区县", "地区", "公司", "省份", "城市"])
def test_rows_of_places_or_firms_are_scopes_of_what_the_columns_measure(first):
    text = rows(f"{first}|产值（亿元）|同比增长（%）|人口（万人）", "甲|12|5.2|31", "乙|9|-3.1|28")
    assert [(f.text, f.metric.text, f.scope, f.statement) for f in facts(text)] == [
        ("12", "产值", "甲", "level"), ("5.2", "产值", "甲", "change"), ("31", "人口", "甲", "level"),
        ("9", "产值", "乙", "level"), ("-3.1", "产值", "乙", "change"), ("28", "人口", "乙", "level"),
    ]


def test_rows_of_measures_name_what_is_measured():
    text = rows("指标|本年（亿元）|同比增长（%）", "产值|12|5.2")
    assert [(f.metric.text, f.scope) for f in facts(text)] == [("产值", None), ("产值", None)]


def test_a_label_that_spans_rows():
    text = (
        "|  |  | 甲（%） | 乙（‰） |\n| --- | --- | --- | --- |\n| 死亡 | 长期 | 6.2 | 3.9 |\n| 短期 | 0.4 | 1.0 |  |\n"
    )
    assert [(m, unit) for _, m, _, unit in cells(text)] == [("长期", "%"), ("长期", "‰"), ("短期", "%"), ("短期",
        "‰")]
    text = rows("区域|在院人数（人）", "境外|加拿大|4", "美国|1")
    assert cells(text) == [("4", "加拿大", 4, "人"), ("1", "美国", 1, "人")]


def test_two_tables_side_by_side():
    text = rows("指标|数值|指标|数值", "收入（亿元）|5|人口（万人）|6")
    assert cells(text) == [("5", "收入", 500000000, "元"), ("6", "人口", 60000, "人")]


def test_markdown_around_cells():
    text = "| **行業** | **今季失業率** |\n| --- | :---: |\n| 製造 | ***6.3%*** |\n| **建造** | `8%` |\n"
    assert cells(text) == [("6.3%", "製造", 6.3, "%"), ("8%", "建造", 8, "%")]


def test_a_cell_that_goes_on_in_the_next_line():
    text = (
        "| 项目 | 去年 | **今年**\n**(变幅)** |\n| --- | --- | --- |\n"
        "| 机器、\n车辆 | $2亿 | **$3亿**\n**(+50%)** |\n"
    )
    found = facts(text)
    assert [(f.value, f.statement) for f in found] == [(200000000, "level"), (300000000, "level"), (50, "change")]
    assert {"机器、\n车辆"} == {fact.metric.text for fact in found}


# --- What is no indicator ---


@pytest.mark.parametrize("cell", ["", "-", "--", "—", "…", "不适用", "持平", "2020年", "12月", "见附注"])
def test_cells_without_a_figure(cell):
    assert cells(rows("指标|产值（元）|备注", f"工业|5|{cell}")) == [("5", "工业", 5, "元")]


def test_numbers_of_rows_are_none():
    text = rows("序号|指标|产值（元）", "1|个人所得税|5", "2|增值税|6")
    assert cells(text) == [("5", "个人所得税", 5, "元"), ("6", "增值税", 6, "元")]


@pytest.mark.parametrize("head", ["电话", "邮编", "代码", "年份"])
def test_numbers_that_measure_nothing(head):
    assert cells(rows(f"单位名称|{head}|人数（人）", "某站|2015|5")) == [("5", "某站", 5, "人")]


def test_a_figure_that_looks_like_a_year_counts_where_a_unit_says_so():
    assert cells(rows("指标|人数（人）", "招生|2015")) == [("2015", "招生", 2015, "人")]
    assert cells(rows("名称|编号", "灯|2015")) == []


def test_rows_without_heads_need_a_unit():
    assert cells(rows("甲|5|6", "乙|7|8")) == []
    assert cells(rows("甲|40%", "乙|2亿元")) == [("40%", "甲", 40, "%"), ("2亿元", "乙", 200000000, "元")]
    assert cells(rows("甲（万吨）|5|6", "乙（吨）|7|8")) == [("5", "甲", 50000, "吨"), ("7", "乙", 7, "吨")]


def test_a_line_with_tabs_that_is_no_table():
    assert cells(rows("回复|踩1|赞2|收藏", "昨天 22:17|查看回复 2|举报|分享")) == []


# --- In the text ---


def mixed() -> Iterator[str]:
    yield "全年生产总值500亿元，同比增长6%。"
    yield rows("指标|产值（亿元）|增速（%）", "工业|5|8")
    yield "财政收入20亿元，下降3%。"
    yield rows("指标|产值（亿元）|增速（%）", "农业|4|2")


def test_indicators_are_in_reading_order_and_true():
    text = "\n".join(mixed())
    report = dushu.extract(text)
    starts = [fact.start for fact in report.indicators]
    assert sorted(starts) == starts
    assert len(starts) == 8
    for fact in report.indicators:
        block = report.blocks[fact.block]
        assert text[fact.start:fact.end] == fact.text
        assert block.start <= fact.start < fact.end <= block.end
        assert fact.sentence.start <= fact.start < fact.end <= fact.sentence.end


def test_quantities_agree_with_the_indicators():
    report = dushu.extract(rows("产品|产量（万吨）", "钢|79.4"), include=["quantities"])
    assert [(q.value, q.unit, q.dimension, q.text) for q in report.quantities] == [(794000, "吨", "mass", "79.4")]


def test_cells_of_html():
    page = (
        "<table><tr><th>指标</th><th>产值（亿元）</th><th>同比增长（%）</th></tr>"
        "<tr><td>工业</td><td>5</td><td>-8</td></tr><tr><td>农业</td><td></td><td>3</td></tr></table>"
    )
    report = dushu.extract(page, content_type="text/html")
    assert [
        (fact.metric.text, fact.value, fact.statement) for fact in report.indicators
    ] == [("工业", 500000000, "level"), ("工业", -8, "change"), ("农业", 3, "change")]


# --- Cells parted by blanks ---

BODY = "全县上下稳中求进，各项工作都取得了新的进展，发展的质量进一步提高，群众的日子越过越好。"


def page(*lines: str) -> str:
    return "\n".join(["某县统计公报", BODY, *lines, BODY])


@pytest.mark.parametrize("note", ["单位：亿元", "主要指标（单位：亿元、%）", "單位：億元"])
def test_blanks_part_cells_under_a_note_of_the_unit(note):
    text = page(note, "指 标 指标值 同比增长（±%）", "建 筑 业 2 10.0", "其中：装修 1 -3")
    assert cells(text) == [("2", "建 筑 业", 200000000, "元"), ("10.0", "建 筑 业", 10, "%"),
        ("1", "装修", 100000000, "元"), ("-3", "装修", -3, "%")]


def test_blanks_part_cells_of_rows_that_are_alike():
    text = page("产品　单位　产量　增长（%）", "生铁　万吨　4　-3.5", "原煤　吨　3　8", "棉布　米　5　持平")
    assert [fact[:3] for fact in cells(text)] == [
        ("4", "生铁", 40000), ("-3.5", "生铁", -3.5), ("3", "原煤", 3), ("8", "原煤", 8), ("5", "棉布", 5)]
    assert [b.kind for b in dushu.extract(text).blocks].count("table_row") == 4


@pytest.mark.parametrize("lines", [
    ("甲市 5 6", "乙市 7 8"), ("甲市 5", "乙市 6", "丙市 7"), ("5月 完成 3 项", "6月 完成 4 项", "7月 完成 5 项"),
    ("完成投资 5亿元，增长 6%", "完成收入 7亿元，增长 8%", "完成税收 9亿元，增长 2%"),
])
def test_lines_with_blanks_that_are_no_rows(lines):
    assert "table_row" not in [block.kind for block in dushu.extract(page(*lines)).blocks]
