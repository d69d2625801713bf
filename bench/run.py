"""`make bench`: how fast dushu and its service are. Writes docs/performance.md and its pictures.

Here is what the engine takes, beside `bytes.decode` in the same run: every step of every text is timed `ROUNDS`
times, the texts in turn, and counts with its least time. On a machine that does other things as well, that is what
the code needs and not what it waited for. The other sections of the page come from the files beside this one.
"""
import argparse
import contextlib
import hashlib
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import dushu
import instructions
import linear
import machine
import memory
import msgspec
import over_http
import plots
import start
import stream
import threads
from dushu import _scanner
from dushu.pipeline import default_extractor
from texts import bodies

ROUNDS = 20
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
STAGES = ("lexer", "layout", "quantities", "indicators", "periods")
Times = dict[str, float]


def least(step: str, text: int, nanoseconds: int, times: dict[str, dict[int, int]]) -> None:
    """Keep the least time of a step on a text."""
    of_step = times.setdefault(step, {})
    of_step[text] = min(nanoseconds, of_step.get(text, nanoseconds))


def measure(texts: list[bytes]) -> Times:
    """Seconds that each step takes over all texts."""
    times: dict[str, dict[int, int]] = {}
    encode = msgspec.json.Encoder().encode
    automaton = default_extractor()._automaton
    now = time.perf_counter_ns
    for _ in range(ROUNDS):
        for index, body in enumerate(texts):
            start = now()
            text = body.decode()
            least("decode", index, now() - start, times)
            start = now()
            hashlib.sha256(body).hexdigest()
            least("sha256", index, now() - start, times)
            for stage, nanoseconds in zip(STAGES, _scanner.stage_times(automaton, text), strict=True):
                least(stage, index, nanoseconds, times)
        for index, body in enumerate(texts):
            start = now()
            report = dushu.extract(body)
            middle = now()
            encode(report)
            end = now()
            least("extract", index, middle - start, times)
            least("encode", index, end - middle, times)
            del report
        for index, body in enumerate(texts):
            start = now()
            encode(dushu.extract(body))
            least("whole", index, now() - start, times)
    return {step: sum(of_step.values()) / 1e9 for step, of_step in times.items()}


def table(times: Times, size: int, counts: dict[str, float]) -> str:
    """The steps as a Markdown table."""
    rows = [
        ("`bytes.decode(\"utf-8\")`", "decode"), ("SHA-256 of the bytes", "sha256"),
        *((f"stage: {stage}", stage) for stage in STAGES),
        ("`dushu.extract`: bytes to Report", "extract"), ("Report to JSON bytes, by msgspec", "encode"),
        ("**body bytes to JSON bytes**", "whole"),
    ]
    lines = ["| step | ms | MB/s | times decode | instructions a byte |", "|---|---:|---:|---:|---:|"]
    for label, step in rows:
        count = f"{counts[step]:.1f}" if step in counts else ""
        lines.append(f"| {label} | {times[step] * 1e3:.2f} | {size / times[step] / 1e6:.0f} "
                     f"| {times[step] / times['decode']:.1f} | {count} |")
    return "\n".join(lines)


def engine(texts: list[bytes], what: str, quick: bool) -> str:
    """The section on the engine itself."""
    size = sum(map(len, texts))
    times = measure(texts)
    steps = [("bytes.decode", "decode"), *((stage, stage) for stage in STAGES), ("Report to JSON", "encode"),
             ("bytes to JSON bytes", "whole")]
    picture = plots.bars("performance-engine", "Nanoseconds for a byte",
                         [(label, times[step] / size * 1e9) for label, step in steps], "ns", "bytes to JSON bytes")
    return f"""\
Texts: {what}, {size / 1e6:.2f} MB of UTF-8, each step timed {ROUNDS} times on each text in turn, the least time of each
text counted; one core.

{table(times, size, {} if quick else instructions.measure())}

The stages and the making of the result are parts of `dushu.extract`. Instructions are those that callgrind counts in
the stage and all that it calls, divided by the bytes of the texts.

{picture}"""


def versions() -> str:
    """What was measured with."""
    wrk = subprocess.run(["wrk", "--version"], capture_output=True, text=True).stdout if shutil.which("wrk") else ""
    parts = [f"{platform.python_implementation()} {platform.python_version()}"]
    for name in ("dushu", "msgspec", "litestar", "granian", "uvicorn", "fastapi", "uvloop"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            parts.append(f"{name} {metadata.version(name)}")
    return ", ".join([*parts, *wrk.split("\n")[0].split(" [")[0].split(" Copyright")[:1]])


def commit() -> str:
    """The commit that was measured, where there is one."""
    done = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, cwd=PAGE.parent)
    return done.stdout.strip() or "unknown"


def main() -> None:
    """Measure all and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out what needs minutes, measure the rest briefly")
    parser.add_argument("--peers", default=sys.executable, help="a Python that has Recognizers-Text (see peers.py)")
    given = parser.parse_args()
    what, texts = bodies()
    parts: dict[str, Callable[[], str]] = {
        "Body bytes to JSON bytes": lambda: engine(texts, what, given.quick),
        "Requests": lambda: over_http.section(given.quick, given.peers),
        "Streams": lambda: stream.section(5 if given.quick else stream.MEGABYTES),
        "Large bodies": lambda: threads.section(given.quick),
        "Start": lambda: start.section(given.quick),
        "Memory": memory.section,
        "Linear time": lambda: "Not measured in this run, which was quick." if given.quick else linear.section(),
    }
    page = [f"""\
# Performance

Measured by `make bench`{" with ARGS=--quick" if given.quick else ""}, which writes this page anew. Times depend on the
machine: read the ratios. How other tools do on the same texts is told in [Beside other tools](peers.md).

Machine: {machine.processor()}, {len(machine.cores()) or "unknown"} cores; {platform.system()} {platform.release()}.
Versions: {versions()}; commit {commit()}.
Each section can be measured alone, by the file of bench/ that it comes from: `python bench/over_http.py`.
"""]
    began = time.perf_counter()
    for title, part in parts.items():
        print(f"{time.perf_counter() - began:5.0f} s: {title}", flush=True)
        try:
            text = part()
        except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
            text = f"Could not be measured: {error}"
        page.append(f"## {title}\n\n{text}\n")
    PAGE.write_text("\n".join(page), encoding="utf-8")
    print(f"{time.perf_counter() - began:5.0f} s: written to {PAGE}")


if __name__ == "__main__":
    main()
