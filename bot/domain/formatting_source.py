"""A text in Slack markup, as the formatting parser reads it."""

import re
from collections.abc import Iterator

from bot.domain.characters import WORD_JOINER
from bot.domain.formatting import (
    FENCE,
    MARKS,
    PLAIN,
    Style,
    TextRun,
)
from bot.domain.mentions import TextToken, Token, parse_markup

_LITERAL = re.compile(rf"{WORD_JOINER}([{re.escape(MARKS)}:])")
_STRAY = re.compile(rf"{WORD_JOINER}(?![{re.escape(MARKS)}:])")
"""A word joiner that guards nothing: what is written never has one, so nothing may be read by it."""
_REFERENCE = "\ufffc"
"""Means a reference while marks are looked for: neither a letter nor a blank."""


class MarkupSource:
    """The words as one string in which each reference is a single character."""

    def __init__(self, text: str) -> None:
        """Split the words into text and references."""
        self.references: dict[int, Token] = {}
        parts: list[str] = []
        length = 0
        for token in parse_markup(text):
            if isinstance(token, TextToken):
                parts.append(_STRAY.sub("", token.text) if WORD_JOINER in token.text else token.text)
            else:
                self.references[length] = token
                parts.append(_REFERENCE)
            length += len(parts[-1])
        self.shape = "".join(parts)

    def find_fence(self, position: int) -> int:
        """Return where the next fence begins; -1 if there is none."""
        found = self.shape.find(FENCE, position)
        while found > 0 and self.shape[found - 1] == WORD_JOINER:
            found = self.shape.find(FENCE, found + 1)
        return found

    def trim_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the same range without a line break at its beginning and its end."""
        if end - start > 1 and self.shape[start] == "\n":
            start += 1
        if end - start > 1 and self.shape[end - 1] == "\n":
            end -= 1
        return start, end

    def list_literal_runs(self, start: int, end: int, style: Style = PLAIN) -> Iterator[TextRun]:
        """Yield what is in the range, without looking for marks or emoji."""
        position = start
        for place in self._find_references(start, end):
            if place > position:
                yield TextRun(TextToken(remove_joiners(self.shape[position:place])), style)
            yield TextRun(self.references[place], style)
            position = place + 1
        if position < end:
            yield TextRun(TextToken(remove_joiners(self.shape[position:end])), style)

    def _find_references(self, start: int, end: int) -> Iterator[int]:
        place = self.shape.find(_REFERENCE, start, end)
        while place >= 0:
            if place in self.references:
                yield place
            place = self.shape.find(_REFERENCE, place + 1, end)


def remove_joiners(text: str) -> str:
    """Return the text without the marks that make a character literal."""
    return _LITERAL.sub(r"\1", text) if WORD_JOINER in text else text
