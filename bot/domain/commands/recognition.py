"""The grammar of a thanks: people, words, values."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from msgspec.structs import replace

from bot.domain.commands.command import (
    Doubt,
    DoubtfulGiveCommand,
    GiveCommand,
    GiveSeveralCommand,
    GiveWithoutNames,
    NearMiss,
)
from bot.domain.commands.follow_ups import is_thanks_first
from bot.domain.commands.inner_names import read_inner_names
from bot.domain.commands.leading_names import read_leading_names
from bot.domain.commands.misfit import find_misfit
from bot.domain.commands.names import NameRun, find_names, find_runs, is_name
from bot.domain.commands.opening import Opening, read_opening
from bot.domain.commands.phrases import PhraseKind
from bot.domain.commands.sentence import (
    DraftSentence,
    ParsedRecognition,
    cut_ends,
    cut_orders_before,
    join_text,
    make_sentence,
)
from bot.domain.commands.several_recognitions import MAX_SEVERAL, divide
from bot.domain.commands.tags import Piece, Tag, find_tags
from bot.domain.ids import ChannelId
from bot.domain.mentions import TextToken, Token, parse_markup, unescape
from bot.domain.message_text import has_content
from bot.domain.typed_text import is_too_long
from bot.domain.values import Values

T = TypeVar("T")


_NUMBER_IN_LIST = re.compile(r"(\A|\n)[ \t]*\d{1,2}[.)][ \t]*\Z")
_TYPED_NAME = re.compile(r"(?<![\w@＠])[@＠](\w[\w.-]*)")


def parse_recognition(
    parts: Sequence[Token], values: Values, channel_names: Mapping[ChannelId, str]
) -> GiveCommand | GiveSeveralCommand | DoubtfulGiveCommand | GiveWithoutNames:
    """Read a thanks. `channel_names` (id → name) fills in names that Slack left out of mentions."""
    pieces, near = find_tags(parts, values, channel_names)
    pieces = _cut_numbers(pieces)
    runs = find_runs(pieces)
    whole = _read_sentence(pieces, runs)
    if not has_mention(parts):
        return GiveWithoutNames(
            _find_typed_name(parts), whole.text, _find_values(whole, values), bool(whole.discretion)
        )
    division = divide(pieces, runs)
    if len(division.parts) == 1 and not division.doubtful:
        gift = _make_command(whole, values, near)
        return DoubtfulGiveCommand(gift, whole.doubt) if whole.doubt else gift
    sentences = [_read_sentence(part, find_runs(part)) for part in division.parts]
    is_discreet = any(sentence.discretion for sentence in sentences)
    gifts = [replace(_make_command(one, values, near), is_private=is_discreet) for one in sentences]
    is_sure = not division.doubtful and len(gifts) <= MAX_SEVERAL
    begins_with_thanks = is_thanks_first(join_text(pieces[:1]))
    is_sure = is_sure and (begins_with_thanks or all(_is_thanks(one) for one in sentences))
    if is_sure and all(_is_complete(one) for one in sentences):
        return GiveSeveralCommand(tuple(gifts))
    named = [find_names(pieces, run) for run in division.doubtful]
    gift = replace(
        _make_command(whole, values, near),
        users=_unique([gift.users for gift in gifts] + [users for users, _ in named]),
        groups=_unique([gift.groups for gift in gifts] + [groups for _, groups in named]),
        is_private=is_discreet,
    )
    return DoubtfulGiveCommand(gift, Doubt.SEVERAL)


def parse_text(text: str, values: Values) -> tuple[str, tuple[str, ...]]:
    """Return what a form's field says, without values named around it, and the keys of the values in it."""
    if is_too_long(text):
        return text, ()
    draft = DraftSentence()
    pieces, _ = find_tags(parse_markup(text), values, {})
    sentence = make_sentence(draft, pieces, cut_ends(draft, pieces))
    # The form has a choice for discretion: what asks for it there is a part of the words.
    return text if draft.discretion else sentence.text, _find_values(sentence, values)


def has_mention(tokens: Sequence[Token]) -> bool:
    """Return True if any person or user group is mentioned, or a channel that is thanked."""
    return any(is_name(token) for token in tokens)


def _cut_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without the numbers of a list of names: "1. @maya for …"."""
    left = list(pieces)
    for at, (piece, following) in enumerate(pairwise(pieces)):
        if isinstance(piece, TextToken) and is_name(following):
            left[at] = TextToken(_NUMBER_IN_LIST.sub(r"\1", piece.text))
    return left


def _read_sentence(pieces: Sequence[Piece], runs: Sequence[NameRun]) -> ParsedRecognition:
    """Read one thanks, with these runs of names."""
    if not runs:
        return _read_without_names(pieces)
    opening = _read_opening(pieces[: runs[0].start])
    return read_leading_names(pieces, runs[0], opening) if opening else read_inner_names(pieces, runs)


def _read_opening(before: Sequence[Piece]) -> Opening | None:
    if not all(isinstance(piece, TextToken | Tag) for piece in before):
        return None
    return read_opening(join_text(before))


def _read_without_names(pieces: Sequence[Piece]) -> ParsedRecognition:
    draft = DraftSentence()
    rest = cut_orders_before(draft, pieces)
    draft.doubt = None
    return make_sentence(draft, pieces, cut_ends(draft, rest))


def _find_typed_name(parts: Sequence[Token]) -> str:
    """Return the first name after an at sign that is no mention, or ""."""
    texts = (part.text for part in parts if isinstance(part, TextToken))
    found = next((match for text in texts if (match := _TYPED_NAME.search(text))), None)
    return found.group(1) if found else ""


def _is_complete(sentence: ParsedRecognition) -> bool:
    """Return True if a part of a text is a recognition without doubt."""
    is_anonymous = PhraseKind.ANONYMOUS in sentence.discretion
    return not sentence.doubt and not is_anonymous and has_content(sentence.text)


def _is_thanks(sentence: ParsedRecognition) -> bool:
    """Return True if a part of a text clearly thanks the users that it names."""
    said = join_text(
        tuple(TextToken("\n") if is_name(piece) else piece for piece in parse_markup(sentence.text))
    )
    return find_misfit(said, said, has_value=bool(sentence.tags)) is None


def _make_command(sentence: ParsedRecognition, values: Values, near: Sequence[NearMiss]) -> GiveCommand:
    return GiveCommand(
        users=sentence.users,
        groups=sentence.groups,
        text=sentence.text,
        values=_find_values(sentence, values),
        near_values=tuple(miss for miss in near if miss.typed in unescape(sentence.text)),
        is_private=bool(sentence.discretion),
        is_anonymous=PhraseKind.ANONYMOUS in sentence.discretion,
    )


def _find_values(sentence: ParsedRecognition, values: Values) -> tuple[str, ...]:
    """Return the keys of the values that were named or that the text has as emoji."""
    found = [tag.value.key for tag in sentence.tags]
    for text in (
        sentence.dropped_text,
        *(part.text for part in parse_markup(sentence.text) if isinstance(part, TextToken)),
    ):
        found += (value.key for value in values.find_by_emoji_names(text))
        found += (v.key for v in values.find_by_characters(text))
    return tuple(dict.fromkeys(found))


def _unique(ids: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(one for some in ids for one in some))
