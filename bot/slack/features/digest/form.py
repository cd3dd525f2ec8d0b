"""Setting up a channel's digest: permissions, the form and its submission."""

from datetime import time

from msgspec.structs import replace

from bot.domain.audience import Audience, Coverage
from bot.domain.calendar import find_zone
from bot.domain.commands.digest_command import DigestOnCommand, UnclearDigestCommand
from bot.domain.digest import DigestContents, find_digest_refusal
from bot.domain.ids import ChannelId
from bot.domain.time_zones import ZoneFinder
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError, SlackError
from bot.slack.api.channels import Channel
from bot.slack.context import Context
from bot.slack.features.digest import form_views as digest_form_views
from bot.slack.features.digest import views as digest_views
from bot.slack.features.recognition import refusal_views
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.request import Reader, Request
from bot.slack.ui.language import available_languages
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, View, errors, message_view, replace_view
from bot.slack.ui.zone_names import zone_finder_for
from bot.usecases import digest_subscriptions


async def find_refusal(
    context: Context, workspace: Workspace, reader: Reader, channel: Channel, *, typed_there: bool = False
) -> Message | None:
    """Return why the reader may not set up or end the channel's digest; None if they may.

    Slack lets only members type in a private channel, even if the bot is not in it.
    """
    is_member = typed_there and channel.kind is ChannelKind.PRIVATE
    if not is_member:
        try:
            async with context.in_time():
                is_member = await context.directory.memberships.is_member(
                    workspace, channel.id, reader.user.id
                )
        except (SlackError, TimeoutError):
            return digest_views.membership_unknown_message(reader.language, channel.id)
    by = await context.deps.database.read(digest_subscriptions.find_editors, workspace)
    refusal = find_digest_refusal(reader.user, is_member=is_member, by=by)
    return digest_views.refusal_message(reader.language, channel.id, refusal) if refusal else None


async def set_up_digest(
    context: Context, workspace: Workspace, reader: Reader, channel: ChannelId, command: DigestOnCommand
) -> Message:
    """Save the schedule and contents, and return the confirmation."""
    user, zone = reader.user.id, find_zone(reader.user.timezone)
    # The caller looked up the channel, so it is cached.
    has_bot = (await context.directory.channels.find(workspace, channel)).has_bot

    subscription = await context.deps.database.write(
        digest_subscriptions.switch_on, workspace, channel, user, zone, command, has_bot=has_bot
    )
    others = await find_other_zones(context, workspace, channel, subscription.schedule.zone)
    audience = None
    if subscription.contents.covers is not Coverage.CHANNEL:
        audience = await context.audiences.find(workspace, channel)
    return digest_views.setup_message(reader.language, subscription, others, audience)


async def read_audience(context: Context, workspace: Workspace, channel: ChannelId) -> Audience | None:
    """Return the channel's audience, if its digest covers more than the channel."""
    subscription = await context.deps.database.read(
        digest_subscriptions.find_subscription, workspace, channel
    )
    if subscription is None or subscription.contents.covers is Coverage.CHANNEL:
        return None
    return await context.audiences.find(workspace, channel)


async def find_other_zones(
    context: Context, workspace: Workspace, channel: ChannelId, zone: str
) -> tuple[str, ...]:
    """Return up to four other time zones in which members of the channel live."""
    zones = await context.directory.memberships.find_time_zones(workspace, channel)
    return tuple(other_zone for other_zone in zones if find_zone(other_zone) != zone)[:4]


async def open_for_button(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Open the form for the channel that the button names."""
    view = await _build_form(context, workspace, reader, ChannelId(press.value))
    if not await context.open(workspace, press.trigger_id, view):
        await context.answer_privately(
            press.response_url, refusal_views.form_failure_message(reader.language)
        )
    return None


async def open_for_command(
    context: Context, request: Request, channel: ChannelId, unclear: UnclearDigestCommand
) -> bool:
    """Open the form, filled in from a command; return False if Slack refused it."""
    view = await _build_form(context, request.workspace, request.reader, channel, unclear)
    return await context.open(request.workspace, request.command.trigger_id, view)


async def _build_form(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    channel: ChannelId,
    unclear: UnclearDigestCommand | None = None,
) -> View:
    subscription = await context.deps.database.read(
        digest_subscriptions.find_subscription, workspace, channel
    )
    home, command = reader.user.timezone, unclear.request if unclear else DigestOnCommand()
    schedule = (
        subscription.schedule if subscription else digest_subscriptions.default_schedule(find_zone(home))
    )
    is_zone_known = bool(subscription or command.zone or home)
    return digest_form_views.build_form(
        reader.language,
        channel,
        digest_subscriptions.merge_schedule(command, schedule),
        digest_subscriptions.merge_contents(
            command, subscription.contents if subscription else DigestContents()
        ),
        available_languages(),
        zones=unclear.zones if unclear else (),
        is_zone_known=is_zone_known,
        problem=unclear.error if unclear else None,
    )


async def submit(context: Context, workspace: Workspace, reader: Reader, submission: Submission) -> Answer:
    """Save the form and show the result in its place, or return errors. Raises `InvalidPayloadError`."""
    language, channel_id = reader.language, ChannelId(submission.context)
    if not channel_id:
        raise InvalidPayloadError("private_metadata")
    zones = await zone_finder_for(reader.user, submission.typed(digest_form_views.ZONE))
    command, field_errors = _parse_submission(reader, submission, zones)
    if field_errors:
        return errors(field_errors)
    channel = await context.directory.channels.find(workspace, channel_id)
    if not channel.can_post:
        message = digest_views.invitation_needed_message(language)
    else:
        refused = await find_refusal(context, workspace, reader, channel)
        message = refused or await set_up_digest(context, workspace, reader, channel.id, command)
    return replace_view(
        message_view(language.gettext("The weekly digest"), message, close=language.gettext("Close"))
    )


def _parse_submission(
    reader: Reader, submission: Submission, zones: ZoneFinder
) -> tuple[DigestOnCommand, dict[str, str]]:
    """Return what the form says, and what is wrong with it, by field. Raises `InvalidPayloadError`."""
    extras, tag = submission.selected(digest_form_views.EXTRAS), submission.typed(digest_form_views.LANGUAGE)
    command, field_errors = parse_schedule(reader, submission, zones)
    try:
        covers = Coverage(submission.typed(digest_form_views.COVERS))
    except ValueError as error:
        raise InvalidPayloadError("state") from error
    contents = replace(
        command,
        covers=covers,
        quiet_weeks=digest_form_views.QUIET_WEEKS in extras,
        picture=digest_form_views.PICTURE in extras,
        language="" if tag == digest_form_views.WORKSPACE_LANGUAGE else tag,
    )
    return contents, field_errors


def parse_schedule(
    reader: Reader, submission: Submission, zones: ZoneFinder
) -> tuple[DigestOnCommand, dict[str, str]]:
    """Return the day, time and zone of a form, and what is wrong with them, by field.

    Raises `InvalidPayloadError`.
    """
    language, field_errors = reader.language, dict[str, str]()
    try:
        command = DigestOnCommand(weekday=range(7)[int(submission.typed(digest_form_views.DAY))])
    except (ValueError, IndexError) as error:
        raise InvalidPayloadError("state") from error
    try:
        command = replace(command, at=time.fromisoformat(submission.typed(digest_form_views.AT)))
    except ValueError:
        field_errors[digest_form_views.AT] = digest_form_views.no_time_error(language)
    typed = submission.typed(digest_form_views.ZONE)
    match zones.find(typed):
        case (zone,):
            command = replace(command, zone=zone)
        case several:
            field_errors[digest_form_views.ZONE] = digest_form_views.unknown_zone_error(
                language, several or zones.find_closest(typed)
            )
    return command, field_errors
