"""When something is proposed after the first days, and which hour suits a digest."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Schedule, to_instant
from bot.domain.digest import are_two_quiet
from bot.domain.first_week import choose_schedule, find_kind_moment, means_thanks

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
MOMENTS = st.integers(0, 30 * 365 * 24 * 60).map(lambda minutes: MONDAY - timedelta(minutes=minutes))
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Etc/UTC", "Asia/Kolkata", "Pacific/Apia")


@pytest.mark.parametrize(
    ("zones", "zone", "hour"),
    [
        ([], "Europe/Berlin", 15),
        (["Asia/Tokyo"], "Asia/Tokyo", 15),
        # When New York begins, Berlin works still.
        (["Europe/Berlin"] * 3 + ["America/New_York"] * 2, "Europe/Berlin", 15),
        (["Europe/Berlin"] * 3 + ["Asia/Kolkata"] * 2, "Europe/Berlin", 12),
        # Nobody is asked to work at night: the most people count.
        (["Europe/Berlin"] * 3 + ["Pacific/Apia"], "Europe/Berlin", 15),
    ],
)
def test_hour_suits_most_people(zones: list[str], zone: str, hour: int) -> None:
    assert choose_schedule(zones, MONDAY, "Europe/Berlin") == Schedule(4, time(hour), zone)


@given(st.lists(st.sampled_from(ZONES)), MOMENTS)
def test_hour_is_a_working_hour_of_its_zone(zones: list[str], moment: datetime) -> None:
    chosen = choose_schedule(zones, moment, "Etc/UTC")
    assert chosen.zone in (zones or ["Etc/UTC"])
    assert time(9) <= chosen.at <= time(16)


@given(st.sampled_from(ZONES), MOMENTS)
def test_proposal_comes_on_a_working_day_by_day(zone: str, moment: datetime) -> None:
    kind = find_kind_moment(moment, zone)
    local = kind.astimezone(ZoneInfo(zone))
    assert kind >= moment
    assert (kind - moment).days < 4
    assert local.weekday() < 5
    assert 10 <= local.hour < 16
    assert find_kind_moment(kind, zone) == kind


def test_emoji_that_may_mean_thanks() -> None:
    assert means_thanks("pray")
    assert means_thanks("raised_hands::skin-tone-4")
    assert not means_thanks("thumbsdown")


@pytest.mark.parametrize(
    ("latest", "end", "are_two"),
    [(None, 1, False), (None, 2, True), (4, 5, False), (4, 6, True), (4, 7, True)],
)
def test_second_quiet_week(latest: int | None, end: int, are_two: bool) -> None:
    # The clocks go back between the third and the fourth of these Fridays.
    fridays = [
        to_instant(date(2026, 10, 2) + timedelta(weeks=week), time(15), "Europe/Berlin") for week in range(8)
    ]
    before = fridays[latest] if latest is not None else None
    assert are_two_quiet(fridays[0], before, fridays[end]) is are_two
