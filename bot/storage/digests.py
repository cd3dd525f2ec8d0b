"""Subscriptions, and the digests that were made for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, delete, exists, func, insert, select, union_all, update

from bot.domain.calendar import Period, Schedule
from bot.domain.visibility import InDigest
from bot.domain.workspace import Workspace
from bot.storage import tables
from bot.storage.conflicts import insert_once, upsert
from bot.storage.engine import Transaction
from bot.storage.scopes import readable_ids

SLACK = timedelta(hours=1)
"""How far before a period a digest looks for stories that none has told: a transaction that began before
the boundary may have been committed after the digest was made."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's wish for a weekly digest.

    `begins_at` is where its first period starts, `covered_until` where the next one does; all UTC.
    """

    workspace_id: int
    channel: str
    schedule: Schedule
    set_by: str
    begins_at: datetime
    covered_until: datetime
    next_due: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest that was made: the period it is about, and who had set it up.

    Its id is also that of the delivery that posts it, and so of the message.
    """

    id: str
    workspace_id: int
    channel: str
    period: Period
    zone: str
    set_by: str


def subscribe(tx: Transaction, subscription: Subscription) -> None:
    """Write a channel's wish, in place of the one it had."""
    upsert(
        tx.connection,
        tables.subscription,
        [
            {
                "workspace_id": subscription.workspace_id,
                "channel_id": subscription.channel,
                "weekday": subscription.schedule.weekday,
                "at": subscription.schedule.at.strftime("%H:%M"),
                "zone": subscription.schedule.zone,
                "set_by": subscription.set_by,
                "begins_at": subscription.begins_at,
                "covered_until": subscription.covered_until,
                "next_due": subscription.next_due,
            }
        ],
    )


def unsubscribe(tx: Transaction, workspace_id: int, channel: str) -> bool:
    """End a channel's wish; answers whether it had one."""
    gone = tx.connection.execute(
        delete(tables.subscription).filter_by(workspace_id=workspace_id, channel_id=channel)
    )
    return gone.rowcount == 1


def subscription(tx: Transaction, workspace_id: int, channel: str) -> Subscription | None:
    """The wish of this channel."""
    row = tx.connection.execute(
        select(tables.subscription).filter_by(workspace_id=workspace_id, channel_id=channel)
    ).one_or_none()
    return _subscription(row) if row else None


def next_due(tx: Transaction) -> datetime | None:
    """When the next digest is due."""
    earliest: datetime | None = tx.connection.scalar(select(func.min(tables.subscription.c.next_due)))
    return earliest


def claim_due(tx: Transaction, due_at: datetime, limit: int) -> list[Subscription]:
    """Subscriptions whose hour has come by this instant, for this transaction alone."""
    table = tables.subscription
    rows = tx.connection.execute(
        select(table)
        .where(table.c.next_due <= due_at)
        .order_by(table.c.next_due)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_subscription(row) for row in rows]


def move_on(tx: Transaction, done: Subscription, covered_until: datetime, next_due: datetime) -> None:
    """Let the subscription's next period begin."""
    tx.connection.execute(
        update(tables.subscription)
        .filter_by(workspace_id=done.workspace_id, channel_id=done.channel)
        .values(covered_until=covered_until, next_due=next_due)
    )


def untold(tx: Transaction, workspace: Workspace, wish: Subscription, until: datetime) -> list[str]:
    """The recognitions up to this instant that a digest may tell and none has told."""
    begin = max(wish.begins_at, wish.covered_until - SLACK)
    told, digest = tables.digest_story, tables.digest
    column, query = readable_ids(workspace, InDigest(wish.channel), since=begin, until=until)
    return list(
        tx.connection.scalars(
            query.where(
                ~exists().where(
                    told.c.recognition_id == column,
                    told.c.digest_id == digest.c.id,
                    digest.c.workspace_id == workspace.id,
                    digest.c.channel_id == wish.channel,
                )
            )
        )
    )


def add(tx: Transaction, digest: Digest, stories: Iterable[str]) -> bool:
    """Write a digest; answers False where the channel has one that ends then."""
    if not insert_once(
        tx.connection,
        tables.digest,
        id=digest.id,
        workspace_id=digest.workspace_id,
        channel_id=digest.channel,
        starts_at=digest.period.start,
        ends_at=digest.period.end,
        zone=digest.zone,
        set_by=digest.set_by,
        created_at=tx.now,
    ):
        return False
    tx.connection.execute(
        insert(tables.digest_story),
        [{"digest_id": digest.id, "recognition_id": recognition} for recognition in stories],
    )
    return True


def get(tx: Transaction, digest: str) -> Digest | None:
    """A digest by its id."""
    row = tx.connection.execute(select(tables.digest).filter_by(id=digest)).one_or_none()
    if row is None:
        return None
    period = Period(row.starts_at, row.ends_at)
    return Digest(row.id, row.workspace_id, row.channel_id, period, row.zone, row.set_by)


def told_in(tx: Transaction, digest: str) -> list[str]:
    """The recognitions that a digest tells."""
    return list(
        tx.connection.scalars(select(tables.digest_story.c.recognition_id).filter_by(digest_id=digest))
    )


def with_story(tx: Transaction, recognition: str) -> list[tuple[str, str]]:
    """The digests (id, channel) that tell this recognition."""
    digest, story = tables.digest, tables.digest_story
    rows = tx.connection.execute(
        select(digest.c.id, digest.c.channel_id)
        .join(story, story.c.digest_id == digest.c.id)
        .where(story.c.recognition_id == recognition)
    )
    return [(row.id, row.channel_id) for row in rows]


def with_person(tx: Transaction, workspace_id: int, person: str) -> list[tuple[str, str]]:
    """The digests (id, channel) with stories that a person gave, received, joined or is named in."""
    digest, story = tables.digest, tables.digest_story
    parts = (
        select(table.c.recognition_id).filter_by(workspace_id=workspace_id, person_id=person)
        for table in (tables.giver, tables.recipient, tables.voice, tables.mention)
    )
    rows = tx.connection.execute(
        select(digest.c.id, digest.c.channel_id)
        .join(story, story.c.digest_id == digest.c.id)
        .where(digest.c.workspace_id == workspace_id, story.c.recognition_id.in_(union_all(*parts)))
        .distinct()
        .order_by(digest.c.id)
    )
    return [(row.id, row.channel_id) for row in rows]


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        workspace_id=row.workspace_id,
        channel=row.channel_id,
        schedule=Schedule(row.weekday, time.fromisoformat(row.at), row.zone),
        set_by=row.set_by,
        begins_at=row.begins_at,
        covered_until=row.covered_until,
        next_due=row.next_due,
    )
