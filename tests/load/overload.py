"""What the service does at and beyond its capacity: `make load`. Starts one of its own; prints tables.

The generator wants a core for itself: on a machine that is busy with other things the numbers are those of the machine.
"""
import argparse
import asyncio
import socket
import tempfile
from collections.abc import Sequence
from pathlib import Path

from open_loop import HEAD, KILOBYTES, Load, quantile, request_of, row, run, texts
from service_process import Server

FACTORS = (0.8, 2, 5, 10)
SLOW_CLIENTS = 500
PROBE = b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
PROBES = 20  # a second


async def at_rate(url: str, requests: Sequence[bytes], rate: float, seconds: float, name: str) -> None:
    load, probes = Load(url, requests=requests), Load(url, connections=1, requests=[PROBE])
    await asyncio.gather(load.run(rate, seconds), probes.run(PROBES, seconds))
    answers = probes.times.get(200, [])
    print(row(load, name), f"{quantile(answers, 0.99):.1f}, {quantile(answers, 1):.1f} |", flush=True)


async def measure(url: str, seconds: float, kilobytes: float) -> None:
    requests = [request_of(text, "x") for text in texts(kilobytes)]
    first, second = HEAD.split("\n")
    head = f"{first} /livez p99, longest |\n{second}---|"
    warming = Load(url, requests=requests)
    await warming.run_closed(8, 2)
    load = Load(url, requests=requests)
    capacity = await load.run_closed(8, seconds)
    print(f"capacity: {capacity:.0f} reports of some {kilobytes:g} KB a second\n\n{head}", flush=True)
    for factor in FACTORS:
        await at_rate(url, requests, capacity * factor, seconds, f"{factor} × capacity")
    await at_rate(url, requests, capacity / 2, seconds, "half")
    host, port = url.removeprefix("http://").split(":")
    slow = []
    for _ in range(SLOW_CLIENTS):
        slow.append(socket.create_connection((host, int(port))))
        slow[-1].sendall(
            b"POST /v1/extract HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9000\r\n\r\nx"
        )
    await at_rate(url, requests, capacity / 2, min(seconds, 8), f"half, and {SLOW_CLIENTS} slow clients")
    for connection in slow:
        connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="for each row")
    parser.add_argument("--kilobytes", type=float, default=KILOBYTES, help="of a text, on average")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        server = Server(Path(directory) / "log", drain_seconds=0, log_requests=False)
        server.wait_until_ready()
        try:
            run(measure(server.url, given.seconds, given.kilobytes))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
