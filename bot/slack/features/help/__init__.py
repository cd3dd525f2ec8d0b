"""Help, and answers to parse errors."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.command import HelpCommand, RankingQuestion
    from bot.domain.commands.parse_error import ParseError
    from bot.slack.features.help import handlers

    routes.commands[HelpCommand] = partial(handlers.answer_help, context)
    routes.commands[RankingQuestion] = handlers.answer_ranking
    routes.commands[ParseError] = handlers.answer_error
