"""Blocks of text as HTML: a fragment of plain elements, without styles or scripts."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from bot.slack.ui.text_blocks import Block, CodeBlock, Inline, ListItem, ParagraphBlock, Words


def write_html(blocks: Sequence[Block]) -> str:
    """Return the blocks as HTML."""
    parts: list[str] = []
    for is_list, group in groupby(blocks, key=lambda block: isinstance(block, ListItem)):
        if is_list:
            parts += _write_list([block for block in group if isinstance(block, ListItem)])
        else:
            parts += (_write_block(block) for block in group)
    return "\n".join(parts)


def _write_block(block: Block) -> str:
    match block:
        case ParagraphBlock(words):
            return f"<p>{write_inline(words)}</p>"
        case CodeBlock(text):
            return f"<pre><code>{escape(text)}</code></pre>"
        case ListItem():
            raise ValueError("items belong to a list")


def _write_list(items: Sequence[ListItem]) -> Iterator[str]:
    """Yield the lines of nested lists; a new one begins where numbers follow bullets."""
    opened: list[str] = []
    for item in items:
        name = "ul" if item.number is None else "ol"
        while len(opened) > item.level + 1:
            yield f"</li></{opened.pop()}>"
        if len(opened) == item.level + 1:
            yield "</li>"
            if opened[-1] != name:
                yield f"</{opened.pop()}>"
        if len(opened) <= item.level:
            start = f' start="{item.number}"' if item.number not in (None, 1) else ""
            yield f"<{name}{start}>"
            opened.append(name)
        yield f"<li>{write_inline(item.words)}"
    while opened:
        yield f"</li></{opened.pop()}>"


def write_inline(words: Inline) -> str:
    """Return a sentence as HTML."""
    return "".join(map(_write_words, words))


def _write_words(word: Words) -> str:
    written = escape(word.text).replace("\n", "<br>\n")
    for is_wanted, name in (
        (word.code, "code"),
        (word.strike, "s"),
        (word.italic, "em"),
        (word.bold, "strong"),
    ):
        if is_wanted:
            written = f"<{name}>{written}</{name}>"
    return f'<a href="{escape(word.url)}">{written}</a>' if word.url else written
