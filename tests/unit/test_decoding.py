"""Bytes become text as declared, or are refused with the place where they go wrong."""
import codecs

import pytest
from dushu.decoding import LABELS, UNSTATED, charset_of, decode
from dushu.errors import DecodeError, UnknownCharset

SENTENCE = "上半年，全市新增就业3.2万人，同比增长8.5%。"
TRADITIONAL = "上半年，全市新增就業3.2萬人，較去年同期增加8.5%。"


def codes(data: bytes, charset: str | None = None) -> list[str]:
    return [warning.code for warning in decode(data, charset).warnings]


# --- Labels ---


@pytest.mark.parametrize("label", [
    "gb2312", "GBK", "x-gbk", "cp936", "gb18030", "gb_2312-80", "GB2312-80", "GB_18030", "EUC-CN", " gbk\r\n",
    '"gb2312"',
])
def test_every_name_of_gb_is_read_as_gb18030(label):
    """The characters beyond GB 2312 are read even where the label promises none."""
    text = "镕䶮𠮷"
    assert (text, "gb18030", []) == decode(text.encode("gb18030"), label)


@pytest.mark.parametrize(("label", "charset"), [
    ("utf-8", "utf-8"), ("UTF8", "utf-8"), ("utf_8", "utf-8"),
    ("big5", "big5"), ("Big5-HKSCS", "big5"), ("big5hkscs", "big5"), ("cp950", "big5"),
    ("utf-16", "utf-16le"), ("utf-16le", "utf-16le"), ("UTF-16BE", "utf-16be"),
])
def test_labels_say_what_they_are_read_as(label, charset):
    assert (TRADITIONAL, charset, []) == decode(TRADITIONAL.encode(charset), label)


@pytest.mark.parametrize("label", [
    "", " ", "utf-8\0", "\0", "gb2312\0gbk", "utf-9", "utf-7", "hz-gb-2312", "utf-32", "rot13", "zlib",
    "idna", "undefined", "mbcs", "unicode_escape", "../etc/passwd", "utf-8;q=1", "gb\u212a", "ｇｂｋ",
    "国标", "\ud800", "a" * 100_000, "utf-8" + " " * 100_000,
], ids=lambda label: ascii(label[:20]))
def test_labels_that_are_not_in_the_table_are_refused(label):
    """Python's own codecs are never asked, nor do padding, NUL or look-alikes get a label in."""
    with pytest.raises(UnknownCharset) as caught:
        decode(b"12", label)
    assert label == caught.value.label
    assert len(str(caught.value)) < 1000


def test_no_label_reaches_the_codec_registry():
    """`codecs.lookup` imports modules by name: what clients send must not get there."""
    asked: list[str] = []

    def search(name: str) -> None:
        asked.append(name)

    codecs.register(search)
    try:
        with pytest.raises(UnknownCharset):
            decode(b"12", "never-heard-of-it")
    finally:
        codecs.unregister(search)
    assert asked == []


def test_the_table_is_written_as_labels_are_looked_up():
    for label, charset in LABELS.items():
        assert label == label.lower().replace("_", "-")
        assert charset == charset_of(label)


# --- Byte order marks ---


@pytest.mark.parametrize("charset", ["utf-8", "utf-16le", "utf-16be", "gb18030"])
def test_a_byte_order_mark_is_enough_and_is_no_part_of_the_text(charset):
    assert (SENTENCE, charset, []) == decode(("\ufeff" + SENTENCE).encode(charset))


@pytest.mark.parametrize("charset", ["utf-8", "utf-16le", "utf-16be", "gb18030"])
def test_only_the_first_mark_is_left_out(charset):
    assert decode(("\ufeff\ufeff" + SENTENCE).encode(charset)).text == "\ufeff" + SENTENCE


@pytest.mark.parametrize(("declared", "actual"), [
    ("gb2312", "utf-8"), ("utf-8", "utf-16le"), ("utf-16le", "utf-16be"), ("big5", "gb18030"),
])
def test_a_mark_wins_over_the_label_with_a_warning(declared, actual):
    decoded = decode(("\ufeff" + SENTENCE).encode(actual), declared)
    assert (SENTENCE, actual) == decoded[:2]
    (warning,) = decoded.warnings
    assert ("charset_contradicted", 0, len(SENTENCE)) == (warning.code, warning.start, warning.end)


@pytest.mark.parametrize(("declared", "actual"), [
    ("utf-8", "utf-8"), ("utf-16", "utf-16be"), ("utf-16", "utf-16le"), ("utf-16be", "utf-16be"),
    ("latin1", "utf-8"),
])
def test_a_mark_that_agrees_with_the_label_is_not_odd(declared, actual):
    assert codes(("\ufeff" + SENTENCE).encode(actual), declared) == []


@pytest.mark.parametrize(("data", "offset"), [
    (b"\xef\xbb\xbf12\xff", 5), (b"\xff\xfe1\x00\x00\xd8", 4), (b"\xfe\xff\x00", 2),
    (b"\x84\x31\x95\x331\xff", 5),
])
def test_offsets_of_bad_bytes_count_the_mark(data, offset):
    with pytest.raises(DecodeError) as caught:
        decode(data)
    assert offset == caught.value.offset


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33"])
def test_nothing_but_a_mark_is_an_empty_text(mark):
    assert decode(mark).text == ""


# --- No charset declared ---


def test_nothing_is_an_empty_text():
    assert decode(b"") == ("", "utf-8", [])


def test_utf_8_needs_no_declaration():
    assert decode(SENTENCE.encode()) == (SENTENCE, "utf-8", [])


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030"])
def test_gb_is_guessed_with_a_warning(charset):
    decoded = decode(SENTENCE.encode(charset))
    assert decoded[:2] == (SENTENCE, "gb18030")
    (warning,) = decoded.warnings
    assert ("charset_guessed", 0, len(SENTENCE)) == (warning.code, warning.start, warning.end)


@pytest.mark.parametrize("label", ["ascii", "US-ASCII", "latin1", "ISO-8859-1", "windows-1252"])
def test_a_servers_default_label_changes_nothing_but_is_noted(label):
    """Many servers call every page Latin-1; no Chinese report can be in it."""
    assert charset_of(label) == UNSTATED
    assert decode(SENTENCE.encode(), label)[:2] == (SENTENCE, "utf-8")
    assert codes(SENTENCE.encode(), label) == ["charset_ignored"]
    assert codes(SENTENCE.encode("gbk"), label) == ["charset_ignored", "charset_guessed"]
    assert codes(b"up 3%", label) == []


def test_utf_8_cut_inside_a_character_is_not_taken_for_gb18030():
    """Half of all cuts are valid GB18030, of nonsense."""
    whole = SENTENCE.encode()
    for cut in range(3, len(whole)):
        try:
            expected = whole[:cut].decode()
        except UnicodeDecodeError as error:
            place = error.start
            with pytest.raises(DecodeError, match="ends inside") as caught:
                decode(whole[:cut])
            assert (caught.value.charset, caught.value.offset) == ("utf-8", place)
        else:
            assert (expected, "utf-8", []) == decode(whole[:cut])


def test_utf_8_with_a_stretch_of_gb_inside_is_refused_where_that_starts():
    head = SENTENCE.encode()
    with pytest.raises(DecodeError) as caught:
        decode(head + "中部增长".encode("gbk") + head)
    assert ("utf-8", len(head)) == (caught.value.charset, caught.value.offset)


def test_bytes_that_are_neither_are_refused_where_the_better_guess_ends():
    head = SENTENCE.encode("gb18030")
    with pytest.raises(DecodeError) as caught:
        decode(head + b"\xff" + head)
    assert ("gb18030", len(head)) == (caught.value.charset, caught.value.offset)


# --- A declared charset is binding ---


@pytest.mark.parametrize("charset", ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5"])
def test_a_declared_text_cut_at_any_byte_is_read_or_refused_with_the_place(charset):
    whole = (TRADITIONAL + ("" if charset == "big5" else "𠮷䶮")).encode(charset)
    for cut in range(len(whole)):
        try:
            expected = whole[:cut].decode(charset)
        except UnicodeDecodeError as error:
            place = error.start
            with pytest.raises(DecodeError, match="ends inside") as caught:
                decode(whole[:cut], charset)
            assert caught.value.offset == place
        else:
            assert expected == decode(whole[:cut], charset).text


@pytest.mark.parametrize(("data", "charset", "offset"), [
    pytest.param(b"12\xc0\xaf", "utf-8", 2, id="overlong, two bytes"),
    pytest.param(b"12\xe0\x80\xaf", "utf-8", 2, id="overlong, three bytes"),
    pytest.param(b"12\xed\xa0\xbd\xed\xb8\x80", "utf-8", 2, id="CESU-8"),
    pytest.param(b"12\xf4\x90\x80\x80", "utf-8", 2, id="beyond Unicode in UTF-8"),
    pytest.param("增长".encode("gbk"), "utf-8", 0, id="GBK declared as UTF-8"),
    pytest.param(b"1\x00\x00\xdc2\x00", "utf-16le", 2, id="low surrogate first"),
    pytest.param(b"1\x00\x00\xd82\x00", "utf-16le", 2, id="high surrogate alone"),
    pytest.param(b"12\xff", "gbk", 2, id="FF in GBK"),
    pytest.param(b"12\x81\x7f", "gbk", 2, id="DEL as a second byte"),
    pytest.param(b"12\xe3\x32\x9a\x36", "gb18030", 2, id="first beyond Unicode in GB18030"),
    pytest.param(b"12\xfe\x39\xfe\x39", "gb18030", 2, id="last four bytes of GB18030"),
    pytest.param(b"12\x80", "big5", 2, id="80 in Big5"),
])
def test_ill_formed_bytes_are_refused_with_their_offset(data, charset, offset):
    with pytest.raises(DecodeError) as caught:
        decode(data, charset)
    assert offset == caught.value.offset


def test_no_four_bytes_of_gb18030_make_a_surrogate():
    """The last code point has a form and what follows has none; surrogates have none either."""
    assert decode(b"\xe3\x32\x9a\x35", "gb18030").text == "\U0010ffff"
    for high in range(0x81, 0x85):
        for second in range(0x30, 0x3A):
            for third in range(0x81, 0xFF):
                for fourth in range(0x30, 0x3A):
                    try:
                        text = decode(bytes((high, second, third, fourth)), "gb18030").text
                    except DecodeError:
                        continue
                    assert not any("\ud800" <= letter <= "\udfff" for letter in text)


def test_chinese_utf_8_declared_as_gb_is_read_as_declared_with_a_warning():
    data = "同比增长".encode()
    decoded = decode(data, "gb2312")
    assert data.decode("gb18030") == decoded.text
    assert [warning.code for warning in decoded.warnings] == ["charset_doubtful"]


def test_short_gb_that_is_latin_in_utf_8_is_not_doubted():
    """联通 in GBK is valid UTF-8 too, of letters that no Chinese text is made of."""
    data = bytes.fromhex("c1aa cda8 d2b5".replace(" ", ""))
    assert decode(data, "gbk") == ("联通业", "gb18030", [])


def test_the_euro_sign_of_windows_is_read():
    assert decode(b"\xcd\xb6\xd7\xca\x8080\x80\x80\xcd\xf2", "gbk").text == "投资€80€€万"
    assert decode(b"\xa3\xe180" + "萬".encode("big5"), "big5").text == "€80萬"
    assert decode(b"\xd6\x80", "gbk").text == "謤"


def test_private_use_characters_stay_what_the_table_says():
    assert decode(bytes.fromhex("a6d9aaa1fe59fe50"), "gb18030").text == "\ue78d\ue000\ue81e\u2e81"


def test_nul_is_a_character():
    assert decode(b"1\0").text == "1\0"
