"""Names of time zones from CLDR, the time zone data and our list of cities."""

import pytest

from bot.domain.ids import UserId
from bot.domain.time_zones import ZoneFinder
from bot.domain.user import User
from bot.slack.ui.language import available_tags
from bot.slack.ui.zone_names import zone_finder, zone_names


async def test_zone_finder_uses_reader_zone() -> None:
    reader = User(UserId("U1"), timezone="Asia/Kolkata")
    assert await zone_finder(reader) == ZoneFinder(zone_names(("en",)), "Asia/Kolkata")
    everywhere = await zone_finder(reader, in_all_languages=True)
    assert everywhere == ZoneFinder(zone_names(available_tags()), "Asia/Kolkata")


@pytest.mark.parametrize(
    ("typed", "home", "zones"),
    [
        ("EST", "Europe/Berlin", ("America/New_York",)),
        ("EST", "America/Toronto", ("America/Toronto",)),
        ("EST", "America/Panama", ("America/Panama",)),
        ("EDT", "", ("America/New_York",)),
        ("IST", "Asia/Kolkata", ("Asia/Kolkata",)),
        ("IST", "Europe/Dublin", ("Europe/Dublin",)),
        ("IST", "Asia/Jerusalem", ("Asia/Jerusalem",)),
        ("IST", "Europe/Berlin", ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin")),
        ("CEST", "Europe/Madrid", ("Europe/Madrid",)),
        ("CEST", "America/New_York", ("Europe/Berlin",)),
        ("CET", "Asia/Tokyo", ("Europe/Berlin",)),
        ("MEZ", "Europe/Vienna", ("Europe/Vienna",)),
        ("BST", "Asia/Tokyo", ("Europe/London",)),
        ("PT", "Europe/Berlin", ("America/Los_Angeles",)),
        ("PST", "Asia/Manila", ("Asia/Manila",)),
        ("MST", "America/Phoenix", ("America/Phoenix",)),
        ("AEST", "Australia/Brisbane", ("Australia/Brisbane",)),
        ("SGT", "", ("Asia/Singapore",)),
        ("CET/CEST", "Asia/Tokyo", ("Europe/Berlin",)),
        ("EST/EDT", "Europe/Berlin", ("America/New_York",)),
        ("CET/PST", "Asia/Tokyo", ()),
        ("UTC-3:30", "Europe/Berlin", ("America/St_Johns",)),
        ("DC", "Europe/Berlin", ("America/New_York",)),
        ("german time", "Asia/Tokyo", ("Europe/Berlin",)),
        ("deutsche Zeit", "Asia/Tokyo", ("Europe/Berlin",)),
        ("Spain", "Asia/Tokyo", ("Europe/Madrid", "Atlantic/Canary")),
        (
            "Canada",
            "Asia/Tokyo",
            ("America/Toronto", "America/Vancouver", "America/Edmonton", "America/Winnipeg"),
        ),
        ("Pacific Time", "", ("America/Los_Angeles",)),
        ("mitteleuropäische zeit", "Europe/Berlin", ("Europe/Berlin",)),
        ("Mumbai", "Europe/Berlin", ("Asia/Kolkata",)),
        ("Bengaluru", "", ("Asia/Kolkata",)),
        ("Seattle", "", ("America/Los_Angeles",)),
        ("München", "", ("Europe/Berlin",)),
        ("Kalkutta", "", ("Asia/Kolkata",)),
        ("portland", "Europe/Berlin", ("America/New_York", "America/Los_Angeles")),
        ("India", "", ("Asia/Kolkata",)),
        ("Österreich", "", ("Europe/Vienna",)),
        ("USA", "", ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")),
        ("USA", "America/Denver", ("America/Denver",)),
        ("fire", "Europe/Berlin", ()),
    ],
)
def test_zone_names_are_found(typed: str, home: str, zones: tuple[str, ...]) -> None:
    assert ZoneFinder(zone_names(available_tags()), home).find(typed) == zones
