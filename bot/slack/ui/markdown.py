"""Blocks of text as Markdown that every CommonMark reader shows alike: what looks like a mark is escaped."""

import re
import unicodedata
from collections.abc import Sequence

from bot.slack.ui.text_blocks import Block, CodeBlock, Inline, ListItem, ParagraphBlock, Words

_MARKS = re.compile(r"[\\`*_\[\]<>&~]")
_IMAGE_START = re.compile(r"!\Z")
"""Before a link, it would make it an image."""
_LINE_START = re.compile(r"^(?:[-+=#|]|:(?=-)|(\d{1,9})(?=[.)]))")
_ADDRESS_ESCAPES = {ord(sign): f"%{ord(sign):02X}" for sign in "<>\\()`*_[]~|"}
_FENCES = re.compile(r"^\s*(`{3,})", re.MULTILINE)
MAX_NUMBER = 999_999_999
"""The greatest number of an item that Markdown knows."""
_TICKS = re.compile(r"`+")


def write_markdown(blocks: Sequence[Block]) -> str:
    """Return the blocks as Markdown."""
    written, columns = "", list[int]()
    for block in blocks:
        # A list that begins with another number than 1 needs an empty line before it.
        is_next_item = (
            isinstance(block, ListItem)
            and bool(columns)
            and (block.level < len(columns) or block.number in (None, 1))
        )
        if written:
            written += "\n" if is_next_item else "\n\n"
        match block:
            case ParagraphBlock(words):
                columns = []
                written += write_paragraph(words)
            case CodeBlock(text):
                columns = []
                fence = "`" * (max(map(len, _FENCES.findall(text)), default=2) + 1)
                written += f"{fence}\n{text}\n{fence}"
            case ListItem(words, number, level):
                sign = "- " if number is None else f"{min(number, MAX_NUMBER)}. "
                # A deeper level begins below the text of the item that it belongs to.
                begin = columns[level - 1] if level else 0
                columns[level:] = [begin + len(sign)]
                written += " " * begin + sign + write_paragraph(words, is_one_line=True)
    return written


def quote_markdown(markdown: str) -> str:
    """Return Markdown as a quotation."""
    return "\n".join(f"> {line}" if line else ">" for line in markdown.split("\n"))


def write_paragraph(words: Inline, *, is_one_line: bool = False) -> str:
    """Return text as Markdown; a line break stays one, unless it `is_one_line`."""
    written = "".join(
        _write_words(
            word,
            words[place - 1] if place else None,
            words[place + 1] if place + 1 < len(words) else None,
        )
        for place, word in enumerate(words)
    )
    lines = [_escape_start(stripped) for line in written.split("\n") if (stripped := line.strip())]
    return (" " if is_one_line else "  \n").join(lines)


def _escape_start(line: str) -> str:
    """Escape what would begin a heading, a list or a line below a heading."""
    return _LINE_START.sub(lambda match: f"{match[1]}\\" if match[1] else f"\\{match[0]}", line)


def _write_words(word: Words, before: Words | None, after: Words | None) -> str:
    if word.url and (label := _flatten(word.text)):
        begin, end = " " * word.text[0].isspace(), " " * word.text[-1].isspace()
        return f"{begin}[{_escape(label)}]({word.url.translate(_ADDRESS_ESCAPES)}){end}"
    if not word.text.strip() or "\n" in word.text or not _may_have_marks(word, before, after):
        written = _escape(word.text)
        return _IMAGE_START.sub(r"\!", written) if after and after.url else written
    text = word.text.strip()
    begin, _, end = word.text.partition(text)
    if word.code:
        ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
        pad = " " if "`" in (text[0], text[-1]) else ""
        return f"{begin}{ticks}{pad}{text}{pad}{ticks}{end}"
    stars, waves = "*" * (2 * word.bold + word.italic), "~~" * word.strike
    return f"{begin}{stars}{waves}{_escape(text)}{waves}{stars}{end}"


def _may_have_marks(word: Words, before: Words | None, after: Words | None) -> bool:
    """Return True if marks around the words are read as marks: no letter or other mark is beside them."""
    if not (word.bold or word.italic or word.strike or word.code):
        return False
    is_free_before = (
        word.text[0].isspace() or before is None or (_is_plain(before) and _ends_freely(before.text[-1]))
    )
    is_free_after = (
        word.text[-1].isspace() or after is None or (_is_plain(after) and _ends_freely(after.text[0]))
    )
    return is_free_before and is_free_after


def _is_plain(word: Words) -> bool:
    return not (word.bold or word.italic or word.strike or word.code or word.url)


def _ends_freely(character: str) -> bool:
    return character.isspace() or unicodedata.category(character)[0] == "P"


def _escape(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _flatten(text: str) -> str:
    return " ".join(text.split())
