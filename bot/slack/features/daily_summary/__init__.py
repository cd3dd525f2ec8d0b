"""The daily summary of notifications."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.daily_summary import handlers
    from bot.slack.features.daily_summary import views as daily_summary_views

    routes.actions.update(
        {
            daily_summary_views.SHOW_REST: partial(handlers.show_rest, context),
            daily_summary_views.SHOW_NEXT: partial(handlers.build_page, context),
        }
    )
