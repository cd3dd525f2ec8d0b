"""What users wrote into cards: hidden from all others until the card is given."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from bot.domain.card import Card, Signature
from bot.domain.erasure import erase_mentions
from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.storage import schema
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction

_TABLE = schema.card_signature


def save(tx: Transaction, card: Card, signature: Signature) -> None:
    """Store a signature in the place of the user's earlier one."""
    row = {
        "workspace_id": card.workspace_id,
        "card_id": card.id,
        "user_id": signature.user,
        "text": signature.text,
        "value_keys": list(signature.values),
        "signed_at": tx.now,
    }
    upsert(tx.connection, _TABLE, [row])


def remove(tx: Transaction, card: Card, user: UserId) -> bool:
    """Delete a signature; return False if there was none."""
    key = {"workspace_id": card.workspace_id, "card_id": card.id, "user_id": user}
    return tx.connection.execute(delete(_TABLE).filter_by(**key)).rowcount == 1


def find(tx: Transaction, workspace_id: WorkspaceId, card: str, user: UserId) -> Signature | None:
    """Return a user's own signature; None if they did not sign."""
    row = tx.connection.execute(
        select(_TABLE).filter_by(workspace_id=workspace_id, card_id=card, user_id=user)
    ).one_or_none()
    return _read(row) if row else None


def list_signatures(tx: Transaction, workspace_id: WorkspaceId, card: str) -> list[Signature]:
    """Return all signatures of a card, first signed first. Nobody but the delivery may read their text."""
    rows = tx.connection.execute(
        select(_TABLE)
        .filter_by(workspace_id=workspace_id, card_id=card)
        .order_by(_TABLE.c.signed_at, _TABLE.c.user_id)
    )
    return [_read(row) for row in rows]


def list_signers(tx: Transaction, workspace_id: WorkspaceId, card: str) -> list[UserId]:
    """Return who signed a card."""
    query = select(_TABLE.c.user_id).filter_by(workspace_id=workspace_id, card_id=card)
    return list(tx.connection.scalars(query.order_by(_TABLE.c.user_id)))


def take_all(tx: Transaction, card: Card) -> None:
    """Delete all signatures of a card: their words are recognitions by now."""
    tx.connection.execute(delete(_TABLE).filter_by(workspace_id=card.workspace_id, card_id=card.id))


def add_recognitions(tx: Transaction, card: Card, recognitions: Iterable[RecognitionId]) -> None:
    """Record that a card shows these recognitions."""
    rows = [{"card_id": card.id, "recognition_id": recognition} for recognition in recognitions]
    if rows:
        tx.connection.execute(insert(schema.card_recognition), rows)


def list_recognitions(tx: Transaction, card: str) -> list[RecognitionId]:
    """Return the recognitions with the words of a card that was given."""
    table = schema.card_recognition
    query = select(table.c.recognition_id).filter_by(card_id=card).order_by(table.c.recognition_id)
    return list(tx.connection.scalars(query))


def list_of_user(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[tuple[str, Signature]]:
    """Return a user's signatures on cards that were not given, each with the card's id."""
    rows = tx.connection.execute(
        select(_TABLE).filter_by(workspace_id=workspace_id, user_id=user).order_by(_TABLE.c.card_id)
    )
    return [(row.card_id, _read(row)) for row in rows]


def redact_user(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> None:
    """Remove mentions of a user from all words that wait for their hour."""
    rows = tx.connection.execute(
        select(_TABLE).where(
            _TABLE.c.workspace_id == workspace_id, _TABLE.c.text.contains(f"<@{user}", autoescape=True)
        )
    ).all()
    for row in rows:
        key = {"workspace_id": workspace_id, "card_id": row.card_id, "user_id": row.user_id}
        text = erase_mentions(row.text, user)
        tx.connection.execute(update(_TABLE).filter_by(**key).values(text=text))


def _read(row: Row[Any]) -> Signature:
    return Signature(row.user_id, row.text, tuple(row.value_keys))
