"""What comes for many at once is spread."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rate_limits import RateLimit

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LOW_PRIORITY = RateLimit(SECOND / 4, max_count=10)


def test_after_a_pause_several_are_allowed_at_once() -> None:
    assert LOW_PRIORITY.count_allowed(NOW, None) == 10
    free_at = LOW_PRIORITY.find_next_free(10, NOW, None)
    assert LOW_PRIORITY.count_allowed(NOW, free_at) == 0
    assert LOW_PRIORITY.count_allowed(NOW + SECOND / 4, free_at) == 1
    assert LOW_PRIORITY.count_allowed(NOW + SECOND, free_at) == 4
    assert LOW_PRIORITY.count_allowed(NOW + timedelta(days=1), free_at) == 10


def test_unused_allowance_is_kept() -> None:
    free_at = LOW_PRIORITY.find_next_free(7, NOW, None)
    assert LOW_PRIORITY.count_allowed(NOW, free_at) == 3


def test_zero_interval_spreads_nothing() -> None:
    low_priority_limit = RateLimit(timedelta(0), max_count=10)
    assert low_priority_limit.count_allowed(NOW, low_priority_limit.find_next_free(10, NOW, None)) == 10


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(0, 10)), max_size=60))
def test_no_period_has_more_than_its_share(looks: list[tuple[float, int]]) -> None:
    """However often one looks, and however much is taken each time."""
    now, free_at = NOW, None
    went: list[datetime] = []
    for passed, wished in looks:
        now += timedelta(seconds=passed)
        if taken := min(wished, LOW_PRIORITY.count_allowed(now, free_at)):
            free_at = LOW_PRIORITY.find_next_free(taken, now, free_at)
            went += [now] * taken
    for first, begin in enumerate(went):
        for count, end in enumerate(went[first:], 1):
            assert count <= 10 + (end - begin) / LOW_PRIORITY.interval
