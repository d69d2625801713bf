"""Counts of instructions by valgrind's callgrind: the same on a busy machine as on an idle one."""
import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

MISSING = "valgrind is not installed (apt install valgrind): instructions are not counted."
SCAN = "__pyx_pw_5dushu_8_scanner_1scan"      # the compiled wrapper of dushu._scanner.scan


def available() -> bool:
    """Whether there is a valgrind to run."""
    return shutil.which("valgrind") is not None


def run(program: str, *arguments: str) -> list[Path]:
    """Run a Python program under callgrind and return one profile for each of its calls of `scan`, in order."""
    folder = Path(tempfile.mkdtemp(prefix="dushu-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", f"--toggle-collect={SCAN}",
         f"--dump-after={SCAN}", "--separate-threads=no", sys.executable, "-c", program, *arguments],
        check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONMALLOC": "malloc"})
    return sorted(folder.glob("out.*"), key=lambda path: int(path.suffix[1:]))


def total(profile: Path) -> int:
    """All instructions of a profile."""
    found = re.search(r"^(?:totals|summary): (\d+)", profile.read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def inclusive(profile: Path, function: str) -> int:
    """The instructions of a function and all that it calls."""
    listing = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", str(profile)],
                             check=True, capture_output=True, text=True).stdout
    found = re.search(rf"^\s*([\d,]+)\s.*:{re.escape(function)}(?:'\d+)? ", listing, re.MULTILINE)
    return int(found[1].replace(",", "")) if found else 0
