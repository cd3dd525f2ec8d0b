"""Who may see what: the rules about privacy, decided here and nowhere else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bot.domain.audience import Coverage
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


def select_channel_recipients(recipients: Mapping[str, Visibility]) -> dict[str, Visibility]:
    """Return the recipients that the members of the channel may see; without any, it sees nothing."""
    return {user: seen for user, seen in recipients.items() if seen is not Visibility.PRIVATE}


def is_open_to(user: User, kind: ChannelKind) -> bool:
    """Return True if a user may read a channel without being in it: a public one, as a full member."""
    return kind is ChannelKind.PUBLIC and user.is_full_member


def must_be_member_to_post(user: User, kind: ChannelKind) -> bool:
    """Return True if only members of a channel may post there: all of a private one, guests of a public one.

    A user of whom Slack says nothing may post in a public channel: it is where they typed.
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

    `mentioned` are the preferences of other users whom the text mentions: it must not name those who want to
    be thanked privately. `has_leads` is True if the recipient has leads and leads may read at all. What was
    opened can be closed even without leads.
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


@dataclass(frozen=True, slots=True)
class HistoryReader:
    """Who wants to read a history: user id, and whether they belong to the workspace in full."""

    id: str
    is_guest: bool = False
    is_foreign: bool = False


def make_reader(user: User) -> HistoryReader:
    """Return the user as a reader. Unknown and deactivated users may read no more than guests."""
    return HistoryReader(user.id, user.is_guest or user.is_unknown or user.is_deactivated, user.is_foreign)


@dataclass(frozen=True, slots=True)
class ReceivedScope:
    """May read: all that this user received; with `givers`, only what one of these gave."""

    user: str
    givers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GivenScope:
    """May read: all that this user gave; with `recipients`, only what one of these received."""

    user: str
    recipients: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EndorsedScope:
    """May read: what this user endorsed and its channel still sees; see `endorsement.reduce_to_endorser`."""

    user: str


@dataclass(frozen=True, slots=True)
class ChannelScope:
    """May read: what was given in this channel and not kept private."""

    channel: str


@dataclass(frozen=True, slots=True)
class ChannelsScope:
    """May read: what was given in any of these channels and not kept private."""

    channels: frozenset[str]


@dataclass(frozen=True, slots=True)
class DigestScope(ChannelScope):
    """May read: what was given in this channel and is not private, without users that no digest may name.

    Recognitions that name only such users, or name one in the text, are left out. `covers` adds what these
    `members` received elsewhere in public, or all that was given in public.
    """

    covers: Coverage = Coverage.CHANNEL
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CircleScope:
    """May read, as a lead: what these users received, or gave, in public or in these private channels.

    Never what is private, but for what one of them received and opened to their leads themselves.
    """

    users: frozenset[str]
    channels: frozenset[str]
    is_given: bool


Scope = ReceivedScope | GivenScope | EndorsedScope | ChannelScope | ChannelsScope | CircleScope
"""What a query may read. Who asks gets one from `decide_user_scope` or `decide_channel_scope`."""


@dataclass(frozen=True, slots=True)
class LedUsers:
    """The users that a reader leads, and the private channels that the reader is in now.

    `is_on` is the admins' switch for all leads.
    """

    users: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    is_on: bool = True


NO_LED_USERS = LedUsers()


class ScopeRefusal(StrEnum):
    """Why a history is not shown. No reason reveals if there is anything to show."""

    FOREIGN = "foreign"
    PERSON = "person"
    CHANNEL = "channel"
    UNANSWERED = "unanswered"
    """Slack didn't answer in time in which channels the reader is."""
    ONESELF = "oneself"
    """One's own history is asked for by itself."""


def decide_user_scope(
    reader: HistoryReader,
    users: Iterable[str],
    circle: Iterable[str] = (),
    *,
    given: bool,
    counterparts: Iterable[str] = (),
    care: LedUsers = NO_LED_USERS,
) -> Scope | ScopeRefusal:
    """Return what the reader may read about these users, and those of a circle.

    Readers may read all they gave or received, if they ask for no other user; leads what is not private of
    users who are all in their circles. Of a circle they see the users that they lead, without themselves.

    `counterparts` narrow what the reader gave to its recipients, and what the reader received to its givers.
    They are refused for others: the answer would reveal who thanked a user.
    """
    named, around, others = frozenset(users), frozenset(circle), frozenset(counterparts)
    if reader.is_foreign:
        return ScopeRefusal.FOREIGN
    if named == {reader.id} and not around:
        return GivenScope(reader.id, others) if given else ReceivedScope(reader.id, others)
    if others:
        return ScopeRefusal.PERSON
    if reader.id in named:
        return ScopeRefusal.ONESELF
    cared = _select_led_users(reader, care)
    found = named | (around & cared - {reader.id})
    return CircleScope(found, care.channels, given) if found and named <= cared else ScopeRefusal.PERSON


def _select_led_users(reader: HistoryReader, care: LedUsers) -> frozenset[str]:
    """Return the users that the reader leads: none for guests, and if leads are switched off."""
    return frozenset() if reader.is_guest or not care.is_on else care.users


@dataclass(frozen=True, slots=True)
class RequestedChannel:
    """A channel as the reader finds it. `is_member` says whether they are in it now."""

    channel: str
    kind: ChannelKind
    is_member: bool


def decide_channel_scope(reader: HistoryReader, channels: Iterable[RequestedChannel]) -> Scope | ScopeRefusal:
    """Return what the reader may read about channels, if they may read every one of them.

    Members may read what was given there and not kept private; of a public channel any full member of
    the workspace may, a guest only where they are in.
    """
    asked = list(channels)
    if reader.is_foreign:
        return ScopeRefusal.FOREIGN
    if not asked or not all(_is_open_to(reader, one) for one in asked):
        return ScopeRefusal.CHANNEL
    ids = frozenset(one.channel for one in asked)
    return ChannelScope(*ids) if len(ids) == 1 else ChannelsScope(ids)


def _is_open_to(reader: HistoryReader, asked: RequestedChannel) -> bool:
    if asked.kind is ChannelKind.DIRECT:
        return False
    return asked.is_member or (asked.kind is ChannelKind.PUBLIC and not reader.is_guest)


def accepts_additions(
    recipients: Mapping[str, Visibility], thanks_preferences: Mapping[str, ThanksPreference]
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
