"""How a recognition reaches each recipient: what the answer to its giver says."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from msgspec import Struct

from bot.domain.ids import UserId
from bot.domain.visibility import Visibility


class ShoutOutState(StrEnum):
    """What became of the shout-out."""

    NONE = "none"
    """Every recipient gets it privately."""
    COMING = "coming"
    """It's saved and is posted as soon as Slack takes it."""
    POSTED = "posted"
    MISSING = "missing"
    """Slack refused it for good, or a user deleted it."""


class RecipientGroups(Struct, frozen=True):
    """Recipients (user ids), each in exactly one group."""

    in_channel: tuple[UserId, ...] = ()
    """The shout-out reaches them, as far as is known."""
    absent: tuple[UserId, ...] = ()
    """They aren't in the channel and get a direct message."""
    absent_without_messages: tuple[UserId, ...] = ()
    """They aren't in the channel and want no messages."""
    absent_foreign: tuple[UserId, ...] = ()
    """They aren't in the channel and belong to another organisation, where the bot writes to no one."""
    private: tuple[UserId, ...] = ()
    private_without_messages: tuple[UserId, ...] = ()
    """They want no messages."""


def group_recipients(
    recipients: Mapping[UserId, Visibility],
    *,
    absent: Collection[UserId] = (),
    without_messages: Collection[UserId] = (),
    foreign: Collection[UserId] = (),
) -> RecipientGroups:
    """Group the recipients, given with how widely each is seen, by how the recognition reaches them.

    `absent` are those known not to be in the channel, `without_messages` those who want no messages.
    """
    groups: dict[str, list[UserId]] = {}
    for user, seen in recipients.items():
        if seen is Visibility.PRIVATE:
            group = "private_without_messages" if user in without_messages else "private"
        elif user not in absent:
            group = "in_channel"
        elif user in foreign:
            group = "absent_foreign"
        else:
            group = "absent_without_messages" if user in without_messages else "absent"
        groups.setdefault(group, []).append(user)
    return RecipientGroups(**{group: tuple(users) for group, users in groups.items()})
