"""An open-loop load: requests are due at a steady rate, whether the earlier ones are answered or not.

Times count from the moment a request was due, so that a service that stalls is not excused (no coordinated
omission). How late the requests went out tells whether the generator itself kept its pace: where it did not, the
times are its own and not the service's. Needs nothing but Python's own library, and is twice as fast with uvloop:
python open_loop.py http://127.0.0.1:8000 --rate 500 --seconds 10
"""
import argparse
import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

try:
    from uvloop import new_event_loop
except ImportError:
    from asyncio import new_event_loop  # type: ignore[assignment]

T = TypeVar("T")

CLAUSES = (
    "2024年,全市刑事警情数同比下降16.35%、降至近15年新低,返还群众被骗资金1.12亿元。",
    "地区生产总值386.2亿元，比上年增长6.1%，由全省第九位上升至第八位。",
    "一是提升服务，办结案件1200多件，满意率达95%以上；二是完善设施，新建口袋公园46座，投入2.35亿元。",
    "居民人均可支配收入预计增长5%左右，城镇新增就业力争达到3万人，登记失业率控制在4%以内。",
    "上半年规模以上工业增加值同比增长7.2%，高于全国平均水平1.5个百分点，占全省的12.3%。",
)
KILOBYTES = 15
NAP_SECONDS = 0.001  # shorter ones would keep the generator awake, at the cost of the service beside it


def texts(kilobytes: float = KILOBYTES) -> list[str]:
    """125 texts, no two alike, of about so many kilobytes: from half as long to half as long again."""
    made = []
    for n in range(125):
        clauses = CLAUSES[n % 5] + CLAUSES[n // 5 % 5] + CLAUSES[n // 25 % 5]
        made.append(clauses * max(1, round(kilobytes * 1000 * (0.5 + n / 124) / len(clauses.encode()))))
    return made


def request_of(text: str, host: str) -> bytes:
    """One POST, as it goes over the wire."""
    body = text.encode()
    return (
        b"POST /v1/extract HTTP/1.1\r\nHost: %b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
        % (host.encode(), len(body)) + body
    )  # fmt: skip


class Connection(asyncio.Protocol):
    """A connection that is kept; one request at a time."""

    def __init__(self, load: "Load") -> None:
        self.load = load
        self.head = b""
        self.missing = 0  # bytes of the answer's body that are still to come
        self.status = 0
        self.due = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class
        self.load.open.add(self)

    def send(self, request: bytes, due: float) -> None:
        self.due = due
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        if not self.missing:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.head[:end].lower()
            length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
            self.status = int(head[9:12])
            self.missing = length - (len(self.head) - end - 4)
            self.head = b""
        else:
            self.missing -= len(data)
        if not self.missing:
            due, self.due = self.due, 0.0
            self.load.answered(self, self.status, due)

    def connection_lost(self, error: Exception | None) -> None:
        self.load.lost(self)


class Load:
    """The requests of one run, and how long each status took."""

    def __init__(self, url: str, connections: int = 1000, requests: Sequence[bytes] | None = None) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.requests = requests or [request_of(text, self.host) for text in texts()]
        self.most = connections
        self.count = 0
        self.idle: deque[Connection] = deque()
        self.waiting: deque[tuple[bytes, float]] = deque()
        self.times: dict[int, list[float]] = defaultdict(list)
        self.late: list[float] = []
        self.failed = 0
        self.endless = False
        self.closed = False
        self.open: set[Connection] = set()

    async def run(self, rate: float, seconds: float) -> None:
        """Open the connections, send `rate` requests a second for so long, then wait a little for the answers."""
        self.count = self.most
        await asyncio.gather(*(self.connect() for _ in range(self.most)))
        start = time.perf_counter()
        total = int(rate * seconds)
        for number in range(total):
            due = start + number / rate
            while (now := time.perf_counter()) < due:
                await asyncio.sleep(max(due - now, NAP_SECONDS))
            if number % 50 == 0:  # behind time: the answers must be read all the same
                await asyncio.sleep(0)
            self.late.append(time.perf_counter() - due)
            self.send(self.requests[number % len(self.requests)], due)
        deadline = time.perf_counter() + 5
        while self.count > len(self.idle) and time.perf_counter() < deadline:
            await asyncio.sleep(0.05)
        self.failed += len(self.waiting) + self.count - len(self.idle)
        self.close()

    async def run_closed(self, connections: int, seconds: float) -> float:
        """Keep so many requests in flight, and return how many were accepted a second: the capacity."""
        self.most = connections
        start = time.perf_counter()
        self.endless = True
        for number in range(connections):
            self.send(self.requests[number % len(self.requests)], start)
        await asyncio.sleep(seconds)
        self.endless = False
        self.close()
        return len(self.times[200]) / (time.perf_counter() - start)

    def send(self, request: bytes, due: float) -> None:
        if self.idle:
            self.idle.pop().send(request, due)
            return
        self.waiting.append((request, due))
        if self.count < self.most:
            self.count += 1
            asyncio.get_running_loop().create_task(self.connect())

    async def connect(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            _, connection = await loop.create_connection(lambda: Connection(self), self.host, self.port)
        except OSError:
            self.count -= 1
            self.failed += 1
            if self.waiting:
                self.waiting.popleft()
            return
        self.next(connection)

    def next(self, connection: Connection) -> None:
        if self.waiting:
            connection.send(*self.waiting.popleft())
        else:
            self.idle.append(connection)

    def answered(self, connection: Connection, status: int, due: float) -> None:
        now = time.perf_counter()
        self.times[status].append(now - due)
        if self.endless:
            connection.send(self.requests[len(self.times[200]) % len(self.requests)], now)
        else:
            self.next(connection)

    def lost(self, connection: Connection) -> None:
        self.count -= 1
        self.open.discard(connection)
        if self.closed:
            return
        if connection.due:
            self.failed += 1
        elif connection in self.idle:
            self.idle.remove(connection)

    def close(self) -> None:
        """Give up what is not answered yet, so that it does not weigh on the next run."""
        self.waiting.clear()
        self.closed = True
        for connection in list(self.open):
            connection.transport.abort()


def quantile(times: Sequence[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def row(load: Load, name: str) -> str:
    """One line of a table: what was answered how, and how fast."""
    accepted, refused = load.times.get(200, []), load.times.get(503, [])
    other = sum(len(times) for status, times in load.times.items() if status not in (200, 503)) + load.failed
    cells = [
        name, f"{len(accepted)}", *(f"{quantile(accepted, share):.1f}" for share in (0.5, 0.9, 0.99)),
        f"{len(refused)}", *(f"{quantile(refused, share):.1f}" for share in (0.5, 0.99)), f"{other}",
        f"{quantile(load.late, 0.99):.1f}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


HEAD = (
    "| load | 200 | p50 ms | p90 | p99 | 503 | p50 ms | p99 | other | sent late by, p99 |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run`, on the fastest loop there is."""
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(coroutine)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--rate", type=float, default=500, help="requests a second")
    parser.add_argument("--seconds", type=float, default=10)
    given = parser.parse_args()

    load = Load(given.url)
    run(load.run(given.rate, given.seconds))
    print(HEAD, row(load, f"{given.rate:.0f}/s"), sep="\n")


if __name__ == "__main__":
    main()
