"""Taking one's latest thanks back."""

from bot.domain.ids import UserId
from bot.usecases.delivery_results import Posted
from bot.usecases.withdrawals import withdraw
from tests.usecases.office import ANA, DESIGN, LI, MAYA, Office, list_view_texts


class TestUndo:
    """Taking one's latest thanks back."""

    async def test_pending_messages_are_not_sent(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA, words="oops"))
        taken = await office.undo()
        assert taken is not None
        assert (taken.recognition.text, taken.out_of_reach) == ("oops", False)
        await office.deliver()
        assert office.messages == {}
        assert await office.count_rows("outbox_message") == {"outbox_message": 0}

    async def test_sent_messages_are_deleted(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA, LI))
        await office.deliver()
        assert len(office.messages) == 3
        await office.undo()
        await office.deliver()
        assert office.messages == {}
        assert await office.count_rows("posted_message", "outbox_message") == {
            "posted_message": 0,
            "outbox_message": 0,
        }

    async def test_message_in_delivery_is_deleted_once_posted(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA))
        (claimed,) = await office.claim()
        outcome = await office.send(claimed)
        await office.undo()
        assert await office.claim() == []
        await office.record_result(claimed, outcome)
        await office.deliver()
        assert office.messages == {}

    async def test_withdrawn_recognition_is_in_no_history(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA))
        await office.undo()
        assert (
            await office.list_received(MAYA)
            == await office.list_given(ANA)
            == await office.list_in_channel()
            == []
        )

    async def test_each_command_withdraws_the_previous_recognition(self, office: Office) -> None:
        for text in ("one", "two", "three"):
            await office.give(office.new_recognition(MAYA, words=text))
        await office.give(office.new_recognition(MAYA, giver=LI, words="by another"))
        taken = [await office.undo() for _ in range(4)]
        assert [one.recognition.text if one else None for one in taken] == ["three", "two", "one", None]
        assert list_view_texts(await office.list_received(MAYA)) == ["by another"]

    async def test_repeated_command_withdraws_one_recognition(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA, words="one"))
        await office.give(office.new_recognition(MAYA, words="two"))
        assert await office.undo(trigger="t1")
        assert await office.undo(trigger="t1") is None
        assert list_view_texts(await office.list_given(ANA)) == ["one"]

    async def test_button_withdraws_its_recognition_once(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA))).recognition

        async def press(giver: UserId) -> object:
            return await office.database.write(withdraw, office.workspace, giver, recognition.id)

        assert await press(LI) is None
        assert await press(MAYA) is None
        assert await press(ANA)
        assert await press(ANA) is None

    async def test_command_does_not_withdraw_reactions(self, office: Office) -> None:
        await office.react(office.make_reaction(ANA, MAYA))
        assert await office.undo() is None
        assert len(await office.list_received(MAYA)) == 1

    async def test_unreachable_copy_is_reported(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA))
        (claimed,) = await office.claim()
        await office.record_result(claimed, Posted(DESIGN, None))
        taken = await office.undo()
        assert taken is not None
        assert taken.out_of_reach

    async def test_preferences_are_explained_by_the_first_message_that_arrives(self, office: Office) -> None:
        """A first message that was taken back before it was sent has explained nothing."""
        await office.give(office.new_recognition(MAYA, words="one"))
        await office.undo()
        await office.give(office.new_recognition(MAYA, words="two"))
        await office.deliver()
        assert [(d.recognition.text, d.is_first) for d in office.list_direct_messages(MAYA)] == [
            ("two", True)
        ]


class TestTakingDown:
    """A recipient's wish that it be no thanks to them."""

    async def test_only_recipient_takes_all_of_it_down(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA))).recognition
        await office.deliver()
        assert await office.take_down(MAYA, recognition)
        assert not await office.take_down(MAYA, recognition)
        await office.deliver()
        assert office.shout_outs == []
        assert (
            await office.list_received(MAYA)
            == await office.list_in_channel()
            == await office.list_given(ANA)
            == []
        )

    async def test_other_recipients_keep_theirs(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA, LI))).recognition
        await office.deliver()
        assert await office.take_down(MAYA, recognition)
        await office.deliver()
        assert [s.recipients for s in office.shout_outs] == [(LI,)]
        assert [s.recipients for s in await office.list_in_channel()] == [(LI,)]
        assert [s.recipients for s in await office.list_received(LI)] == [(LI,)]
        assert await office.list_received(MAYA) == []

    async def test_text_that_names_the_recipient_leaves_the_channel(self, office: Office) -> None:
        gift = office.new_recognition(MAYA, LI, words=f"<@{MAYA}> was brilliant")
        recognition = (await office.give(gift)).recognition
        await office.deliver()
        assert await office.take_down(MAYA, recognition)
        await office.deliver()
        assert office.shout_outs == await office.list_in_channel() == []
        assert len(await office.list_received(LI)) == 1

    async def test_unsent_messages_are_not_sent(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA, LI))).recognition
        assert await office.take_down(MAYA, recognition)
        await office.deliver()
        assert office.list_direct_messages(MAYA) == []
        assert [s.recipients for s in office.shout_outs] == [(LI,)]

    async def test_only_recipients_take_down(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA))).recognition
        for user in (ANA, LI):
            assert not await office.take_down(user, recognition)
        assert len(await office.list_received(MAYA)) == 1
