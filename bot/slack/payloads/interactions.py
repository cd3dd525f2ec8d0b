"""Pressed buttons and menus, and chosen shortcuts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Self

from pydantic import AliasPath, Field

from bot.domain.ids import NO_CHANNEL, NO_USER, ChannelId, RecognitionId, UserId
from bot.errors import InvalidPayloadError
from bot.slack.payloads.conversation_type import ConversationType, type_of_name
from bot.slack.payloads.fields import (
    Id,
    OptionalChannelId,
    OptionalId,
    OptionalText,
    OptionalUserId,
    UserIdField,
    validate,
)
from bot.slack.private_data import parse_recognition_id


class ResponseUrl(str):
    """The `response_url` of a press, with the thread in which the button is ("" if in none).

    Answers through it belong in that thread.
    """

    __slots__ = ("thread_ts",)
    thread_ts: str

    def __new__(cls, url: str, thread_ts: str = "") -> Self:
        """Keep the thread beside the URL."""
        made = super().__new__(cls, url)
        made.thread_ts = thread_ts
        return made


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button or menu, in the message with this `channel` and `message_ts`, or else in a view.

    A view has an id, a type (`home` or `modal`) and its `private_metadata` as `context`, and then there is
    no `response_url`. `trigger_id` opens one form, within 3 seconds.
    """

    action: str
    value: str
    user: UserId
    channel: ChannelId
    message_ts: str
    response_url: ResponseUrl
    trigger_id: str
    view_id: str = ""
    view_type: str = ""
    context: str = ""
    conversation: ConversationType = ConversationType.OTHER
    """The type of the conversation with the message."""
    view: Mapping[str, Any] = field(default_factory=dict)
    """The view as Slack sends it."""

    @property
    def action_id(self) -> str:
        """The `action_id` before its `:`, by which the handler is found."""
        return self.action.partition(":")[0]

    @property
    def detail(self) -> str:
        """The `action_id` after its `:`, such as an option; "" if there is none."""
        return self.action.partition(":")[2]

    @property
    def recognition(self) -> RecognitionId:
        """The id of the recognition in the value, before any `:`. Raise `InvalidPayloadError`."""
        return parse_recognition_id(self.value.partition(":")[0])

    @property
    def is_on_home(self) -> bool:
        """Return True if it is on the user's Home."""
        return self.view_type == "home"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A chosen shortcut. A message shortcut has the message's channel, `ts` and author."""

    name: str
    user: UserId
    trigger_id: str
    response_url: str
    channel: ChannelId
    message_ts: str
    author: UserId
    conversation: ConversationType = ConversationType.OTHER


@dataclass(frozen=True, slots=True)
class _ActionOption:
    value: OptionalText = ""


@dataclass(frozen=True, slots=True)
class _Action:
    action_id: Id
    value: OptionalText = ""
    selected_option: _ActionOption | None = None


@dataclass(frozen=True, slots=True)
class _Container:
    type: OptionalId = ""
    channel_id: OptionalChannelId = NO_CHANNEL
    message_ts: OptionalId = ""
    thread_ts: OptionalId = ""


@dataclass(frozen=True, slots=True)
class _View:
    id: Id
    type: Id
    private_metadata: OptionalText = ""


@dataclass(frozen=True, slots=True)
class _Channel:
    id: OptionalChannelId = NO_CHANNEL
    name: OptionalText = ""


@dataclass(frozen=True, slots=True)
class _PressedMessage:
    ts: OptionalId = ""
    user: OptionalUserId = NO_USER
    thread_ts: OptionalId = ""


@dataclass(frozen=True, slots=True)
class _BlockActions:
    """The payload `block_actions`, of which only the first action is read."""

    action: Annotated[_Action, Field(validation_alias=AliasPath("actions", 0))]
    user: Annotated[UserIdField, Field(validation_alias=AliasPath("user", "id"))]
    container: _Container
    channel: _Channel | None = None
    message: _PressedMessage | None = None
    view: _View | None = None
    response_url: OptionalId = ""
    trigger_id: OptionalId = ""

    @property
    def thread_ts(self) -> str:
        """The thread of a reply with the button; "" for a message in the channel itself."""
        thread_ts = self.container.thread_ts or (self.message.thread_ts if self.message else "")
        return "" if thread_ts == self.container.message_ts else thread_ts


@dataclass(frozen=True, slots=True)
class _Shortcut:
    """The payloads `shortcut` and `message_action`."""

    callback_id: Id
    user: Annotated[UserIdField, Field(validation_alias=AliasPath("user", "id"))]
    trigger_id: Id
    type: OptionalId = ""
    channel: _Channel | None = None
    message: _PressedMessage | None = None
    response_url: OptionalId = ""


def read_press(body: Mapping[str, Any]) -> Press:
    """Read a pressed button. Raise `InvalidPayloadError`."""
    payload = validate(_BlockActions, body)
    container, action = payload.container, payload.action
    view = payload.view if container.type == "view" else None
    if container.type == "view" and view is None:
        raise InvalidPayloadError("view")
    return Press(
        action=action.action_id,
        value=action.value or (action.selected_option.value if action.selected_option else ""),
        user=payload.user,
        channel=container.channel_id,
        message_ts=container.message_ts,
        response_url=ResponseUrl(payload.response_url, payload.thread_ts),
        trigger_id=payload.trigger_id,
        view_id=view.id if view else "",
        view_type=view.type if view else "",
        context=view.private_metadata if view else "",
        conversation=type_of_name(payload.channel.name if payload.channel else ""),
        view=body["view"] if view else {},
    )


def read_shortcut(body: Mapping[str, Any]) -> Shortcut:
    """Read a chosen shortcut, global or of a message. Raise `InvalidPayloadError`."""
    payload = validate(_Shortcut, body)
    channel, message = payload.channel, payload.message
    if payload.type != "message_action":
        return Shortcut(
            payload.callback_id,
            payload.user,
            payload.trigger_id,
            payload.response_url,
            NO_CHANNEL,
            "",
            NO_USER,
        )
    if channel is None or message is None or not (channel.id and message.ts):
        raise InvalidPayloadError("message")
    return Shortcut(
        name=payload.callback_id,
        user=payload.user,
        trigger_id=payload.trigger_id,
        response_url=payload.response_url,
        channel=channel.id,
        message_ts=message.ts,
        author=message.user,
        conversation=type_of_name(channel.name),
    )
