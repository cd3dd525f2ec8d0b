"""The values of a workspace."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.command import ValuesCommand
    from bot.slack.features.values import form_views, handlers, views

    routes.commands[ValuesCommand] = handlers.answer_command
    routes.actions.update(
        {
            views.CHANGE: partial(handlers.open_list, context),
            views.VALUE: partial(handlers.choose_from_list, context),
        }
    )
    routes.submissions.update(
        {
            form_views.ADD_VALUE: partial(handlers.submit, context),
            form_views.EDIT_VALUE: partial(handlers.submit, context),
            form_views.RESTORE_VALUE: partial(handlers.submit, context),
            form_views.MERGE_VALUE: partial(handlers.submit, context),
        }
    )
