"""The dates in a question about the past."""

import re

from msgspec import Struct, field

from bot.domain.commands import date_words
from bot.domain.commands import question_words as known
from bot.domain.commands.date_phrases import DatePhrase, read_date
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parties import Parties
from bot.domain.commands.pieces import QUOTES, Pieces
from bot.domain.commands.typos import find_closest
from bot.domain.date_ranges import AfterRange, BeforeRange, DateRange, UnitsAgo
from bot.domain.ids import ChannelId
from bot.domain.mentions import (
    unescape,
)

_MONTH = "|".join(sorted({*date_words.MONTHS, *date_words.SHORT_MONTHS, "märz", "jänner"}, reverse=True))
"""Sorted so that a longer name comes before its beginning."""
_DAY = r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?|\d{4}-\d{2}-\d{2}"
_JOINED_DAYS = re.compile(rf"(?<!\S)({_DAY})(?:[-–—]|\.\.)({_DAY})(?!\S)")
_DAYS_OF_MONTH = re.compile(
    rf"(?<!\S)(\d{{1,2}})\.?\s?(?:[-–—]|to\s|bis\s)\s?(\d{{1,2}})\.?\s({_MONTH})(?!\w)", re.IGNORECASE
)
_MONTH_OF_DAYS = re.compile(rf"(?<!\S)({_MONTH})\.?\s(\d{{1,2}})\s?[-–—]\s?(\d{{1,2}})(?!\S)", re.IGNORECASE)
_BEGINNING = date_words.BETWEEN | date_words.SINCE | date_words.AFTER
_ENDING = date_words.UNTIL | date_words.BEFORE | date_words.DASHES
_JOINING = date_words.UNTIL | date_words.AND | date_words.DASHES


def write_out_ranges(text: str) -> str:
    """Return the text with both dates of each range: "3-7 November" is "3 November – 7 November"."""
    if any(quote in text for quote in QUOTES):
        return text
    text = _JOINED_DAYS.sub(r"\1 – \2", text)
    text = _DAYS_OF_MONTH.sub(r"\1 \3 – \2 \3", text)
    return _MONTH_OF_DAYS.sub(r"\1 \2 – \1 \3", text)


class QueryParts(Struct):
    """What was read of a question so far."""

    parties: Parties = field(default_factory=Parties)
    channels: list[ChannelId] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    since: DateRange | None = None
    until: DateRange | None = None
    last_days: int | None = None
    stretch: DateRange | None = None
    are_dates_twice: bool = False


def take_dates(pieces: Pieces, position: int, found: QueryParts) -> int | ParseError | None:
    """Take a date, and the words before it that say what it bounds; None if there is none."""
    word, following = pieces.words[position], pieces.slice_words(position + 1)
    if word in known.NEWEST and not (following and following[0] in date_words.ALL):
        # All answers begin with the newest.
        return 1
    free = _read_free(pieces, position, found)
    if free is not None:
        return free
    if word in _BEGINNING:
        begin = read_date(following, is_bound=True)
        if isinstance(begin, DatePhrase):
            _begin(found, AfterRange(begin.range) if word in date_words.AFTER else begin.range)
            return 1 + begin.words + _take_end(pieces, position + 1 + begin.words, found)
        return begin or _make_date_error(word, pieces, position)
    if word in _ENDING:
        end = read_date(following, is_bound=True)
        if isinstance(end, DatePhrase):
            found.until = BeforeRange(end.range) if word in date_words.BEFORE else end.range
            return 1 + end.words
        return end or _make_date_error(word, pieces, position)
    if word in date_words.LAST | date_words.THIS and not following:
        closest_ranges = ("last 30 days", f"{'this' if word in date_words.THIS else 'last'} month")
        return ParseError(ParseErrorKind.DAYS, unescape(pieces.get_markup(position)), closest_ranges)
    if word in date_words.LAST and len(following) == 1 and following[0].isdecimal():
        got = f"{pieces.get_markup(position)} {pieces.get_markup(position + 1)}"
        return ParseError(ParseErrorKind.DAYS, unescape(got), ("last 30 days",))
    return None


def _read_free(pieces: Pieces, position: int, found: QueryParts) -> int | ParseError | None:
    """Take a date that is by itself, or the first one of "monday to friday"."""
    free = read_date(pieces.slice_words(position), is_bound=False)
    if not isinstance(free, DatePhrase):
        return free
    if found.last_days or found.stretch:
        found.are_dates_twice = True
        return free.words
    ending = _take_end(pieces, position + free.words, found)
    if ending and not free.is_span:
        found.since = free.range
    elif free.is_span and isinstance(free.range, UnitsAgo):
        found.last_days = free.range.count
    else:
        found.stretch = free.range
    return free.words + ending


def _begin(found: QueryParts, begin: DateRange) -> None:
    found.are_dates_twice = found.are_dates_twice or found.since is not None
    found.since = begin


def _take_end(pieces: Pieces, position: int, found: QueryParts) -> int:
    """Read the end of a range after its beginning; return the number of pieces."""
    words = pieces.slice_words(position)
    if len(words) < 2 or words[0] not in _JOINING:
        return 0
    end = read_date(words[1:], is_bound=True)
    if not isinstance(end, DatePhrase):
        return 0
    found.until = end.range
    return 1 + end.words


def _make_date_error(word: str, pieces: Pieces, position: int) -> ParseError | None:
    """Ask for a date after a word that has no other meaning in a question; None after any other one."""
    if word not in date_words.STRICT:
        return None
    got = unescape(pieces.get_markup(position + 1))
    typed = pieces.slice_words(position + 1)
    near = (
        find_closest(typed[0], (*date_words.MONTHS, *date_words.WEEKDAYS, "yesterday", "last"))
        if typed
        else None
    )
    return ParseError(
        ParseErrorKind.DATE, got, (near,) if near else (), is_certain=bool(near) or got[:1].isdecimal()
    )
