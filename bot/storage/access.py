"""Who looked at whose thanks, and who looks after whom, as the person concerned reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from bot.domain.care import CircleSource
from bot.storage import ids, tables
from bot.storage.engine import Transaction


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked: `kind` is "person", "circle" or "note" (the one that leads get); `at` is UTC."""

    asker: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CircleOf:
    """A circle that a person is in, and who else looks after it; `source_id` and `name` as of `Circle`."""

    source: CircleSource
    source_id: str
    name: str
    leads: tuple[str, ...]


def record(
    tx: Transaction, workspace_id: int, people: Iterable[str], asker: str, asked: Mapping[str, Any]
) -> None:
    """Remember that somebody looked at the thanks of these people; `asked` holds at least the `kind`."""
    look = {"workspace_id": workspace_id, "id": tx.new_id(), "asker_id": asker, "asked": dict(asked)}
    rows = [{**look, "person_id": person} for person in people if person != asker]
    if rows:
        tx.connection.execute(insert(tables.access), rows)


def looks_at(
    tx: Transaction, workspace_id: int, person: str, since: datetime, *, limit: int = 20
) -> list[Look]:
    """Who looked at a person's thanks from this instant (UTC) on, newest first."""
    table = tables.access
    rows = tx.connection.execute(
        select(table)
        .where(
            table.c.workspace_id == workspace_id,
            table.c.person_id == person,
            table.c.id >= ids.floor(since),
        )
        .order_by(table.c.id.desc())
        .limit(limit)
    )
    return [Look(row.asker_id, str(row.asked.get("kind", "person")), _moment(row.id)) for row in rows]


def circles_with(tx: Transaction, workspace_id: int, person: str) -> list[CircleOf]:
    """The circles that a person is in and others look after, by name."""
    circle, member, lead = tables.circle, tables.circle_member, tables.circle_lead
    rows = tx.connection.execute(
        select(circle.c.id, circle.c.source, circle.c.source_id, circle.c.name, lead.c.person_id)
        .join(member, member.c.circle_id == circle.c.id)
        .join(lead, lead.c.circle_id == circle.c.id)
        .where(
            member.c.workspace_id == workspace_id, member.c.person_id == person, lead.c.person_id != person
        )
        .order_by(circle.c.name, circle.c.id, lead.c.person_id)
    ).all()
    leads: dict[str, tuple[str, ...]] = {}
    for row in rows:
        leads[row.id] = (*leads.get(row.id, ()), row.person_id)
    return [
        CircleOf(CircleSource(row.source), row.source_id, row.name, leads[row.id])
        for row in {row.id: row for row in rows}.values()
    ]


def _moment(of_id: str) -> datetime:
    """When an id was made: the first 48 bits of a UUID version 7 are milliseconds (RFC 9562)."""
    return datetime.fromtimestamp((UUID(of_id).int >> 80) / 1_000, UTC)
