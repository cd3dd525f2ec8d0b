"""The pieces of what a user typed: mentions, phrases in quotes, and words."""

import re
from collections.abc import Collection
from itertools import islice

from bot.domain.commands.date_phrases import MAX_WORDS
from bot.domain.commands.vocabulary import fold_text
from bot.domain.emoji import is_emoji_name
from bot.domain.mentions import unescape

QUOTES = '"“”„«»「」『』＂'
PIECE = re.compile(rf"[{QUOTES}](?P<phrase>[^{QUOTES}]*)[{QUOTES}]|<[^<>]+>|[^\s<{QUOTES}]+")
PUNCTUATION = ".,;:!?()[]…*_~¿¡"
"""What is no part of a word before or after it."""
_POSSESSIVE = re.compile(r"'s?$")
_DOTTED_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.")

MAX_WORD = 200
"""Characters of a word that are compared."""
MAX_PIECES = 400
"""Pieces of a text that are looked at: an order or a question has fewer."""


class Pieces:
    """The first pieces of a text in Slack markup.

    `words` has what each is compared as: "" for what is no word.
    """

    def __init__(self, text: str) -> None:
        """Split the text."""
        self.items = list(islice(PIECE.finditer(text), MAX_PIECES))
        self.words = [
            "" if one.group("phrase") is not None else _normalize_word(one.group()) for one in self.items
        ]

    def slice_words(self, position: int) -> list[str]:
        """Return the words that follow each other from there on, as many as a date can have."""
        found: list[str] = []
        for word in self.words[position : position + MAX_WORDS]:
            if not word:
                break
            found.append(word)
        return found

    def get_markup(self, position: int) -> str:
        """Return a piece as Slack markup; "" after the last one."""
        return self.items[position].group() if position < len(self.items) else ""

    def list_spoken(self) -> list[int]:
        """Return the positions of words that have a letter or a digit."""
        return [
            at
            for at, word in enumerate(self.words)
            if word.isalnum() or (any(map(str.isalnum, word)) and word[0] != ":")
        ]

    def cut(self, positions: Collection[int]) -> str:
        """Return the text without these pieces, as Slack markup."""
        left_out = set(positions)
        return " ".join(one.group() for at, one in enumerate(self.items) if at not in left_out)


def _normalize_word(item: str) -> str:
    """Return a word as it is compared, without the punctuation around it; "" for a mention."""
    if item.startswith("<"):
        return ""
    if item.isascii() and item.isalnum():
        return item[:MAX_WORD].lower()
    if len(item) > MAX_WORD:
        return fold_text(unescape(item[:MAX_WORD])).strip(PUNCTUATION)
    word = fold_text(unescape(item))
    if _DOTTED_DATE.fullmatch(word) or is_emoji_name(word):
        return word
    stripped = word.strip(PUNCTUATION)
    return _POSSESSIVE.sub("", stripped) or word


def match_phrase(words: list[str], phrases: Collection[str], max_words: int = 5) -> int:
    """Return how many of the words the longest of these phrases takes that they begin with; 0 for none."""
    found = 0
    beginning = ""
    for length, word in enumerate(words[:max_words], 1):
        beginning = f"{beginning} {word}" if beginning else word
        if beginning in phrases:
            found = length
    return found


def skip_phrases(words: list[str], phrases: Collection[str]) -> int:
    """Return how many of the words such phrases take, one after the other."""
    at = 0
    while taken := match_phrase(words[at : at + 5], phrases):
        at += taken
    return at
