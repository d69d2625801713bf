"""The end of a worker's life: first it tells that it wants no more traffic, then it is stopped."""
import asyncio
import contextlib
import signal

DRAIN_SIGNAL = signal.SIGUSR1
"""What the main process sends its workers some time before it stops them."""


class Life:
    """Whether this worker still wants traffic."""

    def __init__(self) -> None:
        self.draining = False

    def listen(self) -> None:
        """Drain when the signal comes; where there are none (a thread, another system), do nothing."""
        with contextlib.suppress(RuntimeError, ValueError, NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(DRAIN_SIGNAL, self._drain)

    def _drain(self) -> None:
        self.draining = True
