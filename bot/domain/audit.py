"""Looks at other people's thanks: what was asked for, as those whom it was about may read it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.circle import CircleSource


class AuditKind(StrEnum):
    """Whose thanks were asked for."""

    PERSON = "person"
    PEOPLE = "people"
    """Those of several people who were named."""
    CIRCLE = "circle"
    NOTE = "note"
    """Nobody asked: a lead got the weekly note."""


@dataclass(frozen=True, slots=True)
class AuditedCircle:
    """A circle as it was called when it was asked about: the channel or group, and its name."""

    source: CircleSource
    source_id: str
    name: str


@dataclass(frozen=True, slots=True)
class AuditedQuery:
    """A question about other people's thanks, never its answer.

    `values` are keys, `channels` ids, `phrases` Slack markup; `since` is included, `until` is not, both UTC.
    """

    kind: AuditKind
    circles: tuple[AuditedCircle, ...] = ()
    given: bool = False
    values: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Somebody looked; `at` is UTC."""

    reader: str
    asked: AuditedQuery
    at: datetime
