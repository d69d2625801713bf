"""A real server for the tests of this directory."""
from collections.abc import Callable, Iterator

import httpx
import pytest
from service_process import INLINE_BODY_BYTES, MAX_BODY_BYTES, WEBHOOKS, Server


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Starts servers with settings of their own; all are stopped at the end."""
    servers: list[Server] = []

    def start(**settings: object) -> Server:
        server = Server(tmp_path_factory.mktemp("server") / "log", **settings)
        servers.append(server)
        server.wait_until_ready()
        return server

    yield start
    for server in servers:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def server(start_server: Callable[..., Server]) -> Server:
    """The server that most tests share. Its limits are low, so that tests reach them.

    But for the longest wait: on a machine that is busy with other things tests would be told to come back.
    """
    return start_server(
        drain_seconds=0, max_body_bytes=MAX_BODY_BYTES, inline_body_bytes=INLINE_BODY_BYTES, max_wait_seconds=60,
        **WEBHOOKS,
    )


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    """A client of the shared server."""
    with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
        yield client
