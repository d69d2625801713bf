"""What a sentence states, figure by figure: metric, value, statement, direction, basis and the rest.

Each row is one sentence and what a data editor would write into a table for it.
"""
import dushu
import pytest
from told import change, level, told

CASES = {
    "the verb before a figure is no part of its metric": (
        "全县固定资产投资完成38.6亿元。", [level("38.6亿元", "全县固定资产投资")]),
    "a verb that makes the measure belongs to it": (
        "全年新建农村公路86公里。", [level("86公里", "新建农村公路")]),
    "what is counted stands behind its measure word": (
        "全市共有36个街道办事处。", [level("36个", "街道办事处")]),
    "a predicate ends what is counted": (
        "12个重点项目开工建设。", [level("12个", "重点项目")]),
    "an elided subject is the one before": (
        "粮食产量达到52.3万吨，同比增长3.1%。",
        [level("52.3万吨", "粮食产量"), change("3.1%", "粮食产量", "up", basis="yoy")]),
    "a list inherits its basis": (
        "外贸进出口同比增长5.2%，其中出口增长7.4%，进口下降1.3%。",
        [change("5.2%", "外贸进出口", "up", basis="yoy"), change("7.4%", "出口", "up", basis="yoy"),
         change("1.3%", "进口", "down", basis="yoy")]),
    "each change of a list has its own verb": (
        "棉花产量8吨，其中新区产量3吨，同比分别增长5%和下降2%。",
        [level("8吨", "棉花产量"), level("3吨", "新区产量"),
         change("5%", "棉花产量", "up", basis="yoy"), change("2%", "新区产量", "down", basis="yoy")]),
    "to whom it is done is no part of what is done": (
        "向全县村民发放补助300万元，为57名学生减免学费20万元。",
        [level("300万元", "发放补助"), level("57名", "学生"), level("20万元", "减免学费")]),
    "a verb with the ending of a measure is a noun": (
        "全市公路旅客输送量达到64万人次。", [level("64万人次", "全市公路旅客输送量")]),
    "a comma does not part a move": (
        "城镇化率从2014年的40.6%，上升到2018年的46.3%。",
        [level("46.3%", "城镇化率", direction="up", basis="base", from_=40.6)]),
    "what has been held for years is no aim": (
        "失业率连续5年控制在4.1%以内。",
        [{"text": "5年", "metric": "失业率", "statement": "streak"}, level("4.1%", "失业率", bound="le")]),
    "a bracket before the name is said of what stands before it": (
        "2月3日（立春后第二天）公路发送旅客82万人次。", [level("82万人次", "公路发送旅客")]),
    "Roman numerals are part of a name": (
        "Ⅰ—Ⅲ类水体比例为81.7%。", [level("81.7%", "Ⅰ—Ⅲ类水体比例")]),
    "a number of kinds sums a list up, a number of things counts it": (
        "养老、失业、工伤三项基金收入26亿元，东河、西河2个支队出动。",
        [level("26亿元", "养老、失业、工伤三项基金收入"), level("2个", "支队")]),
    "where those who are counted go is no part of their name": (
        "选派3万名毕业生到基层服务。", [level("3万名", "毕业生")]),
    "the list behind a sentence takes up its first comparison": (
        "菜价同比上涨3%，环比下降2%。其中，城区上涨1%。",
        [change("3%", "菜价", "up", basis="yoy"), change("2%", "菜价", "down", basis="sequential"),
         change("1%", "城区", "up", basis="yoy")]),
    "a dividend is so much for so many shares": (
        "以总股本4亿股为基数，每10股派发红利2.5元。",
        [level("4亿股", "总股本"), level("2.5元", "每10股派发红利")]),
    "a term names a bond": (
        "10年期国债收益率下行2个基点。", [change("2个基点", "10年期国债收益率", "down")]),
    "what is left out is part of the name": (
        "扣除食品和能源价格的核心指数上涨1%。", [change("1%", "扣除食品和能源价格的核心指数", "up")]),
    "a sum says which things are counted": (
        "实施亿元以上项目126个，新增10亿元以上企业9家。",
        [level("126个", "实施亿元以上项目"), level("9家", "新增10亿元以上企业")]),
    "a rate may fall to nothing": (
        "贫困发生率由9.6%降至0。", [level("0", "贫困发生率", direction="down", from_=9.6)]),
    "days of a kind may be counted": (
        "优良天数达到300天以上。", [level("300天", "优良天数", bound="ge")]),
    "what each household gained is a measure": (
        "带动户均增收4200元。", [level("4200元", "带动户均增收")]),
    "what the figure before counts is not what this one counts": (
        "12个乡镇3万人受灾。", [level("12个", "乡镇"), level("3万人", "受灾")]),
    "of how much a price is asked is no figure of its own": (
        "小麦收购价为每50公斤118元。", [level("118元", "小麦收购价")]),
    "for each ton may stand before 分别": (
        "汽油、柴油价格每吨分别提高18元和15元。",
        [change("18元", "汽油", "up"), change("15元", "柴油价格", "up")]),
    "a preposition left over is no part of a name": (
        "全市经济总量在全省的排名由第8位上升至第5位。",
        [{"text": "第5位", "metric": "全市经济总量", "statement": "rank", "direction": "up", "from_": 8, "scope": "全省"}]),
    "a notice foresees a change": (
        "公司净利润同比预增50%。", [change("50%", "公司净利润", "up", basis="yoy", status="forecast")]),
    "a value by itself is that of what was spoken of": (
        "进口零件40万块，价值3亿元。查获毒品总价值5万元。",
        [level("40万块", "进口零件"), level("3亿元", "进口零件"), level("5万元", "查获毒品总价值")]),
    "a change may hold its comparison": (
        "合并营收67亿元，季增13.6%、年减4.1%。",
        [level("67亿元", "合并营收"), change("13.6%", "合并营收", "up", basis="sequential"),
         change("4.1%", "合并营收", "down", basis="yoy")]),
    "a number of kinds may name what changes": (
        "八类案件发案数同比下降20%。", [change("20%", "八类案件发案数", "down", basis="yoy")]),
    "by how much a rate is set is its value": (
        "赤字率拟按3%安排。", [level("3%", "赤字率", status="target")]),
    "a plan may name its year first": (
        "计划到2027年，建成50个产业园。", [level("50个", "产业园", status="target")]),
    "how a price is reckoned is no subject": (
        "门诊费用361元，按当年价格比上年上涨5%。",
        [level("361元", "门诊费用"), change("5%", "门诊费用", "up", basis="yoy")]),
    "a first reckoning is no part of the name": (
        "教育总经费初步核算为90亿元。", [level("90亿元", "教育总经费")]),
    "a number of kinds belongs to what is counted": (
        "培训三类人员120人次。", [level("120人次", "培训三类人员")]),
    "分别 gives every figure its own subject": (
        "法院收案、结案同比分别增长6.2%、8.5%。",
        [change("6.2%", "法院收案", "up", basis="yoy"), change("8.5%", "结案", "up", basis="yoy")]),
    "subjects of figures before serve a later list": (
        "收案2915件，结案3195件，同比分别下降6.5%、1.8%。",
        [level("2915件", "收案"), level("3195件", "结案"), change("6.5%", "收案", "down", basis="yoy"),
         change("1.8%", "结案", "down", basis="yoy")]),
    "下降到 is a level that was arrived at": (
        "城镇登记失业率下降到3.1%。", [level("3.1%", "城镇登记失业率", direction="down")]),
    "from and to are one indicator": (
        "城镇化率由61.2%提高到64.5%。", [level("64.5%", "城镇化率", direction="up", from_=61.2)]),
    "a rank that rose keeps where it came from": (
        "综合考评由全省第九名上升至第六名。",
        [{"text": "第六名", "metric": "综合考评", "statement": "rank", "direction": "up", "from_": 9, "scope": "全省"}]),
    "a rank has its field": (
        "水果产量位居全国第三。",
        [{"text": "第三", "metric": "水果产量", "statement": "rank", "scope": "全国"}]),
    "an ordinal of a series is no rank": ("第三届丰收节开幕。", []),
    "a streak": (
        "事故起数连续6年下降。", [{"text": "6年", "metric": "事故起数", "statement": "streak", "direction": "down"}]),
    "a record": (
        "失业率降至近12年新低。",
        [{"text": "12年", "metric": "失业率", "statement": "record", "direction": "down", "bound": "under"}]),
    "a share": (
        "第三产业增加值占地区生产总值的52.4%。",
        [{"text": "52.4%", "metric": "第三产业增加值", "statement": "share"}]),
    "a share may stand before its noun": (
        "60%的行政村开通了客运班车。", [{"text": "60%", "metric": "行政村", "statement": "share"}]),
    "a composition": (
        "三次产业结构为9.4：38.2：52.4。",
        [{"text": part, "metric": "三次产业结构", "statement": "share"} for part in ("9.4", "38.2", "52.4")]),
    "a gap is a distance to something else than its own past": (
        "农民收入增速高于全省平均水平0.6个百分点。",
        [{"text": "0.6个百分点", "metric": "农民收入增速", "statement": "gap", "direction": "up"}]),
    "比 with a time is a change": (
        "粮价比年初上涨2.4%。", [change("2.4%", "粮价", "up", basis="base")]),
    "环比 is the period before": (
        "新房销售面积环比下降4.7%。", [change("4.7%", "新房销售面积", "down", basis="sequential")]),
    "a rate of change needs no verb": (
        "工业用电量增幅为3.8%。", [change("3.8%", "工业用电量", "up")]),
    "the change of a rate is a change of the rate": (
        "工业增加值增长4.1%，增速比上年提高0.7个百分点。",
        [change("4.1%", "工业增加值", "up"), change("0.7个百分点", "增速", "up", basis="yoy")]),
    "a falling decline falls": (
        "进口额同比下降3%，降幅收窄1.2个百分点。",
        [change("3%", "进口额", "down", basis="yoy"), change("1.2个百分点", "降幅", "down", basis="yoy")]),
    "a verb of change may have the measure as its object": (
        "消费拉动经济增长2.6个百分点。", [change("2.6个百分点", "拉动经济增长", "up")]),
    "a level that did not move": (
        "播种面积75.8万亩，与上年基本持平。", [level("75.8万亩", "播种面积", direction="flat", basis="yoy")]),
    "an aim": (
        "力争全年新增就业4万人。", [level("4万人", "新增就业", status="target")]),
    "a forecast holds for its sentence": (
        "预计全年客运量达到3200万人次，同比增长6%。",
        [level("3200万人次", "客运量", status="forecast"),
         change("6%", "客运量", "up", basis="yoy", status="forecast")]),
    "a plan that is fulfilled is no aim": (
        "完成全年目标的72.5%。", [level("72.5%", "完成全年目标")]),
    "qualifiers before, inside and behind": (
        "近300家企业参展，签约金额超20亿元，观众1万余人次，满意率在95%以上。",
        [level("300家", "企业", bound="under"), level("20亿元", "签约金额", bound="gt"),
         level("1万余人次", "观众", bound="over"), level("95%", "满意率", bound="ge")]),
    "a threshold says which things are meant": (
        "110千伏及以上线路新增86公里。", [level("86公里", "110千伏及以上线路新增")]),
    "a size before its noun is no figure": ("5万千瓦光伏电站投运。", []),
    "the text's own parts are no figures": ("会议部署了四项任务，围绕三个方面展开。", []),
    "slogans are no figures": ("深入实施“十大工程”，牢记“两个务必”。", []),
    "an article is no count": ("他是一名教师，写了一个报告。", []),
    "a span of time that says when is no figure": ("5年来，全市面貌一新。", []),
    "years and dates are no figures": ("2024年5月6日，会议在北京召开。", []),
    "a name before a bracket": (
        "蔬菜（增长8.2%）供应充足。", [change("8.2%", "蔬菜", "up")]),
    "a label and a colon": ("财政收入：12.6亿元", [level("12.6亿元", "财政收入")]),
    "money and what it is for": (
        "投资3500万元的供水管网改造完成。", [level("3500万元", "供水管网改造")]),
    "a rate of the plan is not what the sentence goes on about": (
        "全县财政收入完成4.2亿元，完成年初预算数8亿元的52.5%，比上年增收0.3亿元；支出完成9亿元，为预算的88%，增长4%。",
        [level("4.2亿元", "全县财政收入"), level("8亿元", "年初预算数"), level("52.5%", "完成年初预算数"),
         change("0.3亿元", "全县财政收入", "up", basis="yoy"), level("9亿元", "支出"), level("88%", "支出"),
         change("4%", "支出", "up", basis="yoy")]),
    "a name before a bracket that holds nothing but its figure": (
        "涨幅居前的是青椒(8.2%)、黄瓜(6.1%)和南瓜(3%)。",
        [change("8.2%", "青椒", "up"), change("6.1%", "黄瓜", "up"), change("3%", "南瓜", "up")]),
    "a threshold of change says which things are meant": (
        "投资增长超过20%的地区有8个。", [level("8个", "投资增长超过20%的地区")]),
    "most of a thing is a share": (
        "90%以上的农户加入了合作社。", [{"text": "90%", "metric": "农户", "statement": "share", "bound": "ge"}]),
    "what the many think is no change of their share": (
        "近五成的企业认为订单增加。", [{"text": "五成", "metric": "企业", "statement": "share", "bound": "under"}]),
    "a qualifier before the verb": (
        "机械化率至少达到75%。", [level("75%", "机械化率", bound="ge")]),
    "将超过 foresees": (
        "产值将超过12亿元。", [level("12亿元", "产值", bound="gt", status="forecast")]),
    "有力确保 tells what was done": (
        "有力确保破案率100%。", [level("100%", "破案率")]),
    "what a plan says of a year to come is aimed at": (
        "《规划》提出，到2030年，粮食播种面积稳定在1200万亩以上，其中口粮稳定在800万亩以上。",
        [level("1200万亩", "粮食播种面积", bound="ge", status="target"), level("800万亩", "口粮", bound="ge",
                                                                                status="target")]),
    "a move may arrive behind a comma": (
        "立案总数由前年的412起，降至去年的378起，降幅8.3%。",
        [level("378起", "立案总数", direction="down", basis="yoy", from_=412),
         change("8.3%", "立案总数", "down", basis="yoy")]),
    "a move from one school year to the next": (
        "观众由2021-22年度的8000人次增至2022-23年度的9000人次。",
        [level("9000人次", "观众", direction="up", basis="yoy", from_=8000)]),
    "two counts share the noun behind them": (
        "180户、611人稳定脱贫。", [level("180户", "稳定脱贫"), level("611人", "稳定脱贫")]),
    "two figures of one subject share it with their growth": (
        "生产总值45亿元，增长6%；城乡居民收入3.2万元、1.4万元，分别增长5%和7%。",
        [level("45亿元", "生产总值"), change("6%", "生产总值", "up"), level("3.2万元", "城乡居民收入"),
         level("1.4万元", "城乡居民收入"), change("5%", "城乡居民收入", "up"), change("7%", "城乡居民收入", "up")]),
    "a subject with 和 that had a figure of its own is not split": (
        "批发业实现8亿元，住宿和餐饮业实现3亿元，同比分别增长6%和4%。",
        [level("8亿元", "批发业"), level("3亿元", "住宿和餐饮业"), change("6%", "批发业", "up", basis="yoy"),
         change("4%", "住宿和餐饮业", "up", basis="yoy")]),
    "国家 may only open a name": (
        "共有120个国家地面观测站点，36个国家派代表团参展。",
        [level("120个", "国家地面观测站点"), level("36个", "国家")]),
    "a rank among others": (
        "财政收入增长6.2%，在全省各市中居第7位。",
        [change("6.2%", "财政收入", "up"), {"text": "第7位", "metric": "财政收入", "statement": "rank", "scope": "全省"}]),
    "most of a place's things are a share": (
        "全市95%以上的行政村得到治理。", [{"text": "95%", "metric": "行政村", "statement": "share", "bound": "ge"}]),
    "land and stuff are measured, a plant's size names it": (
        "全市178万亩水稻喜获丰收，30万吨乙烯项目开工。", [level("178万亩", "水稻")]),
    "a change of a share is one of 占…的比重": (
        "旅游业增加值占生产总值的比重达9.1%，比上年提高0.6个百分点。",
        [{"text": "9.1%", "metric": "旅游业增加值", "statement": "share"},
         change("0.6个百分点", "占生产总值的比重", "up", basis="yoy")]),
    "what a bracket measures is not what the sentence goes on about": (
        "人均产值达到1.3万元（年末汇率为7.1），比上年增长6%。",
        [level("1.3万元", "人均产值"), level("7.1", "年末汇率"), change("6%", "人均产值", "up", basis="yoy")]),
    "a verb inside a rate's name": (
        "农产品质量安全例行监测合格率达到97.4%。", [level("97.4%", "农产品质量安全例行监测合格率")]),
    "a goal and its list": (
        "今年工作主要目标是：粮食总产42万吨，肉蛋总产10万吨。",
        [level("42万吨", "粮食总产", status="target"), level("10万吨", "肉蛋总产", status="target")]),
    "a rank of a growth rate": (
        "增速居全市第一。", [{"text": "第一", "metric": "增速", "statement": "rank", "scope": "全市"}]),
    "subjects before 分别完成": (
        "铁路、公路和水路分别完成货运量10亿吨、81亿吨和16亿吨，分别增长3%、5%和9%。",
        [level("10亿吨", "铁路"), level("81亿吨", "公路"), level("16亿吨", "水路"), change("3%", "铁路", "up"),
         change("5%", "公路", "up"), change("9%", "水路", "up")]),
    "what is named last has the figures that follow": (
        "浓度最低的3个城市依次是甲市、乙市和丙市，分别为47、55和58微克/立方米。",
        [level("3个", "城市"), level("47", "甲市"), level("55", "乙市"), level("58微克/立方米", "丙市")]),
    "what a forecast says": (
        "据最新预测，出口增长3%。", [change("3%", "出口", "up", status="forecast")]),
    "a forecast that is met says nothing of what follows": (
        "结果不出各方机构的预测，出口增长3%。", [change("3%", "出口", "up")]),
    "the rate that another is faster than": (
        "总产值增长5.2%，快于去年全年3%的增速。",
        [change("5.2%", "总产值", "up"), change("3%", "总产值", "up")]),
    "a long list before 等 is no name": (
        "引进了手套加工、绿茶加工、石材加工、饲料加工等招商项目33个。", [level("33个", "招商项目")]),
    "Traditional text": (
        "失業率升至3.2%，按年增加0.4個百分點。",
        [level("3.2%", "失業率", direction="up"), change("0.4個百分點", "失業率", "up", basis="yoy")]),
    "full-width text": (
        "成交额２３０．３亿美元，增长８．９％。",
        [level("２３０．３亿美元", "成交额"), change("８．９％", "成交额", "up")]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_sentence_states(name):
    sentence, expected = CASES[name]
    assert expected == told(sentence)


def test_the_same_text_gives_the_same_report():
    text = "".join(sentence for sentence, _ in CASES.values())
    assert dushu.extract(text) == dushu.extract(text)


def test_evidence_is_the_sentence():
    text = "会议召开。粮食产量达到52.3万吨，同比增长3.1%。与会者发言。"
    for indicator in dushu.extract(text).indicators:
        assert text[indicator.sentence.start:indicator.sentence.end] == "粮食产量达到52.3万吨，同比增长3.1%。"
