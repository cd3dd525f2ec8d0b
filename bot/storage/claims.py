"""Taking deliveries from the outbox: each by one process, in order, and no more than Slack bears."""

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
    case,
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
from bot.storage.engine import Transaction
from bot.storage.leases import LEASE, expire
from bot.storage.outbox_codec import decode_row, is_known, is_of_kind, is_post

SOON = timedelta(seconds=2)
"""What may go out within this time is about to: a channel's next message waits a second for its turn."""
UNSPREAD = RateLimit(timedelta(0), max_count=100)
_REQUESTED = tuple(kind for kind in OUTBOX_MESSAGES if kind.priority is Priority.REQUESTED)

_TARGET, _EARLIER, _OTHER, _AWAITED = (
    schema.outbox_message.alias(name) for name in ("target", "earlier", "other", "awaited")
)
"""Made once: the outbox is looked at all the time, and making an alias takes longer than the query."""
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
"""Whether anything may be due or left behind: most looks at the outbox end with this one query."""
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
    drip: RateLimit = UNSPREAD,
    dripping: Mapping[WorkspaceId, int] | None = None,
    under_way: Collection[str] = (),
    ends_leases: bool = True,
    looks: bool = True,
) -> list[Delivery]:
    """Take up to `limit` deliveries that are due: in order for each destination, and after their target.

    First come those that follow from what somebody did; those behind get what room is left, as `drip` spreads
    them. `dripping` says how many of these each workspace has under way. Workspaces that are `full` have
    enough under way. What a process left behind when it died is taken up, unless it is `under_way` here.

    Just after the machine's clock was set, nobody can tell whether a process died, or whether a post had time
    to arrive: then this neither `ends_leases` nor `looks` for posts.
    """
    if tx.connection.scalar(_WAITING, {"now": tx.now}) is None:
        return []
    if ends_leases:
        expire(tx, tx.now, under_way)
    rows = _take(tx, limit, _select_now(looks=looks, is_full=bool(full)), {"full": full} if full else {})
    if len(rows) < limit:
        rows += _take_behind(tx, limit - len(rows), full, drip, dripping or {}, looks=looks)
    return [_delivery(row, tx.now) for row in rows]


@cache
def _select_now(*, looks: bool, is_full: bool) -> Select[Any]:
    """Build the query for what follows from acts, without the workspaces `full` if there `is_full` one."""
    conditions = [schema.outbox_message.c.is_low_priority.is_(False)]
    if is_full:
        conditions.append(schema.outbox_message.c.workspace_id.not_in(bindparam("full", expanding=True)))
    return _select_due(looks, *conditions)


@cache
def _select_behind(*, looks: bool, on_request: bool) -> Select[Any]:
    """Build the query for what is behind in one `workspace_id`; somebody waits for what is `on_request`."""
    table = schema.outbox_message
    conditions = [table.c.is_low_priority.is_(True), table.c.workspace_id == bindparam("workspace_id")]
    if on_request:
        conditions.append(is_of_kind(_REQUESTED))
    return _select_due(looks, *conditions)


def _select_due(looks: bool, *conditions: ColumnElement[bool]) -> Select[Any]:
    table = schema.outbox_message
    verified = [] if looks else [table.c.must_verify.is_(False)]
    return (
        select(table)
        .where(*verified, *conditions, _is_due())
        .order_by(table.c.id)
        .limit(bindparam("room", type_=Integer))
        .with_for_update(skip_locked=True, of=table)
    )


def _take(tx: Transaction, limit: int, due: Select[Any], values: Mapping[str, Any]) -> list[Row[Any]]:
    """Take the first of these that are due; answers their rows as they were."""
    times = {"now": tx.now, "free_at": tx.now}
    rows = list(tx.connection.execute(due, {**times, **values, "room": limit}))
    if rows:
        ids = [row.id for row in rows]
        tx.connection.execute(_LEASE_ROWS, {"now": tx.now, "until": tx.now + LEASE, "ids": ids})
    return rows


def _take_behind(
    tx: Transaction,
    limit: int,
    full: Collection[WorkspaceId],
    drip: RateLimit,
    dripping: Mapping[WorkspaceId, int],
    *,
    looks: bool,
) -> list[Row[Any]]:
    taken = list[Row[Any]]()
    busy = [workspace for workspace, number in dripping.items() if number >= drip.max_count]
    for workspace_id in _with_a_turn(tx, {*full, *busy}, limit):
        free_at = rate_limits.find_blocked_until(tx, workspace_id, rate_limits.DRIP)
        allowed = min(drip.count_allowed(tx.now, free_at), drip.max_count - dripping.get(workspace_id, 0))
        room = min(allowed, limit - len(taken))
        if room <= 0:
            continue
        values = {"workspace_id": workspace_id}
        # Somebody waits for these, while thousands of others may be before them.
        rows = _take(tx, room, _select_behind(looks=looks, on_request=True), values)
        if len(rows) < room:
            rows += _take(tx, room - len(rows), _select_behind(looks=looks, on_request=False), values)
        if rows and drip.interval:
            rate_limits.block(
                tx, workspace_id, rate_limits.DRIP, drip.find_next_free(len(rows), tx.now, free_at)
            )
        taken += rows
    return taken


def _with_a_turn(tx: Transaction, others: Collection[WorkspaceId], limit: int) -> list[WorkspaceId]:
    """Workspaces with something behind whose turn may have come, for this transaction alone.

    Two processes that looked at the same moment would both take a workspace's turn. They come in no order,
    so that none is always the last.
    """
    values = {"now": tx.now, "others": others, "room": limit}
    if not others:
        del values["others"]
    return list(tx.connection.scalars(_select_turns(is_excluding=bool(others)), values))


@cache
def _select_turns(*, is_excluding: bool) -> Select[tuple[WorkspaceId]]:
    """Build the query for `_with_a_turn`, without the workspaces `others` if it `is_excluding` any."""
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
                bindparam("now"), workspace.c.id, rate_limits.DRIP, rate_limits.CALENDAR, rate_limits.POSTING
            ),
            waits,
        )
        .order_by(func.random())
        .limit(bindparam("room", type_=Integer))
        # The weaker lock: people's rows refer to the workspace, and must not wait.
        .with_for_update(skip_locked=True, key_share=True, of=workspace)
    )


def _is_due() -> ColumnElement[bool]:
    """Due at `now`, and not held back at `free_at`."""
    table, target = schema.outbox_message, _TARGET
    action = case((is_post(), literal(rate_limits.POSTING)), else_=table.c.kind)
    sort = case((table.c.is_low_priority, literal(rate_limits.CALENDAR)), else_=action)
    return and_(
        table.c.failed_at.is_(None),
        is_known(),
        table.c.retry_at <= bindparam("now"),
        table.c.leased_until.is_(None),
        _is_first_in_its_place(),
        ~exists().where(target.c.id == table.c.target_id, target.c.failed_at.is_(None)),
        ~rate_limits.is_blocked(
            bindparam("free_at"), table.c.workspace_id, table.c.destination, action, sort
        ),
    )


def _is_first_in_its_place() -> ColumnElement[bool]:
    """Nothing earlier waits for the same destination, and nothing is on its way there.

    What follows from an act passes what is behind: a digest may have its turn in an hour. What this version
    does not know holds up nothing, nor does what waits for another message: where the clock was set back,
    that message may have the later id, and both would wait for each other.
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


def is_idle(tx: Transaction) -> bool:
    """Whether nothing is under way and nothing is due or about to be: what is left waits for its next try.

    What only waits for its turn among those behind is about to be.
    """
    return not tx.connection.scalar(_select_busy(), {"now": tx.now, "free_at": tx.now + SOON})


@cache
def _select_busy() -> Select[tuple[bool]]:
    """Build the query for `is_idle`."""
    table = schema.outbox_message
    under_way = and_(table.c.failed_at.is_(None), is_known(), table.c.leased_until.is_not(None))
    return select(exists().where(or_(under_way, _is_due())))


def _delivery(row: Row[Any], now: datetime) -> Delivery:
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
