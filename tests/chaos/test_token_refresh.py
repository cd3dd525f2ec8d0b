"""Two processes that need a new token at the same moment: Slack is asked for it once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.practice.company import brightside
from bot.practice.oauth import AppRegistration
from bot.practice.server import Practice
from bot.practice.site import Site
from bot.slack.manifest import build_manifest
from bot.storage.database_url import parse_url
from tests.chaos.balancer import Balancer
from tests.chaos.fleet import Fleet
from tests.chaos.trial import delivered
from tests.granted_installation import install, many_settings

PROCESSES = 2
LIFETIME = timedelta(hours=12)
MOMENT = 0.05
"""Seconds in which a command is on its way."""
BOTH_ASK = 2.0
"""Seconds in which both processes find that they need a token: less than the one waits for the other."""
PATIENCE = 60
"""Seconds for which Slack waits for an answer here: a loaded machine is no slow bot."""


def expire_token(url: str) -> None:
    """Let the stored token have expired a moment ago."""
    engine = create_engine(parse_url(url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE installation SET expires_at = now() - interval '1 second'"))
    engine.dispose()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_processes_refresh_a_token_once_and_both_go_on(database_url: str, tmp_path: Path) -> None:
    # Within its grace period Slack would refresh it twice.
    app = AppRegistration("A0HEARTEN", build_manifest(), [], LIFETIME, refresh_grace=LIFETIME)
    async with (
        Practice(brightside(), patience=PATIENCE) as practice,
        Site(app, [practice]) as site,
        Balancer() as balancer,
    ):
        await install(site, practice, database_url)
        settings = many_settings(site, database_url) | {"HEARTEN_POST_INTERVAL": "0", "PORT": "0"}

        async def thank_by_each(words: str) -> list[str]:
            """Let each process have a command at the same moment."""
            commands = []
            for number, port in enumerate(balancer.backends):
                practice.events_url = f"http://127.0.0.1:{port}/slack/events"
                typed = f"@maya thanks for {words} {number}"
                commands.append(asyncio.create_task(practice.command("U0ANA0001", "C0DESIGN1", typed)))
                await asyncio.sleep(MOMENT)
            if not site.answers.is_set():
                await asyncio.sleep(BOTH_ASK)
                site.answers.set()
            return [str(answer.body) for answer in await asyncio.gather(*commands)]

        async with Fleet(tmp_path, settings, balancer, PROCESSES):
            assert len(balancer.backends) == PROCESSES
            expire_token(database_url)
            site.answers.clear()
            answers = await thank_by_each("the talk")
            assert all("I'll post this" in answer for answer in answers), answers
            assert site.oauth.refreshes == 1
            answers = await thank_by_each("the walk")
            assert all("I'll post this" in answer for answer in answers), answers
            await delivered(database_url)
        posted = [message.text for message in practice.workspace.messages["C0DESIGN1"].values()]
        for words in ("talk 0", "talk 1", "walk 0", "walk 1"):
            assert len([told for told in posted if words in told]) == 1, posted
        assert site.oauth.refreshes == 1
