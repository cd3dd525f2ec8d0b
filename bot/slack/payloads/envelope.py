"""What Bolt reads of every payload before it calls a listener. Bolt fails on other types."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import InstanceOf
from slack_bolt.request.internals import extract_enterprise_id, extract_team_id

from bot.domain.ids import ChannelId, UserId
from bot.errors import InvalidPayloadError
from bot.slack.payloads.fields import OptionalText, validate

RATE_LIMITED = "app_rate_limited"
"""The type of a callback that says so (https://docs.slack.dev/apis/events-api#rate_limiting)."""

_Object = InstanceOf[dict[str, Any]] | None
_MARKS = ("type", "command", "ssl_check")
"""Every payload has one of these."""


@dataclass(frozen=True, slots=True)
class _Event:
    type: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """A payload of any kind."""

    type: OptionalText = ""
    command: str | None = None
    team_id: str | None = None
    enterprise_id: str | None = None
    user_id: UserId | None = None
    channel_id: ChannelId | None = None
    api_app_id: str | None = None
    event: _Event | None = None
    team: _Object = None
    user: _Object = None
    channel: _Object = None
    view: _Object = None
    enterprise: _Object = None
    container: _Object = None
    message: _Object = None

    @property
    def kind(self) -> str:
        """The kind of payload, as metrics and log lines name it."""
        if self.command is not None:
            return "command"
        return self.type if self.type in ("event_callback", "block_actions") else "other"

    @property
    def is_rate_limit(self) -> bool:
        """Return True for the callback that has no event of its own, or is one."""
        return RATE_LIMITED in (self.type, self.event.type if self.event else None)


def read_team(body: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the ids of the organisation and of the workspace in which the app got this payload."""
    payload = dict(body)
    return extract_enterprise_id(payload) or None, extract_team_id(payload) or None


def read_envelope(body: Mapping[str, Any]) -> Envelope:
    """Read what every payload has. Raise `InvalidPayloadError`."""
    if not any(mark in body for mark in _MARKS):
        raise InvalidPayloadError("type")
    return validate(Envelope, body)
