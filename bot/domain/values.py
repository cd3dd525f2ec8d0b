"""Values: what a workspace celebrates, and how people name them."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_SEPARATORS = re.compile(r"[-_\s]+")
_SKIN_TONE_NAME = re.compile(r"::skin-tone-[2-6]$")
_VARIATIONS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f]")


@dataclass(frozen=True, slots=True)
class Value:
    """Something a workspace celebrates.

    `emoji` is Slack's name without colons, `character` the same emoji as typed on a phone (empty for a
    workspace's own picture).
    """

    key: str
    name: str
    emoji: str
    character: str
    description: str
    aliases: tuple[str, ...] = ()


FIRST_VALUES = (
    Value(
        "creativity", "creativity", "bulb", "💡", "A new idea, or an old one seen anew", ("creative", "idea")
    ),
    Value(
        "collaboration",
        "collaboration",
        "handshake",
        "🤝",
        "Making something together that nobody makes alone",
        ("teamwork", "collab"),
    ),
    Value(
        "problem-solving",
        "problem-solving",
        "jigsaw",
        "🧩",
        "Staying with a hard thing until it works",
        ("problem-solver", "solution"),
    ),
)
"""What every workspace begins with."""


def normal(name: str) -> str:
    """A name as it is compared: case, hyphens, blanks and underscores do not matter."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())


class Values:
    """The values of one workspace, in its own order, found by what people call them."""

    def __init__(self, values: Iterable[Value]) -> None:
        """Index the values. Where two share a name, the first in order has it."""
        self.all = tuple(values)
        self._by_name: dict[str, Value] = {}
        self._by_emoji: dict[str, Value] = {}
        for value in self.all:
            for name in (value.key, value.name, *value.aliases):
                self._by_name.setdefault(normal(name), value)
            self._by_emoji.setdefault(value.emoji, value)
        self._by_key = {value.key: value for value in self.all}
        self.characters = {_VARIATIONS.sub("", v.character): v for v in self.all if v.character}
        self.most_words = max(
            (len(_SEPARATORS.split(n)) for v in self.all for n in (v.key, v.name, *v.aliases)), default=1
        )

    def __contains__(self, key: str) -> bool:
        """Whether a value has this key."""
        return key in self._by_key

    def get(self, key: str) -> Value | None:
        """The value with this key."""
        return self._by_key.get(key)

    def in_order(self, keys: Iterable[str]) -> tuple[Value, ...]:
        """The values with these keys, in the workspace's order; unknown keys are passed over."""
        wanted = set(keys)
        return tuple(value for value in self.all if value.key in wanted)

    def named(self, name: str) -> Value | None:
        """The value that people call so, by key, name or alias."""
        return self._by_name.get(normal(name))

    def for_emoji(self, name: str) -> Value | None:
        """The value that an emoji stands for; `name` is Slack's, without colons; skin tones are ignored."""
        return self._by_emoji.get(_SKIN_TONE_NAME.sub("", name))

    def in_characters(self, text: str) -> tuple[Value, ...]:
        """The values whose emoji stand in the text as characters, in order of appearance."""
        bare = _VARIATIONS.sub("", text)
        found = [(bare.find(character), value) for character, value in self.characters.items()]
        return tuple(value for position, value in sorted(found, key=lambda f: f[0]) if position >= 0)

    def closest(self, name: str) -> Value | None:
        """The value that was probably meant by a name that is none, or None when nothing is near."""
        near = difflib.get_close_matches(normal(name), self._by_name, n=1, cutoff=0.75)
        return self._by_name[near[0]] if near else None
