"""Emoji as users type them: by Slack's name between colons, or as a character."""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

from bot.domain.characters import WORD_JOINER, ZERO_WIDTH_SPACE, is_without_blanks, is_word

_VARIATIONS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f]")
_TONES = r"(?:::skin-tone-[2-6](?:-[2-6])?){1,2}"
"""One skin tone, or two where two users are shown: `::skin-tone-2-3`."""
_SKIN_TONES = re.compile(rf"{_TONES}$")
_SHORTCODE = re.compile(rf":([^\s:,;]+)(?:{_TONES})?:")
_NAME = r"[^\s:,;.!?<>()\[\]{}\"*`~/\\|=@#$%^&\u200b\u2060\ufffc]{1,100}"
_WRITTEN = re.compile(rf":(?P<name>(?P<plain>{_NAME})(?:{_TONES})?):")
"""What may be an emoji in running text. A workspace's own can have letters of any script in its name."""
_PIECE = re.compile(r"[^\s,;]+")
MAX_LENGTH_INSIDE_WORD = 2
"""Characters of a name that is no emoji inside a word: `user:id:42` has none."""
MAX_NAME_LENGTH = 100
"""Characters of an emoji's name."""
MAX_MARKED_LENGTH = 8_000
"""Characters of the longest text in which emoji names are looked up."""
MAX_FIELD_LENGTH = 1_000
"""Characters of a field for emoji that are read."""


class Emoji(Struct, frozen=True):
    """An emoji: Slack's name without colons, and its character ("" for a workspace's own picture)."""

    name: str
    character: str = ""


def remove_variations(text: str) -> str:
    """Return the text without skin tones and without marks for how a character is drawn."""
    return _VARIATIONS.sub("", text)


def remove_tones(name: str) -> str:
    """Return an emoji's name without its skin tones."""
    return _SKIN_TONES.sub("", name) if ":" in name else name


def find_canonical_name(name: str) -> str:
    """Return the name that events carry, for any of an emoji's names; without its skin tones."""
    plain = remove_tones(name)
    found = _load_by_name().get(plain)
    return found.name if found else plain


def is_standard(name: str) -> bool:
    """Return True if Slack's standard list has this name, whatever its skin tones."""
    return remove_tones(name) in _load_by_name()


class EmojiMatch(Struct, frozen=True):
    """An emoji in a text: where its colons begin and end, and its name with its skin tones."""

    start: int
    end: int
    name: str


def find_emoji_names(text: str, is_emoji: Callable[[str], bool] | None = None) -> Iterator[EmojiMatch]:
    """Yield the emoji in a text, in order, in time proportional to its length.

    A known name is an emoji unless more colons touch it on both sides, as in `a::key::b`, or letters and
    digits do and the name is as short as in `a:b:c`. Known are the names of the standard list and those for
    which `is_emoji` is true. Without `is_emoji` another name may be a workspace's own, or newer than the
    list: it is an emoji where neither colons nor letters touch it. A colon after a word joiner is literal.
    """
    position = text.find(":")
    while position >= 0:
        run = _read_run(text, position, is_emoji)
        if not run:
            position = text.find(":", position + 1)
            continue
        if _is_number_among_digits(text, run):
            position = text.find(":", run[-1].end - 1)
            continue
        touching = (_find_touching(text, run[0].start - 1), _find_touching(text, run[-1].end))
        if is_emoji is None and not all(is_standard(one.name) for one in run):
            is_run = not any(touching)
        else:
            is_inside = ":" in touching or (len(run) == 1 and len(run[0].name) <= MAX_LENGTH_INSIDE_WORD)
            is_run = not (all(touching) and is_inside)
        if is_run:
            yield from run
        # The last colon of what is none may be the first colon of the next one.
        position = text.find(":", run[-1].end - (0 if is_run else 1))


def _is_number_among_digits(text: str, run: list[EmojiMatch]) -> bool:
    """Return True for what has the form of an emoji in a row of numbers: "1:100:1"."""
    before, after = text[: run[0].start][-1:], text[run[-1].end : run[-1].end + 1]
    return len(run) == 1 and run[0].name.isdecimal() and (before.isdecimal() or after.isdecimal())


def _read_run(text: str, position: int, is_emoji: Callable[[str], bool] | None) -> list[EmojiMatch]:
    """Return the emoji that follow each other from here on."""
    is_known = is_emoji or _may_be_own
    run: list[EmojiMatch] = []
    if position and text[position - 1] == WORD_JOINER:
        return run
    while match := _WRITTEN.match(text, position):
        if not (is_standard(match["plain"]) or is_known(match["plain"])):
            break
        run.append(EmojiMatch(position, match.end(), match["name"]))
        position = match.end()
    return run


def _may_be_own(name: str) -> bool:
    return name == name.lower() and any(character.isalpha() for character in name)


def _find_touching(text: str, place: int) -> str:
    """Return the colon there, or the letter or digit of a script that has blanks between words; else ""."""
    if not 0 <= place < len(text):
        return ""
    character = text[place]
    return character if character == ":" or (is_word(character) and not is_without_blanks(character)) else ""


def is_emoji_name(text: str) -> bool:
    """Return True if the text is an emoji's name between colons and nothing else."""
    return [(found.start, found.end) for found in find_emoji_names(text)] == [(0, len(text))]


def find_custom_names(text: str) -> frozenset[str]:
    """Return the names between colons that the standard list does not have, without skin tones."""
    if ":" not in text:
        return frozenset()
    names = {remove_tones(found.name) for found in find_emoji_names(text, lambda _: True)}
    return frozenset(name for name in names if not is_standard(name) and _may_be_own(name))


def mark_emoji(text: str, own: Container[str]) -> str:
    """Mark the text so that `find_emoji_names` finds the standard emoji and the `own` ones only.

    A text longer than `MAX_MARKED_LENGTH` is returned as it is.
    """
    if len(text) > MAX_MARKED_LENGTH:
        return text
    kept = {found.start: found for found in find_emoji_names(text, own.__contains__)}
    others = {found.start for found in find_emoji_names(text)} - kept.keys()
    parts: list[str] = []
    end = 0
    for start in sorted({*kept, *others}):
        parts.append(text[end:start])
        if start in others:
            parts.append(WORD_JOINER)
            end = start
            continue
        end = kept[start].end
        parts.append(text[start:end])
        if not is_standard(kept[start].name):
            if _find_touching(text, start - 1):
                parts.insert(-1, ZERO_WIDTH_SPACE)
            if _find_touching(text, end):
                parts.append(ZERO_WIDTH_SPACE)
    return "".join([*parts, text[end:]])


def resolve_aliases(aliases: Mapping[str, str]) -> dict[str, str]:
    """Return what each alias means in the end, without those that lead in a circle."""
    found: dict[str, str] = {}
    ends: dict[str, str | None] = {}
    for alias in aliases:
        passed: dict[str, None] = {}
        name = alias
        while name in aliases and name not in passed and name not in ends:
            passed[name] = None
            name = aliases[name]
        end = ends.get(name, None if name in aliases else name)
        ends.update(dict.fromkeys(passed, end))
        if end is not None:
            found[alias] = end
    return found


def replace_aliases(typed: str, aliases: Mapping[str, str]) -> str:
    """Return what a user typed as emoji with the workspace's aliases as what they mean."""

    def replace_shortcode(match: re.Match[str]) -> str:
        target = aliases.get(match[1].lower())
        return f":{target}:" if target else match[0]

    return _SHORTCODE.sub(replace_shortcode, typed)


def parse_emoji_field(text: str) -> tuple[tuple[Emoji, ...], tuple[str, ...]]:
    """Return the emoji in what a user typed, each once and in order, and the pieces that are none.

    A name that is not among the standard ones may be a workspace's own: whether it is, only Slack knows.
    """
    plain = remove_variations(text[:MAX_FIELD_LENGTH])
    signs: list[Emoji] = []
    unread: list[str] = []
    place = 0
    while match := _PIECE.search(plain, place):
        place = match.start()
        if (named := _SHORTCODE.match(plain, place)) and len(named[1]) <= MAX_NAME_LENGTH:
            signs.append(_find_emoji(named[1].lower()))
            place = named.end()
        elif sign := _match_first_character(plain[place : place + _find_max_length()]):
            signs.append(sign)
            place += len(remove_variations(sign.character))
        else:
            place = match.end()
            known = _load_by_name().get(match[0].lower())
            if known:
                signs.append(known)
            else:
                unread.append(match[0])
    return tuple(dict.fromkeys(signs)), tuple(dict.fromkeys(unread))


def spell_out(text: str) -> str:
    """Return the text with Slack's names between colons in the place of emoji characters."""
    plain = remove_variations(text)
    parts: list[str] = []
    place = 0
    while place < len(plain):
        is_candidate = plain[place] in _list_first_characters()
        sign = _match_first_character(plain[place : place + _find_max_length()]) if is_candidate else None
        parts.append(f":{sign.name}:" if sign else plain[place])
        place += len(remove_variations(sign.character)) if sign else 1
    return "".join(parts)


def find_character(name: str) -> str:
    """Return the character of an emoji, "" if it is not on Slack's standard list."""
    return _find_emoji(remove_tones(name)).character


def _find_emoji(name: str) -> Emoji:
    return _load_by_name().get(name) or Emoji(name)


def _match_first_character(text: str) -> Emoji | None:
    """Return the longest emoji that the text begins with: some are made of others."""
    by_character = _load_by_character()
    for end in range(min(len(text), _find_max_length()), 0, -1):
        if sign := by_character.get(text[:end]):
            return sign
    return None


@cache
def _list_first_characters() -> frozenset[str]:
    return frozenset(character[0] for character in _load_by_character())


@cache
def _find_max_length() -> int:
    return max(map(len, _load_by_character()))


@cache
def _load_by_character() -> Mapping[str, Emoji]:
    return {remove_variations(sign.character): sign for sign in _load_by_name().values()}


@cache
def _load_by_name() -> Mapping[str, Emoji]:
    """Return Slack's standard emoji by name; only Slack knows those that are newer than the table."""
    found: dict[str, Emoji] = {}
    for row in files("bot.domain").joinpath("emoji.txt").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("# ") and row != "#":
            *names, character = row.split()
            sign = Emoji(names[0], character)
            found |= dict.fromkeys(names, sign)
    return found
