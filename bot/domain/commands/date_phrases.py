"""The grammar of dates as people say them: "last friday", "in november", "vor drei Wochen"."""

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from bot.domain.calendar import CalendarUnit
from bot.domain.commands import date_words as known
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.date_ranges import (
    MAX_DAYS_BACK,
    DateRange,
    DayRange,
    RecentDate,
    RecentMonths,
    RecentWeekday,
    UnitsAgo,
    is_date,
)

DAYS_IN = {
    CalendarUnit.DAY: 1,
    CalendarUnit.WEEK: 7,
    CalendarUnit.MONTH: 30,
    CalendarUnit.QUARTER: 91,
    CalendarUnit.YEAR: 365,
}
MAX_WORDS = 8
"""Words that one date can have, articles and prepositions included."""

_DAYS = known.TODAY | known.YESTERDAY | known.BEFORE_YESTERDAY
_RELATIVE = known.LAST | known.PAST | known.THIS | known.BEFORE_LAST
_LEADING = known.ON | known.ARTICLES
_LEADING_A_BOUND = _LEADING | known.PARTS
_OF = known.ARTICLES | {"of"}
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_MONTH = re.compile(r"(20\d\d)-(\d{1,2})|(\d{1,2})/(20\d\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2})?)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR = re.compile(r"20\d\d")
_QUARTER = re.compile(r"q([1-4])")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|ter|ten|te)?")


class DatePhrase(Struct, frozen=True):
    """A range of days, and how many words name it. `is_span` says that it is a number of days up to now."""

    range: DateRange
    words: int
    is_span: bool = False


def read_date(words: Sequence[str], *, is_bound: bool) -> DatePhrase | ParseError | None:
    """Read the date that these folded words begin with; None if there is none.

    `is_bound` is True after a word such as "since": shorter forms are dates there, and "3 weeks" means that
    long ago.
    """
    skipped = _count_leading(words, _LEADING_A_BOUND if is_bound else _LEADING)
    rest = words[skipped : skipped + MAX_WORDS]
    if not rest:
        return None
    found = _read(rest, is_bound=is_bound or words[0] in known.ON)
    if isinstance(found, DatePhrase):
        return DatePhrase(found.range, skipped + found.words, found.is_span and not is_bound)
    return found


def _count_leading(words: Sequence[str], among: frozenset[str]) -> int:
    count = 0
    while count < min(len(words), 4) and words[count] in among:
        count += 1
    return count


def _read(words: Sequence[str], *, is_bound: bool) -> DatePhrase | ParseError | None:
    word, following = words[0], words[1] if len(words) > 1 else ""
    if word in _DAYS:
        days = 0 if word in known.TODAY else 1 if word in known.YESTERDAY else 2
        return DatePhrase(UnitsAgo(CalendarUnit.DAY, days), 1 + (following in known.TIMES_OF_DAY))
    if word == "day" and following == "before" and words[2:3] and words[2] in known.YESTERDAY:
        return DatePhrase(UnitsAgo(CalendarUnit.DAY, 2), 3)
    if word in known.RECENTLY:
        return DatePhrase(UnitsAgo(CalendarUnit.DAY, 30), 1, is_span=True)
    if word in _RELATIVE:
        return _read_relative(words, is_bound=is_bound)
    if word == "vor" and (ago := _read_count(words[1:])):
        return _make_ago(*ago, 1 + ago[2], is_bound=is_bound)
    if counted := _read_count(words):
        after = words[counted[2]] if len(words) > counted[2] else ""
        if after in known.AGO:
            return _make_ago(*counted, counted[2] + 1, is_bound=is_bound)
        days = counted[0] * DAYS_IN[counted[1]]
        if 1 <= days <= MAX_DAYS_BACK and (is_bound or word.isdecimal()):
            return DatePhrase(UnitsAgo(CalendarUnit.DAY, days), counted[2], is_span=True)
    if is_bound and word in known.UNITS:
        return DatePhrase(UnitsAgo(known.UNITS[word], 0), 1)
    return _read_named(words, is_bound=is_bound) or _read_numeric(words, is_bound=is_bound)


def _read_count(words: Sequence[str]) -> tuple[int, CalendarUnit, int] | None:
    """Read "3 weeks", "a couple of days": how many of which unit, and the number of words."""
    at = (
        1
        if words[:1] in (["a"], ["ein"], ["einem"], ["the"]) and len(words) > 1 and words[1] in known.NUMBERS
        else 0
    )
    count = _parse_number(words[at]) if len(words) > at else None
    end = at + 1
    if count is not None and words[end : end + 1] == ["of"]:
        end += 1
    if count is None or len(words) <= end or words[end] not in known.UNITS:
        return None
    return count, known.UNITS[words[end]], end + 1


def _parse_number(word: str) -> int | None:
    return int(word[:6]) if word.isdecimal() else known.NUMBERS.get(word)


def _make_ago(
    count: int, unit: CalendarUnit, _: int, words: int, *, is_bound: bool
) -> DatePhrase | ParseError:
    """Return what was so long ago: a calendar unit, or the very day if something begins or ends there."""
    if count * DAYS_IN[unit] > MAX_DAYS_BACK:
        return ParseError(ParseErrorKind.DAYS, f"{count} {unit}s", ("last 30 days",), is_certain=True)
    if is_bound:
        return DatePhrase(UnitsAgo(CalendarUnit.DAY, count * DAYS_IN[unit]), words)
    return DatePhrase(UnitsAgo(unit, count), words)


def _read_relative(words: Sequence[str], *, is_bound: bool) -> DatePhrase | ParseError | None:
    """Read "last …", "past …", "this …": a number of days, a calendar unit, a weekday or a month."""
    word, following = words[0], words[1] if len(words) > 1 else ""
    is_this, is_last = word in known.THIS, word in known.LAST
    if counted := _read_count(words[1:]):
        count, unit, length = counted
        if not 1 <= count * DAYS_IN[unit] <= MAX_DAYS_BACK:
            return ParseError(ParseErrorKind.DAYS, " ".join(words[:3]), ("last 30 days",), is_certain=True)
        return DatePhrase(UnitsAgo(CalendarUnit.DAY, count * DAYS_IN[unit]), 1 + length, is_span=True)
    if following == "fortnight" and not is_this:
        return DatePhrase(UnitsAgo(CalendarUnit.DAY, 14), 2, is_span=True)
    if following in known.UNITS:
        unit = known.UNITS[following]
        if word in known.PAST:
            return DatePhrase(UnitsAgo(CalendarUnit.DAY, DAYS_IN[unit]), 2, is_span=True)
        if word in known.BEFORE_LAST:
            return DatePhrase(UnitsAgo(unit, 2), 2)
        return DatePhrase(UnitsAgo(unit, 0 if is_this else 1), 2)
    named = _read_named(words[1:], is_bound=True) if following else None
    if not isinstance(named, DatePhrase):
        if following in known.TIMES_OF_DAY:
            return DatePhrase(UnitsAgo(CalendarUnit.DAY, 0 if is_this else 1), 2)
        return named
    found = named.range
    if is_last and isinstance(found, RecentWeekday):
        found = RecentWeekday(found.weekday, found.days, is_before_today=True)
    elif is_last and isinstance(found, RecentMonths):
        found = RecentMonths(found.month, found.months, is_before_this=True)
    return DatePhrase(found, 1 + named.words)


def _read_named(words: Sequence[str], *, is_bound: bool) -> DatePhrase | ParseError | None:
    """Read what has a name: weekdays, weekends, months, days of a month, quarters."""
    word = words[0]
    weekday = known.WEEKDAYS.get(word)
    if weekday is None and is_bound:
        weekday = known.SHORT_WEEKDAYS.get(word)
    if weekday is not None:
        day = _read_day_of_month(words[1:])
        if isinstance(day, DatePhrase):
            return DatePhrase(day.range, 1 + day.words)
        return DatePhrase(RecentWeekday(weekday), 1 + _count_leading(words[1:2], known.TIMES_OF_DAY))
    if word in known.WEEKEND:
        return DatePhrase(RecentWeekday(5, days=2), 1)
    if match := _QUARTER.fullmatch(word):
        return _add_year(RecentMonths(3 * int(match[1]) - 2, 3), words[1:], 1)
    return _read_day_of_month(words) or _read_month(words, is_bound=is_bound)


def _parse_month(word: str, *, is_short_allowed: bool) -> int | None:
    return known.MONTHS.get(word) or (known.SHORT_MONTHS.get(word) if is_short_allowed else None)


def _read_month(words: Sequence[str], *, is_bound: bool) -> DatePhrase | None:
    """Read a month, perhaps with its year. "mar" and "sep" alone are months only where a date is expected."""
    has_year = bool(words[1:2]) and bool(_YEAR.fullmatch(words[1]))
    month = _parse_month(
        words[0], is_short_allowed=is_bound or has_year or words[0] in ("nov", "oct", "okt", "dez")
    )
    return _add_year(RecentMonths(month), words[1:], 1) if month else None


def _add_year(months: RecentMonths, following: Sequence[str], words: int) -> DatePhrase:
    """Add the year that follows, if one does."""
    at = 1 if following[:1] == ["of"] else 0
    if not (following[at:] and _YEAR.fullmatch(following[at])):
        return DatePhrase(months, words)
    year = int(following[at])
    last_month = months.month + months.months - 1
    last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    return DatePhrase(DayRange(date(year, months.month, 1), last), words + at + 1)


def _read_day_of_month(words: Sequence[str]) -> DatePhrase | ParseError | None:
    """Read "1 oct", "1st of october 2025", "oct 1", "oktober 1."."""
    if len(words) < 2:
        return None
    articles = _count_leading(words[1:3], _OF)
    for day_word, month_word, length in (
        (words[0], words[1 + articles] if len(words) > 1 + articles else "", 2 + articles),
        (words[1], words[0], 2),
    ):
        day, month = _DAY.fullmatch(day_word), _parse_month(month_word, is_short_allowed=True)
        if not day or not month:
            continue
        year = words[length] if len(words) > length and _YEAR.fullmatch(words[length]) else ""
        return _make_day(
            " ".join(words[: length + bool(year)]), int(day[1]), month, year, length + bool(year)
        )
    return None


def _make_day(typed: str, day: int, month: int, year: str, words: int) -> DatePhrase | ParseError:
    """Return the day, with its year or without; what does not exist gets the closest."""
    if year:
        nearest = _clamp_date(int(year), month, day)
        if (nearest.month, nearest.day) != (month, day):
            return ParseError(ParseErrorKind.DATE, typed, (nearest.isoformat(),), is_certain=True)
        return DatePhrase(nearest, words)
    if not is_date(month, day):
        nearest = _clamp_date(2024, month, day)
        closest = f"{nearest.day} {calendar.month_name[nearest.month]}"
        return ParseError(ParseErrorKind.DATE, typed, (closest,), is_certain=True)
    return DatePhrase(RecentDate(month, day), words)


def _read_numeric(words: Sequence[str], *, is_bound: bool) -> DatePhrase | ParseError | None:
    """Read what is written in digits: 2026-09-01, 1.9.2026, 1.9., 2026-09, 2026."""
    text = words[0]
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        nearest = _clamp_date(year, month, day)
        if (nearest.year, nearest.month, nearest.day) == (year, month, day):
            return DatePhrase(nearest, 1)
        return ParseError(ParseErrorKind.DATE, text, (nearest.isoformat(),), is_certain=True)
    if match := _SLASHED.fullmatch(text):
        return _read_slashed(text, *(int(part) for part in match.groups()))
    if match := _DOTTED.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        year_typed = match[3] or ""
        if not year_typed and words[1:2] and _YEAR.fullmatch(words[1]):
            return _make_day(f"{text} {words[1]}", day, month, words[1], 2)
        if year_typed or text.endswith(".") or is_bound:
            return _make_day(text, day, month, f"20{year_typed}"[-4:] if year_typed else "", 1)
        return None
    if match := _ISO_MONTH.fullmatch(text):
        year, month = int(match[1] or match[4]), int(match[2] or match[3])
        if 1 <= month <= 12:
            return DatePhrase(
                DayRange(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])), 1
            )
        return ParseError(ParseErrorKind.DATE, text, is_certain=True)
    if _YEAR.fullmatch(text):
        year = int(text)
        return DatePhrase(DayRange(date(year, 1, 1), date(year, 12, 31)), 1)
    return None


def _read_slashed(text: str, first: int, second: int, year: int) -> DatePhrase | ParseError:
    """Read 31/12/2026. Both orders are usual: if two days are possible, ask which."""
    days = {_clamp_date(year, m, d).isoformat() for m, d in _list_readings(first, second)}
    is_clear = len(days) == 1 and max(first, second) <= 31 and year >= 2000
    if is_clear and any(is_date(m, d) for m, d in _list_readings(first, second)):
        return DatePhrase(date.fromisoformat(*days), 1)
    return ParseError(ParseErrorKind.DATE, text, tuple(sorted(days)), is_certain=True)


def _list_readings(first: int, second: int) -> Iterator[tuple[int, int]]:
    """Return the (month, day) that two numbers can mean; where neither is a month, the European order."""
    if first <= 12:
        yield first, second
    if second <= 12 or first > 12:
        yield second, first


def _clamp_date(year: int, month: int, day: int) -> date:
    year, month = min(max(year, 2000), 2100), min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), calendar.monthrange(year, month)[1]))
