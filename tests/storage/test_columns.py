"""Column types: the same values in Python, whatever a database stores."""

from uuid import uuid4

from sqlalchemy import insert, select, text

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
