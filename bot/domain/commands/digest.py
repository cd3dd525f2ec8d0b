"""The grammar of `digest`."""

import difflib
import re
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from bot.domain.audience import Coverage
from bot.domain.commands.command import (
    Command,
    DigestOffCommand,
    DigestOnCommand,
    DigestPreviewCommand,
    DigestStatusCommand,
    ParseError,
    ParseErrorKind,
    PrivacyCommand,
    UnclearDigestCommand,
)
from bot.domain.commands.spoken_times import MAX_HOUR_MEANT_AFTER_NOON, write_as_clock
from bot.domain.commands.vocabulary import fold_text, merge_lists
from bot.domain.time_zones import ZoneFinder

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GERMAN = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SPANISH = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_GERMAN_SHORT = ("mo", "di", "mi", "do", "fr", "sa", "so")
_ON = {"on", "an", "ein", "start", "einschalten"}
_VERBS: dict[str, DigestOffCommand | DigestPreviewCommand] = {
    **dict.fromkeys(("off", "stop", "end", "cancel", "aus", "ausschalten", "beenden"), DigestOffCommand()),
    **dict.fromkeys(
        ("pause", "disable", "unsubscribe", "abbestellen", "abschalten", "pausieren"), DigestOffCommand()
    ),
    **dict.fromkeys(("never", "nie", "niemals", "remove", "delete", "löschen"), DigestOffCommand()),
    **dict.fromkeys(
        ("preview", "vorschau", "now", "jetzt", "show", "zeigen", "anzeigen"), DigestPreviewCommand()
    ),
}
DIGEST_WORDS = merge_lists(
    {
        "en": "digest, digests, weekly, newsletter",
        "de": "rückblick, wochenrückblick, wochenbericht",
        "fr": "résumé, récapitulatif",
        "es": "resumen",
    }
)
"""What people call the digest."""
_WORDS = re.compile(r"\w+")
_TURNING = merge_lists(
    {
        "en": "turn, switch, set, up, put, more, my, our, us, me",
        "de": "schalte, schalt, mach, stell, stelle, mir, uns, mehr",
    }
)
_SWITCHES = {
    word: switch
    for switch, words in {
        "on": merge_lists(
            {
                "en": "on, enable, activate, start, schedule",
                "de": "ein, an, aktiviere, starte, aktivieren, einschalten, einrichten",
                "fr": "activer, active",
                "es": "activar, activa",
            }
        ),
        "off": merge_lists(
            {
                "en": "off, no, disable, deactivate, stop, pause, cancel, end, unsubscribe",
                "de": (
                    "aus, kein, keinen, stopp, stoppe, "
                    "beende, deaktiviere, deaktivieren, ausschalten, pausiere, "
                    "abbestellen"
                ),
                "fr": "désactiver, désactive, arrête, arrêter",
                "es": "desactivar, desactiva",
            }
        ),
        "preview": merge_lists({"en": "preview", "de": "vorschau", "fr": "aperçu"}),
    }.items()
    for word in words
}
"""What switches the digest, and how `digest` says it."""
_ASKS = {"?", "help", "hilfe", "status", "when", "wann", "info"}
_BESIDE_VERBS = {"now", "jetzt", "it", "this", "please", "bitte", "again", "here", "hier", "for", "digest"}
_ONESELF = {"me", "mich", "mir", "myself", "moi"}
_DAYS_AHEAD = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "übermorgen": 2}
_NOT_WEEKLY = {"daily", "day", "monthly", "month", "hourly", "weekdays", "workdays"} | {
    *("täglich", "tag", "monatlich", "monat", "werktags", "biweekly", "fortnightly", "fortnight"),
    *("other", "second", "alternate", "zweite", "zweiten", "zweiwöchentlich"),
}
"""Rhythms that a digest does not have: it comes once a week."""
_HALF = re.compile(r"\b([ap])\.\s?m\b\.?", re.IGNORECASE)
_O_CLOCK = re.compile(r"\bo['’]?clock\b", re.IGNORECASE)
_UHR = re.compile(r"(?<![\d:.])(\d{1,2})\s?uhr(?:\s?([0-5]\d))?\b", re.IGNORECASE)
_MIDDAY = re.compile(r"\b(?:(?:12\s)?(?:noon|mittags?)|midday)\b", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\b(?:midnight|mitternachts?)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_OFFSET = re.compile(r"(?:utc|gmt)[+-].*")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?h?", re.IGNORECASE)
_BARE_HOUR = re.compile(r"[1-9]")
"""An hour that the author does not tell to be in the morning, as "05" and "5:00" do."""
_FILLERS = {
    *("at", "every", "each", "on", "in", "and", "from", "for", "the", "with", "a", "next", "week", "weekly"),
    *("time", "zone", "timezone", "please", "to", "send", "come", "am", "um", "jeden", "jede", "jedes", "ab"),
    *("immer", "mit", "für", "und", "den", "die", "der", "das", "im", "uhr", "woche", "wöchentlich", "zeit"),
    *("le", "el", "chaque", "cada", "à", "a"),
    *("change", "move", "switch", "set", "make", "it", "ändere", "verschiebe", "verlege", "uhrzeit"),
    *("zeitzone", "bitte", "nächsten", "kommenden", "@", "auf", ""),
}
_ARTICLES = {"los", "la", "las", "les"}
_HOME_CLOCK = re.compile(
    r"\b(?:(?:my|our|your|local|office)\s+(?:local\s+)?time(?:\s*zone)?|(?:meine[rn]?|unsere[rn]?)\s+(?:orts)?zeit"
    r"|lokale[rn]?\s+zeit|ortszeit|hora\s+local|heure\s+locale)\b",
    re.IGNORECASE,
)
"""What names the author's own zone, which is meant where none is named."""
_LANGUAGES = {"german": "de", "deutsch": "de", "english": "en", "englisch": "en"}
_CHANNEL = re.compile(r"<#\w+\|([^<>|]+)>")
_OTHER_CHANNEL = re.compile(r"(?:\b(?:in|for|on|für|im|auf|dans|en|pour|para)\s+)?#[^\s#,]+", re.IGNORECASE)
_COVERS = {
    **dict.fromkeys(("channel", "here", "kanal", "hier"), Coverage.CHANNEL),
    **dict.fromkeys(("members", "mitglieder", "mitgliedern"), Coverage.MEMBERS),
    **dict.fromkeys(("all", "everything", "workspace", "alle", "allem", "alles"), Coverage.WORKSPACE),
}
_WITHOUT = {"without", "no", "off", "ohne", "aus", "keine", "kein"}
_QUIET_WEEKS = re.compile(
    r"(?:\b(with(?:out)?|no|ohne|mit|keine)\s+)?\b(?:(?:empty|quiet)\s+weeks|(?:leeren?|ruhigen?)\s+wochen)\b"
    r"(?:\s+(on|off|an|aus)\b)?",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"(?:\b(with(?:out)?|no|ohne|mit|kein)\s+(?:(?:an?|the|ein|das)\s+)?)?\b(?:picture|bild)\b"
    r"(?:\s+(on|off|an|aus)\b)?",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"\b(?:language|sprache)\s+([^\s,]+)", re.IGNORECASE)
_TAG = re.compile(r"[a-z]{2,3}([-_][a-z]{2,4})?", re.IGNORECASE)
_MEANT = {
    **{day: day.capitalize() for day in WEEKDAYS},
    "members": "members",
    "channel": "channel",
    "workspace": "all",
    "everything": "all",
    "empty": "with empty weeks",
    "quiet": "with empty weeks",
    "weeks": "with empty weeks",
    "picture": "picture off",
    "language": "language en",
}
"""What was probably meant by a word like one of these."""
MIN_ZONE_LETTERS = 5
"""Letters of a word that is taken for a misspelt zone: shorter ones resemble too many."""
MAX_ZONE_LENGTH = 4
"""Words that the name of a zone has at most ("Central European Summer Time")."""

MAX_SETTINGS = 300
"""Characters that settings for a digest have at most: what is longer is something else."""

DigestRequest = DigestOnCommand | UnclearDigestCommand | ParseError


def is_about_digest(text: str) -> bool:
    """Return True if a command may be about the digest, so that names of zones are worth knowing."""
    return not DIGEST_WORDS.isdisjoint(_WORDS.findall(fold_text(text[:60])))


def read_digest_order(text: str, zones: ZoneFinder | None) -> Command | None:
    """Return what a text asks of the digest that begins with another word: "turn on the digest".

    None if it is about something else.
    """
    if len(text) > MAX_SETTINGS:
        return None
    words = text.split()
    names = [fold_text(word).strip(",.!") for word in words]
    about = next((at for at, name in enumerate(names) if name in DIGEST_WORDS), None)
    if about is None:
        return None
    known = {*_SWITCHES, *_TURNING, *_FILLERS, *_BESIDE_VERBS}
    if any(name not in known for name in names[:about]):
        return None
    switch = next((_SWITCHES[name] for name in names if name in _SWITCHES), "")
    if switch == "on" and "off" in map(_SWITCHES.get, names):
        switch = "off"
    if switch == "off" and not _ONESELF.isdisjoint(names):
        # "No digest for me" is not about everybody in the channel.
        return PrivacyCommand()
    # "On" and "an" may belong to a day.
    is_kept = (name not in {*DIGEST_WORDS, *_SWITCHES, *_TURNING} for name in names[about + 1 :])
    rest = [word for word, kept in zip(words[about + 1 :], is_kept, strict=True) if kept]
    meaning = parse_digest(" ".join([switch, *rest]).strip(), zones)
    return meaning if not isinstance(meaning, ParseError) or meaning.is_certain else None


def parse_digest(
    rest: str, zones: ZoneFinder | None = None
) -> (
    DigestOnCommand
    | DigestOffCommand
    | DigestPreviewCommand
    | DigestStatusCommand
    | UnclearDigestCommand
    | PrivacyCommand
    | ParseError
):
    """Read what follows `digest`, as plain text. `zones` knows what the author calls time zones."""
    zones = zones or ZoneFinder()
    rest = _CHANNEL.sub(r"#\1", rest)
    words = rest.split()
    if not words:
        return DigestStatusCommand()
    if len(rest) > MAX_SETTINGS:
        return ParseError(ParseErrorKind.DIGEST, rest)
    if named := _OTHER_CHANNEL.search(rest):
        left = " ".join(f"{rest[: named.start()]} {rest[named.end() :]}".split())
        if not isinstance(parse_digest(left, zones), ParseError):
            channel = named.group().split()[-1]
            return ParseError(
                ParseErrorKind.DIGEST_ELSEWHERE, channel, (f"digest {left}".rstrip(),), is_certain=True
            )
    verb = words[0].casefold().rstrip(",.!")
    if verb in _ON:
        return _parse_request(rest.split(None, 1)[1] if len(words) > 1 else "", zones)
    names = {word.casefold().strip(",.!") for word in words}
    if isinstance(_VERBS.get(verb), DigestOffCommand) and names & _ONESELF:
        return PrivacyCommand()
    if verb in _VERBS and all(word.casefold().strip(",.!") in _BESIDE_VERBS for word in words[1:]):
        return _VERBS[verb]
    if len(words) == 1 and words[0].casefold().rstrip("?!.") in _ASKS | {""}:
        return DigestStatusCommand()
    wish = _parse_request(rest, zones)
    if isinstance(wish, DigestOnCommand) or (
        isinstance(wish, UnclearDigestCommand) and wish.request != DigestOnCommand()
    ):
        return wish
    if isinstance(wish, UnclearDigestCommand) and _is_about_days(wish.error):
        return wish
    near = difflib.get_close_matches(verb, ("on", "off", "preview"), n=1, cutoff=0.6)
    return ParseError(ParseErrorKind.DIGEST, rest, tuple(near), is_certain=bool(near) or verb in _VERBS)


def _is_about_days(problem: ParseError) -> bool:
    """Return True for a misspelt day, and for a rhythm that a digest does not have."""
    is_day = (
        bool(problem.suggestions) and problem.is_certain and problem.suggestions[0].casefold() in WEEKDAYS
    )
    return problem.kind is ParseErrorKind.WEEKLY or is_day


def _parse_request(text: str, zones: ZoneFinder) -> DigestRequest:
    """Read first what takes several words, then the rest, in any order."""
    contents: dict[str, Any] = {}
    for name, option in (("quiet_weeks", _QUIET_WEEKS), ("picture", _PICTURE)):
        if found := option.search(text):
            contents[name] = not _WITHOUT & {(word or "").casefold() for word in found.groups()}
            text = f"{text[: found.start()]} {text[found.end() :]}"
    if found := _LANGUAGE.search(text):
        tag = found.group(1)
        if tag.casefold() != "workspace" and not _TAG.fullmatch(tag):
            return ParseError(ParseErrorKind.LANGUAGE, tag, is_certain=True)
        contents["language"] = "" if tag.casefold() == "workspace" else tag
        text = f"{text[: found.start()]} {text[found.end() :]}"
    reading = _Reading(_normalize_times(_HOME_CLOCK.sub(" ", text)).split(), zones)
    reading.read()
    wish = replace(reading.wish, **contents)
    return UnclearDigestCommand(wish, reading.problem, reading.choices) if reading.problem else wish


def _normalize_times(text: str) -> str:
    """The text with times as a clock shows them: `3 p.m.` is `3 pm`, `9 Uhr 30` is `9:30`."""
    text = _HALF.sub(r"\1m", text)
    text = write_as_clock(text)
    text = _UHR.sub(lambda match: f"{match[1]}:{match[2]}" if match[2] else match[1], _O_CLOCK.sub("", text))
    return _MIDNIGHT.sub("0:00", _MIDDAY.sub("12:00", text))


@dataclass(slots=True)
class _Reading:
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
        if (taken := self._take_zone(2)) or name in _FILLERS or self._is_article(name):
            return taken or 1
        if self._is_free("weekday", "in_days") and (day := _parse_weekday(name)) is not None:
            self.wish = replace(self.wish, weekday=day)
        elif self._is_free("weekday", "in_days") and name in _DAYS_AHEAD:
            self.wish = replace(self.wish, in_days=_DAYS_AHEAD[name])
        elif word[0].isdecimal() and self._is_free("at"):
            return self._take_time(word)
        elif name in _COVERS and self._is_free("covers"):
            self.wish = replace(self.wish, covers=_COVERS[name])
        elif name in _LANGUAGES and self._is_free("language"):
            self.wish = replace(self.wish, language=_LANGUAGES[name])
        elif name in _NOT_WEEKLY or _parse_weekday(name) is not None:
            self._stumble(ParseError(ParseErrorKind.WEEKLY, word, is_certain=True))
        else:
            if taken := self._take_zone(1):
                return taken
            self._stumble(self._resembling_zone() or _make_error(word, self.zones))
        return 1

    def _resembling_zone(self) -> ParseError | None:
        """Return the problem with a misspelt zone of several words: "San Fransisco"."""
        for count in range(min(MAX_ZONE_LENGTH, len(self.words) - self.position), 1, -1):
            typed = " ".join(self.words[self.position : self.position + count]).strip(",.!")
            if nearby := self.zones.find_closest(typed, cutoff=0.85):
                return ParseError(ParseErrorKind.ZONE, typed, nearby[:2], is_certain=True)
        return None

    def _is_article(self, name: str) -> bool:
        """Return True for a Spanish article before a day or a time: "los viernes a las 4"."""
        following = self.words[self.position + 1 : self.position + 2]
        if name not in _ARTICLES or not following:
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
        clock = _parse_clock(word)
        if clock is None:
            self._stumble(ParseError(ParseErrorKind.TIME, word, _closest_time(word), is_certain=True))
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
    for days in (_GERMAN, _GERMAN_SHORT, _FRENCH, _SPANISH):
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


def _parse_clock(word: str) -> time | None:
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


def _closest_time(word: str) -> tuple[str, ...]:
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
    words = difflib.get_close_matches(name, _MEANT, n=1, cutoff=0.6)
    # Ordinary words resemble the names of some places: "on fire" is not about Eire.
    nearby = zones.find_closest(name, cutoff=0.8)[:2] if len(name) >= MIN_ZONE_LETTERS else ()
    is_near = bool(difflib.get_close_matches(name, _MEANT, n=1, cutoff=0.8) or nearby)
    return ParseError(
        ParseErrorKind.SCHEDULE, word, (*(_MEANT[one] for one in words), *nearby), is_certain=is_near
    )
