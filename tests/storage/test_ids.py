"""Ids sort by time and never collide."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.ids import Ids, smallest_id

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)

moments = st.datetimes(
    NOW.replace(year=2020, tzinfo=None), NOW.replace(year=2100, tzinfo=None), timezones=st.just(UTC)
)


def milliseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // MILLISECOND


def test_ids_of_one_instant_are_ordered() -> None:
    ids = Ids()
    made = [ids.new(NOW) for _ in range(10_000)]
    assert made == sorted(set(made))


def test_ids_of_many_threads_are_distinct() -> None:
    ids = Ids()
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: ids.new(NOW), range(4_000)))
    assert len(set(made)) == 4_000


def test_ids_of_two_processes_are_distinct() -> None:
    one, other = Ids(), Ids()
    assert not {one.new(NOW) for _ in range(1_000)} & {other.new(NOW) for _ in range(1_000)}


def test_ids_stay_ordered_when_the_clock_is_set_back() -> None:
    ids = Ids()
    made = [ids.new(NOW), ids.new(NOW - timedelta(days=1)), ids.new(NOW + MILLISECOND)]
    assert made == sorted(made)


def test_id_is_a_uuid_of_version_7() -> None:
    made = Ids().new(NOW)
    assert made == str(UUID(made))
    assert (UUID(made).version, UUID(made).variant) == (7, RFC_4122)
    assert UUID(made).int >> 80 == milliseconds(NOW)


@given(moments, moments)
def test_smallest_id_separates_earlier_from_later_ids(made_at: datetime, moment: datetime) -> None:
    """To the millisecond, whatever floating point makes of it."""
    made = Ids().new(made_at)
    assert (made < smallest_id(moment)) == (
        int(made_at.timestamp() * 1_000) < int(moment.timestamp() * 1_000)
    )
    assert abs(int(made_at.timestamp() * 1_000) - milliseconds(made_at)) <= 1


@given(st.integers(0, 40_000_000))
def test_smallest_id_of_a_whole_minute_is_exact(minutes: int) -> None:
    moment = NOW + timedelta(minutes=minutes)
    assert Ids().new(moment - timedelta(microseconds=1)) < smallest_id(moment) <= Ids().new(moment)


def test_id_of_naive_time_is_refused() -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="naive"):
        smallest_id(naive)
    with pytest.raises(ValueError, match="naive"):
        Ids().new(naive)
