"""Sharing the credit for a recognition with a colleague."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.credit import handlers
    from bot.slack.features.recognition import recipient_views

    routes.submissions.update(
        {
            recipient_views.SHARE: partial(handlers.submit, context),
        }
    )
