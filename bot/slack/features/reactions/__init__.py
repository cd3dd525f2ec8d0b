"""Recognitions given by reaction."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.reactions.handlers import ReactionHandler

    handler = ReactionHandler(context)
    routes.events.update(dict.fromkeys(("reaction_added", "reaction_removed"), handler.handle_event))
