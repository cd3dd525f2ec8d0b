"""Slack's own markup, mrkdwn, as safe HTML.

Bold, italic, strike, code, code blocks and quotes; what stands between angle brackets is drawn by
`references`. Unbalanced marks stay as they were typed, and everything else is escaped.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from markupsafe import Markup, escape

from bot.practice.page import emoji, references
from bot.practice.page.reader import Reader
from bot.practice.pieces import unescaped

_FENCE: Final = re.compile(r"```(.+?)```", re.DOTALL)
_QUOTED: Final = re.compile(r"(?:&gt;|>) ?")
_QUOTED_TO_THE_END: Final = re.compile(r"(?:&gt;|>){3} ?")


def _marked(mark: str, name: str) -> str:
    # The inside ends at the next mark at the latest: nesting stays shallow and matching linear.
    inside = rf"(?:<[^<>\n]*>|[^{mark}<\n])+?"
    # A blank that nobody sees keeps a mark from counting, as any other blank does.
    return rf"(?<![\w{mark}]){mark}(?=[^\s\u200b])(?P<{name}>{inside})(?<=[^\s\u200b]){mark}(?![\w{mark}])"


_INLINE: Final = re.compile(
    "|".join(
        (
            r"<(?P<reference>[^<>\n]+)>",
            r"`(?![\u200b`])(?P<code>[^`\n]+)(?<!\u200b)`",
            _marked(r"\*", "b"),
            _marked("_", "i"),
            _marked("~", "s"),
            rf":(?P<emoji>{emoji.NAME}):",
        )
    )
)


def draw(text: str, reader: Reader) -> Markup:
    """Draw a text of several lines with its code blocks and quotes."""
    # Splitting by a pattern with one group gives text and code in turn.
    pieces = _FENCE.split(text)
    parts: list[Markup] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            parts.append(Markup("<pre>{}</pre>").format(unescaped(piece.strip("\n"))))
            continue
        # A code block stands on lines of its own anyway.
        after_code = piece.removeprefix("\n") if place else piece
        beside_code = after_code if place == len(pieces) - 1 else after_code.removesuffix("\n")
        if beside_code:
            parts.append(_quotes(beside_code, reader))
    return Markup("").join(parts)


def draw_line(text: str, reader: Reader) -> Markup:
    """Draw the marks within lines: no code blocks, no quotes."""
    parts: list[Markup] = []
    end = 0
    for match in _INLINE.finditer(text):
        parts.extend((escape(unescaped(text[end : match.start()])), _mark(match, reader)))
        end = match.end()
    parts.append(escape(unescaped(text[end:])))
    return Markup("").join(parts)


def _quotes(text: str, reader: Reader) -> Markup:
    parts: list[Markup] = []
    for quoted, lines in groupby(_lines(text), key=itemgetter(0)):
        inside = draw_line("\n".join(line for _, line in lines), reader)
        parts.append(Markup("<blockquote>{}</blockquote>").format(inside) if quoted else inside)
    return Markup("").join(parts)


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    """Give each line with whether it is quoted, the quote mark taken off."""
    to_the_end = False
    for line in text.split("\n"):
        opening = None if to_the_end else _QUOTED_TO_THE_END.match(line)
        match = _QUOTED.match(line)
        if opening is not None:
            to_the_end = True
            yield True, line[opening.end() :]
        elif to_the_end or match is None:
            yield to_the_end, line
        else:
            yield True, line[match.end() :]


def _mark(match: re.Match[str], reader: Reader) -> Markup:
    kind, inside = str(match.lastgroup), match[str(match.lastgroup)]
    if kind == "reference":
        return references.written(inside, reader)
    if kind == "emoji":
        return references.emoji_named(inside, reader)
    if kind == "code":
        return Markup("<code>{}</code>").format(unescaped(inside))
    return Markup("<{0}>{1}</{0}>").format(kind, draw_line(inside, reader))
