"""The Home tab."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.history import views as history_views
    from bot.slack.features.home import handlers, views, year_views
    from bot.slack.features.home.year import OwnYear
    from bot.slack.features.keepsake import views as keepsake_views
    from bot.slack.features.leads import views as leads_views
    from bot.slack.features.preferences import views as preferences_views
    from bot.slack.features.recognition import views as recognition_views

    routes.home_actions.update(
        {
            views.HOME: partial(handlers.turn_section, context),
            history_views.OLDER: partial(handlers.turn_page, context),
            history_views.NEWER: partial(handlers.turn_page, context),
            recognition_views.UNDO: partial(handlers.undo, context),
            preferences_views.CHOOSE: partial(handlers.choose_preference, context),
            preferences_views.EXPORT: partial(handlers.send_export, context),
            keepsake_views.STOP: partial(handlers.stop_keepsakes, context),
            leads_views.NOT_THANKED: partial(handlers.show_not_thanked, context),
        }
    )
    routes.home_actions[year_views.YEAR] = partial(handlers.open_year, context, OwnYear(context))
    routes.events["app_home_opened"] = partial(handlers.open_home, context)
