"""Deadlines that share a timer keep what `asyncio.timeout` promises."""
import asyncio
import time
from collections.abc import Coroutine
from typing import Any

import pytest
from dushu_service.deadlines import TICK_SECONDS, until


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(test, 30))


def soon(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


def test_wait_that_ends_in_time_is_left_alone() -> None:
    async def scenario() -> None:
        async with until(soon(60)):
            await asyncio.sleep(0)

    run(scenario())


def test_missed_deadline_is_a_timeout_and_no_earlier() -> None:
    async def scenario() -> None:
        start = time.monotonic()
        with pytest.raises(TimeoutError):
            async with until(soon(2 * TICK_SECONDS)):
                await asyncio.Event().wait()
        assert time.monotonic() - start >= 2 * TICK_SECONDS
        await asyncio.sleep(0)  # nothing is cancelled any more

    run(scenario())


def test_only_the_late_ones_are_cancelled() -> None:
    async def wait(seconds: float, patience: float) -> str:
        try:
            async with until(soon(patience)):
                await asyncio.sleep(seconds)
        except TimeoutError:
            return "late"
        return "in time"

    async def scenario() -> None:
        waits = [wait(60, 0), wait(3 * TICK_SECONDS, 60), wait(60, TICK_SECONDS), wait(0, 0)]
        assert await asyncio.gather(*waits) == ["late", "in time", "late", "in time"]

    run(scenario())


def test_deadline_within_a_deadline() -> None:
    async def scenario() -> None:
        async with until(soon(60)):
            with pytest.raises(TimeoutError):
                async with until(soon(0)):
                    await asyncio.Event().wait()
        with pytest.raises(TimeoutError):
            async with until(soon(0)), until(soon(60)):
                await asyncio.Event().wait()

    run(scenario())


def test_cancellation_from_outside_stays_one() -> None:
    async def scenario() -> None:
        async def wait() -> None:
            async with until(soon(60)):
                await asyncio.Event().wait()

        task = asyncio.create_task(wait())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(scenario())


def test_other_errors_pass() -> None:
    async def scenario() -> None:
        with pytest.raises(ValueError, match="own"):
            async with until(soon(60)):
                raise ValueError("its own")

    run(scenario())


def test_every_loop_has_its_own() -> None:
    for _ in range(3):
        test_missed_deadline_is_a_timeout_and_no_earlier()
