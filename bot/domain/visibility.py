"""How widely a recognition is seen: decided here and nowhere else. What a user may read is in `scopes`."""

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum

from bot.domain.ids import UserId
from bot.domain.user import User


class Visibility(IntEnum):
    """How widely a recognition of one recipient may be seen. A smaller number is narrower."""

    PRIVATE = 0
    """Giver and recipient alone."""
    CHANNEL = 1
    """The members of the private channel it was given in."""
    PUBLIC = 2
    """Any full member of the workspace."""


class ThanksPreference(StrEnum):
    """How a user wants to be thanked."""

    PUBLICLY = "publicly"
    PRIVATELY = "privately"
    NEVER = "never"


class ChannelKind(StrEnum):
    """What kind of conversation a channel is; private if it is unknown."""

    PUBLIC = "public"
    PRIVATE = "private"
    DIRECT = "direct"
    """A direct or group message."""


def channel_visibility(kind: ChannelKind) -> Visibility:
    """Return the widest visibility of a recognition that is given in such a channel."""
    return {
        ChannelKind.PUBLIC: Visibility.PUBLIC,
        ChannelKind.PRIVATE: Visibility.CHANNEL,
        ChannelKind.DIRECT: Visibility.PRIVATE,
    }[kind]


def given_visibility(kind: ChannelKind, *, is_private: bool) -> Visibility:
    """Return the visibility that the giver chose: private, or as wide as the channel allows."""
    return Visibility.PRIVATE if is_private else channel_visibility(kind)


def recipient_visibility(given: Visibility, preference: ThanksPreference) -> Visibility:
    """Return the narrower of the giver's choice and the recipient's."""
    return given if preference is ThanksPreference.PUBLICLY else Visibility.PRIVATE


def select_channel_recipients(recipients: Mapping[UserId, Visibility]) -> dict[UserId, Visibility]:
    """Return the recipients that the members of the channel may see; without any, it sees nothing."""
    return {user: seen for user, seen in recipients.items() if seen is not Visibility.PRIVATE}


def is_open_to(user: User, kind: ChannelKind) -> bool:
    """Return True if a user may read a channel without being in it: a public one, as a full member."""
    return kind is ChannelKind.PUBLIC and user.is_full_member


def must_be_member_to_post(user: User, kind: ChannelKind) -> bool:
    """Return True if only members of a channel may post there: all of a private one, guests of a public one.

    If Slack has not said who a user is, they may post in a public channel: they typed there.
    """
    match kind:
        case ChannelKind.PRIVATE:
            return True
        case ChannelKind.PUBLIC:
            return user.is_guest
        case ChannelKind.DIRECT:
            return False


def must_share_channel_to_name(user: User) -> bool:
    """Return True if only readers of a channel that the user is in may find them by name: a guest."""
    return user.is_guest


def may_find_by_name(reader: User) -> bool:
    """Return True if a reader may find others by name: guests know only the users of their channels."""
    return reader.is_full_member


class LeadsAccess(StrEnum):
    """What the leads of a recipient can read of a recognition that is private to that recipient."""

    NONE = "none"
    """Nothing, and it cannot be changed: it is not private, or the recipient has no leads."""
    CLOSED = "closed"
    """Nothing, until the recipient opens it to them."""
    OPEN = "open"
    """Its text: the recipient opened it to them, and can close it again."""


def can_be_opened_to_leads(seen: Visibility) -> bool:
    """Return True if a recipient with this visibility can open it to their leads: it must be private."""
    return seen is Visibility.PRIVATE


def leads_access(
    seen: Visibility, mentioned: Iterable[ThanksPreference] = (), *, is_opened: bool, has_leads: bool
) -> LeadsAccess:
    """Return what the leads of a recipient with this visibility can read.

    `mentioned` are the preferences of other users that the text mentions: it must not name those who want
    to be thanked privately. `has_leads` is True if the recipient has leads and leads may read at all. What
    was opened can be closed even without leads.
    """
    if not can_be_opened_to_leads(seen):
        return LeadsAccess.NONE
    if is_opened:
        return LeadsAccess.OPEN
    return LeadsAccess.CLOSED if has_leads and allows_mentions(mentioned) else LeadsAccess.NONE


def allows_mentions(thanks_preferences: Iterable[ThanksPreference]) -> bool:
    """Return True if a text that mentions users with these preferences may be in a channel.

    It would name users publicly who do not wish to be thanked so.
    """
    return all(wish is ThanksPreference.PUBLICLY for wish in thanks_preferences)


def accepts_additions(
    recipients: Mapping[UserId, Visibility], thanks_preferences: Mapping[UserId, ThanksPreference]
) -> bool:
    """Return True if each recipient could be thanked now as widely as this recognition shows them.

    A recipient who accepts only private recognitions by now, or none, must not be thanked more by additions
    to an older one. `thanks_preferences` maps user ids to how they wish to be thanked (default: publicly).
    """
    return all(
        _accepts(seen, thanks_preferences.get(recipient, ThanksPreference.PUBLICLY))
        for recipient, seen in recipients.items()
    )


def _accepts(seen: Visibility, preference: ThanksPreference) -> bool:
    return preference is not ThanksPreference.NEVER and recipient_visibility(seen, preference) is seen
