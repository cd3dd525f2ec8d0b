"""Deliveries: what becomes of a message that did not reach Slack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.error_names import ErrorMeaning, find_error_meaning

GIVE_UP_AFTER = timedelta(days=1)
"""How long a message is tried before it is given up."""
MAX_PAUSE = timedelta(seconds=30)
"""The longest time between two attempts: when Slack is back, people should not have to wait for us."""
MIN_DOUBT_PERIOD = timedelta(seconds=5)
"""How long is waited before a post without an answer is looked for: it may still be on its way."""
SUSPENSION = timedelta(minutes=10)
"""How long a workspace rests that refuses us altogether."""
MAX_FAILED_RENDERS = 5
"""How often it is tried to render a message before it is given up."""
MAX_POSTS = 2
"""How often a message is posted while it is unknown whether an earlier post arrived."""


MAX_IMMEDIATE = 20
"""Messages that one act may cause before they get low priority."""


class Failure(StrEnum):
    """What kept a message from being sent, or from being known to be sent."""

    RATE_LIMITED = "rate limited"
    UNAVAILABLE = "unavailable"
    """It did not happen: a server that is away, or a broken network."""
    NOT_RENDERED = "not rendered"
    """Hearten itself failed before anything was sent."""
    BROKEN = "broken"
    """A bare server error: hardly anything happened, but where one can look, one looks."""
    UNANSWERED = "unanswered"
    """The answer never came, or said that something broke on the way: it may have happened."""
    SUSPENDED = "suspended"
    """Slack refuses the whole workspace, until a user repairs the token or the installation."""
    REFUSED = "refused"
    """Slack's last word: asking again would bring the same."""


class Reason(StrEnum):
    """Why a message was given up, as far as it matters to whoever wished for it."""

    ARCHIVED = "archived"
    NO_ACCESS = "no access"
    """The channel or person is not there, or not for us."""
    READ_ONLY = "read only"
    """The bot is not among those who may post there."""
    THROWN_OUT = "thrown out"
    """The bot was in the channel, and is not any more."""
    TOO_LATE = "too late"
    """Slack took nothing for `GIVE_UP_AFTER`."""
    UNANSWERED = "unanswered"
    """It was posted `MAX_POSTS` times without an answer, and may have arrived."""
    NOT_RENDERED = "not rendered"
    """Hearten could not make a message of it."""
    REFUSED = "refused"


_REASONS: Mapping[ErrorMeaning, Reason] = {
    ErrorMeaning.ARCHIVED: Reason.ARCHIVED,
    ErrorMeaning.NO_ACCESS: Reason.NO_ACCESS,
    ErrorMeaning.READ_ONLY: Reason.READ_ONLY,
}
THROWN_OUT = "thrown_out"
"""Our own error name for a digest in a channel that the bot was removed from."""


PICTURE_PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15, 30))
"""How long is waited before each further try with a picture that Slack has not processed yet."""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Try again at this instant (UTC)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class VerifyAt:
    """Look at this instant (UTC) whether it stands, before anything is posted again."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Do not try again."""

    reason: Reason


def decide(
    failure: Failure,
    error: str,
    *,
    attempt: int,
    first_tried: datetime,
    now: datetime,
    retry_after: timedelta | None = None,
    jitter: float = 0.5,
    failed_renders: int = 0,
) -> RetryAt | VerifyAt | GiveUp:
    """Return True if and when to try again after attempt number `attempt` (the first is 1).

    `error` is Slack's name for what happened; `retry_after` is Slack's own wish, which is always obeyed;
    `jitter` in [0, 1) spreads many retries over up to half of the pause. `failed_renders` is how often
    Hearten failed to render the message, this time included.
    """
    if failure is Failure.REFUSED:
        return GiveUp(_reason(error))
    if failure is Failure.SUSPENDED:
        return RetryAt(now + SUSPENSION)
    pause = min(timedelta(seconds=2 ** min(attempt - 1, 20)), MAX_PAUSE) * (1 + jitter / 2)
    if failure in (Failure.UNANSWERED, Failure.BROKEN):
        return VerifyAt(now + max(pause, MIN_DOUBT_PERIOD))
    if failure is Failure.NOT_RENDERED and failed_renders >= MAX_FAILED_RENDERS:
        return GiveUp(Reason.NOT_RENDERED)
    if now - first_tried >= GIVE_UP_AFTER:
        return GiveUp(Reason.TOO_LATE)
    return RetryAt(now + (pause if retry_after is None else retry_after))


def picture_pause(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries with a picture; None to do without it."""
    return PICTURE_PAUSES[tries - 1] if tries <= len(PICTURE_PAUSES) else None


def _reason(error: str) -> Reason:
    if error == THROWN_OUT:
        return Reason.THROWN_OUT
    return _REASONS.get(find_error_meaning(error), Reason.REFUSED)


def decide_unseen(
    *, can_tell: bool, unanswered: int, first_tried: datetime, now: datetime
) -> RetryAt | GiveUp:
    """Return what to do when a post without an answer was looked for and not seen.

    `can_tell` says whether it would have been seen if it stood; `unanswered` is how many posts of it had no
    answer.
    """
    if not can_tell and unanswered >= MAX_POSTS:
        return GiveUp(Reason.UNANSWERED)
    if (can_tell or not unanswered) and now - first_tried >= GIVE_UP_AFTER:
        return GiveUp(Reason.TOO_LATE)
    return RetryAt(now)
