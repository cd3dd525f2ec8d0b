"""Two workspaces with equal ids: nothing of one is ever seen or changed in the other."""

import contextlib
import json
from typing import Any

from bot.domain.ids import WorkspaceId
from bot.practice.delivery import Payload
from bot.practice.entries import iterate_elements
from bot.practice.records import Message, SlackError
from bot.practice.response_urls import Place
from bot.practice.views import View
from tests.scenarios.test_erasure import forget
from tests.scenarios.town import FIRST, SECOND, Town, TownWorld
from tests.scenarios.world import World
from tests.storage.workspace_rows import read_rows

USERS = ("ana", "maya", "jonas")
SENT_TO_CHOOSE = ("overflow", "static_select")
COMMANDS = (
    ("ana", "design", f"@maya @li thanks for the {FIRST} #creativity"),
    ("maya", "design", f"@ana thanks for the second {FIRST}"),
    ("ana", "general", f"quietly @maya thanks for the {FIRST}"),
    ("ana", "general", f"@office thanks for the {FIRST}"),
    ("ana", "general", f"@ana thanks for the {FIRST}"),
    ("ana", "general", f"the {FIRST}"),
    ("ana", "general", "digest on monday 9:00 UTC"),
    ("ana", "general", "digest preview"),
    ("ana", "general", "digest"),
    ("maya", "general", "history"),
    ("ana", "general", "history given"),
    ("ana", "general", "history #design"),
    ("jonas", "general", "history @maya"),
    ("ana", "general", f'history "{FIRST}"'),
    ("li", "general", "privacy thanks privately"),
    ("ana", "general", "privacy"),
    ("jonas", "general", "values"),
    ("jonas", "general", "settings"),
    ("jonas", "general", "settings admins add @priya"),
    ("jonas", "general", "leads add @carol for #design"),
    ("carol", "general", "history @maya"),
    ("ana", "general", "leads"),
    ("maya", "general", "export"),
    ("ana", "design", f"card @carol until friday 16:00 for the {FIRST}"),
    ("ana", "design", "cards"),
    ("ana", "general", "help"),
    ("ana", "design", "undo"),
)
READING = (
    ("maya", "history"),
    ("ana", "history given"),
    ("ana", "history #design"),
    ("carol", "history @maya"),
    ("ana", 'history "thanks"'),
    ("ana", "digest preview"),
    ("ana", "digest"),
    ("ana", "privacy"),
    ("ana", "cards"),
    ("li", "privacy"),
    ("jonas", "values"),
    ("jonas", "settings"),
    ("jonas", "leads"),
    ("ana", "undo"),
)
"""Questions whose answers are empty in the other workspace, or as at the beginning."""


def said(world: World) -> str:
    """Return all that is in a workspace for people to see."""
    workspace = world.workspace
    messages = [one for shown in workspace.messages.values() for one in shown.values()]
    homes = [view for user in USERS if (view := world.practice.find_home(world.who(user)))]
    views = [view for user in USERS if (view := world.form(user))]
    files = [(file.content or b"").decode("utf-8", "replace") for file in workspace.files.announced.values()]
    blocks = [*(one.blocks for one in messages), *(view.blocks for view in (*homes, *views))]
    return json.dumps([[one.text for one in messages], blocks, files], default=str)


def called(world: World) -> str:
    """Return all that was asked of Slack for a workspace."""
    return json.dumps([[call.method, call.args] for call in world.practice.calls], default=str)


async def rows(installed_town: Town, workspace: WorkspaceId) -> dict[str, list[str]]:
    return await installed_town.bot.deps.database.read(read_rows, workspace)


async def press_everything(world: World, who: str, message: Message, pressed: set[str]) -> None:
    """Press each kind of button in a message, and choose each kind of option, that is not `pressed` yet."""
    for _, element in tuple(iterate_elements(message.blocks)):
        options = element.get("options") or ()
        values = [one["value"] for one in options] if element["type"] in SENT_TO_CHOOSE else [None]
        for value in values if element["type"] in ("button", *SENT_TO_CHOOSE) else ():
            kind = f"{element['action_id'].partition(':')[0]} {str(value).partition(':')[0]}"
            if kind in pressed:
                continue
            # An earlier press may have changed or removed the message.
            with contextlib.suppress(SlackError):
                await world.press(who, message, element["action_id"], value=value)
                pressed.add(kind)
            await finish_forms(world, who)


async def finish_forms(world: World, who: str) -> None:
    """Send each form that is open, as it is; close what can't be sent."""
    for _ in range(3):
        view: View | None = world.form(who)
        if view is None:
            return
        try:
            await world.submit(who)
        except (SlackError, ValueError):
            await world.practice.close(world.who(who))
    while world.form(who) is not None:
        await world.practice.close(world.who(who))


async def press_on_home(world: World, who: str, pressed: set[str]) -> None:
    """Open the Home, and press each kind of button there that is not `pressed` yet."""
    await world.practice.open_home(world.who(who))
    await world.settled()
    home = world.practice.find_home(world.who(who))
    for _, element in tuple(iterate_elements(home.blocks)) if home else ():
        kind = f"home {element['action_id'].partition(':')[0]}"
        if element["type"] == "button" and kind not in pressed:
            with contextlib.suppress(SlackError):
                await world.practice.press_on_home(world.who(who), element["action_id"])
                pressed.add(kind)
            await world.settled()
            await finish_forms(world, who)


async def use_everything(world: TownWorld) -> set[str]:
    """Do all that people can do; return the kinds of buttons that were pressed."""
    for who, where, text in COMMANDS:
        await world.try_command(who, where, text)
        await world.settled()
        await finish_forms(world, who)
    await world.say("carol", "general", f"@Hearten @maya thanks for the {FIRST}")
    await world.write("ana", f"@maya thanks for the {FIRST}")
    await world.write("maya", "history")
    message = await world.say("maya", "general", f"I have watered the {FIRST}.")
    await world.react("ana", message, "bulb")
    await world.practice.shortcut(world.who("ana"), "give")
    await finish_forms(world, "ana")
    await world.practice.message_action(world.who("ana"), "recognise", message.channel, message.ts)
    await finish_forms(world, "ana")
    pressed: set[str] = set()
    for who in USERS:
        await press_on_home(world, who, pressed)
    bot = world.workspace.bot_user_id
    for channel in ("design", "general", *(world.workspace.dm_channel(world.who(who)).id for who in USERS)):
        for shown in tuple(world.workspace.messages.get(world.where(channel), {}).values()):
            readers = [who for who in USERS if shown.ephemeral_to in (None, world.who(who))]
            if shown.user == bot and readers:
                await press_everything(world, readers[-1], shown, pressed)
    await world.settled()
    return pressed


def send_to(payload: dict[str, Any], world: World) -> dict[str, Any]:
    """Return a payload as if it came from another workspace, with the ids of the first one.

    What people typed into a form there is another word.
    """
    moved: dict[str, Any] = json.loads(json.dumps(payload, default=str).replace(FIRST, "fern"))
    team = world.workspace.team_id
    if "response_url" in moved:
        place = Place(moved["channel"]["id"], moved["user"]["id"])
        moved["response_url"] = world.practice._new_response_url(place)
    moved["trigger_id"] = world.workspace.triggers.issue(moved["user"]["id"], "")
    moved["team"] = {"id": team, "domain": world.workspace.domain}
    moved["user"]["team_id"] = team
    if isinstance(moved.get("view"), dict):
        moved["view"].pop("app_installed_team_id", None)
    return moved


async def test_nothing_of_one_workspace_shows_in_the_other(installed_town: Town) -> None:
    first, second = installed_town.worlds
    mine, others = await installed_town.ids()
    await second.command("ana", "design", f"@maya thanks for the {SECOND}")
    before_rows, before_said = await rows(installed_town, others), said(second)
    second.practice.calls.clear()
    pressed = await use_everything(first)
    assert len(pressed) > 25, pressed
    assert SECOND not in said(first)
    assert SECOND not in called(first)
    # The other workspace: no row, no message and no call.
    assert await rows(installed_town, others) == before_rows
    assert said(second) == before_said
    assert second.practice.calls == []
    # Nobody there reads of it, in answers, forms, on the Home and in files.
    changed = {text for texts in (await rows(installed_town, mine)).values() for text in texts}
    assert any(FIRST in text for text in changed)
    for who, text in READING:
        await second.try_command(who, "general", text)
        await second.settled()
        await finish_forms(second, who)
    await second.command("maya", "general", "export")
    for who in USERS:
        await press_on_home(second, who, set())
    assert FIRST not in said(second)
    # What is pressed or sent there with ids of the first workspace changes nothing here.
    kept = await rows(installed_town, mine)
    first.practice.calls.clear()
    payloads = [entry.request for entry in first.practice.journal.after(0) if entry.kind == "interactive"]
    assert len(payloads) > 30
    for payload in payloads:
        await second.practice.deliver(Payload("interactive", send_to(payload, second)))
    await second.settled()
    assert await rows(installed_town, mine) == kept
    assert first.practice.calls == []
    assert FIRST not in said(second)
    assert FIRST not in called(second)


async def test_digests_exports_and_erasures_stay_in_their_workspace(installed_town: Town) -> None:
    first, second = installed_town.worlds
    for world, word in zip(installed_town.worlds, (FIRST, SECOND), strict=True):
        await world.command("ana", "general", "digest on monday 9:00 Europe/Berlin all")
        await world.command("ana", "design", f"@maya thanks for the {word}")
        await world.command("maya", "design", "export")
    await first.pass_until("2026-11-30T08:00:00")
    for world, word, other in ((first, FIRST, SECOND), (second, SECOND, FIRST)):
        (digest,) = [told for told in world.texts("general") if "Good words from" in told]
        assert word in digest
        assert word in said(world)
        assert other not in said(world)
        assert other not in called(world)
    await forget(first, "ana", "everything")
    await installed_town.bot.ticks.tick()
    await first.settled()
    assert not any(FIRST in told for told in first.texts("design"))
    assert any(SECOND in told for told in second.texts("design"))
    assert SECOND in await second.command("maya", "design", "history")
    # A whole workspace is erased, and the other one stays.
    mine, others = await installed_town.ids()
    before = await rows(installed_town, others)
    assert await installed_town.bot.erase_workspace(first.workspace.team_id)
    assert all(found == [] for found in (await rows(installed_town, mine)).values())
    assert await rows(installed_town, others) == before
