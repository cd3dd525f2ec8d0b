"""Who runs a workspace."""

from sqlalchemy import select

from bot.storage import tables
from bot.storage.engine import Transaction


def known(tx: Transaction, workspace_id: int, limit: int) -> list[str]:
    """Up to `limit` of Slack's own admins and owners, by name, of those whom Hearten has met."""
    table = tables.person
    return list(
        tx.connection.scalars(
            select(table.c.id)
            .filter_by(
                workspace_id=workspace_id,
                is_admin=True,
                is_bot=False,
                is_deactivated=False,
                is_guest=False,
                is_foreign=False,
            )
            .order_by(table.c.name, table.c.id)
            .limit(limit)
        )
    )
