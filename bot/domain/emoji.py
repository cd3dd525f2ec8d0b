"""Emoji as people type them: by Slack's name between colons, or as a character."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_VARIATIONS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f]")
_SKIN_TONE = re.compile(r"::skin-tone-[2-6]$")
_SHORTCODE = re.compile(r":([^\s:,;]+)(?:::skin-tone-[2-6])?:")
_BETWEEN = re.compile(r"[\s,;]+")
_LEADING = re.compile(r"\A[\s,;]+")
LONGEST_NAME = 100
"""Characters of an emoji's name."""


@dataclass(frozen=True, slots=True)
class Sign:
    """An emoji: Slack's name without colons, and its character ("" for a workspace's own picture)."""

    name: str
    character: str = ""


def bare(text: str) -> str:
    """The text without skin tones and without marks for how a character is drawn."""
    return _VARIATIONS.sub("", text)


def canonical(name: str) -> str:
    """The name that events carry, for any of an emoji's names; without its skin tone."""
    plain = _SKIN_TONE.sub("", name)
    found = _by_name().get(plain)
    return found.name if found else plain


def read(text: str) -> tuple[tuple[Sign, ...], tuple[str, ...]]:
    """The emoji in what somebody typed, each once and in order, and the pieces that are none.

    A name that is not among the standard ones may be a workspace's own: whether it is, only Slack knows.
    """
    rest = bare(text)
    signs: list[Sign] = []
    unread: list[str] = []
    while rest := _LEADING.sub("", rest):
        if (match := _SHORTCODE.match(rest)) and len(match[1]) <= LONGEST_NAME:
            signs.append(_named(match[1].lower()))
            rest = rest[match.end() :]
        elif sign := _first_character(rest):
            signs.append(sign)
            rest = rest[len(bare(sign.character)) :]
        else:
            piece = _BETWEEN.split(rest, maxsplit=1)[0]
            rest = rest[len(piece) :]
            known = _by_name().get(piece.lower())
            if known:
                signs.append(known)
            else:
                unread.append(piece)
    return tuple(dict.fromkeys(signs)), tuple(dict.fromkeys(unread))


def _named(name: str) -> Sign:
    return _by_name().get(name) or Sign(name)


def _first_character(text: str) -> Sign | None:
    """The longest emoji that the text begins with: some are made of others."""
    by_character = _by_character()
    for end in range(min(len(text), _longest()), 0, -1):
        if sign := by_character.get(text[:end]):
            return sign
    return None


@cache
def _longest() -> int:
    return max(map(len, _by_character()))


@cache
def _by_character() -> Mapping[str, Sign]:
    return {bare(sign.character): sign for sign in _by_name().values()}


@cache
def _by_name() -> Mapping[str, Sign]:
    """Slack's standard emoji. One that is newer than the list is known by Slack alone."""
    found: dict[str, Sign] = {}
    for row in files("bot.domain").joinpath("emoji.txt").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("# ") and row != "#":
            *names, character = row.split()
            sign = Sign(names[0], character)
            found |= dict.fromkeys(names, sign)
    return found
