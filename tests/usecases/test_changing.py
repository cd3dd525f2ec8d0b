"""What giver and recipients may change afterwards."""

from tests.usecases.office import ANA, LI, MAYA, Office


class TestAddingAValue:
    """One click, afterwards."""

    async def test_shout_out_and_histories_follow(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA))).recognition
        await office.deliver()
        changed = await office.add_value(recognition, "creativity")
        assert changed is not None
        assert changed.values == ("creativity",)
        await office.add_value(recognition, "collaboration")
        await office.deliver()
        assert [set(s.values) for s in office.shout_outs] == [{"creativity", "collaboration"}]
        assert [set(d.recognition.values) for d in office.direct(MAYA)] == [{"creativity", "collaboration"}]

    async def test_a_second_press_changes_nothing(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA))).recognition
        await office.deliver()
        await office.add_value(recognition, "creativity")
        waiting = await office.rows("outbox_message")
        again = await office.add_value(recognition, "creativity")
        assert again is not None
        assert again.values == ("creativity",)
        assert await office.rows("outbox_message") == waiting

    async def test_changes_that_wait_are_made_as_one(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA))).recognition
        await office.deliver()
        for key in ("creativity", "collaboration", "problem-solving"):
            await office.add_value(recognition, key)
        assert await office.rows("outbox_message") == {"outbox_message": 2}

    async def test_no_value_is_no_change(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA))).recognition
        unchanged = await office.add_value(recognition, "no-such-value")
        assert unchanged is not None
        assert unchanged.values == ()

    async def test_only_the_giver_may(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA))).recognition
        assert await office.add_value(recognition, "creativity", giver=MAYA) is None
        assert [s.values for s in await office.given(ANA)] == [()]

    async def test_not_to_what_was_taken_back(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA))).recognition
        await office.undo()
        assert await office.add_value(recognition, "creativity") is None


class TestTakingDown:
    """A recipient's wish that it be no thanks to them."""

    async def test_the_only_recipient_takes_all_of_it_away(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA))).recognition
        await office.deliver()
        assert await office.take_down(MAYA, recognition)
        assert not await office.take_down(MAYA, recognition)
        await office.deliver()
        assert office.shout_outs == []
        assert await office.received(MAYA) == await office.in_channel() == await office.given(ANA) == []

    async def test_the_others_keep_theirs(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA, LI))).recognition
        await office.deliver()
        assert await office.take_down(MAYA, recognition)
        await office.deliver()
        assert [s.recipients for s in office.shout_outs] == [(LI,)]
        assert [s.recipients for s in await office.in_channel()] == [(LI,)]
        assert [s.recipients for s in await office.received(LI)] == [(LI,)]
        assert await office.received(MAYA) == []

    async def test_words_that_name_the_person_leave_the_channel(self, office: Office) -> None:
        gift = office.gift(MAYA, LI, words=f"<@{MAYA}> was brilliant")
        recognition = (await office.give(gift)).recognition
        await office.deliver()
        assert await office.take_down(MAYA, recognition)
        await office.deliver()
        assert office.shout_outs == await office.in_channel() == []
        assert len(await office.received(LI)) == 1

    async def test_before_it_was_sent(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA, LI))).recognition
        assert await office.take_down(MAYA, recognition)
        await office.deliver()
        assert office.direct(MAYA) == []
        assert [s.recipients for s in office.shout_outs] == [(LI,)]

    async def test_nobody_else_can(self, office: Office) -> None:
        recognition = (await office.give(office.gift(MAYA))).recognition
        for user in (ANA, LI):
            assert not await office.take_down(user, recognition)
        assert len(await office.received(MAYA)) == 1
