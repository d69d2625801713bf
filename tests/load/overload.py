"""What the service does at and beyond its capacity: `make load`. Starts one of its own; prints tables.

The generator wants a core for itself: on a machine that is busy with other things the numbers are those of the machine.
"""
import argparse
import asyncio
import socket
import tempfile
import time
from pathlib import Path

import httpx
from open_loop import HEAD, Load, quantile, row
from service_process import Server

FACTORS = (0.8, 2, 5, 10)
SLOW_CLIENTS = 500


async def probes(url: str, seconds: float) -> list[float]:
    """How long /livez takes, asked ten times a second on a connection of its own."""
    times = []
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            started = time.perf_counter()
            (await client.get(f"{url}/livez")).raise_for_status()
            times.append(time.perf_counter() - started)
            await asyncio.sleep(0.1)
    return times


async def at_rate(url: str, rate: float, seconds: float, name: str) -> None:
    load = Load(url)
    watching = asyncio.create_task(probes(url, seconds))
    await load.run(rate, seconds)
    times = await watching
    print(row(load, name), f"/livez p99 {quantile(times, 0.99):.1f} ms, longest {quantile(times, 1):.1f}", flush=True)


async def measure(url: str, seconds: float) -> None:
    warming = Load(url)
    await warming.run_closed(8, 2)
    load = Load(url)
    capacity = await load.run_closed(8, seconds)
    print(f"capacity: {capacity:.0f} reports a second\n\n{HEAD}", flush=True)
    for factor in FACTORS:
        await at_rate(url, capacity * factor, seconds, f"{factor} × capacity")
    await at_rate(url, capacity / 2, seconds, "half")
    host, port = url.removeprefix("http://").split(":")
    slow = []
    for _ in range(SLOW_CLIENTS):
        slow.append(socket.create_connection((host, int(port))))
        slow[-1].sendall(
            b"POST /v1/extract HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9000\r\n\r\nx"
        )
    await at_rate(url, capacity / 2, min(seconds, 8), f"half, and {SLOW_CLIENTS} slow clients")
    for connection in slow:
        connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="for each row")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        server = Server(Path(directory) / "log", drain_seconds=0, log_requests=False)
        server.wait_until_ready()
        try:
            asyncio.run(measure(server.url, given.seconds))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
