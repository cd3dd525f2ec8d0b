"""All that a workspace has, page by page, in the order of ids: for the export by operators."""

from typing import Any

from sqlalchemy import Row, func, select

from bot.domain.ids import NO_USER, RecognitionId, UserId, WorkspaceId
from bot.domain.workspace import Workspace
from bot.storage import ids, schema, workspaces
from bot.storage.engine import Transaction
from bot.storage.visibility import is_active_recognition


def list_workspaces(tx: Transaction, team_id: str = "") -> list[Workspace]:
    """Return all workspaces, or those with Slack's id `team_id`, oldest first."""
    query = select(schema.workspace.c.id).order_by(schema.workspace.c.id)
    numbers = list(tx.connection.scalars(query.filter_by(team_id=team_id) if team_id else query))
    found = workspaces.get_many(tx, numbers)
    return [found[number] for number in numbers]


def count_rows(tx: Transaction, workspace_id: WorkspaceId) -> int:
    """Return how many users and recognitions a workspace has."""
    tables = (schema.slack_user, schema.recognition)
    counts = (
        select(func.count()).select_from(table).filter_by(workspace_id=workspace_id) for table in tables
    )
    return sum(int(tx.connection.scalar(count) or 0) for count in counts)


def list_users(
    tx: Transaction, workspace_id: WorkspaceId, limit: int, after: UserId = NO_USER
) -> list[Row[Any]]:
    """Return a page of the users after this id, with their preferences, None where they have none."""
    user, preferences = schema.slack_user, schema.preferences
    query = (
        select(user, preferences.c.thanks, preferences.c.messages, preferences.c.digests)
        .outerjoin(
            preferences,
            (preferences.c.workspace_id == user.c.workspace_id) & (preferences.c.user_id == user.c.id),
        )
        .where(user.c.workspace_id == workspace_id, user.c.id > after)
        .order_by(user.c.id)
        .limit(limit)
    )
    return list(tx.connection.execute(query))


def list_recognition_ids(
    tx: Transaction, workspace_id: WorkspaceId, limit: int, after: str = ids.FIRST_ID
) -> list[RecognitionId]:
    """Return a page of the recognitions (ids) after this id that nobody withdrew."""
    table = schema.recognition
    query = (
        select(table.c.id)
        .where(table.c.workspace_id == workspace_id, table.c.id > after, is_active_recognition())
        .order_by(table.c.id)
        .limit(limit)
    )
    return list(tx.connection.scalars(query))
