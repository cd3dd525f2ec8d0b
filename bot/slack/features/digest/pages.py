"""Reading a whole digest, for readers who may read its channel."""

import structlog

from bot.domain.digest import Digest, skip_to_cursor
from bot.domain.ids import ChannelId
from bot.domain.visibility import is_open_to
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError, SlackError
from bot.slack.api.cache import LOOKUP_TIMEOUT
from bot.slack.api.reachable_links import add_open_channels
from bot.slack.context import Context
from bot.slack.features.digest import page_cursor, page_views
from bot.slack.outbound.rendering import users_in
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.slack.ui.modal import loading_view
from bot.usecases import digests
from bot.usecases.message_composers import compose_digest

MAX_LINKED = 50
"""Recognitions on a page whose channels are looked up, to link to their messages."""

_log = structlog.get_logger(__name__)


async def open_pages(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Open a form with the page that a button asks for; the message of the button stays as it is."""
    language = reader.language
    empty = loading_view(language, page_views.build_form(language, page_views.unavailable_message(language)))
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
    await context.update(workspace, view_id, page_views.build_form(reader.language, page))


async def _build_page(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    try:
        page = page_cursor.parse_page(press.value)
    except InvalidPayloadError:
        _log.warning("a button of a digest that cannot be read")
        return page_views.unavailable_message(reader.language)
    digest = await find_readable(context, workspace, reader, page.digest)
    if digest is None:
        return page_views.unavailable_message(reader.language)
    database, values = context.deps.database, reader.values
    content = await database.read(compose_digest, workspace, values, digest.id)
    if content is None:
        return page_views.unavailable_message(reader.language)
    chapters = skip_to_cursor(content.chapters, page.after, values) if page.after else content.chapters
    recognitions = [recognition for chapter in chapters for recognition in chapter.recognitions]
    # Only recognitions without a text link to their message.
    linked = [recognition for recognition in recognitions if not recognition.text][:MAX_LINKED]
    content = await add_open_channels(context.directory, workspace, content, linked)
    names = await context.names(workspace, users_in(recognitions))
    return page_views.build_page(reader.language, names, values, chapters, content, page)


async def find_readable(
    context: Context, workspace: Workspace, reader: Reader, digest_id: str
) -> Digest | None:
    """Return a digest, limited to what its channel may see now; None if the reader may not read it."""
    digest = await context.deps.database.read(digests.find_digest, workspace, digest_id)
    if digest is None:
        return None
    try:
        async with context.in_time():
            if not await can_read(context, workspace, reader, digest.channel):
                return None
            await context.audiences.limit_digest(workspace, digest.id, LOOKUP_TIMEOUT)
    except (SlackError, TimeoutError) as error:
        _log.warning("digest not shown", error=str(error) or type(error).__name__)
        return None
    return digest


async def can_read(context: Context, workspace: Workspace, reader: Reader, channel: ChannelId) -> bool:
    """Return True if the reader may read this channel now. Raises `SlackError`.

    Guests and people of other organisations may read only channels that they are in.
    """
    looked_up = await context.directory.channels.find(workspace, channel)
    if is_open_to(reader.user, looked_up.kind):
        return True
    return await context.directory.memberships.is_member(workspace, channel, reader.user.id)
