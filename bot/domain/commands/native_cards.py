"""When a card is given, in other languages: "jusqu'à vendredi 16 h pour ton départ", "金曜日16時まで"."""

import re
from collections.abc import Iterator

from bot.domain.card_deadline import Deadline
from bot.domain.commands.card import parse_card
from bot.domain.commands.native_words import MAX_TRANSLATED, NativeWords, translate
from bot.domain.commands.vocabulary import fold_text

_MAX_WORDS = 9
"""Words of a day and a time: "vendredi 4 décembre à 4 heures de l'après-midi"."""
_COMMAND = "card"
_PRIVATELY = "privately"
_ANYONE = "<@U0>"
_UNTIL_BEHIND = re.compile(r"まで[にで]?\Z")
"""In Japanese the word for "until" comes last."""
_NAMES = re.compile(r"<[@!][^<>]*>")


def translate_card(rest: str, native: NativeWords) -> str:
    """Return what follows `card` with its deadline, and what is before the last name, in English words.

    The occasion stays as it is. Nothing is translated if the text is too long for a deadline and an occasion.
    """
    if len(rest) > MAX_TRANSLATED:
        return rest
    words = rest.split()
    start, end, deadline = next(_find_deadlines(words, native), (len(words), len(words), ""))
    before = _translate_names(" ".join(words[:start]), native)
    return " ".join(filter(None, (before, deadline, *words[end:])))


def _translate_names(text: str, native: NativeWords) -> str:
    """Translate the words around the names: "pour @maya et @li en privé"."""
    last = max((match.end() for match in _NAMES.finditer(text)), default=0)
    names, more = (translate(part, _COMMAND, native) for part in (text[:last], text[last:]))
    if not names.is_complete:
        return text
    is_said = more.is_complete and more.text in ("", _PRIVATELY)
    return f"{names.text} {more.text if is_said else text[last:].strip()}".strip()


def _find_deadlines(words: list[str], native: NativeWords) -> Iterator[tuple[int, int, str]]:
    """Yield where a deadline begins and ends, and what it is in English, the longest first."""
    known = native.words[_COMMAND]
    for start in range(len(words)):
        if native.has_blanks:
            length = next((n for n in (3, 2, 1) if known.get(_fold(words[start : start + n])) == "until"), 0)
            ends = range(min(len(words), start + length + _MAX_WORDS), start + length, -1) if length else ()
            readings = [(end, " ".join(words[start + length : end])) for end in ends]
        else:
            readings = [
                (end, " ".join([*words[start : end - 1], words[end - 1][: match.start()]]))
                for end in range(min(len(words), start + _MAX_WORDS), start, -1)
                if (match := _UNTIL_BEHIND.search(words[end - 1], 1))
            ]
        for end, moment in readings:
            # A number behind it is a time or a date that does not exist: "vendredi 25:00".
            is_cut = end < len(words) and words[end][0].isdecimal()
            if not is_cut and (english := _read_moment(moment, native)):
                yield start, end, english


def _read_moment(moment: str, native: NativeWords) -> str:
    """Return "until" and a moment in English; "" for anything else, or if it ends with an empty word."""
    if not translate(moment.split()[-1], _COMMAND, native).text:
        return ""
    english = f"until {translate(moment, _COMMAND, native).text}"
    command = parse_card(f"{_ANYONE} {english}")
    has_all = command and not command.occasion and command.deadline not in (None, Deadline())
    return english if has_all else ""


def _fold(words: list[str]) -> str:
    return fold_text(" ".join(words))
