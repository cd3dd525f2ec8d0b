"""Zones by the names that people give them, without CLDR's."""

import pytest

from bot.domain.time_zones import ZoneFinder, ZoneNames

NAMES = ZoneNames(
    candidates={
        "est": ("America/New_York", "America/Panama", "America/Toronto"),
        "cst": ("America/Chicago", "Asia/Shanghai"),
        "ist": ("Asia/Kolkata", "Europe/Dublin"),
        "usa": ("America/New_York", "America/Chicago"),
    },
    usual={"cst": "America/Chicago"},
    countries={
        "America/New_York": "US",
        "America/Chicago": "US",
        "America/Los_Angeles": "US",
        "America/Toronto": "CA",
        "America/Vancouver": "CA",
    },
)


@pytest.mark.parametrize(
    ("typed", "home", "zones"),
    [
        ("Europe/Berlin", "", ("Europe/Berlin",)),
        ("new  york,", "", ("America/New_York",)),
        ("EST", "America/Panama", ("America/Panama",)),
        ("EST", "America/Los_Angeles", ("America/New_York",)),
        ("EST", "America/Vancouver", ("America/Toronto",)),
        ("EST", "Europe/Berlin", ("America/New_York", "America/Panama")),
        ("cst", "Asia/Shanghai", ("Asia/Shanghai",)),
        ("cst", "Europe/Berlin", ("America/Chicago",)),
        ("IST", "", ("Asia/Kolkata", "Europe/Dublin")),
        ("usa", "America/Chicago", ("America/Chicago",)),
        ("UTC", "Europe/London", ("UTC",)),
        ("UTC+0", "Europe/London", ("UTC",)),
        ("UTC+1", "Europe/Rome", ("Europe/Rome",)),
        ("+02:00", "Europe/Rome", ("Europe/Rome",)),
        ("GMT −5", "America/Lima", ("America/Lima",)),
        ("UTC+5:30", "", ("Asia/Kolkata",)),
        ("UTC+13:07", "", ()),
        ("Etc/GMT+2", "", ("Etc/GMT+2",)),
        ("fire", "", ()),
        ("", "", ()),
    ],
)
def test_ambiguous_name_means_the_authors_zone_or_asks(typed: str, home: str, zones: tuple[str, ...]) -> None:
    assert ZoneFinder(NAMES, home).find(typed) == zones


def test_near_misses_are_named() -> None:
    assert ZoneFinder(NAMES).find_closest("Europe/Berln")[0] == "Europe/Berlin"
    assert ZoneFinder(NAMES).find_closest("quite another thing") == ()
