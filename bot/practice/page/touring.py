"""The guided tour as the page shows it to one person; what its steps are comes with the company."""

import json
from dataclasses import dataclass

from markupsafe import Markup

from bot.practice.page import faces, mrkdwn, view
from bot.practice.tour import Step, Tour
from bot.practice.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Stop:
    """A step, drawn."""

    number: int
    """From 1; steps under one title have the same."""
    title: str
    words: Markup
    address: str
    """Where on the page it is done."""
    help: str
    """The words on what does the first half of it."""
    step: Step
    told: str
    """The patterns of what is sent, as JSON."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole tour."""

    opening: Markup
    stops: tuple[Stop, ...]
    ending: Markup
    count: int
    """How many numbers there are."""


def shown(tour: Tour, workspace: Workspace, person_id: str) -> Shown:
    """Draw a tour for the person whose part is taken at present."""
    eyes = view.reader(workspace, person_id)
    titles = list(dict.fromkeys(step.title for step in tour.steps))
    return Shown(
        mrkdwn.draw_line(tour.opening, eyes),
        tuple(
            Stop(
                titles.index(step.title) + 1,
                step.title,
                mrkdwn.draw_line(step.words, eyes),
                f"/as/{step.who}/{step.where}",
                _help(step, workspace, person_id),
                step,
                json.dumps(dict(step.told)),
            )
            for step in tour.steps
        ),
        mrkdwn.draw_line(tour.ending, eyes),
        len(titles),
    )


def _help(step: Step, workspace: Workspace, person_id: str) -> str:
    if not step.command:
        return "Show me"
    if step.who == person_id:
        return "Write it for me"
    return f"Be {faces.face(workspace.person(step.who), workspace).name} and write it"
