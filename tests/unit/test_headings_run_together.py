"""Headings and numbers of texts whose breaks were lost, whose letters are set apart, or that have boxes and contents."""
import pytest
from outlined import outline


def test_a_title_set_apart_ends_before_its_text():
    text = (
        "去年全县上下攻坚克难，各项事业取得新的进展。 一、综 合 初步核算，全年产值91亿元，增长5.4%。其中农业增长3%。 "
        "二、农 业 全年播种面积8521公顷，比上年减少862公顷。粮食增产。"
    )
    assert outline(text) == [(1, "一、", "综 合"), (1, "二、", "农 业")]


def test_a_title_may_follow_a_decimal_number_at_once():
    text = (
        "1 总则\n1.1编制目的\n为了做好有关工作，制定本预案。\n1.2适用范围\n适用于本市，县区参照执行。\n"
        "2 组织\n2.1机构\n设立指挥部，下设办公室。\n"
    )
    assert [(level, marker) for level, marker, _ in outline(text)] == [
        (1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1"),
    ]


@pytest.mark.parametrize("line", ["1.5亿元投资", "2.1个百分点", "3.4倍左右", "1.2米以下"])
def test_a_figure_at_a_lines_start_is_no_number_of_a_title(line):
    text = f"1 投资\n1.1 总额\n投资情况如下，供参考。\n{line}\n比上年有所增加，结构优化。\n"
    assert [marker for _, marker, _ in outline(text) if marker] == ["1", "1.1"]


def test_a_list_right_behind_the_title():
    more = "经费逐年增加，设施逐步改善，各方都表示满意，工作受到好评。" * 5
    text = (
        f"河口市教育局去年工作总结和今年打算一、去年工作（一）学校建设。新建学校6所。{more}"
        f"（二）教师队伍。新招教师210名。{more}二、今年打算（一）增加学位。增加学位500个。{more}"
    )
    assert outline(text) == [
        (1, "一、", "去年工作"), (2, "（一）", "学校建设"), (2, "（二）", "教师队伍"),
        (1, "二、", "今年打算"), (2, "（一）", "增加学位"),
    ]


def test_a_box_of_a_plan_is_a_section_of_its_chapter():
    text = "第一章 目标\n第一节 指标\n到2025年各项指标有所改善，群众满意。\n专栏1 主要指标\n优良天数比率达到85%，水质改善。\n第二章 保障\n加强领导，落实责任。\n"
    assert outline(text) == [
        (1, "第一章", "目标"), (2, "第一节", "指标"), (3, None, "专栏1 主要指标"), (1, "第二章", "保障"),
    ]


def test_a_plans_own_title_over_its_contents_is_a_heading():
    text = (
        "河口市政府关于印发湿地保护规划的通知\n河政发〔2021〕7号\n各县人民政府：\n现将规划印发给你们，请认真执行。\n河口市政府\n"
        "2021年12月20日\n河口市湿地保护规划\n目 录\n一、现状\n二、目标\n三、任务\n四、保障\n一、现状\n湿地面积320公顷，逐年增加。\n"
        "二、目标\n到2025年达到400公顷，水质改善。\n三、任务\n修复湿地80公顷，种植苇草。\n四、保障\n加强领导，落实责任。\n"
    )
    assert [title for _, _, title in outline(text)] == ["河口市湿地保护规划", "现状", "目标", "任务", "保障"]


def test_the_way_to_a_neighbouring_page_is_no_heading():
    text = "河口市法院工作报告\n2009年河口市法院工作报告 |\n各位代表：\n去年受理案件133件，审结117件。\n一、审判\n审结民事案件57件，上升7%。\n"
    assert outline(text) == [(1, "一、", "审判")]


def test_a_speaker_named_right_behind_the_office_is_no_heading():
    text = (
        "河口市检察院工作报告 ——去年3月11日在河口市人民代表大会会议上 河口市检察院检察长贾某某 各位代表： 现在报告工作，请予审议。 去年，检察工作取得了新的进展。 一、主要工作 "
        "共提起公诉950人，上升9%。批准逮捕860人，下降6%。"
    )
    assert [title for _, _, title in outline(text)] == ["主要工作"]
