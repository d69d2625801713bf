"""Pages become lines that an editor would recognise, and every span of them finds its place in the source."""
import pytest
from dushu.errors import DecodeError, UnknownCharset
from dushu.markup import read_html, resolve


def text_of(source: str) -> str:
    return read_html(source).text


def slice_of(source: str, span: str) -> str:
    """The part of the source that shows as `span`."""
    html = read_html(source)
    at = html.text.index(span)
    start, end = html.to_source(at, at + len(span))
    return source[start:end]


# --- Lines ---


def test_a_page_is_read_as_lines():
    source = """<!DOCTYPE html>
    <html><head><meta charset="utf-8"><title> 全县前三季度
        经济运行 </title><style>p { color: red }</style></head>
    <body><nav><ul><li><a href="/">首页</a></li><li>要闻</li></ul></nav>
    <h1>前三季度经济运行平稳</h1>
    <p>　　实现地区生产总值<b>120.5</b>亿元，<br>同比增长6.1%。</p>
    <script>document.write("<p>12%</p>")</script>
    <!-- <p>旧稿</p> --><noscript>请启用脚本</noscript><template><p>模板</p></template>
    <footer>主办：某县统计局</footer></body></html>"""
    html = read_html(source)
    assert html.text.split("\n") == [
        "全县前三季度 经济运行", "首页", "要闻", "前三季度经济运行平稳", "　　实现地区生产总值120.5亿元，",
        "同比增长6.1%。", "主办：某县统计局",
    ]
    assert (html.title, html.source) == ("全县前三季度 经济运行", source)
    assert (html.charset, html.warnings) == (None, [])


@pytest.mark.parametrize(("source", "text"), [
    ("增长<b>12</b>3.4%", "增长123.4%"),
    ("增长<span class='a>b'>12</span>\n%", "增长12 %"),
    ("一<!-- 二 -->三<!-->四<!--->五", "一三四五"),
    ("<p>一<p>二</p>三<div>四", "一\n二\n三\n四"),
    ("一<br/>二<hr>三", "一\n二\n三"),
    ("<li>一<li>二", "一\n二"),
    ("<dl><dt>甲<dd>乙</dl>", "甲\n乙"),
    ("<p> </p><p>\n一\n</p><p></p>二 ", "一\n二"),
    ("<pre>一\n  二\r\n三</pre>四\n五", "一\n  二\n三\n四五"),
    ("<option>甲<option>乙", "甲\n乙"),
    ("<textarea>一<b>二\n三</textarea>四", "一<b>二\n三\n四"),
    ("", ""),
    (" \n ", ""),
])
def test_tags_break_lines_as_a_reader_sees_them(source, text):
    assert text == text_of(source)


def test_white_space_folds_as_in_a_browser():
    assert text_of("A  B\n\t C&nbsp;\u3000 <i> D </i> ") == "A B C\u00a0\u3000 D"


def test_a_sentence_that_was_wrapped_in_the_source_has_no_space_inside():
    assert text_of("<p>上半年\n全市\r\n实现增长\n12%</p>") == "上半年全市实现增长 12%"


def test_an_indent_or_a_tag_parts_what_a_template_prints():
    source = "<p>来源：日报\n   作者：某某\n<i>编辑：某某</i></p>"
    assert text_of(source) == "来源：日报 作者：某某 编辑：某某"


def test_a_raised_number_does_not_join_the_one_before_it():
    source = "约10<sup>8</sup>立方米，占地5km<sup>2</sup>，增长12%<sup>[1]</sup>"
    assert text_of(source) == "约10⁸立方米，占地5km²，增长12%[1]"


# --- What is text and what is markup ---


@pytest.mark.parametrize(("source", "text"), [
    ("a < b <3 <中", "a < b <3 <中"),
    ("1</中>2</>3", "123"),
    ("1<?php 2 ?>3<!x>4<![CDATA[5]]>6", "1346"),
    ('<%@ page import="a>b" %>一<%= x %>二，占比<%5，<%= 三', "一二，占比<%5，<%= 三"),
    ("<a title='>' href=\"a>b\" x=y>一</a >二", "一二"),
    ("<a title=it's>一</a>二'", "一二'"),
    ('<a href="/x>一</a>二', "一二"),
    ("<SCRIPT>1</sCript >二", "二"),
    ("<script><!-- '<script></script>' --></script>二", "二"),
    ("<style>1</styles></style\n>二", "二"),
    ("一</script>二</template>三", "一二三"),
    ("<template><template>1</template><script></template></script>2</template>三", "三"),
    ("<title>甲<b>乙</title>丙", "甲<b>乙\n丙"),
])
def test_markup_is_told_from_text(source, text):
    assert text == text_of(source)


@pytest.mark.parametrize("source", [
    "一<a href='x", "一<!-- 二", "一<script>二", "一<style>二</style", "一<!doctype", "一</p",
])
def test_markup_that_never_ends_hides_the_rest_and_is_noted(source):
    html = read_html(source)
    assert html.text == "一"
    (warning,) = html.warnings
    assert ("html_unclosed", 1, len(source)) == (warning.code, warning.start, warning.end)


@pytest.mark.parametrize(("source", "text"), [
    ("&lt;&amp;&gt;&quot;", '<&>"'),
    ("&nbsp&copy2021", "\u00a0©2021"),
    ("&#49;&#x32;&#X33&#20803", "123元"),
    ("&yen;12&permil;&minus;3", "¥12‰−3"),
    ("&#0;&#xD800;&#x110000;&#99999999999;", "\ufffd" * 4),
    ("&#128;&#150;&#129;", "€–\x81"),
    ("& &; &none; &#; &#x; AT&T", "& &; &none; &#; &#x; AT&T"),
    ("a&#32;&#10;b", "a b"),
    ("&notit;", "¬it;"),
    ("&NotEqualTilde;", "≂̸"),
])
def test_character_references_are_resolved(source, text):
    assert text == text_of(source)


def test_a_reference_of_ten_million_digits_is_no_number():
    assert resolve("&#" + "1" * 10_000_000 + ";") == ("\ufffd", 10_000_003)
    assert resolve("&#" + "0" * 10_000_000 + "49;") == ("1", 10_000_005)


# --- Tables ---


def test_a_row_is_a_line_and_its_cells_are_parted_by_tabs():
    source = """<table><caption>产量</caption>
    <thead><tr><th>指标</th><th>本期</th><th>增长</th></tr></thead>
    <tbody><tr><td><p>粮食</p></td><td><p>12.5</p></td><td> 3.1% </td></tr>
    <tr><td>蔬菜</td><td></td><td>持平</td></tr><tr><td></td><td>4</td><td>5</td></tr></tbody></table>后文"""
    assert text_of(source).split("\n") == [
        "产量", "指标\t本期\t增长", "粮食\t12.5\t3.1%", "蔬菜\t\t持平", "\t4\t5", "后文",
    ]


def test_rows_without_their_end_tags_are_rows():
    assert text_of("<table><tr><td>甲<td>1<tr><td>乙<td>2</table>后") == "甲\t1\n乙\t2\n后"


def test_lines_inside_a_cell_of_data_are_one():
    source = "<table><tr><td>指标<br>(亿元)</td><td>12</td></tr></table>"
    assert text_of(source) == "指标 (亿元)\t12"


def test_a_table_that_lays_out_the_page_keeps_the_articles_lines():
    paragraph = "全县各项工作有序推进，主要指标保持在合理区间，群众的满意度继续提高。"
    paragraphs = "".join(f"<p>{number}、{paragraph}</p>" for number in "一二三四五")
    source = f"<table><tr><td><li>首页<li>要闻</td><td><h1>标题</h1>{paragraphs}</td></tr></table>"
    lines = text_of(source).split("\n")
    assert ["首页", "要闻", "标题", "一、" + paragraph] == lines[:4]
    assert len(lines) == 8


def test_a_table_inside_a_cell_keeps_its_own_rows():
    source = "<table><tr><td>左栏</td><td>文<table><tr><td>甲</td><td>1</td></tr></table>尾</td></tr></table>"
    assert text_of(source) == "左栏\n文\n甲\t1\n尾"


def test_text_that_stands_in_a_table_but_in_no_cell_keeps_its_place():
    assert text_of("<table>一<tr><td>二</td><td>三</td></tr>四</table>") == "一\n二\t三\n四"


def test_more_cells_than_are_looked_at_are_lines_and_are_noted():
    html = read_html("<table><tr>" + "<td>1</td>" * 150_000)
    assert html.text[:3] == "1\n1"
    assert [warning.code for warning in html.warnings] == ["html_tables"]


# --- Places ---


def test_text_without_markup_is_its_own_source():
    source = "全市新增就业3.2万人，同比增长 8.5%。"
    html = read_html(source)
    assert source == html.text
    for start in range(len(source)):
        for end in range(start, len(source) + 1):
            assert (start, end) == html.to_source(start, end)


@pytest.mark.parametrize(("source", "span", "place"), [
    ("<p>增长<b>12.3</b>%</p>", "12.3", "12.3"),
    ("<p>增长<b>12</b>3.4%</p>", "123.4%", "12</b>3.4%"),
    ("<p>增长<b>12.3</b>%</p>", "增长", "增长"),
    ("<p>营收&yen;12万</p>", "¥12万", "&yen;12万"),
    ("<p>营收&#65509;12万</p>", "12万", "12万"),
    ("<td>约 \n 12</td>", " 12", " \n 12"),
    ("<p>一</p>\n<p>二</p>", "一\n二", "一</p>\n<p>二"),
    ("<p>一</p><script>2</script><p>二</p>", "\n", "</p><script>2</script><p>"),
    ("<table><tr><td>12</td><td>34</td></table>", "12\t34", "12</td><td>34"),
    ("10<sup>8</sup>", "⁸", "8"),
    ("&NotEqualTilde;1", "\u0338", "&NotEqualTilde;"),
])
def test_spans_find_the_source_that_they_show(source, span, place):
    assert place == slice_of(source, span)


def test_spans_count_code_points_beyond_the_basic_plane():
    assert slice_of("<p>𠀀</p><p>𠮷野家</p>", "𠮷野家") == "𠮷野家"


def test_an_empty_span_has_an_empty_place():
    html = read_html("<p>一&lt;</p><p>二</p>")
    for at in range(len(html.text) + 1):
        start, end = html.to_source(at, at)
        assert start == end
    assert read_html("<p></p>").to_source(0, 0) == (0, 0)


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (0, 2), (1, 0), (2, 2)])
def test_spans_outside_of_the_text_are_refused(start, end):
    html = read_html("<p>一</p>")
    with pytest.raises(ValueError, match="no span"):
        html.to_source(start, end)


# --- Charsets ---


def page(charset: str, text: str = "同比增长") -> str:
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f"<html><head>{declared}</head><body><p>{text}</p>"


@pytest.mark.parametrize(("declared", "actual", "read_as"), [
    ("gb2312", "gbk", "gb18030"), ("GBK", "gbk", "gb18030"), ("big5", "big5", "big5"),
    ("utf-8", "utf-8", "utf-8"),
])
def test_a_page_is_read_in_the_charset_that_it_declares(declared, actual, read_as):
    html = read_html(page(declared, "同比增長").encode(actual))
    assert ("同比增長", read_as, []) == (html.text, html.charset, html.warnings)


@pytest.mark.parametrize("declaration", [
    "<meta charset=gbk>",
    "<META CHARSET = 'GBK' />",
    '<meta charset="x-unheard-of"><meta charset="gbk">',
    "<!-- <meta charset=big5> --><meta charset=gbk>",
    "<meta name=a content='charset=big5'><meta charset=gbk>",
    "<meta content='text/html;charset=gb2312' http-equiv=content-type>",
    "<meta charset=gbk><meta charset=big5>",
    "<meta charset=iso-8859-1><meta charset=gbk>",
])
def test_the_first_known_declaration_counts(declaration):
    html = read_html((declaration + "同比增长").encode("gbk"))
    assert (html.text, html.charset, html.warnings) == ("同比增长", "gb18030", [])


def test_the_transports_charset_wins_over_the_pages():
    assert read_html(page("gb2312", "同比增長").encode("big5"), "big5").text == "同比增長"
    with pytest.raises(DecodeError) as caught:
        read_html(page("gb2312", "中部增长").encode("gb2312"), "utf-8")
    assert page("gb2312").index("同") == caught.value.offset


def test_a_mark_wins_over_the_pages_charset():
    html = read_html(("\ufeff" + page("gb2312")).encode())
    assert (html.text, html.charset) == ("同比增长", "utf-8")
    assert [warning.code for warning in html.warnings] == ["charset_contradicted"]


@pytest.mark.parametrize(("declared", "actual", "read_as"), [
    ("gb2312", "utf-8", "utf-8"), ("big5", "utf-8", "utf-8"), ("utf-8", "gbk", "gb18030"),
])
@pytest.mark.parametrize("text", ["同比增长", "同比增长12.5%，环比增长3%"])
def test_a_page_that_declares_a_wrong_charset_is_read_with_a_warning(declared, actual, read_as, text):
    source = page(declared, text)
    html = read_html(source.encode(actual))
    assert (text, read_as) == (html.text, html.charset)
    warning = html.warnings[0]
    assert ("charset_contradicted", 0, len(source)) == (warning.code, warning.start, warning.end)


def test_a_big5_page_with_a_bad_byte_is_not_read_as_gb18030():
    head = page("big5", "同比增長").encode("big5")
    with pytest.raises(DecodeError) as caught:
        read_html(head + b"\xff")
    assert ("big5", len(head)) == (caught.value.charset, caught.value.offset)


def test_a_page_in_utf_16_needs_its_mark_only():
    html = read_html(("\ufeff" + page("utf-16")).encode("utf-16le"))
    assert (html.text, html.charset, html.warnings) == ("同比增长", "utf-16le", [])


def test_a_servers_default_leaves_it_to_the_page():
    html = read_html(page("gbk").encode("gbk"), "iso-8859-1")
    assert (html.text, html.charset) == ("同比增长", "gb18030")


def test_an_unknown_charset_of_the_transport_is_refused():
    with pytest.raises(UnknownCharset):
        read_html(b"<p>1</p>", "x-unheard-of")


def test_a_page_that_declares_nothing_is_read_as_any_text():
    assert read_html("<p>同比增长</p>".encode("gbk")).charset == "gb18030"
    assert read_html("<p>同比增长</p>".encode()).charset == "utf-8"


# --- Hostile pages ---


@pytest.mark.parametrize("source", [
    pytest.param("<div>" * 10_000 + "一" + "</div>" * 10_000, id="deep"),
    pytest.param("<b><p>" * 10_000 + "一", id="misnested"),
    pytest.param("".join(f"<font size={n}><p>" for n in range(10_000)) + "一", id="attributes"),
    pytest.param("<table><tr><td>" * 10_000 + "一", id="tables"),
    pytest.param("<" * 1_000_000 + "p>一", id="openings"),
    pytest.param("<a b='\"" * 100_000 + ">一", id="quotes"),
    pytest.param("<template>" * 10_000 + "</template>" * 10_000 + "一", id="templates"),
    pytest.param("<%= " * 100_000 + "一", id="server code"),
])
def test_hostile_pages_are_read_to_their_end(source):
    assert read_html(source).text.endswith("一")


def test_lone_surrogates_and_nul_pass_through():
    assert text_of("<table><tr><td>\ud800\0一<td>\udfff") == "\ud800\0一\t\udfff"
