"""Reading all of a card, and taking it down, for those who may."""

import structlog

from bot.domain.card import Card
from bot.domain.scopes import ChannelScope, ReceivedScope, Scope
from bot.domain.visibility import is_open_to
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError, SlackError
from bot.slack.context import Context
from bot.slack.features.card import given_views
from bot.slack.features.card.page_cursor import CardPage, parse_page
from bot.slack.outbound.rendering import users_in
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.slack.ui.modal import loading_view
from bot.usecases import given_cards

_log = structlog.get_logger(__name__)


async def open_pages(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Open a form with the first page; the message of the button stays as it is."""
    language = reader.language
    empty = loading_view(
        language, given_views.build_form(language, given_views.unavailable_message(language))
    )
    view_id = await context.open_view(workspace, press.trigger_id, empty)
    if view_id:
        context.background_tasks.start(_show_page(context, workspace, reader, press, view_id))
    else:
        await context.answer_privately(
            press.response_url, await _build_page(context, workspace, reader, press)
        )


async def turn_page(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Show another page in the form; return it if the button is in a message."""
    if not press.view_id:
        return await _build_page(context, workspace, reader, press)
    context.background_tasks.start(_show_page(context, workspace, reader, press, press.view_id))
    return None


async def _show_page(
    context: Context, workspace: Workspace, reader: Reader, press: Press, view_id: str
) -> None:
    page = await _build_page(context, workspace, reader, press)
    await context.update(workspace, view_id, given_views.build_form(reader.language, page))


async def _build_page(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    language = reader.language
    try:
        page = parse_page(press.value)
    except InvalidPayloadError:
        _log.warning("a button of a card that cannot be read")
        return given_views.unavailable_message(language)
    card = await context.deps.database.read(given_cards.find_given, workspace, page.card)
    scope = await _find_scope(context, workspace, reader, card) if card else None
    if card is None or scope is None:
        return given_views.unavailable_message(language)
    return await _render_page(context, workspace, reader, card, scope, page)


async def _render_page(
    context: Context, workspace: Workspace, reader: Reader, card: Card, scope: Scope, page: CardPage
) -> Message:
    content = await context.deps.database.read(given_cards.read_card, workspace, card, scope)
    if content is None:
        return given_views.unavailable_message(reader.language)
    names = await context.names(workspace, users_in(content.recognitions) | {*card.recipients})
    return given_views.build_page(reader.language, names, reader.values, content, page)


async def _find_scope(context: Context, workspace: Workspace, reader: Reader, card: Card) -> Scope | None:
    """Return what of a card the reader may see: a recipient all, its channel what was posted there."""
    if reader.user.id in card.recipients:
        return ReceivedScope(reader.user.id)
    if not card.is_in_channel:
        return None
    try:
        async with context.in_time():
            channel = await context.directory.channels.find(workspace, card.channel)
            can_read = is_open_to(reader.user, channel.kind) or await context.directory.memberships.is_member(
                workspace, card.channel, reader.user.id
            )
    except (SlackError, TimeoutError) as error:
        _log.warning("card page not shown", error=str(error) or type(error).__name__)
        return None
    return ChannelScope(card.channel) if can_read else None


async def take_down(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Take a card down for the reader, if it is for them."""
    is_done = await context.deps.database.write(given_cards.take_down, workspace, reader.user.id, press.value)
    answer = given_views.taken_down_message(reader.language, is_done=is_done)
    return await context.answer_privately(press.response_url, answer)
