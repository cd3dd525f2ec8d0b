"""The words of a thanks: kept as typed, made harmless."""

import re

from bot.domain.mentions import Broadcast, ChannelMention, GroupMention, Link, PersonMention, Text, tokens

MAX_WORDS = 2_000
"""Characters of words that one recognition holds, as a person would count them."""

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


def plain(words: str) -> str:
    """The words with markup undone, for counting. People count as nothing but their mention sign."""
    shown = []
    for token in tokens(words):
        match token:
            case Text(text):
                shown.append(text)
            case PersonMention() | GroupMention():
                shown.append("@")
            case ChannelMention(_, name):
                shown.append(f"#{name}")
            case Broadcast(name):
                shown.append(f"@{name}")
            case Link(url, label):
                shown.append(label or url)
    return "".join(shown)


def says_something(words: str) -> bool:
    """Whether there is at least one letter, digit or link: emoji and mentions alone tell nobody what for."""
    return any(
        isinstance(token, Link)
        or (isinstance(token, Text) and any(c.isalnum() for c in SHORTCODE.sub("", token.text)))
        for token in tokens(words)
    )
