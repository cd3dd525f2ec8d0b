"""`hearten run` while Slack's API hangs and people go on thanking each other."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.practice.company import TEAM
from bot.practice.records import Person
from bot.practice.server import Practice
from tests.cli.process import get, resident_memory, start

DESIGN = "C0DESIGN1"
AT_ONCE = 20
"""Commands in flight."""
CROWD = 60
"""People who thank in turns: one person may thank thirty times an hour."""
MAX_GROWTH = 16 * 1024 * 1024
"""Bytes that six hundred commands may add to a process that has had nearly as many before."""


PROGRAM = """
from bot.cli import main
from bot.slack.api import cache, channels, memberships, users
from bot.web import readiness

for module, name in (
    (cache, "ANSWER_TIMEOUT"),
    (cache, "COMMIT_TIMEOUT"),
    (channels, "CHANNEL_CACHE_SECONDS"),
    (memberships, "MEMBER_LIST_SECONDS"),
    (memberships, "MEMBERSHIP_CACHE_SECONDS"),
    (readiness, "DATABASE_TIMEOUT"),
    (users, "USER_CACHE_SECONDS"),
):
    assert hasattr(module, name), name
    setattr(module, name, 3_600.0)
main()
"""
"""`hearten` without its time limits, so that the machine may be slow, and with a memory for all look-ups."""


async def thank(practice: Practice, count: int) -> list[str]:
    """Give many thanks concurrently and return every answer that does not confirm its thanks."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> str:
        async with room:
            text = f"@maya thanks no. {number} for a long evening with the release"
            giver = f"U0CROWD{number % CROWD:02}"
            answer = await practice.command(giver, DESIGN, text)
            said = answer.body["text"] if isinstance(answer.body, dict) else ""
            return f"{answer.status} {said}"

    answers = await asyncio.gather(*(one(number) for number in range(count)))
    return [answer for answer in answers if not answer.startswith("200 I'll post this in ")]


@pytest.mark.timeout(900)
async def test_memory_is_bounded_while_slack_hangs(
    practice: Practice, by_http: dict[str, str], tmp_path: Path
) -> None:
    program = (sys.executable, "-c", PROGRAM)
    async with start(tmp_path, "run", environment=by_http, program=program) as bot:
        serving = await bot.logged("serving")
        crowd = [Person(f"U0CROWD{n:02}", f"crowd{n}", f"Crowd {n}", TEAM) for n in range(CROWD)]
        practice.workspace.add(*crowd)
        for user in crowd:
            practice.workspace.join(DESIGN, user.id)
        practice.events_url = f"http://127.0.0.1:{serving['port']}/slack/events"
        assert await thank(practice, CROWD) == []
        practice.fail("*", hang=3_600, times=1_000_000)
        # People and channels were looked up before: only the posts hang.
        before = await thank(practice, 500)
        first = resident_memory(bot.pid)
        after = await thank(practice, 600)
        grown = resident_memory(bot.pid) - first
        figures = await get(serving["port"], "/metrics")
        ready = await get(serving["port"], "/readyz")
        bot.send(signal.SIGTERM)
        ended = await bot.ended()
    assert before == []
    assert after == []
    assert grown < MAX_GROWTH
    assert ready.status == 200
    assert "messages wait for Slack" in ready.text
    depths = [
        sample.value
        for family in text_string_to_metric_families(figures.text)
        for sample in family.samples
        if sample.name == "hearten_outbox_depth"
    ]
    assert depths[0] > 1_000
    assert ended.status == 0
