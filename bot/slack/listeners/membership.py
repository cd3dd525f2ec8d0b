"""Whether somebody is still in the channel that a form was opened in: it can stay open for days."""

from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack.client import SlackError
from bot.slack.desk import Desk, Reader
from bot.slack.directory import Channel


async def is_still_in(desk: Desk, workspace: Workspace, reader: Reader, channel: str) -> bool:
    """Return True if what the reader sends now may stand in a channel. See `may_still_write`."""
    return await may_still_write(desk, reader, await desk.directory.channel(workspace, channel))


async def may_still_write(desk: Desk, reader: Reader, channel: Channel) -> bool:
    """Return False if the reader is not in a private channel any more, or Slack does not tell.

    Guests have to be in public channels, too. Of a channel that the bot is not in nobody can tell.
    """
    is_open = channel.kind is ChannelKind.PUBLIC and not reader.person.is_guest
    if is_open or channel.kind is ChannelKind.DIRECT or not channel.can_post:
        return True
    try:
        async with desk.in_time():
            return await desk.directory.is_member(channel.id, reader.person.id)
    except (SlackError, TimeoutError):
        return False
