"""`max_parts`: a report has so many parts and no more, and one that would have more is given up in time."""
import subprocess
import sys

import dushu
import pytest

TEXT = "某县2024年统计公报\n记者：林遥\n一、综合\n粮食产量21.6万吨，同比增长1.4%\ufffd。\n二、农业\n其中小麦3.2万吨。"


def parts_of(report: dushu.Report) -> int:
    """As they are counted: everything that a report lists; an indicator is one of the quantities."""
    return sum(map(len, (
        report.sections, report.blocks, report.quantities, report.warnings, report.document.contributors,
    )))


def test_bound_is_exact() -> None:
    """With all its parts allowed the report is whole; with one less there is none."""
    whole = dushu.extract(TEXT, include=["quantities"])
    parts = parts_of(whole)
    assert all((whole.sections, whole.blocks, whole.indicators, whole.warnings, whole.document.contributors))

    assert dushu.extract(TEXT, include=["quantities"], max_parts=parts) == whole
    with pytest.raises(dushu.ReportTooLarge, match=f"more than {parts - 1} parts") as caught:
        dushu.extract(TEXT, max_parts=parts - 1)
    assert caught.value.limit == parts - 1


def test_nothing_may_be_asked_for() -> None:
    with pytest.raises(dushu.ReportTooLarge):
        dushu.extract("增长5%", max_parts=0)


MASSES = {
    "figures": "5%", "changes": "增长5%", "lines": "a\n", "chapters": "一、增\n", "list": "一是增，", "names": "记者 张三\n",
    "lost characters": "a\ufffd", "dates": "2024年", "rows": "甲\t5\n", "cells": "|5", "numbers": "第5条 ",
}


@pytest.mark.parametrize("mass", MASSES.values(), ids=MASSES.keys())
def test_masses_are_given_up(mass: str) -> None:
    """Whatever it is that there is too much of, whichever stage meets it first; the next text is read."""
    for bound in (1, 100, 1000):
        with pytest.raises(dushu.ReportTooLarge):
            dushu.extract(mass * 5000, max_parts=bound)
    assert dushu.extract("增长5%", max_parts=10).indicators


def test_page_is_given_up_like_a_text() -> None:
    with pytest.raises(dushu.ReportTooLarge):
        dushu.extract("<p>增长5%" * 1000, content_type="text/html", max_parts=500)


@pytest.mark.parametrize("mass", ["5%", "a\n"])
def test_memory_is_bounded(mass: str) -> None:
    """What is refused has cost no more than 24 bytes a byte: tokens, and no list of what they mean."""
    code = (
        "import resource, sys, dushu\n"
        f"text = {mass!r} * 2_000_000\n"
        "dushu.extract('5%')\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n"
        "    dushu.extract(text, max_parts=1000)\n"
        "except dushu.ReportTooLarge:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
    assert int(ended.stdout) * unit < 24 * 4_000_000
