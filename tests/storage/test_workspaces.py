"""Workspaces come once, and go with everything."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Uuid,
    func,
    insert,
    select,
    update,
)

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.values import FIRST_VALUES
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.storage import schema, workspaces
from bot.storage.engine import Database, Transaction, connect
from bot.storage.schema import UtcDateTime
from tests.conftest import FixedClock
from tests.storage.workspace_rows import WITHOUT_WORKSPACE

IDENTITY = WorkspaceIdentity("E1", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))
EVERY_TABLE = [table for table in schema.metadata.sorted_tables if table.name not in WITHOUT_WORKSPACE]


def fill(tx: Transaction, workspace_id: WorkspaceId) -> None:
    """Put one row that belongs to the workspace into every table, whatever the tables are."""
    made: dict[str, Any] = {"workspace.id": workspace_id}

    def content(column: Column[Any]) -> object:
        if column.foreign_keys:
            (key,) = column.foreign_keys
            return made[key.target_fullname]
        match column.type:
            case Uuid():
                return str(uuid4())
            case Boolean():
                return False
            case SmallInteger():
                return 0
            case Integer():
                return workspace_id
            case LargeBinary():
                return b"secret"
            case JSON():
                return {}
            case UtcDateTime():
                return tx.now
            case String():
                return f"{workspace_id}{column.name}"[:5]
        raise AssertionError(f"{column} has a type that this test does not know")

    for table in EVERY_TABLE:
        row = {column.name: content(column) for column in table.columns}
        tx.connection.execute(insert(table).values(row))
        if "id" in row:
            made[f"{table.name}.id"] = row["id"]


def counts(tx: Transaction) -> dict[str, int]:
    return {
        table.name: int(tx.connection.scalar(select(func.count()).select_from(table)) or 0)
        for table in EVERY_TABLE
    }


async def erase(database: Database, workspace_id: WorkspaceId) -> None:
    later = datetime(2100, 1, 1, tzinfo=UTC)
    while await database.write(workspaces.erase_some, workspace_id, later):
        pass


async def test_erased_workspace_leaves_no_row_in_any_table(database: Database) -> None:
    def fill_both(tx: Transaction) -> None:
        fill(tx, WorkspaceId(1))
        fill(tx, WorkspaceId(2))

    await database.write(fill_both)
    assert set((await database.read(counts)).values()) == {2}
    await erase(database, WorkspaceId(1))
    assert await database.read(counts) == {table.name: 1 for table in EVERY_TABLE}
    await erase(database, WorkspaceId(2))
    assert set((await database.read(counts)).values()) == {0}


def test_every_row_belongs_to_a_workspace() -> None:
    belongs = {"workspace"}
    for table in EVERY_TABLE:
        parents = {
            key.column.table.name
            for column in table.columns
            if not column.nullable
            for key in column.foreign_keys
            if key.ondelete == "CASCADE"
        }
        if parents & belongs:
            belongs.add(table.name)
    assert belongs == {table.name for table in EVERY_TABLE}


async def test_workspace_is_made_once_with_the_first_values(database: Database) -> None:
    made = await database.write(workspaces.ensure, IDENTITY)
    renamed = replace(
        IDENTITY, name="Brighter", url="https://brighter.slack.com/", bot_user_id=UserId("UBOT2")
    )
    again = await database.write(workspaces.ensure, renamed)
    assert made.id == again.id
    assert again.identity == renamed
    assert await database.read(workspaces.get, made.id) == Workspace(made.id, renamed, "en")
    values = await database.read(workspaces.find_values, made.id)
    assert values.all == FIRST_VALUES


@pytest.mark.parametrize("other", [replace(IDENTITY, team_id="T2"), replace(IDENTITY, enterprise_id="")])
async def test_workspaces_are_identified_by_enterprise_and_team(
    database: Database, other: WorkspaceIdentity
) -> None:
    one = await database.write(workspaces.ensure, IDENTITY)
    another = await database.write(workspaces.ensure, other)
    assert one.id != another.id


async def test_two_processes_may_make_a_workspace_at_once(
    database: Database, database_url: str, clock: FixedClock
) -> None:
    other = connect(database_url, clock.now)
    try:
        found = await asyncio.gather(
            *(one.write(workspaces.ensure, IDENTITY) for one in (database, other) * 4)
        )
    finally:
        other.close()
    assert len({workspace.id for workspace in found}) == 1
    assert (await database.read(counts))["value"] == len(FIRST_VALUES)


async def test_values_are_ordered_and_retired_ones_apart(database: Database, workspace: Workspace) -> None:
    table = schema.value

    def change(tx: Transaction) -> None:
        retire = update(table).filter_by(workspace_id=workspace.id, key="creativity")
        tx.connection.execute(retire.values(retired_at=tx.now))
        move = update(table).filter_by(workspace_id=workspace.id, key="problem-solving")
        tx.connection.execute(move.values(position=-1))

    await database.write(change)
    values = await database.read(workspaces.find_values, workspace.id)
    assert [value.key for value in values.all] == ["problem-solving", "collaboration"]


def test_permalinks_match_slack() -> None:
    link = Workspace(WorkspaceId(1), IDENTITY, "en").permalink(ChannelId("C1"), "1732528800.000100")
    assert link == "https://brightside.slack.com/archives/C1/p1732528800000100"
