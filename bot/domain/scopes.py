"""Scopes: what a reader may read of histories, decided here and nowhere else."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from bot.domain.audience import Coverage
from bot.domain.ids import ChannelId, UserId
from bot.domain.user import User
from bot.domain.visibility import ChannelKind


class HistoryReader(Struct, frozen=True):
    """Who wants to read a history: user id, and whether they belong to the workspace in full."""

    id: UserId
    is_guest: bool = False
    is_foreign: bool = False


def make_reader(user: User) -> HistoryReader:
    """Return the user as a reader. Unknown and deactivated users may read no more than guests."""
    return HistoryReader(user.id, user.is_guest or user.is_unknown or user.is_deactivated, user.is_foreign)


class ReceivedScope(Struct, frozen=True):
    """May read: all that this user received; with `givers`, only what one of these gave."""

    user: UserId
    givers: frozenset[UserId] = frozenset()


class GivenScope(Struct, frozen=True):
    """May read: all that this user gave; with `recipients`, only what one of these received."""

    user: UserId
    recipients: frozenset[UserId] = frozenset()


class EndorsedScope(Struct, frozen=True):
    """May read: what this user endorsed and its channel still sees; see `endorsement.reduce_to_endorser`."""

    user: UserId


class ChannelScope(Struct, frozen=True):
    """May read: what was given in this channel and not kept private."""

    channel: ChannelId


class ChannelsScope(Struct, frozen=True):
    """May read: what was given in any of these channels and not kept private."""

    channels: frozenset[ChannelId]


class DigestScope(ChannelScope, frozen=True):
    """May read: what was given in this channel and is not private, without users that no digest may name.

    Recognitions that name only such users, or name one in the text, are left out. `covers` adds what these
    `members` received elsewhere in public, or all that was given in public.
    """

    covers: Coverage = Coverage.CHANNEL
    members: frozenset[UserId] = frozenset()


class CircleScope(Struct, frozen=True):
    """May read, as a lead: what these users received, or gave, in public or in these private channels.

    Never what is private, but for what one of them received and opened to their leads themselves.
    """

    users: frozenset[UserId]
    channels: frozenset[ChannelId]
    is_given: bool


Scope = ReceivedScope | GivenScope | EndorsedScope | ChannelScope | ChannelsScope | CircleScope
"""What a query may read. Who asks gets one from `decide_user_scope` or `decide_channel_scope`."""


class LedUsers(Struct, frozen=True):
    """The users that a reader leads, and the private channels that the reader is in now.

    `is_on` is the admins' switch for all leads.
    """

    users: frozenset[UserId] = frozenset()
    channels: frozenset[ChannelId] = frozenset()
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
    users: Iterable[UserId],
    circle: Iterable[UserId] = (),
    *,
    given: bool,
    counterparts: Iterable[UserId] = (),
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


def _select_led_users(reader: HistoryReader, care: LedUsers) -> frozenset[UserId]:
    """Return the users that the reader leads: none for guests, and if leads are switched off."""
    return frozenset() if reader.is_guest or not care.is_on else care.users


class RequestedChannel(Struct, frozen=True):
    """A channel as the reader finds it. `is_member` says whether they are in it now."""

    channel: ChannelId
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
