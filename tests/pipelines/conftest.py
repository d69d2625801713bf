"""Services and brokers for the tests of this directory, all on loopback."""
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from confluent_kafka import Producer
from service_process import Server

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The HTTP service as it is by default."""
    server = Server(tmp_path_factory.mktemp("service") / "log", drain_seconds=0)
    server.wait_until_ready()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """Reports of several kinds."""
    return [path.read_text() for path in sorted(DATA.glob("*.txt"))]


class Daemon:
    """A program that listens on loopback, started for the tests and ended with them."""

    def __init__(self, command: Callable[[int], list[str]]) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            command(self.port), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.stop()
                    pytest.fail(f"{command(self.port)[0]} did not start")
                time.sleep(0.05)

    def stop(self) -> None:
        """End it, and wait until it has."""
        self.process.terminate()
        self.process.wait(30)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str) -> str:
    """Where a Debian package has put a program; without it the test is passed over, but not in CI."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(scope="session")
def nats_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A NATS server with JetStream."""
    server, store = program("nats-server"), tmp_path_factory.mktemp("nats")
    daemon = Daemon(lambda port: [server, "-a", "127.0.0.1", "-p", str(port), "-js", "-sd", str(store)])
    yield f"nats://127.0.0.1:{daemon.port}"
    daemon.stop()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis server."""
    server, store = program("redis-server"), tmp_path_factory.mktemp("redis")
    daemon = Daemon(lambda port: [server, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(store), "--save", ""])
    yield f"redis://127.0.0.1:{daemon.port}"
    daemon.stop()


@pytest.fixture(scope="session")
def amqp_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A RabbitMQ server, and the port mapper that Erlang wants, which by itself would outlive it."""
    server, mapper, home = program("rabbitmq-server"), program("epmd"), tmp_path_factory.mktemp("rabbit")
    if server == "/usr/sbin/rabbitmq-server":  # Debian's wrapper, which runs it as a user who may write nothing here
        server = "/usr/lib/rabbitmq/bin/rabbitmq-server"
    ports = Daemon(lambda port: [mapper, "-address", "127.0.0.1", "-port", str(port)])
    daemon = Daemon(lambda port: [
        "env", f"HOME={home}", "ERL_EPMD_ADDRESS=127.0.0.1", f"ERL_EPMD_PORT={ports.port}",
        "RABBITMQ_NODENAME=test@localhost", "RABBITMQ_NODE_IP_ADDRESS=127.0.0.1", f"RABBITMQ_NODE_PORT={port}",
        f"RABBITMQ_DIST_PORT={free_port()}", f"RABBITMQ_MNESIA_BASE={home}", f"RABBITMQ_LOG_BASE={home}",
        f"RABBITMQ_ENABLED_PLUGINS_FILE={home}/plugins",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}", server,
    ])
    yield f"amqp://guest:guest@127.0.0.1:{daemon.port}"
    daemon.stop()
    ports.stop()


@pytest.fixture(scope="session")
def kafka_url() -> Iterator[str]:
    """The cluster of one broker that Kafka's C library has for tests: it speaks the protocol over TCP."""
    cluster = Producer({"test.mock.num.brokers": 1, "log_level": 0})
    [broker] = cluster.list_topics(timeout=30).brokers.values()
    yield f"kafka://{broker.host}:{broker.port}"
    del cluster
