"""New workspaces: where thanks are said there, until something is proposed to who installed the app."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, func, select, update

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.storage import schema
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction

_WEEK, _CHANNEL = schema.first_week, schema.thankful_channel


def begin(tx: Transaction, workspace_id: WorkspaceId, reader: UserId, due_at: datetime) -> None:
    """Begin a workspace's first week, which ends with a proposal to this user at an instant (UTC)."""
    insert_once(tx.connection, _WEEK, workspace_id=workspace_id, user_id=reader, due_at=due_at)


def is_under_way(tx: Transaction, workspace_id: WorkspaceId) -> bool:
    """Return True until something was proposed."""
    return bool(tx.connection.scalar(select(exists().where(_WEEK.c.workspace_id == workspace_id))))


def lock_under_way(tx: Transaction, workspace_ids: Collection[WorkspaceId]) -> set[WorkspaceId]:
    """Return those of the workspaces that are in their first week, which then cannot end meanwhile."""
    query = select(_WEEK.c.workspace_id).where(_WEEK.c.workspace_id.in_(sorted(workspace_ids)))
    return set(tx.connection.scalars(query.order_by(_WEEK.c.workspace_id).with_for_update(read=True)))


def count_thanks(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, number: int) -> None:
    """Add a number of emoji to those counted in a channel."""
    key = {"workspace_id": workspace_id, "channel_id": channel}
    if not insert_once(tx.connection, _CHANNEL, **key, reactions=number):
        counted = _CHANNEL.c.reactions + number
        tx.connection.execute(update(_CHANNEL).filter_by(**key).values(reactions=counted))


def list_channels(tx: Transaction, workspace_id: WorkspaceId, least: int, most: int) -> list[ChannelId]:
    """Return the channels with at least so many emoji, those with most of them first."""
    query = (
        select(_CHANNEL.c.channel_id)
        .where(_CHANNEL.c.workspace_id == workspace_id, _CHANNEL.c.reactions >= least)
        .order_by(_CHANNEL.c.reactions.desc(), _CHANNEL.c.channel_id)
        .limit(most)
    )
    return list(tx.connection.scalars(query))


def list_due(tx: Transaction) -> list[tuple[WorkspaceId, UserId]]:
    """Return the workspaces whose first week ends now, with the user to whom something is proposed."""
    query = select(_WEEK.c.workspace_id, _WEEK.c.user_id).where(_WEEK.c.due_at <= tx.now)
    return [(row[0], row[1]) for row in tx.connection.execute(query.order_by(_WEEK.c.due_at).limit(20))]


def find_next_due(tx: Transaction) -> datetime | None:
    """Return when the next first week ends (UTC); None if there is none."""
    earliest: datetime | None = tx.connection.scalar(select(func.min(_WEEK.c.due_at)))
    return earliest


def find_due(tx: Transaction, workspace_id: WorkspaceId, reader: UserId) -> datetime | None:
    """Return when something is proposed to this user (UTC); None if nothing is."""
    query = select(_WEEK.c.due_at).filter_by(workspace_id=workspace_id, user_id=reader)
    due_at: datetime | None = tx.connection.scalar(query)
    return due_at


def postpone(tx: Transaction, workspace_id: WorkspaceId, until: datetime) -> None:
    """End a first week later."""
    tx.connection.execute(update(_WEEK).filter_by(workspace_id=workspace_id).values(due_at=until))


def end(tx: Transaction, workspace_id: WorkspaceId) -> bool:
    """Forget what was counted; return False if it was forgotten before."""
    # The week first: nothing is counted then that would be left.
    ended = tx.connection.execute(delete(_WEEK).filter_by(workspace_id=workspace_id)).rowcount == 1
    tx.connection.execute(delete(_CHANNEL).filter_by(workspace_id=workspace_id))
    return ended
