"""Notices to starters and signers about cards that are not given as they expect."""

from collections.abc import Iterable

from bot.domain.card import Card
from bot.domain.card_messages import CardNews, CardNotice
from bot.domain.ids import ChannelId, UserId
from bot.domain.user import ERASED
from bot.storage import cards, outbox
from bot.storage.engine import Transaction


def notify(tx: Transaction, card: Card, news: CardNews, readers: Iterable[UserId]) -> None:
    """Notify each of these users once. Recipients get no notice: it would end the surprise."""
    wanted = set(readers) - {ERASED, *card.recipients}
    deliveries: dict[ChannelId | UserId, str] = {user: tx.new_id() for user in sorted(wanted)}
    new = cards.add_messages(tx, card, news.value, deliveries)
    outbox.put_all(
        tx,
        [
            (delivery, card.workspace_id, CardNotice(UserId(user), card=card.id, news=news))
            for user, delivery in deliveries.items()
            if user in new
        ],
    )
