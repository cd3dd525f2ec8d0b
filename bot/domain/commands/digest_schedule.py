"""The day, time, zone and coverage in the words of a digest's settings."""

import difflib
import re
from datetime import time

from msgspec import Struct, field
from msgspec.structs import replace

from bot.domain.commands.digest_command import (
    DigestOnCommand,
)
from bot.domain.commands.digest_words import (
    ARTICLES,
    COVERS,
    DAYS_AHEAD,
    FILLERS,
    FRENCH,
    GERMAN,
    GERMAN_SHORT,
    LANGUAGES,
    MEANT,
    NOT_WEEKLY,
    SPANISH,
    WEEKDAYS,
)
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.spoken_times import MAX_HOUR_MEANT_AFTER_NOON
from bot.domain.time_zones import ZoneFinder

_NUMBER = re.compile(r"\d+")
_OFFSET = re.compile(r"(?:utc|gmt)[+-].*")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?h?", re.IGNORECASE)
_BARE_HOUR = re.compile(r"[1-9]")
"""An hour without a sign that it is in the morning, unlike "05" and "5:00"."""
MIN_ZONE_LETTERS = 5
"""Letters of a word that is taken for a misspelt zone: shorter ones resemble too many."""
MAX_ZONE_LENGTH = 4
"""Words that the name of a zone has at most ("Central European Summer Time")."""


class Reading(Struct):
    """The words that are read one after another, and what they came to."""

    words: list[str]
    zones: ZoneFinder
    wish: DigestOnCommand = field(default_factory=DigestOnCommand)
    problem: ParseError | None = None
    choices: tuple[str, ...] = ()
    position: int = 0

    def read(self) -> None:
        """Read all words. The first that is not understood is the problem."""
        while self.position < len(self.words):
            self.position += self._take(self.words[self.position])

    def _take(self, word: str) -> int:
        """Read what begins with this word. Return how many words it was."""
        name = word.casefold().strip(",.!")
        if (taken := self._take_zone(2)) or name in FILLERS or self._is_article(name):
            return taken or 1
        if self._is_free("weekday", "in_days") and (day := _parse_weekday(name)) is not None:
            self.wish = replace(self.wish, weekday=day)
        elif self._is_free("weekday", "in_days") and name in DAYS_AHEAD:
            self.wish = replace(self.wish, in_days=DAYS_AHEAD[name])
        elif word[0].isdecimal() and self._is_free("at"):
            return self._take_time(word)
        elif name in COVERS and self._is_free("covers"):
            self.wish = replace(self.wish, covers=COVERS[name])
        elif name in LANGUAGES and self._is_free("language"):
            self.wish = replace(self.wish, language=LANGUAGES[name])
        elif name in NOT_WEEKLY or _parse_weekday(name) is not None:
            self._stumble(ParseError(ParseErrorKind.WEEKLY, word, is_certain=True))
        else:
            if taken := self._take_zone(1):
                return taken
            self._stumble(self._find_similar_zone() or _make_error(word, self.zones))
        return 1

    def _find_similar_zone(self) -> ParseError | None:
        """Return the problem with a misspelt zone of several words: "San Fransisco"."""
        for count in range(min(MAX_ZONE_LENGTH, len(self.words) - self.position), 1, -1):
            typed = " ".join(self.words[self.position : self.position + count]).strip(",.!")
            if nearby := self.zones.find_closest(typed, cutoff=0.85):
                return ParseError(ParseErrorKind.ZONE, typed, nearby[:2], is_certain=True)
        return None

    def _is_article(self, name: str) -> bool:
        """Return True for a Spanish article before a day or a time: "los viernes a las 4"."""
        following = self.words[self.position + 1 : self.position + 2]
        if name not in ARTICLES or not following:
            return False
        return following[0][0].isdecimal() or _parse_weekday(following[0]) is not None

    def _is_free(self, *names: str) -> bool:
        return all(getattr(self.wish, name) is None for name in names)

    def _take_time(self, word: str) -> int:
        following = self.words[self.position + 1] if self.position + 1 < len(self.words) else ""
        taken = 1
        # "9 am Freitag" is German.
        is_german = _parse_weekday(" ".join(self.words[self.position + 2 : self.position + 3])) is not None
        if following.casefold().strip(",.") in ("am", "pm") and not (following == "am" and is_german):
            word, taken = word + following.strip(",."), 2
        clock = parse_clock(word)
        if clock is None:
            self._stumble(ParseError(ParseErrorKind.TIME, word, _find_closest_time(word), is_certain=True))
        else:
            self.wish = replace(self.wish, at=clock)
        return taken

    def _take_zone(self, fewest: int) -> int:
        """Read the name of a zone of at least so many words. Return how many it has, 0 if there is none."""
        if not self._is_free("zone") or self.choices:
            return 0
        for count in range(min(MAX_ZONE_LENGTH, len(self.words) - self.position), fewest - 1, -1):
            typed = " ".join(self.words[self.position : self.position + count])
            match self.zones.find(typed):
                case ():
                    continue
                case (zone,):
                    self.wish = replace(self.wish, zone=zone)
                case several:
                    self.choices = several
                    self._stumble(ParseError(ParseErrorKind.ZONE, typed, several, is_certain=True))
            return count
        return 0

    def _stumble(self, problem: ParseError) -> None:
        self.problem = self.problem or problem


def _parse_weekday(name: str) -> int | None:
    name = name.casefold().strip(",.!")
    for days in (GERMAN, GERMAN_SHORT, FRENCH, SPANISH):
        if (day := name if name in days else name.removesuffix("s")) in days:
            return days.index(day)
    if name == "sonnabend":
        return 5
    named = name.removesuffix("s") if name not in WEEKDAYS else name
    return next(
        (
            n
            for n, day in enumerate(WEEKDAYS)
            if named == day or (3 <= len(name) <= 5 and day.startswith(name))
        ),
        None,
    )


def parse_clock(word: str) -> time | None:
    """Return the time of day that a clock shows so, such as "16:00" or "4pm"; None for anything else."""
    match = _TIME.fullmatch(word.rstrip(",."))
    if not match:
        return None
    hour, minute, half = int(match.group(1)), int(match.group(2) or 0), (match.group(3) or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif _BARE_HOUR.fullmatch(match.group()) and hour <= MAX_HOUR_MEANT_AFTER_NOON:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _find_closest_time(word: str) -> tuple[str, ...]:
    numbers = [int(n[:4]) for n in _NUMBER.findall(word)]
    if len(numbers) > 2 or numbers[0] > 24:
        return ()
    minute = numbers[1] if len(numbers) == 2 else 0
    if numbers[0] == 24:
        return ("00:00",) if minute == 0 else (f"00:{min(minute, 59):02}",)
    return (f"{numbers[0]:02}:{min(minute, 59):02}",)


def _make_error(word: str, zones: ZoneFinder) -> ParseError:
    name = word.casefold().strip(",.!")
    if "/" in name or _OFFSET.fullmatch(name):
        return ParseError(ParseErrorKind.ZONE, word, zones.find_closest(name), is_certain=True)
    words = difflib.get_close_matches(name, MEANT, n=1, cutoff=0.6)
    # Ordinary words resemble the names of some places: "on fire" is not about Eire.
    nearby = zones.find_closest(name, cutoff=0.8)[:2] if len(name) >= MIN_ZONE_LETTERS else ()
    is_near = bool(difflib.get_close_matches(name, MEANT, n=1, cutoff=0.8) or nearby)
    return ParseError(
        ParseErrorKind.SCHEDULE, word, (*(MEANT[one] for one in words), *nearby), is_certain=is_near
    )
