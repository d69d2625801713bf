"""`make bench`: how fast dushu is, beside `bytes.decode` in the same run. Writes docs/performance.md.

Every step of every text is timed `ROUNDS` times, the texts in turn, and counts with its least time: on a machine
that does other things as well, that is what the code needs and not what it waited for. All on one core.
"""
import hashlib
import platform
import sys
import time
from pathlib import Path

import dushu
import instructions
import linear
import memory
import msgspec
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


def processor() -> str:
    """The processor's name."""
    info = Path("/proc/cpuinfo")
    for line in info.read_text().splitlines() if info.exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def main() -> None:
    """Measure and write the page. `--quick` leaves out what needs minutes (callgrind)."""
    what, texts = bodies()
    size = sum(map(len, texts))
    times = measure(texts)
    quick = "--quick" in sys.argv[1:]
    counts = {} if quick else instructions.measure()
    shapes = "Not measured in this run." if quick else linear.section()
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(f"""\
# Performance

Measured by `make bench`, which writes this page anew. Times depend on the machine: read the ratios.

{processor()}, one core; {platform.system()}; {platform.python_implementation()} \
{platform.python_version()}, msgspec {msgspec.__version__}. Texts: {what}, {size / 1e6:.2f} MB of UTF-8, each step
timed {ROUNDS} times on each text in turn, the least time of each text counted.

## Body bytes to JSON bytes

{table(times, size, counts)}

The stages and the making of the result are parts of `dushu.extract`. Instructions are those that callgrind counts in
the stage and all that it calls, divided by the bytes of the texts.

## Linear time

{shapes}

## Memory and start

{memory.section()}
""", encoding="utf-8")
    print(f"{size / times['whole'] / 1e6:.0f} MB/s, {times['whole'] / times['decode']:.1f} times decode; lexing alone "
          f"{times['lexer'] / times['decode']:.1f} times. Written to {PAGE}")


if __name__ == "__main__":
    main()
