"""Typed commands about a channel's weekly digest."""

from msgspec.structs import replace

from bot.domain.calendar import find_zone, to_local_date
from bot.domain.commands.digest_command import (
    DigestChannelsCommand,
    DigestNowCommand,
    DigestOffCommand,
    DigestOnCommand,
    DigestPreviewCommand,
    DigestStatusCommand,
    UnclearDigestCommand,
)
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.digest import Subscription
from bot.domain.ids import ChannelId
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack.api.channels import Channel
from bot.slack.api.reachable_links import add_open_channels
from bot.slack.context import Context
from bot.slack.features.digest import form as digest_form
from bot.slack.features.digest import looks, several_channels
from bot.slack.features.digest import views as digest_views
from bot.slack.features.help import views as help_views
from bot.slack.outbound.rendering import users_in
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader, Request
from bot.slack.ui.language import Language, available_tags, is_available
from bot.slack.ui.message import Message
from bot.usecases import digest_subscriptions, digests
from bot.usecases.message_contents import WeeklyDigestContent


async def answer_command(
    context: Context,
    request: Request,
    meaning: DigestOnCommand
    | DigestOffCommand
    | DigestPreviewCommand
    | DigestNowCommand
    | DigestChannelsCommand
    | DigestStatusCommand
    | UnclearDigestCommand,
) -> Message | None:
    """Set up, end, preview or show the digest; return None if a form asks for the rest."""
    command, workspace = request.command, request.workspace
    channel = await context.directory.channels.find(workspace, command.channel, request.conversation)
    if isinstance(meaning, DigestChannelsCommand):
        return await several_channels.open_for_command(context, request, channel)
    if channel.kind is ChannelKind.DIRECT:
        return digest_views.channel_needed_message(request.reader.language)
    match meaning:
        case DigestOnCommand():
            return await _switch_on(context, request, channel, _add_weekday(context, request, meaning))
        case UnclearDigestCommand(request_command):
            asked = replace(meaning, request=_add_weekday(context, request, request_command))
            return await _ask_for_schedule(context, request, channel, asked)
        case DigestOffCommand():
            return await _switch_off(context, request, channel)
        case DigestPreviewCommand():
            return await _show_preview(context, request, channel.id)
        case DigestNowCommand():
            return await looks.show_look(context, request, channel, meaning)
        case DigestStatusCommand():
            return await _show_status(context, request, channel.id)


def _add_weekday(context: Context, request: Request, command: DigestOnCommand) -> DigestOnCommand:
    """Return the command with the weekday of a relative day ("tomorrow")."""
    if command.in_days is None:
        return command
    zone = command.zone or find_zone(request.reader.user.timezone)
    today = to_local_date(context.deps.clock.now(), zone)
    return replace(command, weekday=(today.weekday() + command.in_days) % 7, in_days=None)


async def _switch_on(
    context: Context, request: Request, channel: Channel, command: DigestOnCommand
) -> Message | None:
    speech, workspace = request.reader.language, request.workspace
    if command.language and not is_available(command.language):
        tags = tuple(f"language {tag}" for tag in available_tags())
        error = ParseError(ParseErrorKind.LANGUAGE, command.language, tags)
        return help_views.error_message(speech, error, request.typed)
    if not (
        command.zone
        or request.reader.user.timezone
        or await _find_subscription(context, workspace, channel.id)
    ):
        return await _ask_for_schedule(
            context, request, channel, UnclearDigestCommand(command, ParseError(ParseErrorKind.NO_ZONE, ""))
        )
    refused = await _find_refusal(context, request, channel)
    return refused or await digest_form.set_up_digest(context, workspace, request.reader, channel.id, command)


async def _ask_for_schedule(
    context: Context, request: Request, channel: Channel, unclear: UnclearDigestCommand
) -> Message | None:
    """Open the form, filled in from the command, or explain the parse error."""
    if refused := await _find_refusal(context, request, channel):
        return refused
    if await digest_form.open_for_command(context, request, channel.id, unclear):
        return None
    return help_views.error_message(request.reader.language, unclear.error, request.typed)


async def _find_refusal(context: Context, request: Request, channel: Channel) -> Message | None:
    if not channel.can_post:
        return digest_views.invitation_needed_message(request.reader.language)
    return await digest_form.find_refusal(
        context, request.workspace, request.reader, channel, typed_there=True
    )


async def _switch_off(context: Context, request: Request, channel: Channel) -> Message:
    workspace = request.workspace
    refused = await digest_form.find_refusal(context, workspace, request.reader, channel, typed_there=True)
    if refused:
        return refused
    had_one = await context.deps.database.write(digest_subscriptions.switch_off, workspace, channel.id)
    return digest_views.end_message(request.reader.language, channel.id, had_one=had_one)


async def _show_status(context: Context, request: Request, channel: ChannelId) -> Message:
    workspace = request.workspace
    subscription = await _find_subscription(context, workspace, channel)
    names = await context.names(workspace, [subscription.set_by] if subscription else [])
    zone = subscription.schedule.zone if subscription else ""
    others = await digest_form.find_other_zones(context, workspace, channel, zone) if subscription else ()
    audience = await digest_form.read_audience(context, workspace, channel)
    return digest_views.build_status(request.reader.language, names, channel, subscription, others, audience)


async def _show_preview(context: Context, request: Request, channel: ChannelId) -> Message:
    workspace, user = request.workspace, request.command.user
    zone = find_zone(request.reader.user.timezone)
    audience = await digest_form.read_audience(context, workspace, channel)
    seen = await context.deps.database.read(digests.make_preview, workspace, channel, user, zone, audience)
    recognitions = [recognition for chapter in seen.chapters for recognition in chapter.recognitions]
    names = await context.names(workspace, users_in(recognitions) | {seen.subscription.set_by})
    digest_language = context.language(seen.language)
    content = WeeklyDigestContent(seen.digest, seen.chapters, seen.first_givers, seen.display_order)
    content = await add_open_channels(context.directory, workspace, content, content.shown)
    _send_preview_image(context, request, content, digest_language)
    return digest_views.build_preview(
        request.reader.language, names, request.values, seen, digest_language, content
    )


def _send_preview_image(
    context: Context, request: Request, content: WeeklyDigestContent, digest_language: Language
) -> None:
    """Send the image in the background: Slack takes longer to process it than an answer may take."""
    if response_url := request.command.response_url:
        speech, values = request.reader.language, request.values
        context.background_tasks.start(
            context.digest_previews.show(speech, digest_language, values, content, response_url)
        )


async def _find_subscription(
    context: Context, workspace: Workspace, channel: ChannelId
) -> Subscription | None:
    return await context.deps.database.read(digest_subscriptions.find_subscription, workspace, channel)


async def keep(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Answer that the digest stays as it is."""
    return digest_views.kept_message(reader.language, ChannelId(press.value))


async def stop(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """End the channel's digest, if the reader still may."""
    channel = await context.directory.channels.find(workspace, ChannelId(press.value))
    if refused := await digest_form.find_refusal(context, workspace, reader, channel):
        return refused
    had_one = await context.deps.database.write(digest_subscriptions.switch_off, workspace, channel.id)
    return digest_views.end_message(reader.language, channel.id, had_one=had_one)
