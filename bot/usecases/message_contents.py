"""The content of messages, as data that the sender renders."""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from bot.domain.circle import Circle
from bot.domain.delivery import GiveUpReason
from bot.domain.digest import Digest, DigestChapter, flatten_chapters
from bot.domain.digest_choice import choose_shown
from bot.domain.ids import NO_USER, ChannelId, RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, UnchangedMessage
from bot.domain.outbox_messages import (
    DigestEndNotice,
    DigestOffer,
    ExportFailureNotice,
    KeepsakeFailureNotice,
    NotRenderedNotice,
    QuietQuestion,
    ReviewNotice,
    StepHint,
    Tour,
    WithdrawalNotice,
)
from bot.domain.pending_recognition import PendingRecognition
from bot.domain.prompt import WeeklyPrompt
from bot.domain.recognition import HiddenNames, RecognitionView, Reply
from bot.domain.visibility import LeadsAccess, ThanksPreference
from bot.usecases.card_contents import CardContents
from bot.usecases.first_weeks import FirstWeekContent
from bot.usecases.lead_notes import LeadNoteContent
from bot.usecases.reports import ReportContent, ReportGoneContent


class ShoutOutContent(Struct, frozen=True):
    """A recognition, to its channel."""

    recognition: RecognitionView


class DirectMessageContent(Struct, frozen=True):
    """A recognition, to a recipient. Their first one explains their preferences.

    `leads` says what the reader's leads can read of it.
    """

    recognition: RecognitionView
    is_first: bool
    preference: ThanksPreference
    reader: UserId = NO_USER
    leads: LeadsAccess = LeadsAccess.NONE


class ReplyContent(Struct, frozen=True):
    """A recipient's reply to a recognition, to one of its givers."""

    recognition: RecognitionView
    reply: Reply


class LeadsAccessContent(Struct, frozen=True):
    """The recipient `by` let their leads read a private recognition; to one of its givers."""

    recognition: RecognitionView
    by: UserId


class DailySummaryContent(Struct, frozen=True):
    """A day's recognitions, reactions and endorsements, to the user who received them.

    `new` are the ids of the recognitions that the reader has not read before; of the others, the endorsers
    are new. `answers` are replies to what the reader gave, and `preference` is how they want to be
    thanked. `message` is the id of this message, by which its further pages are read.
    """

    reader: UserId
    recognitions: tuple[RecognitionView, ...]
    new: frozenset[str] = frozenset()
    answers: tuple[ReplyContent, ...] = ()
    preference: ThanksPreference = ThanksPreference.PUBLICLY
    message: str = ""

    def after(self, recognition: RecognitionId, by: UserId) -> "DailySummaryContent":
        """Return what follows the reply of `by` to a recognition or, if `by` is empty, the recognition."""
        if not by:
            return replace(
                self, answers=(), recognitions=tuple(one for one in self.recognitions if one.id > recognition)
            )
        shown = [(answer.recognition.id, answer.reply.by) for answer in self.answers]
        if (recognition, by) in shown:
            return replace(self, answers=self.answers[shown.index((recognition, by)) + 1 :])
        return replace(self, answers=tuple(one for one in self.answers if one.recognition.id >= recognition))


class WeeklyDigestContent(Struct, frozen=True):
    """A week's recognitions, to their channel: none in a quiet week.

    `first_givers` had never thanked anybody before. `display_order` holds the places of some recognitions in
    the order in which they are shown where there is room for few. All readers of the digest can open the
    messages in its own channel and in the `open_channels`.
    """

    digest: Digest
    chapters: tuple[DigestChapter, ...]
    first_givers: frozenset[UserId] = frozenset()
    display_order: Mapping[str, int] = field(default_factory=dict)
    open_channels: frozenset[ChannelId] = frozenset()
    is_first: bool = False
    """It is the channel's first one, which explains itself."""

    @property
    def recognitions(self) -> tuple[RecognitionView, ...]:
        """All recognitions, in the order in which they were given."""
        return flatten_chapters(self.chapters)

    @property
    def shown(self) -> tuple[RecognitionView, ...]:
        """The recognitions that the channel's message shows, in that order."""
        by_id = {recognition.id: recognition for recognition in self.recognitions}
        return tuple(by_id[one] for one in choose_shown(list(by_id), self.display_order))

    def link(self, recognition: RecognitionView) -> str:
        """Return the address of a recognition's message, "" unless every reader can open it."""
        is_open = recognition.channel == self.digest.channel or recognition.channel in self.open_channels
        return recognition.permalink if is_open else ""


class ReactionExplanationContent(Struct, frozen=True):
    """The explanation of a user's first emoji, to that user."""

    recognition: RecognitionView


class UndeliveredContent(Struct, frozen=True):
    """What could not be delivered and why, to the user who asked for it: a recognition, or a digest.

    `channel` is where it was to be posted; "" for a direct message, which was to the `user`.
    """

    recognition: RecognitionView | None
    reason: GiveUpReason
    channel: ChannelId
    user: UserId


class CareContent(Struct, frozen=True):
    """The leads who look after a user from now on: those of this circle."""

    circle: Circle
    leads: tuple[UserId, ...]


class PromptContent(Struct, frozen=True):
    """A question to a subscribed user, and a recognition that they received a year ago."""

    reader: UserId
    question: WeeklyPrompt
    memory: RecognitionView | None = None


class UnchangedContent(Struct, frozen=True):
    """Messages that Slack does not let the bot change, to the user who had something removed.

    `locale` is theirs if they are unknown by now, after an erasure.
    """

    messages: tuple[tuple[UnchangedMessage, str], ...]
    """Each with its permalink; "" if it has none, or is in another user's direct messages."""
    cause: ChangeCause
    locale: str = ""


class StepQuestionContent(Struct, frozen=True):
    """What a workflow wrote in the reader's name, who is asked; `hidden` may not be named in the channel."""

    pending: PendingRecognition
    hidden: HiddenNames


Content = (
    ShoutOutContent
    | DirectMessageContent
    | ReplyContent
    | LeadsAccessContent
    | DailySummaryContent
    | WeeklyDigestContent
    | ReactionExplanationContent
    | UndeliveredContent
    | CareContent
    | LeadNoteContent
    | ReportContent
    | ReportGoneContent
    | PromptContent
    | UnchangedContent
    | CardContents
    | NotRenderedNotice
    | ExportFailureNotice
    | KeepsakeFailureNotice
    | ReviewNotice
    | WithdrawalNotice
    | DigestOffer
    | DigestEndNotice
    | FirstWeekContent
    | QuietQuestion
    | StepHint
    | StepQuestionContent
    | Tour
)
"""The content of a message. The notices at the end are their own content."""
