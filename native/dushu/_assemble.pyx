"""The last stage: what the scan holds, as the Structs of report.py.

In: a Scan after all stages, and how positions are to be reported. Out: the parts of a Report. Cost: one Struct for
each section, block, quantity and indicator. Text is cut only where a Span shows it.
"""
import re
from decimal import Context, Decimal
from operator import attrgetter

from cpython.unicode cimport PyUnicode_DecodeASCII
from libc.stdint cimport int32_t, int64_t, uint32_t

from dushu._records cimport *
from dushu._positions cimport Positions
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

from dushu import _codes
from dushu import report as _report

cdef object Span = _report.Span
cdef object ExtentStruct = _report.Extent
cdef object DocumentStruct = _report.Document
cdef object ContributorStruct = _report.Contributor
cdef object SectionStruct = _report.Section
cdef object BlockStruct = _report.Block
cdef object QuantityStruct = _report.Quantity
cdef object IndicatorStruct = _report.Indicator
cdef object PeriodStruct = _report.Period
cdef object WarningStruct = _report.Warning
cdef tuple KINDS = _codes.KINDS
cdef tuple DIMENSIONS = _codes.DIMENSIONS
cdef tuple BOUNDS = _codes.BOUNDS
cdef tuple STATEMENTS = _codes.STATEMENTS
cdef tuple DIRECTIONS = _codes.DIRECTIONS
cdef tuple BASES = _codes.BASES
cdef tuple STATUSES = _codes.STATUSES
cdef tuple BYLINES = _codes.BYLINES
cdef tuple BLOCKS = _codes.BLOCKS
cdef tuple SECTIONS = _codes.SECTIONS
cdef object FIFTEEN = Context(prec=15)      # digits of a fraction
cdef tuple INHERITED = _codes.INHERITED
cdef tuple WARNINGS = _codes.WARNINGS
cdef object PLACE = attrgetter("start", "end", "code")
cdef object LOST = re.compile("\ufffd+")

cdef int64_t SAFE = 10 ** 15      # a decimal of at most 15 digits survives the way through a double
cdef double[19] TENS
cdef int _index = 0
for _index in range(19):
    TENS[_index] = 10.0 ** _index


cdef object number(const Number* value):
    """An int, a float whose shortest form is the value, or a Decimal where neither is exact."""
    cdef int64_t mantissa = value.mantissa
    cdef int32_t exponent = value.exponent
    while exponent < 0 and mantissa % 10 == 0:
        mantissa //= 10
        exponent += 1
    if exponent == 0:
        return mantissa
    if exponent > 0:
        return mantissa * 10 ** (<object> exponent)
    if -SAFE < mantissa < SAFE and exponent >= -18:
        return mantissa / TENS[-exponent]
    return Decimal(mantissa).scaleb(exponent)


cdef object value_of(const Quantity* quantity):
    """The value; a fraction to 15 significant digits."""
    if quantity.flags & QUANTITY_FRACTION:
        return float(FIFTEEN.divide(Decimal(quantity.value.mantissa).scaleb(quantity.value.exponent),
                                    Decimal(quantity.high.mantissa).scaleb(quantity.high.exponent)))
    return number(&quantity.value)


cdef str unit_of(Automaton lexicon, const Quantity* quantity):
    if quantity.per:
        return f"{lexicon.unit_names[quantity.unit]}/{lexicon.unit_names[quantity.per]}"
    return lexicon.unit_names[quantity.unit]


cdef str dimension_of(Automaton lexicon, uint32_t unit, uint32_t kind):
    if unit:
        return DIMENSIONS[lexicon.units[unit].dimension]
    return DIMENSIONS[DIMENSION_RATIO if kind == KIND_FRACTION else DIMENSION_NONE]


cdef inline void put_two(char* place, uint32_t value) noexcept:
    """The last two digits of a number."""
    place[0] = 48 + value // 10 % 10
    place[1] = 48 + value % 10


cdef str iso(int32_t day):
    """A packed day, yyyymmdd, as an ISO date."""
    cdef char[10] digits
    put_two(digits, day // 1000000)
    put_two(digits + 2, day // 10000)
    put_two(digits + 5, day // 100)
    put_two(digits + 8, day)
    digits[4] = digits[7] = 45       # -
    return PyUnicode_DecodeASCII(digits, 10, NULL)


cdef class Assembler:
    """The parts of a Report, from a Scan after all stages."""

    cdef Automaton lexicon
    cdef Scan scan
    cdef Positions positions
    cdef object sentence, metric      # the Structs last made, for the figures that share them
    cdef Extent sentence_at, metric_at

    def __cinit__(self, Automaton lexicon, Scan scan, Positions positions):
        self.lexicon = lexicon
        self.scan = scan
        self.positions = positions

    cdef object span(self, uint32_t start, uint32_t end):
        return Span(self.positions.cut(start, end), self.positions.start(start), self.positions.end(end))

    cdef object sentence_of(self, const Indicator* fact):
        """The sentence of a figure; figures of one sentence share the Struct, for making it costs more than a look."""
        if self.sentence is None or self.sentence_at.start != fact.sentence_start or (
                self.sentence_at.end != fact.sentence_end):
            self.sentence = ExtentStruct(self.positions.start(fact.sentence_start),
                                         self.positions.end(fact.sentence_end))
            self.sentence_at.start, self.sentence_at.end = fact.sentence_start, fact.sentence_end
        return self.sentence

    cdef object metric_of(self, const Indicator* fact):
        """What a figure measures; figures that share the words share the Struct."""
        if fact.metric_start >= fact.metric_end:
            return None
        if self.metric is None or self.metric_at.start != fact.metric_start or self.metric_at.end != fact.metric_end:
            self.metric = self.span(fact.metric_start, fact.metric_end)
            self.metric_at.start, self.metric_at.end = fact.metric_start, fact.metric_end
        return self.metric

    def document(self):
        """What the page says of itself."""
        cdef Document* document = &self.scan.document
        cdef Contributor* contributor
        cdef uint32_t index
        cdef list contributors = []
        for index in range(self.scan.contributor_count):
            contributor = &self.scan.contributors[index]
            contributors.append(ContributorStruct(
                BYLINES[contributor.role], self.positions.cut(contributor.label.start, contributor.label.end),
                self.positions.cut(contributor.name.start, contributor.name.end)))
        return DocumentStruct(
            self.script(), len(self.positions.source), self.span_of(&document.title), self.published_at(),
            self.positions.cut(document.source.start, document.source.end)
            if document.source.start < document.source.end else None,
            contributors, self.span_of(&document.dateline))

    cdef object span_of(self, const Extent* extent):
        return self.span(extent.start, extent.end) if extent.start < extent.end else None

    def published_at(self):
        """The page's date: RFC 3339 with China's offset where a time of day is given, else the bare date, or None."""
        cdef Document* document = &self.scan.document
        if not document.year:
            return None
        day = f"{document.year:04}-{document.month:02}-{document.day:02}"
        if document.hour < 0:
            return day
        return f"{day}T{document.hour:02}:{document.minute:02}:{document.second:02}+08:00"

    def script(self):
        """`hans`, `hant`, or `mixed` where a fifth of the telling characters speak for the other script."""
        cdef uint32_t less = min(self.scan.traditional, self.scan.simplified)
        cdef uint32_t more = max(self.scan.traditional, self.scan.simplified)
        if more and less * 5 > more:
            return "mixed"
        return "hant" if self.scan.traditional > self.scan.simplified else "hans"

    def sections(self):
        """The section tree, flat, in reading order."""
        cdef Section* section
        cdef uint32_t index
        cdef list out = []
        for index in range(self.scan.section_count):
            section = &self.scan.sections[index]
            out.append(SectionStruct(
                index, section.level, SECTIONS[section.kind], self.span(section.title_start, section.title_end),
                self.positions.start(section.start), self.positions.end(section.end),
                None if section.parent < 0 else section.parent,
                None if section.marker_start == section.marker_end
                else self.positions.cut(section.marker_start, section.marker_end)))
        return out

    def blocks(self):
        """Every stretch of the text in order."""
        cdef Block* block
        cdef uint32_t index
        cdef list out = []
        for index in range(self.scan.block_count):
            block = &self.scan.blocks[index]
            out.append(BlockStruct(
                BLOCKS[block.kind], self.positions.start(block.start), self.positions.end(block.end),
                None if block.section < 0 else block.section,
                None if block.marker_start == block.marker_end
                else self.positions.cut(block.marker_start, block.marker_end)))
        return out

    def quantities(self):
        """Every numeric expression."""
        cdef Quantity* quantity
        cdef uint32_t index
        cdef list out = []
        for index in range(self.scan.quantity_count):
            quantity = &self.scan.quantities[index]
            out.append(QuantityStruct(
                self.positions.cut(quantity.start, quantity.end), self.positions.start(quantity.start),
                self.positions.end(quantity.end), KINDS[quantity.kind], value_of(quantity),
                dimension_of(self.lexicon, quantity.unit, quantity.kind), BOUNDS[quantity.bound],
                number(&quantity.high) if quantity.has_high else None, unit_of(self.lexicon, quantity)))
        return out

    cdef object period(self, const Indicator* fact, dict made):
        """The time that a figure speaks of; figures that share it share the Struct, which `made` keeps."""
        cdef Period* period
        if fact.period < 0:
            return None
        key = fact.period * 8 + fact.inherited
        if key not in made:
            period = &self.scan.periods[fact.period]
            made[key] = PeriodStruct(self.positions.cut(period.start, period.end), iso(period.from_day),
                                     iso(period.to_day), INHERITED[fact.inherited])
        return made[key]

    def indicators(self):
        """The numeric facts."""
        cdef dict periods = {}
        cdef Indicator* fact
        cdef Quantity* quantity
        cdef uint32_t index, unit
        cdef int32_t section
        cdef list out = []
        for index in range(self.scan.indicator_count):
            fact = &self.scan.indicators[index]
            quantity = &self.scan.quantities[fact.quantity]
            unit = fact.unit if fact.unit else quantity.unit
            section = self.scan.blocks[fact.block].section
            out.append(IndicatorStruct(
                self.positions.cut(quantity.start, quantity.end), self.positions.start(quantity.start),
                self.positions.end(quantity.end), KINDS[fact.kind], value_of(quantity),
                dimension_of(self.lexicon, unit, fact.kind), BOUNDS[fact.bound], STATEMENTS[fact.statement],
                STATUSES[fact.status], fact.block, self.sentence_of(fact),
                number(&quantity.high) if quantity.has_high else None,
                unit_of(self.lexicon, quantity) if unit == quantity.unit else self.lexicon.unit_names[unit],
                self.metric_of(fact),
                DIRECTIONS[fact.direction], BASES[fact.basis],
                number(&fact.origin) if fact.has_origin else None,
                self.positions.cut(fact.scope_start, fact.scope_end) if fact.scope_start < fact.scope_end else None,
                self.period(fact, periods),
                None if section < 0 else section))
        return out

    cdef object warning(self, int kind, uint32_t start, uint32_t end):
        code, message = WARNINGS[kind]
        return WarningStruct(code, message, self.positions.start(start), self.positions.end(end))

    def warnings(self):
        """What was odd, and how it was read, in reading order."""
        cdef Warning* odd
        cdef uint32_t index
        cdef list out = []
        for index in range(self.scan.warning_count):
            odd = &self.scan.warnings[index]
            out.append(self.warning(odd.code, odd.start, odd.end))
        if "\ufffd" in self.scan.source:
            for run in LOST.finditer(self.scan.source):
                out.append(self.warning(WARNING_LOST, run.start(), run.end()))
        out.sort(key=PLACE)
        return out
