"""A sentence that may be an order: its words without mentions and quotes."""

from msgspec import Struct

from bot.domain.commands import order_words as known
from bot.domain.commands.order_topics import INFINITIVES, MAX_ORDER_WORDS, TOPICS, VERBS, Topic
from bot.domain.commands.pieces import Pieces, match_phrase
from bot.domain.mentions import GroupMention, UserMention, parse_markup, unescape

MAX_ORDER_LENGTH = 60
"""Words of a text that is looked at for an order; a longer one is read as an order only by how it begins."""


class OrderSentence(Struct, frozen=True):
    """What a user typed, without mentions and phrases in quotes."""

    pieces: Pieces
    positions: tuple[int, ...]
    """Where the words are among the pieces."""
    words: tuple[str, ...]
    polite_words: int
    """How many words come first that only lead to an order."""

    @property
    def order(self) -> list[str]:
        """Return the words from the order on."""
        return list(self.words[self.polite_words : self.polite_words + MAX_ORDER_LENGTH])

    @property
    def order_words(self) -> int:
        """Return how many words the order has that it begins with; 0 if it begins with none."""
        taken = match_phrase(self.order, TOPICS, MAX_ORDER_WORDS)
        following = self.order[taken : taken + 1]
        if (
            taken == 1
            and self.order[0] in known.SHOWING
            and following
            and following[0] in known.ONESELF_AS_OBJECT
        ):
            # "show me …" is not about oneself.
            return 2
        return taken

    @property
    def topic(self) -> Topic | None:
        """Return what the order is about that it begins with."""
        taken = match_phrase(self.order, TOPICS, MAX_ORDER_WORDS)
        return TOPICS[" ".join(self.order[:taken])] if taken else None

    def cut_order(self, words: int) -> str:
        """Return the text without what leads to the order, and without the order's own words."""
        return self.pieces.cut(self.positions[: self.polite_words + words])

    def quote_order(self, words: int) -> str:
        """Return so many words of the order as they were typed."""
        at = self.positions[self.polite_words : self.polite_words + words]
        return unescape(" ".join(self.pieces.get_markup(one) for one in at))

    @property
    def starts_with_name(self) -> bool:
        """Return True if a user or a group is named before the first word."""
        first = min(self.positions, default=len(self.pieces.items))
        return any(is_name(self.pieces.get_markup(at)) for at in range(first))

    def has_name_after(self, words: int) -> bool:
        """Return True if a name follows the first words of the order directly."""
        at = self.positions[self.polite_words + words - 1] + 1
        return is_name(self.pieces.get_markup(at))

    def count_stray_words(self, words: int, allowed: frozenset[str] = known.COMPATIBLE) -> int:
        """Count the words after the first ones of the order that are of another kind."""
        return sum(not (one in allowed or one.isdecimal()) for one in self.order[words:])

    @property
    def has_praise(self) -> bool:
        """Return True if a word of praise is in it."""
        return any(word in known.PRAISE for word in self.words)

    @property
    def has_thanks(self) -> bool:
        """Return True if a word of thanks is in it."""
        return any(word in known.THANKING for word in self.words)


def read_sentence(text: str) -> OrderSentence:
    """Read a text in Slack markup. A German verb at the end is read as if it came first."""
    pieces = Pieces(text)
    positions = pieces.list_spoken()
    words = [pieces.words[at] for at in positions]
    if words[:1] == ["i"] and _find_divided_verb(words[1:]):
        # "I take my thanks to @maya back."
        positions, words = positions[1:], words[1:]
    if _ends_with_order(words):
        positions, words = [positions[-1], *positions[:-1]], [words[-1], *words[:-1]]
    elif verb := _find_divided_verb(words):
        positions = [*positions[:verb], positions[-1], *positions[verb:-1]]
        words = [*words[:verb], words[-1], *words[verb:-1]]
    return OrderSentence(pieces, tuple(positions), tuple(words), _skip_polite(words))


def _ends_with_order(words: list[str]) -> bool:
    """Return True for "meinen Dank löschen", not for "für das Löschen"."""
    *before, last = words[-MAX_ORDER_LENGTH:] or [""]
    if last not in INFINITIVES or not before or match_phrase(before, TOPICS):
        return False
    return all(word in known.COMPATIBLE and word not in known.FOR for word in before)


def _find_divided_verb(words: list[str]) -> int:
    """Return how many words end with a verb whose particle is the last word: "nimm den Dank zurück".

    0 if there is none, or if other words than an order's are between.
    """
    begin = _skip_polite(words)
    if begin + 1 >= min(len(words), MAX_ORDER_LENGTH) or f"{words[begin]} {words[-1]}" not in VERBS:
        return 0
    return begin + 1 if all(word in known.COMPATIBLE for word in words[begin + 1 : -1]) else 0


def _skip_polite(words: list[str]) -> int:
    """Return how many words come before the order. It is not looked for behind dozens of others."""
    at = 0
    while at < min(len(words), MAX_ORDER_LENGTH) and match_phrase(words[at:], TOPICS) < 2:
        taken = match_phrase(words[at : at + 5], known.POLITE)
        if not taken:
            break
        at += taken
    return at


def is_name(raw: str) -> bool:
    """Return True if a piece of markup mentions a user or a group."""
    return isinstance(next(iter(parse_markup(raw)), None), UserMention | GroupMention)
