"""Services and brokers for the tests of this directory, all on loopback."""
from collections.abc import Iterator
from pathlib import Path

import pytest
from service_process import Server

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The HTTP service as it is by default."""
    server = Server(tmp_path_factory.mktemp("service") / "log", drain_seconds=0)
    server.wait_until_ready()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """Reports of several kinds."""
    return [path.read_text() for path in sorted(DATA.glob("*.txt"))]
