"""What messages about cards say now, from what is stored."""

from msgspec import Struct

from bot.domain.card import Card, Signature
from bot.domain.card_messages import (
    CardInvitation,
    CardNews,
    CardNotice,
    CardRequest,
    ChannelCard,
    PrivateCard,
)
from bot.domain.ids import NO_USER, UserId
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import ChannelScope, ReceivedScope, Scope
from bot.domain.workspace import Workspace
from bot.storage import card_signatures, cards, recognition_views
from bot.storage.engine import Transaction

CardMessage = CardInvitation | CardRequest | CardNotice | ChannelCard | PrivateCard


class CardContent(Struct, frozen=True):
    """A card with its words, first signed first. `reader` is the recipient who gets it privately, if any."""

    card: Card
    recognitions: tuple[RecognitionView, ...]
    reader: UserId = NO_USER


class CardInvitationContent(Struct, frozen=True):
    """An invitation to sign a card; it says so if the card has ended."""

    card: Card
    is_for_channel: bool


class CardNoticeContent(Struct, frozen=True):
    """What a starter or signer is notified of, with the reader's own words that nobody else read."""

    card: Card
    news: CardNews
    own: Signature | None


CardContents = CardContent | CardInvitationContent | CardNoticeContent


def compose_card_message(tx: Transaction, workspace: Workspace, message: CardMessage) -> CardContents | None:
    """Return what a message about a card says now, None if nothing is left to say."""
    card = cards.find(tx, workspace.id, message.card)
    if card is None:
        return None
    match message:
        case CardInvitation():
            is_wanted = cards.has_message(tx, card.id, CardInvitation.kind)
            return CardInvitationContent(card, is_for_channel=True) if is_wanted else None
        case CardRequest():
            return CardInvitationContent(card, is_for_channel=False)
        case CardNotice(reader, news=news):
            own = card_signatures.find(tx, workspace.id, card.id, reader)
            return CardNoticeContent(card, news, None if card.is_open else own)
        case ChannelCard(channel):
            return compose_card(tx, workspace, card, ChannelScope(channel))
        case PrivateCard(reader):
            return compose_card(tx, workspace, card, ReceivedScope(reader))


def compose_card(tx: Transaction, workspace: Workspace, card: Card, scope: Scope) -> CardContent | None:
    """Return a card that was given, as the scope may see it, None if nothing is left of it."""
    ids = card_signatures.list_recognitions(tx, card.id)
    views = tuple(recognition_views.list_views(tx, workspace, scope, ids))
    reader = scope.user if isinstance(scope, ReceivedScope) else NO_USER
    return CardContent(card, views, reader) if views else None
