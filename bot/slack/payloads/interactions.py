"""Pressed buttons and menus, and chosen shortcuts."""

from collections.abc import Mapping
from typing import Any, Self

from msgspec import Struct, field

from bot.domain.ids import NO_CHANNEL, NO_USER, ChannelId, RecognitionId, UserId
from bot.slack.payloads.conversation_type import ConversationType, type_of_name
from bot.slack.payloads.fields import Fields
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


class Press(Struct, frozen=True):
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


class Shortcut(Struct, frozen=True):
    """A chosen shortcut. A message shortcut has the message's channel, `ts` and author."""

    name: str
    user: UserId
    trigger_id: str
    response_url: str
    channel: ChannelId
    message_ts: str
    author: UserId
    conversation: ConversationType = ConversationType.OTHER


def read_press(body: Mapping[str, Any]) -> Press:
    """Read a pressed button, the first one if there are several. Raise `InvalidPayloadError`."""
    payload = Fields(body)
    action = next(iter(payload.objects("actions")), None) or payload.refuse("actions")
    option = action.optional_object("selected_option")
    container, channel = payload.object("container"), payload.optional_object("channel")
    message_ts = container.optional_id("message_ts")
    is_in_view = container.text("type") == "view"
    view = payload.object("view") if is_in_view else None
    return Press(
        action=action.id("action_id"),
        value=action.text("value") or (option.text("value") if option else ""),
        user=payload.object("user").user("id"),
        channel=container.optional_channel("channel_id"),
        message_ts=message_ts,
        response_url=ResponseUrl(payload.optional_id("response_url"), _read_thread(payload, message_ts)),
        trigger_id=payload.optional_id("trigger_id"),
        view_id=view.id("id") if view else "",
        view_type=view.id("type") if view else "",
        context=view.text("private_metadata") if view else "",
        conversation=type_of_name(channel.text("name") if channel else ""),
        view=payload.mapping("view") if view else {},
    )


def _read_thread(payload: Fields, message_ts: str) -> str:
    """Return the thread of a reply with the button; "" for a message in the channel itself."""
    message = payload.optional_object("message")
    thread_ts = payload.object("container").optional_id("thread_ts") or (
        message.optional_id("thread_ts") if message else ""
    )
    return "" if thread_ts == message_ts else thread_ts


def read_shortcut(body: Mapping[str, Any]) -> Shortcut:
    """Read a chosen shortcut, global or of a message. Raise `InvalidPayloadError`."""
    payload = Fields(body)
    is_about_message = payload.optional_id("type") == "message_action"
    channel = payload.object("channel") if is_about_message else None
    message = payload.object("message") if is_about_message else None
    return Shortcut(
        name=payload.id("callback_id"),
        user=payload.object("user").user("id"),
        trigger_id=payload.id("trigger_id"),
        response_url=payload.optional_id("response_url"),
        channel=channel.channel("id") if channel else NO_CHANNEL,
        message_ts=message.id("ts") if message else "",
        author=message.optional_user("user") if message else NO_USER,
        conversation=type_of_name(channel.text("name") if channel else ""),
    )
