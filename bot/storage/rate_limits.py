"""Rate limits that all processes share: of a channel, of a Slack method, or of a whole workspace."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, delete, or_, select

from bot.domain.ids import WorkspaceId
from bot.storage import schema
from bot.storage.conditions import has_row
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction
from bot.storage.statements import PreparedStatement

EVERYTHING = "*"
"""The limit of everything that is sent to a workspace."""
POSTING = "post"
"""The limit of all kinds that post a message. Updates and deletions have limits of their own."""
LOW_PRIORITY_METHODS = "low priority methods"
"""The limit of messages of low priority, if Slack limits a method that they need."""
LOW_PRIORITY = "low priority"
"""The limit that spreads messages of low priority over time."""
_BLOCKED_UNTIL = select(schema.rate_limit.c.blocked_until).where(
    schema.rate_limit.c.workspace_id == bindparam("of_workspace"),
    schema.rate_limit.c.subject == bindparam("of_subject"),
)
_SELECT_BLOCKED_UNTIL = PreparedStatement(_BLOCKED_UNTIL)
_LOCK_BLOCKED_UNTIL = PreparedStatement(_BLOCKED_UNTIL.with_for_update(key_share=True))
_SELECT_FROM_FUTURE = PreparedStatement(
    select(schema.rate_limit)
    .where(schema.rate_limit.c.blocked_since > bindparam("latest"))
    .with_for_update(skip_locked=True)
)


def block(tx: Transaction, workspace_id: WorkspaceId, subject: str, until: datetime) -> None:
    """Block sending until an instant (UTC). `subject` is a destination, an action or `EVERYTHING`."""
    block_all(tx, [(workspace_id, subject)], until)


def block_all(tx: Transaction, subjects: Iterable[tuple[WorkspaceId, str]], until: datetime) -> None:
    """Block each of these subjects (workspace, subject) until an instant (UTC)."""
    rows = [
        {"workspace_id": workspace_id, "subject": subject, "blocked_until": until, "blocked_since": tx.now}
        for workspace_id, subject in set(subjects)
    ]
    upsert(tx.connection, schema.rate_limit, rows)


def find_blocked_until(tx: Transaction, workspace_id: WorkspaceId, subject: str) -> datetime | None:
    """Return until when something is or was blocked (UTC); None if unknown."""
    key = {"of_workspace": workspace_id, "of_subject": subject}
    moment: datetime | None = _SELECT_BLOCKED_UNTIL.find_value(tx.connection, key)
    return moment


def shorten(tx: Transaction, workspace_id: WorkspaceId, subject: str, by: timedelta) -> None:
    """End a limit earlier: what it was for did not happen."""
    key = {"of_workspace": workspace_id, "of_subject": subject}
    until = _LOCK_BLOCKED_UNTIL.find_value(tx.connection, key)
    if until is not None:
        block(tx, workspace_id, subject, until - by)


def unblock(tx: Transaction, workspace_id: WorkspaceId) -> None:
    """Unblock a workspace."""
    tx.connection.execute(delete(schema.rate_limit).filter_by(workspace_id=workspace_id, subject=EVERYTHING))
    tx.effects.fills_outbox = True


def is_blocked(
    at: datetime | ColumnElement[datetime],
    workspace_id: ColumnElement[int],
    *subjects: ColumnElement[str] | str,
) -> ColumnElement[bool]:
    """Return the condition that one of these is blocked at an instant.

    Each is looked up by itself, by the primary key. PostgreSQL could look for a list of them among all limits
    of the workspace.
    """
    table = schema.rate_limit
    return or_(
        *(
            has_row(
                table.c.workspace_id == workspace_id, table.c.subject == subject, table.c.blocked_until > at
            )
            for subject in (*subjects, EVERYTHING)
        )
    )


def follow_clock(tx: Transaction, latest: datetime) -> None:
    """Restart limits that began after `latest`: the clock was set back since."""
    rows = _SELECT_FROM_FUTURE.fetch_all(tx.connection, {"latest": latest})
    for row in rows:
        block(tx, row.workspace_id, row.subject, tx.now + (row.blocked_until - row.blocked_since))


def delete_before(tx: Transaction, moment: datetime) -> int:
    """Delete limits that ended before an instant (UTC); return how many."""
    return tx.connection.execute(
        delete(schema.rate_limit).where(schema.rate_limit.c.blocked_until < moment)
    ).rowcount
