"""Values: what a workspace celebrates, and how people name them."""

import difflib
import heapq
import re
import unicodedata
from collections.abc import Iterable, Mapping

from msgspec import Struct

from bot.domain.emoji import Emoji, find_canonical_name, find_emoji_names, remove_tones, remove_variations

NEAR = 0.75
"""How much a misspelt name resembles the right one (1.0 is the same)."""
MAX_COMPARED = 20
"""Names that are compared with a misspelt one letter by letter: those with the most letters in common."""

_SEPARATORS = re.compile(r"[-_\s]+")


class Value(Struct, frozen=True):
    """Something a workspace celebrates.

    `emoji` is Slack's name without colons, `character` the same emoji as typed on a phone (empty for a
    workspace's own picture). `others` thank for it just as well and are not shown. `style` is the number of
    its pattern and colour in digest images: it stays, whatever becomes of this value or of others.
    """

    key: str
    name: str
    emoji: str
    character: str
    description: str
    aliases: tuple[str, ...] = ()
    others: tuple[Emoji, ...] = ()
    style: int = 0

    @property
    def all_emoji(self) -> tuple[Emoji, ...]:
        """Return all emoji that mean it, the one that is shown first."""
        return (Emoji(self.emoji, self.character), *self.others)


FIRST_VALUES = (
    Value(
        "creativity",
        "creativity",
        "bulb",
        "💡",
        "A new idea, or an old one seen anew",
        ("creative", "idea"),
        style=0,
    ),
    Value(
        "collaboration",
        "collaboration",
        "handshake",
        "🤝",
        "Making something together that nobody makes alone",
        ("teamwork", "collab"),
        style=1,
    ),
    Value(
        "problem-solving",
        "problem-solving",
        "jigsaw",
        "🧩",
        "Staying with a hard thing until it works",
        ("problem-solver", "solution"),
        style=2,
    ),
)
"""What every workspace begins with."""

READY_VALUES = (
    Value(
        "empathy",
        "empathy",
        "people_hugging",
        "🫂",
        "Seeing how it is for somebody else",
        ("empathetic", "compassion"),
    ),
    Value(
        "mentorship",
        "mentorship",
        "compass",
        "🧭",
        "Showing somebody the way and letting them walk it",
        ("mentoring", "mentor"),
    ),
    Value(
        "trust",
        "trust",
        "ring_buoy",
        "🛟",
        "Being somebody whom others can count on",
        ("trustworthy", "reliability"),
    ),
    Value(
        "encouragement",
        "encouragement",
        "sunflower",
        "🌻",
        "A word that let somebody go on",
        ("encouraging", "cheering"),
    ),
    Value(
        "learning",
        "learning",
        "books",
        "📚",
        "Getting to know something, and passing it on",
        ("learner", "teaching"),
    ),
    Value(
        "curiosity",
        "curiosity",
        "mag",
        "🔍",
        "Asking the question that nobody had asked",
        ("curious", "inquisitive"),
    ),
    Value(
        "initiative",
        "initiative",
        "seedling",
        "🌱",
        "Beginning, where others would have waited",
        ("proactive", "self-starter"),
    ),
    Value(
        "ownership",
        "ownership",
        "key",
        "🔑",
        "Taking care of something to its end",
        ("responsibility", "accountability"),
    ),
)
"""What admins can add without writing anything."""


def normalize(name: str) -> str:
    """Normalize a name for comparison: case, hyphens, blanks and underscores do not matter."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())


class Values:
    """The values of one workspace, in its own order, found by what users call them.

    Retired ones are shown where they were given, and cannot be given any more.
    """

    def __init__(
        self,
        values: Iterable[Value],
        retired: Iterable[Value] = (),
        emoji_aliases: Mapping[str, str] | None = None,
    ) -> None:
        """Index the values. Where two share a name, the first in order has it.

        `emoji_aliases` maps the workspace's own names of emoji to the names of what they mean.
        """
        self.all = tuple(values)
        self.retired = tuple(retired)
        self._emoji_aliases = emoji_aliases or {}
        self._by_name: dict[str, Value] = {}
        self._by_emoji: dict[str, Value] = {}
        for value in self.all:
            for name in (value.name, *value.aliases):
                self._by_name.setdefault(normalize(name), value)
            for sign in value.all_emoji:
                self._by_emoji.setdefault(self._resolve_name(sign.name), value)
        for value in self.all:
            # What it was called at first leads to it, unless another one is called so now.
            self._by_name.setdefault(normalize(value.key), value)
        self._by_key = {value.key: value for value in self.all}
        self.characters = {
            remove_variations(sign.character): v
            for v in reversed(self.all)
            for sign in v.all_emoji
            if sign.character
        }
        self._first_characters = {character[0] for character in self.characters}
        self.most_words = max(
            (len(_SEPARATORS.split(n)) for v in self.all for n in (v.key, v.name, *v.aliases)), default=1
        )

    @property
    def with_retired(self) -> "Values":
        """These values with the retired ones among them, for questions about the past."""
        return Values((*self.all, *self.retired), (), self._emoji_aliases) if self.retired else self

    def replace(self, values: Iterable[Value], retired: Iterable[Value]) -> "Values":
        """Return others in place of these values, found by the same names of emoji."""
        return Values(values, retired, self._emoji_aliases)

    def add_emoji_aliases(self, aliases: Mapping[str, str]) -> "Values":
        """Return the same values, also found by the workspace's own names of their emoji."""
        return Values(self.all, self.retired, aliases) if aliases else self

    def __contains__(self, key: str) -> bool:
        """Return True if a value that can be given has this key."""
        return key in self._by_key

    def get(self, key: str) -> Value | None:
        """Return the value with this key, if it can be given."""
        return self._by_key.get(key)

    def sort_keys(self, keys: Iterable[str]) -> tuple[Value, ...]:
        """Return the values with these keys in the order of the workspace, retired ones last."""
        wanted = set(keys)
        return tuple(value for value in (*self.all, *self.retired) if value.key in wanted)

    def find_by_name(self, name: str) -> Value | None:
        """Return the value that users call so, by name, alias or key."""
        return self._by_name.get(normalize(name))

    def find_by_emoji(self, name: str) -> Value | None:
        """Return the value that an emoji means; `name` is Slack's, without colons; skin tones are ignored."""
        return self._by_emoji.get(self._resolve_name(name))

    def find_by_emoji_names(self, text: str) -> tuple[Value, ...]:
        """Return the values whose emoji names are in the text, in order of appearance."""
        if ":" not in text:
            return ()
        found = find_emoji_names(text, lambda name: self.find_by_emoji(name) is not None)
        return tuple(dict.fromkeys(v for one in found if (v := self.find_by_emoji(one.name))))

    def _resolve_name(self, name: str) -> str:
        return find_canonical_name(self._emoji_aliases.get(remove_tones(name), name))

    def find_by_characters(self, text: str) -> tuple[Value, ...]:
        """Return the values whose emoji characters are in the text, in order of appearance."""
        if text.isascii():
            return ()
        plain = remove_variations(text)
        if self._first_characters.isdisjoint(plain):
            return ()
        found = [(plain.find(character), value) for character, value in self.characters.items()]
        there = sorted((each for each in found if each[0] >= 0), key=lambda each: each[0])
        return tuple(dict.fromkeys(value for _, value in there))

    def find_closest(self, name: str) -> Value | None:
        """Return the value that was probably meant by a name that is none, or None when nothing is near."""
        typed = normalize(name)
        matcher = difflib.SequenceMatcher(None, "", typed)
        likely: list[tuple[float, str]] = []
        for known in self._by_name:
            matcher.set_seq1(known)
            # Cheap upper bounds: there may be more than a thousand names.
            if matcher.real_quick_ratio() >= NEAR and (bound := matcher.quick_ratio()) >= NEAR:
                likely.append((bound, known))
        near = difflib.get_close_matches(
            typed, [known for _, known in heapq.nlargest(MAX_COMPARED, likely)], n=1, cutoff=NEAR
        )
        return self._by_name[near[0]] if near else None
