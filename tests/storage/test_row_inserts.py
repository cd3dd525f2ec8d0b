"""Rows that are inserted together are the same as those that are inserted one by one."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, StatementError

from bot.domain.workspace import Workspace
from bot.storage import schema
from bot.storage.conflicts import insert_new
from bot.storage.engine import Database, Transaction
from bot.storage.row_inserts import RowInsert, insert_together
from tests.storage.executed_statements import record_statements

TABLE = schema.outbox_message
MOMENT = datetime(2026, 3, 9, 7, 30, 0, 250_001, tzinfo=timezone(timedelta(hours=2)))
INSERT = RowInsert(TABLE)
PAYLOADS: list[dict[str, Any]] = [
    {"text": "grüße\n\"'\\ 🎉 \\u0041", "parts": [1, None, 0.5]},
    {},
    {"text": "{}", "id": "1"},
]


def row_of(workspace: Workspace, id_: str, **changed: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "workspace_id": workspace.id,
        "kind": "direct",
        "version": 1,
        "is_low_priority": True,
        "destination": "UMAYA",
        "target_id": None,
        "payload": {},
        "retry_at": MOMENT,
        "waiting_since": MOMENT,
        "created_at": MOMENT,
        **changed,
    }


async def test_rows_together_are_stored_as_each_alone(database: Database, workspace: Workspace) -> None:
    def use_case(tx: Transaction) -> None:
        alone, together = (
            [row_of(workspace, tx.new_id(), payload=payload, target_id=tx.new_id()) for payload in PAYLOADS]
            for _ in range(2)
        )
        together[0]["target_id"] = None
        for row in alone:
            INSERT.run(tx.connection, [row])
        INSERT.run(tx.connection, together)
        stored = {row.id: row._asdict() for row in tx.connection.execute(select(TABLE))}
        for row in (*alone, *together):
            expected = {**row, "retry_at": MOMENT.astimezone(UTC)}
            assert stored[row["id"]] == {**stored[row["id"]], **expected}
        texts = {str(row[0]) for row in tx.connection.exec_driver_sql("SELECT payload FROM outbox_message")}
        assert len(texts) == len(PAYLOADS)

    await database.write(use_case)


async def test_number_of_rows_changes_neither_statement_nor_count(
    database: Database, workspace: Workspace
) -> None:
    def use_case(tx: Transaction) -> list[list[Any]]:
        keys = [f"key {number}" for number in range(40)]
        rows = [{"workspace_id": workspace.id, "key": key, "received_at": MOMENT} for key in keys]
        return [
            insert_new(tx.connection, schema.deduplication_key, some, returning="key")
            for some in (rows[:2], rows[:1], [], rows[30:], rows)
        ]

    with record_statements() as executed:
        first, again, none, last, rest = await database.write(use_case)
    assert (first, again, none) == (["key 0", "key 1"], [], [])
    assert last == [f"key {number}" for number in range(30, 40)]
    assert rest == [f"key {number}" for number in range(2, 30)]
    inserts = [statement for statement, _ in executed if "INTO deduplication_key" in statement]
    assert len(inserts) == 4
    assert inserts[0] == inserts[2] == inserts[3]


async def test_one_wrong_row_fails_all(database: Database, workspace: Workspace) -> None:
    def use_case(tx: Transaction) -> None:
        row = row_of(workspace, tx.new_id())
        INSERT.run(tx.connection, [row, row])

    with pytest.raises(IntegrityError):
        await database.write(use_case)


async def test_time_without_a_zone_is_refused(database: Database, workspace: Workspace) -> None:
    def use_case(tx: Transaction) -> None:
        naive = MOMENT.replace(tzinfo=None)
        INSERT.run(tx.connection, [row_of(workspace, tx.new_id(), retry_at=naive) for _ in range(2)])

    with pytest.raises((StatementError, TypeError)) as raised:
        await database.write(use_case)
    assert "naive time" in f"{raised.value} {raised.value.__cause__}"


async def test_rows_of_several_tables_take_one_statement_on_postgresql(
    database: Database, workspace: Workspace
) -> None:
    keys, messages = RowInsert(schema.deduplication_key), RowInsert(TABLE)

    def use_case(tx: Transaction) -> list[str]:
        rows = [row_of(workspace, tx.new_id(), payload=payload) for payload in PAYLOADS]
        received = [
            {"workspace_id": workspace.id, "key": f"key {number}", "received_at": MOMENT}
            for number in range(2)
        ]
        with record_statements() as executed:
            insert_together(tx.connection, [(keys, received), (INSERT, []), (messages, rows)])
            insert_together(tx.connection, [(INSERT, []), (keys, [])])
            insert_together(tx.connection, [(keys, [{**received[0], "key": "alone"}])])
        assert len(executed) == (2 if tx.connection.dialect.name == "postgresql" else 3)
        stored = tx.connection.scalars(select(schema.deduplication_key.c.key))
        found = {row.id: row.payload for row in tx.connection.execute(select(TABLE))}
        assert found == {row["id"]: row["payload"] for row in rows}
        return sorted(stored)

    assert await database.write(use_case) == ["alone", "key 0", "key 1"]
