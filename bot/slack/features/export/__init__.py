"""A user's own data as files."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.command import ExportCommand
    from bot.slack.features.export import handlers

    routes.commands.update(
        {
            ExportCommand: partial(handlers.answer_command, context),
        }
    )
