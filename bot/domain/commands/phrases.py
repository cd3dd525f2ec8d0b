"""The words of a text, and which phrases of the vocabulary they form.

The vocabulary is folded when the first text is read: a process that starts need not wait for it.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cache, lru_cache
from typing import NamedTuple

from bot.domain.commands import discretion_words, thanks_words, vocabulary
from bot.domain.commands.vocabulary import WordList, fold_text, merge_lists
from bot.domain.records import record

_SYMBOL = (
    "[\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d"
    "\u3297\u3299\U0001f000-\U0001faff]"
)
EMOJI = re.compile(
    r"(?<!\d):(?=100:(?!\d))100:|:(?=[^\s:]{0,100}[^\W\d_]|[+-]1:)[^\s:,;<>]{1,100}(?:::skin-tone-[2-6](?:-[2-6])?)?:"
    rf"|{_SYMBOL}[\u200d\ufe0f\U0001f3fb-\U0001f3ff]*(?:(?<=\u200d){_SYMBOL}[\u200d\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
"""An emoji by name or as a character. What has the form of a name may be none: only Slack knows."""
_TOKEN = re.compile(rf"(?P<emoji>{EMOJI.pattern})|(?P<word>[^\W_ʼ]+(?:['’‘ʼ`´‐‑-][^\W_ʼ]+)*)")


class PhraseKind(Enum):
    """What a phrase does."""

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
_MAX_CACHED_WORDS = 2_048
"""Words of which each cache here remembers what they are: most texts have no others."""
_NEAR_ENOUGH = 0.8


class Word(NamedTuple):
    """A word and where it is in its text; `folded` is how it is compared.

    A tuple is made twice as fast as another class, and a text is split several times.
    """

    start: int
    end: int
    folded: str


@record
class Phrase:
    """A phrase of the vocabulary and where it is in its text; `text` is folded."""

    kind: PhraseKind
    start: int
    end: int
    text: str


def split_words(text: str, most: int | None = None) -> list[Word]:
    """Return the words of a text, `most` of them at most. The name of an emoji is no word."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word":
            found.append(Word(*match.span(), _fold_cached(match.group())))
            if most is not None and len(found) >= most:
                break
    return found


def split_last_words(text: str, most: int) -> list[Word]:
    """Return the last words of a text, `most` of them at most."""
    from_here = max(0, len(text) - 40 * most)
    # Where the text was cut, a word may lack its beginning.
    found = split_words(text[from_here:])[1 if from_here else 0 :][-most:]
    return [Word(word.start + from_here, word.end + from_here, word.folded) for word in found]


def find_emoji(text: str) -> tuple[str, ...]:
    """Return the emoji of a text as typed, in order."""
    return tuple(match.group() for match in EMOJI.finditer(text))


def read_phrases(text: str, kinds: Collection[PhraseKind]) -> tuple[Phrase, ...] | None:
    """Return the phrases of which the text consists, or None if it holds any other word.

    Of several phrases that begin at a word, the longest is meant; of these, the first kind.
    """
    # Most texts say something else from their first word on.
    if (beginning := split_words(text, _vocabulary().longest)) and not match_phrase_at(beginning, 0, kinds):
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
    most_words = _vocabulary().max_words.get(sequence[at].folded, 0)
    for length in range(min(most_words, len(sequence) - at), 0, -1):
        folded = " ".join(word.folded for word in sequence[at : at + length])
        for kind in _find_kinds(folded):
            if kind in kinds:
                return Phrase(kind, sequence[at].start, sequence[at + length - 1].end, folded), length
    word = sequence[at]
    meant = find_misspelt_kind(word.folded)
    if meant is not None and meant in kinds:
        return Phrase(meant, word.start, word.end, word.folded), 1
    return None


def match_first_phrase(text: str, kinds: Collection[PhraseKind]) -> Phrase | None:
    """Return the phrase that begins at the first word of the text, or None."""
    sequence = split_words(text, _vocabulary().longest)
    found = match_phrase_at(sequence, 0, kinds) if sequence else None
    return found[0] if found else None


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


@lru_cache(_MAX_CACHED_WORDS)
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


@lru_cache(_MAX_CACHED_WORDS)
def _fold_cached(word: str) -> str:
    return fold_text(word)


@lru_cache(_MAX_CACHED_WORDS)
def _find_kinds(folded: str) -> tuple[PhraseKind, ...]:
    return tuple(kind for kind, phrases in _vocabulary().phrases.items() if folded in phrases)


def normalize_phrases(phrases: Collection[str]) -> Iterator[str]:
    """Return phrases as texts are compared: word by word."""
    for phrase in phrases:
        if found := " ".join(word.folded for word in split_words(phrase)):
            yield found


def count_max_words(phrases: Iterable[str]) -> dict[str, int]:
    """Return how many words the longest of these folded phrases has that begins with a word, by that word."""
    max_words: dict[str, int] = {}
    for words in (phrase.split() for phrase in phrases):
        max_words[words[0]] = max(max_words.get(words[0], 0), len(words))
    return max_words


@record
class _Vocabulary:
    """The phrases of each kind, folded.

    `longest` is how many words the longest phrase has, and `max_words` the longest that begins with a word.
    `misspelt` are the words that are recognised when misspelt, by their first letter, and `not_misspelt`
    those that resemble them.
    """

    phrases: Mapping[PhraseKind, frozenset[str]]
    longest: int
    max_words: Mapping[str, int]
    only_before_names: frozenset[str]
    misspelt: Mapping[PhraseKind, Mapping[str, list[str]]]
    not_misspelt: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    phrases = {kind: frozenset(normalize_phrases(merge_lists(*lists))) for kind, lists in _LISTS.items()}
    max_words = count_max_words(phrase for listed in phrases.values() for phrase in listed)
    misspelt: dict[PhraseKind, dict[str, list[str]]] = {}
    for kind in DISCRETION:
        misspelt[kind] = {}
        for phrase in sorted(phrases[kind]):
            if " " not in phrase and len(phrase) >= _MIN_MISSPELT_LETTERS:
                misspelt[kind].setdefault(phrase[0], []).append(phrase)
    return _Vocabulary(
        phrases,
        max(max_words.values()),
        max_words,
        merge_lists(discretion_words.DISCREET_BEFORE_NAMES),
        misspelt,
        merge_lists(vocabulary.NOT_MISSPELT),
    )
