"""What becomes of a delivery."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.delivery import MAX_DELIVERY_AGE, MAX_FAILED_RENDERS, MIN_SEARCH_DELAY, Failure
from bot.domain.ids import ChannelId, UserId
from bot.domain.message_changes import MessageUpdate
from bot.domain.outbox_messages import DirectMessage, NotRenderedNotice, ShoutOut
from bot.storage import schema
from bot.storage.leases import LEASE
from bot.usecases.deliveries import Composition, SeenMention, compose_deliveries
from bot.usecases.delivery_results import (
    Deferred,
    DeliveryDone,
    DeliveryResult,
    EndedDelivery,
    Failed,
    NotFound,
    Posted,
)
from bot.usecases.message_contents import DirectMessageContent
from bot.usecases.recorded_results import record_results
from tests.storage.executed_statements import record_statements
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office

SECOND = timedelta(seconds=1)


async def test_failed_delivery_is_retried_later(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    (claimed,) = await office.claim()
    again = await office.record_result(claimed, Failed(Failure.UNAVAILABLE, "timeout"))
    assert again == office.clock.now() + SECOND
    assert await office.claim() == []
    office.clock.advance(SECOND)
    (claimed,) = await office.claim()
    assert claimed.attempt == 2
    assert await office.record_result(claimed, Failed(Failure.UNAVAILABLE, "timeout")) == again + 2 * SECOND


async def test_rate_limited_delivery_waits_as_long_as_slack_asks(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    (claimed,) = await office.claim()
    wish = timedelta(seconds=37)
    again = await office.record_result(claimed, Failed(Failure.RATE_LIMITED, "ratelimited", wish))
    assert again == office.clock.now() + wish


async def test_delivery_is_given_up_after_a_day(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    tries = 0
    while claimed := await office.claim():
        tries += 1
        failed = Failed(Failure.UNAVAILABLE, "timeout")
        again = await office.record_result(claimed[0], failed)
        if claimed[0].message.destination == DESIGN and again is None:
            break
        assert again is not None
        office.clock.advance(again - office.clock.now())
        if tries == 50:
            # Nothing was delivered for most of the day.
            office.pass_time(hours=23)
        assert again - claimed[0].first_tried_at < MAX_DELIVERY_AGE + timedelta(minutes=10)
    assert tries > 100
    await office.deliver()
    assert office.shout_outs == []
    assert len(office.list_direct_messages(MAYA)) == 1


async def test_permanent_error_is_not_retried(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    (claimed,) = await office.claim()
    assert await office.record_result(claimed, Failed(Failure.REFUSED, "is_archived")) is None
    office.pass_time(days=2)
    assert DESIGN not in [delivery.message.destination for delivery in await office.claim()]


async def test_empty_delivery_leaves_no_message(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    (claimed,) = await office.claim()
    assert await office.record_result(claimed, DeliveryDone()) is None
    assert await office.count_rows("posted_message") == {"posted_message": 0}


async def test_repeated_result_is_recorded_once(office: Office) -> None:
    """A slow process records its result after another took the delivery over."""
    await office.give(office.new_recognition(MAYA))
    (claimed,) = await office.claim()
    outcome = await office.send(claimed)
    await office.record_result(claimed, outcome)
    await office.record_result(claimed, outcome)
    await office.deliver()
    assert await office.count_rows("posted_message") == {"posted_message": 2}


@pytest.mark.parametrize("attempts", [1, 3])
async def test_changes_of_unposted_message_are_dropped(office: Office, attempts: int) -> None:
    recognition = (await office.give(office.new_recognition(MAYA))).recognition
    for _ in range(attempts):
        (claimed,) = await office.claim()
        again = await office.record_result(claimed, Failed(Failure.UNAVAILABLE, "timeout"))
        assert again is not None
        office.clock.advance(again - office.clock.now())
    await office.add_value(recognition, "creativity")
    await office.undo()
    await office.deliver()
    assert office.messages == {}
    assert await office.count_rows("outbox_message") == {"outbox_message": 0}


async def fail_to_render(office: Office, *places: str) -> None:
    """Let every try to render what goes to these places fail, until it is given up."""
    for _ in range(MAX_FAILED_RENDERS):
        for delivery in await office.claim():
            failing = delivery.message.destination in places
            outcome = Failed(Failure.NOT_RENDERED, "KeyError") if failing else await office.send(delivery)
            await office.record_result(delivery, outcome)
        office.pass_time(minutes=1)


async def test_giver_of_unrenderable_recognition_gets_notice_without_text(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    await fail_to_render(office, DESIGN)
    await office.give(office.new_recognition(TOM, words="thanks for the next one"))
    await office.deliver()
    assert [recognition.text for recognition in office.shout_outs] == ["thanks for the next one"]
    notices = [content for content in office.messages.values() if isinstance(content, NotRenderedNotice)]
    assert [(one.channel, one.user, one.digest) for one in notices] == [(DESIGN, "", None)]
    assert len(office.list_direct_messages(MAYA)) == 1


async def test_giver_of_unrenderable_private_recognition_gets_notice(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, is_private=True))
    await fail_to_render(office, MAYA)
    await office.deliver()
    notices = [content for content in office.messages.values() if isinstance(content, NotRenderedNotice)]
    assert [(one.channel, one.user, one.digest) for one in notices] == [("", MAYA, None)]


async def test_render_failure_between_outages_does_not_count_outages(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    for failure in [Failure.UNAVAILABLE] * 10 + [Failure.NOT_RENDERED] * (MAX_FAILED_RENDERS - 1):
        (claimed,) = await office.claim()
        assert await office.record_result(claimed, Failed(failure, "odd")) is not None
        office.pass_time(minutes=1)
    await office.deliver()
    assert len(office.shout_outs) == 1


@pytest.mark.parametrize("is_undone", [False, True])
async def test_unrenderable_change_leaves_nothing_that_was_removed(office: Office, is_undone: bool) -> None:
    recognition = (await office.give(office.new_recognition(MAYA, LI))).recognition
    await office.deliver()
    if is_undone:
        await office.take_down(LI, recognition)
    else:
        await office.add_value(recognition, "creativity")
    await fail_to_render(office, DESIGN)
    await office.deliver()
    assert len(office.shout_outs) == 1
    assert (LI in office.shout_outs[0].recipients) is not is_undone
    assert await office.count_rows("outbox_message") == {"outbox_message": 0 if is_undone else 1}


async def test_message_of_another_version_is_not_changed(office: Office) -> None:
    """Nor is it deleted, as one would be of which nothing is left; the change waits for that version."""
    recognition = (await office.give(office.new_recognition(MAYA))).recognition
    await office.deliver()
    table = schema.posted_message
    await office.database.write(
        lambda tx: tx.connection.execute(
            update(table).where(table.c.kind == ShoutOut.kind).values(kind="balloon")
        )
    )
    await office.add_value(recognition, "creativity")
    await office.deliver()
    assert [shout_out.values for shout_out in office.shout_outs] == [()]
    assert await office.count_rows("held_change") == {"held_change": 1}
    await office.undo()
    await office.deliver()
    assert office.shout_outs == []


@pytest.mark.parametrize(
    "outcome", [DeliveryDone(), Deferred(), NotFound(is_certain=True), Failed(Failure.REFUSED, "is_archived")]
)
async def test_process_without_the_lease_records_nothing(office: Office, outcome: DeliveryResult) -> None:
    await office.give(office.new_recognition(MAYA))
    (late,) = await office.claim()
    office.clock.advance(LEASE + SECOND)
    assert await office.claim() == []
    assert await office.record_result(late, outcome) == office.clock.now()
    office.clock.advance(MIN_SEARCH_DELAY)
    (taken,) = await office.claim()
    assert await office.record_result(late, outcome) == office.clock.now()
    await office.record_result(taken, NotFound(is_certain=True))
    await office.deliver()
    assert len(office.shout_outs) == 1


async def test_unanswered_change_is_repeated_after_it_could_arrive(office: Office) -> None:
    recognition = (await office.give(office.new_recognition(MAYA))).recognition
    await office.deliver()
    await office.add_value(recognition, "creativity")
    claimed, *_ = [one for one in await office.claim() if isinstance(one.message, MessageUpdate)]
    again = await office.record_result(claimed, Failed(Failure.UNANSWERED, "timeout"))
    assert again == office.clock.now() + MIN_SEARCH_DELAY


async def count_statements_of_batch(office: Office, number: int) -> tuple[int, int]:
    """Send a batch; return how many messages it had, and the statements from their claim to their end."""
    with record_statements() as executed:
        claimed = await office.claim()
        await office.database.read(compose_deliveries, claimed, (), lambda _: [ANA, MAYA])
        posted = [
            EndedDelivery(delivery, Posted(ChannelId(f"D{number}"), f"{number}.{place}"))
            for place, delivery in enumerate(claimed)
        ]
        await office.database.write(record_results, posted)
    # PostgreSQL's own begin and end of a transaction are not counted.
    return len(claimed), sum(not one.startswith(("BEGIN", "SELECT txid")) for one, _ in executed)


async def test_number_of_statements_does_not_grow_with_the_batch(office: Office) -> None:
    statements = []
    for number in (1, 50):
        for place in range(number):
            names = [UserId(f"U{number}{name}{place}") for name in ("GIVER", "RECIPIENT")]
            channel = ChannelId(f"C{number}X{place}")
            await office.give(office.new_recognition(names[1], giver=names[0], channel=channel))
        for _ in ("shout-outs", "direct messages"):
            size, executed = await count_statements_of_batch(office, number)
            assert size == number
            statements.append(executed)
    shout_outs, direct_messages = statements[:2]
    assert statements[2:] == [shout_outs, direct_messages]
    assert 0 < shout_outs <= 9
    assert 0 < direct_messages <= 11


async def test_message_about_a_seen_mention_is_not_composed(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    await office.deliver()
    # Only the first one is sent to a user who is in the channel.
    await office.give(office.new_recognition(MAYA))
    (shout_out,) = await office.claim()
    await office.record_result(shout_out, Posted(DESIGN, "1900000001.000001"))
    (direct_message,) = await office.claim()
    with record_statements() as executed:
        seen = [direct_message.id]
        composed = await office.database.read(compose_deliveries, [direct_message], seen, lambda _: ())
    assert composed == {direct_message.id: SeenMention()}
    assert sum("posted_message" in statement for statement, _ in executed) == 1
    assert not any("FROM recognition" in statement for statement, _ in executed)


async def test_shout_out_of_the_same_batch_is_not_looked_for_among_posted_messages(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    claimed = await office.claim(includes_followers=True)
    assert [type(delivery.message) for delivery in claimed] == [ShoutOut, DirectMessage]
    with record_statements() as executed:
        composed = await office.database.read(compose_deliveries, claimed, (), lambda _: ())
    assert len(composed) == 2
    assert not any(statement.startswith("SELECT posted_message.") for statement, _ in executed)


async def test_message_is_sent_if_its_shout_out_failed(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    await office.deliver()
    await office.give(office.new_recognition(MAYA))
    (shout_out,) = await office.claim()
    await office.record_result(shout_out, Failed(Failure.REFUSED, "is_archived"))
    claimed = {type(delivery.message): delivery for delivery in await office.claim()}
    direct_message = claimed[DirectMessage]
    seen = [direct_message.id]
    composed = await office.database.read(compose_deliveries, [direct_message], seen, lambda _: ())
    composition = composed[direct_message.id]
    assert isinstance(composition, Composition)
    assert isinstance(composition.content, DirectMessageContent)
