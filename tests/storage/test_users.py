"""Users as Slack describes them."""

from datetime import timedelta

from msgspec.structs import replace
from sqlalchemy import select

from bot.domain.ids import UserId
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.storage import schema, users
from bot.storage.engine import Database, Transaction
from tests.conftest import FixedClock
from tests.storage.executed_statements import record_statements

ANA, LI = User(UserId("U1"), name="Ana"), User(UserId("U2"), name="Li", is_deactivated=True)


async def test_deactivation_counts_from_when_it_was_first_seen(
    database: Database, workspace: Workspace, clock: FixedClock
) -> None:
    def save(tx: Transaction, *found: User) -> dict[str, object]:
        with record_statements(tx.connection) as executed:
            users.save_users(tx, workspace.id, found)
        assert len(executed) == 1
        table = schema.slack_user
        return {row.id: row.deactivated_at for row in tx.connection.execute(select(table))}

    first = clock.now()
    assert await database.write(save, LI, ANA) == {"U1": None, "U2": first}
    clock.advance(timedelta(days=1))
    second = clock.now()
    gone = replace(ANA, is_deactivated=True)
    assert await database.write(save, gone, LI) == {"U1": second, "U2": first}
    assert await database.write(save, replace(LI, is_deactivated=False)) == {"U1": second, "U2": None}
    clock.advance(timedelta(days=1))
    # The last of two descriptions counts.
    assert await database.write(save, ANA, gone, LI) == {"U1": second, "U2": clock.now()}
