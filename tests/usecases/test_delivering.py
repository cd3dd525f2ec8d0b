"""What becomes of a delivery."""

from datetime import timedelta

import pytest

from bot.domain.delivery import GIVE_UP_AFTER, Failure
from bot.usecases.settle import Done, Failed
from tests.usecases.office import DESIGN, MAYA, Office

SECOND = timedelta(seconds=1)


async def test_what_failed_is_tried_again_later(office: Office) -> None:
    await office.give(office.gift(MAYA))
    (claimed,) = await office.claim()
    again = await office.settle(claimed, Failed(Failure.UNAVAILABLE, "timeout"))
    assert again == office.clock.now() + SECOND
    assert await office.claim() == []
    office.clock.advance(SECOND)
    (claimed,) = await office.claim()
    assert claimed.attempt == 2
    assert await office.settle(claimed, Failed(Failure.UNAVAILABLE, "timeout")) == again + 2 * SECOND


async def test_slack_is_waited_for_as_long_as_it_wishes(office: Office) -> None:
    await office.give(office.gift(MAYA))
    (claimed,) = await office.claim()
    wish = timedelta(seconds=37)
    again = await office.settle(claimed, Failed(Failure.RATE_LIMITED, "ratelimited", wish))
    assert again == office.clock.now() + wish


async def test_after_a_day_it_is_given_up(office: Office) -> None:
    await office.give(office.gift(MAYA))
    tries = 0
    while claimed := await office.claim():
        tries += 1
        failed = Failed(Failure.UNAVAILABLE, "timeout")
        again = await office.settle(claimed[0], failed)
        if claimed[0].letter.destination == DESIGN and again is None:
            break
        assert again is not None
        office.clock.advance(again - office.clock.now())
        if tries == 50:
            # Nobody looked for most of the day.
            office.pass_time(hours=23)
        assert again - claimed[0].first_tried_at < GIVE_UP_AFTER + timedelta(minutes=10)
    assert tries > 100
    await office.deliver()
    assert office.shout_outs == []
    assert len(office.direct(MAYA)) == 1


async def test_a_last_word_is_not_questioned(office: Office) -> None:
    await office.give(office.gift(MAYA))
    (claimed,) = await office.claim()
    assert await office.settle(claimed, Failed(Failure.REFUSED, "is_archived")) is None
    office.pass_time(days=2)
    assert DESIGN not in [delivery.letter.destination for delivery in await office.claim()]


async def test_a_delivery_that_needs_nothing_leaves_no_message(office: Office) -> None:
    await office.give(office.gift(MAYA))
    (claimed,) = await office.claim()
    assert await office.settle(claimed, Done()) is None
    assert await office.rows("message") == {"message": 0}


async def test_a_delivery_that_was_settled_twice_stands_once(office: Office) -> None:
    """A process that was slow tells what became of it after another took it over."""
    await office.give(office.gift(MAYA))
    (claimed,) = await office.claim()
    outcome = await office.send(claimed)
    await office.settle(claimed, outcome)
    await office.settle(claimed, outcome)
    await office.deliver()
    assert await office.rows("message") == {"message": 2}


@pytest.mark.parametrize("attempts", [1, 3])
async def test_changes_to_what_never_stood_need_nothing(office: Office, attempts: int) -> None:
    story = (await office.give(office.gift(MAYA))).story
    for _ in range(attempts):
        (claimed,) = await office.claim()
        again = await office.settle(claimed, Failed(Failure.UNAVAILABLE, "timeout"))
        assert again is not None
        office.clock.advance(again - office.clock.now())
    await office.add_value(story, "creativity")
    await office.undo()
    await office.deliver()
    assert office.stands == {}
    assert await office.rows("outbox") == {"outbox": 0}
