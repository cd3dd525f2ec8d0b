"""Digests that members asked for: those that were posted, and private looks that were not.

The column `ends_at` of such a digest is when it was made: a channel has one digest with the same `ends_at`,
and one for some days must not be taken for the weekly one that ends on the same day.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select

from bot.domain.digest import Digest
from bot.domain.ids import ChannelId, WorkspaceId
from bot.storage import due_digests, ids, schema
from bot.storage.conflicts import insert_new
from bot.storage.engine import Transaction

MAX_ATTEMPTS = 1_000
"""Microseconds that are tried for `ends_at`."""
BATCH_SIZE = 500


def add(tx: Transaction, digest: Digest, recognitions: Mapping[str, int | None]) -> None:
    """Write a digest that was asked for, with its recognitions and their display order."""
    # Weekly digests end at whole minutes.
    made_at = tx.now if tx.now.microsecond else tx.now + timedelta(microseconds=1)
    row = due_digests.make_row(digest, tx.now) | {"requested_until": digest.period.end}
    for attempt in range(MAX_ATTEMPTS):
        row["ends_at"] = made_at + timedelta(microseconds=attempt)
        if insert_new(tx.connection, schema.digest, [row]):
            break
    due_digests.add_entries(tx, {digest.id: recognitions})


def find_last_end(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> datetime | None:
    """Return where the period of the channel's last digest ended, weekly or asked for; None without one."""
    table = schema.digest
    found: datetime | None = tx.connection.scalar(
        select(func.max(func.coalesce(table.c.requested_until, table.c.ends_at), type_=table.c.ends_at.type))
        .select_from(table)
        .where(
            table.c.workspace_id == workspace_id,
            table.c.channel_id == channel,
            or_(table.c.requested_until.is_(None), _is_posted()),
        )
    )
    return found


def is_posted(tx: Transaction, digest: str) -> bool:
    """Return True if a digest was posted, or is on its way."""
    query = select(schema.digest.c.id).where(schema.digest.c.id == digest, _is_posted())
    return tx.connection.scalar(query) is not None


def _is_posted() -> ColumnElement[bool]:
    """Return the condition on a digest: its message has its id."""
    digest = schema.digest
    posted, outbox = schema.posted_message, schema.outbox_message
    return or_(
        select(posted.c.id).where(posted.c.id == digest.c.id).exists(),
        select(outbox.c.id).where(outbox.c.id == digest.c.id).exists(),
    )


def delete_unposted(tx: Transaction, moment: datetime) -> int:
    """Delete some private looks that were made before an instant (UTC) and not posted; return how many."""
    table = schema.digest
    batch = (
        select(table.c.id)
        .where(table.c.requested_until.is_not(None), table.c.id < ids.smallest_id(moment), ~_is_posted())
        .limit(BATCH_SIZE)
        .with_for_update(skip_locked=True)
    )
    return tx.connection.execute(delete(table).where(table.c.id.in_(batch))).rowcount
