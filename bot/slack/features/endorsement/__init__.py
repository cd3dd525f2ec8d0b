"""Endorsements of recognitions ("Me too"), and comments on them."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.endorsement import comment_views, comments, handlers, views

    routes.actions.update(
        {
            views.ENDORSE: partial(handlers.endorse, context),
            views.COMMENT: partial(handlers.open_form, context),
            views.WITHDRAW: partial(handlers.withdraw, context),
            comment_views.COMMENT: partial(comments.open_form, context),
        }
    )
    routes.shout_out_actions.add(views.ENDORSE)
    routes.submissions.update(
        {
            views.ENDORSE: partial(handlers.submit, context),
            comment_views.COMMENT: partial(comments.submit, context),
        }
    )
