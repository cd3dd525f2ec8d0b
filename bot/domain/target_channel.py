"""Where a shout-out stands, if the workspace has chosen a channel for them."""

from enum import StrEnum

from bot.domain.user import User
from bot.domain.visibility import ChannelKind


class TargetChannelProblem(StrEnum):
    """Why a channel cannot be the one in which shout-outs stand."""

    NOT_PUBLIC = "not public"
    """Not everybody who could read the thanks where it was typed could read it there, or nobody can tell."""
    SHARED = "shared"
    """People of other organisations can read it."""
    CLOSED = "closed"
    """The bot cannot post there: it is archived."""


class StayReason(StrEnum):
    """Why a thanks stands where it was typed, and not in the chosen channel."""

    PRIVATE = "private"
    """What is said in a private channel stays among its members."""
    SHARED = "shared"
    """People of other organisations are there, who could not read the chosen channel."""
    GUEST = "guest"
    """The giver sees only the channels that they are in."""
    UNKNOWN = "unknown"
    """Slack did not tell in time whether the giver is a guest."""
    UNFIT = "unfit"
    """The chosen channel is not what it was when it was chosen."""


def find_target_channel_problem(
    kind: ChannelKind, *, can_post: bool, is_shared: bool
) -> TargetChannelProblem | None:
    """Why shout-outs from other channels may not stand in this one; None where they may.

    Only thanks from public channels come here, so whoever reads it here could have read it there: that
    holds where this channel, too, is public and of this workspace alone.
    """
    if kind is not ChannelKind.PUBLIC:
        return TargetChannelProblem.NOT_PUBLIC
    if is_shared:
        return TargetChannelProblem.SHARED
    return None if can_post else TargetChannelProblem.CLOSED


def find_stay_reason(giver: User, kind: ChannelKind, *, is_shared: bool) -> StayReason | None:
    """Why what is given in this channel stands there and nowhere else; None where it may move."""
    if kind is not ChannelKind.PUBLIC:
        return StayReason.PRIVATE
    if is_shared:
        return StayReason.SHARED
    if giver.is_guest or giver.is_foreign:
        return StayReason.GUEST
    return StayReason.UNKNOWN if giver.is_unknown else None
