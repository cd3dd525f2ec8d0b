"""Messages that must reach Slack, written in the transaction that causes them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, update

from bot.domain.ids import ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.message_changes import ChangeRequest, MessageDeletion, MessageUpdate
from bot.domain.outbox_message import OutboxMessage, Post, Priority
from bot.domain.outbox_messages import PromptMessage, UnchangedNotice
from bot.storage import schema
from bot.storage.conditions import IdQuery, is_listed
from bot.storage.engine import Transaction
from bot.storage.outbox_codec import decode_row, encode, encode_payload, is_known, is_of_kind, is_post
from bot.storage.row_inserts import RowInsert
from bot.storage.statements import PreparedStatement

PUT_OFF = timedelta(hours=1)
"""Messages that are due later than this are not counted as waiting."""
_OUTBOX = schema.outbox_message
_INSERT = RowInsert(_OUTBOX)
_IS_ABOUT = _OUTBOX.c.recognition_id == bindparam("recognition")
_RECALL = PreparedStatement(
    delete(_OUTBOX)
    .where(_IS_ABOUT, is_post(), _OUTBOX.c.kind != PromptMessage.kind, _OUTBOX.c.attempt == 0)
    .returning(_OUTBOX)
)
_SELECT_UNDER_WAY = PreparedStatement(
    select(_OUTBOX).where(_IS_ABOUT, is_post(), _OUTBOX.c.attempt > 0, _OUTBOX.c.failed_at.is_(None))
)
_SELECT_COMING = PreparedStatement(
    select(_OUTBOX.c.id)
    .where(_IS_ABOUT, _OUTBOX.c.kind == bindparam("kind"), _OUTBOX.c.failed_at.is_(None))
    .limit(1)
)
_SELECT_WAITING_UPDATES = IdQuery(
    lambda is_wanted: (
        select(_OUTBOX)
        .where(is_wanted(_OUTBOX.c.target_id), _OUTBOX.c.kind == MessageUpdate.kind, _OUTBOX.c.attempt == 0)
        # Two transactions with the same messages lock them in the same order.
        .order_by(_OUTBOX.c.target_id, _OUTBOX.c.id)
        # Locked, they are claimed only after this transaction has ended.
        .with_for_update(key_share=True)
    )
)
_SELECT_WAITING_NOTICES = PreparedStatement(
    select(_OUTBOX)
    .where(
        _OUTBOX.c.workspace_id == bindparam("workspace"),
        _OUTBOX.c.destination == bindparam("user"),
        _OUTBOX.c.kind == UnchangedNotice.kind,
        _OUTBOX.c.attempt == 0,
    )
    .order_by(_OUTBOX.c.id)
    .with_for_update(key_share=True)
)
_SELECT_CHANGES = PreparedStatement(
    select(_OUTBOX).where(
        _OUTBOX.c.target_id == bindparam("target"), is_of_kind((MessageUpdate, MessageDeletion))
    )
)
_SELECT_POSTING = IdQuery(
    lambda is_wanted: (
        select(_OUTBOX.c.destination)
        .where(
            _OUTBOX.c.workspace_id == bindparam("workspace"),
            is_wanted(_OUTBOX.c.destination),
            is_post(),
            _OUTBOX.c.attempt > 0,
            _OUTBOX.c.failed_at.is_(None),
        )
        .distinct()
    )
)
_MEASURE_DEPTH = PreparedStatement(
    select(func.count(), func.min(_OUTBOX.c.created_at)).where(
        _OUTBOX.c.failed_at.is_(None), _OUTBOX.c.retry_at <= bindparam("latest")
    )
)
_UPDATE_LISTED = PreparedStatement(update(_OUTBOX).where(is_listed(_OUTBOX.c.id, "deliveries")))
_UPDATE = PreparedStatement(update(_OUTBOX).where(_OUTBOX.c.id == bindparam("delivery")))
"""The values that it sets are passed when it is executed."""


def put(
    tx: Transaction,
    workspace_id: WorkspaceId,
    message: OutboxMessage,
    *,
    delivery: str | None = None,
    at: datetime | None = None,
    low_priority: bool = False,
) -> str:
    """Write a message and return the id of its delivery: a new one, or the one given.

    It is sent now or `at` an instant (UTC), and after what users do now if it has `low_priority`.
    """
    new_id = delivery or tx.new_id()
    put_all(tx, [(new_id, workspace_id, message)], at, low_priority=low_priority)
    return new_id


def put_all(
    tx: Transaction,
    messages: Iterable[tuple[str, int, OutboxMessage]],
    at: datetime | None = None,
    *,
    low_priority: bool = False,
) -> None:
    """Write messages, with the ids of their deliveries and the workspaces' numbers, at once."""
    rows = [
        {
            **encode(message),
            "id": delivery,
            "workspace_id": workspace_id,
            "is_low_priority": low_priority or message.priority is not Priority.IMMEDIATE,
            "retry_at": at or tx.now,
            "waiting_since": tx.now,
            "created_at": tx.now,
        }
        for delivery, workspace_id, message in messages
    ]
    if rows:
        _INSERT.run(tx.connection, rows)
        tx.effects.fills_outbox = True


def recall(tx: Transaction, recognition: RecognitionId) -> list[Post]:
    """Delete the posts about a recognition that were never tried, and return them.

    A prompt that would remind of it is about more.
    """
    rows = _RECALL.fetch_all(tx.connection, {"recognition": recognition})
    return [message for row in rows if isinstance(message := decode_row(row), Post)]


def list_under_way(tx: Transaction, recognition: RecognitionId) -> list[tuple[str, OutboxMessage]]:
    """Return the posts about a recognition that were tried and have not ended, by their deliveries' ids."""
    rows = _SELECT_UNDER_WAY.fetch_all(tx.connection, {"recognition": recognition})
    return [(row.id, decode_row(row)) for row in rows]


def is_coming(tx: Transaction, recognition: RecognitionId, message_class: type[Post]) -> bool:
    """Return True if a message of this kind about a recognition is still to be posted."""
    about = {"recognition": recognition, "kind": message_class.kind}
    return _SELECT_COMING.find_value(tx.connection, about) is not None


def find_waiting_updates(tx: Transaction, targets: Collection[str]) -> dict[str, tuple[str, MessageUpdate]]:
    """Return the updates that will render these messages anyway, with what this transaction writes.

    They come by message, with the ids of their deliveries.
    """
    found: dict[str, tuple[str, MessageUpdate]] = {}
    for row in _SELECT_WAITING_UPDATES.run(tx, targets) if targets else ():
        message = decode_row(row)
        if isinstance(message, MessageUpdate):
            found.setdefault(row.target_id, (row.id, message))
    return found


def find_waiting_notices(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId
) -> dict[str, UnchangedNotice]:
    """Return the notices about unchanged messages that a user has not been sent yet, by delivery."""
    rows = _SELECT_WAITING_NOTICES.fetch_all(tx.connection, {"workspace": workspace_id, "user": user})
    return {row.id: message for row in rows if isinstance(message := decode_row(row), UnchangedNotice)}


def list_requests(tx: Transaction, target: str) -> set[ChangeRequest]:
    """Return who asked for the updates and deletions that wait for a post."""
    changes = (decode_row(row) for row in _SELECT_CHANGES.fetch_all(tx.connection, {"target": target}))
    return {
        request
        for change in changes
        if isinstance(change, MessageUpdate | MessageDeletion)
        for request in change.requests
    }


def raise_priorities(tx: Transaction, deliveries: Collection[str]) -> None:
    """Send messages together with what users do now, not after it."""
    if deliveries:
        _UPDATE_LISTED.execute(tx.connection, {"deliveries": list(deliveries), "is_low_priority": False})
        tx.effects.fills_outbox = True


def replace_message(tx: Transaction, delivery: str, message: OutboxMessage) -> None:
    """Replace a message that waits by one of the same kind."""
    replace_messages(tx, {delivery: message})


def replace_messages(tx: Transaction, messages: Mapping[str, OutboxMessage]) -> None:
    """Replace messages that wait, by the ids of their deliveries."""
    rows = [{"delivery": id_, "payload": encode_payload(message)} for id_, message in messages.items()]
    if rows:
        _UPDATE.execute_many(tx.connection, rows)


def is_posting(
    tx: Transaction, workspace_id: WorkspaceId, destinations: tuple[ChannelId | UserId, ...]
) -> bool:
    """Return True if a post to one of these is under way, so that its place may not be known yet."""
    return bool(find_posting(tx, workspace_id, destinations))


def find_posting(
    tx: Transaction, workspace_id: WorkspaceId, destinations: Collection[ChannelId | UserId]
) -> set[ChannelId | UserId]:
    """Return those of these destinations to which a post is under way."""
    rows = _SELECT_POSTING.run(tx, destinations, workspace=workspace_id)
    return {row.destination for row in rows}


def measure_depth(tx: Transaction) -> tuple[int, datetime | None]:
    """Return how many messages wait, and since when the oldest does; without what is put off for long."""
    row = _MEASURE_DEPTH.find_one(tx.connection, {"latest": tx.now + PUT_OFF})
    return row[0], row[1]


def delete_failed_before(tx: Transaction, moment: datetime) -> int:
    """Delete messages that were given up before this instant; return how many."""
    return tx.connection.execute(
        delete(schema.outbox_message).where(schema.outbox_message.c.failed_at < moment)
    ).rowcount


def count_unknown(tx: Transaction) -> dict[str, int]:
    """Return how many messages wait of each kind that only a newer version of Hearten knows."""
    table = schema.outbox_message
    rows = tx.connection.execute(
        select(table.c.kind, func.count())
        .where(table.c.failed_at.is_(None), ~is_known())
        .group_by(table.c.kind)
    )
    return {row[0]: row[1] for row in rows}
