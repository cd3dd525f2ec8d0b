"""The grammar of `history`.

A name alone is the user that a question is about: "@maya", "@maya given". A direction before a name is
between the reader and that user: "given @maya" is what the reader gave her, "from @maya" what she gave the
reader.
"""

import unicodedata
from datetime import date

from bot.domain.commands import date_words
from bot.domain.commands import question_words as known
from bot.domain.commands.command import HistoryQuery
from bot.domain.commands.digest_command import DigestNowCommand
from bot.domain.commands.history_dates import QueryParts, take_dates, write_out_ranges
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parties import Name
from bot.domain.commands.pieces import MAX_PIECES, PIECE, PUNCTUATION, Pieces
from bot.domain.commands.typos import find_closest
from bot.domain.commands.vocabulary import fold_text
from bot.domain.date_ranges import resolve_bounds, resolve_range
from bot.domain.ids import UserId
from bot.domain.mentions import (
    ChannelMention,
    GroupMention,
    LinkToken,
    TextToken,
    Token,
    UserMention,
    escape,
    parse_markup,
    unescape,
    write_markup,
)
from bot.domain.message_text import clean_text, fold_for_search
from bot.domain.typed_text import MAX_READ
from bot.domain.values import Values

_KEYWORDS = ("given", "received", "since", "until", "between", "yesterday", "today")
MAX_PHRASES_LENGTH = 200
"""Characters that may be searched for."""


def parse_history(rest: str, values: Values) -> HistoryQuery | ParseError:
    """Read what follows `history`, as Slack markup."""
    found, pieces = QueryParts(), Pieces(write_out_ranges(rest))
    if len(pieces.items) == MAX_PIECES:
        return ParseError(ParseErrorKind.PHRASE, clean_text(unescape(rest)), is_certain=True)
    position = 0
    while position < len(pieces.items):
        taken = _take(pieces, position, values, found)
        if isinstance(taken, ParseError):
            return taken
        if sum(len(phrase) for phrase in found.phrases) > MAX_PHRASES_LENGTH:
            return ParseError(ParseErrorKind.PHRASE, found.phrases[-1], is_certain=True)
        position += taken
    if found.phrases and not any(fold_for_search(phrase).strip() for phrase in found.phrases):
        return ParseError(ParseErrorKind.NO_PHRASE, unescape(found.phrases[0]), is_certain=True)
    is_stretch = bool(found.last_days or found.stretch)
    if found.are_dates_twice or ((found.since or found.until) and is_stretch):
        return ParseError(ParseErrorKind.DATES_TWICE, unescape(rest), is_certain=True)
    if isinstance(found.since, date) and isinstance(found.until, date) and found.since > found.until:
        return _make_reversed_error(found.since, found.until)
    if found.parties.is_both_ways:
        return ParseError(ParseErrorKind.BOTH_WAYS, unescape(rest), is_certain=True)
    direction = found.parties.find_direction()
    return HistoryQuery(
        users=_select_users(direction.users),
        channels=tuple(dict.fromkeys(found.channels)),
        groups=_select_groups(direction.users),
        values=tuple(dict.fromkeys(found.values)),
        is_given=direction.is_given,
        since=found.since,
        until=found.until,
        last_days=found.last_days,
        stretch=found.stretch,
        phrases=tuple(dict.fromkeys(found.phrases)),
        counterparts=_select_users(direction.counterparts),
        counterpart_groups=_select_groups(direction.counterparts),
    )


def resolve_days(
    asked: HistoryQuery | DigestNowCommand, today: date, first_weekday: int
) -> tuple[date | None, date | None] | ParseError:
    """Return the first and the last day that a question asks about, on the asker's calendar."""
    try:
        if asked.stretch:
            days = resolve_range(asked.stretch, today, first_weekday=first_weekday)
            return days.first, days.last
        since, until = resolve_bounds(asked.since, asked.until, today, first_weekday=first_weekday)
    except (ValueError, OverflowError):
        return ParseError(ParseErrorKind.DATE, str(today), is_certain=True)
    return _make_reversed_error(since, until) if since and until and since > until else (since, until)


def _make_reversed_error(since: date, until: date) -> ParseError:
    return ParseError(ParseErrorKind.DATES_REVERSED, f"{since} … {until}", is_certain=True)


def match_phrases(typed: str) -> tuple[str, ...]:
    """Return the phrases to search for, as Slack markup: those in quotes, or the whole text."""
    text = escape(clean_text(typed[:MAX_READ]))
    quoted = [match.group("phrase") for match in PIECE.finditer(text) if match.group("phrase") is not None]
    return tuple(phrase for one in quoted or [text] if (phrase := one.strip()))


def _select_users(names: tuple[Name, ...]) -> tuple[UserId, ...]:
    return tuple(name.id for name in names if isinstance(name, UserMention))


def _select_groups(names: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(name.id for name in names if isinstance(name, GroupMention))


def _take(pieces: Pieces, position: int, values: Values, found: QueryParts) -> int | ParseError:
    """Take the next piece of the question; answers how many items it had."""
    phrase = pieces.items[position].group("phrase")
    if phrase is not None:
        if words := clean_text(write_markup(parse_markup(phrase))):
            found.phrases.append(words)
        return 1
    match parse_markup(pieces.get_markup(position)):
        case (UserMention(id),):
            found.parties.add(UserMention(id))
        case (GroupMention(id),):
            found.parties.add(GroupMention(id))
        case (ChannelMention(id),):
            found.channels.append(id)
        case (LinkToken(),):
            found.phrases.append(clean_text(pieces.get_markup(position)))
        case (TextToken(text),):
            return _take_word(text, pieces, position, values, found)
        case _:
            return ParseError(ParseErrorKind.HISTORY, pieces.get_markup(position))
    return 1


def _take_word(
    text: str, pieces: Pieces, position: int, values: Values, found: QueryParts
) -> int | ParseError:
    word = pieces.words[position]
    if len(text) > MAX_PHRASES_LENGTH:
        return ParseError(ParseErrorKind.PHRASE, clean_text(text), is_certain=True)
    if text.casefold().startswith("value:"):
        return _take_value(text, pieces, position, values, found)
    dates = take_dates(pieces, position, found)
    if dates is not None:
        return dates
    if found.parties.read_word(word):
        return 1
    if word in known.VALUE and position + 1 < len(pieces.items):
        # Its name follows, which counts by itself, too.
        return 1
    if named := _take_value_by_name(text, pieces, position, values, found):
        return named
    if word in known.STOP_WORDS or all(unicodedata.category(c).startswith("P") for c in word):
        return 1
    near = find_closest(word, (*_KEYWORDS, *date_words.MONTHS, *date_words.WEEKDAYS))
    names = {fold_text(value.name): value.name for value in reversed(values.all)}
    near_value = names[found_name] if (found_name := find_closest(word, names)) else None
    suggestions = tuple(one for one in (near, near_value) if one)
    # A name that Slack made no mention of is no one's: its author is to choose it from Slack's list.
    if suggestions or text.startswith("@") or not fold_for_search(text).strip():
        return ParseError(ParseErrorKind.HISTORY, text, suggestions, is_certain=bool(suggestions))
    found.phrases.append(escape(clean_text(text.strip(PUNCTUATION))))
    return 1


def _take_value_by_name(
    text: str, pieces: Pieces, position: int, values: Values, found: QueryParts
) -> int | ParseError | None:
    """Take a value by its name, which can have several words, or by its emoji; None if it is none."""
    is_explicit = text.startswith("#")
    name = text.removeprefix("#")
    following = [pieces.get_markup(position + more) for more in range(1, values.most_words)]
    for more in range(len(following), -1, -1):
        if value := values.find_by_name(" ".join([name, *following[:more]])):
            found.values.append(value.key)
            return 1 + more
    if by_emoji := values.find_by_emoji_names(text) or values.find_by_characters(text):
        found.values += (value.key for value in by_emoji)
        return 1
    return _make_value_error(name, values) if is_explicit else None


def _take_value(
    text: str, pieces: Pieces, position: int, values: Values, found: QueryParts
) -> int | ParseError:
    """Take "value:name", or "value:" and what follows it."""
    name = text[len("value:") :].removeprefix("#")
    if not name:
        value = values.find_by_name(_write_name(parse_markup(pieces.get_markup(position + 1))))
        if value is None:
            return _make_value_error(_write_name(parse_markup(pieces.get_markup(position + 1))), values)
        found.values.append(value.key)
        return 2
    return _take_value_by_name(f"#{name}", pieces, position, values, found) or 1


def _make_value_error(name: str, values: Values) -> ParseError:
    near = values.find_closest(name)
    names = (near.name,) if near else tuple(value.name for value in values.all)
    return ParseError(ParseErrorKind.VALUE, name, names, is_certain=True)


def _write_name(parts: tuple[Token, ...]) -> str:
    match parts:
        case (ChannelMention(_, name),):
            return name
        case (TextToken(text),):
            return text.removeprefix("#")
        case _:
            return ""
