from libc.stdint cimport int32_t, uint32_t

from dushu._days cimport Walk
from dushu._records cimport Indicator, Period
from dushu._scan cimport Scan
from dushu._times cimport Moment
from dushu._trie cimport Automaton


cdef bint is_against(Automaton lexicon, Scan scan, const Walk* walk, uint32_t floor, const Moment* moment,
                     uint32_t last) noexcept nogil
cdef bint owns_next(Scan scan, uint32_t end, uint32_t index) noexcept nogil
cdef bint owned_by(Automaton lexicon, Scan scan, const Period* period, const Indicator* fact) noexcept nogil
cdef int32_t compared_in(Automaton lexicon, Scan scan, const Walk* walk, uint32_t end) noexcept nogil
cdef int refine_basis(Scan scan, Walk* walk, Indicator* fact, int32_t time) noexcept nogil
