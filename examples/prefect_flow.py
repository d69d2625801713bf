"""A Prefect flow: figures of files, each a task that is tried again when the service is busy or away."""
import os
from pathlib import Path

from dushu_service.client import Client
from prefect import flow, task


@task(retries=3, retry_delay_seconds=10)
def figures_of(file: str) -> list[tuple[str | None, float]]:
    """Metric and value of every figure of a file."""
    with Client(os.environ.get("DUSHU_URL", "http://127.0.0.1:8000")) as client:
        report = client.extract(Path(file).read_bytes(), id=file)
    return [(figure.metric.text if figure.metric else None, float(figure.value)) for figure in report.indicators]


@flow
def read_folder(folder: str) -> dict[str, list[tuple[str | None, float]]]:
    """The figures of all text files of a folder."""
    files = sorted(str(path) for path in Path(folder).glob("*.txt"))
    return dict(zip(files, figures_of.map(files).result(), strict=True))
