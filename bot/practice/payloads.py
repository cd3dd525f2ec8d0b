"""What Slack sends to an app: commands, events, and what people press, submit and choose, as JSON."""

import secrets
import uuid
from functools import partial
from typing import Any

from bot.practice import typed_text
from bot.practice.entries import Values
from bot.practice.objects import message_object, view_object
from bot.practice.page import emoji
from bot.practice.records import Channel, JsonObject, Message, Person
from bot.practice.shapes import fill_shape
from bot.practice.views import View
from bot.practice.workflows import Execution
from bot.practice.workspace import Workspace


class Payloads:
    """Writes the payloads of one workspace's app; ids are random, so a restart repeats none of them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def _fill(self, kind: str, /, **context: Any) -> JsonObject:
        return fill_shape(kind, workspace=self._workspace, **context)

    # -- commands and events

    def command(
        self, person: Person, channel: Channel, name: str, text: str, response_url: str
    ) -> JsonObject:
        """Return a slash command, all of whose fields are strings as in a form."""
        typed = {"name": name, "text": text, "channel_name": spoken_name(channel)}
        return {
            **self._fill("command", person=person, channel=channel, response_url=response_url, **typed),
            "trigger_id": self._workspace.triggers.issue(person.id, channel.id),
            **self._organisation_fields(),
        }

    def _organisation_fields(self) -> JsonObject:
        """Return what a command says of the organisation that the workspace belongs to."""
        if self._workspace.enterprise_id is None:
            return {}
        is_org_wide = str(self._workspace.is_org_wide).lower()
        return {"enterprise_id": self._workspace.enterprise_id, "is_enterprise_install": is_org_wide}

    def event(self, event: JsonObject, *, event_id: str | None = None) -> JsonObject:
        """Return the envelope around an event; `event_id` repeats an earlier one."""
        channel = self._workspace.channels.get(_event_channel(event))
        envelope = self._fill("event", event=event)
        if self._workspace.is_org_wide:
            envelope["authorizations"][0] |= {"team_id": None, "is_enterprise_install": True}
        return {
            **envelope,
            "event_id": event_id or f"Ev{secrets.token_hex(5).upper()}",
            "event_time": int(self._workspace.now().timestamp()),
            "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
            "event_context": f"4-{secrets.token_urlsafe(40)}",
        }

    def rate_limited(self) -> JsonObject:
        """Return the callback `app_rate_limited`: too many events in a minute, and the rest is not sent.

        It is no event, and has no envelope (https://docs.slack.dev/apis/events-api#rate-limiting).
        """
        return self._fill("app_rate_limited", minute=int(self._workspace.now().timestamp()) // 60 * 60)

    def reaction(self, kind: str, person: Person, message: Message, name: str) -> JsonObject:
        """Return the event `reaction_added` or `reaction_removed`; a webhook's message has no `item_user`."""
        ts = self._workspace.next_ts()
        event = self._fill("reaction", kind=kind, person=person, message=message, name=name, ts=ts)
        return event if message.user is None else {**event, "item_user": message.user}

    def membership(self, kind: str, person: Person, channel: Channel) -> JsonObject:
        """Return the event `member_joined_channel` or `member_left_channel`."""
        type_, ts = "G" if channel.kind == "private" else "C", self._workspace.next_ts()
        return self._fill("membership", kind=kind, person=person, channel=channel, channel_type=type_, ts=ts)

    def archiving(self, act: str, channel: Channel, person_id: str) -> JsonObject:
        """Return the event `channel_archive`, `channel_unarchive`, or the like of a private channel."""
        family, ts = _family(channel), self._workspace.next_ts()
        event = self._fill("archiving", family=family, act=act, channel=channel, person_id=person_id, ts=ts)
        return event | ({"is_moved": 0} if act == "archive" else {})

    def app_left(self, channel: Channel, actor: Person) -> JsonObject:
        """Return the event `channel_left` or `group_left`: the app was removed from a channel."""
        ts = self._workspace.next_ts()
        return self._fill("app_left", family=_family(channel), channel=channel, actor=actor, ts=ts)

    def home_opened(self, person: Person, tab: str) -> JsonObject:
        """Return the event `app_home_opened`; at the Home it has the view that is published there."""
        channel, ts = self._workspace.dm_channel(person.id), self._workspace.next_ts()
        event = self._fill("home opened", person=person, channel=channel, tab=tab, ts=ts)
        view = self._workspace.homes.find(person.id) if tab == "home" else None
        return {**event, "view": view_object(self._workspace, view)} if view else event

    def step_executed(self, execution: Execution, inputs: JsonObject) -> JsonObject:
        """Return the event `function_executed`; its token ends with the step."""
        step = self._workspace.steps[execution.callback_id]
        return self._fill(
            "step executed",
            callback_id=execution.callback_id,
            title=step["title"],
            description=step.get("description", ""),
            input_parameters=_list_parameters(step.get("input_parameters", {})),
            output_parameters=_list_parameters(step.get("output_parameters", {})),
            function_id=f"Fn{self._workspace.app_id.removeprefix('A')}",
            inputs=inputs,
            execution_id=execution.id,
            workflow_execution_id=f"Wx{secrets.token_hex(5).upper()}",
            ts=self._workspace.next_ts(),
            token=f"xwfp-{secrets.token_hex(16)}",
        )

    def message(self, kind: str, person: Person, message: Message) -> JsonObject:
        """Return the event `app_mention` or `message` of what a person wrote."""
        channel = self._workspace.channel(message.channel)
        event = self.message_payload(message) | {"type": kind, "channel": channel.id, "event_ts": message.ts}
        if kind == "message":
            event["channel_type"] = _spoken_kind(channel)
        if person.is_stranger:
            event |= {"user_team": person.team_id, "source_team": person.team_id}
        return event

    def message_changed(self, message: Message, previous: JsonObject) -> JsonObject:
        """Return the event `message` about an edit; `previous` is the `message_payload` before."""
        channel = self._workspace.channel(message.channel)
        return self._change("message_changed", channel, previous) | {"message": self.message_payload(message)}

    def message_deleted(self, channel: Channel, previous: JsonObject) -> JsonObject:
        """Return the event `message` about a message that is gone; `previous` is its `message_payload`."""
        return self._change("message_deleted", channel, previous) | {"deleted_ts": previous["ts"]}

    def _change(self, subtype: str, channel: Channel, previous: JsonObject) -> JsonObject:
        event = {"subtype": subtype, "previous": previous, "channel_type": _spoken_kind(channel)}
        return self._fill("message change", **event, channel=channel, ts=self._workspace.next_ts())

    # -- what people press, submit and choose

    def pressed(
        self,
        person: Person,
        channel: Channel,
        message: Message,
        action: JsonObject,
        values: Values,
        response_url: str,
    ) -> JsonObject:
        """Return a `block_actions` of a message; of an ephemeral one it has the place, not the text."""
        is_ephemeral = message.ephemeral_to is not None
        container: JsonObject = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": is_ephemeral,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        return {
            **self._interaction("block_actions", person, channel.id),
            "container": container,
            "channel": {"id": channel.id, "name": spoken_name(channel)},
            "state": {"values": values},
            "response_url": response_url,
            "actions": [{**action, "action_ts": self._workspace.next_ts()}],
            **({} if is_ephemeral else {"message": message_object(self._workspace, message)}),
        }

    def pressed_in_view(self, person: Person, view: View, action: JsonObject) -> JsonObject:
        """Return a `block_actions` of a modal or a Home."""
        return {
            **self._interaction("block_actions", person, view.here),
            "container": {"type": "view", "view_id": view.id},
            "view": view_object(self._workspace, view),
            "actions": [{**action, "action_ts": self._workspace.next_ts()}],
        }

    def submission(self, person: Person, view: View, response_urls: list[JsonObject]) -> JsonObject:
        """Return a `view_submission`, with the places where the app may answer it."""
        return {
            **self._interaction("view_submission", person, view.here),
            "view": view_object(self._workspace, view),
            "response_urls": response_urls,
        }

    def shortcut(self, person: Person, callback_id: str) -> JsonObject:
        """Return a global `shortcut`, chosen from no place in particular."""
        payload = self._interaction("shortcut", person) | {
            "action_ts": self._workspace.next_ts(),
            "callback_id": callback_id,
        }
        del payload["api_app_id"], payload["user"]["name"]
        return payload

    def message_action(
        self, person: Person, channel: Channel, message: Message, callback_id: str, response_url: str
    ) -> JsonObject:
        """Return a `message_action`: a shortcut that was chosen for a message, which it carries whole."""
        payload = self._interaction("message_action", person, channel.id) | {
            "action_ts": self._workspace.next_ts(),
            "callback_id": callback_id,
            "channel": {"id": channel.id, "name": spoken_name(channel)},
            "message_ts": message.ts,
            "message": message_object(self._workspace, message),
            "response_url": response_url,
        }
        del payload["api_app_id"], payload["user"]["username"]
        return payload

    def _interaction(self, kind: str, person: Person, here: str = "") -> JsonObject:
        """Return what all interactive payloads have, with a `trigger_id` that works; `here` is a channel."""
        payload = self._fill("interaction", kind=kind, person=person)
        if self._workspace.is_org_wide:
            # The workspace is in `user` only (https://github.com/slackapi/bolt-python/pull/23).
            enterprise = {"id": self._workspace.enterprise_id, "name": "Sunrise Group"}
            payload |= {"team": None, "enterprise": enterprise, "is_enterprise_install": True}
        return payload | {"trigger_id": self._workspace.triggers.issue(person.id, here)}

    def message_payload(self, message: Message) -> JsonObject:
        """Return a person's message as events carry it: with an id of its own, and as rich text besides.

        Of a deleted one it is what is in its place.
        """
        payload = message_object(self._workspace, message)
        if message.is_tombstone:
            return payload
        payload["client_msg_id"] = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{message.channel}.{message.ts}"))
        block = typed_text.block(message.text, partial(emoji.is_known, workspace=self._workspace))
        if block is not None:
            payload["blocks"] = [{**block, "block_id": f"w{message.ts}"}]
        if message.thread_ts and message.thread_ts != message.ts:
            parent = self._workspace.messages[message.channel].get(message.thread_ts)
            if parent and parent.user:
                payload["parent_user_id"] = parent.user
        return payload


def _list_parameters(definitions: JsonObject) -> list[JsonObject]:
    """Return a step's inputs or outputs as its event lists them."""
    return [
        {
            "type": each["type"],
            "name": name,
            "title": each["title"],
            "description": each.get("description", ""),
            "is_required": bool(each.get("is_required")),
        }
        for name, each in definitions.items()
    ]


def _spoken_kind(channel: Channel) -> str:
    """Return what events about messages call a kind of conversation."""
    return {"public": "channel", "private": "group"}.get(channel.kind, channel.kind)


def _family(channel: Channel) -> str:
    """Return how the events about a channel begin."""
    return "group" if channel.kind == "private" else "channel"


def _event_channel(event: JsonObject) -> str:
    """Return the id of the channel in which an event happened, "" if it happened in none."""
    item = event.get("item")
    channel_id = item.get("channel") if isinstance(item, dict) else event.get("channel")
    return channel_id if isinstance(channel_id, str) else ""


def spoken_name(channel: Channel) -> str:
    """Return a channel's name in payloads, which only name public channels and group messages."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
