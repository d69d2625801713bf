"""Headings without a number, marks of Markdown, and items."""
import dushu
import pytest
from outlined import kind_of, kinds, levels, outline, titled

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
