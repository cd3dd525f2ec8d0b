"""Slack's payloads, read strictly: a field that is missing or of another type is no crash but a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


class BadPayloadError(Exception):
    """A payload that is not what Slack sends. The message names the field, never its content."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as it was typed."""

    name: str
    text: str
    person: str
    channel: str
    channel_name: str
    trigger_id: str
    response_url: str


@dataclass(frozen=True, slots=True)
class ReactionEvent:
    """An emoji put on something or taken away; `item_user` is empty where a webhook wrote the message."""

    is_added: bool
    person: str
    item_user: str
    item_type: str
    channel: str
    message_ts: str
    emoji: str
    event_id: str
    event_ts: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button that somebody pressed; `channel` and `message_ts` are where it stands."""

    action: str
    value: str
    person: str
    channel: str
    message_ts: str
    response_url: str

    @property
    def recognition(self) -> str:
        """The id of the recognition that the button is about. Raises `BadPayloadError`."""
        return recognition_id(self.value)


def command(body: Mapping[str, Any]) -> Command:
    """Read a slash command. Raises `BadPayloadError`."""
    return Command(
        name=_text(body, "command"),
        text=_optional(body, "text"),
        person=_text(body, "user_id"),
        channel=_text(body, "channel_id"),
        channel_name=_optional(body, "channel_name"),
        trigger_id=_text(body, "trigger_id"),
        response_url=_optional(body, "response_url"),
    )


def reaction(body: Mapping[str, Any]) -> ReactionEvent:
    """Read `reaction_added` or `reaction_removed`. Raises `BadPayloadError`."""
    event = _object(body, "event")
    item = _object(event, "item")
    item_type = _text(item, "type")
    is_message = item_type == "message"
    return ReactionEvent(
        is_added=_text(event, "type") == "reaction_added",
        person=_text(event, "user"),
        item_user=_optional(event, "item_user"),
        item_type=item_type,
        channel=_text(item, "channel") if is_message else "",
        message_ts=_text(item, "ts") if is_message else "",
        emoji=_text(event, "reaction"),
        event_id=_text(body, "event_id"),
        event_ts=_text(event, "event_ts"),
    )


def press(body: Mapping[str, Any]) -> Press:
    """Read a pressed button. Raises `BadPayloadError`."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], Mapping):
        raise BadPayloadError("actions")
    container = _object(body, "container")
    return Press(
        action=_text(actions[0], "action_id"),
        value=_optional(actions[0], "value"),
        person=_text(_object(body, "user"), "id"),
        channel=_optional(container, "channel_id"),
        message_ts=_optional(container, "message_ts"),
        response_url=_optional(body, "response_url"),
    )


def event_field(body: Mapping[str, Any], name: str) -> str:
    """A text field of an event. Raises `BadPayloadError`."""
    event = body.get("event")
    if not isinstance(event, Mapping):
        raise BadPayloadError("event")
    return _text(event, name)


def recognition_id(value: object) -> str:
    """The id of a recognition in a button's value. Raises `BadPayloadError`."""
    try:
        return str(UUID(str(value)))
    except ValueError as error:
        raise BadPayloadError("value") from error


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise BadPayloadError(name)
    return value


def _optional(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise BadPayloadError(name)
    return value or ""


def _object(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = fields.get(name)
    if not isinstance(value, Mapping):
        raise BadPayloadError(name)
    return value
