"""A server's life: several workers, their numbers together, one that dies, and an end that loses nothing."""
import os
import signal
import socket
import time
from collections.abc import Callable

import httpx
import orjson
import pytest
from service_process import Server

PLAIN = {"Content-Type": "text/plain"}
PATIENCE_SECONDS = 60


def post(server: Server) -> httpx.Response:
    """One request on a connection of its own: any worker may get it."""
    url = f"{server.url}/v1/extract"
    return httpx.post(url, content="增长5%", headers=PLAIN, timeout=60, trust_env=False)


def workers(server: Server) -> set[int]:
    """The process ids of a server's workers."""
    with open(f"/proc/{server.process.pid}/task/{server.process.pid}/children") as children:
        return {int(child) for child in children.read().split()}


def sample(server: Server, name: str) -> float:
    """One number of /metrics."""
    for line in httpx.get(f"{server.url}/metrics", trust_env=False).text.splitlines():
        if line.startswith(name + " "):
            return float(line.rpartition(" ")[2])
    raise AssertionError(f"no {name} in /metrics")


@pytest.fixture
def pair(start_server: Callable[..., Server]) -> Server:
    """A server of two workers."""
    return start_server(workers=2, drain_seconds=0)


def test_numbers_are_those_of_all_workers(pair: Server) -> None:
    """Whichever worker is asked: nobody's requests are missing."""
    for _ in range(40):
        assert post(pair).status_code == 200
    name = 'dushu_requests_total{route="/v1/extract",status="200"}'

    assert {sample(pair, name) for _ in range(10)} == {40}
    assert sample(pair, 'dushu_reports_total{charset="utf-8"}') == 40


@pytest.mark.skipif(not os.path.exists("/proc"), reason="finds the workers in /proc")
def test_worker_that_is_killed_is_replaced(pair: Server) -> None:
    before = workers(pair)
    assert len(before) >= 2
    os.kill(max(before), signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and not len(workers(pair) - {max(before)}) >= len(before):
        time.sleep(0.05)

    pair.wait_until_ready()
    assert post(pair).status_code == 200
    assert pair.stop() == 0


def test_readyz_turns_before_the_service_does(start_server: Callable[..., Server]) -> None:
    """After SIGTERM a balancer is told, while requests are still answered; then the service ends well."""
    server = start_server(drain_seconds=2)
    with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
        server.process.terminate()
        while client.get("/readyz").status_code == 200:
            time.sleep(0.01)
        answer = client.post("/v1/extract", content="增长5%", headers=PLAIN)

    assert answer.status_code == 200
    assert answer.headers["connection"] == "close"
    assert server.process.wait(PATIENCE_SECONDS) == 0


@pytest.mark.parametrize("count", [1, 2])
def test_end_loses_no_request(start_server: Callable[..., Server], count: int) -> None:
    """200 requests whose bodies are half sent when SIGTERM comes: all are answered, and it exits with 0."""
    server = start_server(workers=count, drain_seconds=0)
    host, port = server.url.removeprefix("http://").split(":")
    body = "增长5%。".encode() * 2000
    half = len(body) // 2
    connections = []
    for _ in range(200):
        connection = socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS)
        connection.sendall(
            b"POST /v1/extract HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (len(body), body[:half])
        )
        connections.append(connection)
    while sample(server, "dushu_requests_in_flight") < 200:
        time.sleep(0.01)
    server.process.terminate()
    while b"Shutting down" not in server.log.read_bytes():
        time.sleep(0.01)
    for connection in connections:
        connection.sendall(body[half:])
    answers = [connection.recv(12) for connection in connections]
    for connection in connections:
        connection.close()

    assert answers == [b"HTTP/1.1 200"] * 200
    assert server.process.wait(PATIENCE_SECONDS) == 0


def test_log_is_json_lines(start_server: Callable[..., Server]) -> None:
    """The server's own lines too; one for each request, none for probes."""
    server = start_server(drain_seconds=0)
    headers = {**PLAIN, "X-Request-ID": "abc"}
    httpx.post(f"{server.url}/v1/extract", content=b"", headers=headers, trust_env=False)
    assert server.stop() == 0
    events = [orjson.loads(line) for line in server.log.read_bytes().splitlines()]

    (request,) = [event for event in events if event["event"] == "request"]
    assert request["request_id"] == "abc"
    assert (request["method"], request["route"], request["status"]) == ("POST", "/v1/extract", 400)
    assert all(event["timestamp"] and event["level"] for event in events)


def test_numbers_follow_what_is_done(client: httpx.Client) -> None:
    """Refusals by status; names from the outside make no series."""

    def numbers() -> dict[str, float]:
        samples = [line for line in client.get("/metrics").text.splitlines() if line[0] != "#"]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in samples)}

    before = numbers()
    text = "增长5%" * 10
    assert client.post("/v1/extract", content=text, headers=PLAIN).status_code == 200
    assert client.post("/v1/extract", content=b"", headers=PLAIN).status_code == 400
    assert client.get("/made-up-name").status_code == 404
    after = numbers()

    def gained(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert gained('dushu_requests_total{route="/v1/extract",status="200"}') == 1
    assert gained('dushu_requests_total{route="/v1/extract",status="400"}') == 1
    assert gained('dushu_requests_total{route="none",status="404"}') == 1
    assert gained("dushu_characters_total") == len(text)
    assert gained("dushu_body_bytes_total") == len(text.encode())
    assert gained('dushu_stage_seconds_count{stage="extract"}') == 1
    assert not [name for name in after if "made-up-name" in name]


def test_server_timing_tells_the_stages(client: httpx.Client) -> None:
    """Where a request's time went, for the client's own tools."""
    header = client.post("/v1/extract", content="增长5%", headers=PLAIN).headers["server-timing"]
    stages = dict(stage.split(";dur=") for stage in header.split(", "))

    assert list(stages) == ["read", "wait", "extract", "encode"]
    assert all(float(milliseconds) >= 0 for milliseconds in stages.values())
