"""How many SQL statements one thanks costs, to people who were met before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median_high

from sqlalchemy import Engine, event

from bot.app import hearten
from bot.clock import Clock
from bot.settings import Secret, Settings
from tests.bench.commands import SECRET
from tests.bench.fake_slack import MEMBERS, FakeSlack
from tests.bench.load import Thanks

WARM_UP, COUNTED = 20, 20


@contextmanager
def _count_statements() -> Iterator[list[str]]:
    executed: list[str] = []

    def hear(_1: object, _2: object, statement: str, *_: object) -> None:
        executed.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    yield executed
    event.remove(Engine, "before_cursor_execute", hear)


async def count_statements(database_url: str) -> tuple[int, int]:
    """Return the statements of one thanks until its answer, and on its whole way: post and direct message.

    The median of `COUNTED`, since some carry what is done once in a while.
    """
    slack, thanks = FakeSlack(), Thanks(SECRET, channels=2)
    settings = Settings(
        slack_api_url=await slack.start(),
        bot_token=Secret("xoxb-bench"),
        signing_secret=Secret(SECRET),
        database_url=database_url,
        post_interval=0,
    )
    until_answer, whole_way = [], []
    try:
        async with hearten(settings, Clock()) as bot:
            for number in range(WARM_UP + COUNTED):
                with _count_statements() as executed:
                    await bot.dispatcher.dispatch(thanks.make_between(number % 4, MEMBERS + number % 4), {})
                    answered = len(executed)
                    await bot.deliveries.drain()
                if number >= WARM_UP:
                    until_answer.append(answered)
                    whole_way.append(len(executed))
    finally:
        await slack.stop()
    return median_high(until_answer), median_high(whole_way)
