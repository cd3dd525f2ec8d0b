"""The grammar of `keepsake`: a period as `history` knows it, or a day of each year."""

from datetime import date

from bot.domain.commands import date_words
from bot.domain.commands.date_phrases import DatePhrase, read_date
from bot.domain.commands.history import parse_history
from bot.domain.commands.keepsake_command import (
    KeepsakeCommand,
    KeepsakeCommands,
    YearlyKeepsakeCommand,
    YearlyKeepsakeOffCommand,
)
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.pieces import Pieces, match_phrase
from bot.domain.commands.typos import find_closest
from bot.domain.commands.vocabulary import merge_lists
from bot.domain.date_ranges import RecentDate
from bot.domain.mentions import unescape
from bot.domain.message_text import clean_text
from bot.domain.values import Values

ALL = merge_lists(
    {
        "en": "all, everything, all of it, all time, ever",
        "de": "alle, alles, insgesamt, von anfang an",
        "fr": "tout, toutes",
        "es": "todo, todos",
        "pt": "tudo, todos",
        "ja": "全部, すべて",
    }
)
YEARLY = merge_lists(
    {
        "en": "yearly, annually, every year, each year, once a year",
        "de": "jährlich, jaehrlich, jedes jahr, einmal im jahr",
        "fr": "chaque année, tous les ans",
        "es": "cada año, anualmente, todos los años",
        "pt": "cada ano, anualmente, todos os anos",
        "ja": "毎年",
    }
)
OFF = merge_lists(
    {
        "en": "off, stop, end, no, never",
        "de": "aus, stopp, beenden, ende, nein, nie",
        "fr": "arrêter, non, jamais",
        "es": "parar, no, nunca",
        "pt": "parar, não, nunca",
        "ja": "オフ, やめる",
    }
)
_NO_VALUES = Values(())
_TARGETS = ("all", "yearly", "last year", "this year")


def parse_keepsake(rest: str) -> KeepsakeCommands | ParseError:
    """Read what follows `keepsake`, as Slack markup."""
    if not rest.strip():
        return KeepsakeCommand()
    words = [*Pieces(rest).words]
    if match_phrase(words, ALL) == len(words):
        return KeepsakeCommand(is_all=True)
    if taken := match_phrase(words, YEARLY):
        return _parse_yearly(rest, words[taken:])
    asked = parse_history(rest, _NO_VALUES)
    if isinstance(asked, ParseError):
        return asked if asked.kind is not ParseErrorKind.HISTORY else _make_error(rest, words)
    dates = KeepsakeCommand(asked.since, asked.until, asked.last_days, asked.stretch)
    has_dates = dates != KeepsakeCommand()
    is_more = asked.users or asked.groups or asked.channels or asked.phrases or asked.is_given
    if is_more or asked.counterparts or asked.counterpart_groups or not has_dates:
        return _make_error(rest, words, is_certain=has_dates and not (asked.users or asked.groups))
    return dates


def _parse_yearly(rest: str, words: list[str]) -> KeepsakeCommands | ParseError:
    if not words:
        return YearlyKeepsakeCommand()
    if match_phrase(words, OFF) == len(words):
        return YearlyKeepsakeOffCommand()
    if words[0] in date_words.ON:
        words = words[1:]
    found = read_date(words, is_bound=True)
    if isinstance(found, DatePhrase) and found.words == len(words):
        match found.range:
            case RecentDate(month, day):
                return YearlyKeepsakeCommand(month, day)
            case date() as day:
                return YearlyKeepsakeCommand(day.month, day.day)
            case _:
                pass
    if isinstance(found, ParseError):
        return found
    return ParseError(ParseErrorKind.YEARLY_DAY, clean_text(unescape(rest)), is_certain=True)


def _make_error(rest: str, words: list[str], *, is_certain: bool = False) -> ParseError:
    near = find_closest(words[0], _TARGETS) if words else None
    typed = clean_text(unescape(rest))
    return ParseError(
        ParseErrorKind.KEEPSAKE, typed, (f"keepsake {near}",) if near else (), is_certain=is_certain
    )
