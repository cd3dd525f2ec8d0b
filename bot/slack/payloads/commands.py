"""Slash commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from bot.slack.payloads.conversation_type import ConversationType, type_of_name
from bot.slack.payloads.fields import ChannelIdField, Id, OptionalId, OptionalText, UserIdField, validate


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A slash command as it was typed."""

    name: Annotated[Id, Field(validation_alias="command")]
    user: Annotated[UserIdField, Field(validation_alias="user_id")]
    channel: Annotated[ChannelIdField, Field(validation_alias="channel_id")]
    trigger_id: Id
    text: OptionalText = ""
    channel_name: OptionalId = ""
    response_url: OptionalId = ""

    @property
    def conversation(self) -> ConversationType:
        """The type of the conversation where it was typed."""
        return type_of_name(self.channel_name)


def read_command(body: Mapping[str, Any]) -> SlashCommand:
    """Read a slash command. Raise `InvalidPayloadError`."""
    return validate(SlashCommand, body)
