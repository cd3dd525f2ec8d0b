"""Who may see what: the rules about privacy, decided here and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Visibility(IntEnum):
    """How widely a recognition of one recipient may be seen. A smaller number is narrower."""

    PRIVATE = 0
    """Giver and recipient alone."""
    CHANNEL = 1
    """The members of the private channel it was given in."""
    PUBLIC = 2
    """Any full member of the workspace."""


class Wish(StrEnum):
    """How a person wishes to be thanked."""

    PUBLICLY = "publicly"
    PRIVATELY = "privately"
    NEVER = "never"


class ChannelKind(StrEnum):
    """What sort of conversation a channel is. Where nobody can tell, it is private."""

    PUBLIC = "public"
    PRIVATE = "private"
    DIRECT = "direct"
    """A direct or group message."""


def of_channel(kind: ChannelKind) -> Visibility:
    """The widest visibility of what is given in such a channel."""
    return {
        ChannelKind.PUBLIC: Visibility.PUBLIC,
        ChannelKind.PRIVATE: Visibility.CHANNEL,
        ChannelKind.DIRECT: Visibility.PRIVATE,
    }[kind]


def for_recipient(given: Visibility, wish: Wish) -> Visibility:
    """The narrower of the giver's choice and the recipient's."""
    return given if wish is Wish.PUBLICLY else Visibility.PRIVATE


def spares_mentioned(wishes: Iterable[Wish]) -> bool:
    """Whether words that mention people with these wishes may stand in a channel.

    Words that name somebody who does not wish to be thanked in public would name them there after all.
    """
    return all(wish is Wish.PUBLICLY for wish in wishes)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who wants to read a history: user id, and whether they belong to the workspace in full."""

    id: str
    is_guest: bool = False
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class ReceivedBy:
    """May read: all that this person received."""

    person: str


@dataclass(frozen=True, slots=True)
class GivenBy:
    """May read: all that this person gave."""

    person: str


@dataclass(frozen=True, slots=True)
class GivenIn:
    """May read: what was given in this channel and not kept private."""

    channel: str


@dataclass(frozen=True, slots=True)
class InDigest(GivenIn):
    """May read: what was given in this channel and not kept private, without those whom no digest may name.

    What names nobody else, or names them in its words, may not be read at all.
    """


@dataclass(frozen=True, slots=True)
class Cared:
    """May read, as a lead: what these people received, or gave, in public or in these private channels.

    Never what is private.
    """

    people: frozenset[str]
    channels: frozenset[str]
    given: bool


Scope = ReceivedBy | GivenBy | GivenIn | Cared
"""What a query may read. Who asks gets one from `may_read_person`, `may_read_circle`, `may_read_channel`."""


@dataclass(frozen=True, slots=True)
class Care:
    """Whom an asker is a lead of, and the private channels that they are in at this moment.

    `is_on` is the admins' switch for all leads.
    """

    people: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    is_on: bool = True


NO_CARE = Care()


class Refusal(StrEnum):
    """Why a history is not shown. None of them tells whether there is anything to show."""

    FOREIGN = "foreign"
    PERSON = "person"
    CHANNEL = "channel"


def may_read_person(asker: Asker, person: str, *, given: bool, care: Care = NO_CARE) -> Scope | Refusal:
    """What the asker may read about a person.

    About themselves all they gave or received; as that person's lead what is not private; else nothing.
    """
    if asker.is_foreign:
        return Refusal.FOREIGN
    if person == asker.id:
        return GivenBy(person) if given else ReceivedBy(person)
    if person in _cared_for(asker, care):
        return Cared(frozenset([person]), care.channels, given)
    return Refusal.PERSON


def may_read_circle(asker: Asker, circle: Iterable[str], *, given: bool, care: Care) -> Scope | Refusal:
    """What a lead may read about a circle: of those in it who are in their care, and not of themselves."""
    if asker.is_foreign:
        return Refusal.FOREIGN
    people = _cared_for(asker, care) & frozenset(circle) - {asker.id}
    return Cared(people, care.channels, given) if people else Refusal.PERSON


def _cared_for(asker: Asker, care: Care) -> frozenset[str]:
    """A guest sees only the channels they are in, and so cannot care for anybody beyond them."""
    return frozenset() if asker.is_guest or not care.is_on else care.people


def may_read_channel(asker: Asker, channel: str, kind: ChannelKind, *, is_member: bool) -> Scope | Refusal:
    """What the asker may read about a channel.

    Members may read what was given there and not kept private; of a public channel any full member of
    the workspace may, a guest only where they are in.
    """
    if asker.is_foreign:
        return Refusal.FOREIGN
    if kind is ChannelKind.DIRECT:
        return Refusal.CHANNEL
    if is_member or (kind is ChannelKind.PUBLIC and not asker.is_guest):
        return GivenIn(channel)
    return Refusal.CHANNEL
