"""What docs/pipelines.md shows is run, where what it needs is installed."""
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from dushu_service.archive import Run, run_slice
from dushu_service.archive_inputs import Fields
from dushu_service.arrow import INDICATORS, Options, extract_batch

GUIDE = (Path(__file__).parents[2] / "docs" / "pipelines.md").read_text()
DATA = Path(__file__).parents[1] / "data"


def blocks(language: str) -> list[str]:
    """The guide's code in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory that holds the tables `figures`."""
    root = tmp_path_factory.mktemp("guide")
    (root / "in").mkdir()
    for path in DATA.glob("*.txt"):
        shutil.copy(path, root / "in")
    (root / "in" / "empty.txt").touch()
    out = str(root / "figures")
    run = Run(str(root / "in"), out, Options(), Fields())
    for number, part in enumerate(run._slices):
        run_slice(part, number, out, Options(), Fields())
    return root


def test_queries_answer(figures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each finds what its sentence says."""
    monkeypatch.chdir(figures)
    fell, series, failed = [duckdb.sql(query).fetchall() for query in blocks("sql")]

    assert [(row[0], row[1]) for row in fell] == [("占道经营投诉量", 18.4), ("生猪出栏", 2.7)]
    assert {row[:3] for row in series} == {(2023, 38620000000, "元")}
    assert [row[:2] for row in failed] == [("empty-body", 1)]


@pytest.fixture
def articles() -> pa.Table:
    return pa.table({"text": [path.read_text() for path in sorted(DATA.glob("*.txt"))] * 20})


def recipe(engine: str, articles: Any) -> Any:
    """The figures that the guide's recipe for an engine makes of the articles."""
    code = next(block for block in blocks("python") if engine in block)
    names: dict[str, Any] = {"articles": articles, "INDICATORS": INDICATORS}
    exec(code, names)
    return names["figures"]


def expected(articles: pa.Table) -> int:
    return sum(extract_batch(batch).indicators.num_rows for batch in articles.to_batches())


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed")
    pytest.importorskip("pandas", reason="Spark's Arrow functions want pandas, which is not installed")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.master("local[2]")
    for name, value in {"ui.enabled": "false", "driver.host": "127.0.0.1", "driver.bindAddress": "127.0.0.1"}.items():
        builder = builder.config(f"spark.{name}", value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Spark's and Ray's own
def test_spark_recipe(spark: Any, articles: pa.Table) -> None:
    frame = spark.createDataFrame([(text,) for text in articles.column("text").to_pylist()], ["text"])
    assert recipe("pyspark", frame).count() == expected(articles)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_ray_recipe(articles: pa.Table) -> None:
    data = pytest.importorskip("ray.data", reason="Ray is not installed", exc_type=ImportError)
    assert recipe("map_batches", data.from_arrow(articles)).count() == expected(articles)
