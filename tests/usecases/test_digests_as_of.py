"""Digests made ahead of their hour, and by several at once."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.ids import ChannelId
from bot.storage.engine import Transaction, connect
from bot.storage.ids import Ids
from bot.usecases import digests
from tests.usecases.office import DESIGN, TOM, Office
from tests.usecases.weekly import (
    MONDAY,
    WEEK,
    give_text,
    go_to,
    list_texts,
    switch_off,
    switch_on,
    tick,
)


class TestAsOf:
    """What is due at a moment that is still ahead, made now."""

    async def test_recognition_after_the_run_is_in_the_next_digest(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "before")
        office.pass_time(minutes=1)
        (made,) = await office.make_digests(MONDAY)
        assert (made.channel, made.recognitions, made.period.end) == (DESIGN, 1, MONDAY)
        await office.deliver()
        office.pass_time(minutes=1)
        await give_text(office, "after")
        await tick(office, MONDAY)
        assert list_texts(office) == [["before"]]
        await tick(office, MONDAY + WEEK)
        assert list_texts(office) == [["before"], ["after"]]

    async def test_repeated_run_makes_no_second_digest(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "before")
        office.pass_time(minutes=1)
        assert len(await office.make_digests(MONDAY)) == 1
        assert await office.make_digests(MONDAY) == []

    async def test_nothing_is_due_before_its_time(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "before")
        office.pass_time(minutes=1)
        assert await office.make_digests(MONDAY - timedelta(seconds=1)) == []

    async def test_empty_digest_is_reported_to_the_operator_only(self, office: Office) -> None:
        await switch_on(office)
        (made,) = await office.make_digests(MONDAY)
        assert made.recognitions == 0
        await office.deliver()
        assert office.messages == {}

    async def test_run_weeks_ahead_makes_one_digest(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "before")
        office.pass_time(minutes=1)
        await office.make_digests(MONDAY + 5 * WEEK)
        await office.deliver()
        await give_text(office, "after")
        await tick(office, MONDAY + 5 * WEEK)
        assert list_texts(office) == [["before"]]
        await tick(office, MONDAY + 6 * WEEK)
        assert list_texts(office) == [["before"], ["after"]]

    async def test_switching_off_and_on_after_the_run_loses_nothing(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "before")
        office.pass_time(minutes=1)
        await office.make_digests(MONDAY)
        await office.deliver()
        await switch_off(office)
        await switch_on(office)
        office.pass_time(minutes=1)
        await give_text(office, "after")
        await tick(office, MONDAY)
        await tick(office, MONDAY + WEEK)
        assert [words for one in list_texts(office) for words in one] == ["before", "after"]


async def test_concurrent_makers_make_each_digest_once(office: Office, database_url: str) -> None:
    channels = [ChannelId(f"C{n:02}") for n in range(20)]
    for channel in channels:
        await switch_on(office, channel=channel)
        await office.give(office.new_recognition(TOM, words=f"in {channel}", channel=channel))
    go_to(office, MONDAY)
    other = connect(database_url, office.clock.now)
    try:
        made = await asyncio.gather(
            *(one.write(digests.make_due_digests, MONDAY) for one in (office.database, other) * 3)
        )
    finally:
        other.close()
    assert sorted(one.channel for some in made for one in some) == channels
    await office.deliver()
    assert sorted(d.digest.channel for d in office.digests) == channels


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_concurrent_makers_make_different_digests(office: Office) -> None:
    """Neither has committed while the other looks."""
    await switch_on(office)
    await give_text(office, "thanks")
    go_to(office, MONDAY)
    engine, ids = office.database.engine, Ids()
    with engine.begin() as one, engine.begin() as two:
        assert len(digests.make_due_digests(Transaction(one, MONDAY, ids), MONDAY)) == 1
        assert digests.make_due_digests(Transaction(two, MONDAY, ids), MONDAY) == []
    assert await office.make_digests() == []
    await office.deliver()
    assert list_texts(office) == [["thanks"]]
