"""Answers `/kudos help`, parse errors, and questions about rankings."""

from bot.domain.circle import may_configure
from bot.domain.commands.command import HelpCommand, RankingQuestion
from bot.domain.commands.parse_error import ParseError
from bot.slack.context import Context
from bot.slack.features.help import order_views, views
from bot.slack.features.recognition import handlers as recognition_handlers
from bot.slack.request import Request
from bot.slack.ui.message import Message


async def answer_help(context: Context, request: Request, command: HelpCommand) -> Message | None:
    """Show the help; a command without arguments opens the form instead."""
    if not command.is_requested and await recognition_handlers.open_form(context, request):
        return None
    return views.build_help(
        request.reader.language,
        is_requested=command.is_requested,
        for_admin=may_configure(request.reader.user),
        topics=command.topics,
        has_greeting=command.has_greeting,
    )


async def answer_ranking(request: Request, _: RankingQuestion) -> Message:
    """Say that there are no rankings."""
    return order_views.no_ranking_message(request.reader.language)


async def answer_error(request: Request, error: ParseError) -> Message:
    """Explain a parse error, and what to type instead."""
    return views.error_message(request.reader.language, error, request.typed)
