"""Two years of digests: whatever happens, every story comes once, in its week, at the local hour."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.audience import Audience, Coverage
from bot.domain.commands.digest_command import DigestOnCommand
from bot.domain.digest import MAX_DIGEST_DELAY
from bot.domain.ids import ChannelId, UserId
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import WorkspaceIdentity
from bot.storage import digest_recognitions, workspaces
from bot.storage import digests as stored
from bot.storage.engine import Database
from bot.storage.ids import Ids, find_time
from bot.usecases import digest_subscriptions, digests
from bot.usecases.digest_drafts import DueDigestResult
from tests.conftest import FixedClock
from tests.usecases.office import ANA, LI, MAYA, Office

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
WEEKS, WEEK = 104, timedelta(weeks=1)
QUARTER = timedelta(minutes=15)
"""All that happens falls on quarters of an hour, and so on the very moments of digests, too."""
ZONES = (
    *("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe"),
    *("Pacific/Chatham", "Pacific/Kiritimati", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia"),
)
KINDS = {"C0OPEN": ChannelKind.PUBLIC, "C0ELSE": ChannelKind.PUBLIC, "C0SECRET": ChannelKind.PRIVATE}
SUBSCRIBED = (ChannelId("C0OPEN"), ChannelId("C0SECRET"))
MEMBERS = frozenset({MAYA})
_teams = itertools.count(1)


@dataclass(frozen=True)
class Thanks:
    channel: str
    to: str
    is_private: bool


@dataclass(frozen=True)
class Change:
    channel: str
    wish: DigestOnCommand


@dataclass(frozen=True)
class Down:
    hours: int


@dataclass(frozen=True)
class After:
    """So many quarters of an hour go by."""

    quarters: int


@dataclass(frozen=True)
class AroundDue:
    """Time goes by until so many quarters of an hour after the next digest is due, or before."""

    quarters: int


@dataclass
class Seen:
    """A digest that was due: its period, when it was made, and what it showed."""

    made: DueDigestResult
    at: datetime
    wish: DigestOnCommand
    told: set[str]


times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
wishes = st.builds(
    DigestOnCommand,
    weekday=st.integers(0, 6),
    at=times,
    zone=st.sampled_from(ZONES),
    covers=st.sampled_from(Coverage),
    quiet_weeks=st.booleans(),
)
thanks = st.builds(Thanks, st.sampled_from(sorted(KINDS)), st.sampled_from([MAYA, LI]), st.booleans())
events = st.one_of(
    thanks,
    thanks,
    thanks,
    st.builds(Change, st.sampled_from(SUBSCRIBED), wishes),
    st.builds(Down, st.integers(1, 24 * 20)),
)
pauses = st.one_of(st.builds(After, st.integers(0, 14 * 24 * 4)), st.builds(AroundDue, st.integers(-5, 5)))
lives = st.lists(st.tuples(pauses, events), min_size=20, max_size=90)


class Life:
    """What happens in a workspace, and what comes of it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.up_again = BEGIN
        self.wishes: dict[str, DigestOnCommand] = {}
        self.given: list[tuple[str, Thanks]] = []
        self.seen: dict[ChannelId, list[Seen]] = {channel: [] for channel in SUBSCRIBED}
        self.disturbances: list[tuple[datetime, datetime]] = []

    @property
    def now(self) -> datetime:
        return self.office.clock.now()

    async def go_on_until(self, until: datetime) -> None:
        """Tick whenever something is due and the bot is there."""
        while True:
            due = await self.office.database.read(stored.find_next_due)
            tick_at = max(due, self.up_again, self.now) if due else until
            if tick_at >= until:
                break
            self.office.clock.moment = tick_at
            await self.tick()
        self.office.clock.moment = until

    async def pause(self, pause: After | AroundDue) -> None:
        due = (
            await self.office.database.read(stored.find_next_due)
            if isinstance(pause, AroundDue)
            else self.now
        )
        assert due
        await self.go_on_until(max(self.now, due + pause.quarters * QUARTER))

    async def tick(self) -> None:
        audiences = {
            (self.office.workspace.id, channel): Audience(MEMBERS, sees_public=True) for channel in SUBSCRIBED
        }
        made = await self.office.database.write(lambda tx: digests.make_due_digests(tx, tx.now, audiences))
        assert made
        for one in made:
            told = await self.office.database.read(digest_recognitions.find_display_orders, one.id)
            self.seen[one.channel].append(Seen(one, self.now, self.wishes[one.channel], set(told)))

    async def happen(self, event: Thanks | Change | Down) -> None:
        match event:
            case Thanks(channel, to, is_private):
                gift = self.office.new_recognition(
                    UserId(to), channel=ChannelId(channel), kind=KINDS[channel], is_private=is_private
                )
                self.given.append(((await self.office.give(gift)).recognition.id, event))
            case Change(channel, wish):
                self.wishes[channel] = wish
                self.disturbances.append((self.now, self.now))
                await self.office.database.write(
                    digest_subscriptions.switch_on,
                    self.office.workspace,
                    ChannelId(channel),
                    ANA,
                    "UTC",
                    wish,
                    has_bot=True,
                )
            case Down(hours):
                self.up_again = max(self.up_again, self.now + timedelta(hours=hours))
                self.disturbances.append((self.now, self.up_again))

    def belongs(self, thanks: Thanks, channel: str, covers: Coverage) -> bool:
        """The rules, written independently of the code."""
        if thanks.is_private:
            return False
        if thanks.channel == channel:
            return True
        if KINDS[thanks.channel] is ChannelKind.PRIVATE or covers is Coverage.CHANNEL:
            return False
        return covers is Coverage.WORKSPACE or thanks.to in MEMBERS

    def was_disturbed(self, begin: datetime, end: datetime) -> bool:
        return any(start <= end and begin <= stop for start, stop in self.disturbances)


def assert_at_the_local_hour(seen: Seen) -> None:
    end, wish = seen.made.period.end, seen.wish
    assert wish.zone
    assert wish.at is not None
    zone = ZoneInfo(wish.zone)
    local = end.astimezone(zone)
    there = datetime.combine(local.date(), wish.at, zone)
    exists = there.astimezone(UTC).astimezone(zone).replace(fold=0) == there
    assert (local.weekday(), local.time()) == (wish.weekday, wish.at) or not exists, (local, wish)


def assert_periods_touch(life: Life, all_seen: Iterable[Seen]) -> None:
    begin = None
    for seen in all_seen:
        period = seen.made.period
        assert begin is None or period.start == begin
        assert period.start < period.end <= seen.at
        if not life.was_disturbed(period.start - WEEK, seen.at):
            assert abs(period.end - period.start - WEEK) <= timedelta(hours=2)
            assert seen.at == period.end
        assert seen.made.is_late == (seen.at - period.end > MAX_DIGEST_DELAY)
        begin = period.start if seen.made.is_late else period.end


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=8)
@given(first=wishes, second=wishes, life=lives)
async def test_every_recognition_of_two_years_is_in_one_digest(
    database: Database,
    clock: FixedClock,
    first: DigestOnCommand,
    second: DigestOnCommand,
    life: list[tuple[After | AroundDue, Thanks | Change | Down]],
) -> None:
    clock.moment = BEGIN
    # Ids are greater than all before: those of the previous example may lie ahead.
    database._ids = Ids()  # type: ignore[attr-defined]  # both engines have them
    identity = WorkspaceIdentity("", f"T{next(_teams)}", "", "https://a.example/", UserId("UBOT"))
    workspace = await database.write(workspaces.ensure, identity)
    lived = Life(Office(database, clock, workspace))
    for channel, wish in zip(SUBSCRIBED, (first, second), strict=True):
        await lived.happen(Change(channel, wish))
    for pause, event in life:
        await lived.pause(pause)
        await lived.happen(event)
    await lived.go_on_until(max(BEGIN + WEEKS * WEEK, max(lived.now, lived.up_again) + 3 * WEEK))

    for channel, all_seen in lived.seen.items():
        assert all_seen
        assert_periods_touch(lived, all_seen)
        for seen in all_seen:
            period = seen.made.period
            assert_at_the_local_hour(seen)
            assert seen.wish.covers
            in_period = [
                (one, what) for one, what in lived.given if period.start <= find_time(one) < period.end
            ]
            expected = {one for one, what in in_period if lived.belongs(what, channel, seen.wish.covers)}
            assert seen.told == (set() if seen.made.is_late else expected)
            is_wished = bool(expected) or bool(seen.wish.quiet_weeks)
            assert seen.made.is_posted == (is_wished and not seen.made.is_late)
    for channel in SUBSCRIBED:
        await database.write(stored.unsubscribe, workspace.id, channel)
