"""What is stored about a request: its user, its workspace, and the users that it can name."""

from dataclasses import dataclass, replace

from bot.domain.user import User
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.domain.workspace_settings import WorkspaceSettings
from bot.storage import users, workspaces
from bot.storage.engine import Transaction


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """The user who makes a request, and the settings and values of their workspace at that moment."""

    user: User
    settings: WorkspaceSettings
    values: Values


def find_request_facts(tx: Transaction, workspace: Workspace, user: User) -> RequestFacts:
    """Return the facts about a request of this user, as Slack described them, in one read.

    They are read for each request, so that a dismissed admin loses their rights at once.
    """
    settings, values, is_appointed = workspaces.find_settings_and_values(tx, workspace.id, user.id)
    return RequestFacts(replace(user, is_appointed=is_appointed), settings, values)


def list_known_users(tx: Transaction, workspace: Workspace, limit: int) -> list[User]:
    """Return the users that the bot met last, up to `limit`."""
    return users.list_latest(tx, workspace, limit)
