"""Reading all of a card, and taking it down, for those who may."""

import structlog

from bot.domain.card import Card
from bot.domain.scopes import ChannelScope, ReceivedScope, Scope
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError, SlackError
from bot.slack.context import Context
from bot.slack.features.card import given_views
from bot.slack.features.card.page_cursor import CardPage, parse_page
from bot.slack.membership import can_read_channel
from bot.slack.outbound.rendering import users_in
from bot.slack.paged_form import PagedForm
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.usecases import given_cards

_log = structlog.get_logger(__name__)


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
            can_read = await can_read_channel(context, workspace, reader, card.channel)
    except (SlackError, TimeoutError) as error:
        _log.warning("card page not shown", error=str(error) or type(error).__name__)
        return None
    return ChannelScope(card.channel) if can_read else None


async def take_down(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Take a card down for the reader, if it is for them."""
    is_done = await context.deps.database.write(given_cards.take_down, workspace, reader.user.id, press.value)
    answer = given_views.taken_down_message(reader.language, is_done=is_done)
    return await context.answer_privately(press.response_url, answer)


PAGES = PagedForm(_build_page, given_views.build_form, given_views.unavailable_message)
"""All of a card, page by page."""
