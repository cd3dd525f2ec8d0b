"""Taking one's latest thanks back."""

from bot.usecases.delivery_results import Posted
from bot.usecases.withdrawals import withdraw
from tests.usecases.office import ANA, DESIGN, LI, MAYA, Office, words


class TestUndo:
    """Taking one's latest thanks back."""

    async def test_what_was_not_sent_never_is(self, office: Office) -> None:
        await office.give(office.gift(MAYA, words="oops"))
        taken = await office.undo()
        assert taken is not None
        assert (taken.recognition.text, taken.out_of_reach) == ("oops", False)
        await office.deliver()
        assert office.stands == {}
        assert await office.rows("outbox_message") == {"outbox_message": 0}

    async def test_what_was_sent_is_deleted(self, office: Office) -> None:
        await office.give(office.gift(MAYA, LI))
        await office.deliver()
        assert len(office.stands) == 3
        await office.undo()
        await office.deliver()
        assert office.stands == {}
        assert await office.rows("posted_message", "outbox_message") == {
            "posted_message": 0,
            "outbox_message": 0,
        }

    async def test_what_is_being_sent_is_deleted_when_it_stands(self, office: Office) -> None:
        await office.give(office.gift(MAYA))
        (claimed,) = await office.claim()
        outcome = await office.send(claimed)
        await office.undo()
        assert await office.claim() == []
        await office.settle(claimed, outcome)
        await office.deliver()
        assert office.stands == {}

    async def test_it_is_nowhere_afterwards(self, office: Office) -> None:
        await office.give(office.gift(MAYA))
        await office.undo()
        assert await office.received(MAYA) == await office.given(ANA) == await office.in_channel() == []

    async def test_each_command_takes_back_the_one_before(self, office: Office) -> None:
        for text in ("one", "two", "three"):
            await office.give(office.gift(MAYA, words=text))
        await office.give(office.gift(MAYA, giver=LI, words="by another"))
        taken = [await office.undo() for _ in range(4)]
        assert [one.recognition.text if one else None for one in taken] == ["three", "two", "one", None]
        assert words(await office.received(MAYA)) == ["by another"]

    async def test_a_repeated_command_takes_back_no_second_one(self, office: Office) -> None:
        await office.give(office.gift(MAYA, words="one"))
        await office.give(office.gift(MAYA, words="two"))
        assert await office.undo(trigger="t1")
        assert await office.undo(trigger="t1") is None
        assert words(await office.given(ANA)) == ["one"]

    async def test_a_button_takes_back_its_own_and_once(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA))).recognition

        async def press(giver: str) -> object:
            return await office.database.write(withdraw, office.workspace, giver, recognition.id)

        assert await press(LI) is None
        assert await press(MAYA) is None
        assert await press(ANA)
        assert await press(ANA) is None

    async def test_reactions_are_not_taken_back_by_command(self, office: Office) -> None:
        await office.react(office.reacted(ANA, MAYA))
        assert await office.undo() is None
        assert len(await office.received(MAYA)) == 1

    async def test_what_stands_out_of_reach_is_told(self, office: Office) -> None:
        await office.give(office.gift(MAYA))
        (claimed,) = await office.claim()
        await office.settle(claimed, Posted(DESIGN, None))
        taken = await office.undo()
        assert taken is not None
        assert taken.out_of_reach

    async def test_the_choices_are_explained_by_the_first_that_arrives(self, office: Office) -> None:
        """A first message that was taken back before it was sent has explained nothing."""
        await office.give(office.gift(MAYA, words="one"))
        await office.undo()
        await office.give(office.gift(MAYA, words="two"))
        await office.deliver()
        assert [(d.recognition.text, d.is_first) for d in office.direct(MAYA)] == [("two", True)]
