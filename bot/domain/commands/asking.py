"""The grammar of `history`."""

import calendar
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.domain.calendar import Unit
from bot.domain.commands.meaning import ME, History, NotUnderstood, Puzzle
from bot.domain.mentions import (
    ChannelMention,
    GroupMention,
    PersonMention,
    Text,
    Token,
    escape,
    markup,
    tokens,
    unescape,
)
from bot.domain.values import Values
from bot.domain.words import SHORTCODE, clean, folded

_QUOTES = '"“”„«»'
_ITEM = re.compile(rf"[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|<[^<>]+>|[^\s<{_QUOTES}]+")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_OTHER_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.QUARTER: 91, Unit.YEAR: 365}
_KEYWORDS = ("me", "given", "received", "since", "until", "last", "this")
LONGEST_PHRASES = 200
"""Characters that may be searched for."""
LONGEST_LAST = 3_650
"""Days that `last … days` reaches back at most."""


@dataclass(slots=True)
class _Found:
    people: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    given: bool = False
    since: date | None = None
    until: date | None = None
    last_days: int | None = None
    stretch: tuple[Unit, int] | None = None


def history(rest: str, values: Values) -> History | NotUnderstood:
    """Read what follows `history`, as Slack markup."""
    found = _Found()
    items = list(_ITEM.finditer(rest))
    position = 0
    while position < len(items):
        taken = _take(items, position, values, found)
        if isinstance(taken, NotUnderstood):
            return taken
        position += taken
    if sum(len(phrase) for phrase in found.phrases) > LONGEST_PHRASES:
        return NotUnderstood(Puzzle.PHRASE, found.phrases[0], meant=True)
    if found.phrases and not any(folded(phrase).strip() for phrase in found.phrases):
        return NotUnderstood(Puzzle.NO_PHRASE, unescape(found.phrases[0]), meant=True)
    if (found.since or found.until) and (found.last_days or found.stretch):
        return NotUnderstood(Puzzle.DATES_TWICE, unescape(rest), meant=True)
    if found.since and found.until and found.since > found.until:
        return NotUnderstood(Puzzle.DATES_REVERSED, f"{found.since} … {found.until}", meant=True)
    return History(
        people=tuple(dict.fromkeys(found.people)),
        channels=tuple(dict.fromkeys(found.channels)),
        groups=tuple(dict.fromkeys(found.groups)),
        values=tuple(dict.fromkeys(found.values)),
        given=found.given,
        since=found.since,
        until=found.until,
        last_days=found.last_days,
        stretch=found.stretch,
        phrases=tuple(found.phrases),
    )


def sought(typed: str) -> tuple[str, ...]:
    """The phrases in plain text, as Slack markup: what stands in quotes, or all of it where nothing does."""
    text = escape(clean(typed))
    quoted = [match.group("phrase") for match in _ITEM.finditer(text) if match.group("phrase") is not None]
    return tuple(phrase for one in quoted or [text] if (phrase := one.strip()))


def _take(items: list[re.Match[str]], position: int, values: Values, found: _Found) -> int | NotUnderstood:
    """Take the next piece of the question; answers how many items it had."""
    item = items[position]
    if item.group("phrase") is not None:
        if phrase := clean(markup(tokens(item.group("phrase")))):
            found.phrases.append(phrase)
        return 1
    following = [i.group() for i in items[position + 1 : position + 3]]
    match tokens(item.group()):
        case (PersonMention(id),):
            found.people.append(id)
        case (GroupMention(id),):
            found.groups.append(id)
        case (ChannelMention(id),):
            found.channels.append(id)
        case (Text(text),):
            return _take_word(text, following, values, found)
        case _:
            return NotUnderstood(Puzzle.HISTORY, item.group())
    return 1


def _take_word(word: str, following: list[str], values: Values, found: _Found) -> int | NotUnderstood:
    match word.casefold():
        case "me":
            found.people.append(ME)
        case "given":
            found.given = True
        case "received":
            found.given = False
        case "value" | "values" if following:
            # Its name follows, which counts by itself, too.
            pass
        case "since" | "until" as bound:
            day = _date(unescape(following[0]) if following else "")
            if isinstance(day, NotUnderstood):
                return day
            if bound == "since":
                found.since = day
            else:
                found.until = day
            return 2
        case "last":
            return _take_last(following, found)
        case "this":
            return _take_stretch("this", following, found)
        case "value:":
            name = _name(tokens(following[0])) if following else ""
            return _take_value(name, values, found) or 2
        case _:
            return _take_value_by_name(word, following, values, found)
    return 1


def _take_last(following: list[str], found: _Found) -> int | NotUnderstood:
    """`last 30 days` are days up to now, `last month` is the whole of the calendar month before this one."""
    if not (following and following[0].isdecimal()):
        return _take_stretch("last", following, found)
    unit = _unit(following[1] if len(following) > 1 else "")
    days = int(following[0][:6]) * _DAYS_IN[unit] if unit else 0
    if not 1 <= days <= LONGEST_LAST:
        got = unescape(" ".join(["last", *following]))
        return NotUnderstood(Puzzle.DAYS, got, ("last 30 days",), meant=len(following) > 1)
    found.last_days = days
    return 3


def _take_stretch(word: str, following: list[str], found: _Found) -> int | NotUnderstood:
    unit = _unit(following[0] if following else "")
    if unit is None:
        got = unescape(" ".join([word, *following]))
        return NotUnderstood(Puzzle.DAYS, got, ("last 30 days", f"{word} month"))
    found.stretch = (unit, 1 if word == "last" else 0)
    return 2


def _unit(word: str) -> Unit | None:
    name = word.casefold().removesuffix("s")
    return Unit(name) if name in set(Unit) else None


def _take_value_by_name(
    word: str, following: list[str], values: Values, found: _Found
) -> int | NotUnderstood:
    explicit = word.startswith(("#", "value:"))
    name = word.removeprefix("value:").removeprefix("#")
    for more in range(min(len(following), values.most_words - 1), -1, -1):
        if value := values.named(" ".join([name, *following[:more]])):
            found.values.append(value.key)
            return 1 + more
    emoji = SHORTCODE.fullmatch(word)
    by_emoji = [v for v in [values.for_emoji(emoji.group(1))] if v] if emoji else values.in_characters(word)
    if by_emoji:
        found.values += (value.key for value in by_emoji)
        return 1
    if explicit:
        return _unknown_value(name, values)
    near = difflib.get_close_matches(word.casefold(), _KEYWORDS, n=1, cutoff=0.8)
    closest = values.closest(name)
    suggestions = (*near, *((closest.name,) if closest else ()))
    return NotUnderstood(Puzzle.HISTORY, word, suggestions, meant=bool(suggestions))


def _take_value(name: str, values: Values, found: _Found) -> NotUnderstood | None:
    value = values.named(name) if name else None
    if value is None:
        return _unknown_value(name, values)
    found.values.append(value.key)
    return None


def _unknown_value(name: str, values: Values) -> NotUnderstood:
    closest = values.closest(name)
    names = (closest.name,) if closest else tuple(value.name for value in values.all)
    return NotUnderstood(Puzzle.VALUE, name, names, meant=True)


def _name(parts: tuple[Token, ...]) -> str:
    match parts:
        case (ChannelMention(_, name),):
            return name
        case (Text(text),):
            return text.removeprefix("#")
        case _:
            return ""


def _date(text: str) -> date | NotUnderstood:
    """A day as `2026-09-01`. One that does not exist or is written otherwise gets the closest."""
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        nearest = _nearest(year, month, day)
        if (nearest.month, nearest.day) == (month, day) and nearest.year == year:
            return nearest
        return NotUnderstood(Puzzle.DATE, text, (nearest.isoformat(),), meant=True)
    if match := _OTHER_DATE.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        days = {_nearest(year, m, d).isoformat() for m, d in _readings(first, second)}
        return NotUnderstood(Puzzle.DATE, text, tuple(sorted(days)), meant=True)
    return NotUnderstood(Puzzle.DATE, text, meant=bool(text[:1].isdecimal()))


def _readings(first: int, second: int) -> Iterator[tuple[int, int]]:
    """The (month, day) that two numbers can mean; where neither is a month, the European order."""
    if first <= 12:
        yield first, second
    if second <= 12 or first > 12:
        yield second, first


def _nearest(year: int, month: int, day: int) -> date:
    year, month = min(max(year, 2000), 2100), min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), calendar.monthrange(year, month)[1]))
