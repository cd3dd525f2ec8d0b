"""From a question about the past to whom and what it is about at this moment."""

from bot.domain.circle import CircleSource
from bot.domain.visibility import RequestedChannel, ScopeRefusal
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.context import Context
from bot.slack.features.history.query_state import Question
from bot.usecases import leads
from bot.usecases.history import HistoryOfChannels, HistoryOfUsers, HistorySubject


async def resolve_subject(
    context: Context, workspace: Workspace, reader: str, asked: Question, here: str
) -> HistorySubject | ScopeRefusal:
    """What the question is about; `here` is the channel in which it was typed."""
    if not asked.is_about_people:
        return await _resolve_channels(context, workspace, reader, asked.channels, here)
    users, around = set(asked.users), list(asked.circles)
    for group in asked.groups:
        circle = await _find_circle(context, workspace, reader, group)
        if circle:
            around.append(circle)
            continue
        members = await _find_members(context, workspace, reader, group) - {reader}
        if not members:
            return ScopeRefusal.PERSON
        users |= members
    if not users and not around:
        users = {reader}
    return HistoryOfUsers(tuple(sorted(users)), tuple(dict.fromkeys(around)), asked.given, asked.counterparts)


async def find_private_channels(context: Context, workspace: Workspace, reader: str) -> frozenset[str]:
    """The private channels that a lead is in; none where Slack does not tell, or for nobody's lead."""
    if not await _is_lead(context, workspace, reader):
        return frozenset()
    try:
        async with context.in_time():
            return await context.directory.private_channels(reader)
    except (SlackError, TimeoutError):
        return frozenset()


async def _is_lead(context: Context, workspace: Workspace, reader: str) -> bool:
    return await context.deps.database.read(leads.is_lead, workspace, reader)


async def _find_circle(context: Context, workspace: Workspace, reader: str, group: str) -> str:
    """The circle that this user group is for this lead; "" where it is none."""
    led = await context.deps.database.read(leads.list_led_circles, workspace, reader)
    found = (c.id for c in led if c.source is CircleSource.GROUP and c.source_id == group)
    return next(found, "")


async def _find_members(context: Context, workspace: Workspace, reader: str, group: str) -> frozenset[str]:
    """Who is in a user group now, for a lead who could care for all of them."""
    if not await _is_lead(context, workspace, reader):
        return frozenset()
    try:
        async with context.in_time():
            return frozenset(await context.directory.read_group(group))
    except (SlackError, TimeoutError):
        return frozenset()


async def _resolve_channels(
    context: Context, workspace: Workspace, reader: str, channels: tuple[str, ...], here: str
) -> HistoryOfChannels | ScopeRefusal:
    # Slack lets only members type in a private channel, also where the bot is not in.
    joined = frozenset([here])
    if set(channels) - joined:
        try:
            async with context.in_time():
                joined |= await context.directory.channels_of(reader)
        except (SlackError, TimeoutError):
            return ScopeRefusal.UNANSWERED
    found = [await context.directory.channel(workspace, one) for one in channels]
    return HistoryOfChannels(tuple(RequestedChannel(one.id, one.kind, one.id in joined) for one in found))
