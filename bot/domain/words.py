"""The words of a thanks: kept as typed, made harmless."""

import re

from bot.domain.mentions import Broadcast, ChannelMention, GroupMention, Link, PersonMention, Text, tokens

MAX_WORDS = 2_000
"""Characters of words that one recognition holds (see `length`)."""
NAME_LENGTH = 20
"""Characters that a name takes, amply."""

# Bidirectional controls can make a sentence read as another one; C0 controls and NUL are refused by
# databases and shown by nobody.
_INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SHORTCODE = re.compile(r":(?=[^:\s]*[a-z]|[+-]1:|100:)([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):")
"""An emoji written by its Slack name. A name has a letter in it (`+1`, `-1` and `100` aside), so that
`10:30:15` is not one."""


def clean(text: str) -> str:
    """The text without invisible controls and broken surrogates, and without blanks around it."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _INVISIBLE.sub("", whole).strip()


def length(words: str) -> int:
    """Characters of the words as they are shown again, with their markup undone.

    Whoever and whatever they refer to is shown by a name, which counts as `NAME_LENGTH` characters.
    """
    total = 0
    for token in tokens(words):
        match token:
            case Text(text):
                total += len(text)
            case PersonMention() | GroupMention() | ChannelMention():
                total += NAME_LENGTH
            case Broadcast(name):
                total += len(f"@{name}")
            case Link(url, label):
                total += len(label) + len(url)
    return total


def says_something(words: str) -> bool:
    """Whether there is at least one letter, digit or link: emoji and mentions alone tell nobody what for."""
    return any(
        isinstance(token, Link)
        or (isinstance(token, Text) and any(c.isalnum() for c in SHORTCODE.sub("", token.text)))
        for token in tokens(words)
    )
