"""The tour for the user who installed the app."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.onboarding import first_week, first_week_views, handlers, views

    routes.actions.update(
        {
            views.SKIP: partial(handlers.skip_tour, context),
            first_week_views.ADD_VALUE: partial(first_week.add_value, context),
            first_week_views.START_DIGEST: partial(first_week.start_digest, context),
            first_week_views.SKIP: partial(first_week.skip, context),
        }
    )
