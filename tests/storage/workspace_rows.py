"""The rows of one workspace, over all tables: by their own column, or by the row that they belong to."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, select

from bot.domain.ids import WorkspaceId
from bot.storage import schema
from bot.storage.engine import Transaction

WITHOUT_WORKSPACE: Mapping[str, str] = {
    "install_state": "Slack says only at the end of an installation where it is",
    "erasure": "it names the workspace by Slack's ids, because the row may be what is erased",
}
"""Tables whose rows belong to no row of `workspace`, each with the reason."""


def find_condition(table: Table, workspace_id: WorkspaceId) -> ColumnElement[bool] | None:
    """Return the condition that a row belongs to a workspace; None if no column leads to one."""
    if table is schema.workspace:
        return table.c.id == workspace_id
    if "workspace_id" in table.c:
        return table.c.workspace_id == workspace_id
    for key in table.foreign_keys:
        parent = find_condition(key.column.table, workspace_id)
        if parent is not None:
            return key.parent.in_(select(key.column).where(parent))
    return None


def read_rows(tx: Transaction, workspace_id: WorkspaceId) -> dict[str, list[str]]:
    """Return all rows of a workspace, by table, in any order that is the same each time."""
    found = {}
    for name, table in schema.metadata.tables.items():
        condition = find_condition(table, workspace_id)
        if condition is not None:
            rows = tx.connection.execute(select(table).where(condition)).all()
            found[name] = sorted(repr(tuple(row)) for row in rows)
    return found
