"""What a text is that names a user, if it does not thank them.

Only what clearly thanks or praises may be posted without asking; see `find_misfit`.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto

from bot.domain.commands import misfit_words as misfits
from bot.domain.commands.sign_kinds import (
    SignKind,
    match_kinds_at,
    sign_vocabulary,
)
from bot.domain.commands.tags import HASH_MARKS
from bot.domain.commands.thanks_signs import (
    ENDS,
    Signs,
    disapproves,
    find_signs,
    fold_stretched,
    has_positive_emoji,
)
from bot.domain.commands.words import Word, split_words

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


_TAG = re.compile(rf"[{HASH_MARKS}][^\s{HASH_MARKS}]+")
"""A value; its name is no sign of thanks: "#problem-solving"."""
_QUESTION_MARKS = ("?", "？")


def find_misfit(text: str, said: str, *, has_value: bool = False) -> Misfit | None:
    """Return what a text is if it does not clearly thank the users that it names, None for thanks.

    `text` is all that was typed and `said` the text of the recognition in it, both without markup.
    `has_value` is True if a value was named: only praise names one.
    """
    text, said = _TAG.sub(" ", text), _TAG.sub(" ", said)
    sequence = fold_stretched(split_words(text))
    if said.strip() == text.strip():
        # Most texts begin with the names, and say the same without them.
        said, lead = text, sequence
    else:
        lead = fold_stretched(split_words(said))
    if _is_greeting(lead) and not has_value:
        return Misfit.GREETING
    found = find_signs(text, sequence)
    if found.is_refused:
        return Misfit.COMPLAINT
    is_asking = text.rstrip(" \t\n\"”'“)*_~!").endswith(_QUESTION_MARKS)
    is_request = bool(sign_vocabulary().openings.count_words_at(lead, 0))
    negative = [at for at in found.negative if not _is_in_cause(sequence, at)]
    if (found.strong or found.praise) and disapproves(text):
        return Misfit.UNCLEAR
    if found.strong:
        is_ordering = is_request or is_asking or negative or sign_vocabulary().polite.is_in(lead)
        is_closing = is_ordering and _is_closing(
            lead, find_signs(said, lead), len(found.strong), is_request=is_request
        )
        is_spoilt = _is_cause_spoilt(sequence, found) or _begins_negatively(lead) or _is_reply(lead)
        if is_closing:
            return Misfit.QUESTION if is_asking else Misfit.UNCLEAR
        return Misfit.UNCLEAR if is_spoilt else None
    has_sign = bool(found.praise) or has_value or has_positive_emoji(text) or _tells_cause(said, lead)
    has_sign = has_sign or _lists_adjectives(said, lead)
    if not has_sign and _asks_to_tell(sequence):
        return Misfit.MESSAGE
    if is_asking or (is_request and not has_sign):
        return Misfit.QUESTION
    if not has_sign:
        return Misfit.COMPLAINT if negative else Misfit.UNCLEAR
    is_spoilt = bool(negative) or _is_cause_spoilt(sequence, found)
    is_wish = sign_vocabulary().greetings.count_words_at(lead, 0) > 1
    return (
        Misfit.UNCLEAR
        if is_spoilt or is_wish or is_request or sign_vocabulary().polite.is_in(sequence)
        else None
    )


def _asks_to_tell(sequence: Sequence[Word]) -> bool:
    """Return True for a request to pass something on: "can you tell @maya the build is red"."""
    at = 0
    while taken := sign_vocabulary().before_telling.count_words_at(sequence, at):
        at += taken
    return sign_vocabulary().telling.count_words_at(sequence, at) > 0


def _is_greeting(lead: Sequence[Word]) -> bool:
    """Return True if the words only greet."""
    at = 0
    while at < len(lead):
        taken = sign_vocabulary().greetings.count_words_at(lead, at)
        if not taken:
            return False
        at += taken
    return bool(lead)


def _tells_cause(said: str, lead: Sequence[Word]) -> bool:
    """Return True for a cause, or a clause about the named users: "who stayed late"."""
    begins = [at for at, word in enumerate(lead) if not at or "\n" in said[lead[at - 1].end : word.start]]
    if any(sign_vocabulary().causes.count_words_at(lead, at) for at in begins):
        return True
    if not lead or lead[0].folded not in misfits.RELATIVES:
        return False
    return len(lead) > 1 and lead[1].folded not in sign_vocabulary().in_questions


def _lists_adjectives(said: str, lead: Sequence[Word]) -> bool:
    """Return True for words that only list what a user is like: "quick learner, kind, and funny"."""
    parts: list[list[str]] = [[]]
    for at, word in enumerate(lead):
        is_apart = at > 0 and any(c in ENDS for c in said[lead[at - 1].end : word.start])
        if is_apart or word.folded in sign_vocabulary().joining:
            parts.append([])
        if word.folded not in sign_vocabulary().joining:
            parts[-1].append(word.folded)
    listed = [part for part in parts if part]
    return len(listed) > 1 and all(_says_what_like(part) for part in listed)


def _says_what_like(part: Sequence[str]) -> bool:
    """Return True for "kind", "so kind", and "quick learner"."""
    match part:
        case [adjective]:
            return adjective in sign_vocabulary().adjectives
        case [first, second]:
            is_person = (
                first in sign_vocabulary().adjectives
                and SignKind.PERSON in sign_vocabulary().kinds.get(second, ())
            )
            return is_person or (
                second in sign_vocabulary().adjectives
                and (first in sign_vocabulary().strengthening or first in sign_vocabulary().adjectives)
            )
        case _:
            return False


def _is_in_cause(sequence: Sequence[Word], at: int) -> bool:
    """Return True if this word is in the cause of thanks, or in a clause about trouble.

    "For fixing the broken build", "when the server broke".
    """
    first = max(0, at - MAX_CAUSE_WORDS)
    if any(word.folded in sign_vocabulary().causes for word in sequence[first : max(first, at - 1)]):
        return True
    if any(
        word.folded in sign_vocabulary().remedies
        for word in sequence[at + 1 : at + 1 + MAX_CIRCUMSTANCE_WORDS]
    ):
        # "Hat den Fehler gefunden."
        return True
    return any(
        word.folded in sign_vocabulary().circumstances
        for word in sequence[max(0, at - MAX_CIRCUMSTANCE_WORDS) : at]
    )


def _is_cause_spoilt(sequence: Sequence[Word], found: Signs) -> bool:
    """Return True for thanks for something bad: "thanks for breaking it", "great job breaking it"."""
    return any(
        at
        and (
            sequence[at - 1].folded in sign_vocabulary().causes
            # "Congrats on breaking prod" is as ironic.
            or (sequence[at - 1].folded == "on" and at - 1 in found.ends)
            # "Fixed issue 12" and "found the error" praise a remedy.
            or (
                at in found.ends
                and not any(
                    w.folded in sign_vocabulary().circumstances for w in sequence[max(0, at - 2) : at]
                )
            )
        )
        for at in found.negative
    )


def _begins_negatively(lead: Sequence[Word]) -> bool:
    """Return True if the words say first of all that a user is bad: "is so annoying"."""
    at = 0
    while at < min(4, len(lead)) and lead[at].folded in sign_vocabulary().negative_openings:
        at += 1
    return at > 0 and at < len(lead) and SignKind.NEGATIVE in match_kinds_at(lead, at)[0]


def _is_reply(lead: Sequence[Word]) -> bool:
    """Return True if the words only answer a user: "thanks, will do"."""
    at = replies = 0
    while at < len(lead):
        reply = sign_vocabulary().replies.count_words_at(lead, at)
        taken = reply or sign_vocabulary().closing.count_words_at(lead, at)
        if not taken:
            return False
        at, replies = at + taken, replies + (reply > 0)
    return replies > 0


def _is_closing(lead: Sequence[Word], found: Signs, strong: int, *, is_request: bool) -> bool:
    """Return True if the words thank at their end only, for something asked for: "can you send it, thanks".

    `strong` is how often the whole text thanks: what comes before the names thanks for something else.
    """
    if found.praise or not found.strong or len(found.strong) < strong or found.strong[0] < 2:
        return False
    if is_request:
        # "Please accept my thanks", "help me thank her".
        is_offered = any(word.folded in misfits.OFFERING for word in lead[:3])
        return not is_offered and not sign_vocabulary().requests.count_words_at(lead, found.strong[0])
    at = found.strong[0]
    while at < len(lead) and (taken := sign_vocabulary().closing.count_words_at(lead, at)):
        at += taken
    return at == len(lead)
