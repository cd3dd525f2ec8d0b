"""Stored facts about users who make requests, and about users they name."""

from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.storage import admins, users
from bot.storage.engine import Transaction


def mark_if_appointed(tx: Transaction, workspace: Workspace, user: User) -> User:
    """Return the user as an admin if Slack's admins appointed them as one in Hearten."""
    return admins.mark_if_appointed(tx, workspace.id, user)


def list_known_users(tx: Transaction, workspace: Workspace, limit: int) -> list[User]:
    """Return the users that the bot met last, up to `limit`."""
    return users.list_latest(tx, workspace, limit)
