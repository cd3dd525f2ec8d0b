"""The story of Brightside's past three weeks, read from `story.txt`."""

from __future__ import annotations

import re
from datetime import time
from importlib.resources import files

from bot.practice.scenes import Command, React, Say, Scene

_LINE = re.compile(
    r"(?P<ago>\d{1,4}) (?P<at>\d\d:\d\d) (?P<who>\S+) #(?P<where>\S+?)(?: \[(?P<label>\w+)\])?: (?P<what>.+)"
)


def text(command: str = "/kudos") -> str:
    """Ordinary work, and people who thank each other for it: the last 14 working days but today.

    `command` is the name of the app's slash command.
    """
    told = files("bot.practice").joinpath("story.txt").read_text(encoding="utf-8")
    return told.replace(": /kudos ", f": {command} ")


def story() -> tuple[Scene, ...]:
    """Return the scenes of `text`, without those in which people set their preferences."""
    return tuple(scene(line) for line in text().splitlines() if line[:1].isdigit())


def scene(line: str) -> Scene:
    """The scene that a line tells; ValueError, in a sentence, if it tells none."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError("It tells no scene. One looks like this: 3 09:00 ana #design: Good morning.")
    try:
        at = time.fromisoformat(found["at"])
    except ValueError:
        raise ValueError(f"{found['at']} is no time of a day.") from None
    return Scene(
        workdays_ago=int(found["ago"]),
        at=at,
        who=found["who"],
        where=found["where"],
        act=_act(found["what"], found["label"]),
    )


def _act(what: str, label: str | None) -> Say | Command | React:
    first, _, rest = what.partition(" ")
    if first.startswith("/"):
        return Command(rest, name=first)
    if first.startswith("+"):
        return React(first[1:], rest)
    return Say(what, label or "")
