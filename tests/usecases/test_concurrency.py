"""People who do the same at once wait for each other, and not in a circle."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import OperationalError

from bot.domain.erasure import ErasureExtent
from bot.domain.ids import RecognitionId, UserId
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.storage import erasures, postgresql, postgresql_errors, schema, setting_changes, users
from bot.storage.engine import Transaction
from bot.storage.ids import Ids
from bot.usecases import added_recipients, endorsements, erasure
from tests.usecases.office import ANA, MAYA, Office
from tests.usecases.test_erasure import places_with

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

ROUNDS = 12
CROWD = [UserId(f"UNEW{number}") for number in range(8)]

Act = Callable[[int], Coroutine[Any, Any, object]]


@pytest.fixture(autouse=True)
def no_second_try(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a deadlock be seen: it would be run again."""
    monkeypatch.setattr(postgresql_errors, "MAX_CONFLICTS", 0)


async def race(act: Act, rivals: int) -> None:
    await asyncio.gather(*(act(rival) for rival in range(rivals)))


async def test_concurrent_givers_thank_the_same_new_users(office: Office) -> None:
    await office.save_users(ANA, MAYA)

    async def thank(newcomers: list[UserId], rival: int) -> None:
        named = newcomers if rival else newcomers[::-1]
        await office.give(office.new_recognition(*named, giver=(ANA, MAYA)[rival]))

    for number in range(ROUNDS):
        newcomers = [UserId(f"{one}R{number}") for one in CROWD]
        await race(partial(thank, newcomers), 2)


async def test_concurrent_givers_add_the_same_new_users(office: Office) -> None:
    recognitions = [(await office.give(office.new_recognition(MAYA))).recognition.id for _ in range(2)]
    for number in range(ROUNDS // 3):
        newcomers = [User(UserId(f"{one}R{number}")) for one in CROWD]

        async def add(rival: int, newcomers: list[User] = newcomers) -> None:
            named = newcomers if rival else newcomers[::-1]
            await office.database.write(
                added_recipients.add_recipients, office.workspace, ANA, recognitions[rival], named
            )

        await race(add, 2)


async def test_concurrent_endorsements_of_one_recognition(office: Office) -> None:
    await office.save_users(*CROWD)
    for number in range(ROUNDS):
        recognition = (await office.give(office.new_recognition(MAYA))).recognition

        async def say_me_too(
            rival: int, recognition: RecognitionId = recognition.id, number: int = number
        ) -> None:
            form, words = f"{number}:{rival}", f"to <@{CROWD[0]}>, too"
            who = CROWD[rival]
            assert not await office.database.write(
                endorsements.endorse_with_form, office.workspace, who, recognition, words, form
            )

        await race(say_me_too, len(CROWD))


async def test_concurrent_reactions_to_the_same_messages(office: Office) -> None:
    async def react(rival: int) -> None:
        who, ts = CROWD[rival % 4], f"1700000000.00010{rival // 4}"
        for emoji in ("bulb", "handshake"):
            await office.react(office.make_reaction(who, MAYA, emoji=emoji, ts=ts))
        await office.react(office.make_reaction(who, MAYA, ts=ts, added=False))

    await race(react, 8)


async def test_same_users_are_saved_in_different_order(office: Office) -> None:
    crowd = [User(UserId(f"U{number:04}"), name="Some One") for number in range(300)]

    async def remember(rival: int) -> None:
        some = crowd if rival % 2 else crowd[::-1]
        await office.database.write(users.save_users, office.workspace.id, some)

    await race(remember, 6)
    known = await office.database.read(users.find_users, office.workspace.id, [user.id for user in crowd])
    assert len(known) == len(crowd)


async def test_concurrent_erasures_of_two_related_users(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        await office.give(office.new_recognition(*CROWD[:2], words=f"number {number}"))
    # Both are in every look and every setting, written in an order of their own.
    for number in range(8):
        first, second = CROWD[:2] if number % 2 else CROWD[1::-1]
        asked = {"people": [first, second]}

        def write_down(
            tx: Transaction, first: UserId = first, second: UserId = second, asked: Any = asked
        ) -> None:
            look = {"workspace_id": office.workspace.id, "id": tx.new_id(), "query": asked}
            for reader, person in ((first, MAYA), (second, ANA)):
                row = {**look, "user_id": person, "viewer_id": reader}
                tx.connection.execute(insert(schema.audit_entry).values(**row))
            setting_changes.record(tx, office.workspace.id, first, "lead", None, [second])

        await office.database.write(write_down)
    for user in CROWD[:2]:
        await office.database.write(order_name, workspace=office.workspace, user=user)
    office.pass_time(seconds=1)

    # While one erases a part, the other waits for the lock.
    with office.database.engine.begin() as connection:
        erasures.lock(Transaction(connection, office.clock.now(), Ids()), office.workspace.id)
        with monkeypatch.context() as patched:
            patched.setattr(postgresql, "_BEGIN", "BEGIN; SET LOCAL lock_timeout = 50")
            with pytest.raises(OperationalError, match="lock timeout"):
                await office.database.write(erasure.erase_next_batch)

    async def carry_out(_: int) -> None:
        while await office.database.write(erasure.erase_next_batch):
            pass

    await race(carry_out, 2)
    assert await office.database.read(erasures.list_open_ids) == []
    for user in CROWD[:2]:
        assert not await places_with(office, user) & {"slack_user", "recipient", "mention"}


def order_name(tx: Transaction, workspace: Workspace, user: UserId) -> bool:
    return erasure.order_erasure(tx, workspace, user, ErasureExtent.NAME)
