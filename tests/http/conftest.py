"""A real server for the tests of this directory: its own process, a free port, over a socket."""
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

MAX_BODY_BYTES = 2 * 1024 * 1024
INLINE_BODY_BYTES = 64 * 1024

START_SECONDS = 60


class Server:
    """A running service. `settings` are its variables, without DUSHU_."""

    def __init__(self, log: Path, **settings: object) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DUSHU_")}
        environment |= {f"DUSHU_{name.upper()}": str(value) for name, value in settings.items()}
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "error::DeprecationWarning", "-m", "dushu_service", "serve", "--port",
                 str(port)],
                env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> None:
        """Return once the service wants traffic; fail with its log if it does not come up."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/readyz", trust_env=False).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        pytest.fail(f"the server did not start:\n{self.log.read_text()}")

    def stop(self) -> int:
        """Ask it to end, and give its exit code."""
        self.process.terminate()
        return self.process.wait(30)


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
    """The server that most tests share. Its limits are low, so that tests reach them."""
    return start_server(drain_seconds=0, max_body_bytes=MAX_BODY_BYTES, inline_body_bytes=INLINE_BODY_BYTES)


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    """A client of the shared server."""
    with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
        yield client


def resident_bytes(client: httpx.Client) -> float:
    """The memory of the server's only worker, as it tells itself."""
    for line in client.get("/metrics").text.splitlines():
        if line.startswith("process_resident_memory_bytes "):
            return float(line.split()[1])
    raise AssertionError("no process_resident_memory_bytes in /metrics")
