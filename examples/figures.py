"""The service from Python: figures.py FILE..."""
import os
import sys
from pathlib import Path

from dushu import Report
from dushu_service.client import Client


def show(report: Report) -> None:
    for figure in report.indicators:
        metric = figure.metric.text if figure.metric else "?"
        print(report.id, metric, figure.value, figure.unit or "", figure.direction or "", sep="\t")


with Client(os.environ.get("DUSHU_URL", "http://127.0.0.1:8000")) as client:
    # Bytes as they were scraped: their charset is found out.
    show(client.extract(Path(sys.argv[1]).read_bytes(), id="one"))

    # Any number of articles, in order, in flat memory. What could not be read is a Failure in its place.
    for row in client.stream({"id": name, "text": Path(name).read_text()} for name in sys.argv[1:]):
        if isinstance(row, Report):
            show(row)
        else:
            print(row.id, row.error["detail"], file=sys.stderr)
