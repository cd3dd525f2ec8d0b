"""Outbox messages as rows: the one place that writes them, and reads what any version of Hearten wrote.

Raise a class's `version` when older processes would misread its rows; they then leave those rows alone. New
fields with defaults need no new version. A version that this process still finds in the database is read by
the class of its kind, so give renamed or removed fields a reader here first.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import msgspec
import structlog
from sqlalchemy import ColumnElement, FromClause, Row, and_, literal_column, or_

from bot.domain.outbox_message import OutboxMessage, UnknownMessage
from bot.domain.outbox_messages import OUTBOX_MESSAGES, POSTS
from bot.domain.plain_data import to_plain
from bot.storage import schema

_BY_KIND = {message_class.kind: message_class for message_class in OUTBOX_MESSAGES}
_COLUMNS = {
    "destination": "destination",
    "recognition": "recognition_id",
    "digest": "digest_id",
    "target": "target_id",
}
"""The fields that have a column, which other rows and queries refer to; the others are in the payload."""
_NO_IDS = dict.fromkeys(("recognition_id", "digest_id", "target_id"))

_log = structlog.get_logger(__name__)


def encode(message: OutboxMessage) -> dict[str, Any]:
    """Return the columns of a message. Fields that have their default are left out."""
    payload = to_plain(message)
    ids = {column: payload.pop(name) for name, column in _COLUMNS.items() if name in payload}
    return {"kind": message.kind, "version": message.version, **_NO_IDS, **ids, "payload": payload}


def encode_payload(message: OutboxMessage) -> dict[str, Any]:
    """Return only what belongs into the payload of a message."""
    payload: dict[str, Any] = encode(message)["payload"]
    return payload


def replace_fields(payload: Mapping[str, Any], message: OutboxMessage) -> dict[str, Any]:
    """Return a row's payload with these fields of its message. What else is in it stays."""
    names = message.__struct_fields__
    return {name: value for name, value in payload.items() if name not in names} | encode_payload(message)


def decode(kind: str, version: int, payload: Mapping[str, Any], **columns: Any) -> OutboxMessage:
    """Return the message; an `UnknownMessage` if its kind or version is newer, or its payload is damaged."""
    message_class = _BY_KIND.get(kind)
    if message_class is None or version > message_class.version:
        return UnknownMessage(columns["destination"], columns.get("recognition"))
    try:
        return msgspec.convert({**payload, **columns}, message_class)
    except (msgspec.ValidationError, TypeError) as error:
        _log.error("outbox message cannot be read", kind=kind, error=type(error).__name__)
        return UnknownMessage(columns["destination"], columns.get("recognition"))


def decode_row(row: Row[Any]) -> OutboxMessage:
    """Return the message in a row of the outbox."""
    return decode(
        row.kind,
        row.version,
        row.payload,
        **{name: getattr(row, column) for name, column in _COLUMNS.items()},
    )


@cache
def is_known(outbox: FromClause = schema.outbox_message) -> ColumnElement[bool]:
    """Return the condition that this version can read a row of `outbox` (or of an alias of it)."""
    by_version = defaultdict[int, list[type[OutboxMessage]]](list)
    for message_class in OUTBOX_MESSAGES:
        by_version[message_class.version].append(message_class)
    return or_(
        *(
            and_(is_of_kind(classes, outbox), outbox.c.version <= version)
            for version, classes in by_version.items()
        )
    )


@cache
def is_post() -> ColumnElement[bool]:
    """Return the condition that a message in the outbox is posted, not changed."""
    return is_of_kind(POSTS)


def is_of_kind(
    classes: Collection[type[OutboxMessage]], outbox: FromClause = schema.outbox_message
) -> ColumnElement[bool]:
    """Return the condition that a row is of one of these classes.

    Their names are in the statement: SQLAlchemy would render a list of parameters at each execution.
    """
    return outbox.c.kind.in_([literal_column(f"'{message_class.kind}'") for message_class in classes])
