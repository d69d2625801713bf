"""Where things stand, as the caller counts: code points, UTF-16 units or UTF-8 bytes, of the text that was sent.

In: the source text and, for markup, where each character of the scanned text came from. Out: three lookups.
Cost: nothing for code points of plain text, else one pass and one number for each character. Positions owns the arrays.
"""
from libc.stdint cimport uint32_t
from libc.stdlib cimport malloc, free


cdef class Positions:
    """`mapping` is None, or two buffers of uint32 with one more entry than the scanned text has characters."""

    def __cinit__(self, str source, str offsets, mapping=None):
        cdef Py_UCS4 c
        cdef uint32_t at, index = 0, wide
        cdef const uint32_t[::1] starts, ends
        self.source = source
        if mapping is not None:
            starts, ends = mapping
            self.starts = <uint32_t*> malloc(len(starts) * sizeof(uint32_t))
            self.ends = <uint32_t*> malloc(len(ends) * sizeof(uint32_t))
            if not self.starts or not self.ends:
                raise MemoryError
            for at in range(<uint32_t> len(starts)):
                self.starts[at] = starts[at]
                self.ends[at] = ends[at]
        if offsets == "codepoint":
            return
        wide = offsets == "utf16"
        self.units = <uint32_t*> malloc((len(source) + 1) * sizeof(uint32_t))
        if not self.units:
            raise MemoryError
        at = 0
        for c in source:
            self.units[index] = at
            index += 1
            if wide:
                at += 2 if c > 0xffff else 1
            else:
                at += 1 if c < 0x80 else 2 if c < 0x800 else 3 if c < 0x10000 else 4
        self.units[index] = at

    def __dealloc__(self):
        free(self.starts)
        free(self.ends)
        free(self.units)
