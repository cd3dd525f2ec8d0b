"""Typed commands about cards, and the buttons of their starters."""

from functools import partial

from bot.domain import mentions
from bot.domain.calendar import find_zone
from bot.domain.card import MAX_CARD_RECIPIENTS, MAX_OCCASION_LENGTH, CardSettings, find_closing_time_error
from bot.domain.card_deadline import find_closing_time
from bot.domain.commands.card import CardCommand, CardsCommand
from bot.domain.ids import UserId
from bot.domain.workspace import Workspace
from bot.slack.api.cache import call_each
from bot.slack.context import Context
from bot.slack.features.card import form, refusal_views, views
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader, Request
from bot.slack.ui.inline import plain_text, text_spans
from bot.slack.ui.message import Message
from bot.usecases import cards

MAX_LOOKED_UP = 3 * MAX_CARD_RECIPIENTS
"""Users of groups that one command looks up; more are too many recipients anyway."""


async def answer_command(context: Context, request: Request, command: CardCommand) -> Message | None:
    """Start a card, or ask for what is missing in a form."""
    workspace, reader = request.workspace, request.reader
    recipients = await _find_recipients(context, request, command)
    names = await context.names(workspace, mentions.find_mentioned_users(command.occasion))
    occasion = plain_text(text_spans(reader.language, names, command.occasion))
    now, zone = context.deps.clock.now(), reader.user.timezone
    closes_at = find_closing_time(command.deadline, now, zone) if command.deadline else None
    is_clear = bool(recipients and closes_at) and len(occasion) <= MAX_OCCASION_LENGTH
    if not is_clear or closes_at is None or find_closing_time_error(closes_at, now):
        if await form.open_for_command(context, request, command, recipients, occasion):
            return None
        return refusal_views.example_message(reader.language)
    data = form.StartFormData(request.command.channel, conversation=request.conversation)
    channel = await form.find_channel(context, workspace, data)
    settings = CardSettings(
        occasion,
        closes_at,
        find_zone((command.deadline and command.deadline.zone) or zone),
        command.is_private,
    )
    answer, _ = await form.start(context, workspace, reader, channel, recipients, settings, (), request.key)
    return answer


async def _find_recipients(context: Context, request: Request, command: CardCommand) -> tuple[UserId, ...]:
    """Return the users named, and the people of the groups without the starter.

    Of a large group only as many are looked up as show that it is too large.
    """
    directory, workspace = context.directory, request.workspace
    groups = await call_each(partial(directory.groups.find_members, workspace), command.groups)
    members = [member for group in groups if group for member in group if member != request.command.user]
    found = await directory.users.find(workspace, members[:MAX_LOOKED_UP])
    people = (user.id for user in found.values() if user.is_active_person)
    return tuple(dict.fromkeys((*command.users, *people)))


async def list_cards(context: Context, request: Request, command: CardsCommand) -> Message:
    """List the reader's open cards."""
    workspace, reader = request.workspace, request.reader
    found = await context.deps.database.read(cards.list_open, workspace, reader.user.id)
    named = {user for shown in found for user in (*shown.card.recipients, *(shown.signers or ()))}
    texts = [shown.signature.text for shown in found if shown.signature]
    named |= {user for text in texts for user in mentions.find_mentioned_users(text)}
    names = await context.names(workspace, named)
    return views.list_message(reader.language, names, found, reader.user.timezone)


async def cancel(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Cancel a card, once."""
    cancelled = await context.deps.database.write(cards.cancel, workspace, reader.user.id, press.value)
    names = await context.names(workspace, cancelled.recipients if cancelled else ())
    answer = views.cancelled_message(reader.language, names, cancelled)
    # The list may have other cards, so it stays.
    return await context.answer_privately(press.response_url, answer)
