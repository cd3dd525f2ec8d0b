"""Mentions of the bot and direct messages to it."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.conversation import handlers

    routes.events.update(
        {
            "message": partial(handlers.handle_message_event, context),
            "app_mention": partial(handlers.handle_mention, context),
        }
    )
