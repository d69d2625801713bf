"""Bytes to text: what the reader declared, else the byte order mark, strict UTF-8, strict GB18030.

In: the bytes of one body and the label that came with them. Out: the text without its byte order mark, the
charset that it was read in, and what was odd. Nothing is ever replaced or left out: bytes that are no text in
their charset are refused with the offset of the first bad one. Cost: one `bytes.decode` for UTF-8.

Labels go through the fixed table below and never reach `codecs.lookup`, which imports modules by name. What
they mean follows the Encoding Standard (encoding.spec.whatwg.org) as far as Chinese pages go: every name of
GB 2312 and GBK is read as GB18030, their superset, and `big5` as Big5-HKSCS. Private use characters come out
as Python's gb18030 and big5hkscs tables have them, so that a caller who decodes by herself gets the same
code points: the vertical forms from A6D9 on and the eight ideographs from FE59 on, though encoded since,
stay private use.
"""
import codecs
import re
from typing import NamedTuple

from .errors import DecodeError, UnknownCharset
from .report import Warning

UTF_8 = "utf-8"
UTF_16 = "utf-16"
"""Of either byte order: little-endian unless the mark says otherwise, so no text is ever reported in it."""
UTF_16LE = "utf-16le"
UTF_16BE = "utf-16be"
GB18030 = "gb18030"
BIG5 = "big5"
UNSTATED = "unstated"
"""What a label says that no Chinese text can be in: a server's default, read as if none had been declared."""

LABELS: dict[str, str] = {
    label: charset
    for charset, labels in {
        UTF_8: "utf-8 utf8 utf-8-sig unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
        UTF_16: "utf-16 utf16 ucs-2 iso-10646-ucs-2 csunicode unicode",
        UTF_16LE: "utf-16le utf16le unicodefeff",
        UTF_16BE: "utf-16be utf16be unicodefffe",
        GB18030: (
            "gb18030 gb-18030 gb18030-2000 gb18030-2005 gb18030-2022 gbk x-gbk cp936 ms936 936 windows-936 "
            "x-cp936 x-mswin-936 gb2312 gb-2312 gb-2312-80 gb2312-80 csgb2312 csiso58gb231280 iso-ir-58 "
            "chinese euc-cn euccn x-euc-cn"
        ),
        BIG5: (
            "big5 big-5 cn-big5 csbig5 x-x-big5 x-big5 big5-hkscs big5hkscs x-big5-hkscs big5-eten big5-tw "
            "cp950 ms950 950 windows-950 x-windows-950"
        ),
        UNSTATED: "ascii us-ascii ansi-x3.4-1968 iso-8859-1 iso8859-1 latin1 latin-1 l1 windows-1252 cp1252",
    }.items()
    for label in labels.split()
}
"""Every known label, in lower case and with `-` for `_`, and what it is read as."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, UTF_16LE),
    (codecs.BOM_UTF16_BE, UTF_16BE),
    ("\ufeff".encode("gb18030"), GB18030),
)

_CODECS = {
    UTF_8: "utf-8", UTF_16LE: "utf-16-le", UTF_16BE: "utf-16-be", GB18030: "gb18030", BIG5: "big5hkscs",
}

_LONG = re.compile("[^\0-\u07ff]")
"""A character that takes three bytes or more in UTF-8, as all Chinese ones do."""
_FOUR_LONG = re.compile("(?:[\0-\u07ff]*+[^\0-\u07ff]){4}")


class Decoded(NamedTuple):
    """A text, the charset that it was read in (utf-8, utf-16le, utf-16be, gb18030 or big5), and warnings.

    The byte order mark belongs to neither the text nor its offsets.
    """

    text: str
    charset: str
    warnings: list[Warning]


def charset_of(label: str) -> str:
    """The charset that a label is read as, or `UNSTATED` for one that no Chinese text can be in.

    Case, white space and quotes around it, and `_` for `-` do not matter. Raises UnknownCharset.

    >>> charset_of("GB_2312-80"), charset_of(" utf8 ")
    ('gb18030', 'utf-8')
    """
    # The length first, so that a label of 100 KB is neither copied nor folded; ASCII only, since lower()
    # makes an ASCII letter of the Kelvin sign.
    if len(label) <= 64 and label.isascii():
        charset = LABELS.get(label.strip("\t\n\f\r \"'").lower().replace("_", "-"))
        if charset is not None:
            return charset
    raise UnknownCharset(label)


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Decode a body, strictly. `charset` is the label that the reader declared, None when there was none.

    - A byte order mark wins over any label; where the two differ, the warning `charset_contradicted` says so.
    - A declared charset is binding. Bytes declared as GB18030 or Big5 that are valid UTF-8, and Chinese at
      that, are read as declared, with the warning `charset_doubtful`.
    - Labels of ASCII and Latin-1 are a server's default and change nothing; the warning `charset_ignored`
      says so, unless the text is ASCII indeed.
    - With no charset: strict UTF-8, else strict GB18030 with the warning `charset_guessed`. Bytes that go
      wrong behind Chinese in UTF-8 are not guessed at: they are broken UTF-8, cut off inside a character
      perhaps.

    Warnings span the whole text, in code points. Raises UnknownCharset for the label; DecodeError for bytes
    that are no text in their charset, with the offset of the first bad one in `data`, the byte order mark
    counted. For undeclared bytes that is the error of UTF-8 or of GB18030, whichever reads further.
    """
    declared = None if charset is None else charset_of(charset)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            text = _strict(data, marked, len(mark))
            agrees = declared in (None, UNSTATED, marked)
            if agrees or (declared == UTF_16 and marked in (UTF_16LE, UTF_16BE)):
                return Decoded(text, marked, [])
            message = f"declared as {declared}, but the byte order mark says {marked}: read as {marked}"
            return Decoded(text, marked, [Warning("charset_contradicted", message, 0, len(text))])
    if declared is None:
        return _guess(data)
    if declared == UNSTATED:
        decoded = _guess(data)
        if not decoded.text.isascii():
            message = f"the declared charset holds no Chinese: ignored, read as {decoded.charset}"
            decoded.warnings.insert(0, Warning("charset_ignored", message, 0, len(decoded.text)))
        return decoded
    if declared == UTF_16:
        declared = UTF_16LE
    text = _strict(data, declared)
    if declared in (GB18030, BIG5) and not text.isascii() and _is_chinese_utf8(data):
        message = f"declared as {declared}, but the bytes are valid UTF-8 too: read as {declared}"
        return Decoded(text, declared, [Warning("charset_doubtful", message, 0, len(text))])
    return Decoded(text, declared, [])


def _guess(data: bytes) -> Decoded:
    """Strict UTF-8, else strict GB18030."""
    try:
        return Decoded(str(data, "utf-8"), UTF_8, [])
    except UnicodeDecodeError as error:
        broken = error
    # GB18030 would read much of broken UTF-8, as nonsense. Four long characters before the first bad byte do
    # not come about by chance in GB18030; where the bytes merely end too early, one is enough.
    head = data[: broken.start].decode("utf-8")
    ends_early = broken.reason == "unexpected end of data"
    if _FOUR_LONG.match(head) or (ends_early and _LONG.search(head)):
        raise _refusal(broken, UTF_8, 0)
    try:
        # Without the concession of `_euro`: a guess has to be borne out by every byte.
        text = str(data, "gb18030")
    except UnicodeDecodeError as error:
        if error.start > broken.start:
            raise _refusal(error, GB18030, 0) from None
        raise _refusal(broken, UTF_8, 0) from None
    message = "no charset was declared and the bytes are not UTF-8: read as GB18030"
    return Decoded(text, GB18030, [Warning("charset_guessed", message, 0, len(text))])


def _is_chinese_utf8(data: bytes) -> bool:
    """Whether bytes are valid UTF-8 that holds a long character. Cheap: real GBK and Big5 fail early."""
    try:
        return _LONG.search(str(data, "utf-8")) is not None
    except UnicodeDecodeError:
        return False


def _strict(data: bytes, charset: str, skip: int = 0) -> str:
    """`data[skip:]` as text in `charset`. Raises DecodeError; its offset counts from the start of `data`."""
    try:
        return str(memoryview(data)[skip:] if skip else data, _CODECS[charset], _EURO)
    except UnicodeDecodeError as error:
        raise _refusal(error, charset, skip) from None


def _euro(error: UnicodeError) -> tuple[str, int]:
    """The one concession to strictness, the Encoding Standard's: euro signs that Python's codecs do not know.

    Windows' GBK has the sign at 80, where GB18030 has nothing, and Big5 at A3E1. The codec calls this for
    every stretch of bytes that it refuses; anything else stays refused.
    """
    if isinstance(error, UnicodeDecodeError):
        data, start = error.object, error.start
        if error.encoding == "gb18030" and data[start] == 0x80:
            end = start + 1
            while data[end : end + 1] == b"\x80":
                end += 1
            return "€" * (end - start), end
        if error.encoding == "big5hkscs" and data[start : start + 2] == b"\xa3\xe1":
            return "€", start + 2
    raise error


_EURO = "dushu.euro"
codecs.register_error(_EURO, _euro)


def _refusal(error: UnicodeDecodeError, charset: str, skip: int) -> DecodeError:
    """The library's own error for that of a codec which read from byte `skip` on."""
    offset = error.start + skip
    byte = error.object[error.start]
    # The codecs of two bytes call 80 and FF incomplete too, which start no character.
    cut = error.reason in ("unexpected end of data", "truncated data") or (
        error.reason == "incomplete multibyte sequence" and byte not in (0x80, 0xFF)
    )
    if cut:
        message = f"not {charset}: the text ends inside the character at offset {offset}"
    else:
        message = f"not {charset}: bad byte {byte:02X} at offset {offset}"
    return DecodeError(message, charset, offset)
