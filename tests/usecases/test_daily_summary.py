"""Daily summaries: who reads of reactions, and when."""

from msgspec.structs import replace

from bot.domain.ids import UserId
from bot.domain.user import User
from tests.usecases.office import ANA, LI, MAYA, TOM, Office


class TestDailySummary:
    """Authors get one message a day, in their afternoon; nothing is posted."""

    async def test_summary_is_sent_in_the_afternoon(self, office: Office) -> None:
        """It is 11:00 in Berlin; the summary is sent at 16:00 there."""
        await office.react(office.make_reaction(ANA, MAYA))
        await office.react(office.make_reaction(LI, MAYA, emoji="handshake"))
        await office.deliver()
        assert office.shout_outs == []
        office.pass_time(hours=4, minutes=59)
        assert await office.make_summaries() == 0
        office.pass_time(minutes=1)
        assert await office.make_summaries() == 1
        assert await office.make_summaries() == 0
        await office.deliver()
        (gathered,) = office.list_summaries(MAYA)
        assert [s.givers for s in gathered.recognitions] == [(ANA, LI)]

    async def test_each_notification_is_sent_once(self, office: Office) -> None:
        await office.react(office.make_reaction(ANA, MAYA))
        office.pass_time(hours=5)
        await office.make_summaries()
        await office.deliver()
        office.pass_time(minutes=1)
        await office.react(office.make_reaction(ANA, MAYA, added=False))
        await office.react(office.make_reaction(ANA, MAYA))
        await office.react(office.make_reaction(LI, MAYA, ts="1700000001.000100"))
        assert await office.make_summaries() == 0
        office.pass_time(hours=23, minutes=59)
        assert await office.make_summaries() == 1
        await office.deliver()
        assert [[s.givers for s in one.recognitions] for one in office.list_summaries(MAYA)] == [
            [(ANA,)],
            [(LI,)],
        ]

    async def test_summary_follows_the_users_time_zone(self, office: Office) -> None:
        east = replace(office.make_reaction(ANA, MAYA), author=User(MAYA, timezone="Asia/Tokyo"))
        west = replace(office.make_reaction(ANA, LI, ts="1.2"), author=User(LI, timezone="America/New_York"))
        odd = replace(office.make_reaction(ANA, TOM, ts="1.3"), author=User(TOM, timezone="Mars/Olympus"))
        for one in (east, west, odd):
            await office.react(one)
        hours = {}
        for hour in range(1, 25):
            office.pass_time(hours=1)
            hours[hour] = await office.make_summaries()
        # 10:00 UTC is 19:00 in Tokyo and 05:00 in New York; what is no zone counts as UTC.
        assert {hour for hour, written in hours.items() if written} == {6, 11, 21}

    async def test_withdrawn_reaction_is_omitted(self, office: Office) -> None:
        await office.react(office.make_reaction(ANA, MAYA))
        await office.react(office.make_reaction(ANA, MAYA, added=False))
        office.pass_time(hours=5)
        await office.make_summaries()
        await office.deliver()
        assert office.list_summaries(MAYA) == []

    async def test_sent_summary_is_updated(self, office: Office) -> None:
        await office.react(office.make_reaction(ANA, MAYA))
        office.pass_time(hours=5)
        await office.make_summaries()
        await office.deliver()
        await office.react(office.make_reaction(LI, MAYA))
        await office.deliver()
        assert [[s.givers for s in one.recognitions] for one in office.list_summaries(MAYA)] == [[(ANA, LI)]]
        for user in (ANA, LI):
            await office.react(office.make_reaction(user, MAYA, added=False))
        await office.deliver()
        assert office.list_summaries(MAYA) == []

    async def test_external_users_get_no_summary(self, office: Office) -> None:
        foreign = User(UserId("UFOREIGN"), is_foreign=True)
        await office.react(replace(office.make_reaction(ANA, MAYA), author=foreign))
        await office.react(replace(office.make_reaction(LI, MAYA, ts="1.2"), user=foreign))
        office.pass_time(days=1)
        await office.make_summaries()
        await office.deliver()
        assert office.list_summaries("UFOREIGN") == []
        assert [s.givers for s in office.reaction_explanations] == [(ANA,)]
        assert len(office.list_summaries(MAYA)) == 1

    async def test_first_reaction_is_explained_to_its_giver(self, office: Office) -> None:
        await office.react(office.make_reaction(ANA, MAYA))
        await office.react(office.make_reaction(ANA, LI, ts="1.2"))
        await office.react(office.make_reaction(LI, MAYA))
        await office.deliver()
        explained = [
            (c[0], s.recipients) for c, s in zip(office.messages, office.reaction_explanations, strict=True)
        ]
        assert explained == [("DANA", (MAYA,)), ("DLI", (MAYA,))]
