"""Messages to the bot, and their changes."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.domain.ids import NO_USER, ChannelId, UserId
from bot.domain.recognition import make_message_key
from bot.errors import InvalidPayloadError
from bot.slack.payloads.conversation_type import ConversationType, type_of_event
from bot.slack.payloads.fields import Fields

CHANGED, DELETED = "message_changed", "message_deleted"
"""The subtypes of events about changes of messages."""


class UserMessage(Struct, frozen=True):
    """A message that mentions the bot, or a direct message to it (`is_direct`).

    `thread_ts` is the parent of a reply, else ""; `user` is "" if a webhook posted the message; `is_by_app`
    is True if any app did, `is_by_workflow` if a workflow did; `subtype` is "" for an ordinary message of a
    user.
    """

    text: str
    user: UserId
    channel: ChannelId
    ts: str
    thread_ts: str
    event_id: str
    subtype: str
    conversation: ConversationType
    is_by_app: bool
    is_edited: bool
    is_by_workflow: bool = False

    @property
    def is_direct(self) -> bool:
        """Return True if it is a direct message to the bot."""
        return self.conversation is ConversationType.DIRECT

    @property
    def deduplication_key(self) -> str:
        """The deduplication key of what is recorded of it; an edit does not change it."""
        return make_message_key(self.channel, self.ts)


class MessageChangedEvent(Struct, frozen=True):
    """An edit or the deletion of a message to the bot.

    `message` is the message now, or before it was deleted; `previous_text` is its text before.
    """

    message: UserMessage
    previous_text: str
    is_deleted: bool


class _Message(Struct, frozen=True):
    """A message as Slack sends it, as an event or inside one."""

    ts: str = ""
    thread_ts: str = ""
    text: str = ""
    user: UserId = NO_USER
    subtype: str = ""
    is_by_app: bool = False
    is_edited: bool = False
    is_by_workflow: bool = False


class _MessageEvent(Struct, frozen=True):
    """An event that is a message, or that has one before and after a change."""

    event_id: str
    event: _Message
    channel: ChannelId
    channel_type: str
    deleted_ts: str
    message: _Message | None
    previous_message: _Message | None

    @property
    def conversation(self) -> ConversationType:
        """The type of the conversation; without a `channel_type` the id decides."""
        if not self.channel_type and self.channel.startswith("D"):
            return ConversationType.DIRECT
        return type_of_event(self.channel_type)

    def to_user_message(self, message: _Message, ts: str) -> UserMessage:
        """Return a message in the channel of this event. Raise `InvalidPayloadError`."""
        if not ts:
            raise InvalidPayloadError("event.ts")
        return UserMessage(
            text=message.text,
            user=message.user,
            channel=self.channel,
            ts=ts,
            thread_ts=message.thread_ts if message.thread_ts != ts else "",
            event_id=self.event_id,
            subtype=message.subtype,
            conversation=self.conversation,
            is_by_app=message.is_by_app,
            is_edited=message.is_edited,
            is_by_workflow=message.is_by_workflow,
        )


def _read_event(body: Fields) -> _MessageEvent:
    event = body.object("event")
    now, before = event.optional_object("message"), event.optional_object("previous_message")
    return _MessageEvent(
        event_id=body.id("event_id"),
        event=_read_inner(event),
        channel=event.channel("channel"),
        channel_type=event.optional_id("channel_type"),
        deleted_ts=event.optional_id("deleted_ts"),
        message=_read_inner(now) if now else None,
        previous_message=_read_inner(before) if before else None,
    )


def _read_inner(message: Fields) -> _Message:
    return _Message(
        ts=message.optional_id("ts"),
        thread_ts=message.optional_id("thread_ts"),
        text=message.text("text"),
        user=message.optional_user("user"),
        subtype=message.optional_id("subtype"),
        is_by_app=bool(message.optional_id("bot_id")) or message.has("bot_profile"),
        is_edited=message.has("edited"),
        is_by_workflow=message.has("workflow_id") or _is_workflow(message.optional_mapping("bot_profile")),
    )


def _is_workflow(bot_profile: Mapping[str, Any] | None) -> bool:
    """Return True if a message's author is a workflow. Not all of its events name the workflow itself."""
    return bool(bot_profile and bot_profile.get("is_workflow_bot"))


def read_message(body: Fields) -> UserMessage | MessageChangedEvent | None:
    """Read `app_mention` or `message`. Raise `InvalidPayloadError`.

    None if a message without an author changed.
    """
    event = _read_event(body)
    if event.event.subtype in (CHANGED, DELETED):
        return _read_change(event)
    return event.to_user_message(event.event, event.event.ts)


def _read_change(event: _MessageEvent) -> MessageChangedEvent | None:
    """Return the change of a message. A deleted one with replies arrives as changed into a "tombstone"."""
    before, now = event.previous_message or _Message(), event.message
    is_deleted = now is None or now.subtype == "tombstone"
    shown = before if now is None or is_deleted else now
    if not shown.user:
        return None
    message = event.to_user_message(shown, shown.ts or event.deleted_ts)
    return MessageChangedEvent(message, before.text, is_deleted)
