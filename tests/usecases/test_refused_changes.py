"""Refused changes of messages, step by step: each is a row, so that a process may die after any of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.delivery import MIN_SEARCH_DELAY, Failure
from bot.domain.message_changes import (
    ChangeCause,
    ChangeRequest,
    MessageDeletion,
    MessageUpdate,
    find_next_retry,
)
from bot.domain.outbox_message import OutboxMessage
from bot.domain.outbox_messages import ShoutOut, UnchangedNotice
from bot.domain.preferences import MessagePreference
from bot.domain.visibility import ThanksPreference
from bot.storage import held_changes, schema
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.leases import LEASE
from bot.usecases import edits, refused_changes
from bot.usecases.delivery_results import DeliveryDone, Failed
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office, compose_delivery

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
async def met(office: Office) -> None:
    """All users have been thanked before: they get a mention only."""
    for user in (LI, MAYA, TOM):
        await office.set_preference(user, ThanksPreference.PUBLICLY)


async def take(office: Office) -> Delivery:
    """The one delivery that is due, taken by a process."""
    (delivery,) = await office.claim()
    return delivery


async def die(office: Office) -> None:
    """Let all leases expire, and all that was sent arrive."""
    office.clock.advance(LEASE + SECOND)
    assert await office.claim() == []
    office.clock.advance(MIN_SEARCH_DELAY)


async def refuse(office: Office, kind: type[OutboxMessage], error: str) -> Delivery:
    delivery = await take(office)
    assert isinstance(delivery.message, kind)
    await office.record_result(delivery, Failed(Failure.REFUSED, error))
    return delivery


async def test_replacement_continues_after_a_crash_at_any_step(office: Office) -> None:
    given = await office.give(office.new_recognition(MAYA, LI, words="thanks to both"))
    await office.deliver()
    (place,) = [place for place in office.messages if place[0] == DESIGN]
    await office.take_down(LI, given.recognition)
    # A process dies before the update, which Slack then refuses.
    await take(office)
    await die(office)
    await refuse(office, MessageUpdate, "edit_window_closed")
    # Another dies before the deletion, and one after Slack deleted it but before that was recorded.
    await take(office)
    await die(office)
    deletion = await take(office)
    assert isinstance(await office.send(deletion), DeliveryDone)
    assert place not in office.messages
    await die(office)
    deletion = await take(office)
    assert isinstance(deletion.message, MessageDeletion)
    # Slack says that there is no such message.
    await office.record_result(deletion, DeliveryDone(deleted=deletion.message.target))
    # The last one dies before it posts.
    post = await take(office)
    assert (type(post.message), post.id) == (ShoutOut, deletion.message.target)
    await die(office)
    post = await take(office)
    assert post.verify_since is not None  # it looks first
    await office.record_result(post, await office.send(post))
    assert [recognition.recipients for recognition in office.shout_outs] == [(MAYA,)]
    # It is known as it was before, and goes as any other.
    await office.undo()
    await office.deliver()
    assert office.shout_outs == []
    assert await office.count_rows("outbox_message", "held_change") == {"outbox_message": 0, "held_change": 0}


@pytest.mark.parametrize("wished", [MessagePreference.NEVER, MessagePreference.DAILY])
async def test_user_without_messages_keeps_the_replaced_one(
    office: Office, wished: MessagePreference
) -> None:
    given = await office.give(office.new_recognition(MAYA, words="thanks for nothing", is_private=True))
    await office.deliver()
    await office.set_preference(MAYA, wished)
    await office.database.write(
        edits.edit, office.workspace, ANA, given.recognition.id, "thanks for all of it"
    )
    await refuse(office, MessageUpdate, "edit_window_closed")
    await office.deliver()
    assert [direct.recognition.text for direct in office.list_direct_messages(MAYA)] == [
        "thanks for all of it"
    ]


async def test_recognition_withdrawn_during_replacement_is_not_posted_again(office: Office) -> None:
    given = await office.give(office.new_recognition(MAYA, LI, words="thanks to both"))
    await office.deliver()
    await office.take_down(LI, given.recognition)
    await refuse(office, MessageUpdate, "msg_too_long")
    deletion = await take(office)
    outcome = await office.send(deletion)
    await office.undo()
    await office.record_result(deletion, outcome)
    await office.deliver()
    assert office.shout_outs == []
    assert await office.count_rows("outbox_message", "posted_message") == {
        "outbox_message": 0,
        "posted_message": 0,
    }


async def test_all_requesters_of_a_shared_update_are_notified(office: Office) -> None:
    given = await office.give(office.new_recognition(MAYA, LI, TOM, words="thanks to three"))
    await office.deliver()
    await office.add_value(given.recognition, "creativity")
    for user in (LI, TOM):
        await office.take_down(user, given.recognition)
    delivery = await take(office)
    assert isinstance(delivery.message, MessageUpdate)
    assert delivery.message.requests == (
        ChangeRequest(LI, ChangeCause.TAKEN_DOWN),
        ChangeRequest(TOM, ChangeCause.TAKEN_DOWN),
    )
    await office.record_result(delivery, Failed(Failure.REFUSED, "is_inactive"))
    office.pass_time(minutes=1)

    def find_notified(tx: Transaction) -> set[str]:
        table = schema.outbox_message
        rows = select(table.c.destination).where(table.c.kind == UnchangedNotice.kind)
        return set(tx.connection.scalars(rows))

    assert await office.database.read(find_notified) == {LI, TOM}


async def test_held_deletion_survives_a_later_update(office: Office) -> None:
    given = await office.give(office.new_recognition(MAYA, words="thanks"))
    await office.deliver()
    await office.add_value(given.recognition, "creativity")
    await refuse(office, MessageUpdate, "is_inactive")
    await office.undo()
    await refuse_deletions(office, "is_inactive")

    def held(tx: Transaction) -> list[tuple[str, bool]]:
        rows = tx.connection.execute(select(schema.held_change)).all()
        return [(row.kind, row.payload.get("removes", False)) for row in rows]

    assert ("deletion", True) in await office.database.read(held)
    await office.database.write(refused_changes.retry_in_channel, office.workspace.id, DESIGN)
    await office.deliver()
    assert office.shout_outs == []


async def refuse_deletions(office: Office, error: str) -> None:
    for delivery in await office.claim():
        composed = await office.send(delivery) if not isinstance(delivery.message, MessageDeletion) else None
        await office.record_result(delivery, composed or Failed(Failure.REFUSED, error))


async def test_held_change_is_retried_at_growing_intervals(office: Office) -> None:
    now = office.clock.now()
    days = timedelta(days=1)
    assert find_next_retry(now, now) == now + days
    assert find_next_retry(now - 3 * days, now) == now + 3 * days
    assert find_next_retry(now - 300 * days, now) == now + 30 * days
    await office.give(office.new_recognition(MAYA, words="thanks"))
    await office.deliver()
    await office.undo()
    await refuse_deletions(office, "is_inactive")
    assert await office.database.write(refused_changes.retry_due) == 0
    office.pass_time(days=1)
    assert await office.database.write(refused_changes.retry_due) > 0
    assert await office.database.read(held_changes.count) == 0
    deletions = [one for one in await office.claim() if isinstance(one.message, MessageDeletion)]
    composed = await office.database.read(compose_delivery, deletions[0])
    assert (composed.posted is not None, composed.content) == (True, None)
