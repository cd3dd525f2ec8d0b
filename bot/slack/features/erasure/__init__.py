"""Erasing a user's data."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.command import ForgetMeCommand
    from bot.slack.features.erasure import handlers, views

    routes.commands.update(
        {
            ForgetMeCommand: partial(handlers.answer_command, context),
        }
    )
    routes.actions.update(
        {
            views.ERASE: partial(handlers.order_erasure, context),
        }
    )
