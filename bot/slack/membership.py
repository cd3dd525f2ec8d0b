"""Whether a user is still in the channel that a form was opened in, which can stay open for days."""

from enum import StrEnum

from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.api.channels import Channel
from bot.slack.context import Context
from bot.slack.request import Reader


class Absence(StrEnum):
    """Why a user may not post in a channel."""

    LEFT = "left"
    """They are not a member."""
    UNKNOWN = "unknown"
    """Slack did not answer in time."""


async def find_absence(
    context: Context, workspace: Workspace, reader: Reader, channel: str
) -> Absence | None:
    """Return why the reader may not post in a channel; None if they may. See `absence_from`."""
    return await absence_from(context, reader, await context.directory.channels.find(workspace, channel))


async def absence_from(context: Context, reader: Reader, channel: Channel) -> Absence | None:
    """Return why the reader may not post in a private channel; None if they may.

    Guests must be members of public channels, too. The members of a channel without the bot are unknown.
    """
    is_open = channel.kind is ChannelKind.PUBLIC and not reader.user.is_guest
    if is_open or channel.kind is ChannelKind.DIRECT or not channel.can_post:
        return None
    return await look_up_absence(context, reader, channel)


async def look_up_absence(context: Context, reader: Reader, channel: Channel) -> Absence | None:
    """Return why the reader is not known to be a member of a channel; None if they are one."""
    try:
        async with context.in_time():
            is_there = await context.directory.memberships.is_member(channel.id, reader.user.id)
    except (SlackError, TimeoutError):
        return Absence.UNKNOWN
    return None if is_there else Absence.LEFT
