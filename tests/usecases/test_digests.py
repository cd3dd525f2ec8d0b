"""Weekly digests: every story once, whatever happens to the channel, the clock or the machine."""

from datetime import UTC, datetime, time, timedelta

from bot.domain.calendar import Schedule
from bot.domain.ids import ChannelId
from bot.storage import digests as stored
from bot.storage.ids import Ids
from tests.usecases.office import ANA, Office
from tests.usecases.weekly import (
    BERLIN,
    MONDAY,
    MONDAY_BEFORE,
    WEEK,
    give_text,
    go_to,
    list_texts,
    read_subscription,
    switch_off,
    switch_on,
    tick,
)


class TestSetUp:
    """What was not said is Monday 09:00 where the person is, or as it was."""

    async def test_default_schedule(self, office: Office) -> None:
        made = await switch_on(office)
        assert made.schedule == Schedule(0, time(9), BERLIN)
        assert (made.begins_at, made.covered_until) == (MONDAY_BEFORE, MONDAY_BEFORE)
        assert (made.next_due, made.set_by) == (MONDAY, ANA)
        assert await read_subscription(office) == made
        assert await office.database.read(stored.find_next_due) == MONDAY

    async def test_schedule_has_day_hour_and_zone(self, office: Office) -> None:
        made = await switch_on(office, weekday=4, at=time(15, 30), zone="America/New_York")
        assert made.schedule == Schedule(4, time(15, 30), "America/New_York")
        assert made.next_due == datetime(2026, 11, 27, 20, 30, tzinfo=UTC)
        assert made.begins_at == datetime(2026, 11, 20, 20, 30, tzinfo=UTC)

    async def test_midnight_is_a_valid_hour(self, office: Office) -> None:
        assert (await switch_on(office, at=time(0))).schedule.at == time(0)
        assert (await switch_on(office)).schedule.at == time(0)

    async def test_unmentioned_settings_stay(self, office: Office) -> None:
        await switch_on(office, weekday=4, at=time(15), zone="Asia/Tokyo")
        assert (await switch_on(office, at=time(16))).schedule == Schedule(4, time(16), "Asia/Tokyo")
        assert (await switch_on(office, zone=BERLIN)).schedule == Schedule(4, time(16), BERLIN)

    async def test_digest_can_be_switched_off(self, office: Office) -> None:
        assert not await switch_off(office)
        await switch_on(office)
        await switch_on(office, channel=ChannelId("C0OTHER"))
        assert await switch_off(office)
        assert await read_subscription(office) is None
        assert await read_subscription(office, ChannelId("C0OTHER"))


class TestPeriods:
    """Exactly one digest for each, and no recognition is lost or shown twice."""

    async def test_each_week_has_its_own_digest(self, office: Office) -> None:
        await switch_on(office)
        for week in range(3):
            await give_text(office, f"week {week}")
            await tick(office, MONDAY + week * WEEK)
        assert list_texts(office) == [["week 0"], ["week 1"], ["week 2"]]
        periods = [d.digest.period for d in office.digests]
        assert [p.start for p in periods] == [MONDAY_BEFORE, MONDAY, MONDAY + WEEK]
        assert [p.end for p in periods] == [MONDAY, MONDAY + WEEK, MONDAY + 2 * WEEK]

    async def test_digest_is_due_at_its_hour_and_once(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "thanks")
        await tick(office, MONDAY - timedelta(microseconds=1))
        assert list_texts(office) == []
        for _ in range(3):
            await tick(office, MONDAY)
        assert list_texts(office) == [["thanks"]]
        await tick(office, MONDAY + WEEK - timedelta(microseconds=1))
        assert list_texts(office) == [["thanks"]]

    async def test_first_period_begins_at_the_previous_boundary(self, office: Office) -> None:
        go_to(office, datetime(2026, 11, 25, 10, 0, tzinfo=UTC))
        await give_text(office, "before it was switched on")
        office.pass_time(days=2)
        await switch_on(office)
        await tick(office, MONDAY)
        assert list_texts(office) == [["before it was switched on"]]

    async def test_recognition_before_the_first_period_is_omitted(self, office: Office) -> None:
        await give_text(office, "an earlier week")
        go_to(office, MONDAY + timedelta(minutes=30))
        await switch_on(office)
        await give_text(office, "this week")
        await tick(office, MONDAY + WEEK)
        assert list_texts(office) == [["this week"]]

    async def test_boundary_is_exact_to_the_millisecond(self, office: Office) -> None:
        await switch_on(office)
        go_to(office, MONDAY - timedelta(milliseconds=1))
        await give_text(office, "just before")
        go_to(office, MONDAY)
        await give_text(office, "at nine")
        await tick(office, MONDAY)
        assert list_texts(office) == [["just before"]]
        await tick(office, MONDAY + WEEK)
        assert list_texts(office) == [["just before"], ["at nine"]]

    async def test_empty_week_posts_nothing(self, office: Office) -> None:
        await switch_on(office)
        await tick(office, MONDAY)
        assert office.messages == {}
        await give_text(office, "the week after")
        await tick(office, MONDAY + WEEK)
        assert list_texts(office) == [["the week after"]]
        assert office.digests[0].digest.period.start == MONDAY

    async def test_weeks_of_downtime_are_one_digest(self, office: Office) -> None:
        await switch_on(office)
        for week in range(3):
            await give_text(office, f"week {week}")
            office.pass_time(weeks=1)
        await tick(office)
        await tick(office)
        assert list_texts(office) == [["week 0", "week 1", "week 2"]]
        assert office.digests[0].digest.period.start == MONDAY_BEFORE
        assert office.digests[0].digest.period.end == MONDAY + 2 * WEEK
        await give_text(office, "after")
        await tick(office, MONDAY + 3 * WEEK)
        assert list_texts(office)[1:] == [["after"]]

    async def test_recognition_after_the_boundary_is_in_the_next_digest(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "in time")
        go_to(office, MONDAY + timedelta(hours=20))
        await give_text(office, "since")
        await tick(office, MONDAY + timedelta(days=1))
        assert list_texts(office) == [["in time"]]
        await tick(office, MONDAY + WEEK)
        assert list_texts(office) == [["in time"], ["since"]]

    async def test_recognition_committed_late_is_in_the_next_digest(self, office: Office) -> None:
        """It began before the boundary, and was committed after the digest was made."""
        await switch_on(office)
        await give_text(office, "in time")
        early = office.clock.now()
        await tick(office, MONDAY)
        office.clock.moment = MONDAY - timedelta(seconds=1)
        office.database._ids = Ids()  # type: ignore[attr-defined]  # both engines have them
        await give_text(office, "late")
        assert early < office.clock.now()
        await tick(office, MONDAY + WEEK)
        assert list_texts(office) == [["in time"], ["late"]]


class TestScheduleChanges:
    """A channel may change its mind at any time."""

    async def test_periods_touch_after_a_change_in_mid_week(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "wednesday")
        await switch_on(office, weekday=4, at=time(15))
        friday = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
        await tick(office, friday)
        await give_text(office, "friday night")
        await tick(office, MONDAY)
        assert list_texts(office) == [["wednesday"]]
        await tick(office, friday + WEEK)
        assert list_texts(office) == [["wednesday"], ["friday night"]]
        assert [d.digest.period.start for d in office.digests] == [MONDAY_BEFORE, friday]

    async def test_change_to_later_loses_nothing(self, office: Office) -> None:
        await switch_on(office, weekday=2, at=time(12))
        await give_text(office, "before noon")
        await switch_on(office, weekday=1, at=time(12))
        tuesday = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)
        await tick(office, tuesday)
        assert list_texts(office) == [["before noon"]]

    async def test_change_keeps_an_overdue_digest(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "in time")
        go_to(office, MONDAY + timedelta(hours=5))
        await switch_on(office, weekday=4)
        await tick(office)
        assert list_texts(office) == []
        await tick(office, datetime(2026, 12, 4, 8, 0, tzinfo=UTC))
        assert list_texts(office) == [["in time"]]

    async def test_switching_off_and_on_repeats_nothing(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "first")
        await tick(office, MONDAY)
        await give_text(office, "second")
        await switch_off(office)
        await tick(office, MONDAY + timedelta(days=2))
        await switch_on(office)
        await tick(office)
        assert list_texts(office) == [["first"]]
        await tick(office, MONDAY + WEEK)
        assert list_texts(office) == [["first"], ["second"]]

    async def test_switching_on_with_another_day_repeats_nothing(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "first")
        await tick(office, MONDAY)
        await switch_off(office)
        await switch_on(office, weekday=4)
        await give_text(office, "second")
        await tick(office, datetime(2026, 12, 4, 8, 0, tzinfo=UTC))
        assert list_texts(office) == [["first"], ["second"]]

    async def test_switched_off_digest_is_not_posted(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "thanks")
        await switch_off(office)
        await tick(office, MONDAY + WEEK)
        assert list_texts(office) == []
