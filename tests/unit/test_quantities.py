"""Quantities: kinds, units, qualifiers, ranges, signs, fractions, dates and codes, notes that give a unit."""
import time
from decimal import Decimal

import dushu
import pytest

EXTRACTOR = dushu.Extractor()


def read(text):
    return EXTRACTOR.extract(text, include=["quantities"]).quantities


def short(q):
    """text kind value[..high] unit bound, as the tables below write it."""
    high = "" if q.high is None else f"..{Decimal(str(q.high)).normalize():f}"
    return f"{q.text} {q.kind} {Decimal(str(q.value)).normalize():f}{high} {q.unit or '-'} {q.bound}"


# A text, and its quantities.
CASES = {
    # amounts and their units
    "完成投资1.12亿元。": ["1.12亿元 amount 112000000 元 eq"],
    "面积5m²、30km²。": ["5m² amount 5 平方米 eq", "30km² amount 30 平方公里 eq"],
    "每桶78美元，浓度50微克/立方米，均价100元/吨。": [
        "78美元 amount 78 美元 eq", "50微克/立方米 amount 50 微克/立方米 eq", "100元/吨 amount 100 元/吨 eq"],
    "融资$6.12亿、¥500、US$3亿。": [
        "$6.12亿 amount 612000000 $ eq", "¥500 amount 500 元 eq", "US$3亿 amount 300000000 美元 eq"],
    "產值一億二千萬元，３５．６％。": ["一億二千萬元 amount 120000000 元 eq", "３５．６％ percent 35.6 % eq"],
    "应付壹分，得七分。": ["壹分 amount 0.01 元 eq", "七分 amount 7 分 eq"],
    "定价九元九角九分，菜价十块三毛，两块五。": [
        "九元九角九分 amount 9.99 元 eq", "十块三毛 amount 10.3 元 eq", "两块五 amount 2.5 元 eq"],
    "投了两个亿。": ["两个亿 amount 200000000 - eq"],
    "黄金三两，白银三千两百两。": ["三两 amount 3 两 eq", "三千两百两 amount 3200 两 eq"],
    # ratios
    "约三成五，提高0.6和1.0个百分点。": [
        "三成五 percent 35 % about", "0.6 point 0.6 百分点 eq", "1.0个百分点 point 1 百分点 eq"],
    "低0.3个和2.1个百分点。": ["0.3个 point 0.3 百分点 eq", "2.1个百分点 point 2.1 百分点 eq"],
    "百分之五点二，千分之三。": ["百分之五点二 percent 5.2 % eq", "千分之三 percent 3 ‰ eq"],
    "全场8折，打九五折，会员85到95折。": [
        "8折 amount 8 折 eq", "九五折 amount 95 折 eq", "85到95折 amount 85..95 折 eq"],
    "把纸对折，一本三折页，3折叠手机。": ["一本 amount 1 本 eq", "3 amount 3 - eq"],
    "合格率达百分百。百分百安全。佰 分 之 五。": [
        "百分百 percent 100 % eq", "百分百 name 100 % eq", "佰 分 之 五 percent 5 % eq"],
    "万万分之七。": ["万万分之七 fraction 0.00000007 - eq"],
    "翻两三番。": ["翻两三番 multiple 4..8 倍 eq"],
    "翻8到100番。": ["8到100番 multiple 8..100 番 eq"],      # nobody doubles so often: not worked out
    "收入翻了一番，产量翻了近一番。": ["翻了一番 multiple 2 倍 eq", "一番 multiple 2 倍 under"],
    "别有一番风味，打扮了一番。": [],
    "1.2亿多农村人口，45亿多17%。": ["1.2亿多 amount 120000000 - over", "45亿 amount 4500000000 - eq", "17% percent 17 % eq"],
    "2018-19年度的800人，2018-25年度。": [
        "2018-19年度 date 2018 - eq", "800人 amount 800 人 eq", "2018 date 2018 - eq", "25年度 duration 25 年度 eq"],
    "增长3倍，翻一番，翻两番，翻番。": [
        "3倍 multiple 3 倍 eq", "翻一番 multiple 2 倍 eq", "翻两番 multiple 4 倍 eq", "翻番 multiple 2 倍 eq"],
    "占三分之二，完成3/4，剩一又二分之一。": [
        "三分之二 fraction 0.666666666666667 - eq", "3/4 fraction 0.75 - eq", "一又二分之一 fraction 1.5 - eq"],
    "占一半以上，过半企业。": ["一半 fraction 0.5 - ge", "过半 fraction 0.5 - gt"],
    "结构为3.6:48:48.4。": ["3.6 percent 3.6 % eq", "48 percent 48 % eq", "48.4 percent 48.4 % eq"],
    # a word that ends within number and unit is none
    "会期十分钟，占地四平方公里，一小时后结束。": [
        "十分钟 duration 10 分钟 eq", "四平方公里 amount 4 平方公里 eq", "一小时 duration 1 小时 eq"],
    # halves
    "一个半小时，三年半，两吨半，半个。": [
        "一个半小时 duration 1.5 小时 eq", "三年半 duration 3.5 年 eq", "两吨半 amount 2.5 吨 eq", "半个 amount 0.5 个 eq"],
    # qualifiers before, inside, behind
    "超过5%，不足3人，至少2次，近百名，约4吨。": [
        "5% percent 5 % gt", "3人 amount 3 人 lt", "2次 amount 2 次 ge", "百名 amount 100 名 under", "4吨 amount 4 吨 about"],
    "930多件，1万余家，十几万名，30万多亿元，三个多月。": [
        "930多件 amount 930 件 over", "1万余家 amount 10000 家 over", "十几万名 amount 100000 名 over",
        "30万多亿元 amount 30000000000000 元 over", "三个多月 duration 3 个月 over"],
    "20万人次以上，50人左右，10天以内，两年多。": [
        "20万人次 amount 200000 人次 ge", "50人 amount 50 人 about", "10天 duration 10 天 le", "两年 duration 2 年 over"],
    "产值过20亿元，用户过亿，占比过三成，去过5次，再过百年，经过3年。": [
        "20亿元 amount 2000000000 元 gt", "亿 amount 100000000 - gt", "三成 percent 30 % gt", "5次 amount 5 次 eq",
        "百年 duration 100 年 eq", "3年 duration 3 年 eq"],
    "若x< =30，y> =40。": ["30 amount 30 - le", "40 amount 40 - ge"],
    # vague numbers: several is up to ten times as much
    "数百万人，几十家，好几千户，上百人。": [
        "数百万人 amount 1000000..10000000 人 about", "几十家 amount 10..100 家 about", "好几千户 amount 1000..10000 户 about",
        "上百人 amount 100 人 ge"],
    # ranges
    "20到30亿元，3万至5万元，10%—15%，2——3万吨。": [
        "20到30亿元 amount 2000000000..3000000000 元 eq", "3万至5万元 amount 30000..50000 元 eq",
        "10%—15% percent 10..15 % eq", "2——3万吨 amount 20000..30000 吨 eq"],
    "三四十万人，十七八个，一到两成，在20和30之间。": [
        "三四十万人 amount 300000..400000 人 eq", "十七八个 amount 17..18 个 eq", "一到两成 percent 10..20 % eq",
        "20和30 amount 20..30 - eq"],
    "气温-5℃至3℃，山区零下9度到零下6度，差值在-0.1至0个百分点，-20与20间，误差-2~+3米，零下8℃～零下5℃。": [
        "-5℃至3℃ amount -5..3 ℃ eq", "零下9度到零下6度 amount -9..-6 度 eq", "-0.1至0个百分点 point -0.1..0 百分点 eq",
        "-20与20 amount -20..20 - eq", "-2~+3米 amount -2..3 米 eq",
        "零下8℃～零下5℃ amount -8..-5 ℃ eq"],
    "零下5至10度，负三四十吨，-2吨半。": [
        "零下5 amount -5 - eq", "10度 amount 10 度 eq", "负三四十吨 amount -40..-30 吨 eq", "-2吨半 amount -2.5 吨 eq"],
    "3.5% -8.2% 4.1%": ["3.5% percent 3.5 % eq", "-8.2% percent -8.2 % eq", "4.1% percent 4.1 % eq"],
    "由3.2%至4.5%。": ["3.2% percent 3.2 % eq", "4.5% percent 4.5 % eq"],
    # signs
    "系数 .5，另一个-.25吨。": [".5 amount 0.5 - eq", "-.25吨 amount -0.25 吨 eq"],
    "净利负3.5%，零下18℃，最低-18℃，华氏零下5度。": [
        "负3.5% percent -3.5 % eq", "零下18℃ amount -18 ℃ eq", "-18℃ amount -18 ℃ eq", "华氏零下5度 amount -5 ℉ eq"],
    "担负50%的任务，胜负各3场，共5升-3升。": [
        "50% percent 50 % eq", "3场 amount 3 场 eq", "5升 amount 5 升 eq", "3升 amount 3 升 eq"],
    # ranks, ordinals, dates, times
    "位居全国第九名，第十四届，二期。": ["第九名 rank 9 - eq", "第十四届 ordinal 14 届 eq", "二期 ordinal 2 期 eq"],
    "位列第5至第10名，排名在第十和第十五之间，位列第三和第五名。": [
        "第5至第10名 rank 5..10 - eq", "第十和第十五 rank 10..15 - eq", "第三 rank 3 - eq", "第五名 rank 5 - eq"],
    "由第三名到位列第九名。": ["第三名 ordinal 3 - eq", "第九名 rank 9 - eq"],
    "排名前三，跻身全球前十的城市，提前一天，前五大客户。": [
        "三 amount 3 - eq", "十 amount 10 - eq", "一天 duration 1 天 eq", "五 amount 5 - eq"],
    "一点两小时后，两点二小时。": ["一点 amount 1 点 eq", "两小时 duration 2 小时 eq", "两点二小时 duration 2.2 小时 eq"],
    "2024年1—8月，8月25日至27日，9时42分。": [
        "2024年 date 2024 - eq", "1—8月 date 1 - eq", "8月25日至27日 date 8 - eq", "9时42分 date 9 - eq"],
    "连续3日，历时15天。": ["3日 duration 3 日 eq", "15天 duration 15 天 eq"],
    # codes and names
    "5G、运-20、C919。": ["5 identifier 5 - eq", "20 identifier 20 - eq", "919 identifier 919 - eq"],
    "电话400-052-0066，批号12-09-14。": [
        "400 identifier 400 - eq", "052 identifier 52 - eq", "0066 identifier 66 - eq", "12 identifier 12 - eq",
        "09 identifier 9 - eq", "14 identifier 14 - eq"],
    "见http://a.cn/2024/30%25 和report_2024.pdf。": [
        "2024 identifier 2024 - eq", "30 identifier 30 - eq", "25 identifier 25 - eq", "2024 identifier 2024 - eq"],
    "一笔“一”字。": ["一笔 amount 1 笔 eq", "一 name 1 - eq"],
    "“十大行动”": ["十 name 10 - eq"],
}


@pytest.mark.parametrize("text", CASES)
def test_quantities(text):
    assert CASES[text] == [short(q) for q in read(text)]


def test_note_gives_the_unit_to_what_follows():
    found = read("盈利102.4億（美元，下同），派息20億元，裁员3萬人，股价60港元。")
    assert ["美元", "美元", "人", "港元"] == [q.unit for q in found]
    assert ["102.4億", "20億元", "3萬人", "60港元"] == [q.text for q in found]


def test_a_later_note_takes_over():
    found = read("收入5億（美元，下同）。支出3億。香港部分2億（港元，下同），合计4億元。")
    assert ["美元", "美元", "港元", "港元"] == [q.unit for q in found]


def test_a_bracket_that_is_no_note_gives_nothing():
    assert [None] == [q.unit for q in read("收入5亿（人民币部分见下文）")]


@pytest.mark.parametrize("part", ["万亿亿万", "1:", "1/", "一点", "三分之", "1和", "（美元，下同）", "（", "一个半", "数百", "十 万 ", "-1"])
def test_long_chains_take_linear_time(part):
    """A quadratic look would take minutes, a linear one takes less than a second."""
    start = time.process_time()
    read(part * (200_000 // len(part)))
    assert time.process_time() - start < 10
