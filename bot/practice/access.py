"""Who can open a channel and write in it, what the app may do there, and which events it is sent."""

from typing import Literal

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
    app's manifest turns messages off, or `restricted_action_read_only_channel`.
    """
    person, channel = require_visible(workspace, person_id, channel_id)
    if person.id not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    is_with_this_app = channel.kind == "im" and workspace.bot_user_id in channel.members
    if is_with_this_app and workspace.messages_tab_read_only:
        raise SlackError("messages_tab_disabled")
    if channel.restriction == "read_only_channel" and not (person.is_admin or person.is_owner):
        raise SlackError("restricted_action_read_only_channel")
    return person, channel


FAMILIES: dict[ChannelKind, str] = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
"""How the scopes and the subscriptions about a kind of conversation begin or end."""


def is_sent(workspace: Workspace, event: str, channel: Channel) -> bool:
    """Return True if the app is sent an event in a conversation: it has subscribed, may, and is there.

    The event `channel_left` or `group_left` says that it is no longer there.
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


class MissingScopeError(SlackError):
    """The app was not granted the scope `needed`."""

    def __init__(self, needed: str) -> None:
        super().__init__("missing_scope")
        self.needed = needed


def need_scope(workspace: Workspace, scope: str) -> None:
    """Raise MissingScopeError unless the app was granted this scope."""
    if scope not in workspace.scopes:
        raise MissingScopeError(scope)


def need_channel_scope(workspace: Workspace, kind: ChannelKind, right: Literal["read", "history"]) -> None:
    """Raise MissingScopeError unless the app was granted this right for conversations of this kind."""
    need_scope(workspace, f"{FAMILIES[kind]}:{right}")


def known_channel(workspace: Workspace, channel_id: str) -> Channel:
    """Return a conversation that is public, or has the app in it; else `channel_not_found`."""
    channel = workspace.channels.get(channel_id)
    if channel is None or (channel.kind != "public" and workspace.bot_user_id not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def check_posting(channel: Channel, thread_ts: str | None) -> None:
    """Raise SlackError if a new message of the app's may not be posted there.

    What it posts to a `response_url` is a person's doing, and is not asked for this.
    """
    is_refused = {
        "": False,
        "read_only_channel": True,
        "thread_only_channel": not thread_ts,
        "non_threadable_channel": bool(thread_ts),
    }
    if is_refused[channel.restriction]:
        raise SlackError(f"restricted_action_{channel.restriction}")


def joined_channel(workspace: Workspace, channel_id: str) -> Channel:
    """Return a conversation that the app is in; else `channel_not_found` or, if public, `not_in_channel`."""
    channel = known_channel(workspace, channel_id)
    if workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel
