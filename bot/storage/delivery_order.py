"""The order of deliveries: which outbox messages are due, one after the other for each destination."""

from sqlalchemy import ColumnElement, and_, bindparam, case, literal_column, or_

from bot.domain.outbox_messages import DirectMessage
from bot.storage import rate_limits, schema
from bot.storage.conditions import has_row, is_listed
from bot.storage.outbox_codec import is_known, is_of_kind, is_post

_TARGET, _EARLIER, _OTHER, _AWAITED = (
    schema.outbox_message.alias(name) for name in ("target", "earlier", "other", "awaited")
)
"""Made once: making an alias takes longer than the query."""


def is_due(*, low_priority: bool) -> ColumnElement[bool]:
    """Return the condition that a message is due at `now` and not limited at `free_at`.

    It is for messages of low priority, or for the others: the planner knows which.
    """
    table, target = schema.outbox_message, _TARGET
    return and_(
        _is_waiting(low_priority=low_priority),
        ~_has_earlier(low_priority=low_priority),
        *([~_is_passed()] if low_priority else []),
        ~has_row(target.c.id == table.c.target_id, target.c.failed_at.is_(None)),
        ~_is_limited(low_priority=low_priority),
    )


def is_follower() -> ColumnElement[bool]:
    """Return the condition that a direct message was never tried, and waits for nothing but its shout-out.

    That is one of the `targets`, which are about the `recognitions`: by those, the rows have an index. No
    other message to the same user waits or is being sent.
    """
    table = schema.outbox_message
    return and_(
        is_listed(table.c.recognition_id, "recognitions"),
        is_listed(table.c.target_id, "targets"),
        is_of_kind([DirectMessage]),
        table.c.attempt == 0,
        _is_waiting(low_priority=False),
        ~_is_preceded(),
        ~_is_passed(),
        ~_is_limited(low_priority=False),
    )


def _is_waiting(*, low_priority: bool) -> ColumnElement[bool]:
    """Return the condition that a message of this version is to be sent `now`, and no process has it."""
    table = schema.outbox_message
    return and_(
        table.c.is_low_priority.is_(low_priority),
        table.c.failed_at.is_(None),
        is_known(),
        table.c.retry_at <= bindparam("now"),
        table.c.leased_until.is_(None),
    )


def _is_limited(*, low_priority: bool) -> ColumnElement[bool]:
    """Return the condition that a rate limit blocks a message at `free_at`."""
    table = schema.outbox_message
    action = case((is_post(), literal_column(f"'{rate_limits.POSTING}'")), else_=table.c.kind)
    methods = [rate_limits.LOW_PRIORITY_METHODS] if low_priority else []
    return rate_limits.is_blocked(
        bindparam("free_at"), table.c.workspace_id, table.c.destination, action, *methods
    )


def _is_preceded() -> ColumnElement[bool]:
    """Return the condition that any earlier message to the same destination is not sent yet."""
    table, earlier = schema.outbox_message, _EARLIER
    return has_row(
        earlier.c.workspace_id == table.c.workspace_id,
        earlier.c.destination == table.c.destination,
        earlier.c.id < table.c.id,
        earlier.c.failed_at.is_(None),
        is_known(earlier),
    )


def _has_earlier(*, low_priority: bool) -> ColumnElement[bool]:
    """Return the condition that an earlier message to the same destination waits or is being sent.

    Messages of low priority delay no others: a digest may have its turn in an hour. Messages of unknown kinds
    delay nothing, nor do those that wait for another message: if the clock was set back, that message may
    have the later id, and both would wait for each other.
    """
    table, earlier, awaited = schema.outbox_message, _EARLIER, _AWAITED
    awaits = has_row(awaited.c.id == earlier.c.target_id, awaited.c.failed_at.is_(None))
    delays = [] if low_priority else [or_(~earlier.c.is_low_priority, earlier.c.leased_until.is_not(None))]
    return has_row(
        earlier.c.workspace_id == table.c.workspace_id,
        earlier.c.destination == table.c.destination,
        earlier.c.id < table.c.id,
        earlier.c.failed_at.is_(None),
        is_known(earlier),
        ~awaits,
        *delays,
    )


def _is_passed() -> ColumnElement[bool]:
    """Return the condition that a later message to the same destination is being sent."""
    table, other = schema.outbox_message, _OTHER
    return has_row(
        other.c.workspace_id == table.c.workspace_id,
        other.c.destination == table.c.destination,
        other.c.id > table.c.id,
        other.c.leased_until.is_not(None),
        is_known(other),
    )
