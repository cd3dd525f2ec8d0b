"""Emoji put on and taken away: events may come late, twice and in any order."""

import asyncio
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

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
    return lambda tx: reactions.record(tx, workspace.id, state)


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
        standing = await database.read(reactions.list_active, workspace.id, DESIGN, message)
        assert standing == ([("U1", "creativity")] if happened[known] else [])


async def test_users_and_emoji_are_independent(database: Database, workspace: Workspace) -> None:
    put_on = [
        reaction("1.0", 1, added=True, user=ANA, emoji="bulb"),
        reaction("1.0", 2, added=True, user=ANA, emoji="bulb::skin-tone-2"),
        reaction("1.0", 3, added=True, user=UserId("U2"), emoji="handshake"),
        reaction("2.0", 4, added=True, user=UserId("U3"), emoji="handshake"),
        reaction("1.0", 5, added=False, user=ANA, emoji="bulb"),
    ]
    await asyncio.gather(*(database.write(settling(workspace, one)) for one in put_on))
    both = await database.read(reactions.list_active, workspace.id, DESIGN, "1.0")
    assert sorted(both) == [("U1", "creativity"), ("U2", "collaboration")]
    one = await database.read(reactions.list_active, workspace.id, DESIGN, "1.0", users=[ANA])
    assert one == [("U1", "creativity")]


async def test_same_message_in_another_workspace_is_another_message(
    database: Database, workspace: Workspace
) -> None:
    state = reaction("1.0", 1, added=True)
    await database.write(reactions.record, workspace.id, state)
    assert await database.read(reactions.list_active, WorkspaceId(workspace.id + 1), DESIGN, "1.0") == []
