"""Tokens that expire after twelve hours are refreshed in time, once, by one process."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.domain.ids import WorkspaceId
from bot.domain.installation import EncryptedTokens
from bot.slack.api.token_refresh import LEASE, REFRESH_AHEAD
from bot.slack.many_workspaces import make_many_workspaces
from bot.storage import installations
from bot.storage.engine import Transaction
from tests.conftest import FixedClock
from tests.scenarios.town import Town
from tests.scenarios.town import town as open_town

LIFETIME = timedelta(hours=12)


@pytest.fixture
async def town(database_url: str, clock: FixedClock, transport: str) -> AsyncIterator[Town]:
    async with open_town(database_url, clock, transport, token_lifetime=LIFETIME) as opened:
        for world in opened.worlds:
            assert (await opened.browser.install(world)).status == 200
            await world.settled()
        yield opened


async def test_tokens_are_refreshed_ahead_and_when_needed(town: Town, clock: FixedClock) -> None:
    first, second = town.worlds
    oauth = town.site.oauth
    await first.command("ana", "design", "digest on monday 9:00")
    await first.command("ana", "design", "@maya thanks for the talk")
    clock.advance(LIFETIME - REFRESH_AHEAD - timedelta(seconds=1))
    await town.bot.ticks.refresh_tokens()
    assert oauth.refreshes == 0
    clock.advance(timedelta(seconds=2))
    await town.bot.ticks.refresh_tokens()
    await town.bot.ticks.refresh_tokens()
    assert oauth.refreshes == 2
    # Nobody refreshed them ahead: what is scheduled does, once for each workspace.
    await first.pass_time(days=7)
    assert any("Good words from" in told for told in first.texts("design"))
    assert oauth.refreshes == 3
    clock.advance(LIFETIME * 2)
    await asyncio.gather(
        *(second.command(who, "general", "@maya thanks for it all") for who in ("ana", "li", "jonas"))
    )
    assert len([told for told in second.texts("general") if "thanks for it all" in told]) == 3
    assert oauth.refreshes == 4


async def test_two_processes_refresh_a_token_once(town: Town, clock: FixedClock) -> None:
    assert town.bot.many
    another = make_many_workspaces(town.bot.deps, town.bot.web_api)
    workspace, _ = await town.ids()
    clock.advance(LIFETIME)
    found = await asyncio.gather(
        *(
            source.find_credentials(workspace)
            for source in (town.bot.many.installations, another.installations)
            for _ in range(3)
        )
    )
    assert town.site.oauth.refreshes == 1
    assert len({credentials.token for credentials in found}) == 1
    await town.first.command("ana", "design", "@maya thanks for the talk")
    assert any("the talk" in told for told in town.first.texts("design"))


async def test_unavailable_slack_is_asked_again_and_a_refusal_needs_a_new_installation(
    town: Town, clock: FixedClock
) -> None:
    first, second = town.worlds
    clock.advance(LIFETIME - REFRESH_AHEAD + timedelta(seconds=1))
    town.site.faults += [503, 503]
    await town.bot.ticks.refresh_tokens()
    assert town.site.oauth.refreshes == 0
    await town.bot.ticks.refresh_tokens()
    assert town.site.oauth.refreshes == 2
    # Slack refuses: a wrong secret says nothing about the workspaces, a spent token does.
    secret, town.site.app.client_secret = town.site.app.client_secret, "another"
    clock.advance(LIFETIME)
    await town.bot.ticks.refresh_tokens()
    town.site.app.client_secret = secret
    await town.bot.ticks.refresh_tokens()
    assert town.site.oauth.refreshes == 4
    town.site.oauth.forget_refresh_tokens()
    clock.advance(LIFETIME)
    await town.bot.ticks.refresh_tokens()
    for world in town.worlds:
        world.practice.is_troubled = True
    await first.practice.command(first.who("ana"), first.where("design"), "@maya thanks for the talk")
    await first.settled()
    assert not any("the talk" in told for told in first.texts("design"))
    assert (await town.browser.install(first)).status == 200
    await first.settled()
    assert any("the talk" in told for told in first.texts("design"))
    assert town.site.oauth.refreshes == 4
    assert second.texts("design") == []


def read_tokens(tx: Transaction) -> dict[WorkspaceId, EncryptedTokens]:
    return dict(installations.list_tokens(tx))


@pytest.mark.parametrize("grace", [timedelta(minutes=1), timedelta(0)])
async def test_refresh_of_a_process_that_died_is_made_again(
    town: Town, clock: FixedClock, grace: timedelta
) -> None:
    """Slack accepts a token to refresh with a little longer than once, and does not say how long."""
    town.site.app.refresh_grace = grace
    first, many, database = town.first, town.bot.many, town.bot.deps.database
    assert many
    workspace, _ = await town.ids()
    clock.advance(LIFETIME - REFRESH_AHEAD + timedelta(seconds=1))
    before = clock.now() + REFRESH_AHEAD
    claimed = await database.write(installations.claim_refresh, workspace, before, LEASE)
    assert claimed
    assert claimed.refresh_token
    # Slack answers, and the process dies before it has stored the answer.
    await many.refresh._oauth.refresh(many.cipher.decrypt(claimed.refresh_token))
    await town.bot.ticks.refresh_tokens()
    assert town.site.oauth.refreshes == 2
    clock.advance(LEASE)
    await town.bot.ticks.refresh_tokens()
    if grace:
        assert town.site.oauth.refreshes == 3
        clock.advance(LIFETIME - REFRESH_AHEAD)
    # Without it, the token of before serves for its time.
    await first.command("ana", "design", "@maya thanks for the talk")
    assert any("the talk" in told for told in first.texts("design"))


async def test_granted_tokens_are_kept_until_the_database_takes_them(
    town: Town, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, oauth = town.bot.deps.database, town.site.oauth
    clock.advance(LIFETIME - REFRESH_AHEAD + timedelta(seconds=1))
    before = await database.read(read_tokens)

    def refuse(*_: object) -> bool:
        raise OperationalError("UPDATE installation", {}, Exception("the server closed the connection"))

    with monkeypatch.context() as away:
        away.setattr(installations, "replace_tokens", refuse)
        await town.bot.ticks.refresh_tokens()
    assert (oauth.refreshes, await database.read(read_tokens)) == (2, before)
    await town.bot.ticks.refresh_tokens()
    after = await database.read(read_tokens)
    assert oauth.refreshes == 2
    assert all(after[holder].bot_token != tokens.bot_token for holder, tokens in before.items())
    # The tokens of before have expired by now.
    clock.advance(REFRESH_AHEAD)
    await town.first.command("ana", "design", "@maya thanks for the talk")
    assert any("the talk" in told for told in town.first.texts("design"))
    assert oauth.refreshes == 2
