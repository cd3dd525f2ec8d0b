"""Commands are parsed with as few names of time zones as it takes, and mean the same as with all of them."""

import pytest

from bot.domain.commands.card import CardCommand
from bot.domain.commands.command import Command
from bot.domain.commands.digest_command import DigestOnCommand
from bot.domain.commands.parser import parse
from bot.domain.ids import UserId
from bot.domain.time_zones import ZoneFinder, ZoneNames
from bot.domain.user import User
from bot.domain.values import Values
from bot.slack.typed_zones import parse_with_zones
from bot.slack.ui.language import available_tags
from bot.slack.ui.zone_names import zone_finder_for, zone_names

VALUES = Values(())
NOTHING = ZoneNames()
OWN = ("en", "de")


def user(locale: str = "de-DE") -> User:
    return User(UserId("U1"), timezone="Europe/Berlin", locale=locale)


async def read(text: str, reader: User) -> tuple[Command, list[ZoneNames | None]]:
    """Return what a text means, and by which names of zones it was read, one after another."""
    tried: list[ZoneNames | None] = []

    def parse_by(zones: ZoneFinder | None) -> Command:
        tried.append(zones.names if zones else None)
        return parse(text, VALUES, {}, zones)

    return await parse_with_zones(reader, text, parse_by), tried


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("<@U2> thanks for the digest on friday", None),
        ("<@U2> thanks for the calm", None),
        ("history since monday", None),
        ("digest", NOTHING),
        ("digest off", NOTHING),
        ("digest preview", NOTHING),
        ("digest for several channels", NOTHING),
        ("digest now since monday", NOTHING),
        ("digest on", NOTHING),
        ("digest on friday 15:00", NOTHING),
        ("digest on friday 15:00 Europe/Berlin, all", NOTHING),
        ("Rückblick an freitags um 15 Uhr", NOTHING),
        # In the time zone data, EST has no summer time.
        ("digest on friday 15:00 EST", zone_names(OWN)),
        ("digest on friday 15:00 berlin", zone_names(OWN)),
        ("digest on friday 15:00 mitteleuropäische Zeit", zone_names(OWN)),
        ("set up the digest friday 3pm Pacific time", zone_names(OWN)),
        ("card <@U2> until friday 16:00 PT for your farewell", zone_names(OWN)),
        ("digest on friday 15:00 heure du Pacifique", zone_names(available_tags())),
        ("digest on friday 15:00 Londres", zone_names(available_tags())),
        ("digest on friday 15:00 Berln", zone_names(available_tags())),
        ("digest on fridday", zone_names(available_tags())),
    ],
)
async def test_only_names_that_are_needed_are_read(text: str, names: ZoneNames | None) -> None:
    command, tried = await read(text, user())
    assert tried[-1] == names
    assert command == parse(text, VALUES, {}, ZoneFinder(zone_names(available_tags()), "Europe/Berlin"))


async def test_names_in_the_readers_language_come_before_those_in_others() -> None:
    command, tried = await read("digest on friday 15:00 Londres", user("es-LA"))
    assert isinstance(command, DigestOnCommand)
    assert command.zone == "Europe/London"
    assert tried == [NOTHING, zone_names(("en", "es"))]


async def test_zone_of_a_card_is_read_in_any_language() -> None:
    command, _ = await read("card <@U2> until friday 16:00 MEZ for your farewell", user("en-US"))
    assert isinstance(command, CardCommand)
    assert command.deadline
    assert (command.deadline.zone, command.occasion) == ("Europe/Berlin", "for your farewell")


@pytest.mark.parametrize(
    ("typed", "locale", "tags"),
    [
        ("Londres", "en-GB", available_tags()),
        ("Londres", "pt-BR", ("en", "pt-BR")),
        ("London", "ja-JP", ("en", "ja")),
        ("London", "", ("en",)),
        ("nowhere", "xx", available_tags()),
    ],
)
async def test_finder_for_one_name(typed: str, locale: str, tags: tuple[str, ...]) -> None:
    assert (await zone_finder_for(user(locale), typed)).names == zone_names(tags)
