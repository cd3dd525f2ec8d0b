"""Leads and their circles: who may appoint leads, and which users a circle can have."""

from datetime import time
from enum import StrEnum

from msgspec import Struct

from bot.domain.calendar import Schedule, find_zone
from bot.domain.ids import UserId
from bot.domain.user import User

NOTE_TIME = time(8, 30)
"""When a lead gets the weekly note, on a Monday of their own clock."""
MIN_USERS_FOR_FIGURE = 4
"""Minimum number of users in a figure about a circle: fewer would say something about one user."""


MAX_CIRCLE = 1_000
"""Users in one circle: each gets a message, and no lead looks after thousands."""


MAX_UNCONFIRMED_CIRCLE = 20
"""Above this number of users in one appointment, an admin is asked first: each gets a message."""


class CircleSource(StrEnum):
    """What a circle's members come from."""

    CHANNEL = "channel"
    GROUP = "group"
    NAMED = "named"


def may_configure(user: User) -> bool:
    """Return True if a user may appoint leads and change settings: a Slack admin or an appointed one."""
    is_admin = user.is_admin or user.is_appointed
    return is_admin and user.is_active_colleague and not user.is_guest


def may_be_appointed(user: User) -> bool:
    """Return True if a user can be appointed as an admin: a full member with a known name."""
    return may_lead(user) and bool(user.name)


def may_lead(user: User) -> bool:
    """Return True if a user can be a lead: a full member."""
    return user.is_full_member and user.is_active_colleague


def make_note_schedule(zone: str) -> Schedule:
    """Return when a lead who lives in this zone gets the weekly note."""
    return Schedule(0, NOTE_TIME, find_zone(zone))


class Circle(Struct, frozen=True):
    """A circle: the users that its leads look after.

    `source_id` is the channel or the user group; for a circle of named users it is the lead, and `name` is
    "".
    """

    id: str
    source: CircleSource
    source_id: str
    name: str
    leads: tuple[UserId, ...]
    members: tuple[UserId, ...]


class CircleMembership(Struct, frozen=True):
    """A circle that a user is in, and who else looks after it; `source_id` and `name` as of `Circle`."""

    source: CircleSource
    source_id: str
    name: str
    leads: tuple[UserId, ...]
