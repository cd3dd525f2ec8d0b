"""Emoji as Slack names them.

Slack writes an emoji as a short name between colons; `emoji.txt` has the common ones. A name that it doesn't
have stays as it was written, which is also what Slack does with an emoji that a workspace hasn't got.
"""

import re
from importlib.resources import files
from typing import Final
from urllib.parse import quote

from bot.practice.workspace import Workspace

_SKIN_TONES: Final = "🏻🏼🏽🏾🏿"
_words = files("bot.practice.page").joinpath("emoji.txt").read_text(encoding="utf-8").split()

CHARACTERS: Final[dict[str, str]] = dict(zip(_words[::2], _words[1::2], strict=True))
"""Short name to character, the ones most used among colleagues first."""

NAME: Final = r"(?:[a-z0-9_+'-]|[^\x00-\x7f\s]){1,100}(?:::skin-tone-[2-6](?:-[2-6])?)?"
"""Pattern of a short name as it is between colons, with its skin tones if it has any."""

_TOKEN: Final = re.compile(rf":({NAME}):")


def character(name: str) -> str | None:
    """Return the character of a short name such as ``bulb`` or ``wave::skin-tone-3``; None if unknown."""
    base, _, tones = name.partition("::skin-tone-")
    plain = CHARACTERS.get(base)
    # Of two people with two skin tones there is no picture here: the first person's tone is shown.
    tone = tones.partition("-")[0]
    if plain is None or tone not in {"2", "3", "4", "5", "6"}:
        return plain
    return plain.removesuffix("\ufe0f") + _SKIN_TONES[int(tone) - 2]


def is_known(name: str, workspace: Workspace) -> bool:
    """Return True if Slack or the workspace has an emoji of this name; anything else is text."""
    return character(name) is not None or name in workspace.emoji


def address(name: str) -> str:
    """Return where the picture of one of the workspace's own emoji is on this page."""
    return f"/emoji/{quote(name, safe='')}"


def split(text: str) -> list[str]:
    """Cut a text at every ``:name:``; each second part is a name, without its colons."""
    return _TOKEN.split(text)


def with_characters(text: str) -> str:
    """Replace every ``:name:`` that is known by its character and leave the others as they are."""
    return _TOKEN.sub(lambda match: character(match[1]) or match[0], text)
