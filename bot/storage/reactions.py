"""Reactions with a value's emoji, as users add and remove them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, update

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.value_merges import current_key


@dataclass(frozen=True, slots=True)
class Reaction:
    """One emoji by one user on one message. `event_ts` orders its events, as text of digits."""

    channel: ChannelId
    message_ts: str
    user: UserId
    emoji: str
    value: str
    event_ts: str
    is_withdrawn: bool


def record(tx: Transaction, workspace_id: WorkspaceId, reaction: Reaction) -> bool:
    """Record a reaction event; return True if it changes anything.

    Events may be late, repeated or out of order: the greatest `event_ts` wins. A removal that arrives before
    its addition is recorded, too.
    """
    table = schema.reaction
    key = {
        "workspace_id": workspace_id,
        "channel_id": reaction.channel,
        "message_ts": reaction.message_ts,
        "user_id": reaction.user,
        "emoji": reaction.emoji,
    }
    state: dict[str, object] = {"event_ts": reaction.event_ts, "is_withdrawn": reaction.is_withdrawn}
    if insert_once(tx.connection, table, **key, value_key=reaction.value, **state):
        return True
    if not reaction.is_withdrawn:
        # The emoji may belong to another value than when it was added before.
        state["value_key"] = reaction.value
    changed = tx.connection.execute(
        update(table).filter_by(**key).where(table.c.event_ts < reaction.event_ts).values(**state)
    )
    return changed.rowcount == 1


def list_active(
    tx: Transaction,
    workspace_id: WorkspaceId,
    channel: ChannelId,
    message_ts: str,
    *,
    users: Iterable[UserId] | None = None,
) -> list[tuple[UserId, str]]:
    """Return the (user, value) pairs of a message that were not withdrawn, of all or of these users."""
    table = schema.reaction
    query = select(table.c.user_id, current_key(workspace_id, table.c.value_key)).filter_by(
        workspace_id=workspace_id, channel_id=channel, message_ts=message_ts, is_withdrawn=False
    )
    if users is not None:
        query = query.where(is_one_of(table.c.user_id, users))
    return list(tx.connection.execute(query.distinct()))


def find_value(
    tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, message_ts: str, user: UserId, emoji: str
) -> str | None:
    """Return the key of the value that a reaction counted for when it was added; None if there is none."""
    table = schema.reaction
    return tx.connection.scalar(
        select(current_key(workspace_id, table.c.value_key)).filter_by(
            workspace_id=workspace_id,
            channel_id=channel,
            message_ts=message_ts,
            user_id=user,
            emoji=emoji,
        )
    )


def withdraw(
    tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, message_ts: str, user: UserId
) -> bool:
    """Withdraw all reactions of a user on a message; return False if there were none.

    They stay in Slack. Adding or removing them there is recorded as usual.
    """
    changed = tx.connection.execute(
        update(schema.reaction)
        .filter_by(
            workspace_id=workspace_id,
            channel_id=channel,
            message_ts=message_ts,
            user_id=user,
            is_withdrawn=False,
        )
        .values(is_withdrawn=True)
    )
    return changed.rowcount > 0
