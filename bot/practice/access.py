"""Who can open a channel and write in it, and what the app is sent."""

from bot.practice.records import Channel, ChannelKind, Message, Person, SlackError
from bot.practice.workspace import Workspace


def require_visible(workspace: Workspace, person_id: str, channel_id: str) -> tuple[Person, Channel]:
    """A person before a channel; SlackError `user_not_found`, `account_inactive`, `channel_not_found`."""
    person, channel = workspace.person(person_id), workspace.channel(channel_id)
    if person.deleted:
        raise SlackError("account_inactive")
    if not workspace.can_see(person.id, channel.id):
        raise SlackError("channel_not_found")
    return person, channel


def require_writable(workspace: Workspace, person_id: str, channel_id: str) -> tuple[Person, Channel]:
    """Return a person who can write in a channel.

    SlackError as `seeing`, `not_in_channel`, `is_archived`, `messages_tab_disabled` where the app's
    manifest lets no one write to it, or `restricted_action_read_only_channel`.
    """
    person, channel = require_visible(workspace, person_id, channel_id)
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
    """Return whether this is a direct message with the app in which only the app may write."""
    with_app = channel.kind == "im" and workspace.bot_user_id in channel.members
    return with_app and workspace.messages_tab_read_only


_MESSAGES: dict[ChannelKind, tuple[str, str]] = {
    "public": ("message.channels", "channels:history"),
    "private": ("message.groups", "groups:history"),
    "im": ("message.im", "im:history"),
    "mpim": ("message.mpim", "mpim:history"),
}
"""Of each kind of conversation: the subscription to its messages, and the scope that this takes."""


def is_sent_home_events(workspace: Workspace) -> bool:
    """Return whether the app is sent that someone has opened it; that takes no scope."""
    return "app_home_opened" in workspace.events


def is_sent_messages(workspace: Workspace, channel: Channel) -> bool:
    """Return whether the app hears everything that is written in a conversation."""
    event, scope = _MESSAGES[channel.kind]
    return _hears(workspace, event, scope, channel)


def is_sent_mention(workspace: Workspace, channel: Channel, message: Message) -> bool:
    """Return whether the app hears of a message because it is mentioned there.

    Never in a direct message (https://docs.slack.dev/reference/events/app_mention).
    """
    is_meant = channel.kind != "im" and f"<@{workspace.bot_user_id}>" in message.text
    return is_meant and _hears(workspace, "app_mention", "app_mentions:read", channel)


def is_sent_reactions(workspace: Workspace, event: str, channel: Channel) -> bool:
    """Return whether the app hears the `event` of a reaction in a conversation."""
    return _hears(workspace, event, "reactions:read", channel)


def is_sent_memberships(workspace: Workspace, event: str, channel: Channel) -> bool:
    """Return whether the app hears the `event` of someone who joins a channel or leaves it."""
    return _hears(workspace, event, _of_kind(channel)[1], channel)


def is_sent_archiving(workspace: Workspace, act: str, channel: Channel) -> bool:
    """Return whether the app hears that a channel is archived, or comes back (`act`: "unarchive")."""
    event, scope = _of_kind(channel)
    return _hears(workspace, f"{event}_{act}", scope, channel)


def is_sent_own_removal(workspace: Workspace, channel: Channel) -> bool:
    """Return whether the app hears that it was removed from a channel."""
    event, scope = _of_kind(channel)
    return f"{event}_left" in workspace.events and scope in workspace.scopes


def _of_kind(channel: Channel) -> tuple[str, str]:
    """Return how the events about a channel begin, and the scope that they take."""
    return ("group", "groups:read") if channel.kind == "private" else ("channel", "channels:read")


def _hears(workspace: Workspace, event: str, scope: str, channel: Channel) -> bool:
    is_there = workspace.bot_user_id in channel.members
    return is_there and event in workspace.events and scope in workspace.scopes
