"""The first week's proposal to the user who installed the app."""

from datetime import datetime, time, timedelta

import structlog

from bot.deps import Deps
from bot.domain.calendar import find_zone
from bot.domain.commands.digest_command import DigestOnCommand
from bot.domain.first_week import MAX_CHANNELS, choose_schedule, find_kind_moment
from bot.domain.ids import ChannelId, UserId
from bot.domain.outbox_messages import FirstWeek
from bot.domain.value_changes import fill_value_form
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.api.directory import Directory
from bot.slack.context import Context
from bot.slack.features.digest import form as digest_form
from bot.slack.features.onboarding import first_week_views
from bot.slack.features.onboarding.thanks_counts import ThanksCounts
from bot.slack.features.values.views import refusal_sentence
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.ui.inline import fill
from bot.slack.ui.message import Message
from bot.slack.ui.value_translations import translate_value
from bot.usecases import digest_subscriptions, first_weeks, values
from bot.usecases.values import ValueRefusal

RETRY = timedelta(hours=1)
"""How long a proposal waits if Slack does not answer."""

_log = structlog.get_logger(__name__)


class FirstWeeks:
    """Proposes something to those whose first week ends."""

    def __init__(self, deps: Deps, directory: Directory, thanks_counts: ThanksCounts) -> None:
        """Look up channels and users in this directory."""
        self._thanks_counts = thanks_counts
        self._deps = deps
        self._directory = directory

    async def propose_due(self) -> None:
        """Write the counts, and the proposals that are due, at a kind hour of their readers."""
        await self._thanks_counts.save(self._deps)
        for workspace, reader, channels in await self._deps.database.read(first_weeks.list_due):
            try:
                await self._propose(workspace, reader, channels)
            except (SlackError, TimeoutError) as error:
                _log.info("first week not ended", error=str(error) or type(error).__name__)
                await self._postpone(workspace, self._deps.clock.now() + RETRY)

    async def _postpone(self, workspace: Workspace, until: datetime) -> None:
        await self._deps.database.write(first_weeks.postpone, workspace, until)

    async def _propose(self, workspace: Workspace, reader: UserId, channels: list[ChannelId]) -> None:
        user = await self._directory.users.fetch(workspace, reader)
        if not user.is_active_person:
            await self._deps.database.write(first_weeks.propose, workspace, None)
            return
        now, zone = self._deps.clock.now(), find_zone(user.timezone)
        if (kind := find_kind_moment(now, zone)) > now:
            await self._postpone(workspace, kind)
            return
        own = await self._directory.memberships.fetch_channels(workspace, reader)
        fit = [channel for channel in channels if channel in own and await self._is_fit(workspace, channel)]
        fit = fit[:MAX_CHANNELS]
        zones = [
            find_zone(each)
            for channel in fit
            for each in await self._directory.memberships.list_time_zones(workspace, channel)
        ]
        schedule = choose_schedule(zones, now, zone)
        bot_user = workspace.identity.bot_user_id
        message = FirstWeek(
            reader,
            channels=tuple(fit),
            weekday=schedule.weekday,
            at=schedule.at.strftime("%H:%M"),
            zone=schedule.zone,
            is_in_channels=bool(await self._directory.memberships.fetch_channels(workspace, bot_user)),
        )
        await self._deps.database.write(first_weeks.propose, workspace, message)

    async def _is_fit(self, workspace: Workspace, channel_id: ChannelId) -> bool:
        """Return True for a public channel of this company that the bot is in."""
        channel = await self._directory.channels.fetch(workspace, channel_id)
        return (
            channel.kind is ChannelKind.PUBLIC
            and channel.has_bot
            and channel.can_post
            and not channel.is_shared
        )


async def add_value(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Add a proposed value; pressed twice, it adds it once."""
    content = await _find(context, workspace, reader, press)
    if content is None:
        return None
    value = next((each for each in content.values if each.key == press.value), None)
    if value is None:
        known = (await context.deps.database.read(values.find_values, workspace)).get(press.value)
        named = translate_value(reader.language, known).name if known else ""
        done = first_week_views.value_added(reader.language, named) if known else ()
        return first_week_views.first_week_message(reader.language, content, done)
    outcome = await context.deps.database.write(
        values.add_value, workspace, reader.user, fill_value_form(value), value.key
    )
    if isinstance(outcome, ValueRefusal):
        done = fill(refusal_sentence(reader.language, outcome))
    else:
        done = first_week_views.value_added(reader.language, translate_value(reader.language, value).name)
    left = await _find(context, workspace, reader, press)
    return first_week_views.first_week_message(reader.language, left or content, done)


async def start_digest(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Start the digest of a proposed channel, unless it has one by now."""
    content, channel_id = await _find(context, workspace, reader, press), ChannelId(press.value)
    if content is None:
        return None
    if channel_id not in content.channels:
        found = await context.deps.database.read(
            digest_subscriptions.find_subscription, workspace, channel_id
        )
        is_own = found is not None and found.set_by == reader.user.id
        done = first_week_views.digest_started(reader.language, content, channel_id) if is_own else ()
        return first_week_views.first_week_message(reader.language, content, done)
    channel = await context.directory.channels.find(workspace, channel_id)
    if refused := await digest_form.find_refusal(context, workspace, reader, channel):
        return await context.answer_privately(press.response_url, refused)
    message = content.message
    wish = DigestOnCommand(message.weekday, time.fromisoformat(message.at), message.zone)
    await context.deps.database.write(
        digest_subscriptions.switch_on,
        workspace,
        channel_id,
        reader.user.id,
        message.zone,
        wish,
        has_bot=channel.has_bot,
    )
    done = first_week_views.digest_started(reader.language, content, channel_id)
    left = await _find(context, workspace, reader, press)
    return first_week_views.first_week_message(reader.language, left or content, done)


async def skip(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Delete the message with the proposal."""
    await context.deps.database.write(
        first_weeks.skip_proposal, workspace, reader.user.id, press.channel, press.message_ts
    )


async def _find(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> first_weeks.FirstWeekContent | None:
    return await context.deps.database.read(
        first_weeks.find_proposal, workspace, reader.user.id, press.channel, press.message_ts
    )
