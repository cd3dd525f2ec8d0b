"""Messages that must reach Slack: one class for each kind, with ids instead of content.

What a message says is looked up when it is sent. A field that holds something about a recognition has a
default: an erasure leaves only who or which channel the message is for.
"""

from datetime import datetime
from typing import Self

from msgspec.structs import replace

from bot.domain.card_messages import CARD_MESSAGES
from bot.domain.delivery import GiveUpReason
from bot.domain.digest import DigestEnd
from bot.domain.ids import NO_CHANNEL, NO_STEP, NO_USER, ChannelId, StepId, UserId
from bot.domain.message_changes import ChangeCause, MessageDeletion, MessageUpdate, UnchangedMessage
from bot.domain.outbox_message import ChannelPost, DigestImage, OutboxMessage, Post, Priority, UserPost
from bot.domain.workflow_step import StepFailure


class ShoutOut(ChannelPost, frozen=True):
    """A recognition, to its channel.

    Where the bot may not post (`can_post` says whether that is known), the `response_url` of the giver's
    command may. It lets anybody post in the channel, so it is not stored for longer.
    """

    kind = "shout-out"

    response_url: str = ""
    can_post: bool = True
    giver: UserId = NO_USER
    thread_ts: str = ""
    step: StepId = NO_STEP
    """The workflow's step that waits for it."""

    def as_posted(self) -> Self:
        """Return what is stored of it once it is posted."""
        return replace(
            self, response_url="", can_post=True, giver=NO_USER, step=NO_STEP, is_replacement=False
        )


class WeeklyDigest(ChannelPost, frozen=True):
    """A week's recognitions, to their channel. It is sent once its `image` is ready."""

    kind = "digest"
    priority = Priority.SCHEDULED

    digest: str | None = None
    image: DigestImage | None = None

    def as_posted(self) -> Self:
        """Return what is stored of it once it is posted."""
        return replace(self, image=None, is_replacement=False)


class DirectMessage(UserPost, frozen=True):
    """A recognition, to a recipient, after its shout-out (`target`), unless they are in `unless_in`."""

    kind = "direct"

    is_first: bool = False
    unless_in: ChannelId = NO_CHANNEL
    target: str | None = None


class ReplyNotice(UserPost, frozen=True):
    """To a giver: what the recipient `by` replies."""

    kind = "reply"

    by: UserId = NO_USER


class LeadsAccessNotice(UserPost, frozen=True):
    """To a giver: the recipient `by` let their leads read a private recognition."""

    kind = "leads may read"

    by: UserId = NO_USER


class DailySummary(UserPost, frozen=True):
    """A day's reactions and endorsements, in one direct message."""

    kind = "daily summary"
    priority = Priority.SCHEDULED


class ReactionExplanation(UserPost, frozen=True):
    """To a user whose first emoji became a recognition."""

    kind = "reaction explanation"


class UndeliveredNotice(UserPost, frozen=True):
    """To a giver, or to the user who set a digest up: a message could not be delivered.

    `channel` is where it was to be posted; "" for a direct message, which was to the `user`.
    """

    kind = "undelivered"

    reason: GiveUpReason = GiveUpReason.REFUSED
    channel: ChannelId = NO_CHANNEL
    user: UserId = NO_USER
    digest: str | None = None


class NotRenderedNotice(UserPost, frozen=True):
    """To the same users: Hearten failed to render a message.

    It quotes nothing: what cannot be rendered once could not be rendered here either.
    """

    kind = "not rendered"

    channel: ChannelId = NO_CHANNEL
    user: UserId = NO_USER
    digest: str | None = None


class ExportFailureNotice(UserPost, frozen=True):
    """To a user: why they did not get their data. `error` is Slack's name for it.

    If it `is_digest_text`, they asked for the words of a digest instead.
    """

    kind = "export failure"

    reason: GiveUpReason = GiveUpReason.REFUSED
    error: str = ""
    is_digest_text: bool = False


class CareNotice(UserPost, frozen=True):
    """To a user who is in the circle of a lead from now on."""

    kind = "care"
    priority = Priority.SCHEDULED

    circle: str = ""


class LeadNote(UserPost, frozen=True, kw_only=True):
    """A lead's week `until` an instant (UTC): what the users they care for thanked each other for."""

    kind = "lead note"
    priority = Priority.SCHEDULED

    until: datetime


class ReportNotice(UserPost, frozen=True):
    """To an admin: a user reported a shout-out in a channel."""

    kind = "report"
    priority = Priority.REQUESTED

    channel: ChannelId = NO_CHANNEL


class ReviewNotice(UserPost, frozen=True):
    """To a user who reported a shout-out in a channel: an admin looked at it."""

    kind = "review"

    channel: ChannelId = NO_CHANNEL
    is_withdrawn: bool = False


class WithdrawalNotice(UserPost, frozen=True):
    """To a giver: the admin `by` withdrew a recognition, which had this text, for a reason."""

    kind = "withdrawal"

    channel: ChannelId = NO_CHANNEL
    text: str = ""
    reason: str = ""
    by: UserId = NO_USER


class DigestOffer(UserPost, frozen=True, kw_only=True):
    """To the user who invited the bot to a channel: it could have a digest."""

    kind = "digest offer"

    channel: ChannelId


class DigestEndNotice(UserPost, frozen=True, kw_only=True):
    """To the user who set up a channel's digest: why it ended."""

    kind = "digest end"

    channel: ChannelId
    why: DigestEnd


class PromptMessage(UserPost, frozen=True):
    """One question, to a user who asked for one each week, for the `day` (ISO date) that it is due on.

    `recognition` is what they were thanked for a year ago.
    """

    kind = "prompt"
    priority = Priority.SCHEDULED

    day: str = ""


class Tour(UserPost, frozen=True):
    """Three steps to begin with, to the user who installed Hearten or the first admin who meets it."""

    kind = "tour"


class FilesPost(UserPost, frozen=True):
    """Files for one user, in a message of the direct conversation with the bot."""

    priority = Priority.REQUESTED


class DataExport(FilesPost, frozen=True):
    """All that is stored about a user, as files to themselves."""

    kind = "export"


class Keepsake(FilesPost, frozen=True):
    """What a user received from `since` (UTC) until before `until`, as a page and a PDF to themselves.

    If it `is_yearly`, it is sent on the day of the year that they chose.
    """

    kind = "keepsake"

    since: datetime | None = None
    until: datetime | None = None
    is_yearly: bool = False


class KeepsakeFailureNotice(UserPost, frozen=True):
    """To a user: why they did not get their keepsake. `error` is Slack's name for it."""

    kind = "keepsake failure"

    reason: GiveUpReason = GiveUpReason.REFUSED
    error: str = ""


class DigestText(FilesPost, frozen=True):
    """The words of a digest as files, to a user who asked for them."""

    kind = "digest text"

    digest: str | None = None


class UnchangedNotice(UserPost, frozen=True, kw_only=True):
    """To a user who had something removed: messages that Slack does not let the bot change.

    `locale` is the user's if they are unknown by now, after an erasure.
    """

    kind = "unchanged"
    priority = Priority.SCHEDULED

    cause: ChangeCause
    locale: str = ""
    messages: tuple[UnchangedMessage, ...] = ()

    def with_message(self, message: UnchangedMessage) -> Self:
        """Return the notice with one more message, each once."""
        return self if message in self.messages else replace(self, messages=(*self.messages, message))


class HomePublication(OutboxMessage, frozen=True):
    """A user's Home is published as it is now or, if it `is_cleared`, shows nothing of them.

    With `held_since` (UTC), Slack refused it, so that it may still show what was removed.
    """

    kind = "home"

    destination: UserId

    is_cleared: bool = False
    held_since: datetime | None = None


class FirstWeek(UserPost, frozen=True):
    """To the user who got the tour, some days later: values, and digests for these channels.

    Their digests would come at this hour (`at` is local, HH:MM). The bot may be in no channel at all.
    """

    kind = "first week"
    priority = Priority.SCHEDULED

    channels: tuple[ChannelId, ...] = ()
    weekday: int = 0
    at: str = ""
    zone: str = ""
    is_in_channels: bool = True


class QuietQuestion(UserPost, frozen=True):
    """To the user who set up a digest, after two quiet weeks, once: does its hour suit?"""

    kind = "quiet question"
    priority = Priority.SCHEDULED

    channel: ChannelId = NO_CHANNEL


class StepQuestion(UserPost, frozen=True):
    """To the user in whose name a workflow would thank someone: may this be sent?

    `key` is the deduplication key of the pending recognition.
    """

    kind = "step question"

    key: str = ""


class StepHint(ChannelPost, frozen=True):
    """To a workflow's message that mentions the bot, in its thread: there is a step for thanks."""

    kind = "step hint"
    priority = Priority.REQUESTED

    thread_ts: str = ""


class StepCompletion(OutboxMessage, frozen=True):
    """A workflow's step ends with what became of its thanks, or with a `failure`.

    With `is_last`, thanks that no one answered for are forgotten. `locale` is the giver's.
    """

    kind = "step completion"

    destination: StepId

    failure: StepFailure | None = None
    is_last: bool = False
    locale: str = ""


OUTBOX_MESSAGES: tuple[type[OutboxMessage], ...] = (
    *(ShoutOut, WeeklyDigest),
    *(DirectMessage, ReplyNotice, LeadsAccessNotice, DailySummary, ReactionExplanation),
    *(UndeliveredNotice, NotRenderedNotice, ExportFailureNotice, DataExport, DigestText, UnchangedNotice),
    *(Keepsake, KeepsakeFailureNotice),
    *(CareNotice, LeadNote, ReportNotice, ReviewNotice, WithdrawalNotice),
    *(DigestOffer, DigestEndNotice, PromptMessage, Tour),
    *(StepQuestion, StepHint, StepCompletion, FirstWeek, QuietQuestion),
    *CARD_MESSAGES,
    *(MessageUpdate, MessageDeletion, HomePublication),
)
"""What this version of Hearten can send."""
POSTS = tuple(kind for kind in OUTBOX_MESSAGES if issubclass(kind, Post))
