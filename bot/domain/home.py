"""A person's Home: which parts it has for whom, and how long it counts as open."""

from datetime import timedelta
from enum import StrEnum

from bot.domain.care import may_configure
from bot.domain.people import Person

OPEN_FOR = timedelta(hours=1)
"""How long after it was last used a Home may still be before somebody's eyes: Slack does not tell when it is
closed."""
REMEMBERED = timedelta(days=1)
"""How long is kept what somebody had open there."""

MOST_JOINED = 20
"""Recognitions that somebody joined in, shown at once below what they gave."""


class Section(StrEnum):
    """A part of a Home, of which one is shown at a time."""

    RECEIVED = "received"
    GIVEN = "given"
    VALUES = "values"
    CHOICES = "choices"
    CIRCLES = "circles"
    SETTINGS = "settings"


def sections(person: Person, *, is_lead: bool) -> tuple[Section, ...]:
    """The parts that somebody has, in their order; none for people of other organisations."""
    if person.is_foreign:
        return ()
    everybody = (Section.RECEIVED, Section.GIVEN, Section.VALUES, Section.CHOICES)
    circles = (Section.CIRCLES,) if is_lead else ()
    settings = (Section.SETTINGS,) if may_configure(person) else ()
    return (*everybody, *circles, *settings)


def shown(wanted: Section, offered: tuple[Section, ...]) -> Section:
    """The part to show where this one is wanted: who leads nobody any more reads what they received."""
    return wanted if wanted in offered else Section.RECEIVED
