from libc.stdint cimport uint8_t, uint32_t

from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef struct Phrase:       # tokens [first, last), cut to the characters [start, end)
    uint32_t first
    uint32_t last
    uint32_t start
    uint32_t end


cdef struct Left:         # what stands before a figure in its clause
    Phrase subject        # the phrase that names what is measured; empty: none
    Phrase whole          # the same before a long one was cut to its name
    uint8_t direction
    uint8_t basis
    uint8_t status
    uint8_t rate          # direction of a rate noun: 增幅为
    bint change
    bint arrive
    bint compare
    bint share
    bint streak
    bint rank
    bint reach
    bint has              # 有, 共有
    bint listed           # 分别
    bint of               # 的 before the figure, which then belongs to the noun behind it
    bint to               # 至 from the figure before
    bint governs          # the subject is the object of the verb that makes the change: 增加|就业岗位300个
    bint drives           # the subject is the object of a verb of change: 拉动GDP增长
    bint makes            # a verb of making stands at once before the figure
    bint percent          # the figure is a percentage
    bint completes        # the subject is a plan that is fulfilled: 完成全年目标
    bint stopped          # some other verb does
    uint32_t change_at    # token of the verb or rate of change, where there is one
    uint32_t scope_first, scope_last
    uint32_t against_first, against_last     # what it is compared with: 比一季度


cdef bint ends_clause(Scan scan, uint32_t index) noexcept nogil
cdef bint is_conjunction(Scan scan, uint32_t index) noexcept nogil
cdef bint is_content(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil
cdef uint32_t opening(Scan scan, uint32_t index, uint32_t limit) noexcept nogil
cdef uint32_t closing(Scan scan, uint32_t index, uint32_t limit) noexcept nogil
cdef int read_left(Automaton lexicon, Scan scan, uint32_t zone, uint32_t clause, uint32_t index, uint8_t kind,
                   Left* left) noexcept nogil
cdef Phrase leading_phrase(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index) noexcept nogil
cdef Phrase phrase_before(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index, Left* left) noexcept nogil
cdef enum:                # what a phrase behind a figure may hold
    COUNTED               # a counted noun and what stands before it
    PREDICATE             # a predicate to the clause's end: 95人|遇难
    WHOLE                 # a whole noun phrase: 3500万元的|供水管网改造


cdef Phrase phrase_behind(Automaton lexicon, Scan scan, uint32_t index, int extent) noexcept nogil
cdef bint promises(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil
cdef bint is_time(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil
cdef uint8_t basis_of(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil
