"""A record of what a request has saved, for the answer if the request fails afterwards."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from enum import Enum

from msgspec import Struct


class Saved(Enum):
    """Whether the changes of a request were saved."""

    NOTHING = "nothing"
    CHANGES = "changes"
    UNKNOWN = "unknown"


class RequestRecord(Struct):
    """What one request has saved, and the language tag of the user who made it."""

    saved: Saved = Saved.NOTHING
    locale: str = "en"


_record: ContextVar[RequestRecord | None] = ContextVar("request_record", default=None)


def current_record() -> RequestRecord:
    """Return the record of the present request; a new one outside of requests."""
    return _record.get() or RequestRecord()


@contextlib.contextmanager
def recording() -> Iterator[RequestRecord]:
    """Start a record of what is saved inside."""
    record = RequestRecord()
    token = _record.set(record)
    try:
        yield record
    finally:
        _record.reset(token)


def saving_aside() -> contextlib.AbstractContextManager[RequestRecord]:
    """Keep what is saved inside out of the record: the request did not ask for it."""
    return recording()
