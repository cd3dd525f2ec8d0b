"""Changes of messages that were posted, and what follows when Slack refuses one for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.error_names import ErrorMeaning, find_error_meaning

NO_TS = "no_ts"
"""Our own error name for a message that went through a `response_url`, so that its ts is not known."""
TOO_LATE = "too_late"
"""Our own error name for a change that Slack did not take for a day."""
UNKNOWN_KIND = "unknown_kind"
"""Our own error name for a message of a kind that this version of Hearten does not know."""
FIRST_RETRY = timedelta(days=1)
"""How long a held change waits for its first try, if no event frees it earlier."""
LAST_RETRY = timedelta(days=30)
"""The longest wait between two tries of a held change."""


class ChangeCause(StrEnum):
    """Why a message has to show less than it did."""

    UNDONE = "undone"
    TAKEN_DOWN = "taken down"
    OPTED_OUT = "opted out"
    EDITED = "edited"
    LEFT = "left"
    """A user no longer joins, shares or reacts."""
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """A user who asked for a change that takes something away.

    `locale` is set where the user will be unknown by the time of an answer: after an erasure.
    """

    user: str
    cause: ChangeCause
    locale: str = ""


class ChangeStep(StrEnum):
    """What follows a change that Slack refuses for good."""

    REPLACE = "replace"
    """Delete the message and post what remains of it."""
    HOLD = "hold"
    """Store the change, retry it when the channel opens, and inform its givers."""
    GIVE_UP = "give up"


def decide_refused_change(error: str, *, is_deletion: bool, must_succeed: bool) -> ChangeStep:
    """Decide what follows a refused update or deletion of a message that is still in Slack.

    One that `must_succeed` removes something.
    """
    if error in (NO_TS, TOO_LATE, UNKNOWN_KIND):
        return ChangeStep.HOLD
    if find_error_meaning(error) in (ErrorMeaning.ARCHIVED, ErrorMeaning.NO_ACCESS):
        return ChangeStep.HOLD
    if is_deletion:
        return ChangeStep.HOLD
    return ChangeStep.REPLACE if must_succeed else ChangeStep.GIVE_UP


def is_giver_informed(request: ChangeRequest, error: str) -> bool:
    """Return True if the user has to hear that a message stays: an undo says so at once where it knows."""
    return not (error == NO_TS and request.cause is ChangeCause.UNDONE)


def find_next_retry(held_since: datetime, now: datetime) -> datetime:
    """Return when a held change is tried again without an event: the wait doubles each time."""
    return now + min(max(FIRST_RETRY, now - held_since), LAST_RETRY)


class UnchangedReason(StrEnum):
    """Why a message stays as it is, as far as it matters to a user."""

    ARCHIVED = "archived"
    NO_ACCESS = "no access"
    POSTED_FOR_GIVER = "posted for giver"
    """It went through a `response_url`, into a channel that the bot is not in."""
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """Slack never answered whether it was posted, so that it may not be there at all."""


@dataclass(frozen=True, slots=True)
class UnchangedMessage:
    """A message that stays as it is. `ts` is empty if unknown; a direct message may be another user's."""

    channel: str
    ts: str
    is_direct: bool
    reason: UnchangedReason


def find_unchanged_reason(error: str) -> UnchangedReason:
    """Return why a message stays after this refusal."""
    if error == NO_TS:
        return UnchangedReason.POSTED_FOR_GIVER
    match find_error_meaning(error):
        case ErrorMeaning.ARCHIVED:
            return UnchangedReason.ARCHIVED
        case ErrorMeaning.NO_ACCESS:
            return UnchangedReason.NO_ACCESS
        case _:
            return UnchangedReason.REFUSED
