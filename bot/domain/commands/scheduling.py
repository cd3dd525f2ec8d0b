"""The grammar of `digest`."""

import difflib
import re
from dataclasses import replace
from datetime import time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from bot.domain.audience import Coverage
from bot.domain.commands.meaning import (
    DigestOff,
    DigestOn,
    DigestPreview,
    DigestStatus,
    NotUnderstood,
    Puzzle,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GERMAN = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_VERBS: dict[str, DigestOff | DigestPreview] = {"off": DigestOff(), "preview": DigestPreview()}
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?h?", re.IGNORECASE)
_FILLERS = {"at", "every", "on", "in", "and", "from", "for", "the", "with", "uhr", ""}
_COVERS = {
    "channel": Coverage.CHANNEL,
    "here": Coverage.CHANNEL,
    "members": Coverage.MEMBERS,
    "all": Coverage.WORKSPACE,
    "everything": Coverage.WORKSPACE,
    "workspace": Coverage.WORKSPACE,
}
_QUIET_WEEKS = re.compile(
    r"(?:\b(with(?:out)?|no)\s+)?\b(?:empty|quiet)\s+weeks\b(?:\s+(on|off)\b)?", re.IGNORECASE
)
_PICTURE = re.compile(
    r"(?:\b(with(?:out)?|no)\s+(?:an?\s+|the\s+)?)?\bpicture\b(?:\s+(on|off)\b)?", re.IGNORECASE
)
_LANGUAGE = re.compile(r"\blanguage\s+([^\s,]+)", re.IGNORECASE)
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


def digest(rest: str) -> DigestOn | DigestOff | DigestPreview | DigestStatus | NotUnderstood:
    """Read what follows `digest`, as plain text."""
    words = rest.split()
    if not words:
        return DigestStatus()
    verb = words[0].casefold().rstrip(",")
    if verb == "on":
        return _wish(rest.split(None, 1)[1] if len(words) > 1 else "")
    if verb in _VERBS and len(words) == 1:
        return _VERBS[verb]
    near = difflib.get_close_matches(verb, ("on", "off", "preview"), n=1, cutoff=0.6)
    meant = bool(near) or verb in _VERBS or _weekday(verb) is not None
    return NotUnderstood(Puzzle.DIGEST, rest, tuple(near), meant=meant)


def _wish(text: str) -> DigestOn | NotUnderstood:
    """Read first what takes several words, then the rest, in any order."""
    contents: dict[str, Any] = {}
    for name, option in (("quiet_weeks", _QUIET_WEEKS), ("picture", _PICTURE)):
        if found := option.search(text):
            refusals = {"without", "no", "off"}
            contents[name] = not refusals & {(word or "").casefold() for word in found.groups()}
            text = f"{text[: found.start()]} {text[found.end() :]}"
    if found := _LANGUAGE.search(text):
        tag = found.group(1)
        if tag.casefold() != "workspace" and not _TAG.fullmatch(tag):
            return NotUnderstood(Puzzle.LANGUAGE, tag, meant=True)
        contents["language"] = "" if tag.casefold() == "workspace" else tag
        text = f"{text[: found.start()]} {text[found.end() :]}"
    schedule = _schedule(text.split())
    return schedule if isinstance(schedule, NotUnderstood) else replace(schedule, **contents)


def _schedule(words: list[str]) -> DigestOn | NotUnderstood:
    covers: Coverage | None = None
    weekday: int | None = None
    at: time | None = None
    zone: str | None = None
    position = 0
    while position < len(words):
        word = words[position]
        following = words[position + 1] if position + 1 < len(words) else ""
        position += 1
        name = word.casefold().strip(",")
        if name in _FILLERS:
            continue
        if (day := _weekday(word)) is not None and weekday is None:
            weekday = day
        elif word[0].isdecimal() and at is None:
            if following.casefold() in ("am", "pm"):
                word, position = word + following, position + 1
            clock = _clock(word)
            if clock is None:
                return NotUnderstood(Puzzle.TIME, word, _closest_time(word), meant=True)
            at = clock
        elif name in _COVERS and covers is None:
            covers = _COVERS[name]
        elif zone is None and (found := zone_named(f"{word}_{following}")):
            zone, position = found, position + 1
        elif zone is None and (found := zone_named(word)):
            zone = found
        else:
            return _unknown(word)
    return DigestOn(weekday, at, zone, covers)


def _weekday(word: str) -> int | None:
    name = word.casefold().rstrip(",")
    if name in _GERMAN:
        return _GERMAN.index(name)
    named = name.removesuffix("s") if name not in WEEKDAYS else name
    return next(
        (
            n
            for n, day in enumerate(WEEKDAYS)
            if named == day or (3 <= len(name) <= 5 and day.startswith(name))
        ),
        None,
    )


def _clock(word: str) -> time | None:
    match = _TIME.fullmatch(word.rstrip(","))
    if not match:
        return None
    hour, minute, half = int(match.group(1)), int(match.group(2) or 0), (match.group(3) or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _closest_time(word: str) -> tuple[str, ...]:
    numbers = [int(n[:4]) for n in re.findall(r"\d+", word)]
    if len(numbers) > 2 or numbers[0] > 24:
        return ()
    minute = numbers[1] if len(numbers) == 2 else 0
    if numbers[0] == 24:
        return ("00:00",) if minute == 0 else (f"00:{min(minute, 59):02}",)
    return (f"{numbers[0]:02}:{min(minute, 59):02}",)


@cache
def _zones() -> dict[str, str]:
    """Zone names as people type them: in full, or the city alone.

    `Etc/GMT+2` is two hours behind UTC, the opposite of what people mean by `GMT+2`: only in full.
    """
    zones = available_timezones()
    cities = [zone for zone in sorted(zones) if "/" in zone and not zone.startswith("Etc/")]
    names = {zone.rsplit("/", 1)[-1].casefold(): zone for zone in cities}
    return names | {zone.casefold(): zone for zone in zones}


def zone_named(typed: str) -> str | None:
    """The zone that is called so, in full or by its city alone; None where there is none."""
    return _zones().get(typed.strip().casefold().rstrip(",").replace(" ", "_"))


def closest_zones(typed: str) -> tuple[str, ...]:
    """The zones that were probably meant, best first."""
    name = typed.strip().casefold().replace(" ", "_")
    near = difflib.get_close_matches(name, _zones(), n=3, cutoff=0.6)
    return tuple(dict.fromkeys(_zones()[one] for one in near))


def _unknown(word: str) -> NotUnderstood:
    name = word.casefold()
    if "/" in name:
        return NotUnderstood(Puzzle.ZONE, word, closest_zones(name), meant=True)
    words = difflib.get_close_matches(name.strip(","), _MEANT, n=1, cutoff=0.6)
    zones = difflib.get_close_matches(name, _zones(), n=2, cutoff=0.7)
    closest = (*(_MEANT[one] for one in words), *dict.fromkeys(_zones()[z] for z in zones))
    # Ordinary words resemble the names of some places: "on fire" is not about Eire.
    is_near = bool(difflib.get_close_matches(name, [*_MEANT, *_zones()], n=1, cutoff=0.8))
    return NotUnderstood(Puzzle.SCHEDULE, word, closest, meant=is_near)
