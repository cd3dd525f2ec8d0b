"""The top-level `text` of a message, within Slack's limit for all methods."""

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
"""What is never cut: a mention or link, an escape, an emoji name, a character with its modifiers."""


def cap_text(text: str) -> str:
    """Cut the text to `MAX_TEXT_BYTES`, with an ellipsis."""
    return _cap(text, MAX_TEXT_BYTES)


def _cap(text: str, room: int) -> str:
    # A character has at most four bytes.
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
    """Append a line to the text, which is cut if there is no room for both."""
    addition = cap_text(addition)
    room = MAX_TEXT_BYTES - _bytes(addition) - 1
    return f"{_cap(text, room)}\n{addition}" if text else addition


def _bytes(text: str) -> int:
    # Typed text may contain a lone surrogate, which is refused elsewhere.
    return len(text.encode(errors="surrogatepass"))
