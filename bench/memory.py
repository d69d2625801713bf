"""Memory of a process that reads one text, against the text's size."""
import subprocess
import sys
from pathlib import Path

PEAK = """
import re, resource, sys
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
# Not ru_maxrss, which begins with what the parent held.
print(len(body), int(re.search("VmHWM:\\s*([0-9]+)", open("/proc/self/status").read())[1]) - now)
"""
SIZES = (1, 4, 16)
GOAL = 12


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
    return "\n".join([
        *lines, "", "The memory is at its highest while one text is read to JSON, its own bytes not counted. The goal",
        f"is at most {GOAL} times the text."])


if __name__ == "__main__":
    print(section())
