from dushu._lines cimport Draft, Line
from dushu._records cimport Extent
from dushu._scan cimport Scan
from dushu._trie cimport Automaton


cdef bint read_dateline(Automaton lexicon, Scan scan, const Line* line, Extent* dateline,
                        Extent* source) noexcept nogil
cdef int read_document(Automaton lexicon, Scan scan, Draft* draft) except -1 nogil
