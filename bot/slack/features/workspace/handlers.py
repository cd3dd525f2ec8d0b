"""Events of users and of the installation."""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.slack import payloads
from bot.slack.context import Context
from bot.usecases import retention

_log = structlog.get_logger(__name__)


async def handle_user_change(context: Context, body: Mapping[str, Any]) -> None:
    """Store a user's new profile."""
    await context.directory.hear(await context.workspace(), payloads.changed_user(body))


async def handle_tokens_revoked(context: Context, body: Mapping[str, Any]) -> None:
    """Handle an uninstallation if the bot's own token was revoked."""
    if payloads.is_bot_revoked(body):
        await handle_uninstallation(context, body)


async def handle_uninstallation(context: Context, _: Mapping[str, Any]) -> None:
    """Mark the workspace as uninstalled; its data is erased some weeks later, see `usecases.retention`."""
    workspace = await context.workspace()
    await context.deps.database.write(retention.mark_uninstalled, workspace)
    # The next request reads a new installation.
    context.installations.forget()
    _log.warning("the app was taken away", workspace=workspace.identity.team_id)
