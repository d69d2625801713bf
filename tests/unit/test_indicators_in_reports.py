"""What a figure states by the words of its neighbours: statistics, markets, companies, disasters, Hong Kong and Taiwan.

Each row is a sentence or two and what a data editor would write into a table for it.
"""
import pytest
from told import change, level, share, told

CASES = {
    # -- ranks, records, doublings, moves
    "居 and 列 are no part of what is ranked": (
        "棉花产量居全国第2位，人均绿地列全省第一。",
        [{"text": "第2位", "metric": "棉花产量", "statement": "rank", "scope": "全国"},
         {"text": "第一", "metric": "人均绿地", "statement": "rank", "scope": "全省"}]),
    "a record of so many years": (
        "库存降至62万吨，创近十年新低。",
        [level("62万吨", "库存", direction="down"),
         {"text": "十年", "metric": "库存", "statement": "record", "direction": "down", "bound": "under"}]),
    "a doubling with 了": ("渔民收入翻了一番。", [change("翻了一番", "渔民收入", "up")]),
    "一番 without 翻 doubles nothing": ("经过一番努力，产值增长5%。", [change("5%", "产值", "up")]),
    "a place gained": ("经济总量较上年前移两位。", [change("两位", "经济总量", "up", basis="yoy")]),
    "both ends of a move are in the later unit": (
        "办理时间由半小时缩短到3分钟，车程由两天缩短到9小时。",
        [level("3分钟", "办理时间", direction="down", from_=30), level("9小时", "车程", direction="down", from_=48)]),
    "a move from one unit to one that measures something else is none": (
        "由200名到3家。", [{"text": "200名", "statement": "level"}, {"text": "3家", "statement": "level"}]),
    "a comma before the end of a move": (
        "境外资产占比由42%，降至38%。", [level("38%", "境外资产", direction="down", from_=42)]),
    "where a change arrives behind a comma": (
        "入境旅客增加12%，至86万人次。", [change("12%", "入境旅客", "up"), level("86万人次", "入境旅客", direction="up")]),
    "the place that a ranking goes down to is no figure": (
        "规模前一百位的企业中，民营企业占了36家。", [level("36家", "民营企业")]),
    "a version is no count": ("自贸区2.0版谈判完成。", []),
    "a rate of natural growth is a rate": (
        "人口自然增长率连续8年下降。",
        [{"text": "8年", "metric": "人口自然增长率", "statement": "streak", "direction": "down"}]),
    "连 before a rise makes a streak of days": (
        "港股連升3個交易日。", [{"text": "3個交易日", "metric": "港股", "statement": "streak", "direction": "up"}]),
    "how an index moves within the day": (
        "恒指早段一度升210點，高見22100點。", [change("210點", "恒指", "up"), level("22100點", "恒指")]),
    # -- basis
    "下同 says a basis for all that follows": (
        "货运量同比（下同）增长6.1%。\n客运量增长3.2%，水运下降1%。",
        [change("6.1%", "货运量", "up", basis="yoy"), change("3.2%", "客运量", "up", basis="yoy"),
         change("1%", "水运", "down", basis="yoy")]),
    "其中 goes on with the basis that the sentence before ended with": (
        "28个行业中有17个行业产值保持同比增长。其中纺织业增长1.6%。",
        [level("28个", "行业"), level("17个", "行业"), change("1.6%", "纺织业", "up", basis="yoy")]),
    "what several years are compared with is a base": (
        "与近5年同期均值相比，降水量减少12%。", [change("12%", "降水量", "down", basis="base")]),
    "a name may hold 比": (
        "卡比达毛利率同比下降1.2个百分点。", [change("1.2个百分点", "卡比达毛利率", "down", basis="yoy")]),
    "a verb of change before a colon": (
        "预计净利润比上年同期增长：20%至35%。", [change("20%至35%", "净利润", "up", basis="yoy", status="forecast")]),
    "a comparand that is a level, with its own figure": (
        "期末库存4.6亿元，较去年年底的3.2亿元增长43.75%。",
        [level("4.6亿元", "期末库存"), level("3.2亿元", "期末库存"), change("43.75%", "期末库存", "up", basis="base")]),
    "history is no single year": (
        "受灾面积较历史同期减少46%。", [change("46%", "受灾面积", "down", basis="base")]),
    "a distance to earlier years is a change": (
        "与2000年以来同期相比，倒塌房屋偏多4成。", [change("4成", "倒塌房屋", "up", basis="base")]),
    "what drives another measure is no change of its own past": (
        "猪肉价格同比上涨9%，影响CPI上涨约0.2个百分点。",
        [change("9%", "猪肉价格", "up", basis="yoy"), change("0.2个百分点", "影响CPI", "up", bound="about")]),
    "a rate that is held against a time of its own hands no basis on": (
        "肉类产量同比下降4.7%，降幅比上半年收窄6.1个百分点，其中禽肉产量增长6.5%。",
        [change("4.7%", "肉类产量", "down", basis="yoy"), change("6.1个百分点", "降幅", "down", basis="base"),
         change("6.5%", "禽肉产量", "up", basis="yoy")]),
    "从环比看 says the basis": (
        "从环比看，二季度工业产值增长2.7%。", [change("2.7%", "工业产值", "up", basis="sequential")]),
    # -- what is measured
    "an adverb belongs to the verb": (
        "散客则由6%升至7%，團體旅客亦下降3%。",
        [level("7%", "散客", direction="up", from_=6), change("3%", "團體旅客", "down")]),
    "words of astonishment are no name": ("出游人次达到了惊人的8600万。", [level("8600万", "出游人次")]),
    "a magnitude counts as a measure word does": (
        "首两个月共有逾904万旅客。", [level("904万", "旅客", bound="gt")]),
    "a place in a ranking that ends the clause": (
        "全球城市竞争力：深圳第四。", [{"text": "第四", "metric": "深圳", "statement": "rank"}]),
    "其他 begins a name": ("其他用品价格上涨2%。", [change("2%", "其他用品价格", "up")]),
    "an industry's name holds 、": (
        "铁路、船舶、航空航天和其他运输设备制造业增长3.1%，酒、饮料和精制茶制造业下降2%。",
        [change("3.1%", "铁路、船舶、航空航天和其他运输设备制造业", "up"), change("2%", "酒、饮料和精制茶制造业", "down")]),
    "industries in a list": (
        "食品制造业、医药制造业和家具制造业分别增长3%、5%和7%。",
        [change("3%", "食品制造业", "up"), change("5%", "医药制造业", "up"), change("7%", "家具制造业", "up")]),
    "kinds of places in a bracket": (
        "全国26个省（区、市）出现旱情。", [level("26个", "省（区、市）")]),
    "measures are not counted": (
        "有19个行业销售额增长，12个项目总投资35亿元。",
        [level("19个", "行业"), level("12个", "项目"), level("35亿元", "项目总投资")]),
    "what the count before counts does not name the next": (
        "6个县市38个乡镇12.6万人受灾，因灾死亡2人。",
        [level("6个", "县市"), level("38个", "乡镇"), level("12.6万人", "受灾"), level("2人", "因灾死亡")]),
    "whose share it is": (
        "三成五的受访企业扩大了招聘。", [share("三成五", "受访企业")]),
    "a share of what the clause before counts": (
        "全年接待游客120万人次，约四成来自境外。",
        [level("120万人次", "接待游客"), share("四成", "来自境外", bound="about")]),
    "公司 only says whose report it is": (
        "公司实现营收12.6亿元，同比增长8%。",
        [level("12.6亿元", "营收"), change("8%", "营收", "up", basis="yoy")]),
    "the source of an item is no part of its figures": (
        "【某某财经】私募规模缩水6亿元。", [change("6亿元", "私募规模", "down")]),
    "a plan in quotation marks aims at nothing": (
        "“十四五”规划顺利收官，新增绿地30公顷。", [level("30公顷", "新增绿地")]),
    "the day before a month's end is no figure": ("预期在9月底前全部完工。", []),
    # -- money
    "a currency before the number": (
        "基礎盈利為港幣三億二千萬元，派息新台幣5億元。",
        [level("港幣三億二千萬元", "基礎盈利"), level("新台幣5億元", "派息")]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_report_states(name):
    text, expected = CASES[name]
    assert expected == told(text)
