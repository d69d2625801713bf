"""Real reports and their labels, where the folder beside the project is there."""
import json
import subprocess
import sys
from pathlib import Path

import dushu
import msgspec
import pytest

SHARED = Path(__file__).parents[3] / "shared"
REPORTS = sorted((SHARED / "corpus" / "reports").glob("*.txt"))
PAGES = sorted((SHARED / "corpus" / "html").glob("*.html"))

pytestmark = pytest.mark.skipif(not REPORTS, reason=f"no real reports at {SHARED.name}/corpus beside the project")


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem[:30])
def test_spans_of_a_real_report_are_true(path):
    text = path.read_bytes().decode()
    report = dushu.extract(text, include=["quantities"])
    for found in (*report.quantities, *report.indicators, *(i.metric for i in report.indicators if i.metric)):
        assert text[found.start:found.end] == found.text
    assert not "".join(text.split()) or report.blocks


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem[:30])
def test_spans_of_a_real_page_point_into_its_source(path):
    report = dushu.extract(path.read_bytes(), content_type="text/html")
    source = dushu.markup.read_html(path.read_bytes(), None).source
    for found in report.indicators:
        assert source[found.start:found.end] == found.text


def test_labelled_reports_are_read_as_a_person_reads_them(tmp_path):
    """The floors of accuracy on the labelled reports; the scorer says what is wrong when run by hand with --errors."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    for label in sorted((SHARED / "gold" / "dev").glob("*.json")):
        gold = json.loads(label.read_text("utf-8"))
        path = SHARED / "corpus" / "reports" / gold["file"]
        report = dushu.extract(path.read_bytes().decode()[:gold.get("cut")])
        (tmp_path / f"{path.stem}.json").write_bytes(encoder.encode(report))
    run = subprocess.run(
        [sys.executable, SHARED / "score", "--gold", SHARED / "gold" / "dev", "--texts", SHARED / "corpus" / "reports",
         "--reports", tmp_path, "--json"],
        capture_output=True, text=True, check=True)
    assert "OFFSET" not in run.stdout
    totals = json.loads(run.stdout.splitlines()[-1])
    floors = {"find_f1": 0.97, "strict_f1": 0.94, "metric_f1": 0.91, "full_f1": 0.88, "section_level_f1": 0.93,
              "title": 0.95, "source": 0.95, "date": 0.95}
    assert {name: totals[name] for name in floors if totals[name] < floors[name]} == {}
