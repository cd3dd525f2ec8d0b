"""Claims: which process sends which outbox messages, and how many at once."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
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
from bot.domain.outbox_messages import OUTBOX_MESSAGES, ShoutOut
from bot.domain.rate_limits import RateLimit
from bot.storage import rate_limits, schema
from bot.storage.conditions import has_row, is_listed
from bot.storage.deliveries import Delivery
from bot.storage.delivery_order import is_due, is_follower
from bot.storage.engine import Transaction
from bot.storage.leases import LEASE, expire
from bot.storage.outbox_codec import decode_row, is_known, is_of_kind
from bot.storage.statements import PreparedStatement

SOON = timedelta(seconds=2)
"""Messages that may be sent within this time count as due: a channel's next one waits a second."""
NO_LIMIT = RateLimit(timedelta(0), max_count=100)
_REQUESTED = tuple(kind for kind in OUTBOX_MESSAGES if kind.priority is Priority.REQUESTED)


class Claim(Struct, frozen=True):
    """The deliveries that a process claimed.

    If `is_more_waiting`, others wait for these, for a limit or for room.
    """

    deliveries: list[Delivery]
    is_more_waiting: bool


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
    includes_followers: bool = False,
) -> Claim:
    """Claim up to `limit` deliveries that are due: in order for each destination, and after their target.

    A claim that `includes_followers` also claims direct messages whose shout-outs it claims: they are to be
    sent after those, and only if those are posted.

    Messages of low priority get the room that the others leave, and `low_priority_limit` spreads them;
    `low_priority_counts` are the numbers of those that run, by workspace. No delivery is claimed for the
    workspaces that are `full`. Deliveries of a process that died are claimed again, unless they are
    `under_way` in this process.

    Just after the machine's clock was set, Hearten does not know whether a process died, or whether a post
    had time to arrive: then it neither `ends_leases` nor `verifies` posts.
    """
    # Of the immediate messages, at most one more is counted than there is room for.
    waiting = _SELECT_WAITING.find_one(tx.connection, {"now": tx.now, "most": limit + 1})
    rows: list[Row[Any]] = []
    if waiting.has_ended_lease and ends_leases:
        expire(tx, tx.now, under_way)
    if waiting.immediate and limit:
        immediate = _claim_immediate(verifies=verifies, is_full=bool(full))
        rows = _claim_rows(tx, limit, immediate, {"full": list(full)} if full else {})
    if includes_followers and waiting.immediate > len(rows):
        rows += _claim_followers(tx, limit - len(rows), rows)
    is_more_waiting = waiting.immediate > len(rows)
    if waiting.has_low_priority and len(rows) < limit:
        rows += _claim_low_priority(
            tx, limit - len(rows), full, low_priority_limit, low_priority_counts or {}, verifies=verifies
        )
    deliveries = [_read_delivery(row, tx.now) for row in rows]
    return Claim(deliveries, is_more_waiting or waiting.has_low_priority)


def _is_waiting(*, low_priority: bool) -> tuple[ColumnElement[bool], ...]:
    table = schema.outbox_message
    return (
        table.c.is_low_priority.is_(low_priority),
        table.c.failed_at.is_(None),
        table.c.leased_until.is_(None),
        table.c.retry_at <= bindparam("now"),
    )


def _select_waiting() -> Select[tuple[int, bool, bool]]:
    immediate = (
        select(literal(1)).where(*_is_waiting(low_priority=False)).limit(bindparam("most", type_=Integer))
    )
    return select(
        select(func.count()).select_from(immediate.subquery()).scalar_subquery().label("immediate"),
        exists().where(*_is_waiting(low_priority=True)).label("has_low_priority"),
        exists().where(schema.outbox_message.c.leased_until < bindparam("now")).label("has_ended_lease"),
    )


_SELECT_WAITING = PreparedStatement(_select_waiting())
"""What waits. Most claims end with this one query."""


@cache
def _claim_immediate(*, verifies: bool, is_full: bool) -> PreparedStatement:
    """Build the claim of immediate messages, without the workspaces `full` if `is_full`."""
    is_allowed = ~is_listed(schema.outbox_message.c.workspace_id, "full")
    return _claim_due(verifies, is_due(low_priority=False), *([is_allowed] if is_full else []))


@cache
def _claim_of_workspace(*, verifies: bool, on_request: bool) -> PreparedStatement:
    """Build the claim of low priority in one `of_workspace`; if `on_request`, of what users wait for."""
    table = schema.outbox_message
    conditions = [is_of_kind(_REQUESTED)] if on_request else []
    is_theirs = table.c.workspace_id == bindparam("of_workspace")
    return _claim_due(verifies, is_theirs, is_due(low_priority=True), *conditions)


def _claim_followers(tx: Transaction, limit: int, claimed: Collection[Row[Any]]) -> list[Row[Any]]:
    """Claim the direct messages that wait for nothing but these shout-outs."""
    shout_outs = [row for row in claimed if row.kind == ShoutOut.kind and not row.must_verify]
    if not (shout_outs and limit):
        return []
    values = {
        "recognitions": [row.recognition_id for row in shout_outs if row.recognition_id],
        "targets": [row.id for row in shout_outs],
    }
    return _claim_rows(tx, limit, _claim_follower(), values)


@cache
def _claim_follower() -> PreparedStatement:
    return _claim_due(True, is_follower())


def _claim_due(verifies: bool, *conditions: ColumnElement[bool]) -> PreparedStatement:
    """Build the statement that leases those that are due, and returns their rows."""
    table = schema.outbox_message
    verified = [] if verifies else [table.c.must_verify.is_(False)]
    # In a subquery PostgreSQL could look for the rows, and lock them, repeatedly.
    due = (
        select(table.c.id)
        .where(*verified, *conditions)
        .order_by(table.c.id)
        .limit(bindparam("room", type_=Integer))
        .with_for_update(skip_locked=True, of=table)
        .cte("due")
    )
    return PreparedStatement(
        update(table)
        .where(table.c.id.in_(select(due.c.id)))
        .values(
            leased_until=bindparam("until"),
            waiting_since=bindparam("now"),
            attempt=table.c.attempt + 1,
            first_tried_at=func.coalesce(table.c.first_tried_at, bindparam("now")),
        )
        .returning(table)
    )


def _claim_rows(
    tx: Transaction, limit: int, due: PreparedStatement, values: Mapping[str, Any]
) -> list[Row[Any]]:
    """Claim the first of these that are due, and return their rows."""
    times = {"now": tx.now, "free_at": tx.now, "until": tx.now + LEASE}
    rows = due.fetch_all(tx.connection, {**times, **values, "room": limit})
    return sorted(rows, key=lambda row: row.id)


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
        values = {"of_workspace": workspace_id}
        # A user waits for these, and thousands of others may have earlier ids.
        rows = _claim_rows(tx, room, _claim_of_workspace(verifies=verifies, on_request=True), values)
        if len(rows) < room:
            rest = room - len(rows)
            rows += _claim_rows(tx, rest, _claim_of_workspace(verifies=verifies, on_request=False), values)
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
    values: dict[str, Any] = {"now": tx.now, "room": limit}
    if others:
        values["others"] = list(others)
    return _select_turns(is_excluding=bool(others)).fetch_column(tx.connection, values)


@cache
def _select_turns(*, is_excluding: bool) -> PreparedStatement:
    """Build that query, without the workspaces `others` if it `is_excluding` any."""
    workspace, table = schema.workspace, schema.outbox_message
    conditions = [~is_listed(workspace.c.id, "others")] if is_excluding else []
    return PreparedStatement(
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
            has_row(table.c.workspace_id == workspace.c.id, *_is_waiting(low_priority=True)),
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
    return not _select_busy().find_value(tx.connection, {"now": tx.now, "free_at": tx.now + SOON})


@cache
def _select_busy() -> PreparedStatement:
    """Build the query for `is_idle`."""
    table = schema.outbox_message
    under_way = exists().where(table.c.leased_until.is_not(None), table.c.failed_at.is_(None), is_known())
    due = (exists().where(is_due(low_priority=low)) for low in (False, True))
    return PreparedStatement(select(or_(under_way, *due)))


def _read_delivery(row: Row[Any], now: datetime) -> Delivery:
    return Delivery(
        id=row.id,
        workspace_id=row.workspace_id,
        message=decode_row(row),
        attempt=row.attempt,
        tried_at=now,
        first_tried_at=row.first_tried_at,
        unanswered=row.unanswered,
        verify_since=row.unanswered_since if row.must_verify else None,
        failed_renders=row.failed_renders,
        is_low_priority=row.is_low_priority,
    )
