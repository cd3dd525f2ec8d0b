"""What messages say, as data: ids, words and choices, rendered by whoever sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.domain.circle import Circle
from bot.domain.delivery import Reason
from bot.domain.digest import Digest, DigestChapter, DigestEnd, flatten_chapters
from bot.domain.digest_choice import choose_shown
from bot.domain.message_changes import ChangeCause, UnchangedMessage
from bot.domain.prompt import WeeklyPrompt
from bot.domain.recognition import RecognitionView, Reply
from bot.domain.visibility import LeadsAccess, ThanksPreference
from bot.usecases.lead_notes import Note
from bot.usecases.reports import Reported, ReportedGone


@dataclass(frozen=True, slots=True)
class ShoutOut:
    """A recognition, to its channel."""

    recognition: RecognitionView


@dataclass(frozen=True, slots=True)
class Direct:
    """A recognition, to one who is thanked; the first one ever explains the preferences.

    `leads` says what the reader's leads can read of it.
    """

    recognition: RecognitionView
    is_first: bool
    preference: ThanksPreference
    reader: str = ""
    leads: LeadsAccess = LeadsAccess.NONE


@dataclass(frozen=True, slots=True)
class Answered:
    """What a recipient says back about a recognition, to one of its givers."""

    recognition: RecognitionView
    reply: Reply


@dataclass(frozen=True, slots=True)
class LeadsMayRead:
    """That a recipient (user id) let their leads read a private recognition, to one of its givers."""

    recognition: RecognitionView
    by: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """A day's thanks, reactions and voices, to the one thanked.

    `new` are the thanks in words that the reader has not read before; of the others, who joined is news.
    `answers` are replies to what the reader gave, and `preference` is how they wish to be thanked.
    `message` is the id by which the whole of it is found again.
    """

    reader: str
    recognitions: tuple[RecognitionView, ...]
    new: frozenset[str] = frozenset()
    answers: tuple[Answered, ...] = ()
    preference: ThanksPreference = ThanksPreference.PUBLICLY
    message: str = ""

    def after(self, recognition: str, by: str) -> "Gathered":
        """Return what follows the answer of `by` about a story or, if `by` is empty, the story itself."""
        if not by:
            return replace(
                self, answers=(), recognitions=tuple(one for one in self.recognitions if one.id > recognition)
            )
        shown = [(answer.recognition.id, answer.reply.by) for answer in self.answers]
        if (recognition, by) in shown:
            return replace(self, answers=self.answers[shown.index((recognition, by)) + 1 :])
        return replace(self, answers=tuple(one for one in self.answers if one.recognition.id >= recognition))


@dataclass(frozen=True, slots=True)
class WeeklyDigest:
    """A week's recognitions, to their channel: none in a quiet week.

    `first_givers` had never thanked anybody before. `display_order` holds the places of some recognitions in
    the order in which they are shown where there is room for few. All readers of the digest can open the
    messages in its own channel and in the `open_channels`.
    """

    digest: Digest
    chapters: tuple[DigestChapter, ...]
    first_givers: frozenset[str] = frozenset()
    display_order: Mapping[str, int] = field(default_factory=dict)
    open_channels: frozenset[str] = frozenset()

    @property
    def stories(self) -> tuple[RecognitionView, ...]:
        """All of them, as they were given."""
        return flatten_chapters(self.chapters)

    @property
    def shown(self) -> tuple[RecognitionView, ...]:
        """Those that the channel's message shows, as they were given."""
        by_id = {recognition.id: recognition for recognition in self.stories}
        return tuple(by_id[one] for one in choose_shown(list(by_id), self.display_order))

    def link(self, recognition: RecognitionView) -> str:
        """Return the address of a recognition's message, "" unless every reader can open it."""
        is_open = recognition.channel == self.digest.channel or recognition.channel in self.open_channels
        return recognition.permalink if is_open else ""


@dataclass(frozen=True, slots=True)
class DigestOffered:
    """That a channel could have a digest, to whoever invited the bot there."""

    channel: str


@dataclass(frozen=True, slots=True)
class DigestEnded:
    """That a channel's digest ended, to whoever set it up."""

    channel: str
    why: DigestEnd


@dataclass(frozen=True, slots=True)
class ReactionsExplained:
    """What happened with somebody's first emoji, to them."""

    recognition: RecognitionView


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What could not be delivered and why, to whoever wished for it: a thanks, or a digest without a story.

    `channel` is where it was to be posted; "" for a direct message, which was to the `user`.
    """

    recognition: RecognitionView | None
    reason: Reason
    channel: str
    user: str


@dataclass(frozen=True, slots=True)
class NotRendered:
    """A thanks or a digest that Hearten failed to render, to its giver or to the user who set the digest up.

    It quotes nothing: what cannot be rendered once could not be rendered here either. `channel` is where it
    was to be posted; "" for a direct message, which was to the `user`.
    """

    channel: str
    user: str
    is_digest: bool


@dataclass(frozen=True, slots=True)
class InCare:
    """Who cares for a person from now on: the leads of this circle."""

    circle: Circle
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotExported:
    """Why a person did not get their data. `error` is Slack's name for what it had against it."""

    reason: Reason
    error: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """That an admin withdrew a thanks, to its giver: where it stood, its words and the admin's reason."""

    channel: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportLookedAt:
    """That an admin looked at a report, to the user who sent it: where it stood and what was decided."""

    channel: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question, to somebody who wished for it, and what they were thanked for a year ago."""

    reader: str
    question: WeeklyPrompt
    memory: RecognitionView | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Messages that Slack does not let the bot change, to the user who had something taken away.

    `locale` is theirs where they are unknown by now, after an erasure.
    """

    messages: tuple[tuple[UnchangedMessage, str], ...]
    """Each with its permalink; "" where it has none, or stands in another user's direct messages."""
    cause: ChangeCause
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Tour:
    """Three steps to begin with, to whoever brought Hearten."""


Content = (
    ShoutOut
    | Direct
    | Answered
    | LeadsMayRead
    | Gathered
    | WeeklyDigest
    | DigestOffered
    | DigestEnded
    | ReactionsExplained
    | Undelivered
    | NotRendered
    | InCare
    | Note
    | NotExported
    | Reported
    | ReportedGone
    | ReportLookedAt
    | Withdrawn
    | Prompt
    | Tour
    | Unchanged
)
