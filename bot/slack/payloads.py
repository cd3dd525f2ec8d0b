"""Slack's payloads, read strictly: a missing field or one of another type raises `InvalidPayloadError`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from bot.domain.ids import RecognitionId
from bot.errors import InvalidPayloadError
from bot.slack.conversation_type import ConversationType, type_of_event, type_of_name

MAX_ID = 500
"""Characters of an id, a name or a URL in a payload: Slack's have about a hundred."""
MAX_FIELD_TEXT = 3_000
"""Characters that Slack takes in a text field (https://docs.slack.dev/reference/block-kit/block-elements)."""


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
class SlashCommand:
    """A slash command as it was typed."""

    name: str
    text: str
    user: str
    channel: str
    channel_name: str
    trigger_id: str
    response_url: str

    @property
    def conversation(self) -> ConversationType:
        """The type of the conversation where it was typed."""
        return type_of_name(self.channel_name)


@dataclass(frozen=True, slots=True)
class UserMessage:
    """A message that mentions the bot, or a direct message to it (`is_direct`).

    `thread_ts` is the parent of a reply, else ""; `user` is "" if a webhook posted the message; `is_by_app`
    is True if any app did; `subtype` is "" for an ordinary message of a user.
    """

    text: str
    user: str
    channel: str
    ts: str
    thread_ts: str
    event_id: str
    subtype: str
    conversation: ConversationType
    is_by_app: bool
    is_edited: bool

    @property
    def is_direct(self) -> bool:
        """Return True if it is a direct message to the bot."""
        return self.conversation is ConversationType.DIRECT

    @property
    def origin(self) -> str:
        """The deduplication key of what is recorded of it; an edit does not change it."""
        return f"message:{self.channel}:{self.ts}"


@dataclass(frozen=True, slots=True)
class MessageChangedEvent:
    """An edit or the deletion of a message to the bot.

    `message` is the message now, or before it was deleted; `previous_text` is its text before.
    """

    message: UserMessage
    previous_text: str
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class ReactionEvent:
    """A reaction that was added or removed; `item_user` is "" if a webhook posted the message."""

    is_added: bool
    user: str
    item_user: str
    item_type: str
    channel: str
    message_ts: str
    emoji: str
    event_id: str
    event_ts: str


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button or menu, in the message with this `channel` and `message_ts`, or else in a view.

    A view has an id, a type (`home` or `modal`) and its `private_metadata` as `context`, and then there is
    no `response_url`. `trigger_id` opens one form, within 3 seconds.
    """

    action: str
    value: str
    user: str
    channel: str
    message_ts: str
    response_url: ResponseUrl
    trigger_id: str
    view_id: str = ""
    view_type: str = ""
    context: str = ""
    conversation: ConversationType = ConversationType.UNTOLD
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
        return recognition_id(self.value.partition(":")[0])

    @property
    def is_on_home(self) -> bool:
        """Return True if it is on the user's Home."""
        return self.view_type == "home"


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted form. `form` is its `callback_id`, `context` its `private_metadata`.

    `entries` maps each `action_id` to the state of its field; read them with `typed` and `selected`.
    """

    view: str
    form: str
    user: str
    context: str
    entries: Mapping[str, Mapping[str, Any]]
    response_urls: Mapping[str, str] = field(default_factory=dict)
    """The URLs that Slack sends for a conversation menu with `response_url_enabled`, by channel."""

    def typed(self, action: str) -> str:
        """Return the text of a field, or the option chosen in it; "" if it is empty.

        Raise `InvalidPayloadError`.
        """
        entry = self.entries.get(action, {})
        match entry.get("type"):
            case "static_select" | "external_select" | "radio_buttons":
                return _option(entry)
            case "users_select":
                return _short(entry, "selected_user")
            case "conversations_select":
                return _short(entry, "selected_conversation")
            case "datepicker":
                return _optional(entry, "selected_date")
            case "timepicker":
                return _optional(entry, "selected_time")
            case _:
                return _optional(entry, "value")[:MAX_FIELD_TEXT]

    def rich(self, action: str) -> Mapping[str, Any]:
        """Return the content of a rich text field as Slack's block; {} if it is empty."""
        block = self.entries.get(action, {}).get("rich_text_value")
        return block if isinstance(block, Mapping) else {}

    def selected(self, action: str) -> tuple[str, ...]:
        """Return the options chosen in a field, each once. Raise `InvalidPayloadError`."""
        entry = self.entries.get(action, {})
        match entry.get("type"):
            case "multi_users_select":
                chosen = entry.get("selected_users")
            case "multi_conversations_select":
                chosen = entry.get("selected_conversations")
            case _:
                options = entry.get("selected_options") or []
                if not isinstance(options, list):
                    raise InvalidPayloadError(action)
                chosen = [_text(option, "value") for option in options if isinstance(option, Mapping)]
        if not isinstance(chosen or [], list) or not all(isinstance(one, str) for one in chosen or []):
            raise InvalidPayloadError(action)
        return tuple(dict.fromkeys(chosen or []))


def command(body: Mapping[str, Any]) -> SlashCommand:
    """Read a slash command. Raise `InvalidPayloadError`."""
    return SlashCommand(
        name=_text(body, "command"),
        text=_optional(body, "text"),
        user=_text(body, "user_id"),
        channel=_text(body, "channel_id"),
        channel_name=_short(body, "channel_name"),
        trigger_id=_text(body, "trigger_id"),
        response_url=_short(body, "response_url"),
    )


def said(body: Mapping[str, Any]) -> UserMessage:
    """Read `app_mention`, or `message` in a direct message. Raise `InvalidPayloadError`."""
    event = _object(body, "event")
    ts, thread_ts = _text(event, "ts"), _short(event, "thread_ts")
    return UserMessage(
        text=_optional(event, "text"),
        user=_short(event, "user"),
        channel=_text(event, "channel"),
        ts=ts,
        thread_ts=thread_ts if thread_ts != ts else "",
        event_id=_text(body, "event_id"),
        subtype=_short(event, "subtype"),
        conversation=_conversation(event),
        is_by_app=bool(event.get("bot_id") or event.get("bot_profile")),
        is_edited=event.get("edited") is not None,
    )


def _conversation(event: Mapping[str, Any]) -> ConversationType:
    """Return the type of a message's conversation; without a `channel_type` the id decides."""
    channel_type = _short(event, "channel_type")
    if not channel_type and _text(event, "channel").startswith("D"):
        return ConversationType.DIRECT
    return type_of_event(channel_type)


def message_change(body: Mapping[str, Any]) -> MessageChangedEvent | None:
    """Read a `message` event with the subtype `message_changed` or `message_deleted`; None without an author.

    A deleted message with replies arrives as changed into a "tombstone". Raise `InvalidPayloadError`.
    """
    event = _object(body, "event")
    before, now = (_message(event, name) for name in ("previous_message", "message"))
    is_deleted = not now or now.get("subtype") == "tombstone"
    shown = before if is_deleted else now
    if not shown.get("user"):
        return None
    kind = {name: event.get(name) for name in ("channel", "channel_type")}
    message = said({**body, "event": {**shown, "ts": shown.get("ts") or event.get("deleted_ts"), **kind}})
    return MessageChangedEvent(message, _optional(before, "text"), is_deleted)


def _message(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = event.get(name)
    return found if isinstance(found, Mapping) else {}


def reaction(body: Mapping[str, Any]) -> ReactionEvent:
    """Read `reaction_added` or `reaction_removed`. Raise `InvalidPayloadError`."""
    event = _object(body, "event")
    item = _object(event, "item")
    item_type = _text(item, "type")
    is_message = item_type == "message"
    return ReactionEvent(
        is_added=_text(event, "type") == "reaction_added",
        user=_text(event, "user"),
        item_user=_short(event, "item_user"),
        item_type=item_type,
        channel=_text(item, "channel") if is_message else "",
        message_ts=_text(item, "ts") if is_message else "",
        emoji=_text(event, "reaction"),
        event_id=_text(body, "event_id"),
        event_ts=_text(event, "event_ts"),
    )


def press(body: Mapping[str, Any]) -> Press:
    """Read a pressed button. Raise `InvalidPayloadError`."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], Mapping):
        raise InvalidPayloadError("actions")
    container = _object(body, "container")
    view = _object(body, "view") if container.get("type") == "view" else {}
    return Press(
        action=_text(actions[0], "action_id"),
        value=_optional(actions[0], "value") or _option(actions[0]),
        user=_text(_object(body, "user"), "id"),
        channel=_short(container, "channel_id"),
        message_ts=_short(container, "message_ts"),
        response_url=ResponseUrl(_short(body, "response_url"), _thread_of(body, container)),
        trigger_id=_short(body, "trigger_id"),
        view_id=_text(view, "id") if view else "",
        view_type=_text(view, "type") if view else "",
        context=_optional(view, "private_metadata"),
        conversation=_named_conversation(body),
        view=view,
    )


def _named_conversation(body: Mapping[str, Any]) -> ConversationType:
    """Read the name of an interaction's channel, if it has one."""
    channel = body.get("channel")
    return type_of_name(_optional(channel, "name") if isinstance(channel, Mapping) else "")


def _thread_of(body: Mapping[str, Any], container: Mapping[str, Any]) -> str:
    """Return the thread of a reply with the button; "" for a message in the channel itself."""
    message = _object(body, "message") if body.get("message") is not None else {}
    thread_ts = _short(container, "thread_ts") or _short(message, "thread_ts")
    return "" if thread_ts == _short(container, "message_ts") else thread_ts


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A chosen shortcut. A message shortcut has the message's channel, `ts` and author."""

    name: str
    user: str
    trigger_id: str
    response_url: str
    channel: str
    message_ts: str
    author: str
    conversation: ConversationType = ConversationType.UNTOLD


def shortcut(body: Mapping[str, Any]) -> Shortcut:
    """Read a chosen shortcut, global or of a message. Raise `InvalidPayloadError`."""
    is_for_message = body.get("type") == "message_action"
    message = _object(body, "message") if is_for_message else {}
    return Shortcut(
        name=_text(body, "callback_id"),
        user=_text(_object(body, "user"), "id"),
        trigger_id=_text(body, "trigger_id"),
        response_url=_short(body, "response_url"),
        channel=_text(_object(body, "channel"), "id") if is_for_message else "",
        message_ts=_text(message, "ts") if is_for_message else "",
        author=_short(message, "user"),
        conversation=_named_conversation(body) if is_for_message else ConversationType.UNTOLD,
    )


def submission(body: Mapping[str, Any]) -> Submission:
    """Read a submitted form. Raise `InvalidPayloadError`."""
    view = _object(body, "view")
    blocks = _object(_object(view, "state"), "values")
    fields = [block for block in blocks.values() if isinstance(block, Mapping)]
    return Submission(
        view=_text(view, "id"),
        form=_text(view, "callback_id"),
        user=_text(_object(body, "user"), "id"),
        context=_optional(view, "private_metadata"),
        entries={
            action: entry for block in fields for action, entry in block.items() if isinstance(entry, Mapping)
        },
        response_urls=_response_urls(body),
    )


def _response_urls(body: Mapping[str, Any]) -> dict[str, str]:
    """Return the URLs in a submission, by channel. Raise `InvalidPayloadError`."""
    given = body.get("response_urls") or []
    if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given):
        raise InvalidPayloadError("response_urls")
    return {_text(each, "channel_id"): _text(each, "response_url") for each in given}


def inviter(body: Mapping[str, Any]) -> str:
    """Return who invited the user in a `member_joined_channel` event; "" if no one did.

    Raise `InvalidPayloadError`.
    """
    return _optional(_object(body, "event"), "inviter")


def event(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the event in a payload. Raise `InvalidPayloadError`."""
    return _object(body, "event")


def event_field(body: Mapping[str, Any], name: str) -> str:
    """Return a text field of an event. Raise `InvalidPayloadError`."""
    event = body.get("event")
    if not isinstance(event, Mapping):
        raise InvalidPayloadError("event")
    return _text(event, name)


def changed_user(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the user object in a `user_change` event. Raise `InvalidPayloadError`."""
    user = _object(_object(body, "event"), "user")
    _text(user, "id")
    return user


def is_bot_revoked(body: Mapping[str, Any]) -> bool:
    """Return True if a `tokens_revoked` event is about the bot's own token. Raise `InvalidPayloadError`."""
    return bool(_object(_object(body, "event"), "tokens").get("bot"))


def recognition_id(value: object) -> RecognitionId:
    """Return the id of a recognition in a button's value. Raise `InvalidPayloadError`."""
    try:
        return RecognitionId(str(UUID(str(value))))
    except ValueError as error:
        raise InvalidPayloadError("value") from error


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID:
        raise InvalidPayloadError(name)
    return value


def _short(fields: Mapping[str, Any], name: str) -> str:
    """Return an id, a name or a URL; "" if there is none."""
    value = _optional(fields, name)
    if len(value) > MAX_ID:
        raise InvalidPayloadError(name)
    return value


def _optional(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidPayloadError(name)
    return value or ""


def _option(fields: Mapping[str, Any]) -> str:
    """Return the value of the chosen option; "" if there is none."""
    option = fields.get("selected_option")
    return _optional(_object(fields, "selected_option"), "value") if option is not None else ""


def _object(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = fields.get(name)
    if not isinstance(value, Mapping):
        raise InvalidPayloadError(name)
    return value
