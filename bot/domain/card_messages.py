"""Messages about cards, with the card's id instead of content: see `outbox_messages`."""

from enum import StrEnum
from typing import Self

from msgspec.structs import replace

from bot.domain.outbox_message import ChannelPost, DigestImage, Priority, UserPost


class CardNews(StrEnum):
    """What a user is notified of about a card."""

    CANCELLED = "cancelled"
    UNSIGNED = "unsigned"
    UNDELIVERABLE = "undeliverable"
    NOT_POSTED = "not posted"
    """The invitation could not be posted in the channel."""
    RECIPIENT_JOINED = "recipient joined"
    """A recipient joined the channel, so the invitation there was deleted."""
    MADE_PRIVATE = "made private"
    """It could not be posted in the channel, so its recipients got it privately."""
    NOT_DELIVERED = "not delivered"
    """A recipient could not be written to."""


class CardInvitation(ChannelPost, frozen=True, kw_only=True):
    """To a channel: a card can be signed."""

    kind = "card invitation"
    priority = Priority.REQUESTED

    card: str


class CardRequest(UserPost, frozen=True, kw_only=True):
    """To a user who is invited by name: a card can be signed."""

    kind = "card request"
    priority = Priority.REQUESTED

    card: str


class CardNotice(UserPost, frozen=True, kw_only=True):
    """To a starter or a signer: a card is not given as they expect."""

    kind = "card notice"
    priority = Priority.REQUESTED

    card: str
    news: CardNews


class ChannelCard(ChannelPost, frozen=True, kw_only=True):
    """A card with all its words, to its channel. It is sent once its `image` is ready."""

    kind = "channel card"
    priority = Priority.SCHEDULED

    card: str
    image: DigestImage | None = None

    def as_posted(self) -> Self:
        """Return what is stored of it once it is posted."""
        return replace(self, image=None, is_replacement=False)


class PrivateCard(UserPost, frozen=True, kw_only=True):
    """A card with all its words, to one of its recipients. It is sent once its `image` is ready."""

    kind = "private card"
    priority = Priority.SCHEDULED

    card: str
    image: DigestImage | None = None

    def as_posted(self) -> Self:
        """Return what is stored of it once it is posted."""
        return replace(self, image=None, is_replacement=False)


CARD_MESSAGES = (CardInvitation, CardRequest, CardNotice, ChannelCard, PrivateCard)
"""All kinds of messages about cards."""
