"""Deletion of rows that are older than their workspace keeps them, in batches."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, insert, or_, select, tuple_, update

from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.recognition import Source
from bot.storage import ids, schema
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems

BATCH_SIZE = 200
"""Rows of one kind that one transaction deletes."""
REACTION_BATCH_SIZE = 5_000
"""Reactions that one transaction deletes: no other rows depend on them."""


def find_retention_months(tx: Transaction) -> dict[WorkspaceId, int]:
    """Return how many months each workspace keeps recognitions, unless that was shortened lately."""
    table = schema.workspace
    rows = tx.connection.execute(
        select(table.c.id, table.c.retention_months).where(
            _is_in_effect(table.c.retention_held_until, tx.now)
        )
    )
    return {row.id: row.retention_months for row in rows}


def _is_in_effect(column: ColumnElement[datetime], now: datetime) -> ColumnElement[bool]:
    """Return the condition that a setting is in effect."""
    return or_(column.is_(None), column <= now)


def list_old_recognitions(
    tx: Transaction, workspace_id: WorkspaceId, moment: datetime, failed: FailedItems
) -> list[RecognitionId]:
    """Return some recognitions given before an instant (UTC), except those that failed lately."""
    table = schema.recognition
    return list(
        tx.connection.scalars(
            select(table.c.id)
            .where(
                table.c.workspace_id == workspace_id,
                table.c.id < ids.smallest_id(moment),
                failed.build_exclusion(table.c.id),
            )
            .order_by(table.c.id)
            .limit(BATCH_SIZE)
        )
    )


def list_withdrawn_recognitions(
    tx: Transaction, moment: datetime, failed: FailedItems
) -> list[tuple[WorkspaceId, RecognitionId]]:
    """Return some (workspace, id) with text that were withdrawn before an instant (UTC).

    Reactions stay withdrawn rows: they record that the recipient took them down. Rows of imports without text
    stay, too: see `keep_key`. Items that failed lately are skipped.
    """
    table = schema.recognition
    rows = tx.connection.execute(
        select(table.c.workspace_id, table.c.id)
        .where(
            table.c.withdrawn_at < moment,
            table.c.source != Source.REACTION.value,
            or_(table.c.source != Source.IMPORT.value, table.c.text != ""),
            failed.build_exclusion(table.c.id),
        )
        .order_by(table.c.id)
        .limit(BATCH_SIZE)
    )
    return [(row[0], row[1]) for row in rows]


def find_import(tx: Transaction, recognition: RecognitionId) -> Mapping[str, Any] | None:
    """Return the row of a recognition if it was imported."""
    table = schema.recognition
    query = select(table).filter_by(id=recognition, source=Source.IMPORT.value)
    row = tx.connection.execute(query).mappings().one_or_none()
    return dict(row) if row else None


def keep_key(tx: Transaction, imported: Mapping[str, Any]) -> None:
    """Keep the key of an import that was removed and deleted, a hash: it must not be imported again.

    It goes with all that is as old as it.
    """
    tx.connection.execute(insert(schema.recognition), {**imported, "text": ""})


def delete_withdrawn_comments(tx: Transaction, moment: datetime) -> int:
    """Delete comments of reactions withdrawn before an instant (UTC); return how many."""
    table, recognition = schema.giver, schema.recognition
    withdrawn = select(recognition.c.id).where(
        recognition.c.withdrawn_at < moment, recognition.c.source == Source.REACTION.value
    )
    return tx.connection.execute(
        update(table).where(table.c.comment != "", table.c.recognition_id.in_(withdrawn)).values(comment="")
    ).rowcount


def delete_records(tx: Transaction, workspace_id: WorkspaceId, moment: datetime) -> int:
    """Delete some messages, digests and audit entries made before an instant (UTC); return how many.

    Messages stay in Slack, but can no longer be changed.
    """
    floor, deleted = ids.smallest_id(moment), 0
    for table in (schema.posted_message, schema.digest, schema.audit_entry):
        # The rows of one audit entry about several users share an id.
        batch = (
            select(table.c.id)
            .where(table.c.workspace_id == workspace_id, table.c.id < floor, *_exclude_held(table))
            .order_by(table.c.id)
            .limit(BATCH_SIZE)
            # Other processes have their nights at the same time.
            .with_for_update(skip_locked=True)
        )
        deletion = delete(table).where(table.c.workspace_id == workspace_id, table.c.id.in_(batch))
        deleted += tx.connection.execute(deletion).rowcount
    return deleted


def _exclude_held(table: Table) -> list[ColumnElement[bool]]:
    """Return a condition that keeps messages which still show what was taken away."""
    if table is not schema.posted_message:
        return []
    return [table.c.id.not_in(select(schema.held_change.c.posted_message_id))]


def delete_reactions(tx: Transaction, workspace_id: WorkspaceId, moment: datetime) -> int:
    """Delete some of what is remembered of emoji on messages that were written before an instant."""
    is_old = schema.reaction.c.message_ts < f"{moment.timestamp():.6f}"
    return delete_some_reactions(tx, workspace_id, is_old)


def delete_some_reactions(tx: Transaction, workspace_id: WorkspaceId, *which: ColumnElement[bool]) -> int:
    """Delete some of these reactions; return how many. A statement may only take so long."""
    table = schema.reaction
    key = tuple_(*table.primary_key.columns)
    batch = (
        select(*table.primary_key.columns)
        .where(table.c.workspace_id == workspace_id, *which)
        .order_by(*table.primary_key.columns)
        .limit(REACTION_BATCH_SIZE)
    )
    return tx.connection.execute(delete(table).where(key.in_(batch))).rowcount


def list_deactivated_users(tx: Transaction) -> list[tuple[WorkspaceId, UserId]]:
    """Return users (workspace, id) who have been deactivated for as long as their workspace waits."""
    user, workspace = schema.slack_user, schema.workspace
    rows = tx.connection.execute(
        select(user.c.workspace_id, user.c.id, user.c.deactivated_at, workspace.c.deactivated_days)
        .join(workspace, workspace.c.id == user.c.workspace_id)
        .where(user.c.deactivated_at.is_not(None), _is_in_effect(workspace.c.deactivation_held_until, tx.now))
    )
    return [
        (row.workspace_id, row.id)
        for row in rows
        # So compared, no number of days is too large for a date.
        if (tx.now - row.deactivated_at).days >= row.deactivated_days
    ]


def list_uninstalled_before(tx: Transaction, moment: datetime) -> list[WorkspaceId]:
    """Return the workspaces that uninstalled the app before an instant (UTC)."""
    table = schema.workspace
    return list(tx.connection.scalars(select(table.c.id).where(table.c.uninstalled_at < moment)))
