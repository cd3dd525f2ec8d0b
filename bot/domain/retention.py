"""What a shorter retention time would erase: it is confirmed first, and delayed."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from bot.domain.calendar import subtract_months

HOLD_PERIOD = timedelta(days=1)
"""How long nothing is erased by a shorter time after it was set, so that it can be taken back."""
MONTHS, DAYS = "months", "deactivated_days"
"""The settings that erase something when they get smaller."""


class SettingErasure(Struct, frozen=True):
    """What a smaller number of months or days erases: all that is older than an instant (UTC).

    `setting` is `MONTHS` (recognitions) or `DAYS` (names of deactivated users), `before` the number until
    now.
    """

    setting: str
    before: int
    number: int
    older_than: datetime


def find_setting_erasures(
    before: Mapping[str, int], wished: Mapping[str, int], now: datetime
) -> tuple[SettingErasure, ...]:
    """Return what would be erased that is kept until now."""
    found = []
    for setting in (MONTHS, DAYS):
        was, number = before[setting], wished.get(setting, before[setting])
        if number < was:
            found.append(SettingErasure(setting, was, number, find_erasure_limit(setting, number, now)))
    return tuple(found)


def find_erasure_limit(setting: str, number: int, now: datetime) -> datetime:
    """Return the instant before which a setting erases everything."""
    return subtract_months(now, number) if setting == MONTHS else now - timedelta(days=number)
