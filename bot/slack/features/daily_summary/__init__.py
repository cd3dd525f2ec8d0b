"""The daily summary of notifications."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.daily_summary import handlers
    from bot.slack.features.recognition import direct_message

    routes.actions.update(
        {
            direct_message.READ_REST: partial(handlers.show_rest, context),
            direct_message.READ_ON: partial(handlers.build_page, context),
        }
    )
