"""Subscriptions to digests, and the digests that were made."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, func, select, update

from bot.domain.audience import Coverage
from bot.domain.calendar import Period, Schedule
from bot.domain.digest import Digest, DigestContents, DigestEditors, Subscription
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.scopes import DigestScope, Scope
from bot.domain.workspace import Workspace
from bot.storage import schema
from bot.storage.conflicts import insert_once, upsert
from bot.storage.engine import Transaction
from bot.storage.ids import make_range
from bot.storage.scopes import make_parameters, make_shape, narrow_members, select_readable_ids
from bot.storage.statements import PreparedStatement
from bot.storage.visibility import CHANNEL

OVERLAP = timedelta(hours=1)
"""How far before its period a digest looks for recognitions that no digest has shown.

A transaction that began before the boundary may commit after the digest was made.
"""


def subscribe(tx: Transaction, subscription: Subscription) -> None:
    """Write a channel's subscription, in place of the one it had."""
    upsert(
        tx.connection,
        schema.subscription,
        [
            {
                "workspace_id": subscription.workspace_id,
                "channel_id": subscription.channel,
                "weekday": subscription.schedule.weekday,
                "local_time": subscription.schedule.at.strftime("%H:%M"),
                "time_zone": subscription.schedule.zone,
                **make_contents_columns(subscription.contents),
                "quiet_weeks": subscription.contents.quiet_weeks,
                "owner_id": subscription.set_by,
                "starts_at": subscription.begins_at,
                "covered_until": subscription.covered_until,
                "next_due": subscription.next_due,
            }
        ],
    )


def make_contents_columns(contents: DigestContents) -> dict[str, str | bool]:
    """Return the columns in which digests and subscriptions store their contents."""
    return {
        "coverage": contents.covers.value,
        "has_image": contents.picture,
        "language": contents.language,
    }


def unsubscribe(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> UserId | None:
    """Delete a subscription and return the user (id) who set it up; None if there was none."""
    set_by: UserId | None = tx.connection.scalar(
        delete(schema.subscription)
        .filter_by(workspace_id=workspace_id, channel_id=channel)
        .returning(schema.subscription.c.owner_id)
    )
    return set_by


def is_first(tx: Transaction, digest: Digest) -> bool:
    """Return True if no weekly digest of its channel was made before this one."""
    table = schema.digest
    earlier = exists().where(
        table.c.workspace_id == digest.workspace_id,
        table.c.channel_id == digest.channel,
        table.c.ends_at < digest.period.end,
        table.c.requested_until.is_(None),
    )
    return not digest.is_requested and not tx.connection.scalar(select(earlier))


def is_bot_member(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> bool | None:
    """Return whether the bot was in a digest's channel when last looked; None if it has no digest."""
    table = schema.subscription
    found: bool | None = tx.connection.scalar(
        select(table.c.bot_is_member).filter_by(workspace_id=workspace_id, channel_id=channel)
    )
    return found


def set_bot_member(
    tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, *, is_member: bool
) -> None:
    """Record whether the bot is a member of a digest's channel."""
    tx.connection.execute(
        update(schema.subscription)
        .filter_by(workspace_id=workspace_id, channel_id=channel)
        .values(bot_is_member=is_member)
    )


def find_subscription(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> Subscription | None:
    """Return the subscription of a channel; None if there is none."""
    row = tx.connection.execute(
        select(schema.subscription).filter_by(workspace_id=workspace_id, channel_id=channel)
    ).one_or_none()
    return read_subscription(row) if row else None


def list_subscriptions(
    tx: Transaction, workspace_id: WorkspaceId, channels: Collection[ChannelId]
) -> dict[ChannelId, Subscription]:
    """Return those of these channels' subscriptions that there are."""
    rows = tx.connection.execute(select(schema.subscription).filter_by(workspace_id=workspace_id))
    return {row.channel_id: read_subscription(row) for row in rows if row.channel_id in channels}


def find_next_due(tx: Transaction) -> datetime | None:
    """Return when the next digest is due (UTC); None if there are no subscriptions."""
    earliest: datetime | None = tx.connection.scalar(select(func.min(schema.subscription.c.next_due)))
    return earliest


def find_begin(subscription: Subscription) -> datetime:
    """Return the instant since which a digest looks for recognitions that none has shown."""
    return max(subscription.begins_at, subscription.covered_until - OVERLAP)


def list_new_recognitions(
    tx: Transaction,
    workspace: Workspace,
    subscription: Subscription,
    until: datetime,
    scope: DigestScope | None = None,
) -> list[str]:
    """Return the recognitions until an instant that no digest of the channel has shown.

    Without a scope, only those given in the channel.
    """
    ids = make_range(find_begin(subscription), until)
    scope = narrow_members(tx, workspace, scope or DigestScope(subscription.channel), ids)
    parameters = make_parameters(workspace, scope, ids)
    return _build_new_query(make_shape(scope)).fetch_column(tx.connection, parameters)


@cache
def _build_new_query(shape: Scope) -> PreparedStatement:
    """Return a query for what a digest's scope may read and no weekly digest of its channel has shown."""
    entry, digest = schema.digest_recognition, schema.digest
    column, readable = select_readable_ids(shape)
    was_shown = exists().where(
        entry.c.recognition_id == column,
        entry.c.digest_id == digest.c.id,
        digest.c.workspace_id == bindparam("workspace_id"),
        digest.c.channel_id == bindparam(CHANNEL),
        digest.c.requested_until.is_(None),
    )
    return PreparedStatement(readable.where(~was_shown))


def limit_to_channel(tx: Transaction, digest: str) -> None:
    """Limit a digest to recognitions given in its channel."""
    tx.connection.execute(update(schema.digest).filter_by(id=digest).values(coverage=Coverage.CHANNEL.value))


def get(tx: Transaction, digest: str) -> Digest | None:
    """Return the digest with this id; None if there is none."""
    row = tx.connection.execute(select(schema.digest).filter_by(id=digest)).one_or_none()
    if row is None:
        return None
    return Digest(
        id=row.id,
        workspace_id=row.workspace_id,
        channel=row.channel_id,
        period=Period(row.starts_at, row.requested_until or row.ends_at),
        zone=row.time_zone,
        set_by=row.owner_id,
        contents=DigestContents(Coverage(row.coverage), picture=row.has_image, language=row.language),
        is_quiet=row.is_quiet,
        variation=row.variation,
        is_requested=row.requested_until is not None,
    )


def offer_once(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> bool:
    """Record that a digest was offered to a channel; return False if it was before."""
    return insert_once(
        tx.connection,
        schema.digest_offer,
        workspace_id=workspace_id,
        channel_id=channel,
        offered_at=tx.now,
    )


def find_editors(tx: Transaction, workspace_id: WorkspaceId) -> DigestEditors:
    """Return who may set up digests in a workspace."""
    chosen = tx.connection.execute(select(schema.workspace.c.digest_editors).filter_by(id=workspace_id))
    return DigestEditors(chosen.scalar_one())


def read_subscription(row: Row[Any]) -> Subscription:
    """Return the subscription in a row."""
    return Subscription(
        workspace_id=row.workspace_id,
        channel=row.channel_id,
        schedule=Schedule(row.weekday, time.fromisoformat(row.local_time), row.time_zone),
        set_by=row.owner_id,
        begins_at=row.starts_at,
        covered_until=row.covered_until,
        next_due=row.next_due,
        contents=DigestContents(Coverage(row.coverage), row.quiet_weeks, row.has_image, row.language),
    )
