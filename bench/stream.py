"""A long stream through /v1/extract/stream: how fast beside the engine alone, and how the worker's memory goes."""
import http.client
import sys
import threading
import time
from collections.abc import Iterator

import msgspec
import plots
from load import DUSHU, PATIENT, Server, missing
from machine import cores, processor_seconds, resident_bytes
from over_http import engine, on_core
from texts import articles

COUNT, BYTES = 512, 15_000
MEGABYTES = 300.0
GOAL = 0.7
SAMPLES = 12


class Stream:
    """One request that sends texts and reads their rows at the same time."""

    def __init__(self, server: Server, texts: list[bytes], megabytes: float) -> None:
        self._server = server
        self._lines = [msgspec.json.encode({"text": text.decode()}) + b"\n" for text in texts]
        self._rows = round(megabytes * 1e6 / (sum(map(len, texts)) / len(texts)))
        self.resident: list[int] = []
        self.bytes = sum(len(texts[number % len(texts)]) for number in range(self._rows))

    def chunks(self) -> Iterator[bytes]:
        """The lines as chunks of HTTP/1.1; now and then a look at the worker's memory."""
        for number in range(self._rows):
            if number % max(1, self._rows // SAMPLES) == 0:
                self.resident.append(resident_bytes(self._server.pid))
            line = self._lines[number % len(self._lines)]
            yield b"%x\r\n%b\r\n" % (len(line), line)
        yield b"0\r\n\r\n"

    def run(self) -> tuple[float, float]:
        """Seconds, and processor seconds of the server. Raises RuntimeError unless every text gets its report."""
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port)
        connection.putrequest("POST", "/v1/extract/stream")
        connection.putheader("Content-Type", "application/x-ndjson")
        connection.putheader("Transfer-Encoding", "chunked")
        start, before = time.perf_counter(), processor_seconds(self._server.pid)
        connection.endheaders()
        sender = threading.Thread(target=connection.send, args=(self.chunks(),), daemon=True)
        sender.start()
        reports = sum(line.startswith(b'{"schema') for line in connection.getresponse())
        sender.join()
        connection.close()
        if reports != self._rows:
            raise RuntimeError(f"{self._rows} texts, but {reports} reports")
        return time.perf_counter() - start, processor_seconds(self._server.pid) - before


def section(megabytes: float = MEGABYTES) -> str:
    """The figures as Markdown."""
    if why := missing():
        return why
    texts = articles(COUNT, BYTES)
    size = sum(map(len, texts)) / len(texts)
    alone = size / engine(texts, cores()[0])[0] / 1e6
    with Server(*DUSHU, on=cores()[:1], environment=PATIENT) as server, on_core(cores()[-1]):
        server.wait_until_ready()
        Stream(server, texts, min(megabytes, 5)).run()
        stream = Stream(server, texts, megabytes)
        seconds, processor = stream.run()
        stream.resident.append(resident_bytes(server.pid))
    memory = [value / 1e6 for value in stream.resident]
    labels = [f"{at * stream.bytes / (len(memory) - 1) / 1e6:.0f} MB read" for at in range(len(memory))]
    speed = stream.bytes / seconds / 1e6
    return f"""\
{stream.bytes / 1e6:.0f} MB of texts of about {BYTES // 1000} KB, {COUNT} different ones in turn, as NDJSON in one
request to `/v1/extract/stream`; one worker on one core, the client on another.

| what | MB/s | MB a second of processor time |
|---|---:|---:|
| the engine alone, in process | | {alone:.1f} |
| the stream | {speed:.1f} | {stream.bytes / processor / 1e6:.1f} |

The stream runs at **{speed / alone:.2f}** of the engine's own speed; the goal is {GOAL}. The worker's resident memory
is {memory[0]:.1f} MB at its start, {memory[len(memory) // 2]:.1f} MB in the middle and {memory[-1]:.1f} MB at the end.

{plots.bars("performance-stream", "Resident memory of the worker along the stream",
            list(zip(labels, memory, strict=True)), "MB")}"""


if __name__ == "__main__":
    print(section(*map(float, sys.argv[1:])))
