"""The target channel: where shout-outs go, if the workspace has chosen a channel."""

from enum import StrEnum

from bot.domain.user import User
from bot.domain.visibility import ChannelKind, is_open_to


class TargetChannelProblem(StrEnum):
    """Why a channel cannot be the target channel."""

    NOT_PUBLIC = "not public"
    """The channel is not public, or it is unknown if it is."""
    SHARED = "shared"
    """Users of other organisations can read it."""
    CLOSED = "closed"
    """The bot cannot post there: it is archived."""


class StayReason(StrEnum):
    """Why a recognition is posted where it was typed, and not in the target channel."""

    PRIVATE = "private"
    """What is said in a private channel stays among its members."""
    SHARED = "shared"
    """Users of other organisations are there, who could not read the chosen channel."""
    GUEST = "guest"
    """The giver sees only the channels that they are in."""
    UNKNOWN = "unknown"
    """Slack did not answer in time whether the giver is a guest."""
    UNFIT = "unfit"
    """The chosen channel is not what it was when it was chosen."""


def find_target_channel_problem(
    kind: ChannelKind, *, can_post: bool, is_shared: bool
) -> TargetChannelProblem | None:
    """Return why a channel cannot be the target channel; None if it can.

    Only recognitions from public channels go there. If it is public too and of this workspace alone, all its
    readers could have read them where they were given.
    """
    if kind is not ChannelKind.PUBLIC:
        return TargetChannelProblem.NOT_PUBLIC
    if is_shared:
        return TargetChannelProblem.SHARED
    return None if can_post else TargetChannelProblem.CLOSED


def find_stay_reason(giver: User, kind: ChannelKind, *, is_shared: bool) -> StayReason | None:
    """Return why a recognition must stay in this channel; None if it may move."""
    if kind is not ChannelKind.PUBLIC:
        return StayReason.PRIVATE
    if is_shared:
        return StayReason.SHARED
    if giver.is_guest or giver.is_foreign:
        return StayReason.GUEST
    return StayReason.UNKNOWN if giver.is_unknown else None


def may_post_in_target(giver: User, kind: ChannelKind, *, is_shared: bool) -> bool:
    """Return True if a user may post in the target channel without being in it: as a full member.

    It must still be what it was when it was chosen: public, and of this workspace alone.
    """
    return is_open_to(giver, kind) and not is_shared
