"""Leads and their circles: who may appoint them, and of whom a circle can be."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.domain.calendar import Schedule, find_zone
from bot.domain.user import User

NOTE_TIME = time(8, 30)
"""When a lead gets the weekly note, on a Monday of their own clock."""
MIN_USERS_FOR_FIGURE = 4
"""People below whom nothing is said about a circle as a whole: it would be about somebody."""


MAX_CIRCLE = 1_000
"""People in one circle: each of them is told who cares for them, and nobody cares for thousands."""


MAX_UNCONFIRMED_CIRCLE = 20
"""Above this number of people in one appointment, an admin is asked first: each gets a message."""


class CircleSource(StrEnum):
    """What a circle's members come from."""

    CHANNEL = "channel"
    GROUP = "group"
    NAMED = "named"


def may_configure(user: User) -> bool:
    """Whether somebody may appoint leads and change settings: an admin of Slack's, or an appointed one."""
    is_admin = user.is_admin or user.is_appointed
    return is_admin and not (user.is_foreign or user.is_guest or user.is_deactivated)


def may_be_appointed(user: User) -> bool:
    """Whether somebody can be let in to change settings: a colleague in full, whom we could look up."""
    return may_lead(user) and bool(user.name)


def may_lead(user: User) -> bool:
    """Whether somebody can be a lead: a colleague who belongs to the workspace in full."""
    return user.is_full_member and not (user.is_bot or user.is_deactivated)


def can_be_in_circle(user: User) -> bool:
    """Whether somebody can be in a circle: a colleague who has not left."""
    return not (user.is_bot or user.is_deactivated or user.is_foreign)


def make_note_schedule(zone: str) -> Schedule:
    """When a lead who lives in this zone gets the weekly note."""
    return Schedule(0, NOTE_TIME, find_zone(zone))


@dataclass(frozen=True, slots=True)
class Circle:
    """People whom leads care for.

    `source_id` is the channel or the user group; of people who were named it is the lead, and `name` is "".
    """

    id: str
    source: CircleSource
    source_id: str
    name: str
    leads: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CircleMembership:
    """A circle that a person is in, and who else looks after it; `source_id` and `name` as of `Circle`."""

    source: CircleSource
    source_id: str
    name: str
    leads: tuple[str, ...]
