"""Memory of a process that reads one text, against the text's size; of one that reads none; and how long it starts."""
import subprocess
import sys
from pathlib import Path

PEAK = """
import resource, sys
sys.path.insert(0, sys.argv[1])
import itertools
from texts import bodies
import dushu, msgspec
size = float(sys.argv[2]) * 1e6
parts, length = [], 0
for part in itertools.cycle(bodies()[1]):
    parts.append(part)
    length += len(part) + 1
    if length >= size:
        break
body = b"\\n".join(parts)[: int(size)].decode(errors="ignore").encode()
del parts
dushu.extract(b"1")
now = int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() // 1024
result = msgspec.json.encode(dushu.extract(body))
print(len(body), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - now)
"""
IDLE = """
import time
start = time.process_time()
import dushu
imported = time.process_time()
dushu.extract("1")
ready = time.process_time()
pages = int(open("/proc/self/statm").read().split()[1])
import resource
print(imported - start, ready - imported, pages * resource.getpagesize())
"""
SIZES = (1, 4, 16)


def run(program: str, *arguments: str) -> list[float]:
    """The numbers that a program prints."""
    printed = subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True)
    return [float(part) for part in printed.stdout.split()]


def section() -> str:
    """The figures as Markdown."""
    lines = ["| text | memory beyond that of an idle process | times the text |", "|---:|---:|---:|"]
    for size in SIZES:
        length, kilobytes = run(PEAK, str(Path(__file__).parent), str(size))
        lines.append(f"| {length / 1e6:.1f} MB | {kilobytes * 1024 / 1e6:.0f} MB | {kilobytes * 1024 / length:.1f} |")
    starts = [run(IDLE) for _ in range(5)]
    imported, ready, resident = (min(column) for column in zip(*starts, strict=True))
    return "\n".join([
        *lines, "", "The memory is at its highest while one text is read to JSON, its own bytes not counted.", "",
        f"`import dushu` takes {imported * 1e3:.0f} ms of processor time, the first extraction, which loads the",
        f"lexicon, {ready * 1e3:.0f} ms; then the process has {resident / 1e6:.0f} MB resident."])


if __name__ == "__main__":
    print(section())
