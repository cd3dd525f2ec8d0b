"""Deliveries: what becomes of a message that did not reach Slack."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from bot.domain.error_names import ErrorMeaning, find_error_meaning

MAX_DELIVERY_AGE = timedelta(days=1)
"""How long Hearten tries to send a message."""
MAX_PAUSE = timedelta(seconds=30)
"""The longest time between two attempts: when Slack is back, people should not wait for Hearten."""
MIN_SEARCH_DELAY = timedelta(seconds=5)
"""How long to wait before looking for a post without an answer: it may still be on its way."""
SUSPENSION_PERIOD = timedelta(minutes=10)
"""How long Hearten sends nothing to a workspace that refuses every call."""
MAX_FAILED_RENDERS = 5
"""How often Hearten tries to render a message."""
MAX_UNANSWERED_POSTS = 2
"""How often a message is posted if Hearten cannot find out whether an earlier post arrived."""
MAX_IMMEDIATE = 20
"""Messages that one act may cause at once; if it causes more, they get low priority."""


class Failure(StrEnum):
    """Why a message was not sent, or why Hearten does not know whether it was."""

    RATE_LIMITED = "rate limited"
    UNAVAILABLE = "unavailable"
    """The call had no effect: the server or the network is down."""
    NOT_RENDERED = "not rendered"
    """Hearten itself failed before anything was sent."""
    BROKEN = "broken"
    """A bare server error: the call probably had no effect, but Hearten looks for the message."""
    UNANSWERED = "unanswered"
    """There was no answer, or one that says that a server between broke: the call may have had an effect."""
    SUSPENDED = "suspended"
    """Slack refuses every call for the workspace until someone repairs the token or the installation."""
    REFUSED = "refused"
    """Slack would refuse the same call again."""


class GiveUpReason(StrEnum):
    """The reason for giving a message up, which its sender reads."""

    ARCHIVED = "archived"
    NO_ACCESS = "no access"
    """The channel or user does not exist, or the bot has no access."""
    READ_ONLY = "read only"
    """Only some members may post in the channel, without the bot."""
    BOT_REMOVED = "bot removed"
    """The bot was removed from the channel."""
    TOO_LATE = "too late"
    """Slack could not be reached for `MAX_DELIVERY_AGE`."""
    UNANSWERED = "unanswered"
    """It was posted `MAX_UNANSWERED_POSTS` times without an answer. It may be there."""
    NOT_RENDERED = "not rendered"
    """Hearten failed to render it."""
    REFUSED = "refused"


_REASONS: Mapping[ErrorMeaning, GiveUpReason] = {
    ErrorMeaning.ARCHIVED: GiveUpReason.ARCHIVED,
    ErrorMeaning.NO_ACCESS: GiveUpReason.NO_ACCESS,
    ErrorMeaning.READ_ONLY: GiveUpReason.READ_ONLY,
}
RECIPIENT_LEFT = "recipient_left"
"""Hearten's own error name for a card in a channel that one of its recipients has left."""
BOT_REMOVED = "bot_removed"
"""Hearten's own error name for a digest in a channel that the bot was removed from."""
IMAGE_RETRY_DELAYS = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15, 30))
"""Delays before further attempts with an image that Slack has not processed yet."""


class RetryAt(Struct, frozen=True):
    """Try again at this instant (UTC)."""

    at: datetime


class VerifyAt(Struct, frozen=True):
    """Look for the message at this instant (UTC) before posting it again."""

    at: datetime


class GiveUp(Struct, frozen=True):
    """Do not try again."""

    reason: GiveUpReason


def decide_retry(
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
    """Return what follows attempt number `attempt` (the first is 1), which failed.

    `error` is Slack's name for what happened. `retry_after` is the delay that Slack asks for, which is always
    kept. `jitter` in [0, 1) spreads retries over up to half of the delay. `failed_renders` is how often
    Hearten failed to render the message, this time included.
    """
    if failure is Failure.REFUSED:
        return GiveUp(_reason(error))
    if failure is Failure.SUSPENDED:
        return RetryAt(now + SUSPENSION_PERIOD)
    pause = min(timedelta(seconds=2 ** min(attempt - 1, 20)), MAX_PAUSE) * (1 + jitter / 2)
    if failure in (Failure.UNANSWERED, Failure.BROKEN):
        return VerifyAt(now + max(pause, MIN_SEARCH_DELAY))
    if failure is Failure.NOT_RENDERED and failed_renders >= MAX_FAILED_RENDERS:
        return GiveUp(GiveUpReason.NOT_RENDERED)
    if now - first_tried >= MAX_DELIVERY_AGE:
        return GiveUp(GiveUpReason.TOO_LATE)
    return RetryAt(now + (pause if retry_after is None else retry_after))


def find_image_retry_delay(attempts: int) -> timedelta | None:
    """Return the delay after so many attempts with an image; None to send the message without it."""
    return IMAGE_RETRY_DELAYS[attempts - 1] if attempts <= len(IMAGE_RETRY_DELAYS) else None


def _reason(error: str) -> GiveUpReason:
    if error == BOT_REMOVED:
        return GiveUpReason.BOT_REMOVED
    return _REASONS.get(find_error_meaning(error), GiveUpReason.REFUSED)


def decide_after_search(
    *, is_certain: bool, unanswered: int, first_tried: datetime, now: datetime
) -> RetryAt | GiveUp:
    """Return what to do with a post that had no answer and was not found.

    `is_certain` is True if it would have been found; `unanswered` is how many posts of it had no answer.
    """
    if not is_certain and unanswered >= MAX_UNANSWERED_POSTS:
        return GiveUp(GiveUpReason.UNANSWERED)
    if (is_certain or not unanswered) and now - first_tried >= MAX_DELIVERY_AGE:
        return GiveUp(GiveUpReason.TOO_LATE)
    return RetryAt(now)
