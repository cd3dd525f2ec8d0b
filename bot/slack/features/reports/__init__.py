"""Reporting recognitions to admins."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.reports import handlers, views

    routes.actions.update(
        {
            views.WITHDRAW: partial(handlers.open_withdrawal_form, context),
            views.KEEP: partial(handlers.leave_up, context),
        }
    )
    routes.submissions.update(
        {
            views.REPORT: partial(handlers.submit_report, context),
            views.WITHDRAW: partial(handlers.submit_withdrawal, context),
        }
    )
