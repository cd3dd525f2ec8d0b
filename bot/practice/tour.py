"""A short way through Brightside for the one who is here for the first time: what to do, and where."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from bot.practice.company import CHANNEL_IDS, USER_IDS


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. Steps with the same title follow each other and count as one."""

    title: str
    words: str
    """What to do and what comes of it, in mrkdwn. `{channel}` means the channel in which it is done."""
    who: str
    """The id of the person to act as."""
    where: str
    """The id of the channel in which it is done."""
    command: str = ""
    """What one can have written into the composer."""
    spot: str = ""
    """What on the page can be pointed at instead, as the page calls it: `reaction` or `week`."""
    presses: str = ""
    """The words of a button that presses what `spot` names; "" to have it pointed at."""
    picture: str = ""
    """The words of a link to the channel's latest picture, in a step in which one reads."""
    action: str = "write"
    """What one does, by the last part of the address that it is sent to: this is how it is noticed."""
    patterns: Mapping[str, str] = field(default_factory=dict)
    """What the fields that are sent have to match; upper and lower case are the same."""
    only_as: str = ""
    """The id of the person who has to do it; "" for anybody."""
    is_here: bool = False
    """True to do it as the present person in the present channel, if that is possible."""
    about: str = ""
    """The id of the person it is about, who can't do it."""
    opens: str = ""
    """The id of the channel whose latest picture is opened once it is done; drawn, the address of that."""
    address: str = ""
    """Drawn: where on the page it is done."""
    help: str = ""
    """Drawn: the words on what does the first half of it."""


@dataclass(frozen=True, slots=True)
class Tour:
    """Words to begin with, steps, and words to end with."""

    opening: str
    steps: tuple[Step, ...]
    ending: str


def guided_tour(command: str = "/kudos") -> Tour:
    """Return the tour through Brightside: thank, react, wait for the digest, look as a lead.

    A company of a seed may have other people, places and leads. `command` is the app's slash command.
    """
    text = files("bot.practice").joinpath("tour.toml").read_text(encoding="utf-8")
    tour = tomllib.loads(text.replace("{command}", command))
    steps = (_step({"where": "general", **step}) for step in tour["steps"])
    return Tour(tour["opening"], tuple(steps), tour["ending"])


def _step(step: dict[str, Any]) -> Step:
    ids: dict[str, str] = {key: USER_IDS[step[key]] for key in ("who", "only_as", "about") if key in step}
    ids |= {key: CHANNEL_IDS[step[key]] for key in ("where", "opens") if key in step}
    return Step(**{**step, **ids})
