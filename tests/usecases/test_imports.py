"""Imports: what was removed does not come back with the same file."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.domain.ids import UserId
from bot.domain.imports.decision import ImportedRecognition
from bot.domain.user import User
from bot.storage import recognitions, schema
from bot.storage.engine import Transaction
from bot.usecases.imports import ImportOutcome, store_imports
from bot.usecases.retention import delete_expired
from tests.conftest import FixedClock
from tests.usecases.office import Office


async def test_removed_import_stays_removed(office: Office, clock: FixedClock) -> None:
    imported = ImportedRecognition(
        User(UserId("UANA")), (User(UserId("UMAYA")),), "for ages ago", (), clock.now() - timedelta(days=90)
    )

    async def bring_along() -> ImportOutcome:
        (result,) = await office.database.write(store_imports, office.workspace, [imported])
        assert isinstance(result.outcome, ImportOutcome)
        return result.outcome

    def count(tx: Transaction) -> list[int]:
        tables = (schema.recognition, schema.giver, schema.recipient, schema.search_document)
        return [tx.connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    def withdraw(tx: Transaction) -> None:
        (id_,) = tx.connection.scalars(select(schema.recognition.c.id))
        assert recognitions.set_withdrawn(tx, id_, withdrawn=True)

    assert await bring_along() is ImportOutcome.NEW
    await office.database.write(withdraw)
    clock.advance(timedelta(days=3))
    assert await office.database.write(delete_expired) == 1
    assert await office.database.write(delete_expired) == 0
    # A hash is left, and nobody.
    assert await office.database.read(count) == [1, 0, 0, 0]
    assert await bring_along() is ImportOutcome.STORED_BEFORE
    assert await office.database.read(count) == [1, 0, 0, 0]

    clock.advance(timedelta(days=731))
    while await office.database.write(delete_expired):
        pass
    assert await office.database.read(count) == [0, 0, 0, 0]
