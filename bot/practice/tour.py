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
    """What to do and what comes of it, in mrkdwn."""
    who: str
    """The id of the person whose part one takes for it."""
    where: str
    """The id of the channel in which it is done."""
    command: str = ""
    """What one can have written into the composer."""
    spot: str = ""
    """What on the page can be pointed at instead, as the page calls it: `reaction` or `week`."""
    deed: str = "write"
    """What one does, by the last part of the address that it is sent to: this is how it is noticed."""
    told: Mapping[str, str] = field(default_factory=dict)
    """What has to be in the fields that are sent: patterns, of which upper and lower case are the same."""
    only_as: str = ""
    """The id of the person who has to do it; "" for anybody."""


@dataclass(frozen=True, slots=True)
class Tour:
    """Words to begin with, steps, and words to end with."""

    opening: str
    steps: tuple[Step, ...]
    ending: str


_ENGINEERING: Final = "C0ENGINE1"
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
                "Everybody in #engineering can read it.",
                ANA.id,
                _ENGINEERING,
                command=f"{command} @maya thanks for pulling the cable to be sure that drafts survive",
                told={"text": r"^/\S+\s.*@maya\b"},
            ),
            Step(
                "React",
                "Put :handshake: on a message that made something easier. It thanks its author, "
                "without a word in the channel.",
                ANA.id,
                _ENGINEERING,
                spot="reaction",
                deed="react",
                told={"emoji": "^(bulb|handshake|jigsaw)$"},
            ),
            Step(
                "Let a week pass",
                "Press *A week passes*, below the channels. On Monday #general gets its digest: "
                "the week's good words, once more.",
                ANA.id,
                _ENGINEERING,
                spot="week",
                deed="pass",
                told={"way": "^(week|monday)$"},
            ),
            Step(
                _LEADING,
                f"Jonas leads Maya and Li. As Jonas, ask `{command} history @maya`: you see what was public, "
                "and nothing private.",
                JONAS.id,
                _ENGINEERING,
                command=f"{command} history @maya",
                told={"text": r"^/\S+\s+history\s.*@maya\b"},
                only_as=JONAS.id,
            ),
            Step(
                _LEADING,
                f"Now be Maya and ask `{command} privacy`: it tells who looked, and when. "
                "Her Home in Hearten does, too.",
                MAYA.id,
                _ENGINEERING,
                command=f"{command} privacy",
                told={"text": r"^/\S+\s+privacy\b"},
                only_as=MAYA.id,
            ),
        ),
        f"That was all. Look around as anybody you like; `{command} help` tells the rest.",
    )
