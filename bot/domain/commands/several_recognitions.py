"""Several thanks in one text: "thanks @maya for X. Thanks @li for Y"."""

import re
from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

from bot.domain.commands.discretion import BLANKS
from bot.domain.commands.follow_ups import begins_with_words, is_thanks_first
from bot.domain.commands.names import NameRun
from bot.domain.commands.opening import find_opening, read_opening
from bot.domain.commands.phrases import PhraseKind, match_first_phrase
from bot.domain.commands.tags import Piece
from bot.domain.commands.vocabulary import fold_text
from bot.domain.commands.words import has_words, split_last_words, split_words
from bot.domain.mentions import TextToken

MAX_SEVERAL = 5
"""Thanks that one text can hold."""
_END_OF_SENTENCE = re.compile(r"\n|[.!?…;](?=[\s\"”'“)]|\Z)|[。！？；]")
_COMMA = re.compile(rf"[,;–—&+/|、，-][{BLANKS}]*\Z")
_SIGNS_BETWEEN = BLANKS + ",;–—&+/|、，-•*"
_SETS_OFF = re.compile(rf"\A[{BLANKS}]*[:–—=>-]")


_AND = frozenset(("and", "also", "und", "auch", "and also", "und auch", "plus", "sowie"))
_BESIDE = frozenset(("with", "w", "mit", "avec", "con", "com", "met", "med"))
_MAY_JOIN = frozenset(
    (*_AND, *_BESIDE, *("but", "or", "as", "aber", "oder", "sondern", "mais", "et", "y", "e", "pero"))
)
_TOO = frozenset(
    fold_text(one)
    for one in (
        *("too", "also", "as well", "you too", "likewise", "same to you", "same here", "same for you"),
        *("auch", "ebenso", "ebenfalls", "genauso", "du auch", "dir auch", "auch dir", "aussi", "toi aussi"),
        *("también", "tú también", "igualmente", "anche", "anche tu", "também", "ook"),
    )
)
"""What says that what was said of a user is meant for those, too, who are named right before."""
_MAX_WORDS_BETWEEN = 4
"""Words between two names that may only join these."""


class Break(Enum):
    """Whether another thanks begins before a name."""

    NONE = auto()
    SURE = auto()
    DOUBTFUL = auto()


class Division(Struct, frozen=True):
    """The pieces of each thanks; `doubtful` are names that may begin further ones."""

    parts: tuple[Sequence[Piece], ...]
    doubtful: tuple[NameRun, ...]


def make_part_key(key: str, part: int) -> str:
    """Return the deduplication key of one of the recognitions in a text, which are counted from 0."""
    return f"{key}:{part}" if part else key


def divide(pieces: Sequence[Piece], runs: Sequence[NameRun]) -> Division:
    """Divide a text, with these runs of names, into its thanks; of too many the last are doubtful."""
    parts: list[Sequence[Piece]] = []
    doubtful: list[NameRun] = []
    start, first = 0, pieces[:1]
    for at in range(1, len(runs)):
        kind, place = _find_break(pieces, runs, at)
        if kind is not Break.NONE and (kind is Break.DOUBTFUL or len(parts) + 1 == MAX_SEVERAL):
            doubtful.append(runs[at])
            if len(doubtful) == MAX_SEVERAL:
                break
        elif kind is Break.SURE:
            before = runs[at].start - 1
            text = pieces[before]
            if isinstance(text, TextToken):
                parts.append(
                    [*first, *pieces[start + 1 : before], TextToken(text.text[:place].rstrip(_SIGNS_BETWEEN))]
                )
                start, first = before, [TextToken(text.text[place:])]
    parts.append([*first, *pieces[start + 1 :]])
    return Division(tuple(parts), tuple(doubtful))


def _find_break(pieces: Sequence[Piece], runs: Sequence[NameRun], at: int) -> tuple[Break, int]:
    """Return True if another thanks begins at this run of names, and where in the text before it."""
    run = runs[at]
    before = pieces[run.start - 1]
    if not isinstance(before, TextToken):
        return Break.NONE, 0
    text = before.text
    if _contains_sentence_end(pieces, run) and _follows_with_words(pieces, run):
        # "… for the intro to @li. @tom thanks for the room"
        return Break.DOUBTFUL, 0
    behind = pieces[run.end] if run.end < len(pieces) else None
    follows = behind.text if isinstance(behind, TextToken) else ""
    place = max((match.end() for match in _END_OF_SENTENCE.finditer(text)), default=-1)
    sentence = read_opening(text[place:]) if place >= 0 else None
    if sentence:
        return _judge_sentence(text, place, follows, is_thanks=sentence.is_thanks)
    start, opening = find_opening(text)
    is_next = run.start - 1 == runs[at - 1].end
    if is_next and _may_join(text) and begins_with_words(follows):
        return Break.DOUBTFUL, 0
    is_first = not has_words(text[:start]) and is_next
    if opening.is_before_cause:
        return Break.NONE, 0
    is_explained = begins_with_words(follows)
    if is_first:
        # "@maya thanks, also to @tom" has words for one thanks only.
        is_again = sum(phrase.kind is PhraseKind.THANKS for phrase in opening.phrases) > 1
        return (Break.DOUBTFUL if is_explained or is_again else Break.NONE), 0
    is_set_off = _COMMA.search(text[:start]) is not None or _COMMA.search(text) is not None
    first = match_first_phrase(text[start:], (PhraseKind.JOINING,))
    is_set_off = is_set_off or (first is not None and not has_words(text[start : start + first.start]))
    if opening.is_thanks:
        is_sure = is_set_off and is_explained and not opening.has_kind(PhraseKind.REQUEST)
        return (Break.SURE if is_sure else Break.DOUBTFUL), start
    if is_set_off and _contains_too(follows):
        return Break.DOUBTFUL, 0
    is_joined = any(word.folded in _AND for word in split_last_words(text, 1))
    if is_explained and (is_joined if is_thanks_first(follows) else is_set_off):
        return Break.DOUBTFUL, 0
    return Break.NONE, 0


def _contains_sentence_end(pieces: Sequence[Piece], run: NameRun) -> bool:
    """Return True if a sentence ends between the names of a run."""
    between = [piece.text for piece in pieces[run.start : run.end] if isinstance(piece, TextToken)]
    return any(_END_OF_SENTENCE.search(text) for text in between)


def _follows_with_words(pieces: Sequence[Piece], run: NameRun) -> bool:
    behind = pieces[run.end] if run.end < len(pieces) else None
    return isinstance(behind, TextToken) and begins_with_words(behind.text)


def _may_join(text: str) -> bool:
    """Return True if a few words between two names may join these: "and of course", "with my friend"."""
    between = split_words(text, _MAX_WORDS_BETWEEN + 1)
    if len(between) == 1:
        return between[0].folded in _BESIDE
    return 2 <= len(between) <= _MAX_WORDS_BETWEEN and between[0].folded in _MAY_JOIN


def _contains_too(text: str) -> bool:
    """Return True if the text says nothing but "too"."""
    first = _END_OF_SENTENCE.split(text, maxsplit=1)[0]
    return " ".join(word.folded for word in split_words(first, _MAX_WORDS_BETWEEN)) in _TOO


def _judge_sentence(text: str, place: int, follows: str, *, is_thanks: bool) -> tuple[Break, int]:
    """Judge names that begin a sentence, perhaps after an opening."""
    says_what_for = begins_with_words(follows) or (_SETS_OFF.match(follows) and has_words(follows))
    if is_thanks:
        return (Break.SURE if has_words(follows) else Break.DOUBTFUL), place
    if says_what_for:
        return Break.SURE, place
    is_doubtful = text[place - 1] == "\n" or not has_words(follows) or _contains_too(follows)
    return (Break.DOUBTFUL if is_doubtful else Break.NONE), 0
