"""Deadlines of waits that are many, short, and hardly ever missed.

`asyncio.timeout` sets a timer of the event loop for each wait and takes it back, a tenth and more of what a refused
request costs. Here one timer looks after all waits of a loop, so that a missed deadline is seen up to `TICK_SECONDS`
late.
"""
import asyncio
from types import TracebackType
from weakref import WeakKeyDictionary

TICK_SECONDS = 0.1


class until:
    """`async with until(when):` cancels what is awaited within at the loop's time `when`, and raises TimeoutError."""

    __slots__ = ("_cancelling", "_missed", "_task", "_watched", "when")

    def __init__(self, when: float) -> None:
        self.when = when
        self._missed = False

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("Only a task has a deadline.")
        self._task = task
        self._cancelling = task.cancelling()
        self._watched = _watched_by(asyncio.get_running_loop())
        self._watched.add(self)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watched.discard(self)
        if self._missed and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def miss(self) -> None:
        """Cancel what is awaited. The deadline is watched no longer."""
        self._watched.discard(self)
        self._missed = True
        self._task.cancel()


_watched: WeakKeyDictionary[asyncio.AbstractEventLoop, set[until]] = WeakKeyDictionary()


def _watched_by(loop: asyncio.AbstractEventLoop) -> set[until]:
    deadlines = _watched.get(loop)
    if deadlines is None:
        deadlines = _watched[loop] = set()
        loop.call_later(TICK_SECONDS, _tick, loop, deadlines)
    return deadlines


def _tick(loop: asyncio.AbstractEventLoop, deadlines: set[until]) -> None:
    now = loop.time()
    for missed in [deadline for deadline in deadlines if deadline.when <= now]:
        missed.miss()
    if deadlines:
        loop.call_later(TICK_SECONDS, _tick, loop, deadlines)
    else:
        del _watched[loop]
