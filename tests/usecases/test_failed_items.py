"""One item that cannot be worked on does not stop the others of its batch, and is not tried all the time."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, NoReturn

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from bot.domain.ids import ChannelId, UserId
from bot.domain.message_changes import MessageDeletion
from bot.domain.outbox_message import OutboxMessage
from bot.domain.outbox_messages import DailySummary
from bot.domain.preferences import PromptPreference
from bot.domain.user import User
from bot.storage import (
    failed_items,
    held_changes,
    pending_notifications,
    personal_data,
    schema,
    value_merges,
    weekly_schedules,
)
from bot.storage.engine import Transaction
from bot.storage.failed_items import RETRY_DELAY, FailedItems
from bot.storage.held_changes import HeldChange
from bot.usecases import daily_summary, digests, lead_notes, prompts, refused_changes, retention, values
from bot.usecases import erasure as erasure_module
from tests.usecases.office import ANA, LI, MAYA, TOM, Office
from tests.usecases.weekly import MONDAY, go_to, switch_on

BROKEN = UserId("UBROKEN")
WEEK = timedelta(weeks=1)


def fail_for(broken: object, work: Callable[..., Any]) -> Callable[..., Any]:
    """Return `work` that runs into an error of the database if `broken` is among its arguments."""

    def run(tx: Transaction, *arguments: Any, **named: Any) -> Any:
        if broken in arguments:
            tx.connection.exec_driver_sql("SELECT no_such_column FROM slack_user")
        return work(tx, *arguments, **named)

    return run


async def destinations(office: Office, kind: type[OutboxMessage]) -> set[str]:
    table = schema.outbox_message
    query = select(table.c.destination).filter_by(kind=kind.kind)
    return await office.database.read(lambda tx: set(tx.connection.scalars(query)))


async def test_weekly_messages_fail_one_by_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    users = [ANA, BROKEN, LI]
    await office.save_users(*users)
    for user in users:
        await office.set_preference(user, PromptPreference.ON)
        due = office.clock.now() + timedelta(minutes=1)
        switch = partial(weekly_schedules.switch_on, workspace_id=office.workspace.id, next_due=due)
        await office.database.write(switch, what=weekly_schedules.WeeklyKind.LEADS_NOTE, user=user)
    monkeypatch.setattr(prompts, "_find_memory", fail_for(BROKEN, prompts._find_memory))
    monkeypatch.setattr(weekly_schedules, "advance", fail_for(BROKEN, weekly_schedules.advance))
    seconds = [0.0]
    failed = FailedItems("message", lambda: seconds[0])
    office.pass_time(days=7)
    for make_due in (prompts.make_due_prompts, lead_notes.make_due_notes):
        failed = FailedItems("message", lambda: seconds[0])
        make = partial(make_due, failed=failed)
        assert await office.database.write(make) == 3
        assert failed.keys() == [(office.workspace.id, BROKEN)]
        # It waits for an hour without a try in between.
        assert await office.database.write(make) == 0
        seconds[0] += RETRY_DELAY
        assert await office.database.write(make) == 1
        # Where everything fails, that is not because of the items.
        monkeypatch.setattr(failed_items, "MAX_FAILED", 1)
        seconds[0] += RETRY_DELAY / 2
        assert await office.database.write(make) == 0
        monkeypatch.undo()
        monkeypatch.setattr(weekly_schedules, "advance", fail_for(BROKEN, weekly_schedules.advance))
    rows = select(schema.weekly_schedule.c.user_id).where(
        schema.weekly_schedule.c.next_due <= office.clock.now()
    )
    left = await office.database.read(lambda tx: set(tx.connection.scalars(rows)))
    assert left == {BROKEN}


async def test_summaries_and_held_changes_fail_one_by_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.save_users(LI)
    for author in (MAYA, BROKEN, TOM):
        await office.react(office.make_reaction(LI, author, ts=f"170000000{len(author)}.000100"))
    office.pass_time(days=1)
    monkeypatch.setattr(
        pending_notifications, "claim_for_summary", fail_for(BROKEN, pending_notifications.claim_for_summary)
    )
    failed = FailedItems("gathered message")
    make = partial(daily_summary.make_due_summaries, failed=failed)
    assert await office.database.write(make) == 2
    assert await office.database.write(make) == 0
    assert await destinations(office, DailySummary) == {MAYA, TOM}
    monkeypatch.undo()

    await office.deliver()
    for user in (MAYA, LI, TOM):
        await office.give(office.new_recognition(User(user), giver=ANA))
    await office.deliver()
    table = schema.posted_message
    messages = await office.database.read(lambda tx: list(tx.connection.scalars(select(table.c.id))))

    def hold(tx: Transaction) -> None:
        for message in messages:
            change = HeldChange(office.workspace.id, MessageDeletion(ChannelId("C1"), message), tx.now)
            held_changes.hold(tx, change, "is_inactive", tx.now)
        for message, wrong in ((messages[0], {"payload": [1]}), (messages[1], {"kind": "newer"})):
            row = update(schema.held_change).filter_by(posted_message_id=message)
            tx.connection.execute(row.values(**wrong))

    await office.database.write(hold)
    retry = partial(refused_changes.retry_due, failed=FailedItems("held change"))
    assert await office.database.write(retry) == len(messages) - 2
    assert await office.database.write(retry) == 0
    assert await office.database.read(held_changes.count) == 2


async def test_digests_and_merges_fail_one_by_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for channel in (ChannelId("C1"), ChannelId("C2"), ChannelId("C3")):
        await switch_on(office, channel=channel, quiet_weeks=True)
    row = update(schema.subscription).filter_by(channel_id="C2").values(local_time="soon")
    await office.database.write(lambda tx: tx.connection.execute(row))
    go_to(office, MONDAY + timedelta(hours=1))
    make = partial(digests.make_due_digests, due_at=office.clock.now(), failed=FailedItems("digest"))
    assert {made.channel for made in await office.database.write(make)} == {"C1", "C3"}
    assert await office.database.write(make) == []

    for key in ("creativity", "problem-solving"):
        await office.database.write(
            value_merges.start_merge, workspace_id=office.workspace.id, key=key, into="x"
        )

    rewrite = value_merges.rewrite

    def fail(tx: Transaction, merge: value_merges.ValueMerge, limit: int) -> bool:
        if merge.key == "creativity":
            raise ValueError
        return rewrite(tx, merge, limit)

    monkeypatch.setattr(value_merges, "rewrite", fail)
    proceed = partial(values.rewrite_merged, failed=FailedItems("merge"))
    assert [await office.database.write(proceed) for _ in range(3)] == [True, True, False]
    value = schema.value
    query = select(value.c.key).where(value.c.merge_cursor.is_not(None))
    assert await office.database.read(lambda tx: list(tx.connection.scalars(query))) == ["creativity"]


async def test_nightly_deletions_and_orders_fail_one_by_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognitions = [
        (await office.give(office.new_recognition(MAYA, words=f"number {number}"))).recognition
        for number in range(3)
    ]
    await office.withdraw(ANA, recognitions[0])
    monkeypatch.setattr(
        personal_data, "delete_recognition", fail_for(recognitions[0].id, personal_data.delete_recognition)
    )
    await office.database.write(
        lambda tx: tx.connection.execute(update(schema.workspace).values(retention_months=1))
    )
    office.pass_time(days=90)
    expire = partial(retention.delete_expired, failed=FailedItems("deletion"))
    while await office.database.write(expire):
        pass
    assert await office.count_rows("recognition", "posted_message") == {"recognition": 1, "posted_message": 0}

    users = schema.slack_user
    await office.save_users(ANA, BROKEN, LI)
    gone = update(users).values(deactivated_at=office.clock.now())
    await office.database.write(lambda tx: tx.connection.execute(gone))
    office.pass_time(days=365)
    monkeypatch.setattr(retention, "order_erasure", fail_order(erasure_module.order_erasure))
    await office.database.write(retention.order_due_erasures)
    erasure = schema.erasure
    query = select(erasure.c.user_id)
    ordered = await office.database.read(lambda tx: set(tx.connection.scalars(query)))
    assert {ANA, LI} <= ordered
    assert BROKEN not in ordered


def fail_order(order: Callable[..., bool]) -> Callable[..., bool]:
    def run(tx: Transaction, workspace: Any, user: str, extent: Any) -> bool:
        if user == BROKEN:
            raise ValueError
        return order(tx, workspace, user, extent)

    return run


async def test_unreachable_database_marks_no_item_as_failed(office: Office) -> None:
    failed = FailedItems("item")

    def fail(_: object) -> NoReturn:
        raise OperationalError("SELECT 1", {}, RuntimeError("away"))

    def work(tx: Transaction) -> None:
        failed_items.work_on_each(tx, ["a", "b"], lambda item: (item,), fail, failed)

    with pytest.raises(OperationalError):
        await office.database.write(work)
    assert failed.keys() == []
