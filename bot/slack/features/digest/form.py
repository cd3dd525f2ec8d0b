"""Setting up a channel's digest: who may, what was asked for, and the form."""

from dataclasses import replace
from datetime import time

from bot.domain.audience import Coverage
from bot.domain.calendar import find_zone
from bot.domain.commands.digest_command import DigestOnCommand, UnclearDigestCommand
from bot.domain.digest import DigestContents, find_digest_refusal
from bot.domain.time_zones import ZoneFinder
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError, SlackError
from bot.slack.api.directory import Channel
from bot.slack.context import Context
from bot.slack.features.digest import form_views as digest_form_views
from bot.slack.features.digest import views as digest_views
from bot.slack.features.recognition import refusal_views
from bot.slack.payloads import Press, Submission
from bot.slack.reader import Reader
from bot.slack.request import Request
from bot.slack.ui.language import available_languages
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, View, errors, message_view, replace_view
from bot.slack.ui.zone_names import zone_finder
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
                is_member = await context.directory.is_member(channel.id, reader.user.id)
        except (SlackError, TimeoutError):
            return digest_views.membership_unknown_message(reader.language, channel.id)
    by = await context.deps.database.read(digest_subscriptions.find_editors, workspace)
    refusal = find_digest_refusal(reader.user, is_member=is_member, by=by)
    return digest_views.refusal_message(reader.language, channel.id, refusal) if refusal else None


async def set_up_digest(
    context: Context, workspace: Workspace, reader: Reader, channel: str, wish: DigestOnCommand
) -> Message:
    """Save the schedule and contents, and return what follows from them."""
    user, zone = reader.user.id, find_zone(reader.user.timezone)
    # Looked up a moment ago, to know whether the bot may post there.
    has_bot = (await context.directory.channel(workspace, channel)).has_bot

    subscription = await context.deps.database.write(
        digest_subscriptions.switch_on, workspace, channel, user, zone, wish, has_bot=has_bot
    )
    others = await find_other_zones(context, workspace, channel, subscription.schedule.zone)
    audience = None
    if subscription.contents.covers is not Coverage.CHANNEL:
        audience = await context.audiences.read_in_time(workspace, channel)
    return digest_views.setup_message(reader.language, subscription, others, audience)


async def find_other_zones(
    context: Context, workspace: Workspace, channel: str, zone: str
) -> tuple[str, ...]:
    """Return up to four other time zones in which members of the channel live."""
    zones = await context.directory.member_zones(workspace, channel)
    return tuple(other for other in zones if find_zone(other) != zone)[:4]


async def open_for_button(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Open the form for the channel that the button names."""
    view = await _build_form(context, workspace, reader, press.value)
    if not await context.open(press.trigger_id, view):
        await context.answer_privately(
            press.response_url, refusal_views.form_failure_message(reader.language)
        )
    return None


async def open_for_command(
    context: Context, request: Request, channel: str, unclear: UnclearDigestCommand
) -> bool:
    """Open the form with what was understood of a command; return whether Slack took it."""
    view = await _build_form(context, request.workspace, request.reader, channel, unclear)
    return await context.open(request.command.trigger_id, view)


async def _build_form(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    channel: str,
    unclear: UnclearDigestCommand | None = None,
) -> View:
    subscription = await context.deps.database.read(
        digest_subscriptions.find_subscription, workspace, channel
    )
    home, wish = reader.user.timezone, unclear.request if unclear else DigestOnCommand()
    schedule = (
        subscription.schedule if subscription else digest_subscriptions.default_schedule(find_zone(home))
    )
    is_zone_known = bool(subscription or wish.zone or home)
    return digest_form_views.build_form(
        reader.language,
        channel,
        digest_subscriptions.merge_schedule(wish, schedule),
        digest_subscriptions.merge_contents(
            wish, subscription.contents if subscription else DigestContents()
        ),
        available_languages(),
        zones=unclear.zones if unclear else (),
        is_zone_known=is_zone_known,
        problem=unclear.error if unclear else None,
    )


async def submit(context: Context, workspace: Workspace, reader: Reader, submission: Submission) -> Answer:
    """Save the form and show the result in its place, or return field errors.

    Raises `InvalidPayloadError`.
    """
    language, channel_id = reader.language, submission.context
    if not channel_id:
        raise InvalidPayloadError("private_metadata")
    wish, wrong = _parse_submission(reader, submission, await zone_finder(reader.user))
    if wrong:
        return errors(wrong)
    channel = await context.directory.channel(workspace, channel_id)
    if not channel.can_post:
        shown = digest_views.invitation_needed_message(language)
    else:
        refused = await find_refusal(context, workspace, reader, channel)
        shown = refused or await set_up_digest(context, workspace, reader, channel.id, wish)
    return replace_view(
        message_view(language.gettext("The weekly digest"), shown, close=language.gettext("Close"))
    )


def _parse_submission(
    reader: Reader, submission: Submission, zones: ZoneFinder
) -> tuple[DigestOnCommand, dict[str, str]]:
    """Return what the form says, and what is wrong with it, by field. Raises `InvalidPayloadError`."""
    language, wrong = reader.language, dict[str, str]()
    extras, tag = submission.selected(digest_form_views.EXTRAS), submission.typed(digest_form_views.LANGUAGE)
    try:
        wish = DigestOnCommand(
            weekday=range(7)[int(submission.typed(digest_form_views.DAY))],
            covers=Coverage(submission.typed(digest_form_views.COVERS)),
            quiet_weeks=digest_form_views.QUIET_WEEKS in extras,
            picture=digest_form_views.PICTURE in extras,
            language="" if tag == digest_form_views.WORKSPACE_LANGUAGE else tag,
        )
    except (ValueError, IndexError) as error:
        raise InvalidPayloadError("state") from error
    try:
        wish = replace(wish, at=time.fromisoformat(submission.typed(digest_form_views.AT)))
    except ValueError:
        wrong[digest_form_views.AT] = digest_form_views.no_time_error(language)
    typed = submission.typed(digest_form_views.ZONE)
    match zones.find(typed):
        case (zone,):
            wish = replace(wish, zone=zone)
        case several:
            wrong[digest_form_views.ZONE] = digest_form_views.unknown_zone_error(
                language, several or zones.find_closest(typed)
            )
    return wish, wrong
