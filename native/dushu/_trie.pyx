"""One automaton over all words of the lexicon.

In: a Lexicon's tables. Out: C arrays that the lexer walks without the GIL: classes of characters, the folding of
variant and full-width forms onto one alphabet, a trie as a double array, and a Word for each
surface with the roles that all tables give it. Cost: once for an Extractor, some 60 ms. The Automaton owns the
arrays; they never change after its making.
"""
from array import array
from collections import Counter

from cpython.array cimport array
from libc.stdlib cimport calloc, free, malloc
from libc.stdint cimport int8_t, uint8_t, uint16_t, uint32_t, uint64_t

from dushu._records cimport *

from dushu import _codes

# Table and the value of the column that decides -> bit in Word.roles, bit in Word.roles2.
ROLES = {
    ("units", None): (ROLE_UNIT, 0),
    ("bounds", "before"): (ROLE_BOUND_BEFORE, 0),
    ("bounds", "inside"): (ROLE_BOUND_INSIDE, 0),
    ("bounds", "after"): (ROLE_BOUND_AFTER, 0),
    ("directions", "change"): (ROLE_CHANGE, 0),
    ("directions", "arrive"): (ROLE_ARRIVE, 0),
    ("directions", "rate"): (ROLE_RATE, 0),
    ("directions", "compare"): (ROLE_COMPARE, 0),
    ("directions", "record"): (ROLE_RECORD, 0),
    ("bases", "whole"): (ROLE_BASIS, 0),
    ("bases", "open"): (ROLE_BASIS_OPEN, 0),
    ("bases", "close"): (ROLE_BASIS_CLOSE, 0),
    ("statements", "share"): (ROLE_SHARE, 0),
    ("statements", "streak"): (ROLE_STREAK, 0),
    ("statements", "gap"): (0, ROLE2_GAP),
    ("statements", "record"): (0, ROLE2_SETS),
    ("statements", "rank"): (ROLE_RANK, 0),
    ("statements", "place"): (ROLE_PLACE, 0),
    ("scopes", None): (ROLE_SCOPE, 0),
    ("statuses", None): (ROLE_STATUS, 0),
    ("times", None): (ROLE_TIME, 0),
    ("verbs", "reach"): (ROLE_REACH, 0),
    ("verbs", "carry"): (ROLE_CARRY, 0),
    ("verbs", "make"): (ROLE_MAKE, 0),
    ("verbs", "act"): (0, ROLE2_ACT),
    ("verbs", "stop"): (ROLE_STOP, 0),
    ("verbs", "say"): (ROLE_SAY, 0),
    ("functions", "adverb"): (ROLE_ADVERB, 0),
    ("functions", "connective"): (ROLE_CONNECTIVE, 0),
    ("functions", "preposition"): (ROLE_PREPOSITION, 0),
    ("functions", "pronoun"): (ROLE_PRONOUN, 0),
    ("functions", "particle"): (ROLE_PARTICLE, 0),
    ("functions", "list"): (ROLE_LIST, 0),
    ("functions", "from"): (ROLE_FROM, 0),
    ("functions", "range"): (0, ROLE2_RANGE),
    ("functions", "per"): (0, ROLE2_PER),
    ("functions", "total"): (0, ROLE2_TOTAL),
    ("functions", "adjective"): (0, ROLE2_ADJECTIVE),
    ("functions", "negation"): (0, ROLE2_NEGATION),
    ("nouns", "head"): (0, ROLE2_HEAD),
    ("nouns", "counted"): (0, ROLE2_COUNTED),
    ("nouns", "abstract"): (0, ROLE2_ABSTRACT),
    ("nouns", "place"): (0, ROLE2_PLACE_NOUN),
    ("idioms", "word"): (0, ROLE2_IDIOM),
    ("idioms", "name"): (0, ROLE2_NAME),
    ("markers", None): (0, ROLE2_MARKER),
    ("bylines", None): (0, ROLE2_BYLINE),
    ("chrome", None): (0, ROLE2_CHROME),
    ("identifiers", None): (0, ROLE2_IDENTIFIER),
    ("ordinals", None): (0, ROLE2_ORDINAL),
}
COLUMNS = {"bounds": "place", "directions": "sense", "bases": "form", "statements": "statement", "verbs": "role",
           "functions": "role", "nouns": "role", "idioms": "kind"}

# The grammar's own particles, which no table could change without changing the rules.
GRAMMAR = {
    "分之": (ROLE2_FRACTION, 0),
    "百分之": (ROLE2_PARTS, 2),
    "千分之": (ROLE2_PARTS, 3),
    "万分之": (ROLE2_PARTS, 4),
    "点": (ROLE2_POINT, 0),
    "第": (ROLE2_ORDER, 0),
    "半": (ROLE2_HALF, 0),
    "一半": (ROLE2_HALF, 0),
    "半数": (ROLE2_HALF, 0),
    "过半": (ROLE2_HALF, 1),
    "过半数": (ROLE2_HALF, 1),
    "百分百": (ROLE2_HALF, 100),
    "负": (ROLE2_SIGN, SIGN_MINUS),
    "负的": (ROLE2_SIGN, SIGN_MINUS),
    "零下": (ROLE2_SIGN, SIGN_MINUS),
    "摄氏": (ROLE2_SIGN, SIGN_CELSIUS),
    "华氏": (ROLE2_SIGN, SIGN_FAHRENHEIT),
    "摄氏零下": (ROLE2_SIGN, SIGN_MINUS | SIGN_CELSIUS),
    "零下摄氏": (ROLE2_SIGN, SIGN_MINUS | SIGN_CELSIUS),
    "华氏零下": (ROLE2_SIGN, SIGN_MINUS | SIGN_FAHRENHEIT),
    "零下华氏": (ROLE2_SIGN, SIGN_MINUS | SIGN_FAHRENHEIT),
    "数": (ROLE2_VAGUE, 1),
    "几": (ROLE2_VAGUE, 1),
    "好几": (ROLE2_VAGUE, 1),
    "上": (ROLE2_VAGUE, 0),
}

SIGNS = {
    CHAR_COMMA: "，,",
    CHAR_PAUSE: "、､",
    CHAR_SEMICOLON: "；;",
    CHAR_STOP: "。！？!?｡…",
    CHAR_COLON: "：:∶︰",
    CHAR_OPEN: "（([［【〔｛{〖",
    CHAR_CLOSE: "）)]］】〕｝}〗",
    CHAR_QUOTE_OPEN: "“‘「『《〈«",
    CHAR_QUOTE_CLOSE: "”’」』》〉»",
    CHAR_DOT: ".．",
    CHAR_DASH: "-‐‑‒–—―~～∼〜－−﹣",
    CHAR_SLASH: "/／",
    CHAR_BAR: "|｜丨│",
    CHAR_BULLET: "●○■□◆◇★☆▲△▶►•·・‧⚫◎※",
    CHAR_TAB: "\t",
    CHAR_SPACE: " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
                "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
                "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    CHAR_BREAK: "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
}


cdef class Automaton:
    """The compiled lexicon. `lexicon` is a `dushu.lexicon.Lexicon`."""

    def __cinit__(self, lexicon):
        self.characters = <uint32_t*> calloc(PLANE + 1, sizeof(uint32_t))
        self.classes = <uint8_t*> calloc(PLANE, 1)
        self.numeral_kind = <uint8_t*> calloc(PLANE, 1)
        self.numeral_value = <int8_t*> calloc(PLANE, 1)
        if not (self.characters and self.classes and self.numeral_kind and self.numeral_value):
            raise MemoryError
        self.version = lexicon.version
        words = self._merge(lexicon.tables)
        self._classify(lexicon.tables)
        variants = lexicon.tables["variants"]
        letters = number_letters(words, variants)
        easy = self._easy(words, letters)
        self._index(words, letters, easy)
        self._describe(letters, easy)
        self._mark(words, variants)

    def __dealloc__(self):
        free(self.characters)
        free(self.bases)
        free(self.checks)
        free(self.cells)
        free(self.singles)
        free(self.classes)
        free(self.numeral_kind)
        free(self.numeral_value)
        free(self.words)
        free(self.units)

    cdef uint16_t find(self, const Text* text, uint32_t start, uint32_t end) noexcept nogil:
        """The word that is all of [start, end), whatever its neighbours; 0: none."""
        cdef uint32_t at, place, base = 0
        cdef uint64_t cell = 0
        cdef uint16_t letter = 0
        for at in range(start, end):
            letter = <uint16_t> self.characters[min(<uint32_t> char_at(text, at), <uint32_t> PLANE)]
            if at == start:
                base = self.bases[letter]
                continue
            place = base + letter
            if not base or self.checks[place] != letter:
                return 0
            cell = self.cells[place]
            base = base_of(cell)
        return word_of(cell) if end > start + 1 else self.singles[letter]

    def _classify(self, dict tables):
        cdef Py_UCS4 c
        for sign, characters in SIGNS.items():
            for c in characters:
                self.classes[c] = sign
        for code in (*range(0x21, 0x7f), *range(0xa1, 0xc0), 0xd7, 0xf7, *range(0x2010, 0x2070),
                     *range(0x2100, 0x2c00), *range(0x3001, 0x3005), *range(0x3008, 0x3021), *range(0xff01, 0xff66)):
            if self.classes[code] == CHAR_OTHER:
                self.classes[code] = CHAR_MARK
        for first, last, kind in ((0x30, 0x39, CHAR_DIGIT), (0xff10, 0xff19, CHAR_DIGIT), (0x41, 0x5a, CHAR_LATIN),
                                  (0x61, 0x7a, CHAR_LATIN), (0xff21, 0xff3a, CHAR_LATIN), (0xff41, 0xff5a, CHAR_LATIN),
                                  (0x2160, 0x2188, CHAR_LATIN),      # Roman numerals: Ⅲ类水质
                                  (0xc0, 0xd6, CHAR_LATIN), (0xd8, 0xf6, CHAR_LATIN), (0xf8, 0x24f, CHAR_LATIN)):
            for code in range(first, last + 1):
                self.classes[code] = kind
        for code in (*range(0x00, 0x09), *range(0x0e, 0x1c), 0x7f):
            self.classes[code] = CHAR_MARK
        variants = tables["variants"]
        for surface, row in tables["numerals"].items():
            self._numeral(ord(surface), row)
        for surface, row in variants.items():
            if row.canonical in tables["numerals"]:
                self._numeral(ord(surface), tables["numerals"][row.canonical])

    def _numeral(self, uint32_t code, row):
        if code >= PLANE:
            return
        if row.kind != "company":
            self.classes[code] = CHAR_NUMERAL      # the lexer asks for the company
        self.numeral_kind[code] = _codes.NUMERALS.index("digit" if row.kind == "company" else row.kind)
        self.numeral_value[code] = row.value

    def _merge(self, dict tables):
        """Surface -> index of its Word; fills words and units."""
        cdef Word* word
        cdef Unit* unit
        surfaces = {surface for name, table in tables.items() if name not in ("variants", "numerals")
                    for surface in table}
        surfaces.update(GRAMMAR)
        order = {surface: index for index, surface in enumerate(sorted(surfaces), 1)}
        if len(order) >= 0xffff:
            raise ValueError(f"a lexicon holds at most 65,534 words, not {len(order)}")
        self.words = <Word*> calloc(len(order) + 1, sizeof(Word))
        self.units = <Unit*> calloc(len(tables["units"]) + 1, sizeof(Unit))
        if not self.words or not self.units:
            raise MemoryError
        self.surfaces = ["", *order]
        self.unit_names = [None]
        canonical = {}
        bases = {}
        for name, table in tables.items():
            if name in ("variants", "numerals"):
                continue
            column = COLUMNS.get(name)
            for surface, row in table.items():
                word = &self.words[order[surface]]
                key = getattr(row, column) if column else None
                if name == "statements" and row.value is not None:
                    key = "place"
                first, second = ROLES[name, key]
                word.roles |= <uint32_t> first
                word.roles2 |= <uint32_t> second
                word.length = len(surface)
                if name == "units":
                    word.unit = len(self.unit_names)
                    unit = &self.units[word.unit]
                    unit.dimension = _codes.DIMENSIONS.index(row.dimension)
                    unit.kind = _codes.KINDS.index(row.kind)
                    unit.scale = row.scale
                    unit.base = bases.setdefault(row.base or row.canonical, len(bases))
                    unit.factor, unit.power = whole_factor(row.factor)
                    unit.name = canonical.setdefault(row.canonical, word.unit)
                    self.unit_names.append(row.canonical)
                elif name == "bounds":
                    if row.place == "after":
                        word.bound_after = _codes.BOUNDS.index(row.bound)
                    else:
                        word.bound = _codes.BOUNDS.index(row.bound)
                elif name == "directions":
                    word.direction = _codes.DIRECTIONS.index(row.direction)
                elif name == "bases":
                    word.basis = _codes.BASES.index(row.basis)
                elif name == "statements":
                    word.value = row.value or 0
                elif name == "statuses":
                    word.status = _codes.STATUSES.index(row.status)
                elif name == "times":
                    word.grain = _codes.GRAINS.index(row.grain)
                    word.value = row.shift or 0
                    word.index = row.index or 0
                    word.detail = row.shift is not None
                elif name == "markers":
                    word.series = 1 + sorted({marker.series for marker in table.values()}).index(row.series)
                    word.value = row.order
                elif name == "bylines":
                    word.detail = _codes.BYLINES.index(row.role)
                elif name == "chrome":
                    word.detail = _codes.CHROME.index(row.match)
                elif name == "ordinals":
                    word.detail = _codes.ORDINALS.index(row.kind)
        for surface in ("%", "‰", "倍", "个月", "元", "℃", "℉"):
            if surface not in tables["units"]:
                raise ValueError(f"the lexicon has no unit {surface!r}")
        self.percent, self.permille, self.times, self.months, self.yuan, self.celsius, self.fahrenheit = (
            self.words[order[surface]].unit for surface in ("%", "‰", "倍", "个月", "元", "℃", "℉"))
        self.fraction = order["分之"]
        for surface, (role, value) in GRAMMAR.items():
            word = &self.words[order[surface]]
            word.roles2 |= <uint32_t> role
            word.length = len(surface)
            if value or role == ROLE2_PARTS:
                word.value = value
        for surface, index in order.items():
            if surface.startswith("分别"):
                self.words[index].roles |= ROLE_LIST
            if self.words[index].roles & (ROLE_RATE | ROLE_CHANGE) and surface[:2] in ("同比", "环比"):
                self.words[index].basis = BASIS_YOY if surface[0] == "同" else BASIS_SEQUENTIAL
        # A single character is a word of its own only where its neighbours say so; else it is part of a longer
        # one that no table knows (经 in 经济, 为 in 行为).
        tight = ROLE_CHANGE | ROLE_COMPARE | ROLE_BOUND_BEFORE | ROLE_REACH | ROLE_RANK | ROLE_STREAK
        edge = ROLE_PREPOSITION | ROLE_CONNECTIVE | ROLE_PRONOUN | ROLE_STATUS | ROLE_ADVERB | ROLE_SAY
        for index in range(1, len(order) + 1):
            word = &self.words[index]
            surface = self.surfaces[index]
            if word.length == 1:
                if word.roles & <uint32_t> tight or word.roles2 & (ROLE2_TOTAL | ROLE2_RANGE):
                    word.roles2 |= ROLE2_TIGHT
                    if surface in "是共":
                        word.roles2 |= ROLE2_EDGE
                elif surface == "自":
                    word.roles2 |= ROLE2_TIGHT
                elif word.roles & <uint32_t> edge and surface not in "和与及或":
                    word.roles2 |= ROLE2_EDGE
            elif word.roles & ROLE_BOUND_BEFORE and not word.roles & (ROLE_COMPARE | ROLE_ADVERB):
                word.roles2 |= ROLE2_TIGHT      # 不足 in 不足5%, not in 不足率
            elif word.roles & ROLE_BASIS and surface[-1] in "增减升降涨跌":
                word.roles2 |= ROLE2_TIGHT      # 周增 in 周增5%, not in 第一周增长
            if (word.roles & ~<uint32_t> (ROLE_UNIT | ROLE_BOUND_INSIDE) == 0
                    and word.roles2 & ~<uint32_t> (ROLE2_POINT | ROLE2_ORDINAL | ROLE2_FRACTION) == 0):
                word.roles2 |= ROLE2_UNIT_ONLY
        return order

    def _easy(self, dict words, dict letters):
        """The words that the lexer may take without a look at what is around them."""
        cdef const Word* word
        # What is read as a word's first letter: behind a number, a dash or numeral in front of a word counts.
        rough = {letter for c, letter in letters.items()
                 if ord(c) < PLANE and self.classes[ord(c)] in (CHAR_LATIN, CHAR_DASH, CHAR_NUMERAL)}
        out = set()
        for surface, index in words.items():
            word = &self.words[<uint32_t> index]
            if letters[surface[0]] not in rough and not word.roles & (ROLE_UNIT | ROLE_BOUND_INSIDE) and not (
                    word.roles2 & (ROLE2_POINT | ROLE2_FRACTION | ROLE2_PER | ROLE2_UNIT_ONLY | ROLE2_TIGHT
                                   | ROLE2_ORDER | ROLE2_EDGE | ROLE2_HALF | ROLE2_SIGN | ROLE2_VAGUE)):
                out.add(index)
        return out

    def _index(self, dict words, dict letters, set easy):
        """Build the trie."""
        cdef uint32_t cell
        cdef list children = [{}]     # node -> letter -> node; node 0 is the root
        cdef list ends = [0]          # node -> word
        for surface, index in words.items():
            node = 0
            for c in surface:
                node = children[node].setdefault(letters[c], len(children))
                if node == len(children):
                    children.append({})
                    ends.append(0)
            ends[node] = index
        placed = self._place(children)
        count = max(letters.values(), default=0) + 1
        self.singles = <uint16_t*> calloc(count, sizeof(uint16_t))
        self.bases = <uint32_t*> calloc(count, sizeof(uint32_t))
        if not self.singles or not self.bases:
            raise MemoryError
        for letter, node in children[0].items():
            self.singles[<uint32_t> letter] = ends[node]
            self.bases[<uint32_t> letter] = placed[node]
        for node in range(1, len(children)):
            for letter, child in children[node].items():
                cell = placed[node] + letter
                self.checks[cell] = letter
                self.cells[cell] = (
                    <uint64_t> (<uint32_t> ends[child]) << 16 | <uint64_t> (<uint32_t> placed[child]) << 32
                    | <uint64_t> (CELL_EASY if ends[child] in easy else 0) << 56)

    def _place(self, list children):
        """Give each node but the root a base, those with many children first. Returns node -> base, 0: a leaf."""
        cdef uint32_t base, letter, start = 1, room, widest = max(map(max, filter(None, children)), default=0)
        cdef list bases = [0] * len(children)
        cdef bytearray taken = bytearray(widest + 2)      # by cell
        cdef bytearray based = bytearray(widest + 2)      # by base
        cdef array wanted
        for node in sorted(range(1, len(children)), key=lambda node: -len(children[node])):
            if not children[node]:
                break
            wanted = array("H", sorted(children[node]))
            base = 0
            while not base:
                base = fit(taken, based, len(taken), start, wanted.data.as_ushorts, len(wanted))
                if not base:
                    taken.extend(bytes(len(taken)))
                    based.extend(bytes(len(based)))
            for letter in wanted:
                taken[base + letter] = 1
            based[base] = 1
            bases[node] = base
            # The few cells still free far before are not worth the search.
            start = max(start, base + wanted[0] - min(256, base))
        # A look for any letter from any base stays within the cells.
        room = max(bases, default=0) + widest + 1
        if room >= 1 << 24:
            raise ValueError("the words of the lexicon have too many beginnings")
        self.cells = <uint64_t*> calloc(room, sizeof(uint64_t))
        self.checks = <uint16_t*> malloc(room * sizeof(uint16_t))
        if not self.cells or not self.checks:
            raise MemoryError
        for base in range(room):
            self.checks[base] = NO_LETTER
        return bases

    def _describe(self, dict letters, set easy):
        """Fill the records of characters: class, letter, whether and where the character is a word."""
        cdef uint32_t code, record
        for code in range(PLANE):
            record = self.classes[code]
            if record == CHAR_DIGIT or record == CHAR_NUMERAL:
                record |= TRAIT_NUMBER
            elif record == CHAR_SPACE or record == CHAR_DASH:
                record |= TRAIT_BRIDGE
            self.characters[code] = record << 16
        for c, letter in letters.items():
            if ord(c) < PLANE and letter:
                code = ord(c)
                record = letter
                if self.singles[record]:
                    standing = self._standing(self.singles[record], self.classes[code], easy)
                    record |= <uint32_t> (TRAIT_WORD | standing) << 16
                self.characters[code] |= record

    def _standing(self, uint32_t index, int first, set easy):
        """TRAIT_* of where a word of one character stands when no number is in front; 0: nowhere."""
        cdef const Word* word = &self.words[index]
        if index in easy:
            return TRAIT_EASY
        if first == CHAR_LATIN or first == CHAR_NUMERAL or word.roles2 & ROLE2_UNIT_ONLY and first == CHAR_MARK:
            return TRAIT_ROUGH
        if word.roles2 & (ROLE2_PER | ROLE2_PARTS | ROLE2_FRACTION | ROLE2_ORDER | ROLE2_HALF | ROLE2_SIGN
                          | ROLE2_VAGUE):
            return TRAIT_ROUGH
        if word.roles2 & ROLE2_UNIT_ONLY:
            return 0
        if word.roles2 & ROLE2_TIGHT:
            return TRAIT_TIGHT | (TRAIT_EDGE if word.roles2 & ROLE2_EDGE else 0)
        return TRAIT_EDGE if word.roles2 & ROLE2_EDGE else TRAIT_EASY

    def _mark(self, dict words, dict variants):
        """Mark the characters that lead to a number and those that only one script has."""
        leads = set("了至到达负数几")
        leads.update(surface for surface, index in words.items()
                     if len(surface) == 1 and self.words[index].roles & ROLE_BOUND_BEFORE)
        for surface, row in variants.items():
            if row.canonical in leads:
                leads.add(surface)
        for c in leads:
            if ord(c) < PLANE and self.classes[ord(c)] == CHAR_OTHER:
                self.characters[<uint32_t> ord(c)] |= <uint32_t> TRAIT_BRIDGE << 16
        for c, trait in script_traits(variants).items():
            if ord(c) < PLANE:
                self.characters[<uint32_t> ord(c)] |= <uint32_t> trait << 16


cdef uint32_t fit(const uint8_t* taken, const uint8_t* based, uint32_t room, uint32_t start, const uint16_t* letters,
                  uint32_t count) noexcept nogil:
    """The first base that no node has and from which the letters, in order, lead to free cells from `start` on; 0:
    there is no room for one."""
    cdef uint32_t base = start - letters[0] if start > letters[0] else 1, index
    while base + letters[count - 1] < room:
        if not based[base]:
            for index in range(count):
                if taken[base + letters[index]]:
                    break
            else:
                return base
        base += 1
    return 0


def whole_factor(factor):
    """A factor as a whole number and a power of ten; none is one."""
    if factor is None:
        return 1, 0
    _, digits, power = factor.normalize().as_tuple()
    return int("".join(map(str, digits))), power


def number_letters(dict words, dict variants):
    """Character -> letter, for the characters that words are written with and all that are read as one of them.

    Common letters have low numbers, so that the cells that texts touch lie together.
    """
    counts = Counter(c for surface in words for c in surface)
    letters = {c: letter for letter, (c, _) in enumerate(counts.most_common(), 1)}
    if len(letters) >= NO_LETTER:
        raise ValueError(f"the words of a lexicon have at most 65,534 characters, not {len(letters)}")
    folded = dict(letters)
    for c, letter in letters.items():
        if "!" <= c <= "~":
            folded[chr(ord(c) + 0xfee0)] = letter
    for surface, row in variants.items():
        if surface not in letters:
            folded[surface] = letters.get(row.canonical, 0)
    return folded


def script_traits(dict variants):
    """Character -> TRAIT_SIMPLIFIED or TRAIT_TRADITIONAL, for those that only one script has."""
    traits = {}
    for surface, row in variants.items():
        if row.script == "hant":
            traits[surface] = TRAIT_TRADITIONAL
            traits.setdefault(row.canonical, TRAIT_SIMPLIFIED)
    # A character that is itself printed in Traditional texts tells nothing.
    for row in variants.values():
        if row.canonical in variants:
            traits.pop(row.canonical, None)
    return traits
