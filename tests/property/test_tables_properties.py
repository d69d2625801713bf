"""What must hold of tables, whatever stands in them."""
import dushu
from hypothesis import given
from hypothesis import strategies as st

CELLS = [
    "", " ", "-", "—", "指标", "单位", "序号", "产量（万吨）", "增长（±%）", "比重", "位次", "2015年",
    "2020年目标", "同比", "（", "）",
    "()", "（%）", "±", "#工业", "其中：", "其中：农业", "一、", "**粗**", "***", "1", "0", "-3.5", "+6.2%",
    "1,234.5", "2015",
    "12万", "3:4:93", "三分之一", "第3", "$6.12億", "10%—15%", "万吨", "亿元/人", "持平", "---", ":-:",
    "单位：亿元", "数", "负",
    "半", "99999999999999999999", "1e5", "𠮷", "\u200b", "12月末", "下降3%", "↓5", "合计：",
]
cell = st.one_of(st.sampled_from(CELLS), st.text(alphabet="产量万吨亿元%±（）|1-.: *#\t", max_size=8))
tab_row = st.lists(cell, min_size=1, max_size=7).map("\t".join)
bar_row = st.lists(cell, min_size=1, max_size=7).map(lambda cells: "| " + " | ".join(cells) + " |")
open_row = st.lists(cell, min_size=1, max_size=4).map(lambda cells: "| " + " | ".join(cells))
spaced_row = st.lists(st.sampled_from([c for c in CELLS if c.strip()]), min_size=1, max_size=5).map(" ".join)
between = st.sampled_from(["", "单位：亿元", "2012年产量（万吨）", "全年收入5亿元，增长3%。", "一、工业", "\t",
    "| --- | --- |"])
tables = st.lists(st.one_of(tab_row, bar_row, open_row, spaced_row, between), max_size=12).map("\n".join)


@given(tables)
def test_spans_are_true_and_in_order(text):
    report = dushu.extract(text, include=["quantities"])
    before = 0
    for fact in report.indicators:
        assert before <= fact.start < fact.end <= len(text)
        before = fact.end
        assert text[fact.start:fact.end] == fact.text
        if fact.metric is not None:
            assert fact.metric.text
            assert text[fact.metric.start:fact.metric.end] == fact.metric.text
        block = report.blocks[fact.block]
        assert block.start <= fact.start
        assert fact.sentence.start <= fact.start < fact.end <= fact.sentence.end


@given(tables)
def test_every_indicator_is_a_quantity_with_the_same_value(text):
    report = dushu.extract(text, include=["quantities"])
    quantities = {(q.start, q.end): (q.value, q.high, q.unit) for q in report.quantities}
    for fact in report.indicators:
        assert quantities[fact.start, fact.end] == (fact.value, fact.high, fact.unit)


@given(tables, st.integers(2, 4))
def test_a_text_read_twice_reads_the_same(text, times):
    assert dushu.extract(text) == dushu.extract(text)


def cells_of(text):
    report = dushu.extract(text)
    return [(f.text, f.value, f.unit) for f in report.indicators if report.blocks[f.block].kind == "table_row"]


@given(st.lists(cell.filter(lambda c: "\t" not in c and "|" not in c), min_size=2, max_size=5))
def test_rows_read_the_same_however_many_follow(cells):
    head, row = "指标\t数值（万元）\t增长（%）", "\t".join(cells)
    once = cells_of(f"{head}\n甲\t5\t6\n{row}")
    assert cells_of(f"{head}\n甲\t5\t6\n{row}\n甲\t5\t6")[:len(once)] == once
