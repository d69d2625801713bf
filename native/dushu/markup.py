"""HTML to text: the visible text of a page as lines, with a map back to the source's offsets.

In: a page as bytes or text. Out: what an editor would read, one line for each heading, paragraph, list item
and table row (cells parted by tabs), page furniture included: the layout stage tells it from the article.
Cost: linear in the source whatever it holds, no recursion; 10 to 70 MB/s on pages, 1 on pages of hardly
anything but tags and entities.

Two passes share the work. The first walks the source as HTML's tokenizer does and cuts the visible text into
pieces, each with the place that it came from; a parser's tree knows no places. It passes over attributes and
nesting, of which crafted pages make trees of quadratic size. The second learns the rows and cells of tables,
where pages leave out or misplace tags most, from the tree that lexbor builds as browsers do: of a skeleton
that has only the tables' tags, and a comment for each stretch of pieces between them.
"""
import html.entities
import re
from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from .decoding import UNSTATED, UTF_8, UTF_16, UTF_16BE, UTF_16LE, Decoded, charset_of, decode
from .errors import DecodeError, UnknownCharset
from .report import Warning


class Pieces:
    """Texts in order, and the stretch of the source that each of them shows.

    Where a text and its stretch are of one length they agree code point by code point; else the piece (an
    entity, folded white space, the break of a line) has its place as a whole. Columns and not objects: a
    page may have a piece for every other code point, and Python's collector would visit each.
    """

    __slots__ = ("ends", "starts", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        # Unsigned 32-bit: a source of 4 Gi code points fits nowhere else either.
        self.starts = array("I")
        self.ends = array("I")

    def add(self, text: str, start: int, end: int) -> None:
        """Append a text that shows `source[start:end]`."""
        self.texts.append(text)
        self.starts.append(start)
        self.ends.append(end)


class Html:
    """A page's visible text, and where in its source each part of the text stands.

    `source` is the page as it was sent, decoded: the text that a report's offsets count. `text` is what the
    stages read. `charset` is None for a page that came as text. `title` is that of the head, None without
    one; it is a line of the text too. `warnings` count code points of the source.
    """

    __slots__ = (
        "_source_ends", "_source_starts", "_text_starts", "charset", "source", "text", "title", "warnings",
    )

    def __init__(
        self, source: str, charset: str | None, title: str | None, warnings: list[Warning], pieces: Pieces
    ) -> None:
        self.source = source
        self.charset = charset
        self.title = title
        self.warnings = warnings
        self.text = "".join(pieces.texts)
        self._text_starts = array("I", accumulate(map(len, pieces.texts), initial=0))
        self._source_starts = pieces.starts
        self._source_ends = pieces.ends

    def pieces(self) -> "tuple[array[int], array[int], array[int]]":
        """The map in bulk: where each piece begins in `text` (and, last, where the text ends), and where each begins
        and ends in the source."""
        return self._text_starts, self._source_starts, self._source_ends

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that shows as `text[start:end]`, markup between its characters included.

        `source[a:b]` is what the span's `text` should say: it is `text[start:end]` itself but where an
        entity, an inline tag or folded white space stands inside. Monotone: later spans have no earlier
        places, and what stands apart in the text stands apart in the source. An empty span has an empty
        place. Raises ValueError for a span outside of the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no span of a text of {len(self.text)} code points: {start}, {end}")
        if not self._source_starts:
            return 0, 0
        starts = self._text_starts
        piece = min(bisect_right(starts, start), len(self._source_starts)) - 1
        first = self._source_starts[piece]
        last = self._source_ends[piece]
        if start == starts[-1]:
            return last, last
        if last - first == starts[piece + 1] - starts[piece]:
            first += start - starts[piece]
        if start == end:
            return first, first
        piece = bisect_left(starts, end) - 1
        last = self._source_ends[piece]
        if last - self._source_starts[piece] == starts[piece + 1] - starts[piece]:
            last -= starts[piece + 1] - end
        return first, last


def read_html(data: bytes | str, charset: str | None = None) -> Html:
    """The visible text of a page. `charset` is what the transport declared, None when it declared nothing.

    Raises UnknownCharset for that label, DecodeError for bytes that are no text (see `decode_html`).
    Whatever is text is read: markup that never ends hides the rest of the page, as in a browser, and a
    warning says so.
    """
    source, read_as, warnings = Decoded(data, "", []) if isinstance(data, str) else decode_html(data, charset)
    scan = _Scan(source)
    scan.run()
    pieces = _laid_out(scan)
    return Html(source, read_as or None, scan.title, [*warnings, *scan.warnings], pieces)


# --- The page's charset ---

_PRESCAN = 1024
"""So many bytes are searched for the page's own declaration: the limit that HTML gives to pages."""

_META = re.compile(rb"<!--.*?(?:-->|\Z)|<meta(?=[\s/])([^>]*)", re.IGNORECASE | re.DOTALL)
_META_ATTRIBUTE = re.compile(rb"([^\s/>=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_CONTENT_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';]+)", re.IGNORECASE)


def decode_html(data: bytes, charset: str | None = None) -> Decoded:
    """Decode a page: transport's charset, byte order mark, the page's own declaration, else as `decode` does.

    The page's own word is not binding, since pages are saved in one charset and declare another: where its
    bytes are valid UTF-8 and Chinese, or no text in the charset that it names, they are read as what they
    are, with the warning `charset_contradicted`. Raises UnknownCharset for the transport's label only, and
    DecodeError.
    """
    own = None if charset is not None and charset_of(charset) != UNSTATED else declared_charset(data)
    if own is None:
        return decode(data, charset)
    try:
        decoded = decode(data, own)
    except DecodeError as error:
        decoded = _otherwise(data, own, error)
    else:
        if not any(warning.code == "charset_doubtful" for warning in decoded.warnings):
            return decoded
        decoded = decode(data)
    message = f"the page declares {own}, but its bytes are {decoded.charset}: read as {decoded.charset}"
    decoded.warnings.insert(0, Warning("charset_contradicted", message, 0, len(decoded.text)))
    return decoded


def _otherwise(data: bytes, own: str, error: DecodeError) -> Decoded:
    """Read a page that is no text in the charset `own` which it declares, or raise `error`.

    Only where it declares UTF-8, GB18030 may be guessed at: it takes nearly anything, nonsense of a Big5
    page too.
    """
    if own == UTF_8:
        return decode(data)
    try:
        return Decoded(str(data, "utf-8"), UTF_8, [])
    except UnicodeDecodeError:
        raise error from None


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares: the first known one of a `<meta>` in its first 1024 bytes.

    A page whose declaration can be read as bytes is not in UTF-16, so that stands for UTF-8, as in browsers.
    """
    for meta in _META.finditer(data[:_PRESCAN]):
        if meta[1] is None:
            continue
        attributes: dict[str, str] = {}
        for name, *values in _META_ATTRIBUTE.findall(meta[1]):
            attributes.setdefault(name.decode("latin-1").lower(), b"".join(values).decode("latin-1"))
        label = attributes.get("charset")
        if label is None and attributes.get("http-equiv", "").lower() == "content-type":
            content = _CONTENT_CHARSET.search(attributes.get("content", ""))
            label = content and content[1]
        if label is None:
            continue
        try:
            charset = charset_of(label)
        except UnknownCharset:
            continue
        if charset != UNSTATED:
            return UTF_8 if charset in (UTF_16, UTF_16LE, UTF_16BE) else charset
    return None


# --- First pass: the source's visible text, in pieces ---


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LINES = _names(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing "
    "main menu nav ol optgroup option p plaintext pre search section select summary table tbody td textarea "
    "tfoot th thead title tr ul xmp"
)
"""Elements whose tags end a line."""
_TABLES = _names("table caption thead tbody tfoot tr td th")
_KEPT_LINES = _names("listing plaintext pre textarea xmp")
"""Elements that show the source's own line breaks."""
_NO_MARKUP = _names("textarea title xmp")
"""Elements that hold text only: tags inside are shown as they stand."""
_UNSEEN = _names("iframe noembed noframes noscript script style")
"""Elements that hold neither text nor tags. `noscript` only repeats what scripts would show."""

_OPENING_OF_HTML = re.compile(r"<(?=[a-zA-Z/!?])")
_OPENING = re.compile(r"<(?=[a-zA-Z/!?]|%[\s@=!-])")
"""Where markup begins; any other `<` is text. `<%` is a server's own code, left over in the page."""
_TAG = re.compile(
    r"""</?+([a-zA-Z][^\s/>]*+)                         # name
    (?>[\s/]++ | (?![>])                                # attributes: a name may begin with an equals sign
       =?+[^\s/>=]*+ (?>\s*+=\s*+ (?>"[^"]*+" | '[^']*+' | (?!["'])[^\s>]*+))?+ )*+
    >""",
    re.VERBOSE,
)
"""A tag. A quote that is never closed ends with its tag; a browser takes the rest of the page for it."""
_NAMED = re.compile(r"</?[a-zA-Z]")
_CLOSING = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _NO_MARKUP | _UNSEEN - {"script"}
}
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT = re.compile(
    r"(?P<open><!--(?P<empty>-?>)?)|(?P<shut>-->)|<(?P<end>/?)script(?=[\s/>])", re.IGNORECASE
)

_REFERENCE = r"&(?:\#(?:[0-9]+|[xX][0-9a-fA-F]+);?|[a-zA-Z][a-zA-Z0-9]*;?)"
_WIDE = "[\u2e80-\u303e\u3041-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff“”‘’…—]"
_IS_WIDE = re.compile(_WIDE)
_WORD = r"(?:[^ \t\n\f\r&]|&(?!\#[0-9xX]|[a-zA-Z]))++"
_FLOWING = re.compile(
    rf"({_WORD}(?:(?:[ \t\f]|[\n\r](?!{_WIDE})){_WORD})*+)|([ \t\n\f\r]++)|({_REFERENCE})|&"
)
"""Words with single spaces between them, other white space, a character reference, or an `&` that is text."""
_KEPT = re.compile(rf"((?:[^\n\r&]|&(?!\#[0-9xX]|[a-zA-Z]))++)|(\r\n?|\n)|({_REFERENCE})|&")
_TO_SPACES = str.maketrans("\t\n\f\r", "    ")
_SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_IS_SUPERSCRIPT = re.compile("[0-9+−-]+")


class _Scan:
    """The first pass over one source, and what it found.

    `pieces` is the text without its line breaks; `breaks` holds the indexes of the pieces that start a line.
    `skeleton` is the tables' tags, with a comment `first:end` for each stretch of pieces between them.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces = Pieces()
        self.breaks: set[int] = set()
        self.skeleton: list[str] = []
        self.title: str | None = None
        self.warnings: list[Warning] = []
        self._breaking = False
        self._space: tuple[int, int] | None = None
        self._kept = 0
        self._raised = 0
        self._inert = 0
        self._placed = 0
        self._opening = _OPENING

    def run(self) -> None:
        """Walk the source from markup to markup."""
        source = self.source
        at = 0
        while opening := self._opening.search(source, at):
            start = opening.start()
            if at < start:
                self._show(at, start)
            end = self._markup(start)
            if end < 0:
                message = "markup that never ends: the rest of the page was taken as part of it"
                self.warnings.append(Warning("html_unclosed", message, start, len(source)))
                break
            at = end
        else:
            self._show(at, len(source))
        self._place()

    def _markup(self, start: int) -> int:
        """Take the markup at `start` and return where it ends, -1 where it never does."""
        source = self.source
        tag = _TAG.match(source, start)
        if tag is not None:
            return self._tag(tag[1].lower(), tag.end(), source[start + 1] == "/")
        if _NAMED.match(source, start):
            return -1
        if source.startswith("<!--", start):
            if source.startswith((">", "->"), start + 4):
                return source.index(">", start) + 1
            comment = _COMMENT_END.search(source, start + 4)
            return comment.end() if comment else -1
        if source[start + 1] == "%":
            end = source.find("%>", start)
            if end >= 0:
                return end + 2
            self._opening = _OPENING_OF_HTML
            return start
        return source.find(">", start) + 1 or -1

    def _tag(self, name: str, end: int, closes: bool) -> int:
        """Take the tag that ends at `end` and what belongs to it; return where that ends, -1 for never."""
        if name == "template":
            self._inert = max(0, self._inert + (-1 if closes else 1))
        elif name in _UNSEEN and not closes:
            return self._past(name, end)
        if self._inert:
            return self._past(name, end) if name in _NO_MARKUP and not closes else end
        if name in _LINES:
            self._breaking = True
            self._space = None
            if name in _TABLES:
                self._place()
                self.skeleton.append(f"</{name}>" if closes else f"<{name}>")
            elif name in _KEPT_LINES:
                self._kept = max(0, self._kept + (-1 if closes else 1))
            if name in _NO_MARKUP and not closes:
                return self._text_only(name, end)
        elif name == "sup":
            self._raised = max(0, self._raised + (-1 if closes else 1))
        return end

    def _past(self, name: str, start: int) -> int:
        """Where the end tag of an element without markup begins; it is read as any other tag."""
        if name == "script":
            return self._past_script(start)
        closing = _CLOSING[name].search(self.source, start)
        return closing.start() if closing else -1

    def _past_script(self, start: int) -> int:
        """The same for a script: inside `<!-- <script>`, the first `</script>` does not end it."""
        commented = nested = False
        for token in _SCRIPT.finditer(self.source, start):
            if token["open"]:
                commented = commented or not token["empty"]
            elif token["shut"]:
                commented = nested = False
            elif not token["end"]:
                nested = commented
            elif nested:
                nested = False
            else:
                return token.start()
        return -1

    def _text_only(self, name: str, start: int) -> int:
        """Show the text of an element without markup; the first `<title>` is the page's."""
        closing = _CLOSING[name].search(self.source, start)
        end = closing.start() if closing else len(self.source)
        texts = self.pieces.texts
        first = len(texts)
        self._show(start, end)
        if name == "title" and self.title is None and first < len(texts):
            self.title = "".join(texts[first:])
        return end

    def _place(self) -> None:
        """Note in the skeleton that the pieces since the last table tag stand here."""
        end = len(self.pieces.texts)
        if self._placed < end:
            if self.skeleton:
                self.skeleton.append(f"<!--{self._placed}:{end}-->")
            self._placed = end

    def _show(self, start: int, end: int) -> None:
        """Take `source[start:end]` as text: references resolved, white space folded as a browser does."""
        if self._inert:
            return
        source = self.source
        for part in (_KEPT if self._kept else _FLOWING).finditer(source, start, end):
            kind = part.lastindex
            if kind == 3:
                self._refer(part.start(), part.end())
            elif kind != 2:
                text = part[0] if self._kept else part[0].translate(_TO_SPACES)
                self._put(text, part.start(), part.end())
            elif self._kept:
                self._breaking = True
            elif not self._folds_away(part.start(), part.end(), start, end):
                self._space = self._space or part.span()

    def _folds_away(self, start: int, end: int, first: int, last: int) -> bool:
        """Whether white space is a line break that an editor wrapped a Chinese sentence with.

        A bare one between two full-width characters of one text is no space to a reader (CSS Text, segment
        break transformation). One that is followed by an indent is a template's, and parts what it prints.
        """
        source = self.source
        return (
            source[start:end] in ("\n", "\r\n")
            and first < start
            and end < last
            and _IS_WIDE.match(source, start - 1) is not None
            and _IS_WIDE.match(source, end) is not None
        )

    def _refer(self, start: int, end: int) -> None:
        """Take the character reference in `source[start:end]`, or text that only looks like one."""
        text, used = resolve(self.source[start:end])
        if text.isspace() and text in " \t\n\f\r":
            self._space = self._space or (start, start + used)
        else:
            self._put(text, start, start + used)
        if start + used < end:
            self._put(self.source[start + used : end], start + used, end)

    def _put(self, text: str, start: int, end: int) -> None:
        """Append a piece that is no white space."""
        if self._breaking:
            self._breaking = False
            self._space = None
            self.breaks.add(len(self.pieces.texts))
        elif self._space is not None:
            if self.pieces.texts:
                self.pieces.add(" ", *self._space)
            self._space = None
        if self._raised and len(text) == end - start and _IS_SUPERSCRIPT.fullmatch(text):
            # 10<sup>8</sup> is no 108, nor is a footnote's mark a digit of the figure before it.
            text = text.translate(_SUPERSCRIPTS)
        self.pieces.add(text, start, end)


_NAMES = html.entities.html5
_BARE_NAMES = frozenset(name for name in _NAMES if not name.endswith(";"))
_LONGEST_BARE = max(map(len, _BARE_NAMES))
_LONGEST = max(map(len, _NAMES))


def resolve(reference: str) -> tuple[str, int]:
    """What a character reference stands for, and how many of its characters that takes.

    >>> resolve("&nbsp;"), resolve("&#x5143;"), resolve("&ampere"), resolve("&none;")
    (('\\xa0', 6), ('元', 8), ('&', 4), ('&none;', 6))
    """
    if reference[1] == "#":
        digits = reference[2:].rstrip(";")
        hexadecimal = digits[0] in "xX"
        # Seven digits hold every code point. Longer numbers are none, and int() is not linear.
        digits = digits.lstrip("xX").lstrip("0")[:8] or "0"
        code = int(digits, 16 if hexadecimal else 10)
        if 0x80 <= code <= 0x9F:
            # What pages mean by these numbers is Windows' Latin, where it has something there.
            return bytes([code]).decode("cp1252", "replace").replace("\ufffd", chr(code)), len(reference)
        if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            return "\ufffd", len(reference)
        return chr(code), len(reference)
    name = reference[1 : _LONGEST + 2]
    if reference.endswith(";") and name in _NAMES:
        return _NAMES[name], len(reference)
    for length in range(min(len(name), _LONGEST_BARE), 1, -1):
        if name[:length] in _BARE_NAMES:
            return _NAMES[name[:length]], length + 1
    return reference, len(reference)


# --- Second pass: lines, and rows of tables ---

_TABLE_TAGS = 200_000
"""So many tags of tables are looked at: about 100,000 cells. A tree of more would take too much memory."""
_CELL_PROSE = 120
"""A cell of several lines and more code points than these holds prose: its row lays out a page."""


class _Cell(NamedTuple):
    """The pieces `first` to `end` of one cell; `row` tells the rows apart, `column` counts from 0."""

    first: int
    end: int
    row: int
    column: int


def _laid_out(scan: _Scan) -> Pieces:
    """The pieces with the breaks of lines and the tabs of table rows between them."""
    inner = _row_separators(scan) if scan.skeleton else {}
    breaks = scan.breaks
    laid = Pieces()
    last_end = -1
    pieces = scan.pieces
    for index, text in enumerate(pieces.texts):
        start = pieces.starts[index]
        if (index in breaks or index in inner) and last_end >= 0:
            laid.add(inner.get(index, "\n"), last_end, start)
        last_end = pieces.ends[index]
        laid.add(text, start, last_end)
    return laid


def _row_separators(scan: _Scan) -> dict[int, str]:
    """What to put before the pieces of table rows that read as one line, instead of a line break."""
    if len(scan.skeleton) > _TABLE_TAGS:
        message = "more table cells than are looked at: each cell is read as a line of its own"
        scan.warnings.append(Warning("html_tables", message, 0, len(scan.source)))
        return {}
    separators: dict[int, str] = {}
    row: list[_Cell] = []
    cells, page_rows = _cells("".join(scan.skeleton))
    for cell in [*cells, _Cell(0, 0, -1, 0)]:
        if row and cell.row != row[0].row:
            if row[0].row not in page_rows:
                _join(row, scan, separators)
            row = []
        row.append(cell)
    return separators


def _cells(skeleton: str) -> tuple[list[_Cell], set[int]]:
    """The cells that hold text, in the source's order, and the rows that hold a table in a cell."""
    cells: list[_Cell] = []
    page_rows: set[int] = set()
    columns: dict[int, int] = {}
    column_of: dict[int, tuple[int, int]] = {}
    root = LexborHTMLParser(skeleton).root
    if root is None:
        return cells, page_rows
    for node in root.traverse(include_text=True):
        tag = node.tag
        if tag in ("td", "th"):
            row = node.parent.mem_id if node.parent is not None else 0
            columns[row] = columns.get(row, -1) + 1
            column_of[node.mem_id] = (row, columns[row])
        elif tag in ("table", "-comment") and node.parent is not None:
            place = column_of.get(node.parent.mem_id)
            if place is None:
                continue
            if tag == "table":
                page_rows.add(place[0])
            else:
                first, _, end = (node.comment_content or "").partition(":")
                cells.append(_Cell(int(first), int(end), *place))
    # The tree moves what may not stand inside a table in front of it.
    cells.sort()
    return cells, page_rows


def _join(row: list[_Cell], scan: _Scan, separators: dict[int, str]) -> None:
    """Make one line of a row, unless only one cell of it holds text or one holds prose."""
    if row[0].column == row[-1].column:
        return
    for cell in row:
        lines = sum(index in scan.breaks for index in range(cell.first + 1, cell.end))
        if lines and sum(map(len, scan.pieces.texts[cell.first : cell.end])) > _CELL_PROSE:
            return
    separators[row[0].first] = "\n" + "\t" * row[0].column
    for cell in row:
        for index in range(cell.first + 1, cell.end):
            if index in scan.breaks:
                separators[index] = " "
    for before, cell in pairwise(row):
        separators[cell.first] = "\t" * (cell.column - before.column) or " "
