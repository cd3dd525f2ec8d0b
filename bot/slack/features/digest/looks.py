"""Digests that members ask for: the private look, and the button that posts it."""

import structlog

from bot.domain.calendar import find_zone
from bot.domain.commands.digest_command import DigestNowCommand
from bot.domain.commands.digest_period import resolve_period
from bot.domain.commands.parse_error import ParseError
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError, SlackError
from bot.slack.api.channels import Channel
from bot.slack.api.reachable_links import add_open_channels
from bot.slack.context import Context
from bot.slack.features.digest import form as digest_form
from bot.slack.features.digest import look_views, page_cursor
from bot.slack.features.digest import views as digest_views
from bot.slack.features.help import views as help_views
from bot.slack.membership import can_read_channel
from bot.slack.outbound.rendering import users_in
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader, Request
from bot.slack.ui.language import first_weekday
from bot.slack.ui.message import Message
from bot.usecases import digest_requests

_log = structlog.get_logger(__name__)


async def show_look(
    context: Context, request: Request, channel: Channel, command: DigestNowCommand
) -> Message:
    """Show the reader alone what was said in the channel, with a button that posts it."""
    workspace, reader, database = request.workspace, request.reader, context.deps.database
    language, zone = reader.language, find_zone(reader.user.timezone)
    if not await _may_look(context, workspace, reader, channel):
        return look_views.not_shown_message(language, channel.id)
    last_end = await database.read(digest_requests.find_last_end, workspace, channel.id)
    weekday = first_weekday(reader.user.locale)
    period = resolve_period(command, context.deps.clock.now(), zone, weekday, last_end)
    if isinstance(period, ParseError):
        return help_views.error_message(language, period, request.typed)
    audience = await digest_form.read_audience(context, workspace, channel.id)
    content = await database.write(
        digest_requests.make_look, workspace, channel.id, reader.user.id, period, zone, audience
    )
    names = await context.names(workspace, users_in(content.recognitions) | {reader.user.id})
    digest_language = context.language(content.digest.contents.language or workspace.language)
    content = await add_open_channels(context.directory, workspace, content, content.shown)
    if response_url := request.command.response_url:
        context.background_tasks.start(
            context.digest_previews.show(language, digest_language, request.values, content, response_url)
        )
    return look_views.build_look(
        language,
        names,
        request.values,
        content,
        digest_language,
        can_post=channel.can_post,
        is_foreign=reader.user.is_foreign,
    )


async def _may_look(context: Context, workspace: Workspace, reader: Reader, channel: Channel) -> bool:
    """Return True if the reader may read the channel: Slack lets only members type in a private one."""
    if channel.kind is ChannelKind.PRIVATE:
        return True
    try:
        async with context.in_time():
            return await can_read_channel(context, workspace, reader, channel.id)
    except (SlackError, TimeoutError):
        return False


async def post_look(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Post a private look, once, if the reader may set up the channel's digest now."""
    language, database = reader.language, context.deps.database
    try:
        digest_id = page_cursor.parse_page(press.value).digest
    except InvalidPayloadError:
        _log.warning("a button of a private look that cannot be read")
        return look_views.gone_message(language)
    digest = await database.read(digest_requests.find_look, workspace, digest_id, reader.user.id)
    if digest is None:
        return look_views.gone_message(language)
    channel = await context.directory.channels.find(workspace, digest.channel)
    if not channel.can_post:
        return digest_views.invitation_needed_message(language)
    if refused := await digest_form.find_refusal(context, workspace, reader, channel):
        return refused
    result = await database.write(digest_requests.post_look, workspace, digest.id, reader.user.id)
    return look_views.posted_message(language, digest.channel, result)
