"""What Bolt reads of every payload before it calls a listener. Bolt fails on other types."""

import secrets
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from msgspec import Struct
from slack_bolt.request.internals import extract_enterprise_id, extract_team_id

from bot.errors import InvalidPayloadError
from bot.slack.payloads.fields import Fields

RATE_LIMITED = "app_rate_limited"
"""The type of a callback that says so (https://docs.slack.dev/apis/events-api#rate_limiting)."""

MAX_REQUEST_ID = 32
"""Characters of a request's id in logs."""
_MARKS = ("type", "command", "ssl_check")
"""Every payload has one of these."""
_TEXTS = ("type", "command", "team_id", "enterprise_id", "user_id", "channel_id", "api_app_id")
_OBJECTS = ("team", "user", "channel", "view", "enterprise", "container", "message")


class Envelope(Struct, frozen=True):
    """A payload of any kind. `event_type` is "" if it is not an event."""

    type: str
    event_type: str
    is_command: bool

    @property
    def kind(self) -> str:
        """The kind of payload, as metrics and log lines name it."""
        if self.is_command:
            return "command"
        return self.type if self.type in ("event_callback", "block_actions") else "other"

    @property
    def is_rate_limit(self) -> bool:
        """Return True for the callback that has no event of its own, or is one."""
        return RATE_LIMITED in (self.type, self.event_type)


def read_team(body: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the ids of the organisation and of the workspace in which the app got this payload.

    An event for an organisation's installation has the workspace only outside of its authorization
    (https://api.slack.com/enterprise/apps/changes-apis).
    """
    payload = dict(body)
    team = extract_team_id(payload) or body.get("context_team_id") or body.get("team_id")
    return extract_enterprise_id(payload) or None, team or None


def make_request_id(body: Mapping[str, Any]) -> str:
    """Return the id of a request in logs: the same if Slack repeats it.

    An event has one; of anything else it is a hash of its `trigger_id`, with which a form could be opened.
    """
    if event_id := body.get("event_id"):
        return str(event_id)[:MAX_REQUEST_ID]
    trigger = str(body.get("trigger_id") or secrets.token_hex(8))
    return blake2b(trigger.encode("utf-8", "replace"), digest_size=6).hexdigest()


def read_envelope(body: Mapping[str, Any]) -> Envelope:
    """Read what every payload has. Raise `InvalidPayloadError`."""
    if not any(mark in body for mark in _MARKS):
        raise InvalidPayloadError("type")
    fields = Fields(body)
    for name in _TEXTS:
        fields.text(name)
    for name in _OBJECTS:
        fields.optional_mapping(name)
    event = fields.optional_object("event")
    return Envelope(
        type=fields.text("type"),
        event_type=event.always_text("type") if event else "",
        is_command=fields.has("command"),
    )
