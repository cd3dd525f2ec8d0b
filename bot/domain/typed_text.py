"""Limits of the text that is parsed: a long text must not delay others."""

import re

from bot.domain.commands.vocabulary import INVISIBLE_BLANKS
from bot.domain.mentions import unescape

MAX_READ = 4_000
"""Characters of a text that is parsed: twice a recognition, which leaves room for names."""
MAX_REFERENCES = 150
"""Mentions and links of a text that is parsed: each is shown as a name."""
MAX_GAP = 20
"""Blanks in a row that a text keeps if it is too long to be read."""

_LONG_GAP = re.compile(rf"([\s{INVISIBLE_BLANKS}]{{{MAX_GAP}}})[\s{INVISIBLE_BLANKS}]+")


def collapse_blanks(text: str) -> str:
    """Return a text that is too long to be read without the rest of its long gaps; others as they are."""
    return _LONG_GAP.sub(r"\1", text) if len(text) > MAX_READ else text


def is_too_long(text: str) -> bool:
    """Return True if a text (Slack markup) has too many characters (escapes undone) or references."""
    if text.count("<") > MAX_REFERENCES:
        return True
    return len(text) > MAX_READ and len(unescape(text)) > MAX_READ


def cut_beginning(text: str) -> str:
    """Return as much of a text (Slack markup) as is read, without half a reference or escape at its end."""
    parts = text[:MAX_READ].split("<", MAX_REFERENCES + 1)
    head = "<".join(parts[: MAX_REFERENCES + 1])
    if len(head) < min(len(text), MAX_READ):
        return head
    if len(text) <= MAX_READ:
        return text
    for opens, closes in ("<>", "&;"):
        at = head.rfind(opens, MAX_READ - 100)
        if at >= 0 and closes not in head[at:]:
            head = head[:at]
    return head
