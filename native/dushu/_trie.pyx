"""One automaton over all words of the lexicon.

In: a Lexicon's tables. Out: C arrays that the lexer walks without the GIL: classes of characters, the folding of
variant and full-width forms onto one alphabet, a trie whose edges lie in one hash table, and a Word for each
surface with the roles that all tables give it. Cost: once for an Extractor, some 20 ms. The Automaton owns the
arrays; they never change after its making.
"""
from libc.stdlib cimport calloc, free
from libc.stdint cimport int8_t, uint8_t, uint16_t, uint32_t

from dushu._records cimport *

from dushu import _codes

cdef enum:
    PLANE = 0x10000       # characters beyond the Basic Multilingual Plane are content
    FLAG_LEADS = 4        # may stand between a word such as 增 and its number

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
                "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    CHAR_BREAK: "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
}


cdef class Automaton:
    """The compiled lexicon. `lexicon` is a `dushu.lexicon.Lexicon`."""

    def __cinit__(self, lexicon):
        self.letters = <uint16_t*> calloc(PLANE, sizeof(uint16_t))
        self.classes = <uint8_t*> calloc(PLANE, 1)
        self.numeral_kind = <uint8_t*> calloc(PLANE, 1)
        self.numeral_value = <int8_t*> calloc(PLANE, 1)
        self.scripts = <uint8_t*> calloc(PLANE, 1)
        self.roots = <uint32_t*> calloc(PLANE, sizeof(uint32_t))
        if not (self.letters and self.classes and self.numeral_kind and self.numeral_value and self.scripts
                and self.roots):
            raise MemoryError
        self.version = lexicon.version
        words = self._merge(lexicon.tables)
        self._classify(lexicon.tables)
        self._index(words, lexicon.tables["variants"])

    def __dealloc__(self):
        free(self.letters)
        free(self.classes)
        free(self.numeral_kind)
        free(self.numeral_value)
        free(self.scripts)
        free(self.roots)
        free(self.edges)
        free(self.accepts)
        free(self.words)
        free(self.units)

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
            if row.script == "hant" and ord(surface) < PLANE and ord(row.canonical) < PLANE:
                self.scripts[ord(surface)] = 2
                if self.scripts[ord(row.canonical)] == 0:
                    self.scripts[ord(row.canonical)] = 1
        for surface, row in variants.items():
            # A character that is itself printed in Traditional texts tells nothing.
            if row.canonical in variants and ord(row.canonical) < PLANE:
                self.scripts[ord(row.canonical)] = 0

    def _numeral(self, uint32_t code, row):
        if code >= PLANE:
            return
        self.classes[code] = CHAR_NUMERAL
        self.numeral_kind[code] = _codes.NUMERALS.index(row.kind)
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
        for surface in ("%", "‰", "倍", "个月"):
            if surface not in tables["units"]:
                raise ValueError(f"the lexicon has no unit {surface!r}")
        self.percent, self.permille, self.times, self.months = (
            self.words[order[surface]].unit for surface in ("%", "‰", "倍", "个月"))
        for surface, (role, value) in GRAMMAR.items():
            word = &self.words[order[surface]]
            word.roles2 |= <uint32_t> role
            word.length = len(surface)
            if role == ROLE2_PARTS:
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
                    if surface == "是":
                        word.roles2 |= ROLE2_EDGE
                elif surface == "自":
                    word.roles2 |= ROLE2_TIGHT
                elif word.roles & <uint32_t> edge and surface not in "和与及或":
                    word.roles2 |= ROLE2_EDGE
            elif word.roles & ROLE_BOUND_BEFORE and not word.roles & ROLE_COMPARE:
                word.roles2 |= ROLE2_TIGHT      # 不足 in 不足5%, not in 不足率
            elif word.roles & ROLE_BASIS and surface[-1] in "增减升降涨跌":
                word.roles2 |= ROLE2_TIGHT      # 周增 in 周增5%, not in 第一周增长
            if (word.roles & ~<uint32_t> (ROLE_UNIT | ROLE_BOUND_INSIDE) == 0
                    and word.roles2 & ~<uint32_t> (ROLE2_POINT | ROLE2_ORDINAL | ROLE2_FRACTION) == 0):
                word.roles2 |= ROLE2_UNIT_ONLY
        return order

    def _index(self, dict words, dict variants):
        """Build alphabet and trie. Letters are numbered from 1 in order of first use."""
        cdef uint32_t slot, node, target
        cdef dict alphabet = {}
        cdef list nodes = [{}]     # node -> letter -> node; node 0 is the root
        cdef list accepts = [0]
        for surface, index in words.items():
            node = 0
            for c in surface:
                letter = alphabet.setdefault(c, len(alphabet) + 1)
                branches = nodes[node]
                if letter not in branches:
                    branches[letter] = len(nodes)
                    nodes.append({})
                    accepts.append(0)
                node = branches[letter]
            accepts[node] = index
        for c, letter in alphabet.items():
            if ord(c) < PLANE:
                self.letters[ord(c)] = letter
            if "!" <= c <= "~":
                self.letters[ord(c) + 0xfee0] = letter
        for surface, row in variants.items():
            if ord(surface) < PLANE and surface not in alphabet:
                self.letters[ord(surface)] = alphabet.get(row.canonical, 0)
        for c in "了至到达":
            self.scripts[ord(c)] |= FLAG_LEADS
        for surface, index in words.items():
            if len(surface) == 1 and self.words[index].roles & ROLE_BOUND_BEFORE and ord(surface) < PLANE:
                self.scripts[ord(surface)] |= FLAG_LEADS
        for surface, row in variants.items():
            if ord(surface) < PLANE and ord(row.canonical) < PLANE:
                self.scripts[ord(surface)] |= self.scripts[ord(row.canonical)] & FLAG_LEADS
        edges = sum(map(len, nodes[1:]))
        self.mask = 15
        while self.mask < 4 * edges:
            self.mask = 2 * self.mask + 1
        self.edges = <Edge*> calloc(self.mask + 1, sizeof(Edge))
        self.accepts = <uint16_t*> calloc(len(nodes), sizeof(uint16_t))
        if not self.edges or not self.accepts:
            raise MemoryError
        for letter, target in nodes[0].items():
            self.roots[letter] = target
        for node in range(len(nodes)):
            self.accepts[node] = accepts[node]
            if node == 0:
                continue
            for letter, target in nodes[node].items():
                slot = ((node * <uint32_t> 0x9E3779B1 + <uint32_t> letter * <uint32_t> 0x85EBCA6B) >> 7) & self.mask
                while self.edges[slot].source:
                    slot = (slot + 1) & self.mask
                self.edges[slot].source = node
                self.edges[slot].letter = letter
                self.edges[slot].target = target
