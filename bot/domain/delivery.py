"""Deliveries: what becomes of a message that did not reach Slack."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

GIVE_UP_AFTER = timedelta(days=1)
"""How long a message is tried before it is given up."""
LONGEST_PAUSE = timedelta(minutes=10)


class Kind(StrEnum):
    """What is to be sent."""

    SHOUT_OUT = "shout-out"
    DIRECT = "direct"
    """A direct message about one recognition."""
    GATHERED = "gathered"
    """A day's reactions and voices, told in one direct message."""
    DIGEST = "digest"
    REACTIONS_EXPLAINED = "reactions explained"
    UPDATE = "update"
    """A posted message is rendered anew."""
    DELETION = "deletion"


POSTS = (Kind.SHOUT_OUT, Kind.DIRECT, Kind.GATHERED, Kind.DIGEST, Kind.REACTIONS_EXPLAINED)
"""The kinds that make a message; the others change one."""


class Failure(StrEnum):
    """What kept a message from being sent."""

    RATE_LIMITED = "rate limited"
    UNAVAILABLE = "unavailable"
    """A server error, a time-out or a broken network."""
    REFUSED = "refused"
    """Slack's last word: asking again would bring the same."""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Try again at this instant (UTC)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Do not try again."""


def decide(
    failure: Failure,
    *,
    attempt: int,
    first_tried: datetime,
    now: datetime,
    retry_after: timedelta | None = None,
    jitter: float = 0.5,
) -> RetryAt | GiveUp:
    """Whether and when to try again after attempt number `attempt` (the first is 1).

    `retry_after` is Slack's own wish, which is always obeyed; `jitter` in [0, 1) spreads many retries
    over up to half of the pause.
    """
    if failure is Failure.REFUSED or now - first_tried >= GIVE_UP_AFTER:
        return GiveUp()
    if retry_after is not None:
        return RetryAt(now + retry_after)
    pause = min(timedelta(seconds=2 ** min(attempt - 1, 20)), LONGEST_PAUSE)
    return RetryAt(now + pause * (1 + jitter / 2))
