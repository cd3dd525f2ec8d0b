"""Column types: the same values in Python, whatever a database stores."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import StatementError

from bot.domain.workspace import Workspace
from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.engine import Database, Transaction


async def test_ids_are_stored_in_16_bytes(database: Database, workspace: Workspace) -> None:
    table = schema.setting_change
    row = {
        "workspace_id": workspace.id,
        "user_id": "U1",
        "setting": "x",
        "subject": "",
        "before": 0,
        "after": 1,
    }
    ids = sorted(
        [str(uuid4()), "00000000-0000-0000-0000-000000000000", "0" * 7 + "1-0000-0000-0000-" + "a" * 12]
    )

    def write(tx: Transaction) -> None:
        tx.connection.execute(insert(table), [{**row, "id": id_} for id_ in ids])

    def read(tx: Transaction) -> None:
        in_order = select(table.c.id).order_by(table.c.id)
        assert list(tx.connection.scalars(in_order)) == ids
        for wanted in (ids[:1], ids[1:], [*ids, str(uuid4())]):
            found = tx.connection.scalars(in_order.where(is_one_of(table.c.id, wanted)))
            assert list(found) == [id_ for id_ in ids if id_ in wanted]
        assert tx.connection.scalars(select(schema.value.c.merge_cursor).distinct()).all() == [None]
        size = "octet_length(uuid_send(id))" if tx.connection.dialect.name == "postgresql" else "length(id)"
        stored = tx.connection.scalars(text(f"SELECT DISTINCT {size} FROM setting_change"))
        assert list(stored) == [16]

    await database.write(write)
    await database.read(read)


async def test_times_are_stored_exactly(database: Database, workspace: Workspace) -> None:
    table = schema.deduplication_key
    times = [
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 11, 29, 1, 2, 3, 4, tzinfo=UTC),
        datetime(2026, 11, 29, 1, 2, 3, 5, tzinfo=timezone(timedelta(hours=-5))),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ]

    def write(tx: Transaction) -> None:
        rows = [{"workspace_id": workspace.id, "key": str(at), "received_at": at} for at in times]
        tx.connection.execute(insert(table), rows)

    def read(tx: Transaction) -> None:
        found = list(tx.connection.scalars(select(table.c.received_at).order_by(table.c.received_at)))
        assert found == times
        assert {at.utcoffset() for at in found} == {timedelta()}
        assert tx.connection.scalar(select(func.max(table.c.received_at))) == times[-1]
        later = select(func.count()).where(table.c.received_at > times[1])
        assert tx.connection.scalar(later) == 2
        if tx.connection.dialect.name == "sqlite":
            kinds = tx.connection.scalars(text("SELECT DISTINCT typeof(received_at) FROM deduplication_key"))
            assert list(kinds) == ["integer"]

    await database.write(write)
    await database.read(read)


async def test_time_without_zone_is_refused(database: Database, workspace: Workspace) -> None:
    def write(tx: Transaction) -> None:
        row = {"workspace_id": workspace.id, "key": "x", "received_at": datetime(2026, 1, 1)}  # noqa: DTZ001
        tx.connection.execute(insert(schema.deduplication_key), row)

    with pytest.raises(StatementError, match="naive"):
        await database.write(write)
