"""A short way through Brightside for whoever is here for the first time: what to do, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.practice.company import ANA, JONAS, MAYA


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. Steps with the same title follow each other and count as one."""

    title: str
    words: str
    """What to do and what comes of it, in mrkdwn. `{channel}` stands for the channel in which it is done."""
    who: str
    """The id of the person whose part one takes for it."""
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
    deed: str = "write"
    """What one does, by the last part of the address that it is sent to: this is how it is noticed."""
    told: Mapping[str, str] = field(default_factory=dict)
    """What has to be in the fields that are sent: patterns, of which upper and lower case are the same."""
    only_as: str = ""
    """The id of the person who has to do it; "" for anybody."""
    is_here: bool = False
    """Whether it is done in the channel that one is in, by the person that one is, if that can be."""
    about: str = ""
    """The id of the person whom it is about, who can't do it."""
    opens: str = ""
    """The id of the channel whose latest picture is opened once it is done."""


@dataclass(frozen=True, slots=True)
class Tour:
    """Words to begin with, steps, and words to end with."""

    opening: str
    steps: tuple[Step, ...]
    ending: str


_GENERAL: Final = "C0GENERAL"
_WEEK: Final = "Let a week pass"
_LEADING: Final = "Become the lead"


def guided_tour(command: str = "/kudos") -> Tour:
    """Thank, react, wait for the digest, and look with a lead's eyes.

    It leads through the usual company: one that a seed tells may have other people, places and leads.
    `command` is the name of the app's slash command.
    """
    return Tour(
        "Hearten keeps thanks in people's own words: no points, no rankings.",
        (
            Step(
                "Thank Maya",
                f"Write `{command} @maya thanks for …` and say what it was. "
                "Everybody in {channel} can read it.",
                ANA.id,
                _GENERAL,
                command=f"{command} @maya thanks for writing down how to try it without an account",
                told={"text": r"^/\S+\s.*@maya\b"},
                is_here=True,
                about=MAYA.id,
            ),
            Step(
                "React",
                "Put :handshake: on a message that made something easier. It thanks its author, "
                "without a word in the channel.",
                ANA.id,
                _GENERAL,
                spot="reaction",
                deed="react",
                told={"emoji": "^(bulb|handshake|jigsaw)$"},
            ),
            Step(
                _WEEK,
                "*A week passes* is below the channels, too. On Monday #general gets its digest, "
                "and your thanks is in it.",
                ANA.id,
                _GENERAL,
                spot="week",
                presses="Let a week pass",
                deed="pass",
                told={"way": "^(week|monday)$"},
                opens=_GENERAL,
            ),
            Step(
                _WEEK,
                "Here is the digest: the week's good words once more, and a picture with a patch for each.",
                ANA.id,
                _GENERAL,
                picture="Open the digest",
                deed="",
            ),
            Step(
                _LEADING,
                f"Jonas leads Maya and Li. As Jonas, ask `{command} history @maya`: you see what was public, "
                "and nothing private.",
                JONAS.id,
                _GENERAL,
                command=f"{command} history @maya",
                told={"text": r"^/\S+\s+history\s.*@maya\b"},
                only_as=JONAS.id,
            ),
            Step(
                _LEADING,
                f"Now be Maya and ask `{command} privacy`: it tells who looked, and when. "
                "Her Home in Hearten does, too.",
                MAYA.id,
                _GENERAL,
                command=f"{command} privacy",
                told={"text": r"^/\S+\s+privacy\b"},
                only_as=MAYA.id,
            ),
        ),
        f"That was all; `{command} help` tells the rest. Be anybody you like: Lena is answered in German.",
    )
