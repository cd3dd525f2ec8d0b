"""Reports to the admins that a recognition isn't okay. Admins read why, but not who reported."""

from datetime import datetime

from sqlalchemy import func, select, union, update

from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_messages import ReportNotice
from bot.domain.report import InvolvedUsers
from bot.storage import schema
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.visibility import is_active_endorsement


def add(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId, reason: str
) -> bool:
    """Add a report; return False if this user reported it before."""
    return insert_once(
        tx.connection,
        schema.report,
        workspace_id=workspace_id,
        recognition_id=recognition,
        user_id=user,
        reason=reason,
        created_at=tx.now,
    )


def has_reported(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId
) -> bool:
    """Return True if this user has reported the recognition before."""
    table = schema.report
    query = select(table.c.user_id).filter_by(
        workspace_id=workspace_id, recognition_id=recognition, user_id=user
    )
    return tx.connection.scalar(query) is not None


def count_since(tx: Transaction, workspace_id: WorkspaceId, user: UserId, since: datetime) -> int:
    """Return how many recognitions a user reported after an instant (UTC)."""
    table = schema.report
    query = (
        select(func.count())
        .select_from(table)
        .where(table.c.workspace_id == workspace_id, table.c.user_id == user, table.c.created_at > since)
    )
    return int(tx.connection.scalar(query) or 0)


def list_reasons(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId) -> list[str] | None:
    """Return the reasons of the reports, oldest first; None if there is no report."""
    table = schema.report
    reasons = tx.connection.scalars(
        select(table.c.reason)
        .filter_by(workspace_id=workspace_id, recognition_id=recognition)
        .order_by(table.c.created_at)
    ).all()
    return list(reasons) or None


def list_reporters(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId) -> list[UserId]:
    """Return the users (ids) who reported a recognition."""
    table = schema.report
    query = select(table.c.user_id).filter_by(workspace_id=workspace_id, recognition_id=recognition)
    return sorted(tx.connection.scalars(query))


def mark_reviewed(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId) -> list[UserId]:
    """Mark all reports of a recognition as reviewed; return the users (ids) whose report was not."""
    table = schema.report
    changed = tx.connection.scalars(
        update(table)
        .filter_by(workspace_id=workspace_id, recognition_id=recognition, reviewed_at=None)
        .values(reviewed_at=tx.now)
        .returning(table.c.user_id)
    )
    return sorted(changed)


def is_reviewed(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId) -> bool:
    """Return True if an admin has looked at every report of a recognition."""
    table = schema.report
    query = select(table.c.user_id).filter_by(
        workspace_id=workspace_id, recognition_id=recognition, reviewed_at=None
    )
    return tx.connection.scalar(query.limit(1)) is None


def mark_changed(tx: Transaction, recognition: RecognitionId) -> None:
    """Record that a reported recognition was changed now, so that admins can read that it was."""
    table, report = schema.recognition, schema.report
    reported = select(report.c.recognition_id).where(report.c.recognition_id == recognition)
    statement = update(table).where(table.c.id == recognition, reported.exists())
    tx.connection.execute(statement.values(edited_at=tx.now))


def is_changed(tx: Transaction, recognition: RecognitionId) -> bool:
    """Return True if a recognition was changed after its first report. The former text isn't stored."""
    table, report = schema.recognition, schema.report
    first = select(func.min(report.c.created_at)).where(report.c.recognition_id == recognition)
    query = select(table.c.id).where(table.c.id == recognition, table.c.edited_at > first.scalar_subquery())
    return tx.connection.scalar(query) is not None


def list_notified_admins(tx: Transaction, recognition: RecognitionId) -> set[UserId]:
    """Return the admins (ids) who have or will get a message about the reports of a recognition."""
    message, outbox = schema.posted_message, schema.outbox_message
    posted = select(message.c.user_id).filter_by(recognition_id=recognition, kind=ReportNotice.kind)
    waiting = select(outbox.c.destination).filter_by(
        recognition_id=recognition, kind=ReportNotice.kind, failed_at=None
    )
    return {admin for admin in tx.connection.scalars(union(posted, waiting)) if admin}


def find_involved_users(tx: Transaction, recognition: RecognitionId) -> InvolvedUsers:
    """Return who has a part in a recognition; recipients also if they took it down.

    Members of a team have none: every admin may be in it.
    """
    endorser, credit, mention = schema.endorsement, schema.credit, schema.mention
    parts = union(
        select(schema.giver.c.user_id).filter_by(recognition_id=recognition),
        select(schema.recipient.c.user_id).filter_by(recognition_id=recognition, is_member=False),
        select(endorser.c.user_id).filter_by(recognition_id=recognition).where(is_active_endorsement()),
        select(credit.c.sharer_id).filter_by(recognition_id=recognition),
    )
    named = select(mention.c.user_id).filter_by(recognition_id=recognition)
    return InvolvedUsers(frozenset(tx.connection.scalars(parts)), frozenset(tx.connection.scalars(named)))
