"""An Enterprise organisation installs the app for its workspaces; people of others meet it in a channel."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.practice.delivery import Payload
from bot.storage import installations, workspaces
from bot.storage.engine import Transaction
from tests.conftest import FixedClock
from tests.scenarios.test_edit import words
from tests.scenarios.town import OTHER_TEAM, Town
from tests.scenarios.town import town as open_town

ORGANISATION = "E0SUNRISE"


@pytest.fixture
async def town(database_url: str, clock: FixedClock, transport: str) -> AsyncIterator[Town]:
    async with open_town(database_url, clock, transport) as opened:
        yield opened


async def rows(town: Town) -> list[tuple[str, str, bool]]:
    """Return the rows of workspaces: organisation, team, and whether they are served now."""

    def read(tx: Transaction) -> list[tuple[str, str, bool]]:
        found = [
            one for team in ("", town.first.workspace.team_id) for one in workspaces.list_by_team(tx, team)
        ]
        return [
            (one.identity.enterprise_id, one.identity.team_id, installations.find(tx, one.id) is not None)
            for one in found
        ]

    return await town.bot.deps.database.read(read)


async def test_organisation_installs_the_app_for_its_workspaces(town: Town) -> None:
    first, second = town.worlds
    first.workspace.enterprise_id = ORGANISATION
    page = await town.browser.install(first, org_wide="yes")
    assert "Hearten is in Sunrise Group" in page.html
    assert page.text == "An admin of the organisation now chooses which workspaces get it."
    assert await town.bot.installations.list_workspaces() == []
    # The other workspace is of no organisation, and installs it for itself.
    assert (await town.browser.install(second)).status == 200
    # Commands, buttons, forms, shortcuts, events, deliveries, look-ups, digests.
    await first.command("ana", "design", "@maya thanks for the talk")
    (shout_out,) = first.posts("design")
    await first.join_by_form("li", shout_out)
    await first.submit("li", text=words("it was great"))
    await first.practice.shortcut(first.who("ana"), "give")
    assert first.form("ana") is not None
    await first.practice.open_home(first.who("maya"))
    await first.settled()
    assert first.practice.find_home(first.who("maya")) is not None
    await first.command("ana", "design", "@office thanks for the plants")
    await first.command("ana", "design", "digest on monday 9:00")
    await first.pass_time(days=7)
    assert any("Good words from" in told for told in first.texts("design"))
    assert [one.identity.name for one in await town.bot.installations.list_workspaces()] == [
        "Moonlit",
        "Brightside",
    ]
    assert all(call["team_id"] == first.workspace.team_id for call in first.calls("usergroups.users.list"))
    assert "talk" not in await second.command("maya", "design", "history")
    # The organisation takes it from the workspace, and gives it back.
    event = {"type": "team_access_revoked", "team_ids": [first.workspace.team_id]}
    payload = first.practice._payloads.event(event)
    payload |= {"team_id": None, "context_team_id": None, "enterprise_id": ORGANISATION}
    answer = await first.practice.deliver(Payload("events_api", payload))
    assert answer.status == 200
    assert [one.identity.name for one in await town.bot.installations.list_workspaces()] == ["Moonlit"]
    assert "talk" in await first.command("maya", "design", "history")
    assert len(await town.bot.installations.list_workspaces()) == 2
    # It ends for all of them at once.
    await first.practice.uninstall()
    assert [one.identity.name for one in await town.bot.installations.list_workspaces()] == ["Moonlit"]
    assert await rows(town) == [
        (ORGANISATION, "", False),
        (ORGANISATION, first.workspace.team_id, False),
    ]
    assert (await town.browser.install(first, org_wide="yes")).status == 200
    assert "talk" in await first.command("maya", "design", "history")


async def test_workspace_that_the_organisation_did_not_let_in_is_refused(town: Town) -> None:
    first, second = town.worlds
    first.workspace.enterprise_id = second.workspace.enterprise_id = ORGANISATION
    assert (await town.browser.install(first, org_wide="yes")).status == 200
    town.site.practices[1].workspace.commands = first.workspace.commands
    with second.no_answer_expected():
        answer = await second.try_command("ana", "design", "@maya thanks for the walk")
    assert answer.failure or answer.status == 403
    assert await town.bot.installations.list_workspaces() == []


async def test_stranger_in_a_shared_channel_changes_nothing_elsewhere(town: Town) -> None:
    first, second = town.worlds
    for world in town.worlds:
        assert (await town.browser.install(world)).status == 200
        await world.command("ana", "northlight", "@li thanks for the logo")
    # Rosa's own company has installed the app, too.
    rosa = first.workspace.person("rosa")
    first.workspace.people[rosa.id] = replace(rosa, team_id=OTHER_TEAM)
    (shout_out,) = first.posts("northlight")
    await first.press("rosa", shout_out, "endorse")
    assert len(second.posts("northlight")) == 1
    assert [told for told in second.texts("northlight") if "U0ROSA" in told or "Rosa" in told] == []
    assert second.private("rosa", "northlight") == []
