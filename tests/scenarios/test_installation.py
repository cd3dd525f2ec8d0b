"""Workspaces install the app in the browser, and what can go wrong on the way."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs
from sqlalchemy import text

from bot.errors import UndecipherableTokenError
from bot.settings import Secret
from bot.slack.features.installation.installer import STATE_LIFETIME
from bot.slack.many_workspaces import make_many_workspaces
from bot.storage.engine import Transaction
from bot.token_cipher import make_key
from bot.usecases import installations
from tests.conftest import FixedClock
from tests.scenarios.town import Town, query_of
from tests.scenarios.town import town as open_town

TOUR = "Three small steps to begin"


@pytest.fixture
async def town(database_url: str, clock: FixedClock, transport: str) -> AsyncIterator[Town]:
    async with open_town(database_url, clock, transport) as opened:
        yield opened


def read_everything(tx: Transaction) -> str:
    """Return all that is stored about installations."""
    tables = ("installation", "install_state", "workspace")
    rows = [tx.connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables]
    return repr(rows)


async def test_two_workspaces_install_the_app_and_use_it_side_by_side(town: Town) -> None:
    for world in town.worlds:
        page = await town.browser.install(world)
        assert (page.status, page.text) == (
            200,
            "I've written you a message there with three small steps to begin.",
        )
        assert f"Hearten is in {world.workspace.name}" in page.html
        assert query_of(page.link) == {"app": "A0HEARTEN", "team": world.workspace.team_id}
        await world.settled()
        # The first admin on Slack's page allowed it.
        assert [TOUR in told for told in world.direct_texts("jonas")] == [True]
    await town.first.command("ana", "design", "@maya thanks for the first workspace's talk")
    await town.second.command("ana", "design", "@maya thanks for the second workspace's walk")
    assert ["talk" in told for told in town.first.texts("design")] == [True]
    assert ["walk" in told for told in town.second.texts("design")] == [True]
    assert "walk" not in await town.first.command("maya", "design", "history")
    assert "talk" not in await town.second.command("maya", "design", "history")
    # Tokens and states are not readable in the database.
    stored = await town.bot.deps.database.read(read_everything)
    assert "xoxb-" not in stored
    # With another key Hearten doesn't start, and says so.
    settings = replace(town.first.settings, encryption_keys=(Secret(make_key()),))
    with pytest.raises(UndecipherableTokenError, match="HEARTEN_ENCRYPTION_KEYS lacks the key"):
        await make_many_workspaces(
            structs.replace(town.bot.deps, settings=settings), town.bot.web_api
        ).check_keys()
    assert town.bot.many is not None
    await town.bot.many.check_keys()


async def test_failed_installations_say_why_and_store_nothing(town: Town, clock: FixedClock) -> None:
    browser, team = town.browser, town.first.workspace.team_id

    async def stored() -> int:
        return len(await town.bot.installations.list_workspaces())

    stale = "This link was used before, is too old, or began in another browser. Please start again."
    # Cancelled.
    page = await browser.decide(await browser.invite(), decision="cancel")
    assert (page.status, page.text) == (
        200,
        "You cancelled, so nothing was installed and nothing was stored.",
    )
    assert page.link == "/slack/install"
    # In another browser, which has a cookie of its own or none.
    url = await browser.invite()
    own = browser.cookie
    for cookie in ("", f"{own}x", own.replace("=", "-x=")):
        browser.cookie = cookie
        page = await browser.decide(url, decision="allow", team=team)
        assert (page.status, page.text) == (400, stale)
    # Without what Slack adds to the address.
    for query in ("", "?code=1", "?state=1", f"?state={own.partition('=')[2]}"):
        browser.cookie = own
        page = await browser.open(f"/slack/oauth_redirect{query}")
        assert (page.status, page.text) == (400, stale)
    # Too late.
    url = await browser.invite()
    clock.advance(STATE_LIFETIME + timedelta(seconds=1))
    page = await browser.decide(url, decision="allow", team=team)
    assert page.text == stale
    # A code of another app; one that Slack doesn't know; a refusal of an admin's; Slack down.
    town.site.app.client_secret = "another"
    page = await browser.decide(await browser.invite(), decision="allow", team=team)
    assert page.text == "This installation belongs to another app, so I can't finish it. Please start again."
    town.site.app.client_secret = town.first.settings.client_secret.value  # type: ignore[union-attr]  # set
    for name, told in (
        ("code=unknown", stale),
        (
            "error=org_login_required",
            "Slack didn't allow it (org_login_required). An admin of your Slack can tell you more.",
        ),
        (
            "error=%3Cscript%3E",
            "Slack didn't allow it (unknown_error). An admin of your Slack can tell you more.",
        ),
    ):
        state = query_of(await browser.invite())["state"]
        page = await browser.open(f"/slack/oauth_redirect?state={state}&{name}")
        assert (page.status, page.text) == (400, told)
    town.site.faults.append(503)
    page = await browser.decide(await browser.invite(), decision="allow", team=team)
    assert (page.status, page.text) == (
        503,
        "Slack or Hearten isn't answering right now. Please start again in a minute.",
    )
    assert await stored() == 0
    clock.advance(STATE_LIFETIME)
    await town.bot.ticks.prune()
    assert await town.bot.deps.database.read(read_everything) == "[[], [], []]"
    # A link that was used: replayed by the same browser, with the same cookie.
    url = await browser.invite()
    own = browser.cookie
    assert (await browser.decide(url, decision="allow", team=team)).status == 200
    browser.cookie = own
    page = await browser.decide(url, decision="allow", team=team)
    assert (page.status, page.text) == (400, stale)
    assert await stored() == 1


async def test_flood_of_begun_installations_is_limited(
    town: Town, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installations, "MAX_BEGUN", 2)
    assert [(await town.browser.open("/slack/install")).status for _ in range(3)] == [200, 200, 503]
    clock.advance(STATE_LIFETIME)
    assert (await town.browser.install(town.first)).status == 200


async def test_pages_are_safe_and_speak_german(town: Town) -> None:
    page = await town.browser.open("/slack/install?team=T0MOONLIT")
    assert query_of(page.link)["team"] == "T0MOONLIT"
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "SameSite=Lax" in page.headers["Set-Cookie"]
    assert '<html lang="en">' in page.html
    odd = await town.browser.open('/slack/install?team="><script>')
    assert "script" not in odd.link
    for wanted, spoken in (("de-AT,de;q=0.9", "de"), ("tlh", "en"), ("", "en")):
        town.browser.language = wanted
        shown = await town.browser.open("/slack/install")
        assert f'<html lang="{spoken}">' in shown.html
        assert ("Zu Slack hinzufügen" in shown.html) is (spoken == "de")
