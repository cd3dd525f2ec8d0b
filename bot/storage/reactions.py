"""Reactions with a value's emoji, as users add and remove them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, case, select, update

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.storage import schema
from bot.storage.conditions import is_listed
from bot.storage.engine import Transaction
from bot.storage.row_inserts import RowInsert
from bot.storage.statements import PreparedStatement
from bot.storage.value_merges import current_key

Place = tuple[ChannelId, str]
"""The channel and the ts of a message."""
ReactionKey = tuple[ChannelId, str, UserId, str]
"""What all events about a reaction share: its message, its user and its emoji."""


class Reaction(Struct, frozen=True):
    """One emoji by one user on one message. `event_ts` orders its events, as text of digits."""

    channel: ChannelId
    message_ts: str
    user: UserId
    emoji: str
    value: str
    event_ts: str
    is_withdrawn: bool

    @property
    def place(self) -> Place:
        """Return where its message is."""
        return self.channel, self.message_ts

    @property
    def key(self) -> ReactionKey:
        """Return what all events about it share."""
        return self.channel, self.message_ts, self.user, self.emoji


def record_all(tx: Transaction, workspace_id: WorkspaceId, reactions: Iterable[Reaction]) -> list[Reaction]:
    """Record events of different reactions; return those that change anything.

    Events may be late, repeated or out of order: the greatest `event_ts` wins. A removal that arrives before
    its addition is recorded, too.
    """
    # Two transactions with the same reactions lock them in the same order.
    by_key = {reaction.key: reaction for reaction in sorted(reactions, key=lambda each: each.key)}
    if not by_key:
        return []
    rows = [
        {
            "workspace_id": workspace_id,
            "channel_id": reaction.channel,
            "message_ts": reaction.message_ts,
            "user_id": reaction.user,
            "emoji": reaction.emoji,
            "value_key": reaction.value,
            "event_ts": reaction.event_ts,
            "is_withdrawn": reaction.is_withdrawn,
        }
        for reaction in by_key.values()
    ]
    changed = _INSERT_OR_UPDATE.run(tx.connection, rows)
    return [by_key[ChannelId(row[0]), row[1], UserId(row[2]), row[3]] for row in changed]


def _keep_latest(insert: Any) -> Any:
    """Make an insert record only events later than the stored ones, and return their keys."""
    table, new = schema.reaction, insert.excluded
    state = {
        "event_ts": new.event_ts,
        "is_withdrawn": new.is_withdrawn,
        # When it is added again, the emoji may belong to another value than before.
        "value_key": case((new.is_withdrawn, table.c.value_key), else_=new.value_key),
    }
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key), set_=state, where=table.c.event_ts < new.event_ts
    ).returning(table.c.channel_id, table.c.message_ts, table.c.user_id, table.c.emoji)


_INSERT_OR_UPDATE = RowInsert(schema.reaction, _keep_latest)
_ACTIVE = PreparedStatement(
    select(
        schema.reaction.c.channel_id,
        schema.reaction.c.message_ts,
        schema.reaction.c.user_id,
        current_key(bindparam("workspace"), schema.reaction.c.value_key),
    )
    .where(
        schema.reaction.c.workspace_id == bindparam("workspace"),
        is_listed(schema.reaction.c.channel_id, "channels"),
        is_listed(schema.reaction.c.message_ts, "times"),
        ~schema.reaction.c.is_withdrawn,
    )
    .distinct()
)


_VALUES = PreparedStatement(
    select(
        schema.reaction.c.channel_id,
        schema.reaction.c.message_ts,
        schema.reaction.c.user_id,
        schema.reaction.c.emoji,
        current_key(bindparam("workspace"), schema.reaction.c.value_key),
    ).where(
        schema.reaction.c.workspace_id == bindparam("workspace"),
        is_listed(schema.reaction.c.channel_id, "channels"),
        is_listed(schema.reaction.c.message_ts, "times"),
        is_listed(schema.reaction.c.user_id, "users"),
        is_listed(schema.reaction.c.emoji, "emoji"),
    )
)


def list_active(
    tx: Transaction, workspace_id: WorkspaceId, places: Collection[Place]
) -> dict[Place, set[tuple[UserId, str]]]:
    """Return the (user, value) pairs of these messages that were not withdrawn, by message."""
    found: defaultdict[Place, set[tuple[UserId, str]]] = defaultdict(set)
    parameters = {
        "workspace": workspace_id,
        "channels": sorted({channel for channel, _ in places}),
        "times": sorted({message_ts for _, message_ts in places}),
    }
    for channel, message_ts, user, value in _ACTIVE.fetch_all(tx.connection, parameters):
        found[channel, message_ts].add((user, value))
    return {place: found[place] for place in places}


def find_values(
    tx: Transaction, workspace_id: WorkspaceId, keys: Collection[ReactionKey]
) -> dict[ReactionKey, str]:
    """Return the keys of the values that reactions counted for when they were added, as far as they were."""
    wanted = set(keys)
    if not wanted:
        return {}
    columns = ("channels", "times", "users", "emoji")
    lists = {name: sorted({key[number] for key in wanted}) for number, name in enumerate(columns)}
    rows = _VALUES.fetch_all(tx.connection, {"workspace": workspace_id, **lists})
    return {key: value for *parts, value in rows if (key := tuple(parts)) in wanted}


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
