"""What admins may make of values: how their words are read, and what cannot be."""

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain import emoji
from bot.domain.emoji import Sign
from bot.domain.message_text import clean
from bot.domain.values import READY_VALUES, Value, Values, normal

MOST_VALUES = 50
"""Values that can be offered."""
MOST_KNOWN = 90
"""Values with the retired ones: all of them stand in one list, of which Slack shows 100 blocks."""
MOST_NAME = 40
"""Characters of a name or an alias."""
MOST_DESCRIPTION = 150
"""Characters."""
MOST_ALIASES = 25
"""Other names of one value."""
MOST_SIGNS = 10
"""Emoji that stand for one value."""

_WORD = r"[^\W_][\w-]*"
_NAME = re.compile(rf"{_WORD}(?: {_WORD})*")
"""What can be typed after `#`: the grammar of a thanks reads no more than that as a name."""
_UNUSUAL_IN_KEYS = re.compile(r"[\s_-]+")
_COMMAS = re.compile("[,;،、\n]")


class Field(StrEnum):
    """What can be said of a value."""

    NAME = "name"
    EMOJI = "emoji"
    DESCRIPTION = "description"
    ALIASES = "aliases"


class Wrong(StrEnum):
    """Why something cannot be said of a value."""

    MISSING = "missing"
    TOO_LONG = "too long"
    TOO_MANY = "too many"
    NO_TAG = "no tag"
    """It could not be typed after `#`."""
    UNKNOWN = "unknown"
    """There is no such emoji."""
    TAKEN = "taken"
    """It belongs to another value."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, in which piece of it, and whose that is where it is taken."""

    field: Field
    wrong: Wrong
    piece: str = ""
    owner: Value | None = None
    is_owner_retired: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of a form as they were filled in."""

    name: str = ""
    emoji: str = ""
    description: str = ""
    aliases: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an admin wants a value to be; `unread` are pieces of what should be emoji and is none."""

    name: str
    signs: tuple[Sign, ...]
    description: str
    aliases: tuple[str, ...]
    unread: tuple[str, ...] = ()

    def as_value(self, key: str) -> Value:
        """The value that it would be. At least one emoji is there, and all are read."""
        first, *others = self.signs
        return Value(
            key, self.name, first.name, first.character, self.description, self.aliases, tuple(others)
        )

    def without(self, unknown: Container[str]) -> "Wish":
        """The same, with pictures of the workspace's own that do not exist left unread."""
        lacking = tuple(f":{sign.name}:" for sign in self.signs if sign.name in unknown)
        known = tuple(sign for sign in self.signs if sign.name not in unknown)
        return replace(self, signs=known, unread=(*self.unread, *lacking))


def read(typed: Typed, ready: Value | None = None) -> Wish:
    """Understand what was typed; where a field is empty, a ready value has its say."""
    name = _name(typed.name)
    signs, unread = emoji.read(clean(typed.emoji))
    description = " ".join(clean(typed.description).split())
    aliases = [alias for piece in _COMMAS.split(typed.aliases) if (alias := _name(piece))]
    if ready:
        name, description = name or ready.name, description or ready.description
        signs = signs or (() if unread else ready.signs)
        aliases = aliases or list(ready.aliases)
    # The same name twice is once, and another name for what it is called anyway says nothing.
    known = {normal(alias): alias for alias in reversed(aliases) if normal(alias) != normal(name)}
    return Wish(name, signs, description, tuple(reversed(known.values())), unread)


def _name(typed: str) -> str:
    """A name as it is kept: people type the `#` along with it."""
    whole = unicodedata.normalize("NFC", clean(typed))
    return " ".join(whole.split()).removeprefix("#").strip()


def shown(value: Value) -> Typed:
    """A value as the fields of a form hold it."""
    signs = " ".join(f":{sign.name}:" for sign in value.signs)
    return Typed(value.name, signs, value.description, ", ".join(value.aliases))


def faults(wish: Wish, values: Values, own: str = "") -> tuple[Fault, ...]:
    """All that is wrong with a wish, among these values; `own` is the key of the one that it is about.

    A name belongs to one value for good, so that looking back finds it; the emoji of a retired one is free.
    """
    return (*_of_names(wish, values, own), *_of_signs(wish, values, own), *_of_length(wish))


def _of_names(wish: Wish, values: Values, own: str) -> Iterator[Fault]:
    owners = {
        normal(name): value
        for value in values.ever.all
        if value.key != own
        for name in (value.name, *value.aliases)
    }
    if not wish.name:
        yield Fault(Field.NAME, Wrong.MISSING)
    named = [(Field.NAME, wish.name)] if wish.name else []
    for about, name in (*named, *((Field.ALIASES, alias) for alias in wish.aliases)):
        if len(name) > MOST_NAME:
            yield Fault(about, Wrong.TOO_LONG, name)
        elif not _NAME.fullmatch(name) or not any(letter.isalpha() for letter in name):
            yield Fault(about, Wrong.NO_TAG, name)
        elif owner := owners.get(normal(name)):
            yield Fault(about, Wrong.TAKEN, name, owner, owner.key not in values)


def _of_signs(wish: Wish, values: Values, own: str) -> Iterator[Fault]:
    owners = {sign.name: value for value in values.all if value.key != own for sign in value.signs}
    for piece in wish.unread:
        yield Fault(Field.EMOJI, Wrong.UNKNOWN, piece)
    for sign in wish.signs:
        if owner := owners.get(sign.name):
            yield Fault(Field.EMOJI, Wrong.TAKEN, sign.character or f":{sign.name}:", owner)
    if not wish.signs and not wish.unread:
        yield Fault(Field.EMOJI, Wrong.MISSING)


def _of_length(wish: Wish) -> Iterator[Fault]:
    if len(wish.signs) > MOST_SIGNS:
        yield Fault(Field.EMOJI, Wrong.TOO_MANY)
    if len(wish.aliases) > MOST_ALIASES:
        yield Fault(Field.ALIASES, Wrong.TOO_MANY)
    if len(wish.description) > MOST_DESCRIPTION:
        yield Fault(Field.DESCRIPTION, Wrong.TOO_LONG)


def version(value: Value) -> str:
    """The same as long as nobody changes what is said of a value: what a form was opened on."""
    said = shown(value)
    return ".".join(hashlib.sha256(getattr(said, field).encode()).hexdigest()[:12] for field in Field)


def changed_fields(seen: str, now: Value) -> tuple[Field, ...]:
    """The fields in which a value is another one now than in the version that was seen."""
    pairs = zip(Field, seen.split("."), version(now).split("."), strict=False)
    return tuple(field for field, was, is_now in pairs if was != is_now)


def new_key(name: str, taken: Container[str]) -> str:
    """A key for a new value: its name in small letters, and a number where that is taken."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    key = _UNUSUAL_IN_KEYS.sub("-", folded)[: MOST_NAME + 8].strip("-")
    number, found = 2, key
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    return found


def moved(keys: Iterable[str], key: str, before: str) -> list[str]:
    """The order with this one right before that one, or last where that one is not there."""
    order = [one for one in keys if one != key]
    order.insert(order.index(before) if before in order else len(order), key)
    return order


def merged(one: Value, into: Value, values: Values) -> Value | None:
    """What a value becomes when another one is merged into it; None where it would be too much.

    All that led to the one leads to it from now on, except emoji that belong to others by now.
    """
    owned = {sign for value in values.all if value.key != one.key for sign in value.signs}
    signs = tuple(sign for sign in one.signs if sign not in owned)
    aliases = (
        *into.aliases,
        *(name for name in (one.name, *one.aliases) if normal(name) != normal(into.name)),
    )
    if len(aliases) > MOST_ALIASES or len(into.signs) + len(signs) > MOST_SIGNS:
        return None
    return replace(into, aliases=tuple(dict.fromkeys(aliases)), others=(*into.others, *signs))


def ready(values: Values) -> tuple[Value, ...]:
    """The ready values that are not there yet, without names that lead to another value already."""
    known = {normal(name) for value in values.ever.all for name in (value.name, *value.aliases)}
    return tuple(
        replace(value, aliases=tuple(name for name in value.aliases if normal(name) not in known))
        for value in READY_VALUES
        if normal(value.name) not in known
    )
