"""What a page says of itself where its head is broken, run together or crowded with furniture."""
import dushu
import pytest
from outlined import kinds

BODY = "去年全市产值增长6%，结构继续优化，后劲有所增强。\n就业保持稳定，物价涨幅回落。\n"


def title(text: str) -> str | None:
    found = dushu.extract(text).document.title
    return found and found.text


# --- The title's end ---


@pytest.mark.parametrize("lines", [
    ["河口机电股份有限公司", "2022年度业绩预告"],
    ["河口县人民政府办公室", "关于做好防汛工作的通知"],
    ["河口市人民政府关于印发水资源保护", "“十四五”规划的通知"],
    ["2022年河口县国民经济和社会发展", "统计公报"],
    ["河口县人民政府", "关于印发河口县湿地保护", "三年行动方案的通知"],
])
def test_a_title_over_several_lines_is_one_title(lines):
    text = "\n".join(lines) + "\n\n" + BODY
    assert title(text) == "\n".join(lines)
    assert [kind for kind, _ in kinds(text)][:len(lines)] == ["title"] * len(lines)


@pytest.mark.parametrize("second", ["2023年3月1日", "来源：河口日报", "——在全市水利工作会议上的讲话摘要，节选", "（征求意见稿）",
                                    "一、总体情况报告"])
def test_what_is_no_half_of_a_title_stays_out_of_it(second):
    assert title(f"河口市水利局\n{second}\n{BODY}") == "河口市水利局"


def test_a_whole_title_takes_no_further_line():
    assert title(f"河口市水资源公报\n有关部门的说明\n{BODY}") == "河口市水资源公报"


@pytest.mark.parametrize(("head", "rest"), [
    ("河口市市长在全市大会上的工作报告", "各位代表：现在报告工作，请予审议。" + BODY),
    ("某某主管部门有关负责人就《河道管理办法（试行）》答记者问", "主管部门日前印发了办法，记者采访了负责人。" + BODY),
    ("河口市教育局去年工作总结和今年打算", "一、去年工作（一）学校建设。新建学校6所。" + BODY),
    ("关于开展节水行动的通知", "各县区人民政府，市直各部门：为了节水，现通知如下。" + BODY),
])
def test_a_title_whose_break_was_lost_ends_where_its_text_opens(head, rest):
    assert title(head + rest.replace("\n", "")) == head


@pytest.mark.parametrize("text", [
    "有关负责人答记者问时表示，今年产值增长6%，好于预期，后劲有所增强。",
    "全市一、二季度产值分别增长5%和6%，结构继续优化，后劲有所增强。",
])
def test_a_sentence_is_no_title(text):
    assert title(text) is None


def test_a_half_title_ends_before_the_document_number():
    text = f"河口市政府关于印发湿地保护\n“十四五”规划的通知河政发〔2021〕7号各县人民政府，市直各部门：\n{BODY}"
    assert title(text) == "河口市政府关于印发湿地保护\n“十四五”规划的通知"


# --- Which line is the title ---


@pytest.mark.parametrize("furniture", [
    "今天是，欢迎访问河口市水利局网站",
    "您当前所在位置： 首页 > 政务公开 > 水利",
    "簡體版 英文版 寄給朋友",
    "证券代码：600000 证券简称：河口机电 公告编号：2023-001",
    "要闻 图片\n直播 访谈\n视频 专题\n财经 体育\n文化 教育",
])
def test_furniture_over_the_title_is_none(furniture):
    text = f"{furniture}\n河口市去年水利投资增长两成\n发布时间：2023-01-05 10:00\n{BODY}"
    assert title(text) == "河口市去年水利投资增长两成"


def test_a_page_of_menus_without_a_title_has_none():
    assert title(f"要闻 图片\n直播 访谈\n视频 专题\n财经 体育\n文化 教育\n{BODY}") is None


def test_the_occasion_of_a_speech_is_no_title():
    text = f"——2022年1月6日在河口市人民代表大会会议上\n市长 魏某\n各位代表：\n{BODY}"
    assert title(text) is None
    assert dushu.extract(text).document.published_at == "2022-01-06"


def test_a_sentence_with_many_commas_is_no_title():
    text = f"范文\n工作报告\n河口市政府工作报告\n发布时间：2023-01-05\n各位代表，现在，我代表政府，向大会报告工作，请审议，并请提出意见\n{BODY}"
    assert title(text) == "河口市政府工作报告"


def test_a_sites_own_sentence_over_a_title_said_twice():
    text = f"各位会员，接通知，部分材料请到群里下载。\n河口区教育工作汇报材料\n|\n河口区教育工作汇报材料\n{BODY}"
    assert title(text) == "河口区教育工作汇报材料"


def test_a_title_said_again_behind_a_bracket():
    text = f"（授权发布）河口市检察院工作报告\n某某社河口3月7日电\n河口市检察院工作报告\n{BODY}"
    document = dushu.extract(text).document
    assert document.title and document.title.start > 10
    assert document.source == "某某社"


# --- Source and date ---


@pytest.mark.parametrize(("line", "source"), [
    ("2023-01-05 河口新闻网", "河口新闻网"), ("河口财经·2023-01-05 08:12", "河口财经"),
    ("http://example.com 2023年01月05日13:43 河口日报 |", "河口日报"),
    ("2023-01-05 张某某", None), ("2023-01-05 河口财经-综合", None),
])
def test_a_medium_beside_the_date_is_the_source_without_a_label(line, source):
    assert dushu.extract(f"河口市去年水利投资增长两成\n{line}\n{BODY}").document.source == source


def test_a_title_behind_a_dateline_loses_it():
    document = dushu.extract(f"某某社河口3月17日电题：让河流休养生息——有关负责人答记者问\n{BODY}").document
    assert document.title and document.title.text == "让河流休养生息——有关负责人答记者问"
    assert document.source == "某某社"
    assert document.dateline and document.dateline.text == "某某社河口3月17日电"


def test_a_medium_in_brackets_before_the_text_is_the_source():
    assert dushu.extract(f"【河口网】{BODY}").document.source == "河口网"


@pytest.mark.parametrize(("clock", "date"), [
    ("香港時間16時30分", "2015-07-31T16:30:00+08:00"), ("香港時間9時", "2015-07-31T09:00:00+08:00"), ("電話3月9時", "2015-07-31"),
])
def test_the_time_of_day_below_the_date_of_a_press_release(clock, date):
    text = f"二零一五年六月份的零售統計\n{BODY}完\n\n2015年7月31日（星期五）\n{clock}\n"
    assert dushu.extract(text).document.published_at == date


def test_dates_over_the_news_of_a_day_each_are_headings():
    text = f"2020年2月18日\n{BODY}2020年2月17日\n{BODY}"
    report = dushu.extract(text)
    assert [(s.kind, s.title.text) for s in report.sections] == [("heading", "2020年2月18日"), ("heading", "2020年2月17日")]
    assert report.document.title is None
    assert report.document.published_at is None
