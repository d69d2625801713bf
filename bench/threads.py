"""Large bodies and the event loop: what /livez waits while one is read, and from which size a thread costs nothing."""
import http.client
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles

from dushu_service.settings import Settings
from load import DUSHU, PATIENT, Server, load, missing, texts_file
from machine import cores
from over_http import cost, on_core
from texts import articles

LARGE = 10_000_000
SIZES = (4_000, 16_000, 64_000, 256_000, 1_000_000)
GOAL_MS = 50
PAUSE_SECONDS = 0.01                    # between two questions of the probe
TOLERANCE = 1.05                        # a thread that costs no more than this costs nothing
ALWAYS, NEVER = "1000000000", "0"       # DUSHU_INLINE_BODY_BYTES


class Probe:
    """Asks /livez a hundred times a second, on a connection of its own, as long as its block lasts."""

    def __init__(self, server: Server) -> None:
        self._port = server.port
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.seconds: list[float] = []

    def __enter__(self) -> "Probe":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        while not self._over.wait(PAUSE_SECONDS):
            start = time.perf_counter()
            connection.request("GET", "/livez")
            connection.getresponse().read()
            self.seconds.append(time.perf_counter() - start)
        connection.close()

    @property
    def p99(self) -> float:
        """What all but one in a hundred answers stay below, in milliseconds."""
        return quantiles(self.seconds, n=100, method="inclusive")[-1] * 1e3


def large(folder: Path, seconds: float) -> str:
    """/livez while texts of 10 MB are read, one after the other."""
    with Server(*DUSHU, on=cores()[:1], environment={**PATIENT, "DUSHU_MAX_REPORT_PARTS": "10000000"}) as server:
        server.wait_until_ready()
        file = texts_file(articles(3, LARGE), folder, "large")
        with Probe(server) as probe:
            seen = load(server.url + "/v1/extract", file, seconds, connections=1)
    return (f"While texts of {LARGE / 1e6:.0f} MB are read, one after the other, {seen.p50:.2f} s each, `/livez` "
            f"answers within **{probe.p99:.1f} ms** at p99\n({len(probe.seconds)} questions, the longest "
            f"{max(probe.seconds) * 1e3:.1f} ms); the goal is {GOAL_MS} ms.")


def break_even(folder: Path, seconds: float) -> str:
    """Texts of several sizes, each size on the event loop and in a thread."""
    lines = ["| body | on the event loop | `/livez` p99 then | in a thread | `/livez` p99 then | thread : loop |",
             "|---:|---:|---:|---:|---:|---:|"]
    even = 0
    with ExitStack() as running:
        servers = [
            running.enter_context(
                Server(*DUSHU, on=cores()[:1], environment={**PATIENT, "DUSHU_INLINE_BODY_BYTES": inline}))
            for inline in (ALWAYS, NEVER)
        ]
        for server in servers:
            server.wait_until_ready()
        for size in SIZES:
            file = texts_file(articles(max(8, min(512, 8_000_000 // size)), size), folder, str(size))
            times, waits = [], []
            for server in servers:
                times.append(cost(server, "/v1/extract", file, seconds, connections=1)[0])
                with Probe(server) as probe:
                    load(server.url + "/v1/extract", file, seconds, connections=1)
                waits.append(probe.p99)
            ratio = times[1] / times[0]
            even = 0 if ratio > TOLERANCE else even or size
            lines.append(f"| {size // 1000} KB | {times[0] * 1e3:.2f} ms | {waits[0]:.1f} ms | {times[1] * 1e3:.2f} ms "
                         f"| {waits[1]:.1f} ms | {ratio:.2f} |")
    found = f"from {even // 1000} KB on" if even else "at none of these sizes"
    return "\n".join([
        *lines, "", "Processor time of a request, one at a time; `/livez` in another run. A thread costs at most "
        f"{(TOLERANCE - 1) * 100:.0f} % more {found}.",
        f"`DUSHU_INLINE_BODY_BYTES` is {Settings().inline_body_bytes // 1024} KiB if nothing else is said."])


def section(quick: bool = False) -> str:
    """The figures as Markdown."""
    if why := missing():
        return why
    with tempfile.TemporaryDirectory() as name, on_core(cores()[-1]):
        folder = Path(name)
        parts = [large(folder, 2 if quick else 10), break_even(folder, 1 if quick else 3)]
    return "\n\n".join(parts)


if __name__ == "__main__":
    print(section("--quick" in sys.argv[1:]))
