"""Admins of a workspace: Slack's own admins and owners, and appointed users."""

from collections.abc import Iterable

from msgspec.structs import replace
from sqlalchemy import bindparam, delete, select

from bot.domain.ids import UserId, WorkspaceId
from bot.domain.user import User
from bot.storage import schema, visibility
from bot.storage.conditions import is_listed, is_one_of
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.statements import PreparedStatement
from bot.storage.visibility import may_configure

_APPOINTED = PreparedStatement(
    select(schema.appointed_admin.c.user_id).where(
        schema.appointed_admin.c.workspace_id == bindparam("workspace"),
        is_listed(schema.appointed_admin.c.user_id, "users"),
    )
)


def list_admins(tx: Transaction, workspace_id: WorkspaceId, limit: int) -> list[UserId]:
    """Return up to `limit` admins (ids) of the stored users, by name."""
    table = schema.slack_user
    return list(
        tx.connection.scalars(
            select(table.c.id)
            .where(table.c.workspace_id == workspace_id, may_configure())
            .order_by(table.c.name, table.c.id)
            .limit(limit)
        )
    )


def is_admin(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> bool:
    """Return True if a stored user may configure the workspace."""
    table = schema.slack_user
    query = select(table.c.id).where(
        table.c.workspace_id == workspace_id, table.c.id == user, may_configure()
    )
    return bool(tx.connection.scalar(query))


def list_appointed(tx: Transaction, workspace_id: WorkspaceId) -> list[UserId]:
    """Return the appointed users (ids) who can act as admins now, by name."""
    table = schema.slack_user
    return list(
        tx.connection.scalars(
            select(table.c.id)
            .where(table.c.workspace_id == workspace_id, may_configure(), visibility.is_appointed())
            .order_by(table.c.name, table.c.id)
        )
    )


def is_appointed(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> bool:
    """Return True if a user was appointed as an admin."""
    table = schema.appointed_admin
    return bool(
        tx.connection.scalar(select(table.c.user_id).filter_by(workspace_id=workspace_id, user_id=user))
    )


def find_appointed(tx: Transaction, workspace_id: WorkspaceId, users: Iterable[UserId]) -> set[UserId]:
    """Return those of these users (ids) who were appointed as admins."""
    return set(
        _APPOINTED.fetch_column(tx.connection, {"workspace": workspace_id, "users": sorted(set(users))})
    )


def mark_if_appointed(tx: Transaction, workspace_id: WorkspaceId, user: User) -> User:
    """Return the user that Slack described, with `is_appointed` filled in."""
    return replace(user, is_appointed=is_appointed(tx, workspace_id, user.id))


def appoint(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> bool:
    """Make a user an admin; return False if they were one."""
    row = {"workspace_id": workspace_id, "user_id": user, "appointed_at": tx.now}
    return insert_once(tx.connection, schema.appointed_admin, **row)


def dismiss(tx: Transaction, workspace_id: WorkspaceId, users: Iterable[UserId]) -> set[UserId]:
    """Dismiss appointed admins; return the users (ids) who were one."""
    table = schema.appointed_admin
    return set(
        tx.connection.scalars(
            delete(table)
            .where(table.c.workspace_id == workspace_id, is_one_of(table.c.user_id, users))
            .returning(table.c.user_id)
        )
    )
