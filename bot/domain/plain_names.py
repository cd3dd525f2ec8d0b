"""Names in a field for rich text: Slack cannot send back mentions that were filled in, so they are text.

What was filled in is remembered with the form, and names are made references again when it comes back.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from unicodedata import category
from unicodedata import name as name_of

from msgspec import Struct, field
from msgspec.structs import replace

from bot.domain import emoji
from bot.domain.characters import is_without_blanks, is_word
from bot.domain.formatting import Section, TextRun, merge_runs
from bot.domain.formatting_writer import write_formatting
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
NameLookup = Callable[[Reference], str]
"""Return the name that is shown for a reference."""

MAX_NAME = 200
"""Characters of a name that is filled in; Slack's are shorter."""
_UNTYPED = ("So", "Sk", "Cn", "Co", "Cf", "Mn")


class FilledField(Struct, frozen=True):
    """What was filled into a field: a digest of the text, and by name what each of its places refers to.

    A place that is empty is the same name as literal text.
    """

    digest: str = ""
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def make_typeable(name: str) -> str:
    """Return a name without emoji, which the field would send back as something else."""
    name = name[:MAX_NAME]
    parts: list[str] = []
    place = 0
    for found in emoji.find_emoji_names(name):
        parts.append(name[place : found.start])
        place = found.end
    without_names = "".join([*parts, name[place:]])
    kept = (c for c in without_names if category(c) not in _UNTYPED or is_word(c))
    return " ".join("".join(kept).split()) or name


def replace_references(
    sections: Sequence[Section], called: NameLookup
) -> tuple[tuple[Section, ...], FilledField]:
    """Return the sections with names in the place of references, and what to remember of it."""
    places: dict[str, list[str]] = {}
    named = tuple(
        replace(section, runs=merge_runs(_replace_reference(run, called, places) for run in section.runs))
        for section in sections
    )
    if not places:
        return named, FilledField(_hash_sections(named))
    literal = [
        match[0]
        for section in sections
        for run in section.runs
        if isinstance(run.piece, TextToken)
        for match in _compile_names(places).finditer(run.piece.text)
        if _is_whole(match)
    ]
    for name in literal:
        places[name].append("")
    return named, FilledField(_hash_sections(named), {name: tuple(found) for name, found in places.items()})


def _replace_reference(run: TextRun, called: NameLookup, places: dict[str, list[str]]) -> TextRun:
    match run.piece:
        case UserMention() | GroupMention() | ChannelMention() | Broadcast():
            name = called(run.piece)
            places.setdefault(name, []).append(write_markup([run.piece]))
            return TextRun(TextToken(name), run.style)
        case _:
            return run


def is_unchanged(sections: Sequence[Section], before: FilledField) -> bool:
    """Return True if the field came back as it was filled in."""
    return bool(before.digest) and _hash_sections(sections) == before.digest


def restore_references(sections: Sequence[Section], before: FilledField) -> tuple[Section, ...]:
    """Return the sections with references in the place of the names that were filled in.

    A name must be whole. One that referred to several things, or was literal text as well, is read only while
    it is there as often as before.
    """
    if not before.places:
        return tuple(sections)
    pattern = _compile_names(before.places)
    there: dict[str, int] = {}
    for section in sections:
        for run in section.runs:
            for name in _find_names(run, pattern):
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
            section,
            runs=merge_runs(part for run in section.runs for part in _restore_run(run, pattern, left)),
        )
        for section in sections
    )


def _find_names(run: TextRun, pattern: re.Pattern[str]) -> list[str]:
    if not isinstance(run.piece, TextToken):
        return []
    return [match[0] for match in pattern.finditer(run.piece.text) if _is_whole(match)]


def _restore_run(run: TextRun, pattern: re.Pattern[str], left: dict[str, list[str]]) -> list[TextRun]:
    if not isinstance(run.piece, TextToken):
        return [run]
    text, end = run.piece.text, 0
    parts: list[TextRun] = []
    for match in pattern.finditer(text):
        if not (_is_whole(match) and left.get(match[0])):
            continue
        parts.append(TextRun(TextToken(text[end : match.start()]), run.style))
        parts += (TextRun(token, run.style) for token in _parse_reference(left[match[0]].pop(0)))
        end = match.end()
    return [*parts, TextRun(TextToken(text[end:]), run.style)]


def _parse_reference(reference: str) -> tuple[Token, ...]:
    return parse_markup(reference)


def _compile_names(names: Mapping[str, object]) -> re.Pattern[str]:
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
    return is_without_blanks(after) and _find_script(after) != _find_script(match[0][-1])


def _find_script(character: str) -> str:
    return name_of(character, "").partition(" ")[0]


def _hash_sections(sections: Sequence[Section]) -> str:
    """Return a short hash of a text, however its emoji and blanks are written."""
    text = " ".join(emoji.spell_out(write_formatting(sections)).split())
    return sha256(text.encode()).hexdigest()[:16]
