"""Real payloads, bent out of shape: each is taken in or refused, and nothing else is disturbed."""

import copy
import itertools
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.delivery import Kind, Payload
from tests.conftest import FixedClock
from tests.scenarios.world import World
from tests.scenarios.world import world as open_world

ODD: list[Any] = [
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "x" * 5_000,
    "\ud800",
    "\x00",
    "<!channel>",
    "C0DESIGN1",
    [],
    {},
    [[[[]]]],
    {"id": {"id": {}}},
]
NUMBERS = itertools.count()
WAYS = ["put", "put", "put", "delete", "wrap"]


def places(payload: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything in a payload."""
    children: list[tuple[Any, Any]] = []
    if isinstance(payload, dict):
        children = list(payload.items())
    elif isinstance(payload, list):
        children = list(enumerate(payload))
    return [*([path] if path else []), *(p for key, child in children for p in places(child, (*path, key)))]


def bent(payload: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """The payload with one to three things in it changed."""
    payload = copy.deepcopy(payload)
    for _ in range(data.draw(st.integers(1, 3))):
        found = places(payload)
        if not found:
            break
        *way, last = data.draw(st.sampled_from(found))
        parent: Any = payload
        for key in way:
            parent = parent[key]
        match data.draw(st.sampled_from(WAYS)):
            case "delete":
                del parent[last]
            case "wrap":
                parent[last] = [parent[last]]
            case _:
                parent[last] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
    return payload


@pytest.fixture
async def world(sqlite_template: Path, tmp_path: Path, clock: FixedClock) -> AsyncIterator[World]:
    """One that answers by HTTP, and whose Slack brings nothing again."""
    file = shutil.copy(sqlite_template, tmp_path / "hearten.db")
    async with open_world(f"sqlite:///{file}", clock, "http", retry_delays=()) as opened:
        yield opened


@pytest.fixture
async def payloads(world: World) -> dict[str, dict[str, Any]]:
    """One of each kind, as Slack sent it a moment ago."""
    command = await world.try_command("ana", "design", "@maya thanks for the sketches #creativity")
    await world.settled()
    reaction = await world.react("li", world.posts("design")[0], "handshake")
    assert reaction is not None
    press = await world.press("ana", world.private("ana", "design")[0], "undo")
    said = await world.say("ana", "design", "@hearten thanks")
    mention = await world.edit("ana", said, "@hearten thanks @maya for the sketches")
    assert mention is not None
    return {
        "command": command.payload,
        "reaction": reaction.payload,
        "press": press.payload,
        "mention": mention.payload,
    }


KINDS: dict[str, tuple[Kind, str]] = {
    "command": ("slash_commands", "trigger_id"),
    "reaction": ("events_api", "event_id"),
    "press": ("interactive", "trigger_id"),
    "mention": ("events_api", "event_id"),
}
"""How each is sent, and what Slack never gives twice."""


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=15)
@given(data=st.data())
async def test_odd_payload_is_answered(
    world: World, payloads: dict[str, dict[str, Any]], name: str, data: st.DataObject
) -> None:
    number = next(NUMBERS)
    kind, fresh = KINDS[name]
    body = bent({**payloads[name], fresh: f"odd.{number}"}, data)
    if kind == "slash_commands":
        # A form holds nothing but text that can be sent.
        body = {k: v.encode(errors="replace").decode() for k, v in body.items() if isinstance(v, str)}
    answer = await world.practice.deliver(Payload(kind, body))
    assert answer.status == 200 or answer.status in range(400, 500), json.dumps(body)
    # In turns: nobody thanks that often.
    giver = ("carol", "jonas", "li", "priya")[number % 4]
    sound = await world.try_command(giver, "general", f"quietly @maya thanks no. {number}")
    assert sound.status == 200
    assert isinstance(sound.body, dict)
    assert sound.body["text"].startswith("Maya gets it privately.")
