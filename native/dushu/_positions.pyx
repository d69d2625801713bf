"""Where things stand, as the caller counts: code points, UTF-16 units or UTF-8 bytes, of the text that was sent.

In: the source text and, for markup, where each character of the scanned text came from. Out: three lookups.
Cost: nothing for code points of plain text, else one pass and one number for each character. Positions owns the arrays.
"""
from libc.stdint cimport uint32_t
from libc.stdlib cimport calloc, free, malloc


cdef class Positions:
    """`source` is what the caller sent, `offsets` the unit (`codepoint`, `utf16`, `utf8`) and `html` a markup.Html
    whose text was scanned in place of it, or None."""

    def __cinit__(self, str source, str offsets, html=None):
        self.source = source
        if html is not None:
            self._place(len(html.text), *html.pieces())
        if offsets != "codepoint":
            self._measure(offsets == "utf16")

    def __dealloc__(self):
        free(self.starts)
        free(self.ends)
        free(self.units)

    def _place(self, uint32_t length, const uint32_t[::1] texts, const uint32_t[::1] firsts, const uint32_t[::1] lasts):
        """Where each boundary of the scanned text lies in the source. A piece of equal length on both sides maps
        character by character; any other (an entity, folded blanks) stands whole for each of its characters."""
        cdef uint32_t piece, at, wide, count = <uint32_t> len(firsts)
        cdef bint same
        self.starts = <uint32_t*> calloc(length + 1, sizeof(uint32_t))
        self.ends = <uint32_t*> calloc(length + 1, sizeof(uint32_t))
        if not self.starts or not self.ends:
            raise MemoryError
        for piece in range(count):
            wide = texts[piece + 1] - texts[piece]
            same = lasts[piece] - firsts[piece] == wide
            for at in range(wide):
                self.starts[texts[piece] + at] = firsts[piece] + at if same else firsts[piece]
                self.ends[texts[piece] + at + 1] = firsts[piece] + at + 1 if same else lasts[piece]
        if count:
            self.starts[length] = lasts[count - 1]
            self.ends[0] = firsts[0]

    def _measure(self, bint utf16):
        """How many units stand before each code point of the source."""
        cdef Py_UCS4 c
        cdef uint32_t at = 0, index = 0
        self.units = <uint32_t*> malloc((len(self.source) + 1) * sizeof(uint32_t))
        if not self.units:
            raise MemoryError
        for c in self.source:
            self.units[index] = at
            index += 1
            if utf16:
                at += 2 if c > 0xffff else 1
            else:
                at += 1 if c < 0x80 else 2 if c < 0x800 else 3 if c < 0x10000 else 4
        self.units[index] = at

    cpdef uint32_t unit(self, uint32_t at):
        """A code point of the source, as the caller counts."""
        return self.units[at] if self.units else at
