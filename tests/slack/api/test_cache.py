"""Answers are remembered for a while, and a silent Slack is waited for once."""

import asyncio
import time
from datetime import timedelta

import pytest

from bot.errors import SlackRateLimitedError, SlackRefusedError, SlackUnavailableError
from bot.slack.api import cache
from bot.slack.api.cache import Cache, Key, answering

ANA: Key = ("person", 1, "U1")
MAYA: Key = ("person", 1, "U2")
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


async def test_an_answer_is_remembered_for_so_many_seconds() -> None:
    slack, seconds = Slack(), Seconds()
    remembered = Cache(seconds)
    assert await remembered.ask(ANA, 60, slack.answer) == "answer 1"
    seconds.now += 59
    assert await remembered.ask(ANA, 60, slack.answer) == "answer 1"
    assert await remembered.ask(MAYA, 60, slack.answer) == "answer 2"
    seconds.now += 2
    assert await remembered.ask(ANA, 60, slack.answer) == "answer 3"
    remembered.forget(ANA)
    assert await remembered.ask(ANA, 60, slack.answer) == "answer 4"


async def test_a_failure_is_not_remembered_and_reaches_who_asks() -> None:
    slack = Slack()
    slack.answers = [SlackRefusedError("user_not_found")]
    remembered = Cache(Seconds())
    with pytest.raises(SlackRefusedError):
        await remembered.ask(ANA, 60, slack.answer)
    assert await remembered.ask(ANA, 60, slack.answer) == "answer 2"


async def test_who_waits_for_an_answer_does_without_and_asks_the_same_kind_no_more_for_a_while() -> None:
    slack, seconds = Slack(), Seconds()
    remembered = Cache(seconds, patience=0.01)
    await remembered.ask(ANA, 600, slack.answer)
    assert await remembered.ask_in_time(MAYA, 600, slack.silence) is None
    assert slack.asked == 2
    assert await remembered.ask_in_time(MAYA, 600, slack.answer) is None
    assert slack.asked == 2
    assert await remembered.ask_in_time(ANA, 600, slack.answer) == "answer 1"
    assert await remembered.ask_in_time(DESIGN, 600, slack.answer) == "answer 3"
    seconds.now += cache.SILENCE + 1
    assert await remembered.ask_in_time(MAYA, 600, slack.answer) == "answer 4"


async def test_a_refusal_is_no_silence() -> None:
    slack = Slack()
    slack.answers = [SlackRefusedError("user_not_found"), "found", SlackUnavailableError("500")]
    remembered = Cache(Seconds())
    assert await remembered.ask_in_time(ANA, 60, slack.answer) is None
    assert await remembered.ask_in_time(MAYA, 60, slack.answer) == "found"
    assert await remembered.ask_in_time(ANA, 60, slack.answer) is None
    assert await remembered.ask_in_time(("person", 1, "U3"), 60, slack.answer) is None
    assert slack.asked == 3


async def test_all_look_ups_for_one_answer_share_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ANSWER", 0.05)
    slack = Slack()
    remembered = Cache(time.monotonic, patience=60)
    async with asyncio.timeout(60):
        with answering(time.monotonic):
            assert await remembered.ask_in_time(ANA, 60, slack.silence) is None
            # Nothing is left of it: nobody is asked any more.
            assert await remembered.ask_in_time(DESIGN, 60, slack.answer) is None
    assert slack.asked == 1
    # Who was in a hurry has not learnt that Slack is silent.
    assert await remembered.ask_in_time(ANA, 60, slack.answer) == "answer 2"


async def test_who_called_too_often_is_silent_for_as_long_as_slack_wishes() -> None:
    slack, seconds = Slack(), Seconds()
    slack.answers = [SlackRateLimitedError(timedelta(seconds=30))]
    remembered = Cache(seconds)
    assert await remembered.ask_in_time(ANA, 60, slack.answer) is None
    seconds.now += 29
    assert await remembered.ask_in_time(MAYA, 60, slack.answer) is None
    assert slack.asked == 1
    seconds.now += 2
    assert await remembered.ask_in_time(ANA, 60, slack.answer) == "answer 2"
