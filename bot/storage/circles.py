"""Leads and their circles."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Row, delete, exists, insert, select, update

from bot.domain.circle import Circle, CircleSource
from bot.domain.ids import UserId, WorkspaceId
from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction


def ensure(
    tx: Transaction, workspace_id: WorkspaceId, source: CircleSource, source_id: str, name: str
) -> str:
    """Return the id of the circle of this channel, group or lead; make it if it is new."""
    table = schema.circle
    key = {"workspace_id": workspace_id, "source": source.value, "source_id": source_id}
    if not insert_once(tx.connection, table, id=tx.new_id(), **key, name=name, created_at=tx.now):
        tx.connection.execute(update(table).filter_by(**key).values(name=name))
    found: str = tx.connection.execute(select(table.c.id).filter_by(**key)).scalar_one()
    return found


def find(tx: Transaction, workspace_id: WorkspaceId, source: CircleSource, source_id: str) -> str | None:
    """Return the id of the circle of this channel, group or lead; None if there is none."""
    return tx.connection.scalar(
        select(schema.circle.c.id).filter_by(
            workspace_id=workspace_id, source=source.value, source_id=source_id
        )
    )


def add_lead(tx: Transaction, workspace_id: WorkspaceId, circle: str, lead: UserId) -> bool:
    """Add a lead to a circle; return False if they were one. Its members are to be notified again."""
    row = {"workspace_id": workspace_id, "user_id": lead, "circle_id": circle}
    if not insert_once(tx.connection, schema.circle_lead, **row):
        return False
    tx.connection.execute(update(schema.circle_member).filter_by(circle_id=circle).values(notified_at=None))
    return True


def remove_lead(tx: Transaction, workspace_id: WorkspaceId, circle: str, lead: UserId) -> bool:
    """Remove a lead from a circle, and the circle with its last lead; return False if they were none."""
    removed = tx.connection.execute(
        delete(schema.circle_lead).filter_by(workspace_id=workspace_id, user_id=lead, circle_id=circle)
    )
    has_leads = exists().where(schema.circle_lead.c.circle_id == schema.circle.c.id)
    tx.connection.execute(delete(schema.circle).where(schema.circle.c.id == circle, ~has_leads))
    return removed.rowcount == 1


def set_members(tx: Transaction, workspace_id: WorkspaceId, circle: str, members: Iterable[UserId]) -> None:
    """Replace the members of a circle."""
    table, new_members = schema.circle_member, set(members)
    tx.connection.execute(
        delete(table).where(table.c.circle_id == circle, ~is_one_of(table.c.user_id, new_members))
    )
    old_members = set(tx.connection.scalars(select(table.c.user_id).where(table.c.circle_id == circle)))
    rows = [
        {"workspace_id": workspace_id, "user_id": user, "circle_id": circle}
        for user in sorted(new_members - old_members)
    ]
    if rows:
        tx.connection.execute(insert(table), rows)


def claim_unnotified_members(tx: Transaction, circle: str) -> list[UserId]:
    """Return the members (ids) who were not notified of their circle, and mark them as notified."""
    table = schema.circle_member
    return list(
        tx.connection.scalars(
            update(table)
            .where(table.c.circle_id == circle, table.c.notified_at.is_(None))
            .values(notified_at=tx.now)
            .returning(table.c.user_id)
        )
    )


def list_members(tx: Transaction, circle: str) -> frozenset[UserId]:
    """Return the members (ids) of a circle."""
    table = schema.circle_member
    return frozenset(tx.connection.scalars(select(table.c.user_id).where(table.c.circle_id == circle)))


def list_led_users(tx: Transaction, workspace_id: WorkspaceId, lead: UserId) -> frozenset[UserId]:
    """Return the members (ids) of all circles of a lead."""
    member, leading = schema.circle_member, schema.circle_lead
    return frozenset(
        tx.connection.scalars(
            select(member.c.user_id)
            .join(leading, leading.c.circle_id == member.c.circle_id)
            .where(leading.c.workspace_id == workspace_id, leading.c.user_id == lead)
        )
    )


def is_lead(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> bool:
    """Return True if a user leads any circle."""
    leads_any = exists().where(
        schema.circle_lead.c.workspace_id == workspace_id, schema.circle_lead.c.user_id == user
    )
    return bool(tx.connection.scalar(select(leads_any)))


def list_led_circles(tx: Transaction, workspace_id: WorkspaceId, lead: UserId) -> list[Circle]:
    """Return the circles of a lead, by name."""
    leading = schema.circle_lead
    circle_ids = select(leading.c.circle_id).where(
        leading.c.workspace_id == workspace_id, leading.c.user_id == lead
    )
    return [
        circle
        for circle in list_circles(tx, workspace_id)
        if circle.id in set(tx.connection.scalars(circle_ids))
    ]


def get(tx: Transaction, workspace_id: WorkspaceId, circle: str) -> Circle | None:
    """Return the circle with this id; None if there is none."""
    return next((item for item in list_circles(tx, workspace_id) if item.id == circle), None)


def list_circles(tx: Transaction, workspace_id: WorkspaceId) -> list[Circle]:
    """Return all circles, by name."""
    table = schema.circle
    rows = tx.connection.execute(
        select(table).filter_by(workspace_id=workspace_id).order_by(table.c.name, table.c.id)
    ).all()
    leads = _group_users(
        tx.connection.execute(select(schema.circle_lead).filter_by(workspace_id=workspace_id))
    )
    members = _group_users(
        tx.connection.execute(select(schema.circle_member).filter_by(workspace_id=workspace_id))
    )
    return [
        Circle(row.id, CircleSource(row.source), row.source_id, row.name, leads[row.id], members[row.id])
        for row in rows
    ]


def _group_users(rows: Iterable[Row[tuple[object, ...]]]) -> defaultdict[str, tuple[UserId, ...]]:
    users: defaultdict[str, tuple[UserId, ...]] = defaultdict(tuple)
    for row in rows:
        users[row.circle_id] += (row.user_id,)
    return users
