"""What Slack sends to an app when people use what it has put before them, as JSON.

Pressed buttons, submitted modals, shortcuts. Every payload that has a `trigger_id` has one that
works.
"""

from bot.practice.entries import Values
from bot.practice.objects import message_object, view_object
from bot.practice.payloads import spoken_name
from bot.practice.records import Channel, JsonObject, Message, Person
from bot.practice.views import View
from bot.practice.workspace import Workspace


class Interactions:
    """Writes the interactive payloads of one workspace's app."""

    def __init__(self, workspace: Workspace) -> None:
        """Write for the app that is installed in `workspace`."""
        self._workspace = workspace

    def pressed(
        self,
        person: Person,
        channel: Channel,
        message: Message,
        action: JsonObject,
        values: Values,
        response_url: str,
    ) -> JsonObject:
        """Return a `block_actions` of a message; of an ephemeral one it has the place, not the words."""
        ephemeral = message.ephemeral_to is not None
        container: JsonObject = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        payload: JsonObject = {
            **self._head("block_actions", person),
            "container": container,
            "trigger_id": self._workspace.triggers.issue(person.id, channel.id),
            "channel": {"id": channel.id, "name": spoken_name(channel)},
            "state": {"values": values},
            "response_url": response_url,
            "actions": [{**action, "action_ts": self._workspace.next_ts()}],
        }
        if not ephemeral:
            payload["message"] = message_object(self._workspace, message)
        return payload

    def pressed_in_view(self, person: Person, view: View, action: JsonObject) -> JsonObject:
        """Return a `block_actions` of a modal or a Home."""
        return {
            **self._head("block_actions", person),
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self._workspace.triggers.issue(person.id, view.here),
            "view": view_object(self._workspace, view),
            "actions": [{**action, "action_ts": self._workspace.next_ts()}],
        }

    def submission(self, person: Person, view: View, response_urls: list[JsonObject]) -> JsonObject:
        """Return a `view_submission`, with the places where the app may answer it."""
        return {
            **self._head("view_submission", person),
            "trigger_id": self._workspace.triggers.issue(person.id, view.here),
            "view": view_object(self._workspace, view),
            "response_urls": response_urls,
        }

    def shortcut(self, person: Person, callback_id: str) -> JsonObject:
        """Return a global `shortcut`, chosen from no place in particular."""
        head = self._head("shortcut", person)
        del head["api_app_id"], head["user"]["name"]
        return {
            **head,
            "action_ts": self._workspace.next_ts(),
            "callback_id": callback_id,
            "trigger_id": self._workspace.triggers.issue(person.id),
        }

    def message_action(
        self, person: Person, channel: Channel, message: Message, callback_id: str, response_url: str
    ) -> JsonObject:
        """Return a `message_action`: a shortcut that was chosen for a message, which it carries whole."""
        head = self._head("message_action", person)
        del head["api_app_id"], head["user"]["username"]
        return {
            **head,
            "action_ts": self._workspace.next_ts(),
            "callback_id": callback_id,
            "trigger_id": self._workspace.triggers.issue(person.id, channel.id),
            "channel": {"id": channel.id, "name": spoken_name(channel)},
            "message_ts": message.ts,
            "message": message_object(self._workspace, message),
            "response_url": response_url,
        }

    def _head(self, kind: str, person: Person) -> JsonObject:
        """Return what all of them begin with."""
        workspace = self._workspace
        return {
            "type": kind,
            "team": {"id": workspace.team_id, "domain": workspace.domain},
            "user": {
                "id": person.id,
                "username": person.name,
                "name": person.name,
                "team_id": person.team_id,
            },
            "api_app_id": workspace.app_id,
            "token": workspace.verification_token,
            "enterprise": None,
            "is_enterprise_install": False,
        }
