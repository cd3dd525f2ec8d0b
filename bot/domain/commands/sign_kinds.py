"""What words do in a text that may be a recognition: thank, praise, refuse."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import cache

from bot.domain.commands import misfit_words as misfits
from bot.domain.commands import negative_words, praise_words, thanks_words, vocabulary
from bot.domain.commands import sign_words as signs
from bot.domain.commands.phrases import Word, count_max_words, normalize_phrases
from bot.domain.commands.vocabulary import merge_lists
from bot.domain.records import record


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


_LISTS: Mapping[SignKind, Sequence[vocabulary.WordList]] = {
    SignKind.NEUTRAL: (misfits.NEUTRAL,),
    SignKind.REFUSAL: (negative_words.REFUSALS,),
    SignKind.STRONG: (
        thanks_words.THANKS,
        thanks_words.PRAISE,
        thanks_words.REQUESTS_TO_THANK,
        signs.GRATITUDE,
    ),
    SignKind.PRAISE: (praise_words.PRAISE,),
    SignKind.DEED: (praise_words.DEEDS,),
    SignKind.NOUN: (praise_words.PRAISING_NOUNS,),
    SignKind.PERSON: (praise_words.PEOPLE,),
    SignKind.ADJECTIVE: (praise_words.ADJECTIVES,),
    SignKind.NEGATIVE: (negative_words.NEGATIVE,),
    SignKind.NEGATION: (negative_words.NEGATIONS,),
}
THIRD_OR_SECOND_PERSON = frozenset(
    (
        *("you", "she", "he", "they", "du", "sie", "er", "ihr", "tu", "vous", "elle", "il"),
        "usted",
        "ella",
        "ud",
    )
)
ADVERBS = frozenset(("just", "simply", "einfach", "only", "all", "both", "beide", "tout", "toda"))
_NO_THANKS = frozenset({"grusse"})
"""Phrases of `STRONG` lists that do not thank."""


@record
class SignVocabulary:
    """Phrases as texts are compared: folded, word by word. `kinds` are those of each phrase."""

    kinds: Mapping[str, tuple[SignKind, ...]]
    replies: frozenset[str]
    openings: frozenset[str]
    polite: frozenset[str]
    greetings: frozenset[str]
    telling: frozenset[str]
    strengthening: frozenset[str]
    being: frozenset[str]
    before_nouns: frozenset[str]
    causes: frozenset[str]
    adjectives: frozenset[str]
    joining: frozenset[str]
    in_questions: frozenset[str]
    circumstances: frozenset[str]
    remedies: frozenset[str]
    closing: frozenset[str]
    requests: frozenset[str]
    negative_openings: frozenset[str]
    """Words between a name and what is bad: "is so annoying"."""
    max_words: Mapping[str, int]
    """How many words the longest phrase has that begins with a word."""


@cache
def sign_vocabulary() -> SignVocabulary:
    """Return the vocabulary. It is folded when the first text is read: a start need not wait for it."""
    kinds: dict[str, tuple[SignKind, ...]] = {}
    for kind, lists in _LISTS.items():
        for phrase in _fold_phrases(*lists):
            if not (kind is SignKind.STRONG and phrase in _NO_THANKS):
                kinds[phrase] = (*kinds.get(phrase, ()), kind)
    replies, telling = _fold_phrases(misfits.REPLIES), _fold_phrases(misfits.TELLING_VERBS)
    openings, polite = _fold_phrases(misfits.REQUEST_OPENINGS), _fold_phrases(misfits.POLITE)
    greetings = _fold_phrases(vocabulary.GREETINGS, misfits.BESIDE_GREETINGS)
    causes, requests = _fold_phrases(signs.CAUSES), _fold_phrases(thanks_words.REQUESTS_TO_THANK)
    closing = _fold_phrases(
        thanks_words.THANKS,
        thanks_words.THANKS_BEFORE,
        thanks_words.THANKS_AFTER,
        misfits.POLITE,
        misfits.IN_ADVANCE,
    )
    being, strengthening = _fold_phrases(signs.BEING), _fold_phrases(praise_words.STRENGTHENING)
    before_nouns = _fold_phrases(praise_words.BEFORE_NOUNS)
    matched = (kinds, replies, openings, polite, greetings, telling, causes, closing, requests)
    return SignVocabulary(
        kinds=kinds,
        replies=replies,
        openings=openings,
        polite=polite,
        greetings=greetings,
        telling=telling,
        strengthening=strengthening,
        being=being,
        before_nouns=before_nouns,
        causes=causes,
        adjectives=_fold_phrases(praise_words.ADJECTIVES),
        joining=_fold_phrases(vocabulary.JOINING_WORDS),
        in_questions=_fold_phrases(misfits.AFTER_RELATIVES_IN_QUESTIONS),
        circumstances=_fold_phrases(negative_words.CIRCUMSTANCES),
        remedies=_fold_phrases(negative_words.REMEDIES),
        closing=closing,
        requests=requests,
        negative_openings=being | strengthening | before_nouns | ADVERBS | THIRD_OR_SECOND_PERSON,
        max_words=count_max_words(phrase for phrases in matched for phrase in phrases),
    )


def _fold_phrases(*lists: vocabulary.WordList) -> frozenset[str]:
    return frozenset(normalize_phrases(merge_lists(*lists)))


def match_kinds_at(sequence: Sequence[Word], at: int) -> tuple[tuple[SignKind, ...], int]:
    """Return what the longest known phrase says that begins at this word, and how many words it has."""
    for length in _list_lengths(sequence, at):
        kinds = sign_vocabulary().kinds.get(_join_words(sequence, at, length))
        if kinds:
            return kinds, length
    return (), 1


def contains(sequence: Sequence[Word], phrases: frozenset[str]) -> bool:
    """Return True if one of the phrases begins at any of these words."""
    return any(match_phrase(sequence, at, phrases) for at in range(len(sequence)))


def match_phrase(sequence: Sequence[Word], at: int, phrases: frozenset[str]) -> int:
    """Return how many words the longest of these phrases has that begins at this word; 0 for none."""
    for length in _list_lengths(sequence, at):
        if _join_words(sequence, at, length) in phrases:
            return length
    return 0


def _list_lengths(sequence: Sequence[Word], at: int) -> range:
    """Return how many words a phrase can have that begins at this word, the greatest first."""
    longest = sign_vocabulary().max_words.get(sequence[at].folded, 0) if at < len(sequence) else 0
    return range(min(longest, len(sequence) - at), 0, -1)


def _join_words(sequence: Sequence[Word], at: int, length: int) -> str:
    return " ".join([word.folded for word in sequence[at : at + length]])
