"""The grammar of `digest`."""

from datetime import time
from zoneinfo import available_timezones

import pytest

from bot.domain.audience import Coverage
from bot.domain.commands.command import (
    DigestOff,
    DigestOn,
    DigestPreview,
    DigestStatus,
    DigestUnclear,
    Meaning,
    NotUnderstood,
    Puzzle,
)
from bot.domain.commands.parser import parse
from tests.domain.commands.typing import VALUES


def _problem(text: str) -> NotUnderstood:
    meaning = parse(text, VALUES)
    problem = meaning.problem if isinstance(meaning, DigestUnclear) else meaning
    assert isinstance(problem, NotUnderstood)
    return problem


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("rückblick", DigestStatus()),
        ("Rückblick am Freitag um 15 Uhr", DigestOn(4, time(15))),
        ("wochenrückblick aus", DigestOff()),
        ("rückblick vorschau", DigestPreview()),
        ("resumen el viernes", DigestOn(4)),
        ("résumé vendredi", DigestOn(4)),
        ("turn on digest", DigestOn()),
        ("turn the digest on", DigestOn()),
        ("please turn on the digest", DigestOn()),
        ("turn the weekly digest on for friday at 3pm", DigestOn(4, time(15))),
        ("enable digest", DigestOn()),
        ("start the digest on monday", DigestOn(0)),
        ("turn off the digest", DigestOff()),
        ("turn the digest off", DigestOff()),
        ("stop the digest", DigestOff()),
        ("schalte den Rückblick ein", DigestOn()),
        ("Rückblick einschalten", DigestOn()),
        ("schalte den Rückblick aus", DigestOff()),
        ("digest ausschalten", DigestOff()),
        ("preview the digest", DigestPreview()),
        ("no more digest", DigestOff()),
        ("kein Rückblick mehr", DigestOff()),
        ("set up the digest for friday 3pm", DigestOn(4, time(15))),
        (
            "turn on the digest in <#C1|design>",
            NotUnderstood(Puzzle.DIGEST_ELSEWHERE, "#design", ("digest on",), meant=True),
        ),
    ],
)
def test_orders_about_the_digest_in_other_words(text: str, meaning: Meaning) -> None:
    assert parse(text, VALUES) == meaning


@pytest.mark.parametrize(
    ("rest", "meaning"),
    [
        ("", DigestStatus()),
        ("off", DigestOff()),
        ("OFF", DigestOff()),
        ("preview", DigestPreview()),
        ("on", DigestOn()),
        ("on friday 15:00 Europe/Berlin", DigestOn(4, time(15), "Europe/Berlin")),
        ("On Europe/Berlin 15:00 FRIDAY", DigestOn(4, time(15), "Europe/Berlin")),
        ("on every fri at 15:00", DigestOn(4, time(15))),
        ("monday morning", DigestOn(0, time(9))),
        ("monday morning at 10", DigestOn(0, time(10))),
        ("friday afternoon", DigestOn(4, time(15))),
        ("friday 3 in the afternoon", DigestOn(4, time(15))),
        ("friday evening", DigestOn(4, time(18))),
        ("half past three", DigestOn(at=time(15, 30))),
        ("on friday half past three", DigestOn(4, time(15, 30))),
        ("friday at half past nine", DigestOn(4, time(9, 30))),
        ("half past three in the morning", DigestOn(at=time(3, 30))),
        ("quarter to five on thursday", DigestOn(3, time(16, 45))),
        ("friday at three", DigestOn(4, time(15))),
        ("friday at ten o'clock", DigestOn(4, time(10))),
        # A whole hour from 1 to 6 is in the afternoon, in digits as in words.
        ("friday 3", DigestOn(4, time(15))),
        ("freitag um 5", DigestOn(4, time(17))),
        ("freitag 5 Uhr", DigestOn(4, time(17))),
        ("friday at 4 o'clock", DigestOn(4, time(16))),
        ("los viernes a las 4", DigestOn(4, time(16))),
        ("friday 3:00", DigestOn(4, time(3))),
        ("friday 03", DigestOn(4, time(3))),
        ("friday 5 am", DigestOn(4, time(5))),
        ("friday 5 in the morning", DigestOn(4, time(5))),
        ("freitag 5 uhr früh", DigestOn(4, time(5))),
        ("friday 7", DigestOn(4, time(7))),
        ("change to monday", DigestOn(0)),
        ("verschiebe auf montag 10 uhr", DigestOn(0, time(10))),
        ("never", DigestOff()),
        ("show", DigestPreview()),
        ("friday 15:00 my time", DigestOn(4, time(15))),
        ("friday 15:00 our local time", DigestOn(4, time(15))),
        ("freitag 15 uhr ortszeit", DigestOn(4, time(15))),
        ("freitag 15:00 unserer zeit", DigestOn(4, time(15))),
        ("friday 15:00 Z", DigestOn(4, time(15), "UTC")),
        ("halb vier", DigestOn(at=time(15, 30))),
        ("freitag halb zehn", DigestOn(4, time(9, 30))),
        ("viertel nach acht am dienstag", DigestOn(1, time(8, 15))),
        ("viertel vor zwölf", DigestOn(at=time(11, 45))),
        ("dreiviertel vier", DigestOn(at=time(15, 45))),
        ("freitag um drei", DigestOn(4, time(15))),
        ("montag morgen", DigestOn(0, time(9))),
        ("Montagmorgen", DigestOn(0, time(9))),
        ("freitagnachmittag", DigestOn(4, time(15))),
        ("9 uhr morgens", DigestOn(at=time(9))),
        ("8 uhr abends", DigestOn(at=time(20))),
        ("tomorrow morning", DigestOn(at=time(9), in_days=1)),
        ("vendredi 15h", DigestOn(4, time(15))),
        ("el viernes 15:00", DigestOn(4, time(15))),
        ("on mondays, 9:30", DigestOn(0, time(9, 30))),
        ("on thurs", DigestOn(3)),
        ("on sun", DigestOn(6)),
        ("on 9", DigestOn(at=time(9))),
        ("on 0:00", DigestOn(at=time(0))),
        ("on 23:59", DigestOn(at=time(23, 59))),
        ("on 15h30", DigestOn(at=time(15, 30))),
        ("on 15.30", DigestOn(at=time(15, 30))),
        ("on 3pm", DigestOn(at=time(15))),
        ("on 12 am", DigestOn(at=time(0))),
        ("on 12:15pm", DigestOn(at=time(12, 15))),
        ("on berlin", DigestOn(zone="Europe/Berlin")),
        ("on monday in New York", DigestOn(0, None, "America/New_York")),
        ("on america/new_york", DigestOn(zone="America/New_York")),
        ("on utc", DigestOn(zone="UTC")),
        ("on Etc/GMT+2", DigestOn(zone="Etc/GMT+2")),
        ("on Freitag 15 Uhr", DigestOn(4, time(15))),
        ("friday", DigestOn(4)),
        ("friday 15:00", DigestOn(4, time(15))),
        ("every friday at 4pm", DigestOn(4, time(16))),
        ("fridays, 3 p.m.", DigestOn(4, time(15))),
        ("on friday at 9 a.m.", DigestOn(4, time(9))),
        ("friday 3 P.M", DigestOn(4, time(15))),
        ("friday at noon", DigestOn(4, time(12))),
        ("friday 9 o'clock", DigestOn(4, time(9))),
        ("friday 1530", DigestOn(4, time(15, 30))),
        ("weekly on monday", DigestOn(0)),
        ("send every thursday please", DigestOn(3)),
        ("tomorrow", DigestOn(in_days=1)),
        ("tomorrow 10:00", DigestOn(at=time(10), in_days=1)),
        ("today at 17:00", DigestOn(at=time(17), in_days=0)),
        ("am freitag", DigestOn(4)),
        ("am Freitag um 15 Uhr", DigestOn(4, time(15))),
        ("jeden Dienstag um 9 Uhr 30", DigestOn(1, time(9, 30))),
        ("montags 9:15 Uhr", DigestOn(0, time(9, 15))),
        ("9 am Freitag", DigestOn(4, time(9))),
        ("9 am friday", DigestOn(4, time(9))),
        ("morgen mittag", DigestOn(at=time(12), in_days=1)),
        ("do 14:00", DigestOn(3, time(14))),
        ("with members", DigestOn(covers=Coverage.MEMBERS)),
        ("mit allem", DigestOn(covers=Coverage.WORKSPACE)),
        ("für die Mitglieder, ohne Bild", DigestOn(covers=Coverage.MEMBERS, picture=False)),
        ("mit leeren Wochen", DigestOn(quiet_weeks=True)),
        ("an freitag sprache de", DigestOn(4, language="de")),
        ("aus", DigestOff()),
        ("stop", DigestOff()),
        ("off please", DigestOff()),
        ("pause", DigestOff()),
        ("preview now", DigestPreview()),
        ("?", DigestStatus()),
        ("wann?", DigestStatus()),
        ("Friday @ 4pm", DigestOn(4, time(16))),
        ("friday auf deutsch", DigestOn(4, language="de")),
        ("Vorschau", DigestPreview()),
        ("friday berlin time", DigestOn(4, None, "Europe/Berlin")),
        ("on all", DigestOn(covers=Coverage.WORKSPACE)),
        ("on friday, everything", DigestOn(4, covers=Coverage.WORKSPACE)),
        ("on for members at 9", DigestOn(at=time(9), covers=Coverage.MEMBERS)),
        ("on channel", DigestOn(covers=Coverage.CHANNEL)),
        ("on with empty weeks", DigestOn(quiet_weeks=True)),
        ("on, empty weeks", DigestOn(quiet_weeks=True)),
        ("on Quiet weeks off", DigestOn(quiet_weeks=False)),
        ("on without empty weeks and with a picture", DigestOn(quiet_weeks=False, picture=True)),
        ("on picture off", DigestOn(picture=False)),
        ("on no picture, friday", DigestOn(4, picture=False)),
        ("on language pt-BR", DigestOn(language="pt-BR")),
        ("on language workspace", DigestOn(language="")),
        (
            "on friday 15:00 Europe/Berlin all, with empty weeks, picture off, language de",
            DigestOn(
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
def test_settings(rest: str, meaning: Meaning) -> None:
    assert parse(f"digest {rest}", VALUES) == meaning


def test_every_zone_is_known_by_its_name() -> None:
    for zone in available_timezones():
        assert parse(f"digest on monday {zone} 10:00", VALUES) == DigestOn(0, time(10), zone)


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("GMT+2", ("Europe/Berlin", "Europe/Athens", "Africa/Johannesburg")),
        ("gmt-5", ("America/New_York", "America/Chicago", "America/Bogota")),
    ],
)
def test_an_offset_alone_can_be_several_zones(typed: str, choices: tuple[str, ...]) -> None:
    """The zone Etc/GMT+2 is two hours *behind* UTC, the opposite of what people mean by GMT+2."""
    meaning = parse(f"digest on monday 9:00 {typed}", VALUES)
    problem = NotUnderstood(Puzzle.ZONE, typed, choices, meant=True)
    assert meaning == DigestUnclear(DigestOn(0, time(9)), problem, choices)


@pytest.mark.parametrize(
    ("rest", "puzzle", "got", "closest"),
    [
        ("of", Puzzle.DIGEST, "of", ("off",)),
        ("prevew", Puzzle.DIGEST, "prevew", ("preview",)),
        ("on every day at 9", Puzzle.WEEKLY, "day", ()),
        ("every day at 9", Puzzle.WEEKLY, "day", ()),
        ("friday 15:00 " + 300 * "x", Puzzle.DIGEST, "friday 15:00 " + 300 * "x", ()),
        ("on fridya", Puzzle.SCHEDULE, "fridya", ("Friday",)),
        ("on 24:00", Puzzle.TIME, "24:00", ("00:00",)),
        ("on 24:30", Puzzle.TIME, "24:30", ("00:30",)),
        ("on 15:60", Puzzle.TIME, "15:60", ("15:59",)),
        ("on 13pm", Puzzle.TIME, "13pm", ("13:00",)),
        ("on 99", Puzzle.TIME, "99", ()),
        ("on 0am", Puzzle.TIME, "0am", ("00:00",)),
        ("on monday 15:00 16:00", Puzzle.SCHEDULE, "16:00", ()),
        ("on monday tuesday", Puzzle.WEEKLY, "tuesday", ()),
        ("every other friday", Puzzle.WEEKLY, "other", ()),
        ("daily", Puzzle.WEEKLY, "daily", ()),
        ("firday", Puzzle.SCHEDULE, "firday", ("Friday",)),
        ("friday 9 Los Angelos", Puzzle.ZONE, "Los Angelos", ("America/Los_Angeles",)),
        ("on <#C1|design> friday", Puzzle.DIGEST_ELSEWHERE, "#design", ("digest friday",)),
        ("in <#C1|design> on friday", Puzzle.DIGEST_ELSEWHERE, "#design", ("digest on friday",)),
        ("off in <#C1|design>", Puzzle.DIGEST_ELSEWHERE, "#design", ("digest off",)),
        ("on xyzzy", Puzzle.SCHEDULE, "xyzzy", ()),
        ("on mebmers", Puzzle.SCHEDULE, "mebmers", ("members",)),
        ("on all members", Puzzle.SCHEDULE, "members", ("members",)),
        ("on empty weks", Puzzle.SCHEDULE, "empty", ("with empty weeks",)),
        ("on with emtpy weeks", Puzzle.SCHEDULE, "emtpy", ("with empty weeks",)),
        ("on with pictures", Puzzle.SCHEDULE, "pictures", ("picture off",)),
        ("on pictur off", Puzzle.SCHEDULE, "pictur", ("picture off",)),
        ("on language germanic", Puzzle.LANGUAGE, "germanic", ()),
        ("on picture off picture on", Puzzle.SCHEDULE, "picture", ("picture off",)),
    ],
)
def test_what_is_no_setting(rest: str, puzzle: Puzzle, got: str, closest: tuple[str, ...]) -> None:
    problem = _problem(f"digest {rest}")
    assert (problem.puzzle, problem.got, problem.closest) == (puzzle, got, closest)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("Amercia/New_York", "America/New_York"),
        ("Eurpoe/Paris", "Europe/Paris"),
    ],
)
def test_the_closest_zone_is_named(typed: str, meant: str) -> None:
    problem = _problem(f"digest on friday {typed}")
    assert problem.puzzle is Puzzle.ZONE
    assert problem.closest[0] == meant
