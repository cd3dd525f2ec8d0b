"""Whether a card's recipients read a channel: that decides where it is announced, and where it is given."""

from collections.abc import Collection

from msgspec import Struct

from bot.domain.card import Announcement, decide_announcement
from bot.domain.ids import UserId
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.api.cache import call_each
from bot.slack.api.channels import Channel
from bot.slack.context import Context


class CardChannel(Struct, frozen=True):
    """Whether people are invited in a channel, and whether a card can be given there."""

    announcement: Announcement
    can_be_given: bool


async def examine_channel(
    context: Context, workspace: Workspace, channel: Channel, recipients: Collection[UserId]
) -> CardChannel:
    """Look up who of the recipients is in a channel.

    If Slack does not say, they count as readers for the invitation, and as absent for the card.
    """
    if channel.kind is ChannelKind.DIRECT:
        return CardChannel(Announcement.NO_CHANNEL, can_be_given=False)
    known = await _find_members(context, workspace, channel, recipients)
    reads = known is None or bool(known)
    announcement = decide_announcement(channel.kind, can_post=channel.can_post, recipient_reads=reads)
    is_complete = known is not None and set(recipients) <= known
    return CardChannel(announcement, can_be_given=channel.can_post and is_complete)


async def _find_members(
    context: Context, workspace: Workspace, channel: Channel, users: Collection[UserId]
) -> set[UserId] | None:
    """Return who of these users is in a channel; None if that is unknown."""
    if channel.kind is ChannelKind.PRIVATE and not channel.has_bot:
        # Slack tells the bot nothing about it.
        return None

    async def is_member(user: UserId) -> bool:
        return await context.directory.memberships.is_member(workspace, channel.id, user)

    try:
        async with context.in_time():
            found = await call_each(is_member, users)
    except (SlackError, TimeoutError):
        return None
    return {user for user, is_there in zip(users, found, strict=True) if is_there}
