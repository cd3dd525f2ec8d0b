"""A user's Home: its sections, and how long it counts as open."""

from datetime import timedelta
from enum import StrEnum

from bot.domain.circle import may_configure
from bot.domain.user import User

OPEN_PERIOD = timedelta(hours=1)
"""How long a Home counts as open after its last use: Slack does not say when it is closed."""
RETENTION_PERIOD = timedelta(days=1)
"""How long the open section of a Home is stored."""

MAX_ENDORSED = 20
"""Recognitions that a user joined in, shown at once below what they gave."""


class HomeSection(StrEnum):
    """A part of a Home, of which one is shown at a time."""

    RECEIVED = "received"
    GIVEN = "given"
    VALUES = "values"
    PREFERENCES = "choices"
    CIRCLES = "circles"
    SETTINGS = "settings"


def list_sections(user: User, *, is_lead: bool) -> tuple[HomeSection, ...]:
    """Return the parts that a user has, in their order; none for users of other organisations."""
    if user.is_foreign:
        return ()
    everybody = (HomeSection.RECEIVED, HomeSection.GIVEN, HomeSection.VALUES, HomeSection.PREFERENCES)
    circles = (HomeSection.CIRCLES,) if is_lead else ()
    settings = (HomeSection.SETTINGS,) if may_configure(user) else ()
    return (*everybody, *circles, *settings)


def choose_section(wanted: HomeSection, offered: tuple[HomeSection, ...]) -> HomeSection:
    """Return the section to show: the wanted one if it is offered, else what the user received."""
    return wanted if wanted in offered else HomeSection.RECEIVED
