"""Recognitions by emoji: events in any order, and who is notified when."""

import asyncio
import itertools
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import text

from bot.domain.ids import UserId
from bot.domain.preferences import ReactionPreference
from bot.domain.recognition import Source
from bot.domain.user import User
from bot.domain.visibility import ChannelKind, ThanksPreference
from bot.storage import workspaces
from bot.storage.engine import Database, Transaction
from bot.storage.ids import Ids
from bot.usecases.reaction_changes import ReactionChange
from bot.usecases.reactions import record_reactions
from tests.conftest import FixedClock
from tests.storage.executed_statements import record_statements
from tests.usecases.office import ANA, LI, MAYA, TOM, Office

TS = "1700000000.000100"
_messages = itertools.count(1)


async def test_emoji_thanks_the_author(office: Office) -> None:
    await office.react(office.make_reaction(ANA, MAYA, emoji="handshake::skin-tone-3"))
    (recognition,) = await office.list_received(MAYA)
    assert (recognition.givers, recognition.recipients, recognition.values) == (
        (ANA,),
        (MAYA,),
        ("collaboration",),
    )
    assert (recognition.text, recognition.source) == ("", Source.REACTION)
    assert recognition.permalink == "https://brightside.slack.com/archives/C0DESIGN/p1700000000000100"
    assert await office.list_given(ANA) == await office.list_in_channel() == [recognition]


async def test_message_is_one_recognition_of_all_givers(office: Office) -> None:
    await office.react(office.make_reaction(ANA, MAYA))
    await office.react(office.make_reaction(LI, MAYA, emoji="handshake"))
    await office.react(office.make_reaction(TOM, MAYA, ts="1700000001.000100"))
    later, both = await office.list_received(MAYA)
    assert (both.givers, set(both.values)) == ((ANA, LI), {"creativity", "collaboration"})
    assert later.givers == (TOM,)


async def test_recognition_lasts_until_the_last_giver_withdraws(office: Office) -> None:
    for user in (ANA, LI):
        await office.react(office.make_reaction(user, MAYA))
    await office.react(office.make_reaction(ANA, MAYA, added=False))
    assert [s.givers for s in await office.list_received(MAYA)] == [(LI,)]
    assert await office.list_given(ANA) == []
    await office.react(office.make_reaction(LI, MAYA, added=False))
    assert await office.list_received(MAYA) == await office.list_in_channel() == []
    await office.react(office.make_reaction(ANA, MAYA))
    assert [s.givers for s in await office.list_received(MAYA)] == [(ANA,)]
    assert await office.count_rows("recognition") == {"recognition": 1}


async def test_value_is_removed_with_its_last_emoji(office: Office) -> None:
    for emoji in ("bulb", "bulb::skin-tone-2", "handshake"):
        await office.react(office.make_reaction(ANA, MAYA, emoji=emoji))
    await office.react(office.make_reaction(ANA, MAYA, emoji="bulb", added=False))
    assert [set(s.values) for s in await office.list_received(MAYA)] == [{"creativity", "collaboration"}]
    await office.react(office.make_reaction(ANA, MAYA, emoji="bulb::skin-tone-2", added=False))
    assert [s.values for s in await office.list_received(MAYA)] == [("collaboration",)]


@dataclass(frozen=True)
class Happened:
    """One change by a user; `number` orders all changes and names the event."""

    number: int
    message: int
    user: str
    emoji: str
    is_added: bool


VALUE_OF = {"bulb": "creativity", "bulb::skin-tone-5": "creativity", "jigsaw": "problem-solving"}


@st.composite
def told_histories(draw: st.DrawFn) -> list[Happened]:
    """Changes by users as Slack sends them: late, repeated and in any order."""
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
        key = (one.message, one.user, one.emoji)
        latest[key] = max(latest.get(key, one), one, key=lambda h: h.number)
    found: dict[int, tuple[set[str], set[str]]] = {}
    for one in latest.values():
        if one.is_added:
            givers, values = found.setdefault(one.message, (set(), set()))
            givers.add(one.user)
            values.add(VALUE_OF[one.emoji])
    return found


@settings(max_examples=30)
@given(told=told_histories())
async def test_any_order_of_events_ends_in_the_active_reactions(office: Office, told: list[Happened]) -> None:
    author, run = UserId(f"UAUTHOR{(example := next(_messages))}"), f"{example:06}"
    for end, one in enumerate(told, 1):
        reacted = office.make_reaction(
            UserId(one.user),
            author,
            emoji=one.emoji,
            added=one.is_added,
            ts=f"17000{one.message:05}.{run}",
            event_ts=f"18000000{one.number:02}.000000",
            event_id=f"Ev{run}.{one.number}",
        )
        await office.react_at_once(reacted)
        found = {
            int(recognition.permalink.rsplit("/p17000")[1][:5]): (
                set(recognition.givers),
                set(recognition.values),
            )
            for recognition in await office.list_received(author)
        }
        assert found == standing(told[:end])


@pytest.mark.parametrize(
    "changes",
    [
        {"emoji": "tada"},
        {"author": User(ANA)},
        {"user": User(UserId("UROBOT"), is_bot=True)},
        {"author": User(UserId("UROBOT"), is_bot=True)},
        {"author": User(UserId("USLACKBOT"), is_bot=True)},
        {"author": User(UserId("UGONE"), is_deactivated=True)},
        {"author": User(UserId("UBOT"), is_bot=True)},
        {"is_added": False},
    ],
)
async def test_other_reactions_are_ignored(office: Office, changes: dict[str, Any]) -> None:
    await office.react(replace(office.make_reaction(ANA, MAYA), **changes))
    assert await office.count_rows("recognition", "pending_notification", "outbox_message") == {
        "recognition": 0,
        "pending_notification": 0,
        "outbox_message": 0,
    }


async def test_nothing_is_stored_for_authors_who_decline(office: Office) -> None:
    await office.set_thanks_preference(MAYA, ThanksPreference.NEVER)
    await office.react(office.make_reaction(ANA, MAYA))
    assert await office.count_rows("recognition", "reaction", "pending_notification", "outbox_message") == {
        "recognition": 0,
        "reaction": 0,
        "pending_notification": 0,
        "outbox_message": 0,
    }


async def test_reaction_can_be_removed_whatever_was_chosen_since(office: Office) -> None:
    await office.react(office.make_reaction(ANA, MAYA))
    await office.set_thanks_preference(MAYA, ThanksPreference.NEVER)
    await office.set_preference(ANA, ReactionPreference.OFF)
    await office.react(office.make_reaction(ANA, MAYA, added=False))
    assert await office.list_given(ANA) == await office.list_received(MAYA) == []


async def test_unrecorded_reactions_leave_nothing(office: Office) -> None:
    await office.set_preference(ANA, ReactionPreference.OFF)
    await office.react(office.make_reaction(ANA, MAYA))
    assert await office.count_rows("recognition", "reaction") == {"recognition": 0, "reaction": 0}
    await office.set_preference(ANA, ReactionPreference.ON)
    await office.react(office.make_reaction(ANA, MAYA))
    assert len(await office.list_received(MAYA)) == 1


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        (ThanksPreference.PRIVATELY, ChannelKind.PUBLIC),
        (ThanksPreference.PRIVATELY, ChannelKind.PRIVATE),
        (ThanksPreference.PUBLICLY, ChannelKind.DIRECT),
    ],
)
async def test_private_recognition_is_visible_to_giver_and_author_only(
    office: Office, wish: ThanksPreference, kind: ChannelKind
) -> None:
    await office.set_thanks_preference(MAYA, wish)
    await office.react(office.make_reaction(ANA, MAYA, kind=kind))
    assert await office.list_in_channel() == []
    assert [s.is_private for s in await office.list_received(MAYA)] == [True]
    assert [s.is_private for s in await office.list_given(ANA)] == [True]


async def test_repeated_event_counts_once(office: Office) -> None:
    event = office.make_reaction(ANA, MAYA)
    assert await office.react(event)
    before = await office.count_rows("recognition", "reaction", "pending_notification", "outbox_message")
    assert not await office.react(event)
    assert await office.count_rows(*before) == before


async def test_concurrent_addition_and_removal_leave_no_reaction(office: Office) -> None:
    """Two processes take in the two events side by side, in whatever order."""
    for number in range(40):
        ts = f"17000000{number:02}.000100"
        on = office.make_reaction(ANA, MAYA, ts=ts, event_ts="1700000100.000001")
        off = office.make_reaction(ANA, MAYA, ts=ts, event_ts="1700000100.000002", added=False)
        await asyncio.gather(office.react(on), office.react(off))
    assert await office.list_received(MAYA) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_concurrent_addition_and_removal_of_two_users_both_count(
    office: Office, database: Database, clock: FixedClock
) -> None:
    """Neither has committed while the other reads the active reactions."""
    await office.react(office.make_reaction(LI, MAYA, event_ts="1700000100.000001"))
    off = office.make_reaction(LI, MAYA, event_ts="1700000100.000002", added=False)
    on = office.make_reaction(ANA, MAYA, event_ts="1700000100.000003", emoji="handshake")

    def take_off() -> None:
        with database.engine.begin() as connection:
            record_reactions(Transaction(connection, clock.now(), Ids()), [off])

    def is_waiting(tx: Transaction) -> bool:
        return bool(tx.connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))

    with database.engine.begin() as connection:
        record_reactions(Transaction(connection, clock.now(), Ids()), [on])
        other = asyncio.ensure_future(asyncio.to_thread(take_off))
        while not other.done() and not await database.read(is_waiting):
            pass
    await other
    (recognition,) = await office.list_received(MAYA)
    assert (recognition.givers, recognition.values) == ((ANA,), ("collaboration",))


async def test_recognition_taken_down_by_the_author_stays_down(office: Office) -> None:
    await office.react(office.make_reaction(ANA, MAYA))
    (recognition,) = await office.list_received(MAYA)
    assert await office.take_down(MAYA, recognition)
    await office.react(office.make_reaction(LI, MAYA))
    await office.react(office.make_reaction(ANA, MAYA, added=False))
    await office.react(office.make_reaction(ANA, MAYA))
    assert await office.list_received(MAYA) == await office.list_in_channel() == []
    assert await office.list_given(ANA) == await office.list_given(LI) == []


async def test_reactions_recorded_together_are_as_if_each_came_alone(office: Office) -> None:
    """They are about one message, about several, and one of them comes twice."""
    await office.save_users(ANA, LI, MAYA, TOM)
    first = office.make_reaction(ANA, MAYA, event_ts="1700000100.000001")
    together = [
        first,
        office.make_reaction(LI, MAYA, emoji="handshake", event_ts="1700000100.000002"),
        office.make_reaction(ANA, TOM, ts="1700000001.000100"),
        first,
        office.make_reaction(LI, MAYA, emoji="handshake", added=False, event_ts="1700000100.000003"),
        office.make_reaction(TOM, MAYA, event_ts="1700000100.000004"),
        office.make_reaction(ANA, ANA, ts="1700000002.000100"),
    ]
    assert await office.react_at_once(*together) == [True, True, True, False, True, True, True]
    (of_maya,) = await office.list_received(MAYA)
    assert (set(of_maya.givers), of_maya.values) == ({ANA, TOM}, ("creativity",))
    (of_tom,) = await office.list_received(TOM)
    assert of_tom.givers == (ANA,)
    assert await office.react_at_once(*together) == [False] * len(together)
    # One of Ana for each author, and one each of Tom and Li.
    assert await office.count_rows("pending_notification", "outbox_message") == {
        "pending_notification": 4,
        "outbox_message": 3,
    }


async def test_reactions_to_one_message_recorded_together_give_one_recognition(office: Office) -> None:
    """One user adds two emoji, one adds and removes theirs, and one takes back what they added before."""
    await office.save_users(ANA, LI, MAYA, TOM)
    await office.react(office.make_reaction(TOM, MAYA, emoji="jigsaw", event_ts="1700000100.000001"))
    together = [
        office.make_reaction(ANA, MAYA, event_ts="1700000100.000002"),
        office.make_reaction(ANA, MAYA, emoji="handshake", event_ts="1700000100.000003"),
        office.make_reaction(LI, MAYA, event_ts="1700000100.000004"),
        office.make_reaction(TOM, MAYA, emoji="jigsaw", added=False, event_ts="1700000100.000005"),
        office.make_reaction(LI, MAYA, added=False, event_ts="1700000100.000006"),
    ]
    assert await office.react_at_once(*together) == [True] * len(together)
    (recognition,) = await office.list_received(MAYA)
    assert (recognition.givers, set(recognition.values)) == ((ANA,), {"creativity", "collaboration"})
    new = [replace(each, message_ts="1700000001.000100", event_id=f"{each.event_id}N") for each in together]
    await office.react_at_once(*new)
    later, _ = await office.list_received(MAYA)
    assert (later.givers, set(later.values)) == ((ANA,), {"creativity", "collaboration"})


async def test_emoji_without_a_value_is_not_recorded_as_repeated(office: Office) -> None:
    event = office.make_reaction(ANA, MAYA, emoji="tada")
    removed = office.make_reaction(ANA, MAYA, emoji="tada", added=False)
    assert await office.react_at_once(event, event, removed) == [True, True, True]
    assert await office.count_rows("deduplication_key") == {"deduplication_key": 0}


async def test_reactions_of_two_workspaces_are_recorded_together(office: Office) -> None:
    identity = replace(office.workspace.identity, team_id="T2")
    other = await office.database.write(workspaces.ensure, identity)
    here, there = office.make_reaction(ANA, MAYA), office.make_reaction(LI, MAYA)
    elsewhere = replace(there, workspace=other)
    assert await office.react_at_once(here, elsewhere, here) == [True, True, False]
    assert [each.givers for each in await office.list_received(MAYA)] == [(ANA,)]
    assert await office.count_rows("recognition") == {"recognition": 2}


async def test_statements_do_not_grow_with_reactions(office: Office) -> None:
    """One reaction needs as many as fifty that come at the same time, to as many messages or to one."""
    users = [UserId(f"UREACTS{number:02}") for number in range(50)]
    await office.save_users(*users)
    numbers = itertools.count(1)

    def count(tx: Transaction, changes: list[ReactionChange]) -> int:
        with record_statements(tx.connection) as executed:
            assert all(record_reactions(tx, changes))
        return len(executed)

    async def measure(reacting: list[UserId], message: int, step: int = 1, *, added: bool = True) -> int:
        changes = [
            office.make_reaction(
                user,
                UserId(f"UAUTHOR{at * step}"),
                ts=f"17000{message:05}.{at * step:06}",
                event_ts=f"1800000000.{next(numbers):06}",
                added=added,
            )
            for at, user in enumerate(reacting)
        ]
        return await office.database.write(count, changes)

    # The first explains what reactions do, in one more message for all.
    assert await measure(users, 1) <= 12
    counts = [
        (
            await measure(users[:number], number),
            await measure(users[-number:][::-1], number),
            await measure(users[-number:][::-1], number, added=False),
            await measure(users[:number], number + 1, step=0),
            await measure(users[:number], number + 1, step=0, added=False),
        )
        for number in (2, 50)
    ]
    assert counts[0] == counts[1]
    assert all(number <= most for number, most in zip(counts[1], (10, 17, 15, 19, 15), strict=True))
