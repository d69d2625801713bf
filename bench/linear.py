"""Whether reading takes time in proportion to the text, on texts made to break that.

Counts the instructions of the scan at 1, 4 and 16 MB of each shape; 16 MB may cost at most 16.3 times 1 MB. As
callgrind takes some fifty times as long as the scan itself, as many shapes as there are cores are counted at a time:
seven minutes with two.
"""
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import plots
from callgrind import MISSING, available, run, total

SIZES = (1, 4, 16)
LIMIT = 16.3
SHAPES = {
    "digits only": "1234567890",
    "numerals only": "三千五百万零八十亿二",
    "one marker over and over": "一是",
    "brackets only": "（（",
    "marker and digit in turn": "（一）1、",
    "beginnings of units": "3千 5平方 7亿千 ",
    "one line without punctuation": "坚持稳中求进工作总基调推动高质量发展取得新成效",
    "quotes never closed": "“增长5%“",
    "closing brackets only": "））",
    "clauses without a stop": "增长5%，",
    "list without end": "甲5、乙6、",
    "dates only": "2024年1月2日至",
    "headings only": "一、工作\n",
}
QUARTERED = {"clauses without a stop", "list without end", "dates only", "headings only"}   # or it would take too long
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from linear import QUARTERED, SHAPES
from dushu import _scanner
from dushu.pipeline import default_extractor
automaton = default_extractor()._automaton
for name in list(SHAPES)[int(sys.argv[2])::int(sys.argv[3])]:
    for megabytes in sys.argv[4:]:
        size = int(float(megabytes) * 1e6 / (4 if name in QUARTERED else 1))
        _scanner.scan(automaton, SHAPES[name] * (size // len(SHAPES[name].encode())))
"""


def measure(sizes: tuple[float, ...] = SIZES) -> dict[str, list[int]]:
    """Instructions of each shape at each size. Few processes, for starting one under callgrind takes long."""
    processes = min(os.cpu_count() or 1, len(SHAPES))

    def count(first: int) -> list[int]:
        arguments = (str(Path(__file__).parent), *map(str, (first, processes, *sizes)))
        return [total(profile) for profile in run(PROGRAM, *arguments)]

    counts: dict[str, list[int]] = {}
    with ThreadPoolExecutor(processes) as threads:
        for first, counted in enumerate(threads.map(count, range(processes))):
            for at, name in enumerate(list(SHAPES)[first::processes]):
                counts[name] = counted[at * len(sizes):(at + 1) * len(sizes)]
    return {name: counts[name] for name in SHAPES}


def section(sizes: tuple[float, ...] = SIZES) -> str:
    """The shapes as a Markdown table; a sentence without valgrind."""
    if not available():
        return MISSING
    most = sizes[-1] / sizes[0] * LIMIT / 16
    lines = ["Instructions of the scan under callgrind, in millions, for shapes marked * at a quarter of the sizes.",
             f"The last column may be at most {most:.1f}.", "",
             "| shape | " + " | ".join(f"{size} MB" for size in sizes) + f" | {sizes[-1]} MB : {sizes[0]} MB |",
             "|---|" + "---:|" * (len(sizes) + 1)]
    ratios = []
    for name, counts in measure(sizes).items():
        ratio = counts[-1] / counts[0]
        ratios.append((name, ratio))
        cells = " | ".join(f"{count / 1e6:.0f}" for count in counts)
        mark = " *" if name in QUARTERED else ""
        lines.append(f"| {name}{mark} | {cells} | {ratio:.2f}{' **too much**' if ratio > most else ''} |")
    title = f"Instructions at {sizes[-1]} MB, in times those at {sizes[0]} MB"
    return "\n".join([*lines, "", plots.bars("performance-linear", title, ratios, "times", goal=most)])


if __name__ == "__main__":
    print(section(tuple(map(float, sys.argv[1:])) or SIZES))
