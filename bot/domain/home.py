"""A person's Home: which parts it has for whom, and how long it counts as open."""

from datetime import timedelta
from enum import StrEnum

from bot.domain.circle import may_configure
from bot.domain.user import User

OPEN_PERIOD = timedelta(hours=1)
"""How long after it was last used a Home may still be before somebody's eyes: Slack does not tell when it is
closed."""
RETENTION_PERIOD = timedelta(days=1)
"""How long is kept what somebody had open there."""

MAX_ENDORSED = 20
"""Recognitions that somebody joined in, shown at once below what they gave."""


class HomeSection(StrEnum):
    """A part of a Home, of which one is shown at a time."""

    RECEIVED = "received"
    GIVEN = "given"
    VALUES = "values"
    PREFERENCES = "choices"
    CIRCLES = "circles"
    SETTINGS = "settings"


def list_sections(user: User, *, is_lead: bool) -> tuple[HomeSection, ...]:
    """The parts that somebody has, in their order; none for people of other organisations."""
    if user.is_foreign:
        return ()
    everybody = (HomeSection.RECEIVED, HomeSection.GIVEN, HomeSection.VALUES, HomeSection.PREFERENCES)
    circles = (HomeSection.CIRCLES,) if is_lead else ()
    settings = (HomeSection.SETTINGS,) if may_configure(user) else ()
    return (*everybody, *circles, *settings)


def choose_section(wanted: HomeSection, offered: tuple[HomeSection, ...]) -> HomeSection:
    """The part to show where this one is wanted: who leads nobody any more reads what they received."""
    return wanted if wanted in offered else HomeSection.RECEIVED
