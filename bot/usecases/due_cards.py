"""Cards whose hour has come: given to their recipients once, or ended otherwise."""

from collections.abc import Sequence
from functools import partial

from bot.domain import mentions
from bot.domain.card import Card, CardDelivery, CardEnd, Signature, decide_delivery
from bot.domain.card_messages import (
    CardInvitation,
    CardNews,
    CardRequest,
    ChannelCard,
    PrivateCard,
)
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.recognition import Source
from bot.domain.user import make_unknown_user
from bot.domain.visibility import Visibility, given_visibility
from bot.storage import card_signatures, cards, homes, outbox, recognitions, users
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.storage.recipients import make_recipients_private
from bot.storage.recognitions import RecognitionRow
from bot.usecases.card_notices import notify
from bot.usecases.message_updates import update_these

BATCH = 5
"""Cards that one transaction gives: each can have hundreds of signatures, and on SQLite others wait."""

_NEWS = {CardEnd.UNSIGNED: CardNews.UNSIGNED, CardEnd.UNDELIVERABLE: CardNews.UNDELIVERABLE}


def give_due(tx: Transaction, failed: FailedItems | None = None) -> list[str]:
    """End up to `BATCH` cards whose hour has come; return their ids.

    A card that fails is added to `failed` and does not stop the others.
    """
    failed = failed or FailedItems("card")
    given: list[str] = []
    while not given and not failed.are_too_many:
        due = cards.claim_due(tx, BATCH, failed)
        if not due:
            break
        given = work_on_each(tx, due, lambda card: (card.id,), partial(_give_each, tx), failed)
    return given


def _give_each(tx: Transaction, due: Sequence[Card]) -> list[str]:
    return [_give(tx, card) for card in due]


def _give(tx: Transaction, card: Card) -> str:
    signed = card_signatures.list_signatures(tx, card.workspace_id, card.id)
    mentioned = {user for one in signed for user in mentions.find_mentioned_users(one.text)}
    known = users.find_users(tx, card.workspace_id, card.recipients)
    preferences = users.find_thanks_preferences(tx, card.workspace_id, [*card.recipients, *mentioned])
    recipients = {user: known.get(user) or make_unknown_user(user) for user in card.recipients}
    delivery = decide_delivery(card, signed, recipients, preferences, mentioned)
    cards.end(tx, card.id, delivery.end)
    if delivery.end is CardEnd.GIVEN:
        _record(tx, card, delivery, signed)
    else:
        signers = [one.user for one in signed]
        notify(tx, card, _NEWS[delivery.end], [card.starter, *signers])
    invitations = cards.list_messages(tx, [card.id], CardInvitation.kind, CardRequest.kind)
    update_these(tx, card.workspace_id, invitations)
    return card.id


def _record(tx: Transaction, card: Card, delivery: CardDelivery, signed: Sequence[Signature]) -> None:
    """Make a recognition of each signature, and write the messages that show them."""
    given = given_visibility(card.channel_kind, is_private=not card.is_in_channel)
    rows = [
        RecognitionRow(
            deduplication_key=f"card:{card.id}:{one.user}",
            source=Source.CARD,
            channel=card.channel,
            giver=one.user,
            recipients=dict.fromkeys(delivery.recipients, delivery.visibility),
            visibility=given,
            text=one.text,
            values=one.values,
            mentioned=mentions.find_mentioned_users(one.text),
        )
        for one in signed
    ]
    ids = recognitions.add_all(tx, card.workspace_id, rows)
    cards.keep_recipients(tx, card.id, delivery.recipients)
    card_signatures.add_recognitions(tx, card, sorted(ids.values()))
    card_signatures.take_all(tx, card)
    is_private = delivery.visibility is Visibility.PRIVATE
    if is_private:
        cards.make_private(tx, card.id)
        _send_privately(tx, card, delivery.recipients)
    else:
        message = tx.new_id()
        cards.add_messages(tx, card, ChannelCard.kind, {card.channel: message})
        outbox.put_all(tx, [(message, card.workspace_id, ChannelCard(card.channel, card=card.id))])
    if is_private and card.is_in_channel:
        # Whose wish it was, nobody learns.
        notify(tx, card, CardNews.MADE_PRIVATE, [card.starter])
    homes.refresh(tx, card.workspace_id, {*delivery.recipients, *(one.user for one in signed)})


def _send_privately(tx: Transaction, card: Card, recipients: Sequence[UserId]) -> None:
    messages: dict[ChannelId | UserId, str] = {user: tx.new_id() for user in recipients}
    cards.add_messages(tx, card, PrivateCard.kind, messages)
    posts = [
        (message, card.workspace_id, PrivateCard(UserId(user), card=card.id))
        for user, message in messages.items()
    ]
    outbox.put_all(tx, posts)


def give_up(
    tx: Transaction, workspace_id: WorkspaceId, message: CardInvitation | ChannelCard | PrivateCard
) -> None:
    """Do what follows if a message about a card could not be delivered.

    A card that its channel did not take goes to its recipients privately.
    """
    card = cards.lock(tx, workspace_id, message.card)
    if card is None:
        return
    match message:
        case CardInvitation():
            notify(tx, card, CardNews.NOT_POSTED, [card.starter])
        case ChannelCard():
            make_recipients_private(tx, card_signatures.list_recognitions(tx, card.id))
            cards.make_private(tx, card.id)
            _send_privately(tx, card, card.recipients)
            notify(tx, card, CardNews.MADE_PRIVATE, [card.starter])
        case PrivateCard():
            notify(tx, card, CardNews.NOT_DELIVERED, [card.starter])
