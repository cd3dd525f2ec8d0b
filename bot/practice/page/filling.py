"""The page's templates, and filling them."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.practice.page import emoji
from bot.practice.page.failing import CALLS, GROUPS, TIMES
from bot.practice.page.view import LATEST

_PICKABLE: Final = (
    *("bulb", "handshake", "jigsaw"),
    *("heart", "raised_hands", "clap", "pray", "tada", "+1", "eyes", "rocket", "star"),
    *("smile", "joy", "sparkles", "muscle", "100", "wave"),
)
"""What the reaction picker holds; the first three stand for the values, the rest is the usual."""


def fill(name: str, **values: Any) -> str:
    """Fill a template, which gives HTML; it fails on a name that stands for nothing."""
    return _environment.get_template(name).render(**values)


def query(thread: str, shown: int, drawn: str = "") -> str:
    """The end of an address with a thread open, if one is named, and so many messages in sight.

    `drawn` is the key to what a page was drawn with.
    """
    told = {"thread": thread} if thread else {}
    if shown > LATEST:
        told["shown"] = str(shown)
    if drawn:
        told["drawn"] = drawn
    return f"?{urlencode(told)}" if told else ""


_environment: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    # The files belong to the program: asking each time whether they changed takes longer than filling them.
    auto_reload=False,
)
_environment.globals.update(
    pickable=_PICKABLE,
    emoji=emoji.CHARACTERS,
    ways=GROUPS,
    calls=CALLS,
    times=TIMES,
    latest=LATEST,
    query=query,
)
