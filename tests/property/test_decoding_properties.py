"""Whatever the bytes and the markup: text or a refusal, and places that are true."""
import re

from dushu.decoding import LABELS, decode
from dushu.errors import DecodeError, UnknownCharset
from dushu.markup import read_html
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

CHINESE = st.text(st.sampled_from("上半年全市实现生产总值增长，。%12.3 \n（）"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | CHINESE
CHARSETS = st.sampled_from(["utf-8", "utf-16le", "utf-16be", "gb18030"])
LABEL = st.none() | st.sampled_from(sorted(LABELS)) | st.text(max_size=12)
MIXED = st.tuples(TEXTS, st.binary(), TEXTS).map(lambda parts: (
    parts[0].encode() + parts[1] + parts[2].encode("gb18030")
))
MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x84\x31\x95\x33")


@given(TEXTS, CHARSETS)
def test_marked_text_comes_back(text, charset):
    assert (text, charset, []) == decode(("\ufeff" + text).encode(charset))


@given(TEXTS, CHARSETS)
def test_declared_text_comes_back(text, charset):
    data = text.encode(charset)
    if not data.startswith(MARKS):
        assert (text, charset) == decode(data, charset)[:2]


@given(st.text(st.characters(codec="big5hkscs")))
def test_declared_big5_comes_back(text):
    data = text.encode("big5hkscs")
    # Some signs have two forms, and some letters join with what follows: the codec's reading is what counts.
    assert data.decode("big5hkscs") == decode(data, "big5").text


@given(TEXTS)
def test_utf_8_needs_no_declaration(text):
    if not text.startswith("\ufeff"):
        assert (text, "utf-8", []) == decode(text.encode())


@given(st.binary() | MIXED, LABEL)
@example(b"\xff\xfe\x00\xd8", None)
@example(b"\x84\x31\x95\x33\x80", "gbk")
def test_bytes_are_text_or_refused(data, label):
    """No other error, no lone surrogate, offsets in range, warnings about the text that came out."""
    try:
        decoded = decode(data, label)
    except UnknownCharset as refusal:
        refused = refusal.label
        assert refused == label
    except DecodeError as refusal:
        offset = refusal.offset
        assert 0 <= offset < len(data)
    else:
        decoded.text.encode("utf-8")
        for warning in decoded.warnings:
            assert (0, len(decoded.text)) == (warning.start, warning.end)


# --- HTML ---

MARKUP = st.sampled_from([
    "<p>", "</p>", "<div class='a'>", "</div>", "<b>", "</b>", "<br>", "<br/>", '<span title="a>b">',
    "</span>", "<a href=x/>", "</a>", "<li>", "<ul>", "</ul>", "<h1>", "</h1>", "<!-- x -->", "<!-->",
    "<!doctype html>", "<script>1<2</script>", "<style>p>a{}</style>", "</>", "</ x>", "<?x>", "<", "&",
    "&lt;", "&nbsp;", "&nbsp", "&#x5143;", "&#49;", "&amp;lt;", "&x;", "&#", "< b", ">", "<title>",
    "</title>", " ",
    "\n", "  ", "\u3000",
])
TABLES = st.sampled_from([
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<tbody>", "</tbody>", "<caption>",
])
ROUGH = st.sampled_from([
    "<a b='", '<a b="', "<!--", "<script>", "<pre>", "</pre>", "<textarea>", "<sup>", "</sup>", "<template>",
    "</template>", "<%=", "%>", "\r\n", "\0", "\ud800", "<noscript>", "<",
])
WORDS = st.text(st.sampled_from("增长全市，12.3%ab𠮷"), min_size=1, max_size=4)
PAGES = st.lists(WORDS | MARKUP | TABLES | ROUGH, max_size=40).map("".join)


@given(PAGES | st.text(st.characters()))
def test_places_are_in_range_and_in_order(source):
    """Every character has a place; places never run backwards; a span reaches from its first to its last."""
    html = read_html(source)
    before = (0, 0)
    for at in range(len(html.text)):
        place = html.to_source(at, at + 1)
        assert 0 <= place[0] < place[1] <= len(source)
        # Two characters share a place where one reference stands for both.
        assert before[1] <= place[0] or before == place
        if at:
            assert (before[0], place[1]) == html.to_source(at - 1, at + 1)
        before = place


@given(PAGES)
def test_a_place_of_one_code_point_holds_the_character_itself(source):
    """But for white space, which is folded, and raised numbers."""
    html = read_html(source)
    for at, letter in enumerate(html.text):
        start, end = html.to_source(at, at + 1)
        if end - start == 1 and letter not in " \n" and "<sup>" not in source:
            assert letter == source[start]


@given(st.text(st.characters(exclude_characters="<& \t\n\f\r")))
def test_text_without_markup_is_its_own_source(source):
    html = read_html(source)
    assert source == html.text
    for at in range(len(source)):
        assert (at, at + 1) == html.to_source(at, at + 1)


@given(st.binary() | PAGES.map(lambda page: page.encode("utf-8", "replace")), LABEL)
def test_pages_are_text_or_refused(data, label):
    try:
        html = read_html(data, label)
    except (DecodeError, UnknownCharset):
        return
    html.text.encode("utf-8")
    for warning in html.warnings:
        assert 0 <= warning.start <= warning.end <= len(html.source)


@given(st.lists(WORDS | MARKUP, max_size=40).map("".join))
def test_the_text_is_what_a_browsers_parser_sees(source):
    """All but white space, which lines are made of, agrees with the tree that lexbor builds."""
    tree = LexborHTMLParser(source)
    for node in tree.css("script, style"):
        node.decompose()
    text = tree.root.text() if tree.root is not None else ""
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", read_html(source).text)
