"""The practice workspace with the real bot connected to it."""

import asyncio
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.app import Hearten, hearten
from bot.clock import Clock
from bot.practice.company import brightside
from bot.practice.installation import install
from bot.practice.page.routes import routes
from bot.practice.server import Practice
from bot.practice.story import story
from bot.settings import Settings
from bot.slack.manifest import manifest

PAST = timedelta(weeks=3)
"""How much of the company's past is played before the page opens."""


async def demo(host: str, port: int, stopping: asyncio.Event, opened: Callable[[str], None]) -> None:
    """Run both until `stopping` is set; `opened` hears the page's address.

    The company's past is not made up: it is played, scene by scene, and the bot answers. Raises OSError where
    the port is taken.
    """
    time = _Time(Clock(behind=PAST))
    with tempfile.TemporaryDirectory(prefix="hearten-") as folder:
        company = brightside()
        install(company, manifest())
        practice = Practice(
            company, now=time.clock.now, advance=time.advance, host=host, port=port, page=routes
        )
        async with practice:
            settings = Settings(
                bot_token=SecretStr(practice.bot_token),
                app_token=SecretStr(practice.app_token),
                signing_secret=None,
                slack_api_url=practice.api_url,
                database_url=f"sqlite:///{Path(folder) / 'practice.db'}",
                host="127.0.0.1",
                port=0,
            )
            async with hearten(settings, time.clock) as bot:
                time.bot = bot
                running = asyncio.create_task(bot.run(stopping))
                await practice.connected()
                await practice.play(story(), settled=bot.settled)
                opened(practice.url)
                await stopping.wait()
                await running


class _Time:
    """The time of the practice workspace, which is also the bot's: when it moves, what is due comes."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.bot: Hearten | None = None

    async def advance(self, by: timedelta) -> None:
        """Move on, stopping wherever something is due, so that it happens at its hour."""
        if self.bot:
            # A delivery's lease is measured on this clock: nothing may be under way when it jumps.
            await self.bot.settled()
        end = self.clock.now() + by
        while self.bot and (due := await self.bot.ticks.next_due()) and due <= end:
            self.clock.advance(max(due - self.clock.now(), timedelta(0)))
            await self.bot.ticks.tick()
            await self.bot.settled()
        self.clock.advance(max(end - self.clock.now(), timedelta(0)))
