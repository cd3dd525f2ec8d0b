"""Which phrases of the vocabulary the words of a text form.

The vocabulary is folded when the first text is read: a process that starts need not wait for it.
"""

import difflib
from collections.abc import Collection, Mapping, Sequence
from enum import Enum, auto
from functools import cache, lru_cache

from msgspec import Struct

from bot.domain.commands import discretion_words, thanks_words, vocabulary
from bot.domain.commands.phrase_index import PhraseIndex, join_folded, share_equal
from bot.domain.commands.vocabulary import WordList, merge_lists
from bot.domain.commands.words import MAX_CACHED_WORDS, Word, normalize_phrases, split_words


class PhraseKind(Enum):
    """What a phrase does."""

    __hash__ = object.__hash__
    """There is one object of each: Python's own way hashes its name."""

    ANONYMOUS = auto()
    DISCREET = auto()
    THANKS = auto()
    PRAISE = auto()
    REQUEST = auto()
    REQUEST_TO_TELL = auto()
    GREETING = auto()
    JOINING = auto()
    ALTERNATIVE = auto()
    ONLY = auto()
    PREPOSITION = auto()
    MODIFIER = auto()
    """It makes thanks larger: "big", "so much"."""
    AFTER_THANKS = auto()
    """It makes them larger behind the names, too: "thanks @maya so much"."""
    FILLER = auto()
    HONORIFIC = auto()
    TRIBUTE = auto()
    """It is for those who are named next: "kudos for @maya", unlike "thanks for @maya"."""
    CAUSE = auto()


DISCRETION = frozenset((PhraseKind.ANONYMOUS, PhraseKind.DISCREET))
THANKS = frozenset((PhraseKind.THANKS, PhraseKind.PRAISE))
OPENING = frozenset(
    (
        *DISCRETION,
        *(
            PhraseKind.THANKS,
            PhraseKind.PRAISE,
            PhraseKind.REQUEST,
            PhraseKind.REQUEST_TO_TELL,
            PhraseKind.GREETING,
        ),
        *(
            PhraseKind.JOINING,
            PhraseKind.PREPOSITION,
            PhraseKind.MODIFIER,
            PhraseKind.FILLER,
            PhraseKind.ONLY,
        ),
    )
)
"""The kinds that come before names."""

_LISTS: Mapping[PhraseKind, Sequence[WordList]] = {
    PhraseKind.ANONYMOUS: (discretion_words.ANONYMOUS,),
    PhraseKind.DISCREET: (discretion_words.DISCREET, discretion_words.DISCREET_BEFORE_NAMES),
    PhraseKind.THANKS: (thanks_words.THANKS,),
    PhraseKind.PRAISE: (thanks_words.PRAISE,),
    PhraseKind.REQUEST: (thanks_words.REQUESTS_TO_THANK,),
    PhraseKind.REQUEST_TO_TELL: (thanks_words.REQUESTS_TO_TELL,),
    PhraseKind.GREETING: (vocabulary.GREETINGS,),
    PhraseKind.JOINING: (vocabulary.JOINING_WORDS,),
    PhraseKind.ALTERNATIVE: (vocabulary.ALTERNATIVES,),
    PhraseKind.PREPOSITION: (vocabulary.PREPOSITIONS_BEFORE_NAMES,),
    PhraseKind.MODIFIER: (
        thanks_words.THANKS_BEFORE,
        thanks_words.THANKS_AFTER,
        thanks_words.THANKS_DIRECTED,
    ),
    PhraseKind.AFTER_THANKS: (thanks_words.THANKS_AFTER,),
    PhraseKind.FILLER: (vocabulary.FILLERS,),
    PhraseKind.ONLY: (vocabulary.ONLY_BEFORE_NAMES,),
    PhraseKind.HONORIFIC: (vocabulary.HONORIFICS,),
    PhraseKind.TRIBUTE: (thanks_words.TRIBUTES,),
    PhraseKind.CAUSE: (thanks_words.CAUSE_WORDS,),
}
_MIN_MISSPELT_LETTERS = 5
_NEAR_ENOUGH = 0.8


class Phrase(Struct, frozen=True):
    """A phrase of the vocabulary and where it is in its text; `text` is folded."""

    kind: PhraseKind
    start: int
    end: int
    text: str


def read_phrases(text: str, kinds: Collection[PhraseKind]) -> tuple[Phrase, ...] | None:
    """Return the phrases of which the text consists, or None if it holds any other word.

    Of several phrases that begin at a word, the longest is meant; of these, the first kind.
    """
    first = split_words(text, 1)
    if not first:
        return ()
    # Most texts say something else from their first word on.
    if not may_begin_phrase(first[0].folded, kinds):
        return None
    found: list[Phrase] = []
    sequence = split_words(text)
    at = 0
    while at < len(sequence):
        phrase = match_phrase_at(sequence, at, kinds)
        if phrase is None:
            return None
        found.append(phrase[0])
        at += phrase[1]
    return tuple(found)


def match_phrase_at(
    sequence: Sequence[Word], at: int, kinds: Collection[PhraseKind]
) -> tuple[Phrase, int] | None:
    """Return the longest phrase that begins at this word, and how many words it has."""
    known = _vocabulary()
    word = sequence[at]
    if not may_begin_phrase(word.folded, kinds):
        return None
    for length in known.index.list_lengths(word.folded):
        if at + length > len(sequence):
            continue
        folded = join_folded(sequence, at, length)
        for kind in known.kinds.get(folded, ()):
            if kind in kinds:
                return Phrase(kind, word.start, sequence[at + length - 1].end, folded), length
    meant = find_misspelt_kind(word.folded)
    if meant is not None and meant in kinds:
        return Phrase(meant, word.start, word.end, word.folded), 1
    return None


def match_first_phrase(text: str, kinds: Collection[PhraseKind]) -> Phrase | None:
    """Return the phrase that begins at the first word of the text, or None."""
    sequence = split_words(text, 1)
    if not sequence or not may_begin_phrase(sequence[0].folded, kinds):
        return None
    lengths = _vocabulary().index.list_lengths(sequence[0].folded)
    if lengths and lengths[0] > 1:
        sequence = split_words(text, lengths[0])
    found = match_phrase_at(sequence, 0, kinds)
    return found[0] if found else None


def may_begin_phrase(folded: str, kinds: Collection[PhraseKind]) -> bool:
    """Return True if a phrase of one of these kinds may begin with this word."""
    kinds_begun = _vocabulary().kinds_begun.get(folded)
    if kinds_begun and not kinds_begun.isdisjoint(kinds):
        return True
    return find_misspelt_kind(folded) in kinds


def contains_kind(text: str, kind: PhraseKind) -> bool:
    """Return True if any word of the text is a phrase of this kind."""
    phrases = _vocabulary().phrases[kind]
    return any(word.folded in phrases for word in split_words(text))


def has_kind(folded: str, kind: PhraseKind) -> bool:
    """Return True if a folded phrase is of this kind."""
    return folded in _vocabulary().phrases[kind]


def is_only_before_names(phrase: Phrase) -> bool:
    """Return True if the phrase asks for discretion before names only."""
    return phrase.text in _vocabulary().only_before_names


@lru_cache(MAX_CACHED_WORDS)
def find_misspelt_kind(folded: str) -> PhraseKind | None:
    """Return the kind of a misspelt word that asks for discretion or anonymity, or None."""
    if not _MIN_MISSPELT_LETTERS <= len(folded) <= 20 or folded in _vocabulary().not_misspelt:
        return None
    for kind in (PhraseKind.ANONYMOUS, PhraseKind.DISCREET):
        alike = [
            one
            for one in _vocabulary().misspelt[kind].get(folded[:1], ())
            if abs(len(one) - len(folded)) <= 2
        ]
        if not alike:
            continue
        has_same_letters = any(sorted(one) == sorted(folded) for one in alike)
        if has_same_letters or difflib.get_close_matches(folded, alike, n=1, cutoff=_NEAR_ENOUGH):
            return kind
    return None


class _Vocabulary(Struct, frozen=True):
    """The phrases of each kind, folded.

    `index` has the phrases of all kinds, `kinds` those of each phrase, and `kinds_begun` those of the phrases
    that begin with a word. `misspelt` are the words that are recognised when misspelt, by their first letter,
    and `not_misspelt` those that resemble them.
    """

    phrases: Mapping[PhraseKind, frozenset[str]]
    index: PhraseIndex
    kinds: Mapping[str, tuple[PhraseKind, ...]]
    kinds_begun: Mapping[str, frozenset[PhraseKind]]
    only_before_names: frozenset[str]
    misspelt: Mapping[PhraseKind, Mapping[str, list[str]]]
    not_misspelt: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    phrases = {kind: frozenset(normalize_phrases(merge_lists(*lists))) for kind, lists in _LISTS.items()}
    kinds: dict[str, tuple[PhraseKind, ...]] = {}
    kinds_begun: dict[str, set[PhraseKind]] = {}
    for kind, listed in phrases.items():
        for phrase in listed:
            kinds[phrase] = (*kinds.get(phrase, ()), kind)
            kinds_begun.setdefault(phrase.split()[0], set()).add(kind)
    misspelt: dict[PhraseKind, dict[str, list[str]]] = {}
    for kind in DISCRETION:
        misspelt[kind] = {}
        for phrase in sorted(phrases[kind]):
            if " " not in phrase and len(phrase) >= _MIN_MISSPELT_LETTERS:
                misspelt[kind].setdefault(phrase[0], []).append(phrase)
    kinds = share_equal(kinds)
    return _Vocabulary(
        phrases,
        PhraseIndex(kinds),
        kinds,
        share_equal({word: frozenset(begun) for word, begun in kinds_begun.items()}),
        merge_lists(discretion_words.DISCREET_BEFORE_NAMES),
        misspelt,
        merge_lists(vocabulary.NOT_MISSPELT),
    )
