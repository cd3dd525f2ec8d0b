"""Whether a user may read or post in a channel: membership can end while a form is open."""

from enum import StrEnum

from bot.domain.ids import ChannelId
from bot.domain.visibility import is_open_to, must_be_member_to_post
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
    context: Context, workspace: Workspace, reader: Reader, channel: ChannelId
) -> Absence | None:
    """Return why the reader may not post in a channel; None if they may."""
    return await find_absence_in(
        context, workspace, reader, await context.directory.channels.find(workspace, channel)
    )


async def find_absence_in(
    context: Context, workspace: Workspace, reader: Reader, channel: Channel
) -> Absence | None:
    """Return the same for a channel that was looked up.

    None if the bot can't post there either: Slack does not tell it the channel's members.
    """
    if channel.can_post and must_be_member_to_post(reader.user, channel.kind):
        return await look_up_absence(context, workspace, reader, channel)
    return None


async def look_up_absence(
    context: Context, workspace: Workspace, reader: Reader, channel: Channel
) -> Absence | None:
    """Return why the reader is not known to be a member of a channel; None if they are one."""
    try:
        async with context.in_time():
            is_member = await context.directory.memberships.is_member(workspace, channel.id, reader.user.id)
    except (SlackError, TimeoutError):
        return Absence.UNKNOWN
    return None if is_member else Absence.LEFT


async def can_read_channel(
    context: Context, workspace: Workspace, reader: Reader, channel: ChannelId
) -> bool:
    """Return True if the reader may read this channel now. Raise `SlackError`.

    Guests and people of other organisations may read only channels that they are in.
    """
    looked_up = await context.directory.channels.find(workspace, channel)
    if is_open_to(reader.user, looked_up.kind):
        return True
    return await context.directory.memberships.is_member(workspace, channel, reader.user.id)
