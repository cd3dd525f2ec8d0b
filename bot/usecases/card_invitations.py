"""Invitations to sign cards that a recipient could read: they are deleted, to keep the surprise."""

from bot.domain.card_messages import CardInvitation, CardNews
from bot.domain.ids import ChannelId, UserId
from bot.domain.workspace import Workspace
from bot.storage import cards
from bot.storage.engine import Transaction
from bot.usecases.card_notices import notify
from bot.usecases.message_updates import update_these


def is_announced(tx: Transaction, workspace: Workspace, channel: ChannelId, recipient: UserId) -> bool:
    """Return True if a channel is invited to sign a card for this user."""
    return bool(cards.list_announced(tx, workspace.id, channel, recipient))


def withdraw(tx: Transaction, workspace: Workspace, channel: ChannelId, recipient: UserId) -> None:
    """Delete the invitations in a channel that a recipient has joined, and notify the starters.

    What was signed stays, and people can be invited by name.
    """
    for announced in cards.list_announced(tx, workspace.id, channel, recipient):
        card = cards.lock(tx, workspace.id, announced.id)
        if card is None or not card.is_open:
            continue
        invitations = cards.list_messages(tx, [card.id], CardInvitation.kind)
        cards.remove_messages(tx, card.id, CardInvitation.kind)
        # Without its row it has nothing to say, so the update deletes it.
        update_these(tx, workspace.id, invitations)
        notify(tx, card, CardNews.RECIPIENT_JOINED, [card.starter])
