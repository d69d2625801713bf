"""Fuzzes dushu.extract: `make fuzz`. Needs Atheris and a build with DUSHU_FUZZ=1 (see tests/fuzz/run.sh).

An input is a string of fragments: libFuzzer's mutations of bytes are then mutations of words, numbers, units and
markup, and what it learns of coverage in the compiled stages is learnt of grammar. Every report is held against
what the contract promises of all: spans that are true, blocks that cover the text, sections that nest.
"""
import re
import sys

import atheris
import dushu
import msgspec
from dushu.lexicon import built_in

SHORT = (
    *"0123456789", *"〇零一二三四五六七八九十百千万亿兆两半廿", *"壹贰叁拾佰仟萬億",
    *"，。、；：！？“”‘’（）《》〈〉【】…—·", *",.;:!?\"'()[]<>{}%‰-+~/\\|*#&=@^_`$€￥°㎡①⑩",
    " ", "\n", "\r\n", "\t", "\u3000", "\u2028", "\u200b", "\u202e", "\u0301", "\0", "\ue000", "\U00020000",
    "\U00030000", "\ufeff", "０", "５", "．", "％", "，", "－", "～", "个", "元", "人", "件", "名", "位", "年", "月",
    "日", "时", "分", "度", "倍", "成", "番", "点", "第", "约", "近", "超", "余", "多", "来", "以", "上", "下", "为", "达",
    "至", "从", "由", "到", "比", "较", "同", "环", "增", "降", "升", "跌", "占", "的", "和", "与", "及", "其中", "全", "市",
    "省", "国", "县", "亿元", "万元", "万人", "个百分点", "平方公里", "百分之", "分之", "同比增长", "环比下降", "比上年", "第一",
    "近15年新低", "连续8年", "力争", "预计", "2024年", "1月至6月", "上半年", "去年", "去年同期", "“十三五”", "一是", "二是",
    "一方面", "首先", "一、", "（一）", "1.", "第一章", "第三条", "●", "来源：", "责任编辑：", "记者 王五", "新华社北京1月25日电",
    "2025-01-25 08:30", "地区生产总值", "刑事警情数", "返还群众被骗资金", "居民收入", "全省", "全国", "高于", "低于", "不低于",
    "以上", "以下", "左右", "突破", "分别", "合计", "3.2%提高到4.5%", "10%—15%", "1.12亿元", "12,345.67", "1/3", "<p>", "</p>",
    "<table><tr><td>", "</td><td>", "</td></tr></table>", "<!--", "-->", "&nbsp;", "&#x4E00;", "<script>", "</script>",
    "<h1>", "</h1>", "<br>", "\t第一\t", "2025年1月25日", "7月底", "一季度", "近年来", "年均", "翻一番", "下降", "增长", "持平",
)  # fmt: skip
"""What one byte stands for."""

WORDS = sorted({surface for table in built_in().tables.values() for surface in table})
WORD, CODE_POINT = len(SHORT), 255
"""From these values of a byte on, the two bytes behind it number a word of the lexicon, or a code point."""

OFFSETS = ("codepoint", "utf16", "utf8")
CHARSETS = (None, "utf-8", "gb18030", "big5", "utf-16", "utf-16be")

NOTHING = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]*")
"""What no block needs to cover: white space, and what cannot be seen."""

SURROGATE = re.compile("[\ud800-\udfff]")

encoder = msgspec.json.Encoder(decimal_format="number")


def text_of(data: bytes) -> str:
    """The text that bytes stand for."""
    parts = []
    index = 0
    while index < len(data):
        byte = data[index]
        index += 1
        if byte < WORD:
            parts.append(SHORT[byte])
            continue
        number = int.from_bytes(data[index : index + 2])
        index += 2
        if byte == CODE_POINT:
            parts.append(chr(number))
        else:
            parts.append(WORDS[number % len(WORDS)])
    return "".join(parts)


def check(report: dushu.Report, text: str) -> None:
    """What holds of every report, whatever the text."""
    end = 0
    for block in report.blocks:
        assert end <= block.start <= block.end, block
        assert NOTHING.fullmatch(text, end, block.start), (end, block)
        end = block.end
    assert NOTHING.fullmatch(text, end), end
    for index, section in enumerate(report.sections):
        assert section.id == index
        assert section.parent is None or section.parent < index, section
        assert text[section.title.start : section.title.end] == section.title.text, section
    for figure in (*report.quantities, *report.indicators):
        assert text[figure.start : figure.end] == figure.text, figure
        assert figure.high is None or figure.high >= figure.value, figure
    for indicator in report.indicators:
        assert indicator.sentence.start <= indicator.start < indicator.sentence.end, indicator
        if indicator.metric is not None:
            assert text[indicator.metric.start : indicator.metric.end] == indicator.metric.text, indicator


def test_one_input(data: bytes) -> None:
    """Reads one input. Its first byte says how."""
    if not data:
        return
    how, rest = data[0], data[1:]
    content_type = "text/html" if how & 0x08 else "text/plain"
    if how & 0x70 == 0x70:  # bytes as they are
        try:
            report = dushu.extract(rest, charset=CHARSETS[how % len(CHARSETS)], content_type=content_type)
        except (dushu.DecodeError, dushu.UnknownCharset):
            return
        encoder.encode(report)
        return
    offsets = OFFSETS[how % 3]
    text = text_of(rest)
    published_at = "2025-01-25" if how & 0x80 else None
    report = dushu.extract(
        text, content_type=content_type, include=("quantities",), offsets=offsets, published_at=published_at
    )
    if not SURROGATE.search(text):  # which no JSON can hold
        encoder.encode(report)
    if offsets == "codepoint" and content_type == "text/plain":
        check(report, text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
