"""The period that `digest now` names: the dates of `history`, and nothing else."""

import unicodedata
from datetime import date, datetime, timedelta

from bot.domain.calendar import Period, find_day_start, to_local_date
from bot.domain.commands import date_words
from bot.domain.commands.digest_command import DigestNowCommand
from bot.domain.commands.history import resolve_days
from bot.domain.commands.history_dates import QueryParts, take_dates, write_out_ranges
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.pieces import MAX_PIECES, Pieces
from bot.domain.commands.question_words import STOP_WORDS
from bot.domain.commands.typos import find_closest
from bot.domain.mentions import escape, unescape

MAX_PERIOD = timedelta(days=93)
"""How much one message can tell of: a quarter."""
EXAMPLES = ("now since monday", "now last 2 weeks")
_KEYWORDS = ("since", "until", "between", "yesterday", "today", "last", "this")
_FILLERS = STOP_WORDS | {"digest", "rückblick", "here", "hier", "again", "nochmal", "now", "jetzt", "past"}


def parse_period(rest: str) -> DigestNowCommand | ParseError:
    """Read what follows `digest now`, as plain text."""
    found, pieces = QueryParts(), Pieces(write_out_ranges(escape(rest)))
    if len(pieces.items) == MAX_PIECES:
        return ParseError(ParseErrorKind.DIGEST, rest, EXAMPLES, is_certain=True)
    position = 0
    while position < len(pieces.items):
        taken = take_dates(pieces, position, found)
        if isinstance(taken, ParseError):
            return taken
        word = pieces.words[position]
        if taken is None and not _is_filler(word):
            near = find_closest(word, (*_KEYWORDS, *date_words.MONTHS, *date_words.WEEKDAYS))
            typed = unescape(pieces.get_markup(position))
            kind = ParseErrorKind.DATE if near else ParseErrorKind.DIGEST
            return ParseError(kind, typed, (near,) if near else EXAMPLES, is_certain=bool(near))
        position += taken or 1
    is_stretch = bool(found.last_days or found.stretch)
    if found.are_dates_twice or ((found.since or found.until) and is_stretch):
        return ParseError(ParseErrorKind.DATES_TWICE, rest, is_certain=True)
    if isinstance(found.since, date) and isinstance(found.until, date) and found.since > found.until:
        return ParseError(ParseErrorKind.DATES_REVERSED, f"{found.since} … {found.until}", is_certain=True)
    return DigestNowCommand(found.since, found.until, found.last_days, found.stretch)


def _is_filler(word: str) -> bool:
    is_punctuation = all(unicodedata.category(letter).startswith("P") for letter in word)
    return word in _FILLERS or (bool(word) and is_punctuation)


def resolve_period(
    asked: DigestNowCommand, now: datetime, zone: str, first_weekday: int, last_end: datetime
) -> Period | ParseError:
    """Return the period in UTC, which ends now at the latest.

    Days are those of `zone`. It begins at `last_end`, where the channel's last digest ended, if the command
    names no beginning.
    """
    if asked.last_days:
        since, until = now - timedelta(days=asked.last_days), now
    else:
        days = resolve_days(asked, to_local_date(now, zone), first_weekday)
        if isinstance(days, ParseError):
            return days
        first, last = days
        since = find_day_start(first, zone) if first else last_end
        until = min(find_day_start(last + timedelta(days=1), zone), now) if last else now
    if since >= until or until - since > MAX_PERIOD:
        return ParseError(
            ParseErrorKind.DIGEST_PERIOD, f"{to_local_date(since, zone)} …", EXAMPLES, is_certain=True
        )
    return Period(since, until)
