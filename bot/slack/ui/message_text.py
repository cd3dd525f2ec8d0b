"""The top-level `text` of a message, as long as Slack takes it everywhere."""

import re

MAX_TEXT_BYTES = 3_800
"""UTF-8 bytes of `text`: `chat.update` refuses more than 4,000."""
ELLIPSIS = "…"

_UNIT = re.compile(
    r"<[^<>]*>"
    r"|&(?:amp|lt|gt);"
    r"|:[^\s:<>&]{1,100}:(?:skin-tone-[2-6](?:-[2-6])?:)?"
    "|[\U0001f1e6-\U0001f1ff]{2}"
    "|.(?:[\u0300-\u036f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*",
    re.DOTALL,
)
"""What stays whole: a mention or link, an escape, an emoji by name, a character with what changes it."""


def cap_text(text: str) -> str:
    """Return the text, or as many of its first characters as fit before an ellipsis."""
    return _cap(text, MAX_TEXT_BYTES)


def _cap(text: str, room: int) -> str:
    # A character has four bytes at most.
    if len(text) * 4 <= room or _bytes(text) <= room:
        return text
    room -= _bytes(ELLIPSIS)
    end = 0
    for unit in _UNIT.finditer(text):
        room -= _bytes(unit.group())
        if room < 0:
            break
        end = unit.end()
    return text[:end].rstrip() + ELLIPSIS


def append_text(text: str, addition: str) -> str:
    """Return the text and a line after it; where there is no room for both, the text is cut."""
    addition = cap_text(addition)
    room = MAX_TEXT_BYTES - _bytes(addition) - 1
    return f"{_cap(text, room)}\n{addition}" if text else addition


def _bytes(text: str) -> int:
    # What is typed may hold half of a character, which is refused elsewhere.
    return len(text.encode(errors="surrogatepass"))
