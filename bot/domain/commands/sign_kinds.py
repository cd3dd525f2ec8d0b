"""What words do in a text that may be a recognition: thank, praise, refuse."""

from collections.abc import Sequence
from enum import Enum, auto

from bot.domain.commands import misfit_words as misfits
from bot.domain.commands import sign_words as signs
from bot.domain.commands import vocabulary
from bot.domain.commands.phrases import Word, normalize_phrases
from bot.domain.commands.vocabulary import merge_lists


class SignKind(Enum):
    """What a phrase says."""

    NEUTRAL = auto()
    REFUSAL = auto()
    STRONG = auto()
    """It thanks, whatever else the text says."""
    PRAISE = auto()
    DEED = auto()
    NOUN = auto()
    PERSON = auto()
    ADJECTIVE = auto()
    NEGATIVE = auto()
    NEGATION = auto()


LISTS = {
    SignKind.NEUTRAL: merge_lists(misfits.NEUTRAL),
    SignKind.REFUSAL: merge_lists(misfits.REFUSALS),
    SignKind.STRONG: merge_lists(
        vocabulary.THANKS, vocabulary.PRAISE, vocabulary.REQUESTS_TO_THANK, signs.GRATITUDE
    )
    - {"grusse"},
    SignKind.PRAISE: merge_lists(signs.PRAISE),
    SignKind.DEED: merge_lists(signs.DEEDS),
    SignKind.NOUN: merge_lists(signs.PRAISING_NOUNS),
    SignKind.PERSON: merge_lists(signs.PEOPLE),
    SignKind.ADJECTIVE: merge_lists(signs.ADJECTIVES),
    SignKind.NEGATIVE: merge_lists(misfits.NEGATIVE),
    SignKind.NEGATION: merge_lists(misfits.NEGATIONS),
}
PHRASES: dict[str, tuple[SignKind, ...]] = {}
for _kind, _listed in LISTS.items():
    for _phrase in normalize_phrases(_listed):
        PHRASES[_phrase] = (*PHRASES.get(_phrase, ()), _kind)


def fold_phrases(*lists: vocabulary.WordList) -> frozenset[str]:
    """Return the phrases of these lists as texts are compared: folded, word by word."""
    return frozenset(normalize_phrases(merge_lists(*lists)))


REPLIES = fold_phrases(misfits.REPLIES)
OPENINGS, POLITE = fold_phrases(misfits.REQUEST_OPENINGS), fold_phrases(misfits.POLITE)
GREETINGS = fold_phrases(vocabulary.GREETINGS, misfits.BESIDE_GREETINGS)
TELLING = fold_phrases(misfits.TELLING_VERBS)
_MAX_WORDS = max(
    len(phrase.split())
    for phrases in (PHRASES, REPLIES, OPENINGS, POLITE, GREETINGS, TELLING)
    for phrase in phrases
)


def match_kinds_at(sequence: Sequence[Word], at: int) -> tuple[tuple[SignKind, ...], int]:
    """Return what the longest known phrase says that begins at this word, and how many words it has."""
    for length in range(min(_MAX_WORDS, len(sequence) - at), 0, -1):
        kinds = PHRASES.get(_join_words(sequence, at, length))
        if kinds:
            return kinds, length
    return (), 1


def contains(sequence: Sequence[Word], phrases: frozenset[str]) -> bool:
    """Return True if one of the phrases begins at any of these words."""
    return any(match_phrase(sequence, at, phrases) for at in range(len(sequence)))


def match_phrase(sequence: Sequence[Word], at: int, phrases: frozenset[str]) -> int:
    """Return how many words the longest of these phrases has that begins at this word; 0 for none."""
    for length in range(min(_MAX_WORDS, len(sequence) - at), 0, -1):
        if _join_words(sequence, at, length) in phrases:
            return length
    return 0


def _join_words(sequence: Sequence[Word], at: int, length: int) -> str:
    return " ".join(word.folded for word in sequence[at : at + length])
