"""Reading a whole digest, for readers who may read its channel."""

import structlog

from bot.domain.digest import Digest, skip_to_cursor
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError, SlackError
from bot.slack.api.cache import LOOKUP_TIMEOUT
from bot.slack.api.reachable_links import add_open_channels
from bot.slack.context import Context
from bot.slack.features.digest import page_cursor, page_views
from bot.slack.membership import can_read_channel
from bot.slack.outbound.rendering import users_in
from bot.slack.paged_form import PagedForm
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.usecases import digests
from bot.usecases.message_composers import compose_digest

MAX_LINKED = 50
"""Recognitions on a page whose channels are looked up, to link to their messages."""

_log = structlog.get_logger(__name__)


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
            if not await can_read_channel(context, workspace, reader, digest.channel):
                return None
            await context.audiences.limit_digest(workspace, digest.id, LOOKUP_TIMEOUT)
    except (SlackError, TimeoutError) as error:
        _log.warning("digest not shown", error=str(error) or type(error).__name__)
        return None
    return digest


PAGES = PagedForm(_build_page, page_views.build_form, page_views.unavailable_message)
"""All of a digest, page by page."""
