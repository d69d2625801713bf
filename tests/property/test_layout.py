"""What must hold of blocks, sections and document, whatever the text."""
import dushu
import pytest
from dushu.report import Report
from hypothesis import given, settings
from hypothesis import strategies as st

INVISIBLE = set(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

# What layout looks for, and what stands between.
PIECES = [
    "\n", "\n\n", " ", "　　", "　", "\t", "|", "---", "一、", "二、", "（一）", "（二）", "1.", "2.", "(1)",
    "(2)", "①", "②",
    "第一章", "第二条", "一是", "二是", "一方面", "另一方面", "首先", "其次", "第一，", "第二，", "●", "○",
    "- ", "——", "#",
    "## ", "**", "【", "】", "/", "。", "，", "：", "；", "！", "？", "…", "来源：", "记者", "责任编辑：",
    "2025-01-25",
    "2025年1月25日", "09:42:37", "增长5.2%", "亿元", "摄", "图为", "讯", "电", "消息", "相关阅读", "版权所有",
    "打印",
    "分享到：", "全市经济", "平稳运行", "a", "https://example.com/2025/01/02/",
    '"', "“", "”", "(", ")", "（", "）", "𠮷",
    "\u200b", "目录", "〔", "通知", "单位：", "1.1　", "2 ", "首页", "附件1",
    "问：", "答：", "[", "](", "责编：",
]
pages = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)
texts = st.one_of(pages, st.text(max_size=200))


def check_blocks(text: str, report: Report) -> None:
    covered = bytearray(len(text))
    end = 0
    for block in report.blocks:
        assert end <= block.start < block.end <= len(text)
        end = block.end
        covered[block.start:block.end] = b"\1" * (block.end - block.start)
        if block.marker is not None:
            assert block.marker
            assert block.marker in text[block.start:block.end]
        if block.section is not None:
            section = report.sections[block.section]
            assert section.start < block.end
            assert block.start < section.end
    assert all(seen or c.isspace() or c in INVISIBLE for seen, c in zip(covered, text, strict=True))


def check_sections(text: str, report: Report) -> None:
    before = 0
    for place, section in enumerate(report.sections):
        assert place == section.id
        assert before <= section.start < section.end <= len(text)
        before = section.start
        assert section.title.text
        assert text[section.title.start:section.title.end] == section.title.text
        assert section.start <= section.title.start
        assert section.title.end <= section.end
        assert (section.marker is None) == (section.kind == "heading")
        if section.parent is None:
            assert section.level == 1
            continue
        parent = report.sections[section.parent]
        assert section.parent < place
        assert parent.level + 1 == section.level
        assert parent.start <= section.start
        assert section.end <= parent.end


def check_document(text: str, report: Report) -> None:
    document = report.document
    for span in (document.title, document.dateline):
        if span is not None:
            assert span.text == text[span.start:span.end]
    assert document.source is None or document.source in text
    for contributor in document.contributors:
        assert contributor.name in text
        assert contributor.label in text


@settings(max_examples=400, deadline=None)
@given(texts)
def test_blocks_tile_and_sections_nest(text):
    """Blocks cover every character that is not white space and never overlap; sections are a tree in readin"
    "g order."""
    report = dushu.extract(text)
    check_blocks(text, report)
    check_sections(text, report)
    check_document(text, report)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_the_same_text_is_laid_out_the_same_way(text):
    first, second = dushu.extract(text), dushu.extract(text)
    assert (first.blocks, first.sections, first.document) == (second.blocks, second.sections, second.document)


@settings(max_examples=100, deadline=None)
@given(pages)
def test_blank_lines_around_a_text_change_nothing_but_places(text):
    plain, padded = dushu.extract(text.strip("\n")), dushu.extract("\n\n" + text.strip("\n") + "\n\n")
    assert [block.kind for block in plain.blocks] == [block.kind for block in padded.blocks]
    assert [(s.level, s.marker, s.title.text) for s in plain.sections] == [
        (s.level, s.marker, s.title.text) for s in padded.sections]


@pytest.mark.parametrize("piece", [
    "（", "【", "“", "一是", "首先，", "一方面", "1.", "● ", "a ", "。 ", "# ", "|", "\t", "一、", "第",
    "(1)", "①", " ", "　", "\n",
    "2025-", "来源：", "—", "*", "摄", "记者", "年", "〔", "。 一、", "坚持守正 维护公平 ", "：一是", "附件",
    "答：", "2025-01-25 ",
    "- a\n", "一、甲\n", "（一）甲\n1.", "甲\n", "甲，乙\n", "[a](b)\n", "---\n", "相关阅读\n",
    "责任编辑：\n", "标题标题标题\n",
])
def test_long_repetitions_are_laid_out(piece):
    """Whatever is repeated, the text is read to its end; none of these may take more than a moment."""
    text = piece * (60_000 // len(piece))
    report = dushu.extract(text)
    check_blocks(text, report)
    check_sections(text, report)
