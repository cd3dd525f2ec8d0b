"""The grammar of `digest`."""

import difflib
import re
from typing import Any

from msgspec.structs import replace

from bot.domain.commands import date_words
from bot.domain.commands.command import Command, PrivacyCommand
from bot.domain.commands.digest_command import (
    DigestChannelsCommand,
    DigestNowCommand,
    DigestOffCommand,
    DigestOnCommand,
    DigestPreviewCommand,
    DigestStatusCommand,
    UnclearDigestCommand,
)
from bot.domain.commands.digest_period import parse_period
from bot.domain.commands.digest_schedule import Reading
from bot.domain.commands.digest_words import (
    ASKS,
    BESIDE_SEVERAL,
    BESIDE_VERBS,
    DIGEST_WORDS,
    FILLERS,
    NOW,
    ON,
    ONESELF,
    SEVERAL,
    SWITCHES,
    TURNING,
    VERBS,
    WEEKDAYS,
    WITHOUT,
)
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.spoken_times import write_as_clock
from bot.domain.commands.vocabulary import fold_text
from bot.domain.time_zones import ZoneFinder

_WORDS = re.compile(r"\w+")
_HALF = re.compile(r"\b([ap])\.\s?m\b\.?", re.IGNORECASE)
_O_CLOCK = re.compile(r"\bo['’]?clock\b", re.IGNORECASE)
_UHR = re.compile(r"(?<![\d:.])(\d{1,2})\s?uhr(?:\s?([0-5]\d))?\b", re.IGNORECASE)
_MIDDAY = re.compile(r"\b(?:(?:12\s)?(?:noon|mittags?)|midday)\b", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\b(?:midnight|mitternachts?)\b", re.IGNORECASE)
_HOME_CLOCK = re.compile(
    r"\b(?:(?:my|our|your|local|office)\s+(?:local\s+)?time(?:\s*zone)?|(?:meine[rn]?|unsere[rn]?)\s+(?:orts)?zeit"
    r"|lokale[rn]?\s+zeit|ortszeit|hora\s+local|heure\s+locale)\b",
    re.IGNORECASE,
)
"""What names the author's own zone, which is meant if there is none named."""
_CHANNEL = re.compile(r"<#\w+\|([^<>|]+)>")
_OTHER_CHANNEL = re.compile(r"(?:\b(?:in|for|on|für|im|auf|dans|en|pour|para)\s+)?#[^\s#,]+", re.IGNORECASE)
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
    known = {*SWITCHES, *TURNING, *FILLERS, *BESIDE_VERBS}
    if any(name not in known for name in names[:about]):
        return None
    switch = next((SWITCHES[name] for name in names if name in SWITCHES), "")
    if switch == "on" and "off" in map(SWITCHES.get, names):
        switch = "off"
    if switch == "off" and not ONESELF.isdisjoint(names):
        # "No digest for me" is not about everyone in the channel.
        return PrivacyCommand()
    # "On" and "an" may belong to a day.
    is_kept = (name not in {*DIGEST_WORDS, *SWITCHES, *TURNING} for name in names[about + 1 :])
    rest = [word for word, kept in zip(words[about + 1 :], is_kept, strict=True) if kept]
    meaning = parse_digest(" ".join([switch, *rest]).strip(), zones)
    return meaning if not isinstance(meaning, ParseError) or meaning.is_certain else None


def parse_digest(
    rest: str, zones: ZoneFinder | None = None
) -> (
    DigestOnCommand
    | DigestOffCommand
    | DigestPreviewCommand
    | DigestNowCommand
    | DigestChannelsCommand
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
    if verb in ON:
        return _parse_request(rest.split(None, 1)[1] if len(words) > 1 else "", zones)
    if verb in NOW:
        return parse_period(rest.split(None, 1)[1] if len(words) > 1 else "")
    if verb in date_words.SINCE | date_words.LAST and isinstance(
        period := parse_period(rest), DigestNowCommand
    ):
        return period
    names = {word.casefold().strip(",.!") for word in words}
    if names & SEVERAL and names <= BESIDE_SEVERAL:
        return DigestChannelsCommand()
    if isinstance(VERBS.get(verb), DigestOffCommand) and names & ONESELF:
        return PrivacyCommand()
    if verb in VERBS and all(word.casefold().strip(",.!") in BESIDE_VERBS for word in words[1:]):
        return VERBS[verb]
    if len(words) == 1 and words[0].casefold().rstrip("?!.") in ASKS | {""}:
        return DigestStatusCommand()
    wish = _parse_request(rest, zones)
    if isinstance(wish, DigestOnCommand) or (
        isinstance(wish, UnclearDigestCommand) and wish.request != DigestOnCommand()
    ):
        return wish
    if isinstance(wish, UnclearDigestCommand) and _is_about_days(wish.error):
        return wish
    near = difflib.get_close_matches(verb, ("on", "off", "preview"), n=1, cutoff=0.6)
    return ParseError(ParseErrorKind.DIGEST, rest, tuple(near), is_certain=bool(near) or verb in VERBS)


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
            contents[name] = not WITHOUT & {(word or "").casefold() for word in found.groups()}
            text = f"{text[: found.start()]} {text[found.end() :]}"
    if found := _LANGUAGE.search(text):
        tag = found.group(1)
        if tag.casefold() != "workspace" and not _TAG.fullmatch(tag):
            return ParseError(ParseErrorKind.LANGUAGE, tag, is_certain=True)
        contents["language"] = "" if tag.casefold() == "workspace" else tag
        text = f"{text[: found.start()]} {text[found.end() :]}"
    reading = Reading(_normalize_times(_HOME_CLOCK.sub(" ", text)).split(), zones)
    reading.read()
    wish = replace(reading.wish, **contents)
    return UnclearDigestCommand(wish, reading.problem, reading.choices) if reading.problem else wish


def _normalize_times(text: str) -> str:
    """Return the text with times as a clock shows them: `3 p.m.` is `3 pm`, `9 Uhr 30` is `9:30`."""
    text = _HALF.sub(r"\1m", text)
    text = write_as_clock(text)
    text = _UHR.sub(lambda match: f"{match[1]}:{match[2]}" if match[2] else match[1], _O_CLOCK.sub("", text))
    return _MIDNIGHT.sub("0:00", _MIDDAY.sub("12:00", text))
