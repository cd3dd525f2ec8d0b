"""Audit entries: who looked at the history of other users, who can read them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bot.domain.audit import AuditedCircle, AuditedQuery, AuditEntry, AuditKind
from bot.domain.circle import CircleMembership, CircleSource
from bot.domain.ids import UserId, WorkspaceId
from bot.storage import ids, schema
from bot.storage.conditions import is_one_of
from bot.storage.engine import Transaction


def record(
    tx: Transaction, workspace_id: WorkspaceId, users: Iterable[UserId], reader: UserId, query: AuditedQuery
) -> None:
    """Record that a user asked this about these users."""
    entry = {
        "workspace_id": workspace_id,
        "id": tx.new_id(),
        "viewer_id": reader,
        "query": _encode_query(query),
    }
    rows = [{**entry, "user_id": user} for user in users if user != reader]
    if rows:
        tx.connection.execute(insert(schema.audit_entry), rows)


def find_audited_users(
    tx: Transaction,
    workspace_id: WorkspaceId,
    users: Collection[UserId],
    reader: UserId,
    query: AuditedQuery,
    since: datetime,
) -> frozenset[UserId]:
    """Return those of these users (ids) that `reader` queried like this since an instant (UTC)."""
    table, as_json = schema.audit_entry, _encode_query(query)
    rows = tx.connection.execute(
        select(table.c.user_id, table.c.query).where(
            table.c.workspace_id == workspace_id,
            is_one_of(table.c.user_id, users),
            table.c.id >= ids.smallest_id(since),
            table.c.viewer_id == reader,
        )
    )
    return frozenset(user for user, before in rows if before == as_json)


def list_audit_entries(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, since: datetime, *, limit: int = 20
) -> list[AuditEntry]:
    """Return who looked at a user's history since an instant (UTC), newest first."""
    table = schema.audit_entry
    rows = tx.connection.execute(
        select(table)
        .where(
            table.c.workspace_id == workspace_id,
            table.c.user_id == user,
            table.c.id >= ids.smallest_id(since),
        )
        .order_by(table.c.id.desc())
        .limit(limit)
    )
    return [AuditEntry(row.viewer_id, _decode_query(row.query), ids.find_time(row.id)) for row in rows]


def _encode_query(query: AuditedQuery) -> dict[str, Any]:
    return {
        "kind": query.kind.value,
        "circles": [[circle.source.value, circle.source_id, circle.name] for circle in query.circles],
        "given": query.given,
        "values": list(query.values),
        "channels": list(query.channels),
        "phrases": list(query.phrases),
        "since": query.since.isoformat() if query.since else None,
        "until": query.until.isoformat() if query.until else None,
    }


def _decode_query(query: Mapping[str, Any]) -> AuditedQuery:
    return AuditedQuery(
        kind=AuditKind(query["kind"]),
        circles=tuple(AuditedCircle(CircleSource(source), *rest) for source, *rest in query["circles"]),
        given=query["given"],
        values=tuple(query["values"]),
        channels=tuple(query["channels"]),
        phrases=tuple(query["phrases"]),
        since=datetime.fromisoformat(query["since"]) if query["since"] else None,
        until=datetime.fromisoformat(query["until"]) if query["until"] else None,
    )


def list_memberships(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> list[CircleMembership]:
    """Return the circles of a user that others lead, by name."""
    circle, member, lead = schema.circle, schema.circle_member, schema.circle_lead
    rows = tx.connection.execute(
        select(circle.c.id, circle.c.source, circle.c.source_id, circle.c.name, lead.c.user_id)
        .join(member, member.c.circle_id == circle.c.id)
        .join(lead, lead.c.circle_id == circle.c.id)
        .where(member.c.workspace_id == workspace_id, member.c.user_id == user, lead.c.user_id != user)
        .order_by(circle.c.name, circle.c.id, lead.c.user_id)
    ).all()
    leads: dict[str, tuple[UserId, ...]] = {}
    for row in rows:
        leads[row.id] = (*leads.get(row.id, ()), row.user_id)
    return [
        CircleMembership(CircleSource(row.source), row.source_id, row.name, leads[row.id])
        for row in {row.id: row for row in rows}.values()
    ]
