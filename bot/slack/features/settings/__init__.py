"""Workspace settings, for admins."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.settings_command import (
        AdminsCommand,
        DeactivatedDaysCommand,
        DigestEditorsCommand,
        PublicLanguageCommand,
        RetentionCommand,
        SettingsCommand,
        SettingsHistoryCommand,
        TargetChannelCommand,
        ValuesInFormCommand,
    )
    from bot.slack.features.settings import changes, form, handlers, views

    routes.commands.update(
        {
            SettingsCommand: partial(handlers.answer_command, context),
            SettingsHistoryCommand: partial(handlers.answer_command, context),
            RetentionCommand: partial(handlers.answer_command, context),
            DeactivatedDaysCommand: partial(handlers.answer_command, context),
            DigestEditorsCommand: partial(handlers.answer_command, context),
            PublicLanguageCommand: partial(handlers.answer_command, context),
            ValuesInFormCommand: partial(handlers.answer_command, context),
            TargetChannelCommand: partial(handlers.answer_command, context),
            AdminsCommand: partial(handlers.answer_command, context),
        }
    )
    routes.actions.update(
        {
            views.CHANGE: partial(form.open_form, context),
            views.CONFIRM: partial(form.decide, context),
            views.UNDO: partial(form.undo_change, context),
            views.CHANGES: partial(changes.turn_page, context),
        }
    )
    routes.submissions.update(
        {
            views.CHANGE: partial(form.submit, context),
            views.CONFIRM: partial(form.confirm, context),
        }
    )
