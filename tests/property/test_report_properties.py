"""What holds for every report of every text."""
import hashlib
import unicodedata
from itertools import pairwise

import dushu
import msgspec
import orjson
from dushu.report import Report
from hypothesis import given
from hypothesis import strategies as st

SECOND = dushu.Extractor()
ENCODER = msgspec.json.Encoder(decimal_format="number")

FRAGMENTS = st.sampled_from([
    "一、", "（一）", "1. ", "● ", "一是", "第三章 ", "来源: 青湖日报", "2024年1月25日", "同比增长", "下降", "由", "提高到",
    "占", "的", "比上年", "分别", "达到", "超", "约", "以上", "左右", "位居全省第一", "连续3年", "近15年新低", "地区生产总值",
    "粮食产量", "市民满意率", "预计", "力争", "其中", "12.5%", "1.12亿元", "930多件", "三成五", "三分之一", "２３０亿美元",
    "20到30亿元", "0.6个百分点", "3.6：48：48.4", "翻一番", "“十大行动”", "第四届", "，", "。", "；", "、", "：", "（", "）",
    " ", "\u3000\u3000", "\n", "\t", "|", "億", "萬", "個", "𠀀", "😀", "1" * 40, "万亿亿万", "单位：亿元",
])
TEXTS = st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=60).map("".join))


def visible(text: str) -> str:
    """The text without white space and format characters: the soft hyphen, the zero-width space."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def spans(report: Report):
    """Every span of a report that shows its text: (text, start, end)."""
    for span in (report.document.title, report.document.dateline):
        if span is not None:
            yield span.text, span.start, span.end
    for section in report.sections:
        yield section.title.text, section.title.start, section.title.end
    for quantity in report.quantities:
        yield quantity.text, quantity.start, quantity.end
    for indicator in report.indicators:
        yield indicator.text, indicator.start, indicator.end
        if indicator.metric is not None:
            yield indicator.metric.text, indicator.metric.start, indicator.metric.end


@given(TEXTS)
def test_spans_are_true(text):
    report = dushu.extract(text, include=["quantities"])
    for shown, start, end in spans(report):
        assert shown == text[start:end]
        assert shown


@given(TEXTS)
def test_blocks_tile_the_text(text):
    """Blocks never overlap, stand in order and cover every character that shows."""
    at = 0
    for block in dushu.extract(text).blocks:
        assert at <= block.start < block.end <= len(text)
        assert not visible(text[at:block.start])
        at = block.end
    assert not visible(text[at:])


@given(TEXTS)
def test_figures_stand_in_reading_order_within_their_blocks_and_sentences(text):
    report = dushu.extract(text, include=["quantities"])
    for found in (report.indicators, report.quantities):
        assert all(a.end <= b.start for a, b in pairwise(found))
    for indicator in report.indicators:
        block = report.blocks[indicator.block]
        assert block.start <= indicator.start and indicator.end <= block.end
        assert indicator.section == block.section
        assert indicator.sentence.start <= indicator.start and indicator.end <= indicator.sentence.end


@given(TEXTS)
def test_a_text_has_one_report(text):
    assert ENCODER.encode(dushu.extract(text)) == ENCODER.encode(SECOND.extract(text))


@given(TEXTS)
def test_the_three_offsets_agree(text):
    """A span cut out of the encoded text is the same words, whatever its offsets count."""
    plain = dushu.extract(text, include=["quantities"])
    for unit, encoding, width in (("utf16", "utf-16-le", 2), ("utf8", "utf-8", 1)):
        encoded = text.encode(encoding, "surrogatepass")
        counted = dushu.extract(text, include=["quantities"], offsets=unit)
        for (shown, *_), (same, start, end) in zip(spans(plain), spans(counted), strict=True):
            assert shown == same
            assert encoded[start * width:end * width].decode(encoding, "surrogatepass") == shown


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    """Bytes give a report or a DecodeError, and nothing else."""
    try:
        report = dushu.extract(data)
    except dushu.DecodeError as error:
        assert 0 <= error.offset <= len(data)
    else:
        assert isinstance(report, Report)


@given(TEXTS)
def test_another_reader_of_json_reads_the_same(text):
    """The JSON is what orjson reads too, and its shape is the contract's: nulls and empty lists are left out."""
    text = text.encode("utf-8", "replace").decode()
    read = orjson.loads(ENCODER.encode(dushu.extract(text)))
    assert read["schema_version"] == "1"
    assert read["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert read["document"]["length"] == len(text)
    for indicator in read["indicators"]:
        assert None not in indicator.values()
        assert {"bound", "status", "value", "sentence"} <= indicator.keys()


@given(TEXTS)
def test_the_schema_describes_every_report(text):
    assert msgspec.json.decode(ENCODER.encode(dushu.extract(text)), type=Report).schema_version == "1"
