"""Emoji put on and taken away: events may come late, twice and in any order."""

import asyncio
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.workspace import Workspace
from bot.storage import reactions
from bot.storage.engine import Database, UseCase
from bot.storage.reactions import Reaction

DESIGN = ChannelId("C1")

ANA = UserId("U1")
_messages = itertools.count()


def reaction(
    message_ts: str, event: int, *, added: bool, user: UserId = ANA, emoji: str = "bulb"
) -> Reaction:
    value = {"bulb": "creativity", "handshake": "collaboration"}[emoji.partition("::")[0]]
    event_ts = f"17325288{event:02}.000100"
    return Reaction(DESIGN, message_ts, user, emoji, value, event_ts, is_withdrawn=not added)


def settling(workspace: Workspace, state: Reaction) -> UseCase[[], bool]:
    return lambda tx: reactions.record_all(tx, workspace.id, [state]) == [state]


histories = st.lists(st.booleans(), min_size=1, max_size=6).flatmap(
    lambda happened: st.tuples(
        st.just(happened),
        st.lists(st.integers(0, len(happened) - 1), max_size=4).flatmap(
            lambda repeats: st.permutations([*range(len(happened)), *repeats])
        ),
    )
)
"""Changes (added or removed), and the order in which Slack sends them, with repeats."""


@settings(max_examples=40)
@given(history=histories)
async def test_latest_event_wins(
    database: Database, workspace: Workspace, history: tuple[list[bool], list[int]]
) -> None:
    happened, told = history
    message = f"{next(_messages)}.0"
    known = -1
    for event in told:
        state = reaction(message, event, added=happened[event])
        is_news = await database.write(settling(workspace, state))
        assert is_news == (event > known)
        known = max(known, event)
        place = (DESIGN, message)
        standing = await database.read(reactions.list_active, workspace.id, [place])
        assert standing == {place: {("U1", "creativity")} if happened[known] else set()}


async def test_users_and_emoji_are_independent(database: Database, workspace: Workspace) -> None:
    put_on = [
        reaction("1.0", 1, added=True, user=ANA, emoji="bulb"),
        reaction("1.0", 2, added=True, user=ANA, emoji="bulb::skin-tone-2"),
        reaction("1.0", 3, added=True, user=UserId("U2"), emoji="handshake"),
        reaction("2.0", 4, added=True, user=UserId("U3"), emoji="handshake"),
        reaction("1.0", 5, added=False, user=ANA, emoji="bulb"),
    ]
    await asyncio.gather(*(database.write(settling(workspace, one)) for one in put_on))
    places = [(DESIGN, "1.0"), (DESIGN, "2.0"), (ChannelId("C2"), "1.0")]
    assert await database.read(reactions.list_active, workspace.id, places) == {
        places[0]: {("U1", "creativity"), ("U2", "collaboration")},
        places[1]: {("U3", "collaboration")},
        places[2]: set(),
    }


async def test_same_message_in_another_workspace_is_another_message(
    database: Database, workspace: Workspace
) -> None:
    state = reaction("1.0", 1, added=True)
    await database.write(reactions.record_all, workspace.id, [state])
    other = WorkspaceId(workspace.id + 1)
    assert await database.read(reactions.list_active, other, [state.place]) == {state.place: set()}


async def test_events_of_many_reactions_are_recorded_together(
    database: Database, workspace: Workspace
) -> None:
    """Each as if it came alone, in whatever order they are given."""
    first = [reaction(f"{number}.0", 5, added=True) for number in range(4)]
    assert await database.write(reactions.record_all, workspace.id, first) == first
    later = [
        reaction("3.0", 6, added=False, emoji="bulb"),
        reaction("0.0", 4, added=False),
        reaction("1.0", 5, added=False),
        reaction("4.0", 1, added=False),
        reaction("2.0", 7, added=True),
    ]
    changed = await database.write(reactions.record_all, workspace.id, later)
    assert [one.message_ts for one in changed] == ["2.0", "3.0", "4.0"]
    active = await database.read(reactions.list_active, workspace.id, [one.place for one in later])
    assert {ts for (_, ts), pairs in active.items() if pairs} == {"0.0", "1.0", "2.0"}
    assert await database.write(reactions.record_all, workspace.id, []) == []


async def test_removal_keeps_the_value_of_the_addition(database: Database, workspace: Workspace) -> None:
    """The emoji may belong to another value by now; when it is added again, it counts for that one."""
    added = reaction("1.0", 1, added=True)
    moved = replace(added, value="collaboration", event_ts="1732528802.000100")
    for state, counted in (
        (added, "creativity"),
        (replace(moved, is_withdrawn=True), "creativity"),
        (replace(moved, event_ts="1732528803.000100"), "collaboration"),
    ):
        await database.write(reactions.record_all, workspace.id, [state])
        found = await database.read(reactions.find_values, workspace.id, [state.key])
        assert found == {state.key: counted}
