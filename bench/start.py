"""How long the library and the service take to start, what an idle worker holds, and what use adds to it."""
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from load import CONNECTIONS, PATIENT, Server, load, missing, texts_file
from machine import cores, resident_bytes
from production import DEVELOPMENT
from texts import articles

IMPORT = """
import time
wall, start = time.perf_counter(), time.process_time()
import dushu
imported, wall = time.process_time(), time.perf_counter() - wall
dushu.extract("1")
print(imported - start, wall, time.process_time() - imported)
"""
SERVICE = (str(Path(__file__).parent / "production.py"), "serve", "--port")
TIMES = 10
REQUESTS = 20_000
GOALS = {"import": 60, "ready": 1, "idle": 70, "growth": 5}


def imports() -> tuple[float, ...]:
    """Least seconds of several starts: of `import dushu`, processor and wall; of the first extraction after it."""
    def numbers() -> list[float]:
        done = subprocess.run([sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True)
        return [float(part) for part in done.stdout.split()]

    return tuple(min(column) for column in zip(*(numbers() for _ in range(TIMES)), strict=True))


def ready() -> float:
    """Least seconds from the service's start to its first 200 at /readyz."""
    least = float("inf")
    for _ in range(TIMES // 2):
        with Server(*SERVICE, on=cores()) as server:
            least = min(least, server.wait_until_ready())
    return least


def growth(requests: int) -> tuple[int, int, int, int]:
    """Resident bytes of a worker: idle, after so many requests one by one, after more at once; how many they were."""
    with tempfile.TemporaryDirectory() as folder, Server(*SERVICE, on=cores()[:1], environment=PATIENT) as server:
        file = texts_file(articles(512, 15_000), Path(folder), "texts")
        server.wait_until_ready()
        time.sleep(1)
        idle, done = resident_bytes(server.pid), 0
        while done < requests:
            done += load(server.url + "/v1/extract", file, 2, connections=1).requests
        one_by_one = resident_bytes(server.pid)
        load(server.url + "/v1/extract", file, 2)
        return idle, one_by_one, resident_bytes(server.pid), done


def section(quick: bool = False) -> str:
    """The figures as Markdown."""
    processor, wall, first = imports()
    lines = ["| what | | goal |", "|---|---:|---:|",
             f"| `import dushu`, processor time | {processor * 1e3:.0f} ms | {GOALS['import']} ms |",
             f"| `import dushu`, by the clock | {wall * 1e3:.0f} ms | |",
             f"| the first extraction, which loads the lexicon | {first * 1e3:.0f} ms | |"]
    if why := missing():
        return "\n".join([*lines, "", why])
    idle, used, full, done = growth(2_000 if quick else REQUESTS)
    lines += [
        f"| service, from its start to the first 200 at `/readyz` | {ready():.2f} s | {GOALS['ready']} s |",
        f"| resident memory of an idle worker | {idle / 1e6:.1f} MB | {GOALS['idle']} MB |",
        f"| what {done:,} requests one by one add to it | {(used - idle) / 1e6:.1f} MB | {GOALS['growth']} MB |",
        f"| what {CONNECTIONS} requests at a time add to that | {(full - used) / 1e6:.1f} MB | |",
    ]
    lines += ["", f"Of {TIMES} starts of the library and {TIMES // 2} of the service the fastest counts. The service",
              f"does without {' and '.join(DEVELOPMENT)}: its libraries load them where they are, and `dushu[service]`",
              "does not bring them."]
    return "\n".join(lines)


if __name__ == "__main__":
    print(section("--quick" in sys.argv[1:]))
