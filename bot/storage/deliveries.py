"""Deliveries: attempts to send outbox messages, and how each of them ends."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update

from bot.domain.ids import WorkspaceId
from bot.domain.outbox_message import OutboxMessage
from bot.storage import schema
from bot.storage.engine import Transaction


@dataclass(frozen=True, slots=True)
class Delivery:
    """An outbox message that this process is sending now, since `tried_at`. `attempt` is 1 the first time.

    `unanswered` is how many posts of it had no answer. If it must be looked for before it is posted again,
    `verify_since` is when the first of them began. `failed_renders` is how often Hearten failed to render it.

    Slack must be called before `deadline`, in seconds of `bot.clock.elapsed`: after that another process may
    send it.
    """

    id: str
    workspace_id: WorkspaceId
    message: OutboxMessage
    attempt: int
    tried_at: datetime
    first_tried_at: datetime
    unanswered: int
    verify_since: datetime | None
    failed_renders: int = 0
    deadline: float = math.inf
    is_low_priority: bool = False


def finish(tx: Transaction, delivery: str) -> None:
    """Delete what was sent, or need not be sent."""
    tx.connection.execute(delete(schema.outbox_message).filter_by(id=delivery))


def is_claimed(tx: Transaction, delivery: Delivery) -> bool:
    """Return True if this process may still send a delivery: no other process took it over."""
    table = schema.outbox_message
    return bool(
        tx.connection.scalar(
            select(
                exists().where(
                    table.c.id == delivery.id,
                    table.c.attempt == delivery.attempt,
                    table.c.leased_until.is_not(None),
                )
            )
        )
    )


def end(tx: Transaction, delivery: Delivery) -> bool:
    """Delete a delivery that another message follows; return False if another process has it."""
    ended = tx.connection.execute(
        delete(schema.outbox_message).filter_by(id=delivery.id, attempt=delivery.attempt, failed_at=None)
    )
    return ended.rowcount == 1


def postpone(
    tx: Transaction, delivery: Delivery, until: datetime, error: str, *, forgets_attempts: bool = False
) -> None:
    """Release a delivery, to be tried again at `until`.

    If it `forgets_attempts`, the time after which it is given up begins with that attempt.
    """
    first_tried_at = None if forgets_attempts else delivery.first_tried_at
    _release(tx, delivery, retry_at=until, error=error, first_tried_at=first_tried_at)


def postpone_render(tx: Transaction, delivery: Delivery, until: datetime, error: str) -> None:
    """Release a delivery that could not be rendered, to be tried again at `until`."""
    _release(tx, delivery, retry_at=until, error=error, failed_renders=delivery.failed_renders + 1)


def postpone_with_image(
    tx: Transaction, delivery: Delivery, until: datetime, error: str, payload: dict[str, Any]
) -> None:
    """Release a delivery with a new payload, to be sent at `until`."""
    _release(tx, delivery, retry_at=until, error=error, payload=payload)


def verify(
    tx: Transaction, delivery: Delivery, at: datetime, error: str, *, is_unanswered: bool = True
) -> None:
    """Release a post that may be in Slack, to look for it at this instant."""
    _release(
        tx,
        delivery,
        retry_at=at,
        error=error,
        unanswered=schema.outbox_message.c.unanswered + int(is_unanswered),
        unanswered_since=func.coalesce(schema.outbox_message.c.unanswered_since, delivery.tried_at),
        must_verify=True,
    )


def post_again(tx: Transaction, delivery: Delivery, at: datetime, *, is_certain: bool) -> None:
    """Release a post that was not found; `is_certain` if it is certainly not there."""
    unanswered = {"unanswered": 0} if is_certain else {}
    _release(tx, delivery, retry_at=at, must_verify=False, **unanswered)


def _release(tx: Transaction, delivery: Delivery, **values: Any) -> None:
    """End this attempt's lease, unless another process holds one by now."""
    tx.connection.execute(
        update(schema.outbox_message)
        .filter_by(id=delivery.id, attempt=delivery.attempt, failed_at=None)
        .values(leased_until=None, waiting_since=tx.now, **values)
    )


def give_up(tx: Transaction, delivery: Delivery, error: str) -> bool:
    """End a delivery that cannot succeed, and keep its row for the operator.

    Return False if another process has it.
    """
    ended = tx.connection.execute(
        update(schema.outbox_message)
        .filter_by(id=delivery.id, attempt=delivery.attempt, failed_at=None)
        .values(failed_at=tx.now, leased_until=None, error=error, payload={})
    )
    return ended.rowcount == 1
