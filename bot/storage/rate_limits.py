"""Rate limits that all processes share: of a channel, of a Slack method, or of a whole workspace."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, select

from bot.domain.ids import WorkspaceId
from bot.storage import schema
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction

EVERYTHING = "*"
"""The limit of everything that is sent to a workspace."""
POSTING = "post"
"""The limit of all kinds that post a message. Updates and deletions have limits of their own."""
LOW_PRIORITY_METHODS = "low priority methods"
"""The limit of messages of low priority, if Slack limits a method that they need."""
LOW_PRIORITY = "low priority"
"""The limit that spreads messages of low priority over time."""


def block(tx: Transaction, workspace_id: WorkspaceId, subject: str, until: datetime) -> None:
    """Block sending until an instant (UTC). `subject` is a destination, an action or `EVERYTHING`."""
    row = {"workspace_id": workspace_id, "subject": subject, "blocked_until": until, "blocked_since": tx.now}
    upsert(tx.connection, schema.rate_limit, [row])


def find_blocked_until(tx: Transaction, workspace_id: WorkspaceId, subject: str) -> datetime | None:
    """Return until when something is or was blocked (UTC); None if unknown."""
    moment: datetime | None = tx.connection.scalar(
        select(schema.rate_limit.c.blocked_until).filter_by(workspace_id=workspace_id, subject=subject)
    )
    return moment


def shorten(tx: Transaction, workspace_id: WorkspaceId, subject: str, by: timedelta) -> None:
    """End a limit earlier: what it was for did not happen."""
    table = schema.rate_limit
    until = tx.connection.scalar(
        select(table.c.blocked_until)
        .filter_by(workspace_id=workspace_id, subject=subject)
        .with_for_update(key_share=True)
    )
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
    """Return the condition that one of these is blocked at an instant."""
    table = schema.rate_limit
    return exists().where(
        table.c.workspace_id == workspace_id,
        table.c.blocked_until > at,
        table.c.subject.in_([*subjects, EVERYTHING]),
    )


def follow_clock(tx: Transaction, latest: datetime) -> None:
    """Restart limits that began after `latest`: the clock was set back since."""
    table = schema.rate_limit
    rows = tx.connection.execute(
        select(table).where(table.c.blocked_since > latest).with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        block(tx, row.workspace_id, row.subject, tx.now + (row.blocked_until - row.blocked_since))


def delete_before(tx: Transaction, moment: datetime) -> int:
    """Delete limits that ended before an instant (UTC); return how many."""
    return tx.connection.execute(
        delete(schema.rate_limit).where(schema.rate_limit.c.blocked_until < moment)
    ).rowcount
