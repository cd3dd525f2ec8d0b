"""What is stored about requests that come at the same time is read together."""

from bot.domain.ids import UserId
from bot.domain.user import User
from bot.storage import admins
from bot.storage.engine import Transaction
from bot.usecases.request_facts import RequestFacts, find_request_facts
from tests.storage.executed_statements import record_statements
from tests.usecases.office import ANA, LI, MAYA, Office


async def test_each_request_gets_the_facts_about_its_user(office: Office) -> None:
    crowd = [UserId(f"UASKS{number}") for number in range(40)]

    def read(tx: Transaction, *users: UserId) -> tuple[list[RequestFacts], int]:
        with record_statements(tx.connection) as executed:
            facts = find_request_facts(tx, [(office.workspace, User(user)) for user in users])
        return facts, len(executed)

    for appointed in ([], [ANA], [ANA, LI]):
        for user in appointed:
            await office.database.write(admins.appoint, office.workspace.id, user)
        asking = [MAYA, ANA, LI, ANA, *crowd]
        facts, statements = await office.database.read(read, *asking)
        assert [one.user.id for one in facts] == asking
        assert {one.user.id for one in facts if one.user.is_appointed} == set(appointed)
        assert {len(one.values.all) for one in facts} == {3}
        assert statements == 2
        (alone,), statements = await office.database.read(read, ANA)
        assert (alone, statements) == (facts[1], 1)
