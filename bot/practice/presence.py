"""Who can be where: what Slack's own window lets a person open, and write in."""

from __future__ import annotations

from bot.practice.records import Channel, Person, SlackError
from bot.practice.workspace import Workspace


def seeing(workspace: Workspace, person_id: str, channel_id: str) -> tuple[Person, Channel]:
    """A person before a channel; SlackError `user_not_found`, `account_inactive`, `channel_not_found`."""
    person, channel = workspace.person(person_id), workspace.channel(channel_id)
    if person.deleted:
        raise SlackError("account_inactive")
    if not workspace.can_see(person.id, channel.id):
        raise SlackError("channel_not_found")
    return person, channel


def writing(workspace: Workspace, person_id: str, channel_id: str) -> tuple[Person, Channel]:
    """A person who can write in a channel.

    SlackError as `seeing`, `not_in_channel`, `is_archived`, `messages_tab_disabled` where the app's
    manifest lets nobody write to it, or `restricted_action_read_only_channel`.
    """
    person, channel = seeing(workspace, person_id, channel_id)
    if person.id not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    if is_closed(workspace, channel):
        raise SlackError("messages_tab_disabled")
    if is_read_only(channel, person):
        raise SlackError("restricted_action_read_only_channel")
    return person, channel


def is_read_only(channel: Channel, person: Person) -> bool:
    """Return whether a person may only read there, as only admins may write."""
    return channel.restriction == "read_only_channel" and not (person.is_admin or person.is_owner)


def is_closed(workspace: Workspace, channel: Channel) -> bool:
    """Whether this is a direct message with the app in which only the app may write."""
    with_app = channel.kind == "im" and workspace.bot_user_id in channel.members
    return with_app and workspace.messages_tab_read_only
