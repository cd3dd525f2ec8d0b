"""What becomes of a message that did not reach Slack."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import GIVE_UP_AFTER, LONGEST_PAUSE, POSTS, Failure, GiveUp, Kind, RetryAt, decide

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("attempt", "pause"),
    [
        (1, SECOND),
        (2, 2 * SECOND),
        (3, 4 * SECOND),
        (5, 16 * SECOND),
        (10, 512 * SECOND),
        (11, LONGEST_PAUSE),
    ],
)
@pytest.mark.parametrize("failure", [Failure.UNAVAILABLE, Failure.RATE_LIMITED])
def test_pauses_double(failure: Failure, attempt: int, pause: timedelta) -> None:
    decision = decide(failure, attempt=attempt, first_tried=NOW, now=NOW, jitter=0)
    assert decision == RetryAt(NOW + pause)


@pytest.mark.parametrize("failure", [Failure.UNAVAILABLE, Failure.RATE_LIMITED])
@pytest.mark.parametrize("seconds", [1, 30, 3_600])
def test_slacks_own_wish_is_obeyed(failure: Failure, seconds: int) -> None:
    wish = timedelta(seconds=seconds)
    for attempt in (1, 20):
        decision = decide(failure, attempt=attempt, first_tried=NOW, now=NOW, retry_after=wish, jitter=0.9)
        assert decision == RetryAt(NOW + wish)


def test_slacks_last_word_is_the_last() -> None:
    decision = decide(Failure.REFUSED, attempt=1, first_tried=NOW, now=NOW, retry_after=SECOND)
    assert decision == GiveUp()


@pytest.mark.parametrize("failure", [Failure.UNAVAILABLE, Failure.RATE_LIMITED])
def test_a_day_is_long_enough(failure: Failure) -> None:
    def after(passed: timedelta) -> RetryAt | GiveUp:
        return decide(failure, attempt=99, first_tried=NOW - passed, now=NOW, retry_after=SECOND)

    assert after(GIVE_UP_AFTER) == GiveUp()
    assert after(GIVE_UP_AFTER - SECOND) == RetryAt(NOW + SECOND)


@given(st.integers(1, 10**9), st.floats(0, 1, exclude_max=True))
def test_pauses_are_bounded_and_spread(attempt: int, jitter: float) -> None:
    decision = decide(Failure.UNAVAILABLE, attempt=attempt, first_tried=NOW, now=NOW, jitter=jitter)
    assert isinstance(decision, RetryAt)
    assert SECOND <= decision.at - NOW <= LONGEST_PAUSE * 1.5


def test_every_kind_posts_or_changes_a_post() -> None:
    assert set(Kind) - set(POSTS) == {Kind.UPDATE, Kind.DELETION}
