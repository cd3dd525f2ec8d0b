"""Thanks by emoji: whatever order the events come in, and who hears of them when."""

import itertools
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.people import Person
from bot.domain.recognition import Source
from bot.domain.visibility import ChannelKind, Wish
from bot.usecases.deliver import Posted
from bot.usecases.react import MessageNotKnownYetError, Reacted, react
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office

TS = "1700000000.000100"
_messages = itertools.count(1)


async def test_an_emoji_thanks_the_author(office: Office) -> None:
    await office.react(office.reacted(ANA, MAYA, emoji="handshake::skin-tone-3"))
    (story,) = await office.received(MAYA)
    assert (story.givers, story.recipients, story.values) == ((ANA,), (MAYA,), ("collaboration",))
    assert (story.words, story.source) == ("", Source.REACTION)
    assert story.permalink == "https://brightside.slack.com/archives/C0DESIGN/p1700000000000100"
    assert await office.given(ANA) == await office.in_channel() == [story]


async def test_one_message_is_one_recognition_of_many_givers(office: Office) -> None:
    await office.react(office.reacted(ANA, MAYA))
    await office.react(office.reacted(LI, MAYA, emoji="handshake"))
    await office.react(office.reacted(TOM, MAYA, ts="1700000001.000100"))
    later, both = await office.received(MAYA)
    assert (both.givers, set(both.values)) == ((ANA, LI), {"creativity", "collaboration"})
    assert later.givers == (TOM,)


async def test_it_stands_until_the_last_giver_takes_it_back(office: Office) -> None:
    for person in (ANA, LI):
        await office.react(office.reacted(person, MAYA))
    await office.react(office.reacted(ANA, MAYA, added=False))
    assert [s.givers for s in await office.received(MAYA)] == [(LI,)]
    assert await office.given(ANA) == []
    await office.react(office.reacted(LI, MAYA, added=False))
    assert await office.received(MAYA) == await office.in_channel() == []
    await office.react(office.reacted(ANA, MAYA))
    assert [s.givers for s in await office.received(MAYA)] == [(ANA,)]
    assert await office.rows("recognition") == {"recognition": 1}


async def test_a_value_goes_with_its_last_emoji(office: Office) -> None:
    for emoji in ("bulb", "bulb::skin-tone-2", "handshake"):
        await office.react(office.reacted(ANA, MAYA, emoji=emoji))
    await office.react(office.reacted(ANA, MAYA, emoji="bulb", added=False))
    assert [set(s.values) for s in await office.received(MAYA)] == [{"creativity", "collaboration"}]
    await office.react(office.reacted(ANA, MAYA, emoji="bulb::skin-tone-2", added=False))
    assert [s.values for s in await office.received(MAYA)] == [("collaboration",)]


@dataclass(frozen=True)
class Happened:
    """One thing that somebody did; `number` orders them all and names the event."""

    number: int
    message: int
    person: str
    emoji: str
    is_added: bool


VALUE_OF = {"bulb": "creativity", "bulb::skin-tone-5": "creativity", "jigsaw": "problem-solving"}


@st.composite
def told_histories(draw: st.DrawFn) -> list[Happened]:
    """Things that people did, as Slack tells them: late, repeated and in any order."""
    deeds = draw(
        st.lists(
            st.tuples(
                st.integers(1, 2), st.sampled_from([ANA, LI]), st.sampled_from(list(VALUE_OF)), st.booleans()
            ),
            min_size=1,
            max_size=10,
        )
    )
    happened = [Happened(number, *deed) for number, deed in enumerate(deeds)]
    repeated = draw(st.lists(st.sampled_from(happened), max_size=4))
    return draw(st.permutations([*happened, *repeated]))


def standing(told: list[Happened]) -> dict[int, tuple[set[str], set[str]]]:
    """Givers and values of each message, of which alone the latest event counts for person and emoji."""
    latest: dict[tuple[int, str, str], Happened] = {}
    for one in told:
        key = (one.message, one.person, one.emoji)
        latest[key] = max(latest.get(key, one), one, key=lambda h: h.number)
    found: dict[int, tuple[set[str], set[str]]] = {}
    for one in latest.values():
        if one.is_added:
            givers, values = found.setdefault(one.message, (set(), set()))
            givers.add(one.person)
            values.add(VALUE_OF[one.emoji])
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=told_histories())
async def test_any_order_of_events_ends_in_what_stands(office: Office, told: list[Happened]) -> None:
    author, run = f"UAUTHOR{(example := next(_messages))}", f"{example:06}"
    for end, one in enumerate(told, 1):
        reacted = office.reacted(
            one.person,
            author,
            emoji=one.emoji,
            added=one.is_added,
            ts=f"17000{one.message:05}.{run}",
            event_ts=f"18000000{one.number:02}.000000",
            event_id=f"Ev{run}.{one.number}",
        )
        await office.database.write(lambda tx, reacted=reacted: react(tx, reacted))  # type: ignore[misc]
        found = {
            int(story.permalink.rsplit("/p17000")[1][:5]): (set(story.givers), set(story.values))
            for story in await office.received(author)
        }
        assert found == standing(told[:end])


@pytest.mark.parametrize(
    "changes",
    [
        {"emoji": "tada"},
        {"author": Person(ANA)},
        {"person": Person("UROBOT", is_bot=True)},
        {"author": Person("UROBOT", is_bot=True)},
        {"author": Person("USLACKBOT", is_bot=True)},
        {"author": Person("UGONE", is_deactivated=True)},
        {"author": Person("UBOT", is_bot=True)},
        {"is_added": False},
    ],
)
async def test_what_is_no_thanks(office: Office, changes: dict[str, object]) -> None:
    await office.react(replace(office.reacted(ANA, MAYA), **changes))  # type: ignore[arg-type]
    assert await office.rows("recognition", "notice", "outbox") == {
        "recognition": 0,
        "notice": 0,
        "outbox": 0,
    }


async def test_nothing_is_stored_for_those_who_decline(office: Office) -> None:
    await office.wish(MAYA, Wish.NEVER)
    await office.react(office.reacted(ANA, MAYA))
    assert await office.rows("recognition", "reaction", "notice", "outbox") == {
        "recognition": 0,
        "reaction": 0,
        "notice": 0,
        "outbox": 0,
    }


async def test_what_stood_before_can_be_taken_back_whatever_was_chosen_since(office: Office) -> None:
    await office.react(office.reacted(ANA, MAYA))
    await office.wish(MAYA, Wish.NEVER)
    await office.choose(ANA, reactions_kept=False)
    await office.react(office.reacted(ANA, MAYA, added=False))
    assert await office.given(ANA) == await office.received(MAYA) == []


async def test_reactions_that_are_not_to_be_kept(office: Office) -> None:
    await office.choose(ANA, reactions_kept=False)
    await office.react(office.reacted(ANA, MAYA))
    assert await office.rows("recognition", "reaction") == {"recognition": 0, "reaction": 0}
    await office.choose(ANA, reactions_kept=True)
    await office.react(office.reacted(ANA, MAYA))
    assert len(await office.received(MAYA)) == 1


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        (Wish.PRIVATELY, ChannelKind.PUBLIC),
        (Wish.PRIVATELY, ChannelKind.PRIVATE),
        (Wish.PUBLICLY, ChannelKind.DIRECT),
    ],
)
async def test_private_ones_are_seen_by_giver_and_author_alone(
    office: Office, wish: Wish, kind: ChannelKind
) -> None:
    await office.wish(MAYA, wish)
    await office.react(office.reacted(ANA, MAYA, kind=kind))
    assert await office.in_channel() == []
    assert [s.is_private for s in await office.received(MAYA)] == [True]
    assert [s.is_private for s in await office.given(ANA)] == [True]


class TestHearing:
    """Authors hear once a day, in their afternoon; nothing is posted."""

    async def test_in_the_afternoon(self, office: Office) -> None:
        """It is 11:00 in Berlin; at 16:00 there they hear of it."""
        await office.react(office.reacted(ANA, MAYA))
        await office.react(office.reacted(LI, MAYA, emoji="handshake"))
        await office.deliver()
        assert office.shout_outs == []
        office.pass_time(hours=4, minutes=59)
        assert await office.gather() == 0
        office.pass_time(minutes=1)
        assert await office.gather() == 1
        assert await office.gather() == 0
        await office.deliver()
        (gathered,) = office.gathered(MAYA)
        assert [s.givers for s in gathered.stories] == [(ANA, LI)]

    async def test_once_a_day_and_each_thing_once(self, office: Office) -> None:
        await office.react(office.reacted(ANA, MAYA))
        office.pass_time(hours=5)
        await office.gather()
        await office.deliver()
        office.pass_time(minutes=1)
        await office.react(office.reacted(ANA, MAYA, added=False))
        await office.react(office.reacted(ANA, MAYA))
        await office.react(office.reacted(LI, MAYA, ts="1700000001.000100"))
        assert await office.gather() == 0
        office.pass_time(hours=23, minutes=59)
        assert await office.gather() == 1
        await office.deliver()
        assert [[s.givers for s in one.stories] for one in office.gathered(MAYA)] == [[(ANA,)], [(LI,)]]

    async def test_each_in_their_own_afternoon(self, office: Office) -> None:
        east = replace(office.reacted(ANA, MAYA), author=Person(MAYA, timezone="Asia/Tokyo"))
        west = replace(office.reacted(ANA, LI, ts="1.2"), author=Person(LI, timezone="America/New_York"))
        odd = replace(office.reacted(ANA, TOM, ts="1.3"), author=Person(TOM, timezone="Mars/Olympus"))
        for one in (east, west, odd):
            await office.react(one)
        hours = {}
        for hour in range(1, 25):
            office.pass_time(hours=1)
            hours[hour] = await office.gather()
        # 10:00 UTC is 19:00 in Tokyo and 05:00 in New York; what is no zone counts as UTC.
        assert {hour for hour, written in hours.items() if written} == {6, 11, 21}

    async def test_what_was_withdrawn_meanwhile_is_not_told(self, office: Office) -> None:
        await office.react(office.reacted(ANA, MAYA))
        await office.react(office.reacted(ANA, MAYA, added=False))
        office.pass_time(hours=5)
        await office.gather()
        await office.deliver()
        assert office.gathered(MAYA) == []

    async def test_what_was_told_follows_what_happens(self, office: Office) -> None:
        await office.react(office.reacted(ANA, MAYA))
        office.pass_time(hours=5)
        await office.gather()
        await office.deliver()
        await office.react(office.reacted(LI, MAYA))
        await office.deliver()
        assert [[s.givers for s in one.stories] for one in office.gathered(MAYA)] == [[(ANA, LI)]]
        for person in (ANA, LI):
            await office.react(office.reacted(person, MAYA, added=False))
        await office.deliver()
        assert office.gathered(MAYA) == []

    async def test_people_of_other_organisations_hear_nothing(self, office: Office) -> None:
        foreign = Person("UFOREIGN", is_foreign=True)
        await office.react(replace(office.reacted(ANA, MAYA), author=foreign))
        await office.react(replace(office.reacted(LI, MAYA, ts="1.2"), person=foreign))
        office.pass_time(days=1)
        await office.gather()
        await office.deliver()
        assert office.gathered("UFOREIGN") == []
        assert [s.givers for s in office.explained] == [(ANA,)]
        assert len(office.gathered(MAYA)) == 1

    async def test_the_first_reaction_ever_is_explained_to_its_giver(self, office: Office) -> None:
        await office.react(office.reacted(ANA, MAYA))
        await office.react(office.reacted(ANA, LI, ts="1.2"))
        await office.react(office.reacted(LI, MAYA))
        await office.deliver()
        explained = [(c[0], s.recipients) for c, s in zip(office.stands, office.explained, strict=True)]
        assert explained == [("DANA", (MAYA,)), ("DLI", (MAYA,))]


class TestJoining:
    """An emoji on a shout-out of ours adds a voice to it."""

    async def shout_out(self, office: Office) -> tuple[str, str]:
        await office.know(ANA, LI, MAYA, TOM)
        await office.give(office.gift(MAYA, LI))
        await office.deliver()
        (place,) = [place for place in office.stands if place[0] == DESIGN]
        return place

    def on(self, office: Office, place: tuple[str, str], person: str, *, added: bool = True) -> Reacted:
        reacted = office.reacted(person, "UBOT", ts=place[1], added=added)
        return replace(reacted, author=Person("UBOT", is_bot=True))

    async def test_a_voice_is_added_and_taken_back(self, office: Office) -> None:
        place = await self.shout_out(office)
        await office.react(self.on(office, place, TOM))
        await office.deliver()
        assert [s.voices for s in office.shout_outs] == [(TOM,)]
        assert [s.voices for s in await office.received(MAYA)] == [(TOM,)]
        assert await office.received("UBOT") == await office.given(TOM) == []
        await office.react(self.on(office, place, TOM, added=False))
        await office.deliver()
        assert [s.voices for s in office.shout_outs] == [()]
        await office.react(self.on(office, place, TOM))
        await office.deliver()
        assert [s.voices for s in office.shout_outs] == [(TOM,)]

    async def test_two_emoji_are_one_voice(self, office: Office) -> None:
        place = await self.shout_out(office)
        await office.react(self.on(office, place, TOM))
        await office.react(replace(self.on(office, place, TOM), emoji="jigsaw"))
        await office.react(self.on(office, place, TOM, added=False))
        await office.deliver()
        assert [s.voices for s in office.shout_outs] == [(TOM,)]

    @pytest.mark.parametrize("person", [ANA, LI, MAYA])
    async def test_giver_and_recipients_have_spoken_already(self, office: Office, person: str) -> None:
        place = await self.shout_out(office)
        await office.react(self.on(office, place, person))
        await office.deliver()
        assert [s.voices for s in office.shout_outs] == [()]
        assert await office.rows("notice", "voice") == {"notice": 0, "voice": 0}

    async def test_the_recipients_hear_of_it_in_the_afternoon(self, office: Office) -> None:
        place = await self.shout_out(office)
        await office.react(self.on(office, place, TOM))
        office.pass_time(hours=5)
        assert await office.gather() == 2
        await office.deliver()
        for person in (LI, MAYA):
            assert [[s.voices for s in one.stories] for one in office.gathered(person)] == [[(TOM,)]]
        assert office.gathered(ANA) == []

    async def test_a_private_recipient_hears_nothing_of_the_channel(self, office: Office) -> None:
        await office.wish(LI, Wish.PRIVATELY)
        place = await self.shout_out(office)
        await office.react(self.on(office, place, TOM))
        office.pass_time(hours=5)
        await office.gather()
        await office.deliver()
        assert office.gathered(LI) == []
        assert len(office.gathered(MAYA)) == 1

    async def test_an_event_before_its_message_is_known_must_come_again(self, office: Office) -> None:
        await office.give(office.gift(MAYA))
        (claimed,) = await office.claim()
        early = self.on(office, (DESIGN, "1900000000.000001"), TOM)
        with pytest.raises(MessageNotKnownYetError):
            await office.react(early)
        assert await office.rows("inbox") == {"inbox": 0}
        await office.settle(claimed, Posted(DESIGN, early.message_ts))
        await office.react(early)
        assert [s.voices for s in await office.in_channel()] == [(TOM,)]

    async def test_an_event_about_a_message_of_ours_that_is_none_is_taken_in(self, office: Office) -> None:
        await office.react(self.on(office, (DESIGN, "1.1"), TOM))
        assert await office.rows("inbox", "reaction") == {"inbox": 1, "reaction": 0}

    async def test_a_direct_message_of_ours_takes_no_voice(self, office: Office) -> None:
        await self.shout_out(office)
        (place,) = [place for place in office.stands if place[0] == "DMAYA"]
        direct = replace(self.on(office, place, TOM), channel=place[0])
        await office.react(direct)
        assert [s.voices for s in await office.received(MAYA)] == [()]

    async def test_a_thanks_that_was_taken_back_takes_no_voice(self, office: Office) -> None:
        place = await self.shout_out(office)
        await office.undo()
        await office.react(self.on(office, place, TOM))
        await office.deliver()
        assert office.stands == {}
        office.pass_time(days=1)
        await office.gather()
        await office.deliver()
        assert office.stands == {}


async def test_a_repeated_event_is_taken_in_once(office: Office) -> None:
    event = office.reacted(ANA, MAYA)
    await office.react(event)
    before = await office.rows("recognition", "reaction", "notice", "outbox")
    await office.react(event)
    assert await office.rows(*before) == before


async def test_what_the_author_took_down_stays_down(office: Office) -> None:
    await office.react(office.reacted(ANA, MAYA))
    (story,) = await office.received(MAYA)
    assert await office.take_down(MAYA, story)
    await office.react(office.reacted(LI, MAYA))
    await office.react(office.reacted(ANA, MAYA, added=False))
    await office.react(office.reacted(ANA, MAYA))
    assert await office.received(MAYA) == await office.in_channel() == []
    assert await office.given(ANA) == await office.given(LI) == []
