"""Servers to measure, each bound to its cores, and the load that wrk puts on them from another."""
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from machine import cores

HERE = Path(__file__).parent
START_SECONDS = 60
CONNECTIONS = 64
DUSHU = ("-m", "dushu_service", "serve", "--port")

# At 64 connections in a closed loop each request waits for 63 others: without these the service would refuse
# most of them, which is cheap, and look faster than it is.
PATIENT = {"DUSHU_MAX_WAIT_SECONDS": "60"}


def missing() -> str:
    """Why requests cannot be measured here; empty if they can."""
    if not shutil.which("wrk"):
        return "Not measured: wrk is not installed (apt install wrk)."
    if len(cores()) < 2:
        return "Not measured: that takes two cores, one for the service and one for the load."
    return ""


class Server:
    """A running server. `command` is a Python program's, its last argument, the port, left out."""

    def __init__(
        self, *command: str, on: list[int], python: str = sys.executable, environment: dict[str, str] | None = None
    ) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DUSHU_")}
        self._log = tempfile.TemporaryFile()                      # noqa: SIM115  for as long as the server runs
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            [python, *command, str(self.port)], stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
            env={**inherited, "DUSHU_DRAIN_SECONDS": "0", "PYTHONPATH": str(HERE), **(environment or {})},
            preexec_fn=lambda: os.sched_setaffinity(0, on))
        self.pid = self._process.pid

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def wait_until_ready(self) -> float:
        """Seconds from its start to the first answer that says so. Raises RuntimeError with what it printed."""
        while time.perf_counter() - self.started < START_SECONDS and self._process.poll() is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/readyz")
                if connection.getresponse().status < 500:
                    return time.perf_counter() - self.started
            except OSError:
                time.sleep(0.005)
            finally:
                connection.close()
        self.stop()
        self._log.seek(0)
        raise RuntimeError(self._log.read().decode(errors="replace").strip().rpartition("\n")[2] or "it does not start")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Seen(NamedTuple):
    """What wrk saw of one run. Times in seconds."""

    requests: int
    seconds: float
    p50: float
    p99: float


def texts_file(texts: list[bytes], folder: Path, name: str) -> Path:
    """The texts as wrk.lua reads them."""
    path = folder / name
    path.write_bytes(b"".join(b"%d\n%b" % (len(text), text) for text in texts))
    return path


def load(
    url: str, texts: Path, seconds: float, connections: int = CONNECTIONS, content_type: str = "text/plain"
) -> Seen:
    """Post the texts in turn for so long, always so many at once. Raises RuntimeError unless each gets its 200."""
    printed = subprocess.run(
        ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds:.0f}s", "--timeout",
         "120s", "--latency", "--script", str(HERE / "wrk.lua"), url, "--", str(texts), content_type],
        check=True, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, cores()[-1:])).stdout
    seen = json.loads(printed.splitlines()[-1])
    if seen["refused"] or seen["failed"] or not seen["requests"]:
        raise RuntimeError(f"{url}: {printed.splitlines()[-1]}")
    return Seen(seen["requests"], seen["seconds"], seen["p50"], seen["p99"])
