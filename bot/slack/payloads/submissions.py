"""Submitted forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AliasPath, Field

from bot.domain.ids import NO_CHANNEL, NO_USER, ChannelId, UserId
from bot.slack.payloads.fields import (
    ChannelIdField,
    Id,
    OptionalChannelId,
    OptionalId,
    OptionalText,
    OptionalUserId,
    UserIdField,
    validate,
)

MAX_FIELD_TEXT = 3_000
"""Characters that Slack takes in a text field (https://docs.slack.dev/reference/block-kit/block-elements)."""


@dataclass(frozen=True, slots=True)
class _Option:
    value: Id


@dataclass(frozen=True, slots=True)
class FieldState:
    """What is in a field. Each kind of field has some of these keys, which are null if it is empty."""

    value: OptionalText = ""
    selected_option: _Option | None = None
    selected_options: tuple[_Option, ...] | None = None
    selected_user: OptionalUserId = NO_USER
    selected_users: tuple[UserIdField, ...] | None = None
    selected_conversation: OptionalChannelId = NO_CHANNEL
    selected_conversations: tuple[ChannelIdField, ...] | None = None
    selected_date: OptionalId = ""
    selected_time: OptionalId = ""
    rich_text_value: dict[str, Any] | None = None

    @property
    def text(self) -> str:
        """The text that was typed, or the option, user, conversation, date or time that was chosen."""
        if self.selected_option:
            return self.selected_option.value
        return (
            self.value[:MAX_FIELD_TEXT]
            or self.selected_user
            or self.selected_conversation
            or self.selected_date
            or self.selected_time
        )

    @property
    def selection(self) -> tuple[str, ...]:
        """The options, users or conversations that were chosen, each once."""
        options = (option.value for option in self.selected_options or ())
        return tuple(
            dict.fromkeys((*options, *(self.selected_users or ()), *(self.selected_conversations or ())))
        )


_EMPTY = FieldState()


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted form. `form` is its `callback_id`, `context` its `private_metadata`.

    `entries` maps each `action_id` to the state of its field; read them with `typed` and `selected`.
    """

    view: str
    form: str
    user: UserId
    context: str
    entries: Mapping[str, FieldState]
    response_urls: Mapping[ChannelId, str] = field(default_factory=dict)
    """The URLs that Slack sends for a conversation menu with `response_url_enabled`, by channel."""

    def typed(self, action: str) -> str:
        """Return the text of a field, or the option chosen in it; "" if it is empty."""
        return self.entries.get(action, _EMPTY).text

    def rich(self, action: str) -> Mapping[str, Any]:
        """Return the content of a rich text field as Slack's block; {} if it is empty."""
        return self.entries.get(action, _EMPTY).rich_text_value or {}

    def selected(self, action: str) -> tuple[str, ...]:
        """Return the options chosen in a field, each once."""
        return self.entries.get(action, _EMPTY).selection

    def selected_user(self, action: str) -> UserId:
        """Return the user chosen in a user menu; "" if there is none."""
        return self.entries.get(action, _EMPTY).selected_user

    def selected_users(self, action: str) -> tuple[UserId, ...]:
        """Return the users chosen in a user menu, each once."""
        return tuple(dict.fromkeys(self.entries.get(action, _EMPTY).selected_users or ()))

    def selected_channel(self, action: str) -> ChannelId:
        """Return the channel chosen in a conversation menu; "" if there is none."""
        return self.entries.get(action, _EMPTY).selected_conversation

    def selected_channels(self, action: str) -> tuple[ChannelId, ...]:
        """Return the channels chosen in a conversation menu, each once."""
        return tuple(dict.fromkeys(self.entries.get(action, _EMPTY).selected_conversations or ()))


@dataclass(frozen=True, slots=True)
class _ChannelUrl:
    channel_id: ChannelIdField
    response_url: Id


@dataclass(frozen=True, slots=True)
class _ViewSubmission:
    """The payload `view_submission`. Its fields are by their block, and in that by their `action_id`."""

    view: Annotated[Id, Field(validation_alias=AliasPath("view", "id"))]
    form: Annotated[Id, Field(validation_alias=AliasPath("view", "callback_id"))]
    user: Annotated[UserIdField, Field(validation_alias=AliasPath("user", "id"))]
    blocks: Annotated[
        dict[str, dict[str, FieldState]], Field(validation_alias=AliasPath("view", "state", "values"))
    ]
    context: Annotated[OptionalText, Field(validation_alias=AliasPath("view", "private_metadata"))] = ""
    response_urls: tuple[_ChannelUrl, ...] | None = None


def read_submission(body: Mapping[str, Any]) -> Submission:
    """Read a submitted form. Raise `InvalidPayloadError`."""
    payload = validate(_ViewSubmission, body)
    return Submission(
        view=payload.view,
        form=payload.form,
        user=payload.user,
        context=payload.context,
        entries={action: state for block in payload.blocks.values() for action, state in block.items()},
        response_urls={url.channel_id: url.response_url for url in payload.response_urls or ()},
    )
