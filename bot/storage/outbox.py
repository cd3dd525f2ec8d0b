"""Messages that must reach Slack, written in the transaction that causes them."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, func, insert, select, update

from bot.domain.delivery import BEHIND, POSTS, Kind
from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.engine import Transaction
from bot.storage.unknown_kinds import is_of_kind

PUT_OFF = timedelta(hours=1)
"""How far ahead something waits that is not to be sent now: no backlog."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to be sent: data, not blocks. `destination` is a channel or, for a direct message, a person.

    `target` is the post that comes first: the one to be changed, deleted or linked to. One that is `behind`
    is sent after what people do now; the kinds in `BEHIND` always are.
    """

    kind: Kind
    destination: str
    recognition: str | None = None
    digest: str | None = None
    target: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    behind: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A letter that this process is sending now, since `tried_at`. `attempt` is 1 the first time.

    `unanswered` is how many posts of it had no answer; where it has to be looked for before it is posted
    again, `verify_since` is when the first of them began. `failed_renders` is how often Hearten failed to
    render it.

    Slack must be called before `deadline`, in seconds of `bot.clock.elapsed`: after that another process may
    send it.
    """

    id: str
    workspace_id: int
    letter: Letter
    attempt: int
    tried_at: datetime
    first_tried_at: datetime
    unanswered: int
    verify_since: datetime | None
    failed_renders: int = 0
    deadline: float = math.inf


def put(
    tx: Transaction,
    workspace_id: int,
    letter: Letter,
    *,
    delivery: str | None = None,
    at: datetime | None = None,
) -> str:
    """Write a letter and answer the id of its delivery: a new one, or the one given.

    It goes out now, or `at` an instant (UTC).
    """
    new_id = delivery or tx.new_id()
    put_all(tx, [(new_id, workspace_id, letter)], at)
    return new_id


def put_all(tx: Transaction, letters: Iterable[tuple[str, int, Letter]], at: datetime | None = None) -> None:
    """Write letters, with the ids of their deliveries and the workspaces' numbers, at once."""
    rows = [
        {
            "id": delivery,
            "workspace_id": workspace_id,
            "kind": letter.kind.value,
            "is_low_priority": letter.behind or letter.kind in BEHIND,
            "destination": letter.destination,
            "recognition_id": letter.recognition,
            "digest_id": letter.digest,
            "payload": dict(letter.payload),
            "target_id": letter.target,
            "retry_at": at or tx.now,
            "waiting_since": tx.now,
            "created_at": tx.now,
        }
        for delivery, workspace_id, letter in letters
    ]
    if rows:
        tx.connection.execute(insert(schema.outbox_message), rows)
        tx.effects.fills_outbox = True


def finish(tx: Transaction, delivery: str) -> None:
    """Take away what was sent, or need not be sent any more."""
    tx.connection.execute(delete(schema.outbox_message).filter_by(id=delivery))


def is_claimed(tx: Transaction, delivery: Delivery) -> bool:
    """Return True if this process may still send a delivery: no other process took it up."""
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
    """Take away a delivery that something else follows; return False if another process has it."""
    ended = tx.connection.execute(
        delete(schema.outbox_message).filter_by(id=delivery.id, attempt=delivery.attempt, failed_at=None)
    )
    return ended.rowcount == 1


def postpone(tx: Transaction, delivery: Delivery, until: datetime, error: str, *, anew: bool = False) -> None:
    """Give a delivery back, to be tried again at this instant; `anew` as if it had not been tried before."""
    first_tried_at = None if anew else delivery.first_tried_at
    _give_back(tx, delivery, retry_at=until, error=error, first_tried_at=first_tried_at)


def postpone_render(tx: Transaction, delivery: Delivery, until: datetime, error: str) -> None:
    """Give back a delivery that could not be rendered, to be tried again at this instant."""
    _give_back(tx, delivery, retry_at=until, error=error, failed_renders=delivery.failed_renders + 1)


def verify(tx: Transaction, delivery: Delivery, at: datetime, error: str, *, doubtful: bool = True) -> None:
    """Give back a post that may stand, to be looked for at this instant; `doubtful` if it had no answer."""
    _give_back(
        tx,
        delivery,
        retry_at=at,
        error=error,
        unanswered=schema.outbox_message.c.unanswered + int(doubtful),
        unanswered_since=func.coalesce(schema.outbox_message.c.unanswered_since, delivery.tried_at),
        must_verify=True,
    )


def post_again(tx: Transaction, delivery: Delivery, at: datetime, *, is_certain: bool) -> None:
    """Give back a post that was looked for and not seen; `is_certain` if it is certainly not there."""
    unanswered = {"unanswered": 0} if is_certain else {}
    _give_back(tx, delivery, retry_at=at, must_verify=False, **unanswered)


def _give_back(tx: Transaction, delivery: Delivery, **values: Any) -> None:
    """End this attempt's lease. Another process may hold one by now, which is none of ours."""
    tx.connection.execute(
        update(schema.outbox_message)
        .filter_by(id=delivery.id, attempt=delivery.attempt, failed_at=None)
        .values(leased_until=None, waiting_since=tx.now, **values)
    )


def give_up(tx: Transaction, delivery: Delivery, error: str) -> bool:
    """End a delivery that cannot succeed; it stays for the operator to see. False where another has it."""
    ended = tx.connection.execute(
        update(schema.outbox_message)
        .filter_by(id=delivery.id, attempt=delivery.attempt, failed_at=None)
        .values(failed_at=tx.now, leased_until=None, error=error, payload={})
    )
    return ended.rowcount == 1


def recall(tx: Transaction, recognition: str) -> list[Letter]:
    """Take back the posts about a recognition that were never tried, and answer them.

    A prompt that would remind of it is about more.
    """
    table = schema.outbox_message
    rows = tx.connection.execute(
        delete(table)
        .where(
            table.c.recognition_id == recognition,
            is_post(),
            table.c.kind != Kind.PROMPT.value,
            table.c.attempt == 0,
        )
        .returning(table)
    )
    return [letter_of(row) for row in rows]


def under_way(tx: Transaction, recognition: str) -> list[tuple[str, Letter]]:
    """The posts about a recognition that were tried and have no end yet, by the ids of their deliveries."""
    table = schema.outbox_message
    rows = tx.connection.execute(
        select(table).where(
            table.c.recognition_id == recognition,
            is_post(),
            table.c.attempt > 0,
            table.c.failed_at.is_(None),
        )
    )
    return [(row.id, letter_of(row)) for row in rows]


def is_coming(tx: Transaction, recognition: str, kind: Kind) -> bool:
    """Return True if a message of this kind about a recognition is still to be posted."""
    table = schema.outbox_message
    return bool(
        tx.connection.scalar(
            select(table.c.id)
            .where(
                table.c.recognition_id == recognition,
                table.c.kind == kind.value,
                table.c.failed_at.is_(None),
            )
            .limit(1)
        )
    )


@cache
def is_post() -> ColumnElement[bool]:
    """A condition: it makes a message."""
    return is_of_kind(POSTS)


def waiting_update(tx: Transaction, target: str) -> tuple[str, Mapping[str, Any]] | None:
    """Return the update (id, payload) that will render the message anyway, with what this transaction
    writes, too; None if there is none."""
    table = schema.outbox_message
    waiting = (
        select(table.c.id, table.c.payload)
        .where(table.c.target_id == target, table.c.kind == Kind.UPDATE.value, table.c.attempt == 0)
        .order_by(table.c.id)
        .limit(1)
        # Locked, it is claimed only after this transaction has ended.
        .with_for_update(key_share=True)
    )
    row = tx.connection.execute(waiting).first()
    return (row.id, row.payload) if row else None


def waiting(tx: Transaction, workspace_id: int, kind: Kind, destination: str) -> dict[str, Mapping[str, Any]]:
    """Return the payloads, by delivery, of letters of a kind to a destination that were never tried."""
    table = schema.outbox_message
    rows = tx.connection.execute(
        select(table.c.id, table.c.payload)
        .where(
            table.c.workspace_id == workspace_id,
            table.c.destination == destination,
            table.c.kind == kind.value,
            table.c.attempt == 0,
        )
        .order_by(table.c.id)
        .with_for_update(key_share=True)
    )
    return {row.id: row.payload for row in rows}


def payloads_of_changes(tx: Transaction, target: str) -> list[Mapping[str, Any]]:
    """Return the payloads of the updates and deletions that wait for a post."""
    table = schema.outbox_message
    kinds = [Kind.UPDATE.value, Kind.DELETION.value]
    query = select(table.c.payload).where(table.c.target_id == target, table.c.kind.in_(kinds))
    return list(tx.connection.scalars(query))


def bring_forward(tx: Transaction, delivery: str) -> None:
    """Send a letter together with what people do now, not after it."""
    tx.connection.execute(update(schema.outbox_message).filter_by(id=delivery).values(is_low_priority=False))
    tx.effects.fills_outbox = True


def set_payload(tx: Transaction, delivery: str, payload: Mapping[str, Any]) -> None:
    """Replace the payload of a letter that waits."""
    tx.connection.execute(update(schema.outbox_message).filter_by(id=delivery).values(payload=dict(payload)))


def is_posting(tx: Transaction, workspace_id: int, destinations: tuple[str, ...]) -> bool:
    """Whether a post to one of these is under way, so that a message of ours may not be known yet."""
    table = schema.outbox_message
    return bool(
        tx.connection.scalar(
            select(
                exists().where(
                    table.c.workspace_id == workspace_id,
                    is_one_of(table.c.destination, destinations),
                    is_post(),
                    table.c.attempt > 0,
                    table.c.failed_at.is_(None),
                )
            )
        )
    )


def depth(tx: Transaction) -> tuple[int, datetime | None]:
    """How many letters wait, and since when the oldest does; what is put off for long does not count."""
    table = schema.outbox_message
    row = tx.connection.execute(
        select(func.count(), func.min(table.c.created_at)).where(
            table.c.failed_at.is_(None), table.c.retry_at <= tx.now + PUT_OFF
        )
    ).one()
    return row[0], row[1]


def forget_failed_before(tx: Transaction, moment: datetime) -> int:
    """Forget deliveries that were given up before this instant; answers how many."""
    return tx.connection.execute(
        delete(schema.outbox_message).where(schema.outbox_message.c.failed_at < moment)
    ).rowcount


def letter_of(row: Row[Any]) -> Letter:
    """The letter in a row of the outbox."""
    return Letter(
        kind=Kind(row.kind),
        destination=row.destination,
        recognition=row.recognition_id,
        digest=row.digest_id,
        target=row.target_id,
        payload=row.payload,
        behind=row.is_low_priority,
    )
