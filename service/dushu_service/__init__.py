"""The HTTP service around `dushu`: reports in, their sections and figures out."""
