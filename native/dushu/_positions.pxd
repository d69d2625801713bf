from libc.stdint cimport uint32_t


cdef class Positions:
    """From offsets of the scanned text to those that are reported."""

    cdef str source               # what reported Spans show
    cdef uint32_t* starts         # NULL: every offset stands for itself
    cdef uint32_t* ends
    cdef uint32_t* units          # code point of the source -> reported offset; NULL: the same

    cdef inline uint32_t start(self, uint32_t at) noexcept:
        if self.starts:
            at = self.starts[at]
        return self.units[at] if self.units else at

    cdef inline uint32_t end(self, uint32_t at) noexcept:
        if self.ends:
            at = self.ends[at]
        return self.units[at] if self.units else at

    cdef inline str cut(self, uint32_t start, uint32_t end):
        if self.starts:
            start, end = self.starts[start], self.ends[end]
        return self.source[start:end]

    cpdef uint32_t unit(self, uint32_t at)
