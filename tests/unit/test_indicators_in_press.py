"""What a figure states in the press: markets, forecasts, notices of police and courts, Hong Kong and Taiwan.

Each row is a sentence or two and what a data editor would write into a table for it.
"""
import pytest
from told import change, level, share, told

CASES = {
    # -- markets
    "the time of the trading day is no name": (
        "航运指数早盘走低，终场上涨12点收1,350点，创收盘新高。",
        [change("12点", "航运指数", "up"), level("1,350点", "航运指数")]),
    "买超 is bought in excess, and exceeds nothing": (
        "外資買超83億元，自營商賣超2億元。", [level("83億元", "外資買超"), level("2億元", "自營商賣超")]),
    "a verb of change with 至 arrives": (
        "股價一度上漲2元拉高至135元。", [change("2元", "股價", "up"), level("135元", "股價", direction="up")]),
    "a rise that narrows is no fall": (
        "午后指数升幅略为收窄，收市报2,229点。", [level("2,229点", "指数")]),
    # -- what is foreseen
    "上看 and 预判 foresee": (
        "全年訂單上看700億元，机构预判棉价在1.5万元左右。",
        [level("700億元", "全年訂單", status="forecast"),
         level("1.5万元", "棉价", status="forecast", bound="about")]),
    "a provisional estimate has been counted": (
        "書店銷貨價值的臨時估計為12億元，上月的修訂估計為13億元。",
        [level("12億元", "書店銷貨價值的臨時估計"), level("13億元", "修訂估計")]),
    "where a forecast lies": ("糖價預計落在40元至45元間。", [level("40元至45元", "糖價", status="forecast")]),
    # -- what goes on with the list before it
    "當中 is 其中": (
        "零售額按年上升5%。當中鐘錶銷售額上升三成。",
        [change("5%", "零售額", "up", basis="yoy"), change("三成", "鐘錶銷售額", "up", basis="yoy")]),
    "a paragraph that begins with 其中": (
        "零售额同比上升5%。\n其中钟表销售额上升三成。",
        [change("5%", "零售额", "up", basis="yoy"), change("三成", "钟表销售额", "up", basis="yoy")]),
    "but not behind other words": (
        "零售额同比上升5%。行业协会持乐观态度。\n其中钟表销售额上升三成。",
        [change("5%", "零售额", "up", basis="yoy"), change("三成", "钟表销售额", "up")]),
    # -- a clause that names what something befell
    "what is under an influence": (
        "餐饮收入受停业拖累，下降3%；机械业则受订单带动，增长16%。",
        [change("3%", "餐饮收入", "down"), change("16%", "机械业", "up")]),
    "what gains from something": ("皮革出口受益于汇率，增长8%。", [change("8%", "皮革出口", "up")]),
    "an influence that opens the clause befalls the next subject": (
        "受订单带动，机械产量增长5%。", [change("5%", "机械产量", "up")]),
    "a month that is the highest of the year": (
        "到港旅客人數於8月份為全年最高，達36萬人次，其次為2月份的32萬人次。",
        [level("36萬人次", "到港旅客人數"), level("32萬人次", "到港旅客人數")]),
    "a trend that something shows": (
        "茶叶出口也将呈回升趋势，预计保持在3万吨的水平。",
        [level("3万吨", "茶叶出口", direction="up", status="forecast")]),
    "what a clause takes as its example": (
        "以抽查次數為例，去年有90次，今年大跌三成。",
        [level("90次", "抽查次數"), change("三成", "抽查次數", "down")]),
    "a rate's record names the thing first": (
        "棉价同比涨幅再创新高，但是环比涨幅仅为3%。", [change("3%", "棉价", "up", basis="sequential")]),
    "a verb may begin the name of a number": (
        "侦破盗窃案总数，由前年的25宗，跌至去年的21宗；侦破抢劫案数目，则由前年的9宗，跌至去年的4宗。",
        [level("21宗", "侦破盗窃案总数", direction="down", basis="yoy", from_=25),
         level("4宗", "侦破抢劫案数目", direction="down", basis="yoy", from_=9)]),
    # -- two bases in one sentence
    "同期 of the year before and of an earlier year": (
        "货运量111万吨，比2020年同期增长42%，比2019年同期增长15%。",
        [level("111万吨", "货运量"), change("42%", "货运量", "up", basis="yoy"),
         change("15%", "货运量", "up", basis="base")]),
    "同期 of two years back": (
        "2021年一季度，客运量比2019年同期下降55%。", [change("55%", "客运量", "down", basis="base")]),
    "同期 of the year before": (
        "2021年一季度，客运量比2020年同期增长5%。", [change("5%", "客运量", "up", basis="yoy")]),
    "so many times an earlier year's, and an earlier plan's": (
        "2015年游客达到69万人次，是2010年的2.6倍。",
        [level("69万人次", "游客"), level("2.6倍", "游客", basis="base")]),
    "a rate that another is held against has its own name and time": (
        "2023年全市产值同比增长5.2%，明显快于2022年3%的经济增速。",
        [change("5.2%", "全市产值", "up", basis="yoy"), change("3%", "经济增速", "up")]),
    # -- adverbs
    "都, 也 and 均 are no part of the name": (
        "茶叶和咖啡都跌超过一成，可可也升逾两成。",
        [change("一成", "茶叶和咖啡", "down", bound="gt"), change("两成", "可可", "up", bound="gt")]),
    "but 成都 is a city": ("成都增长6%。", [change("6%", "成都", "up")]),
    "虽为 is said of what came before": (
        "订单为90亿元，虽为同期新高，但仍微幅减少；年增25%。",
        [level("90亿元", "订单"), change("25%", "订单", "up", basis="yoy")]),
    # -- qualifiers in front of the verb
    "约 and 不足 before what they qualify": (
        "布匹出口9亿元，约增长二成；糖价一度升不足15元。",
        [level("9亿元", "布匹出口"), change("二成", "布匹出口", "up", bound="about"),
         change("15元", "糖价", "up", bound="lt")]),
    # -- shares
    "counted people and what a part of them does": (
        "上市公司近八成实现盈利。", [share("八成", "上市公司", bound="under")]),
    "a part that somebody brings, and a part that is something": (
        "五成由外企贡献，54%属即日来回旅客。", [share("五成", "外企贡献"), share("54%", "即日来回旅客")]),
    "several parts of the same people": (
        "有50.6%、35.0%的学者认为价格会上升。", [share("50.6%", "学者"), share("35.0%", "学者")]),
    "占 goes on to another whole": (
        "水产品销售额占全国的5%，整体利润的12%。",
        [share("5%", "水产品销售额"), share("12%", "水产品销售额")]),
    "占地 is an area, 占地区 is a share": (
        "项目占地320亩，投资占地区生产总值的3%。", [level("320亩", "项目占地"), share("3%", "投资")]),
    # -- what goes on with a change
    "the parts of a change": (
        "甲乡、乙乡营收增长超过一倍，分别为120%、119%。",
        [change("一倍", "甲乡、乙乡营收", "up", bound="gt"), change("120%", "甲乡", "up"),
         change("119%", "乙乡营收", "up")]),
    "a single quarter is a time": (
        "出口单季度环比分别增长8%、17%。",
        [change("8%", "出口", "up", basis="sequential"), change("17%", "出口", "up", basis="sequential")]),
    # -- lists behind a count
    "a list that ends in 等": (
        "查处91起涉黄、涉赌等案件。", [level("91起", "涉黄、涉赌等案件")]),
    "a list that ends in 和": (
        "建成15所中心校、卫生院和敬老院。", [level("15所", "中心校、卫生院和敬老院")]),
    "a thing by itself is counted alone": (
        "建成两个广场、沿河公园等工程。", [level("两个", "广场")]),
    "a bracket ends what is counted": (
        "深市78家公司（含主板）年报全部披露。", [level("78家", "公司")]),
    # -- ranks, turns and means
    "综合排名 is a name": (
        "全县综合排名第五。", [{"text": "第五", "metric": "全县综合排名", "statement": "rank"}]),
    "暂 is no part of what is ranked": (
        "战果暂列全省第一。", [{"text": "第一", "metric": "战果", "statement": "rank", "scope": "全省"}]),
    "how often something was held": ("举办培训班36期。", [level("36期", "举办培训班")]),
    "an issue of a journal, and a phase": ("第36期已经出版，污水厂二期完工。", []),
    "the time that a deed took": ("用3年时间改造旧居120个。", [level("120个", "改造旧居")]),
    "以 before a closing level": ("台股以6963點作收。", [level("6963點", "台股")]),
    # -- people
    "one character may be all the name": (
        "接报火灾84起，亡12人、伤35人；拘86人。",
        [level("84起", "接报火灾"), level("12人", "亡"), level("35人", "伤"), level("86人", "拘")]),
    "a place is not what is counted": (
        "全港近14万名纳税人受惠，全省12人死亡。",
        [level("14万名", "纳税人", bound="under"), level("12人", "死亡")]),
}


@pytest.mark.parametrize("name", CASES)
def test_the_press_states(name):
    text, expected = CASES[name]
    assert expected == told(text)
