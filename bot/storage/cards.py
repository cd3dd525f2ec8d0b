"""Cards, their recipients and their messages; the signatures are in `card_signatures`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, func, insert, or_, select, update

from bot.domain.card import Card, CardEnd, CardSettings
from bot.domain.card_messages import CardInvitation, CardRequest, ChannelCard, PrivateCard
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.user import ERASED
from bot.domain.visibility import ChannelKind
from bot.storage import card_signatures, schema
from bot.storage.conditions import is_one_of
from bot.storage.conflicts import insert_new
from bot.storage.deduplication import hash_key
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems

_CARD, _RECIPIENT, _MESSAGE = schema.card, schema.card_recipient, schema.card_message
_SIGNATURE = schema.card_signature
Target = tuple[str, ChannelId | UserId]
"""The id of a message, and where it is."""


def add(tx: Transaction, card: Card, deduplication_key: str) -> bool:
    """Store a new card; return False if the same request stored one before."""
    row = {
        "id": card.id,
        "workspace_id": card.workspace_id,
        "deduplication_key": hash_key(deduplication_key),
        "starter_id": card.starter,
        "channel_id": card.channel,
        "channel_kind": card.channel_kind.value,
        "created_at": tx.now,
        **_make_settings_columns(card.settings),
    }
    if not insert_new(tx.connection, _CARD, [row]):
        return False
    key = {"workspace_id": card.workspace_id, "card_id": card.id}
    tx.connection.execute(insert(_RECIPIENT), [{**key, "user_id": user} for user in card.recipients])
    return True


def _make_settings_columns(settings: CardSettings) -> dict[str, Any]:
    return {
        "is_private": settings.is_private,
        "occasion": settings.occasion,
        "time_zone": settings.zone,
        "closes_at": settings.closes_at,
    }


def find(tx: Transaction, workspace_id: WorkspaceId, card: str) -> Card | None:
    """Return a card of this workspace; None if there is none."""
    rows = tx.connection.execute(select(_CARD).filter_by(workspace_id=workspace_id, id=card))
    return next(iter(_read_cards(tx, rows.all())), None)


def find_by_key(tx: Transaction, workspace_id: WorkspaceId, deduplication_key: str) -> Card | None:
    """Return the card that a request started; None if there is none."""
    key = hash_key(deduplication_key)
    rows = tx.connection.execute(
        select(_CARD).filter_by(workspace_id=workspace_id, deduplication_key=key)
    ).all()
    return next(iter(_read_cards(tx, rows)), None)


def lock(tx: Transaction, workspace_id: WorkspaceId, card: str) -> Card | None:
    """Return a card and lock it until the transaction ends; None if there is none."""
    query = select(_CARD.c.id).filter_by(workspace_id=workspace_id, id=card).with_for_update()
    return find(tx, workspace_id, card) if tx.connection.scalar(query) else None


def list_open_of_user(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[Card]:
    """Return the open cards that a user started, signed or was invited to by name, the next due first."""
    signed = exists().where(_SIGNATURE.c.card_id == _CARD.c.id, _SIGNATURE.c.user_id == user)
    invited = exists().where(
        _MESSAGE.c.card_id == _CARD.c.id,
        _MESSAGE.c.kind == CardRequest.kind,
        _MESSAGE.c.destination == user,
    )
    rows = tx.connection.execute(
        select(_CARD)
        .where(
            _CARD.c.workspace_id == workspace_id,
            _CARD.c.ended_at.is_(None),
            or_(_CARD.c.starter_id == user, signed, invited),
        )
        .order_by(_CARD.c.closes_at, _CARD.c.id)
    )
    # Whoever became a recipient of one after that must not read of it.
    return [card for card in _read_cards(tx, rows.all()) if user not in card.recipients]


def list_of_user(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[Card]:
    """Return the cards that a user started, signed or got: none that is yet to be given to them."""
    ids = list_with_user(tx, workspace_id, user)
    rows = tx.connection.execute(select(_CARD).where(is_one_of(_CARD.c.id, ids)).order_by(_CARD.c.id)).all()
    found = _read_cards(tx, rows)
    return [card for card in found if card.end is CardEnd.GIVEN or user not in card.recipients]


def list_waiting(tx: Transaction, workspace_id: WorkspaceId) -> list[Card]:
    """Return the cards of a workspace that were not given, oldest first."""
    table = _CARD
    rows = tx.connection.execute(
        select(table)
        .where(
            table.c.workspace_id == workspace_id,
            or_(table.c.outcome.is_(None), table.c.outcome != CardEnd.GIVEN.value),
        )
        .order_by(table.c.id)
    )
    return _read_cards(tx, rows.all())


def find_open_in_channel(
    tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, recipients: Collection[UserId]
) -> Card | None:
    """Return the open card for exactly these recipients to which a channel is invited; None if none is."""
    invited = exists().where(
        _MESSAGE.c.card_id == _CARD.c.id,
        _MESSAGE.c.kind != ChannelCard.kind,
        _MESSAGE.c.destination == channel,
    )
    rows = tx.connection.execute(
        select(_CARD).where(
            _CARD.c.workspace_id == workspace_id,
            _CARD.c.channel_id == channel,
            _CARD.c.ended_at.is_(None),
            invited,
        )
    )
    found = (card for card in _read_cards(tx, rows.all()) if set(card.recipients) == set(recipients))
    return next(found, None)


def list_announced(
    tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, recipient: UserId
) -> list[Card]:
    """Return the open cards for a user to which a channel is invited."""
    invited = exists().where(
        _MESSAGE.c.card_id == _CARD.c.id,
        _MESSAGE.c.kind == CardInvitation.kind,
        _MESSAGE.c.destination == channel,
    )
    rows = tx.connection.execute(
        select(_CARD)
        .join(_RECIPIENT, _RECIPIENT.c.card_id == _CARD.c.id)
        .where(
            _RECIPIENT.c.workspace_id == workspace_id,
            _RECIPIENT.c.user_id == recipient,
            _CARD.c.ended_at.is_(None),
            invited,
        )
        .order_by(_CARD.c.id)
    )
    return _read_cards(tx, rows.all())


def count_open(tx: Transaction, workspace_id: WorkspaceId, starter: UserId) -> int:
    """Return how many open cards a user started."""
    query = select(func.count()).where(
        _CARD.c.workspace_id == workspace_id, _CARD.c.starter_id == starter, _CARD.c.ended_at.is_(None)
    )
    return int(tx.connection.scalar(query) or 0)


def set_settings(tx: Transaction, card: str, settings: CardSettings) -> None:
    """Replace the occasion, the hour and who gets it."""
    tx.connection.execute(update(_CARD).filter_by(id=card).values(**_make_settings_columns(settings)))


def end(tx: Transaction, card: str, outcome: CardEnd) -> bool:
    """Record how a card ended; return False if it had ended before."""
    ended = tx.connection.execute(
        update(_CARD)
        .where(_CARD.c.id == card, _CARD.c.ended_at.is_(None))
        .values(ended_at=tx.now, outcome=outcome.value)
    )
    return ended.rowcount == 1


def make_private(tx: Transaction, card: str) -> None:
    """Record that a card goes to its recipients alone."""
    tx.connection.execute(update(_CARD).filter_by(id=card).values(is_private=True))


def claim_due(tx: Transaction, limit: int, failed: FailedItems) -> list[Card]:
    """Return cards whose hour has come, for this transaction alone. Those that failed lately are skipped."""
    rows = tx.connection.execute(
        select(_CARD)
        .where(
            _CARD.c.ended_at.is_(None),
            _CARD.c.closes_at <= tx.now,
            failed.build_exclusion(_CARD.c.id),
        )
        .order_by(_CARD.c.closes_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return _read_cards(tx, rows.all())


def find_next_due(tx: Transaction) -> datetime | None:
    """Return when the next card is due (UTC); None if none is open."""
    earliest: datetime | None = tx.connection.scalar(
        select(func.min(_CARD.c.closes_at)).where(_CARD.c.ended_at.is_(None))
    )
    return earliest


def keep_recipients(tx: Transaction, card: str, recipients: Collection[UserId]) -> None:
    """Remove all recipients but these."""
    tx.connection.execute(
        delete(_RECIPIENT).where(_RECIPIENT.c.card_id == card, _RECIPIENT.c.user_id.not_in(recipients))
    )


def add_messages(
    tx: Transaction, card: Card, kind: str, messages: Mapping[ChannelId | UserId, str]
) -> set[str]:
    """Store the ids of messages by destination; return the destinations that had none of this kind yet."""
    rows = [
        {
            "workspace_id": card.workspace_id,
            "card_id": card.id,
            "kind": kind,
            "destination": destination,
            "message_id": message,
        }
        for destination, message in sorted(messages.items())
    ]
    return set(insert_new(tx.connection, _MESSAGE, rows, returning="destination")) if rows else set()


def list_messages(tx: Transaction, cards: Iterable[str], *kinds: str) -> list[Target]:
    """Return the messages of these kinds about cards, all if no kind is named."""
    query = select(_MESSAGE.c.message_id, _MESSAGE.c.destination).where(is_one_of(_MESSAGE.c.card_id, cards))
    rows = tx.connection.execute(query.where(_MESSAGE.c.kind.in_(kinds)) if kinds else query)
    return [(row.message_id, row.destination) for row in rows]


def has_message(tx: Transaction, card: str, kind: str) -> bool:
    """Return True if there is a message of this kind about a card."""
    query = select(_MESSAGE.c.message_id).filter_by(card_id=card, kind=kind).limit(1)
    return tx.connection.scalar(query) is not None


def remove_messages(tx: Transaction, card: str, kind: str) -> None:
    """Forget the messages of this kind about a card."""
    tx.connection.execute(delete(_MESSAGE).filter_by(card_id=card, kind=kind))


def list_with_user(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[str]:
    """Return the ids of the cards that name a user: as starter, recipient or signer."""
    key = {"workspace_id": workspace_id, "user_id": user}
    started = select(_CARD.c.id).filter_by(workspace_id=workspace_id, starter_id=user)
    parts = (select(table.c.card_id).filter_by(**key) for table in (_RECIPIENT, _SIGNATURE))
    return list(tx.connection.scalars(started.union(*parts)))


def remove_user(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> None:
    """Remove a user from all cards. What they wrote into one that is not given yet is deleted."""
    key = {"workspace_id": workspace_id, "user_id": user}
    tx.connection.execute(delete(_RECIPIENT).filter_by(**key))
    tx.connection.execute(delete(_SIGNATURE).filter_by(**key))
    tx.connection.execute(delete(_MESSAGE).filter_by(workspace_id=workspace_id, destination=user))
    started = update(_CARD).where(_CARD.c.workspace_id == workspace_id, _CARD.c.starter_id == user)
    tx.connection.execute(started.values(starter_id=ERASED))
    card_signatures.redact_user(tx, workspace_id, user)


def delete_ended_before(tx: Transaction, moment: datetime) -> int:
    """Delete cards that ended before an instant (UTC) and have no words any longer; return how many.

    The words of a card that was given are in recognitions, which the workspace keeps for longer.
    """
    given = exists().where(schema.card_recognition.c.card_id == _CARD.c.id)
    return tx.connection.execute(delete(_CARD).where(_CARD.c.ended_at < moment, ~given)).rowcount


def _read_cards(tx: Transaction, rows: Collection[Row[Any]]) -> list[Card]:
    recipients: defaultdict[str, list[UserId]] = defaultdict(list)
    found = select(_RECIPIENT.c.card_id, _RECIPIENT.c.user_id).where(
        is_one_of(_RECIPIENT.c.card_id, [row.id for row in rows])
    )
    for card, user in tx.connection.execute(found.order_by(_RECIPIENT.c.user_id)) if rows else ():
        recipients[card].append(user)
    return [
        Card(
            id=row.id,
            workspace_id=row.workspace_id,
            starter=row.starter_id,
            channel=row.channel_id,
            channel_kind=ChannelKind(row.channel_kind),
            settings=CardSettings(row.occasion, row.closes_at, row.time_zone, row.is_private),
            recipients=tuple(recipients[row.id]),
            end=CardEnd(row.outcome) if row.outcome else None,
        )
        for row in rows
    ]


SHOWN_KINDS = (ChannelCard.kind, PrivateCard.kind)
"""The messages that show a card's words."""
