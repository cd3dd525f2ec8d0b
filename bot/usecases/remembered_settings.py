"""Settings and values that a process remembers from an earlier request: who records by them checks them."""

from msgspec import Struct

from bot.domain.ids import WorkspaceId
from bot.domain.values import Values
from bot.domain.workspace_settings import WorkspaceSettings
from bot.storage import workspaces
from bot.storage.engine import Transaction


class RememberedSettings(Struct, frozen=True):
    """What a command was read by. Another request, or another process, may have changed it since."""

    settings: WorkspaceSettings
    values: Values


def find_current(tx: Transaction, workspace_id: WorkspaceId) -> RememberedSettings:
    """Return the settings and values of this moment. They equal remembered ones if nothing changed."""
    settings, values, _ = workspaces.find_settings_and_values(tx, workspace_id)
    return RememberedSettings(settings, values)
