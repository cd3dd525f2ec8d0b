"""What the app may do: by the scopes it was granted, and by the conversations it is in."""

from __future__ import annotations

from typing import Literal

from bot.practice.workspace import Channel, ChannelKind, SlackError, Workspace

_FAMILIES: dict[ChannelKind, str] = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}


class MissingScopeError(SlackError):
    """The app was not granted the scope `needed`."""

    def __init__(self, needed: str) -> None:
        """Refuse for want of one scope."""
        super().__init__("missing_scope")
        self.needed = needed


def need_scope(workspace: Workspace, scope: str) -> None:
    """Raise MissingScopeError unless the app was granted this scope."""
    if scope not in workspace.scopes:
        raise MissingScopeError(scope)


def need_channel_scope(workspace: Workspace, kind: ChannelKind, right: Literal["read", "history"]) -> None:
    """Raise MissingScopeError unless the app was granted this right for conversations of this kind."""
    need_scope(workspace, f"{_FAMILIES[kind]}:{right}")


def known_channel(workspace: Workspace, channel_id: str) -> Channel:
    """A conversation that exists for the app: public, or with the app in it; else `channel_not_found`."""
    channel = workspace.channels.get(channel_id)
    if channel is None or (channel.kind != "public" and workspace.bot_user_id not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def joined_channel(workspace: Workspace, channel_id: str) -> Channel:
    """A conversation that the app is in; else `channel_not_found` or, if public, `not_in_channel`."""
    channel = known_channel(workspace, channel_id)
    if workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel
