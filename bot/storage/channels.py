"""Channels that Slack gave a new id."""

from collections.abc import Mapping

from sqlalchemy import Column, bindparam, delete, exists, select, update

from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.recognition import Source, make_message_key
from bot.storage import schema, setting_changes
from bot.storage.deduplication import hash_key
from bot.storage.engine import Transaction

_PLAIN = (
    schema.recognition.c.channel_id,
    schema.posted_message.c.channel_id,
    schema.outbox_message.c.destination,
    schema.card.c.channel_id,
)
"""Columns with the id of a channel."""
_KEYS: Mapping[Column[str], tuple[str, ...]] = {
    schema.subscription.c.channel_id: (),
    schema.digest_offer.c.channel_id: (),
    schema.thankful_channel.c.channel_id: (),
    schema.digest.c.channel_id: ("ends_at",),
    schema.reaction.c.channel_id: ("message_ts", "user_id", "emoji"),
    schema.rate_limit.c.subject: (),
    schema.circle.c.source_id: ("source",),
    schema.card_message.c.destination: ("card_id", "kind"),
    # A channel that is thanked as a team.
    schema.recipient.c.user_id: ("recognition_id",),
}
"""Columns with the id of a channel in a unique key, and that key's other columns."""


def change_id(tx: Transaction, workspace_id: WorkspaceId, old: str, new: str) -> None:
    """Replace the id of a channel everywhere.

    Rows that exist for the new id already stay, and those of the old id are deleted.
    """
    _replace_deduplication_keys(tx, workspace_id, old, new)
    workspace = schema.workspace
    tx.connection.execute(
        update(workspace)
        .where(workspace.c.id == workspace_id, workspace.c.target_channel_id == old)
        .values(target_channel_id=new)
    )
    setting_changes.replace_id(tx, workspace_id, old, new)
    for column in _PLAIN:
        in_workspace = column.table.c.workspace_id == workspace_id
        tx.connection.execute(update(column.table).where(in_workspace, column == old).values({column: new}))
    for column, other_keys in _KEYS.items():
        table = column.table
        existing = table.alias("there")
        is_there = exists().where(
            existing.c.workspace_id == workspace_id,
            existing.c[column.name] == new,
            *(existing.c[other] == table.c[other] for other in other_keys),
        )
        is_old = (table.c.workspace_id == workspace_id, column == old)
        tx.connection.execute(update(table).where(*is_old, ~is_there).values({column: new}))
        tx.connection.execute(delete(table).where(*is_old))


def _replace_deduplication_keys(tx: Transaction, workspace_id: WorkspaceId, old: str, new: str) -> None:
    """Replace the keys of recognitions by reaction, which the id of the channel is a part of."""
    recognition = schema.recognition
    rows = tx.connection.execute(
        select(recognition.c.id, recognition.c.message_ts).where(
            recognition.c.workspace_id == workspace_id,
            recognition.c.channel_id == old,
            recognition.c.source == Source.REACTION.value,
        )
    )
    keys = [
        {"recognition": row.id, "key": hash_key(make_message_key(ChannelId(new), row.message_ts))}
        for row in rows
    ]
    if keys:
        tx.connection.execute(
            update(recognition)
            .where(recognition.c.id == bindparam("recognition"))
            .values(deduplication_key=bindparam("key")),
            keys,
        )
