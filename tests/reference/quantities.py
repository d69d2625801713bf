"""Quantities of a text by regular expressions and longest match, the slow and obvious way.

It knows amounts, percents, points, multiples, fractions, ranges, signs, qualifiers and ranks; no dates, no codes,
no idioms, no names: the texts it is asked about have none. Written from the report's contract, not from the
compiled stages.
"""
import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from reference import numerals
from reference.tables import fold, rows

NUMERAL = "".join([*numerals.DIGITS, *numerals.POWERS, *numerals.SECTIONS, *numerals.TENS])
MAGNITUDE = "".join([*numerals.POWERS, *numerals.SECTIONS])
NUMBER = re.compile(
    rf"(?P<mixed>(?:\d[{''.join(numerals.POWERS)}]){{2,}}[{''.join(numerals.SECTIONS)}]*)"
    rf"|(?P<arabic>(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?[{MAGNITUDE}]*)"
    rf"|(?P<chinese>[{NUMERAL}]+(?:点[{NUMERAL}]+)?)")
BEFORE = {row["surface"]: row["bound"] for row in rows("bounds") if row["place"] == "before"}
INSIDE = {row["surface"]: row["bound"] for row in rows("bounds") if row["place"] == "inside"}
AFTER = {row["surface"]: row["bound"] for row in rows("bounds") if row["place"] == "after"}
UNITS = {row["surface"]: row for row in rows("units")}
RANKS = {row["surface"] for row in rows("ordinals") if row["kind"] == "rank"}
SIGNS = {"负", "零下", "-"}
JOINTS = {"-", "—", "~", "–", "至", "到"}
LONGEST = 24       # characters of a word
PARTS = {"百分之": "%", "千分之": "‰"}


@dataclass(frozen=True)
class Quantity:
    start: int
    end: int
    kind: str
    value: Decimal
    high: Decimal | None
    unit: str | None
    bound: str


@dataclass
class Number:
    end: int
    value: Decimal
    bare: Decimal      # without the magnitude that its last character begins
    power: int         # of that magnitude
    bound: str


def longest(table, text: str, at: int) -> str:
    """The longest word of the table that begins there, or nothing."""
    return next((text[at:at + size] for size in range(LONGEST, 0, -1) if text[at:at + size] in table), "")


def longest_before(table, text: str, end: int) -> str:
    return next((text[end - size:end] for size in range(min(LONGEST, end), 0, -1) if text[end - size:end] in table), "")


def magnitude(text: str) -> int:
    """The power of the magnitude at the end of a numeral, 千 and above."""
    found = re.search(rf"[千仟百佰]?[{''.join(numerals.SECTIONS)}]+$|[千仟百佰]$", text)
    return sum({**numerals.POWERS, **numerals.SECTIONS}[c] for c in found[0]) if found else 0


def unit_within(text: str, start: int, end: int) -> int:
    """Where a unit such as 千瓦 begins among the numerals, else their end."""
    for at in range(start + 1, end):
        if at + len(longest(UNITS, text, at)) > end:
            return at
    return end


def read_number(text: str, at: int) -> Number | None:
    """The number at `at` with its magnitude and inner qualifier (1万余, 十几万)."""
    match = NUMBER.match(text, at)
    if not match:
        return None
    match = NUMBER.match(text, at, unit_within(text, at, match.end()))
    end, bound = match.end(), "eq"
    try:
        value = numerals.arabic(match[0]) if match["arabic"] else numerals.chinese(numerals.in_chinese(match[0]))
    except numerals.NotANumeral:
        return None
    power = magnitude(match[0])
    word = longest(INSIDE, text, end)
    if word:
        bound, end = INSIDE[word], end + len(word)
        more = re.compile(f"[{MAGNITUDE}]+").match(text, end)
        if more and len(longest(UNITS, text, end)) <= len(more[0]):
            extra = magnitude(more[0])
            value, power, end = value.scaleb(extra), power + extra, more.end()
    return Number(end, value, value.scaleb(-power), power, bound)


def read_unit(text: str, at: int) -> tuple[dict[str, str], int]:
    """The unit's row and the end of it; an empty row where there is none. One blank may stand before."""
    for start in (at, at + 1):
        if start > at and text[at:start] != " ":
            break
        word = longest(UNITS, text, start)
        if word:
            return UNITS[word], start + len(word)
    return {}, at


def scaled(value: Decimal, unit: dict[str, str]) -> Decimal:
    return value.scaleb(int(unit.get("scale") or 0))


def outer(text: str, start: int, end: int, inner: str, since: int) -> str:
    """The bound: an inner qualifier holds, else the one before, else the one behind."""
    # What stood before `since` belongs to another quantity, and a sign right behind that joins the two.
    before, behind = longest_before(BEFORE, text[since:], start - since), longest(AFTER, text, end)
    if since and start - since == len(before) and before in JOINTS:
        before = ""
    if inner != "eq":
        return inner
    return BEFORE[before] if before else AFTER[behind] if behind else "eq"


def read_parts(text: str, at: int, since: int) -> Quantity | None:
    """百分之三点五."""
    word = longest(PARTS, text, at)
    number = read_number(text, at + len(word)) if word else None
    if not number:
        return None
    bound = outer(text, at, number.end, number.bound, since)
    return Quantity(at, number.end, "percent", number.value, None, PARTS[word], bound)


def read_rank(text: str, at: int, since: int) -> Quantity | None:
    """第九名."""
    number = read_number(text, at + 1) if text[at] == "第" else None
    word = longest(RANKS, text, number.end) if number else ""
    if not word:
        return None
    return Quantity(at, number.end + len(word), "rank", number.value, None, None, "eq")


def read_fraction(text: str, at: int, since: int) -> Quantity | None:
    """三分之一: fifteen significant digits."""
    lower = read_number(text, at)
    if not lower or not text.startswith("分之", lower.end):
        return None
    upper = read_number(text, lower.end + 2)
    if not upper:
        return None
    with localcontext(prec=15):
        value = upper.value / lower.value
    return Quantity(at, upper.end, "fraction", value, None, None, outer(text, at, upper.end, upper.bound, since))


def rise(text: str, number: Number, unit: dict[str, str], upper: Number, signs: tuple[int, int]) -> Decimal | None:
    """The lower end of a range, with the magnitude and unit that it shares with the upper; None: it is no range.

    The upper end must be higher, of the same kind, and may not leave out a unit that the lower one has.
    """
    upper_unit, _ = read_unit(text, upper.end)
    if unit and (not upper_unit or (upper_unit.get("kind") or "amount") != (unit.get("kind") or "amount")):
        return None
    low = signs[0] * scaled(number.value, unit or upper_unit)
    if not unit and number.power < min(upper.power, 4) and signs[0] * number.value < signs[1] * upper.bare:
        low = low.scaleb(upper.power)
    return low if low < signs[1] * scaled(upper.value, upper_unit) else None


def read_amount(text: str, at: int, since: int) -> Quantity | None:
    """An amount or a range of two: 3万至5万元, 20到30亿元, -5℃至3℃, 零下5度到零下3度.

    Behind a sign that is a word only an upper end with a sign makes a range: 零下5至10度 may mean either side of zero.
    """
    sign = longest(SIGNS if at > since or not at else {}, text, at)
    number = read_number(text, at + len(sign))
    if not number:
        return None
    unit, end = read_unit(text, number.end)
    value, high, bound = scaled(number.value, unit), None, number.bound
    joint = longest(JOINTS, text, end)
    below = longest(SIGNS, text, end + len(joint)) if joint and sign else ""
    upper = read_number(text, end + len(joint) + len(below)) if joint and (below or sign in ("", "-")) else None
    signs = -1 if sign else 1, -1 if below else 1
    low = rise(text, number, unit, upper, signs) if upper else None
    if upper and low is not None:
        upper_unit, upper_end = read_unit(text, upper.end)
        high = signs[1] * scaled(upper.value, upper_unit)
        value, unit, end = low, upper_unit or unit, upper_end
        bound = bound if bound != "eq" else upper.bound
    elif sign:
        value = -value
    kind = unit.get("kind") or "amount"
    return Quantity(at, end, kind, value, high, unit.get("canonical"), outer(text, at, end, bound, since))


def find(source: str) -> list[Quantity]:
    """Every quantity of the text, in reading order."""
    text, at, since, found = numerals.FORMAL_THREE.sub("叁", fold(source)), 0, 0, []
    while at < len(text):
        for read in (read_parts, read_rank, read_fraction, read_amount):
            quantity = read(text, at, since)
            if quantity:
                found.append(quantity)
                since = quantity.end
                at = since + len(longest(AFTER, text, since))      # 挂零 is no zero
                break
        else:
            at += 1
    return found
