"""Answers are cached for a while, and a silent Slack is waited for once."""

import asyncio
import time
from datetime import timedelta

import pytest

from bot.errors import SlackRateLimitedError, SlackRefusedError, SlackUnavailableError
from bot.slack.api import cache
from bot.slack.api.cache import Cache, Key, answer_deadline, call_each

ANA: Key = ("user", 1, "U1")
MAYA: Key = ("user", 1, "U2")
DESIGN: Key = ("channel", 1, "C1")


class Slack:
    def __init__(self) -> None:
        self.asked = 0
        self.answers: list[str | Exception] = []

    async def answer(self) -> str:
        self.asked += 1
        answer = self.answers.pop(0) if self.answers else f"answer {self.asked}"
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def silence(self) -> str:
        self.asked += 1
        await asyncio.Event().wait()
        raise AssertionError


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_answer_is_cached_until_it_expires() -> None:
    slack, seconds = Slack(), Seconds()
    cached = Cache(seconds)
    assert await cached.get(ANA, 60, slack.answer) == "answer 1"
    seconds.now += 59
    assert await cached.get(ANA, 60, slack.answer) == "answer 1"
    assert await cached.get(MAYA, 60, slack.answer) == "answer 2"
    seconds.now += 2
    assert await cached.get(ANA, 60, slack.answer) == "answer 3"
    cached.forget(ANA)
    assert await cached.get(ANA, 60, slack.answer) == "answer 4"


async def test_failure_is_raised_and_not_cached() -> None:
    slack = Slack()
    slack.answers = [SlackRefusedError("user_not_found")]
    cached = Cache(Seconds())
    with pytest.raises(SlackRefusedError):
        await cached.get(ANA, 60, slack.answer)
    assert await cached.get(ANA, 60, slack.answer) == "answer 2"


async def test_timeout_pauses_lookups_of_the_same_kind() -> None:
    slack, seconds = Slack(), Seconds()
    cached = Cache(seconds, timeout=0.01)
    await cached.get(ANA, 600, slack.answer)
    assert await cached.find(MAYA, 600, slack.silence) is None
    assert slack.asked == 2
    assert await cached.find(MAYA, 600, slack.answer) is None
    assert slack.asked == 2
    assert await cached.find(ANA, 600, slack.answer) == "answer 1"
    assert await cached.find(DESIGN, 600, slack.answer) == "answer 3"
    seconds.now += cache.FAILURE_PAUSE + 1
    assert await cached.find(MAYA, 600, slack.answer) == "answer 4"


async def test_refusal_does_not_pause_lookups() -> None:
    slack = Slack()
    slack.answers = [SlackRefusedError("user_not_found"), "found", SlackUnavailableError("500")]
    cached = Cache(Seconds())
    assert await cached.find(ANA, 60, slack.answer) is None
    assert await cached.find(MAYA, 60, slack.answer) == "found"
    assert await cached.find(ANA, 60, slack.answer) is None
    assert await cached.find(("user", 1, "U3"), 60, slack.answer) is None
    assert slack.asked == 3


async def test_lookups_for_one_answer_share_its_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ANSWER_TIMEOUT", 0.05)
    slack = Slack()
    cached = Cache(time.monotonic, timeout=60)
    async with asyncio.timeout(60):
        with answer_deadline(time.monotonic):
            assert await cached.find(ANA, 60, slack.silence) is None
            # No time is left, so no call is made.
            assert await cached.find(DESIGN, 60, slack.answer) is None
    assert slack.asked == 1
    # Having had little time does not pause look-ups.
    assert await cached.find(ANA, 60, slack.answer) == "answer 2"


async def test_rate_limit_pauses_lookups_until_retry_after() -> None:
    slack, seconds = Slack(), Seconds()
    slack.answers = [SlackRateLimitedError(timedelta(seconds=30))]
    cached = Cache(seconds)
    assert await cached.find(ANA, 60, slack.answer) is None
    seconds.now += 29
    assert await cached.find(MAYA, 60, slack.answer) is None
    assert slack.asked == 1
    seconds.now += 2
    assert await cached.find(ANA, 60, slack.answer) == "answer 2"


async def test_cached_answer_needs_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ANSWER_TIMEOUT", 0)
    slack = Slack()
    cached = Cache(time.monotonic)
    assert cached.peek(ANA) is None
    await cached.get(ANA, 60, slack.answer)
    assert cached.peek(ANA) == "answer 1"
    with answer_deadline(time.monotonic):
        assert await cached.find(ANA, 60, slack.silence) == "answer 1"
        assert await cached.find(MAYA, 60, slack.silence) is None
    assert slack.asked == 1


@pytest.mark.parametrize("count", [0, 1, 2, 25])
async def test_calls_have_no_more_tasks_than_arguments(count: int) -> None:
    tasks: set[asyncio.Task[None]] = set()

    async def double(number: int) -> int:
        tasks.update(asyncio.all_tasks())
        await asyncio.sleep(0)
        return 2 * number

    assert await call_each(double, range(count), at_once=4) == [2 * number for number in range(count)]
    # This test itself is one; a single call needs no further one.
    assert len(tasks) == {0: 0, 1: 1, 2: 3, 25: 5}[count]


async def test_pause_is_for_one_workspace() -> None:
    slack, seconds = Slack(), Seconds()
    slack.answers = [SlackRateLimitedError(timedelta(seconds=30))]
    cached = Cache(seconds)
    assert await cached.find(ANA, 60, slack.answer) is None
    assert await cached.find(MAYA, 60, slack.answer) is None
    assert slack.asked == 1
    assert await cached.find(("user", 2, "U1"), 60, slack.answer) == "answer 2"
