"""What words do in a text that may be a recognition: thank, praise, refuse."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import cache

from msgspec import Struct

from bot.domain.commands import misfit_words as misfits
from bot.domain.commands import negative_words, praise_words, thanks_words, vocabulary
from bot.domain.commands import sign_words as signs
from bot.domain.commands.phrase_index import PhraseIndex, share_equal
from bot.domain.commands.vocabulary import merge_lists
from bot.domain.commands.words import Word, normalize_phrases


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


class SignVocabulary(Struct, frozen=True):
    """Phrases as texts are compared: folded, word by word. `kinds` are those of each phrase in `signs`."""

    signs: PhraseIndex
    kinds: Mapping[str, tuple[SignKind, ...]]
    replies: PhraseIndex
    openings: PhraseIndex
    polite: PhraseIndex
    before_telling: PhraseIndex
    greetings: PhraseIndex
    telling: PhraseIndex
    strengthening: frozenset[str]
    being: frozenset[str]
    before_nouns: frozenset[str]
    causes: PhraseIndex
    adjectives: frozenset[str]
    joining: frozenset[str]
    in_questions: frozenset[str]
    circumstances: frozenset[str]
    remedies: frozenset[str]
    closing: PhraseIndex
    requests: PhraseIndex
    negative_openings: frozenset[str]
    """Words between a name and what is bad: "is so annoying"."""


@cache
def sign_vocabulary() -> SignVocabulary:
    """Return the vocabulary. It is folded when the first text is read: a start need not wait for it."""
    kinds: dict[str, tuple[SignKind, ...]] = {}
    for kind, lists in _LISTS.items():
        for phrase in _fold_phrases(*lists):
            if not (kind is SignKind.STRONG and phrase in _NO_THANKS):
                kinds[phrase] = (*kinds.get(phrase, ()), kind)
    kinds = share_equal(kinds)
    openings, polite = _fold_phrases(misfits.REQUEST_OPENINGS), _fold_phrases(misfits.POLITE)
    being, strengthening = _fold_phrases(signs.BEING), _fold_phrases(praise_words.STRENGTHENING)
    before_nouns = _fold_phrases(praise_words.BEFORE_NOUNS)
    return SignVocabulary(
        signs=PhraseIndex(kinds),
        kinds=kinds,
        replies=_index_phrases(misfits.REPLIES),
        openings=PhraseIndex(openings),
        polite=PhraseIndex(polite),
        before_telling=PhraseIndex(openings | polite),
        greetings=_index_phrases(vocabulary.GREETINGS, misfits.BESIDE_GREETINGS),
        telling=_index_phrases(misfits.TELLING_VERBS),
        strengthening=strengthening,
        being=being,
        before_nouns=before_nouns,
        causes=_index_phrases(signs.CAUSES),
        adjectives=_fold_phrases(praise_words.ADJECTIVES),
        joining=_fold_phrases(vocabulary.JOINING_WORDS),
        in_questions=_fold_phrases(misfits.AFTER_RELATIVES_IN_QUESTIONS),
        circumstances=_fold_phrases(negative_words.CIRCUMSTANCES),
        remedies=_fold_phrases(negative_words.REMEDIES),
        closing=_index_phrases(
            thanks_words.THANKS,
            thanks_words.THANKS_BEFORE,
            thanks_words.THANKS_AFTER,
            misfits.POLITE,
            misfits.IN_ADVANCE,
        ),
        requests=_index_phrases(thanks_words.REQUESTS_TO_THANK),
        negative_openings=being | strengthening | before_nouns | ADVERBS | THIRD_OR_SECOND_PERSON,
    )


def _fold_phrases(*lists: vocabulary.WordList) -> frozenset[str]:
    return frozenset(normalize_phrases(merge_lists(*lists)))


def _index_phrases(*lists: vocabulary.WordList) -> PhraseIndex:
    return PhraseIndex(_fold_phrases(*lists))


def match_kinds_at(sequence: Sequence[Word], at: int) -> tuple[tuple[SignKind, ...], int]:
    """Return what the longest known phrase says that begins at this word, and how many words it has."""
    phrase, length = sign_vocabulary().signs.find_at(sequence, at)
    return (sign_vocabulary().kinds[phrase], length) if length else ((), 1)
