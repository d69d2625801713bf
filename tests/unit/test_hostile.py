"""Texts that no writer wrote: every one is read, and what is said of it is true."""
import dushu
import msgspec
import pytest

FIGURE = "刑事警情数同比下降16.35%。"

TEXTS = {
    "lone surrogates": f"\ud800{FIGURE}\udfff",
    "surrogates that are no pair": f"\udc00\ud800{FIGURE}",
    "NUL": f"\0{FIGURE}\0",
    "beyond the basic plane": f"\U00020000\U0010ffff{FIGURE}\U000e0001",
    "combining": "增" + "\u0301" * 1000 + f"。{FIGURE}" + "\u20e3" * 1000,
    "zero width": f"\u200b\u200d{FIGURE}\ufeff",
    "right to left": f"\u202e{FIGURE}\u202c",
    "every line break": f"\r\n\r\u2028\u2029\x85\x0b\x0c{FIGURE}",
    "every ASCII character": f"{''.join(map(chr, range(128)))}。{FIGURE}",
    "open brackets": f"{'（《“【' * 1000}{FIGURE}",
    "magnitudes": f"增长一{'万亿亿万' * 1000}%。{FIGURE}",
    "digits": f"增长{'9' * 100_000}%。{FIGURE}",
    "points": f"{'1.' * 10_000}。{FIGURE}",
    "ranges": f"{'5-' * 10_000}。{FIGURE}",
    "ordinals": f"{'第' * 10_000}。{FIGURE}",
}
UNITS = {"codepoint": ("utf-32-le", 4), "utf16": ("utf-16-le", 2), "utf8": ("utf-8", 1)}


@pytest.mark.parametrize("offsets", UNITS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_figure_is_found_where_it_stands(text, offsets):
    """Whatever is before and behind it, and whatever offsets count."""
    report = dushu.extract(text, offsets=offsets, include=("quantities",))

    encoding, width = UNITS[offsets]
    encoded = text.encode(encoding, "surrogatepass")
    for figure in (*report.quantities, *report.indicators):
        assert encoded[figure.start * width : figure.end * width].decode(encoding) == figure.text
    assert "16.35%" in [figure.text for figure in report.indicators]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_markup_around_changes_nothing(text):
    """The same as a page: as good as its text, as far as markup can hold it."""
    page = f"<p>{FIGURE}</p><div>{text.replace('<', '&lt;').replace('&', '&amp;')}"
    report = dushu.extract(page, content_type="text/html")

    assert [figure.text for figure in report.indicators].count("16.35%") == 2
    assert page[report.indicators[0].start : report.indicators[0].end] == "16.35%"


@pytest.mark.parametrize("text", [text for name, text in TEXTS.items() if "surrogates" not in name])
def test_report_is_json(text):
    """What can be UTF-8 at all comes out as JSON, and every number of it is one that JSON knows."""
    encoded = msgspec.json.Encoder(decimal_format="number").encode(dushu.extract(text, include=("quantities",)))

    assert msgspec.json.decode(encoded)["document"]["length"] == len(text)


def test_arrays_of_one_text_leave_nothing_to_the_next():
    """A long text, then short ones: as if each were the first."""
    before = dushu.extract(FIGURE)
    dushu.extract("第一章 增长5%，其中第三名。\n" * 20_000)

    assert dushu.extract(FIGURE) == before
    assert dushu.extract("无").indicators == []
