"""Overload is answered, not suffered: who waits for the extractor, and who is told to come back later.

Small texts are read on the event loop, one at a time, large ones in threads. Each has `Slots`: work waits
its turn in order, and after each piece the loop turns once, so that arrivals are seen while others still
wait. The queue then has its true length, and `Admission`, before everything else, refuses what would have to
wait too long. A refusal must cost far less than an extraction, or at ten times the capacity there would be
nothing but refusals. What was once let in is done.
"""
import asyncio
import time
from collections import OrderedDict, deque
from contextlib import suppress
from types import TracebackType

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, ReceiveMessage, Scope, Send

from . import metrics, problems
from .problems import Problem
from .request_id import identify
from .unread import CLOSE, drop_body

RETRY_AFTER_SECONDS = 1

# How fast the pace follows: the last twenty or so pieces of work decide it.
_SMOOTHING = 0.1

# Where more than a fifth of the requests of late were refused, the queue stands: it takes up no burst, all who are let
# in only wait the longer. A short one does the same work (Nichols and Jacobson, Controlling Queue Delay, 2012), so that
# only a part of the time is granted then.
_STANDING = 0.2
_STANDING_SMOOTHING = 0.02
_STANDING_PART = 0.1

# A body that is on its way already is there within some turns of the loop, which take as long as the work in them.
_SOON_SECONDS = 0.005
_SOON_TURNS = 3


def overloaded() -> Problem:
    """The problem of a request that comes at a bad time."""
    return Problem(
        "overloaded", "Too much is waiting already.", headers={"retry-after": str(RETRY_AFTER_SECONDS)}
    )


class Slots:
    """So many pieces of work at once, others waiting in order. `async with slots:` waits for a turn.

    Work that finds `max_waiting` before it raises Problem `overloaded`.
    """

    def __init__(self, slots: int, max_waiting: int, max_wait: float) -> None:
        self._free = slots
        self._max_waiting = max_waiting
        self._max_wait = max_wait
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._expected: OrderedDict[object, float] = OrderedDict()  # when they came
        self._pace = 0.0
        self._last_turn = 0.0
        self._refused = 0.0  # the part of late

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @property
    def full(self) -> bool:
        """Whether one more would wait longer than `max_wait` seconds, by the pace of late; a part of that where the
        queue stands."""
        now = time.perf_counter()
        ahead = len(self._waiting) + self._expected_soon(now)
        wait = self._max_wait * (_STANDING_PART if self._refused > _STANDING else 1)
        return ahead >= self._max_waiting or ahead * self._pace > wait

    def expect(self) -> object:
        """Count a request that was let in and will wait as soon as its body is there, until `no_longer_expect`.

        Without it all that arrive in one turn of the loop would be let in, since none of them waits yet. But it
        counts for no longer than a moment, or clients that send slowly would keep the others out.
        """
        self._refused -= self._refused * _STANDING_SMOOTHING
        expected = object()
        self._expected[expected] = time.perf_counter()
        return expected

    def refuse(self) -> None:
        """Note a request that was not let in, since the queue was full."""
        self._refused += (1 - self._refused) * _STANDING_SMOOTHING

    def no_longer_expect(self, expected: object) -> None:
        """It waits now, or never will. May be said again."""
        self._expected.pop(expected, None)

    def _expected_soon(self, now: float) -> int:
        """How many are expected; those whose moment has passed are forgotten."""
        since = now - max(_SOON_SECONDS, _SOON_TURNS * self._pace)
        while self._expected and next(iter(self._expected.values())) < since:
            self._expected.popitem(last=False)
        return len(self._expected)

    async def __aenter__(self) -> None:
        if self._free > 0 and not self._waiting:
            self._free -= 1
            self._last_turn = time.perf_counter()
            return
        if len(self._waiting) >= self._max_waiting:
            raise overloaded()
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                with suppress(ValueError):
                    self._waiting.remove(turn)
            else:  # the turn had come already: it is the next one's
                self._next()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Whoever is next begins when the loop has turned once, and arrivals have queued up or been refused.
        if self._waiting:
            self._next()
        else:
            asyncio.get_running_loop().call_soon(self._next)

    def _next(self) -> None:
        now = time.perf_counter()
        # Also when nobody waits: a pace of worse times would otherwise keep refusing whoever might.
        self._pace += (now - self._last_turn - self._pace) * _SMOOTHING
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.cancelled():  # else who waited gave up, and has not run since
                self._last_turn = now
                turn.set_result(None)
                return
        self._free += 1


class Admission:
    """Refuses new work, which is every POST, while what waits already takes too long. Probes pass.

    It stands before all other layers: none of them does anything for a request that is refused.
    """

    def __init__(self, app: ASGIApp, slots: Slots) -> None:
        self.app = app
        self._slots = slots

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        if self._slots.full:
            self._slots.refuse()
            await _refuse(scope, receive, send)
            return
        expected = self._slots.expect()

        async def receive_and_note() -> ReceiveMessage:
            message = await receive()
            if not message.get("more_body"):
                self._slots.no_longer_expect(expected)
            return message

        try:
            await self.app(scope, receive_and_note, send)
        finally:
            self._slots.no_longer_expect(expected)


_OVERLOADED = overloaded()


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    metrics.refused.inc()
    headers = [(b"x-request-id", identify(scope))]
    if not await drop_body(scope, receive):
        headers.append(CLOSE)
    await problems.send(_OVERLOADED, scope, receive, send, headers)
