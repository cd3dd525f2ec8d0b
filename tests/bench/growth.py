"""How the cost of a thanks grows with people, and with processes that share a database."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.commands import CONCURRENT, SECRET
from tests.bench.fake_slack import PEOPLE, FakeSlack
from tests.bench.load import Load, Thanks
from tests.bench.processes import Measured, run_bot

MANY_PEOPLE = 20 * PEOPLE


@dataclass(frozen=True)
class Growth:
    """What a number of thanks cost under full load; `megabytes` are those of one process afterwards."""

    per_second: float
    processor_ms: float
    megabytes: float


async def measure_people(folder: Path, database_url: str, people: int, commands: int) -> Growth:
    """Let `people` thank each other; the bot meets each of them for the first time."""
    return await _measure(folder, database_url, Thanks(SECRET, people=people), 1, commands)


async def measure_processes(folder: Path, database_url: str, number: int, commands: int) -> Growth:
    """Send the commands to as many processes in turn, which share one processor and one database.

    Raise RuntimeError if a message was delivered twice.
    """
    return await _measure(folder, database_url, Thanks(SECRET), number, commands)


async def _measure(folder: Path, database_url: str, thanks: Thanks, number: int, commands: int) -> Growth:
    slack = FakeSlack()
    settings = {
        "SLACK_API_URL": await slack.start(),
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "DATABASE_URL": database_url,
    }
    try:
        async with contextlib.AsyncExitStack() as stack:
            bots = [await stack.enter_async_context(run_bot(folder, settings)) for _ in range(number)]
            return await _load(bots, slack, thanks, commands)
    finally:
        await slack.stop()


async def _load(bots: Sequence[Measured], slack: FakeSlack, thanks: Thanks, commands: int) -> Growth:
    loads = [Load(bot.port, thanks.make) for bot in bots]
    # The first messages explain preferences, and each process compiles its statements.
    await asyncio.gather(*(load.give_many(min(PEOPLE, commands), CONCURRENT) for load in loads))
    await slack.wait_for_posts(2 * sum(len(load.answers) for load in loads))
    before = sum(bot.processor_seconds() for bot in bots)
    shares = [len(range(first, commands, len(loads))) for first in range(len(loads))]
    concurrent = max(1, CONCURRENT // len(loads))
    seconds = max(
        await asyncio.gather(
            *(load.give_many(share, concurrent) for load, share in zip(loads, shares, strict=True))
        )
    )
    answers = list(itertools.chain.from_iterable(load.answers for load in loads))
    await slack.wait_for_posts(2 * len(answers))
    used = sum(bot.processor_seconds() for bot in bots) - before
    for load in loads:
        load.close()
    if not all(answer.is_confirmation for answer in answers) or slack.posts != 2 * len(answers):
        raise RuntimeError(f"{len(answers)} thanks, {slack.posts} posts")
    return Growth(commands / seconds, 1_000 * used / commands, max(bot.memory() for bot in bots))
