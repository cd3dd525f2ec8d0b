"""Formatting in text: bold, italic, struck, code, code blocks and lists, stored as Slack's own marks.

`*bold*`, `_italic_`, `~struck~`, `` `code` ``, blocks between three backticks, lines that begin with `•` or
`1.`. A mark that has no partner, or that is a part of a word, is literal; so is one after a word joiner.
"""

from collections.abc import Iterable

from msgspec import Struct

from bot.domain.mentions import TextToken, Token

MAX_INDENT = 8
"""Levels of a list, as Slack counts them."""

FENCE = "```"
"""Begins and ends a code block."""
STYLES = {"*": "bold", "_": "italic", "~": "strike"}
"""The marks of styles that can lie in each other."""
MARKS = "*_~`"
"""All marks within a line."""
BULLETS = "•◦▪"
"""The bullets of a list, by its level."""


class Style(Struct, frozen=True):
    """How a piece of text looks."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False


PLAIN = Style()


class EmojiName(Struct, frozen=True):
    """An emoji, by Slack's name without colons."""

    name: str


Piece = Token | EmojiName


class TextRun(Struct, frozen=True):
    """A piece of words in one style."""

    piece: Piece
    style: Style = PLAIN


class Paragraph(Struct, frozen=True):
    """Lines of text."""

    runs: tuple[TextRun, ...]


class CodeSection(Struct, frozen=True):
    """Lines of code."""

    runs: tuple[TextRun, ...]


class ListSection(Struct, frozen=True):
    """An item of a list; `number` is None in a list with bullets."""

    runs: tuple[TextRun, ...]
    number: int | None = None
    indent: int = 0


Section = Paragraph | CodeSection | ListSection


def merge_runs(runs: Iterable[TextRun]) -> tuple[TextRun, ...]:
    """Join texts of the same style, and leave empty ones out."""
    joined: list[TextRun] = []
    for run in runs:
        match run.piece:
            case TextToken(""):
                continue
            case TextToken(text) if joined and joined[-1].style == run.style:
                last = joined[-1].piece
                if isinstance(last, TextToken):
                    joined[-1] = TextRun(TextToken(last.text + text), run.style)
                    continue
        joined.append(run)
    return tuple(joined)
