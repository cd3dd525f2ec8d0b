"""Reading recognitions of the past."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.command import HistoryQuery
    from bot.slack.features.history import form, handlers, views
    from bot.slack.features.leads import views as leads_views

    routes.commands.update(
        {
            HistoryQuery: partial(handlers.answer_query, context),
        }
    )
    routes.actions.update(
        {
            views.CHANGE: partial(form.open_form, context),
            views.OLDER: partial(handlers.turn_page, context),
            views.NEWER: partial(handlers.turn_page, context),
            leads_views.SHOW_REST: partial(handlers.show_rest, context),
            leads_views.SHOW_CIRCLE: partial(handlers.show_circle, context),
        }
    )
    routes.submissions.update(
        {
            views.CHANGE: partial(form.submit, context),
        }
    )
