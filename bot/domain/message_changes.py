"""Changes of messages that were posted, and what follows when Slack refuses one for good."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.domain.ids import ChannelId, UserId
from bot.domain.outbox_message import DigestImage, OutboxMessage

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


class ChangeRequest(Struct, frozen=True):
    """A user who asked for a change that takes something away.

    `locale` is set where the user will be unknown by the time of an answer: after an erasure.
    """

    user: UserId
    cause: ChangeCause
    locale: str = ""


class MessageChange(OutboxMessage, frozen=True):
    """A change of a posted message, which may be made twice. `target` is the message, or will be.

    `requests` say who asked for it if it removes something. One that `removes` something is not given up:
    what it removes would stay in Slack. `held_since` is since when (UTC) Slack refuses it.
    """

    destination: ChannelId | UserId
    target: str
    requests: tuple[ChangeRequest, ...] = ()
    removes: bool = False
    held_since: datetime | None = None

    @property
    def must_succeed(self) -> bool:
        """Return True if the change must not be given up."""
        return self.removes or bool(self.requests)

    def with_request(self, request: ChangeRequest | None) -> Self:
        """Return the change with one more request, each once."""
        if request is None or request in self.requests:
            return self
        return replace(self, requests=(*self.requests, request))


class MessageUpdate(MessageChange, frozen=True):
    """A posted message is rendered again. That of a digest is sent once its `image` is ready."""

    kind = "update"

    image: DigestImage | None = None


class MessageDeletion(MessageChange, frozen=True):
    """A posted message is deleted; one that `replaces` it is posted again, with what remains of it."""

    kind = "deletion"

    replaces: bool = False

    @property
    def must_succeed(self) -> bool:
        """Return True: the message would stay in Slack."""
        return True


class ChangeStep(StrEnum):
    """What follows a change that Slack refuses for good."""

    REPLACE = "replace"
    """Delete the message and post what remains of it."""
    HOLD = "hold"
    """Store the change, retry it when the channel opens, and inform its givers."""
    GIVE_UP = "give up"


def decide_refused_change(change: MessageChange, error: str) -> ChangeStep:
    """Decide what follows a refused update or deletion of a message that is still in Slack."""
    if error in (NO_TS, TOO_LATE, UNKNOWN_KIND):
        return ChangeStep.HOLD
    if find_error_meaning(error) in (ErrorMeaning.ARCHIVED, ErrorMeaning.NO_ACCESS):
        return ChangeStep.HOLD
    if isinstance(change, MessageDeletion):
        return ChangeStep.HOLD
    return ChangeStep.REPLACE if change.must_succeed else ChangeStep.GIVE_UP


def is_giver_informed(request: ChangeRequest, error: str) -> bool:
    """Return True if the user must be notified that a message stays; an undo says so at once if it knows."""
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


class UnchangedMessage(Struct, frozen=True):
    """A message that stays as it is. `ts` is empty if unknown; a direct message may be another user's."""

    channel: ChannelId | UserId
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
