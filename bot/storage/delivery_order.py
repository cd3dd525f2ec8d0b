"""The order of deliveries: which outbox messages are due, one after the other for each destination."""

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, literal, or_

from bot.storage import rate_limits, schema
from bot.storage.outbox_codec import is_known, is_post

_TARGET, _EARLIER, _OTHER, _AWAITED = (
    schema.outbox_message.alias(name) for name in ("target", "earlier", "other", "awaited")
)
"""Made once: the outbox is read all the time, and making an alias takes longer than the query."""


def is_due() -> ColumnElement[bool]:
    """Return the condition that a message is due at `now` and not limited at `free_at`."""
    table, target = schema.outbox_message, _TARGET
    action = case((is_post(), literal(rate_limits.POSTING)), else_=table.c.kind)
    sort = case((table.c.is_low_priority, literal(rate_limits.LOW_PRIORITY_METHODS)), else_=action)
    return and_(
        table.c.failed_at.is_(None),
        is_known(),
        table.c.retry_at <= bindparam("now"),
        table.c.leased_until.is_(None),
        _is_next_for_destination(),
        ~exists().where(target.c.id == table.c.target_id, target.c.failed_at.is_(None)),
        ~rate_limits.is_blocked(
            bindparam("free_at"), table.c.workspace_id, table.c.destination, action, sort
        ),
    )


def _is_next_for_destination() -> ColumnElement[bool]:
    """Return the condition that no earlier message to the same destination waits, and none is being sent.

    Messages of low priority delay no others: a digest may have its turn in an hour. Messages of unknown kinds
    delay nothing, nor do those that wait for another message: if the clock was set back, that message may
    have the later id, and both would wait for each other.
    """
    table, earlier, other, awaited = schema.outbox_message, _EARLIER, _OTHER, _AWAITED
    awaits = exists().where(awaited.c.id == earlier.c.target_id, awaited.c.failed_at.is_(None))
    waits = exists().where(
        earlier.c.workspace_id == table.c.workspace_id,
        earlier.c.destination == table.c.destination,
        earlier.c.id < table.c.id,
        earlier.c.failed_at.is_(None),
        is_known(earlier),
        ~awaits,
        or_(table.c.is_low_priority, ~earlier.c.is_low_priority, earlier.c.leased_until.is_not(None)),
    )
    passes = exists().where(
        other.c.workspace_id == table.c.workspace_id,
        other.c.destination == table.c.destination,
        other.c.id > table.c.id,
        other.c.leased_until.is_not(None),
        is_known(other),
    )
    return and_(~waits, or_(~table.c.is_low_priority, ~passes))
