from libc.stdint cimport UINT32_MAX, int32_t, uint32_t, uint64_t

from dushu._records cimport *


cdef class Scan:
    """The memory of one extraction: the text and the arrays that the stages fill."""

    cdef str source               # keeps the text's buffer alive
    cdef Text text
    cdef Token* tokens
    cdef uint32_t token_count, token_room
    cdef Block* blocks
    cdef uint32_t block_count, block_room
    cdef Section* sections
    cdef uint32_t section_count, section_room
    cdef Contributor* contributors
    cdef uint32_t contributor_count, contributor_room
    cdef Quantity* quantities
    cdef uint32_t quantity_count, quantity_room
    cdef int32_t* owners          # token -> index of the quantity that covers it, -1: none
    cdef uint32_t owner_room
    cdef Indicator* indicators
    cdef uint32_t indicator_count, indicator_room
    cdef Period* periods
    cdef uint32_t period_count, period_room
    cdef Warning* warnings
    cdef uint32_t warning_count, warning_room
    cdef Document document
    cdef uint32_t traditional, simplified   # characters that only one script has
    cdef uint32_t most                      # parts that the report may have

    cdef uint64_t parts(self) noexcept nogil


cdef int _grow(void** array, uint32_t* room, size_t item, uint32_t most) except -1 nogil
cdef int _make_room(void** array, uint32_t* room, size_t item, uint32_t wanted) except -1 nogil


cdef inline int make_token_room(Scan scan, uint32_t count) except -1 nogil:
    """Make sure that `count` more tokens may be written."""
    if scan.token_room - scan.token_count < count:
        _make_room(<void**> &scan.tokens, &scan.token_room, sizeof(Token),
                   max(scan.token_count + count, scan.token_room + scan.token_room // 2))
    return 0


cdef inline int make_owner_room(Scan scan, uint32_t count) except -1 nogil:
    """Make sure that there is an owner for each of `count` tokens."""
    if scan.owner_room < count:
        _make_room(<void**> &scan.owners, &scan.owner_room, sizeof(int32_t), count)
    return 0


cdef inline Block* add_block(Scan scan) except NULL nogil:
    if scan.block_count == scan.block_room:
        _grow(<void**> &scan.blocks, &scan.block_room, sizeof(Block), scan.most)
    scan.block_count += 1
    return &scan.blocks[scan.block_count - 1]


cdef inline Section* add_section(Scan scan) except NULL nogil:
    if scan.section_count == scan.section_room:
        _grow(<void**> &scan.sections, &scan.section_room, sizeof(Section), scan.most)
    scan.section_count += 1
    return &scan.sections[scan.section_count - 1]


cdef inline Contributor* add_contributor(Scan scan) except NULL nogil:
    if scan.contributor_count == scan.contributor_room:
        _grow(<void**> &scan.contributors, &scan.contributor_room, sizeof(Contributor), scan.most)
    scan.contributor_count += 1
    return &scan.contributors[scan.contributor_count - 1]


cdef inline Quantity* add_quantity(Scan scan) except NULL nogil:
    if scan.quantity_count == scan.quantity_room:
        _grow(<void**> &scan.quantities, &scan.quantity_room, sizeof(Quantity), scan.most)
    scan.quantity_count += 1
    return &scan.quantities[scan.quantity_count - 1]


cdef inline Indicator* add_indicator(Scan scan) except NULL nogil:
    if scan.indicator_count == scan.indicator_room:
        _grow(<void**> &scan.indicators, &scan.indicator_room, sizeof(Indicator), scan.most)
    scan.indicator_count += 1
    return &scan.indicators[scan.indicator_count - 1]


cdef inline Period* add_period(Scan scan) except NULL nogil:
    if scan.period_count == scan.period_room:
        _grow(<void**> &scan.periods, &scan.period_room, sizeof(Period), UINT32_MAX)
    scan.period_count += 1
    return &scan.periods[scan.period_count - 1]


cdef inline Warning* add_warning(Scan scan) except NULL nogil:
    if scan.warning_count == scan.warning_room:
        _grow(<void**> &scan.warnings, &scan.warning_room, sizeof(Warning), scan.most)
    scan.warning_count += 1
    return &scan.warnings[scan.warning_count - 1]
