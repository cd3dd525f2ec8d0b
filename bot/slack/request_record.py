"""What a request has saved so far: whoever answers a failure has to know that."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum


class Saved(Enum):
    """What became of the changes that a request asks for."""

    NOTHING = "nothing"
    CHANGES = "changes"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class RequestRecord:
    """What one request has saved, and the language tag of the person who made it."""

    saved: Saved = Saved.NOTHING
    locale: str = "en"


_record: ContextVar[RequestRecord | None] = ContextVar("request_record", default=None)


def current_record() -> RequestRecord:
    """Return the record of the request that is being answered; one that nobody reads if there is none."""
    return _record.get() or RequestRecord()


@contextlib.contextmanager
def recording() -> Iterator[RequestRecord]:
    """Record what is saved inside."""
    record = RequestRecord()
    token = _record.set(record)
    try:
        yield record
    finally:
        _record.reset(token)


def saving_aside() -> contextlib.AbstractContextManager[RequestRecord]:
    """Save inside what the request does not ask for: it says nothing about what it does ask for."""
    return recording()
