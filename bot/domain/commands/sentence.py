"""One thanks as it was read, and what is cut off its ends."""

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from bot.domain.commands.command import Doubt
from bot.domain.commands.discretion import (
    BLANKS,
    cut_discretion_at_end,
    has_discreet_clause,
    may_end_discreetly,
)
from bot.domain.commands.follow_ups import read_follow_up, skip_signs
from bot.domain.commands.names import KINDS_BETWEEN_NAMES
from bot.domain.commands.opening import cut_greeting
from bot.domain.commands.phrases import DISCRETION, PhraseKind, read_phrases
from bot.domain.commands.tags import Piece, Tag
from bot.domain.commands.vocabulary import fold_text
from bot.domain.commands.words import find_emoji
from bot.domain.ids import UserId
from bot.domain.mentions import TextToken, parse_markup, write_markup
from bot.domain.message_text import clean_text
from bot.domain.typed_text import is_too_long

_OPENS_AT_END = re.compile(r"(?:(?<=\s)|(?<=\A))[\"'(\[{“„«‹「\\]{1,3}\Z")
"""What was opened before a value that is gone, or kept its sign from being read."""


class ParsedRecognition(Struct, frozen=True):
    """A recognition as it was read.

    `text` is Slack markup. `tags` are the named values. `dropped_text` was cut from the text; its emoji may
    be values. `discretion` is what asked for a private recognition.
    """

    users: tuple[UserId, ...] = ()
    groups: tuple[str, ...] = ()
    text: str = ""
    tags: tuple[Tag, ...] = ()
    dropped_text: str = ""
    discretion: tuple[PhraseKind, ...] = ()
    doubt: Doubt | None = None


class DraftSentence(Struct):
    """What is known of a sentence while it is read."""

    discretion: list[PhraseKind] = field(default_factory=list)
    doubt: Doubt | None = None


def join_text(pieces: Sequence[Piece]) -> str:
    """Return the literal text of the pieces."""
    return "".join(piece.text for piece in pieces if isinstance(piece, TextToken))


def write_pieces(pieces: Sequence[Piece]) -> str:
    """Return the pieces as Slack markup."""
    return write_markup(TextToken(f"#{piece.typed}") if isinstance(piece, Tag) else piece for piece in pieces)


def make_sentence(
    draft: DraftSentence,
    pieces: Sequence[Piece],
    kept: Sequence[Piece],
    named: tuple[tuple[UserId, ...], tuple[str, ...]] = ((), ()),
    dropped: str = "",
) -> ParsedRecognition:
    """Return the sentence that the pieces are, with the words `kept` of them."""
    return ParsedRecognition(
        users=named[0],
        groups=named[1],
        text=clean_text(write_pieces(kept).strip(BLANKS)),
        tags=tuple(piece for piece in pieces if isinstance(piece, Tag)),
        dropped_text=dropped,
        discretion=tuple(draft.discretion),
        doubt=draft.doubt,
    )


def note_discretion(draft: DraftSentence, named: Sequence[Piece]) -> None:
    """Note what asks for discretion between names, and that only one of these may be meant."""
    for piece in named:
        if isinstance(piece, TextToken):
            phrases = read_phrases(piece.text, KINDS_BETWEEN_NAMES) or ()
            draft.discretion += (phrase.kind for phrase in phrases if phrase.kind in DISCRETION)
            if any(phrase.kind is PhraseKind.ALTERNATIVE for phrase in phrases):
                draft.doubt = Doubt.WHO


def cut_orders_before(draft: DraftSentence, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without a greeting and without what asks for discretion before all other words."""
    if not pieces or not isinstance(pieces[0], TextToken):
        return list(pieces)
    text = cut_greeting(pieces[0].text)
    follow_up = read_follow_up(f" {text}", ())
    if not follow_up.discretion:
        return [TextToken(text), *pieces[1:]]
    draft.discretion += follow_up.discretion
    begins_with_command = fold_text(text).startswith("quietly ")
    if follow_up.is_doubtful and not begins_with_command:
        draft.doubt = Doubt.DISCREET
    if begins_with_command:
        follow_up = replace(follow_up, text=skip_signs(text.lstrip()[len("quietly") :]))
    return [TextToken(follow_up.text), *pieces[1:]]


def find_discretion(words: str, *, with_clauses: bool = True) -> tuple[PhraseKind, ...]:
    """Return what the words of a thanks ask for beyond doubt, at their beginning or end.

    The people are chosen in a form, so the words hold no names that such a request goes with. `with_clauses`
    is False if the giver was asked already whether a clause in the last words asks for discretion.
    """
    pieces = () if is_too_long(words) else parse_markup(words)
    if pieces and isinstance(pieces[0], TextToken):
        follow_up = read_follow_up(f" {cut_greeting(pieces[0].text)}", ())
        if follow_up.discretion and not follow_up.is_doubtful:
            return follow_up.discretion
    draft = DraftSentence()
    cut_ends(draft, pieces)
    if draft.discretion and not draft.doubt:
        return tuple(draft.discretion)
    has_clause = with_clauses and has_discreet_clause(join_text(pieces[-1:]))
    return (PhraseKind.DISCREET,) if has_clause else ()


def cut_first_tags(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without the values that are named before all words."""
    left = list(pieces)
    while left:
        first, second = left[0], left[1] if len(left) > 1 else None
        if isinstance(first, Tag):
            left.pop(0)
            if isinstance(second, TextToken):
                left[0] = TextToken(skip_signs(second.text))
        elif isinstance(first, TextToken) and isinstance(second, Tag) and _is_separator(first.text):
            left.pop(0)
        else:
            break
    return left


def cut_ends(draft: DraftSentence, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without values named around the sentence, and without what asks for discretion there.

    Inside a sentence a value's name stays, as a part of it.
    """
    left = cut_first_tags(pieces)
    sign = ""
    while left:
        last = left[-1]
        if isinstance(last, TextToken):
            text, asked = cut_discretion_at_end(last.text)
            draft.discretion += asked
            left[-1] = TextToken(text.rstrip(BLANKS))
            if text != last.text:
                continue
            if len(left) < 2 or not isinstance(left[-2], Tag) or not _is_separator(text):
                break
            sign = next((c for c in text if c in ".!?…"), sign)
        elif not isinstance(last, Tag):
            break
        left.pop()
        if left and isinstance(before := left[-1], TextToken):
            left[-1] = TextToken(_OPENS_AT_END.sub("", before.text))
    if (
        not draft.discretion
        and left
        and isinstance(left[-1], TextToken)
        and may_end_discreetly(left[-1].text)
    ):
        draft.discretion.append(PhraseKind.DISCREET)
        draft.doubt = draft.doubt or Doubt.DISCREET
    if sign and left and isinstance(left[-1], TextToken) and left[-1].text[-1:].isalnum():
        left[-1] = TextToken(left[-1].text + sign)
    return left


def _is_separator(text: str) -> bool:
    """Return True if the text only separates what is around it."""
    return not find_emoji(text) and read_phrases(text, (PhraseKind.JOINING,)) is not None
