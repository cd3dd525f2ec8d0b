"""Slash commands."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.domain.ids import ChannelId, UserId
from bot.slack.payloads.conversation_type import ConversationType, type_of_name
from bot.slack.payloads.fields import Fields


class SlashCommand(Struct, frozen=True):
    """A slash command as it was typed."""

    name: str
    user: UserId
    channel: ChannelId
    trigger_id: str
    text: str = ""
    channel_name: str = ""
    response_url: str = ""

    @property
    def conversation(self) -> ConversationType:
        """The type of the conversation where it was typed."""
        return type_of_name(self.channel_name)


def read_command(body: Mapping[str, Any]) -> SlashCommand:
    """Read a slash command. Raise `InvalidPayloadError`."""
    fields = Fields(body)
    return SlashCommand(
        name=fields.id("command"),
        user=fields.user("user_id"),
        channel=fields.channel("channel_id"),
        trigger_id=fields.id("trigger_id"),
        text=fields.text("text"),
        channel_name=fields.optional_id("channel_name"),
        response_url=fields.optional_id("response_url"),
    )
