from libc.stdint cimport int32_t

from dushu._scan cimport Scan


cdef int date_tables(Scan scan, int32_t year, int32_t month, int32_t day) except -1 nogil
