"""The channel a recognition is posted in, if admins chose one for shout-outs."""

from dataclasses import dataclass

from bot.domain import target_channel
from bot.domain.target_channel import StayReason, find_target_channel_problem
from bot.domain.user import User
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack.api.directory import Channel, Directory


@dataclass(frozen=True, slots=True)
class TargetChannel:
    """The channel a recognition is posted in; `stays` says why it is not the chosen one, if it isn't.

    `is_elsewhere` says that its giver chose another channel than the one that they are looking at.
    """

    channel: Channel
    stays: StayReason | None = None
    is_moved: bool = False
    is_elsewhere: bool = False


async def find_target(
    directory: Directory, workspace: Workspace, giver: User, here: Channel, chosen: str
) -> TargetChannel:
    """Return where a recognition given `here` is posted; `chosen` is the channel for shout-outs or "".

    One given in a direct message is posted nowhere, so it stays.
    """
    if not chosen or chosen == here.id or here.kind is ChannelKind.DIRECT:
        return TargetChannel(here)
    reason = target_channel.find_stay_reason(giver, here.kind, is_shared=here.is_shared)
    if reason:
        return TargetChannel(here, reason)
    target = await directory.channel(workspace, chosen)
    if find_target_channel_problem(target.kind, can_post=target.can_post, is_shared=target.is_shared):
        return TargetChannel(here, StayReason.UNFIT)
    return TargetChannel(target, is_moved=True)
