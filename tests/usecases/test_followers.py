"""Direct messages that are claimed with the shout-outs that they follow."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.delivery import MIN_SEARCH_DELAY, Failure
from bot.domain.ids import ChannelId
from bot.domain.message_changes import MessageDeletion
from bot.domain.outbox_messages import DirectMessage, ShoutOut, Tour
from bot.storage import outbox, rate_limits, schema
from bot.storage.deliveries import Delivery
from bot.storage.leases import LEASE
from bot.usecases.deliveries import Composition, SeenMention, compose_deliveries, link_to_target
from bot.usecases.delivery_results import DeliveryDone, EndedDelivery, Failed, NotFound, NotTried, Posted
from bot.usecases.recorded_results import record_results
from tests.usecases.office import DESIGN, MAYA, TOM, Office

SHOUT_OUT = Posted(DESIGN, "1900000001.000001")
SECOND = timedelta(seconds=1)
OTHER = ChannelId("C0OTHER")


async def claim_both(office: Office) -> tuple[Delivery, Delivery]:
    """Claim a shout-out with the direct message that follows it."""
    shout_out, direct_message = await office.claim(includes_followers=True)
    assert isinstance(shout_out.message, ShoutOut)
    assert isinstance(direct_message.message, DirectMessage)
    assert direct_message.message.target == shout_out.id
    return shout_out, direct_message


async def test_direct_message_is_claimed_and_linked_with_its_shout_out(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    shout_out, direct_message = await claim_both(office)
    assert await office.claim(includes_followers=True) == []
    both = [shout_out, direct_message]
    composed = await office.database.read(compose_deliveries, both, (), lambda _: ())
    linked = link_to_target(composed[direct_message.id], shout_out.message, SHOUT_OUT)
    await office.record_result(shout_out, SHOUT_OUT)
    # It says what it would have said after its shout-out was recorded.
    after = await office.database.read(compose_deliveries, [direct_message], (), lambda _: ())
    assert linked == after[direct_message.id]
    assert isinstance(linked, Composition)
    assert linked != composed[direct_message.id]


async def test_shout_out_without_a_ts_has_no_link(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    both = await claim_both(office)
    composed = (await office.database.read(compose_deliveries, both, (), lambda _: ()))[both[1].id]
    assert link_to_target(composed, both[0].message, Posted(DESIGN, None)) == composed
    await office.record_result(both[0], Posted(DESIGN, None))
    assert (await office.database.read(compose_deliveries, both[1:], (), lambda _: ()))[
        both[1].id
    ] == composed


async def test_mention_in_the_shout_out_counts_as_seen(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    await office.deliver()
    # Only the first one is sent to a user who is in the channel.
    await office.give(office.new_recognition(MAYA))
    both = await claim_both(office)
    composed = await office.database.read(compose_deliveries, both, [both[1].id], lambda _: ())
    assert composed[both[1].id] == SeenMention()
    assert link_to_target(SeenMention(), both[0].message, SHOUT_OUT) == SeenMention()


async def put_earlier(office: Office) -> None:
    await office.database.write(outbox.put, office.workspace.id, Tour(MAYA), at=office.clock.now() + SECOND)


async def block_reader(office: Office) -> None:
    await office.database.write(rate_limits.block, office.workspace.id, MAYA, office.clock.now() + SECOND)


async def give_before(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, giver=TOM))


async def do_nothing(office: Office) -> None:
    """Let only the limit keep the direct message."""


@pytest.mark.parametrize(
    ("happen", "limit", "claimed"),
    [
        (put_earlier, 100, ["shout-out"]),
        (block_reader, 100, ["shout-out"]),
        # Her direct message about the first one comes first; its own shout-out is in the same channel.
        (give_before, 100, ["shout-out", "direct"]),
        (do_nothing, 1, ["shout-out"]),
        (do_nothing, 2, ["shout-out", "direct"]),
    ],
)
async def test_direct_message_follows_only_if_it_could_be_sent_alone(
    office: Office, happen: Callable[[Office], Awaitable[None]], limit: int, claimed: list[str]
) -> None:
    await happen(office)
    await office.give(office.new_recognition(MAYA))
    assert [one.message.kind for one in await office.claim(limit, includes_followers=True)] == claimed


async def test_two_direct_messages_to_a_user_keep_their_order(office: Office) -> None:
    first = await office.give(office.new_recognition(MAYA))
    other = await office.give(office.new_recognition(MAYA, giver=TOM, channel=OTHER))
    claimed = await office.claim(includes_followers=True)
    assert [one.message.kind for one in claimed] == ["shout-out", "shout-out", "direct"]
    assert isinstance(claimed[2].message, DirectMessage)
    assert claimed[2].message.recognition == first.recognition.id != other.recognition.id


async def test_direct_message_waits_for_a_later_one_that_is_being_sent(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    await office.database.write(outbox.put, office.workspace.id, Tour(MAYA))
    claimed = await office.claim(includes_followers=True)
    assert [one.message.kind for one in claimed] == ["shout-out", "tour"]


async def test_shout_out_that_is_looked_for_has_no_followers(office: Office) -> None:
    await block_reader(office)
    await office.give(office.new_recognition(MAYA))
    (shout_out,) = await office.claim(includes_followers=True)
    again = await office.record_result(shout_out, Failed(Failure.UNANSWERED, "timeout"))
    assert again
    office.clock.advance(again - office.clock.now())
    (shout_out,) = await office.claim(includes_followers=True)
    assert shout_out.verify_since


async def count_attempts(office: Office, delivery: Delivery) -> tuple[int, bool]:
    """Return how often a delivery was tried, and whether it is leased."""
    table = schema.outbox_message
    query = select(table.c.attempt, table.c.leased_until.is_not(None)).where(table.c.id == delivery.id)
    attempt, is_leased = await office.database.read(lambda tx: tx.connection.execute(query).one())
    return attempt, is_leased


@pytest.mark.parametrize(
    "result", [Failed(Failure.REFUSED, "is_archived"), Failed(Failure.UNANSWERED, "timeout"), DeliveryDone()]
)
async def test_message_is_sent_in_its_turn_if_its_shout_out_was_not_posted(
    office: Office, result: Failed | DeliveryDone
) -> None:
    await office.give(office.new_recognition(MAYA))
    shout_out, direct_message = await claim_both(office)
    ended = [EndedDelivery(shout_out, result), EndedDelivery(direct_message, NotTried())]
    await office.database.write(record_results, ended)
    assert await count_attempts(office, direct_message) == (0, False)
    claimed = [one.id for one in await office.claim()]
    is_over = result != Failed(Failure.UNANSWERED, "timeout")
    assert (direct_message.id in claimed) == is_over


async def test_untried_message_is_recalled_by_an_undo(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    shout_out, direct_message = await claim_both(office)
    await office.record_result(direct_message, NotTried())
    await office.record_result(shout_out, Failed(Failure.RATE_LIMITED, "ratelimited", SECOND))
    await office.undo()
    office.clock.advance(SECOND)
    assert all(isinstance(one.message, ShoutOut | MessageDeletion) for one in await office.claim())
    # The next thanks explains what the first one would have explained.
    await office.give(office.new_recognition(MAYA, channel=OTHER))
    _, direct_message = await claim_both(office)
    assert isinstance(direct_message.message, DirectMessage)
    assert direct_message.message.is_first


async def test_release_that_is_repeated_takes_no_lease_of_another(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    shout_out, direct_message = await claim_both(office)
    await office.record_result(direct_message, NotTried())
    await office.record_result(shout_out, SHOUT_OUT)
    office.clock.advance(SECOND)
    (again,) = await office.claim()
    assert (again.id, again.attempt) == (direct_message.id, 1)
    await office.record_result(direct_message, NotTried())
    assert await count_attempts(office, direct_message) == (1, True)


@pytest.mark.parametrize("number", [0, 1, 2])
async def test_process_that_is_killed_loses_nothing_and_repeats_nothing(office: Office, number: int) -> None:
    """It is killed before it posts anything, after the shout-out, or after both."""
    await office.give(office.new_recognition(MAYA))
    both = await claim_both(office)
    posts = [SHOUT_OUT, Posted(ChannelId("DMAYA"), "1900000002.000001")]
    arrived = dict(zip([one.id for one in both], posts[:number], strict=False))
    sent: list[str] = []
    office.clock.advance(LEASE + SECOND)
    assert await office.claim(includes_followers=True) == []
    office.clock.advance(MIN_SEARCH_DELAY)
    while claimed := await office.claim(includes_followers=True):
        # The shout-out comes first, and what may be there is looked for first.
        (delivery,) = claimed
        if delivery.verify_since:
            found = arrived.get(delivery.id, NotFound(is_certain=True))
            await office.record_result(delivery, found)
            sent += [delivery.id] if delivery.id in arrived else []
        else:
            sent.append(delivery.id)
            await office.record_result(delivery, Posted(DESIGN, f"19000000{len(sent)}.000001"))
        office.clock.advance(SECOND)
    assert sent == [one.id for one in both]
