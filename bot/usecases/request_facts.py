"""What is stored about a request: its user, its workspace, and the users that it can name."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.ids import UserId, WorkspaceId
from bot.domain.user import User
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.domain.workspace_settings import WorkspaceSettings
from bot.storage import admins, users, workspaces
from bot.storage.engine import Transaction


class RequestFacts(Struct, frozen=True):
    """The user who makes a request, and the settings and values of their workspace at that moment."""

    user: User
    settings: WorkspaceSettings
    values: Values


def find_request_facts(tx: Transaction, requests: Sequence[tuple[Workspace, User]]) -> list[RequestFacts]:
    """Return the facts about requests of these users, as Slack described them, in one read.

    They are read after each request came, so that a dismissed admin loses their rights at once.
    """
    users_by_workspace: defaultdict[WorkspaceId, list[UserId]] = defaultdict(list)
    for workspace, user in requests:
        users_by_workspace[workspace.id].append(user.id)
    found = {id_: _find_workspace_facts(tx, id_, users_) for id_, users_ in users_by_workspace.items()}
    facts = []
    for workspace, user in requests:
        settings, values, appointed = found[workspace.id]
        facts.append(RequestFacts(replace(user, is_appointed=user.id in appointed), settings, values))
    return facts


def _find_workspace_facts(
    tx: Transaction, workspace_id: WorkspaceId, user_ids: Sequence[UserId]
) -> tuple[WorkspaceSettings, Values, set[UserId]]:
    """Return settings and values, and those of these users (ids) who were appointed as admins."""
    first, *others = user_ids
    settings, values, is_appointed = workspaces.find_settings_and_values(tx, workspace_id, first)
    appointed = admins.find_appointed(tx, workspace_id, others) if others else set()
    return settings, values, appointed | ({first} if is_appointed else set())


def list_known_users(tx: Transaction, workspace: Workspace, limit: int) -> list[User]:
    """Return the users that the bot met last, up to `limit`."""
    return users.list_latest(tx, workspace, limit)
