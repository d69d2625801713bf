"""Blocks, section tree and document of texts written in the manner of real pages."""
import dushu
import pytest


def outline(text: str) -> list[tuple[int, str | None, str]]:
    return [(section.level, section.marker, section.title.text) for section in dushu.extract(text).sections]


def levels(text: str) -> list[int]:
    return [level for level, _, _ in outline(text)]


def marked(text: str) -> list[tuple[int, str | None]]:
    return [(level, marker) for level, marker, _ in outline(text)]


def titled(text: str) -> list[tuple[int, str]]:
    return [(level, title) for level, _, title in outline(text)]


def titles(text: str) -> list[str]:
    return [title for _, _, title in outline(text)]


def named(text: str) -> list[tuple[str, str, str]]:
    return [(c.role, c.label, c.name) for c in dushu.extract(text).document.contributors]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start:block.end]) for block in dushu.extract(text).blocks]


def kind_of(text: str, part: str) -> str:
    return next(kind for kind, stretch in kinds(text) if part in stretch)


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


# --- Headings without a number ---

PLAIN = """某市上半年经济运行情况

发布时间：2024-07-18

来源：某市统计局

上半年，全市生产总值1200亿元，同比增长5.6%。

工业生产加快

规模以上工业增加值同比增长7.2%。

消费平稳恢复 网上零售增长较快

社会消费品零售总额480亿元，同比增长4.1%。

物价何时会回头？

居民消费价格同比上涨0.6%，涨幅收窄。

某市统计局

2024年7月18日
"""


def test_short_lines_before_paragraphs_are_headings():
    assert outline(PLAIN) == [
        (1, None, "工业生产加快"), (1, None, "消费平稳恢复 网上零售增长较快"), (1, None, "物价何时会回头？"),
    ]
    assert kind_of(PLAIN[PLAIN.index("物价"):], "某市统计局") == "paragraph"


def test_single_breaks_do_as_well():
    assert outline(PLAIN) == outline(PLAIN.replace("\n\n", "\n"))


@pytest.mark.parametrize("line", [
    "各位代表：", "目标：稳中求进", "单位：亿元", "某区人民政府区长　　张某某", "某发〔2016〕65号",
    "某县人民政府县长 张某某", "市检察院检察长 石 某", "某县第十七届人民代表大会第二次会议上",
    "2024年7月18日",
    "□ 适用 √ 不适用", "价格大幅回落，", "4.3% 120.5 87",
])
def test_a_short_line_of_another_kind_is_no_heading(line):
    assert outline(f"某事通报\n某某发布，各地转发。\n\n{line}\n\n全年产值增长6%，创历史新高。\n") == []


def test_a_speaker_cut_in_two_heads_nothing():
    text = (
        "政府工作报告　　2018年1月12日在县人民代表大会上　　某县人民政府县长　　段某某　　各位代表：　　"
        "现在，我报告工作，请予审议。　　一、工作回顾　　一年来，全县产值增长5%，成效明显。"
    )
    assert titled(text) == [(1, "工作回顾")]


def test_a_speakers_line_shifts_no_level():
    """县长 某某某 under the title is no heading, which what follows would stand under; 产值稳步增长 势头良好 is one."""
    text = "政府工作报告\n——2018年1月12日在某县人民代表大会上\n县长 段某某\n各位代表：\n现在，我报告工作，请予审议。\n"
    body = "一、工作回顾\n全年产值增长6%，创历史新高。\n产值稳步增长 势头好\n规上企业达到86户，比上年多4户。\n"
    assert titled(text + body) == [(1, "工作回顾"), (2, "产值稳步增长 势头好")]


def test_a_run_of_short_lines_is_a_list():
    lines = "\n".join(["东城区", "西城区", "南城区", "北城区", "高新区"])
    assert outline(f"参加单位名单公布如下，请予核对。\n{lines}\n以上单位应按时报送，逾期不候。\n") == []


def test_a_label_stands_over_its_headline_and_that_over_its_headings():
    text = (
        "汽车销量负增长\n来源：某报\n行业向下趋势已经确认，产销双降。\n产销降幅扩大\n"
        "5月产量下降4.9%，销量下降4%。\n"
        "/分类情况/\n商用车全线下滑\n细分车型并非没有亮点，轿车逆势增长。\n轿车持续增长\n"
        "销量增长6.6%，好于预期。\n"
        "/前景预判/\n行业未见转机\n低迷还将持续，拐点未至。\n"
    )
    assert titled(text) == [
        (1, "产销降幅扩大"), (1, "/分类情况/"), (2, "商用车全线下滑"), (3, "轿车持续增长"), (1, "/前景预判/"),
        (2, "行业未见转机"),
    ]


def test_bracketed_headlines_stand_under_a_plain_one_right_above():
    text = (
        "每日资讯\n来源：某网\n国内资讯\n【某报】三大股指回调 银行股走强\n沪指下跌0.89%，成交萎缩。\n"
        "【某刊】指数创新高\n涨幅达到2.1%，量能放大。\n国际资讯\n【某网】油价回落\n"
        "每桶跌破60美元，需求不振。\n"
    )
    assert levels(text) == [1, 2, 2, 1, 2]


def test_the_line_over_a_table_is_its_caption():
    text = (
        "工业平稳增长，结构优化。\n\n2024年主要产品产量\n\n单位：万吨\n\n产品\t产量\n原油\t4000\n"
        "汽油\t333.7\n\n产量总体平稳，好于上年。\n"
    )
    assert outline(text) == []
    assert [
        kind for kind, _ in kinds(text)] == [
        "paragraph", "caption", "paragraph", "table_row", "table_row", "table_row", "paragraph",
    ]


def test_lines_between_title_and_body_are_the_titles_own():
    text = (
        "### 大会举行全体会议\n\n大会举行全体会议\n张某某李某某出席\n听取工作报告\n\n"
        "央视网消息（新闻联播）：大会今天举行，会期三天。\n"
    )
    assert outline(text) == []


# --- Markdown ---

MARKDOWN = """---
title: "失業率再升　就業不足率創新高"
date: "2020-09-16"
last_updated: "2020-09-17 13:15:27"
author: "記者鄭某某"
tags:
- "失業率"
---

# 失業率再升　就業不足率創新高

政府今日公布，失業率升至6.2%，是15年來最高。

### 僱主減少申請　失業率料再升

零售業失業率為10.7%，較上季上升。

| 行業 | 上季 | 今季 |
| --- | --- | --- |
| 製造 | 5.8% | 6.3% |

#### 學歷

- 大專失業率達5%
- 中學失業率達7%

[查看原文](https://example.com/2020/09/16/a.html)

---

請加入成為訂戶，支持我們的工作。
"""


def test_markdown_headings_nest_by_their_marks():
    assert outline(MARKDOWN) == [(1, None, "僱主減少申請　失業率料再升"), (2, None, "學歷")]
    found = [kind for kind, _ in kinds(MARKDOWN)]
    assert [found.count(kind) for kind in ("title", "table_row", "item", "heading")] == [1, 3, 2, 2]
    assert kind_of(MARKDOWN, "查看原文") == kind_of(MARKDOWN, "請加入") == "chrome"


def test_front_matter_tells_date_and_author_and_the_line_over_the_body_the_title():
    document = dushu.extract(MARKDOWN).document
    assert document.title
    assert document.title.text == "失業率再升　就業不足率創新高"
    assert MARKDOWN.index("# 失業率") + 2 == document.title.start
    assert document.published_at == "2020-09-16"
    assert [(c.role, c.label, c.name) for c in document.contributors] == [("reporter", "記者", "鄭某某")]
    assert {"meta", "chrome"} == {kind for kind, text in kinds(MARKDOWN)[:8]}


def test_a_mark_on_a_line_of_its_own_heads_the_next():
    text = (
        "# 預算重點\n\n司長今日發表預算案，提出多項措施。\n\n##\n一次性寬減：\n\n- 寬減薪俸稅75%\n\n"
        "## 其他重點：\n\n- 發行債券100億元\n"
    )
    assert outline(text) == [(1, None, "一次性寬減"), (1, None, "其他重點")]


def test_bold_lines_are_headings_over_text_only():
    text = (
        "# 标题在此\n\n今日公布数据，升幅收窄。\n\n**行业情况**\n\n制造业增长5%，好于预期。\n\n"
        "**下表列出各行业：**\n\n共有五个行业，均有增长。\n"
    )
    assert outline(text) == [(1, None, "行业情况")]


# --- Items ---


@pytest.mark.parametrize("bullet", ["●", "■", "◆", "○", "▲", "·", "•", "- ", "* ", "– ", "——"])
def test_every_bullet_makes_an_item(bullet):
    text = f"有关情况通报如下，请认真对照。\n{bullet}安全感率保持99%以上\n{bullet}警情数下降16%。\n"
    report = dushu.extract(text)
    assert [block.kind for block in report.blocks] == ["paragraph", "item", "item"]
    assert [None, bullet.strip(), bullet.strip()] == [block.marker for block in report.blocks]
    assert report.sections == []


def test_a_minus_is_no_bullet():
    assert [kind for kind, _ in kinds("最低气温如下，注意防寒。\n-18℃至-5℃\n")] == ["paragraph", "paragraph"]


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


# --- The page ---


@pytest.mark.parametrize("page", [
    "首页\n某商圈\n商圈资讯\n{title}\n\n{title}\n\n",
    "{title}- 【某某易购】\ntrue\n\n首页\n供货资讯\n{title}\n\n{title}\n\n",
    "{title}_某某时报网\n\n新闻\n行情\n\n首页\n\n要闻\n\n{title}\n\n",
    "首页 某某频道 {title}\n\n{title}\n\n",
    "{title}\n\n登录/注册\n\n首页\n\n财经\n\n{title}\n\n分享到：\n\n9\n\n",
    "### {title}\n\n",
    "# {title}\n\n",
    "{title}\n\n",
    "{title}_某某财经_某某网\n\n",
    "{title} - 商情 - 某某时报\n\n",
])
def test_the_title_is_the_copy_over_the_body(page):
    title = "上半年国产乘用车销量增5.3% 市场仍存悬念"
    head = page.format(title=title)
    text = f"{head}发布时间：2011-07-08\n发布人：-某某新闻\n\n数据显示，销量为664万辆，同比增长5.3%。\n"
    report = dushu.extract(text)
    assert report.document.title
    assert title == report.document.title.text
    assert head.rindex(title) == report.document.title.start
    assert (report.document.source, report.document.published_at) == ("某某新闻", "2011-07-08")
    page_kinds = ("title", "chrome", "meta")
    assert [block.kind for block in report.blocks if block.kind not in page_kinds] == ["paragraph"]


@pytest.mark.parametrize("text", [
    "一百二十三", "增长5.2%", "1.2亿元", "（一）加强领导", "首页", "全年产值增长5.2%。", "增长5.2%\n下降3%",
])
def test_bare_phrases_are_paragraphs(text):
    report = dushu.extract(text)
    assert {"paragraph"} == {block.kind for block in report.blocks}
    assert (report.document.title, report.sections) == (None, [])


@pytest.mark.parametrize(("line", "source", "date"), [
    ("来源：某某日报", "某某日报", None),
    ("信息来源：省发改委", "省发改委", None),
    ("发布人：-某某晚报", "某某晚报", None),
    ("发布人：-", None, None),
    ("来源：", None, None),
    ("2019-09-26 12:11来源：某某时报网作者：李某", "某某时报网", "2019-09-26T12:11:00+08:00"),
    ("2011年09月26来源：", None, "2011-09-26"),
    ("2019年9月26日 15:10", None, "2019-09-26T15:10:00+08:00"),
    ("( 2022-05-15)", None, "2022-05-15"),
    ("（2013年3月20日）", None, "2013-03-20"),
    ("发布日期：2016/11/22", None, "2016-11-22"),
    ("2024.08.05", None, "2024-08-05"),
    ("二〇一一年十二月十五日", None, "2011-12-15"),
    ("----2013年2月28日在某区人民代表大会第二次会议上", None, "2013-02-28"),
    ("最后更新: 2019-09-07 15:14:21", None, "2019-09-07T15:14:21+08:00"),
])
def test_the_source_line(line, source, date):
    text = f"某区经济形势分析报告\n\n{line}\n\n今年一季度，经济增长加快，形势总体向好。\n"
    document = dushu.extract(text).document
    assert (source, date) == (document.source, document.published_at)
    assert kind_of(text, line) == "meta"


def test_the_date_of_publication_goes_before_that_of_a_change():
    text = (
        "某区经济形势分析报告\n\n更新时间：2020-01-05\n发布时间：2020-01-02\n\n"
        "经济增长加快，形势总体向好。\n"
    )
    assert dushu.extract(text).document.published_at == "2020-01-02"


def test_a_date_in_the_text_or_in_a_url_is_none():
    text = (
        "### 经济形势总体向好\n\n今天（1月7日），有关部门发布数据，指标2025年1月6日更新。\n\n"
        "[原文](https://example.com/2025/01/07/a.html)\n"
    )
    assert dushu.extract(text).document.published_at is None


def test_a_signature_dates_a_text_without_a_source_line():
    text = "某市通告\n\n现将有关事项通告如下，请遵照执行。\n\n某市人民政府\n\n二○二四年七月十八日\n"
    assert dushu.extract(text).document.published_at == "2024-07-18"
    assert outline(text) == []


@pytest.mark.parametrize(("opening", "dateline", "source"), [
    ("某某日报讯（记者 吴某某）近日，", "某某日报讯", "某某日报"),
    ("新华社北京1月25日电（记者叶某）近日，", "新华社北京1月25日电", "新华社"),
    ("新华网广州4月22日电 近日，", "新华网广州4月22日电", "新华网"),
    ("中新网6月5日电 近日，", "中新网6月5日电", "中新网"),
    ("央视网消息（新闻联播）：近日，", "央视网消息", "央视网"),
    ("【环球网综合报道】近日，", "【环球网综合报道】", "环球网"),
    ("本报讯 （记者赖某某）近日，", "本报讯", None),
    ("7月13日电 近日，", "7月13日电", None),
    ("据某社电，近日，", None, None),
    ("家电（含厨电）近日，", None, None),
    ("某公司发来通讯，近日，", None, None),
])
def test_the_dateline_names_the_medium(opening, dateline, source):
    document = dushu.extract(f"某地经济向好\n\n{opening}某市公布数据，增长5%。\n").document
    assert (dateline, source) == (document.dateline and document.dateline.text, document.source)


def test_names_stand_in_brackets_credits_and_on_the_line_below():
    text = (
        "某地经济向好\n\n作者：李某某\n\n"
        "某某晚报讯（文/图 记者何某某 通讯员 余某某、林某某）近日公布的数据向好，增长5%。\n\n"
        "图为厂房一角。（胡某某摄）\n\n专家认为，趋势仍将延续。（记者 邱某某）\n\n责任编辑:\n刘某\n"
    )
    assert named(text) == [
        ("author", "作者", "李某某"), ("editor", "责任编辑", "刘某"), ("reporter", "记者", "何某某"),
        ("correspondent", "通讯员", "余某某"), ("correspondent", "通讯员", "林某某"),
        ("photographer", "摄", "胡某某"),
        ("reporter", "记者", "邱某某"),
    ]


@pytest.mark.parametrize("caption", [
    "图为某市新城风光。", "广州的楼盘。（资料图片）", "工人在检修设备。某某日报记者 黄某 摄",
    "代表们步入会场。（胡某某摄）",
    "印花稅大增屬始料不及。彭某某攝", "吴某（右一）、魏某（左一）会谈",
])
def test_captions(caption):
    text = f"某地经济向好\n\n产值增长5%，结构优化。\n\n{caption}\n\n投资增长8%，好于预期。\n"
    assert kind_of(text, caption) == "caption"


@pytest.mark.parametrize("foot", [
    "相关阅读：\n某地去年增长4%\n某企业扩产",
    "为你推荐\n\n又见划转，公司划转29.9亿股。\n\n点击排行\n\n1、某某\n\n2、某某",
    "打印\n\n关闭\n\n版权所有 某某网 备案号：某ICP备09109218号", "上一篇：某某\n下一篇：某某",
    "责任编辑：刘某\n\n我要评论\n\n某网友\n\n说得好，支持！",
    "Copyright © 2019 某某 All rights reserved。",
])
def test_furniture_behind_the_body_is_no_text(foot):
    text = (
        f"某地经济向好\n\n来源：某报\n\n"
        f"今年以来，全市产值增长5%，结构不断优化，质量稳步提升，效益持续改善，后劲明显增强。\n\n{foot}\n"
    )
    assert outline(text) == []
    behind = kinds(text)[3:]
    assert {"chrome"} == {kind for kind, stretch in behind if not stretch.startswith("责任编辑")}


def test_a_link_to_more_in_the_midst_does_not_cut_the_article():
    half = (
        "今年以来，全市产值增长5%，结构不断优化，质量稳步提升，效益持续改善，后劲明显增强，预期总体向好，"
        "信心得到提振。\n\n"
        ""
    )
    text = f"某地经济向好\n\n来源：某报\n\n{half}相关阅读：\n\n{half * 3}"
    assert [kind for kind, _ in kinds(text)].count("paragraph") == 4


def test_a_running_head_behind_page_numbers_is_furniture():
    head = "某某股份有限公司 2019 年年度报告全文"
    text = (
        f"一、概述\n公司收入下降，经营困难。\n\n11\n\n{head}\n\n二、费用\n费用减少，控制有效。\n\n12\n\n"
        f"{head}\n\n三、现金流\n现金流改善，回款加快。\n"
    )
    assert titles(text) == ["概述", "费用", "现金流"]


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
