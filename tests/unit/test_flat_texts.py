"""Texts whose line breaks became blanks or were lost."""
import dushu
import pytest
from outlined import kinds, named, outline, titled, titles

# --- Texts whose line breaks were lost ---

FLAT = (
    "某市召开政法工作会议\n| 2025-01-25 09:42:37 来源: 某某日报 责任编辑: 柳某 我来说两句 |\n分享到:\n"
    "2025年,全市将加快建设。图为江岸风光。"
    "(资料图/某某日报记者 黄某 摄) 某某日报讯(记者 吴某某 张某某 通讯员 余某某)"
    "近日,考评结果公布,成绩排名第一。 这份成绩,来之不易。各项工作取得新进展。 回顾2024 成绩单 "
    "以时时放心不下的责任感 有力守护安定 ● 安全感率保持99%以上。 ● 警情数下降16.35%。 "
    "践行以人民为中心的思想 巩固平安基础 ● 死亡人数下降2.08%。"
    " 奋进2025 工作总体思路 今年是收官之年,也是关键之年。 "
    "坚持主动创稳 强化系统治理 目标:奋力提升建设水平 安不忘危,治不忘乱。具体抓两个方面: "
    "一方面,进一步守牢底线。要落实责任。 另一方面,进一步夯实根基。要完善体系。 "
    "坚持守正创新 维护公平正义 目标:全面推进建设 法者,天下之准绳也。围绕主线发力: "
    "一是推进公正司法,努力感受公平。 二是推进社会建设,发挥支撑作用。 新时代呼唤新担当,新征程需要新作为! |\n"
    "相关阅读:\n![]() |\n打印 | 收藏 | 发给好友 【字号 大 中 小】 |\n"
)


@pytest.mark.parametrize("line", ["（记者 王某某）", "(记者王某某)", "记者 王某某"])
def test_a_reporter_may_sign_on_a_line_of_its_own(line):
    text = f"全市农业工作会议召开\n\n会议在市里召开，部署春耕生产。\n\n会议要求，抓好田间管理。\n\n{line}\n"
    assert named(text) == [("reporter", "记者", "王某某")]


def test_a_menu_is_no_title():
    text = (
        "首页 新闻 社会 经济 快讯 文化 时尚\n\n某部：一季度投资增长4.8%\n\n2019-04-28 14:46:03 来源：某某网\n\n"
        "一季度投资完成4889亿元，同比增长4.8%。\n"
    )
    assert dushu.extract(text).document.title.text == "某部：一季度投资增长4.8%"


@pytest.mark.parametrize(("line", "source"), [
    ("某某网甲市1月23日讯", "某某网"), ("某某日报1月23日讯", "某某日报"), ("本报1月23日讯", None), ("甲市1月23日讯", None),
])
def test_a_dateline_with_its_day_names_its_medium(line, source):
    assert dushu.extract(f"某事通报\n\n{line}（记者 王某某）全市召开会议，部署工作。\n").document.source == source


def test_numbered_figures_have_captions_and_no_sections():
    text = (
        "某省统计公报\n某省统计局\n\n2024年，经济平稳运行，稳中有进。\n一、综合\n全年产值6168亿元，增长6%。\n"
        "图1：2019-2024年产值及其增长速度\n表2 主要产品产量\n全年财政收入490亿元，增长5%。\n"
    )
    assert titled(text) == [(1, "综合")]
    assert [i.text for i in dushu.extract(text).indicators] == ["6168亿元", "6%", "490亿元", "5%"]


def test_a_flat_text_is_cut_at_its_paragraphs_and_no_heading_at_its_blank():
    assert outline(FLAT) == [
        (1, None, "回顾2024 成绩单"),
        (2, None, "以时时放心不下的责任感 有力守护安定"),
        (2, None, "践行以人民为中心的思想 巩固平安基础"),
        (1, None, "奋进2025 工作总体思路"),
        (2, None, "坚持主动创稳 强化系统治理"),
        (3, "一方面", "进一步守牢底线"),
        (3, "另一方面", "进一步夯实根基"),
        (2, None, "坚持守正创新 维护公平正义"),
        (3, "一是", "推进公正司法"),
        (3, "二是", "推进社会建设"),
    ]
    assert [kind for kind, _ in kinds(FLAT)].count("item") == 3
    assert ("paragraph", "目标:奋力提升建设水平") in kinds(FLAT)


def test_a_flat_pages_frame_is_read_too():
    report = dushu.extract(FLAT)
    document = report.document
    assert document.title
    assert document.dateline
    assert document.title.text == "某市召开政法工作会议"
    assert document.source == "某某日报"
    assert document.published_at == "2025-01-25T09:42:37+08:00"
    assert document.dateline.text == "某某日报讯"
    assert [(c.role, c.label, c.name) for c in document.contributors] == [
        ("editor", "责任编辑", "柳某"), ("photographer", "摄", "黄某"), ("reporter", "记者", "吴某某"),
        ("reporter", "记者", "张某某"), ("correspondent", "通讯员", "余某某"),
    ]
    assert [block.kind for block in report.blocks[:5]] == ["title", "meta", "chrome", "caption", "paragraph"]
    assert [block.kind for block in report.blocks[-4:]] == ["chrome"] * 4


def test_a_page_of_one_line_keeps_its_title_and_source():
    text = (
        "某市召开经济工作会议 2025-02-03 10:00:00 来源: 某某日报 昨日,全市经济工作会议召开。"
        " 会议回顾了工作。 "
        "聚焦重点 持续发力 会议要求,抓好落实。 会期一天。"
    )
    document = dushu.extract(text).document
    assert document.title
    assert document.title.text == "某市召开经济工作会议"
    assert document.source == "某某日报"
    assert document.published_at == "2025-02-03T10:00:00+08:00"
    assert outline(text) == [(1, None, "聚焦重点 持续发力")]


def test_a_breadcrumb_of_a_page_of_one_line_is_no_title():
    title = "销量增5.3% 市场仍存悬念"
    text = (
        f"{title}- 【某某易购】 true 首页 供货资讯 {title} {title} 发布时间：2011-07-08 发布人：-某某新闻 "
        "昨日发布的数据显示，销量同比增长5.3%。 普遍悲观的观点转为乐观。 市场探底 目前很多观点认为，高峰即将过去。"
    )
    report = dushu.extract(text)
    assert report.document.title
    assert report.document.title.start == text.rindex(title)
    assert (report.document.source, report.document.published_at) == ("某某新闻", "2011-07-08")
    assert titles(text) == ["市场探底"]


def test_indentations_stand_for_lost_breaks():
    text = (
        "第一章　总则 　　第一条　为防治污染，制定本办法。　　第二条　事故分为以下等级：　　（一）重大事故；"
        "　　"
        "（二）一般事故。　　发现事故的，应当报告。 　　第二章　附则 　　第三条　本办法自公布之日起施行。"
    )
    assert outline(text) == [
        (1, "第一章", "总则"), (2, "第一条", "为防治污染，制定本办法"), (2, "第二条", "事故分为以下等级"),
        (3, "（一）", "重大事故"), (3, "（二）", "一般事故"), (1, "第二章", "附则"),
        (2, "第三条", "本办法自公布之日起施行"),
    ]


def test_no_figure_reaches_over_a_lost_break():
    text = (
        "　　全县今年新建学校，各项工作有序推进，总数为7　　万人广场修整一新，照明全部更换。"
        "　　各校按时开学，道路畅通。　　天气晴好，出行方便。"
    )
    report = dushu.extract(text, include=["quantities"])
    first = report.blocks[0]
    assert text[first.start:first.end].endswith("总数为7")
    assert [quantity.text for quantity in report.quantities] == ["7"]


def test_questions_and_answers_are_parted_where_nothing_else_parts_them():
    answer = "根据有关方案，统一负责监测评估，构建统一体系，进一步优化布局，实现两网合一，支撑精准治污。" * 4
    text = f"某部负责人答记者问。问：目的为何？答：{answer}问：如何评价？答：{answer}"
    assert len(kinds(text)) == 5


def test_lines_broken_at_a_fixed_width_are_one_paragraph():
    text = (
        "上半年全市经济运行情况通报\n\n"
        "今年以来，全市上下认真贯彻落实各项决策部署，经济运行总体平\n"
        "稳，主要指标保持增长。上半年地区生产总值完成三百二十亿元，\n"
        "同比增长百分之六点一，增速比一季度提高零点三个百分点，高于\n全省平均水平。\n\n"
        "工业方面，规模以上工业增加值增长百分之七，其中制造业增长百\n"
        "分之八，高技术制造业增长百分之十二，拉动作用明显，企业效益\n持续改善。\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "paragraph"]
