"""Where a shout-out stands, if the workspace has chosen a channel for them."""

from enum import StrEnum

from bot.domain.people import Person
from bot.domain.visibility import ChannelKind


class Unfit(StrEnum):
    """Why a channel cannot be the one in which shout-outs stand."""

    NOT_PUBLIC = "not public"
    """Not everybody who could read the thanks where it was typed could read it there, or nobody can tell."""
    SHARED = "shared"
    """People of other organisations can read it."""
    CLOSED = "closed"
    """The bot cannot post there: it is archived."""


class Stays(StrEnum):
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


def unfit(kind: ChannelKind, *, can_post: bool, is_shared: bool) -> Unfit | None:
    """Why shout-outs from other channels may not stand in this one; None where they may.

    Only thanks from public channels come here, so whoever reads it here could have read it there: that
    holds where this channel, too, is public and of this workspace alone.
    """
    if kind is not ChannelKind.PUBLIC:
        return Unfit.NOT_PUBLIC
    if is_shared:
        return Unfit.SHARED
    return None if can_post else Unfit.CLOSED


def stays(giver: Person, kind: ChannelKind, *, is_shared: bool) -> Stays | None:
    """Why what is given in this channel stands there and nowhere else; None where it may move."""
    if kind is not ChannelKind.PUBLIC:
        return Stays.PRIVATE
    if is_shared:
        return Stays.SHARED
    if giver.is_guest or giver.is_foreign:
        return Stays.GUEST
    return Stays.UNKNOWN if giver.is_unknown else None
