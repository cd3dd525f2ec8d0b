"""Cards that were given: read again, and taken down by their recipients."""

from bot.domain.card import Card, CardEnd
from bot.domain.ids import UserId
from bot.domain.scopes import Scope
from bot.domain.workspace import Workspace
from bot.storage import card_signatures, cards
from bot.storage.engine import Transaction
from bot.usecases.card_contents import CardContent, compose_card
from bot.usecases.withdrawals import take_down as take_down_recognition


def find_given(tx: Transaction, workspace: Workspace, card_id: str) -> Card | None:
    """Return a card that was given; None if there is none."""
    card = cards.find(tx, workspace.id, card_id)
    return card if card and card.end is CardEnd.GIVEN else None


def read_card(tx: Transaction, workspace: Workspace, card: Card, scope: Scope) -> CardContent | None:
    """Return a card that was given, as far as the scope may see it; None if nothing is left."""
    return compose_card(tx, workspace, card, scope)


def take_down(tx: Transaction, workspace: Workspace, user: UserId, card_id: str) -> bool:
    """Take all words of a card down for one recipient; return False if it is not for them."""
    card = find_given(tx, workspace, card_id)
    if card is None or user not in card.recipients:
        return False
    for recognition in card_signatures.list_recognitions(tx, card.id):
        take_down_recognition(tx, workspace, user, recognition, said_there=False)
    return True
