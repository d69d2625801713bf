"""Words, names and set phrases that hold a numeral and say no figure."""
import dushu
import pytest

MEASURES = {"amount", "percent", "point", "multiple", "fraction", "rank"}

# A sentence, and the words that stand in it in turn.
SENTENCES = {
    "各级部门要{}抓好落实。": """
        统一 进一步 一律 一致 一并 一起 一直 一向 一贯 一再 一举 一手 一心 一体 一同 一齐 一概 统一部署 统一步调
        始终如一 万众一心 一心一意 一如既往 一以贯之 一鼓作气 一抓到底 一视同仁 一丝不苟 一马当先 一往无前 百折不挠
        千方百计 三番五次 再三 不遗余力 专一 十分 万万 九牛二虎之力 一心为公 一竿子 一揽子 一站式 一体化 三令五申
    """,
    "这件事说来{}。": """
        一言难尽 一波三折 一目了然 一清二楚 一塌糊涂 一成不变 三言两语 七嘴八舌 七上八下 乱七八糟 四平八稳 五花八门
        九死一生 十全十美 十拿九稳 百感交集 百年不遇 千头万绪 千辛万苦 千变万化 万无一失 万事大吉 万不得已 八九不离十
        数一数二 独一无二 不三不四 低三下四 颠三倒四 丢三落四 朝三暮四 说一不二 三三两两 两全其美 一举两得 一分为二
        半信半疑 事半功倍 一知半解 半途而废 百闻不如一见 五味杂陈 四通八达 四面八方 五湖四海 三心二意 接二连三 一石二鸟
    """,
    "他们来自{}。": """
        十堰 三亚 三明 四平 六安 九江 五台山 八达岭 四川 百色 千岛湖 万州 三门峡 双流 六盘水 七台河 四会 一汽 三峡
        九寨沟 五指山 三沙 万宁 百度 千山 十里铺 三元桥 五道口 六合 九龙 四平 二连浩特 双鸭山 五常 三河 万荣 三原
    """,
    "报告提到了{}的情况。": """
        三农 两会 双创 五险一金 三公经费 四书五经 五粮液 三星 七喜 六神 百事 千金 万科 三一重工 九阳 四大名著 三国 五四运动
        二维码 三轮车 四合院 五金 六味地黄丸 七夕 八宝粥 九宫格 十字路口 百货 千斤顶 万花筒 百科全书 一次性 二手房 三角洲 四季
        五官 六一 七一 八一 十一黄金周 双十一 九三学社 第三产业 第一产业 第三方 第一书记 第一线 十四五 十三五 一带一路 二氧化碳
        三聚氰胺 四环素 万能 百姓 千家万户 三甲医院 一线城市 二线城市 五星级 三维 四轮驱动 八卦 三极管 二极管 百叶窗 千分尺 半导体
        半成品 半岛 半年报 零售 零部件 零距离 零和 零散 队伍 伍家岗 陆地 大陆 收拾 拾荒 肆意 放肆 捌 壹基金 一般 一部分 一些 一系列
        一大批 一旦 一切 一定 一边 一旁 一生 一时 一线 一流 一样 万一 唯一 之一 三角形 四边形 五角星 第二课堂 六部委 三北
    """,
}
CASES = [(sentence, word) for sentence, words in SENTENCES.items() for word in dict.fromkeys(words.split())]
EXTRACTOR = dushu.Extractor()


@pytest.mark.parametrize(("sentence", "word"), CASES, ids=[word for _, word in CASES])
def test_no_figure(sentence, word):
    found = EXTRACTOR.extract(sentence.format(word), include=["quantities"]).quantities
    assert [] == [(q.text, q.kind) for q in found if q.kind in MEASURES]


def test_there_are_enough():
    assert len({word for _, word in CASES}) >= 200
