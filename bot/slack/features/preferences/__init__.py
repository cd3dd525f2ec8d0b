"""How users wish to be thanked, written to and counted in."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.command import PreferenceCommand, PrivacyCommand
    from bot.slack.features.preferences import handlers, views

    routes.commands.update(
        {
            PrivacyCommand: partial(handlers.answer_command, context),
            PreferenceCommand: partial(handlers.answer_command, context),
        }
    )
    routes.actions.update(
        {
            views.CHOOSE: partial(handlers.choose_option, context),
            views.EXPORT: partial(handlers.send_export, context),
        }
    )
