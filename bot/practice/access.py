"""Who can open a channel and write in it, and which events the app is sent."""

from bot.practice.records import Channel, ChannelKind, Message, Person, SlackError
from bot.practice.workspace import Workspace


def require_visible(workspace: Workspace, person_id: str, channel_id: str) -> tuple[Person, Channel]:
    """Return a person and a channel that they can open.

    Raises SlackError `user_not_found`, `account_inactive`, `channel_not_found`.
    """
    person, channel = workspace.person(person_id), workspace.channel(channel_id)
    if person.deleted:
        raise SlackError("account_inactive")
    if not workspace.can_see(person.id, channel.id):
        raise SlackError("channel_not_found")
    return person, channel


def require_writable(workspace: Workspace, person_id: str, channel_id: str) -> tuple[Person, Channel]:
    """Return a person and a channel that they can write in.

    Raises SlackError as `require_visible`, `not_in_channel`, `is_archived`, `messages_tab_disabled` where the
    app's manifest lets no one write to it, or `restricted_action_read_only_channel`.
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
    """Return True if a person may only read there, as only admins may write."""
    return channel.restriction == "read_only_channel" and not (person.is_admin or person.is_owner)


def is_closed(workspace: Workspace, channel: Channel) -> bool:
    """Return True for a direct message with the app in which only the app may write."""
    with_app = channel.kind == "im" and workspace.bot_user_id in channel.members
    return with_app and workspace.messages_tab_read_only


FAMILIES: dict[ChannelKind, str] = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
"""How the scopes and the subscriptions about a kind of conversation begin or end."""


def is_sent(workspace: Workspace, event: str, channel: Channel) -> bool:
    """Return True if the app is sent an event in a conversation: it has subscribed, may, and is there.

    An event `channel_left` or `group_left` says that it is not there any more.
    """
    family = FAMILIES[channel.kind]
    scope = f"{family}:read"
    if event == "message":
        event, scope = f"message.{family}", f"{family}:history"
    elif event == "app_mention":
        scope = "app_mentions:read"
    elif event.startswith("reaction_"):
        scope = "reactions:read"
    is_there = event.endswith("_left") or workspace.bot_user_id in channel.members
    return is_there and event in workspace.events and scope in workspace.scopes


def is_app_mentioned(workspace: Workspace, channel: Channel, message: Message) -> bool:
    """Return True if a message mentions the app, which counts nothing in a direct message.

    See https://docs.slack.dev/reference/events/app_mention.
    """
    return channel.kind != "im" and f"<@{workspace.bot_user_id}>" in message.text
