"""Claims: which process sends which outbox messages, and how many at once."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from bot.domain.ids import WorkspaceId
from bot.domain.outbox_message import Priority
from bot.domain.outbox_messages import OUTBOX_MESSAGES
from bot.domain.rate_limits import RateLimit
from bot.storage import rate_limits, schema
from bot.storage.conditions import has_row
from bot.storage.deliveries import Delivery
from bot.storage.delivery_order import is_due
from bot.storage.engine import Transaction
from bot.storage.leases import LEASE, expire
from bot.storage.outbox_codec import decode_row, is_known, is_of_kind

SOON = timedelta(seconds=2)
"""Messages that may be sent within this time count as due: a channel's next one waits a second."""
NO_LIMIT = RateLimit(timedelta(0), max_count=100)
_REQUESTED = tuple(kind for kind in OUTBOX_MESSAGES if kind.priority is Priority.REQUESTED)
_WAITING = (
    select(literal(1))
    .where(
        schema.outbox_message.c.failed_at.is_(None),
        or_(
            schema.outbox_message.c.retry_at <= bindparam("now"),
            schema.outbox_message.c.leased_until.is_not(None),
        ),
    )
    .limit(1)
)
"""Whether a message may be due or a lease may have ended. Most claims end with this one query."""
_LEASE_ROWS = (
    update(schema.outbox_message)
    .where(schema.outbox_message.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        leased_until=bindparam("until"),
        waiting_since=bindparam("now"),
        attempt=schema.outbox_message.c.attempt + 1,
        first_tried_at=func.coalesce(schema.outbox_message.c.first_tried_at, bindparam("now")),
    )
)


def claim(
    tx: Transaction,
    limit: int,
    full: Collection[WorkspaceId] = (),
    *,
    low_priority_limit: RateLimit = NO_LIMIT,
    low_priority_counts: Mapping[WorkspaceId, int] | None = None,
    under_way: Collection[str] = (),
    ends_leases: bool = True,
    verifies: bool = True,
) -> list[Delivery]:
    """Claim up to `limit` deliveries that are due: in order for each destination, and after their target.

    Messages of low priority get the room that the others leave, and `low_priority_limit` spreads them;
    `low_priority_counts` are the numbers of those that run, by workspace. No delivery is claimed for the
    workspaces that are `full`. Deliveries of a process that died are claimed again, unless they are
    `under_way` in this process.

    Just after the machine's clock was set, Hearten does not know whether a process died, or whether a post
    had time to arrive: then it neither `ends_leases` nor `verifies` posts.
    """
    if tx.connection.scalar(_WAITING, {"now": tx.now}) is None:
        return []
    if ends_leases:
        expire(tx, tx.now, under_way)
    rows = _claim_rows(
        tx, limit, _select_immediate(verifies=verifies, is_full=bool(full)), {"full": full} if full else {}
    )
    if len(rows) < limit:
        rows += _claim_low_priority(
            tx, limit - len(rows), full, low_priority_limit, low_priority_counts or {}, verifies=verifies
        )
    return [_read_delivery(row, tx.now) for row in rows]


@cache
def _select_immediate(*, verifies: bool, is_full: bool) -> Select[Any]:
    """Build the query for the other messages, without the workspaces `full` if `is_full`."""
    conditions = [schema.outbox_message.c.is_low_priority.is_(False)]
    if is_full:
        conditions.append(schema.outbox_message.c.workspace_id.not_in(bindparam("full", expanding=True)))
    return _select_due(verifies, *conditions)


@cache
def _select_low_priority(*, verifies: bool, on_request: bool) -> Select[Any]:
    """Build the query for low priority in one `workspace_id`; if `on_request`, for what users wait for."""
    table = schema.outbox_message
    conditions = [table.c.is_low_priority.is_(True), table.c.workspace_id == bindparam("workspace_id")]
    if on_request:
        conditions.append(is_of_kind(_REQUESTED))
    return _select_due(verifies, *conditions)


def _select_due(verifies: bool, *conditions: ColumnElement[bool]) -> Select[Any]:
    table = schema.outbox_message
    verified = [] if verifies else [table.c.must_verify.is_(False)]
    return (
        select(table)
        .where(*verified, *conditions, is_due())
        .order_by(table.c.id)
        .limit(bindparam("room", type_=Integer))
        .with_for_update(skip_locked=True, of=table)
    )


def _claim_rows(tx: Transaction, limit: int, due: Select[Any], values: Mapping[str, Any]) -> list[Row[Any]]:
    """Claim the first of these that are due, and return their rows as they were."""
    times = {"now": tx.now, "free_at": tx.now}
    rows = list(tx.connection.execute(due, {**times, **values, "room": limit}))
    if rows:
        ids = [row.id for row in rows]
        tx.connection.execute(_LEASE_ROWS, {"now": tx.now, "until": tx.now + LEASE, "ids": ids})
    return rows


def _claim_low_priority(
    tx: Transaction,
    limit: int,
    full: Collection[WorkspaceId],
    low_priority_limit: RateLimit,
    low_priority_counts: Mapping[WorkspaceId, int],
    *,
    verifies: bool,
) -> list[Row[Any]]:
    claimed = list[Row[Any]]()
    busy = [
        workspace
        for workspace, number in low_priority_counts.items()
        if number >= low_priority_limit.max_count
    ]
    for workspace_id in _lock_workspaces_with_a_turn(tx, {*full, *busy}, limit):
        free_at = rate_limits.find_blocked_until(tx, workspace_id, rate_limits.LOW_PRIORITY)
        allowed = min(
            low_priority_limit.count_allowed(tx.now, free_at),
            low_priority_limit.max_count - low_priority_counts.get(workspace_id, 0),
        )
        room = min(allowed, limit - len(claimed))
        if room <= 0:
            continue
        values = {"workspace_id": workspace_id}
        # A user waits for these, and thousands of others may have earlier ids.
        rows = _claim_rows(tx, room, _select_low_priority(verifies=verifies, on_request=True), values)
        if len(rows) < room:
            rows += _claim_rows(
                tx, room - len(rows), _select_low_priority(verifies=verifies, on_request=False), values
            )
        if rows and low_priority_limit.interval:
            rate_limits.block(
                tx,
                workspace_id,
                rate_limits.LOW_PRIORITY,
                low_priority_limit.find_next_free(len(rows), tx.now, free_at),
            )
        claimed += rows
    return claimed


def _lock_workspaces_with_a_turn(
    tx: Transaction, others: Collection[WorkspaceId], limit: int
) -> list[WorkspaceId]:
    """Lock workspaces with messages of low priority that may be sent now, and return their ids.

    Without the lock, two processes could both use a workspace's turn. The order is random, so that no
    workspace is always the last.
    """
    values = {"now": tx.now, "others": others, "room": limit}
    if not others:
        del values["others"]
    return list(tx.connection.scalars(_select_turns(is_excluding=bool(others)), values))


@cache
def _select_turns(*, is_excluding: bool) -> Select[tuple[WorkspaceId]]:
    """Build that query, without the workspaces `others` if it `is_excluding` any."""
    workspace, table = schema.workspace, schema.outbox_message
    conditions = [workspace.c.id.not_in(bindparam("others", expanding=True))] if is_excluding else []
    waits = has_row(
        table.c.is_low_priority.is_(True),
        table.c.workspace_id == workspace.c.id,
        table.c.failed_at.is_(None),
        table.c.leased_until.is_(None),
        table.c.retry_at <= bindparam("now"),
    )
    return (
        select(workspace.c.id)
        .where(
            *conditions,
            ~rate_limits.is_blocked(
                bindparam("now"),
                workspace.c.id,
                rate_limits.LOW_PRIORITY,
                rate_limits.LOW_PRIORITY_METHODS,
                rate_limits.POSTING,
            ),
            waits,
        )
        .order_by(func.random())
        .limit(bindparam("room", type_=Integer))
        # The weaker lock: inserts of rows that refer to the workspace must not wait.
        .with_for_update(skip_locked=True, key_share=True, of=workspace)
    )


def is_idle(tx: Transaction) -> bool:
    """Return True if no delivery runs and none is due now or `SOON`.

    Messages of low priority that only wait for their turn count as due.
    """
    return not tx.connection.scalar(_select_busy(), {"now": tx.now, "free_at": tx.now + SOON})


@cache
def _select_busy() -> Select[tuple[bool]]:
    """Build the query for `is_idle`."""
    table = schema.outbox_message
    under_way = and_(table.c.failed_at.is_(None), is_known(), table.c.leased_until.is_not(None))
    return select(exists().where(or_(under_way, is_due())))


def _read_delivery(row: Row[Any], now: datetime) -> Delivery:
    return Delivery(
        id=row.id,
        workspace_id=row.workspace_id,
        message=decode_row(row),
        attempt=row.attempt + 1,
        tried_at=now,
        first_tried_at=row.first_tried_at or now,
        unanswered=row.unanswered,
        verify_since=row.unanswered_since if row.must_verify else None,
        failed_renders=row.failed_renders,
        is_low_priority=row.is_low_priority,
    )
