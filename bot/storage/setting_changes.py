"""Setting changes: who set what, when, and what it was before. Every admin can read them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.domain.ids import UserId, WorkspaceId
from bot.domain.workspace_settings import SettingChange, SettingValue
from bot.storage import ids, schema
from bot.storage.engine import Transaction


def record(
    tx: Transaction,
    workspace_id: WorkspaceId,
    user: UserId,
    what: str,
    before: SettingValue,
    after: SettingValue,
    about: str = "",
) -> None:
    """Record that a user changed a setting, unless the value is the same."""
    if before == after:
        return
    tx.connection.execute(
        insert(schema.setting_change).values(
            id=tx.new_id(),
            workspace_id=workspace_id,
            user_id=user,
            setting=what,
            subject=about,
            before=before,
            after=after,
        )
    )


def list_latest(
    tx: Transaction, workspace_id: WorkspaceId, limit: int, older_than: str = ""
) -> list[SettingChange]:
    """Return the latest changes, newest first, before the one with this id if one is given."""
    table = schema.setting_change
    query = select(table).where(table.c.workspace_id == workspace_id).order_by(table.c.id.desc()).limit(limit)
    if older_than:
        query = query.where(table.c.id < older_than)
    return [_read_change(row) for row in tx.connection.execute(query)]


def find_max_before(tx: Transaction, workspace_id: WorkspaceId, what: str, since: datetime) -> int:
    """Return the largest number that one setting had before a change since this instant (UTC); 0 if none."""
    table = schema.setting_change
    before = tx.connection.scalars(
        select(table.c.before)
        .filter_by(workspace_id=workspace_id, setting=what)
        .where(table.c.id >= ids.smallest_id(since))
    )
    return max((number for number in before if isinstance(number, int)), default=0)


def _read_change(row: Row[Any]) -> SettingChange:
    return SettingChange(
        row.id, row.user_id, ids.find_time(row.id), row.setting, row.subject, row.before, row.after
    )


def replace_id(tx: Transaction, workspace_id: WorkspaceId, old: str, new: str) -> None:
    """Replace the id of a channel in the recorded values."""
    table = schema.setting_change
    for row in tx.connection.execute(select(table).filter_by(workspace_id=workspace_id)).all():
        states = {"before": _replace(row.before, old, new), "after": _replace(row.after, old, new)}
        if states != {"before": row.before, "after": row.after}:
            tx.connection.execute(update(table).filter_by(id=row.id).values(**states))


def _replace(state: SettingValue, old: str, new: str) -> SettingValue:
    if isinstance(state, list):
        return [new if item == old else item for item in state]
    return new if state == old else state
