"""What comes right behind names: punctuation, what asks for discretion, and the words."""

import re
from collections.abc import Sequence
from unicodedata import category

from msgspec import Struct

from bot.domain.commands.discretion import BLANKS, MAX_WORDS_READ, SECRET_EMOJI, find_discretion
from bot.domain.commands.opening import BRACKETS, SAME_ON_BOTH_SIDES, find_closing_mark
from bot.domain.commands.phrases import (
    THANKS,
    PhraseKind,
    match_first_phrase,
    match_phrase_at,
    may_begin_phrase,
)
from bot.domain.commands.tags import HASH_MARKS
from bot.domain.commands.vocabulary import (
    INVISIBLE_BLANKS,
)
from bot.domain.commands.words import EMOJI, has_words, split_words

_EMOTICON = re.compile(r"(?:[:;=8xX][-o'^]?[)(\]DPpOo3*|/\\]|<3+|[\\]o[/]|\^\^|\^_\^|-_-)(?![^\W_])")
_ATTACHED = re.compile(
    r"\s?['’ʼ]s(?=\s)|['’ʼ](?=\s{0,3}[^\W\d_])|s(?=[\s,.:;!?'’]|$)|-(?=[^\W\d_])|[\u3040-\u30ff\uac00-\ud7af]",
    re.IGNORECASE,
)
"""What makes a name a part of a longer word: "@tom's", "@toms", "@tom-led"."""
_KINDS_OF_WORDS = frozenset(
    (*THANKS, PhraseKind.CAUSE, PhraseKind.REQUEST, PhraseKind.GREETING, PhraseKind.AFTER_THANKS)
)
_FLAG = re.compile(r"[\s,:]{0,3}[-–—]{1,2}[qp](?![\w&'’])", re.IGNORECASE)
"""How people who type commands all day ask for discretion: "-q"."""


class FollowUp(Struct, frozen=True):
    """The words behind names, and what was between.

    `sign` is the punctuation that set them off, or a line break. `closed_marks` were opened before the names
    and are closed right behind them. `discretion` is what asked for a private recognition; it is cut from the
    words unless `is_doubtful`: then it may be part of the sentence. `is_attached` is True if the words
    continue the last name.
    """

    text: str
    sign: str = ""
    closed_marks: tuple[str, ...] = ()
    discretion: tuple[PhraseKind, ...] = ()
    is_doubtful: bool = False
    is_attached: bool = False

    @property
    def is_connected(self) -> bool:
        """Return True if the words read well without the names before them."""
        return not self.is_attached and (
            bool(self.sign) or not has_words(self.text) or begins_with_words(self.text)
        )


def read_follow_up(text: str, marks: Sequence[str]) -> FollowUp:
    """Read the text behind names. `marks` were opened before these and are not closed yet, innermost last."""
    text = _cut_honorific(text)
    if _is_attached(text, marks):
        return FollowUp(text, is_attached=True)
    start, closed = _skip_phrases(text, 0, marks)
    sign = _read_sign(text[:start], closed)
    asked: list[PhraseKind] = []
    if flag := _FLAG.match(text):
        asked.append(PhraseKind.DISCREET)
        start = _skip_phrases(text, flag.end(), ())[0]
    if secret := SECRET_EMOJI.match(text, start):
        asked.append(PhraseKind.DISCREET)
        start = _skip_phrases(text, secret.end(), ())[0]
    found = find_discretion(text[start:])
    if not found:
        return FollowUp(text[start:], sign, closed, tuple(asked))
    asked += [phrase.kind for phrase in found]
    end = start + found[-1].end
    # Nothing but its own brackets or quotes may be closed behind it.
    after = _skip_phrases(text, end, [m for m in text[start : start + found[0].start] if m in _OPENING])[0]
    is_set_off = any(not c.isspace() and c not in INVISIBLE_BLANKS for c in text[end:after])
    rest = text[after:]
    if is_set_off or not has_words(rest) or begins_with_words(rest) or _begins_with_emoji(rest):
        return FollowUp(rest, sign or ("," if is_set_off else ""), closed, tuple(asked))
    return FollowUp(text[start:], sign, closed, tuple(asked), is_doubtful=True)


def skip_signs(text: str) -> str:
    """Return the text without blanks and punctuation that open it and mean nothing."""
    return text[_skip_phrases(text, 0, ())[0] :]


def begins_with_words(text: str) -> bool:
    """Return True if the text begins with thanks or their cause, perhaps made larger."""
    return _begins_with(text, _KINDS_OF_WORDS)


def is_thanks_first(text: str) -> bool:
    """Return True if the text begins with words of thanks."""
    return match_first_phrase(text, THANKS) is not None


def begins_with_thanks(text: str) -> bool:
    """Return True if the text begins with words of thanks, perhaps made larger."""
    return _begins_with(text, THANKS)


def _begins_with(text: str, kinds: frozenset[PhraseKind]) -> bool:
    """Return True if the text begins with a phrase of these kinds, perhaps behind what makes it larger."""
    sequence = split_words(text, 1)
    if sequence and may_begin_phrase(sequence[0].folded, kinds | {PhraseKind.MODIFIER}):
        sequence = split_words(text, MAX_WORDS_READ)
    at = 0
    while at < len(sequence):
        if match_phrase_at(sequence, at, kinds):
            return True
        modifier = match_phrase_at(sequence, at, (PhraseKind.MODIFIER,))
        if modifier is None:
            return False
        at += modifier[1]
    return False


_KEPT = frozenset((*HASH_MARKS, *"@$€£%§°"))
_OPENING = frozenset((*BRACKETS, *SAME_ON_BOTH_SIDES))


def _begins_with_emoji(text: str) -> bool:
    return EMOJI.match(text.lstrip(BLANKS)) is not None


def _cut_honorific(text: str) -> str:
    """Return the text without what is added to a name behind it, if a word ends there."""
    blanks = len(text) - len(text.lstrip(BLANKS))
    phrase = match_first_phrase(text, (PhraseKind.HONORIFIC,))
    is_next = phrase is not None and phrase.start == blanks
    return text[phrase.end :] if phrase and is_next else text


def _is_attached(text: str, marks: Sequence[str]) -> bool:
    match = _ATTACHED.match(text)
    if match is None or (marks and marks[-1] in "'‘" and match.group()[0] in "'’"):
        return False
    is_genitive = match.group()[0] in " '’ʼ" and not text[1:2].isspace()
    return is_genitive or not begins_with_words(text)


def _read_sign(text: str, closed: Sequence[str]) -> str:
    """Return the punctuation in what was skipped, or a line break that comes first."""
    ends = {find_closing_mark(mark) for mark in closed}
    signs = "".join(c for c in text if c not in ends and (c == "\n" or not (c in BLANKS or c.isspace())))
    return signs[:1] if signs[:1] == "\n" else signs.replace("\n", "")


def _skip_phrases(text: str, start: int, marks: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Return where words begin, and which of the open `marks` are closed before."""
    still_open = list(marks)
    closed: list[str] = []
    last_places: dict[str, int] = {}
    position = start
    while position < len(text):
        character = text[position]
        if still_open and character == find_closing_mark(still_open[-1]):
            closed.append(still_open.pop())
        elif not _is_noise(text, position, last_places):
            break
        position += 1
    return position, tuple(closed)


def _is_noise(text: str, at: int, last_places: dict[str, int]) -> bool:
    """Return True if a character behind names is a blank, or punctuation that no word needs.

    `last_places` remembers where characters come last in the text.
    """
    character = text[at]
    if character in BLANKS or character.isspace():
        return True
    if character in _KEPT or EMOJI.match(text, at) or _EMOTICON.match(text, at):
        return False
    if character in _OPENING:
        return not _opens_mark(text, at, last_places)
    following = text[at + 1 : at + 2]
    if character in "+-−.±" and (following.isdecimal() or (character == "." and following.isupper())):
        return False
    return category(character)[0] == "P" or character in "|~=<>+^&−→⇒⟶»›"


def _opens_mark(text: str, at: int, last_places: dict[str, int]) -> bool:
    """Return True if this bracket, quote or mark of style is closed among the words behind it."""
    end = find_closing_mark(text[at])
    if end not in last_places:
        last_places[end] = text.rfind(end)
    inside = at + 1
    while inside < len(text) and text[inside] == text[at] and inside < at + 3:
        inside += 1
    return last_places[end] >= inside and (not text[inside].isspace() or text[at] in "«‹")
