"""Events of users and of the installation."""

import structlog

from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.payloads.events import (
    AppUninstalledEvent,
    TeamAccessRevokedEvent,
    TokensRevokedEvent,
    UserChangeEvent,
)
from bot.usecases import installations

_log = structlog.get_logger(__name__)


async def handle_user_change(context: Context, workspace: Workspace, event: UserChangeEvent) -> None:
    """Store a user's new profile."""
    await context.directory.users.handle_change(workspace, event.user)


async def handle_tokens_revoked(context: Context, workspace: Workspace, event: TokensRevokedEvent) -> None:
    """Handle an uninstallation if the bot's own token was revoked."""
    if event.is_about_bot:
        await handle_uninstallation(context, workspace)


async def handle_uninstallation(
    context: Context, workspace: Workspace, _: AppUninstalledEvent | None = None
) -> None:
    """Mark the workspace as uninstalled; its data is erased some weeks later, see `usecases.retention`."""
    await context.deps.database.write(installations.record_uninstallation, workspace)
    # The next request reads a new installation.
    context.installations.forget(workspace.id)
    _log.warning("app uninstalled", workspace=workspace.identity.team_id)


async def handle_team_access_revoked(
    context: Context, organisation: Workspace, event: TeamAccessRevokedEvent
) -> None:
    """Mark workspaces as uninstalled that an organisation took the app from."""
    await context.deps.database.write(installations.record_access_loss, organisation, event.team_ids)
    context.installations.forget(organisation.id)
    _log.warning("app taken from workspaces", workspaces=event.team_ids)
