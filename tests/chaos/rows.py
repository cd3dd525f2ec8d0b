"""What the database holds of what people did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, NullPool, create_engine, func, select

from bot.domain.outbox_messages import DailySummary
from bot.domain.recognition import Source
from bot.storage import schema
from tests.chaos.wording import number_in


@dataclass(frozen=True, slots=True)
class Rows:
    gifts: Counter[int]
    """How many rows the thanks with each number has."""
    thanked_by_emoji: frozenset[tuple[str, str, str]]
    """Channel, message and person of each thanks by emoji that stands."""
    endorsers: frozenset[tuple[int, str]]
    """The number of a thanks, and a person who stands by it."""
    given_up: tuple[str, ...]
    """Deliveries that are not tried any more: their kind, and why."""
    gathered: frozenset[str] = frozenset()
    """The ids of messages that repeat a day's thanks and reactions to one reader."""


def read(database_url: str) -> Rows:
    with _connected(database_url) as connection:
        numbers = _numbers(connection)
        return Rows(
            gifts=Counter(numbers.values()),
            thanked_by_emoji=frozenset(_thanked_by_emoji(connection)),
            endorsers=frozenset((numbers[recognition], user) for recognition, user in _voices(connection)),
            given_up=tuple(_given_up(connection)),
            gathered=frozenset(_gathered(connection)),
        )


def waiting(database_url: str) -> int:
    """How many deliveries are not done yet."""
    with _connected(database_url) as connection:
        table = schema.outbox_message
        return connection.scalar(select(func.count()).where(table.c.failed_at.is_(None))) or 0


@contextmanager
def _connected(database_url: str) -> Iterator[Connection]:
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _numbers(connection: Connection) -> dict[str, int]:
    table = schema.recognition
    rows = connection.execute(select(table.c.id, table.c.text).where(table.c.withdrawn_at.is_(None)))
    return {row.id: number for row in rows if (number := number_in(row.text))}


def _thanked_by_emoji(connection: Connection) -> Iterator[tuple[str, str, str]]:
    giver, recognition = schema.giver, schema.recognition
    rows = connection.execute(
        select(recognition.c.channel_id, recognition.c.message_ts, giver.c.user_id)
        .join(recognition, recognition.c.id == giver.c.recognition_id)
        .where(
            recognition.c.source == Source.REACTION.value,
            recognition.c.withdrawn_at.is_(None),
            giver.c.withdrawn_at.is_(None),
        )
    )
    for row in rows:
        yield row.channel_id, row.message_ts, row.user_id


def _voices(connection: Connection) -> Iterator[tuple[str, str]]:
    table = schema.endorsement
    rows = connection.execute(
        select(table.c.recognition_id, table.c.user_id).where(table.c.withdrawn_at.is_(None))
    )
    for row in rows:
        yield row.recognition_id, row.user_id


def _given_up(connection: Connection) -> Iterator[str]:
    table = schema.outbox_message
    for row in connection.execute(select(table.c.kind, table.c.error).where(table.c.failed_at.is_not(None))):
        yield f"{row.kind} given up: {row.error}"
    held = schema.held_change
    for row in connection.execute(select(held.c.kind, held.c.error)):
        yield f"{row.kind} held: {row.error}"


def _gathered(connection: Connection) -> Iterator[str]:
    table = schema.posted_message
    yield from connection.scalars(select(table.c.id).where(table.c.kind == DailySummary.kind))
