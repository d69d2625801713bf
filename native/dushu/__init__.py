"""Reads the figures of Chinese reports: `dushu.extract(text)` gives sections and numeric indicators."""
from .errors import DecodeError, ReportTooLarge, UnknownCharset
from .pipeline import Extractor, extract
from .report import Report

__all__ = ["DecodeError", "Extractor", "Report", "ReportTooLarge", "UnknownCharset", "extract"]
