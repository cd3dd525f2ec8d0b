"""What commands cost: how many a second, how long an answer and a shout-out take, processor time, memory."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.fake_slack import FakeSlack
from tests.bench.load import Answer, Load, Thanks
from tests.bench.processes import Measured, run_bare_bolt, run_bot

SECRET = "bench-signing-secret"
CONCURRENT = 32
"""Commands in flight where as many as possible are wanted."""


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    commands: int = 10_000
    warm_up: int = 1_000
    steady_rate: float = 50
    steady_seconds: float = 15
    calm_rate: float = 10
    calm_seconds: float = 30


QUICK = Effort(commands=200, warm_up=50, steady_rate=10, steady_seconds=2, calm_rate=10, calm_seconds=2)


@dataclass(frozen=True)
class CommandFigures:
    """What was measured of `hearten run`, and of the bare Bolt app in the same run."""

    bare_per_second: float
    per_second: float
    answer_ms: tuple[float, float]
    """The median and the 99th percentile at a steady rate, in milliseconds."""
    shout_out_ms: tuple[float, float]
    """The same, from the command to the post that Slack received."""
    processor_ms: float
    """Of one thanks on its whole way, at a calm rate."""
    idle_mb: float
    busy_mb: float
    """After all commands."""
    start_seconds: float
    first_start_seconds: float
    """On the empty database."""


async def measure_commands(folder: Path, database_url: str, effort: Effort) -> CommandFigures:
    """Run the bare app, then the bot on an empty database, and send both the same commands.

    The bot that gets them is started a second time, like one that an operator restarts: the first start also
    makes the tables.
    """
    slack = FakeSlack()
    api_url = await slack.start()
    settings = {
        "SLACK_API_URL": api_url,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "DATABASE_URL": database_url,
    }
    try:
        async with run_bare_bolt(folder, settings) as bare:
            bare_per_second = await _measure_bare(bare, effort)
        async with run_bot(folder, settings) as first:
            first_start_seconds = first.seconds_to_ready
        async with run_bot(folder, settings) as bot:
            return await _measure_bot(bot, slack, effort, bare_per_second, first_start_seconds)
    finally:
        await slack.stop()


async def _measure_bare(bare: Measured, effort: Effort) -> float:
    load = Load(bare.port, Thanks(SECRET).make)
    await load.give_many(effort.warm_up, CONCURRENT)
    seconds = await load.give_many(effort.commands, CONCURRENT)
    load.close()
    _check(load.answers)
    return effort.commands / seconds


async def _measure_bot(
    bot: Measured, slack: FakeSlack, effort: Effort, bare_per_second: float, first_start_seconds: float
) -> CommandFigures:
    load = Load(bot.port, Thanks(SECRET).make)
    idle_mb = bot.memory()
    await load.give_many(effort.warm_up, CONCURRENT)
    await _delivered(slack, load)
    before, resting = bot.processor_seconds(), time.monotonic()
    calm = await load.give_steadily(effort.calm_rate, effort.calm_seconds)
    await _delivered(slack, load)
    used, lasted = bot.processor_seconds() - before, time.monotonic() - resting
    steady = await load.give_steadily(effort.steady_rate, effort.steady_seconds)
    await _delivered(slack, load)
    seconds = await load.give_many(effort.commands, CONCURRENT)
    await _delivered(slack, load)
    busy_mb = bot.memory()
    begun = bot.processor_seconds()
    await asyncio.sleep(lasted / 4)
    at_rest = (bot.processor_seconds() - begun) * 4
    load.close()
    _check(load.answers)
    return CommandFigures(
        bare_per_second,
        effort.commands / seconds,
        _percentiles([answer.seconds for answer in steady]),
        _percentiles([slack.posted_at[answer.mark] - answer.sent_at for answer in steady]),
        1_000 * (used - at_rest) / len(calm),
        idle_mb,
        busy_mb,
        bot.seconds_to_ready,
        first_start_seconds,
    )


async def _delivered(slack: FakeSlack, load: Load) -> None:
    """Wait until Slack received the shout-out and the direct message of every thanks."""
    await slack.wait_for_posts(2 * len(load.answers))


def _check(answers: Sequence[Answer]) -> None:
    """Raise RuntimeError if a command was not stored: then the figures mean nothing."""
    others = [answer for answer in answers if not answer.is_confirmation]
    if others:
        raise RuntimeError(f"{len(others)} of {len(answers)} commands were not confirmed, first: {others[0]}")


def _percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    parts = statistics.quantiles(seconds, n=100)
    return 1_000 * parts[49], 1_000 * parts[98]
