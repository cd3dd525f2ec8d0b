"""Names in a field for rich text: Slack cannot send back mentions that were filled in, so they are text.

What was filled in is remembered with the form, and names are made references again when it comes back.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from unicodedata import category
from unicodedata import name as name_of

from bot.domain import emoji
from bot.domain.characters import is_without_blanks, is_word
from bot.domain.formatting import Run, Section, merged
from bot.domain.formatting_writer import write
from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    GroupMention,
    TextToken,
    Token,
    UserMention,
    parse_markup,
    write_markup,
)

Reference = UserMention | GroupMention | ChannelMention | Broadcast
Called = Callable[[Reference], str]
"""Returns the name that is shown for a reference."""

MAX_NAME = 200
"""Characters of a name that is filled in; Slack's are shorter."""
_UNTYPED = ("So", "Sk", "Cn", "Co", "Cf", "Mn")


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What was filled into a field: a digest of the text, and by name what each of its places refers to.

    A place that is empty is the same name as literal text.
    """

    digest: str = ""
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def as_state(self) -> dict[str, Any]:
        """Return this as JSON has it, to travel with the form."""
        return {"digest": self.digest, "places": {name: list(found) for name, found in self.places.items()}}


def filled_in(state: object) -> FilledIn:
    """Read what `as_state` wrote; what it did not write is as if nothing had been filled in."""
    match state:
        case {"digest": str(digest), "places": dict(places)} if all(
            isinstance(name, str) and isinstance(found, list) and all(isinstance(one, str) for one in found)
            for name, found in places.items()
        ):
            return FilledIn(digest, {name: tuple(found) for name, found in places.items()})
        case _:
            return FilledIn()


def typeable(name: str) -> str:
    """Return a name without emoji, which the field would send back as something else."""
    name = name[:MAX_NAME]
    parts: list[str] = []
    place = 0
    for found in emoji.written(name):
        parts.append(name[place : found.start])
        place = found.end
    without_names = "".join([*parts, name[place:]])
    kept = (c for c in without_names if category(c) not in _UNTYPED or is_word(c))
    return " ".join("".join(kept).split()) or name


def with_names(sections: Sequence[Section], called: Called) -> tuple[tuple[Section, ...], FilledIn]:
    """Return the sections with names in the place of references, and what to remember of it."""
    places: dict[str, list[str]] = {}
    named = tuple(
        replace(section, runs=merged(_with_name(run, called, places) for run in section.runs))
        for section in sections
    )
    if not places:
        return named, FilledIn(_digest(named))
    literal = [
        match[0]
        for section in sections
        for run in section.runs
        if isinstance(run.piece, TextToken)
        for match in _pattern(places).finditer(run.piece.text)
        if _is_whole(match)
    ]
    for name in literal:
        places[name].append("")
    return named, FilledIn(_digest(named), {name: tuple(found) for name, found in places.items()})


def _with_name(run: Run, called: Called, places: dict[str, list[str]]) -> Run:
    match run.piece:
        case UserMention() | GroupMention() | ChannelMention() | Broadcast():
            name = called(run.piece)
            places.setdefault(name, []).append(write_markup([run.piece]))
            return Run(TextToken(name), run.style)
        case _:
            return run


def is_unchanged(sections: Sequence[Section], before: FilledIn) -> bool:
    """Return True if the field came back as it was filled in."""
    return bool(before.digest) and _digest(sections) == before.digest


def with_references(sections: Sequence[Section], before: FilledIn) -> tuple[Section, ...]:
    """Return the sections with references in the place of the names that were filled in.

    A name must be whole. One that referred to several things, or was literal text as well, is read only while
    it is there as often as before.
    """
    if not before.places:
        return tuple(sections)
    pattern = _pattern(before.places)
    there: dict[str, int] = {}
    for section in sections:
        for run in section.runs:
            for name in _names_in(run, pattern):
                there[name] = there.get(name, 0) + 1
    left: dict[str, list[str]] = {}
    for name, count in there.items():
        found = before.places[name]
        if len(set(found)) == 1:
            left[name] = [found[0]] * count
        elif len(found) == count and "" not in found:
            left[name] = list(found)
    return tuple(
        replace(
            section, runs=merged(part for run in section.runs for part in _references_in(run, pattern, left))
        )
        for section in sections
    )


def _names_in(run: Run, pattern: re.Pattern[str]) -> list[str]:
    if not isinstance(run.piece, TextToken):
        return []
    return [match[0] for match in pattern.finditer(run.piece.text) if _is_whole(match)]


def _references_in(run: Run, pattern: re.Pattern[str], left: dict[str, list[str]]) -> list[Run]:
    if not isinstance(run.piece, TextToken):
        return [run]
    text, end = run.piece.text, 0
    parts: list[Run] = []
    for match in pattern.finditer(text):
        if not (_is_whole(match) and left.get(match[0])):
            continue
        parts.append(Run(TextToken(text[end : match.start()]), run.style))
        parts += (Run(token, run.style) for token in _read(left[match[0]].pop(0)))
        end = match.end()
    return [*parts, Run(TextToken(text[end:]), run.style)]


def _read(reference: str) -> tuple[Token, ...]:
    return parse_markup(reference)


def _pattern(names: Mapping[str, object]) -> re.Pattern[str]:
    """Return what finds the names, the longest one first."""
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))


def _is_whole(match: re.Match[str]) -> bool:
    """Return True if a name is not a part of a longer word.

    Scripts that have no blanks between words let particles follow a name: those are of another script.
    """
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before != " " and is_word(before) and not is_without_blanks(before):
        return False
    if not after:
        return True
    if after in ".-_" and text[end + 1 : end + 2] and is_word(text[end + 1]):
        return False
    if not is_word(after):
        return True
    return is_without_blanks(after) and _script(after) != _script(match[0][-1])


def _script(character: str) -> str:
    return name_of(character, "").partition(" ")[0]


def _digest(sections: Sequence[Section]) -> str:
    """Return a short digest of words, whichever way their emoji and their blanks are written."""
    text = " ".join(emoji.spelled_out(write(sections)).split())
    return sha256(text.encode()).hexdigest()[:16]
