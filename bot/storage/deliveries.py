"""Deliveries: attempts to send outbox messages, and how each of them ends."""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Update, bindparam, delete, exists, func, select, update

from bot.domain.ids import WorkspaceId
from bot.domain.outbox_message import OutboxMessage
from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.engine import Transaction
from bot.storage.leases import LEASE
from bot.storage.statements import PreparedStatement


class Delivery(Struct, frozen=True):
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


_OUTBOX = schema.outbox_message
_FINISH = PreparedStatement(delete(_OUTBOX).where(_OUTBOX.c.id == bindparam("delivery")))
_OF_THIS_ATTEMPT = (
    _OUTBOX.c.id == bindparam("delivery"),
    _OUTBOX.c.attempt == bindparam("this_attempt"),
)
HAS_CLAIM = exists().where(*_OF_THIS_ATTEMPT, _OUTBOX.c.leased_until.is_not(None))
"""The condition that the process with this attempt (see `identify_attempt`) may still send its delivery."""
_IS_CLAIMED = PreparedStatement(select(HAS_CLAIM))
_FINISH_CLAIMED = PreparedStatement(
    delete(_OUTBOX).where(*_OF_THIS_ATTEMPT, _OUTBOX.c.leased_until.is_not(None))
)
_END = PreparedStatement(delete(_OUTBOX).where(*_OF_THIS_ATTEMPT, _OUTBOX.c.failed_at.is_(None)))
_RELEASE = update(_OUTBOX).where(*_OF_THIS_ATTEMPT, _OUTBOX.c.failed_at.is_(None))
"""The values that it sets are passed when it is executed."""
_RELEASE_UNTRIED = _RELEASE.where(
    _OUTBOX.c.leased_until == bindparam("leased_before", type_=schema.UtcDateTime())
)
"""The next attempt has the same number. If this is executed twice, the lease tells them apart."""
_RELEASE_UNVERIFIED = _RELEASE.values(
    unanswered=_OUTBOX.c.unanswered + bindparam("more_unanswered"),
    unanswered_since=func.coalesce(
        _OUTBOX.c.unanswered_since, bindparam("tried_at", type_=schema.UtcDateTime())
    ),
    must_verify=True,
)


def finish(tx: Transaction, *ids: str) -> None:
    """Delete what was sent, or need not be sent, no matter which process has it."""
    if ids:
        _FINISH.execute_many(tx.connection, [{"delivery": delivery} for delivery in ids])


def finish_claimed(tx: Transaction, ended: Iterable[Delivery]) -> frozenset[str]:
    """Delete those of these deliveries that this process still has; return the ids of the others."""
    rows = [identify_attempt(delivery) for delivery in ended]
    if not rows or _FINISH_CLAIMED.execute_many(tx.connection, rows) == len(rows):
        return frozenset()
    ids = [row["delivery"] for row in rows]
    return frozenset(tx.connection.scalars(select(_OUTBOX.c.id).where(is_one_of(_OUTBOX.c.id, ids))))


def is_claimed(tx: Transaction, delivery: Delivery) -> bool:
    """Return True if this process may still send a delivery: no other process took it over."""
    return bool(_IS_CLAIMED.find_value(tx.connection, identify_attempt(delivery)))


def end(tx: Transaction, delivery: Delivery) -> bool:
    """Delete a delivery that another message follows; return False if another process has it."""
    return _END.execute(tx.connection, identify_attempt(delivery)) == 1


def postpone(
    tx: Transaction, delivery: Delivery, until: datetime, error: str, *, forgets_attempts: bool = False
) -> None:
    """Release a delivery, to be tried again at `until`.

    If it `forgets_attempts`, the time after which it is given up begins with that attempt.
    """
    first_tried_at = None if forgets_attempts else delivery.first_tried_at
    _release(tx, delivery, retry_at=until, error=error, first_tried_at=first_tried_at)


def release_untried(tx: Transaction, delivery: Delivery) -> None:
    """Release a delivery, claimed for the first time, as if it had not been claimed."""
    _release(
        tx,
        delivery,
        _RELEASE_UNTRIED,
        leased_before=delivery.tried_at + LEASE,
        attempt=0,
        first_tried_at=None,
    )


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
        _RELEASE_UNVERIFIED,
        retry_at=at,
        error=error,
        more_unanswered=int(is_unanswered),
        tried_at=delivery.tried_at,
    )


def post_again(tx: Transaction, delivery: Delivery, at: datetime, *, is_certain: bool) -> None:
    """Release a post that was not found; `is_certain` if it is certainly not there."""
    unanswered = {"unanswered": 0} if is_certain else {}
    _release(tx, delivery, retry_at=at, must_verify=False, **unanswered)


def _release(tx: Transaction, delivery: Delivery, statement: Update = _RELEASE, /, **values: Any) -> int:
    """End this attempt's lease, unless another process holds one by now; return 1 if it did, else 0."""
    released = {"leased_until": None, "waiting_since": tx.now, **values}
    return tx.connection.execute(statement, {**identify_attempt(delivery), **released}).rowcount


def give_up(tx: Transaction, delivery: Delivery, error: str) -> bool:
    """End a delivery that cannot succeed, and keep its row for the operator.

    Return False if another process has it.
    """
    return _release(tx, delivery, failed_at=tx.now, error=error, payload={}) == 1


def identify_attempt(delivery: Delivery) -> dict[str, Any]:
    """Return the parameters of `HAS_CLAIM`."""
    return {"delivery": delivery.id, "this_attempt": delivery.attempt}
