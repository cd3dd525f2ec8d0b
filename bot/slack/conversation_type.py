"""Direct and group messages, as Slack's payloads tell them apart from channels."""

from enum import StrEnum

DIRECT_NAME = "directmessage"
"""What Slack calls every direct message where it tells a channel's name."""
GROUP_PREFIX = "mpdm-"
"""How the name of every group message begins (`mpdm-ana--maya--li-1`)."""


class ConversationType(StrEnum):
    """What a payload says about the conversation that it comes from."""

    UNTOLD = ""
    """Nothing, or that it is a channel: whether that is public or private has to be looked up."""
    DIRECT = "im"
    """It is between two people."""
    GROUP = "mpim"
    """It is between a few people, and nobody else can join."""

    @property
    def is_direct_or_group(self) -> bool:
        """Return True if thanks that are given there stay private."""
        return self is not ConversationType.UNTOLD


def type_of_name(name: str) -> ConversationType:
    """Read the name of a channel in a command, a shortcut or a press."""
    if name == DIRECT_NAME:
        return ConversationType.DIRECT
    return ConversationType.GROUP if name.startswith(GROUP_PREFIX) else ConversationType.UNTOLD


def type_of_event(channel_type: str) -> ConversationType:
    """Read an event's `channel_type`; the bot's own direct messages can be called `app_home`."""
    if channel_type in ("im", "app_home"):
        return ConversationType.DIRECT
    return ConversationType.GROUP if channel_type == "mpim" else ConversationType.UNTOLD
