"""A recognition that begins with names, perhaps after an opening: "a big thank you to @maya for …"."""

from collections.abc import Sequence

from bot.domain.commands.command import Doubt
from bot.domain.commands.discretion import BLANKS, SECRET_EMOJI
from bot.domain.commands.follow_ups import FollowUp, begins_with_words, is_thanks_first, read_follow_up
from bot.domain.commands.names import NameRun, find_names
from bot.domain.commands.opening import STYLES, Opening, find_closing_mark, find_open_marks
from bot.domain.commands.phrases import DISCRETION, PhraseKind, has_kind, match_first_phrase
from bot.domain.commands.sentence import (
    DraftSentence,
    ParsedRecognition,
    cut_ends,
    cut_first_tags,
    join_text,
    make_sentence,
    note_discretion,
    write_pieces,
)
from bot.domain.commands.tags import Piece
from bot.domain.commands.words import find_emoji
from bot.domain.mentions import TextToken
from bot.domain.message_text import has_content

_AND = frozenset(("and", "und", "plus", "sowie", "as well as", "along with", "together with", "et", "y"))
_THAT = frozenset(("that", "dass", "que", "che", "who", "which"))
_RELATIVE = frozenset(("who", "whose", "which", "qui", "que", "quien"))
_AFTER_COMMA = frozenset(("dass", "weil", "wenn", "als", "der", "die"))
"""German words that a comma comes before."""


def read_leading_names(pieces: Sequence[Piece], run: NameRun, opening: Opening) -> ParsedRecognition:
    """Read a recognition that begins with names: words follow, unless these need the names."""
    draft = DraftSentence()
    draft.discretion += (phrase.kind for phrase in opening.phrases if phrase.kind in DISCRETION)
    if SECRET_EMOJI.search(opening.text):
        draft.discretion.append(PhraseKind.DISCREET)
    named = pieces[run.start : run.end]
    note_discretion(draft, named)
    rest = cut_first_tags(pieces[run.end :])
    marks = find_open_marks(opening.text)
    behind = ""
    if rest and isinstance(rest[0], TextToken):
        behind, rest = rest[0].text, rest[1:]
    follow_up = read_follow_up(behind, [mark for mark, _ in marks])
    draft.discretion += follow_up.discretion
    is_only = len(opening.phrases) == 1 and has_kind(opening.phrases[0].text, PhraseKind.ONLY)
    if is_only and not follow_up.discretion:
        draft.discretion.append(PhraseKind.DISCREET)
        draft.doubt = Doubt.DISCREET
    if follow_up.is_doubtful:
        draft.doubt = Doubt.DISCREET
    if opening.is_before_cause:
        draft.doubt = Doubt.WHO
    words = cut_ends(draft, [TextToken(follow_up.text), *rest])
    says_nothing = not has_content(write_pieces(words))
    is_whole = (
        follow_up.is_attached
        or opening.is_before_cause
        or (opening.is_complete if says_nothing else _needs_names(opening, follow_up))
    )
    if is_whole:
        before = opening.cut_orders() if opening.needs_sentence else "".join(mark for mark, _ in marks)
        is_cut = bool(follow_up.discretion) and not follow_up.is_doubtful
        space = "" if follow_up.is_attached else " "
        after = TextToken(space + follow_up.text if is_cut else behind)
        words = cut_ends(draft, [TextToken(before), *named, after, *rest])
        dropped = ""
    else:
        words = _add_opening(opening, follow_up, marks, words, says_nothing=says_nothing)
        dropped = join_text(named)
    return make_sentence(draft, pieces, words, find_names(pieces, run), dropped)


def _needs_names(opening: Opening, follow_up: FollowUp) -> bool:
    """Return True if the sentence reads well only with the names in it."""
    if not (opening.is_thanks or opening.needs_sentence):
        return False
    phrase = match_first_phrase(follow_up.text, (PhraseKind.CAUSE,))
    joining = match_first_phrase(follow_up.text, (PhraseKind.JOINING,))
    if opening.is_thanks and joining is not None and joining.text in _AND:
        # "Thanks to @maya and everyone."
        return True
    if opening.is_thanks and not follow_up.sign and phrase is not None and phrase.text in _RELATIVE:
        # "Thanks to @maya who helped."
        return True
    # "Tell @maya that she rocks."
    is_told = opening.has_kind(PhraseKind.REQUEST_TO_TELL) and phrase is not None and phrase.text in _THAT
    return opening.needs_sentence and (is_told or not follow_up.is_connected)


def _add_opening(
    opening: Opening,
    follow_up: FollowUp,
    marks: Sequence[tuple[str, int]],
    words: list[Piece],
    *,
    says_nothing: bool,
) -> list[Piece]:
    """Return the words with the thanks that came before the names, and with marks that they close."""
    between = opening.thanks_range
    still_open = [mark for mark, _ in marks[: len(marks) - len(follow_up.closed_marks)]]
    thanks = opening.write_thanks()
    begins_with_thanks = is_thanks_first(follow_up.text) and not follow_up.sign
    if not between or says_nothing or begins_with_thanks:
        return [TextToken(" ".join((*find_emoji(opening.text), ""))), *_close_marks(still_open, words)]
    for mark, at in marks:
        # A style may begin with the thanks, and end behind the names or later.
        if mark in STYLES and at == between[0] - 1:
            if mark in still_open:
                still_open.remove(mark)
                thanks = f"{mark}{thanks}"
            else:
                thanks = f"{mark}{thanks}{mark}"
    return [TextToken(thanks + _join_names(follow_up)), *_close_marks(still_open, words)]


def _join_names(follow_up: FollowUp) -> str:
    """Return what is between the thanks before the names and the words behind them."""
    sign = follow_up.sign
    if sign == "\n":
        return sign
    if not sign or (begins_with_words(follow_up.text) and sign[0] in "-–—‒―:;,"):
        first = match_first_phrase(follow_up.text, (PhraseKind.CAUSE,))
        is_kept = is_thanks_first(follow_up.text) or (first is not None and first.text in _AFTER_COMMA)
        return ", " if sign and is_kept else " "
    return f"{sign} " if sign[0] in ",;:!.?…、。，！？" else f" {sign} "


def _close_marks(still_open: Sequence[str], words: list[Piece]) -> list[Piece]:
    """Return the words with the marks that are closed among them, though opened before the names."""
    for mark in reversed(still_open):
        text, end = join_text(words), find_closing_mark(mark)
        is_unmatched = text.count(end) % 2 == 1 if end == mark else text.count(end) > text.count(mark)
        if not is_unmatched:
            continue
        last = words[-1]
        if mark not in STYLES and isinstance(last, TextToken) and last.text.rstrip(BLANKS).endswith(end):
            words = [*words[:-1], TextToken(last.text.rstrip(BLANKS)[: -len(end)])]
        else:
            words = [TextToken(mark), *words]
    return words
