"""The tour for the user who installed the app."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.onboarding import handlers, views

    routes.actions[views.SKIP] = partial(handlers.skip_tour, context)
