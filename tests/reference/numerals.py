"""Chinese and Arabic numerals to Decimal, the slow and obvious way.

A numeral is split at its highest section (兆, 亿, 万): what stands before is multiplied, what stands behind is added.
Below 万 it is one digit for each of 千 百 十 and the ones.
"""
import re
from decimal import Decimal

from reference.tables import fold, rows

DIGITS = {row["surface"]: int(row["value"]) for row in rows("numerals") if row["kind"] == "digit"}
POWERS = {row["surface"]: int(row["value"]) for row in rows("numerals") if row["kind"] == "power"}
SECTIONS = {row["surface"]: int(row["value"]) for row in rows("numerals") if row["kind"] == "section"}
TENS = {row["surface"]: int(row["value"]) for row in rows("numerals") if row["kind"] == "tens"}
ARABIC = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")


# 參 is a formal three beside other formal numerals, and a word or a part of one elsewhere.
FORMAL_THREE = re.compile(r"(?<=[拾佰仟])参|(?<=[拾佰仟万亿兆]零)参|参(?=[拾佰仟万亿兆])")


class NotANumeral(ValueError):
    pass


def below_ten_thousand(text: str) -> int:
    """三千四百五十六, 一百零五, 十二, 三千五 (3500)."""
    if not text:
        return 0
    total, last, zero = 0, 4, False
    while text:
        if DIGITS.get(text[0]) == 0:
            zero, text = True, text[1:]
            continue
        if text[0] in TENS:
            total, last, text = total + 10 * TENS[text[0]], 1, text[1:]
            continue
        digit = DIGITS.get(text[0])
        rest = text[1:] if digit is not None else text
        if rest and rest[0] in POWERS:
            power = POWERS[rest[0]]
            if power >= last:
                raise NotANumeral(text)
            total, last, zero, text = total + (digit or 1) * 10**power, power, False, rest[1:]
        elif digit is not None and not rest:
            # The last digit: the ones, or the next lower power where nothing says that it is skipped.
            elided = total and last > 1 and not zero
            return total + digit * (10 ** (last - 1) if elided else 1)
        else:
            raise NotANumeral(text)
    return total


def integer(text: str) -> int:
    """一亿二千三百万, 三万亿, 三万五 (35000), 二〇二四."""
    if not text:
        return 0
    if len(text) > 1 and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    highest = max((SECTIONS[c] for c in text if c in SECTIONS), default=0)
    if not highest:
        return below_ten_thousand(text)
    at = max(i for i, c in enumerate(text) if SECTIONS.get(c) == highest)
    left, right = text[:at], text[at + 1:]
    if len(right) == 1 and right in DIGITS and DIGITS[right]:
        low = DIGITS[right] * 10 ** (highest - 1)
    else:
        low = integer(right)
    if low >= 10**highest:
        raise NotANumeral(text)
    return integer(left) * 10**highest + low


def chinese(text: str) -> Decimal:
    """A Chinese numeral with or without 点; sections behind the decimals multiply (一点二亿)."""
    whole, point, decimals = fold(text).partition("点")
    if not point:
        return Decimal(integer(whole))
    power = 0
    while decimals and decimals[-1] in SECTIONS:
        power += SECTIONS[decimals[-1]]
        decimals = decimals[:-1]
    digits = "".join(str(DIGITS[c]) for c in decimals)
    return Decimal(f"{integer(whole)}.{digits}").scaleb(power)


def in_chinese(text: str) -> str:
    """3千5百万 as 三千五百万."""
    return fold(text).translate({0x30 + value: c for c, value in DIGITS.items() if c in "零一二三四五六七八九"})


def arabic(text: str) -> Decimal:
    """Digits with thousands separators and point, and magnitudes behind them: 1,234.5万亿."""
    text = fold(text)
    match = ARABIC.match(text)
    if not match:
        raise NotANumeral(text)
    power = sum({**POWERS, **SECTIONS}[c] for c in text[match.end():])
    return Decimal(match[0].replace(",", "")).scaleb(power)
