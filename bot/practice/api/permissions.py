"""What the app may do: by the scopes it was granted, and by the conversations it is in."""

from typing import Literal

from bot.practice.access import FAMILIES
from bot.practice.records import Channel, ChannelKind, SlackError
from bot.practice.workspace import Workspace


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
    """A conversation that exists for the app: public, or with the app in it; else `channel_not_found`."""
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
