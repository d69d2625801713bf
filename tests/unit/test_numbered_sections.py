"""Numbers before titles, enumerations and the tree that they make."""
import dushu
import pytest
from outlined import kind_of, kinds, levels, marked, outline, titled, titles

# --- Numbers before titles ---


@pytest.mark.parametrize(("first", "second"), [
    ("第一编", "第二编"), ("第一部分", "第二部分"), ("第一章", "第二章"), ("第一节", "第二节"),
    ("一、", "二、"), ("（一）", "（二）"), ("(一)", "(二)"), ("㈠", "㈡"), ("1.", "2."), ("1．", "2．"),
    ("1、", "2、"), ("１、", "２、"),
    ("⒈", "⒉"), ("(1)", "(2)"), ("（1）", "（2）"), ("⑴", "⑵"), ("1)", "2)"), ("①", "②"),
])
def test_every_form_of_number_heads_a_section(first, second):
    text = f"{first} 农业\n粮食产量增长3%，丰收已成定局。\n{second} 工业\n工业产值增长5%，结构继续优化。\n"
    assert [(1, first, "农业"), (1, second, "工业")] == outline(text)
    assert [kind for kind, _ in kinds(text)] == ["heading", "paragraph", "heading", "paragraph"]


def test_levels_come_from_nesting_as_it_occurs():
    text = (
        "第一章 总体情况\n第一节 指标完成\n一、主要指标\n（一）产出\n1.产值增长6%，高于年度计划。\n"
        "(1)制造业增长7%，快于全部工业。\n①设备制造业增长9%，拉动明显。\n②食品制造业增长4%，保持平稳。\n"
        "(2)采掘业下降2%，降幅收窄。\n2.投资增长8%，好于预期。\n（二）效益\n利润增长5%，连续三年为正。\n"
        "二、存在问题\n结构不优，创新不足。\n第二节 下步打算\n继续努力，再上台阶。\n第二章 附则\n"
        "由主管部门解释，自印发之日起施行。\n"
    )
    assert levels(text) == [1, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4, 3, 2, 1]


def test_a_number_without_an_outer_one_is_outermost():
    text = "1.农业食品\n价格回落，库存上升。\n2.煤炭电力\n需求平稳，供应偏紧。\n"
    assert outline(text) == [(1, "1.", "农业食品"), (1, "2.", "煤炭电力")]


def test_a_decimal_number_stands_under_its_stem():
    text = (
        "1　总则\n1.1　编制目的\n为做好有关工作，制定本预案。\n1.2　适用范围\n适用于本市，县区参照执行。\n"
        "2　组织\n2.1　机构\n设立指挥部，下设办公室。\n2.1.1　职责\n负责协调，督促落实。\n"
    )
    assert marked(text) == [
        (1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1"), (3, "2.1.1"),
    ]


def test_numbers_may_run_on_across_titles():
    """A circular's 1. to 30. are counted through while 一、 to 六、 part them."""
    text = "一、编制\n1.编好预算。要求细化。\n2.简化审批。要求提速。\n二、执行\n3.确认采购。要求规范。\n"
    assert levels(text) == [1, 2, 2, 1, 2]


def test_the_title_of_a_numbered_paragraph_ends_at_its_first_stop():
    text = (
        "一、工作回顾\n（一）经济增长加快，实力显著提高。全年产值198.5亿元，增长22.3%。\n"
        "（二）项目带动凸显。完成投资93亿元。\n"
    )
    assert titles(text) == ["工作回顾", "经济增长加快，实力显著提高", "项目带动凸显"]
    assert kind_of(text, "（一）") == "paragraph"


def test_a_title_has_no_final_punctuation():
    text = (
        "第一条 事故分为以下等级：\n（一）特别重大事故；\n（二）重大事故。\n第二条 发生事故的，应当报告。\n"
    )
    assert titles(text) == ["事故分为以下等级", "特别重大事故", "重大事故", "发生事故的，应当报告"]


@pytest.mark.parametrize("line", [
    "1.5亿元资金已经到位，其余正在筹措。", "3月以来价格回落，库存上升。", "1-3月投资增长5%，好于预期。",
    "1、2月份销量下降3%，3月回升。", "一、二、三产业增加值分别增长3%、5%和6%，好于上年。", "(2)式的结果可以引用，详见附录。",
    "第五条规定的情形应当报告，不得隐瞒。",
    "2.煤炭供应偏紧，价格上涨。", "2012年是开局之年，成绩喜人。",
])
def test_what_only_looks_like_a_number_of_a_section_is_none(line):
    assert outline(f"{line}\n全市经济总体平稳，主要指标保持增长。\n") == []


def test_a_title_whose_break_was_lost_ends_before_a_year_or_a_number():
    assert titled("一、工作回顾2012年，全县经济平稳运行。农业稳步发展。二、工作安排抓好项目建设，扩大投资。") == [
        (1, "工作回顾"), (1, "工作安排抓好项目建设，扩大投资")]
    assert titled("一、运行特点（一）速度加快。产值增长5%。（二）农业稳定。产量3万吨。") == [
        (1, "运行特点"), (2, "速度加快"), (2, "农业稳定")]
    assert titled("一、2011年和2012年工作回顾。全县经济平稳运行。") == [(1, "2011年和2012年工作回顾")]


def test_a_number_behind_a_marker_may_begin_its_title():
    assert titled("某市房市\n二、三大攻坚战取得进展，成效明显。\n三、二手房交易活跃，价格平稳。\n") == [
        (1, "三大攻坚战取得进展，成效明显"), (1, "二手房交易活跃，价格平稳")]


def test_a_table_of_contents_is_no_second_outline():
    chapters = "第一章　形势\n第二章　目标\n第三章　任务\n第四章　保障\n"
    body = "第一章　形势\n形势总体向好，困难不少。\n第二章　目标\n到2030年建成，分两步走。\n"
    assert outline(f"某某规划\n目　录\n{chapters}{body}") == [(1, "第一章", "形势"), (1, "第二章", "目标")]
    line = "第一章　形势　第一节　进展　第二节　短板　第三节　机遇"
    assert outline(f"目　录\n{line}\n规划全文共三章，另有附件。\n") == []


def test_an_annex_closes_what_stands_before_it():
    text = "一、总则\n制定本预案，认真执行。\n附件1某事分级标准\n一、特别重大\n死亡30人以上的，为特别重大。\n"
    assert titled(text) == [(1, "总则"), (1, "附件1某事分级标准"), (2, "特别重大")]


# --- Enumerations ---


def test_an_enumeration_stands_under_its_section_with_its_first_clause():
    text = (
        "一、存在问题\n工作中还有不足。一是总量不大，结构不优。二是创新不足，人才短缺。\n"
        "二、下步打算\n要抓两个方面：一方面，稳住存量；另一方面，扩大增量。\n"
    )
    assert outline(text) == [
        (1, "一、", "存在问题"), (2, "一是", "总量不大"), (2, "二是", "创新不足"),
        (1, "二、", "下步打算"), (2, "一方面", "稳住存量"), (2, "另一方面", "扩大增量"),
    ]
    assert {"enumeration"} == {s.kind for s in dushu.extract(text).sections if s.level == 2}


@pytest.mark.parametrize("markers", [
    ("一是", "二是", "三是"), ("一要", "二要", "三要"), ("首先，", "其次，", "最后，"),
    ("其一，", "其二，", "其三，"), ("第一，", "第二，", "第三，"),
])
def test_every_series_is_an_enumeration(markers):
    text = "会议提出三点要求。" + "。".join(f"{marker}抓好这件事" for marker in markers) + "。"
    assert [(1, marker.rstrip("，")) for marker in markers] == marked(text)


def test_a_pronoun_before_a_marker_is_no_part_of_it():
    assert marked("公司表示，这一方面是由于结算增加，另一方面是价格上涨。") == [(1, "一方面"), (1, "另一方面")]
    assert marked("公司表示，这一方面体现了原则，产量增加。") == []


def test_colons_that_part_a_numbered_list_are_headings():
    text = (
        "某项措施\n\n各部门发布公告，请予执行。\n\n新措施：\n\n（一）减税，上限为2万元。\n\n（二）免费，为期两年。\n\n"
        "延续的措施：\n\n（三）补贴，每月5000元。\n\n（四）减租，为期六个月。\n"
    )
    assert levels(text) == [1, 2, 2, 1, 2, 2]
    assert titles(text)[::3] == ["新措施", "延续的措施"]


def test_a_colon_before_a_list_is_no_heading_by_itself():
    text = "某项通知\n\n各部门：\n\n有关事项通知如下：\n\n一、加强领导，落实责任。\n\n二、抓好督查，按时报送。\n"
    assert levels(text) == [1, 1]


def test_a_series_wants_its_second():
    assert outline("首先，要感谢大家。这一方面的工作还要加强，任务很重。") == []
    assert outline("多个项目取得突破。一是扩建工程获得核准，已经开工。") == [(1, "一是", "扩建工程获得核准")]


def test_a_marker_inside_a_word_is_none():
    assert outline("原因之一是需求不足，统一是关键。问题的另一方面，有待研究。") == []


def test_a_list_in_an_item_of_a_list_is_nested():
    text = (
        "一是报送业绩。要求及时，不得拖延。\n二是更换证书。更换分为三类：一是延续，二是变更，三是更名。\n"
        "三是召开会议。每年一次，各家参加。\n"
    )
    assert levels(text) == [1, 1, 2, 2, 2, 1]


def test_numbers_in_running_text_want_a_series_in_their_paragraph():
    text = (
        "税收完成46亿元，其中：①增值税20亿元；②所得税12亿元。报告回顾了工作：一、服务大局；二、司法为民。\n"
    )
    assert marked(text) == [(1, "①"), (1, "②"), (1, "一、"), (1, "二、")]
    assert outline("见图①所示，产量逐年上升。根据前述(1)的结论，价格下降。") == []


# --- The tree ---


def test_sections_end_where_the_next_outside_begins():
    text = (
        "一、甲\n（一）乙\n产值增长5%，结构优化。\n（二）丙\n投资增长8%，好于预期。\n二、丁\n"
        "消费增长4%，总体平稳。"
    )
    sections = dushu.extract(text).sections
    assert [section.parent for section in sections] == [None, 0, 0, None]
    assert [text.index(mark) for mark in ("一、", "（一）", "（二）", "二、")] == [s.start for s in sections]
    ends = [text.index("二、"), text.index("（二）"), text.index("二、"), len(text)]
    assert ends == [s.end for s in sections]


def test_blocks_know_their_section():
    text = (
        "一、甲\n产值增长5%，结构优化。\n二、乙\n投资增长8%。一是工业好。二是农业稳。\n"
        "续有投产，后劲较足。\n"
    )
    report = dushu.extract(text)
    assert [block.section for block in report.blocks] == [0, 0, 1, 1, 1]
    assert [block.marker for block in report.blocks] == ["一、", None, "二、", None, None]
