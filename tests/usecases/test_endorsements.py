"""An emoji on a shout-out of ours."""

import asyncio
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine, event

from bot.domain.ids import ChannelId, UserId
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference
from bot.errors import MessageNotStoredError
from bot.storage.engine import Transaction
from bot.usecases.delivery_results import Posted
from bot.usecases.reaction_changes import ReactionChange
from bot.usecases.reactions import record_reactions
from tests.storage.executed_statements import record_statements
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office

BOT = UserId("UBOT")


class TestEmojiEndorsements:
    """An emoji on a shout-out endorses its recognition."""

    async def shout_out(self, office: Office) -> tuple[str, str]:
        await office.save_users(ANA, LI, MAYA, TOM)
        await office.give(office.new_recognition(MAYA, LI))
        await office.deliver()
        (place,) = [place for place in office.messages if place[0] == DESIGN]
        return place

    def on(
        self, office: Office, place: tuple[str, str], user: UserId, *, added: bool = True
    ) -> ReactionChange:
        reacted = office.make_reaction(user, BOT, ts=place[1], added=added)
        return replace(reacted, author=User(BOT, is_bot=True))

    async def test_endorsement_is_added_and_withdrawn(self, office: Office) -> None:
        place = await self.shout_out(office)
        await office.react(self.on(office, place, TOM))
        await office.deliver()
        assert [s.endorsers for s in office.shout_outs] == [(TOM,)]
        assert [s.endorsers for s in await office.list_received(MAYA)] == [(TOM,)]
        assert await office.list_received(BOT) == await office.list_given(TOM) == []
        await office.react(self.on(office, place, TOM, added=False))
        await office.deliver()
        assert [s.endorsers for s in office.shout_outs] == [()]
        await office.react(self.on(office, place, TOM))
        await office.deliver()
        assert [s.endorsers for s in office.shout_outs] == [(TOM,)]

    async def test_statements_do_not_grow_with_endorsements(self, office: Office) -> None:
        place = await self.shout_out(office)
        users = [UserId(f"UJOINS{number}") for number in range(30)]

        def count(tx: Transaction, changes: list[ReactionChange]) -> int:
            with record_statements(tx.connection) as executed:
                assert all(record_reactions(tx, changes))
            return len(executed)

        counts = [
            await office.database.write(
                count, [self.on(office, place, user, added=added) for user in users[:number]]
            )
            for number in (2, 30)
            for added in (True, False)
        ]
        await office.deliver()
        assert counts[:2] == counts[2:]
        assert max(counts) <= 20
        assert [s.endorsers for s in office.shout_outs] == [()]

    async def test_two_emoji_are_one_endorsement(self, office: Office) -> None:
        place = await self.shout_out(office)
        await office.react(self.on(office, place, TOM))
        await office.react(replace(self.on(office, place, TOM), emoji="jigsaw"))
        await office.react(self.on(office, place, TOM, added=False))
        await office.deliver()
        assert [s.endorsers for s in office.shout_outs] == [(TOM,)]

    @pytest.mark.parametrize("person", [ANA, LI, MAYA])
    async def test_giver_and_recipients_cannot_endorse(self, office: Office, person: UserId) -> None:
        place = await self.shout_out(office)
        await office.react(self.on(office, place, person))
        await office.deliver()
        assert [s.endorsers for s in office.shout_outs] == [()]
        assert await office.count_rows("pending_notification", "endorsement") == {
            "pending_notification": 0,
            "endorsement": 0,
        }

    async def test_recipients_read_of_endorsement_in_the_afternoon(self, office: Office) -> None:
        place = await self.shout_out(office)
        await office.react(self.on(office, place, TOM))
        office.pass_time(hours=5)
        assert await office.make_summaries() == 2
        await office.deliver()
        for user in (LI, MAYA):
            assert [[s.endorsers for s in one.recognitions] for one in office.list_summaries(user)] == [
                [(TOM,)]
            ]
        assert office.list_summaries(ANA) == []

    async def test_private_recipient_is_not_notified(self, office: Office) -> None:
        await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
        place = await self.shout_out(office)
        await office.react(self.on(office, place, TOM))
        office.pass_time(hours=5)
        await office.make_summaries()
        await office.deliver()
        assert office.list_summaries(LI) == []
        assert len(office.list_summaries(MAYA)) == 1

    async def test_event_before_its_message_is_stored_is_retried(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA))
        (claimed,) = await office.claim()
        early = self.on(office, (DESIGN, "1900000000.000001"), TOM)
        with pytest.raises(MessageNotStoredError):
            await office.react(early)
        assert await office.count_rows("deduplication_key") == {"deduplication_key": 0}
        await office.record_result(claimed, Posted(DESIGN, early.message_ts))
        await office.react(early)
        assert [s.endorsers for s in await office.list_in_channel()] == [(TOM,)]

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    async def test_message_stored_during_its_event_is_found(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA))
        (claimed,) = await office.claim()
        early = self.on(office, (DESIGN, "1900000000.000001"), TOM)
        loop, looked = asyncio.get_running_loop(), list[str]()

        def between(*told: Any) -> None:
            """The post's outcome is written down after the event's first look at posts and messages."""
            statement: str = told[2]
            is_look = statement.startswith("SELECT") and ("outbox" in statement or "message" in statement)
            if is_look and not looked:
                looked.append(statement)
                settling = office.record_result(claimed, Posted(DESIGN, early.message_ts))
                asyncio.run_coroutine_threadsafe(settling, loop).result(timeout=60)

        event.listen(Engine, "after_cursor_execute", between)
        try:
            await office.react(early)
        finally:
            event.remove(Engine, "after_cursor_execute", between)
        assert looked
        assert [s.endorsers for s in await office.list_in_channel()] == [(TOM,)]

    async def test_event_about_other_bot_message_is_accepted(self, office: Office) -> None:
        await office.react(self.on(office, (DESIGN, "1.1"), TOM))
        assert await office.count_rows("deduplication_key", "reaction") == {
            "deduplication_key": 1,
            "reaction": 0,
        }

    async def test_direct_message_cannot_be_endorsed(self, office: Office) -> None:
        await self.shout_out(office)
        (place,) = [place for place in office.messages if place[0] == "DMAYA"]
        direct = replace(self.on(office, place, TOM), channel=ChannelId(place[0]))
        await office.react(direct)
        assert [s.endorsers for s in await office.list_received(MAYA)] == [()]

    async def test_withdrawn_recognition_cannot_be_endorsed(self, office: Office) -> None:
        place = await self.shout_out(office)
        await office.undo()
        await office.react(self.on(office, place, TOM))
        await office.deliver()
        assert office.messages == {}
        office.pass_time(days=1)
        await office.make_summaries()
        await office.deliver()
        assert office.messages == {}
