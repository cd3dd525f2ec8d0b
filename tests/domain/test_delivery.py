"""What becomes of a message that did not reach Slack."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import (
    MAX_DELIVERY_AGE,
    MAX_PAUSE,
    MAX_UNANSWERED_POSTS,
    MIN_SEARCH_DELAY,
    SUSPENSION_PERIOD,
    Failure,
    GiveUp,
    GiveUpReason,
    RetryAt,
    VerifyAt,
    decide_after_search,
    decide_retry,
)
from bot.domain.message_changes import MessageDeletion, MessageUpdate
from bot.domain.outbox_messages import OUTBOX_MESSAGES, POSTS, HomePublication, StepCompletion

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FOR_A_WHILE = [Failure.UNAVAILABLE, Failure.RATE_LIMITED]


@pytest.mark.parametrize(
    ("attempt", "pause"),
    [
        (1, SECOND),
        (2, 2 * SECOND),
        (3, 4 * SECOND),
        (5, 16 * SECOND),
        (6, MAX_PAUSE),
        (99, MAX_PAUSE),
    ],
)
@pytest.mark.parametrize("failure", FOR_A_WHILE)
def test_retry_pauses_double(failure: Failure, attempt: int, pause: timedelta) -> None:
    decision = decide_retry(failure, "timeout", attempt=attempt, first_tried=NOW, now=NOW, jitter=0)
    assert decision == RetryAt(NOW + pause)


@pytest.mark.parametrize("failure", FOR_A_WHILE)
@pytest.mark.parametrize("seconds", [1, 30, 3_600])
def test_retry_waits_as_long_as_slack_asks(failure: Failure, seconds: int) -> None:
    wish = timedelta(seconds=seconds)
    for attempt in (1, 20):
        decision = decide_retry(
            failure, "ratelimited", attempt=attempt, first_tried=NOW, now=NOW, retry_after=wish, jitter=0.9
        )
        assert decision == RetryAt(NOW + wish)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("is_archived", GiveUpReason.ARCHIVED),
        ("channel_not_found", GiveUpReason.NO_ACCESS),
        ("not_in_channel", GiveUpReason.NO_ACCESS),
        ("user_not_found", GiveUpReason.NO_ACCESS),
        ("invalid_blocks", GiveUpReason.REFUSED),
        ("", GiveUpReason.REFUSED),
    ],
)
def test_permanent_error_ends_the_delivery(error: str, reason: GiveUpReason) -> None:
    decision = decide_retry(Failure.REFUSED, error, attempt=1, first_tried=NOW, now=NOW, retry_after=SECOND)
    assert decision == GiveUp(reason)


@pytest.mark.parametrize("failure", FOR_A_WHILE)
def test_delivery_is_given_up_after_a_day(failure: Failure) -> None:
    def after(passed: timedelta) -> RetryAt | VerifyAt | GiveUp:
        return decide_retry(
            failure, "timeout", attempt=99, first_tried=NOW - passed, now=NOW, retry_after=SECOND
        )

    assert after(MAX_DELIVERY_AGE) == GiveUp(GiveUpReason.TOO_LATE)
    assert after(MAX_DELIVERY_AGE - SECOND) == RetryAt(NOW + SECOND)


@given(st.integers(1, 10**9), st.floats(0, 1, exclude_max=True), st.timedeltas(timedelta(0)))
def test_refusing_workspace_is_retried_without_end(attempt: int, jitter: float, passed: timedelta) -> None:
    first_tried = NOW - min(passed, timedelta(days=3_000))
    decision = decide_retry(
        Failure.SUSPENDED, "invalid_auth", attempt=attempt, first_tried=first_tried, now=NOW, jitter=jitter
    )
    assert decision == RetryAt(NOW + SUSPENSION_PERIOD)


@given(st.integers(1, 10**9), st.floats(0, 1, exclude_max=True))
def test_retry_pauses_are_bounded_and_spread(attempt: int, jitter: float) -> None:
    decision = decide_retry(
        Failure.UNAVAILABLE, "timeout", attempt=attempt, first_tried=NOW, now=NOW, jitter=jitter
    )
    assert isinstance(decision, RetryAt)
    assert SECOND <= decision.at - NOW <= MAX_PAUSE * 1.5


@given(st.integers(1, 10**9), st.floats(0, 1, exclude_max=True), st.integers(0, 10**6))
def test_unanswered_post_is_looked_up_later(attempt: int, jitter: float, seconds: int) -> None:
    decision = decide_retry(
        Failure.UNANSWERED,
        "timeout",
        attempt=attempt,
        first_tried=NOW - seconds * SECOND,
        now=NOW,
        jitter=jitter,
    )
    assert isinstance(decision, VerifyAt)
    assert MIN_SEARCH_DELAY <= decision.at - NOW <= MAX_PAUSE * 1.5


@pytest.mark.parametrize("unanswered", [1, 2, 3, 50])
def test_missing_message_is_posted_again(unanswered: int) -> None:
    decision = decide_after_search(is_certain=True, unanswered=unanswered, first_tried=NOW, now=NOW)
    assert decision == RetryAt(NOW)


def test_missing_message_is_given_up_after_a_day() -> None:
    decision = decide_after_search(is_certain=True, unanswered=3, first_tried=NOW - MAX_DELIVERY_AGE, now=NOW)
    assert decision == GiveUp(GiveUpReason.TOO_LATE)


@pytest.mark.parametrize("passed", [timedelta(0), MAX_DELIVERY_AGE, 9 * MAX_DELIVERY_AGE])
def test_uncertain_message_is_posted_at_most_twice(passed: timedelta) -> None:
    def unseen(unanswered: int) -> RetryAt | GiveUp:
        return decide_after_search(is_certain=False, unanswered=unanswered, first_tried=NOW - passed, now=NOW)

    assert unseen(1) == RetryAt(NOW)
    assert unseen(MAX_UNANSWERED_POSTS) == GiveUp(GiveUpReason.UNANSWERED)
    assert unseen(MAX_UNANSWERED_POSTS + 1) == GiveUp(GiveUpReason.UNANSWERED)


def test_every_kind_posts_or_changes_a_post() -> None:
    assert set(OUTBOX_MESSAGES) - set(POSTS) == {
        *(MessageUpdate, MessageDeletion, HomePublication),
        StepCompletion,
    }
