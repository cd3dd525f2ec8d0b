"""The channel a recognition is posted in, if admins chose one for shout-outs."""

from msgspec import Struct

from bot.domain import target_channel
from bot.domain.ids import ChannelId
from bot.domain.target_channel import StayReason, find_target_channel_problem
from bot.domain.user import User
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack.api.channels import Channel
from bot.slack.api.directory import Directory


class TargetChannel(Struct, frozen=True):
    """The channel a recognition is posted in; `stays` says why it is not the chosen one, if it isn't.

    `is_elsewhere` is True if the giver chose another channel than their current one.
    """

    channel: Channel
    stays: StayReason | None = None
    is_moved: bool = False
    is_elsewhere: bool = False


async def find_target(
    directory: Directory, workspace: Workspace, giver: User, channel: Channel, chosen: ChannelId
) -> TargetChannel:
    """Return where a recognition given in `channel` is posted; `chosen` is the channel for shout-outs or "".

    One given in a direct message is posted nowhere, so it stays.
    """
    if not chosen or chosen == channel.id or channel.kind is ChannelKind.DIRECT:
        return TargetChannel(channel)
    reason = target_channel.find_stay_reason(giver, channel.kind, is_shared=channel.is_shared)
    if reason:
        return TargetChannel(channel, reason)
    target = await directory.channels.find(workspace, chosen)
    if find_target_channel_problem(target.kind, can_post=target.can_post, is_shared=target.is_shared):
        return TargetChannel(channel, StayReason.UNFIT)
    return TargetChannel(target, is_moved=True)
