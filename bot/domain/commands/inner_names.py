"""A thanks that begins with other words than names: it is kept whole, with the names in it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.domain.commands.command import Doubt
from bot.domain.commands.discretion import BLANKS
from bot.domain.commands.follow_ups import FollowUp, read_follow_up
from bot.domain.commands.names import NameRun, find_names, is_name
from bot.domain.commands.opening import find_discretion_at_end, find_opening
from bot.domain.commands.phrases import DISCRETION, THANKS, PhraseKind, contains_kind, has_kind, read_phrases
from bot.domain.commands.sentence import (
    DraftSentence,
    ParsedRecognition,
    cut_ends,
    cut_orders_before,
    join_text,
    make_sentence,
    note_discretion,
)
from bot.domain.commands.tags import Piece, Tag
from bot.domain.commands.words import split_last_words, split_words
from bot.domain.ids import UserId
from bot.domain.mentions import TextToken

_TAKES_AN_OBJECT = re.compile(r"\A.{2,}(?:ing|ed)")
_TAKERS = frozenset(
    (
        *("to", "about", "of", "on", "in", "into", "from", "at", "by", "like", "add", "up", "and", "or"),
        *("without", "after", "before", "let", "lets", "get", "gets", "help", "helps", "tell", "show"),
        *(
            "gave",
            "give",
            "given",
            "told",
            "shown",
            "sent",
            "taught",
            "lent",
            "brought",
            "made",
            "got",
            "saw",
        ),
        *("met", "an", "von", "zu", "zum", "zur", "nach", "ohne", "und", "oder", "im", "am", "ins"),
    )
)
"""Last words that may need the name behind them, beside participles."""
_RELATIONS = frozenset(
    (
        *(
            "with",
            "that",
            "which",
            "who",
            "whom",
            "when",
            "since",
            "mit",
            "dass",
            "wer",
            "bei",
            "beim",
            "als",
        ),
        *("wenn", "avec", "qui", "que", "de", "con", "che", "com", "met", "med", "quien"),
    )
)
"""Words that lead to a cause only behind thanks: "help with the release from @maya" is hers."""
_CONJUNCTIONS = frozenset(("when", "since", "als", "wenn", "weil", "because", "quand", "cuando"))
_BEFORE_NOUNS = frozenset(
    (
        *("the", "a", "your", "our", "my", "his", "her", "their", "this", "that", "these", "those", "all"),
        *("great", "good", "amazing", "awesome", "quick", "fast", "excellent", "helpful", "super", "code"),
    )
)
"""Words behind which "meeting" is no participle."""
_PAUSES = ",;:.!?…\n–—‒―/|、。，！？-"
_NEXT_PAUSE = re.compile(rf"\A[{BLANKS}]*(?:[,;.!?…\n–—、。，！？-]|\Z)")
_ENDS_OF_SENTENCE = ".!?…\n。！？"
_KINDS_AT_THE_END = frozenset(
    (*DISCRETION, *THANKS, PhraseKind.MODIFIER, PhraseKind.AFTER_THANKS, PhraseKind.FILLER)
)


def read_inner_names(pieces: Sequence[Piece], runs: Sequence[NameRun]) -> ParsedRecognition:
    """Read a thanks that begins with other words: it is kept whole, with the names in it."""
    draft = DraftSentence()
    chosen, draft.doubt = _choose(pieces, runs)
    if join_text(pieces).rstrip(f"{BLANKS}\"”'“)*_~!").endswith(("?", "？")):
        draft.doubt = Doubt.QUESTION
    for run in chosen:
        before = pieces[run.start - 1] if run.start else None
        found = find_discretion_at_end(before.text) if isinstance(before, TextToken) else None
        after = pieces[run.end] if run.end < len(pieces) else None
        follow_up = read_follow_up(after.text, ()) if isinstance(after, TextToken) else FollowUp("")
        if found or follow_up.discretion:
            draft.doubt = Doubt.DISCREET
            draft.discretion += (*((found.kind,) if found else ()), *follow_up.discretion)
        note_discretion(draft, pieces[run.start : run.end])
    words = cut_ends(draft, cut_orders_before(draft, pieces))
    return make_sentence(draft, pieces, words, _collect_names(pieces, chosen))


def _choose(pieces: Sequence[Piece], runs: Sequence[NameRun]) -> tuple[Sequence[NameRun], Doubt | None]:
    """Return the runs of names who are thanked in a sentence that begins with other words."""
    thanked = [run for run in runs if _is_thanked(pieces, run)]
    if thanked:
        return thanked, None if len(thanked) == 1 else Doubt.WHO
    if _has_cause(join_text(pieces[: runs[0].start])):
        return _choose_behind_cause(pieces, runs)
    chosen = [runs[0]]
    for previous, run in pairwise(runs):
        if contains_kind(join_text(pieces[previous.end : run.start]), PhraseKind.CAUSE):
            break
        chosen.append(run)
    return chosen, None if len(chosen) == 1 else Doubt.WHO


def _has_cause(lead: str) -> bool:
    """Return True if the words before the first name give the cause, perhaps with the name in it."""
    has_thanks = contains_kind(lead, PhraseKind.THANKS) or contains_kind(lead, PhraseKind.REQUEST)
    for number, word in enumerate(split_words(lead)):
        # A clause may come first: "when the server broke @maya stayed".
        is_clause = number == 0 and word.folded in _CONJUNCTIONS
        is_cause = has_kind(word.folded, PhraseKind.CAUSE) and not is_clause
        if is_cause and (has_thanks or word.folded not in _RELATIONS):
            return True
    return False


def _is_thanked(pieces: Sequence[Piece], run: NameRun) -> bool:
    """Return True if words of thanks lead to these names: "the launch was great, thanks to @maya"."""
    before = pieces[run.start - 1] if run.start else None
    if not isinstance(before, TextToken):
        return False
    opening = find_opening(before.text)[1]
    return opening.is_thanks and not opening.is_before_cause


def _choose_behind_cause(
    pieces: Sequence[Piece], runs: Sequence[NameRun]
) -> tuple[Sequence[NameRun], Doubt | None]:
    """Return who is thanked where the cause comes before all names: "thanks for the review @maya".

    Those at the end are, unless the words before them need an object: "thanks for covering for @bob".
    """
    last = runs[-1]
    previous_end = runs[-2].end if len(runs) > 1 else 0
    before, after = pieces[previous_end : last.start], pieces[last.end :]
    text = join_text(before)
    tail = split_last_words(text, 2)
    is_paused = bool(tail) and (_ends_with(text, _PAUSES) or isinstance(before[-2:][0], Tag))
    takes_object = bool(tail) and not is_paused and _takes_object([word.folded for word in tail])
    is_last = all(isinstance(piece, TextToken | Tag) for piece in after) and (
        read_phrases(join_text(after), _KINDS_AT_THE_END) is not None
    )
    if is_last and tail and not takes_object:
        return [last], None
    if len(runs) == 1 and is_paused:
        follows = after[0].text if isinstance(after[0], TextToken) else ""
        if _NEXT_PAUSE.match(follows) or _ends_with(text, _ENDS_OF_SENTENCE):
            return [last], None
    if takes_object:
        # The first is the object; those who follow may be the ones who are thanked.
        return [
            NameRun(at, at + 1) for at in range(last.start + 1, last.end) if is_name(pieces[at])
        ], Doubt.WHO
    return [last], Doubt.WHO


def _ends_with(text: str, signs: str) -> bool:
    """Return True if one of these signs ends the text, perhaps before blanks and closing marks."""
    bare = text.rstrip(f"{BLANKS}\"”'“)")
    return any(sign in text[max(len(bare) - 1, 0) :] for sign in signs)


def _takes_object(tail: Sequence[str]) -> bool:
    """Return True if a name behind these last words may be their object."""
    word = tail[-1]
    if _TAKES_AN_OBJECT.fullmatch(word):
        return len(tail) < 2 or tail[-2] not in _BEFORE_NOUNS
    return word in _TAKERS or has_kind(word, PhraseKind.CAUSE)


def _collect_names(
    pieces: Sequence[Piece], runs: Sequence[NameRun]
) -> tuple[tuple[UserId, ...], tuple[str, ...]]:
    found = [find_names(pieces, run) for run in runs]
    return (
        tuple(dict.fromkeys(user for users, _ in found for user in users)),
        tuple(dict.fromkeys(group for _, groups in found for group in groups)),
    )
