"""The guided tour as the page shows it to one person; what its steps are comes with the company."""

import json
from dataclasses import dataclass, replace

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
    opens: str
    """The address to go to once it is done; "" to stay."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole tour."""

    opening: Markup
    stops: tuple[Stop, ...]
    ending: Markup
    count: int
    """How many numbers there are."""


def draw_tour(tour: Tour, workspace: Workspace, person_id: str, here: str) -> Shown:
    """Draw a tour for the person whose part is taken at present, in the channel with the id `here`."""
    eyes = view.reader(workspace, person_id)
    titles = list(dict.fromkeys(step.title for step in tour.steps))
    steps = [_moved_here(step, workspace, person_id, here) for step in tour.steps]
    return Shown(
        mrkdwn.draw_line(tour.opening, eyes),
        tuple(
            Stop(
                titles.index(step.title) + 1,
                step.title,
                mrkdwn.draw_line(step.words, eyes),
                _address(step, workspace, person_id),
                _help(step, workspace, person_id),
                step,
                json.dumps(dict(step.told)),
                _picture(step.opens, step.who, workspace, person_id) if step.opens else "",
            )
            for step in steps
        ),
        mrkdwn.draw_line(tour.ending, eyes),
        len(titles),
    )


def _moved_here(step: Step, workspace: Workspace, person_id: str, here: str) -> Step:
    """Return the step with its channel named: the one that one is in, if the step can be done there."""
    channel = workspace.channels[here]
    person = workspace.person(person_id)
    is_possible = (
        step.is_here
        and person_id != step.about
        and not (person.is_stranger or channel.is_archived or channel.restriction)
        and channel.kind in {"public", "private"}
        and {person_id, step.about} <= channel.members
    )
    if is_possible:
        step = replace(step, who=person_id, where=here)
    return replace(step, words=step.words.replace("{channel}", f"#{workspace.channels[step.where].name}"))


def _address(step: Step, workspace: Workspace, person_id: str) -> str:
    if step.picture:
        return _picture(step.where, step.who, workspace, person_id)
    return f"/as/{step.who}/{step.where}"


def _picture(channel_id: str, who: str, workspace: Workspace, person_id: str) -> str:
    """Return the address of a channel's latest picture: for oneself, or for `who` if one can't look there."""
    return f"/as/{person_id if workspace.can_see(person_id, channel_id) else who}/{channel_id}/picture"


def _help(step: Step, workspace: Workspace, person_id: str) -> str:
    if not step.command:
        return step.presses or step.picture or "Show me"
    if step.who == person_id:
        return "Write it for me"
    return f"Be {faces.face(workspace.person(step.who), workspace).name} and write it"
