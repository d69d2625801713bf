"""Requests to the service, beside what a constant costs on the same server, the engine alone, and others.

Server and load have a core each. A request costs the processor time that all of the server's processes take
during a run of wrk, divided by its requests: other work on the machine counts as little as it can. The runs
alternate, and of each figure the median counts.
"""
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import plots
from dushu.pipeline import default_extractor
from dushu_service.formats import json_encoder
from load import CONNECTIONS, DUSHU, PATIENT, Seen, Server, load, missing, texts_file
from machine import bind, cores, processor_seconds
from texts import articles

COUNT, BYTES = 512, 15_000
ROUNDS, SECONDS = 5, 3.0
RECOGNIZERS_SECONDS = 40.0
GOAL, SPREAD_GOAL, WORKERS_GOAL = 1.15, 3, 1.75

OWN = "dushu as served in production"
CONSTANT = "the same server and framework, a constant"
LAYERS = "the service's own layers, a constant"
ENGINE = "the engine alone, in process"
APPS = str(Path(__file__).parent / "apps.py")
SERVERS = {
    OWN: (DUSHU, "/v1/extract"),
    CONSTANT: ((APPS, "granian", "litestar"), "/constant"),
    LAYERS: ((APPS, "granian", "layers"), "/constant"),
    "raw ASGI, Granian": ((APPS, "granian", "raw"), "/v1/extract"),
    "raw ASGI, uvicorn": ((APPS, "uvicorn", "raw"), "/v1/extract"),
    "FastAPI, uvicorn": ((APPS, "uvicorn", "fastapi"), "/v1/extract"),
}
RECOGNIZERS = "Recognizers-Text, Python's http.server"


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Work in this process on one core."""
    before = cores()
    bind([core])
    try:
        yield
    finally:
        bind(before)


def engine(texts: list[bytes], core: int) -> tuple[float, float]:
    """Processor seconds for a text, and the bytes of its JSON, on average."""
    extract, encode = default_extractor().extract, json_encoder.encode
    size = 0
    with on_core(core):
        start = time.process_time()
        for text in texts:
            size += len(encode(extract(text)))
        return (time.process_time() - start) / len(texts), size / len(texts)


def cost(server: Server, path: str, texts: Path, seconds: float, connections: int = CONNECTIONS) -> tuple[float, Seen]:
    """Processor seconds for a request, and what wrk saw."""
    before = processor_seconds(server.pid)
    seen = load(server.url + path, texts, seconds, connections)
    return (processor_seconds(server.pid) - before) / seen.requests, seen


class Results:
    """The costs in seconds and the answers' times of each contestant, one of a round; and why some have none."""

    def __init__(self) -> None:
        self.costs: dict[str, list[float]] = {}
        self.seen: dict[str, list[Seen]] = {}
        self.left_out: dict[str, str] = {}

    def add(self, name: str, seconds: float, seen: Seen | None = None) -> None:
        """One more round of one contestant."""
        self.costs.setdefault(name, []).append(seconds)
        if seen:
            self.seen.setdefault(name, []).append(seen)

    def ratio(self) -> float:
        """A request's cost against that of a constant and that of the engine together, within each round."""
        rounds = zip(self.costs[OWN], self.costs[CONSTANT], self.costs[ENGINE], strict=True)
        return median(own / (constant + alone) for own, constant, alone in rounds)


def measure(texts: list[bytes], rounds: int, seconds: float, python: str) -> Results:
    """All contestants, in turn."""
    results = Results()
    _, answer = engine(texts, cores()[0])
    sized = {**PATIENT, "BENCH_ANSWER_BYTES": f"{answer:.0f}"}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        file = texts_file(texts, Path(folder), "texts")
        servers: dict[str, tuple[Server, str]] = {}
        for name, (command, path) in SERVERS.items():
            servers[name] = running.enter_context(Server(*command, on=cores()[:1], environment=sized)), path
            try:
                servers[name][0].wait_until_ready()
                load(servers[name][0].url + path, file, 1)
            except RuntimeError as error:
                results.left_out[name] = str(error)
                del servers[name]
        for _ in range(rounds):
            for name, (server, path) in servers.items():
                results.add(name, *cost(server, path, file, seconds))
            results.add(ENGINE, engine(texts, cores()[0])[0])
        try:
            with Server(APPS, "plain", "recognizers", on=cores()[:1], python=python) as server:
                server.wait_until_ready()
                few = texts_file(texts[:16], Path(folder), "few")
                seen = load(server.url, few, RECOGNIZERS_SECONDS, connections=1)
                results.add(RECOGNIZERS, seen.p50, seen)
        except RuntimeError as error:
            results.left_out[RECOGNIZERS] = str(error)
    return results


def two_workers(texts: list[bytes], rounds: int, seconds: float) -> list[tuple[float, float]]:
    """Requests a second of one worker on one core, and of two on two."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        file = texts_file(texts, Path(folder), "texts")
        servers = [
            running.enter_context(Server(
                *DUSHU, on=cores()[:workers], environment={**PATIENT, "DUSHU_WORKERS": str(workers)}))
            for workers in (1, 2)
        ]
        for server in servers:
            server.wait_until_ready()
            load(server.url + "/v1/extract", file, 1)
        seen = [[load(server.url + "/v1/extract", file, seconds) for server in servers] for _ in range(rounds)]
    return [(one.requests / one.seconds, two.requests / two.seconds) for one, two in seen]


def table(results: Results) -> str:
    """The contestants as a Markdown table."""
    lines = ["| what answers | µs a request | requests/s | p50 ms | p99 ms | p99 : p50 |",
             "|---|---:|---:|---:|---:|---:|"]
    for name in (*SERVERS, ENGINE, RECOGNIZERS):
        if name in results.left_out:
            lines.append(f"| {name} | left out: {results.left_out[name]} | | | | |")
            continue
        cells = [f"{median(results.costs[name]) * 1e6:,.0f}"]
        if seen := results.seen.get(name):
            cells += [
                f"{median(run.requests / run.seconds for run in seen):,.4g}",
                f"{median(run.p50 for run in seen) * 1e3:,.1f}", f"{median(run.p99 for run in seen) * 1e3:,.1f}",
                f"{median(run.p99 / run.p50 for run in seen):.2f}",
            ]
        label = f"**{name}**" if name == OWN else name
        lines.append(" | ".join([f"| {label}", *cells, *[""] * (5 - len(cells))]) + " |")
    return "\n".join(lines)


def section(quick: bool = False, python: str = sys.executable) -> str:
    """The figures as Markdown. `python` is one that has Recognizers-Text."""
    if why := missing():
        return why
    rounds, seconds = (1, 1.0) if quick else (ROUNDS, SECONDS)
    texts = articles(COUNT, BYTES)
    results = measure(texts, rounds, seconds, python)
    if OWN in results.left_out or CONSTANT in results.left_out:
        return table(results)
    pairs = two_workers(texts, rounds, seconds)
    costs = {name: median(values) * 1e6 for name, values in results.costs.items() if name != RECOGNIZERS}
    together = costs[CONSTANT] + costs[ENGINE]
    spread = median(run.p99 / run.p50 for run in results.seen[OWN])
    workers = median(two / one for one, two in pairs)
    shared = " With two cores the load shares one of them." if len(cores()) == 2 else ""
    return f"""\
{COUNT} different texts of about {BYTES // 1000} KB in turn, wrk with {CONNECTIONS} kept connections on one core, the
server with one worker on another; {rounds} rounds of {seconds:.0f} s, the median of each figure. A request costs the
processor time that the server takes, all its threads together, for one. The constant is as long as the average answer,
and whoever answers with it has read the request's body. The service logs and counts each request as in production; it
lets requests wait as long as they must (`DUSHU_MAX_WAIT_SECONDS=60`): of so many at once it would refuse most.
Recognizers-Text, all eight models, has one connection for {RECOGNIZERS_SECONDS:.0f} s, and p50 counts as its cost.

{table(results)}

{plots.bars("performance-http", "Microseconds of processor time for a request", list(costs.items()), "µs", OWN,
            together * GOAL)}

A request costs **{results.ratio():.2f}** times a constant on the same server and the engine together
({costs[CONSTANT]:.0f} + {costs[ENGINE]:.0f} µs); the goal, the dashed line, is {GOAL}. p99 is **{spread:.2f}** times
p50; the goal is {SPREAD_GOAL}. Two workers answer **{workers:.2f}** times as many requests as one
({median(two for _, two in pairs):,.0f} and {median(one for one, _ in pairs):,.0f} a second); the goal is \
{WORKERS_GOAL}.{shared}"""


if __name__ == "__main__":
    print(section("--quick" in sys.argv[1:]))
