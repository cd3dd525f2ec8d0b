"""The guided tour as the page shows it to one person; what its steps are comes with the company."""

from dataclasses import replace

from bot.practice.page import faces
from bot.practice.tour import Step, Tour
from bot.practice.workspace import Workspace


def draw_tour(tour: Tour, workspace: Workspace, person_id: str, here: str) -> Tour:
    """Return a tour for the person who acts at present, in the channel with the id `here`."""
    steps = (_draw_step(step, workspace, person_id, here) for step in tour.steps)
    return replace(tour, steps=tuple(steps))


def _draw_step(step: Step, workspace: Workspace, person_id: str, here: str) -> Step:
    """Return the step as it is drawn: in the channel `here`, if it can be done there."""
    if step.is_here and _is_possible(step, workspace, person_id, here):
        step = replace(step, who=person_id, where=here)
    if not step.command:
        words = step.presses or step.picture or "Show me"
    elif step.who == person_id:
        words = "Write it for me"
    else:
        words = f"Be {faces.face(workspace.person(step.who), workspace).name} and write it"

    def picture(channel_id: str) -> str:
        """Return the address of a channel's latest picture: as oneself, or as `who` if one can't look."""
        viewer = person_id if workspace.can_see(person_id, channel_id) else step.who
        return f"/as/{viewer}/{channel_id}/picture"

    return replace(
        step,
        words=step.words.replace("{channel}", f"#{workspace.channels[step.where].name}"),
        address=picture(step.where) if step.picture else f"/as/{step.who}/{step.where}",
        help=words,
        opens=picture(step.opens) if step.opens else "",
    )


def _is_possible(step: Step, workspace: Workspace, person_id: str, here: str) -> bool:
    channel, person = workspace.channels[here], workspace.person(person_id)
    return (
        person_id != step.about
        and not (person.is_stranger or channel.is_archived or channel.restriction)
        and channel.kind in {"public", "private"}
        and {person_id, step.about} <= channel.members
    )
