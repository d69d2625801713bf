"""Hypothesis strategies for documents: numbers from values, with units, qualifiers, ranges and neutral text."""
from decimal import Decimal

from hypothesis import strategies as st
from reference.tables import rows

DIGITS, FORMAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
POWERS, FORMAL_POWERS = ["", "十", "百", "千"], ["", "拾", "佰", "仟"]
TO_HANT = str.maketrans("万亿贰陆点负几余个元项吨户两", "萬億貳陸點負幾餘個元項噸戶兩")
TO_WIDE = {code: chr(code + 0xFEE0) for code in (*range(0x30, 0x3A), *b".,%")}

# What stands around: no numeral, no unit, no word that could join a number.
OPENINGS = ["", "全市实现产值", "其中，", "据统计，", "项目资金", "报告说，产量", "（", "他们的收入"]
CLOSINGS = ["，", "。", "；", "的任务，", "）。", "、", "\n"]
# Units whose reading the words around decide: dates, coins, shares, levels, scores, coordinates.
CONTEXTUAL = set("年月日时点分号成番块级度角毛刻秒折两代期届版") | {"点钟", "分钱", "角钱", "毛钱", "美分", "打"}
UNITS = sorted(
    row["surface"] for row in rows("units")
    if row["surface"] not in CONTEXTUAL and row["surface"][0] not in "￥¥＄$" and "多" not in row["surface"]
    and row["surface"][0] not in DIGITS + "十百千万亿兆廿卅卌两半余来几" and row.get("kind") != "multiple"
    and row["surface"][-1] not in "年月日时点分号" and row["surface"][0] not in "年月日时点分号"
)
COMMON = ["元", "%", "个百分点", "人", "家", "件", "项", "吨", "平方公里", "千瓦时", "倍", "美元", "个", "公里"]
# 好几 is a number of its own, 过 a qualifier only behind a noun.
BEFORE = sorted(row["surface"] for row in rows("bounds") if row["place"] == "before" and row["surface"] not in ("好几", "过"))
WORDS = {
    row["surface"] for table in ("idioms", "times") for row in rows(table) if row["surface"][0] in DIGITS + "十百千万亿"
}
AFTER = sorted(row["surface"] for row in rows("bounds") if row["place"] == "after")


def group(number: int, digits: str, powers: list[str]) -> str:
    """A number below ten thousand, as it is said: 一千零五, 一百一十."""
    out, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            out += ("零" if zero else "") + digits[digit] + powers[power]
        zero = (bool(out) and not digit) or (zero and not digit)
    return out


def say(number: int, formal: bool = False) -> str:
    """A whole number in Chinese numerals: 一亿零二十万三千."""
    digits, powers = (FORMAL, FORMAL_POWERS) if formal else (DIGITS, POWERS)
    if number == 0:
        return "零"
    out, zero = "", False
    for power, name in ((12, "兆"), (8, "亿"), (4, "万"), (0, "")):
        part = number // 10**power % 10**4
        if part:
            out += ("零" if out and (zero or part < 1000) else "") + group(part, digits, powers) + name
        zero = not part
    return out[1:] if out.startswith("一十") else out


@st.composite
def numbers(draw):
    """A number as printed, and its value."""
    style = draw(st.sampled_from(["plain", "comma", "decimal", "magnitude", "chinese", "formal", "chinese decimal", "mixed"]))
    if style in ("chinese", "formal"):
        # A lone 陆 or 伍 is a name as often as a number.
        value = draw(st.integers(1 if style == "chinese" else 100, 9999) | st.integers(100, 10**15 - 1))
        return say(value, style == "formal"), Decimal(value)
    if style == "chinese decimal":
        whole, digits = draw(st.integers(0, 9999)), draw(st.text(DIGITS, min_size=1, max_size=4))
        power, name = draw(st.sampled_from([(0, ""), (4, "万"), (8, "亿")]))
        value = Decimal(f"{whole}.{''.join(str(DIGITS.index(c)) for c in digits)}")
        return f"{say(whole)}点{digits}{name}", value.scaleb(power)
    if style == "mixed":
        thousands, hundreds = draw(st.integers(1, 9)), draw(st.integers(1, 9))
        return f"{thousands}千{hundreds}百万", Decimal(thousands * 10**7 + hundreds * 10**6)
    whole = draw(st.integers(0, 999) | st.integers(0, 10**9))
    text, value = (f"{whole:,}" if style == "comma" else str(whole)), Decimal(whole)
    if style in ("decimal", "magnitude") and draw(st.booleans()):
        decimals = draw(st.text("0123456789", min_size=1, max_size=4))
        text, value = f"{text}.{decimals}", Decimal(f"{whole}.{decimals}")
    if style == "magnitude":
        power, name = draw(st.sampled_from([(4, "万"), (8, "亿"), (12, "万亿"), (6, "百万"), (7, "千万"), (12, "兆")]))
        text, value = text + name, value.scaleb(power)
    return text, value


def is_word(number: str, unit: str) -> bool:
    """Whether number and unit begin a word: 三元, 一群, 一中|非法郎."""
    return any(f"{number}{unit}"[at:].startswith(word) for at in range(len(number)) for word in WORDS if word[0] == number[at])


units = st.sampled_from(COMMON) | st.sampled_from(UNITS)


@st.composite
def figures(draw):
    """One quantity as printed, outer qualifiers with it."""
    kind = draw(st.sampled_from(["amount"] * 6 + ["range", "elided", "parts", "fraction", "rank", "signed", "below zero"]))
    number, value = draw(numbers())
    unit = draw(units)
    if is_word(number, unit):
        unit = "吨"      # 三元, 一群 are words
    if kind == "range":
        upper = draw(numbers())[0]
        upper = "8" if is_word(upper, unit) else upper
        return f"{number}{unit}{draw(st.sampled_from('-—~至到'))}{upper}{unit}"
    if kind == "elided":
        low = draw(st.integers(1, 50))
        return f"{low}{draw(st.sampled_from('-—至到'))}{low + draw(st.integers(1, 49))}{draw(st.sampled_from(['万', '亿', '']))}{unit}"
    if kind == "below zero":
        low = draw(st.integers(1, 50))
        sign, upper = draw(st.sampled_from([("零下", f"零下{max(1, low + draw(st.integers(-9, 9)))}"), ("-", str(draw(st.integers(0, 99))))]))
        return f"在{sign}{low}{unit}{draw(st.sampled_from('~至到'))}{upper}{unit}之间"
    if kind == "parts":
        return f"百分之{say(draw(st.integers(1, 999)))}"
    if kind == "fraction":
        return f"{say(draw(st.integers(2, 99)))}分之{say(draw(st.integers(1, 99)))}"
    if kind == "rank":
        return f"位居全省第{draw(st.sampled_from([say, str]))(draw(st.integers(1, 99)))}名"
    if kind == "signed":
        return f"负{number}{unit}"
    inside = draw(st.sampled_from(["", "", "余", "多"])) if value >= 10 and value % 10 == 0 else ""
    before, after = draw(st.sampled_from(["", "", "超过", "近"]) | st.sampled_from(BEFORE)), ""
    if not before:
        after = draw(st.sampled_from(["", "", "左右", "以上"]) | st.sampled_from(AFTER))
    return f"{before}{number}{inside}{unit}{after}"


EITHER = st.booleans()


@st.composite
def documents(draw, wide=EITHER):
    """Up to four figures with neutral text around, in either script and width."""
    parts = [draw(st.sampled_from(OPENINGS)) + draw(figures()) + draw(st.sampled_from(CLOSINGS))
             for _ in range(draw(st.integers(1, 4)))]
    text = "".join(parts)
    if draw(st.booleans()):
        text = text.translate(TO_HANT)
    return text.translate(TO_WIDE) if draw(wide) else text
