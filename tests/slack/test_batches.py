"""What comes together is worked on together, and what fails disturbs nothing else."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.slack import batches
from bot.slack.batches import Batches


class Work:
    """Doubles numbers once it may; negative ones fail."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.begun, self.may_run = asyncio.Event(), asyncio.Event()

    async def double(self, numbers: Sequence[int]) -> Sequence[int]:
        self.calls.append(list(numbers))
        self.begun.set()
        await self.may_run.wait()
        for number in numbers:
            if number < 0:
                raise ValueError(number)
        return [2 * number for number in numbers]


async def test_what_comes_meanwhile_is_one_batch() -> None:
    work = Work()
    doubled = Batches(work.double)
    waiting = [asyncio.ensure_future(doubled.add(0))]
    await work.begun.wait()
    waiting += [asyncio.ensure_future(doubled.add(number)) for number in (1, 2, 3)]
    await asyncio.sleep(0)
    work.may_run.set()
    assert await asyncio.gather(*waiting) == [0, 2, 4, 6]
    assert work.calls == [[0], [1, 2, 3]]
    assert await doubled.add(4) == 8
    assert work.calls[2:] == [[4]]


async def test_what_comes_in_turns_that_follow_each_other_is_one_batch() -> None:
    work = Work()
    work.may_run.set()
    doubled = Batches(work.double)
    waiting = []
    for number in range(4):
        waiting.append(asyncio.ensure_future(doubled.add(number)))
        await asyncio.sleep(0)
    assert await asyncio.gather(*waiting) == [0, 2, 4, 6]
    assert work.calls == [[0, 1, 2, 3]]


async def test_batch_begins_while_more_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MAX_GATHERING", 0)
    work = Work()
    work.may_run.set()
    doubled = Batches(work.double)
    first = asyncio.ensure_future(doubled.add(0))
    others: list[asyncio.Future[int]] = []
    while not work.begun.is_set():
        others.append(asyncio.ensure_future(doubled.add(len(others) + 1)))
        await asyncio.sleep(0)
    await asyncio.gather(first, *others)
    assert len(work.calls[0]) <= 3


async def test_batches_have_a_size() -> None:
    work = Work()
    work.may_run.set()
    doubled = Batches(work.double, max_batch=2)
    assert await asyncio.gather(*(doubled.add(number) for number in range(5))) == [0, 2, 4, 6, 8]
    assert work.calls == [[0, 1], [2, 3], [4]]


async def test_failure_is_raised_where_it_belongs() -> None:
    work = Work()
    work.may_run.set()
    doubled = Batches(work.double)
    results = await asyncio.gather(*(doubled.add(number) for number in (1, -1, 2)), return_exceptions=True)
    assert (results[0], results[2]) == (2, 4)
    assert isinstance(results[1], ValueError)
    assert work.calls == [[1, -1, 2], [1], [-1], [2]]
    assert await doubled.add(5) == 10


async def test_cancelled_request_disturbs_no_other() -> None:
    work = Work()
    doubled = Batches(work.double)
    given_up, other = (asyncio.ensure_future(doubled.add(number)) for number in (1, 2))
    await work.begun.wait()
    given_up.cancel()
    work.may_run.set()
    assert await other == 4
    assert given_up.cancelled()


async def test_no_one_waits_after_the_end() -> None:
    work = Work()
    doubled = Batches(work.double)
    waiting = [asyncio.ensure_future(doubled.add(number)) for number in (1, 2)]
    await work.begun.wait()
    waiting.append(asyncio.ensure_future(doubled.add(3)))
    await asyncio.sleep(0)
    assert doubled._task
    doubled._task.cancel()
    assert all(
        isinstance(result, asyncio.CancelledError)
        for result in await asyncio.gather(*waiting, return_exceptions=True)
    )


async def test_batch_that_waits_for_long_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "PATIENCE", 0.01)
    begun, held = asyncio.Event(), asyncio.Event()

    async def hold_first(numbers: Sequence[int]) -> Sequence[int]:
        if 0 in numbers:
            begun.set()
            await held.wait()
        return numbers

    kept = Batches(hold_first)
    first = asyncio.ensure_future(kept.add(0))
    async with asyncio.timeout(60):
        await begun.wait()
        assert await kept.add(1) == 1
        held.set()
        assert await first == 0


async def test_end_of_an_older_batch_begins_no_other_beside_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "PATIENCE", 0.01)
    begun, may_end = ([asyncio.Event() for _ in range(3)] for _ in range(2))

    async def hold(numbers: Sequence[int]) -> Sequence[int]:
        begun[numbers[0]].set()
        await may_end[numbers[0]].wait()
        return numbers

    kept = Batches(hold)
    async with asyncio.timeout(60):
        first = asyncio.ensure_future(kept.add(0))
        await begun[0].wait()
        # The timer of the first batch begins the second one; that of the second is too late for this test.
        monkeypatch.setattr(batches, "PATIENCE", 60)
        second = asyncio.ensure_future(kept.add(1))
        await begun[1].wait()
        third = asyncio.ensure_future(kept.add(2))
        may_end[0].set()
        assert await first == 0
        await asyncio.sleep(0)
        assert not begun[2].is_set()
        may_end[1].set()
        may_end[2].set()
        assert (await second, await third) == (1, 2)
