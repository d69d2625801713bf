"""Texts to measure on: the corpus beside the repository where there is one, else reports made up here.

No text is ever measured over and over by itself: a processor learns a single text's branches by heart, and it looks
twice as fast as any real one.
"""
import random
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "reports"


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


PLACES = words("青湖市 云溪县 临江区 北川州 南岭新区 白河镇 长滩开发区 石门街道")
THINGS = words(
    "地区生产总值 规模以上工业增加值 社会消费品零售总额 固定资产投资 一般公共预算收入 进出口总额 居民人均可支配收入 "
    "新登记经营主体 粮食总产量 旅客吞吐量 高新技术企业 新能源汽车产量 城镇新增就业 用电量 快递业务量 空气优良天数比例"
)
UNITS = words("亿元 万元 万吨 家 户 万人 人次 件 公里 亩 平方米 亿千瓦时 台 个 辆 所")
FRAMES = (
    "{place}{year}年{thing}达到{number}{unit}，同比增长{percent}%。",
    "其中，{thing}{number}{unit}，比上年{up}{percent}%；{other}{number2}{unit2}，{up}{percent2}个百分点。",
    "全年{thing}突破{number}{unit}大关，占全省的{percent}%，位居第{rank}。",
    "截至{month}月底，累计{verb}{number}余{unit}，惠及群众近{number2}万人。",
    "{month}月{day}日，{place}召开会议，总结{year}年工作，部署下一阶段任务。",
    "会议指出，要坚持稳中求进工作总基调，统筹发展和安全，推动各项工作再上新台阶。",
    "力争到{year}年底，{thing}增长{percent}%左右，{other}超过{number}{unit}。",
    "一是抓好项目建设。{verb}{number}个重点项目，总投资{number2}亿元。二是优化营商环境，减税降费约{number2}万元。",
    "三年来，{thing}由{number}{unit}增加到{number2}{unit}，年均增长百分之{chinese}。",
    "“大家的日子越过越好，心里踏实。”村民说起这些变化，脸上满是笑容。",
    "与此同时，{place}深入推进作风建设，健全长效机制，不断增强群众的获得感、幸福感、安全感。",
    "上半年，{thing}为{number}{unit}，环比下降{percent}%，降幅比一季度收窄{percent2}个百分点。",
)
PROSE = (
    "要坚持以人民为中心的发展思想，把群众的事当作自己的事，在解决急难愁盼问题上下更大功夫。",
    "各级各部门要提高认识，压实责任，加强协调，形成齐抓共管的工作格局。",
    "我们清醒地看到，发展不平衡不充分的问题仍然存在，一些领域还有不少短板弱项。",
    "{place}依托山水资源，走出了一条生态与产业相互促进的新路子。",
    "老街的路灯换了新的，沿街店铺重新开了门，河边的步道上又有了散步的人。",
    "深化重点领域改革，完善要素市场化配置，激发各类主体活力。",
    "有关负责人表示，下一步将继续完善政策，优化流程，让企业和群众办事更方便。",
    "推动科技创新和产业创新深度融合，培育壮大新兴产业，布局建设未来产业。",
    "加强基层治理，完善网格化管理，把矛盾化解在萌芽状态。",
)
VERBS = words("新增 完成 建成 实施 办理 整改")
MOVES = words("增长 下降 提高 回落 增加")
HEADINGS = words("工作回顾 主要成效 存在的问题 下一步打算 产业发展 城乡建设 民生保障 改革开放 生态环境")
DIGITS = "一二三四五六七八九十"


def sentence(chance: random.Random) -> str:
    """One sentence of a report."""
    return chance.choice(PROSE if chance.random() < 0.6 else FRAMES).format(
        place=chance.choice(PLACES), thing=chance.choice(THINGS), other=chance.choice(THINGS),
        unit=chance.choice(UNITS), unit2=chance.choice(UNITS), verb=chance.choice(VERBS),
        number=number(chance), number2=number(chance), percent=round(chance.uniform(0.1, 60), 1),
        percent2=round(chance.uniform(0.1, 9), 2), up=chance.choice(MOVES),
        year=chance.randint(2008, 2026), month=chance.randint(1, 12), day=chance.randint(1, 28),
        rank=chance.choice(DIGITS), chinese=chance.choice(DIGITS) + "点" + chance.choice(DIGITS[:9]))


def number(chance: random.Random) -> str:
    """A number as reports print it."""
    value = 10 ** chance.uniform(0, 5)
    return chance.choice((f"{value:.0f}", f"{value:.1f}", f"{value:.2f}", f"{value:,.0f}"))


def report(chance: random.Random, characters: int) -> str:
    """A report of about so many characters: title, source line, headings, paragraphs."""
    lines = [f"{chance.choice(PLACES)}{chance.randint(2008, 2026)}年工作报告", "",
             f"来源：青湖日报  发布时间：{chance.randint(2008, 2026)}-01-{chance.randint(10, 28)}", ""]
    length = 0
    while length < characters:
        if chance.random() < 0.2:
            lines.append(f"{chance.choice(DIGITS)}、{chance.choice(HEADINGS)}")
        lines.append("　　" + "".join(sentence(chance) for _ in range(chance.randint(2, 8))))
        length += len(lines[-1])
    return "\n".join(lines)


def made_up(count: int = 64, characters: int = 5000, seed: int = 1) -> list[bytes]:
    """So many different reports, in UTF-8; most are about as long as said, a few much shorter or longer."""
    chance = random.Random(seed)
    return [report(chance, int(characters * chance.choice((0.1, 0.5, 1, 1, 1, 2)))).encode() for _ in range(count)]


def bodies() -> tuple[str, list[bytes]]:
    """The texts to measure on, in UTF-8, and what they are."""
    paths = sorted(CORPUS.glob("*.txt"))
    if paths:
        return f"the corpus: {len(paths)} reports", [path.read_bytes() for path in paths]
    texts = made_up()
    return f"{len(texts)} reports made up by bench/texts.py", texts


def articles(count: int, size: int, seed: int = 1) -> list[bytes]:
    """So many different texts of about `size` bytes: paragraphs of the texts to measure on, from anywhere on."""
    paragraphs = [line for body in bodies()[1] for line in body.splitlines(keepends=True) if line.strip()]
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        start = chance.randrange(len(paragraphs))
        taken: list[bytes] = []
        length = 0
        while length < size:
            taken.append(paragraphs[(start + len(taken)) % len(paragraphs)])
            length += len(taken[-1])
        made.append(b"".join(taken))
    return made
