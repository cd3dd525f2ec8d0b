"""The grammar of `digest`."""

from datetime import time
from zoneinfo import available_timezones

import pytest

from bot.domain.audience import Coverage
from bot.domain.commands.command import Command
from bot.domain.commands.digest_command import (
    DigestOffCommand,
    DigestOnCommand,
    DigestPreviewCommand,
    DigestStatusCommand,
    UnclearDigestCommand,
)
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from tests.domain.commands.typing import VALUES


def _problem(text: str) -> ParseError:
    meaning = parse(text, VALUES)
    problem = meaning.error if isinstance(meaning, UnclearDigestCommand) else meaning
    assert isinstance(problem, ParseError)
    return problem


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("rückblick", DigestStatusCommand()),
        ("Rückblick am Freitag um 15 Uhr", DigestOnCommand(4, time(15))),
        ("wochenrückblick aus", DigestOffCommand()),
        ("rückblick vorschau", DigestPreviewCommand()),
        ("resumen el viernes", DigestOnCommand(4)),
        ("résumé vendredi", DigestOnCommand(4)),
        ("turn on digest", DigestOnCommand()),
        ("turn the digest on", DigestOnCommand()),
        ("please turn on the digest", DigestOnCommand()),
        ("turn the weekly digest on for friday at 3pm", DigestOnCommand(4, time(15))),
        ("enable digest", DigestOnCommand()),
        ("start the digest on monday", DigestOnCommand(0)),
        ("turn off the digest", DigestOffCommand()),
        ("turn the digest off", DigestOffCommand()),
        ("stop the digest", DigestOffCommand()),
        ("schalte den Rückblick ein", DigestOnCommand()),
        ("Rückblick einschalten", DigestOnCommand()),
        ("schalte den Rückblick aus", DigestOffCommand()),
        ("digest ausschalten", DigestOffCommand()),
        ("preview the digest", DigestPreviewCommand()),
        ("no more digest", DigestOffCommand()),
        ("kein Rückblick mehr", DigestOffCommand()),
        ("set up the digest for friday 3pm", DigestOnCommand(4, time(15))),
        (
            "turn on the digest in <#C1|design>",
            ParseError(ParseErrorKind.DIGEST_ELSEWHERE, "#design", ("digest on",), is_certain=True),
        ),
    ],
)
def test_free_wording_of_digest_orders(text: str, meaning: Command) -> None:
    assert parse(text, VALUES) == meaning


@pytest.mark.parametrize(
    ("rest", "meaning"),
    [
        ("", DigestStatusCommand()),
        ("off", DigestOffCommand()),
        ("OFF", DigestOffCommand()),
        ("preview", DigestPreviewCommand()),
        ("on", DigestOnCommand()),
        ("on friday 15:00 Europe/Berlin", DigestOnCommand(4, time(15), "Europe/Berlin")),
        ("On Europe/Berlin 15:00 FRIDAY", DigestOnCommand(4, time(15), "Europe/Berlin")),
        ("on every fri at 15:00", DigestOnCommand(4, time(15))),
        ("monday morning", DigestOnCommand(0, time(9))),
        ("monday morning at 10", DigestOnCommand(0, time(10))),
        ("friday afternoon", DigestOnCommand(4, time(15))),
        ("friday 3 in the afternoon", DigestOnCommand(4, time(15))),
        ("friday evening", DigestOnCommand(4, time(18))),
        ("half past three", DigestOnCommand(at=time(15, 30))),
        ("on friday half past three", DigestOnCommand(4, time(15, 30))),
        ("friday at half past nine", DigestOnCommand(4, time(9, 30))),
        ("half past three in the morning", DigestOnCommand(at=time(3, 30))),
        ("quarter to five on thursday", DigestOnCommand(3, time(16, 45))),
        ("friday at three", DigestOnCommand(4, time(15))),
        ("friday at ten o'clock", DigestOnCommand(4, time(10))),
        # A whole hour from 1 to 6 is in the afternoon, in digits as in words.
        ("friday 3", DigestOnCommand(4, time(15))),
        ("freitag um 5", DigestOnCommand(4, time(17))),
        ("freitag 5 Uhr", DigestOnCommand(4, time(17))),
        ("friday at 4 o'clock", DigestOnCommand(4, time(16))),
        ("los viernes a las 4", DigestOnCommand(4, time(16))),
        ("friday 3:00", DigestOnCommand(4, time(3))),
        ("friday 03", DigestOnCommand(4, time(3))),
        ("friday 5 am", DigestOnCommand(4, time(5))),
        ("friday 5 in the morning", DigestOnCommand(4, time(5))),
        ("freitag 5 uhr früh", DigestOnCommand(4, time(5))),
        ("friday 7", DigestOnCommand(4, time(7))),
        ("change to monday", DigestOnCommand(0)),
        ("verschiebe auf montag 10 uhr", DigestOnCommand(0, time(10))),
        ("never", DigestOffCommand()),
        ("show", DigestPreviewCommand()),
        ("friday 15:00 my time", DigestOnCommand(4, time(15))),
        ("friday 15:00 our local time", DigestOnCommand(4, time(15))),
        ("freitag 15 uhr ortszeit", DigestOnCommand(4, time(15))),
        ("freitag 15:00 unserer zeit", DigestOnCommand(4, time(15))),
        ("friday 15:00 Z", DigestOnCommand(4, time(15), "UTC")),
        ("halb vier", DigestOnCommand(at=time(15, 30))),
        ("freitag halb zehn", DigestOnCommand(4, time(9, 30))),
        ("viertel nach acht am dienstag", DigestOnCommand(1, time(8, 15))),
        ("viertel vor zwölf", DigestOnCommand(at=time(11, 45))),
        ("dreiviertel vier", DigestOnCommand(at=time(15, 45))),
        ("freitag um drei", DigestOnCommand(4, time(15))),
        ("montag morgen", DigestOnCommand(0, time(9))),
        ("Montagmorgen", DigestOnCommand(0, time(9))),
        ("freitagnachmittag", DigestOnCommand(4, time(15))),
        ("9 uhr morgens", DigestOnCommand(at=time(9))),
        ("8 uhr abends", DigestOnCommand(at=time(20))),
        ("tomorrow morning", DigestOnCommand(at=time(9), in_days=1)),
        ("vendredi 15h", DigestOnCommand(4, time(15))),
        ("el viernes 15:00", DigestOnCommand(4, time(15))),
        ("on mondays, 9:30", DigestOnCommand(0, time(9, 30))),
        ("on thurs", DigestOnCommand(3)),
        ("on sun", DigestOnCommand(6)),
        ("on 9", DigestOnCommand(at=time(9))),
        ("on 0:00", DigestOnCommand(at=time(0))),
        ("on 23:59", DigestOnCommand(at=time(23, 59))),
        ("on 15h30", DigestOnCommand(at=time(15, 30))),
        ("on 15.30", DigestOnCommand(at=time(15, 30))),
        ("on 3pm", DigestOnCommand(at=time(15))),
        ("on 12 am", DigestOnCommand(at=time(0))),
        ("on 12:15pm", DigestOnCommand(at=time(12, 15))),
        ("on berlin", DigestOnCommand(zone="Europe/Berlin")),
        ("on monday in New York", DigestOnCommand(0, None, "America/New_York")),
        ("on america/new_york", DigestOnCommand(zone="America/New_York")),
        ("on utc", DigestOnCommand(zone="UTC")),
        ("on Etc/GMT+2", DigestOnCommand(zone="Etc/GMT+2")),
        ("on Freitag 15 Uhr", DigestOnCommand(4, time(15))),
        ("friday", DigestOnCommand(4)),
        ("friday 15:00", DigestOnCommand(4, time(15))),
        ("every friday at 4pm", DigestOnCommand(4, time(16))),
        ("fridays, 3 p.m.", DigestOnCommand(4, time(15))),
        ("on friday at 9 a.m.", DigestOnCommand(4, time(9))),
        ("friday 3 P.M", DigestOnCommand(4, time(15))),
        ("friday at noon", DigestOnCommand(4, time(12))),
        ("friday 9 o'clock", DigestOnCommand(4, time(9))),
        ("friday 1530", DigestOnCommand(4, time(15, 30))),
        ("weekly on monday", DigestOnCommand(0)),
        ("send every thursday please", DigestOnCommand(3)),
        ("tomorrow", DigestOnCommand(in_days=1)),
        ("tomorrow 10:00", DigestOnCommand(at=time(10), in_days=1)),
        ("today at 17:00", DigestOnCommand(at=time(17), in_days=0)),
        ("am freitag", DigestOnCommand(4)),
        ("am Freitag um 15 Uhr", DigestOnCommand(4, time(15))),
        ("jeden Dienstag um 9 Uhr 30", DigestOnCommand(1, time(9, 30))),
        ("montags 9:15 Uhr", DigestOnCommand(0, time(9, 15))),
        ("9 am Freitag", DigestOnCommand(4, time(9))),
        ("9 am friday", DigestOnCommand(4, time(9))),
        ("morgen mittag", DigestOnCommand(at=time(12), in_days=1)),
        ("do 14:00", DigestOnCommand(3, time(14))),
        ("with members", DigestOnCommand(covers=Coverage.MEMBERS)),
        ("mit allem", DigestOnCommand(covers=Coverage.WORKSPACE)),
        ("für die Mitglieder, ohne Bild", DigestOnCommand(covers=Coverage.MEMBERS, picture=False)),
        ("mit leeren Wochen", DigestOnCommand(quiet_weeks=True)),
        ("an freitag sprache de", DigestOnCommand(4, language="de")),
        ("aus", DigestOffCommand()),
        ("stop", DigestOffCommand()),
        ("off please", DigestOffCommand()),
        ("pause", DigestOffCommand()),
        ("preview now", DigestPreviewCommand()),
        ("?", DigestStatusCommand()),
        ("wann?", DigestStatusCommand()),
        ("Friday @ 4pm", DigestOnCommand(4, time(16))),
        ("friday auf deutsch", DigestOnCommand(4, language="de")),
        ("Vorschau", DigestPreviewCommand()),
        ("friday berlin time", DigestOnCommand(4, None, "Europe/Berlin")),
        ("on all", DigestOnCommand(covers=Coverage.WORKSPACE)),
        ("on friday, everything", DigestOnCommand(4, covers=Coverage.WORKSPACE)),
        ("on for members at 9", DigestOnCommand(at=time(9), covers=Coverage.MEMBERS)),
        ("on channel", DigestOnCommand(covers=Coverage.CHANNEL)),
        ("on with empty weeks", DigestOnCommand(quiet_weeks=True)),
        ("on, empty weeks", DigestOnCommand(quiet_weeks=True)),
        ("on Quiet weeks off", DigestOnCommand(quiet_weeks=False)),
        ("on without empty weeks and with a picture", DigestOnCommand(quiet_weeks=False, picture=True)),
        ("on picture off", DigestOnCommand(picture=False)),
        ("on no picture, friday", DigestOnCommand(4, picture=False)),
        ("on language pt-BR", DigestOnCommand(language="pt-BR")),
        ("on language workspace", DigestOnCommand(language="")),
        (
            "on friday 15:00 Europe/Berlin all, with empty weeks, picture off, language de",
            DigestOnCommand(
                4,
                time(15),
                "Europe/Berlin",
                Coverage.WORKSPACE,
                quiet_weeks=True,
                picture=False,
                language="de",
            ),
        ),
    ],
)
def test_settings(rest: str, meaning: Command) -> None:
    assert parse(f"digest {rest}", VALUES) == meaning


def test_every_zone_is_known_by_its_name() -> None:
    for zone in available_timezones():
        assert parse(f"digest on monday {zone} 10:00", VALUES) == DigestOnCommand(0, time(10), zone)


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("GMT+2", ("Europe/Berlin", "Europe/Athens", "Africa/Johannesburg")),
        ("gmt-5", ("America/New_York", "America/Chicago", "America/Bogota")),
    ],
)
def test_offset_alone_can_mean_several_zones(typed: str, choices: tuple[str, ...]) -> None:
    """The zone Etc/GMT+2 is two hours *behind* UTC, the opposite of what people mean by GMT+2."""
    meaning = parse(f"digest on monday 9:00 {typed}", VALUES)
    problem = ParseError(ParseErrorKind.ZONE, typed, choices, is_certain=True)
    assert meaning == UnclearDigestCommand(DigestOnCommand(0, time(9)), problem, choices)


@pytest.mark.parametrize(
    ("rest", "puzzle", "got", "closest"),
    [
        ("of", ParseErrorKind.DIGEST, "of", ("off",)),
        ("prevew", ParseErrorKind.DIGEST, "prevew", ("preview",)),
        ("on every day at 9", ParseErrorKind.WEEKLY, "day", ()),
        ("every day at 9", ParseErrorKind.WEEKLY, "day", ()),
        ("friday 15:00 " + 300 * "x", ParseErrorKind.DIGEST, "friday 15:00 " + 300 * "x", ()),
        ("on fridya", ParseErrorKind.SCHEDULE, "fridya", ("Friday",)),
        ("on 24:00", ParseErrorKind.TIME, "24:00", ("00:00",)),
        ("on 24:30", ParseErrorKind.TIME, "24:30", ("00:30",)),
        ("on 15:60", ParseErrorKind.TIME, "15:60", ("15:59",)),
        ("on 13pm", ParseErrorKind.TIME, "13pm", ("13:00",)),
        ("on 99", ParseErrorKind.TIME, "99", ()),
        ("on 0am", ParseErrorKind.TIME, "0am", ("00:00",)),
        ("on monday 15:00 16:00", ParseErrorKind.SCHEDULE, "16:00", ()),
        ("on monday tuesday", ParseErrorKind.WEEKLY, "tuesday", ()),
        ("every other friday", ParseErrorKind.WEEKLY, "other", ()),
        ("daily", ParseErrorKind.WEEKLY, "daily", ()),
        ("firday", ParseErrorKind.SCHEDULE, "firday", ("Friday",)),
        ("friday 9 Los Angelos", ParseErrorKind.ZONE, "Los Angelos", ("America/Los_Angeles",)),
        ("on <#C1|design> friday", ParseErrorKind.DIGEST_ELSEWHERE, "#design", ("digest friday",)),
        ("in <#C1|design> on friday", ParseErrorKind.DIGEST_ELSEWHERE, "#design", ("digest on friday",)),
        ("off in <#C1|design>", ParseErrorKind.DIGEST_ELSEWHERE, "#design", ("digest off",)),
        ("on xyzzy", ParseErrorKind.SCHEDULE, "xyzzy", ()),
        ("on mebmers", ParseErrorKind.SCHEDULE, "mebmers", ("members",)),
        ("on all members", ParseErrorKind.SCHEDULE, "members", ("members",)),
        ("on empty weks", ParseErrorKind.SCHEDULE, "empty", ("with empty weeks",)),
        ("on with emtpy weeks", ParseErrorKind.SCHEDULE, "emtpy", ("with empty weeks",)),
        ("on with pictures", ParseErrorKind.SCHEDULE, "pictures", ("picture off",)),
        ("on pictur off", ParseErrorKind.SCHEDULE, "pictur", ("picture off",)),
        ("on language germanic", ParseErrorKind.LANGUAGE, "germanic", ()),
        ("on picture off picture on", ParseErrorKind.SCHEDULE, "picture", ("picture off",)),
    ],
)
def test_invalid_settings(rest: str, puzzle: ParseErrorKind, got: str, closest: tuple[str, ...]) -> None:
    problem = _problem(f"digest {rest}")
    assert (problem.kind, problem.typed, problem.suggestions) == (puzzle, got, closest)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("Amercia/New_York", "America/New_York"),
        ("Eurpoe/Paris", "Europe/Paris"),
    ],
)
def test_closest_zone_is_suggested(typed: str, meant: str) -> None:
    problem = _problem(f"digest on friday {typed}")
    assert problem.kind is ParseErrorKind.ZONE
    assert problem.suggestions[0] == meant
