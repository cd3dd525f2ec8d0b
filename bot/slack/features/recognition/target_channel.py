"""Where a thanks is to stand, if admins chose a channel for shout-outs."""

from dataclasses import dataclass

from bot.domain import target_channel
from bot.domain.target_channel import StayReason, find_target_channel_problem
from bot.domain.user import User
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack.api.directory import Channel, Directory


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a thanks stands. `stays` is why it is not in the chosen channel; None also where none is.

    `is_elsewhere` says that its giver chose another channel than the one that they are looking at.
    """

    channel: Channel
    stays: StayReason | None = None
    is_moved: bool = False
    is_elsewhere: bool = False


async def place(
    directory: Directory, workspace: Workspace, giver: User, here: Channel, chosen: str
) -> Placed:
    """Where what is given `here` stands; `chosen` is the channel for shout-outs, "" for none.

    What is given in a direct message stands nowhere, and so stays.
    """
    if not chosen or chosen == here.id or here.kind is ChannelKind.DIRECT:
        return Placed(here)
    why = target_channel.find_stay_reason(giver, here.kind, is_shared=here.is_shared)
    if why:
        return Placed(here, why)
    found = await directory.channel(workspace, chosen)
    if find_target_channel_problem(found.kind, can_post=found.can_post, is_shared=found.is_shared):
        return Placed(here, StayReason.UNFIT)
    return Placed(found, is_moved=True)
