"""Whether somebody is still in the channel that a form was opened in: it can stay open for days."""

from enum import StrEnum

from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.api.directory import Channel
from bot.slack.context import Context
from bot.slack.reader import Reader


class Absence(StrEnum):
    """Why what somebody sends may not go into a channel."""

    LEFT = "left"
    """They aren't in it."""
    UNKNOWN = "unknown"
    """Slack didn't tell in time."""


async def find_absence(
    context: Context, workspace: Workspace, reader: Reader, channel: str
) -> Absence | None:
    """Return None if what the reader sends now may go into a channel. See `absence_from`."""
    return await absence_from(context, reader, await context.directory.channel(workspace, channel))


async def absence_from(context: Context, reader: Reader, channel: Channel) -> Absence | None:
    """Return why the reader may not write in a private channel; None if they may.

    Guests have to be in public channels, too. Of a channel that the bot is not in nobody can tell.
    """
    is_open = channel.kind is ChannelKind.PUBLIC and not reader.user.is_guest
    if is_open or channel.kind is ChannelKind.DIRECT or not channel.can_post:
        return None
    return await look_up_absence(context, reader, channel)


async def look_up_absence(context: Context, reader: Reader, channel: Channel) -> Absence | None:
    """Return why the reader is not known to be in a channel; None if they are in it."""
    try:
        async with context.in_time():
            is_there = await context.directory.is_member(channel.id, reader.user.id)
    except (SlackError, TimeoutError):
        return Absence.UNKNOWN
    return None if is_there else Absence.LEFT
