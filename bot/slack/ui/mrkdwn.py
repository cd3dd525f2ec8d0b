"""Spans as mrkdwn, which Slack parses: styles become marks, and literal text is protected from parsing.

Mrkdwn has no escape for marks. A blank on either side makes a mark literal, and so does a zero-width space
(https://github.com/slackhq/slack-api-docs/issues/34).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.domain import emoji
from bot.domain.characters import ZERO_WIDTH_SPACE, is_blank, is_word
from bot.domain.formatting import FENCE, MARKS, PLAIN, STYLES, Style
from bot.domain.formatting_writer import join_marked, wrap_style
from bot.domain.mentions import escape
from bot.slack.ui.inline import CodeBlockSpan, EmojiSpan, ListItemSpan, Span, TextSpan, plain_text

_MARK = re.compile(f"[{re.escape(MARKS)}]")
_QUOTING = re.compile("^&gt;", re.MULTILINE)
_GRAVE = "\u02cb"
"""A letter like the mark of code, which code can't contain."""


def mrkdwn(spans: Sequence[Span]) -> str:
    """Return the spans as escaped mrkdwn."""
    return join_marked([piece for span in spans for piece in _pieces(span)])


def text_object(spans: Sequence[Span]) -> dict[str, Any]:
    """Return the spans for a block that takes mrkdwn or plain text.

    Plain text shows names with marks reliably; links and styles need mrkdwn.
    """
    text = "".join(span.text for span in spans if isinstance(span, TextSpan))
    is_plain = all(isinstance(span, TextSpan) and span.style is PLAIN for span in spans)
    if is_plain and literal_mrkdwn(text) != escape(text):
        return {"type": "plain_text", "text": text, "emoji": False}
    return {"type": "mrkdwn", "text": mrkdwn(spans), "verbatim": True}


def plain_object(text: str) -> dict[str, Any]:
    """Return text for a block that takes plain text; names of emoji in it are shown as emoji."""
    return {"type": "plain_text", "text": text, "emoji": True}


def literal_mrkdwn(text: str) -> str:
    """Return text as mrkdwn in which Slack finds no mark, emoji or quote."""
    if ":" not in text and not _MARK.search(text):
        return _escape_quotes(text)
    emoji_starts = {match.start for match in emoji.find_emoji_names(text)}
    parts: list[str] = []
    for index, character in enumerate(text):
        if index in emoji_starts:
            parts.append(f":{ZERO_WIDTH_SPACE}")
        elif character in MARKS and not _is_harmless(text, index):
            parts.append(f"{ZERO_WIDTH_SPACE}{character}{ZERO_WIDTH_SPACE}")
        else:
            parts.append(character)
    return _escape_quotes("".join(parts))


def _escape_quotes(text: str) -> str:
    """Return the text escaped, without a sign of a quote at the beginning of a line."""
    escaped = escape(text)
    return _QUOTING.sub(f"{ZERO_WIDTH_SPACE}&gt;", escaped) if ">" in text else escaped


def _is_harmless(text: str, index: int) -> bool:
    """Return True for a mark inside a word or between blanks."""
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if not before or not after:
        return False
    return (is_word(before) and is_word(after)) or (is_blank(before) and is_blank(after))


def _pieces(span: Span) -> Iterable[tuple[str, bool]]:
    """Return pieces of mrkdwn, and for each whether it has marks at its edges."""
    match span:
        case TextSpan(text):
            style = span.style
            return [(literal_mrkdwn(text), False)] if style is PLAIN else _style_lines(text, style)
        case CodeBlockSpan(text):
            return [(f"{FENCE}{escape(text.replace('`', _GRAVE))}{FENCE}", False)]
        case ListItemSpan():
            return [(mrkdwn(span.inline), False)]
        case EmojiSpan(name):
            return [(f":{name}:", True)]
        case _:
            return [(plain_text([span]), False)]


def _style_lines(text: str, style: Style) -> Iterator[tuple[str, bool]]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield "\n", False
        if style.code:
            pieces = wrap_style(escape(line.replace("`", _GRAVE)), "`")
        else:
            pieces = [(literal_mrkdwn(line), bool(line.strip()))]
        for piece, is_marked in pieces:
            yield from _wrap_styles(piece, style) if is_marked else [(piece, False)]


def _wrap_styles(text: str, style: Style) -> list[tuple[str, bool]]:
    pieces = [(text, style.code)]
    for mark, name in reversed(STYLES.items()):
        if getattr(style, name):
            pieces = [
                wrapped
                for piece, marked in pieces
                for wrapped in (wrap_style(piece, mark) if piece.strip() else [(piece, marked)])
            ]
    return pieces
