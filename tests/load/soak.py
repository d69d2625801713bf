"""Runs the service under a steady load and tells whether its memory and descriptors stay flat.

python soak.py --minutes 10: a mixed load of texts, pages, refused bodies and broken connections, sampled from
/metrics. The exit code is 1 if the last third holds more than the second by a tenth and five, or any request failed.
"""
import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import mean

import httpx
from open_loop import HEAD, Load, request_of, row, run, texts
from service_process import Server

SAMPLES = 60
GROWTH, SLACK = 1.1, 5

BROKEN = b"POST /v1/extract HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"text\":1"
UNKNOWN = b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"


async def sample(client: httpx.AsyncClient) -> tuple[float, float]:
    """Resident memory in MiB, and open descriptors."""
    numbers = dict(
        line.rsplit(" ", 1) for line in (await client.get("/metrics")).text.splitlines() if line.startswith("process_")
    )
    return float(numbers["process_resident_memory_bytes"]) / 2**20, float(numbers["process_open_fds"])


async def soak(url: str, rate: float, seconds: float) -> bool:
    requests = [request_of(text, "x") for text in texts()] + [BROKEN, UNKNOWN]
    load = Load(url, connections=50, requests=requests)
    running = asyncio.create_task(load.run(rate, seconds))
    samples = []
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as client:
        for _ in range(SAMPLES):
            await asyncio.sleep(seconds / SAMPLES)
            samples.append(await sample(client))
    await running
    print(HEAD, row(load, f"{rate:.0f}/s, {seconds / 60:.0f} min"), sep="\n")
    flat = True
    for name, values in zip(("memory, MiB", "descriptors"), zip(*samples, strict=True), strict=True):
        third = len(values) // 3
        first, last = mean(values[third : 2 * third]), mean(values[2 * third :])  # the first third warms up
        print(f"{name}: {first:.1f} in the second third, {last:.1f} in the last, at most {max(values):.1f}")
        flat = flat and last <= first * GROWTH + SLACK
    return flat and load.failed == 0 and 500 not in load.times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=200, help="requests a second")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        server = Server(Path(directory) / "log", drain_seconds=0, log_requests=False)
        server.wait_until_ready()
        try:
            flat = run(soak(server.url, given.rate, 60 * given.minutes))
        finally:
            server.stop()
    sys.exit(not flat)


if __name__ == "__main__":
    main()
