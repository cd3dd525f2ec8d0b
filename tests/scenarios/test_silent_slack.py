"""Answers come within Slack's three seconds while Slack itself does not answer."""

from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from bot import app
from tests.conftest import FixedClock
from tests.scenarios.test_edit import words
from tests.scenarios.world import World
from tests.scenarios.world import world as open_world
from tests.waiting_time import WaitingTime

SLACKS_PATIENCE = 3.0
"""Seconds within which Slack wants an answer."""

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.parametrize("transport", ["socket", "http"], indirect=True),
]


@pytest.fixture
async def world(
    database_url: str,
    clock: FixedClock,
    transport: str,
    waiting_time: WaitingTime,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[World]:
    """A world with the product's own time limits, in which only waiting takes time."""
    monkeypatch.setattr(app, "time", SimpleNamespace(monotonic=waiting_time))
    async with open_world(
        database_url, clock, transport, patience=SLACKS_PATIENCE, monotonic=waiting_time
    ) as opened:
        yield opened
        # Otherwise the bot would wait for the calls that hang, as long as it may when it ends.
        opened.practice.stopping.set()


async def test_hanging_look_up_does_not_prevent_the_answer(world: World) -> None:
    world.practice.fail("users.info", hang=30, times=10)
    answer = await world.try_command("ana", "design", "@maya thanks for the sketches")
    assert answer.status == 200


async def test_recognition_is_answered_while_every_call_hangs(world: World) -> None:
    """The user, the group and the channel are looked up for it."""
    world.practice.fail("*", hang=30, times=50)
    answer = await world.try_command("ana", "design", "@maya @backend thanks for the sketches")
    assert answer.status == 200
    assert isinstance(answer.body, dict)
    assert "I'll post this in" in answer.body["text"]


async def test_leads_and_forms_are_answered_while_every_call_hangs(world: World) -> None:
    await world.command("jonas", "general", "values")
    world.practice.fail("*", hang=30, times=50)
    answer = await world.try_command("jonas", "general", "leads add @li for @office")
    assert "I couldn't read who is in there" in str(answer.body)
    world.practice.heal()
    await world.try_command("ana", "general", "")
    entered = {"people": [world.who("maya"), world.who("tom")], "text": words("thanks for the calm")}
    world.practice.fail("*", hang=30, times=50)
    answer = await world.practice.submit(world.who("ana"), {**entered, "channel": world.where("support")})
    assert answer.status == 200
    form = world.form("ana")
    assert form is not None
    assert form.errors["channel"] == "Slack didn't tell me whether you're in that channel. Please try again."
    world.practice.heal()


async def test_history_shows_nothing_while_memberships_are_unknown(world: World) -> None:
    await world.command("carol", "office-move", "@sam thanks for the lease")
    faults: tuple[dict[str, Any], ...] = ({"hang": 30}, {"status": 500})
    for fault in faults:
        world.practice.fail("users.conversations", **fault, times=1)
        answer = await world.command("jonas", "general", "history <#C0OFFICE1|x>", escape=False)
        assert answer == "Slack didn't tell me which channels you're in. Please try again."


@pytest.mark.parametrize("fault", [{"error": "expired_url", "status": 404}, {"hang": 20}])
async def test_form_confirms_in_itself_if_its_response_url_fails(world: World, fault: dict[str, Any]) -> None:
    await world.try_command("ana", "design", "")
    world.practice.fail("response_url", **fault, times=1)
    answer = await world.practice.submit(
        world.who("ana"),
        {
            "people": [world.who("maya")],
            "text": words("thanks for the sketches"),
            "channel": world.where("design"),
        },
    )
    assert answer.status == 200
    form = world.form("ana")
    assert form is not None
    assert "I'll post this in" in str(form.blocks)
    await world.settled()
    assert len(world.posts("design")) == 1


async def test_presses_are_acknowledged_while_displays_hang(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    await world.practice.open_home(world.who("ana"))
    await world.settled()
    world.practice.fail("views.publish", hang=20, times=2)
    world.practice.fail("response_url", hang=20, times=2)
    pressed = await world.practice.press_on_home(world.who("ana"), "home:given")
    assert pressed.status == 200
    told = world.private("ana", "design")[-1]
    pressed = await world.practice.press(world.who("ana"), told.channel, told.ts, "undo")
    assert pressed.status == 200
