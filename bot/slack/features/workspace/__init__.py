"""Users and the installation of a workspace."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.workspace import handlers

    routes.events.update(
        {
            "user_change": partial(handlers.handle_user_change, context),
            "app_uninstalled": partial(handlers.handle_uninstallation, context),
            "tokens_revoked": partial(handlers.handle_tokens_revoked, context),
            "team_access_revoked": partial(handlers.handle_team_access_revoked, context),
        }
    )
