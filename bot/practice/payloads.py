"""What Slack sends to an app: slash commands, events and pressed buttons, as JSON."""

from __future__ import annotations

import secrets

from bot.practice.objects import message_object
from bot.practice.workspace import Channel, JsonObject, Message, Person, SlackError, Workspace

_CHOICES = {
    "static_select": "selected_option",
    "overflow": "selected_option",
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
}
"""Of each kind of element that offers a choice: the key under which the payload tells what was chosen."""


class Payloads:
    """Writes the payloads of one workspace's app; ids are random, so a restart repeats none of them."""

    def __init__(self, workspace: Workspace) -> None:
        """Write for the app that is installed in `workspace`."""
        self._workspace = workspace
        self._token = secrets.token_hex(12)

    def command(
        self, person: Person, channel: Channel, name: str, text: str, response_url: str
    ) -> JsonObject:
        """A slash command, all of whose fields are strings as in a form."""
        return {
            "token": self._token,
            "team_id": self._workspace.team_id,
            "team_domain": self._workspace.domain,
            "channel_id": channel.id,
            "channel_name": _spoken_name(channel),
            "user_id": person.id,
            "user_name": person.name,
            "command": name,
            "text": text,
            "api_app_id": self._workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": _trigger_id(),
        }

    def event(self, event: JsonObject, *, event_id: str | None = None) -> JsonObject:
        """The envelope around an event; `event_id` repeats an earlier one."""
        workspace = self._workspace
        channel = workspace.channels.get(_channel_of(event))
        return {
            "token": self._token,
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "context_enterprise_id": workspace.enterprise_id,
            "api_app_id": workspace.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id or f"Ev{secrets.token_hex(5).upper()}",
            "event_time": int(workspace.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": workspace.enterprise_id,
                    "team_id": workspace.team_id,
                    "user_id": workspace.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
            "event_context": f"4-{secrets.token_urlsafe(40)}",
        }

    def reaction(self, kind: str, person: Person, message: Message, name: str) -> JsonObject:
        """The event `reaction_added` or `reaction_removed`; a webhook's message has no `item_user`."""
        event: JsonObject = {
            "type": kind,
            "user": person.id,
            "reaction": name,
            "item": {"type": "message", "channel": message.channel, "ts": message.ts},
            "event_ts": self._workspace.next_ts(),
        }
        if message.user is not None:
            event["item_user"] = message.user
        return event

    def membership(self, kind: str, person: Person, channel: Channel) -> JsonObject:
        """The event `member_joined_channel` or `member_left_channel`."""
        return {
            "type": kind,
            "user": person.id,
            "channel": channel.id,
            "channel_type": "G" if channel.kind == "private" else "C",
            "team": self._workspace.team_id,
            "event_ts": self._workspace.next_ts(),
        }

    def pressed(
        self, person: Person, channel: Channel, message: Message, action: JsonObject, response_url: str
    ) -> JsonObject:
        """A `block_actions` payload; of an ephemeral message it tells the place, not the words."""
        workspace = self._workspace
        ephemeral = message.ephemeral_to is not None
        payload: JsonObject = {
            "type": "block_actions",
            "user": {
                "id": person.id,
                "username": person.name,
                "name": person.name,
                "team_id": person.team_id,
            },
            "api_app_id": workspace.app_id,
            "token": self._token,
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": channel.id,
                "is_ephemeral": ephemeral,
            },
            "trigger_id": _trigger_id(),
            "team": {"id": workspace.team_id, "domain": workspace.domain},
            "enterprise": None,
            "is_enterprise_install": False,
            "channel": {"id": channel.id, "name": _spoken_name(channel)},
            "state": {"values": {}},
            "response_url": response_url,
            "actions": [{**action, "action_ts": workspace.next_ts()}],
        }
        if message.thread_ts:
            payload["container"]["thread_ts"] = message.thread_ts
        if not ephemeral:
            payload["message"] = message_object(workspace, message)
        return payload


def action_of(
    blocks: list[JsonObject], action_id: str, *, block_id: str | None, value: str | None
) -> JsonObject:
    """What a press on an element says of it.

    `value` is the option, person, channel or date that is chosen; for a button it stands in for the button's
    own value. Raises SlackError `action_not_found` or `option_not_found`, words that Slack does not have.
    """
    for block in blocks:
        if block_id not in (None, block["block_id"]):
            continue
        elements = block.get("elements", []) if block["type"] == "actions" else [block.get("accessory", {})]
        for element in elements:
            if element.get("action_id") == action_id:
                return _action(element, block["block_id"], value)
    raise SlackError("action_not_found", f"No element {action_id!r} in this message.")


def _action(element: JsonObject, block_id: str, value: str | None) -> JsonObject:
    action: JsonObject = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id}
    if element["type"] == "button":
        action |= {
            key: element[key] for key in ("text", "value", "style", "url", "confirm") if key in element
        }
        if value is not None:
            action["value"] = value
        return action
    action |= {key: element[key] for key in ("placeholder", "confirm") if key in element}
    key = _CHOICES[element["type"]]
    action[key] = _option(element, value) if key == "selected_option" else value
    return action


def _option(element: JsonObject, value: str | None) -> JsonObject:
    groups = [element.get("options", []), *(group["options"] for group in element.get("option_groups", []))]
    for options in groups:
        for option in options:
            if option["value"] == value:
                found: JsonObject = option
                return found
    raise SlackError("option_not_found", f"No option {value!r} in {element['action_id']!r}.")


def _channel_of(event: JsonObject) -> str:
    """The id of the channel in which an event happened, "" if it happened in none."""
    item = event.get("item")
    found = item.get("channel") if isinstance(item, dict) else event.get("channel")
    return found if isinstance(found, str) else ""


def _spoken_name(channel: Channel) -> str:
    """Payloads tell the names of public channels and group messages only."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def _trigger_id() -> str:
    return f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
