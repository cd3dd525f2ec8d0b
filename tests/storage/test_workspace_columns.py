"""Each table belongs to a workspace, and each key of a table keeps workspaces apart."""

import pytest
from sqlalchemy import Table, UniqueConstraint

from bot.domain.ids import WorkspaceId
from bot.storage import schema
from tests.storage.workspace_rows import WITHOUT_WORKSPACE, find_condition

TABLES = [pytest.param(table, id=name) for name, table in schema.metadata.tables.items()]


@pytest.mark.parametrize("table", TABLES)
def test_each_table_belongs_to_a_workspace_or_says_why_not(table: Table) -> None:
    belongs = find_condition(table, WorkspaceId(1)) is not None
    assert belongs != (table.name in WITHOUT_WORKSPACE)


def keys_of(table: Table) -> list[set[str]]:
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    indexes = [{column.name for column in index.columns} for index in table.indexes if index.unique]
    keys = [set(table.primary_key.columns.keys()), *(set(one.columns.keys()) for one in unique), *indexes]
    return [key for key in keys if key]


SLACKS_KEY = {"enterprise_id", "team_id"}
"""How Slack tells workspaces apart."""


@pytest.mark.parametrize("table", TABLES)
def test_no_key_is_of_slacks_ids_alone(table: Table) -> None:
    """Two workspaces may have users and channels with the same ids."""
    ours = {column.name for column in table.columns if column.foreign_keys or column.name == "id"}
    if table is schema.slack_user:
        ours -= {"id"}
    for key in keys_of(table):
        is_apart = bool(key & ours) or "workspace_id" in key or key >= SLACKS_KEY
        assert is_apart or table.name in WITHOUT_WORKSPACE, key
