"""Two written reports, read whole: what a data editor would take from them."""
from pathlib import Path

import dushu
import pytest

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def conference() -> dushu.Report:
    return dushu.extract((DATA / "conference.txt").read_bytes())


@pytest.fixture(scope="module")
def bulletin() -> dushu.Report:
    return dushu.extract((DATA / "bulletin.txt").read_bytes())


def rows(report: dushu.Report) -> list[tuple]:
    return [(i.metric.text if i.metric else None, i.text, i.statement, i.direction, i.basis, i.bound)
            for i in report.indicators]


def test_the_page_says_who_published_what_and_when(conference):
    """Title, source, time and contributors come from the page's own lines."""
    document = conference.document
    assert document.title.text == "青湖市城市管理工作会议部署2025年重点任务"
    assert document.published_at == "2025-02-14T08:30:12+08:00"
    assert document.source == "青湖日报"
    assert {(c.role, c.name) for c in document.contributors} >= {
        ("editor", "江岸"), ("reporter", "周小满"), ("correspondent", "何川"), ("photographer", "林遥")}


def test_headings_are_found_in_a_body_without_line_breaks(conference):
    """Spaces part headings, but a space inside a heading does not end it."""
    assert [(s.level, s.kind, s.title.text) for s in conference.sections if s.kind == "heading"] == [
        (1, "heading", "回顾2024 成绩单"),
        (2, "heading", "以绣花功夫管好街巷 守护市容整洁有序"),
        (2, "heading", "完善设施补短板 方便群众生活"),
        (1, "heading", "奋进2025 工作总体思路"),
        (2, "heading", "坚持精细治理 提升环境品质"),
        (2, "heading", "坚持依法行政 规范执法行为"),
    ]
    assert [s.marker for s in conference.sections if s.kind == "enumeration"] == [
        "一方面", "另一方面", "一是", "二是", "三是"]


@pytest.mark.parametrize("row", [
    ("市民满意率", "95%", "level", None, None, "ge"),
    ("占道经营投诉量", "18.4%", "change", "down", "yoy", "eq"),
    ("占道经营投诉量", "8年", "record", "down", None, "under"),
    ("重要活动保障任务", "126项", "level", None, None, "eq"),
    ("垃圾分类知晓率", "第一", "rank", None, None, "eq"),
    ("公厕满意度", "第七名", "rank", "up", None, "eq"),
    ("新建口袋公园", "46座", "level", None, None, "eq"),
    ("投入资金", "2.35亿元", "level", None, None, "eq"),
    ("生活垃圾回收利用率", "3.6个百分点", "change", "up", None, "eq"),
    ("处理市民来电", "3倍", "change", "up", "yoy", "gt"),
    ("办结案件", "1200多件", "level", None, None, "over"),
])
def test_the_conference_states(conference, row):
    assert row in rows(conference)


def test_slogans_and_announced_parts_are_no_figures(conference):
    """“十项行动”, 两个重点方面 and 三条主线 count nothing that is measured."""
    assert not {i.text for i in conference.indicators} & {"十项", "两个", "三条", "一方"}


def test_what_is_aimed_at_is_told_from_what_is(conference):
    status = {i.text: i.status for i in conference.indicators}
    assert status["5个"] == status["38个"] == "target"
    assert status["46座"] == "actual"


@pytest.mark.parametrize("row", [
    ("地区生产总值", "386.2亿元", "level", None, None, "eq"),
    ("地区生产总值", "6.1%", "change", "up", "yoy", "eq"),
    ("第一产业增加值", "3.8%", "change", "up", "yoy", "eq"),
    ("三次产业比", "43.7", "share", None, None, "eq"),
    ("常住人口", "0.2万人", "change", "down", "base", "eq"),
    ("城镇登记失业率", "3.12%", "level", None, None, "eq"),
    ("农作物播种面积", "75.8万亩", "level", "flat", "yoy", "eq"),
    ("增速", "1.3个百分点", "change", "up", "yoy", "eq"),
    ("增速", "0.8个百分点", "gap", "up", None, "eq"),
    ("建筑业企业收入", "4.5%", "change", "up", "yoy", "eq"),
    ("利润", "6.8%", "change", "up", "yoy", "eq"),
])
def test_the_bulletin_states(bulletin, row):
    assert row in rows(bulletin)


def test_numbered_headings_nest(bulletin):
    assert [(s.level, s.marker, s.title.text) for s in bulletin.sections] == [
        (1, "一、", "综合"), (1, "二、", "农业"), (1, "三、", "工业和建筑业"),
        (2, "（一）", "规模以上工业"), (2, "（二）", "建筑业"), (1, "四、", "主要指标")]
