"""Entries about who looked at other users' history: what they asked for, never what they saw."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from bot.domain.circle import CircleSource
from bot.domain.ids import ChannelId, UserId


class AuditKind(StrEnum):
    """What kind of users the query was about."""

    PERSON = "person"
    PEOPLE = "people"
    """Those of several named users."""
    CIRCLE = "circle"
    NOTE = "note"
    """No one asked: a lead got the weekly note."""


class AuditedCircle(Struct, frozen=True):
    """A circle as it was called when it was asked about: the channel or group, and its name."""

    source: CircleSource
    source_id: str
    name: str


class AuditedQuery(Struct, frozen=True):
    """A query about other users' recognitions, never its answer.

    `values` are keys, `channels` ids, `phrases` Slack markup; `since` is included, `until` is not, both UTC.
    """

    kind: AuditKind
    circles: tuple[AuditedCircle, ...] = ()
    given: bool = False
    values: tuple[str, ...] = ()
    channels: tuple[ChannelId, ...] = ()
    phrases: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


class AuditEntry(Struct, frozen=True):
    """A user looked; `at` is UTC."""

    reader: UserId
    asked: AuditedQuery
    at: datetime
