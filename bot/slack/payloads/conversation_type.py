"""How Slack's payloads mark direct and group messages."""

from enum import StrEnum

DIRECT_NAME = "directmessage"
"""The channel name of every direct message."""
GROUP_PREFIX = "mpdm-"
"""The beginning of the channel name of every group message (`mpdm-ana--maya--li-1`)."""


class ConversationType(StrEnum):
    """The type of the conversation that a payload comes from, as far as the payload says it."""

    OTHER = ""
    """A channel, or unknown: whether it is public or private has to be looked up."""
    DIRECT = "im"
    """A direct message."""
    GROUP = "mpim"
    """A group message."""

    @property
    def is_direct_or_group(self) -> bool:
        """Return True if recognitions that are given there are private."""
        return self is not ConversationType.OTHER


def type_of_name(name: str) -> ConversationType:
    """Return the type for the channel name in a command, a shortcut or a press."""
    if name == DIRECT_NAME:
        return ConversationType.DIRECT
    return ConversationType.GROUP if name.startswith(GROUP_PREFIX) else ConversationType.OTHER


def type_of_event(channel_type: str) -> ConversationType:
    """Return the type for an event's `channel_type`; the bot's direct messages can be `app_home`."""
    if channel_type in ("im", "app_home"):
        return ConversationType.DIRECT
    return ConversationType.GROUP if channel_type == "mpim" else ConversationType.OTHER
