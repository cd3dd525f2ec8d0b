"""What admins may make of values: how their words are read, and what cannot be."""

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from bot.domain import emoji
from bot.domain.emoji import Emoji
from bot.domain.message_text import clean_text
from bot.domain.values import READY_VALUES, Value, Values, normalize

MAX_VALUES = 50
"""Values that can be offered."""
MAX_KNOWN_VALUES = 90
"""Values including retired ones: they are in one list, and Slack shows 100 blocks."""
MAX_NAME_LENGTH = 40
"""Characters of a name or an alias."""
MAX_DESCRIPTION_LENGTH = 150
"""Characters."""
MAX_ALIASES = 25
"""Other names of one value."""
MAX_EMOJI = 10
"""Emoji that mean one value."""

_WORD = r"[^\W_][\w-]*"
_NAME = re.compile(rf"{_WORD}(?: {_WORD})*")
"""What can be typed after `#`: the grammar of a recognition reads no more than that as a name."""
_UNUSUAL_IN_KEYS = re.compile(r"[\s_-]+")
_COMMAS = re.compile("[,;،、\n]")


class ValueField(StrEnum):
    """A field of a value that admins fill in. New ones go last: hashes in open forms have this order."""

    NAME = "name"
    EMOJI = "emoji"
    DESCRIPTION = "description"
    ALIASES = "aliases"


class ValueProblem(StrEnum):
    """Why a field cannot be saved."""

    MISSING = "missing"
    TOO_LONG = "too long"
    TOO_MANY = "too many"
    NO_TAG = "no tag"
    """It could not be typed after `#`."""
    UNKNOWN = "unknown"
    """There is no such emoji."""
    TAKEN = "taken"
    """It belongs to another value."""


class ValueFault(Struct, frozen=True):
    """A problem in a field: `piece` is the part that has it, `owner` the value that has a taken name."""

    field: ValueField
    problem: ValueProblem
    piece: str = ""
    owner: Value | None = None
    is_owner_retired: bool = False


class ValueForm(Struct, frozen=True):
    """The fields of a form as they were filled in."""

    name: str = ""
    emoji: str = ""
    description: str = ""
    aliases: str = ""


class NewValue(Struct, frozen=True):
    """A value as an admin filled it in. `unread` is the text in the emoji field that names no emoji."""

    name: str
    emoji: tuple[Emoji, ...]
    description: str
    aliases: tuple[str, ...]
    unread: tuple[str, ...] = ()

    def make_value(self, key: str) -> Value:
        """Return the value with this key. There must be an emoji, and nothing unread."""
        first, *others = self.emoji
        return Value(
            key, self.name, first.name, first.character, self.description, self.aliases, tuple(others)
        )

    def drop_unknown_emoji(self, unknown: Container[str]) -> "NewValue":
        """Return the same with `unknown` emoji (names that Slack does not have) moved to `unread`."""
        lacking = tuple(f":{sign.name}:" for sign in self.emoji if sign.name in unknown)
        known = tuple(sign for sign in self.emoji if sign.name not in unknown)
        return replace(self, emoji=known, unread=(*self.unread, *lacking))


def parse_value_form(typed: ValueForm, ready: Value | None = None) -> NewValue:
    """Parse what was typed; a ready value fills empty fields."""
    name = _clean_name(typed.name)
    signs, unread = emoji.parse_emoji_field(clean_text(typed.emoji))
    description = " ".join(clean_text(typed.description).split())
    aliases = [alias for piece in _COMMAS.split(typed.aliases) if (alias := _clean_name(piece))]
    if ready:
        name, description = name or ready.name, description or ready.description
        signs = signs or (() if unread else ready.all_emoji)
        aliases = aliases or list(ready.aliases)
    # The same name twice is once, and another name for what it is called anyway says nothing.
    known = {normalize(alias): alias for alias in reversed(aliases) if normalize(alias) != normalize(name)}
    return NewValue(name, signs, description, tuple(reversed(known.values())), unread)


def _clean_name(typed: str) -> str:
    """Clean a typed name: users type the `#` along with it."""
    whole = unicodedata.normalize("NFC", clean_text(typed))
    return " ".join(whole.split()).removeprefix("#").strip()


def fill_value_form(value: Value) -> ValueForm:
    """Return the fields of a form that shows a value."""
    signs = " ".join(f":{sign.name}:" for sign in value.all_emoji)
    return ValueForm(value.name, signs, value.description, ", ".join(value.aliases))


def find_faults(new_value: NewValue, values: Values, own: str = "") -> tuple[ValueFault, ...]:
    """Return what keeps `new_value` from being saved; `own` is the key of the value that it changes, if any.

    A retired value keeps its names, so that history finds them, but its emoji are free.
    """
    return (
        *_find_name_faults(new_value, values, own),
        *_find_emoji_faults(new_value, values, own),
        *_find_length_faults(new_value),
    )


def _find_name_faults(new_value: NewValue, values: Values, own: str) -> Iterator[ValueFault]:
    owners = {
        normalize(name): value
        for value in values.with_retired.all
        if value.key != own
        for name in (value.name, *value.aliases)
    }
    if not new_value.name:
        yield ValueFault(ValueField.NAME, ValueProblem.MISSING)
    named = [(ValueField.NAME, new_value.name)] if new_value.name else []
    for about, name in (*named, *((ValueField.ALIASES, alias) for alias in new_value.aliases)):
        if len(name) > MAX_NAME_LENGTH:
            yield ValueFault(about, ValueProblem.TOO_LONG, name)
        elif not _NAME.fullmatch(name) or not any(letter.isalpha() for letter in name):
            yield ValueFault(about, ValueProblem.NO_TAG, name)
        elif owner := owners.get(normalize(name)):
            yield ValueFault(about, ValueProblem.TAKEN, name, owner, owner.key not in values)


def _find_emoji_faults(new_value: NewValue, values: Values, own: str) -> Iterator[ValueFault]:
    owners = {sign.name: value for value in values.all if value.key != own for sign in value.all_emoji}
    for piece in new_value.unread:
        yield ValueFault(ValueField.EMOJI, ValueProblem.UNKNOWN, piece)
    for sign in new_value.emoji:
        if owner := owners.get(sign.name):
            yield ValueFault(ValueField.EMOJI, ValueProblem.TAKEN, sign.character or f":{sign.name}:", owner)
    if not new_value.emoji and not new_value.unread:
        yield ValueFault(ValueField.EMOJI, ValueProblem.MISSING)


def _find_length_faults(new_value: NewValue) -> Iterator[ValueFault]:
    if len(new_value.emoji) > MAX_EMOJI:
        yield ValueFault(ValueField.EMOJI, ValueProblem.TOO_MANY)
    if len(new_value.aliases) > MAX_ALIASES:
        yield ValueFault(ValueField.ALIASES, ValueProblem.TOO_MANY)
    if len(new_value.description) > MAX_DESCRIPTION_LENGTH:
        yield ValueFault(ValueField.DESCRIPTION, ValueProblem.TOO_LONG)


def hash_value(value: Value) -> str:
    """Return a hash of each field, joined by dots: a form carries it to notice changes by other admins."""
    said = fill_value_form(value)
    return ".".join(hashlib.sha256(getattr(said, field).encode()).hexdigest()[:12] for field in ValueField)


def find_changed_fields(seen: str, now: Value) -> tuple[ValueField, ...]:
    """Return the fields that changed since `hash_value` returned `seen`."""
    pairs = zip(ValueField, seen.split("."), hash_value(now).split("."), strict=False)
    return tuple(field for field, was, is_now in pairs if was != is_now)


def make_key(name: str, taken: Container[str]) -> str:
    """Make a key for a new value: its name in small letters, with a number if that is taken."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    key = _UNUSUAL_IN_KEYS.sub("-", folded)[: MAX_NAME_LENGTH + 8].strip("-")
    number, found = 2, key
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    return found


def move_value(keys: Iterable[str], key: str, before: str) -> list[str]:
    """Return the order with this one right before that one, or last where that one is not there."""
    order = [one for one in keys if one != key]
    order.insert(order.index(before) if before in order else len(order), key)
    return order


def merge_values(one: Value, into: Value, values: Values) -> Value | None:
    """Return what a value becomes when another one is merged into it; None where it would be too much.

    All that led to the one leads to it from now on, except emoji that belong to others by now.
    """
    owned = {sign for value in values.all if value.key != one.key for sign in value.all_emoji}
    signs = tuple(sign for sign in one.all_emoji if sign not in owned)
    aliases = (
        *into.aliases,
        *(name for name in (one.name, *one.aliases) if normalize(name) != normalize(into.name)),
    )
    if len(aliases) > MAX_ALIASES or len(into.all_emoji) + len(signs) > MAX_EMOJI:
        return None
    return replace(into, aliases=tuple(dict.fromkeys(aliases)), others=(*into.others, *signs))


def list_ready_values(values: Values) -> tuple[Value, ...]:
    """Return the ready values that are not there yet, without names that lead to another value already."""
    known = {normalize(name) for value in values.with_retired.all for name in (value.name, *value.aliases)}
    return tuple(
        replace(value, aliases=tuple(name for name in value.aliases if normalize(name) not in known))
        for value in READY_VALUES
        if normalize(value.name) not in known
    )
