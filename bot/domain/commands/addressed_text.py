"""What a user says to the bot in a message of their own, as they would type it after a command's name."""

import re
from collections.abc import Sequence

from bot.domain.commands.follow_ups import begins_with_thanks, is_thanks_first
from bot.domain.commands.names import find_runs, is_name
from bot.domain.commands.opening import cut_greeting, find_closing_mark, find_open_marks, read_opening
from bot.domain.commands.phrases import DISCRETION, THANKS, PhraseKind
from bot.domain.commands.sentence import join_text
from bot.domain.commands.vocabulary import INVISIBLE_BLANKS
from bot.domain.commands.words import EMOJI, split_words
from bot.domain.ids import UserId
from bot.domain.mentions import TextToken, Token, UserMention, parse_markup, write_markup
from bot.domain.typed_text import collapse_blanks, cut_beginning, is_too_long

_CODE = re.compile(r"```.*?(?:```|$)|`[^`\n]*`", re.DOTALL)
_QUOTED = re.compile(r"^(?:&gt;|>).*$", re.MULTILINE)
_QUOTED_FIRST = re.compile(r"\A(?:\s*(?:&gt;|>)[^\n]*(?:\n|$))*")
_KINDS_BEFORE_BOT = frozenset(
    (
        *DISCRETION,
        *THANKS,
        PhraseKind.REQUEST,
        PhraseKind.GREETING,
        PhraseKind.PREPOSITION,
        PhraseKind.MODIFIER,
    )
)
"""What may come before the bot's name where its author speaks to it."""
_SIGNS_AFTER_BOT = ",.:;!–—-" + INVISIBLE_BLANKS
_SIGNS_BEFORE_BOT = " \t\n\r\f\v\u00a0\u3000,;:–—/-"
_COPY = re.compile(r"\b(?:cc|via|fyi)\Z", re.IGNORECASE)
_WANTS_MORE = re.compile(
    r"\b(?:\w+ing|up|to|for|with|about|of|on|in|into|from|and|or|the|our|by|like|add)\s*$", re.IGNORECASE
)
"""Words after which a name belongs to the sentence: "thanks for setting up @Hearten"."""
_LETTER = re.compile(r"\w")
_ONE_WORD = re.compile(r"\A\s*(\w+)[.!?]+\s*")


def mentions_bot(text: str, bot: UserId) -> bool:
    """Return True if the message mentions the bot (user id) outside of quotes and code."""
    spoken = _QUOTED.sub("", _CODE.sub("", text))
    return f"<@{bot}>" in spoken or f"<@{bot}|" in spoken


def extract_addressed_text(text: str, bot: UserId) -> str | None:
    """Return what a message (Slack markup) says to the bot that it mentions; None if it only mentions it.

    A message is to the bot if it begins with its name, perhaps after a greeting, or if it thanks a user and
    names the bot at the end. The name is cut unless the sentence needs it. A text that is too long to be read
    is returned unchanged if its beginning is to the bot.
    """
    text = collapse_blanks(text)
    if is_too_long(text):
        return text if extract_addressed_text(cut_beginning(text), bot) is not None else None
    quoted = _QUOTED_FIRST.match(text)
    parts = parse_markup(text[quoted.end() :] if quoted else text)
    first = next((at for at, token in enumerate(parts) if _is_mention(token, bot)), None)
    if first is None:
        return None
    before, after = parts[:first], list(parts[first:])
    if _is_opening(before):
        marks = find_open_marks(join_text(before))
        while after and _is_mention(after[0], bot):
            after = _cut_after_name(after[1:], [mark for mark, _ in marks])
        if not split_words(join_text(before), 1):
            before = ()
        return normalize_addressed_text([*_cut_greeting(before), *_split_lines(after, bot)])
    spoken = _cut_last_mention(parts, bot)
    return (
        normalize_addressed_text(spoken)
        if _gives_thanks(spoken, at_its_end=len(spoken) < len(parts))
        else None
    )


def normalize_addressed_text(parts: str | Sequence[Token]) -> str:
    """Return words to the bot as they are typed after a command's name, without a greeting to it.

    A text that is too long to be read is returned as it is.
    """
    if isinstance(parts, str):
        parts = collapse_blanks(parts)
        if is_too_long(parts):
            return parts
    whole = write_markup(
        _cut_greeting(parse_markup(parts if isinstance(parts, str) else write_markup(parts)))
    ).strip()
    one_word = _ONE_WORD.fullmatch(whole)
    return one_word[1] if one_word else whole


def _split_lines(parts: Sequence[Token], bot: UserId) -> list[Token]:
    """Return the parts with each further thanks that begins with the bot's name on a line of its own."""
    lines: list[Token] = []
    for at, token in enumerate(parts):
        behind = parts[at + 1 : at + 3]
        begins_anew = any(
            is_name(one) and _is_opening([part for part in behind[:number] if join_text([part]).strip()])
            for number, one in enumerate(behind)
        )
        lines.append(TextToken("\n") if _is_mention(token, bot) and begins_anew else token)
    return list(parse_markup(write_markup(lines)))


def _is_mention(token: Token, bot: UserId) -> bool:
    return isinstance(token, UserMention) and token.id == bot


def _is_opening(before: Sequence[Token]) -> bool:
    """Return True if there is only a greeting or thanks here."""
    match before:
        case []:
            return True
        case [TextToken(text)]:
            opening = read_opening(text)
            return opening is not None and all(one.kind in _KINDS_BEFORE_BOT for one in opening.phrases)
        case _:
            return False


def _gives_thanks(parts: Sequence[Token], *, at_its_end: bool) -> bool:
    """Return True if the text thanks a user: "thanks @maya for …", "@maya thanks for …".

    "Thanks for the review, @maya" may begin anything; it counts only if the bot was named `at_its_end`.
    """
    runs = find_runs(parts)
    if not runs:
        return False
    before, behind = parts[: runs[0].start], parts[runs[0].end :]
    is_text = all(isinstance(part, TextToken) for part in before)
    opening = read_opening(join_text(before)) if is_text else None
    if opening and opening.has_kind(*THANKS):
        return True
    if opening:
        return bool(behind) and isinstance(behind[0], TextToken) and is_thanks_first(behind[0].text)
    return at_its_end and isinstance(parts[0], TextToken) and begins_with_thanks(parts[0].text)


def _cut_greeting(parts: Sequence[Token]) -> list[Token]:
    """Return the parts without a greeting, which is for the bot."""
    if not parts or not isinstance(parts[0], TextToken):
        return list(parts)
    left = cut_greeting(parts[0].text)
    return [*([TextToken(left)] if left.strip() else []), *parts[1:]]


def _cut_after_name(parts: Sequence[Token], marks: Sequence[str]) -> list[Token]:
    """Return the parts without what sets them off from the bot's name, and what closes `marks` there."""
    if not parts or not isinstance(parts[0], TextToken):
        return list(parts)
    text = parts[0].text
    for mark in reversed(marks):
        text = text.removeprefix(find_closing_mark(mark))
    start = 0
    while start < len(text) and (text[start].isspace() or text[start] in _SIGNS_AFTER_BOT):
        if EMOJI.match(text, start):
            break
        start += 1
    return [*([TextToken(text[start:])] if text[start:] else []), *parts[1:]]


def _cut_last_mention(parts: Sequence[Token], bot: UserId) -> list[Token]:
    """Return the parts without the bot's name among those named first, or set off at the end."""
    opening = [*parts[:1]] if isinstance(parts[0], TextToken) else []
    runs = find_runs(parts)
    end = runs[0].end if runs and runs[0].start == len(opening) else len(opening)
    kept: list[Token] = []
    for at, token in enumerate(parts):
        if at >= end or not _is_mention(token, bot):
            kept.append(token)
        elif at > len(opening) and kept and isinstance(kept[-1], TextToken):
            kept.pop()
    *rest, last = kept
    if isinstance(last, TextToken) and rest and not _LETTER.search(last.text):
        *rest, last = rest
    if not _is_mention(last, bot):
        return kept
    sentence = rest[-1] if rest else None
    if not isinstance(sentence, TextToken):
        return rest
    if _WANTS_MORE.search(sentence.text):
        return kept
    left = _COPY.sub("", sentence.text.rstrip(_SIGNS_BEFORE_BOT)).rstrip(_SIGNS_BEFORE_BOT)
    return [*rest[:-1], *([TextToken(left)] if left else [])]
