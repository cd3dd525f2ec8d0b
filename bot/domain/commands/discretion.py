"""Words that ask for a private recognition, behind names or at the end of a text."""

import re
from collections.abc import Sequence

from bot.domain.commands.discretion_words import (
    ARTICLES_BEFORE_DISCREET,
    DISCREET_AT_END,
    DISCREET_CLAUSES,
    DISCREET_NOUNS,
    NOT_TO_PUBLISH,
    WORDS_FOR_PUBLISHING,
)
from bot.domain.commands.opening import BRACKETS
from bot.domain.commands.phrase_index import PhraseIndex
from bot.domain.commands.phrases import (
    DISCRETION,
    Phrase,
    PhraseKind,
    is_only_before_names,
    match_phrase_at,
    may_begin_phrase,
    read_phrases,
)
from bot.domain.commands.tags import HASH_MARKS
from bot.domain.commands.vocabulary import BEFORE_REMARKS, INVISIBLE_BLANKS, merge_lists
from bot.domain.commands.words import Word, normalize_phrases, split_last_words, split_words

BLANKS = " \t\n\r\f\v\u00a0\u3000\u2009\u202f" + INVISIBLE_BLANKS
KINDS_AROUND_DISCRETION = frozenset(
    (*DISCRETION, PhraseKind.FILLER, PhraseKind.HONORIFIC, PhraseKind.PREPOSITION)
)
PLEASE = frozenset(("please", "pls", "plz", "bitte", "svp", "stp"))
AT_END = PhraseIndex(merge_lists(DISCREET_AT_END))
CLAUSES = PhraseIndex({one for one in normalize_phrases(merge_lists(DISCREET_CLAUSES)) if " " in one})
FOLDED_DISCREET_NOUNS = merge_lists(DISCREET_NOUNS)
MAX_WORDS_BEHIND_CLAUSE = 12
"""Last words of a text in which a clause can ask for discretion."""
MAX_WORDS_BEFORE_PUBLISHING = 5
"""Words from "not" to what is not to be done: "no need to announce it"."""
NOT, PUBLISHING, BEGIN_REMARKS = (
    merge_lists(words) for words in (NOT_TO_PUBLISH, WORDS_FOR_PUBLISHING, BEFORE_REMARKS)
)
_BEFORE_DISCRETION = PLEASE | ARTICLES_BEFORE_DISCREET
OTHERS = frozenset(
    ("you", "one", "body", "du", "dich", "euch", "ihr", "sie", "tu", "vous", "toi", "tú", "ti")
)
"""Words that make a negated remark one about the people who are thanked."""
AFTER_EMPTY_NEGATIONS = frozenset(
    (
        "doubt",
        "wonder",
        "question",
        "problem",
        "worries",
        "forget",
        "longer",
        "matter",
        "zweifel",
        "vergessen",
    )
)
"""Words behind which a negation forbids nothing: "no doubt the best public speaker"."""
_ABOUT_OTHERS = OTHERS | AFTER_EMPTY_NEGATIONS
MAX_WORDS_READ = 12
SET_OFF = ",;:.!–—-\n，；：。！"
"""What sets off a remark at the end of a text."""
_BEFORE_REMARKS = frozenset(SET_OFF + "(")
_OPENING_MARKS = {
    end: [opening for opening, closing in BRACKETS.items() if closing == end] for end in BRACKETS.values()
}
"""What the marks at the end of a text can close."""
MAX_WORDS_IN_BRACKETS = 60
"""Characters in brackets that can ask for discretion."""
SECRET_EMOJI = re.compile(
    r"🤫|🤐|🔒|🔐|🙊|:shushing_face:|:zipper_mouth_face:|:lock:|:closed_lock_with_key:|:speak_no_evil:"
)

_SECRET_ENDS = frozenset("🤫🤐🔒🔐🙊:")
"""The last characters of these."""


def cut_discretion_at_end(text: str) -> tuple[str, tuple[PhraseKind, ...]]:
    """Return the text without what asks for discretion at its end, set off by brackets or punctuation."""
    bare = text.rstrip(BLANKS + ".!")
    last = bare[-1:]
    if last in _SECRET_ENDS and any(match.end() == len(bare) for match in SECRET_EMOJI.finditer(bare)):
        return text, (PhraseKind.DISCREET,)
    tail = bare[-MAX_WORDS_IN_BRACKETS:]
    for opening in _OPENING_MARKS.get(last, ()):
        at = tail.rfind(opening)
        if at >= 0 and (kinds := _read_discretion_only(tail[at + 1 : -1])):
            return bare[: len(bare) - len(tail) + at].rstrip(BLANKS), kinds
    at = max(map(tail.rfind, SET_OFF))
    if at > 0 and (kinds := _read_discretion_only(tail[at + 1 :])):
        return bare[: len(bare) - len(tail) + at].rstrip(BLANKS + SET_OFF), kinds
    at = max(map(tail.rfind, HASH_MARKS))
    if at >= 0 and (kinds := _read_discretion_only(tail[at + 1 :])):
        return bare[: len(bare) - len(tail) + at].rstrip(BLANKS + "".join(HASH_MARKS)), kinds
    return text, ()


def may_end_discreetly(text: str) -> bool:
    """Return True if the last words may ask for discretion, though nothing sets them off."""
    words = split_last_words(text, MAX_WORDS_BEHIND_CLAUSE)
    return _has_discreet_clause(text, words) or AT_END.ends(words)


def has_discreet_clause(text: str) -> bool:
    """Return True if the last words of the text hold a clause that asks for discretion."""
    return _has_discreet_clause(text, split_last_words(text, MAX_WORDS_BEHIND_CLAUSE))


def _has_discreet_clause(text: str, words: Sequence[Word]) -> bool:
    return _forbids_publishing(text, words) or CLAUSES.is_in(words)


def _forbids_publishing(text: str, words: Sequence[Word]) -> bool:
    """Return True if a remark in the last words says that something is not to be published.

    "thanks, no need to announce it", but not "thanks for not posting it".
    """
    folded = [word.folded for word in words]
    if NOT.isdisjoint(folded) or PUBLISHING.isdisjoint(folded):
        return False
    is_remark = False
    negated_until = -1
    for at, word in enumerate(words):
        if at and not _BEFORE_REMARKS.isdisjoint(text[words[at - 1].end : word.start]):
            is_remark, negated_until = True, -1
        is_remark = is_remark or word.folded in BEGIN_REMARKS
        is_about_others = word.folded in OTHERS or (
            at + 1 < len(words) and words[at + 1].folded in _ABOUT_OTHERS
        )
        if is_remark and word.folded in NOT and not is_about_others:
            negated_until = at + MAX_WORDS_BEFORE_PUBLISHING
        elif word.folded in OTHERS:
            # "Thanks, you never post nonsense."
            is_remark = False
        elif at <= negated_until and word.folded in PUBLISHING:
            return True
    return False


def _read_discretion_only(text: str) -> tuple[PhraseKind, ...]:
    """Return the kinds of discretion that the text asks for, if it says nothing else."""
    phrases = read_phrases(text, KINDS_AROUND_DISCRETION) or ()
    return tuple(phrase.kind for phrase in phrases if phrase.kind in DISCRETION)


def find_discretion(text: str) -> list[Phrase]:
    """Return the phrases with which the text begins that ask for discretion."""
    first = split_words(text, 1)
    if not first or not (
        first[0].folded in _BEFORE_DISCRETION or may_begin_phrase(first[0].folded, DISCRETION)
    ):
        return []
    sequence = split_words(text, MAX_WORDS_READ)
    found: list[Phrase] = []
    at = 1 if _is_private_gift(sequence) else 0
    while at < len(sequence):
        phrase = match_phrase_at(sequence, at, DISCRETION)
        if phrase and not is_only_before_names(phrase[0]):
            found.append(phrase[0])
            at += phrase[1]
        elif sequence[at].folded in PLEASE:
            if found:
                last = found[-1]
                found[-1] = Phrase(last.kind, last.start, sequence[at].end, last.text)
            at += 1
        else:
            break
    return found


def _is_private_gift(sequence: Sequence[Word]) -> bool:
    """Return True if the words begin with "a private thank you", "a quiet note", or "a dm"."""
    if len(sequence) < 2 or sequence[0].folded not in ARTICLES_BEFORE_DISCREET:
        return False
    phrase = match_phrase_at(sequence, 1, DISCRETION)
    if phrase is None:
        return False
    following = sequence[1 + phrase[1] : 2 + phrase[1]]
    is_noun = phrase[0].text.split()[-1] in FOLDED_DISCREET_NOUNS
    return is_noun or bool(
        following
        and (
            following[0].folded in FOLDED_DISCREET_NOUNS
            or match_phrase_at(sequence, 1 + phrase[1], (PhraseKind.THANKS,))
        )
    )
