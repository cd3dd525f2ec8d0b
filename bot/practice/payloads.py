"""What Slack sends to an app: slash commands and events, as JSON."""

import secrets
import uuid

from bot.practice import typed_text
from bot.practice.objects import message_object
from bot.practice.page import emoji
from bot.practice.records import Channel, JsonObject, Message, Person
from bot.practice.workspace import Workspace


class Payloads:
    """Writes the payloads of one workspace's app; ids are random, so a restart repeats none of them."""

    def __init__(self, workspace: Workspace) -> None:
        """Write for the app that is installed in `workspace`."""
        self._workspace = workspace

    def command(
        self, person: Person, channel: Channel, name: str, text: str, response_url: str
    ) -> JsonObject:
        """Return a slash command, all of whose fields are strings as in a form."""
        return {
            "token": self._workspace.verification_token,
            "team_id": self._workspace.team_id,
            "team_domain": self._workspace.domain,
            "channel_id": channel.id,
            "channel_name": spoken_name(channel),
            "user_id": person.id,
            "user_name": person.name,
            "command": name,
            "text": text,
            "api_app_id": self._workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": self._workspace.triggers.issue(person.id, channel.id),
        }

    def event(self, event: JsonObject, *, event_id: str | None = None) -> JsonObject:
        """Return the envelope around an event; `event_id` repeats an earlier one."""
        workspace = self._workspace
        channel = workspace.channels.get(_channel_of(event))
        return {
            "token": workspace.verification_token,
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

    def rate_limited(self) -> JsonObject:
        """Return the callback `app_rate_limited`: too many events in a minute, and the rest is not sent.

        It is no event, and has no envelope (https://docs.slack.dev/apis/events-api#rate-limiting).
        """
        workspace = self._workspace
        return {
            "token": workspace.verification_token,
            "type": "app_rate_limited",
            "team_id": workspace.team_id,
            "minute_rate_limited": int(workspace.now().timestamp()) // 60 * 60,
            "api_app_id": workspace.app_id,
        }

    def reaction(self, kind: str, person: Person, message: Message, name: str) -> JsonObject:
        """Return the event `reaction_added` or `reaction_removed`; a webhook's message has no `item_user`."""
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
        """Return the event `member_joined_channel` or `member_left_channel`."""
        return {
            "type": kind,
            "user": person.id,
            "channel": channel.id,
            "channel_type": "G" if channel.kind == "private" else "C",
            "team": self._workspace.team_id,
            "event_ts": self._workspace.next_ts(),
        }

    def archiving(self, act: str, channel: Channel, person_id: str) -> JsonObject:
        """Return the event `channel_archive`, `channel_unarchive`, or the like of a private channel."""
        event: JsonObject = {
            "type": f"{_family(channel)}_{act}",
            "channel": channel.id,
            "user": person_id,
            "event_ts": self._workspace.next_ts(),
        }
        return event | ({"is_moved": 0} if act == "archive" else {})

    def app_left(self, channel: Channel, actor: Person) -> JsonObject:
        """Return the event `channel_left` or `group_left`: the app was removed from a channel."""
        return {
            "type": f"{_family(channel)}_left",
            "channel": channel.id,
            "actor_id": actor.id,
            "event_ts": self._workspace.next_ts(),
        }

    def message(self, kind: str, person: Person, message: Message) -> JsonObject:
        """Return the event `app_mention` or `message` of what a person wrote."""
        channel = self._workspace.channel(message.channel)
        event = self.written(message) | {
            "type": kind,
            "channel": channel.id,
            "event_ts": message.ts,
        }
        if kind == "message":
            event["channel_type"] = self._spoken_kind(channel.id)
        if person.is_stranger:
            event |= {"user_team": person.team_id, "source_team": person.team_id}
        return event

    def message_changed(self, message: Message, previous: JsonObject) -> JsonObject:
        """Return the event `message` about an edit; `previous` is what was `written` before."""
        ts = self._workspace.next_ts()
        return {
            "type": "message",
            "subtype": "message_changed",
            "message": self.written(message),
            "previous_message": previous,
            "channel": message.channel,
            "hidden": True,
            "ts": ts,
            "event_ts": ts,
            "channel_type": self._spoken_kind(message.channel),
        }

    def message_deleted(self, channel: Channel, previous: JsonObject) -> JsonObject:
        """Return the event `message` about what is there no more; `previous` is what was `written`."""
        ts = self._workspace.next_ts()
        return {
            "type": "message",
            "subtype": "message_deleted",
            "previous_message": previous,
            "channel": channel.id,
            "hidden": True,
            "deleted_ts": previous["ts"],
            "ts": ts,
            "event_ts": ts,
            "channel_type": self._spoken_kind(channel.id),
        }

    def written(self, message: Message) -> JsonObject:
        """Return a person's message as events carry it: with an id of its own, and as rich text besides.

        Of a deleted one it is what is in its place.
        """
        told = message_object(self._workspace, message)
        if message.is_tombstone:
            return told
        told["client_msg_id"] = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{message.channel}.{message.ts}"))
        if (block := typed_text.block(message.text, self._is_emoji)) is not None:
            told["blocks"] = [{**block, "block_id": f"w{message.ts}"}]
        if message.thread_ts and message.thread_ts != message.ts:
            parent = self._workspace.messages[message.channel].get(message.thread_ts)
            if parent and parent.user:
                told["parent_user_id"] = parent.user
        return told

    def _is_emoji(self, name: str) -> bool:
        """Return whether Slack or the workspace has an emoji of this name; anything else is text."""
        return emoji.character(name) is not None or name in self._workspace.emoji

    def _spoken_kind(self, channel_id: str) -> str:
        """Return what events about messages call a kind of conversation."""
        kind = self._workspace.channel(channel_id).kind
        return {"public": "channel", "private": "group"}.get(kind, kind)


def _family(channel: Channel) -> str:
    """Return how the events about a channel begin."""
    return "group" if channel.kind == "private" else "channel"


def _channel_of(event: JsonObject) -> str:
    """Return the id of the channel in which an event happened, "" if it happened in none."""
    item = event.get("item")
    found = item.get("channel") if isinstance(item, dict) else event.get("channel")
    return found if isinstance(found, str) else ""


def spoken_name(channel: Channel) -> str:
    """Payloads tell the names of public channels and group messages only."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
