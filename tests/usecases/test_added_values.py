"""What giver and recipients may change afterwards."""

from tests.usecases.office import ANA, MAYA, Office


class TestAddedValues:
    """One click, afterwards."""

    async def test_shout_out_and_histories_show_added_value(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA))).recognition
        await office.deliver()
        changed = await office.add_value(recognition, "creativity")
        assert changed is not None
        assert changed.values == ("creativity",)
        await office.add_value(recognition, "collaboration")
        await office.deliver()
        assert [set(s.values) for s in office.shout_outs] == [{"creativity", "collaboration"}]
        assert [set(d.recognition.values) for d in office.list_direct_messages(MAYA)] == [
            {"creativity", "collaboration"}
        ]

    async def test_second_press_changes_nothing(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA))).recognition
        await office.deliver()
        await office.add_value(recognition, "creativity")
        waiting = await office.count_rows("outbox_message")
        again = await office.add_value(recognition, "creativity")
        assert again is not None
        assert again.values == ("creativity",)
        assert await office.count_rows("outbox_message") == waiting

    async def test_pending_changes_are_merged(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA))).recognition
        await office.deliver()
        for key in ("creativity", "collaboration", "problem-solving"):
            await office.add_value(recognition, key)
        assert await office.count_rows("outbox_message") == {"outbox_message": 2}

    async def test_empty_selection_changes_nothing(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA))).recognition
        unchanged = await office.add_value(recognition, "no-such-value")
        assert unchanged is not None
        assert unchanged.values == ()

    async def test_only_giver_adds_values(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA))).recognition
        assert await office.add_value(recognition, "creativity", giver=MAYA) is None
        assert [s.values for s in await office.list_given(ANA)] == [()]

    async def test_withdrawn_recognition_takes_no_values(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA))).recognition
        await office.undo()
        assert await office.add_value(recognition, "creativity") is None
