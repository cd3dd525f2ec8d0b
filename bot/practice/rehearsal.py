"""Rehearsing scenes without the app: could all of it happen in this company?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from bot.practice.presence import writing
from bot.practice.scenes import Command, React, Say, Scene, moment
from bot.practice.workspace import Message, SlackError, Workspace

LONGEST_AGO = 260
"""Working days: a year, which takes minutes to play."""
_REFUSALS = {
    "account_inactive": "{who} has left the company.",
    "channel_not_found": "There is no #{where} that {who} can see.",
    "not_in_channel": "{who} isn't a member of #{where}.",
    "invalid_name": "“{emoji}” can't be an emoji's name.",
    "already_reacted": "{who} has put {emoji} on that message before.",
}

Numbered = tuple[int, Scene]


def rehearse(
    scenes: Sequence[Numbered], workspace: Workspace, commands: Collection[str], today: date
) -> list[tuple[int, str]]:
    """What cannot happen: the numbers of the lines, and why, in a sentence. It changes the workspace."""
    problems: list[tuple[int, str]] = []
    possible: list[Numbered] = []
    for number, told in scenes:
        words = _out_of_place(told, workspace)
        if words:
            problems.append((number, words))
        else:
            possible.append((number, told))
    labelled: dict[str, Message] = {}
    for number, told in sorted(possible, key=lambda each: moment(each[1], workspace, today)):
        try:
            words = _act(told, workspace, commands, labelled)
        except SlackError as refusal:
            words = _in_words(refusal, told)
        if words:
            problems.append((number, words))
    return problems


def _out_of_place(told: Scene, workspace: Workspace) -> str:
    """Why a scene has no moment, "" if it has one."""
    if not 1 <= told.workdays_ago <= LONGEST_AGO:
        return f"The first number says how many working days ago it was: from 1 to {LONGEST_AGO}."
    if all(person.name != told.who or person.is_bot for person in workspace.people.values()):
        return f"There is nobody called “{told.who}” here."
    return ""


def _act(told: Scene, workspace: Workspace, commands: Collection[str], labelled: dict[str, Message]) -> str:
    """Do what can be done without the app; why a scene cannot be, "" if it can. Raises SlackError."""
    person, channel = writing(workspace, told.who, told.where)
    match told.act:
        case Say(text, label):
            if label in labelled:
                return f"There is a message called [{label}] already."
            message = workspace.post(channel.id, user=person.id, text=text)
            if label:
                labelled[label] = message
        case Command(_, name):
            if person.is_stranger:
                return f"{told.who} is of another organisation and can't use commands."
            if name not in commands:
                return f"The app has no command {name}. It has {' and '.join(sorted(commands))}."
        case React(emoji, label):
            found = labelled.get(label)
            if found is None or found.channel != channel.id:
                return f"Before that, there is no message called [{label}] in #{told.where}."
            workspace.add_reaction(person.id, channel.id, found.ts, emoji)
    return ""


def _in_words(refusal: SlackError, told: Scene) -> str:
    words = _REFUSALS.get(refusal.error, f"Slack would refuse it ({refusal.error}).")
    emoji = told.act.emoji if isinstance(told.act, React) else ""
    return words.format(who=told.who, where=told.where, emoji=emoji)
