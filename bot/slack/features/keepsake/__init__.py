"""What a user received, as a page and a PDF for themselves."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.keepsake_command import (
        KeepsakeCommand,
        YearlyKeepsakeCommand,
        YearlyKeepsakeOffCommand,
    )
    from bot.slack.features.keepsake import handlers, views

    routes.commands.update(
        {
            KeepsakeCommand: partial(handlers.answer_command, context),
            YearlyKeepsakeCommand: partial(handlers.switch_on, context),
            YearlyKeepsakeOffCommand: partial(handlers.switch_off, context),
        }
    )
    routes.actions.update({views.STOP: partial(handlers.stop, context)})
