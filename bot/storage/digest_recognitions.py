"""Recognitions that digests show."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    bindparam,
    case,
    func,
    literal_column,
    select,
    tuple_,
    union_all,
)

from bot.domain.digest_choice import MAX_SHOWN, DigestCandidate
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.recognition import RecognitionView
from bot.domain.user import ERASED
from bot.storage import schema
from bot.storage.conditions import IdQuery, Wanted, has_row, is_listed
from bot.storage.engine import Transaction
from bot.storage.statements import PreparedStatement
from bot.storage.visibility import is_active_giver, is_active_recognition, is_visible_in_channel


def find_display_orders(tx: Transaction, digest: str) -> dict[str, int | None]:
    """Return the recognitions of a digest and their position in the display order, None after all others."""
    table = schema.digest_recognition
    rows = tx.connection.execute(
        select(table.c.recognition_id, table.c.display_order).filter_by(digest_id=digest)
    )
    return {row.recognition_id: row.display_order for row in rows}


def _select_items(
    table: Table, item: ColumnElement[str], id_: ColumnElement[str], *conditions: ColumnElement[bool]
) -> Select[str, str, str]:
    """Return a query for the items of recognitions in a table, each with the table's name."""
    part: ColumnElement[str] = literal_column(f"'{table.name}'")
    return select(part.label("part"), id_.label("recognition_id"), item.label("item")).where(
        is_listed(id_, "recognitions"), *conditions
    )


_RECOGNITION, _RECIPIENT, _GIVER, _VALUE = (
    schema.recognition,
    schema.recipient,
    schema.giver,
    schema.recognition_value,
)
_ITEMS = PreparedStatement(
    union_all(
        _select_items(_RECIPIENT, _RECIPIENT.c.user_id, _RECIPIENT.c.recognition_id, is_visible_in_channel()),
        _select_items(_GIVER, _GIVER.c.user_id, _GIVER.c.recognition_id, is_active_giver()),
        _select_items(_VALUE, _VALUE.c.value_key, _VALUE.c.recognition_id),
        _select_items(_RECOGNITION, case((_RECOGNITION.c.text != "", "text"), else_=""), _RECOGNITION.c.id),
    )
)


def find_candidates(tx: Transaction, recognitions: Collection[str]) -> dict[str, DigestCandidate]:
    """Return for each recognition what the choice for a digest depends on."""
    if not recognitions:
        return {}
    items: defaultdict[str, defaultdict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for part, recognition_id, item in _ITEMS.fetch_all(tx.connection, {"recognitions": list(recognitions)}):
        items[part][recognition_id].add(item)
    return {
        recognition_id: DigestCandidate(
            id=recognition_id,
            recipients=frozenset(items[_RECIPIENT.name][recognition_id]),
            givers=frozenset(items[_GIVER.name][recognition_id]),
            values=frozenset(items[_VALUE.name][recognition_id]),
            has_text="text" in has_text,
        )
        for recognition_id, has_text in items[_RECOGNITION.name].items()
    }


def find_latest_recipients(
    tx: Transaction, channels: Collection[tuple[WorkspaceId, ChannelId]]
) -> dict[tuple[WorkspaceId, ChannelId], frozenset[UserId]]:
    """Return the recipients that the latest weekly digest of each (workspace, channel) shows now.

    Recognitions that were withdrawn or erased since are left out.
    """
    rows = tx.connection.execute(_select_latest_recipients(), {"channels": list(channels)})
    recipients_by_channel: defaultdict[tuple[WorkspaceId, ChannelId], set[UserId]] = defaultdict(set)
    for workspace_id, channel_id, user in rows:
        recipients_by_channel[workspace_id, channel_id].add(user)
    return {one: frozenset(recipients_by_channel.get(one, ())) for one in channels}


@cache
def _select_latest_recipients() -> Select[Any]:
    """Build the query for `find_latest_recipients`."""
    digest, entry, recipient = schema.digest, schema.digest_recognition, schema.recipient
    channel = (digest.c.workspace_id, digest.c.channel_id)
    latest = select(*channel, func.max(digest.c.ends_at)).where(
        tuple_(*channel).in_(bindparam("channels", expanding=True)), digest.c.requested_until.is_(None)
    )
    place = func.row_number().over(
        partition_by=entry.c.digest_id,
        order_by=(entry.c.display_order.is_(None), entry.c.display_order, entry.c.recognition_id),
    )
    current = (
        select(*channel, entry.c.recognition_id, place.label("place"))
        .join(entry, entry.c.digest_id == digest.c.id)
        .join(schema.recognition, schema.recognition.c.id == entry.c.recognition_id)
        .where(
            tuple_(*channel, digest.c.ends_at).in_(latest.group_by(*channel)),
            is_active_recognition(),
            has_row(recipient.c.recognition_id == entry.c.recognition_id, is_visible_in_channel()),
        )
        .subquery()
    )
    return (
        select(current.c.workspace_id, current.c.channel_id, recipient.c.user_id)
        .join(recipient, recipient.c.recognition_id == current.c.recognition_id)
        .where(current.c.place <= MAX_SHOWN, is_visible_in_channel(), recipient.c.user_id != ERASED)
    )


def _select_first_givers(is_wanted: Wanted) -> Select[Any]:
    giver, recognition = schema.giver, schema.recognition
    earlier = giver.alias("earlier")
    is_later = has_row(
        earlier.c.workspace_id == giver.c.workspace_id,
        earlier.c.user_id == giver.c.user_id,
        earlier.c.recognition_id < giver.c.recognition_id,
        is_active_giver(earlier),
        recognition.c.id == earlier.c.recognition_id,
        is_active_recognition(),
    )
    return select(giver.c.recognition_id, giver.c.user_id).where(
        giver.c.workspace_id == bindparam("workspace_id"),
        is_wanted(giver.c.recognition_id),
        is_active_giver(),
        giver.c.user_id != ERASED,
        ~is_later,
    )


_FIRST_GIVERS = IdQuery(_select_first_givers)


def find_first_givers(
    tx: Transaction, workspace_id: WorkspaceId, recognitions: Sequence[RecognitionView]
) -> frozenset[UserId]:
    """Return the givers (ids) whose first recognition ever is among these.

    Withdrawn recognitions do not count.
    """
    named = {view.id: set(view.givers) for view in recognitions}
    rows = _FIRST_GIVERS.run(tx, named, workspace_id=workspace_id)
    return frozenset(row.user_id for row in rows if row.user_id in named[row.recognition_id])


def list_digests_with_user(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId
) -> list[tuple[str, ChannelId]]:
    """Return the digests (id, channel) that show a user.

    Their recognitions are those that the user gave, received or endorsed, or that mention the user.
    """
    digest, recognition = schema.digest, schema.digest_recognition
    parts = (
        select(table.c.recognition_id).filter_by(workspace_id=workspace_id, user_id=user)
        for table in (schema.giver, schema.recipient, schema.endorsement, schema.mention)
    )
    rows = tx.connection.execute(
        select(digest.c.id, digest.c.channel_id)
        .join(recognition, recognition.c.digest_id == digest.c.id)
        .where(digest.c.workspace_id == workspace_id, recognition.c.recognition_id.in_(union_all(*parts)))
        .distinct()
        .order_by(digest.c.id)
    )
    return [(row.id, row.channel_id) for row in rows]
