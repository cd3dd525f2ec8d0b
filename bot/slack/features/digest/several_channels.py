"""Setting up the digests of several channels at once, by form."""

from bot.domain.calendar import find_zone
from bot.domain.digest import DigestRefusal, find_digest_refusal
from bot.domain.ids import NO_CHANNEL, ChannelId
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.api.cache import call_each
from bot.slack.api.channels import Channel
from bot.slack.context import Context
from bot.slack.features.digest import form as digest_form
from bot.slack.features.digest import form_views, several_views
from bot.slack.features.digest.several_views import MAX_CHANNELS, Obstacle, SetUpResult
from bot.slack.features.digest.views import SET_UP_SEVERAL
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.request import Reader, Request
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, View, errors, loading_view, replace_view
from bot.slack.ui.zone_names import zone_finder_for
from bot.usecases import digest_subscriptions

_OBSTACLES = {
    DigestRefusal.NO_MEMBER: Obstacle.NO_MEMBER,
    DigestRefusal.NO_ADMIN: Obstacle.NO_ADMIN,
}


async def open_for_command(context: Context, request: Request, channel: Channel) -> Message | None:
    """Open the form; return a message if Slack refused it."""
    chosen = NO_CHANNEL if channel.kind is ChannelKind.DIRECT else channel.id
    is_open = await _open(context, request.workspace, request.reader, request.command.trigger_id, chosen)
    return None if is_open else several_views.not_opened_message(request.reader.language)


async def open_for_button(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Open the form with the channel of the button."""
    chosen = NO_CHANNEL if press.value == SET_UP_SEVERAL else ChannelId(press.value)
    if not await _open(context, workspace, reader, press.trigger_id, chosen):
        message = several_views.not_opened_message(reader.language)
        return await context.answer_privately(press.response_url, message)
    return None


async def _open(
    context: Context, workspace: Workspace, reader: Reader, trigger_id: str, chosen: ChannelId
) -> bool:
    """Open the form at once, and fill it in when Slack has said in which channels the reader is."""
    empty = several_views.build_notice(reader.language, several_views.not_opened_message(reader.language))
    view_id = await context.open_view(workspace, trigger_id, loading_view(reader.language, empty))
    if view_id:
        context.background_tasks.start(_fill_form(context, workspace, reader, chosen, view_id))
    return bool(view_id)


async def _fill_form(
    context: Context, workspace: Workspace, reader: Reader, chosen: ChannelId, view_id: str
) -> None:
    await context.update(workspace, view_id, await _build_form(context, workspace, reader, chosen))


async def _build_form(context: Context, workspace: Workspace, reader: Reader, chosen: ChannelId) -> View:
    joined = await _find_joined(context, workspace, reader) or frozenset()
    existing = await context.deps.database.read(
        digest_subscriptions.list_subscriptions, workspace, joined | ({chosen} - {NO_CHANNEL})
    )
    zone = find_zone(reader.user.timezone)
    schedule = (
        existing[chosen].schedule if chosen in existing else digest_subscriptions.default_schedule(zone)
    )
    return several_views.build_form(
        reader.language,
        [chosen] if chosen else [],
        existing,
        schedule,
        is_zone_known=chosen in existing or bool(reader.user.timezone),
    )


async def _find_joined(context: Context, workspace: Workspace, reader: Reader) -> frozenset[ChannelId] | None:
    """Return the channels that the reader is in now; None if Slack does not answer in time."""
    try:
        async with context.in_time():
            return await context.directory.memberships.fetch_channels(workspace, reader.user.id)
    except (SlackError, TimeoutError):
        return None


async def submit(context: Context, workspace: Workspace, reader: Reader, submission: Submission) -> Answer:
    """Set up what the reader may, and show the result for each channel. Raises `InvalidPayloadError`."""
    language = reader.language
    zones = await zone_finder_for(reader.user, submission.typed(form_views.ZONE))
    command, field_errors = digest_form.parse_schedule(reader, submission, zones)
    chosen = submission.selected_channels(several_views.CHANNELS)
    if not 0 < len(chosen) <= MAX_CHANNELS:
        field_errors[several_views.CHANNELS] = several_views.no_channel_error(language)
    if field_errors:
        return errors(field_errors)
    # One after the other would take longer than Slack waits for the answer to a form.
    channels = await call_each(lambda id_: context.directory.channels.find(workspace, id_), chosen)
    obstacles = await _find_obstacles(context, workspace, reader, channels)
    may_have = {channel.id: channel.has_bot for channel in channels if channel.id not in obstacles}
    done = await context.deps.database.write(
        digest_subscriptions.switch_on_all,
        workspace,
        may_have,
        reader.user.id,
        find_zone(reader.user.timezone),
        command,
    )
    message = several_views.result_message(language, SetUpResult(done, obstacles))
    return replace_view(several_views.build_notice(language, message))


async def _find_obstacles(
    context: Context, workspace: Workspace, reader: Reader, channels: list[Channel]
) -> dict[ChannelId, Obstacle]:
    """Return why the reader may not set up some of the channels."""
    joined = await _find_joined(context, workspace, reader)
    by = await context.deps.database.read(digest_subscriptions.find_editors, workspace)
    obstacles: dict[ChannelId, Obstacle] = {}
    for channel in channels:
        if not channel.can_post:
            obstacles[channel.id] = Obstacle.NO_BOT
        elif joined is None:
            obstacles[channel.id] = Obstacle.UNANSWERED
        elif refusal := find_digest_refusal(reader.user, is_member=channel.id in joined, by=by):
            obstacles[channel.id] = _OBSTACLES[refusal]
    return obstacles
