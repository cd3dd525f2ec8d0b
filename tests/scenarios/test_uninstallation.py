"""A workspace uninstalls the app, comes back, or doesn't; the other one notices nothing."""

import pytest

from bot.practice.records import SlackError
from bot.storage import installations, workspaces
from bot.storage.engine import Transaction
from bot.usecases.erasure import order_workspace_erasure
from tests.conftest import FixedClock
from tests.scenarios.town import Town


def count_tokens(tx: Transaction) -> int:
    return installations.count(tx)


async def installed(installed_town: Town) -> list[str]:
    return [found.identity.name for found in await installed_town.bot.installations.list_workspaces()]


async def test_workspace_comes_back_within_thirty_days(installed_town: Town, clock: FixedClock) -> None:
    first, second = installed_town.worlds
    await first.command("ana", "design", "@maya thanks for the talk")
    await first.command("ana", "design", "digest on monday 9:00")
    await first.practice.uninstall()
    with pytest.raises(SlackError, match="unknown_command"):
        await first.command("ana", "design", "history")
    assert await installed(installed_town) == ["Moonlit"]
    assert await installed_town.bot.deps.database.read(count_tokens) == 1
    # What is due meanwhile waits, and calls nothing in Slack.
    first.practice.calls.clear()
    await first.pass_time(days=20)
    await installed_town.bot.ticks.night()
    await installed_town.bot.settled()
    assert first.practice.calls == []
    await second.command("ana", "design", "@maya thanks for the walk")
    assert (await installed_town.browser.install(first)).status == 200
    assert await installed(installed_town) == ["Brightside", "Moonlit"]
    assert "talk" in await first.command("maya", "design", "history")
    # One digest for all the weeks.
    assert len([told for told in first.texts("design") if "Good words from" in told]) == 1
    assert len([told for told in first.direct_texts("jonas") if "Three small steps" in told]) == 1
    await first.command("ana", "design", "@maya thanks for coming back")
    assert any("coming back" in told for told in first.texts("design"))


async def test_workspace_that_stays_away_is_erased(installed_town: Town) -> None:
    first, second = installed_town.worlds
    await first.command("ana", "design", "@maya thanks for the talk")
    await second.command("ana", "design", "@maya thanks for the walk")
    await first.practice.uninstall()
    gone, kept = await installed_town.ids()
    await first.pass_time(days=31)
    await installed_town.bot.ticks.night()
    await installed_town.bot.ticks.tick()

    def exist(tx: Transaction) -> list[bool]:
        return [workspaces.exists(tx, workspace) for workspace in (gone, kept)]

    assert await installed_town.bot.deps.database.read(exist) == [False, True]
    assert "walk" in await second.command("maya", "design", "history")
    # It may begin anew.
    assert (await installed_town.browser.install(first)).status == 200
    assert "talk" not in await first.command("maya", "design", "history")


async def test_revoked_token_stops_only_its_workspace(installed_town: Town, clock: FixedClock) -> None:
    first, second = installed_town.worlds
    workspace = await first.find_workspace()
    credentials = await installed_town.bot.installations.find_credentials(workspace.id)
    # Slack revokes the token, and the event about it gets lost.
    first.practice.is_troubled = True
    first.practice.issue_token(None)
    first.practice._api.revoke_tokens()
    for world in installed_town.worlds:
        await world.practice.command(world.who("ana"), world.where("design"), "@maya thanks for it")
    await second.settled()
    assert any("thanks for it" in told for told in second.texts("design"))
    assert not any("thanks for it" in told for told in first.texts("design"))
    # A new installation sends what waited.
    assert (await installed_town.browser.install(first)).status == 200
    await first.settled()
    assert any("thanks for it" in told for told in first.texts("design"))
    assert (await installed_town.bot.installations.find_credentials(workspace.id)) != credentials


async def test_installation_waits_until_an_erasure_has_ended(installed_town: Town) -> None:
    first = installed_town.first
    workspace = await first.find_workspace()
    # No tick of the bot's own erases it meanwhile.
    async with installed_town.bot.ticks._running:
        await installed_town.bot.deps.database.write(order_workspace_erasure, workspace)
        page = await installed_town.browser.install(first)
    assert (page.status, page.text) == (
        503,
        "The data from before is being erased right now. Please start again in a few minutes.",
    )
    await installed_town.bot.ticks.tick()
    assert await installed(installed_town) == ["Moonlit"]
    assert (await installed_town.browser.install(first)).status == 200
    assert await installed(installed_town) == ["Moonlit", "Brightside"]
