"""Leads and their circles."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.command import (
        LeadsChangeCommand,
        LeadsCommand,
        LeadsNoteCommand,
        LeadsSwitchCommand,
    )
    from bot.slack.features.leads import appointment_views, handlers

    routes.commands.update(
        {
            LeadsCommand: partial(handlers.answer_command, context),
            LeadsChangeCommand: partial(handlers.answer_command, context),
            LeadsSwitchCommand: partial(handlers.answer_command, context),
            LeadsNoteCommand: partial(handlers.answer_command, context),
        }
    )
    routes.actions.update(
        {
            appointment_views.APPOINT: partial(handlers.open_form, context),
            appointment_views.CONFIRM: partial(handlers.decide, context),
        }
    )
    routes.submissions.update(
        {
            appointment_views.APPOINT: partial(handlers.submit, context),
            appointment_views.CONFIRM: partial(handlers.confirm, context),
        }
    )
