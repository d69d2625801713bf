"""The time that a figure speaks of: which expression holds for it, and which days that is."""
from datetime import date

import dushu
import pytest

PAGE = """2024年上半年全市工业运行情况

发布时间：2024-07-25

一、总体情况
全市规模以上工业实现产值812亿元。6月份用电量达到3.4亿千瓦时。
二、2023年重点项目
新开工项目17个。
"""


def indicator(text: str, figure: str, published_at: str | None) -> dushu.report.Indicator:
    """The last indicator that reads like this."""
    found = [fact for fact in dushu.extract(text, published_at=published_at).indicators if fact.text == figure]
    assert found, f"no indicator {figure}"
    return found[-1]


def read(text: str, figure: str, published_at: str | None) -> tuple[str, str, str | None] | None:
    period = indicator(text, figure, published_at).period
    return period and (period.start, period.end, period.inherited)


# text, figure, published_at, first day, last day, inherited
STATED = [
    ("2024年，全县接待游客310万人次。", "310万人次", None, "2024-01-01", "2024-12-31", "sentence"),
    ("2024年全县接待游客310万人次。", "310万人次", None, "2024-01-01", "2024-12-31", None),
    ("二〇二四年全县接待游客310万人次。", "310万人次", None, "2024-01-01", "2024-12-31", None),
    ("２０２４年全县接待游客310万人次。", "310万人次", None, "2024-01-01", "2024-12-31", None),
    ("2024年度全县接待游客310万人次。", "310万人次", None, "2024-01-01", "2024-12-31", None),
    ("2023年全年，外贸进出口总额达到92亿元。", "92亿元", None, "2023-01-01", "2023-12-31", "sentence"),
    ("2024年5月，外贸进出口总额达到92亿元。", "92亿元", None, "2024-05-01", "2024-05-31", "sentence"),
    ("2024年2月15日，水库蓄水量达到92亿立方米。", "92亿立方米", None, "2024-02-15", "2024-02-15", "sentence"),
    ("2024-02-15，水库蓄水量达到92亿立方米。", "92亿立方米", None, "2024-02-15", "2024-02-15", "sentence"),
    ("2024年1—8月，完成投资61.5亿元。", "61.5亿元", None, "2024-01-01", "2024-08-31", "sentence"),
    ("2024年1至10月，完成投资61.5亿元。", "61.5亿元", None, "2024-01-01", "2024-10-31", "sentence"),
    ("2024年1、2月份，完成投资61.5亿元。", "61.5亿元", None, "2024-01-01", "2024-02-29", "sentence"),
    ("2024年上半年，完成投资61.5亿元。", "61.5亿元", None, "2024-01-01", "2024-06-30", "sentence"),
    ("2024下半年，完成投资61.5亿元。", "61.5亿元", None, "2024-07-01", "2024-12-31", "sentence"),
    ("2024年第三季度，完成投资61.5亿元。", "61.5亿元", None, "2024-07-01", "2024-09-30", "sentence"),
    ("2024年3季度，完成投资61.5亿元。", "61.5亿元", None, "2024-07-01", "2024-09-30", "sentence"),
    ("2024年前三季度，完成投资61.5亿元。", "61.5亿元", None, "2024-01-01", "2024-09-30", "sentence"),
    ("2024年首季，完成投资61.5亿元。", "61.5亿元", None, "2024-01-01", "2024-03-31", "sentence"),
    ("2024年前5个月，完成投资61.5亿元。", "61.5亿元", None, "2024-01-01", "2024-05-31", "sentence"),
    ("2012—2015年，累计完成投资61.5亿元。", "61.5亿元", None, "2012-01-01", "2015-12-31", "sentence"),
    ("2012年至2015年，累计完成投资61.5亿元。", "61.5亿元", None, "2012-01-01", "2015-12-31", "sentence"),
    ("2010年11月至2011年3月，累计供热61.5万吨。", "61.5万吨", None, "2010-11-01", "2011-03-31", "sentence"),
    ("2024年6月25日至27日，展会成交61.5亿元。", "61.5亿元", None, "2024-06-25", "2024-06-27", "sentence"),
    ("2024年2月上旬，猪肉均价达到23元。", "23元", None, "2024-02-01", "2024-02-10", "sentence"),
    ("2024年2月下旬，猪肉均价达到23元。", "23元", None, "2024-02-21", "2024-02-29", "sentence"),
    ("“十三五”期间，全区新建农村公路480公里。", "480公里", None, "2016-01-01", "2020-12-31", "sentence"),
    ("“十二五”时期，全区新建农村公路480公里。", "480公里", None, "2011-01-01", "2015-12-31", "sentence"),
    ("到“十四五”末，森林覆盖率达到42%。", "42%", None, "2025-12-31", "2025-12-31", "sentence"),
    ("2017/18年度的盈餘為928億元，較預算為高。", "928億元", None, "2017-04-01", "2018-03-31", None),
    ("2020-21年度預算為257億元，較各界預期為高，壓力亦隨之增加。", "257億元", None, "2020-04-01", "2021-03-31", None),
]

# a state at the end of a time is that one day
POINTS = [
    ("截至2024年6月底，贷款余额为612亿元。", "612亿元", None, "2024-06-30", "2024-06-30", "sentence"),
    ("截至2024年6月30日，贷款余额为612亿元。", "612亿元", None, "2024-06-30", "2024-06-30", "sentence"),
    ("2024年6月末，贷款余额为612亿元。", "612亿元", None, "2024-06-30", "2024-06-30", "sentence"),
    ("2024年末，贷款余额为612亿元。", "612亿元", None, "2024-12-31", "2024-12-31", "sentence"),
    ("2024年一季度末，贷款余额为612亿元。", "612亿元", None, "2024-03-31", "2024-03-31", "sentence"),
    ("2024年初，贷款余额为612亿元。", "612亿元", None, "2024-01-01", "2024-01-01", "sentence"),
    ("去年底，贷款余额为612亿元。", "612亿元", "2024-07-25", "2023-12-31", "2023-12-31", "sentence"),
    ("上月末，贷款余额为612亿元。", "612亿元", "2024-03-25", "2024-02-29", "2024-02-29", "sentence"),
    ("截至目前，贷款余额为612亿元。", "612亿元", "2024-03-25", "2024-03-25", "2024-03-25", "sentence"),
    ("2024年内蒙古贷款余额为612亿元。", "612亿元", None, "2024-01-01", "2024-12-31", None),
    ("2024年初步统计的贷款余额为612亿元。", "612亿元", None, "2024-01-01", "2024-12-31", None),
]

# counted from the day of writing
RELATIVE = [
    ("今年，全镇引进企业23家。", "23家", "2024-07-25", "2024-01-01", "2024-12-31", "sentence"),
    ("去年，全镇引进企业23家。", "23家", "2024-07-25", "2023-01-01", "2023-12-31", "sentence"),
    ("前年，全镇引进企业23家。", "23家", "2024-07-25", "2022-01-01", "2022-12-31", "sentence"),
    ("今年以来，全镇引进企业23家。", "23家", "2024-07-25", "2024-01-01", "2024-07-25", "sentence"),
    ("去年12月，全镇引进企业23家。", "23家", "2024-07-25", "2023-12-01", "2023-12-31", "sentence"),
    ("上半年，全镇引进企业23家。", "23家", "2024-07-25", "2024-01-01", "2024-06-30", "sentence"),
    ("四季度，全镇引进企业23家。", "23家", "2025-01-20", "2024-10-01", "2024-12-31", "sentence"),
    ("12月份，全镇引进企业23家。", "23家", "2025-01-20", "2024-12-01", "2024-12-31", "sentence"),
    ("全年引进企业23家。", "23家", "2025-01-20", "2024-01-01", "2024-12-31", None),
    ("本月，全镇引进企业23家。", "23家", "2024-07-25", "2024-07-01", "2024-07-31", "sentence"),
    ("上月，全镇引进企业23家。", "23家", "2024-01-25", "2023-12-01", "2023-12-31", "sentence"),
    ("上周，全镇引进企业23家。", "23家", "2024-07-25", "2024-07-15", "2024-07-21", "sentence"),
    ("上周五，沪指收报2929点。", "2929点", "2024-07-25", "2024-07-19", "2024-07-19", "sentence"),
    ("周三，沪指收报2929点。", "2929点", "2024-07-25", "2024-07-24", "2024-07-24", "sentence"),
    ("昨日，全市新增企业23家。", "23家", "2024-03-01", "2024-02-29", "2024-02-29", "sentence"),
    ("27日，全市新增企业23家。", "23家", "2024-07-25", "2024-06-27", "2024-06-27", "sentence"),
    ("过去五年，全镇引进企业23家。", "23家", "2013-02-28", "2008-01-01", "2012-12-31", "sentence"),
    ("过去一年，全镇引进企业23家。", "23家", "2024-07-25", "2023-07-26", "2024-07-25", "sentence"),
    ("近三个月，全镇引进企业23家。", "23家", "2024-07-25", "2024-04-26", "2024-07-25", "sentence"),
    ("年底前，力争引进企业23家。", "23家", "2024-07-25", "2024-12-31", "2024-12-31", "sentence"),
]

# what the text's own time lends
CONTEXT = [
    ("2022年，产量达到5万吨，上半年为2万吨。", "2万吨", "2024-07-25", "2022-01-01", "2022-06-30", None),
    ("2022年5月，产量达到5万吨，当月出口2万吨。", "2万吨", "2024-07-25", "2022-05-01", "2022-05-31", None),
    ("2022年5月，产量达到5万吨。其中出口2万吨。", "2万吨", "2024-07-25", "2022-05-01", "2022-05-31", "section"),
    ("2022年，产量达到5万吨，次年为6万吨。", "6万吨", None, "2023-01-01", "2023-12-31", None),
    ("2010年、2011年产量分别为5万吨、6万吨。", "5万吨", None, "2010-01-01", "2010-12-31", None),
    ("2010年、2011年产量分别为5万吨、6万吨。", "6万吨", None, "2011-01-01", "2011-12-31", None),
    ("今年第二季（4至6月）銷量達到5萬噸。", "5萬噸", "2020-09-16", "2020-04-01", "2020-06-30", None),
    ("“五一”假期（5月1日至5日），接待游客31万人次。", "31万人次", "2024-05-06", "2024-05-01", "2024-05-05", "sentence"),
    ("一季度产量为5万吨，二季度产量为6万吨。", "6万吨", "2024-07-25", "2024-04-01", "2024-06-30", None),
]

# what a figure is held against, comes from or is counted from is no time of it
AGAINST = [
    ("2024年，全县粮食产量达到5万吨，比2020年增加1万吨。", "1万吨", None, "2024-01-01", "2024-12-31", "sentence"),
    ("2024年，全县粮食产量为5万吨，与2020年相比增长12%。", "12%", None, "2024-01-01", "2024-12-31", "sentence"),
    ("6月销量较4月份下降约20%。", "20%", "2011-07-20", "2011-06-01", "2011-06-30", None),
    ("补助标准从去年420元提高至今年510元。", "510元", "2024-07-25", "2024-01-01", "2024-12-31", None),
    ("今年第二季失業率較第一季的4.2%增加2%。", "2%", "2020-09-16", "2020-04-01", "2020-06-30", None),
    ("今年第二季失業率較第一季的4.2%增加2%。", "4.2%", "2020-09-16", "2020-01-01", "2020-03-31", None),
    ("5月销量降11%，为2003年以来最低，库存为7万辆。", "7万辆", "2011-07-20", "2011-05-01", "2011-05-31", "sentence"),
    ("2024年，某公司（2010年成立）销售额达到5亿元。", "5亿元", None, "2024-01-01", "2024-12-31", "sentence"),
    ("上半年销量为5万辆，相比一季度末提高9.7%。", "9.7%", "2011-07-20", "2011-01-01", "2011-06-30", "sentence"),
]


@pytest.mark.parametrize(("text", "figure", "published_at", "start", "end", "inherited"),
                         [*STATED, *POINTS, *RELATIVE, *CONTEXT, *AGAINST])
def test_figure_has_the_time_that_its_text_gives(text, figure, published_at, start, end, inherited):
    """From its own clause, else from another of its sentence, else from one before it."""
    assert (start, end, inherited) == read(text, figure, published_at)


@pytest.mark.parametrize(("text", "figure", "published_at"), [
    ("全镇引进企业23家。", "23家", None),                           # no time at all
    ("去年，全镇引进企业23家。", "23家", None),                      # of which year?
    ("上半年，全镇引进企业23家。", "23家", None),
    ("春节假期，全镇接待游客23万人次。", "23万人次", "2024-02-20"),   # which days, the text does not say
    ("近年来，全镇引进企业23家。", "23家", "2024-02-20"),
    ("6月第三周，厂家销量增长23%。", "23%", "2011-07-20"),           # weeks of a month are counted in several ways
    ("2011财年，公司收入增长23%。", "23%", "2011-07-20"),            # so are a company's years
])
def test_unknown_days_are_not_guessed(text, figure, published_at):
    assert read(text, figure, published_at) is None


@pytest.mark.parametrize(("figure", "expected"), [
    ("812亿元", ("2024-01-01", "2024-06-30", "title")),
    ("3.4亿千瓦时", ("2024-06-01", "2024-06-30", None)),
    ("17个", ("2023-01-01", "2023-12-31", "section")),
])
def test_headings_and_title_lend_their_time(figure, expected):
    """The heading over a figure comes before the title, the title before the day of publication."""
    assert expected == read(PAGE, figure, None)


def test_day_of_publication_holds_where_nothing_else_does():
    """The page's own date goes before the one that is given; a given one has no text."""
    period = indicator("全镇现有企业23家。", "23家", "2024-03-25").period
    assert (period.text, period.start, period.end, period.inherited) == ("", "2024-03-25", "2024-03-25", "publication")


def test_aims_are_not_dated_by_publication():
    assert read("力争引进企业23家。", "23家", "2024-03-25") is None


def test_the_year_of_an_aim_is_not_that_of_what_was_done():
    report = dushu.extract("计划到2027年，建成产业园50个。\n\n五年来，减税8亿元。居民收入增长5%。")
    assert [indicator.period and indicator.period.text for indicator in report.indicators] == ["2027年", None, None]


def test_published_at_may_be_a_date_or_a_time():
    text = "昨日，全市新增企业23家。"
    for day in ("2024-03-01", "2024-03-01T08:30:00+08:00", date(2024, 3, 1)):
        assert dushu.extract(text, published_at=day).indicators[0].period.start == "2024-02-29"
    with pytest.raises(ValueError, match="published_at"):
        dushu.extract(text, published_at="1 March")


@pytest.mark.parametrize(("text", "expected"), [
    ("截至2024年6月底，贷款余额为612亿元。", "截至2024年6月底"),
    ("今年前三季度贷款增加612亿元。", "今年前三季度"),
    ("近三个月，贷款增加612亿元。", "近三个月"),
    ("2024年8月份贷款增加612亿元。", "2024年8月份"),
    ("2010年11月至2011年3月贷款增加612亿元。", "2010年11月至2011年3月"),
])
def test_text_is_the_whole_expression(text, expected):
    assert indicator(text, "612亿元", "2024-09-01").period.text == expected


@pytest.mark.parametrize(("text", "figure", "basis"), [
    ("6月CPI同比涨幅为6.4%，比5月份上升0.9个百分点。", "0.9个百分点", "sequential"),
    ("今年第二季失業率較第一季增加2%。", "2%", "sequential"),
    ("6月第三周厂家销量较第二周增长2%。", "2%", "sequential"),
    ("2011年粮食产量较2010年增长5%。", "5%", "yoy"),
    ("上半年成交面积较2010年同期下降3.8%。", "3.8%", "yoy"),
    ("第二季盈利比去年第二季增長17%。", "17%", "yoy"),
    ("与2010年上半年利润37%的增幅相比，今年上半年增幅回落了15个百分点。", "15个百分点", "yoy"),
    ("上半年销量比一季度增长2%。", "2%", "base"),
    ("2011年粮食产量较2005年增长5%。", "5%", "base"),
    ("2011年6月末贷款余额比年初增长5%。", "5%", "base"),
    ("国庆期间酒店预订量同比2005年增长5%。", "5%", "base"),
])
def test_basis_is_told_by_the_two_times(text, figure, basis):
    """The period just before is sequential, the same of the year before yoy, any other base."""
    assert indicator(text, figure, "2011-07-20").basis == basis


def test_a_formula_of_speeches_dates_nothing():
    text = (
        "河口市法院工作报告\n——2020年1月5日在河口市人民代表大会会议上\n各位代表：\n现在，我代表市法院报告工作，请予审议。\n"
        "2019年，全市法院依法履职，各项工作取得新进展。\n一、刑事审判\n共审结案件1520件，判处罪犯310人。\n"
    )
    first = dushu.extract(text).indicators[0].period
    assert first and (first.start, first.end) == ("2019-01-01", "2019-12-31")


def test_the_year_of_an_aim_is_not_that_of_the_next_section():
    text = (
        "2015年，全县围绕到2018年全面建成小康的目标，经济平稳发展。\n一、综合\n2015年产值24亿元，增长13.1%。\n"
        "二、农业\n农业产值3亿元，增长9.9%。\n"
    )
    last = dushu.extract(text).indicators[-1].period
    assert last and last.start == "2015-01-01"


def test_a_headings_year_holds_before_its_plan():
    text = "一、2015年工作回顾和“十二五”成就\n全市新增企业189家，产值910亿元。\n"
    first = dushu.extract(text).indicators[0].period
    assert first and (first.start, first.end) == ("2015-01-01", "2015-12-31")
