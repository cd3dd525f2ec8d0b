"""Prepared statements convert values and rows, and fail, as SQLAlchemy's own execution does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, insert, literal, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from bot.domain.ids import WorkspaceId
from bot.domain.workspace import Workspace
from bot.storage import schema
from bot.storage.conditions import is_listed
from bot.storage.engine import Database, Transaction
from bot.storage.statements import PreparedStatement
from tests.storage.executed_statements import record_statements

TABLE = schema.outbox_message
MOMENT = datetime(2026, 3, 9, 7, 30, 0, 250_000, tzinfo=timezone(timedelta(hours=2)))
INSERT = PreparedStatement(insert(TABLE))
SELECT = PreparedStatement(select(TABLE).where(TABLE.c.id == bindparam("message")))
SELECT_ALL = PreparedStatement(select(TABLE.c.id).order_by(TABLE.c.id))
UPDATE = PreparedStatement(update(TABLE).where(TABLE.c.workspace_id == bindparam("of_workspace")))


def ids(tx: Transaction, count: int) -> list[str]:
    return [tx.new_id() for _ in range(count)]


def row_of(workspace: Workspace, id_: str, **changed: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "workspace_id": workspace.id,
        "kind": "direct",
        "version": 1,
        "is_low_priority": False,
        "destination": "UMAYA",
        "payload": {"text": "grüße", "parts": [1, None]},
        "retry_at": MOMENT,
        "waiting_since": MOMENT,
        "created_at": MOMENT,
        **changed,
    }


async def test_a_row_comes_back_as_with_sqlalchemy(database: Database, workspace: Workspace) -> None:
    def use_case(tx: Transaction) -> tuple[Any, Any, Any]:
        (id_,) = ids(tx, 1)
        assert INSERT.execute(tx.connection, row_of(workspace, id_)) == 1
        prepared = SELECT.find_one(tx.connection, {"message": id_})
        return id_, prepared, tx.connection.execute(select(TABLE).where(TABLE.c.id == id_)).one()

    id_, prepared, expected = await database.write(use_case)
    assert prepared._asdict() == expected._asdict()
    assert (prepared.id, prepared.payload, prepared.retry_at, prepared.is_low_priority) == (
        id_,
        {"text": "grüße", "parts": [1, None]},
        MOMENT.astimezone(UTC),
        False,
    )


async def test_rows_are_written_together_and_counted(database: Database, workspace: Workspace) -> None:
    def use_case(tx: Transaction) -> tuple[list[str], list[Any], list[int]]:
        three = ids(tx, 3)
        rows = [row_of(workspace, id_) for id_ in three]
        counts = [
            INSERT.execute_many(tx.connection, rows[:1]),
            INSERT.execute_many(tx.connection, rows[1:]),
            UPDATE.execute(tx.connection, {"of_workspace": workspace.id, "destination": "UANA"}),
            UPDATE.execute(tx.connection, {"of_workspace": workspace.id, "kind": "reply", "version": 2}),
            UPDATE.execute(tx.connection, {"of_workspace": WorkspaceId(workspace.id + 1), "version": 3}),
        ]
        changed = [SELECT.find_one(tx.connection, {"message": id_}) for id_ in three]
        assert SELECT_ALL.fetch_column(tx.connection) == three
        return three, [(row.destination, row.kind, row.version) for row in changed], counts

    _, changed, counts = await database.write(use_case)
    assert counts == [1, 2, 3, 3, 0]
    assert changed == [("UANA", "reply", 2)] * 3


async def test_a_missing_row_is_none(database: Database) -> None:
    def use_case(tx: Transaction) -> tuple[Any, Any, list[Any]]:
        unknown = {"message": tx.new_id()}
        found = SELECT.find_one(tx.connection, unknown), SELECT.find_value(tx.connection, unknown)
        return *found, SELECT.fetch_all(tx.connection, unknown)

    assert await database.read(use_case) == (None, None, [])


async def test_changed_rows_are_returned(database: Database, workspace: Workspace) -> None:
    returning = PreparedStatement(delete(TABLE).returning(TABLE.c.id, TABLE.c.retry_at))

    def use_case(tx: Transaction) -> tuple[list[str], list[Any]]:
        two = ids(tx, 2)
        INSERT.execute_many(tx.connection, [row_of(workspace, id_) for id_ in two])
        return two, sorted(returning.fetch_all(tx.connection))

    two, rows = await database.write(use_case)
    assert [tuple(row) for row in rows] == [(id_, MOMENT.astimezone(UTC)) for id_ in two]


@pytest.mark.parametrize("is_excluded", [False, True])
async def test_a_list_is_one_parameter(
    database: Database, workspace: Workspace, *, is_excluded: bool
) -> None:
    listed = is_listed(TABLE.c.workspace_id, "workspaces")
    query = PreparedStatement(select(TABLE.c.id).where(~listed if is_excluded else listed))

    def use_case(tx: Transaction) -> list[list[str]]:
        INSERT.execute(tx.connection, row_of(workspace, tx.new_id()))
        lists: list[list[WorkspaceId]] = [[workspace.id, WorkspaceId(workspace.id + 1)], []]
        return [query.fetch_column(tx.connection, {"workspaces": each}) for each in lists]

    with record_statements() as executed:
        found = await database.write(use_case)
    assert [len(ids_) for ids_ in found] == ([0, 1] if is_excluded else [1, 0])
    texts = {text for text, _ in executed if text.startswith("SELECT") and "workspace_id" in text}
    assert len(texts) == 1


async def test_fixed_values_of_a_statement_are_passed(database: Database) -> None:
    query = PreparedStatement(select(literal("tea").label("drink"), bindparam("cups", 2).label("cups")))

    def use_case(tx: Transaction) -> list[tuple[Any, ...]]:
        return [tuple(query.find_one(tx.connection, given)) for given in ({}, {"cups": 5})]

    assert await database.read(use_case) == [("tea", 2), ("tea", 5)]


async def test_a_forgotten_value_is_an_error(database: Database) -> None:
    with pytest.raises(StatementError, match="a value is required for the parameter message"):
        await database.read(lambda tx: SELECT.fetch_all(tx.connection))


def duplicate(tx: Transaction, workspace: Workspace) -> None:
    row = row_of(workspace, tx.new_id())
    INSERT.execute_many(tx.connection, [row, row])


def unknown_workspace(tx: Transaction, workspace: Workspace) -> None:
    INSERT.execute(tx.connection, row_of(workspace, tx.new_id(), workspace_id=workspace.id + 100))


@pytest.mark.parametrize("breach", [duplicate, unknown_workspace])
async def test_errors_of_the_driver_are_sqlalchemy_s(
    database: Database, workspace: Workspace, breach: Callable[[Transaction, Workspace], None]
) -> None:
    with pytest.raises(IntegrityError) as raised:
        await database.write(breach, workspace)
    assert isinstance(raised.value, DBAPIError)
    assert not raised.value.connection_invalidated
    # Parameters are words of people.
    assert "grüße" not in str(raised.value)
    assert await database.read(lambda tx: SELECT_ALL.fetch_all(tx.connection)) == []


async def test_expanding_lists_are_refused(database: Database) -> None:
    query = PreparedStatement(select(TABLE.c.id).where(TABLE.c.kind.in_(bindparam("kinds", expanding=True))))
    with pytest.raises(ValueError, match="lists"):
        await database.read(lambda tx: query.fetch_all(tx.connection, {"kinds": ["direct"]}))
