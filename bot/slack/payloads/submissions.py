"""Submitted forms."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from bot.domain.ids import NO_CHANNEL, NO_USER, ChannelId, UserId
from bot.slack.payloads.fields import Fields

MAX_FIELD_TEXT = 3_000
"""Characters that Slack takes in a text field (https://docs.slack.dev/reference/block-kit/block-elements)."""


class FieldState(Struct, frozen=True):
    """What is in a field. Each kind of field has some of these keys, which are null if it is empty."""

    value: str = ""
    selected_option: str = ""
    selected_options: tuple[str, ...] = ()
    selected_user: UserId = NO_USER
    selected_users: tuple[UserId, ...] = ()
    selected_conversation: ChannelId = NO_CHANNEL
    selected_conversations: tuple[ChannelId, ...] = ()
    selected_date: str = ""
    selected_time: str = ""
    rich_text_value: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text that was typed, or the option, user, conversation, date or time that was chosen."""
        return (
            self.selected_option
            or self.value[:MAX_FIELD_TEXT]
            or self.selected_user
            or self.selected_conversation
            or self.selected_date
            or self.selected_time
        )

    @property
    def selection(self) -> tuple[str, ...]:
        """The options, users or conversations that were chosen, each once."""
        return tuple(
            dict.fromkeys((*self.selected_options, *self.selected_users, *self.selected_conversations))
        )


_EMPTY = FieldState()


class Submission(Struct, frozen=True):
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
        return self.entries.get(action, _EMPTY).rich_text_value

    def selected(self, action: str) -> tuple[str, ...]:
        """Return the options chosen in a field, each once."""
        return self.entries.get(action, _EMPTY).selection

    def selected_user(self, action: str) -> UserId:
        """Return the user chosen in a user menu; "" if there is none."""
        return self.entries.get(action, _EMPTY).selected_user

    def selected_users(self, action: str) -> tuple[UserId, ...]:
        """Return the users chosen in a user menu, each once."""
        return tuple(dict.fromkeys(self.entries.get(action, _EMPTY).selected_users))

    def selected_channel(self, action: str) -> ChannelId:
        """Return the channel chosen in a conversation menu; "" if there is none."""
        return self.entries.get(action, _EMPTY).selected_conversation

    def selected_channels(self, action: str) -> tuple[ChannelId, ...]:
        """Return the channels chosen in a conversation menu, each once."""
        return tuple(dict.fromkeys(self.entries.get(action, _EMPTY).selected_conversations))


def read_submission(body: Mapping[str, Any]) -> Submission:
    """Read a submitted form, whose fields are by block, and in that by `action_id`.

    Raise `InvalidPayloadError`.
    """
    payload = Fields(body)
    view = payload.object("view")
    blocks = view.object("state").object("values")
    return Submission(
        view=view.id("id"),
        form=view.id("callback_id"),
        user=payload.object("user").user("id"),
        context=view.text("private_metadata"),
        entries={
            action: _read_state(state) for _, block in blocks.items() for action, state in block.items()
        },
        response_urls={
            url.channel("channel_id"): url.id("response_url") for url in payload.objects("response_urls")
        },
    )


def _read_state(state: Fields) -> FieldState:
    option = state.optional_object("selected_option")
    return FieldState(
        value=state.text("value"),
        selected_option=option.id("value") if option else "",
        selected_options=tuple(option.id("value") for option in state.objects("selected_options")),
        selected_user=state.optional_user("selected_user"),
        selected_users=tuple(map(UserId, state.ids("selected_users"))),
        selected_conversation=state.optional_channel("selected_conversation"),
        selected_conversations=tuple(map(ChannelId, state.ids("selected_conversations"))),
        selected_date=state.optional_id("selected_date"),
        selected_time=state.optional_id("selected_time"),
        rich_text_value=state.optional_mapping("rich_text_value") or {},
    )
