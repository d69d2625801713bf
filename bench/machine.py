"""The machine: its cores, and what processes on it have cost so far. Linux alone tells all of it."""
import os
import platform
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def cores() -> list[int]:
    """The cores this run may use; none where processes cannot be bound to one."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def bind(chosen: list[int]) -> None:
    """Let this process run on these cores alone."""
    os.sched_setaffinity(0, chosen)


def processor() -> str:
    """The processor's name."""
    info = Path("/proc/cpuinfo")
    for line in info.read_text().splitlines() if info.exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def family(process: int) -> list[int]:
    """A process and all that descend from it."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(member for child in children for member in family(int(child)))]


def processor_seconds(process: int) -> float:
    """Processor time that a process and its living descendants have taken, all their threads together."""
    ticks = 0
    for member in family(process):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])          # in user mode and in the kernel
    return ticks / _TICKS


def resident_bytes(process: int) -> int:
    """Resident memory of the youngest descendant, which of a server with one worker is that worker."""
    return int(Path(f"/proc/{family(process)[-1]}/statm").read_text().split()[1]) * _PAGE
