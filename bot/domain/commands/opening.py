"""What comes before names, where it holds nothing but known phrases: "hi, a big thank you to"."""

import re
from collections.abc import Iterable

from msgspec import Struct

from bot.domain.commands.phrases import (
    DISCRETION,
    OPENING,
    THANKS,
    Phrase,
    PhraseKind,
    has_kind,
    match_first_phrase,
    match_phrase_at,
    read_phrases,
)
from bot.domain.commands.words import find_emoji, split_last_words

BRACKETS = dict(
    zip("([{（［【「『《“„«‹‚‘»", ")]}）］】」』》”“»›‘’«", strict=True),
)
"""Opening marks and what closes them."""
STYLES = "*_~`"
"""Marks of style."""
SAME_ON_BOTH_SIDES = STYLES + "\"'"
"""Marks of style, and quotes, that close what they open."""
_BARE_GREETINGS = frozenset(
    ("hi", "hiya", "hey", "hello", "hallo", "ok", "okay", "good morning", "good afternoon", "good evening")
)
_PAUSE_AFTER_GREETING = re.compile(r"\s{0,3}(?:[,.!:;–—]|-|\Z)")
_AFTER_GREETING = re.compile(r"[\s,.!:;–—]|-|\Z")
MAX_WORDS_BEFORE_NAMES = 14
"""Words before names that are looked at for an opening inside a sentence."""


class Opening(Struct, frozen=True):
    """Known phrases before names."""

    text: str
    phrases: tuple[Phrase, ...]

    def has_kind(self, *kinds: PhraseKind) -> bool:
        """Return True if it has a phrase of one of these kinds."""
        return any(phrase.kind in kinds for phrase in self.phrases)

    @property
    def is_thanks(self) -> bool:
        """Return True if it thanks, or asks to thank, those who are named next."""
        return self.has_kind(*THANKS, PhraseKind.REQUEST)

    @property
    def needs_sentence(self) -> bool:
        """Return True if it holds words that can only be left out where the rest reads well without them."""
        return self.is_thanks or self.has_kind(
            PhraseKind.REQUEST_TO_TELL, PhraseKind.FILLER, PhraseKind.MODIFIER
        )

    @property
    def is_complete(self) -> bool:
        """Return True if it can be all the words of a thanks, with the names: "great work today @maya"."""
        return self.has_kind(PhraseKind.PRAISE) or (
            self.has_kind(PhraseKind.THANKS) and self.has_kind(PhraseKind.FILLER)
        )

    @property
    def is_before_cause(self) -> bool:
        """Return True if the names next may be the cause of thanks to others: "thanks for @bob"."""
        last = self.phrases[-1] if self.phrases else None
        return (
            last is not None
            and last.kind is PhraseKind.PREPOSITION
            and has_kind(last.text, PhraseKind.CAUSE)
            and self.has_kind(*THANKS)
            and not any(has_kind(phrase.text, PhraseKind.TRIBUTE) for phrase in self.phrases)
        )

    @property
    def thanks_range(self) -> tuple[int, int] | None:
        """Return where its words of thanks begin and end, with what makes them larger; None without any."""
        found = [at for at, phrase in enumerate(self.phrases) if phrase.kind in THANKS]
        if not found:
            return None
        first, last = found[0], found[-1]
        while first > 0 and self.phrases[first - 1].kind is PhraseKind.MODIFIER:
            first -= 1
        if first > 0 and self.phrases[first - 1].kind is PhraseKind.REQUEST_TO_TELL:
            # "Say thanks to @maya" is a request, and holds no words to her.
            return None
        end = self.phrases[last].end
        for phrase in self.phrases[last + 1 :]:
            if not has_kind(phrase.text, PhraseKind.AFTER_THANKS):
                break
            end = phrase.end
        return self.phrases[first].start, end

    def write_thanks(self) -> str:
        """Return its words of thanks, and its emoji."""
        between = self.thanks_range
        if between is None:
            return " ".join(find_emoji(self.text))
        start, end = between
        pieces = (*find_emoji(self.text[:start]), self.text[start:end], *find_emoji(self.text[end:]))
        return " ".join(pieces)

    def cut_orders(self) -> str:
        """Return its text as a part of a sentence: without greetings and what asks for discretion."""
        return cut_out(self.text, (p for p in self.phrases if p.kind in {*DISCRETION, PhraseKind.GREETING}))


def read_opening(text: str) -> Opening | None:
    """Return the opening that the text is, or None if it holds anything else."""
    phrases = read_phrases(text, OPENING)
    if phrases is None:
        return None
    has_thanks = False
    for phrase in phrases[:-1]:
        has_thanks = has_thanks or phrase.kind in THANKS
        if has_thanks and phrase.kind is PhraseKind.PREPOSITION and has_kind(phrase.text, PhraseKind.CAUSE):
            # "Thanks for all, @maya" tells what for, and is no opening any more.
            return None
    return Opening(text, phrases)


def find_opening(text: str) -> tuple[int, Opening]:
    """Return the longest opening that the text ends with, perhaps an empty one, and where it begins."""
    words = split_last_words(text, MAX_WORDS_BEFORE_NAMES)
    for at, word in enumerate(words):
        phrase = match_phrase_at(words, at, OPENING)
        if phrase and (opening := read_opening(text[word.start :])):
            return word.start, opening
    start = words[-1].end if words else 0
    return start, Opening(text[start:], ())


def find_discretion_at_end(text: str) -> Phrase | None:
    """Return what asks for discretion right before the end of the text, or None."""
    words = split_last_words(text, MAX_WORDS_BEFORE_NAMES)
    for at in range(len(words)):
        found = match_phrase_at(words, at, DISCRETION)
        if found and at + found[1] == len(words):
            return found[0]
    return None


def find_open_marks(text: str) -> list[tuple[str, int]]:
    """Return the brackets, quotes and marks of style that the text opens and does not close, and where."""
    marks: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if marks and character == find_closing_mark(marks[-1][0]):
            marks.pop()
        elif character in SAME_ON_BOTH_SIDES:
            if not _is_inside_word(text, at):
                marks.append((character, at))
        elif character in BRACKETS:
            marks.append((character, at))
    return marks


def find_closing_mark(mark: str) -> str:
    """Return what closes a mark."""
    return BRACKETS.get(mark, mark)


def cut_greeting(text: str) -> str:
    """Return the text without greetings at its beginning."""
    while (greeting := match_first_phrase(text, (PhraseKind.GREETING,))) and not text[
        : greeting.start
    ].strip():
        is_bare = greeting.text in _BARE_GREETINGS and _AFTER_GREETING.match(text, greeting.end)
        if not (is_bare or _PAUSE_AFTER_GREETING.match(text, greeting.end)):
            break
        text = cut_out(text, [greeting])
    return text


def cut_out(text: str, phrases: Iterable[Phrase]) -> str:
    """Return the text without these phrases and the punctuation right behind them."""
    kept: list[str] = []
    position = 0
    for phrase in phrases:
        kept.append(text[position : phrase.start])
        position = phrase.end
        while position < len(text) and not text[position].isalnum() and text[position] not in BRACKETS:
            position += 1
    kept.append(text[position:])
    return "".join(kept).lstrip()


def _is_inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()
