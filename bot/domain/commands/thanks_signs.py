"""Signs of thanks, praise and blame in a text."""

import re
from collections.abc import Sequence

from msgspec import Struct

from bot.domain.commands import sign_words as signs
from bot.domain.commands.negative_words import DISAPPROVING_CHARACTERS, DISAPPROVING_EMOJI
from bot.domain.commands.phrase_index import PhraseIndex
from bot.domain.commands.sign_kinds import (
    ADVERBS,
    THIRD_OR_SECOND_PERSON,
    SignKind,
    match_kinds_at,
    sign_vocabulary,
)
from bot.domain.commands.thanks_words import THANKS
from bot.domain.commands.vocabulary import merge_lists
from bot.domain.commands.words import Word, find_emoji, normalize_phrases, split_words
from bot.domain.emoji import remove_tones, remove_variations
from bot.domain.message_text import write_plain

MAX_NEGATED_WORDS = 3
"""Words of praise so far behind a negation are negated."""

_SIGNS_WITHOUT_BLANKS = re.compile("|".join(map(re.escape, sorted(signs.SIGNS_WITHOUT_BLANKS))))
_STRETCHED = re.compile(r"(.)\1{2,}")
_FIRST_PERSON = frozenset(("i", "we", "i've", "we've", "ich", "wir", "je", "j'ai", "nous", "yo", "nosotros"))
ENDS = ".!?;…\n。！？,，"
"""Characters that end a clause."""
_END_CHARACTERS = frozenset(ENDS)
_SPOKEN_VERBS = {
    "en": "thank, thanking, thankful, grateful",
    "de": "danken, bedanken, bedanke, dankbar",
    "fr": "remercie, remercions, remercier, reconnaissant, reconnaissante",
    "es": "agradezco, agradecemos, agradecer, agradecido, agradecida",
    "it": "ringrazio, ringraziamo, ringraziare",
    "pt": "agradeço, agradecemos, agradecer",
    "nl": "bedank, bedanken, danken, dankbaar",
}
_WITHOUT_BLANKS = ("ありがと", "有難", "有り難", "感謝", "感谢", "谢", "謝謝", "多謝", "고마", "고맙", "감사")
"""Beginnings of thanks in scripts in which words are not set apart, or change at their end."""
_SPOKEN_PHRASES = PhraseIndex(frozenset(normalize_phrases(merge_lists(THANKS, _SPOKEN_VERBS))))


class Signs(Struct):
    """What a text says, by the number of the word at which each phrase begins."""

    strong: list[int]
    praise: list[int]
    negative: list[int]
    ends: set[int]
    """Where thanks and praise end: what follows there at once is what for."""
    is_refused: bool = False


def fold_stretched(sequence: Sequence[Word]) -> list[Word]:
    """Return the words with letters written three times or more written once: "thankssss"."""
    return [
        word._replace(folded=_STRETCHED.sub(r"\1", word.folded)) if _STRETCHED.search(word.folded) else word
        for word in sequence
    ]


def find_signs(text: str, sequence: Sequence[Word]) -> Signs:
    """Return what the text says; praise behind a negation is a complaint."""
    found = Signs([], [], [], set())
    if _SIGNS_WITHOUT_BLANKS.search(text):
        found.praise.append(0)
    negated_until = -1
    at = 0
    while at < len(sequence):
        if negated_until >= at and not _END_CHARACTERS.isdisjoint(
            text[sequence[at - 1].end : sequence[at].start]
        ):
            negated_until = -1
        kinds, taken = match_kinds_at(sequence, at)
        if not kinds:
            pass
        elif SignKind.REFUSAL in kinds:
            found.is_refused = True
        elif SignKind.NEUTRAL in kinds:
            pass
        elif _is_sign(kinds, sequence, at):
            if at <= negated_until:
                found.negative.append(at)
            else:
                (found.strong if SignKind.STRONG in kinds else found.praise).append(at)
                found.ends.add(at + taken)
        elif SignKind.NEGATIVE in kinds:
            # "Never forgets a birthday."
            (found.negative if at > negated_until else found.praise).append(at)
        elif SignKind.NEGATION in kinds:
            negated_until = at + taken - 1 + MAX_NEGATED_WORDS
        at += taken
    return found


def _is_sign(kinds: Sequence[SignKind], sequence: Sequence[Word], at: int) -> bool:
    """Return True if a phrase of these kinds, at this word, thanks or praises a user."""
    if SignKind.STRONG in kinds or SignKind.PRAISE in kinds:
        return True
    before = [word.folded for word in sequence[max(0, at - 3) : at]]
    last = before[-1] if before else ""
    if SignKind.DEED in kinds:
        # A user who did it themselves reports it.
        return not any(word in _FIRST_PERSON for word in before[-2:])
    if SignKind.NOUN in kinds and last in sign_vocabulary().before_nouns:
        return True
    if SignKind.PERSON in kinds and last in sign_vocabulary().adjectives:
        return True
    if SignKind.ADJECTIVE in kinds:
        if len(sequence) == 1:
            return True
        return (
            last in sign_vocabulary().strengthening
            or " ".join(before[-2:]) in sign_vocabulary().strengthening
            or _is_predicate(before, at)
        )
    return False


def _is_predicate(before: Sequence[str], at: int) -> bool:
    """Return True for an adjective right behind "is" that says what the person who is named is like."""
    while before and before[-1] in ADVERBS:
        before, at = before[:-1], at - 1
    if not before or before[-1] not in sign_vocabulary().being:
        return False
    return (
        at == 1
        or before[-1] in ("you're", "she's", "he's", "they're")
        or before[-2] in THIRD_OR_SECOND_PERSON
    )


def disapproves(text: str) -> bool:
    """Return True if an emoji, or "/s", says that the words mean the opposite."""
    is_ironic = text.rstrip().casefold().endswith((" /s", "\n/s"))
    return is_ironic or _has_emoji(text, DISAPPROVING_EMOJI, DISAPPROVING_CHARACTERS)


def has_positive_emoji(text: str) -> bool:
    """Return True if the text has an emoji that praises."""
    return _has_emoji(text, signs.POSITIVE_EMOJI, signs.POSITIVE_CHARACTERS)


def _has_emoji(text: str, names: frozenset[str], characters: frozenset[str]) -> bool:
    for emoji in find_emoji(text):
        name = emoji.strip(":")
        if name != emoji:
            if remove_tones(name) in names:
                return True
        elif any(character in characters for character in remove_variations(name)):
            return True
    return False


def is_spoken_thanks(markup: str) -> bool:
    """Return True if a message (Slack markup) says thanks by itself: "thanks for the sketches"."""
    text = write_plain(markup)
    return any(beginning in text for beginning in _WITHOUT_BLANKS) or _SPOKEN_PHRASES.is_in(split_words(text))
