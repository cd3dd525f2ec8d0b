"""Who reads a channel, and how much from other channels its digest may show."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from msgspec import Struct

from bot.domain.ids import UserId
from bot.domain.user import User


class Coverage(StrEnum):
    """What a channel's digest covers; each covers more than the one before it."""

    CHANNEL = "channel"
    """What was given in the channel."""
    MEMBERS = "members"
    """Also what its members received elsewhere in public."""
    WORKSPACE = "workspace"
    """Also all else that was given in public."""


class Audience(Struct, frozen=True):
    """The people in a channel (user ids), and whether all of them may see whatever is public."""

    members: frozenset[UserId]
    sees_public: bool


def make_audience(
    members: Iterable[UserId], special: Iterable[User], unknown: Collection[UserId], *, is_shared: bool
) -> Audience:
    """Return the audience of a channel with these members.

    `special` are the users of the workspace who are no ordinary members, in this channel or not, and
    `unknown` those of whom nothing is known: they count as guests. `is_shared` says that other organisations
    can be in it.
    """
    present = frozenset(members)
    left = {user.id for user in special if user.is_deactivated}
    outside = {p.id for p in special if p.is_guest or p.is_foreign or not p.name} | set(unknown)
    present -= left
    return Audience(present, not (is_shared or outside & present))


def limit_coverage(wished: Coverage, found: Audience | None) -> Coverage:
    """Return how much a digest may cover. `found` is None if it is unknown who reads the channel.

    Guests and users of other organisations may see only what was given in their own channels, so a digest
    that they read covers only its channel.
    """
    return wished if found and found.sees_public else Coverage.CHANNEL
