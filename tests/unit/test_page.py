"""The article within its page: title, source line, names and furniture."""
import dushu
import pytest
from outlined import kind_of, kinds, named, outline, titles

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
