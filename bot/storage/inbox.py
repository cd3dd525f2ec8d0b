"""What Slack has sent already."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.storage import tables
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction


def is_new(tx: Transaction, workspace_id: int, key: str) -> bool:
    """Remember a request by its key; answers False where it was taken in before."""
    return insert_once(tx.connection, tables.inbox, workspace_id=workspace_id, key=key, received_at=tx.now)


def has(tx: Transaction, workspace_id: int, key: str) -> bool:
    """Whether this key is remembered. Who acts on it may be overtaken: only `is_new` decides."""
    table = tables.inbox
    found = select(table.c.key).where(table.c.workspace_id == workspace_id, table.c.key == key)
    return tx.connection.scalar(found) is not None


def forget_before(tx: Transaction, moment: datetime) -> int:
    """Forget the keys received before this instant; answers how many."""
    return tx.connection.execute(delete(tables.inbox).where(tables.inbox.c.received_at < moment)).rowcount
