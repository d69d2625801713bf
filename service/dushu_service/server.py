"""Runs the service on Granian: several workers, restarted when they die, drained when they are to end."""
import os
import signal
import tempfile
import threading
from types import FrameType

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

from . import logs
from .lifecycle import DRAIN_SIGNAL
from .settings import PREFIX, Settings

# Connections that one worker holds at once. Granian's default, its backlog divided by the workers, would let
# some hundred slow clients keep everybody out, the probes too.
_CONNECTIONS = 8192

_METRICS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def serve(settings: Settings, application: str = f"{__package__}.worker:application") -> None:
    """Listen until told to stop. `application` is what each worker makes for itself."""
    for name in ("host", "port", "workers"):  # the workers read the environment again
        os.environ[PREFIX + name.upper()] = str(getattr(settings, name))
    if settings.workers == 1 or not settings.metrics:
        os.environ.pop(_METRICS_VARIABLE, None)
        _run(settings, application)
        return
    with tempfile.TemporaryDirectory(prefix="dushu-metrics-", dir=_memory()) as directory:
        os.environ[_METRICS_VARIABLE] = directory
        _run(settings, application)


def _memory() -> str | None:
    """A directory in memory for the workers' metrics, where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _run(settings: Settings, application: str) -> None:
    server = DrainingServer(
        application,
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        backpressure=_CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=settings.stop_seconds,
        log_dictconfig=logs.server_config(),
    )
    server.drain_seconds = settings.drain_seconds
    server.serve()


class DrainingServer(MPServer):
    """Granian, but SIGTERM first only says so: /readyz turns to 503, and after a while the workers stop.

    What stands behind a load balancer must not refuse connections before the balancer has noticed. SIGINT,
    the operator's own, stops at once.
    """

    drain_seconds = 0.0
    _draining = False

    def signal_handler_interrupt(self, signum: int, frame: FrameType | None) -> None:
        if signum != signal.SIGTERM or self.drain_seconds == 0 or self._draining:
            self._stop()
            return
        self._draining = True
        for worker in self.wrks:
            process = worker.inner
            if process.is_alive():
                os.kill(process.pid, DRAIN_SIGNAL)
        timer = threading.Timer(self.drain_seconds, self._stop)
        timer.daemon = True
        timer.start()

    def _stop(self) -> None:
        self.interrupt_signal = True
        self.main_loop_interrupt.set()
