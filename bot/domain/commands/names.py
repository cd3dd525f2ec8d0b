"""Runs of names: mentions that stand together, whatever joins them."""

import re
from collections.abc import Sequence

from msgspec import Struct

from bot.domain.commands.phrases import DISCRETION, OPENING, PhraseKind, has_kind, read_phrases
from bot.domain.commands.tags import Piece, Tag
from bot.domain.commands.words import EMOJI
from bot.domain.ids import UserId
from bot.domain.mentions import GroupMention, Name, TextToken, UserMention, WholeChannel

KINDS_BETWEEN_NAMES = frozenset(
    (
        *(*DISCRETION, PhraseKind.JOINING, PhraseKind.ALTERNATIVE),
        *(PhraseKind.HONORIFIC, PhraseKind.PREPOSITION, PhraseKind.THANKS, PhraseKind.MODIFIER),
    )
)
"""The kinds that join names."""
_POSSESSIVE = re.compile(r"\A['’ʼ]?s(?=\W)")
_LIST_SIGN = re.compile(r"[,;/|&+、，；／｜＆＋・،!.\n]")


class NameRun(Struct, frozen=True):
    """Mentions in a row: the pieces from `start` up to `end`, which begin and end with a mention."""

    start: int
    end: int


def is_name(piece: Piece) -> bool:
    """Return True if the piece mentions a person, a user group, or a channel that is thanked."""
    return isinstance(piece, Name)


def find_runs(pieces: Sequence[Piece]) -> list[NameRun]:
    """Return the runs of names, in order."""
    runs: list[NameRun] = []
    for at, piece in enumerate(pieces):
        if not is_name(piece):
            continue
        if runs and _joins(pieces, runs, at):
            runs[-1] = NameRun(runs[-1].start, at + 1)
        else:
            runs.append(NameRun(at, at + 1))
    return runs


def find_names(pieces: Sequence[Piece], run: NameRun) -> tuple[tuple[UserId, ...], tuple[str, ...]]:
    """Return the user ids of a run, and the ids of its groups and channels, each once."""
    named = pieces[run.start : run.end]
    users = dict.fromkeys(piece.id for piece in named if isinstance(piece, UserMention))
    groups = dict.fromkeys(piece.id for piece in named if isinstance(piece, GroupMention | WholeChannel))
    return tuple(users), tuple(groups)


def _joins(pieces: Sequence[Piece], runs: Sequence[NameRun], at: int) -> bool:
    """Return True if what is between the last run and the mention at this place only joins them."""
    between = pieces[runs[-1].end : at]
    if not all(isinstance(piece, TextToken | Tag) for piece in between):
        return False
    text = _POSSESSIVE.sub("", "".join(piece.text for piece in between if isinstance(piece, TextToken)))
    phrases = read_phrases(text, KINDS_BETWEEN_NAMES)
    if phrases is None:
        return False
    is_listed = _LIST_SIGN.search(EMOJI.sub("", text)) is not None
    is_listed = is_listed or any(
        phrase.kind in (PhraseKind.JOINING, PhraseKind.ALTERNATIVE) for phrase in phrases
    )
    kinds = {phrase.kind for phrase in phrases}
    if any(
        phrase.kind is PhraseKind.PREPOSITION and has_kind(phrase.text, PhraseKind.CAUSE)
        for phrase in phrases
    ):
        return False
    if kinds & {PhraseKind.THANKS, PhraseKind.MODIFIER}:
        # "thanks @maya, thanks @li" joins; "@maya thanks @li" does not.
        return is_listed and PhraseKind.THANKS in kinds and _is_after_thanks(pieces, runs)
    return is_listed or PhraseKind.PREPOSITION not in kinds


def _is_after_thanks(pieces: Sequence[Piece], runs: Sequence[NameRun]) -> bool:
    """Return True if the text begins with thanks to the last run."""
    first = pieces[0]
    if len(runs) > 1 or runs[-1].start != 1 or not isinstance(first, TextToken):
        return False
    return any(phrase.kind is PhraseKind.THANKS for phrase in read_phrases(first.text, OPENING) or ())
