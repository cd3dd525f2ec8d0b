"""Cards from many: who can get one, until when colleagues sign it, and what it ends with."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.recognition import ExclusionReason, find_excluded
from bot.domain.user import ERASED, User
from bot.domain.visibility import (
    ChannelKind,
    ThanksPreference,
    Visibility,
    given_visibility,
    recipient_visibility,
)

MAX_AHEAD = timedelta(days=180)
"""How far ahead the hour of a card can be."""
MAX_OCCASION_LENGTH = 150
"""Characters of the occasion."""
MAX_CARD_RECIPIENTS = 10
"""Users that one card can be for."""
MAX_INVITED = 50
"""Users who can be invited by name at once."""
MAX_OPEN_CARDS = 10
"""Cards that one user can have open: a flood limit."""
ENDED_RETENTION = timedelta(days=30)
"""How long a card that was not given is stored after its end, so that its signers can save their words."""


class CardEnd(StrEnum):
    """How a card ended."""

    GIVEN = "given"
    CANCELLED = "cancelled"
    UNSIGNED = "unsigned"
    """Its hour came, and it had no signatures."""
    UNDELIVERABLE = "undeliverable"
    """No recipient is left who can get it: they left, were erased, or do not wish to be thanked."""


class ClosingTimeError(StrEnum):
    """Why a moment can't be the hour of a card."""

    PAST = "past"
    TOO_FAR = "too far"


class CardRefusal(StrEnum):
    """Why a card was not started, signed or changed."""

    NO_RECIPIENTS = "no recipients"
    TOO_MANY_RECIPIENTS = "too many recipients"
    TOO_MANY_CARDS = "too many cards"
    """The starter has `MAX_OPEN_CARDS` open already."""
    GONE = "gone"
    """It ended, or does not exist."""
    RECIPIENT = "recipient"
    """Who wants to sign it is one of its recipients."""
    STRANGER = "stranger"
    """Who wants to sign it belongs to another organisation."""


class Announcement(StrEnum):
    """Whether a card's invitation is posted in the channel where it was started, or why not."""

    POSTED = "posted"
    RECIPIENT_READS = "recipient reads"
    """A recipient is in the channel, or nobody knows that they are not: it would be no surprise."""
    CANNOT_POST = "cannot post"
    NO_CHANNEL = "no channel"
    """It was started in a direct or group message, or on the Home."""


class CardSettings(Struct, frozen=True):
    """What the starter chooses: the occasion in plain text, the hour (UTC), and who reads it besides.

    `zone` is the starter's time zone, in which channels read the hour. Only the recipients get it if it
    `is_private`; else it is posted in the channel.
    """

    occasion: str
    closes_at: datetime
    zone: str
    is_private: bool


class Card(Struct, frozen=True):
    """A card. `channel` is where it was started, "" if in none."""

    id: str
    workspace_id: WorkspaceId
    starter: UserId
    channel: ChannelId
    channel_kind: ChannelKind
    settings: CardSettings
    recipients: tuple[UserId, ...]
    end: CardEnd | None = None

    @property
    def is_open(self) -> bool:
        """Return True if it can be signed."""
        return self.end is None

    @property
    def is_in_channel(self) -> bool:
        """Return True if it is to be, or was, posted in its channel."""
        return bool(self.channel) and not self.settings.is_private


class Signature(Struct, frozen=True):
    """What one user wrote into a card that is not given yet (Slack markup), with keys of values."""

    user: UserId
    text: str
    values: tuple[str, ...] = ()


class CardDelivery(Struct, frozen=True):
    """How a card is given: its recipients, and how widely its words may be seen.

    With `end` it is not given.
    """

    recipients: tuple[UserId, ...] = ()
    visibility: Visibility = Visibility.PRIVATE
    end: CardEnd = CardEnd.GIVEN
    excluded: Mapping[UserId, ExclusionReason] = field(default_factory=dict)


def find_closing_time_error(closes_at: datetime, now: datetime) -> ClosingTimeError | None:
    """Return why a card can't close at this moment; None if it can."""
    if closes_at <= now:
        return ClosingTimeError.PAST
    return ClosingTimeError.TOO_FAR if closes_at > now + MAX_AHEAD else None


def find_card_exclusions(
    starter: UserId, named: Collection[User], thanks_preferences: Mapping[UserId, ThanksPreference]
) -> dict[UserId, ExclusionReason]:
    """Return the users who can't get a card, and why. A card may turn private, so all must be reachable."""
    excluded = find_excluded(starter, named)
    for user in named:
        if user.id in excluded:
            continue
        if thanks_preferences.get(user.id) is ThanksPreference.NEVER:
            excluded[user.id] = ExclusionReason.DECLINED
        elif user.is_foreign:
            excluded[user.id] = ExclusionReason.UNREACHABLE
    return excluded


def decide_delivery(
    card: Card,
    signed: Collection[Signature],
    users: Mapping[UserId, User],
    thanks_preferences: Mapping[UserId, ThanksPreference],
    mentioned: Collection[UserId],
) -> CardDelivery:
    """Decide how a card is given at its hour, as everybody wishes by then.

    The narrowest wish counts: if one recipient, or one user `mentioned` in the words, does not want to be
    thanked publicly, all of it is private. It is never seen more widely than its signers were told.
    """
    # A starter can't be a recipient, so only the others can be excluded.
    excluded = find_card_exclusions(ERASED, [users[one] for one in card.recipients], thanks_preferences)
    recipients = tuple(one for one in card.recipients if one not in excluded)
    if not recipients:
        return CardDelivery(end=CardEnd.UNDELIVERABLE, excluded=excluded)
    if not signed:
        return CardDelivery(end=CardEnd.UNSIGNED, excluded=excluded)
    given = given_visibility(card.channel_kind, is_private=not card.is_in_channel)
    wishes = [
        thanks_preferences.get(one, ThanksPreference.PUBLICLY) for one in (*recipients, *sorted(mentioned))
    ]
    visibility = min([given, *(recipient_visibility(given, wish) for wish in wishes)])
    return CardDelivery(recipients, visibility, excluded=excluded)


def check_signing(card: Card | None, user: User) -> Card | CardRefusal:
    """Return the card if a user may sign it, or why they may not."""
    if card is None:
        return CardRefusal.GONE
    # First, also after the end: a recipient learns nothing from a button.
    if user.id in card.recipients:
        return CardRefusal.RECIPIENT
    # Recipients may have been erased since.
    if not (card.is_open and card.recipients):
        return CardRefusal.GONE
    return card if user.is_active_colleague else CardRefusal.STRANGER


def decide_announcement(kind: ChannelKind, *, can_post: bool, recipient_reads: bool) -> Announcement:
    """Decide whether the invitation to sign is posted in the channel of a card."""
    if kind is ChannelKind.DIRECT:
        return Announcement.NO_CHANNEL
    if recipient_reads:
        return Announcement.RECIPIENT_READS
    return Announcement.POSTED if can_post else Announcement.CANNOT_POST
