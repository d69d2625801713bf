"""The service as a process of its own, on a free port, for the tests that talk to it over a socket."""
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

MAX_BODY_BYTES = 2 * 1024 * 1024
INLINE_BODY_BYTES = 64 * 1024

START_SECONDS = 60

WEBHOOKS = {"superdesk_secret": "s3cret", "webhook_secret": "whsec_c2l4dGVlbiBieXRlcyBvciBzb21lIG1vcmU="}
"""Settings with which the service takes deliveries, and describes it."""


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


def resident_bytes(client: httpx.Client) -> float:
    """The memory of the server's only worker, as it tells itself."""
    for line in client.get("/metrics").text.splitlines():
        if line.startswith("process_resident_memory_bytes "):
            return float(line.split()[1])
    raise AssertionError("no process_resident_memory_bytes in /metrics")
