"""Digests that are due, in batches: the number of statements does not grow with their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import Row, Select, bindparam, exists, func, insert, or_, select, tuple_, update

from bot.domain.audience import Coverage
from bot.domain.digest import Digest, Subscription
from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.scopes import DigestScope
from bot.domain.workspace import Workspace
from bot.storage import ids, schema, workspaces
from bot.storage.conditions import is_listed
from bot.storage.conflicts import insert_new
from bot.storage.digests import find_begin, make_contents_columns, read_subscription
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems
from bot.storage.visibility import is_readable

READ_BACK = timedelta(days=8)
"""How far back recognitions are read for several channels at once: a little more than a digest covers.

Channels whose latest digest is older are read by themselves, so that the others need not read as much.
"""


def list_due_beyond_channel(
    tx: Transaction, due_at: datetime, limit: int, paused: Collection[WorkspaceId] = ()
) -> list[tuple[Workspace, ChannelId]]:
    """Return channels with a digest that is due by then and covers more than the channel.

    None of the workspaces that are `paused` (ids).
    """
    table = schema.subscription
    rows = tx.connection.execute(
        select(table.c.workspace_id, table.c.channel_id)
        .where(
            table.c.next_due <= due_at,
            table.c.coverage != Coverage.CHANNEL.value,
            table.c.workspace_id.not_in(paused),
        )
        .order_by(table.c.next_due, table.c.workspace_id, table.c.channel_id)
        .limit(limit)
    ).all()
    if not rows:
        return []
    places = workspaces.get_many(tx, {row.workspace_id for row in rows})
    return [(places[row.workspace_id], row.channel_id) for row in rows]


class DueSubscription(Struct, frozen=True):
    """A subscription that is due. `read` raises if its row is malformed."""

    row: Row[Any]

    @property
    def key(self) -> tuple[WorkspaceId, ChannelId]:
        """Return the workspace's number and the channel."""
        return self.row.workspace_id, self.row.channel_id

    def read(self) -> Subscription:
        """Return the digest that the row describes."""
        return read_subscription(self.row)

    @property
    def was_asked(self) -> bool:
        """Return True if its owner was asked whether its hour suits."""
        return self.row.asked_at is not None


def claim_due(
    tx: Transaction,
    due_at: datetime,
    limit: int,
    wide: Collection[tuple[WorkspaceId, ChannelId]],
    failed: FailedItems,
) -> list[DueSubscription]:
    """Return the subscriptions that are due by then, for this transaction alone.

    Those that cover more than their channel are included only if listed in `wide` (workspace, channel),
    because their audience must be read first. Items that failed lately are skipped.
    """
    table = schema.subscription
    is_wanted = or_(
        table.c.coverage == Coverage.CHANNEL.value,
        tuple_(table.c.workspace_id, table.c.channel_id).in_(wide),
    )
    rows = tx.connection.execute(
        select(table)
        .where(
            table.c.next_due <= due_at,
            is_wanted,
            failed.build_exclusion(table.c.workspace_id, table.c.channel_id),
        )
        .order_by(table.c.next_due)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [DueSubscription(row) for row in rows]


def list_new_in_channels(
    tx: Transaction, due: Iterable[tuple[Subscription, datetime]]
) -> dict[tuple[WorkspaceId, ChannelId], list[str]]:
    """Return the recognitions in each channel, until its instant, that no digest of the channel has shown.

    Digests of one workspace that are due at the same instant are read with one statement.
    """
    groups: defaultdict[tuple[WorkspaceId, datetime, datetime], list[Subscription]] = defaultdict(list)
    for subscription, until in due:
        begin = min(find_begin(subscription), until - READ_BACK)
        groups[subscription.workspace_id, begin, until].append(subscription)
    found: defaultdict[tuple[WorkspaceId, ChannelId], list[str]] = defaultdict(list)
    for (workspace_id, begin, until), subscriptions in groups.items():
        first = {one.channel: ids.smallest_id(find_begin(one)) for one in subscriptions}
        values = {
            "workspace": workspace_id,
            "channels": list(first),
            "begin": ids.smallest_id(begin),
            "end": ids.smallest_id(until),
        }
        for row in tx.connection.execute(_select_new_in_channels(), values):
            if row.id >= first[row.channel_id]:
                found[workspace_id, row.channel_id].append(row.id)
    return dict(found)


@cache
def _select_new_in_channels() -> Select[tuple[ChannelId, str]]:
    """Build the query for `list_new_in_channels`."""
    recognition, entry, digest = schema.recognition, schema.digest_recognition, schema.digest
    was_shown = exists().where(
        entry.c.recognition_id == recognition.c.id,
        entry.c.digest_id == digest.c.id,
        digest.c.workspace_id == recognition.c.workspace_id,
        digest.c.channel_id == recognition.c.channel_id,
        digest.c.requested_until.is_(None),
    )
    return select(recognition.c.channel_id, recognition.c.id).where(
        recognition.c.workspace_id == bindparam("workspace"),
        is_listed(recognition.c.channel_id, "channels"),
        recognition.c.id >= bindparam("begin"),
        recognition.c.id < bindparam("end"),
        # What a digest of nothing but its own channel may show does not depend on the channel.
        is_readable(DigestScope(ChannelId(""))),
        ~was_shown,
    )


def advance(tx: Transaction, subscriptions: Collection[Subscription]) -> None:
    """Store the `covered_until` and `next_due` of these subscriptions."""
    table = schema.subscription
    if subscriptions:
        tx.connection.execute(
            update(table)
            .where(
                table.c.workspace_id == bindparam("workspace"),
                table.c.channel_id == bindparam("channel"),
            )
            .values(covered_until=bindparam("covered"), next_due=bindparam("due")),
            [
                {
                    "workspace": subscription.workspace_id,
                    "channel": subscription.channel,
                    "covered": subscription.covered_until,
                    "due": subscription.next_due,
                }
                for subscription in subscriptions
            ],
        )


def add(tx: Transaction, digests: Mapping[str, tuple[Digest, Mapping[str, int | None]]]) -> frozenset[str]:
    """Write digests with their recognitions and display orders; return the ids of those that are new.

    A digest is skipped if its channel has one with the same end.
    """
    rows = [
        make_row(digest, tx.now)
        for digest, _ in sorted(
            digests.values(), key=lambda made: (made[0].workspace_id, made[0].channel, made[0].period.end)
        )
    ]
    added = insert_new(tx.connection, schema.digest, rows)
    add_entries(tx, {digest: digests[digest][1] for digest in added})
    return frozenset(added)


def make_row(digest: Digest, made_at: datetime) -> dict[str, Any]:
    """Return the row of a digest."""
    return {
        "id": digest.id,
        "workspace_id": digest.workspace_id,
        "channel_id": digest.channel,
        "starts_at": digest.period.start,
        "ends_at": digest.period.end,
        "time_zone": digest.zone,
        **make_contents_columns(digest.contents),
        "is_quiet": digest.is_quiet,
        "variation": digest.variation,
        "owner_id": digest.set_by,
        "created_at": made_at,
    }


def add_entries(tx: Transaction, digests: Mapping[str, Mapping[str, int | None]]) -> None:
    """Write the recognitions of digests (by id) with their display orders."""
    entries = [
        {"digest_id": digest, "recognition_id": recognition, "display_order": place}
        for digest, orders in digests.items()
        for recognition, place in orders.items()
    ]
    if entries:
        tx.connection.execute(insert(schema.digest_recognition), entries)


def find_latest_variations(
    tx: Transaction, channels: Collection[tuple[WorkspaceId, ChannelId]]
) -> dict[tuple[WorkspaceId, ChannelId], int]:
    """Return the wording variation that the latest weekly digest of each (workspace, channel) used."""
    rows = tx.connection.execute(_select_latest_variations(), {"channels": list(channels)})
    return {(row.workspace_id, row.channel_id): row.variation for row in rows}


@cache
def _select_latest_variations() -> Select[tuple[WorkspaceId, ChannelId, int]]:
    """Build the query for `find_latest_variations`."""
    table = schema.digest
    channel = (table.c.workspace_id, table.c.channel_id)
    latest = select(*channel, func.max(table.c.ends_at)).where(
        tuple_(*channel).in_(bindparam("channels", expanding=True)), table.c.requested_until.is_(None)
    )
    return select(*channel, table.c.variation).where(
        tuple_(*channel, table.c.ends_at).in_(latest.group_by(*channel))
    )


def find_latest_ends(
    tx: Transaction, channels: Collection[tuple[WorkspaceId, ChannelId]]
) -> dict[tuple[WorkspaceId, ChannelId], datetime]:
    """Return when the latest weekly digest of each (workspace, channel) ended that had recognitions."""
    table = schema.digest
    channel = (table.c.workspace_id, table.c.channel_id)
    rows = tx.connection.execute(
        select(*channel, func.max(table.c.ends_at).label("ends_at"))
        .where(tuple_(*channel).in_(channels), table.c.requested_until.is_(None), ~table.c.is_quiet)
        .group_by(*channel)
    )
    return {(row.workspace_id, row.channel_id): row.ends_at for row in rows}


def mark_asked(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> bool:
    """Record that the owner of a digest was asked about it; return False if they were before."""
    table = schema.subscription
    changed = tx.connection.execute(
        update(table)
        .where(
            table.c.workspace_id == workspace_id, table.c.channel_id == channel, table.c.asked_at.is_(None)
        )
        .values(asked_at=tx.now)
    )
    return changed.rowcount == 1
