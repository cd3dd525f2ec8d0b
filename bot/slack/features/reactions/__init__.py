"""Recognitions given by reaction."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.reactions import handlers

    routes.events.update(
        dict.fromkeys(("reaction_added", "reaction_removed"), partial(handlers.handle_event, context))
    )
