"""Resolves a question about the past to users, circles and channels as of now."""

from bot.domain.circle import CircleSource
from bot.domain.ids import ChannelId, UserId
from bot.domain.scopes import RequestedChannel, ScopeRefusal
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.context import Context
from bot.slack.features.history.query_state import HistoryQuestion
from bot.usecases import leads
from bot.usecases.history import HistoryOfChannels, HistoryOfUsers, HistorySubject


async def resolve_subject(
    context: Context,
    workspace: Workspace,
    reader: UserId,
    question: HistoryQuestion,
    current_channel: ChannelId,
) -> HistorySubject | ScopeRefusal:
    """Return what the question is about; `current_channel` is where it was typed."""
    if not question.is_about_people:
        return await _resolve_channels(context, workspace, reader, question.channels, current_channel)
    users, circle_ids = set(question.users), list(question.circles)
    for group in question.groups:
        circle = await _find_circle(context, workspace, reader, group)
        if circle:
            circle_ids.append(circle)
            continue
        members = await _find_members(context, workspace, reader, group) - {reader}
        if not members:
            return ScopeRefusal.PERSON
        users |= members
    if not users and not circle_ids:
        users = {reader}
    return HistoryOfUsers(
        tuple(sorted(users)), tuple(dict.fromkeys(circle_ids)), question.given, question.counterparts
    )


async def find_private_channels(
    context: Context, workspace: Workspace, reader: UserId
) -> frozenset[ChannelId]:
    """Return the private channels that a lead is in; none for others, or if Slack does not answer."""
    if not await _is_lead(context, workspace, reader):
        return frozenset()
    try:
        async with context.in_time():
            return await context.directory.memberships.fetch_private_channels(workspace, reader)
    except (SlackError, TimeoutError):
        return frozenset()


async def _is_lead(context: Context, workspace: Workspace, reader: UserId) -> bool:
    return await context.deps.database.read(leads.is_lead, workspace, reader)


async def _find_circle(context: Context, workspace: Workspace, reader: UserId, group: str) -> str:
    """Return the reader's circle of this user group; "" if there is none."""
    led_circles = await context.deps.database.read(leads.list_led_circles, workspace, reader)
    circle_ids = (c.id for c in led_circles if c.source is CircleSource.GROUP and c.source_id == group)
    return next(circle_ids, "")


async def _find_members(
    context: Context, workspace: Workspace, reader: UserId, group: str
) -> frozenset[UserId]:
    """Return the members of a user group, for leads only."""
    if not await _is_lead(context, workspace, reader):
        return frozenset()
    try:
        async with context.in_time():
            return frozenset(await context.directory.groups.fetch_members(workspace, group))
    except (SlackError, TimeoutError):
        return frozenset()


async def _resolve_channels(
    context: Context,
    workspace: Workspace,
    reader: UserId,
    channels: tuple[ChannelId, ...],
    current_channel: ChannelId,
) -> HistoryOfChannels | ScopeRefusal:
    # Slack lets only members type in a private channel, even if the bot is not in it.
    joined_channels = frozenset([current_channel])
    if set(channels) - joined_channels:
        try:
            async with context.in_time():
                joined_channels |= await context.directory.memberships.fetch_channels(workspace, reader)
        except (SlackError, TimeoutError):
            return ScopeRefusal.UNANSWERED
    looked_up = [await context.directory.channels.find(workspace, channel_) for channel_ in channels]
    return HistoryOfChannels(
        tuple(
            RequestedChannel(channel_.id, channel_.kind, channel_.id in joined_channels)
            for channel_ in looked_up
        )
    )
