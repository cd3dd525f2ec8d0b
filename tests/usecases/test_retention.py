"""Retention: nothing is kept longer than promised."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.erasure import ErasureExtent
from bot.domain.ids import UserId
from bot.domain.user import User
from bot.storage import erasures, schema, users, workspaces
from bot.usecases import retention
from bot.usecases.withdrawals import take_down
from tests.usecases.office import ANA, LI, MAYA, Office
from tests.usecases.test_erasure import places_with
from tests.usecases.weekly import switch_on


async def night(office: Office) -> int:
    """Delete what is due; return the number of rows."""
    await office.database.write(retention.order_due_erasures)
    total = 0
    while deleted := await office.database.write(retention.delete_expired):
        total += deleted
    return total


async def keep(office: Office, months: int) -> None:
    await office.database.write(workspaces.update_settings, office.workspace.id, months=months)


async def orders(office: Office) -> list[tuple[str, ErasureExtent]]:
    return [(order.user, order.extent) for order in await office.database.read(erasures.list_orders)]


async def test_old_recognitions_are_deleted_with_all_their_rows(office: Office) -> None:
    await switch_on(office)
    await office.give(office.new_recognition(MAYA, words="in the old days"))
    await office.react(office.make_reaction(LI, MAYA, ts=f"{office.clock.now().timestamp():.6f}"))
    await office.deliver()
    office.pass_time(days=8)
    await office.make_digests()
    await office.deliver()
    office.pass_time(days=24)
    await keep(office, 2)
    assert await night(office) == 0
    await office.give(office.new_recognition(MAYA, words="lately"))
    office.pass_time(days=31)
    assert await night(office) > 0
    assert await places_with(office, "in the old days") == set()
    assert await places_with(office, "lately") == {"recognition", "search_document"}
    left = {
        "giver",
        "recipient",
        "preferences",
        "slack_user",
        "pending_notification",
        "outbox_message",
        "rate_limit",
    }
    assert await places_with(office, MAYA) <= left
    assert await places_with(office, LI) <= {"slack_user", "preferences", "rate_limit"}


@pytest.mark.parametrize("number", [1, 450])
async def test_deletion_in_batches_ends(office: Office, number: int) -> None:
    for one in range(number):
        # The flood limit does not allow so many within an hour.
        await office.give(
            office.new_recognition(MAYA, giver=UserId(f"UGIVER{one // 20}"), words=f"number {one}")
        )
    office.pass_time(days=3 * 365)
    assert await night(office) >= number
    assert await places_with(office, "number") == set()


async def test_withdrawn_text_is_deleted_after_two_days(office: Office) -> None:
    given = await office.give(office.new_recognition(MAYA, words="on second thoughts"))
    await office.withdraw(ANA, given.recognition)
    office.pass_time(days=1)
    await night(office)
    assert "recognition" in await places_with(office, "on second thoughts")
    office.pass_time(days=1, seconds=1)
    await night(office)
    assert await places_with(office, "on second thoughts") == set()


async def test_taken_down_reaction_stays_down(office: Office) -> None:
    await office.react(office.make_reaction(LI, MAYA))
    (given,) = await office.database.read(
        lambda tx: list(tx.connection.scalars(select(schema.recognition.c.id)))
    )
    assert await office.database.write(take_down, office.workspace, MAYA, given)
    office.pass_time(days=3)
    await night(office)
    await office.react(office.make_reaction(ANA, MAYA))
    standing = select(schema.recognition.c.id).where(schema.recognition.c.withdrawn_at.is_(None))
    assert await office.database.read(lambda tx: tx.connection.scalar(standing)) is None


class TestDeactivatedUser:
    async def hear(self, office: Office, *, is_deactivated: bool) -> None:
        ana = User(ANA, name="Ana", is_deactivated=is_deactivated)
        await office.database.write(users.save_users, office.workspace.id, [ana])

    async def test_name_is_kept_until_the_period_ends(self, office: Office) -> None:
        await self.hear(office, is_deactivated=True)
        office.pass_time(days=89)
        await self.hear(office, is_deactivated=True)
        await night(office)
        assert await orders(office) == []
        office.pass_time(days=1)
        await night(office)
        await night(office)
        assert await orders(office) == [(ANA, ErasureExtent.NAME)]

    async def test_reactivated_user_keeps_their_name(self, office: Office) -> None:
        await self.hear(office, is_deactivated=True)
        office.pass_time(days=80)
        await self.hear(office, is_deactivated=False)
        office.pass_time(days=80)
        await self.hear(office, is_deactivated=True)
        await night(office)
        assert await orders(office) == []

    async def test_name_is_erased_at_once_if_admins_set_so(self, office: Office) -> None:
        await office.database.write(workspaces.update_settings, office.workspace.id, deactivated_days=0)
        await self.hear(office, is_deactivated=True)
        await night(office)
        assert await orders(office) == [(ANA, ErasureExtent.NAME)]


async def test_uninstalled_workspace_is_erased_after_thirty_days(office: Office) -> None:
    identity = office.workspace.identity
    await office.database.write(workspaces.set_uninstalled, office.workspace.id)
    office.pass_time(days=30)
    await office.database.write(workspaces.set_uninstalled, office.workspace.id)
    await night(office)
    assert await orders(office) == []
    office.pass_time(seconds=1)
    await night(office)
    assert await orders(office) == [("", ErasureExtent.WORKSPACE)]
    await office.database.write(workspaces.ensure, identity)


async def test_reinstalled_workspace_is_kept(office: Office) -> None:
    await office.database.write(workspaces.set_uninstalled, office.workspace.id)
    office.clock.advance(timedelta(days=29))
    await office.database.write(workspaces.ensure, office.workspace.identity)
    office.clock.advance(timedelta(days=29))
    await night(office)
    assert await orders(office) == []
