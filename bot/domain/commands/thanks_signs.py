"""Signs of thanks in a text that names a user, and signs that it is something else.

Only what clearly thanks or praises may be posted without asking; see `find_misfit`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.domain.commands import misfit_words as misfits
from bot.domain.commands import sign_words as signs
from bot.domain.commands import vocabulary
from bot.domain.commands.phrases import EMOJI, Word, split_words
from bot.domain.commands.sign_kinds import (
    GREETINGS,
    OPENINGS,
    PHRASES,
    POLITE,
    REPLIES,
    TELLING,
    SignKind,
    contains,
    fold_phrases,
    match_kinds_at,
    match_phrase,
)
from bot.domain.commands.tags import HASH_MARKS
from bot.domain.emoji import remove_tones, remove_variations

MAX_NEGATED_WORDS = 3
"""Words of praise so far behind a negation are negated."""
MAX_CIRCUMSTANCE_WORDS = 5
"""Words in a clause about trouble: "when the server broke"."""
MAX_CAUSE_WORDS = 25
"""Words behind "for" that can belong to the cause of thanks."""


class Misfit(Enum):
    """What a text is that names a user and does not clearly thank them."""

    GREETING = auto()
    QUESTION = auto()
    COMPLAINT = auto()
    MESSAGE = auto()
    """Something to pass on."""
    UNCLEAR = auto()
    """It may be thanks: nothing in it says so."""


_STRETCHED = re.compile(r"(.)\1{2,}")
_TAG = re.compile(rf"[{HASH_MARKS}][^\s{HASH_MARKS}]+")
"""A value; its name is no sign of thanks: "#problem-solving"."""


_STRENGTHENING, _BEING, _BEFORE_NOUNS = (
    fold_phrases(signs.STRENGTHENING),
    fold_phrases(signs.BEING),
    fold_phrases(signs.BEFORE_NOUNS),
)
_CAUSES = fold_phrases(signs.CAUSES)
_ADJECTIVES = fold_phrases(signs.ADJECTIVES)
_JOINING = fold_phrases(vocabulary.JOINING_WORDS)
_IN_QUESTIONS = fold_phrases(misfits.AFTER_RELATIVES_IN_QUESTIONS)
_CIRCUMSTANCES = fold_phrases(misfits.CIRCUMSTANCES)
_REMEDIES = fold_phrases(misfits.REMEDIES)
_CLOSING = fold_phrases(
    vocabulary.THANKS, vocabulary.THANKS_BEFORE, vocabulary.THANKS_AFTER, misfits.POLITE, misfits.IN_ADVANCE
)
_REQUESTS = fold_phrases(vocabulary.REQUESTS_TO_THANK)
_FIRST_PERSON = frozenset(("i", "we", "i've", "we've", "ich", "wir", "je", "j'ai", "nous", "yo", "nosotros"))
_THIRD_OR_SECOND_PERSON = frozenset(
    (
        *("you", "she", "he", "they", "du", "sie", "er", "ihr", "tu", "vous", "elle", "il"),
        "usted",
        "ella",
        "ud",
    )
)
_ADVERBS = frozenset(("just", "simply", "einfach", "only", "all", "both", "beide", "tout", "toda"))
_ENDS = ".!?;…\n。！？,，"
_QUESTION_MARKS = ("?", "？")


@dataclass(slots=True)
class _Signs:
    """What a text says, by the number of the word at which each phrase begins."""

    strong: list[int]
    praise: list[int]
    negative: list[int]
    ends: set[int]
    """Where thanks and praise end: what follows there at once is what for."""
    is_refused: bool = False


def find_misfit(text: str, said: str, *, has_value: bool = False) -> Misfit | None:
    """Return what a text is if it does not clearly thank the users that it names, None for thanks.

    `text` is all that was typed and `said` the text of the recognition in it, both without markup.
    `has_value` is True if a value was named: only praise names one.
    """
    text, said = _TAG.sub(" ", text), _TAG.sub(" ", said)
    lead = _fold_stretched(split_words(said))
    sequence = _fold_stretched(split_words(text))
    if _is_greeting(lead) and not has_value:
        return Misfit.GREETING
    found = _find_signs(text, sequence)
    if found.is_refused:
        return Misfit.COMPLAINT
    is_asking = text.rstrip(" \t\n\"”'“)*_~!").endswith(_QUESTION_MARKS)
    is_request = bool(match_phrase(lead, 0, OPENINGS))
    negative = [at for at in found.negative if not _is_in_cause(sequence, at)]
    if (found.strong or found.praise) and _disapproves(text):
        return Misfit.UNCLEAR
    if found.strong:
        is_closing = _is_closing(lead, _find_signs(said, lead), len(found.strong), is_request=is_request)
        is_closing = is_closing and (is_request or is_asking or bool(negative) or contains(lead, POLITE))
        is_spoilt = _is_cause_spoilt(sequence, found) or _begins_negatively(lead) or _is_reply(lead)
        if is_closing:
            return Misfit.QUESTION if is_asking else Misfit.UNCLEAR
        return Misfit.UNCLEAR if is_spoilt else None
    has_sign = bool(found.praise) or has_value or _has_positive_emoji(text) or _tells_cause(said, lead)
    has_sign = has_sign or _lists_adjectives(said, lead)
    if not has_sign and _asks_to_tell(sequence):
        return Misfit.MESSAGE
    if is_asking or (is_request and not has_sign):
        return Misfit.QUESTION
    if not has_sign:
        return Misfit.COMPLAINT if negative else Misfit.UNCLEAR
    is_spoilt = bool(negative) or _is_cause_spoilt(sequence, found)
    is_wish = match_phrase(lead, 0, GREETINGS) > 1
    return Misfit.UNCLEAR if is_spoilt or is_wish or is_request or contains(sequence, POLITE) else None


def _fold_stretched(sequence: Sequence[Word]) -> list[Word]:
    """Return the words with letters written three times or more written once: "thankssss"."""
    return [replace(word, folded=_STRETCHED.sub(r"\1", word.folded)) for word in sequence]


def _find_signs(text: str, sequence: Sequence[Word]) -> _Signs:
    """Return what the text says; praise behind a negation is a complaint."""
    found = _Signs([], [], [], set())
    if any(sign in text for sign in signs.SIGNS_WITHOUT_BLANKS):
        found.praise.append(0)
    negated_until = -1
    at = 0
    while at < len(sequence):
        if at and any(c in _ENDS for c in text[sequence[at - 1].end : sequence[at].start]):
            negated_until = -1
        kinds, taken = match_kinds_at(sequence, at)
        if SignKind.REFUSAL in kinds:
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
    before = [word.folded for word in sequence[max(0, at - 3) : at]]
    last = before[-1] if before else ""
    if SignKind.STRONG in kinds or SignKind.PRAISE in kinds:
        return True
    if SignKind.DEED in kinds:
        # A user who did it themselves reports it.
        return not any(word in _FIRST_PERSON for word in before[-2:])
    if SignKind.NOUN in kinds and last in _BEFORE_NOUNS:
        return True
    if SignKind.PERSON in kinds and last in _ADJECTIVES:
        return True
    if SignKind.ADJECTIVE in kinds:
        if len(sequence) == 1:
            return True
        return last in _STRENGTHENING or " ".join(before[-2:]) in _STRENGTHENING or _is_predicate(before, at)
    return False


def _is_predicate(before: Sequence[str], at: int) -> bool:
    """Return True for an adjective right behind "is" that says what the person who is named is like."""
    while before and before[-1] in _ADVERBS:
        before, at = before[:-1], at - 1
    if not before or before[-1] not in _BEING:
        return False
    return (
        at == 1
        or before[-1] in ("you're", "she's", "he's", "they're")
        or before[-2] in _THIRD_OR_SECOND_PERSON
    )


def _asks_to_tell(sequence: Sequence[Word]) -> bool:
    """Return True for a request to pass something on: "can you tell @maya the build is red"."""
    at = 0
    while taken := match_phrase(sequence, at, OPENINGS | POLITE):
        at += taken
    return match_phrase(sequence, at, TELLING) > 0


def _is_greeting(lead: Sequence[Word]) -> bool:
    """Return True if the words only greet."""
    at = 0
    while at < len(lead):
        taken = match_phrase(lead, at, GREETINGS)
        if not taken:
            return False
        at += taken
    return bool(lead)


def _tells_cause(said: str, lead: Sequence[Word]) -> bool:
    """Return True for a cause, or a clause about the named users: "who stayed late"."""
    begins = [at for at, word in enumerate(lead) if not at or "\n" in said[lead[at - 1].end : word.start]]
    if any(match_phrase(lead, at, _CAUSES) for at in begins):
        return True
    if not lead or lead[0].folded not in misfits.RELATIVES:
        return False
    return len(lead) > 1 and lead[1].folded not in _IN_QUESTIONS


def _lists_adjectives(said: str, lead: Sequence[Word]) -> bool:
    """Return True for words that only list what a user is like: "quick learner, kind, and funny"."""
    parts: list[list[str]] = [[]]
    for at, word in enumerate(lead):
        is_apart = at > 0 and any(c in _ENDS for c in said[lead[at - 1].end : word.start])
        if is_apart or word.folded in _JOINING:
            parts.append([])
        if word.folded not in _JOINING:
            parts[-1].append(word.folded)
    listed = [part for part in parts if part]
    return len(listed) > 1 and all(_says_what_like(part) for part in listed)


def _says_what_like(part: Sequence[str]) -> bool:
    """Return True for "kind", "so kind", and "quick learner"."""
    match part:
        case [adjective]:
            return adjective in _ADJECTIVES
        case [first, second]:
            is_person = first in _ADJECTIVES and SignKind.PERSON in PHRASES.get(second, ())
            return is_person or (second in _ADJECTIVES and first in _STRENGTHENING | _ADJECTIVES)
        case _:
            return False


def _is_in_cause(sequence: Sequence[Word], at: int) -> bool:
    """Return True if this word is in the cause of thanks, or in a clause about trouble.

    "For fixing the broken build", "when the server broke".
    """
    first = max(0, at - MAX_CAUSE_WORDS)
    if any(word.folded in _CAUSES for word in sequence[first : max(first, at - 1)]):
        return True
    if any(word.folded in _REMEDIES for word in sequence[at + 1 : at + 1 + MAX_CIRCUMSTANCE_WORDS]):
        # "Hat den Fehler gefunden."
        return True
    return any(word.folded in _CIRCUMSTANCES for word in sequence[max(0, at - MAX_CIRCUMSTANCE_WORDS) : at])


def _is_cause_spoilt(sequence: Sequence[Word], found: _Signs) -> bool:
    """Return True for thanks for something bad: "thanks for breaking it", "great job breaking it"."""
    return any(
        at
        and (
            sequence[at - 1].folded in _CAUSES
            # "Fixed issue 12" and "found the error" praise a remedy.
            or (
                at in found.ends
                and not any(w.folded in _CIRCUMSTANCES for w in sequence[max(0, at - 2) : at])
            )
        )
        for at in found.negative
    )


def _begins_negatively(lead: Sequence[Word]) -> bool:
    """Return True if the words say first of all that a user is bad: "is so annoying"."""
    at = 0
    while at < min(4, len(lead)) and (
        lead[at].folded in _BEING | _STRENGTHENING | _ADVERBS | _THIRD_OR_SECOND_PERSON | _BEFORE_NOUNS
    ):
        at += 1
    return at > 0 and at < len(lead) and SignKind.NEGATIVE in match_kinds_at(lead, at)[0]


def _is_reply(lead: Sequence[Word]) -> bool:
    """Return True if the words only answer a user: "thanks, will do"."""
    at = replies = 0
    while at < len(lead):
        reply = match_phrase(lead, at, REPLIES)
        taken = reply or match_phrase(lead, at, _CLOSING)
        if not taken:
            return False
        at, replies = at + taken, replies + (reply > 0)
    return replies > 0


def _is_closing(lead: Sequence[Word], found: _Signs, strong: int, *, is_request: bool) -> bool:
    """Return True if the words thank at their end only, for something asked for: "can you send it, thanks".

    `strong` is how often the whole text thanks: what comes before the names thanks for something else.
    """
    if found.praise or not found.strong or len(found.strong) < strong or found.strong[0] < 2:
        return False
    if is_request:
        # "Please accept my thanks", "help me thank her".
        is_offered = any(word.folded in misfits.OFFERING for word in lead[:3])
        return not is_offered and not match_phrase(lead, found.strong[0], _REQUESTS)
    at = found.strong[0]
    while at < len(lead) and (taken := match_phrase(lead, at, _CLOSING)):
        at += taken
    return at == len(lead)


def _disapproves(text: str) -> bool:
    """Return True if an emoji, or "/s", says that the words mean the opposite."""
    is_ironic = text.rstrip().casefold().endswith((" /s", "\n/s"))
    return is_ironic or _has_emoji(text, misfits.DISAPPROVING_EMOJI, misfits.DISAPPROVING_CHARACTERS)


def _has_positive_emoji(text: str) -> bool:
    return _has_emoji(text, signs.POSITIVE_EMOJI, signs.POSITIVE_CHARACTERS)


def _has_emoji(text: str, names: frozenset[str], characters: frozenset[str]) -> bool:
    for match in EMOJI.finditer(text):
        name = match.group().strip(":")
        if name != match.group():
            if remove_tones(name) in names:
                return True
        elif any(character in characters for character in remove_variations(name)):
            return True
    return False
